"""Identical work under way in one process: one caller does it, and the others wait for what it made.

Threads and event loops may wait for each other. Whoever stops waiting (a cancelled task, an
interrupt) takes nothing from the others: work begun in an event loop goes on while anybody waits
for it, in a task of its own, and is cancelled with the last one.
"""

from __future__ import annotations

import asyncio
import copy
import os
import threading
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from .errors import AuthenticationError, BudgetError, ModelError

__all__ = ["Landed", "afly", "fly"]

T = TypeVar("T")


class Landed(NamedTuple, Generic[T]):
    """What the work made, and whether it is this caller who has it first-hand."""

    value: T
    own: bool


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: Exception | None = None
    abandoned: bool = False
    """Whoever did it stopped: somebody else has to."""


@dataclass(eq=False, slots=True)
class _Flight:
    key: Hashable
    owner: object
    """Whose model does the work."""
    thread: int = field(default_factory=threading.get_ident)
    outcome: Future[_Outcome] = field(default_factory=Future)
    aboard: int = 0
    led: bool = True
    """Whether the first to come still waits, or one that took its place."""
    task: asyncio.Task[None] | None = None

    @property
    def is_lost(self) -> bool:
        """Whether the work was left behind in a loop that was closed."""
        return self.task is not None and self.task.get_loop().is_closed()

    def land(self, outcome: _Outcome) -> None:
        """Hands an outcome to all aboard; whoever comes later begins anew."""
        _remove(self)
        if not self.outcome.done():
            self.outcome.set_result(outcome)

    def takes(self, *, leads: bool) -> bool:
        """Whether a caller is the one who has the outcome first-hand: one of them is."""
        with _LOCK:
            if leads or self.led:
                return leads
            self.led = True
            return True

    def leave(self, *, leads: bool) -> bool:
        """Notes that a caller stopped waiting; True when nobody is left."""
        with _LOCK:
            self.aboard -= 1
            self.led = self.led and not leads
            empty = not self.aboard
        if empty:
            _remove(self)
        return empty


_LOCK = threading.Lock()
_FLIGHTS: dict[Hashable, _Flight] = {}


def fly(key: Hashable, owner: object, work: Callable[[], T]) -> Landed[T]:
    """What `work` returns, done once for all who ask for `key` while it is under way.

    Its error is everybody's, so that a request that can't be answered is not paid for again by each
    who waits. What is only the caller's own trouble (its budget, the key of its `owner`, an
    interrupt) is not: the next one who waits does the work, and the rest wait on.
    """
    while True:
        flight, leads = _board(key, owner)
        if leads:
            return Landed(_lead(flight, work), own=True)
        if flight.thread == threading.get_ident():  # it can't go on before this call returns
            flight.leave(leads=False)
            return Landed(work(), own=True)
        try:
            outcome = flight.outcome.result()
        except BaseException:
            if flight.leave(leads=False):
                _cancel(flight)
            raise
        if _concerns(outcome, flight, owner):
            return _taken(outcome, own=flight.takes(leads=False))


async def afly(key: Hashable, owner: object, work: Callable[[], Awaitable[T]]) -> Landed[T]:
    """The same as a coroutine."""
    while True:
        flight, leads = _board(key, owner)
        if leads:
            flight.task = asyncio.create_task(_alead(flight, work))
        try:
            outcome = await asyncio.shield(asyncio.wrap_future(flight.outcome))
        except asyncio.CancelledError:
            if flight.leave(leads=leads):
                await _cancelled(flight)
            raise
        if leads and outcome.abandoned:
            raise asyncio.CancelledError  # the loop is closing, and took the work's task first
        if leads or _concerns(outcome, flight, owner):
            return _taken(outcome, own=flight.takes(leads=leads))


def _board(key: Hashable, owner: object) -> tuple[_Flight, bool]:
    """The flight with this key, and whether the caller is its first."""
    with _LOCK:
        flight = _FLIGHTS.get(key)
        lost = flight if flight is not None and flight.is_lost else None
        leads = flight is None or lost is not None
        if flight is None or leads:
            flight = _FLIGHTS[key] = _Flight(key, owner)
        flight.aboard += 1
    if lost is not None:
        lost.land(_Outcome(abandoned=True))
    return flight, leads


def _remove(flight: _Flight) -> None:
    with _LOCK:
        if _FLIGHTS.get(flight.key) is flight:
            del _FLIGHTS[flight.key]


def _lead(flight: _Flight, work: Callable[[], T]) -> T:
    try:
        value = work()
    except Exception as error:
        flight.land(_Outcome(error=error))
        raise
    except BaseException:
        flight.land(_Outcome(abandoned=True))
        raise
    flight.land(_Outcome(value))
    return value


async def _alead(flight: _Flight, work: Callable[[], Awaitable[Any]]) -> None:
    try:
        value = await work()
    except Exception as error:  # noqa: BLE001  # raised where it is taken
        flight.land(_Outcome(error=error))
    except BaseException:
        flight.land(_Outcome(abandoned=True))
        raise
    else:
        flight.land(_Outcome(value))


def _concerns(outcome: _Outcome, flight: _Flight, owner: object) -> bool:
    """Whether an outcome of somebody else's work is a caller's too."""
    if outcome.abandoned or isinstance(outcome.error, BudgetError):
        return False
    return not isinstance(outcome.error, AuthenticationError) or flight.owner is owner


def _taken(outcome: _Outcome, *, own: bool) -> Landed[Any]:
    if outcome.error is None:
        return Landed(outcome.value, own)
    if own:
        raise outcome.error
    raise _copied(outcome.error) from outcome.error


def _copied(error: Exception) -> Exception:
    """An error for one more caller, who paid nothing: a traceback is one thread's."""
    try:
        copied = copy.copy(error)
    except Exception:  # noqa: BLE001  # a class that can't be made again
        return error
    if isinstance(copied, ModelError):
        copied.usage = None
    return copied


def _cancel(flight: _Flight) -> None:
    """Ends work that nobody waits for, from another thread."""
    if flight.task is not None:
        flight.task.get_loop().call_soon_threadsafe(flight.task.cancel)


async def _cancelled(flight: _Flight) -> None:
    """Ends work that nobody waits for; in this loop, once it has ended."""
    if flight.task is None or flight.task.get_loop() is not asyncio.get_running_loop():
        _cancel(flight)
        return
    flight.task.cancel()
    await asyncio.wait([flight.task])


def _forget() -> None:
    """A forked process has none of the threads that did the work."""
    global _LOCK  # noqa: PLW0603  # one of those threads may hold it
    _LOCK = threading.Lock()
    _FLIGHTS.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
