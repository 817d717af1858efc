"""Classes of a caller's own that a language model has filled, for the answers in `tests/data`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from summarize import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Claims,
    Evidence,
    Quotation,
    Unchecked,
)


class NewsClaim(Claim):
    """A claim with what a newsroom files beside it."""

    place: str | None = None
    """The place where it happened, as the article names it; null when none is named."""
    check_with: Annotated[str, Unchecked] = ""
    """Whom or what a fact-checker would ask to confirm it, in at most eight words."""
    urgency: int = Field(default=1, ge=1, le=5)
    """How soon it should be checked, from 1 (any time) to 5 (before publication)."""


class NewsSummary(ArticleSummary):
    """A summary with a newsroom's fields."""

    claims: Claims[NewsClaim]
    desk: Literal["politics", "economy", "science", "sport", "culture", "local"] = "local"
    """The desk that the story belongs to."""
    best_quotation: Quotation | None = None
    """The quotation that a reader would remember."""


class Decision(BaseModel):
    """Something that somebody decided, or will decide."""

    what: str = Field(description="What was decided, as one sentence.")
    by: str | None = Field(description="Who decides, by the full name.")
    votes: str | None = Field(description="The result of a vote as the article gives it, e.g. 7-2.")
    evidence: tuple[Evidence, ...]


class Money(BaseModel):
    """An amount of money and what it is for."""

    amount: ClaimFigure
    purpose: str
    evidence: tuple[Evidence, ...]


class Minutes(BaseModel):
    """What a meeting decided, with the money and the words that belong to it."""

    decisions: list[Decision]
    money: list[Money] = Field(max_length=8)
    objections: tuple[Quotation, ...] = Field(description="What those who were against it said.")
