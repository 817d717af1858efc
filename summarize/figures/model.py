"""The value that a figure in a text is."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from ..draft import Qualifier

__all__ = ["Dated", "Figure", "Kind"]

Kind = Literal[
    "number", "percent", "money", "fraction", "vague", "ordinal", "date", "year", "time", "label"
]


class Figure(NamedTuple):
    """A figure that a text states; `text == source[start:end]`, offsets in code points."""

    start: int
    end: int
    text: str
    """As written: the number with its scale, currency and unit of measure."""
    kind: Kind
    """A number with or without a measure; a percentage; an amount of money; a part such as "half"; a
    vague plural ("hundreds"); a place in an order ("5th", "Q3"); a date, year or time of day; a name
    with digits ("F-16")."""
    value: Decimal
    """The number with its scale; of a part, 0.5 for "half"; of a date YYYYMMDD with zeros for what
    is left out; of a time HHMM; of a decade its first year."""
    unit: str | None
    """What is counted or measured: a symbol ("%", "$", "km2"), else the noun behind the number, or
    None where none was made out."""
    qualifier: Qualifier
    readings: tuple[Decimal, ...]
    """All values that the spelling allows, `value` first: "1.300" may be 1.3 or 1300."""
    number: str
    """The part of `text` that is the number and its scale, e.g. "41.3 million"."""
    soft: bool
    """Whether it is so common in other uses that its absence means nothing: one, two, first, half."""


class Dated(NamedTuple):
    """A date, year or time of day as written."""

    start: int
    end: int
    kind: Literal["date", "year", "time"]
    readings: tuple[Decimal, ...]
    """Dates as YYYYMMDD with zeros for what is left out, years as they are, times as HHMM."""
    unit: str | None = None
    """"decade" for a decade, whose number is that of its first year."""
    soft: bool = False
    """Whether it is a month alone."""
