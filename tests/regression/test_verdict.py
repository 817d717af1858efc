from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import ArticleSummary, summarize_article
from summarize.regression.comparison import ArticleComparison, Verdict
from summarize.regression.expectations import Violation
from summarize.regression.verdict import verdict_of

LOST = Violation("required", "cost", "required fact 'cost' is not claimed: it is nowhere.")
TENTH = st.integers(0, 10).map(lambda n: n / 10)


@cache
def result() -> ArticleSummary:
    return summarize_article("The bridge opened on 3 May 2024.", model="embedded")


def article(case: str = "bridge", **fields: Any) -> ArticleComparison:
    one = (result(),)
    known: dict[str, Any] = {"old": one, "new": one, "changes": (), "agreement": 0.9}
    return ArticleComparison(case, result().article, **{**known, **fields})


def scored(*differences: float, old: float = 0.8) -> list[ArticleComparison]:
    """Articles whose scores differ by so much."""
    return [
        article(f"case-{n}", old_score=old, new_score=old + each)
        for n, each in enumerate(differences, 1)
    ]


def agreeing(*differences: float, floor: float = 0.8) -> list[ArticleComparison]:
    """Articles without expectations that agree with the old version by so much above its own noise."""
    return [
        article(f"case-{n}", floor=floor, agreement=floor + each)
        for n, each in enumerate(differences, 1)
    ]


def said(verdict: Verdict) -> str:
    return " ".join(verdict.reasons)


# --- gate B, on scores ---

SPREAD = (-0.12, 0.11, -0.09, 0.08, -0.03, 0.05)

OUTCOMES = [
    ("five drops beyond the margin", (-0.1, -0.2, -0.1, -0.2, -0.3), "regressed"),
    ("six drops and two rises", (-0.2, -0.2, -0.3, -0.2, 0.1, 0.05, -0.3, -0.2), "regressed"),
    ("a drop in each, within the margin", (-0.02, -0.01, -0.03, -0.01, -0.02), "pass"),
    ("no difference in five", (0.0,) * 5, "pass"),
    ("rises", (0.1, 0.2, 0.0, 0.1, 0.3), "pass"),
    ("little up and down in many", (0.02, -0.02) * 10, "pass"),
    ("no difference in four", (0.0,) * 4, "inconclusive"),
    ("four great drops", (-0.8, -0.7, -0.8, -0.7), "inconclusive"),
    ("one article", (0.0,), "inconclusive"),
    ("much up and down", SPREAD, "inconclusive"),
    ("four of eight dropped", (-0.3, -0.3, -0.3, -0.3, 0.0, 0.0, 0.0, 0.0), "inconclusive"),
    ("a drop of just the margin in each of five", (-0.05,) * 5, "regressed"),
]


@pytest.mark.parametrize(
    ("differences", "expected"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES]
)
def test_the_scores_decide(differences: Sequence[float], expected: str) -> None:
    verdict = verdict_of(scored(*differences))
    assert verdict.outcome == expected
    assert (verdict.reference, verdict.hard, verdict.margin) == ("expectations", 0, 0.05)


@pytest.mark.parametrize(("margin", "expected"), [(0.04, "inconclusive"), (0.15, "pass")])
def test_the_margin_is_what_a_drop_may_come_to(margin: float, expected: str) -> None:
    verdict = verdict_of(scored(*SPREAD), margin=margin)
    assert (verdict.outcome, verdict.margin) == (expected, margin)


def test_a_drop_is_told_with_all_its_numbers() -> None:
    verdict = verdict_of(scored(-0.1, -0.2, -0.1, -0.2, -0.3, old=0.9))
    assert verdict.reasons == (
        "The score fell by 0.18 (0.90 → 0.72; 90 % interval −0.30 to −0.10, p of a drop .031, 5 articles): "
        "a drop, and one by more than the margin of 0.05 is not ruled out.",
    )


def test_a_pass_says_what_is_ruled_out() -> None:
    verdict = verdict_of(scored(*[0.1, 0.0] * 3))
    assert verdict.reasons == (
        "The score rose by 0.05 (0.80 → 0.85; 90 % interval 0.00 to +0.10, p of a drop 1.00, 6 articles); "
        "a drop by more than 0.05 is ruled out.",
    )


def test_no_difference_is_told_as_none() -> None:
    assert (
        "The score is the same (0.80 → 0.80; 90 % interval 0.00 to 0.00, p of a drop 1.00"
        in said(verdict_of(scored(*[0.0] * 5)))
    )


def test_a_small_difference_is_not_rounded_to_nothing() -> None:
    assert "The score fell by 0.004 (0.800 → 0.796; " in said(verdict_of(scored(*[-0.004] * 6)))
    assert "The score fell by 0.0002 (" in said(verdict_of(scored(*[-0.0002] * 6)))


def test_the_numbers_add_up() -> None:
    verdict = verdict_of(scored(*[0.006] * 6, old=0.937))
    assert "The score rose by 0.006 (0.937 → 0.943; " in said(verdict)


def test_a_tiny_p_is_not_rounded_to_nothing() -> None:
    assert "p < .001" in said(verdict_of(scored(*[-0.3] * 12)))


def test_no_margin_passes_only_what_is_better() -> None:
    assert verdict_of(scored(*[0.1] * 6), margin=0.0).outcome == "pass"
    same = verdict_of(scored(*[0.0] * 6), margin=0.0)
    assert (same.outcome, same.more_articles) == ("inconclusive", None)


# --- what it would take ---


@pytest.mark.parametrize("count", range(1, 5))
def test_with_few_equal_scores_the_rest_up_to_five_is_missing(count: int) -> None:
    verdict = verdict_of(scored(*[0.0] * count))
    assert verdict.more_articles == 5 - count
    assert "fewer than the 5 articles that a test needs" in said(verdict)
    assert f"About {5 - count} more article{'s' * (count < 4)} would decide it." in said(verdict)


def test_with_spread_it_takes_more() -> None:
    verdict = verdict_of(scored(*SPREAD))
    assert verdict.more_articles is not None
    assert verdict.more_articles > 10
    assert f"About {verdict.more_articles} more articles" in said(verdict)


def test_few_changes_are_told_when_they_are_too_few_for_a_drop() -> None:
    verdict = verdict_of(scored(-0.3, -0.3, -0.3, 0.0, 0.0, 0.0, 0.0, 0.0))
    assert "3 articles changed; a drop shows in 5 or more." in verdict.reasons


def test_what_is_decided_needs_no_more_articles() -> None:
    assert verdict_of(scored(*[0.0] * 5)).more_articles is None
    assert verdict_of([*scored(0.0), article(new_violations=(LOST,))]).more_articles is None


# --- gate A ---


def test_a_new_violation_regresses_at_any_number_of_articles() -> None:
    verdict = verdict_of([article(new_violations=(LOST,))])
    assert (verdict.outcome, verdict.hard) == ("regressed", 1)
    assert verdict.reasons[0] == f"bridge: {LOST.message}"


def test_a_new_violation_regresses_whatever_the_score() -> None:
    broken = replace(scored(0.1)[0], new_violations=(LOST,))
    verdict = verdict_of([broken, *scored(*[0.1] * 6)])
    assert verdict.outcome == "regressed"
    assert "The score rose by 0.10" in verdict.reasons[1]
    assert verdict.estimate is not None


def test_a_violation_that_both_have_does_not_count() -> None:
    kept = [
        replace(each, kept_violations=(LOST,), old_violations=(LOST,))
        for each in scored(*[0.0] * 5)
    ]
    assert verdict_of(kept).outcome == "pass"


def test_no_summary_any_more_is_a_regression_and_told_first() -> None:
    failed = article("quay", new=(), failure="the answer was truncated.", old_score=1.0)
    verdict = verdict_of([article(new_violations=(LOST,)), failed])
    assert (verdict.outcome, verdict.hard) == ("regressed", 2)
    assert verdict.reasons[:2] == (
        "quay: there is no summary any more: the answer was truncated.",
        f"bridge: {LOST.message}",
    )


def test_the_first_violations_are_named_and_the_others_counted() -> None:
    broken = [article(f"case-{n}", new_violations=(LOST, LOST)) for n in range(3)]
    verdict = verdict_of(broken)
    assert verdict.hard == 6
    assert [reason.partition(":")[0] for reason in verdict.reasons[:3]] == [
        "case-0",
        "case-0",
        "case-1",
    ]
    assert verdict.reasons[3] == "3 more faults that the old version does not have."


# --- agreement, without expectations ---

AGREEMENTS = [
    ("as the old version with itself", (0.0, 0.01, -0.01, 0.0, 0.01), "pass"),
    ("less than the old version with itself", (-0.3, -0.2, -0.25, -0.3, -0.2), "regressed"),
    ("too few", (-0.3, -0.2), "inconclusive"),
]


@pytest.mark.parametrize(
    ("differences", "expected"), [row[1:] for row in AGREEMENTS], ids=[row[0] for row in AGREEMENTS]
)
def test_agreement_is_judged_by_the_old_versions_noise(
    differences: Sequence[float], expected: str
) -> None:
    verdict = verdict_of(agreeing(*differences))
    assert (verdict.outcome, verdict.reference) == (expected, "old")
    assert "greement with the old version" in verdict.reasons[0]
    assert "quality" not in said(verdict)
    assert "score" not in said(verdict)
    assert "No case says what is expected" in said(verdict)


def test_low_agreement_is_told_with_both_numbers() -> None:
    verdict = verdict_of(agreeing(-0.3, -0.2, -0.2, -0.3, -0.2))
    assert verdict.reasons[0].startswith(
        "Agreement with the old version is 0.24 below that of the old version with itself (0.80 → 0.56; "
    )


def test_without_a_floor_nothing_is_decided() -> None:
    verdict = verdict_of([article(str(n), agreement=0.8) for n in range(20)])
    assert (verdict.outcome, verdict.estimate, verdict.more_articles) == (
        "inconclusive",
        None,
        None,
    )
    assert "That is 0.80 over 20 articles" in said(verdict)
    assert "record more samples of the old version" in said(verdict)


def test_articles_without_a_floor_are_not_compared_with_those_that_have_one() -> None:
    verdict = verdict_of([*agreeing(*[0.0] * 5), article("single", agreement=0.1)])
    assert verdict.outcome == "pass"
    assert verdict.estimate is not None
    assert verdict.estimate.articles == 5


@pytest.mark.parametrize(("count", "expected"), [(5, "pass"), (4, "inconclusive")])
def test_answers_that_are_all_the_same_need_no_floor(count: int, expected: str) -> None:
    assert verdict_of([article(str(n), agreement=1.0) for n in range(count)]).outcome == expected


def test_agreement_does_not_count_when_any_article_has_expectations() -> None:
    verdict = verdict_of([*scored(*[0.0] * 5), *agreeing(*[-0.5] * 8)])
    assert (verdict.outcome, verdict.reference) == ("pass", "expectations")
    assert "The score leaves out 8 articles without a score on both sides." in said(verdict)


def test_an_article_without_a_new_summary_has_no_agreement() -> None:
    failed = article("quay", new=(), failure="none", floor=0.9, agreement=0.0)
    verdict = verdict_of([*agreeing(*[0.0] * 5), failed])
    assert verdict.estimate is not None
    assert (verdict.outcome, verdict.estimate.articles) == ("regressed", 5)


def test_no_article_at_all_is_inconclusive() -> None:
    assert verdict_of([]).outcome == "inconclusive"


# --- laws ---

SCORES = st.lists(st.tuples(TENTH, TENTH), min_size=1, max_size=9)


def with_scores(scores: Sequence[tuple[float, float]]) -> list[ArticleComparison]:
    return [
        article(f"case-{n}", old_score=old, new_score=new) for n, (old, new) in enumerate(scores)
    ]


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(
    scores: list[tuple[float, float]], chance: random.Random
) -> None:
    one = verdict_of(with_scores(scores))
    other = verdict_of(with_scores(chance.sample(scores, k=len(scores))))
    assert (one.outcome, one.reasons, one.more_articles) == (
        other.outcome,
        other.reasons,
        other.more_articles,
    )


@given(SCORES)
def test_a_version_beside_itself_never_regresses(scores: list[tuple[float, float]]) -> None:
    same = [(old, old) for old, _ in scores]
    assert verdict_of(with_scores(same)).outcome == ("pass" if len(same) >= 5 else "inconclusive")


@given(SCORES)
def test_both_directions_never_regress(scores: list[tuple[float, float]]) -> None:
    back = [(new, old) for old, new in scores]
    outcomes = {verdict_of(with_scores(each)).outcome for each in (scores, back)}
    assert outcomes != {"regressed"}


@given(SCORES, st.floats(0.01, 0.5))
def test_a_wider_margin_never_turns_a_pass_into_something_else(
    scores: list[tuple[float, float]], margin: float
) -> None:
    if verdict_of(with_scores(scores), margin=margin).outcome == "pass":
        assert verdict_of(with_scores(scores), margin=2 * margin).outcome == "pass"


@given(SCORES)
def test_only_what_is_inconclusive_says_how_many_more(scores: list[tuple[float, float]]) -> None:
    verdict = verdict_of(with_scores(scores))
    assert verdict.more_articles is None or verdict.outcome == "inconclusive"
    assert verdict.more_articles is None or verdict.more_articles > 0
