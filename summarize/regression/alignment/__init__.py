"""The claims of two results on one article, paired one to one, and what became of each.

`likeness` says how much two claims are about the same, `pairing` chooses the pairs, `aspects` says in
what the claims of a pair differ, by exact rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import ConfigurationError
from ...schema import ArticleSummary, Claim
from ..changes import AspectChange, ChangeKind, ClaimChange, Embed
from .aspects import aspects_of, contradicts
from .likeness import Likeness
from .pairing import Group, groups_of

__all__ = ["align_claims", "claim_agreement"]


def align_claims(
    old: ArticleSummary, new: ArticleSummary, *, embed: Embed | None = None
) -> tuple[ClaimChange, ...]:
    """What became of each claim, in the order of the article; each claim is in exactly one change.

    Claims are paired by the sentences they cite and the words they use, figures and names included;
    `embed` can only propose further pairs, by meaning. Whether a pair is the same or changed is
    decided by exact rules on figures, speakers, negation, certainty, quotations and dates, because
    vectors of a claim and of its contradiction are nearer than those of paraphrases (a number
    changed: cosine 0.94, negated 0.83, true paraphrases 0.40 to 0.84 with all-MiniLM-L6-v2).

    Raises `ConfigurationError` when the two are not about the same text, or `embed` returns something
    else than a vector for each text.
    """
    if old.article.sha256 != new.article.sha256:
        raise ConfigurationError(
            "Claims can be paired only between results on the same article; the texts of these two "
            f"differ (sha256 {old.article.sha256[:8]} and {new.article.sha256[:8]})."
        )
    likeness = Likeness(old.claims, new.claims, language=old.language, embed=embed)
    changes = [_change(group, old, new, likeness) for group in groups_of(likeness)]
    return tuple(sorted(changes, key=_place))


def claim_agreement(changes: Sequence[ClaimChange]) -> float:
    """F1 of claims, from 0 to 1: how much of both lists says the same; 1 when both are empty.

    A claim agrees when it has a partner that doesn't contradict it: the same and reworded claims;
    changed, split and merged ones (all of a change, or none) whose evidence, quotation, attribution
    or precision of date differs, or of which one leaves out a figure. A changed figure, speaker,
    negation, certainty or date is no agreement, nor is a speaker whom the other side doesn't name,
    nor are lost and added claims.
    """
    agreed, total = 0, 0
    for change in changes:
        claims = len(change.old) + len(change.new)
        total += claims
        if change.old and change.new:
            denied = any(contradicts(each, change.old, change.new) for each in change.aspects)
            agreed += 0 if denied else claims
    return agreed / total if total else 1.0


def _change(
    group: Group, old: ArticleSummary, new: ArticleSummary, likeness: Likeness
) -> ClaimChange:
    before = tuple(old.claims[n] for n in group.old)
    after = tuple(new.claims[n] for n in group.new)
    if not before or not after:
        return ClaimChange("lost" if before else "added", before, after)
    aspects = aspects_of(before, after, language=old.language)
    near = max(likeness.of(i, j) for i in group.old for j in group.new)
    return ClaimChange(_kind(before, after, aspects), before, after, aspects, round(near, 3))


def _kind(
    before: Sequence[Claim], after: Sequence[Claim], aspects: Sequence[AspectChange]
) -> ChangeKind:
    if len(after) > 1:
        return "split"
    if len(before) > 1:
        return "merged"
    if aspects:
        return "changed"
    return "same" if _plain(before[0].text) == _plain(after[0].text) else "reworded"


_TYPOGRAPHY = str.maketrans("“”„«»‘’–—\u00a0", '"""""\'\'-- ')


def _plain(text: str) -> str:
    """The text but for typography: kinds of quotation marks, dashes and blanks."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


def _place(change: ClaimChange) -> tuple[int, int, str]:
    """Where in the article a change belongs: at the carrying sentence of its first claim."""
    claims = change.old or change.new
    starts = list(_starts(claims))
    return (min(starts, default=1 << 60), not change.old, claims[0].text)


def _starts(claims: Sequence[Claim]) -> Iterator[int]:
    return (claim.evidence[0].start for claim in claims if claim.evidence)
