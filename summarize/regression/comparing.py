"""Comparing two versions: what changed, claim by claim, and whether it is better.

comparison = compare("article@1", "article@2")
comparison.verdict.outcome                    # "pass", "regressed" or "inconclusive"
for article in comparison.articles:
    for change in article.changes: ...
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from ..errors import ConfigurationError, StaleCassetteError
from ..prompts import diff_prompts
from ..schema import ArticleSummary
from .alignment import align_claims, claim_agreement
from .changes import ClaimChange, Embed
from .comparison import ArticleComparison, Comparison
from .expectations import Violation, recall
from .metrics import metrics_of
from .project import Project, open_project
from .sides import CaseResults, SideResults, read_side
from .statistics import mean_gap
from .verdict import verdict_of

__all__ = ["MARGIN", "compare", "compare_results", "compare_sides"]

MARGIN = 0.05
"""The drop of the mean score that is tolerated: one expected item of twenty."""

# A sample may miss what others of the same version say; a wrong figure is wrong in any sample.
_OF_MOST_SAMPLES = frozenset({"required", "speaker", "figure", "language", "count"})


def compare(
    old: str,
    new: str,
    *,
    project: Project | None = None,
    models: tuple[str | None, str | None] = (None, None),
    cases: Sequence[str] = (),
    samples: int | None = None,
    margin: float = MARGIN,
    embed: Embed | None = None,
) -> Comparison:
    """Two versions over all articles that both have results for, without a network.

    `old` and `new` are prompts (article@1), prompt files, git revisions of them
    (main:prompts/article@1.md) or files of results (old.jsonl). `models` says of each whose
    recordings count, where there are several; `samples` the most recordings of a case that are
    used; `margin` the drop of the mean score that is tolerated; `embed` proposes pairs of claims by
    meaning, where words alone don't.

    Cases that only one side has are in `left_out`. Raises `ConfigurationError` or `PromptError` for
    what can't be compared, `StaleCassetteError` when no case is fresh on both sides.
    """
    _refuse_impossible(margin, samples, cases)
    project = project or open_project()
    sides = [
        read_side(
            reference,
            Project(project.seeds, project.cassettes, project.prompts, model or project.model),
            cases=cases,
            samples=samples,
        )
        for reference, model in zip((old, new), models, strict=True)
    ]
    return compare_sides(sides[0], sides[1], margin=margin, embed=embed)


def compare_results(
    old: Iterable[ArticleSummary],
    new: Iterable[ArticleSummary],
    *,
    labels: tuple[str, str] = ("old", "new"),
    margin: float = MARGIN,
    embed: Embed | None = None,
) -> Comparison:
    """The same for results in hand; several of one article count as its samples."""
    from .sides import results_side

    _refuse_impossible(margin)
    given: tuple[object, object] = (old, new)
    if any(isinstance(each, ArticleSummary) for each in given):  # whatever an untyped caller passed
        raise ConfigurationError(
            "compare_results takes lists of results; put a single one in a list."
        )
    sides = [
        results_side(label, results) for label, results in zip(labels, (old, new), strict=True)
    ]
    return compare_sides(sides[0], sides[1], margin=margin, embed=embed)


def _refuse_impossible(
    margin: float, samples: int | None = None, cases: Sequence[str] = ()
) -> None:
    if not 0 <= margin < 1:
        raise ConfigurationError(f"margin must be a share from 0 to below 1, got {margin!r}.")
    if samples is not None and samples < 1:
        raise ConfigurationError(f"samples must be at least 1, got {samples!r}.")
    if isinstance(cases, str):
        raise ConfigurationError(f"cases must be a list of ids; write [{cases!r}].")


def compare_sides(
    old: SideResults, new: SideResults, *, margin: float = MARGIN, embed: Embed | None = None
) -> Comparison:
    """The comparison of two sides that were read before."""
    new = _named_alike(old, new)
    names = sorted(old.results.keys() & new.results.keys())
    left_out = [*_only_in(old, new, "new"), *_only_in(new, old, "old")]
    articles: list[ArticleComparison] = []
    for name in names:
        one, other = old.results[name], new.results[name]
        if one.article.sha256 != other.article.sha256:
            left_out.append(f"{name}: the article's text is not the same on both sides")
        elif not one.samples:
            left_out.append(f"{name}: {old.side.label} gives no summary ({one.failure})")
        else:
            articles.append(_article(name, one, other, embed))
    if not articles:
        raise _nothing_in_common(old, new, left_out)
    prompts = old.side.prompt, new.side.prompt
    unfit = tuple(dict.fromkeys((*old.unfit, *new.unfit)))
    verdict = verdict_of(articles, margin=margin)
    if unfit and verdict.outcome == "pass":
        verdict = replace(verdict, outcome="inconclusive", reasons=(_INCOMPLETE, *verdict.reasons))
    return Comparison(
        old=old.side,
        new=new.side,
        articles=tuple(articles),
        verdict=verdict,
        metrics=metrics_of(articles),
        prompt_diff=diff_prompts(prompts[0], prompts[1]) if prompts[0] and prompts[1] else "",
        left_out=tuple(left_out),
        unfit=unfit,
    )


_INCOMPLETE = (
    "Not everything was compared: recordings are stale, missing or damaged, as said below; what was "
    "compared would pass."
)


def _named_alike(old: SideResults, new: SideResults) -> SideResults:
    """The new side with the old side's names for articles of the same text."""
    names = {each.article.sha256: name for name, each in old.results.items()}
    renamed = {
        name if name in old.results else names.get(each.article.sha256, name): each
        for name, each in new.results.items()
    }
    return replace(new, results=renamed) if len(renamed) == len(new.results) else new


def _only_in(one: SideResults, other: SideResults, which: str) -> list[str]:
    return [
        f"{name}: no {which} result of {other.side.label}"
        for name in sorted(one.results.keys() - other.results.keys())
    ]


def _nothing_in_common(
    old: SideResults, new: SideResults, left_out: Sequence[str]
) -> ConfigurationError | StaleCassetteError:
    what = f"{old.side.label} and {new.side.label} have no article in common."
    if unfit := (*old.unfit, *new.unfit):
        return StaleCassetteError("\n\n".join([what, *dict.fromkeys(unfit)]))
    return ConfigurationError("\n  ".join([what, *left_out]))


# --- one article ---


def _article(
    name: str,
    old: CaseResults,
    new: CaseResults,
    embed: Embed | None,
) -> ArticleComparison:
    failure = "" if new.samples else new.failure
    changes = align_claims(old.samples[0], new.samples[0], embed=embed) if new.samples else ()
    fresh, kept, accepted = _sorted_out(old.violations, new.violations, changes, new.accepted)
    pairs = itertools.product(old.samples, new.samples)
    within = list(itertools.combinations(old.samples, 2))
    return ArticleComparison(
        case=name,
        article=old.article,
        old=old.samples,
        new=new.samples,
        changes=changes,
        agreement=_mean_agreement(pairs, embed, first=changes) if new.samples else 0.0,
        floor=_mean_agreement(within, embed) if within else None,
        old_violations=_distinct(old.violations),
        new_violations=fresh,
        kept_violations=kept,
        accepted_violations=accepted,
        old_score=_score(old),
        new_score=_score(new),
        score_noise=mean_gap(_scores(old)),
        failure=failure,
    )


def _score(results: CaseResults) -> float | None:
    """The mean over samples of the share of expected items that are claimed."""
    scores = _scores(results)
    return fmean(scores) if scores else None


def _scores(results: CaseResults) -> list[float]:
    if results.case is None:
        return []
    shares = [recall(results.case, violations) for violations in results.violations]
    return [share for share in shares if share is not None]


def _mean_agreement(
    pairs: Iterable[tuple[ArticleSummary, ArticleSummary]],
    embed: Embed | None,
    first: tuple[ClaimChange, ...] = (),
) -> float:
    """The mean F1 over pairs of samples; `first` is what the first pair was aligned to."""
    aligned = [
        first if first and not n else align_claims(a, b, embed=embed)
        for n, (a, b) in enumerate(pairs)
    ]
    return fmean(map(claim_agreement, aligned))


def _distinct(samples: Sequence[Sequence[Violation]]) -> tuple[Violation, ...]:
    every = {(v.rule, v.subject): v for sample in reversed(samples) for v in sample}
    return tuple(sorted(every.values()))


def _sorted_out(
    before: Sequence[Sequence[Violation]],
    after: Sequence[Sequence[Violation]],
    changes: Sequence[ClaimChange],
    accepted: frozenset[tuple[str, str]],
) -> tuple[tuple[Violation, ...], tuple[Violation, ...], tuple[Violation, ...]]:
    """What only the new version breaks, what both do, and what was accepted of the new one alone.

    What a case expects counts when at least half of a version's samples break it; everything else
    when any does. A fault of a reworded claim is kept when its partner had one of the same rule.
    """
    old = {key for key, _ in _counted(before)}
    partners = _faulty_partners(before, changes)
    fresh: list[Violation] = []
    kept: list[Violation] = []
    known: list[Violation] = []
    for key, violation in _counted(after):
        if key in old or (violation.rule, violation.place) in partners:
            kept.append(violation)
        else:
            (known if key in accepted else fresh).append(violation)
    return tuple(sorted(fresh)), tuple(sorted(kept)), tuple(sorted(known))


def _counted(samples: Sequence[Sequence[Violation]]) -> list[tuple[tuple[str, str], Violation]]:
    found = {(v.rule, v.subject): v for sample in reversed(samples) for v in sample}
    counts = {
        key: sum(any((v.rule, v.subject) == key for v in sample) for sample in samples)
        for key in found
    }
    return [
        (key, violation)
        for key, violation in found.items()
        if violation.rule not in _OF_MOST_SAMPLES or 2 * counts[key] >= len(samples)
    ]


def _faulty_partners(
    before: Sequence[Sequence[Violation]], changes: Sequence[ClaimChange]
) -> set[tuple[str, str]]:
    """Rule and new claim's id of each fault that the old partner of that claim had as well."""
    faults = {(v.rule, v.place) for v in (before[0] if before else ())}
    return {
        (rule, new.id)
        for change in changes
        for old, new in itertools.product(change.old, change.new)
        for rule, place in faults
        if place == old.id
    }
