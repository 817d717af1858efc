from __future__ import annotations

import json
import pickle

import pytest

from summarize import ArticleError, ArticleSummary, summarize_article
from summarize.batch import ArticleOutcome
from tests.batch.batch_support import text_of


@pytest.fixture(scope="module")
def result() -> ArticleSummary:
    return summarize_article(text_of(1), model="embedded")


def test_an_outcome_has_a_result_or_an_error(result: ArticleSummary) -> None:
    with pytest.raises(ValueError, match="a result or an error"):
        ArticleOutcome("a", 0)
    with pytest.raises(ValueError, match="a result or an error"):
        ArticleOutcome("a", 0, result=result, error=ArticleError("no"))


def test_it_cannot_be_changed(result: ArticleSummary) -> None:
    outcome = ArticleOutcome("a", 0, result=result)
    with pytest.raises(AttributeError):
        outcome.id = "b"  # type: ignore[misc]


def test_a_record_of_a_result(result: ArticleSummary) -> None:
    outcome = ArticleOutcome("a", 3, result=result, key="k", cached=True)
    line = outcome.to_json()
    record = json.loads(line)
    assert list(record) == "id index status cached key error usage result".split()
    assert (record["id"], record["index"], record["status"]) == ("a", 3, "ok")
    assert record["error"] is None
    assert "\n" not in line
    assert ArticleSummary.model_validate(record["result"]) == result


def test_a_record_of_an_error() -> None:
    record = json.loads(ArticleOutcome("a", 0, error=ArticleError("no text")).to_json())
    assert record["status"] == "failed"
    assert record["error"] == {"type": "ArticleError", "message": "no text"}
    assert record["result"] is None


def test_a_result_that_came_as_json_is_parsed_when_it_is_wanted(result: ArticleSummary) -> None:
    kept = result.model_dump_json().encode()
    outcome = ArticleOutcome("a", 0, result_json=kept)
    assert outcome.result_json is kept
    assert outcome.result == result
    assert outcome.result is outcome.result


def test_a_result_with_gaps_is_told_apart(result: ArticleSummary) -> None:
    outcome = ArticleOutcome("a", 0, result=result, incomplete=True)
    assert json.loads(outcome.to_json())["status"] == "incomplete"


def test_a_name_that_is_no_text_makes_a_record_that_is() -> None:
    outcome = ArticleOutcome("bad\udcff.txt", 0, error=ArticleError("bad\udcff.txt is none"))
    line = outcome.to_json()
    line.encode()
    assert json.loads(line)["id"] == "bad\udcff.txt"


def test_it_says_what_it_is(result: ArticleSummary) -> None:
    assert (
        repr(ArticleOutcome("a", 0, result=result)) == "ArticleOutcome('a', index=0, cached=False)"
    )
    assert "ArticleError('no')" in repr(ArticleOutcome("a", 0, error=ArticleError("no")))


def test_it_pickles(result: ArticleSummary) -> None:
    outcome = ArticleOutcome("a", 0, result=result, key="k")
    assert pickle.loads(pickle.dumps(outcome)).to_json() == outcome.to_json()  # noqa: S301  # our own
