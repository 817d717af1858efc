"""What paired differences tell: their mean, its interval, whether it is a drop, how many would decide.

Each difference is one article's, new minus old, with samples averaged before; claims are never
pooled. Nothing is assumed but that without a change each could as well have had the other sign.
"""

from __future__ import annotations

import itertools
import math
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add, mul
from statistics import NormalDist, fmean, stdev
from typing import NamedTuple

from .comparison import Estimate

__all__ = ["LEAST", "LEVEL", "articles_needed", "estimate", "mean_gap"]

LEVEL = 0.05
"""One-sided, of the test and of each end of the interval."""
LEAST = 5
"""The fewest differences that can reach `LEVEL`: one of 2^5 sign patterns is 0.031."""
_MOST_EXACT = 16
_DRAWN = 4_999
_CHUNK = 8  # differences whose sums are looked up at once


def estimate(differences: Sequence[float]) -> Estimate:
    """The mean difference, its 90 % interval, and the one-sided p of "there is no drop".

    p comes from the sign-flip permutation test (Fisher, The Design of Experiments, 1935): the share
    of all 2^n ways to give the differences their signs that have a lower sum than the observed way,
    with the observed way itself, and with half of the others that tie with it. Shares of ten facts
    tie often, and counting such ways whole makes the test refuse far less than 5 % (mid-p, Lancaster
    1961, is the same with half of the observed way, and too bold at n = 5).
    `tests/benchmarks/verdict.py` shows what that comes to. A difference of zero has no part in p, as
    it has no sign: 5 differences that are not zero are needed for p <= .05.

    Each end of the interval is a one-sided 95 % bound, the last value that the test, ties counted
    whole, does not refuse. Those are means of subsets: each gap between neighbours of the 2^n - 1
    ordered means holds the true value with probability 1/2^n (Hartigan, Using subsample values as
    typical values, JASA 1969), so that the end is the mean of rank 2^n / 20, rounded down, from
    either side. Below 5 differences there is none, and both ends are None. Zeros are kept here: an
    article that did not change is evidence of a small change. `high` is below zero only when
    p <= .05, and above zero only when p > .05.

    Above 16 differences 4,999 subsets are drawn, always the same, in place of all; the observed way
    is counted with them, which keeps the level (Phipson and Smyth, Permutation p-values should never
    be zero, 2010). Raises `ValueError` without a difference.
    """
    if not differences:
        raise ValueError("There is no difference to estimate from.")
    ordered = sorted(differences)  # what is drawn shall not depend on the articles' order
    slack = 1e-9 * max(abs(ordered[0]), abs(ordered[-1]))  # equal but for rounding
    means = sorted(_subset_means(ordered))
    rank = (len(means) + 1) // 20  # LEVEL in whole numbers
    changed = [each for each in ordered if abs(each) > slack]
    return Estimate(
        mean=_tidy(fmean(ordered), slack),
        low=_tidy(means[rank - 1], slack) if rank else None,
        high=_tidy(means[-rank], slack) if rank else None,
        p_drop=_p_exact(changed, slack) if len(changed) <= _MOST_EXACT else _p_of(means, slack),
        articles=len(ordered),
        nonzero=len(changed),
    )


def _tidy(value: float, slack: float) -> float:
    return value if abs(value) > slack else 0.0


def _p_exact(changed: Sequence[float], slack: float) -> float:
    """The p of all sign patterns, by meeting in the middle.

    Flipping the signs of a subset gives a lower sum, or the same, when its own sum is above zero, or
    zero; the empty subset is the observed way.
    """
    middle = len(changed) // 2
    one, other = sorted(_sums(changed[:middle])), _sums(changed[middle:])
    lower = sum(len(one) - bisect_right(one, slack - each) for each in other)
    as_low = sum(len(one) - bisect_left(one, -slack - each) for each in other)
    return (1 + lower + (as_low - lower - 1) / 2) / (1 << len(changed))


def _p_of(means: Sequence[float], slack: float) -> float:
    """The p of the subsets that were drawn, by their ordered means."""
    lower = len(means) - bisect_right(means, slack)
    as_low = len(means) - bisect_left(means, -slack)
    return (1 + lower + (as_low - lower) / 2) / (len(means) + 1)


# --- subsets ---


class _Subsets(NamedTuple):
    """Subsets of n differences, none of them empty."""

    columns: tuple[bytes, ...]
    """For each eight differences, a byte for each subset: which of them are in it."""
    shares: tuple[float, ...]
    """1 / size of each subset."""


def _subset_means(differences: Sequence[float]) -> Iterator[float]:
    """The mean of every subset, or of those that are drawn."""
    subsets = _subsets(len(differences))
    sums: Iterator[float] = itertools.repeat(0.0)
    for start, column in zip(itertools.count(0, _CHUNK), subsets.columns, strict=False):
        table = _sums(differences[start : start + _CHUNK])
        sums = map(add, sums, map(table.__getitem__, column))
    return map(mul, sums, subsets.shares)


def _sums(differences: Sequence[float]) -> list[float]:
    """The sum of each subset, the empty one included; bit i of its place stands for difference i."""
    sums = [0.0]
    for each in differences:
        sums += [before + each for before in sums]
    return sums


@lru_cache(maxsize=4)
def _subsets(count: int) -> _Subsets:
    masks: Sequence[int] = range(1, 1 << count)
    if count > _MOST_EXACT:
        chance = random.Random(count)  # noqa: S311 - no secret, and the same at each call
        masks = [chance.randrange(1, 1 << count) for _ in range(_DRAWN)]
    width = -(-count // _CHUNK)
    rows = b"".join(mask.to_bytes(width, "little") for mask in masks)
    columns = tuple(rows[number::width] for number in range(width))
    return _Subsets(columns, tuple(1 / mask.bit_count() for mask in masks))


# --- planning, noise ---


def articles_needed(
    differences: Sequence[float], margin: float, *, power: float = 0.8
) -> int | None:
    """About how many articles in all would decide, with this chance, if what is seen so far is so.

    n = ((z(1 - .05) + z(power)) * s / d)^2 + z(1 - .05)^2 / 2, with s the standard deviation of the
    differences and d the distance of their mean from what is to be refuted, the nearer to refute of
    "no drop" (0) and "a drop of the margin" (-margin); a mean above 0 counts as 0. That is the
    normal approximation with the correction of Guenther (Sample size formulas for normal theory t
    tests, The American Statistician 1981) for one sample. At least `LEAST`; None when there is no
    spread, or only one difference, or nothing between what is seen and what is to be refuted.
    """
    if len(differences) < 2:
        return None
    spread, mean = stdev(differences), min(fmean(differences), 0.0)
    if spread <= 1e-9 * max(map(abs, differences)):
        return None
    z, other = NormalDist().inv_cdf(1 - LEVEL), NormalDist().inv_cdf(power)
    distance = max(margin + mean, -mean)
    if distance <= 0:
        return None
    return max(LEAST, math.ceil(((z + other) * spread / distance) ** 2 + z**2 / 2))


def mean_gap(values: Sequence[float]) -> float | None:
    """The mean absolute difference between two of the values; None when there is only one."""
    pairs = itertools.combinations(values, 2)
    return fmean(abs(one - other) for one, other in pairs) if len(values) > 1 else None
