"""Many articles at half the price, through OpenAI's Batch API: within a day instead of at once.

Everything is as with `summarize_articles`: the same requests, checks, repairs and results, under the
same keys in the same store. The store is needed here: it holds what is under way, so that whoever runs
the same call again, in another process or on another day, goes on and pays for nothing twice.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import aclosing, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import BatchStoppedError, ConfigurationError, SummarizeError
from ..models import LanguageModel
from ..models.prices import price_of
from ..schema import ArticleSummary
from ..store import ResultStore, open_store
from .articles import Plan, patient_model, planned
from .blocking import blocking
from .items import Item, Source
from .outcome import ArticleOutcome
from .reading import Reading
from .submissions import BatchLimits, Polling

if TYPE_CHECKING:
    from ..models.openai_chat import OpenAIChatModel
    from ..prompts import Prompt
    from .rounds import Rounds

__all__ = ["BatchLimits", "Polling", "abatch_articles", "batch_articles", "cancel_batches"]


def batch_articles(
    sources: Iterable[Source] | AsyncIterable[Source],
    *,
    model: str | LanguageModel | None = None,
    store: ResultStore | str | os.PathLike[str],
    max_cost: float | None = None,
    max_tokens: int | None = None,
    prompt: str | Path | Prompt = "article",
    language: str | None = None,
    max_claims: int | None = None,
    temperature: float | None = None,
    repair: bool = True,
    strict: bool = False,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts_dir: str | os.PathLike[str] | None = None,
    context_window: int | None = None,
    schema: type[ArticleSummary] | None = None,
    limits: BatchLimits | None = None,
    polling: Polling | None = None,
    report: Callable[[str], None] | None = None,
) -> Generator[ArticleOutcome, None, None]:
    """What becomes of each article, in the order in which they are finished; it may take a day.

    What all articles ask goes to the provider in one batch, or in several within its limits; what comes
    back may ask again, and re-asks, merges and repairs go into the next one. `report` is told what
    happens there, for a person to read. Ending the iteration early, or the process, leaves the batches
    under way: the same call takes them up, and `cancel_batches` ends them.

    A request that a batch leaves without an answer (it expired, the provider failed) goes into another
    one, three times at most. Files at the provider hold articles, and are removed once they are read. A
    result's `usage` is what it took to make, at the price of batches. `max_cost` and `max_tokens` bound
    what this call sends; what has to wait for others to give back what they held goes later.

    `limits` and `polling` are for providers that differ from OpenAI. The other options, and what is
    raised, are those of `summarize_articles`; `ConfigurationError` also for a model without a Batch API.
    """
    run = provided(
        sources,
        model=model,
        store=store,
        max_cost=max_cost,
        max_tokens=max_tokens,
        prompt=prompt,
        language=language,
        max_claims=max_claims,
        temperature=temperature,
        repair=repair,
        strict=strict,
        base_url=base_url,
        api_key=api_key,
        prompts_dir=prompts_dir,
        context_window=context_window,
        schema=schema,
        limits=limits,
        polling=polling,
        report=report,
    )
    return run.outcomes()


def abatch_articles(
    sources: Iterable[Source] | AsyncIterable[Source],
    *,
    model: str | LanguageModel | None = None,
    store: ResultStore | str | os.PathLike[str],
    max_cost: float | None = None,
    max_tokens: int | None = None,
    prompt: str | Path | Prompt = "article",
    language: str | None = None,
    max_claims: int | None = None,
    temperature: float | None = None,
    repair: bool = True,
    strict: bool = False,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts_dir: str | os.PathLike[str] | None = None,
    context_window: int | None = None,
    schema: type[ArticleSummary] | None = None,
    limits: BatchLimits | None = None,
    polling: Polling | None = None,
    report: Callable[[str], None] | None = None,
) -> AsyncGenerator[ArticleOutcome, None]:
    """The same as `batch_articles`, as an asynchronous iterator; a thread does the work."""
    run = provided(
        sources,
        model=model,
        store=store,
        max_cost=max_cost,
        max_tokens=max_tokens,
        prompt=prompt,
        language=language,
        max_claims=max_claims,
        temperature=temperature,
        repair=repair,
        strict=strict,
        base_url=base_url,
        api_key=api_key,
        prompts_dir=prompts_dir,
        context_window=context_window,
        schema=schema,
        limits=limits,
        polling=polling,
        report=report,
    )
    return run.aoutcomes()


def cancel_batches(
    *,
    model: str | LanguageModel | None = None,
    store: ResultStore | str | os.PathLike[str],
    base_url: str | None = None,
    api_key: str | None = None,
) -> list[str]:
    """Ends the batches of a model that a store says are under way, and gives their ids.

    What was answered until then is paid for, and the next run with this store takes it. A batch that
    the endpoint does not know (any more) is forgotten.
    """
    from ..models.openai_batch import BatchRoutes
    from .journal import Journal

    chosen = model
    if chosen is None or isinstance(chosen, str):
        chosen = patient_model(chosen, base_url=base_url, api_key=api_key)
    batches = _with_batches(chosen)
    routes, ended = BatchRoutes(batches), []
    with open_store(store) if isinstance(store, str | os.PathLike) else nullcontext(store) as kept:
        journal = Journal(
            kept, endpoint=_endpoint(batches), model=batches.wire_name, clock=time.time
        )
        for submission in journal.submissions():
            batch = submission.batch
            if submission.stage in ("planned", "uploaded"):  # perhaps made, just before a kill
                found = routes.find(submission.mark, submission.created)
                batch = found.id if found else None
            if batch is None or submission.stage in ("read", "kept"):
                continue
            if routes.cancel(batch) is None:
                journal.drop(submission)
            else:
                ended.append(batch)
    return ended


@dataclass(frozen=True, slots=True)
class Provided:
    """A run through a provider's batches that has not begun."""

    plan: Plan
    model: OpenAIChatModel
    limits: BatchLimits
    polling: Polling
    report: Callable[[str], None]

    def outcomes(self) -> Generator[ArticleOutcome, None, None]:
        """What becomes of each article."""
        with self._store() as store, closing(blocking(self._items)) as items:
            yield from self.rounds(store, self.polling).outcomes(items)

    async def aoutcomes(self) -> AsyncGenerator[ArticleOutcome, None]:
        """The same; what waits in the thread is woken when the iteration ends early."""
        with self.begun() as batch:
            async with aclosing(batch.outcomes()) as outcomes:
                async for outcome in outcomes:
                    yield outcome

    @contextmanager
    def begun(self, report: Callable[[str], None] | None = None) -> Iterator[ProvidedBatch]:
        """The run, for whoever wants to stop it; `report` is told what happens."""
        with self._store() as store:
            told = self if report is None else replace(self, report=report)
            yield ProvidedBatch(told, store)

    @property
    def store(self) -> ResultStore | None:
        """Where results and what is under way are kept."""
        return self.plan.store

    def _store(self) -> Any:
        """The store, closed in the end if it was opened here."""
        store = self.plan.store
        return store if self.plan.own_store and store is not None else nullcontext(store)

    async def _items(self) -> AsyncGenerator[Item, None]:
        reading = self.plan.reading
        try:
            while (item := await reading.next()) is not None:
                yield item
        finally:
            await reading.close()

    def rounds(self, store: ResultStore, polling: Polling) -> Rounds:
        """The run through all articles, with a store that is open."""
        from ..models.openai_batch import BatchRoutes, Replay
        from .journal import Journal
        from .rounds import Rounds
        from .submissions import Submissions

        model, plan = self.model, self.plan
        journal = Journal(
            store, endpoint=_endpoint(model), model=model.wire_name, clock=polling.clock
        )
        submissions = Submissions(
            journal,
            BatchRoutes(model, sleep=polling.sleep),
            limits=self.limits,
            polling=polling,
            say=self.report,
        )
        return Rounds(plan.job, Replay(model), store, submissions, plan.budget)


class ProvidedBatch:
    """A run that can be stopped: a thread does the work, and leaves what is under way so."""

    def __init__(self, run: Provided, store: ResultStore) -> None:
        self._plan = run.plan
        self._stopped = threading.Event()
        self._reason: SummarizeError | None = None
        polling = run.polling
        if polling.sleep is time.sleep:
            polling = replace(polling, sleep=lambda seconds: _sleep(self._stopped, seconds))
        self._rounds = run.rounds(store, polling)

    @property
    def started(self) -> int:
        """Articles that were begun."""
        return self._rounds.started

    def stop(self, reason: SummarizeError) -> None:
        """Ends the waiting; `outcomes` raises `BatchStoppedError` for it."""
        self._reason = self._reason or reason
        self._stopped.set()

    async def outcomes(self) -> AsyncGenerator[ArticleOutcome, None]:
        """What becomes of each article; to be iterated once."""
        reading = _Bridge(self._plan.reading, asyncio.get_running_loop())
        outcomes = self._rounds.outcomes(reading)
        with ThreadPoolExecutor(1, "summarize-batches") as thread:
            try:
                while (made := await self._next(thread, outcomes)) is not None:
                    yield made
            finally:
                self._stopped.set()
                reading.close()
                await asyncio.get_running_loop().run_in_executor(thread, outcomes.close)
                await self._plan.reading.close()
        if self._reason is not None:
            raise BatchStoppedError(
                f"The batch ended early; what is under way at the provider stays so. {self._reason}",
                reason=self._reason,
                left=self._left,
            )

    async def _next(
        self, thread: ThreadPoolExecutor, outcomes: Generator[ArticleOutcome, None, None]
    ) -> ArticleOutcome | None:
        """The next outcome; None after the last one, or when the run was stopped."""
        if self._reason is not None:
            return None
        try:
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(thread, next, outcomes, None)
        except _Ended:
            return None
        if made is None:
            self._reason = None  # it came too late
        return made

    @property
    def _left(self) -> int | None:
        total = self._plan.reading.total
        return None if total is None else max(0, total - self.started)


def provided(
    sources: Reading | Iterable[Source] | AsyncIterable[Source],
    *,
    store: ResultStore | str | os.PathLike[str] | None,
    limits: BatchLimits | None = None,
    polling: Polling | None = None,
    report: Callable[[str], None] | None = None,
    max_cost: float | None = None,
    **options: Any,
) -> Provided:
    """What a run needs; raises at once what would fail for every article."""
    if store is None:
        raise ConfigurationError(
            "batch_articles needs a store (--store): it holds what is under way, so that nothing is "
            "paid for twice."
        )
    plan = planned(sources, store=store, concurrency=1, max_cost=max_cost, **options)
    model = _with_batches(plan.job.model)
    if max_cost is not None and not _priced(model):
        raise ConfigurationError(
            f"What {model.name} costs in batches is unknown, so max_cost (--max-cost) can't be kept; "
            "set max_tokens (--max-tokens) instead."
        )
    return Provided(
        plan, model, limits or BatchLimits(), polling or Polling(), report or (lambda _said: None)
    )


def _with_batches(model: LanguageModel) -> OpenAIChatModel:
    """The model, if its kind has a Batch API at all; only the endpoint knows whether it has one."""
    if not model.extractive:
        from ..models.openai_chat import OpenAIChatModel

        if isinstance(model, OpenAIChatModel):
            return model
    raise ConfigurationError(
        f"{model.name} has no Batch API: batches are for models behind an endpoint with OpenAI's "
        "/v1/files and /v1/batches. Use summarize_articles (leave out --batch-api)."
    )


def _endpoint(model: OpenAIChatModel) -> str:
    return model.base_url or "openai"


def _priced(model: OpenAIChatModel) -> bool:
    price = price_of(
        model.wire_name,
        endpoint=model.base_url,
        input_tokens=1_000,
        cached_tokens=0,
        output_tokens=1_000,
        batch=True,
    )
    return price is not None


class _Ended(BaseException):
    """Nobody waits any more for what a thread does."""


def _sleep(stop: threading.Event, seconds: float) -> None:
    if stop.wait(seconds):
        raise _Ended


class _Bridge:
    """The articles of an event loop for another thread."""

    def __init__(self, reading: Reading, loop: asyncio.AbstractEventLoop) -> None:
        self._reading, self._loop = reading, loop
        self._closed = False
        self._next: Any = None

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        if self._closed:
            raise _Ended
        self._next = asyncio.run_coroutine_threadsafe(self._reading.next(), self._loop)
        try:
            item: Item | None = self._next.result()
        except CancelledError:
            raise _Ended from None
        if item is None:
            raise StopIteration
        return item

    def close(self) -> None:
        """Wakes the thread that waits for an article."""
        self._closed = True
        if self._next is not None:
            self._next.cancel()
