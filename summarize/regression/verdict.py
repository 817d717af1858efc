"""Whether a new version may replace the old one: two gates, and why.

Gate A, at any number of articles: nothing that must hold breaks where the old version kept it. Gate B,
over articles: the mean score does not drop, by a test and an interval that `statistics` explains.

p <= .05 and the interval reaches -margin    regressed    there is a drop, perhaps a large one
the interval lies above -margin              pass         there is none, or a small one
else                                         inconclusive
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from .comparison import ArticleComparison, Estimate, Outcome, Reference, Verdict
from .statistics import LEAST, LEVEL, articles_needed, estimate
from .words import counted, signed

__all__ = ["verdict_of"]

_NAMED = 3  # new violations that are told; the rest is counted


def verdict_of(articles: Sequence[ArticleComparison], *, margin: float = 0.05) -> Verdict:
    """The verdict over all articles; `margin` is the largest drop of the mean score that is tolerated.

    Regressed when any article breaks a hard invariant that the old version kept, or has no summary any
    more. Otherwise the scores decide, one difference an article, of the articles with expectations.
    When there is none of those, all that is known is how well the new version agrees with the old
    one: that is compared with how well the old one's samples agree with each other, since
    less than 1 may be chance. Without several samples of the old version that can't be judged,
    unless the answers are all the same.
    """
    broken = [*_broken(articles)]
    reference, pairs = _scores(articles)
    judged = _judge(reference, pairs, margin)
    outcome: Outcome = "regressed" if broken else judged.outcome
    return Verdict(
        outcome=outcome,
        reference=reference,
        margin=margin,
        reasons=(
            *_told(broken),
            *(judged.reasons[:1] if broken else judged.reasons),
            *_turned(articles),
            *_accepted(articles),
            *_scope(articles, reference, pairs),
        ),
        estimate=judged.estimate,
        hard=len(broken),
        more_articles=judged.more_articles if outcome == "inconclusive" else None,
    )


# --- gate A ---


def _broken(articles: Sequence[ArticleComparison]) -> Iterator[str]:
    """What the new version breaks, each as a sentence with its case; no summary at all comes first."""
    for article in articles:
        if article.failure:
            yield f"{article.case}: there is no summary any more: {article.failure}"
    for article in articles:
        if not article.failure:
            yield from (f"{article.case}: {each.message}" for each in article.new_violations)


def _told(broken: Sequence[str]) -> Iterator[str]:
    yield from broken[:_NAMED]
    if len(broken) > _NAMED:
        more = counted(len(broken) - _NAMED, "more fault")
        yield f"{more} that the old version does not have."


def _turned(articles: Sequence[ArticleComparison]) -> Iterator[str]:
    """Which claims say the contrary now, as far as words show it: a fault, or another reading."""
    turned = [
        f"{article.case} {change.new[0].id}"
        for article in articles
        for change in article.changes
        if any(
            each.aspect == "polarity"
            or (each.aspect == "certainty" and "denied" in (each.was, each.now))
            for each in change.aspects
        )
    ]
    if turned:
        more = f" and {len(turned) - _NAMED} more" if len(turned) > _NAMED else ""
        yield (
            f"Look at {counted(len(turned), 'claim')} that may say the contrary of before (a negation or a "
            f"denial on one side, up for down): {', '.join(turned[:_NAMED])}{more}."
        )


def _accepted(articles: Sequence[ArticleComparison]) -> Iterator[str]:
    count = sum(len(article.accepted_violations) for article in articles)
    if count:
        verb = "is" if count == 1 else "are"
        yield (
            f"{counted(count, 'fault')} that the old version does not have {verb} accepted in the new one's "
            "baseline."
        )


# --- gate B ---


class _Judged(NamedTuple):
    outcome: Outcome
    reasons: tuple[str, ...]
    estimate: Estimate | None = None
    more_articles: int | None = None


Pairs = Sequence[tuple[float, float]]


def _scores(articles: Sequence[ArticleComparison]) -> tuple[Reference, Pairs]:
    """What is compared, and both sides' number for each article that has both."""
    if any(a.old_score is not None or a.new_score is not None for a in articles):
        scores = [(a.old_score, a.new_score) for a in articles]
        return "expectations", [(o, n) for o, n in scores if o is not None and n is not None]
    answered = [a for a in articles if not a.failure]
    if all(a.floor is None and a.agreement >= 1 for a in answered):
        return "old", [(a.agreement, a.agreement) for a in answered]  # no floor is above 1
    return "old", [(a.floor, a.agreement) for a in answered if a.floor is not None]


def _judge(reference: Reference, pairs: Pairs, margin: float) -> _Judged:
    if not pairs:
        return _Judged("inconclusive", ())
    differences = [new - old for old, new in pairs]
    found = estimate(differences)
    what = _difference(reference, pairs, found)
    limit = f"one by more than the margin of {margin:g}"
    if found.low is not None and found.low > -margin + 1e-9:
        return _Judged("pass", (f"{what}; a drop by more than {margin:g} is ruled out.",), found)
    if found.p_drop <= LEVEL:
        return _Judged("regressed", (f"{what}: a drop, and {limit} is not ruled out.",), found)
    reasons = [f"{what}: neither is a drop shown, nor {limit} ruled out."]
    more = _more_articles(differences, margin)
    if len(pairs) < LEAST:
        reasons = [f"{what}: fewer than the {LEAST} articles that a test needs."]
    elif found.nonzero < LEAST and found.mean < 0:
        reasons.append(
            f"{counted(found.nonzero, 'article')} changed; a drop shows in {LEAST} or more."
        )
    if more:
        reasons.append(f"About {counted(more, 'more article')} would decide it.")
    return _Judged("inconclusive", tuple(reasons), found, more)


def _more_articles(differences: Sequence[float], margin: float) -> int | None:
    few = LEAST - len(differences)
    needed = articles_needed(differences, margin)
    if needed is None:
        return few if few > 0 else None
    return max(needed - len(differences), 1)


def _difference(reference: Reference, pairs: Pairs, found: Estimate) -> str:
    """The difference as half a sentence, with all its numbers."""
    old, new = (fmean(side) for side in zip(*pairs, strict=True))
    adds_up = round(round(new, 2) - round(old, 2), 2) == round(found.mean, 2)
    digits = 2 if adds_up and (not found.mean or round(found.mean, 2)) else 3
    size = f"{abs(found.mean):.{digits}f}"
    size = size if float(size) else f"{abs(found.mean):.1g}"
    if reference == "expectations":
        moved = f"{'fell' if found.mean < 0 else 'rose'} by {size}" if found.mean else "is the same"
        what = f"The score {moved}"
    else:
        side = "below" if found.mean < 0 else "above"
        moved = f"{size} {side}" if found.mean else "not below"
        what = f"Agreement with the old version is {moved} that of the old version with itself"
    facts = [counted(len(pairs), "article")]
    if found.low is not None and found.high is not None:
        ends = f"{signed(found.low, digits)} to {signed(found.high, digits)}"
        facts = [f"90 % interval {ends}", _p(found.p_drop), *facts]
    return f"{what} ({old:.{digits}f} → {new:.{digits}f}; {', '.join(facts)})"


def _p(value: float) -> str:
    if value < 0.001:
        return "p of a drop < .001"
    text = f"{value:.2f}" if value >= 0.0995 else f"{value:.3f}"
    return f"p of a drop {text.removeprefix('0')}"


def _scope(
    articles: Sequence[ArticleComparison], reference: Reference, pairs: Pairs
) -> Iterator[str]:
    """What the numbers don't say, because something is not known."""
    if reference == "expectations":
        if pairs and (without := len(articles) - len(pairs)):
            yield f"The score leaves out {counted(without, 'article')} without a score on both sides."
        return
    yield "No case says what is expected: all that is known is agreement with the old version."
    answered = [a for a in articles if not a.failure]
    if answered and not pairs:
        mean = fmean(a.agreement for a in answered)
        yield (
            f"That is {mean:.2f} over {counted(len(answered), 'article')}, and how much of that is chance "
            "is not known: record more samples of the old version (summarize record --samples 3)."
        )
