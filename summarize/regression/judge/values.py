"""What a judge says about the claims of a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ...schema import Usage

__all__ = ["MARKS", "Judged", "Judgement", "Mark", "MarkName"]

MarkName = Literal["entailed", "alone", "attributed", "atomic"]

MARKS: tuple[MarkName, ...] = ("entailed", "alone", "attributed", "atomic")
"""entailed: the cited sentences, read with the whole article, say exactly this; alone: understood
without the article; attributed: to whom the article attributes it; atomic: one assertion."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a claim is right in one respect."""

    holds: bool
    reason: str = ""
    """Why not, in the judge's words; empty where it holds."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The marks of one claim."""

    claim: str
    """The claim's id in its result, e.g. "c3"."""
    entailed: Mark
    alone: Mark
    attributed: Mark
    atomic: Mark

    @property
    def marks(self) -> Mapping[MarkName, Mark]:
        """The four marks by their names."""
        return {name: getattr(self, name) for name in MARKS}

    @property
    def holds(self) -> bool:
        """Whether all four marks hold."""
        return all(mark.holds for mark in self.marks.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says about one result. It is one model's opinion, and decides nothing alone."""

    judgements: tuple[Judgement, ...]
    """One for each claim, in the order of the result."""
    model: str
    """The model that was asked to judge, e.g. "openai/gpt-6-sol"."""
    model_answered: str | None
    """The model that answered; None where there was no claim to judge."""
    prompt: str
    """The judge's prompt, name and version."""
    usage: Usage

    def share(self, mark: MarkName | None = None) -> float | None:
        """The share of claims for which a mark holds, or all four do; None without claims."""
        if not self.judgements:
            return None
        held = (each.marks[mark].holds if mark else each.holds for each in self.judgements)
        return sum(held) / len(self.judgements)
