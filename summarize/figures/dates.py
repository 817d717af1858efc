"""Where a text states dates, years and decades, and which parts of them it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..dates import MONTHS
from .clock import times_in_words, times_of_day
from .eastern import eastern_dates
from .model import Dated
from .nouns import noun_behind
from .qualifiers import qualifier_of
from .text import Source, previous_word
from .units import phrase_at, phrase_behind

__all__ = ["dated", "year_at"]


# Some patterns begin with a character that they take and look back behind it: `re` skips fast to that.
_DIGIT: Final = re.compile(r"\d")
_MONTH_WORDS: Final = frozenset(MONTHS)
_DAY_REACH: Final = 8
"""Characters before a month in which the last digit of its day stands: "3rd of May"."""
_MONTH = r"(?P<month>[^\W\d_]{2,13}+)\.?(?: ?[/(][\u0600-\u06ff]{2,13}\)?)?"
""""أيار/مايو" gives both of its names."""
_YEAR = r"(?:1[0-9]|20|21)\d\d(?!\d|[.,]\d)"
_SUFFIX = r"(?:st|nd|rd|th|er|-?го|-?е|-?ше|[.º°ª])?"
_OTHER_DAY = (
    rf"(?:(?P<other>\d\d?){_SUFFIX} ?(?:[-–—/&]|to|and|or|bis|und|zum|bis zum|au|et|y|al?|e|и|і|та|"
    r"по|i|до|do|إلى|و) ?)?"
)

_DAY_FIRST: Final = re.compile(
    rf"(?<![\d.,:$£€]){_OTHER_DAY}(?P<day>\d\d?){_SUFFIX}(?: ?de | of | من |[ -]?){_MONTH}"
    rf"(?:[,-]? ?(?:de |del |(?:من )?عام )?(?P<year>{_YEAR}))?"
)
_MONTH_FIRST: Final = re.compile(
    rf"(?<!\w){_MONTH} ?(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\d%:]|[.,]\d)"
    rf"(?: ?(?:[-–—]|to|and|or) ?(?P<other>\d\d?)(?:st|nd|rd|th)?(?![\d%:]|[.,]\d))?"
    rf"(?:,? ?(?P<year>{_YEAR}))?"
)
_MONTH_YEAR: Final = re.compile(rf"(?<!\w){_MONTH},? (?:de |del |of |عام )?(?P<year>{_YEAR})")
_TWO_SIGNS: Final = re.compile(r"\d[-./]\d\d?[-./]")
_NUMERIC: Final = re.compile(
    r"(?<![\w.,/-])(?:(?P<y1>\d{4})(?P<s1>[-./])(?P<m1>\d\d?)(?P=s1)(?P<d1>\d\d?)"
    r"|(?P<a>\d\d?)(?P<s2>[-./])(?P<b>\d\d?)(?P=s2)(?P<y2>\d{4}|\d\d))(?![\w/-]|[.,]\d)"
    r"|(?<![\w.,/-])(?P<d3>\d\d?)\.(?P<m3>0?[1-9]|1[0-2])\.(?![\d])(?= [a-zäöü]|,|$)"
)
_ALONE: Final = re.compile(rf"{_MONTH}(?![\w'])")
_BEFORE_ALONE: Final = re.compile(
    r"(?<!\w)(?:in|since|by|until|till|last|next|this|early|late|mid|of|from|during|through|before|after|"
    r"between|and|im|seit|bis|anfang|ende|mitte|en|depuis|fin|début|desde|em|a|в|у|з|с|на|до|w|od|do)"
    r"[ -]$"
)
_REACH: Final = 10
"""Characters in which the longest of these words stands before a month."""
_DECADE_END: Final = re.compile(r"0(?:'?s|er|-х|-ті|-е)")
_DECADE_WORDS: Final = frozenset("années años anos anni década lata latach latami".split())
_DECADE: Final = re.compile(
    r"(?<![\w.,])(?:(?P<full>1\d\d0|20\d0)|'?(?P<short>[2-9]0))(?P<end>'?s|er|-х|-ті|-е)(?:\b|$)"
)
_SHORT_ENDS: Final = frozenset(("-х", "-ті"))
_NAMED_DECADE: Final = re.compile(
    r"(?:\b(?:(?:les|des|aux) années|los años|dos anos|os anos|anni|década de(?: los)?) "
    r"|(?P<polish>\blata(?:ch|mi)? (?:\d0\.(?:, | i ))?))'?(?:(?P<full>1\d\d0|20\d0)|(?P<short>[2-9]0))"
    r"(?(polish)\.|(?!\w))(?![-–]?\d)"
)
_SHORT_YEAR: Final = re.compile(
    r"(?<!\w)(?:fy ?-?(?P<fiscal>20\d\d|'?\d\d)|(?<=[a-z.] )'(?P<short>\d\d)(?![\w']))"
)
_SHORT_YEAR_SIGN: Final = re.compile(r"'\d|fy")
_BARE_YEAR: Final = re.compile(rf"(?<![\w.,$£€¥'/+%#])(?P<year>{_YEAR})(?![\w%$€]|\.?\d)")
_SEASON: Final = re.compile(
    r"(?P<century>[12](?<![\w.,/-].)(?:(?<=1)[0-9]|(?<=2)0))(?P<year>\d\d)"
    r" ?[-–—/] ?(?P<next>\d\d)(?![\d%]|[.,–/-]\d)"
)
_ENGLISH_TOO: Final = frozenset("out set ago mag gen sty lis lip sie".split())
"""Abbreviations of months of other languages: "3 out of 10"."""
_DOTTED: Final = frozenset("de cs sk pl uk ru fi no nb da tr hu sl hr sr ro bg".split())
"""Languages in which "3.5." is a day and a month."""
# Words before a year; after others a number of four digits with a noun behind it is a count.
_YEAR_BEFORE: Final = frozenset(
    "in since by until till from of early late mid during before after through to and between year the a "
    "this its his her their s fiscal spring summer autumn fall winter season circa im seit bis ab jahr jahre "
    "en depuis desde año de em del nel dal в у з с до від от к w od do po roku рік році року года год году "
    "fin début an january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec pre post عام سنة العام سنتي عامي".split()
)
# Singular words behind a year, where the plural counts: "2026 року", but "2000 років".
_YEAR_BEHIND: Final = re.compile(
    r" (?:року|році|роком|рік|роках|года|году|годом|год|годах|годы|roku|rokiem|rok|r\.)(?!\w)"
    r"|-(?:го|му|ый|й|ого|ому|м)(?!\w)"
)
_NOT_YEAR_BEFORE: Final = frozenset(
    "about over under than nearly almost around roughly some approximately least most estimated "
    "another additional up totalling totaling numbered no nr route highway room".split()
)


def dated(source: Source) -> Iterator[Dated]:
    """The dates and times of a text; some overlap, the fuller ones then come first."""
    low = source.low
    if not _DIGIT.search(low):
        yield from () if low.isascii() else eastern_dates(low)
        yield from times_in_words(source)
        yield from _months(source)
        return
    if _TWO_SIGNS.search(low):
        yield from _numeric(source)
    yield from _with_month(source)
    if not low.isascii():
        yield from eastern_dates(low)
    yield from times_of_day(source)
    yield from _seasons(low)
    yield from _decades(source)
    yield from _months(source)


def _with_month(source: Source) -> Iterator[Dated]:
    """The dates with the name of a month, looked for where one of the names stands."""
    low, starts = source.low, source.places_of(_MONTH_WORDS)
    matches: list[re.Match[str] | None] = []
    if any(_DIGIT.search(low, max(0, at - _DAY_REACH), at) for at in starts):
        matches += _DAY_FIRST.finditer(low)
    matches += [pattern.match(low, at) for pattern in (_MONTH_FIRST, _MONTH_YEAR) for at in starts]
    for match in matches:
        if match:
            yield from _worded(match, source)


def _month(name: str, language: str | None) -> int:
    """The number of the month, or 0; without a language, words that English has too are none."""
    return 0 if language in (None, "en") and name in _ENGLISH_TOO else MONTHS.get(name, 0)


def _value(year: int, month: int, day: int) -> Decimal:
    return Decimal(year * 10000 + month * 100 + day)


def _worded(match: re.Match[str], source: Source) -> Iterator[Dated]:
    part = match.groupdict()
    month = _month(part["month"], source.language)
    day, other, year = (int(part.get(name) or 0) for name in ("day", "other", "year"))
    end = match.end() - match.group().endswith(".")
    if not month or day > 31 or other > 31 or (day == 0 and "day" in part):
        return
    if not year and day and _continues(source, end):
        return
    if part.get("other"):
        yield Dated(*match.span("other"), "date", (_value(year, month, other),))
        start = match.start("day")
        if match.start("other") > start:  # "May 3-5, 2024"
            yield Dated(match.start(), match.end("day"), "date", (_value(year, month, day),))
            return
    else:
        start = match.start()
    yield Dated(start, end, "date", (_value(year, month, day),))


def _continues(source: Source, end: int) -> bool:
    """Whether what looks like a day goes on as an amount, as in "may 3 million"."""
    phrase = (
        phrase_at(source.low, end + 1, source.language)
        if source.low[end : end + 1] == " "
        else None
    )
    return phrase is not None and phrase.kind != "measure" and len(phrase.text) > 1


def _numeric(source: Source) -> Iterator[Dated]:
    for match in _NUMERIC.finditer(source.low):
        part = match.groupdict()
        if part["y1"]:
            pairs = [(int(part["m1"]), int(part["d1"]))]
            year = int(part["y1"])
        elif part["y2"]:
            year = int(part["y2"]) + (2000 if len(part["y2"]) == 2 else 0)
            first, second = int(part["a"]), int(part["b"])
            pairs = [(second, first), (first, second)]
            if part["s2"] == ".":
                pairs.pop()
        elif source.language in _DOTTED:
            year, pairs = 0, [(int(part["m3"]), int(part["d3"]))]
        else:
            continue
        good = tuple(_value(year, m, d) for m, d in pairs if 1 <= m <= 12 and 1 <= d <= 31)
        if good:
            yield Dated(match.start(), match.end(), "date", tuple(dict.fromkeys(good)))


def _seasons(low: str) -> Iterator[Dated]:
    """Both years of "2019-20"."""
    for match in _SEASON.finditer(low):
        year = int(match["century"] + match["year"])
        if int(match["next"]) == (year + 1) % 100:
            yield Dated(match.start(), match.end("year"), "year", (Decimal(year),))
            yield Dated(*match.span("next"), "year", (Decimal(year + 1),))


def _decades(source: Source) -> Iterator[Dated]:
    low = source.low
    for match in _DECADE.finditer(low) if _DECADE_END.search(low) else ():
        if match["full"]:
            readings: tuple[Decimal, ...] = (Decimal(match["full"]),)
        elif (
            "'" in match.group()
            or match["end"] in _SHORT_ENDS
            or (match["end"] == "er" and low.startswith(("jahre", "-jahre"), match.end() + 1))
            or previous_word(low, match.start()) in ("the", "early", "late", "mid")
        ):
            readings = (Decimal(1900 + int(match["short"])), Decimal(2000 + int(match["short"])))
        else:
            continue
        yield Dated(*match.span(), "year", readings, "decade")
    named = not source.words.isdisjoint(_DECADE_WORDS)
    for match in _NAMED_DECADE.finditer(low) if named else ():
        group = "full" if match["full"] else "short"
        year = int(match[group])
        readings = (
            (Decimal(year),) if match["full"] else (Decimal(1900 + year), Decimal(2000 + year))
        )
        yield Dated(*match.span(group), "year", readings, "decade")
    for match in _SHORT_YEAR.finditer(low) if _SHORT_YEAR_SIGN.search(low) else ():
        digits = (match["fiscal"] or match["short"]).lstrip("'")
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
        yield Dated(*match.span(), "year", (Decimal(year),))


def _months(source: Source) -> Iterator[Dated]:
    if source.words.isdisjoint(_MONTH_WORDS):
        return
    low = source.low
    for at in source.places_of(_MONTH_WORDS):
        match = _ALONE.match(low, at)
        if match is None or not _BEFORE_ALONE.search(low, max(0, at - _REACH), at):
            continue
        month = _month(match["month"], source.language)
        if month and (source.text[at].isupper() or source.language not in (None, "en", "de")):
            yield Dated(at, match.end("month"), "date", (_value(0, month, 0),), soft=True)


def year_at(source: Source, start: int) -> Dated | None:
    """The year written at `start`, or None if a count stands there."""
    match = _BARE_YEAR.match(source.low, start)
    if match is None:
        return None
    year, end = int(match["year"]), match.end()
    if behind := _YEAR_BEHIND.match(source.low, end):
        return Dated(start, behind.end(), "year", (Decimal(year),))
    found = phrase_behind(source.low, end, source.language)
    before = previous_word(source.low, start)
    if before in _NOT_YEAR_BEFORE or (found and found[0].unit != "year"):
        return None
    elsewhere = source.language not in (None, "en")  # whose words are those above
    if elsewhere and qualifier_of(source.low, start, end, unit=None) != "exact":
        return None
    sure = before in _YEAR_BEFORE or bool(found)
    if sure or (year >= 1900 and noun_behind(source, end, within=1) is None):
        return Dated(start, end, "year", (Decimal(year),))
    return None
