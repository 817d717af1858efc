"""The requests of one step answered side by side: each gives a reply or the model's error."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from ..errors import ModelError
from .base import LanguageModel, Outcome, Request

__all__ = ["AT_ONCE", "aanswered", "answered"]

AT_ONCE = 8


def answered(
    model: LanguageModel, requests: Sequence[Request[Any]], *, at_once: int = AT_ONCE
) -> list[Outcome]:
    """What became of each request, in their order; at most `at_once` are under way at a time.

    Every thread has a copy of the caller's context variables. What is no `ModelError` is raised, once
    what is under way has ended; nothing further is begun then.
    """
    workers = min(at_once, len(requests))
    if workers < 2:
        return [_outcome(model, request) for request in requests]
    queue = _Queue(model, requests)
    threads = [
        # A thread that Ctrl-C leaves behind, waiting for an endpoint, must not keep Python from its end.
        threading.Thread(target=contextvars.copy_context().run, args=(queue.work,), daemon=True)
        for _ in range(workers)
    ]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        queue.close()
    return _told([queue.outcomes[n] for n in sorted(queue.outcomes)])


async def aanswered(model: LanguageModel, requests: Sequence[Request[Any]]) -> list[Outcome]:
    """The same as a coroutine, all at once."""
    import asyncio

    answers = (model.aanswer(request) for request in requests)
    return _told(await asyncio.gather(*answers, return_exceptions=True))


def _outcome(model: LanguageModel, request: Request[Any]) -> Outcome:
    try:
        return model.answer(request)
    except ModelError as error:
        return error


def _told(outcomes: Sequence[Outcome | BaseException]) -> list[Outcome]:
    """The outcomes; raises the first that is neither a reply nor an error of the model."""
    told: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, ModelError):
            raise outcome
        told.append(outcome)
    return told


class _Queue:
    """Requests that several threads take one after the other."""

    def __init__(self, model: LanguageModel, requests: Sequence[Request[Any]]) -> None:
        self._model = model
        self._left: Iterator[tuple[int, Request[Any]]] = iter(enumerate(requests))
        self._lock = threading.Lock()
        self.outcomes: dict[int, Outcome | BaseException] = {}

    def work(self) -> None:
        """Answer until nothing is left."""
        while (taken := self._next()) is not None:
            number, request = taken
            try:
                self.outcomes[number] = _outcome(self._model, request)
            except BaseException as error:  # noqa: BLE001  # the caller's thread raises it
                self.outcomes[number] = error
                self.close()

    def close(self) -> None:
        """Begin nothing further."""
        with self._lock:
            self._left = iter(())

    def _next(self) -> tuple[int, Request[Any]] | None:
        with self._lock:
            return next(self._left, None)
