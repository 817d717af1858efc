"""The seam between the pipeline and a language model: a request goes in, a typed reply comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from ..errors import ModelError
from ..schema import Usage

if TYPE_CHECKING:
    from ..article import Article

__all__ = [
    "Attempt",
    "LanguageModel",
    "Listener",
    "Message",
    "Meter",
    "Outcome",
    "Reply",
    "Request",
    "add_usage",
    "settled",
    "spent",
    "sum_usage",
]

DraftT = TypeVar("DraftT", bound=BaseModel)
Effort = Literal["none", "minimal", "low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation, sent to the model character for character."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Request(Generic[DraftT]):
    """What the pipeline wants answered, independent of any provider."""

    schema: type[DraftT]
    """The draft class that the answer must fit."""
    article: Article
    messages: tuple[Message, ...] = ()
    purpose: Literal["draft", "merge", "repair", "judge"] = "draft"
    max_claims: int | None = None
    max_output_tokens: int | None = None
    temperature: float | None = None
    reasoning_effort: Effort | None = None
    meter: Meter | None = field(default=None, compare=False)
    """What counts the attempts as they happen, and may refuse further ones."""
    listener: Listener | None = field(default=None, compare=False)
    """What hears the answer while it is written, from a model that can tell (`aanswer` only)."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that an endpoint answered, or a transport fault that was tried again."""

    outcome: Literal["answered", "invalid", "failed", "retried"]
    """answered: usable; invalid: paid, but asked again; failed: paid, not usable; retried: not paid."""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0
    cost: float | None = None
    """US dollars; None when the price is unknown."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply(Generic[DraftT]):
    """A model's answer, parsed, with every attempt that it took."""

    draft: DraftT
    model: str
    """The model's name as the endpoint gives it."""
    attempts: tuple[Attempt, ...] = ()


Outcome = Reply[Any] | ModelError
"""What became of a request."""


class Meter(Protocol):
    """A ledger that several requests share. Safe to share between threads and tasks."""

    def reserve(self, request: Request[Any], estimate: Attempt) -> None:
        """Called before an attempt is sent, with what it may take at most.

        Raises `BudgetError` when that is more than is left; then nothing is sent.
        """
        ...

    def settle(self, request: Request[Any], estimate: Attempt, attempt: Attempt) -> None:
        """Called once for each reservation, with what became of it."""
        ...


class Listener(Protocol):
    """What hears an answer while it is written, before anybody knows whether it is of use."""

    def begins(self) -> None:
        """An attempt is sent; what was heard of an earlier one is void."""
        ...

    def hears(self, text: str) -> None:
        """The answer's next characters."""
        ...


class LanguageModel(Protocol):
    """Something that answers requests, blocking or not. Safe to share between threads and tasks."""

    name: str
    """The name that was asked for, e.g. "openai/gpt-6-luna"."""
    extractive: bool
    """True when it selects sentences and reads no prompt."""

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The reply to one request; raises a `ModelError` when there is none."""
        ...

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The same as a coroutine."""
        ...


def settled(outcomes: Sequence[Outcome]) -> list[Reply[Any]]:
    """The replies, if all are; raises the first error, which then counts what all of them cost."""
    for fault in outcomes:
        if isinstance(fault, ModelError):
            if len(outcomes) > 1:
                fault.usage = spent(outcomes)
            raise fault
    return [outcome for outcome in outcomes if isinstance(outcome, Reply)]


def spent(outcomes: Sequence[Outcome]) -> Usage:
    """What replies and errors cost together."""
    replies = [outcome for outcome in outcomes if isinstance(outcome, Reply)]
    faults = [outcome for outcome in outcomes if isinstance(outcome, ModelError)]
    paid = add_usage(attempt for reply in replies for attempt in reply.attempts)
    return sum_usage(paid, *(fault.usage for fault in faults))


def add_usage(drafts: Iterable[Attempt], repairs: Iterable[Attempt] = ()) -> Usage:
    """The sum of all attempts; `cost` is None as soon as one paid attempt has no known price."""
    drafts, repairs = tuple(drafts), tuple(repairs)
    paid = [a for a in (*drafts, *repairs) if a.outcome != "retried"]
    mended = [a for a in repairs if a.outcome != "retried"]
    cost = _total(paid)
    return Usage(
        calls=len(paid),
        reasks=sum(a.outcome == "invalid" for a in paid),
        repairs=min(1, len(mended)),
        retries=len(drafts) + len(repairs) - len(paid),
        input_tokens=sum(a.input_tokens for a in paid),
        cached_tokens=sum(a.cached_tokens for a in paid),
        output_tokens=sum(a.output_tokens for a in paid),
        reasoning_tokens=sum(a.reasoning_tokens for a in paid),
        repair_tokens=sum(a.input_tokens + a.output_tokens for a in mended),
        cost=cost,
        repair_cost=None if cost is None else _total(mended),
        seconds=round(sum(a.seconds for a in (*drafts, *repairs)), 3),
    )


def sum_usage(*ledgers: object) -> Usage:
    """The sum of several ledgers, what is none left out; `cost` is None as soon as a paid one's is."""
    counted = [u for u in ledgers if isinstance(u, Usage) and u.calls + u.retries]
    known = all(u.cost is not None for u in counted if u.calls)
    sums = {name: sum(getattr(u, name) for u in counted) for name in _SUMS}
    return Usage(
        **sums,
        repairs=max((u.repairs for u in counted), default=0),
        cost=sum(u.cost or 0 for u in counted) if known else None,
        repair_cost=sum(u.repair_cost or 0 for u in counted) if known else None,
        seconds=round(sum(u.seconds for u in counted), 3),
    )


_SUMS = (
    "calls",
    "reasks",
    "retries",
    "input_tokens",
    "cached_tokens",
    "output_tokens",
    "reasoning_tokens",
    "repair_tokens",
)


def _total(attempts: list[Attempt]) -> float | None:
    costs = [a.cost for a in attempts]
    return None if None in costs else sum(c for c in costs if c is not None)
