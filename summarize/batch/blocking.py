"""An asynchronous iterator for callers without an event loop, or with one that must not be waited in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

__all__ = ["blocking"]

T = TypeVar("T")
_AHEAD = 16  # values that wait for the caller


def blocking(make: Callable[[], AsyncGenerator[T, None]]) -> Generator[T, None, None]:
    """The values of what `make` returns, which runs in an event loop in a thread of its own.

    Ending the iteration early, also by an exception, cancels what runs and ends the thread.
    """
    pump = _Pump(make)
    thread = threading.Thread(target=pump.run, name="summarize-batch", daemon=True)
    thread.start()
    try:
        while isinstance(value := pump.values.get(), _Value):
            pump.taken()
            yield value.value
        if value is not None:
            raise value
    finally:
        pump.stop()
        thread.join()


@dataclass(frozen=True, slots=True)
class _Value(Generic[T]):
    value: T


class _Pump(Generic[T]):
    """Takes values in a loop of its own, at most `_AHEAD` before the caller does."""

    def __init__(self, make: Callable[[], AsyncGenerator[T, None]]) -> None:
        self._make = make
        self._begun = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.values: SimpleQueue[_Value[T] | BaseException | None] = SimpleQueue()
        """Each value; then None, or the error that ended them."""

    def run(self) -> None:
        """The thread's work."""
        try:
            asyncio.run(self._main())
        except asyncio.CancelledError:
            self.values.put(None)
        except BaseException as error:  # noqa: BLE001  # raised in the caller's thread
            self.values.put(error)
        else:
            self.values.put(None)
        finally:
            self._begun.set()

    def taken(self) -> None:
        """Makes room for one more value."""
        self._call(lambda: self._room.release())  # noqa: PLW0108  # there is none before it has begun

    def stop(self) -> None:
        """Ends the work, wherever it is."""
        self._begun.wait()
        self._call(lambda: self._task.cancel())  # noqa: PLW0108  # as above

    async def _main(self) -> None:
        self._room = asyncio.Semaphore(_AHEAD)
        self._task = asyncio.ensure_future(self._take())
        self._loop = asyncio.get_running_loop()
        self._begun.set()
        await self._task

    async def _take(self) -> None:
        async with aclosing(self._make()) as values:
            async for value in values:
                await self._room.acquire()
                self.values.put(_Value(value))

    def _call(self, action: Callable[[], object]) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended already
                self._loop.call_soon_threadsafe(action)
