"""Requests on their way through a provider's batches: sent, found again, waited for, read, removed."""

from __future__ import annotations

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from ..errors import ConfigurationError, EndpointError, RateLimitError, SummarizeError
from ..models.openai_batch import (
    NO_QUOTA,
    BatchFault,
    BatchRoutes,
    BatchState,
    Recorded,
    Unanswered,
)
from .journal import Journal, Submission
from .spool import Queue

__all__ = ["Arrival", "BatchLimits", "Polling", "Submissions"]

_LOG = logging.getLogger("summarize")
_TRIES = 3  # how often a request goes into a batch, as long as it comes back unanswered
_SETTLED = 30.0  # seconds after which a batch that was asked for by a killed process is listed
_LOOK = 5.0  # seconds between looks at what another process is doing
_SILENCE = 3600.0  # seconds without news of any batch, after which the run ends
_FULL = 24 * 3600.0  # seconds that the provider's queue may be full of others' requests
_LIMIT = re.compile(r"limit:?\s*(\d[\d,]*)", re.IGNORECASE)
_NO_ANSWER = Recorded(0, {"error": {"code": "no_answer"}})


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What one batch may hold (by OpenAI's limits), and what may wait at the provider at once."""

    requests: int = 50_000
    bytes: int = 200_000_000
    queued_tokens: int | None = None
    """Input tokens of all batches under way; None: learned when a batch is refused for them."""


@dataclass(frozen=True, slots=True)
class Polling:
    """How often the provider is asked: after `first` seconds, then ever more seldom."""

    first: float = 10.0
    growth: float = 1.5
    longest: float = 300.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time


class Arrival(NamedTuple):
    """What became of a request in a batch."""

    digest: str
    answer: Recorded | None
    """None: it is to be asked again."""


class Submissions:
    """The batches of one model's requests. `say` is told what happens, for a person to read."""

    def __init__(
        self,
        journal: Journal,
        routes: BatchRoutes,
        *,
        limits: BatchLimits,
        polling: Polling,
        say: Callable[[str], None],
    ) -> None:
        self._journal, self._routes = journal, routes
        self._limits, self._polling, self._say = limits, polling, say
        self._queue = Queue()
        self._running: list[Submission] = []
        self._read: list[Submission] = []
        self._adopted: Counter[str] = Counter()
        self._taken_up: set[str] = set()
        self._kept: set[str] = set()
        self._tries: Counter[str] = Counter()
        self._shown: dict[str, str] = {}
        self._interval = polling.first
        self._heard = polling.clock()
        self._most_queued = limits.queued_tokens
        self._most_taken: int | None = None
        self._full_since: float | None = None

    # --- going out ---

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits to be sent."""
        return bool(self._running or self._queue)

    @property
    def full(self) -> bool:
        """Whether as much waits as one batch may hold."""
        queue, limits = self._queue, self._limits
        return len(queue) >= limits.requests or queue.size >= limits.bytes

    @property
    def batches(self) -> list[str]:
        """The ids of the batches under way."""
        return [one.batch for one in self._running if one.batch]

    def adopted(self, digest: str) -> bool:
        """Whether a request was under way before this run, and still is."""
        return self._adopted[digest] > 0

    @property
    def resumes(self) -> bool:
        """Whether anything is under way since an earlier run."""
        return any(one.mark in self._taken_up for one in self._running)

    def add(self, request: Unanswered) -> None:
        """Queues a request that is not under way."""
        self._queue.add(request.digest, request.line, request.estimate.input_tokens)

    def submit(self, *, everything: bool) -> None:
        """Sends what waits, in as few batches as the limits allow: full ones only, or `everything`."""
        while self._queue and (everything or self.full):
            room = self._room()
            if room == 0:
                return
            limits = self._limits
            parcel = self._queue.take(lines=limits.requests, size=limits.bytes, tokens=room)
            with parcel.lines as lines:
                self._send(self._journal.new(parcel.digests, parcel.tokens), lines)

    def _room(self) -> int | None:
        """Tokens that the next batch may take; None: any number."""
        if self._full_since is not None and self._running:
            return 0  # it was refused beside others of ours: once one of them has ended
        rooms = [] if self._most_taken is None else [self._most_taken]
        if self._most_queued is not None:
            left = self._most_queued - sum(one.tokens for one in self._running)
            rooms.append(max(left, 0 if self._running else 1))
        return min(rooms, default=None)

    def _send(self, submission: Submission, lines: IO[bytes]) -> None:
        try:
            submission.file = self._routes.upload(submission.filename, lines)
            submission.stage = "uploaded"
            self._journal.save(submission)
            state = self._routes.create(submission.file, submission.mark, submission.created)
        except EndpointError:
            raise  # the batch may have been made: the next run looks for it
        except SummarizeError:
            self._abandon(submission)
            raise
        finally:
            self._journal.let_go(submission)
        submission.batch, submission.stage = state.id, "running"
        self._journal.save(submission)
        self._running.append(submission)
        self._interval = self._polling.first
        self._tell(submission, f"submitted, {len(submission.requests):,} requests")

    def _abandon(self, submission: Submission) -> None:
        """Forgets a submission of which no batch was made, and removes its file."""
        files = set(self._routes.named(submission.filename))
        files |= {submission.file} if submission.file else set()
        self._deleted(sorted(files))
        self._journal.drop(submission)

    # --- after a process that ended ---

    def recover(self) -> None:
        """Takes up what earlier runs left under way."""
        for submission in self._journal.submissions():
            if submission.stage == "kept":
                if not self._journal.swept(submission):
                    self._kept.update(submission.kept)
                    self._read.append(submission)
            elif submission.stage == "read":
                self._kept.update(submission.kept)
                self._remove(submission)
            elif submission.batch is not None:
                self._adopt(submission)
            else:
                self._look_for(submission)

    def _look_for(self, submission: Submission) -> None:
        """Finds the batch that a process was about to make; the submission is forgotten without one."""
        while submission.batch is None:
            state = self._routes.find(submission.mark, submission.created)
            if state is not None:
                submission.file, submission.batch = state.input_file, state.id
                submission.stage = "running"
                self._journal.save(submission)
                break
            age = self._polling.clock() - submission.saved
            asked_for = submission.stage == "uploaded" and age <= _SETTLED
            if not asked_for and not self._journal.in_hands(submission):
                self._abandon(submission)
                return
            self._polling.sleep(_LOOK)
            now = self._journal.again(submission)
            if now is None:
                return
            submission = now
        self._adopt(submission)

    def _adopt(self, submission: Submission) -> None:
        self._running.append(submission)
        self._adopted.update(submission.requests)
        self._taken_up.add(submission.mark)
        count = len(submission.requests)
        self._tell(submission, f"under way since an earlier run, {count:,} requests")

    # --- waiting ---

    def turn(self) -> Iterator[Arrival]:
        """Waits a while, asks how the batches stand, and reads those that have ended.

        Every answer has to be dealt with (its result stored, or itself kept) before the next one is
        taken: when the last one is, the batch is removed.
        """
        self._polling.sleep(self._interval)
        self._interval = min(self._interval * self._polling.growth, self._polling.longest)
        for submission in tuple(self._running):
            state = self._asked(submission)
            if state is not None and state.ended:
                yield from self._ended(submission, state)

    def _asked(self, submission: Submission) -> BatchState | None:
        """How a batch stands; None when there is no news."""
        try:
            state = self._routes.retrieve(str(submission.batch))
        except (EndpointError, RateLimitError) as error:
            if self._polling.clock() - self._heard > _SILENCE:
                raise
            self._tell(submission, f"no news. {error}")
            return None
        self._heard = self._polling.clock()
        if state is None:
            raise ConfigurationError(
                f"The endpoint does not know {submission.batch}, which the store says is under way. "
                "Use a key of the account and project that it was submitted with, or give it up with "
                "cancel_batches (the same command with --cancel)."
            )
        done = state.completed + state.failed
        self._tell(submission, f"{state.status}, {done:,} of {len(submission.requests):,} done")
        return state

    def _ended(self, submission: Submission, state: BatchState) -> Iterator[Arrival]:
        self._running.remove(submission)
        self._interval = self._polling.first
        submission.files = list(state.files)
        if state.status == "failed":
            arrivals = self._refused(submission, state)
        else:
            self._full_since = None
            self._most_taken = None if self._most_taken is None else 2 * self._most_taken
            arrivals = self._answers(submission, state)
        for arrival in arrivals:
            self._adopted[arrival.digest] -= 1
            if arrival.answer is None and self.adopted(arrival.digest):
                continue  # another batch of an earlier run has it
            yield arrival
        self._close(submission)

    # --- coming back ---

    def _answers(self, submission: Submission, state: BatchState) -> Iterator[Arrival]:
        """Every request of a batch once: answered as its files say, or not."""
        left = dict.fromkeys(submission.requests, self._missing(state))
        for name in (state.output_file, state.error_file):
            for digest, answer in self._lines(name):
                if digest not in left:
                    _LOG.info("%s: a line answers twice, or what was not asked.", name)
                elif answer.retryable:
                    left[digest] = answer  # another line may say more
                else:
                    del left[digest]
                    yield Arrival(digest, answer)
        for digest, answer in left.items():
            kept = self._journal.answer(digest)  # another run may have read the files
            yield self._arrival(submission, digest, kept or answer)

    def _missing(self, state: BatchState) -> Recorded:
        """What is said of requests that a batch's files don't name."""
        code = {"expired": "batch_expired", "cancelled": "batch_cancelled"}.get(state.status)
        return Recorded(0, {"error": {"code": code}}) if code else _NO_ANSWER

    def _arrival(self, submission: Submission, digest: str, answer: Recorded) -> Arrival:
        if not answer.retryable:
            return Arrival(digest, answer)
        if answer.code == "batch_cancelled" and submission.mark not in self._taken_up:
            return Arrival(digest, answer)  # somebody wants this run's batch to end
        self._tries[digest] += 1
        return Arrival(digest, None if self._tries[digest] < _TRIES else answer)

    def _lines(self, name: str | None) -> Iterator[tuple[str, Recorded]]:
        """The answers in a file; lines that are none are passed over."""
        if name is None:
            return
        with TemporaryFile() as content:
            if not self._routes.download(name, content):
                self._say(f"{name} is not at the provider any more.")
            broken = 0
            for line in content:
                answer = _answer(line)
                if answer is not None:
                    yield answer
                else:
                    broken += bool(line.strip())
            if broken:
                self._say(f"{name}: {broken} lines can't be read; what they answer is asked again.")

    def _refused(self, submission: Submission, state: BatchState) -> Iterator[Arrival]:
        """A batch whose file failed validation: nothing in it was answered, or paid for."""
        faults = state.faults or (BatchFault("", "no reason given", None),)
        if any(fault.code == "token_limit_exceeded" for fault in faults):
            final = self._narrowed(submission, faults)
            yield from (Arrival(digest, final) for digest in submission.requests)
            return
        said = "; ".join(_described(fault) for fault in faults[:3])
        self._tell(submission, f"refused by the provider: {said}")
        wrong = {fault.line: fault for fault in faults if fault.line is not None}
        for number, digest in enumerate(submission.requests, 1):
            if number in wrong:
                yield Arrival(digest, _refusal(wrong[number]))
            elif wrong:  # it only shared a file with those
                yield self._arrival(submission, digest, _NO_ANSWER)
            else:
                yield Arrival(digest, _refusal(faults[0]))

    def _narrowed(self, submission: Submission, faults: Sequence[BatchFault]) -> Recorded | None:
        """Sends less at once from now on; an error when there is no room for even one request."""
        fault = next(fault for fault in faults if fault.code == "token_limit_exceeded")
        limit = _number(fault.message)
        if limit is not None:
            self._most_queued = min(limit, self._most_queued or limit)
        now = self._polling.clock()
        self._full_since = self._full_since or now
        if not self._running:
            self._most_taken = max(1, submission.tokens // 2)
        alone = len(submission.requests) == 1 and not self._running
        hopeless = alone and limit is not None and submission.tokens > 2 * limit
        if hopeless or now - self._full_since > _FULL:
            return Recorded(429, {"error": {"code": fault.code, "message": fault.message}})
        self._tell(
            submission, f"no room in the provider's queue, so it goes in parts: {fault.message}"
        )
        return None

    # --- the end ---

    def keep(self, digest: str, answer: Recorded) -> None:
        """Keeps an answer that an article needs after its batch is gone."""
        self._journal.keep(digest, answer)
        self._kept.add(digest)

    def answer(self, digest: str) -> Recorded | None:
        """An answer that was kept."""
        return self._journal.answer(digest) if digest in self._kept else None

    def forget(self, digest: str) -> None:
        """Says that an answer is not needed any more."""
        if digest in self._kept:
            self._kept.remove(digest)
            self._journal.forget(digest)

    def _close(self, submission: Submission) -> None:
        """Removes a batch that was read: it is noted as read before its files go."""
        submission.kept = [digest for digest in submission.requests if digest in self._kept]
        submission.stage, submission.requests = "read", []
        self._journal.save(submission)
        self._remove(submission)

    def _remove(self, submission: Submission) -> None:
        submission.files = self._deleted(submission.files)
        if submission.files:
            self._journal.save(submission)  # the next run tries again
        elif submission.kept:
            submission.stage = "kept"
            self._journal.save(submission)
            self._read.append(submission)
        else:
            self._journal.drop(submission)

    def _deleted(self, files: Sequence[str]) -> list[str]:
        """Removes files at the provider, and gives those that could not be removed."""
        left = []
        for name in files:
            try:
                self._routes.delete(name)
            except SummarizeError as error:
                left.append(name)
                self._say(
                    f"{name} holds articles and could not be removed at the provider. {error}"
                )
        return left

    def close(self) -> None:
        """Ends a run: the notes of answers that were used up go."""
        self._queue.close()
        for submission in self._read:
            left = [digest for digest in submission.kept if digest in self._kept]
            if not left:
                self._journal.drop(submission)
            elif len(left) < len(submission.kept):
                submission.kept = left
                self._journal.save(submission)

    def _tell(self, submission: Submission, text: str) -> None:
        """Says what is new about a batch."""
        if self._shown.get(submission.mark) != text:
            self._shown[submission.mark] = text
            self._say(f"{submission.batch}: {text}")


def _answer(line: bytes) -> tuple[str, Recorded] | None:
    """The request that a line answers, and the answer."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict) or not isinstance(said.get("custom_id"), str):
        return None
    return said["custom_id"], Recorded.read(said)


def _refusal(fault: BatchFault) -> Recorded:
    said = f"The batch was refused ({fault.code or 'no code'}): {fault.message}"
    if fault.code in NO_QUOTA:
        return Recorded(429, {"error": {"code": "insufficient_quota", "message": said}})
    return Recorded(400, {"error": {"code": fault.code, "message": said}})


def _described(fault: BatchFault) -> str:
    where = "" if fault.line is None else f"line {fault.line}, "
    return f"{where}{fault.code}: {fault.message[:200]}"


def _number(said: str) -> int | None:
    """The limit that a refusal names: "Limit: 2,000,000 enqueued tokens"."""
    match = _LIMIT.search(said)
    return int(match[1].replace(",", "")) if match else None
