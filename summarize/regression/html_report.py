"""A comparison as one HTML file: the verdict, the prompts, and each article with both sides' claims.

The values below are what `comparison.html` prints; marking, linking and the page itself are blocks of
`render.html`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple, get_args

from .. import __version__
from ..render.html import (
    Citation,
    ClaimView,
    Passage,
    Prose,
    Run,
    Scale,
    claim_passages,
    direction,
    page,
    read_prose,
    render_template,
    word_marks,
)
from ..render.words import about_article
from ..schema import ArticleSummary, Claim
from .changes import Aspect, AspectChange, ChangeKind, ClaimChange
from .comparison import ArticleComparison, Comparison, Estimate, Metric
from .expectations import Violation
from .prompt_lines import diff_lines, diff_summary
from .show.phrases import article_usage, metric_cells
from .words import counted, signed

__all__ = ["comparison_html"]

_KINDS: dict[ChangeKind, str] = {
    "changed": "say something else about the same",
    "lost": "are in the old version only",
    "added": "are in the new version only",
    "split": "became several",
    "merged": "became one with others",
    "reworded": "say the same in other words",
    "same": "are word for word the same",
}
_VIOLATION = "new-violation"
_UNKNOWN = "–"


def comparison_html(comparison: Comparison) -> str:
    """The comparison as an HTML document that needs nothing but itself."""
    articles = [
        _article_view(f"a{number}", article, comparison)
        for number, article in enumerate(comparison.articles, 1)
    ]
    old, new = comparison.old.label, comparison.new.label
    body = render_template(
        "comparison.html",
        old=comparison.old,
        new=comparison.new,
        about=_about(comparison),
        version=__version__,
        articles=articles,
        prompt_diff=diff_lines(comparison.prompt_diff),
        prompt_summary=diff_summary(comparison.prompt_diff),
        left_out=comparison.left_out,
        unfit=comparison.unfit,
        **_verdict_values(comparison, articles),
        **_change_values(comparison, articles),
        **_metric_values(comparison.metrics),
    )
    return page(title=f"{comparison.verdict.outcome}: {old} → {new}", body=body)


def _about(comparison: Comparison) -> str:
    models = dict.fromkeys((comparison.old.model, comparison.new.model))
    samples = max((len(a.old) + len(a.new) for a in comparison.articles), default=0)
    parts = [" → ".join(models), counted(len(comparison.articles), "article")]
    if samples > 2:
        parts.append("claims of the first samples, scores over all samples")
    return " · ".join(parts)


# --- the verdict and the plots ---


def _verdict_values(comparison: Comparison, articles: Sequence[ArticleView]) -> dict[str, object]:
    verdict, estimate = comparison.verdict, comparison.verdict.estimate
    numbers = [article.number for article in articles]
    is_difference = _plots_difference(comparison)
    if is_difference:
        numbers += [-1.5 * verdict.margin]
        numbers += [estimate.mean, estimate.low, estimate.high] if estimate else []
    scale = Scale.over([*numbers, None if is_difference else 1.0])
    return {
        "verdict": verdict,
        "margin": f"{100 * verdict.margin:g}",
        "plot_title": "Difference, in points" if is_difference else "Agreement, in per cent",
        "scale": scale,
        "axis_labels": [(n, _tick(n, scale, is_difference=is_difference)) for n in scale.ticks],
        "band": (-verdict.margin, 0.0) if verdict.margin and is_difference else None,
        "estimate": estimate,
        "mean_text": signed(100 * estimate.mean, 1) if estimate else "",
        "estimate_text": _estimate_text(estimate) if estimate else "",
    }


def _plots_difference(comparison: Comparison) -> bool:
    """Whether the verdict has a difference for each article; agreement alone has none."""
    scored = comparison.verdict.reference == "expectations"
    return scored or any(article.floor is not None for article in comparison.articles)


def _tick(number: float, scale: Scale, *, is_difference: bool) -> str:
    digits = 0 if 100 * scale.step >= 1 else 1
    return signed(100 * number, digits) if is_difference else f"{100 * number:.0f}"


def _estimate_text(estimate: Estimate) -> str:
    interval = _interval(estimate)
    over = counted(estimate.articles, "article")
    return f"{signed(100 * estimate.mean, 1)} points, 90 % interval {interval}, over {over}"


def _interval(estimate: Estimate) -> str:
    if estimate.low is None and estimate.high is None:
        return "unbounded"
    low, high = (
        "unbounded" if end is None else signed(100 * end, 1)
        for end in (estimate.low, estimate.high)
    )
    return f"{low} to {high}"


def _metric_values(metrics: Sequence[Metric]) -> dict[str, object]:
    return {
        "metrics": [_metric_view(metric) for metric in metrics],
        "noise_known": any(metric.noise is not None for metric in metrics),
    }


def _metric_view(metric: Metric) -> dict[str, object]:
    estimate, noise = metric.estimate, metric.noise
    old, new, difference, interval, noise_text = metric_cells(metric)
    ends = (estimate.mean, estimate.low, estimate.high) if estimate else ()
    reach = max((abs(n) for n in (*ends, noise) if n is not None), default=0) or 1.0
    return {
        "name": metric.name,
        "cells": (old, new, difference, interval, noise_text),
        "estimate": estimate,
        "scale": Scale(-reach, reach, reach),
        "band": None if noise is None else (-noise, noise),
        "says": f"{metric.name}: {difference}, 90 % interval {interval}",
    }


# --- what became of the claims ---


def _change_values(comparison: Comparison, articles: Sequence[ArticleView]) -> dict[str, object]:
    changes = [change for article in comparison.articles for change in article.changes]
    kinds = Counter(change.kind for change in changes)
    tags = Counter(tag for article in articles for row in article.every_row for tag in row.tags)
    order = (_VIOLATION, *_KINDS, *get_args(Aspect))
    return {
        "claim_counts": " and ".join(
            f"{counted(sum(len(side) for side in sides), 'claim')} of {label}"
            for sides, label in (
                ([change.old for change in changes], comparison.old.label),
                ([change.new for change in changes], comparison.new.label),
            )
        ),
        "tally": [(kind, kinds[kind], says) for kind, says in _KINDS.items()],
        "shares_parts": [(kind, kinds[kind], f"{kinds[kind]} {kind}") for kind in _KINDS],
        "shares_says": _brief(kinds),
        "filters": [(tag, tags[tag]) for tag in order if tags[tag]],
    }


def _brief(kinds: Counter[ChangeKind]) -> str:
    return ", ".join(f"{kinds[kind]} {kind}" for kind in _KINDS if kinds[kind]) or "no claim"


# --- one article ---


class ViolationView(NamedTuple):
    """Something that the new version breaks, and the claim that does."""

    rule: str
    message: str
    place: str
    target: str
    """The id of the claim's element; empty where it is about no claim that is shown."""


class TextView(NamedTuple):
    """A text of a summary with its marked words."""

    runs: tuple[Run, ...]
    direction: str
    language: str | None


@dataclass(frozen=True, slots=True)
class RowView:
    """What became of one claim."""

    kind: ChangeKind
    old: tuple[ClaimView, ...]
    new: tuple[ClaimView, ...]
    aspects: tuple[AspectChange, ...]
    tags: tuple[str, ...]
    """What the filter knows it by: its kind, its aspects, and whether it breaks a rule."""

    @property
    def aspect_names(self) -> tuple[str, ...]:
        """In what the claims differ, each named once."""
        return tuple(dict.fromkeys(each.aspect for each in self.aspects))


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article: its text, the rows of claims beside it, and its figures in the overview."""

    id: str
    scope: str
    name: str
    title: str
    about: str
    failure: str
    is_changed: bool
    prose: Prose
    citations: dict[int, Citation]
    rows: tuple[RowView, ...]
    same: tuple[RowView, ...]
    violations: tuple[ViolationView, ...]
    older_violations: tuple[tuple[str, tuple[Violation, ...]], ...]
    brief: str
    score: str
    number: float | None
    """What is plotted."""
    says: str
    """The same in words."""
    summaries: tuple[tuple[str, str, TextView, TextView], ...]
    usage: str

    @property
    def every_row(self) -> tuple[RowView, ...]:
        """The rows of changed and of same claims."""
        return (*self.rows, *self.same)

    @property
    def same_text(self) -> str:
        """How many claims are the same, in words."""
        return f"{counted(len(self.same), 'claim')} the same in both"

    @property
    def violations_text(self) -> str:
        """How many new violations there are, in words."""
        return counted(len(self.violations), "new violation")


def _article_view(name: str, article: ArticleComparison, comparison: Comparison) -> ArticleView:
    scope = f"{name}-"
    labels = comparison.old.label, comparison.new.label
    shown = article.new[0] if article.new else article.old[0] if article.old else None
    rows = _rows(article, scope, labels)
    violations = tuple(_violation_view(v, article, rows) for v in article.new_violations)
    number = _number(article, comparison)
    return ArticleView(
        id=name,
        scope=scope,
        name=article.case,
        title=article.article.title or (shown.headline if shown else article.case),
        about=about_article(shown) if shown else "",
        failure=article.failure,
        is_changed=article.is_changed,
        prose=read_prose(article.article, _passages(rows)),
        citations=_citations(rows, labels),
        rows=tuple(row for row in rows if row.kind != "same"),
        same=tuple(row for row in rows if row.kind == "same"),
        violations=violations,
        older_violations=tuple(_older(article, labels)),
        brief=_brief(Counter(change.kind for change in article.changes)),
        score=_score(article, comparison),
        number=number,
        says=_says(number, comparison),
        summaries=_summaries(article, labels),
        usage=article_usage(article),
    )


def _number(article: ArticleComparison, comparison: Comparison) -> float | None:
    """The difference that the verdict takes the mean of; agreement where there is none."""
    if article.failure:
        return None
    if not _plots_difference(comparison):
        return article.agreement
    if comparison.verdict.reference == "old":
        return None if article.floor is None else article.agreement - article.floor
    if article.old_score is None or article.new_score is None:
        return None
    return article.new_score - article.old_score


def _says(number: float | None, comparison: Comparison) -> str:
    if number is None:
        return ""
    if not _plots_difference(comparison):
        return f"{100 * number:.0f} per cent"
    return f"{signed(100 * number, 1)} points"


def _score(article: ArticleComparison, comparison: Comparison) -> str:
    if article.failure:
        return _UNKNOWN
    if comparison.verdict.reference == "old":
        floor = "" if article.floor is None else f" (with itself {article.floor:.2f})"
        return f"{article.agreement:.2f}{floor}"
    if article.old_score is None or article.new_score is None:
        return _UNKNOWN
    return f"{article.old_score:.2f} → {article.new_score:.2f}"


# --- claims ---


class _Shown(NamedTuple):
    """What all claims of one side of an article have in common."""

    scope: str
    side: str
    label: str
    results: tuple[ArticleSummary, ...]
    violations: tuple[Violation, ...]


def _rows(article: ArticleComparison, scope: str, labels: tuple[str, str]) -> list[RowView]:
    old = _Shown(scope, "old", labels[0], article.old, ())
    new = _Shown(scope, "new", labels[1], article.new, article.new_violations)
    numbers = count(1)
    return [_row(change, old, new, numbers) for change in article.changes]


def _row(change: ClaimChange, old: _Shown, new: _Shown, numbers: Iterator[int]) -> RowView:
    runs = word_marks([claim.text for claim in change.old], [claim.text for claim in change.new])
    was, now = (
        tuple(
            _claim_view(claim, own_runs, shown, next(numbers))
            for claim, own_runs in zip(claims, side_runs, strict=True)
        )
        for claims, side_runs, shown in zip((change.old, change.new), runs, (old, new), strict=True)
    )
    aspects = dict.fromkeys(each.aspect for each in change.aspects)
    broken = [_VIOLATION] if any(view.problems for view in now) else []
    return RowView(change.kind, was, now, change.aspects, (change.kind, *aspects, *broken))


def _claim_view(claim: Claim, runs: tuple[Run, ...], shown: _Shown, number: int) -> ClaimView:
    """A claim with an id by its place on the page: its own may be anything, or occur twice."""
    return ClaimView(
        id=f"{shown.scope}{shown.side[0]}{number}",
        claim=claim,
        scope=shown.scope,
        runs=runs,
        language=shown.results[0].language if shown.results else None,
        side=shown.side,
        side_name=shown.label,
        problems=tuple(_problem(v, claim) for v in shown.violations if v.subject == claim.text),
    )


def _problem(violation: Violation, claim: Claim) -> str:
    """A violation in the words of the check that found it: its place and its claim are in view."""
    messages = (each.message for each in claim.findings if each.message in violation.message)
    return next(messages, violation.message)


def _violation_view(
    violation: Violation, article: ArticleComparison, rows: Sequence[RowView]
) -> ViolationView:
    """A violation with a link to its claim, unless it may be that of another sample."""
    views = (view for row in rows for view in row.new if view.claim.id == violation.place)
    view = next(views, None)
    if view and len(article.new) > 1 and violation.subject != view.claim.text:
        view = None
    return ViolationView(
        violation.rule, violation.message, violation.place, view.id if view else ""
    )


def _older(
    article: ArticleComparison, labels: tuple[str, str]
) -> Iterator[tuple[str, tuple[Violation, ...]]]:
    if kept := article.kept_violations:
        yield f"{counted(len(kept), 'violation')} of both versions", kept
    if accepted := article.accepted_violations:
        yield f"{counted(len(accepted), 'violation')} of {labels[1]} alone, accepted", accepted
    known = {(v.rule, v.subject) for v in article.kept_violations}
    if gone := tuple(v for v in article.old_violations if (v.rule, v.subject) not in known):
        yield (
            f"{counted(len(gone), 'violation')} of {labels[0]}, not in this form of {labels[1]}",
            gone,
        )


# --- the text ---


def _views(rows: Sequence[RowView]) -> Iterator[ClaimView]:
    """Every claim that is shown; the same claim of both sides is shown once."""
    for row in rows:
        if row.kind != "same":
            yield from row.old
        yield from row.new


def _passages(rows: Sequence[RowView]) -> Iterator[Passage]:
    for view in _views(rows):
        yield from claim_passages(view.claim, view.id)


def _citations(rows: Sequence[RowView], labels: tuple[str, str]) -> dict[int, Citation]:
    shown: dict[int, list[str]] = defaultdict(list)
    sides: dict[int, dict[str, list[str]]] = defaultdict(lambda: {"old": [], "new": []})
    for view in _views(rows):
        for number, _ in view.cites:
            if view.id not in shown[number]:
                shown[number].append(view.id)
    for row in rows:
        for view in (*row.old, *row.new):
            for number, _ in view.cites:
                if view.claim.id not in (names := sides[number][view.side]):
                    names.append(view.claim.id)
    return {
        number: Citation(tuple(shown[number]), _side_classes(names), _cited_by(names, labels))
        for number, names in sides.items()
        if number in shown
    }


def _side_classes(names: dict[str, list[str]]) -> str:
    return " ".join(side for side, claims in names.items() if claims)


def _cited_by(names: dict[str, list[str]], labels: tuple[str, str]) -> str:
    parts = [
        f"{', '.join(claims)} of {label}"
        for claims, label in zip(names.values(), labels, strict=True)
        if claims
    ]
    return f"cited by {' and '.join(parts)}"


# --- the rest of an article ---


def _summaries(
    article: ArticleComparison, labels: tuple[str, str]
) -> tuple[tuple[str, str, TextView, TextView], ...]:
    if not (article.old and article.new):
        return ()
    old, new = article.old[0], article.new[0]
    heads = word_marks([old.headline], [new.headline])
    texts = word_marks([old.text], [new.text])
    return tuple(
        (
            side,
            label,
            _text_view(result.headline, head, result),
            _text_view(result.text, text, result),
        )
        for side, label, result, (head,), (text,) in zip(
            ("old", "new"), labels, (old, new), heads, texts, strict=True
        )
    )


def _text_view(text: str, runs: tuple[Run, ...], result: ArticleSummary) -> TextView:
    return TextView(runs, direction(text), result.language)
