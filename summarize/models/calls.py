"""What happens during one answer of an endpoint: its attempts, for the ledger and the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import httpx2

from ..telemetry import Outcome, listened, log_call
from .base import Attempt, Request

__all__ = ["Attempted", "Call"]


@dataclass
class Call:
    """What happened during one `answer`: every attempt, for the ledger and the log."""

    request: Request[Any]
    attempts: list[Attempt] = field(default_factory=list)
    started: float = 0.0
    place: int = 0
    """In the order of the pacer."""
    unlogged: Attempted | None = None
    """The last attempt, until it is known what became of it."""

    def conclude(
        self, outcome: Outcome, error: BaseException | None = None, retry_in: float | None = None
    ) -> None:
        """Writes the record of the last attempt, unless it is written."""
        last, self.unlogged = self.unlogged, None
        if last is not None and listened(outcome):
            log_call(
                outcome,
                sha256=self.request.article.sha256,
                purpose=self.request.purpose,
                error=None if error is None else type(error).__name__,
                retry_in=None if retry_in is None else round(retry_in, 4),
                **last.facts(),
            )


class Attempted(NamedTuple):
    """What is known of an attempt when it has ended."""

    model: str
    number: int
    """From 1, of those for the same answer."""
    seconds: float
    waited: float
    response: httpx2.Response | None
    cost: Attempt
    answered: str | None
    """By which model."""

    def facts(self) -> dict[str, Any]:
        """For its log record."""
        response, cost = self.response, self.cost
        return {
            "model": self.model,
            "model_answered": self.answered,
            "attempt": self.number,
            "seconds": self.seconds,
            "waited": round(self.waited, 4),
            "status": None if response is None else response.status_code,
            "request_id": None if response is None else response.headers.get("x-request-id"),
            "input_tokens": cost.input_tokens,
            "cached_tokens": cost.cached_tokens,
            "output_tokens": cost.output_tokens,
            "reasoning_tokens": cost.reasoning_tokens,
            "cost": cost.cost,
        }
