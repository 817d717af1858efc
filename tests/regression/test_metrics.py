from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from summarize import ArticleSummary, summarize_article
from summarize.regression.comparison import ArticleComparison, Metric
from summarize.regression.metrics import metrics_of
from summarize.schema import Finding, Usage

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros. Nobody was hurt."
USED = {"calls": 1, "input_tokens": 100, "output_tokens": 40, "cost": 0.01, "seconds": 2.0}


@cache
def base() -> ArticleSummary:
    return summarize_article(TEXT, model="embedded")


def result(claims: int = 2, **used: Any) -> ArticleSummary:
    """A result with so many claims that cost so much."""
    every = tuple(base().claims[0].model_copy(update={"id": f"c{n}"}) for n in range(1, claims + 1))
    return base().model_copy(update={"claims": every, "usage": Usage(**{**USED, **used})})


def article(
    old: list[ArticleSummary], new: list[ArticleSummary], **fields: Any
) -> ArticleComparison:
    known = {"changes": (), "agreement": 0.9, **fields}
    return ArticleComparison("bridge", base().article, tuple(old), tuple(new), **known)


def named(name: str, *articles: ArticleComparison) -> Metric:
    return next(metric for metric in metrics_of(articles) if metric.name == name)


def test_the_weightiest_comes_first() -> None:
    found = metrics_of([article([result()], [result()], old_score=1.0, new_score=1.0)])
    assert [metric.name for metric in found] == [
        "score",
        "agreement",
        "claims an article",
        "unsupported items",
        "warnings a claim",
        "coverage of sentences",
        "tokens in",
        "tokens out",
        "tokens out a claim",
        "cost, US dollars",
        "seconds",
        "calls",
    ]


NUMBERS = [
    ("claims an article", 2, 4),
    ("tokens in", 100, 200),
    ("tokens out", 40, 60),
    ("tokens out a claim", 20, 15),
    ("cost, US dollars", 0.01, 0.02),
    ("seconds", 2.0, 3.0),
    ("calls", 1, 2),
]


@pytest.mark.parametrize(("name", "old", "new"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_numbers_of_both_sides(name: str, old: float, new: float) -> None:
    after = result(4, calls=2, input_tokens=200, output_tokens=60, cost=0.02, seconds=3.0)
    metric = named(name, article([result()], [after]))
    assert (metric.old, metric.new) == (old, new)
    assert metric.estimate is not None
    assert metric.estimate.mean == pytest.approx(new - old)


def test_samples_are_averaged_before_articles() -> None:
    many = article([result(1), result(2), result(3), result(6)], [result(3)])
    one = article([result(1)], [result(1)])
    metric = named("claims an article", many, one)
    assert (metric.old, metric.new) == (2.0, 2.0)
    assert metric.estimate is not None
    assert metric.estimate.articles == 2


def test_noise_is_the_mean_gap_between_samples_of_the_old_version() -> None:
    found = named(
        "claims an article",
        article([result(1), result(2), result(4)], [result(1)]),  # gaps 1, 2, 3
        article([result(5), result(5)], [result(1), result(9)]),
        article([result(5)], [result(7)]),
    )
    assert found.noise == 1.0


def test_no_noise_with_single_samples() -> None:
    assert named("tokens in", article([result()], [result(), result()])).noise is None


def test_noise_of_the_score() -> None:
    scores = {"old_score": 0.5, "new_score": 0.5}
    found = named(
        "score",
        article([result()], [result()], score_noise=0.2, **scores),
        article([result()], [result()], **scores),
    )
    assert found.noise == 0.2


def test_agreement_stands_beside_that_of_the_old_version_with_itself() -> None:
    metric = named("agreement", article([result()] * 2, [result()], floor=0.8, agreement=0.7))
    assert (metric.old, metric.new) == (0.8, 0.7)
    assert metric.estimate is not None


def test_agreement_without_a_floor_stands_alone() -> None:
    metric = named("agreement", article([result()], [result()], agreement=0.7))
    assert (metric.old, metric.new, metric.estimate) == (None, 0.7, None)


def test_an_unknown_cost_is_none() -> None:
    metric = named("cost, US dollars", article([result()], [result(cost=None)]))
    assert (metric.old, metric.new, metric.estimate) == (0.01, None, None)


def test_both_means_are_of_the_articles_that_both_sides_have() -> None:
    metric = named(
        "cost, US dollars, 1 of 2 articles",
        article([result(cost=0.01)], [result(cost=0.02)]),
        article([result(cost=0.09)], [result(cost=None)]),
    )
    assert (metric.old, metric.new) == (0.01, 0.02)


def test_a_rate_of_no_claims_is_unknown() -> None:
    metric = named("tokens out a claim", article([result(0)], [result()]))
    assert (metric.old, metric.new) == (None, 20)


def test_warnings_and_unsupported_items() -> None:
    warning = Finding(rule="x", severity="warning", path="claims[0]", message="m")
    error = Finding(rule="y", severity="error", path="claims[0]", message="m")
    claims = list(result(2).claims)
    claims[0] = claims[0].model_copy(update={"supported": False, "findings": (warning, error)})
    faulty = result(2).model_copy(update={"claims": tuple(claims)})
    clean = result(2)
    before = len(clean.unsupported)
    assert named("unsupported items", article([clean], [faulty])).new == before + 1
    assert named("warnings a claim", article([clean], [faulty])).new == 0.5


def test_the_score_is_left_out_without_expectations() -> None:
    assert "score" not in [metric.name for metric in metrics_of([article([result()], [result()])])]


def test_usage_is_left_out_when_no_model_was_asked() -> None:
    names = [metric.name for metric in metrics_of([article([base()], [base()])])]
    assert names[-1] == "coverage of sentences"


def test_an_article_without_a_new_summary_has_no_part() -> None:
    failed = article([result(9)], [], failure="none", floor=0.5, agreement=0.0)
    metric = named("claims an article", article([result(2)], [result(2)]), failed)
    assert (metric.old, metric.new) == (2, 2)
