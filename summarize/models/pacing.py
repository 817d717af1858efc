"""When a request may be sent: the one place that all calls of a model object pass, in their order.

As long as an endpoint refuses nothing and says nothing about limits, every request goes at once. After
a refusal for load (429, 503) all calls hold until the endpoint wants them back, and half as many as were
under way may go, one more step after every round of answers (AIMD: Chiu & Jain 1989, as TCP does). When
its headers leave no room for a request, the request waits for the room instead of provoking a refusal.
Whoever had to wait goes one after the other, spread over the time that an answer takes.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import math
import queue
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from .limits import Allowance

__all__ = ["Pacer", "Turn"]

_STEPS = 16  # rounds of answers until as many are under way as before a refusal
_WEIGHT = 0.1  # of the newest answer in the mean time that answers take
_SOONER = 1e-3  # seconds
_LOOK = 2.0  # seconds
_SPREAD = 0.5  # of the time of an answer, over which those who waited are sent


class Turn:
    """One request that may be sent now. Ends once, by `answered`, `refused` or `ended`."""

    __slots__ = ("_pacer", "_taken", "sent", "waited")

    def __init__(
        self, pacer: Pacer, sent: float, waited: float, taken: tuple[float, float]
    ) -> None:
        self._pacer: Pacer | None = pacer
        self._taken = taken
        self.sent = sent
        self.waited = waited
        """Seconds that it stood in line."""

    def answered(self, headers: Mapping[str, str]) -> None:
        """The endpoint answered; its headers say what it has room for."""
        if (pacer := self._leave()) is not None:
            pacer._answered(self, headers)

    def refused(self, headers: Mapping[str, str], wait: float | None) -> None:
        """The endpoint has no room; `wait` is how many seconds it asks for, None if it does not say."""
        if (pacer := self._leave()) is not None:
            pacer._refused(self, headers, wait)

    def ended(self) -> None:
        """It came to nothing: not sent, cancelled, or the connection broke."""
        if (pacer := self._leave()) is not None:
            pacer._ended()

    def _leave(self) -> Pacer | None:
        pacer, self._pacer = self._pacer, None
        return pacer

    def __del__(self) -> None:
        """An interrupt may fall between a turn and the code that ends it."""
        self.ended()


class _Waiting:
    """A call that stands in line."""

    __slots__ = ("due", "gone", "since", "tokens", "turn", "wake")

    def __init__(self, tokens: float, since: float, wake: Callable[[], Any]) -> None:
        self.tokens = tokens
        self.since = since
        self.wake = wake
        self.due = math.inf  # when it looks again by itself
        self.gone = False
        self.turn: Turn | None = None


class Pacer:
    """Gives turns. Safe to share between threads, tasks and event loops; never blocks a loop.

    Backs off from `first_wait` seconds on where an endpoint does not say how long, and never longer than
    `longest_wait`; what would take longer is sent, so that the endpoint says so itself.
    """

    def __init__(
        self,
        *,
        first_wait: float = 0.5,
        longest_wait: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_wait = first_wait
        self._longest_wait = longest_wait
        self._clock = clock
        self._lock = threading.RLock()  # a finalizer may run inside
        self._line: list[tuple[int, int, _Waiting]] = []  # a heap
        self._order = itertools.count()
        self._under_way = 0
        self._most = math.inf
        self._step = 1.0
        self._cut_at = -math.inf
        self._hold_until = -math.inf
        self._not_before = -math.inf
        self._spreading = False
        self._refusals = 0  # since the last answer
        self._seconds = 0.0  # that an answer takes
        self._requests = Allowance("requests")
        self._tokens = Allowance("tokens")

    # --- getting a turn ---

    def place(self) -> int:
        """A place in the order of calls; a call keeps it when it tries again."""
        return next(self._order)

    def turn(self, place: int, tokens: Callable[[], float]) -> Turn:
        """Waits until a request of about so many tokens may go. Those in front go first."""
        if (turn := self._at_once(tokens)) is not None:
            return turn
        woken: queue.SimpleQueue[None] = queue.SimpleQueue()  # unlike an Event, safe in a finalizer
        waiting = self._enter(place, tokens, lambda: woken.put(None))
        try:
            while waiting.turn is None:
                with suppress(queue.Empty):
                    woken.get(timeout=self._delay(waiting))
                self._serve()
        except BaseException:
            self._abandon(waiting)
            raise
        return waiting.turn

    async def aturn(self, place: int, tokens: Callable[[], float]) -> Turn:
        """The same as a coroutine."""
        if (turn := self._at_once(tokens)) is not None:
            return turn
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        waiting = self._enter(place, tokens, lambda: loop.call_soon_threadsafe(event.set))
        try:
            while waiting.turn is None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._delay(waiting)):
                        await event.wait()
                event.clear()
                self._serve()
        except BaseException:
            self._abandon(waiting)
            raise
        return waiting.turn

    def _at_once(self, tokens: Callable[[], float]) -> Turn | None:
        """A turn if nobody is in front and nothing in the way."""
        wanted = tokens() if self._tokens.known else 0.0
        with self._lock:
            now = self._clock()
            if self._line or self._wait(wanted, now) > 0:
                return None
            return self._given(wanted, now)

    def _enter(self, place: int, tokens: Callable[[], float], wake: Callable[[], Any]) -> _Waiting:
        """A place in line."""
        wanted = tokens() if self._tokens.known else 0.0
        with self._lock:
            waiting = _Waiting(wanted, self._clock(), wake)
            heapq.heappush(self._line, (place, next(self._order), waiting))
            self._serve()
        return waiting

    def _delay(self, waiting: _Waiting) -> float:
        """Seconds until it looks again by itself, for all: the event loop of the first may be busy."""
        with self._lock:
            if waiting.turn is not None:
                return 0.0
            return min(_LOOK, max(0.0, waiting.due - self._clock()))

    def _abandon(self, waiting: _Waiting) -> None:
        """Its call was cancelled; a turn that it got meanwhile is given back."""
        with self._lock:
            waiting.gone = True
            if waiting.turn is not None:
                waiting.turn.ended()
            self._serve()

    # --- who may go (all below with the lock held) ---

    def _serve(self) -> None:
        """Gives turns to those in front for whom there is room, and the next one its time."""
        with self._lock:
            while self._line:
                waiting = self._line[0][2]
                if waiting.gone:
                    heapq.heappop(self._line)
                    continue
                now = self._clock()
                wait = self._wait(waiting.tokens, now)
                if wait > 0:
                    self._call_again(waiting, now + wait)
                    return
                heapq.heappop(self._line)
                waiting.turn = self._given(waiting.tokens, now, now - waiting.since)
                self._woken(waiting)
            self._spreading = False

    def _call_again(self, waiting: _Waiting, due: float) -> None:
        """It sleeps until then; only what is sooner, by more than rounding, has to wake it for that."""
        sooner, waiting.due = due < waiting.due - _SOONER, due
        if sooner:
            self._woken(waiting)

    def _woken(self, waiting: _Waiting) -> None:
        try:
            waiting.wake()
        except RuntimeError:  # its event loop is closed
            waiting.gone = True
            if waiting.turn is not None:
                waiting.turn.ended()

    def _wait(self, tokens: float, now: float) -> float:
        """Seconds until a request may go; infinite when it takes an answer to others."""
        held = max(self._hold_until, self._not_before) - now
        if held > 0:
            self._spreading = self._spreading or self._hold_until > now
            return held
        if self._under_way >= self._most:
            return math.inf
        room = max(self._requests.wait_for(1, now), self._tokens.wait_for(tokens, now))
        if room == math.inf and self._under_way:
            return room
        if room > self._longest_wait:  # the endpoint shall say so itself
            return 0.0
        self._spreading = self._spreading or room > 0
        return room

    def _given(self, tokens: float, now: float, waited: float = 0.0) -> Turn:
        self._under_way += 1
        if self._spreading:
            share = max(1.0, min(self._most, self._under_way + len(self._line)))
            self._not_before = now + _SPREAD * (self._seconds or self._first_wait) / share
        return Turn(self, now, waited, (self._requests.take(1), self._tokens.take(tokens)))

    # --- what becomes of a turn ---

    def _answered(self, turn: Turn, headers: Mapping[str, str]) -> None:
        with self._lock:
            now = self._clock()
            self._hear(turn, headers, now)
            self._refusals = 0
            took = now - turn.sent
            self._seconds += (took - self._seconds) * (_WEIGHT if self._seconds else 1.0)
            if self._most != math.inf and turn.sent >= self._cut_at and self._line:
                self._most += self._step / self._most
            self._ended()

    def _refused(self, turn: Turn, headers: Mapping[str, str], wait: float | None) -> None:
        with self._lock:
            now = self._clock()
            if turn.sent >= self._cut_at:  # else it was sent before the last cut, and is part of it
                self._cut(now)
            if wait is None and self._hold_until <= now:
                growing = self._first_wait * 2.0 ** min(self._refusals - 1, 30)
                wait = min(growing, self._longest_wait) * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
            self._hold_until = max(self._hold_until, now + min(wait or 0.0, self._longest_wait))
            self._hear(turn, headers, now)
            self._ended()

    def _cut(self, now: float) -> None:
        under_way = min(self._most, self._under_way)
        self._most = max(1.0, under_way / 2)
        self._step = max(1.0, under_way / 2 / _STEPS)
        self._cut_at = now
        self._refusals += 1
        self._requests.doubt()
        self._tokens.doubt()

    def _hear(self, turn: Turn, headers: Mapping[str, str], now: float) -> None:
        for allowance, taken in zip((self._requests, self._tokens), turn._taken, strict=True):
            allowance.hear(headers, sent=turn.sent, taken=taken, now=now)

    def _ended(self) -> None:
        with self._lock:
            self._under_way -= 1
            self._serve()
