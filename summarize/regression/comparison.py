"""Two versions side by side: the values that a comparison consists of.

`comparing` makes them from recordings or results, `verdict` judges them, the renderers show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..article import Article
from ..prompts import Prompt
from ..schema import ArticleSummary
from .changes import ClaimChange
from .expectations import Violation

__all__ = [
    "ArticleComparison",
    "Comparison",
    "Estimate",
    "Metric",
    "Opinion",
    "Outcome",
    "Reference",
    "Side",
    "Verdict",
]

Outcome = Literal["pass", "regressed", "inconclusive"]

Reference = Literal["expectations", "old"]
"""What the score of an article is measured against: what people wrote down that its claims must say
(quality), or only the old version's own answer (agreement)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions that are compared."""

    label: str
    """As it was asked for, e.g. "article@2", "main:prompts/article@2.md", "old.jsonl"."""
    model: str
    """The model that answered; several are joined by ", "."""
    prompt: Prompt | None = None
    """None when only results are known."""


@dataclass(frozen=True, slots=True)
class ArticleComparison:
    """What two versions make of one article."""

    case: str
    """The case's id, or the file's name."""
    article: Article
    old: tuple[ArticleSummary, ...]
    """One result for each sample, at least one."""
    new: tuple[ArticleSummary, ...]
    changes: tuple[ClaimChange, ...]
    """Between the first samples, in the order of the article; "same" claims included."""
    agreement: float
    """F1 of claims, from 0 to 1: how much both say the same; the mean over pairs of samples."""
    floor: float | None = None
    """The same of the old version's samples with each other; None with a single sample."""
    old_violations: tuple[Violation, ...] = ()
    """Hard invariants that the old version breaks, in any sample."""
    new_violations: tuple[Violation, ...] = ()
    """Hard invariants that the new version breaks and the old one does not."""
    kept_violations: tuple[Violation, ...] = ()
    """Hard invariants that both break."""
    accepted_violations: tuple[Violation, ...] = ()
    """Hard invariants that only the new version breaks, and that are accepted in its baseline."""
    old_score: float | None = None
    """The share of the case's expectations that hold, from 0 to 1, averaged over samples; None without
    expectations."""
    new_score: float | None = None
    score_noise: float | None = None
    """The mean absolute difference of the score between two samples of the old version; None with a
    single one."""
    failure: str = ""
    """Why one side gives no summary here; then the other fields say nothing."""

    @property
    def is_changed(self) -> bool:
        """Whether anything differs that a reader of claims would see."""
        return (
            any(change.kind != "same" for change in self.changes)
            or bool(self.new_violations)
            or bool(self.failure)
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean difference between two versions, paired by article: new minus old."""

    mean: float
    low: float | None
    """Ends of the two-sided 90 % interval (each end is a one-sided 95 % bound); None: unbounded,
    because there are too few articles."""
    high: float | None
    p_drop: float
    """One-sided p of "there is no drop", from the sign-flip permutation test."""
    articles: int
    """How many differences there are."""
    nonzero: int
    """How many of them are not zero."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of both versions, averaged over articles."""

    name: str
    """E.g. "claims an article", "tokens out", "warnings a claim"."""
    old: float | None
    new: float | None
    estimate: Estimate | None
    """Of the difference; None where either side is unknown."""
    noise: float | None = None
    """How much the old version's samples differ from each other by this number: the mean over articles
    of the mean absolute difference between two samples; None with a single sample."""
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Opinion:
    """A fault that a judge finds in a claim. It has no part in the verdict."""

    case: str
    side: Literal["old", "new"]
    claim: str
    """The claim's id in the first sample."""
    mark: str
    """What doesn't hold: "entailed", "alone", "attributed" or "atomic"."""
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the new version may replace the old one."""

    outcome: Outcome
    reference: Reference
    margin: float
    """The largest drop of the mean score that is tolerated."""
    reasons: tuple[str, ...]
    """Why, in sentences, the weightiest first."""
    estimate: Estimate | None
    """Of the score's difference; None where no score could be taken."""
    hard: int
    """How many new violations of hard invariants there are (gate A)."""
    more_articles: int | None = None
    """About how many more articles would decide it; None when it is decided or can't be said."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared over all articles."""

    old: Side
    new: Side
    articles: tuple[ArticleComparison, ...]
    """By case."""
    verdict: Verdict
    metrics: tuple[Metric, ...]
    """Claims, agreement, tokens, cost, seconds and so on, the weightiest first."""
    prompt_diff: str = ""
    """The prompts' texts as a unified diff; empty when they are the same or unknown."""
    left_out: tuple[str, ...] = ()
    """Cases that only one side has, each with the reason."""
    unfit: tuple[str, ...] = ()
    """Which recordings are stale, missing or damaged, and what to do: texts for people."""
    opinions: tuple[Opinion, ...] = ()
    """What a judge finds fault with; empty without a judge."""
