"""The articles of a batch one after the other, read only as far as they are wanted."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import deque
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Sized,
)
from contextlib import suppress
from typing import Any

from ..article import Article
from ..errors import ConfigurationError
from .items import Item, SeenIds, item_of

__all__ = ["AHEAD", "Reading"]

AHEAD = 16
"""Articles that are read before there is room for them, so that none waits for the source."""
_PATIENCE = 0.5  # seconds that closing waits for a source that is about to give a value


class Reading:
    """Numbers the articles of any iterable, and refuses an id that was there before.

    A list is read in place. Any other blocking iterable is read in a thread of its own, so that a slow
    one (a pipe, a network) holds up nothing; a generator runs in that thread.
    """

    def __init__(
        self, sources: Iterable[Any] | AsyncIterable[Any], *, total: int | None = None
    ) -> None:
        self.total = len(sources) if isinstance(sources, Sized) else total
        """How many there are; None when only reading tells."""
        self._values = _values(sources)
        self._ids = SeenIds()
        self.count = 0
        """How many were read."""

    async def next(self) -> Item | None:
        """The next article; None after the last. Raises what the source raises."""
        try:
            value = await anext(self._values)
        except StopAsyncIteration:
            return None
        index, self.count = self.count, self.count + 1
        item = value if isinstance(value, Item) else item_of(value, str(index))
        return self._ids.unique(item, index)

    async def close(self) -> None:
        """Reads no further."""
        close = getattr(self._values, "aclose", None)
        if close is not None:
            await close()


def _values(sources: Iterable[Any] | AsyncIterable[Any]) -> AsyncIterator[Any]:
    if isinstance(sources, str | bytes | os.PathLike | Article | Mapping) or not isinstance(
        sources, Iterable | AsyncIterable
    ):
        raise ConfigurationError(
            f"sources must be a list or another iterable of articles, not {type(sources).__name__}."
        )
    if isinstance(sources, AsyncIterable):
        return aiter(sources)
    return _in_place(sources) if isinstance(sources, Sequence) else _Thread(sources)


async def _in_place(sources: Iterable[Any]) -> AsyncIterator[Any]:
    for value in sources:
        yield value


class _Thread:
    """The values of a blocking iterable, read in a thread, at most `AHEAD` of them ahead."""

    def __init__(self, sources: Iterable[Any]) -> None:
        self._sources = sources
        self._read: deque[Any] = deque()
        self._room = threading.Semaphore(AHEAD)
        self._closed = False
        self._over = False
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None

    def __aiter__(self) -> _Thread:
        return self

    async def __anext__(self) -> Any:
        if self._thread is None:
            self._start()
        while not self._read:
            if self._over:
                if self._error is not None:
                    raise self._error
                raise StopAsyncIteration
            self._news.clear()
            if not self._read and not self._over:
                await self._news.wait()
        self._room.release()
        return self._read.popleft()

    async def aclose(self) -> None:
        """Ends the thread; one that waits for its source is left behind, and ends with the process."""
        self._closed = True
        self._room.release()
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while self._thread is not None and self._thread.is_alive():
            if asyncio.get_running_loop().time() > deadline:
                break
            await asyncio.sleep(0.005)

    def _start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._thread = threading.Thread(target=self._work, name="summarize-sources", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            values: Iterator[Any] = iter(self._sources)
            while self._wanted():
                try:
                    self._read.append(next(values))
                except StopIteration:
                    break
                self._tell()
        except BaseException as error:  # noqa: BLE001  # raised where the values are wanted
            self._error = error
        self._over = True
        self._tell()

    def _wanted(self) -> bool:
        self._room.acquire()
        return not self._closed

    def _tell(self) -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            self._loop.call_soon_threadsafe(self._news.set)
