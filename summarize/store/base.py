"""What a store of results can do, and how a result is written in one."""

from __future__ import annotations

import os
import threading
import weakref
import zlib
from abc import ABC, abstractmethod
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from pydantic import ValidationError

from ..errors import StoreError
from ..schema import ArticleSummary

__all__ = ["FORMAT", "KeptResults", "ResultStore", "packed", "unpacked"]

FORMAT = 1
"""Version of the tables. A store of a newer one is refused, never written."""

_LEVEL = 1  # of zlib; tests/benchmarks/store.py shows what others cost and save


class ResultStore(Protocol):
    """Something that keeps results by key. Safe to share between threads and processes.

    Every method raises `StoreError` when the store can't be read or written.
    """

    def get(self, key: str) -> ArticleSummary | None:
        """The result with this key; None when there is none."""
        ...

    def get_json(self, key: str) -> bytes | None:
        """The same as the JSON that was put."""
        ...

    def put(self, key: str, result: ArticleSummary) -> None:
        """Keeps a result; the first one with a key stays. It is kept when this returns."""
        ...

    def put_json(
        self, key: str, json: bytes, *, article_sha256: str, model: str, prompt: str | None
    ) -> None:
        """The same for a result that is JSON already."""
        ...

    def remember(self, name: str, text: str) -> None:
        """Keeps a small text by name, in place of an older one."""
        ...

    def recall(self, name: str) -> str | None:
        """The text with this name; None when there is none."""
        ...

    def forget(self, name: str) -> None:
        """Removes the text with this name, if there is one."""
        ...

    def recalled(self, prefix: str) -> list[tuple[str, str]]:
        """The names that begin with `prefix`, in order, with their texts."""
        ...

    def prune(self, older_than_days: float) -> int:
        """Removes the results that were put longer ago, and says how many."""
        ...

    def __len__(self) -> int:
        """How many results are kept."""
        ...

    def close(self) -> None:
        """Ends the connection; a store that is used again opens it again."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class KeptResults(ABC):
    """What stores of the library have in common: results as JSON, and that forks share nothing."""

    where: str
    """What a message calls the store; holds no password."""
    identity: object
    """Equal for stores that keep the same results; not to be shown."""
    lock: threading.RLock
    """Held while the connection is used."""

    def __init__(self, where: str, identity: object) -> None:
        self.where = where
        self.identity = identity
        self.lock = threading.RLock()
        _ALIVE.add(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.where!r})"

    def __bool__(self) -> bool:
        return True  # an empty store is a store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Ends the connection; a store that is used again opens it again."""

    @abstractmethod
    def before_fork(self) -> None:
        """Called with the lock held before the process forks."""

    @abstractmethod
    def after_fork(self) -> None:
        """Called with the lock held in the new process, which must not touch the old connection."""

    @abstractmethod
    def get_json(self, key: str) -> bytes | None:
        """The JSON of the result with this key; None when there is none."""

    @abstractmethod
    def put_json(
        self, key: str, json: bytes, *, article_sha256: str, model: str, prompt: str | None
    ) -> None:
        """Keeps a result that is JSON already; the first one with a key stays."""

    def get(self, key: str) -> ArticleSummary | None:
        """The result with this key; None when there is none."""
        json = self.get_json(key)
        if json is None:
            return None
        try:
            return ArticleSummary.model_validate_json(json)
        except ValidationError as error:
            raise _damaged(self.where, key, f"{error.error_count()} faults") from None

    def put(self, key: str, result: ArticleSummary) -> None:
        """Keeps a result; the first one with a key stays. It is kept when this returns."""
        self.put_json(
            key,
            result.model_dump_json().encode(),
            article_sha256=result.article.sha256,
            model=result.model,
            prompt=result.prompt,
        )


def packed(json: bytes) -> bytes:
    """A result's JSON as it is kept: compressed, with a checksum."""
    return zlib.compress(json, _LEVEL)


def unpacked(blob: bytes, where: str, key: str) -> bytes:
    """The JSON of a kept result; raises `StoreError` when it is damaged."""
    try:
        return zlib.decompress(blob)
    except (TypeError, zlib.error):
        raise _damaged(where, key, "its checksum is wrong") from None


def _damaged(where: str, key: str, how: str) -> StoreError:
    return StoreError(
        f"{where}: the result {key[:12]}… is damaged ({how}). Restore the store from a copy, or "
        "delete that row; the article is then paid for again."
    )


_ALIVE: weakref.WeakSet[KeptResults] = weakref.WeakSet()
_FORKING = threading.RLock()
_HELD: list[KeptResults] = []


def _before_fork() -> None:
    _FORKING.acquire()
    for store in tuple(_ALIVE):
        store.lock.acquire()
        _HELD.append(store)
        with suppress(StoreError):
            store.before_fork()


def _after_fork(*, in_child: bool) -> None:
    while _HELD:
        store = _HELD.pop()
        if in_child:
            store.after_fork()
        store.lock.release()
    _FORKING.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=partial(_after_fork, in_child=False),
        after_in_child=partial(_after_fork, in_child=True),
    )
