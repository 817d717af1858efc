"""What a judge says about two versions: for each mark the share of claims, paired by article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Literal

from ...errors import CassetteError, ModelError
from ...prompts import Prompt, load_prompt
from ...schema import ArticleSummary
from ..comparison import Comparison, Metric, Opinion
from .recorded import Subject, judge_recorded
from .values import MARKS, Judged, MarkName

__all__ = ["JudgedComparison", "judge_comparison", "judged_metrics", "with_judge"]

_NAMES: dict[MarkName | None, str] = {
    "entailed": "judged entailed",
    "alone": "judged to stand alone",
    "attributed": "judged attributed",
    "atomic": "judged atomic",
    None: "judged right in all four",
}


@dataclass(frozen=True, slots=True)
class JudgedComparison:
    """What a judge says about both sides of a comparison. It has no part in the verdict."""

    model: str
    """The judge."""
    prompt: str
    """The judge's prompt, name and version."""
    old: Mapping[str, tuple[Judged, ...]]
    """By case, one for each judged sample; cases that are not judged are left out."""
    new: Mapping[str, tuple[Judged, ...]]
    metrics: tuple[Metric, ...]
    """For each mark, and for all four, the share of claims; see `judged_metrics`."""
    unfit: tuple[str, ...]
    """Why cases are left out: the recordings that are missing, stale or unusable."""


def judge_comparison(
    comparison: Comparison,
    *,
    cassettes: Path,
    model: str,
    prompt: str | Path | Prompt = "judge",
) -> JudgedComparison:
    """What a recorded judge says about a comparison's results, without a network.

    It only reports: a judge is one model's opinion, and never decides a verdict. The first sample of
    each article is judged, on both sides: the ones that are compared claim by claim. Results whose
    judgement is not recorded are told in `unfit`; `record_judgements` makes it.
    """
    chosen = load_prompt(prompt)
    unfit: list[str] = []

    def judge(case: str, samples: Sequence[ArticleSummary]) -> tuple[Judged, ...]:
        try:
            return tuple(
                judge_recorded(
                    Subject(case, n, each), cassettes=cassettes, model=model, prompt=chosen
                )
                for n, each in enumerate(samples, 1)
            )
        except (CassetteError, ModelError) as error:
            unfit.append(str(error))
            return ()

    old = {each.case: judge(each.case, each.old[:1]) for each in comparison.articles}
    new = {each.case: judge(each.case, each.new[:1]) for each in comparison.articles}
    old, new = ({case: found for case, found in side.items() if found} for side in (old, new))
    return JudgedComparison(
        model, chosen.id, old, new, judged_metrics(old, new), tuple(dict.fromkeys(unfit))
    )


def with_judge(comparison: Comparison, judged: JudgedComparison) -> Comparison:
    """The comparison with the judge's shares among its metrics and its faults as opinions.

    The verdict stays as it is.
    """
    sides: tuple[tuple[Literal["old", "new"], Mapping[str, tuple[Judged, ...]]], ...]
    sides = (("old", judged.old), ("new", judged.new))
    opinions = [
        Opinion(case, side, judgement.claim, mark, getattr(judgement, mark).reason or "")
        for side, found in sides
        for case, samples in found.items()
        for judgement in samples[0].judgements
        for mark in MARKS
        if not getattr(judgement, mark).holds
    ]
    return replace(
        comparison,
        metrics=(*comparison.metrics, *judged.metrics),
        opinions=tuple(opinions),
        unfit=(*comparison.unfit, *judged.unfit),
    )


def judged_metrics(
    old: Mapping[str, Sequence[Judged]], new: Mapping[str, Sequence[Judged]]
) -> tuple[Metric, ...]:
    """For each mark, and for all four, the share of claims for which it holds, old and new.

    A share is taken in each result, then averaged over an article's samples, then over the articles
    that both sides have: claims are never pooled, so that an article with many counts once. The
    estimate is that of the articles' differences (`statistics.estimate`), and noise how much the old
    version's samples differ. Both sides are None where no article has both.
    """
    cases = sorted(old.keys() & new.keys())
    return tuple(_metric(name, [(old[case], new[case]) for case in cases]) for name in _NAMES)


def _metric(
    mark: MarkName | None, articles: Sequence[tuple[Sequence[Judged], Sequence[Judged]]]
) -> Metric:
    from ..statistics import estimate, mean_gap

    shares = [(_shares(mark, before), _shares(mark, after)) for before, after in articles]
    both = [(before, after) for before, after in shares if before and after]
    pairs = [(fmean(before), fmean(after)) for before, after in both]
    gaps = [gap for before, _ in both if (gap := mean_gap(before)) is not None]
    return Metric(
        name=_NAMES[mark],
        old=_mean(pairs, lambda pair: pair[0]),
        new=_mean(pairs, lambda pair: pair[1]),
        estimate=estimate([after - before for before, after in pairs]) if pairs else None,
        noise=fmean(gaps) if gaps else None,
    )


def _shares(mark: MarkName | None, samples: Sequence[Judged]) -> list[float]:
    return [share for each in samples if (share := each.share(mark)) is not None]


def _mean(
    pairs: Sequence[tuple[float, float]], side: Callable[[tuple[float, float]], float]
) -> float | None:
    return fmean(map(side, pairs)) if pairs else None
