"""Which claims of two parts are taken for one: none whose facts differ, measured on labelled pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarize.cassettes import read_recording
from summarize.draft import ArticleDraft, ClaimDraft
from summarize.parts.sameness import repeated
from tests.support import claim

ROOT = Path(__file__).parents[1]


def said(text: str, **fields: Any) -> ClaimDraft:
    return ClaimDraft.model_validate(claim(text, **fields))


def same(one: ClaimDraft, other: ClaimDraft) -> bool:
    return bool(repeated([one, other], [0, 1], language="en"))


BASE = "The council voted on Tuesday to close the harbour ferry in Lynmouth by June."


@pytest.mark.parametrize(
    "other",
    [
        BASE,
        "On Tuesday the council voted to close the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday to close the wooden harbour ferry in Lynmouth by June.",
    ],
)
def test_the_same_in_other_words_is_one_claim(other: str) -> None:
    assert same(said(BASE), said(other))


@pytest.mark.parametrize(
    "other",
    [
        "The council voted on Tuesday to open the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday not to close the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday to close the harbour ferry in Ilfracombe by June.",
        "The council voted on Monday to close the harbour ferry in Lynmouth by June.",
        "The council may vote on Tuesday to close the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday to close the harbour ferry in Lynmouth after June.",
        "The council voted on Tuesday to close 3 harbour ferries in Lynmouth by June.",
        "The former council voted on Tuesday to close the harbour ferry in Lynmouth by June.",
        "The county council voted on Tuesday to close the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday to temporarily close the harbour ferry in Lynmouth by June.",
        "The council voted on Tuesday to close the harbour school in Lynmouth by June.",
    ],
)
def test_another_fact_is_another_claim(other: str) -> None:
    assert not same(said(BASE), said(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brook sued Stone over the bridge.", "Stone sued Brook over the bridge."),
        ("The bridge cost 12 million euros.", "The bridge cost 13 million euros."),
        ("The bridge cost 12 million euros.", "The bridge cost over 12 million euros."),
        ("The bridge cost 12 million euros.", "The bridge cost 12 million dollars."),
        ("The bridge opened on 3 May 2024.", "The bridge opened on 4 May 2024."),
    ],
)
def test_who_did_it_and_how_much_tell_claims_apart(one: str, other: str) -> None:
    assert not same(said(one), said(other))


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker": "Ada Brook"},
        {"certainty": "possible"},
        {"when": "2024-05-04"},
        {"quote": "It is a good day"},
    ],
)
def test_fields_tell_claims_apart(fields: dict[str, Any]) -> None:
    assert not same(said(BASE, when="2024-05-03"), said(BASE, **{"when": "2024-05-03", **fields}))


def test_claims_of_one_part_stand_beside_each_other() -> None:
    assert repeated([said(BASE), said(BASE)], [0, 0], language="en") == {}


def test_the_fuller_one_stays() -> None:
    fuller = "The council voted on Tuesday to close the wooden harbour ferry in Lynmouth by June."
    assert repeated([said(BASE), said(fuller)], [0, 1], language="en") == {0: 1}


def _claims(prompt: str, case: str) -> list[ClaimDraft]:
    [path] = (ROOT / "cassettes" / prompt).rglob(f"{case}.s1.yaml")
    answer = json.loads(read_recording(path).interactions[0].response)
    content = answer["choices"][0]["message"]["content"]
    return ArticleDraft.model_validate_json(content).claims


def test_pairs_that_were_labelled_by_hand() -> None:
    labels = yaml.safe_load((ROOT / "tests/data/alignment_labels.yaml").read_text("utf-8"))
    folded = right = 0
    for case, pairs in labels["cases"].items():
        old, new = _claims(labels["old"], case), _claims(labels["new"], case)
        links = {(int(old_id[1:]), int(new_id[1:])) for old_id, new_id, *_ in pairs}
        gone = repeated([*old, *new], [0] * len(old) + [1] * len(new), language=None)
        for pair in gone.items():
            first, second = sorted(pair)
            folded += 1
            right += (first + 1, second - len(old) + 1) in links
    assert folded >= 40
    assert right / folded >= 0.98
