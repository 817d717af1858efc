from __future__ import annotations

import asyncio
import json
import math
import pickle
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import summarize
from summarize import ArticleSummary, rows
from summarize.errors import (
    AuthenticationError,
    ConfigurationError,
    PromptError,
    QuotaError,
    StoreError,
)
from summarize.rows import asummarize_one, summarize_one
from summarize.store import ResultStore, open_store
from tests.support import Endpoint, claim, completion, draft, failure

TEXT = "The bridge opened on 3 May 2024. It cost 12 million dollars, Mayor Ana Ruiz said."
ROW = {"id": 7, "text": TEXT}
CLAIM = claim(
    "It cost 12 million dollars.",
    speaker="Ana Ruiz",
    role="Mayor",
    attribution="indirect",
    figures=[{"value": "12 million", "unit": "dollars", "qualifier": "exact"}],
    evidence=[2],
)


@pytest.fixture(autouse=True)
def _nothing_opened() -> Iterator[None]:
    yield
    rows._work.cache_clear()
    rows._store.cache_clear()


@pytest.fixture
def one(endpoint: Endpoint, tmp_path: Path) -> Any:
    """`summarize_one` at the endpoint, which answers with one claim."""
    endpoint.script.append(completion(draft(CLAIM)))
    options: dict[str, Any] = {
        "store": tmp_path / "results.sqlite",
        "model": "stub/one",
        "base_url": endpoint.url,
    }
    return partial(summarize_one, **options)


def test_a_row_has_the_result_in_plain_columns(one: Any) -> None:
    row = one(ROW)
    assert json.loads(json.dumps(row)) == row
    assert (row["id"], row["status"], row["error"], row["cached"]) == ("7", "ok", None, False)
    assert row["summary"] == "The bridge opened."
    assert row["sentences"][0]["evidence"][0]["sentence"] == 1
    [made] = row["claims"]
    assert (made["speaker"], made["figures"][0]["number"]) == ("Ana Ruiz", 12_000_000.0)
    assert (made["supported"], made["quote"], made["quote_start"]) == (True, None, None)
    for evidence in made["evidence"]:
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
    assert (row["calls"], row["input_tokens"], row["output_tokens"]) == (1, 100, 20)
    assert (row["model"], row["prompt"]) == ("stub/one", summarize.load_prompt("article").id)


def test_a_row_holds_the_whole_result(one: Any) -> None:
    row = one(ROW)
    result = ArticleSummary.model_validate_json(row["result_json"])
    assert result.article.text == TEXT
    assert len(result.claims) == len(row["claims"])


def test_a_second_run_finds_the_result_and_asks_nothing(one: Any, endpoint: Endpoint) -> None:
    first, second = one(ROW), one(ROW)
    assert len(endpoint.seen) == 1
    assert (first.pop("cached"), second.pop("cached")) == (False, True)
    assert first == second  # what it took to make included


def test_another_process_finds_the_result(one: Any, endpoint: Endpoint) -> None:
    one(ROW)
    rows._work.cache_clear()
    rows._store.cache_clear()
    assert one(ROW)["cached"]
    assert len(endpoint.seen) == 1


async def test_the_coroutine_makes_the_same_row(one: Any, endpoint: Endpoint) -> None:
    made = await asyncio.gather(*[asummarize_one(ROW, **one.keywords) for _ in range(3)])
    assert len(endpoint.seen) == 1
    assert {row["headline"] for row in made} == {"Bridge opens"}
    assert sorted(row["cached"] for row in made) == [False, True, True]
    assert await asummarize_one(ROW, **one.keywords) == one(ROW)


def test_without_a_store_nothing_is_kept(one: Any, endpoint: Endpoint) -> None:
    bare = partial(one, store=None)
    assert not bare(ROW)["cached"]
    assert not bare(ROW)["cached"]
    assert len(endpoint.seen) == 2


async def test_the_coroutine_works_without_a_store(one: Any) -> None:
    assert (await asummarize_one(ROW, **{**one.keywords, "store": None}))["status"] == "ok"


def test_a_task_is_pickled_by_its_name(one: Any) -> None:
    sent = pickle.dumps(one)
    assert b"summarize.rows" in sent
    assert pickle.loads(sent)(ROW)["status"] == "ok"  # noqa: S301  # our own


def test_model_and_store_are_opened_once(one: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def watched(where: str) -> ResultStore:
        opened.append(where)
        return open_store(where)

    monkeypatch.setattr(rows, "open_store", watched)
    works = {id(rows._opened(one.keywords["store"], {"model": "embedded"})) for _ in range(3)}
    rows._opened(one.keywords["store"], {"model": "embedded", "max_claims": 3})
    assert (len(works), len(opened)) == (1, 1)


def test_a_changed_setting_is_another_model(
    one: Any, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_BASE_URL", endpoint.url)
    store = one.keywords["store"]
    names = []
    for name in ("stub/a", "stub/b"):
        monkeypatch.setenv("SUMMARIZE_MODEL", name)
        names.append(summarize_one(ROW, store=store)["model"])
    assert names == ["stub/a", "stub/b"]


# --- what a row may hold ---


@pytest.mark.parametrize(
    ("columns", "field", "value"),
    [
        ({"title": "Bridge"}, "title", "Bridge"),
        ({"title": math.nan, "byline": None}, "byline", None),
        ({"published": "2024-05-04"}, "published", date(2024, 5, 4)),
        ({"published": date(2024, 5, 4)}, "published", date(2024, 5, 4)),
        ({"language": "de"}, "language", "de"),
        ({"text": TEXT.encode()}, "encoding", "utf-8"),
    ],
    ids=["title", "nan", "date as text", "date", "language", "bytes"],
)
def test_columns_of_a_row_become_the_articles(
    columns: dict[str, Any], field: str, value: Any, tmp_path: Path
) -> None:
    row = summarize_one({**ROW, **columns}, store=tmp_path / "s.sqlite", model="embedded")
    article = ArticleSummary.model_validate_json(row["result_json"]).article
    assert getattr(article, field) == value


class _Unknown:
    """Like pandas' NA: whether it equals anything is unknown."""

    def __ne__(self, other: object) -> Any:
        return self

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class _Array:
    """Like an array, which compares element by element."""

    def __ne__(self, other: object) -> Any:
        return self

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise ValueError("The truth value of an array is ambiguous.")


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        (None, True),
        (math.nan, True),
        (_Unknown(), True),
        (_Array(), False),
        ("", False),
        (0, False),
    ],
    ids=["None", "NaN", "NA", "array", "empty", "zero"],
)
def test_missing_values_of_tables_are_told(value: object, missing: bool) -> None:
    assert rows._missing(value) is missing


def test_columns_have_the_names_that_the_caller_gives(tmp_path: Path) -> None:
    row = {"url": "https://example.org/a", "body": TEXT}
    made = summarize_one(row, store=tmp_path / "s.sqlite", model="embedded", text="body", id="url")
    assert (made["id"], made["status"]) == ("https://example.org/a", "ok")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": 1, "body": TEXT}, r"no column 'text' \(it has id, body\)"),
        ({"text": TEXT}, r"no column 'id' \(it has text\)"),
        ([1, TEXT], r"not list \(pandas: row.to_dict\(\)"),
    ],
    ids=["text", "id", "sequence"],
)
def test_a_row_that_lacks_a_column_is_refused(row: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=message):
        summarize_one(row, store=tmp_path / "s.sqlite", model="embedded")


# --- what goes wrong ---


@pytest.mark.parametrize("text", ["", None, math.nan, 5], ids=["empty", "None", "nan", "number"])
def test_a_row_without_an_article_fails_alone(text: object, tmp_path: Path) -> None:
    row = summarize_one({"id": 1, "text": text}, store=tmp_path / "s.sqlite", model="embedded")
    assert (row["status"], row["error_type"]) == ("failed", "ArticleError")
    assert (row["headline"], row["claims"], row["result_json"]) == (None, [], None)
    assert (row["cost"], row["calls"], row["unsupported"]) == (0.0, 0, None)


def test_an_answer_that_is_no_use_fails_its_row_and_is_counted(
    one: Any, endpoint: Endpoint
) -> None:
    endpoint.script.clear()
    endpoint.script.append(completion("no json"))
    row = one(ROW)
    assert (row["status"], row["error_type"]) == ("failed", "MalformedAnswerError")
    assert row["calls"] == len(endpoint.seen) > 0
    assert row["key"] is not None


def test_a_failed_row_is_tried_again(one: Any, endpoint: Endpoint) -> None:
    endpoint.script.extendleft([completion(None, refusal="No.")])
    assert one(ROW)["error_type"] == "RefusalError"
    assert one(ROW)["status"] == "ok"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (failure(401), AuthenticationError),
        (failure(429, code="insufficient_quota", type="insufficient_quota"), QuotaError),
    ],
    ids=["key", "quota"],
)
def test_what_would_fail_for_every_row_is_raised(
    answer: Any, error: type[Exception], one: Any, endpoint: Endpoint
) -> None:
    endpoint.script.appendleft(answer)
    with pytest.raises(error):
        one(ROW)


def test_a_refusal_after_an_answer_concerns_one_row(one: Any, endpoint: Endpoint) -> None:
    one(ROW)
    endpoint.script.appendleft(failure(403, "blocked by a firewall"))
    assert one({"id": 8, "text": TEXT + " More."})["error_type"] == "AuthenticationError"


def test_a_fault_of_the_library_fails_its_row(one: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ZeroDivisionError(TEXT)

    monkeypatch.setattr("summarize.rows.run_cached", broken)
    row = one(ROW)
    assert (row["status"], row["error_type"]) == ("failed", "SummarizeError")
    assert TEXT not in row["error"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"model": "nowhere"}, ConfigurationError),
        ({"max_claims": 0}, ConfigurationError),
        ({"prompt": "nowhere"}, PromptError),
        ({"store": "mysql://host/database"}, StoreError),
    ],
    ids=["model", "option", "prompt", "store"],
)
def test_an_impossible_option_is_raised(
    options: dict[str, Any], error: type[Exception], one: Any
) -> None:
    base = {key: value for key, value in one.keywords.items() if key != "base_url"}
    given = {**(one.keywords if "model" not in options else base), **options}
    with pytest.raises(error):
        summarize_one(ROW, **given)


def test_an_unknown_option_is_refused(tmp_path: Path) -> None:
    options: dict[str, Any] = {"max_claim": 3}
    with pytest.raises(TypeError, match="max_claim"):
        summarize_one(ROW, store=tmp_path / "s.sqlite", model="embedded", **options)
