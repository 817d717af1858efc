"""A model of our own for the tests of batches: it answers by a rule, and counts what is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from summarize.models.base import Attempt, Reply, Request
from tests.support import draft

PAID = Attempt("answered", input_tokens=100, output_tokens=20, cost=0.01)
MOST = Attempt("answered", input_tokens=100, output_tokens=100, cost=0.02)


def text_of(number: int) -> str:
    return f"The bridge of town {number} opened on Monday. Mayor Ada Brook spoke for an hour."


def texts(count: int) -> list[str]:
    return [text_of(number) for number in range(count)]


@dataclass
class Scripted:
    """Answers with an empty list of claims, or raises what `rule` returns for the number of a call."""

    rule: Callable[[int], Exception | None] = lambda _: None
    seconds: float = 0.0
    claims: tuple[dict[str, Any], ...] = ()
    attempts: tuple[Attempt, ...] = (PAID,)
    name: str = "scripted"
    extractive: bool = False
    calls: list[Request[Any]] = field(default_factory=list)
    running: int = 0
    most: int = 0

    def answer(self, request: Request[Any]) -> Reply[Any]:
        raise NotImplementedError

    async def aanswer(self, request: Request[Any]) -> Reply[Any]:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            for paid in self.attempts:
                await self._attempt(request, paid)
        finally:
            self.running -= 1
        repaired = request.purpose == "repair"
        body = {"summary": [], "claims": []} if repaired else draft(*self.claims, summary=[])
        return Reply(request.schema.model_validate(body), "scripted-1", self.attempts)

    async def _attempt(self, request: Request[Any], paid: Attempt) -> None:
        if request.meter is not None:
            request.meter.reserve(request, MOST)
        self.calls.append(request)
        became = Attempt("retried")
        try:
            await asyncio.sleep(self.seconds)
            error = self.rule(len(self.calls) - 1)
            if error is not None:
                raise error
            became = paid
        finally:
            if request.meter is not None:
                request.meter.settle(request, MOST, became)
