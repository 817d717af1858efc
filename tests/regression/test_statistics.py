from __future__ import annotations

import itertools
import random
from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarize.regression.statistics import LEAST, LEVEL, articles_needed, estimate, mean_gap

WHOLE = st.integers(-20, 20)
FEW = st.lists(WHOLE, min_size=1, max_size=9)
SOME = st.lists(WHOLE, min_size=LEAST, max_size=10)
MANY = st.lists(WHOLE, min_size=17, max_size=40)
TENTHS = st.lists(st.sampled_from([n / 10 for n in range(-4, 5)]), min_size=LEAST, max_size=10)


def p_by_enumeration(differences: list[int]) -> float:
    """The p as it is defined: the observed way whole, others that tie with it half."""
    changed = [each for each in differences if each]
    observed = sum(changed)
    sums = [
        sum(sign * abs(each) for sign, each in zip(signs, changed, strict=True))
        for signs in itertools.product((-1, 1), repeat=len(changed))
    ]
    lower, ties = sum(each < observed for each in sums), sums.count(observed)
    return float(Fraction(2 * lower + 1 + ties, 2 * len(sums)))


def is_refused(differences: list[int], value: Fraction, *, above: bool = False) -> bool:
    """Whether the test, ties counted whole, refuses that the true difference is as low as this.

    Or as high, with `above`.
    """
    unit = value.denominator * (-1 if above else 1)
    moved = [int(unit * (each - value)) for each in differences]
    ways = itertools.product((-1, 1), repeat=len(moved))
    sums = [sum(sign * abs(each) for sign, each in zip(way, moved, strict=True)) for way in ways]
    return 20 * sum(each >= sum(moved) for each in sums) <= len(sums)


def subset_means(differences: list[int]) -> list[Fraction]:
    sizes = range(1, len(differences) + 1)
    subsets = itertools.chain.from_iterable(itertools.combinations(differences, n) for n in sizes)
    return sorted(Fraction(sum(each), len(each)) for each in subsets)


# --- p ---


EXACT = [
    ("one", [-1], 1 / 2),
    ("four drops", [-1, -2, -3, -4], 1 / 16),
    ("five drops", [-1, -2, -3, -4, -5], 1 / 32),
    ("five equal drops", [-1] * 5, 1 / 32),
    ("five rises", [1, 2, 4, 8, 16], 1.0),
    ("five drops among zeros", [-1, 0, -2, 0, -3, 0, -4, -5], 1 / 32),
    ("nothing but zeros", [0] * 8, 1.0),
    ("one of two, tied with the other", [-1, 1], (1 + 1 + 1 / 2) / 4),
    ("one rise of six", [-1, -1, -1, -1, -1, 1], (1 + 1 + 5 / 2) / 64),
]


@pytest.mark.parametrize(
    ("differences", "expected"), [row[1:] for row in EXACT], ids=[row[0] for row in EXACT]
)
def test_p_of_known_patterns(differences: list[int], expected: float) -> None:
    assert estimate(differences).p_drop == expected


@given(FEW)
def test_p_is_that_of_all_sign_patterns(differences: list[int]) -> None:
    assert estimate(differences).p_drop == p_by_enumeration(differences)


@given(TENTHS)
def test_sums_that_are_equal_but_for_rounding_tie(differences: list[float]) -> None:
    whole = [round(each * 10) for each in differences]
    assert estimate(differences).p_drop == p_by_enumeration(whole)


@given(FEW)
def test_p_of_a_drop_and_of_a_rise_share_what_ties(differences: list[int]) -> None:
    changed = [each for each in differences if each]
    both = estimate(differences).p_drop + estimate([-each for each in differences]).p_drop
    assert both == pytest.approx(1 + (1 / 2 ** len(changed) if changed else 1))


@given(FEW, st.integers(1, 7))
def test_zeros_have_no_part_in_p(differences: list[int], zeros: int) -> None:
    assert estimate([*differences, *[0] * zeros]).p_drop == estimate(differences).p_drop


@given(SOME, st.integers(1, 20))
def test_lower_differences_never_have_a_higher_p(differences: list[int], by: int) -> None:
    lower = [each - by for each in differences]
    assume(0 not in differences and 0 not in lower)  # else n is not the same
    slack = 1 / 2 ** len(differences)
    assert estimate(lower).p_drop <= estimate(differences).p_drop + slack


@pytest.mark.parametrize("count", range(1, LEAST))
def test_fewer_than_five_changes_never_show_a_drop(count: int) -> None:
    found = estimate([-1.0] * count + [0.0] * 20)
    assert found.p_drop > LEVEL
    assert found.nonzero == count


# --- the interval ---


@pytest.mark.parametrize("count", range(1, LEAST))
def test_the_interval_is_unbounded_below_five(count: int) -> None:
    found = estimate([0.1] * count)
    assert (found.low, found.high) == (None, None)


def test_the_interval_of_five_is_their_range() -> None:
    found = estimate([0.3, -0.1, 0.2, 0.0, 0.4])
    assert (found.low, found.high) == (-0.1, 0.4)


def test_five_equal_differences_have_no_width() -> None:
    found = estimate([0.0] * 5)
    assert (found.mean, found.low, found.high, found.p_drop) == (0.0, 0.0, 0.0, 1.0)


@given(SOME)
def test_the_ends_are_means_of_subsets_by_rank(differences: list[int]) -> None:
    means = subset_means(differences)
    rank = 2 ** len(differences) // 20
    found = estimate(differences)
    assert found.low == pytest.approx(float(means[rank - 1]))
    assert found.high == pytest.approx(float(means[-rank]))


@given(st.lists(WHOLE, min_size=LEAST, max_size=7))
def test_the_test_refuses_what_is_outside_and_nothing_inside(differences: list[int]) -> None:
    means = subset_means(differences)
    rank = 2 ** len(differences) // 20
    low, high, little = means[rank - 1], means[-rank], Fraction(1, 10**6)
    assert not is_refused(differences, low)
    assert not is_refused(differences, high, above=True)
    assert is_refused(differences, low - little)
    assert is_refused(differences, high + little, above=True)


@given(st.one_of(SOME, MANY))
def test_the_mean_is_in_the_interval(differences: list[int]) -> None:
    found = estimate(differences)
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= found.mean <= found.high + 1e-9


@given(st.one_of(TENTHS, SOME))
def test_p_and_the_interval_agree(differences: list[float]) -> None:
    found = estimate(differences)
    assert found.high is not None
    assert found.high >= 0 or found.p_drop <= LEVEL
    assert found.high <= 0 or found.p_drop > LEVEL


@given(SOME, st.integers(-50, 50))
def test_what_is_added_to_each_difference_moves_the_interval(
    differences: list[int], by: int
) -> None:
    one, other = estimate(differences), estimate([each + by for each in differences])
    for name in ("mean", "low", "high"):
        assert getattr(other, name) == pytest.approx(getattr(one, name) + by)


@given(SOME)
def test_the_other_direction_mirrors_the_interval(differences: list[int]) -> None:
    one, other = estimate(differences), estimate([-each for each in differences])
    assert one.low is not None
    assert one.high is not None
    assert other.low == pytest.approx(-one.high)
    assert other.high == pytest.approx(-one.low)


# --- both ---


@given(st.one_of(FEW, MANY), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(
    differences: list[int], chance: random.Random
) -> None:
    shuffled = chance.sample(differences, k=len(differences))
    assert estimate(shuffled) == estimate(differences)


@given(FEW, st.sampled_from([1e-6, 0.01, 1000.0]))
def test_the_unit_does_not_matter(differences: list[int], unit: float) -> None:
    one, other = estimate(differences), estimate([unit * each for each in differences])
    assert (other.p_drop, other.nonzero) == (one.p_drop, one.nonzero)
    assert other.mean == pytest.approx(unit * one.mean)


def test_what_is_drawn_is_always_the_same() -> None:
    found = estimate([(n % 7 - 4) / 10 for n in range(20)])
    assert found.p_drop == 0.0083
    assert found.low == pytest.approx(-0.190909)
    assert found.high == pytest.approx(-0.04)


@given(MANY)
def test_p_is_never_zero(differences: list[int]) -> None:
    assert 0 < estimate(differences).p_drop <= 1


def test_what_is_drawn_comes_near_what_is_counted() -> None:
    chance = random.Random(7)  # noqa: S311 - data for a test
    few = [chance.gauss(-0.4, 1) for _ in range(16)]
    counted, drawn = estimate(few), estimate([*few, 1e-6])  # a 17th that hardly matters
    assert drawn.p_drop == pytest.approx(counted.p_drop, abs=0.02)
    assert counted.high is not None
    assert drawn.high == pytest.approx(counted.high, abs=0.05)


def test_the_end_of_a_drawn_interval_lies_where_that_of_a_t_interval_does() -> None:
    chance = random.Random(3)  # noqa: S311 - data for a test
    many = [chance.gauss(0, 1) for _ in range(200)]
    found = estimate(many)
    assert found.low == pytest.approx(fmean(many) - 1.645 / 200**0.5, abs=0.02)


def test_no_difference_is_refused() -> None:
    with pytest.raises(ValueError, match="no difference"):
        estimate([])


# --- planning, noise ---


def test_articles_needed_is_the_textbook_number() -> None:
    # s = 0.1, d = 0.05: (1.645 + 0.842)^2 * 4 + 1.353 = 26.1 (Guenther 1981)
    half = 0.1 / (10 / 9) ** 0.5
    assert articles_needed([half, -half] * 5, 0.05) == 27


NEEDED = [
    ("no spread", [0.1] * 6, None),
    ("one", [0.1], None),
    ("none", [], None),
    ("a little spread", [0.001, -0.001] * 3, LEAST),
]


@pytest.mark.parametrize(
    ("differences", "expected"), [row[1:] for row in NEEDED], ids=[row[0] for row in NEEDED]
)
def test_articles_needed_at_the_ends(differences: list[float], expected: int | None) -> None:
    assert articles_needed(differences, 0.05) == expected


def test_a_margin_of_nothing_can_not_be_kept_by_more_articles() -> None:
    assert articles_needed([0.1, -0.1, 0.2], 0.0) is None


@pytest.mark.parametrize("mean", [-0.2, -0.05, -0.025, 0.0, 0.1])
def test_what_is_half_way_takes_the_most_articles(mean: float) -> None:
    def needed(mean: float) -> int:
        return articles_needed([mean + 0.1, mean - 0.1] * 3, 0.05) or 0

    assert needed(mean) <= needed(-0.025)


def test_articles_needed_are_more_than_what_was_inconclusive() -> None:
    chance = random.Random(5)  # noqa: S311 - data for a test
    for _ in range(200):
        some = [round(chance.gauss(-0.02, 0.12), 1) for _ in range(12)]
        found = estimate(some)
        if found.low is not None and found.low <= -0.05 and found.p_drop > LEVEL:
            assert (articles_needed(some, 0.05) or 0) >= 12


@pytest.mark.parametrize(
    ("values", "gap"), [([], None), ([1.0], None), ([1.0, 3.0], 2.0), ([0.0, 0.0, 3.0], 2.0)]
)
def test_the_mean_gap_is_over_all_pairs(values: list[float], gap: float | None) -> None:
    assert mean_gap(values) == gap
