"""What a language model wrote about articles in other languages: grounded in the original, and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarize import ArticleSummary, Claim, load_article, open_model, summarize_article
from summarize.language import detect_language

from .support import JSON, Endpoint, completion

ROOT = Path(__file__).parents[1]
_, *ROWS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "translated_answers.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.fixture(params=ROWS, ids=lambda row: f"{row['case']} in {row['language']}")
def row(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def result(row: JSON, endpoint: Endpoint) -> ArticleSummary:
    endpoint.script.append(completion(row["answer"]))
    model = open_model("stub/one", base_url=endpoint.url)
    source = ROOT / "seeds" / f"{row['case']}.txt"
    return summarize_article(source, model=model, language=row["language"], repair=False)


def test_a_translated_answer_rests_on_the_original(row: JSON, result: ArticleSummary) -> None:
    original = load_article(ROOT / "seeds" / f"{row['case']}.txt")
    assert result.article.text == original.text
    assert result.language == row["language"] != original.language
    assert detect_language(" ".join(claim.text for claim in result.claims)) == row["language"]
    for item in result.items:
        assert item.evidence
        for evidence in item.evidence:
            assert original.text[evidence.start : evidence.end] == evidence.text
    for claim in result.claims:
        if claim.quote and claim.quote.start is not None:
            assert original.text[claim.quote.start : claim.quote.end] == claim.quote.text


def test_it_raises_no_false_alarm(result: ArticleSummary) -> None:
    found = [
        f"{item.id if isinstance(item, Claim) else 'summary'} {finding.rule}"
        for item in result.items
        for finding in item.findings
    ]
    assert found == []
