"""Numbers of both versions side by side: score, agreement, claims, tokens, cost and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import NamedTuple

from ..schema import ArticleSummary
from .comparison import ArticleComparison, Metric
from .statistics import estimate, mean_gap

__all__ = ["metrics_of"]


class _Number(NamedTuple):
    """A number that every result has."""

    name: str
    of: Callable[[ArticleSummary], float | None]
    digits: int
    is_usage: bool = False


def _warnings(result: ArticleSummary) -> float | None:
    found = (f for claim in result.claims for f in claim.findings if f.severity == "warning")
    return sum(1 for _ in found) / len(result.claims) if result.claims else None


def _tokens_a_claim(result: ArticleSummary) -> float | None:
    return result.usage.output_tokens / len(result.claims) if result.claims else None


_NUMBERS = (
    _Number("claims an article", lambda r: len(r.claims), 1),
    _Number("unsupported items", lambda r: len(r.unsupported), 2),
    _Number("warnings a claim", _warnings, 2),
    _Number("coverage of sentences", lambda r: r.coverage.sentences.share, 2),
    _Number("tokens in", lambda r: r.usage.input_tokens, 0, is_usage=True),
    _Number("tokens out", lambda r: r.usage.output_tokens, 0, is_usage=True),
    _Number("tokens out a claim", _tokens_a_claim, 0, is_usage=True),
    _Number("cost, US dollars", lambda r: r.usage.cost, 4, is_usage=True),
    _Number("seconds", lambda r: r.usage.seconds, 1, is_usage=True),
    _Number("calls", lambda r: r.usage.calls, 2, is_usage=True),
)


def metrics_of(articles: Sequence[ArticleComparison]) -> tuple[Metric, ...]:
    """The numbers of both versions, the weightiest first.

    Each is the mean over the articles that have it on both sides, of the mean over an article's
    samples: articles weigh the same, and both sides' means are of the same articles. Where no article
    has both, each side's mean stands alone, None when it has none. The old side of agreement is
    that of the old version's samples with each other. The score is left out without
    expectations, usage when no model was asked.
    """
    both = [article for article in articles if article.old and article.new]
    metrics = []
    if any(a.old_score is not None or a.new_score is not None for a in both):
        pairs = [(a.old_score, a.new_score) for a in both]
        metrics.append(_metric("score", pairs, [a.score_noise for a in both], 2))
    metrics.append(_metric("agreement", [(a.floor, a.agreement) for a in both], (), 2))
    asked = any(result.usage.calls for a in both for result in (*a.old, *a.new))
    for number in _NUMBERS:
        if asked or not number.is_usage:
            pairs = [(_mean(number, a.old), _mean(number, a.new)) for a in both]
            gaps = [_gap(number, a.old) for a in both]
            metrics.append(_metric(number.name, pairs, gaps, number.digits))
    return tuple(metrics)


def _metric(
    name: str,
    pairs: Sequence[tuple[float | None, float | None]],
    gaps: Sequence[float | None],
    digits: int,
) -> Metric:
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    spread = [gap for gap in gaps if gap is not None]
    old, new = ([pair[side] for pair in known or pairs] for side in (0, 1))
    part = f", {len(known)} of {len(pairs)} articles" if 0 < len(known) < len(pairs) else ""
    return Metric(
        name=name + part,
        old=_mean_known(old),
        new=_mean_known(new),
        estimate=estimate([new - old for old, new in known]) if known else None,
        noise=fmean(spread) if spread else None,
        digits=digits,
    )


def _mean_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _mean(number: _Number, samples: Sequence[ArticleSummary]) -> float | None:
    """The mean over samples; None when one of them has not got the number."""
    values = _values(number, samples)
    return fmean(values) if len(values) == len(samples) else None


def _gap(number: _Number, samples: Sequence[ArticleSummary]) -> float | None:
    return mean_gap(_values(number, samples))


def _values(number: _Number, samples: Sequence[ArticleSummary]) -> list[float]:
    return [value for each in samples if (value := number.of(each)) is not None]
