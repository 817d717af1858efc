"""Dated claims on a line of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..terms import DateRange, date_range, date_words, day_words
from .evidence_cards import Card

__all__ = ["Mark", "Tick", "Timeline", "timeline"]

_NEAR = 3.0
"""Per cent of the width below which two marks can't be told apart on a phone."""

_TICKS = 4
"""The most labels that fit a phone."""

_LANES = 6
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months from one tick to the next."""

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Mark(NamedTuple):
    """A date, and the claims that are about it."""

    words: str
    machine: str
    """The date in ISO 8601."""
    claims: tuple[Card, ...]
    x: float
    """Where it begins, in per cent of the width."""
    width: float
    """How long it is; zero for a day."""
    lane: int
    """The line that it stands on, from 0, so that neighbours do not cover each other."""

    @property
    def ids(self) -> str:
        """The ids of its claims."""
        return " ".join(card.id for card in self.claims)

    @property
    def says(self) -> str:
        """Date and claims in words."""
        return f"{self.words}: {', '.join(card.name for card in self.claims)}"


class Tick(NamedTuple):
    """A label on the line."""

    x: float
    text: str
    anchor: str
    """How the text stands to its place: "start", "middle" or "end"."""


class Timeline(NamedTuple):
    """Marks and ticks in the order of time."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    lanes: int
    is_even: bool
    """Whether the dates stand at equal distances because they are too unevenly spread for a scale."""
    says: str
    """The same in words."""


class _Dated(NamedTuple):
    machine: str
    days: DateRange
    claims: tuple[Card, ...]


def timeline(claims: Sequence[Card]) -> Timeline | None:
    """The claims that have a date of any precision; None when they have fewer than two dates."""
    groups: dict[str, list[Card]] = defaultdict(list)
    for card in claims:
        if card.machine_date:
            groups[card.machine_date].append(card)
    dated = [
        _Dated(machine, days, tuple(cards))
        for machine, cards in groups.items()
        if (days := date_range(machine))
    ]
    if len(dated) < 2:
        return None
    dated.sort(key=lambda each: (each.days.first, each.days.last))
    is_even = _is_crowded(dated)
    places = _even(dated) if is_even else _to_scale(dated)
    marks = tuple(_marks(dated, places))
    ticks = _ends(dated, places) if is_even else tuple(_ticks(dated))
    count = sum(len(each.claims) for each in dated)
    says = (
        f"{count} dated claims from {date_words(dated[0].machine)} to "
        f"{date_words(dated[-1].machine)}"
    )
    return Timeline(marks, ticks, 1 + max(mark.lane for mark in marks), is_even, says)


# --- places ---


def _span(dated: Sequence[_Dated]) -> tuple[int, int]:
    first = min(each.days.first for each in dated).toordinal()
    return first, max(each.days.last for each in dated).toordinal() + 1


def _at(ordinal: float, span: tuple[int, int]) -> float:
    """Where a day stands, from 2 to 98, so that a mark at an end is whole."""
    return 2 + 96 * (ordinal - span[0]) / (span[1] - span[0])


def _to_scale(dated: Sequence[_Dated]) -> list[tuple[float, float]]:
    """Start and width of each date; a day is a point."""
    span = _span(dated)
    places = []
    for each in dated:
        first, last = each.days.first.toordinal(), each.days.last.toordinal()
        if first == last:
            places.append((_at(first + 0.5, span), 0.0))
        else:
            x = _at(first, span)
            places.append((x, _at(last + 1, span) - x))
    return places


def _even(dated: Sequence[_Dated]) -> list[tuple[float, float]]:
    return [(4 + 92 * n / (len(dated) - 1), 0.0) for n in range(len(dated))]


def _is_crowded(dated: Sequence[_Dated]) -> bool:
    """Whether a true scale puts a third of the dates on top of each other, and equal steps don't."""
    middles = sorted(x + width / 2 for x, width in _to_scale(dated))
    near = sum(two - one < _NEAR for one, two in pairwise(middles))
    return 2 < len(dated) <= 92 / _NEAR and 3 * near > len(dated)


def _marks(dated: Sequence[_Dated], places: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    ends: list[float] = []
    for each, (x, width) in zip(dated, places, strict=True):
        free = (lane for lane, end in enumerate(ends) if x - end >= _NEAR)
        lane = next(free, len(ends))
        if lane == len(ends) and lane < _LANES:
            ends.append(0.0)
        lane = min(lane, _LANES - 1)
        ends[lane] = x + width
        words = date_words(each.machine)
        yield Mark(words, each.machine, each.claims, round(x, 2), round(width, 2), lane)


# --- labels ---


def _ends(dated: Sequence[_Dated], places: Sequence[tuple[float, float]]) -> tuple[Tick, ...]:
    """The first, the last and a middle date by name."""
    chosen = sorted({0, len(dated) // 2, len(dated) - 1} if len(dated) > 4 else {0, len(dated) - 1})
    return tuple(
        _tick(places[n][0], _short(dated[n].machine), first=n == 0, last=n == len(dated) - 1)
        for n in chosen
    )


def _ticks(dated: Sequence[_Dated]) -> Iterator[Tick]:
    """Round months or years inside the span; of a shorter one its first and last date."""
    span = _span(dated)
    first, last = date.fromordinal(span[0]), date.fromordinal(span[1] - 1)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months < 3:
        yield _tick(_at(span[0], span), day_words(first), first=True)
        if last > first:
            yield _tick(_at(span[1], span), day_words(last), last=True)
        return
    step = next((step for step in _STEPS if months <= step * _TICKS), _STEPS[-1])
    begin = 12 * first.year + first.month - 1
    for month in range(-(-begin // step) * step, begin + months, step):
        if (year := month // 12) < 1:
            continue
        x = _at(date(year, month % 12 + 1, 1).toordinal(), span)
        if 2 <= x <= 98:
            text = f"{year}" if step >= 12 else f"{_MONTHS[month % 12]} {year}"
            yield _tick(x, text, first=x < 8, last=x > 92)


def _short(machine: str) -> str:
    year, *rest = machine.split("-")
    month = _MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(part for part in (day, month, year) if part)


def _tick(x: float, text: str, *, first: bool = False, last: bool = False) -> Tick:
    return Tick(round(x, 2), text, "start" if first else "end" if last else "middle")
