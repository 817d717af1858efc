"""What of two results on one article is the same, and what differs, claim by claim: the values.

`align_claims` finds them, the renderers show them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..schema import Claim

__all__ = ["Aspect", "AspectChange", "ChangeKind", "ClaimChange", "Embed"]

Aspect = Literal[
    "figure", "speaker", "evidence", "certainty", "polarity", "quotation", "attribution", "when"
]
"""In what two claims that say nearly the same differ."""

ChangeKind = Literal["same", "reworded", "changed", "split", "merged", "lost", "added"]
"""same: word for word, or but for typography, and alike in every aspect; reworded: other words, alike
in every aspect; changed: alike in what it is about, not in every aspect; split: one old claim became
several; merged: several became one; lost and added: without a partner."""

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts in, a vector of numbers for each out; claims of near vectors are proposed as pairs."""


@dataclass(frozen=True, slots=True)
class AspectChange:
    """One aspect of a claim, as it was and as it is."""

    aspect: Aspect
    was: str
    """For people to read, e.g. "38,000 troops" or "sentences 1, 2"; empty for nothing."""
    now: str


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What became of a claim."""

    kind: ChangeKind
    old: tuple[Claim, ...]
    """None when added, several when merged, otherwise one."""
    new: tuple[Claim, ...]
    """None when lost, several when split, otherwise one."""
    aspects: tuple[AspectChange, ...] = ()
    """In what they differ; also for split and merged claims, taken together."""
    likeness: float | None = None
    """From 0 to 1, by which they were paired; None when lost or added."""
