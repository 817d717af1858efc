"""What a language model wrote into classes of a caller's own: grounded, and checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarize import Extraction, open_model, summarize_article

from .own_schema_examples import Minutes, NewsSummary
from .support import JSON, Endpoint, completion

ROOT = Path(__file__).parents[1]
_, *ROWS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "own_schema_answers.jsonl")
    .read_text("utf-8")
    .splitlines()
]
ERRORS = {"council-vote Minutes": ["objections[0]", "objections[1]"]}
"""Quotations that the model put together from two pieces, with the reporter's words between them."""


def spans(node: Any) -> list[JSON]:
    """Everything in a result that says where the article has its text."""
    if isinstance(node, dict):
        inner = [span for value in node.values() for span in spans(value)]
        return [node, *inner] if {"start", "end", "text"} <= node.keys() else inner
    return [span for value in node for span in spans(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['case']} {row['schema']}")
def test_an_answer_is_grounded(endpoint: Endpoint, row: JSON) -> None:
    endpoint.script.append(completion(row["answer"]))
    model = open_model("stub/one", base_url=endpoint.url)
    schema: Any = {"NewsSummary": NewsSummary, "Minutes": Minutes}[row["schema"]]
    source = ROOT / "seeds" / f"{row['case']}.txt"
    result = summarize_article(source, model=model, schema=schema, repair=False)
    data = result.data if isinstance(result, Extraction) else result
    text = result.article.text
    found = spans(json.loads(data.model_dump_json(exclude={"article"})))
    assert len(found) > 5
    for span in found:
        assert text[span["start"] : span["end"]] == span["text"]
    errors = [f.path for f in result.findings if f.severity == "error"]
    if not isinstance(result, Extraction):
        assert result.unsupported == ()
    assert errors == ERRORS.get(f"{row['case']} {row['schema']}", [])
