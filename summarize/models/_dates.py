"""When what a sentence says happened, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ..dates import MONTHS
from ..speech.cues import Cues
from ..speech.tokens import Token

__all__ = ["Tense", "date_of"]

Tense = Literal["past", "future", "open"]

_NUMBER = re.compile(r"(\d{1,4})(?:st|nd|rd|th|er|[ºª])?$")
_DOTTED = re.compile(r"(\d\d?)[.](\d\d?)(?:[.]((?:19|20)\d\d))?$")
_WEEK = 7


class _Found(NamedTuple):
    """A date as written; 0 for what it leaves out."""

    at: int
    """Position of its first token."""
    year: int
    month: int
    day: int
    weekday: int = -1
    distance: int | None = None


def date_of(
    tokens: Sequence[Token],
    cues: Cues,
    *,
    published: date | None,
    tense: Tense,
    reporting: range = range(0),
) -> str | None:
    """The date that a sentence names, as YYYY, YYYY-MM or YYYY-MM-DD, or None.

    A date in `reporting` (the tokens right behind the verb of reporting, as in "said on Monday")
    counts only when there is no other, and is always past. The first date is meant, but unless the
    sentence is about the past, one with a year goes before others. Without a year, the latest such day up to
    `published` is meant, in the future tense the first one from then on, and in neither the nearer
    of both. Weekdays are resolved only into the past; without `published`, only dates with a year
    are.
    """
    found = sorted(
        _dates(tokens, cues),
        key=lambda item: (item.at in reporting, tense != "past" and not item.year),
    )
    for item in found:
        here: Tense = "past" if item.at in reporting else tense
        resolved = _resolved(item, published, here)
        if resolved:
            return resolved
    return None


def _dates(tokens: Sequence[Token], cues: Cues) -> Iterator[_Found]:
    for at, token in enumerate(tokens):
        if token.kind != "w":
            continue
        if token.low in MONTHS and _is_month(tokens, at, cues):
            yield from _with_month(tokens, at, MONTHS[token.low], cues)
        elif token.low in cues.weekdays and _is_weekday(tokens, at, cues):
            yield _Found(at, 0, 0, 0, weekday=cues.weekdays[token.low])
        elif token.low in cues.days:
            yield _Found(at, 0, 0, 0, distance=cues.days[token.low])
        elif token.text[0].isdigit() and (numeric := _in_numbers(tokens, at, cues)):
            yield numeric


def _in_numbers(tokens: Sequence[Token], at: int, cues: Cues) -> _Found | None:
    """The date in digits that begins at `at`, or the bare year there."""
    text = tokens[at].text
    if match := _DOTTED.match(text):
        year = int(match[3]) if match[3] else _year(tokens, at + 1)
        dotted = cues.dotted_days and [t.text for t in tokens[at + 1 : at + 2]] == ["."]
        return _Found(at, year, int(match[2]), int(match[1])) if match[3] or dotted else None
    if not _is_year(text):
        return None
    led = bool(at) and tokens[at - 1].low in cues.month_before
    return _iso(tokens, at) or (_Found(at, int(text), 0, 0) if led else None)


def _is_weekday(tokens: Sequence[Token], at: int, cues: Cues) -> bool:
    """Whether a day is meant rather than any such day ("a Sunday") or a thing ("Sunday hours")."""
    if cues.capital_days and not tokens[at].capital:
        return False
    if not cues.day_words:
        return True
    before = tokens[at - 1].low if at else ""
    if before in cues.articles - cues.month_before:
        return False
    if before in cues.month_before or at + 1 == len(tokens):
        return True
    after = tokens[at + 1]
    follows = after.low in cues.day_words or after.low in cues.finite or after.low in cues.says
    return after.kind != "w" or after.capital or follows


def _is_month(tokens: Sequence[Token], at: int, cues: Cues) -> bool:
    """Whether the word is a month rather than a word that is written like one."""
    return not cues.capital_days or (tokens[at].capital and len(tokens[at].low) > 2)


def _with_month(tokens: Sequence[Token], at: int, month: int, cues: Cues) -> Iterator[_Found]:
    """The date around a name of a month."""
    start, day = _day_before(tokens, at)
    end = at + 1
    if not day:
        start = at
        here = end + 1 if end < len(tokens) and tokens[end].text == "." else end
        number = _number(tokens, here)
        if number and number <= 31:
            day, end = number, here + 1
    year = _year(tokens, end)
    if day or year or (at and tokens[at - 1].low in cues.month_before):
        yield _Found(start, year, month, day)


def _day_before(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Position and number of the day before a month, as in "3 de mayo"; 0 when there is none."""
    here = at - 1
    if here >= 1 and tokens[here].low in (".", "de", "of", "di"):
        here -= 1
    number = _number(tokens, here) if here >= 0 else 0
    return (here, number) if 0 < number <= 31 else (at, 0)


def _number(tokens: Sequence[Token], at: int) -> int:
    match = _NUMBER.match(tokens[at].low) if 0 <= at < len(tokens) else None
    return int(match[1]) if match and len(match[1]) <= 2 else 0


def _year(tokens: Sequence[Token], at: int) -> int:
    """The year at `at`, or behind one comma, full stop or "de"; 0 when there is none."""
    for here in (at, at + 1):
        if here < len(tokens) and _is_year(tokens[here].text):
            return int(tokens[here].text)
        if here >= len(tokens) or tokens[here].low not in (",", ".", "de", "del"):
            break
    return 0


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and text[:2] in ("19", "20")


def _iso(tokens: Sequence[Token], at: int) -> _Found | None:
    parts = [token.text for token in tokens[at : at + 5]]
    if (
        len(parts) == 5
        and parts[1] == parts[3] == "-"
        and parts[2].isdigit()
        and parts[4].isdigit()
    ):
        return _Found(at, int(parts[0]), int(parts[2]), int(parts[4]))
    return None


def _resolved(found: _Found, published: date | None, tense: Tense) -> str | None:
    if found.year:
        return _written(found.year, found.month, found.day)
    if published is None:
        return None
    if found.distance is not None:
        return (published + timedelta(days=found.distance)).isoformat()
    if found.weekday >= 0:
        if tense != "past":
            return None
        back = (published.weekday() - found.weekday) % _WEEK
        return (published - timedelta(days=back)).isoformat()
    return _nearest(found, published, tense)


def _nearest(found: _Found, published: date, tense: Tense) -> str | None:
    """The day or month of no named year that lies nearest in that tense."""
    now = (published.month, published.day if found.day else 0)
    later = (found.month, found.day) > now
    year = published.year
    if later and tense != "future":
        year -= 1
    elif not later and tense == "future" and (found.month, found.day) != now:
        year += 1
    if tense == "open":
        other = year + 1
        one, two = _day(year, found), _day(other, found)
        if one and two and abs(two - published) < abs(one - published):
            year = other
    return _written(year, found.month, found.day)


def _day(year: int, found: _Found) -> date | None:
    try:
        return date(year, found.month, found.day or 15)
    except ValueError:
        return None


def _written(year: int, month: int, day: int) -> str | None:
    """The date in ISO 8601 with the precision that is known; None when there is no such day."""
    if not month:
        return f"{year:04}"
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day else f"{year:04}-{month:02}"
