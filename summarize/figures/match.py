"""Whether one figure says what another says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from .model import Figure, Kind
from .units import is_measure, units_agree

__all__ = ["agrees", "may_translate"]

_NEAR: Final = Decimal("0.025")
"""How far a rounded value may lie from the exact one, as a share of it."""
_SCORE: Final = 20
_SCRIPTS: Final = (
    ("Latin", "\u024f"),
    ("Cyrillic", "\u052f"),
    ("Arabic", "\u06ff"),
    ("Han", "\uffff"),
)
"""Alphabets by the last letter of each."""
_COUNTED: Final[frozenset[Kind]] = frozenset(("number", "ordinal", "label", "money"))
_WHOLES: Final = frozenset(map(Decimal, range(3, 11)))
_EXACT: Final = Decimal("0.000001")
_PART_AS_PERCENT: Final = Decimal("0.5")
"""Percentage points by which "a third" may differ from the percentage that it rounds."""


def agrees(figure: Figure, other: Figure, carried: Sequence[Figure]) -> bool:
    """Whether `other`, one of the figures carried, says what `figure` says."""
    if figure.kind == "date":
        return _same_date(figure, other, carried)
    rule = _RULES.get(figure.kind, _same_amount)
    return rule(figure, other)


def may_translate(figure: Figure, other: Figure) -> bool:
    """Whether the figure of one language may be the other of another one, which says it in another way.

    "Matchday 22" is 第22節 and "the 64th minute" 64分, so that a place in an order may be a number, and
    "two in three" is "dwie na trzy", two numbers. A word for a measure or currency may be unknown here,
    which only its letters tell.
    """
    kinds = {figure.kind, other.kind}
    if kinds == {"number", "fraction"}:
        return _is_part_of(figure, other)
    if not kinds <= _COUNTED or not _share_reading(figure, other):
        return False
    if len(kinds) == 2 and "money" not in kinds:
        return units_agree(figure.unit, other.unit) or "minute" in (figure.unit, other.unit)
    known = [is_measure(one.unit) or one.unit == "times" for one in (figure, other)]
    return known.count(True) == 1 and _script(figure) != _script(other)


def _is_part_of(figure: Figure, other: Figure) -> bool:
    """Whether a number in words, up to ten, is what a share counts in: three, for two thirds."""
    if re.search(r"\d", figure.text + other.text):
        return False
    whole, share = sorted((figure.value, other.value), reverse=True)
    counted = share * whole
    return whole in _WHOLES and abs(counted - round(counted)) < _EXACT <= counted


def _script(figure: Figure) -> str | None:
    """The alphabet of a figure's unit; None without letters, as of a sign."""
    letters = [*filter(str.isalpha, figure.text)] or [*filter(str.isalpha, figure.unit or "")]
    return next((name for name, last in _SCRIPTS if letters and letters[-1] <= last), None)


def _share_reading(one: Figure, other: Figure) -> bool:
    if one.value in other.readings:  # the first of its readings, and nearly always the only one
        return True
    return len(one.readings) > 1 and any(value in other.readings for value in one.readings)


def _parts(value: Decimal) -> tuple[int, int, int]:
    whole = int(value)
    return whole // 10000, whole // 100 % 100, whole % 100


def _same_date(figure: Figure, other: Figure, carried: Sequence[Figure]) -> bool:
    """Whether another date has all parts that this one has; the year may stand apart from it."""
    if other.kind != "date":
        return False
    for one in figure.readings:
        year, month, day = _parts(one)
        for another in other.readings:
            its_year, its_month, its_day = _parts(another)
            same_year = year in (0, its_year) or (not its_year and _has_year(carried, year))
            if same_year and month in (0, its_month) and day in (0, its_day):
                return True
    return False


def _has_year(carried: Sequence[Figure], year: int) -> bool:
    return any(
        (other.kind == "year" and other.unit is None and year in other.readings)
        or (other.kind == "date" and any(_parts(value)[0] == year for value in other.readings))
        for other in carried
    )


def _same_year(figure: Figure, other: Figure) -> bool:
    if other.kind == "date":
        years = {_parts(value)[0] for value in other.readings}
    elif other.kind == "year" or _is_bare(other):
        years = {int(value) for value in other.readings}
    else:
        return False
    if other.unit == "decade" and other.kind == "year":
        return figure.unit == "decade" and _share_reading(figure, other)
    if figure.unit == "decade":
        return any(decade <= year < decade + 10 for decade in figure.readings for year in years)
    return any(int(value) in years for value in figure.readings)


def _is_bare(figure: Figure) -> bool:
    """Whether a number is written as years are."""
    return figure.kind == "number" and bool(re.fullmatch(r"\d{4}", figure.text))


def _same_kind(figure: Figure, other: Figure) -> bool:
    return figure.kind == other.kind and _share_reading(figure, other)


def _same_time(figure: Figure, other: Figure) -> bool:
    """Whether both are the same time; a bare number may be a full hour ("open at seven")."""
    if other.kind == "number" and other.unit is None:
        return any(
            value in (other.value * 100, other.value * 100 + 1200) for value in figure.readings
        )
    return _same_kind(figure, other)


def _same_place(figure: Figure, other: Figure) -> bool:
    """Whether both are the same place of the same order; only a quarter is like a quarter.

    "the 24th" is a day where nothing but the day is said (24日).
    """
    if other.kind == "date" and figure.unit is None:
        return figure.value == other.value
    if not _same_kind(figure, other) or not units_agree(figure.unit, other.unit):
        return False
    units = {figure.unit, other.unit} - {None}
    return len(units) < 2 or units.isdisjoint(("quarter", "half"))


def _same_label(figure: Figure, other: Figure) -> bool:
    return other.kind == "label" and _folded(figure.text) == _folded(other.text)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _same_vague(figure: Figure, other: Figure) -> bool:
    """Whether the other is as vague, or a number that "hundreds" may stand for."""
    if other.kind == "vague":  # "des dizaines" are "dozens", and "tens", and "scores"
        return figure.value == other.value or max(figure.value, other.value) <= _SCORE
    return other.kind in ("number", "money") and figure.value <= other.value <= figure.value * 1000


def _same_amount(figure: Figure, other: Figure) -> bool:
    if other.kind == "fraction" or figure.kind == "fraction":
        return _same_part(figure, other)
    if other.kind == "year":
        return _is_bare(figure) and other.unit is None and _share_reading(figure, other)
    if other.kind not in ("number", "percent", "money"):
        return False
    same = _share_reading(figure, other) or _opposite(figure, other) or _rounds(figure, other)
    return same and units_agree(figure.unit, other.unit)


def _opposite(figure: Figure, other: Figure) -> bool:
    """Whether one is the other's negative: "a fall of 5 percent" is "-5%"."""
    if figure.value != -other.value:
        return False
    return not {figure.kind, other.kind, figure.unit, other.unit}.isdisjoint(
        ("percent", "money", "pp")
    )


def _same_part(figure: Figure, other: Figure) -> bool:
    if figure.kind == other.kind:
        return _share_reading(figure, other)
    part, whole = (figure, other) if figure.kind == "fraction" else (other, figure)
    if whole.kind == "percent":
        return abs(part.value * 100 - whole.value) <= _PART_AS_PERCENT
    return whole.kind == "number" and whole.unit is None and whole.value == part.value


def _rounds(figure: Figure, other: Figure) -> bool:
    """Whether a qualified value is the other's, rounded: "over 8 million" for 8.1 million."""
    if figure.qualifier == "exact" or other.qualifier not in ("exact", figure.qualifier):
        return False
    stated, exact = abs(figure.value), abs(other.value)
    step = Decimal(10) ** int(stated.normalize().as_tuple().exponent)
    if not exact or abs(stated - exact) > _NEAR * exact:
        return False
    if figure.qualifier == "over":
        return stated < exact < stated + step
    if figure.qualifier == "under":
        return stated - step < exact < stated
    return abs(stated - exact) <= step / 2


_RULES: Final[dict[Kind, Callable[[Figure, Figure], bool]]] = {
    "year": _same_year,
    "time": _same_time,
    "ordinal": _same_place,
    "label": _same_label,
    "vague": _same_vague,
}
