"""The engine of a batch: a bounded number of articles under way, and what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from functools import partial

from ..article import Article
from ..errors import (
    AuthenticationError,
    BatchStoppedError,
    BudgetError,
    ConfigurationError,
    EndpointError,
    PromptError,
    QuotaError,
    RateLimitError,
    StoreError,
    SummarizeError,
    UnknownModelError,
)
from ..flights import afly
from ..job import Job
from ..models.together import aanswered
from ..pipeline import unsupported_error
from ..schema import ArticleSummary, Usage
from ..store import ResultStore
from ..telemetry import WatchedArticle
from .budget import Budget, BudgetedModel
from .faults import fault
from .items import Item
from .outcome import NOTHING, ArticleOutcome
from .reading import Reading

__all__ = ["Batch"]

_SETTLED_REFUSALS = 3  # in a row, once a call has been answered: one article may meet a firewall
_DEAD = 20  # articles in a row that reached no endpoint, all of its retries used up


@dataclass(frozen=True, slots=True)
class _Kept:
    """A result that has been made, or was kept already."""

    json: bytes
    result: ArticleSummary | None = None
    """None when it comes from the store."""
    fault: StoreError | None = None
    """Why it could not be kept."""


class Batch:
    """Articles on their way to their outcomes, at most `concurrency` of them at a time.

    Articles are read only when there is room. Outcomes come in the order in which they are finished,
    and at most `concurrency` of them wait to be taken: then nothing new is begun, so that memory does
    not grow with the number of articles. An article's error is its outcome. What concerns all
    articles (a refused key, an exhausted quota or budget, a store that fails, an endpoint that is
    gone) ends the reading; what is under way ends, and `BatchStoppedError` follows the last outcome.
    """

    def __init__(
        self,
        reading: Reading,
        job: Job,
        *,
        store: ResultStore | None = None,
        concurrency: int = 16,
        budget: Budget | None = None,
    ) -> None:
        self._reading, self._store, self._budget = reading, store, budget
        # What was paid for is kept before `strict` refuses it.
        self._job = replace(job, options=replace(job.options, strict=False))
        self._strict = job.options.strict
        self._asker = job.model if budget is None else BudgetedModel(job.model, budget)
        self._concurrency = concurrency
        self._slots = asyncio.Semaphore(concurrency)
        self._finished: asyncio.Queue[ArticleOutcome | None] = asyncio.Queue(concurrency)
        self._running: set[asyncio.Task[None]] = set()
        self._feeder: asyncio.Task[None] | None = None
        self._reason: SummarizeError | None = None
        self._answered = False
        self._failing: list[type[SummarizeError]] = []
        self.started = 0
        """Articles that were begun."""

    async def outcomes(self) -> AsyncGenerator[ArticleOutcome, None]:
        """What became of each article; to be iterated once."""
        self._feeder = asyncio.create_task(self._feed())
        if self._reason is not None:
            self._feeder.cancel()
        closer = asyncio.create_task(self._finish())
        try:
            while (outcome := await self._finished.get()) is not None:
                yield outcome
            if not self._feeder.cancelled() and (error := self._feeder.exception()) is not None:
                raise error
            if self._reason is not None:
                raise self._stopped(self._reason)
        finally:
            await self._end(self._feeder, closer)

    @property
    def left(self) -> int | None:
        """How many articles were not begun; None when the input doesn't say how many it has."""
        total = self._reading.total
        return None if total is None else max(0, total - self.started)

    def stop(self, reason: SummarizeError) -> None:
        """Begins no further article; those under way go on."""
        if self._reason is None and not (self._feeder is not None and self._feeder.done()):
            self._reason = reason
            if self._feeder is not None:
                self._feeder.cancel()

    def cancel(self, reason: SummarizeError) -> None:
        """Ends the articles under way too; they have no outcome."""
        self.stop(reason)
        if self._running:
            self._reason = self._reason or reason
        for task in self._running:
            task.cancel()

    # --- from the input to tasks ---

    async def _feed(self) -> None:
        while (item := await self._reading.next()) is not None:
            index = self._reading.count - 1
            await self._slots.acquire()
            self.started += 1
            task = asyncio.create_task(self._article(item, index))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _finish(self) -> None:
        """Says that there will be no more outcomes, when the last article has ended."""
        if self._feeder is not None:
            await asyncio.wait([self._feeder])
        while self._running:
            await asyncio.wait(self._running)
        await self._finished.put(None)

    async def _end(self, *tasks: asyncio.Task[None]) -> None:
        left = [*tasks, *self._running]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._reading.close()

    # --- one article ---

    async def _article(self, item: Item, index: int) -> None:
        try:
            with WatchedArticle(self._job.model.name) as watched:
                outcome = await self._outcome(item, index, watched)
                watched.knows(usage=outcome.usage, cached=outcome.cached)
                if outcome.error is not None:
                    watched.failed(outcome.error)
            self._judge(outcome)
            await self._finished.put(outcome)
        finally:
            self._slots.release()

    async def _outcome(self, item: Item, index: int, watched: WatchedArticle) -> ArticleOutcome:
        key: str | None = None
        try:
            article = item.load()
            watched.knows(sha256=article.sha256)
            key = self._job.key(article)
            work = partial(self._kept, article, key)
            kept, own = await afly((id(self), key), self, work)
            if own and kept.result is not None:
                watched.made(kept.result)
            return self._told(item, index, article, key, kept, own=own)
        except SummarizeError as error:
            return ArticleOutcome(item.id, index, error=error, key=key, usage=_paid(error))
        except Exception as error:  # noqa: BLE001  # one article's fault is not that of the others
            return ArticleOutcome(item.id, index, error=fault(error), key=key)

    async def _kept(self, article: Article, key: str) -> _Kept:
        """The result of an article, from the store or from the model."""
        if self._store is not None:
            json = await asyncio.to_thread(self._store.get_json, key)
            if json is not None:
                return _Kept(json)
        result, refused = await self._made(article)
        kept = _Kept(result.model_dump_json().encode(), result)
        # A result that lacks what the budget had no room for, or a part of a long article, is not
        # kept: a rerun completes it.
        if self._store is None or refused or result.gaps:
            return kept
        return replace(kept, fault=await self._keep(self._store, article, key, kept.json))

    async def _made(self, article: Article) -> tuple[ArticleSummary, bool]:
        """The result from the model, and whether the budget had no room for one of its requests."""
        refused = False
        steps = self._job.steps(article)
        try:
            asked = next(steps)
            while True:
                answers = await aanswered(self._asker, asked)
                refused = refused or any(isinstance(answer, BudgetError) for answer in answers)
                asked = steps.send(answers)
        except StopIteration as done:
            return done.value, refused

    async def _keep(
        self, store: ResultStore, article: Article, key: str, json: bytes
    ) -> StoreError | None:
        """Keeps a result, also when it is cancelled meanwhile: it is paid for."""
        keeping = asyncio.ensure_future(asyncio.to_thread(self._put, store, article, key, json))
        try:
            return await asyncio.shield(keeping)
        except asyncio.CancelledError:
            await asyncio.wait([keeping])
            raise

    def _put(
        self, store: ResultStore, article: Article, key: str, json: bytes
    ) -> StoreError | None:
        """Returns once the result is kept; what goes wrong loses no result."""
        prompt = self._job.prompt
        try:
            store.put_json(
                key,
                json,
                article_sha256=article.sha256,
                model=self._job.model.name,
                prompt=prompt.id if prompt else None,
            )
        except StoreError as error:
            return error
        return None

    def _told(
        self, item: Item, index: int, article: Article, key: str, kept: _Kept, *, own: bool
    ) -> ArticleOutcome:
        if kept.fault is not None:
            self.stop(kept.fault)
        made = kept.result
        cached = made is None or not own
        kind = self._job.options.form.result
        outcome = ArticleOutcome(
            item.id,
            index,
            result=None if cached else made,
            result_json=_with_article(kept.json, article, kind) if cached else kept.json,
            key=key,
            cached=cached,
            usage=NOTHING if made is None or cached else made.usage,
            incomplete=made is not None and bool(made.gaps),
            kind=kind,
        )
        result = outcome.result if self._strict else None
        if result is not None and not result.is_sound:
            error = unsupported_error(result)
            return ArticleOutcome(item.id, index, error=error, key=key, usage=outcome.usage)
        return outcome

    # --- what concerns all articles ---

    def _judge(self, outcome: ArticleOutcome) -> None:
        """Stops when it would go on like this."""
        if self._budget is not None and self._budget.exhausted:
            self.stop(self._budget.refusal())
        error = outcome.error
        if error is None:
            if not outcome.cached:
                self._answered = True
                self._failing.clear()
            return
        limit = self._limit(error)
        if limit is None:
            return
        self._failing = [*(kind for kind in self._failing if kind is type(error)), type(error)]
        if len(self._failing) >= limit:
            self.stop(error)

    def _limit(self, error: SummarizeError) -> int | None:
        """How many errors of this sort in a row end the batch."""
        match error:
            case ConfigurationError() | PromptError() | StoreError() | QuotaError():
                return 1
            case AuthenticationError() | UnknownModelError():
                return _SETTLED_REFUSALS if self._answered else 1
            case EndpointError() | RateLimitError():
                return max(_DEAD, self._concurrency)
            case _:
                return None

    def _stopped(self, reason: SummarizeError) -> BatchStoppedError:
        left = self.left
        rest = "the rest of the input was not read" if left is None else f"{left:,} not begun"
        return BatchStoppedError(
            f"The batch ended early, with {self.started:,} articles begun and {rest}. {reason}",
            reason=reason,
            left=left,
        )


def _with_article(json: bytes, article: Article, kind: type[ArticleSummary]) -> bytes:
    """A kept result about this article: its address may differ from that of the one it was made of."""
    if article.model_dump_json().encode() in json:
        return json
    result = kind.model_validate_json(json)
    return result.model_copy(update={"article": article}).model_dump_json().encode()


def _paid(error: SummarizeError) -> Usage:
    usage = getattr(error, "usage", None) or getattr(getattr(error, "summary", None), "usage", None)
    return usage if isinstance(usage, Usage) else NOTHING
