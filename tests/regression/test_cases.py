from __future__ import annotations

from pathlib import Path

import pytest

from summarize.errors import ConfigurationError
from summarize.regression.cases import Case, load_cases

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLE = "The bridge opened on 3 May 2024. It cost 12 million\neuros.\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def expect(seeds: Path, text: str) -> Case:
    (seeds / "bridge.expect.yaml").write_text(text, encoding="utf-8")
    [case] = load_cases(seeds)
    return case


@pytest.mark.parametrize("case", load_cases(SEEDS), ids=lambda case: case.id)
def test_every_seed_has_an_expectation_that_its_article_bears_out(case: Case) -> None:
    assert case.expectation.required
    assert case.expectation.forbidden
    assert case.expectation.language == case.article.language


def test_a_case_without_a_file_expects_nothing(seeds: Path) -> None:
    [case] = load_cases(seeds)
    assert not case.expectation.required


def test_an_empty_file_expects_nothing(seeds: Path) -> None:
    assert not expect(seeds, "").expectation.required


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("requird: []", "unknown key requird; did you mean 'required'?"),
        ("zebra: 1", "unknown key zebra; known are about, language"),
        (
            "required:\n  - {id: cost, says: It cost., figurs: ['12']}",
            r"unknown key required\.cost\.figurs; did you mean 'figures'\?",
        ),
        ("forbidden:\n  - {pattern: a, wy: b}", r"forbidden\.0\.why is missing"),
        ("required:\n  - {id: cost, words: [a]}", r"required\.cost\.says is missing"),
        (
            "required:\n  - {id: cost, says: It cost., figures: [1.300]}",
            r"required\.cost\.figures\.0: write it in quotes.* YAML reads 1\.3",
        ),
        ("figures: [7]", r"figures\.0: write it in quotes"),
        ("forbidden:\n  - {pattern: '(', why: x}", "is not a regular expression"),
        ("required:\n  - {id: A b, says: x, words: [a]}", "small letters, digits and hyphens"),
        ("required:\n  - {id: cost, says: x}", "'cost' has no words, figures, speaker or evidence"),
        (
            "required:\n  - {id: a, says: x, words: [a]}\n  - {id: a, says: y, words: [b]}",
            "the id 'a' stands twice",
        ),
        ("required: [", r"bridge\.expect\.yaml:\d+: this is not YAML"),
        ("- a", "Input should be"),
        (
            "required:\n  - {id: cost, says: x, evidence: It cost 13 million}",
            "the evidence of 'cost' is not in .*bridge.txt: 'It cost 13 million'",
        ),
    ],
)
def test_a_wrong_expectation_says_what_and_where(seeds: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        _ = expect(seeds, text).expectation


def test_evidence_is_found_across_a_line_end(seeds: Path) -> None:
    text = "required:\n  - {id: cost, says: x, evidence: It cost 12 million euros}"
    case = expect(seeds, text)
    [fact] = case.expectation.required
    assert case.find(fact.evidence[0]) == (33, 57)


def test_cases_come_by_name(seeds: Path) -> None:
    (seeds / "arch.txt").write_text(ARTICLE, encoding="utf-8")
    assert [case.id for case in load_cases(seeds)] == ["arch", "bridge"]
    assert [case.id for case in load_cases(seeds, ["bridge"])] == ["bridge"]


@pytest.mark.parametrize(
    ("file", "ids", "message"),
    [
        ("Big Bridge.txt", (), "a case's name has at most 64 small letters"),
        ("quay.expect.yaml", (), "has no article beside it"),
        ("quay.txt", ("bridg",), "no case 'bridg' in .*; did you mean 'bridge'?"),
        ("quay.txt", ("zzz",), "there are: bridge, quay"),
    ],
)
def test_a_wrong_folder_says_what_is_wrong(
    seeds: Path, file: str, ids: tuple[str, ...], message: str
) -> None:
    (seeds / file).write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        load_cases(seeds, ids)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"There is no folder .*nowhere"):
        load_cases(tmp_path / "nowhere")
