"""What every format says about a comparison, in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean

from ...render.words import plain
from ...schema import ArticleSummary, Claim
from ..changes import ClaimChange
from ..comparison import ArticleComparison, Comparison, Metric
from ..words import counted, signed

__all__ = [
    "MARKS",
    "article_head",
    "article_usage",
    "claim_facts",
    "counts_of",
    "line_of",
    "metric_cells",
    "opinions_of",
    "pair_of",
    "place_of",
    "scope",
    "shown_changes",
    "signed",
]

MARKS = {
    "same": "=",
    "reworded": "≈",
    "changed": "~",
    "split": "<",
    "merged": ">",
    "lost": "-",
    "added": "+",
}


def scope(comparison: Comparison) -> str:
    """What is compared, e.g. "article@1 → article@2 · relay/claude · 13 articles"."""
    old, new = comparison.old, comparison.new
    model = old.model if old.model == new.model else f"{old.model} → {new.model}"
    samples = {len(a.old) for a in comparison.articles} | {len(a.new) for a in comparison.articles}
    parts = [f"{old.label} → {new.label}", model, counted(len(comparison.articles), "article")]
    if max(samples) > 1:
        parts.append(f"up to {max(samples)} samples of each")
    return " · ".join(map(plain, parts))


def article_head(article: ArticleComparison) -> str:
    """How the claims of one article changed, in a line."""
    if article.failure:
        return f"no summary: {plain(article.failure)}"
    before, after = len(article.old[0].claims), len(article.new[0].claims)
    parts = [f"{before} → {counted(after, 'claim')}", counts_of(article.changes)]
    if article.old_score is not None and article.new_score is not None:
        parts.append(f"recall {article.old_score:.2f} → {article.new_score:.2f}")
    noise = "" if article.floor is None else f" (old with itself {article.floor:.2f})"
    parts.append(f"agreement {article.agreement:.2f}{noise}")
    return " · ".join(parts)


def counts_of(changes: Sequence[ClaimChange]) -> str:
    """How many claims are of each kind, e.g. "12 same, 3 reworded, 1 lost"."""
    counts = Counter[str](change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind}" for kind in MARKS if counts[kind]) or "no claims"


def line_of(text: str) -> str:
    """A line of a listing without control characters; its indentation stays."""
    body = text.lstrip(" ")
    return " " * (len(text) - len(body)) + body[:1] + plain(f"x{body[1:]}")[1:]


def shown_changes(article: ArticleComparison, *, verbose: bool) -> Iterator[ClaimChange]:
    """The changes that are listed: all but the same, or all."""
    return (c for c in article.changes if verbose or c.kind != "same")


def opinions_of(comparison: Comparison, case: str) -> Iterator[str]:
    """What the judge finds fault with in one article, the new version's claims first."""
    for side in ("new", "old"):
        for each in comparison.opinions:
            if (each.case, each.side) == (case, side):
                yield f"judge: {side} {each.claim} not {_FAULTS[each.mark]}: {plain(each.reason)}"


_FAULTS = {
    "entailed": "entailed",
    "alone": "understood alone",
    "attributed": "attributed right",
    "atomic": "one assertion",
}


def place_of(claim: Claim) -> str:
    """The cited sentences and the characters of the carrying one, e.g. "[4 1] 70:123"."""
    if not claim.evidence:
        return "no evidence"
    numbers = " ".join(str(e.sentence) for e in claim.evidence)
    return f"[{numbers}] {claim.evidence[0].start}:{claim.evidence[0].end}"


def claim_facts(claim: Claim) -> str:
    """Speaker, certainty and figures of a claim, as far as there are any."""
    figures = [f"{f.value} {f.unit or ''}".strip() for f in claim.figures]
    certainty = None if claim.certainty == "asserted" else claim.certainty
    parts = (claim.speaker, certainty, ", ".join(figures))
    return " · ".join(plain(part) for part in parts if part)


def article_usage(article: ArticleComparison) -> str:
    """Tokens, cost and seconds of both versions, as recorded, averaged over samples."""
    if not article.new or not any(r.usage.calls for r in (*article.old, *article.new)):
        return ""
    both = [_used(article.old), _used(article.new)]
    parts = [f"{name} {pair_of(both[0][name], both[1][name], digits)}" for name, digits in _USED]
    costs = [r.usage.cost for r in (*article.old, *article.new)]
    if None not in costs:
        old, new = (fmean(r.usage.cost or 0.0 for r in side) for side in (article.old, article.new))
        parts.append(f"cost ${old:.4f} → ${new:.4f}")
    return " · ".join(parts)


_USED = (("tokens in", 0), ("out", 0), ("seconds", 1))


def _used(samples: Sequence[ArticleSummary]) -> dict[str, float]:
    return {
        "tokens in": fmean(r.usage.input_tokens for r in samples),
        "out": fmean(r.usage.output_tokens for r in samples),
        "seconds": fmean(r.usage.seconds for r in samples),
    }


def pair_of(old: float, new: float, digits: int) -> str:
    """Both numbers and the change in per cent, e.g. "812 → 861 (+6 %)"."""
    text = f"{old:,.{digits}f} → {new:,.{digits}f}"
    return f"{text} ({signed(100 * (new / old - 1), 0)} %)" if old else text


def metric_cells(metric: Metric) -> tuple[str, str, str, str, str]:
    """Old, new, change, its 90 % interval and the noise of a metric; a dash for what is unknown."""
    digits, estimate = metric.digits, metric.estimate
    numbers = [
        "–" if value is None else f"{value:,.{digits}f}" for value in (metric.old, metric.new)
    ]
    if estimate is None:
        return numbers[0], numbers[1], "–", "–", "–"
    ends = [
        "unbounded" if end is None else signed(end, digits) for end in (estimate.low, estimate.high)
    ]
    interval = "–" if ends == ["unbounded"] * 2 else f"{ends[0]} to {ends[1]}"
    noise = "–" if metric.noise is None else f"±{metric.noise:,.{digits}f}"
    return numbers[0], numbers[1], signed(estimate.mean, digits), interval, noise
