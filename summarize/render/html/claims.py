"""A claim as the template `claim.html` shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...schema import Claim, ClaimFigure, Finding
from .prose import Passage
from .templates import direction
from .wordmarks import Run

__all__ = ["ClaimView", "claim_passages", "figure_text"]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, the ids by which it is linked to the article's text, and its marked words."""

    id: str
    """Of the element."""
    claim: Claim
    scope: str
    """What the ids of the article's sentences begin with, e.g. "a1-" for "a1-s3"."""
    runs: tuple[Run, ...]
    language: str | None
    side: str = ""
    """A class of its own, e.g. "old"."""
    side_name: str = ""
    """Said to those who can't see on which side it stands."""
    problems: tuple[str, ...] = ()
    """What is wrong with it beyond its own findings."""

    @property
    def direction(self) -> str:
        """Left to right or right to left, by most of its letters: "ltr" or "rtl"."""
        return direction(self.claim.text)

    @property
    def cites(self) -> tuple[tuple[int, str], ...]:
        """Number and id of each cited sentence, the carrying one first."""
        return tuple((e.sentence, f"{self.scope}s{e.sentence}") for e in self.claim.evidence)

    @property
    def figures(self) -> tuple[str, ...]:
        """Its figures, for people to read."""
        return tuple(map(figure_text, self.claim.figures))

    @property
    def quote(self) -> str | None:
        """Its quotation, where the text doesn't have it word for word."""
        quote = self.claim.quote
        return quote.text if quote and quote.text not in self.claim.text else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What checks found, but for what `problems` says already."""
        return tuple(
            each
            for each in self.claim.findings
            if not any(each.message in p for p in self.problems)
        )


def claim_passages(claim: Claim, owner: str) -> Iterator[Passage]:
    """Where in the article its quotation and its figures stand."""
    if claim.quote:
        yield Passage(claim.quote.start, claim.quote.end, owner)
    for figure in claim.figures:
        if figure.start is not None and figure.end is not None:
            yield Passage(figure.start, figure.end, owner)


def figure_text(figure: ClaimFigure) -> str:
    """A figure in words, e.g. "over 38,000 troops"."""
    qualifier = "" if figure.qualifier == "exact" else figure.qualifier
    return " ".join(part for part in (qualifier, figure.value, figure.unit) if part)
