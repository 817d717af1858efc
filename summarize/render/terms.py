"""What the fixed values of a result are called when people read them."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..draft import Attribution, Certainty, ClaimKind
from ..schema import ClaimFigure

__all__ = [
    "ATTRIBUTIONS",
    "CERTAINTIES",
    "KINDS",
    "OWN_VOICE",
    "DateRange",
    "date_range",
    "date_words",
    "day_words",
    "figure_words",
]

OWN_VOICE = "the article itself"
"""Who says what nobody is named for."""

KINDS: dict[ClaimKind, str] = {
    "event": "event",
    "quantity": "number",
    "statement": "statement",
    "forecast": "forecast",
    "opinion": "opinion",
    "background": "background",
}
ATTRIBUTIONS: dict[Attribution, str] = {
    "none": "in the article’s own voice",
    "direct": "quoted word for word",
    "mixed": "partly quoted",
    "indirect": "in reported speech",
    "document": "from a document",
}
CERTAINTIES: dict[Certainty, str] = {
    "asserted": "stated as fact",
    "denied": "denied",
    "possible": "possible",
    "planned": "planned",
    "alleged": "alleged",
    "conditional": "depends on a condition",
}
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CURRENCY = re.compile(r"[$€£¥₹₽₴₩₪₺]")
_CODE = re.compile(r"[A-Z]{3}")


class DateRange(NamedTuple):
    """The days that an ISO 8601 date of any precision names."""

    first: date
    last: date


def date_range(when: str | None) -> DateRange | None:
    """The days of YYYY, YYYY-MM or YYYY-MM-DD; None for what is no such date."""
    found = _ISO.fullmatch(when or "")
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return DateRange(first, first)
        after = (first.year + 1, 1) if not month or month == 12 else (first.year, month + 1)
        return DateRange(first, date.fromordinal(_ordinal(*after) - 1))
    except ValueError:
        return None


def _ordinal(year: int, month: int) -> int:
    return date(year, month, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1


def date_words(when: str) -> str:
    """A date as it is written in English, e.g. "6 August 2024", "August 2024"; else as it is."""
    found = _ISO.fullmatch(when)
    if not found or date_range(when) is None:
        return when
    year, month, day = found.groups()
    parts = [str(int(day))] if day else []
    parts += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*parts, year])


def day_words(day: date) -> str:
    """A day as it is written in English, e.g. "6 August 2024"."""
    return date_words(day.isoformat())


def figure_words(figure: ClaimFigure) -> tuple[str, str, str]:
    """Qualifier, value and unit, each for people to read; what goes without saying is empty.

    A currency's code is left out beside its sign ("$5 million", not "$5 million USD").
    """
    unit = figure.unit or ""
    if _CURRENCY.search(figure.value) and _CODE.fullmatch(unit):
        unit = ""
    if unit and figure.value.rstrip().casefold().endswith(unit.casefold()):
        unit = ""
    return "" if figure.qualifier == "exact" else figure.qualifier, figure.value, unit
