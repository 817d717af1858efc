"""The parts of a long article, each read by a request of its own; what gives no answer is told, not lost."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

from ..draft import ArticleDraft
from ..errors import (
    AuthenticationError,
    BudgetError,
    ContextOverflowError,
    ModelError,
    QuotaError,
    TruncatedAnswerError,
    UnknownModelError,
)
from ..models.base import Outcome, Reply, Request, spent
from ..schema import Finding, Usage
from .planning import Piece, Plan
from .splitting import Part

__all__ = ["Reading", "read_parts"]

_OF_ALL = (AuthenticationError, UnknownModelError, BudgetError, QuotaError)
"""Errors that every further request would meet too."""
_TOO_LONG = (ContextOverflowError,)
_TOO_MUCH = (TruncatedAnswerError, *_TOO_LONG)
"""Errors that half of a part may not meet."""


class Reading(NamedTuple):
    """What the model wrote about the parts that it answered, in the order of the article."""

    parts: tuple[Part, ...]
    drafts: tuple[ArticleDraft, ...]
    model: str
    """The model that answered, as the endpoint names it."""
    usage: Usage
    unread: tuple[Finding, ...] = ()
    """The parts without a usable answer, and why."""


def read_parts(plan: Plan) -> Generator[list[Request[Any]], list[Outcome], Reading]:
    """The drafts of all parts, asked for side by side.

    A part whose answer was cut off, or that is too long where others are not, is asked for once more
    in two halves. Raises the `ModelError` when no part has a usable answer or the error is one for all
    of them (key, model, budget); it counts what all requests cost.
    """
    pieces = plan.pieces()
    outcomes: list[Outcome] = yield [plan.request(piece) for piece in pieces]
    _raise_common(outcomes, outcomes)
    told = list(zip(pieces, outcomes, strict=True))
    halves = [plan.halves(piece) if isinstance(o, _TOO_MUCH) else [] for piece, o in told]
    again = [half for both in halves for half in both]
    more: list[Outcome] = []
    if again and len(pieces) > 1:
        more = yield [plan.request(half) for half in again]
        _raise_common(more, [*outcomes, *more])
        answers = iter(more)
        told = [
            each
            for one, both in zip(told, halves, strict=True)
            for each in ([(half, next(answers)) for half in both] or [one])
        ]
    return _reading(plan, told, spent([*outcomes, *more]))


def _raise_common(outcomes: Sequence[Outcome], every: Sequence[Outcome]) -> None:
    """Raise an error that is one for all parts, with the cost of `every` request."""
    kinds = _OF_ALL if any(isinstance(o, Reply) for o in every) else (*_OF_ALL, *_TOO_LONG)
    common = next((o for o in outcomes if isinstance(o, kinds)), None)
    if common is not None:
        common.usage = spent(every)
        raise common


def _reading(plan: Plan, told: Sequence[tuple[Piece, Outcome]], usage: Usage) -> Reading:
    answered = [(piece, o) for piece, o in told if isinstance(o, Reply)]
    faults = [(piece, o) for piece, o in told if isinstance(o, ModelError)]
    if not answered:
        _, fault = faults[0]
        fault.usage = usage if len(faults) > 1 else fault.usage
        raise fault
    return Reading(
        parts=tuple(piece.part for piece, _ in answered),
        drafts=tuple(reply.draft for _, reply in answered),
        model=answered[0][1].model,
        usage=usage,
        unread=tuple(_unread(plan, piece, fault) for piece, fault in faults),
    )


def _unread(plan: Plan, piece: Piece, fault: ModelError) -> Finding:
    first, last = piece.part[0].number, piece.part[-1].number
    where = f"art {piece.number} of {len(plan.parts)}"
    name = f"The {piece.half} half of p{where}" if piece.half else f"P{where}"
    sentences = f"sentences {first} to {last}" if first < last else f"sentence {first}"
    return Finding(
        rule="part-not-read",
        severity="error",
        path=f"article.sentences[{first - 1}:{last}]",
        message=f"{name} ({sentences}) has no usable answer and is left out: {fault}",
    )
