"""Results from a store, and into it: what was paid for once is not paid for again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from pydantic import ValidationError

from .article import Article
from .errors import StoreError
from .extracting import unsupported_fields
from .extraction import Extraction
from .filling import without_inputs
from .flights import afly, fly
from .forms import PLAIN
from .job import Job
from .models.base import LanguageModel, Meter
from .pipeline import arun, run, unsupported_error
from .schema import ArticleSummary, Usage
from .store import ResultStore, open_store

__all__ = ["Cached", "aopened", "arun_cached", "kept_result", "opened", "run_cached"]

_NOTHING = Usage(cost=0.0, repair_cost=0.0)


class Cached(NamedTuple):
    """A result that is kept now, unless it has gaps."""

    result: ArticleSummary
    hit: bool
    """True when this call paid nothing: it was kept already, or another call was under way for it."""
    key: str
    """What it is kept under."""


@dataclass(frozen=True, slots=True)
class _Made:
    result: ArticleSummary
    hit: bool
    fault: StoreError | None = None
    """Why it could not be kept."""


def run_cached(
    job: Job,
    article: Article,
    store: ResultStore,
    meter: Meter | None = None,
    *,
    key: str | None = None,
) -> Cached:
    """The result of an article from the store; from the model, and then kept, when it isn't there.

    Calls for the same result that are under way in this process, in threads and event loops, lead
    to one request. A hit's `article` is this one (the address and encoding may differ from those
    of the article that was asked about), its `usage` is what this call cost: nothing. A result with
    gaps is not kept, so that the next call asks for all of it. `key` is `job.key(article)`, if known
    already.

    Raises what `run` raises, also with `strict` when the result was there; `StoreError` when the
    store can't be read, before anything is asked, or when it can't be written: then its `summary`
    holds the result.
    """
    key = key or job.key(article)
    lenient = _lenient(job)

    def make() -> _Made:
        kept = kept_result(store, key, job)
        if kept is not None:
            return _Made(kept, hit=True)
        result = run(lenient.steps(article), job.model, meter)
        return _Made(result, hit=False, fault=_fault(store, key, result))

    made, own = fly((_identity(store), key), job.model, make)
    if made.fault is not None:
        fault = made.fault if own else _fault(store, key, made.result)
        if fault is not None:
            raise fault
    return _cached(job, article, key, made, own=own)


async def arun_cached(
    job: Job,
    article: Article,
    store: ResultStore,
    meter: Meter | None = None,
    *,
    key: str | None = None,
    model: LanguageModel | None = None,
) -> Cached:
    """The same as a coroutine; the store is read and written in a thread.

    `model` is asked in place of the job's own.
    """
    key = key or job.key(article)
    lenient = _lenient(job)

    async def make() -> _Made:
        kept = await asyncio.to_thread(kept_result, store, key, job)
        if kept is not None:
            return _Made(kept, hit=True)
        result = await arun(lenient.steps(article), model or job.model, meter)
        fault = await asyncio.to_thread(_fault, store, key, result)
        return _Made(result, hit=False, fault=fault)

    made, own = await afly((_identity(store), key), job.model, make)
    if made.fault is not None:
        fault = made.fault if own else await asyncio.to_thread(_fault, store, key, made.result)
        if fault is not None:
            raise fault
    return _cached(job, article, key, made, own=own)


@contextmanager
def opened(cache: ResultStore | str | os.PathLike[str]) -> Iterator[ResultStore]:
    """The store that a caller named, closed afterwards, or gave, which stays open."""
    if isinstance(cache, str | os.PathLike):
        with open_store(cache) as store:
            yield store
    else:
        yield cache


@asynccontextmanager
async def aopened(cache: ResultStore | str | os.PathLike[str]) -> AsyncIterator[ResultStore]:
    """The same in a coroutine."""
    if isinstance(cache, str | os.PathLike):
        store = await asyncio.to_thread(open_store, cache)
        try:
            yield store
        finally:
            await asyncio.shield(asyncio.to_thread(store.close))
    else:
        yield cache


def kept_result(store: ResultStore, key: str, job: Job) -> ArticleSummary | None:
    """The result with this key, in the class that the job makes."""
    form = job.options.form
    if form is PLAIN:
        return store.get(key)
    json = store.get_json(key)
    if json is None:
        return None
    kind = Extraction[form.own] if form.own else form.result  # type: ignore[name-defined]
    try:
        kept = kind.model_validate_json(json)
    except ValidationError as error:
        raise StoreError(
            f"The kept result {key[:12]}… does not fit {kind.__name__} ({without_inputs(error)}). Its "
            "validators have changed since it was kept; use another store, or delete that row."
        ) from None
    if isinstance(kept, Extraction):  # in the plain class, which pickles
        kept = Extraction(**{name: getattr(kept, name) for name in Extraction.model_fields})
    return cast("ArticleSummary", kept)


def _lenient(job: Job) -> Job:
    """The job without `strict`: what was paid for is kept before it is refused."""
    return replace(job, options=replace(job.options, strict=False))


def _identity(store: ResultStore) -> object:
    return getattr(store, "identity", id(store))


def _fault(store: ResultStore, key: str, result: ArticleSummary) -> StoreError | None:
    """Keeps a result without gaps; the error, which holds it, when that fails."""
    if result.gaps:
        return None  # the next call asks again for all of it
    try:
        store.put(key, result)
    except StoreError as error:
        error.summary = result
        return error
    return None


def _cached(job: Job, article: Article, key: str, made: _Made, *, own: bool) -> Cached:
    hit = made.hit or not own
    result = made.result
    if hit:
        result = result.model_copy(update={"article": article, "usage": _NOTHING})
    if job.options.strict and not result.is_sound:
        if isinstance(result, Extraction):
            raise unsupported_fields(result)
        raise unsupported_error(result)
    return Cached(result, hit, key)
