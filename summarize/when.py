"""Dates that a claim states in full and its article in part: "Dec. 23", "on Monday", "last year"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .wording import mentions_relative_date

__all__ = ["DateParts", "follows_from", "is_news_of"]

# Monday to Sunday, in the forms that dates take in each language.
_WEEKDAY_NAMES = """
    monday montag lundi lunes понеділок понеділка понеділком понедельник понедельника poniedziałek
    poniedziałku poniedziałkiem segunda-feira lunedì الاثنين الإثنين;
    tuesday dienstag mardi martes вівторок вівторка вівторком вторник вторника wtorek wtorku wtorkiem
    terça-feira martedì الثلاثاء;
    wednesday mittwoch mercredi miércoles середа середу середи середою среда среду среды środa środę
    środy środą quarta-feira mercoledì الأربعاء الاربعاء;
    thursday donnerstag jeudi jueves четвер четверга четвергом четверг czwartek czwartku czwartkiem
    quinta-feira giovedì الخميس;
    friday freitag vendredi viernes п'ятниця п'ятницю п'ятниці п'ятницею пятница пятницу пятницы piątek
    piątku piątkiem sexta-feira venerdì الجمعة;
    saturday samstag sonnabend samedi sábado субота суботу суботи суботою суббота субботу субботы
    sobota sobotę soboty sobotą sabato السبت;
    sunday sonntag dimanche domingo неділя неділю неділі неділею воскресенье воскресенья niedziela
    niedzielę niedzieli niedzielą domenica الأحد الاحد
""".split(";")
# "am Dienstagabend"
_GERMAN_HOURS = "s abend abends morgen nachmittag vormittag nacht mittag früh".split()
_WEEKDAYS = {name: n for n, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_WEEKDAYS |= {
    name + hours: n
    for name, n in _WEEKDAYS.items()
    for hours in _GERMAN_HOURS
    if name.endswith(("tag", "abend", "mittwoch")) and name.isascii()
}
_WEEKDAYS |= {letter + name: n for name, n in _WEEKDAYS.items() if "ا" in name for letter in "وبلف"}
_EASTERN_WEEKDAY = re.compile(
    "(?:星期|[周週]|礼拜|禮拜)(?P<zh>[一二三四五六日天])|(?P<ja>[月火水木金土日])曜|[(（](?P<short>[月火水木金土日])[)）]"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_YEARS_APART = re.compile(
    r"\byears (?:ago|earlier|before|after|later|on)\b|\bJahren?\b(?! \d{4})|\bans (?:plus tard|après|avant)\b"
    r"|\bil y a .{1,20} ans?\b|\bhace .{1,20} años?\b|\baños (?:después|antes|más tarde)\b"
    r"|\b(?:років|роки|рік|лет|года|год|lat|lata|rok) (?:тому|назад|потому|temu|później)\b"
    r"|\bقبل .{1,20}(?:سنة|سنوات|عام|عاما|أعوام)|\bبعد .{1,20}(?:سنة|سنوات|عام|عاما|أعوام)|年[间間]?[前後后]",
    re.IGNORECASE,
)
_A_YEAR_APART = re.compile(r"\byear (?:ago|earlier|before|after|later)\b", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    r"\b(?:last|next|previous|prior|following|past|coming) \w|\byears? (?:ago|earlier|before|after|later)\b"
    r"|\b(?:letzte|vergangene|vorige|nächste|kommende)\w* Jahr|\bVorjahr|\b(?:ans?|années?) (?:dernier"
    r"|prochain|précédent)|\baños? (?:pasado|próximo|anterior)|\bторік\b|\b(?:минул|наступн)\w+ року\b"
    r"|\b(?:прошл|следующ)\w+ год|\b(?:zeszł|ubiegł|przyszł|minion)\w+ roku\b"
    r"|(?:العام|السنة) (?:الماضي|المقبل|القادم|المنصرم)|去年|昨年|明年|来年|來年|前年|翌年",
    re.IGNORECASE,
)
"""Says that a date without a year is of another year than the article."""
_LONG = re.compile(
    r"\b(?:last|next|this|past|coming) (?:year|quarter|summer|winter|spring|autumn|fall)\b"
    r"|\byears? ago\b",
    re.IGNORECASE,
)
"""Relative dates that say nothing of a day."""
_NEXT = timedelta(days=300)  # beyond, a date without a year is rather that of the year between
_NEARBY_MONTH = timedelta(days=31)  # how far a day of a month that isn't named reaches
_NEAR = timedelta(days=14)  # how far a weekday, "yesterday" or "this week" reaches


@dataclass(frozen=True, slots=True)
class DateParts:
    """What a date says; None for what it leaves out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def as_date(self) -> date | None:
        """The day itself, if all of it is said and it exists."""
        if self.year and self.month and self.day:
            try:
                return date(self.year, self.month, self.day)
            except ValueError:
                return None
        return None

    def agrees(self, other: DateParts) -> bool:
        """Whether the other one says the month, and the day if this one does, and no other year."""
        same_year = not self.year or not other.year or self.year == other.year
        return same_year and self.month == other.month and self.day in (None, other.day)

    def rivals(self, other: DateParts) -> bool:
        """Whether the other one says a day, month or year where this one says a different one."""
        another_year = bool(self.year and other.year and self.year != other.year)
        if self.day:
            another_day = self.day != other.day or None is not other.month != self.month
            return bool(other.day) and (another_day or another_year)
        if self.month:
            return bool(other.month) and (self.month != other.month or another_year)
        return another_year


def follows_from(
    stated: DateParts,
    dates: Iterable[DateParts],
    sentences: str,
    today: date | None,
    *,
    far: bool = False,
) -> bool:
    """Whether a stated date follows from what sentences say and the day the article speaks from.

    A month and day must be the sentences' own, with that day's year. They may have the year beside it
    where the sentences state it or say "last year", or the date lies within 300 days, or may lie `far`.
    A weekday must be that of the date, without a year the nearest; "yesterday" or "this week" must lie
    near. A year alone may be that
    day's, or one beside it when the sentences say "last year" or a date without year, one beside theirs
    when they say "a year earlier", and any when they count years ("twelve years later"). Without `today`,
    whatever needs it is taken to follow, but no year beside those that the sentences state.
    """
    near_year = today is None or stated.year is None or abs(stated.year - today.year) <= 1
    known = list(dates)
    near = far or _is_next(stated, today) or bool(_OF_A_YEAR.search(sentences))
    months = [other for other in known if other.month and (other.year or near)]
    if near_year and any(map(stated.agrees, months)):
        return True
    if stated.day and any(stated.day == o.day and not o.month for o in known):
        return _is_within(stated, today, _NEARBY_MONTH)
    if stated.day:
        return _names_day(sentences, _nearest(stated, today), today)
    partly = _tells_when(sentences)
    if stated.month:
        return near_year and near and partly
    return _year_follows(stated, known, sentences, today, partly=partly)


def _year_follows(
    stated: DateParts,
    known: Sequence[DateParts],
    sentences: str,
    today: date | None,
    *,
    partly: bool,
) -> bool:
    """The same for a year alone; `partly` says that the sentences have a date of their own day."""
    if any(stated.year == other.year for other in known):
        return True
    if today is None and any(other.year for other in known):
        return bool(_YEARS_APART.search(sentences))
    near_year = today is None or stated.year is None or abs(stated.year - today.year) <= 1
    partly = partly or any(not other.year for other in known)
    this_year = today is None or stated.year == today.year
    beside = _A_YEAR_APART.search(sentences) and _is_beside(stated, [*known, *_years(today)])
    counted = beside or _YEARS_APART.search(sentences)
    return (near_year and (partly or this_year)) or bool(counted)


def is_news_of(stated: DateParts, sentences: str, today: date) -> bool:
    """Whether a date lies around the day the article speaks from, and no weekday in them says another.

    A day counts within two weeks, a month or year when it is that day's own.
    """
    if stated.day:
        year, month = stated.year or today.year, stated.month or today.month
        day = DateParts(year, month, stated.day).as_date()
        weekdays = _weekdays(sentences)
        fits = day is not None and (not weekdays or day.weekday() in weekdays)
        return fits and day is not None and abs(day - today) <= _NEAR
    same_month = stated.month in (None, today.month)
    return same_month and stated.year in (None, today.year)


def _is_next(stated: DateParts, today: date | None) -> bool:
    """Whether a date lies in the year that the article speaks from, or near enough to it."""
    if today is None or stated.year in (None, today.year):
        return True
    day = DateParts(stated.year, stated.month, stated.day or 15).as_date()
    return day is not None and abs(day - today) <= _NEXT


def _is_within(stated: DateParts, today: date | None, reach: timedelta) -> bool:
    """Whether a day lies near enough to the one that the article speaks from."""
    if today is None or not stated.month:
        return True
    day = DateParts(stated.year or today.year, stated.month, stated.day).as_date()
    return day is not None and abs(day - today) <= reach


def _is_beside(stated: DateParts, others: Iterable[DateParts]) -> bool:
    years = [other.year for other in others if other.year]
    return any(stated.year is not None and abs(stated.year - year) <= 1 for year in years)


def _years(today: date | None) -> list[DateParts]:
    return [DateParts(today.year)] if today else []


def _nearest(stated: DateParts, today: date | None) -> date | None:
    """The day that is stated; without a year, that which lies nearest to the day the article speaks from."""
    if stated.year or today is None:
        return stated.as_date()
    years = (today.year, today.year - 1, today.year + 1)
    days = [DateParts(year, stated.month, stated.day).as_date() for year in years]
    return min(filter(None, days), key=lambda day: abs(day - today), default=None)


def _names_day(sentences: str, day: date | None, today: date | None) -> bool:
    if day is None or (today is not None and abs(day - today) > _NEAR):
        return False
    if day.weekday() in _weekdays(sentences):
        return True
    others = _WORD.sub(lambda word: "" if _weekday(word[0]) is not None else word[0], sentences)
    return mentions_relative_date(_LONG.sub("", others)) or day == today


@lru_cache(maxsize=4)  # the same sentences are asked about for one figure after the other
def _tells_when(sentences: str) -> bool:
    """Whether the sentences give a date by the day that they speak from, or a weekday."""
    return mentions_relative_date(sentences) or bool(_weekdays(sentences))


def _weekdays(text: str) -> set[int]:
    words = {word.lower().replace("’", "'") for word in _WORD.findall(text)}
    found = {_WEEKDAYS[word] for word in words & _WEEKDAYS.keys()}
    for match in () if text.isascii() else _EASTERN_WEEKDAY.finditer(text):
        found.add(
            "一二三四五六日".find(match["zh"].replace("天", "日"))
            if match["zh"]
            else "月火水木金土日".find(match["ja"] or match["short"])
        )
    return found


def _weekday(word: str) -> int | None:
    return _WEEKDAYS.get(word.lower().replace("’", "'"))
