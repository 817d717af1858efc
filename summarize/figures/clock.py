"""Times of day: 14:30, "2.30 p.m.", "14 h 30", "las 8 de la tarde", "в 8 утра", 下午2时30分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from .model import Dated
from .spoken_clock import spoken_times
from .text import Source
from .units import phrase_behind

__all__ = ["times_in_words", "times_of_day"]

_CLOCK: Final = re.compile(
    r"(?P<hour>\d(?<![\w.,:/].)(?:(?<=[01])\d|(?<=2)[0-4])?)"
    r"(?:(?P<mark>[:.h]|時|点|點|시| h(?= \d)) ?(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?|\.\d\d+)?분?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?| (?P<uhr>uhr(?: (?P<past>[0-5]\d)\b(?! uhr))?|o'clock))?(?![\d])"
)
_SIGN: Final = re.compile(r"\d(?:[:h時点點시时]| h \d|분? ?[ap]\.? ?m|분? (?:uhr|o'clock))")
_EASTERN: Final = re.compile(
    "(?P<half>上午|下午|凌晨|早上|早晨|清晨|中午|傍晚|晚上|晚间|晚間|当晚|當晚|深夜|午前|午後|未明|朝|夜|夕方)?"
    r"(?<!\d)(?P<hour>1\d|2[0-4]|0?\d) ?"
    r"(?:(?P<sure>[时時])(?![間间代候刻期点點])|[点點](?!数|數)|:(?=[0-5]\d))"
    r"(?: ?(?P<minute>[0-5]?\d)(?: ?分|(?<=:\d\d)(?!\d))"
    "| ?(?P<past>半|一刻|三刻)|(?P<even>整|钟|鐘)|)"
)
_HOUR: Final = r"(?P<hour>[01]?\d|2[0-4])"
_MINUTES: Final = r"[:.](?P<minute>[0-5]\d)"
_SLAVIC: Final = (
    rf"(?<![\w.,:]){_HOUR}(?:{_MINUTES})?(?: (?:часов|часа|час|години|година))? "
    r"(?P<half>утра|вечера|ночи|дня|ранку|вечора|ночі|rano|wieczorem|po południu|w nocy)(?!\w)"
)
_FRENCH: Final = (
    rf"(?<!\w)(?:à|vers|dès|jusqu'à) {_HOUR} ?(?:heures?|h)(?: (?P<minute>[0-5]\d))?"
    r"(?! (?:de|du) |\w| d')"
)
_SPANISH: Final = (
    rf"(?<!\w)las? {_HOUR}(?:{_MINUTES})?(?: ?(?:h|hs|horas))?\.? "
    r"(?:de|por) la (?P<half>mañana|tarde|noche|madrugada)"
)
_ARABIC_HALF: Final = (
    "صباحا|صباحًا|صباحاً|فجرا|فجرًا|فجراً|ظهرا|ظهرًا|ظهراً|مساء|مساءً|ليلا|ليلًا|ليلاً|عصرا|بعد الظهر"
)
_ARABIC: Final = (
    rf"(?:الساعة {_HOUR}(?:{_MINUTES})?|(?<![\w.,:])(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d))"
    rf"(?: (?P<half>{_ARABIC_HALF}))?(?!\w)"
)
# The patterns of each language, all of them looked for.
_IN_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "fr": (_FRENCH,),
    "es": (_SPANISH, rf"(?<!\w)a las? {_HOUR}(?:{_MINUTES})? ?(?:h|hs|horas)(?!\w)"),
    "uk": (_SLAVIC, rf"(?<!\w)об? {_HOUR}(?:{_MINUTES}|(?:-?(?:й|ій))? годині|-[иї]?й)(?!\w)"),
    "ru": (
        _SLAVIC,
        rf"(?<!\w)[вк] {_HOUR}(?:{_MINUTES}| час(?:ов|ам|а|у)?)(?!\w| (?:езды|пути|от))",
    ),
    "pl": (
        _SLAVIC,
        rf"(?<!\w)(?:(?:o )?godz(?:\.|inie|ina|iny)|o|od|do) ?{_HOUR}{_MINUTES}(?!\w|[.,]\d)",
        rf"(?<!\w)(?:o )?godz(?:\.|inie|ina|iny) ?{_HOUR}(?!\w|[.,:]\d)",
    ),
    "ar": (_ARABIC,),
}
_WORDS: Final = {
    "fr": "heure heures h",
    "es": "h hs horas mañana tarde noche madrugada",
    "uk": "о об ранку вечора ночі дня",
    "ru": "в к утра вечера ночи дня",
    "pl": "o od do godz godzinie godzina godziny rano wieczorem południu nocy",
    "ar": "الساعة صباحا صباحًا صباحاً مساء مساءً ظهرا ليلا فجرا",
}
"""One of them stands in every time in words."""
_MORNING: Final = frozenset(
    "a mañana madrugada утра ранку rano صباحا صباحًا صباحاً فجرا فجرًا فجراً 上午 凌晨 早上 早晨 清晨 "
    "午前 朝 未明 morgens vormittags m".split()
) | {
    "in the morning",
    "du matin",
    "de la mañana",
    "por la mañana",
    "de la madrugada",
    "por la madrugada",
}
_NIGHT: Final = frozenset(
    "noche ночи ночі nocy ليلا ليلًا ليلاً 晚上 晚间 晚間 当晚 當晚 深夜 夜 nachts".split()
) | {"w nocy", "at night", "de la noche", "por la noche"}
_SMALL_HOURS: Final = 5
"""The last hour that is "at night" in the morning."""
_PAST: Final = {"半": 30, "一刻": 15, "三刻": 45}


def times_of_day(source: Source) -> Iterator[Dated]:
    """The times of a text, those with most signs of it first."""
    patterns = _patterns(source.language) if source.language in _IN_WORDS else None
    if patterns and not source.words.isdisjoint(patterns[1]):
        for pattern in patterns[0]:
            yield from _in_words(source, pattern)
    yield from times_in_words(source)
    sign = _SIGN.search(source.low)
    if sign and not source.low.isascii():
        yield from _eastern(source.low)
    yield from _clocks(source) if sign else ()


def times_in_words(source: Source) -> Iterator[Dated]:
    """The times that are written without a digit."""
    for spoken in spoken_times(source):
        yield _time(*spoken)


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[list[re.Pattern[str]], frozenset[str]]:
    return [re.compile(one) for one in _IN_WORDS[language]], frozenset(_WORDS[language].split())


def _clocks(source: Source) -> Iterator[Dated]:
    for match in _CLOCK.finditer(source.low):
        minute = int(match["minute"] or match["past"] or 0)
        if match["mark"] in (None, ".") and not (match["half"] or match["uhr"]):
            continue
        if match["half"] and not 1 <= int(match["hour"]) <= 12:
            continue
        yield _time(match.start(), match.end(), int(match["hour"]), minute, match["half"])


def _in_words(source: Source, pattern: re.Pattern[str]) -> Iterator[Dated]:
    for match in pattern.finditer(source.low):
        part = match.groupdict()
        name = "hour" if part["hour"] else "hour2"
        minute = int(part.get("minute") or part.get("minute2") or 0)
        found = phrase_behind(source.low, match.end(), source.language)
        if part.get("half") or found is None or found[0].kind == "measure":
            yield _time(match.start(name), match.end(), int(part[name]), minute, part.get("half"))


def _eastern(low: str) -> Iterator[Dated]:
    for match in _EASTERN.finditer(low):
        minute = int(match["minute"] or _PAST.get(match["past"] or "", 0))
        if match["half"] or match["sure"] or match["minute"] or match["past"] or match["even"]:
            yield _time(match.start(), match.end(), int(match["hour"]), minute, match["half"])


def _time(start: int, end: int, hour: int, minute: int, half: str | None) -> Dated:
    """The time of day; one before noon, of which it isn't said that it is, may be after noon."""
    if half is None or hour > 12:
        hours: tuple[int, ...] = (hour, hour + 12) if hour < 12 and half is None else (hour,)
    elif half in _MORNING or (half in _NIGHT and (hour <= _SMALL_HOURS or hour == 12)):
        hours = (hour % 12,)
    else:
        hours = (hour % 12 + 12,)
    return Dated(start, end, "time", tuple(Decimal(h * 100 + minute) for h in hours))
