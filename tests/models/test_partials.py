from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.models.partials import PartialClaim, PartialDraft, PartialSentence, partial_draft
from tests.support import claim, draft

WHOLE = json.dumps(
    draft(
        claim("The bridge opened.", speaker="Ada Brook", evidence=[12, 3]),
        claim("It cost “12” million."),
        summary=[{"text": "One.", "evidence": [1]}, {"text": "Two.", "evidence": [2, 3]}],
    ),
    ensure_ascii=False,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", None),
        ("no JSON", None),
        ("<think>{maybe", None),
        ('["a"', None),
        ("{", PartialDraft()),
        ('{"headline": "Bri', PartialDraft("Bri")),
        ('<think>{"headline": "No"}</think>{"headline": "Yes', PartialDraft("Yes")),
        ('```json\n{"headline": "Yes', PartialDraft("Yes")),
        ('{"headline": 3, "summary": {"text": 1}, "claims": ["a", {"text": 2}]', PartialDraft()),
        (
            '{"headline": "H", "summary": [{"text": "One.", "evidence": [1',
            PartialDraft("H", (PartialSentence("One.", (), complete=False),)),
        ),
        (
            '{"headline": "H", "summary": [{"text": "One.", "evidence": [12]}, {"te',
            PartialDraft("H", (PartialSentence("One.", (12,), complete=True),)),
        ),
    ],
)
def test_the_beginning_of_an_answer_is_read(text: str, told: PartialDraft | None) -> None:
    assert partial_draft(text) == told


def test_a_whole_answer_is_complete() -> None:
    assert partial_draft(WHOLE) == PartialDraft(
        "Bridge opens",
        (
            PartialSentence("One.", (1,), complete=True),
            PartialSentence("Two.", (2, 3), complete=True),
        ),
        (
            PartialClaim("The bridge opened.", "Ada Brook", (12, 3), complete=True),
            PartialClaim("It cost “12” million.", None, (1,), complete=True),
        ),
    )


@given(st.integers(0, len(WHOLE)))
def test_what_is_complete_stays_as_it_is(end: int) -> None:
    """However an answer is cut, nothing is read that the whole of it takes back."""
    part, whole = partial_draft(WHOLE[:end]) or PartialDraft(), partial_draft(WHOLE)
    assert whole is not None
    assert whole.headline.startswith(part.headline)
    items: list[Any] = [*part.summary, *part.claims]
    finals: list[Any] = [*whole.summary[: len(part.summary)], *whole.claims[: len(part.claims)]]
    for item, final in zip(items, finals, strict=True):
        assert item == final or not item.complete
        assert final.text.startswith(item.text)


@given(st.text())
def test_any_text_is_read_or_not(text: str) -> None:
    partial_draft(text)
