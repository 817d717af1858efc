"""One row of a table in, one row out: what Dask, Spark, Celery, Temporal and Ray call on any machine.

A task that an engine runs again, because a worker died or a job was started anew, finds its result in
the store and pays for nothing. The model and the store are opened once in each process.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import TracebackType
from typing import Any, Self, Unpack

from .api import ArticleOptions
from .article import Article
from .batch import ArticleOutcome
from .batch.articles import patient_model
from .batch.faults import fault
from .batch.items import Item, item_of
from .batch.outcome import NOTHING
from .caching import arun_cached, run_cached
from .errors import (
    AuthenticationError,
    ConfigurationError,
    PromptError,
    QuotaError,
    StoreError,
    SummarizeError,
    UnknownModelError,
)
from .flat import flat_row
from .job import Job, prepare
from .pipeline import arun, run
from .schema import ArticleSummary, Usage
from .store import ResultStore, open_store
from .telemetry import WatchedArticle

__all__ = ["RowOptions", "asummarize_one", "summarize_one"]

_KNOWN = ("title", "byline", "published", "url", "site", "language")
_EVERYBODYS = (ConfigurationError, PromptError, StoreError, QuotaError)
_AT_FIRST = (AuthenticationError, UnknownModelError)
_SETTINGS = (
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OLLAMA_HOST",
    "SUMMARIZE_API_KEY",
    "SUMMARIZE_BASE_URL",
    "SUMMARIZE_MODEL",
    "SUMMARIZE_PROMPTS",
)


class RowOptions(ArticleOptions, total=False):
    """Options of `summarize_article` that a row's task takes."""

    schema: type[ArticleSummary] | None


def summarize_one(
    row: Mapping[str, Any],
    *,
    store: ResultStore | str | os.PathLike[str] | None,
    text: str = "text",
    id: str = "id",  # noqa: A002  # the column has this name
    **options: Unpack[RowOptions],
) -> dict[str, Any]:
    """The summary of the article in `row`, as a row of plain values (see `flat_row`).

    `row` maps columns to values: the column `text` holds the article (a text, or bytes to decode),
    `id` what to call it; "title", "byline", "published", "url", "site" and "language" are used where
    they are there. `store` is a path or URL for `open_store`: a result that is kept there is returned
    without a call, a new one is kept before this returns. Tasks on several machines need one store for
    all: PostgreSQL, as a SQLite file must lie on a disk of the machine itself. With `None` a task that
    is run again pays again. The other options are those of `summarize_article`; keys are best left to
    the environment of the workers, as engines show and keep what they send to them.

    An article that can't be summarised gives a row with `status` "failed", and the next run tries
    it again. Raises what would fail for every row: `ConfigurationError`, `PromptError`, `StoreError`,
    `QuotaError`; `AuthenticationError` and `UnknownModelError` unless the model has answered in this
    process before.
    """
    work, item = _opened(store, options), _item(row, text, id)
    with WatchedArticle(work.job.model.name) as watched:
        with _Attempt(work, item) as attempt:
            article = item.load()
            attempt.found(*work.result(article, attempt.key_of(article)))
        _watch(watched, attempt.outcome)
    return flat_row(attempt.outcome)


async def asummarize_one(
    row: Mapping[str, Any],
    *,
    store: ResultStore | str | os.PathLike[str] | None,
    text: str = "text",
    id: str = "id",  # noqa: A002  # the column has this name
    **options: Unpack[RowOptions],
) -> dict[str, Any]:
    """The same as `summarize_one`, as a coroutine."""
    work, item = _opened(store, options), _item(row, text, id)
    with WatchedArticle(work.job.model.name) as watched:
        with _Attempt(work, item) as attempt:
            article = item.load()
            attempt.found(*await work.aresult(article, attempt.key_of(article)))
        _watch(watched, attempt.outcome)
    return flat_row(attempt.outcome)


def _watch(watched: WatchedArticle, outcome: ArticleOutcome) -> None:
    if outcome.result is not None:
        watched.made(outcome.result, cached=outcome.cached)
    watched.knows(usage=NOTHING if outcome.cached else outcome.usage)
    if outcome.error is not None:
        watched.failed(outcome.error)


@dataclass(slots=True)
class _Work:
    """What all rows with the same options share in one process."""

    job: Job
    store: ResultStore | None
    answered: bool = False
    """Whether the model has answered once."""

    def result(self, article: Article, key: str) -> tuple[ArticleSummary, bool]:
        """The article's result, with what it took to make; whether it was there already."""
        if self.store is None:
            return run(self.job.steps(article), self.job.model), False
        kept = self.store.get(key)
        if kept is not None:
            return kept, True
        made = run_cached(self.job, article, self.store, key=key)
        return made.result, made.hit

    async def aresult(self, article: Article, key: str) -> tuple[ArticleSummary, bool]:
        if self.store is None:
            return await arun(self.job.steps(article), self.job.model), False
        kept = await asyncio.to_thread(self.store.get, key)
        if kept is not None:
            return kept, True
        made = await arun_cached(self.job, article, self.store, key=key)
        return made.result, made.hit

    def concerns_all(self, error: SummarizeError) -> bool:
        """Whether every other row would meet the same error."""
        return isinstance(error, _EVERYBODYS) or (
            isinstance(error, _AT_FIRST) and not self.answered
        )


class _Attempt:
    """One row's way to its outcome; what is only this row's fault ends in it."""

    outcome: ArticleOutcome

    def __init__(self, work: _Work, item: Item) -> None:
        self._work, self._item = work, item
        self._article: Article | None = None
        self._key: str | None = None

    def key_of(self, article: Article) -> str:
        """What the article's result is kept under."""
        self._article, self._key = article, self._work.job.key(article)
        return self._key

    def found(self, result: ArticleSummary, cached: bool) -> None:  # noqa: FBT001  # as a pair
        """Takes the result."""
        self._work.answered = self._work.answered or not cached
        if result.article != self._article:  # the same text from another address
            result = result.model_copy(update={"article": self._article})
        self.outcome = ArticleOutcome(
            self._item.id, 0, result=result, key=self._key, cached=cached, usage=result.usage
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        if not isinstance(error, SummarizeError):
            error = fault(error)
        if self._work.concerns_all(error):
            return False
        paid = getattr(error, "usage", None)
        usage = paid if isinstance(paid, Usage) else NOTHING
        self.outcome = ArticleOutcome(self._item.id, 0, error=error, key=self._key, usage=usage)
        return True


def _item(row: Mapping[str, Any], text: str, name: str) -> Item:
    given: object = row  # whatever a caller without a type checker passed
    if not isinstance(given, Mapping):
        raise ConfigurationError(
            f"A row must be a mapping of columns to values, not {type(given).__name__} "
            "(pandas: row.to_dict(), Spark: row.asDict())."
        )
    for column in (text, name):
        if column not in row:
            found = ", ".join(str(key) for key in list(row)[:12])
            raise ConfigurationError(
                f"The row has no column {column!r} (it has {found or 'none'}); name the columns "
                "with text= and id=."
            )
    known = {column: row[column] for column in _KNOWN if not _missing(row.get(column))}
    source = "" if _missing(row[text]) else row[text]
    called = "" if _missing(row[name]) else str(row[name])
    if isinstance(source, bytes):
        return replace(item_of({**known, "text": ""}, called), source=source)
    return item_of({**known, "text": source}, called)


def _missing(value: Any) -> bool:
    """Whether a table has no value there: None, pandas' NA, or NaN and NaT, which equal nothing."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124  # that is what NaN is
    except TypeError:
        return True  # NA: it is unknown whether it differs
    except ValueError:
        return False  # an array


# --- what is opened once ---

_LOCK = threading.RLock()


def _opened(store: ResultStore | str | os.PathLike[str] | None, options: RowOptions) -> _Work:
    settings = tuple(os.environ.get(name) for name in _SETTINGS)
    with _LOCK:
        where = _store(os.fspath(store)) if isinstance(store, str | os.PathLike) else store
        return _work(where, settings, tuple(sorted(options.items())))  # type: ignore[arg-type]  # stores hash by identity


@lru_cache(maxsize=64)
def _work(
    store: ResultStore | None,
    settings: tuple[str | None, ...],  # noqa: ARG001  # other settings are another model
    options: tuple[tuple[str, Any], ...],
) -> _Work:
    given: dict[str, Any] = dict(options)
    model = given.pop("model", None)
    if model is None or isinstance(model, str):
        place = {"base_url": given.pop("base_url", None), "api_key": given.pop("api_key", None)}
        model = patient_model(model, **place)
    return _Work(prepare(model=model, **given), store)


@lru_cache(maxsize=64)
def _store(where: str) -> ResultStore:
    return open_store(where)


def _forget() -> None:
    """A forked process opens what it needs itself."""
    global _LOCK  # noqa: PLW0603  # a thread that isn't there any more may hold it
    _LOCK = threading.RLock()
    _work.cache_clear()
    _store.cache_clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
