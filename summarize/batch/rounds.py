"""Articles on their way through batches: what each asks goes out, and what comes back moves it on.

No article's pipeline is kept alive between two answers. What it asks depends on nothing but the
article and the answers so far, so it is run again from its start on the answers that are there; what
it then asks that is not there goes into the next batch. So memory holds a few hundred bytes an
article, and a run that follows a killed one is nothing special.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..article import Article
from ..caching import kept_result
from ..errors import (
    AuthenticationError,
    BatchStoppedError,
    BudgetError,
    ConfigurationError,
    ModelError,
    PromptError,
    QuotaError,
    StoreError,
    SummarizeError,
    UnknownModelError,
)
from ..job import Job
from ..models.base import Attempt, Outcome, Request, add_usage
from ..models.openai_batch import Recorded, Replay, Unanswered
from ..pipeline import unsupported_error
from ..schema import ArticleSummary, Usage
from ..store import ResultStore
from .budget import Budget, _amount
from .faults import fault
from .items import Item
from .outcome import NOTHING, ArticleOutcome
from .spool import Spool
from .submissions import Arrival, Submissions

__all__ = ["Rounds"]


@dataclass(slots=True, eq=False)
class _Waiting:
    """An article between two answers."""

    id: str
    index: int
    key: str
    place: int
    """Where the spool keeps it."""
    missing: tuple[str, ...] = ()
    """Digests of the requests that it waits for."""
    twins: tuple[tuple[Item, int], ...] = ()
    """Later articles with the same key."""


class Rounds:
    """A run through all articles."""

    def __init__(
        self,
        job: Job,
        replay: Replay,
        store: ResultStore,
        submissions: Submissions,
        budget: Budget | None = None,
    ) -> None:
        # What was paid for is kept before it is refused: `strict` is applied to what is kept.
        self._job = replace(job, options=replace(job.options, strict=False))
        self._strict = job.options.strict
        self._replay, self._store, self._submissions = replay, store, submissions
        self._ledger = _Ledger(budget)
        self._spool = Spool()
        self._waiting: dict[str, list[_Waiting]] = {}
        self._live: dict[str, _Waiting] = {}
        self._parked: list[_Waiting] = []
        self._done: set[str] = set()
        self._used: list[str] = []
        self._reason: SummarizeError | None = None
        self.started = 0
        """Articles that were begun."""

    def outcomes(self, items: Iterable[Item]) -> Generator[ArticleOutcome, None, None]:
        """What becomes of each article, in the order in which they are finished."""
        stopped = False
        try:
            self._submissions.recover()
            for item in items:
                stopped = self._reason is not None
                if stopped:
                    break
                yield from self._begun(item, self.started)
                self._forget_used()
                self.started += 1
                yield from self._made_room()
            while self._live:
                yield from self._turned()
            if stopped and self._reason is not None:
                raise _stopped(self._reason, self.started)
        finally:
            self._submissions.close()
            self._spool.close()

    def _made_room(self) -> Iterator[ArticleOutcome]:
        """Sends full batches; waits while there is room for no further request."""
        self._submissions.submit(everything=False)
        while self._submissions.full or self._parked:
            yield from self._turned()

    def _turned(self) -> Iterator[ArticleOutcome]:
        """Sends everything, waits for news and deals with it."""
        self._submissions.submit(everything=True)
        if self._submissions.busy:
            for arrival in self._submissions.turn():
                yield from self._arrived(arrival)
        parked, self._parked = self._parked, []
        for waiting in parked:
            if waiting.key in self._live:
                yield from self._advanced(waiting, self._spool.read(waiting.place))
        self._forget_used()

    # --- one article ---

    def _begun(self, item: Item, index: int) -> list[ArticleOutcome]:
        """The outcome of an article that needs no answer; none, when it has to wait."""
        try:
            article = item.load()
            key = self._job.key(article)
        except SummarizeError as error:
            return [ArticleOutcome(item.id, index, error=error)]
        kept = kept_result(self._store, key, self._job)
        if kept is not None:
            self._note_done(article)
            return [self._cached(item.id, index, key, kept, article)]
        if key in self._live:
            self._live[key].twins += ((item, index),)
            return []
        waiting = self._live[key] = _Waiting(item.id, index, key, self._spool.add(article))
        return self._advanced(waiting, article)

    def _note_done(self, article: Article) -> None:
        """Notes what is not needed any more of a batch that an earlier run has begun to read."""
        if self._submissions.resumes:
            run = _Run(self._replay, self._submissions, _Ledger(None), {})
            run.through(self._job, article)
            self._done.update(run.missing)

    def _advanced(
        self, waiting: _Waiting, article: Article, fresh: dict[str, Recorded] | None = None
    ) -> list[ArticleOutcome]:
        """An article's outcome and its twins', if every answer is there; else it waits for them."""
        run = _Run(self._replay, self._submissions, self._ledger, self._waiting, fresh)
        try:
            result = run.through(self._job, article)
            if result is None:
                self._wait(waiting, run)
                return []
            if run.whole:  # a rerun completes one that lacks what the budget had no room for
                self._store.put(waiting.key, result)
        except StoreError:
            raise
        except SummarizeError as error:
            return self._finished(waiting, run, self._failed(waiting, error))
        except Exception as error:  # noqa: BLE001  # one article's fault is not that of the others
            return self._finished(waiting, run, self._failed(waiting, fault(error)))
        finally:
            if self._ledger.exhausted is not None:
                self._reason = self._ledger.exhausted
        outcome = ArticleOutcome(
            waiting.id, waiting.index, result=result, key=waiting.key, usage=result.usage
        )
        return self._finished(waiting, run, self._strictly(outcome))

    def _wait(self, waiting: _Waiting, run: _Run) -> None:
        """Queues what is not under way yet, and notes who waits for it."""
        before, waiting.missing = waiting.missing, tuple(run.missing)
        for digest, request in run.missing.items():
            if digest not in self._waiting and not self._submissions.adopted(digest):
                self._submissions.add(request)
            if digest not in before:
                self._waiting.setdefault(digest, []).append(waiting)
        if run.held_up and waiting not in self._parked:
            self._parked.append(waiting)

    def _finished(
        self, waiting: _Waiting, run: _Run | None, outcome: ArticleOutcome
    ) -> list[ArticleOutcome]:
        del self._live[waiting.key]
        self._used += run.used if run else ()
        return [outcome, *(self._twin(*twin, outcome) for twin in waiting.twins)]

    def _twin(self, item: Item, index: int, first: ArticleOutcome) -> ArticleOutcome:
        """The outcome of an article that asks what another one asked."""
        result, error = first.result, first.error
        if result is not None and first.key is not None:
            try:
                return self._cached(item.id, index, first.key, result, item.load())
            except SummarizeError as gone:
                error = gone
        return ArticleOutcome(item.id, index, error=error, key=first.key)

    def _cached(
        self, name: str, index: int, key: str, kept: ArticleSummary, article: Article
    ) -> ArticleOutcome:
        """The outcome of an article whose result was there; its address may be another one."""
        result = kept.model_copy(update={"article": article})
        return self._strictly(ArticleOutcome(name, index, result=result, key=key, cached=True))

    def _strictly(self, made: ArticleOutcome) -> ArticleOutcome:
        result = made.result
        if not self._strict or result is None or not (result.unsupported or result.gaps):
            return made
        error = unsupported_error(result)
        return ArticleOutcome(made.id, made.index, error=error, key=made.key, usage=made.usage)

    def _failed(self, waiting: _Waiting, error: SummarizeError) -> ArticleOutcome:
        if isinstance(error, _FOR_ALL):
            self._reason = error
        usage = error.usage if isinstance(error, ModelError) else None
        paid = usage if isinstance(usage, Usage) else NOTHING
        return ArticleOutcome(waiting.id, waiting.index, error=error, key=waiting.key, usage=paid)

    # --- what comes back ---

    def _arrived(self, arrival: Arrival) -> Iterator[ArticleOutcome]:
        """Moves on the articles that waited for an answer; keeps it while one of them needs it."""
        digest, answer = arrival
        articles = self._waiting.pop(digest, [])
        if articles:  # else nobody here asked
            self._ledger.settle(digest, self._replay.took(answer) if answer else None)
        needed = not articles and digest not in self._done
        for waiting in articles:
            waiting.missing = tuple(other for other in waiting.missing if other != digest)
            if waiting.missing and answer is not None:
                needed = True
                continue
            outcomes = self._moved(waiting, digest, answer)
            needed = needed or not outcomes
            yield from outcomes
        if answer is not None and needed:
            self._submissions.keep(digest, answer)
        self._forget_used()

    def _forget_used(self) -> None:
        """Gives up kept answers of articles that are finished, once all who waited have them."""
        for digest in self._used:
            self._submissions.forget(digest)
        self._used.clear()

    def _moved(
        self, waiting: _Waiting, digest: str, answer: Recorded | None
    ) -> list[ArticleOutcome]:
        article = self._spool.read(waiting.place)
        if answer is not None:
            return self._advanced(waiting, article, {digest: answer})
        # Another run may have read the same batch.
        kept = kept_result(self._store, waiting.key, self._job)
        if kept is None:
            return self._advanced(waiting, article)
        made = self._cached(waiting.id, waiting.index, waiting.key, kept, article)
        return self._finished(waiting, None, made)


_FOR_ALL = (
    AuthenticationError,
    ConfigurationError,
    PromptError,
    QuotaError,
    UnknownModelError,
)


def _stopped(reason: SummarizeError, started: int) -> BatchStoppedError:
    return BatchStoppedError(
        f"The batch ended early, with {started:,} articles begun and the rest of the input not read. "
        f"{reason}",
        reason=reason,
    )


class _Run:
    """One pass through an article's pipeline, on the answers that are there."""

    def __init__(
        self,
        replay: Replay,
        submissions: Submissions,
        ledger: _Ledger,
        waiting: dict[str, list[_Waiting]],
        fresh: dict[str, Recorded] | None = None,
    ) -> None:
        self._replay, self._submissions, self._ledger = replay, submissions, ledger
        self._waiting, self._fresh = waiting, fresh or {}
        self.missing: dict[str, Unanswered] = {}
        """What has to be answered first."""
        self.used: list[str] = []
        """Digests of the answers that it took."""
        self.held_up = False
        """Whether a request waits until others give back what they hold of the budget."""
        self.whole = True
        """False when the budget had no room for a request."""

    def through(self, job: Job, article: Article) -> ArticleSummary | None:
        """The result; None while an answer is missing. Raises what the pipeline raises."""
        steps = job.steps(article)
        try:
            requests = next(steps)
            while True:
                outcomes = [self._outcome(request) for request in requests]
                settled = [outcome for outcome in outcomes if outcome is not None]
                if len(settled) < len(outcomes):
                    steps.close()
                    return None
                requests = steps.send(settled)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def _outcome(self, request: Request[Any]) -> Outcome | None:
        try:
            return self._replay.reply(request, self._recorded)
        except Unanswered as unanswered:
            return self._asked(request, unanswered)
        except ModelError as error:
            return error

    def _recorded(self, digest: str) -> Recorded | None:
        answer = self._fresh.get(digest) or self._submissions.answer(digest)
        if answer is not None:
            self.used.append(digest)
        return answer

    def _asked(self, request: Request[Any], unanswered: Unanswered) -> BudgetError | None:
        """Notes that an answer is missing; an error, when the budget has no room for it."""
        digest = unanswered.digest
        draft = request.purpose == "draft"
        room = self._ledger.hold(digest, unanswered.estimate, draft=draft)
        if room == "held" or digest in self._waiting or self._submissions.adopted(digest):
            self.missing[digest] = unanswered
        elif room == "wait":
            self.held_up = True
        else:
            self.whole = False
            error = self._ledger.refusal()
            error.usage = add_usage(replace(paid, outcome="invalid") for paid in unanswered.paid)
            return error
        return None


class _Ledger:
    """What requests hold of the budget: from when they are queued to when their answer is read."""

    def __init__(self, budget: Budget | None) -> None:
        self._budget = budget
        self._held: dict[str, Any] = {}

    def hold(
        self, digest: str, estimate: Attempt, *, draft: bool
    ) -> Literal["held", "wait", "never"]:
        """Whether a request has room; "wait": once others have given back what they hold."""
        if self._budget is None or digest in self._held:
            return "held"
        amount = _amount(estimate)
        if draft:
            self._budget.note(amount)
        if not self._budget.take(amount):
            return "wait" if self._held else "never"
        self._held[digest] = amount
        return "held"

    def settle(self, digest: str, attempt: Attempt | None) -> None:
        """Gives back what a request held, less what it took."""
        if self._budget is None:
            return
        nothing = _amount(Attempt("retried"))
        spent = nothing if attempt is None else _amount(attempt)
        self._budget.settle(self._held.pop(digest, nothing), spent)

    @property
    def exhausted(self) -> BudgetError | None:
        """The reason to read no further article, if the budget is one."""
        return self._budget.refusal() if self._budget and self._budget.exhausted else None

    def refusal(self) -> BudgetError:
        """The error for a request that has no room."""
        assert self._budget is not None  # noqa: S101  # without one nothing is refused
        return self._budget.refusal()
