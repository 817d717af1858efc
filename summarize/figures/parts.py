"""Halves and thirds, dozens and scores, "hundreds" and "millions" in words, by language.

English has its own patterns in `figures.words`. A number behind one of these words goes on as behind
digits ("pół miliona", "anderthalb Stunden").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from .text import Source

__all__ = ["COLLECTIVES", "Part", "half_behind", "parts"]

Form = Literal["number", "fraction", "vague"]


class Part(NamedTuple):
    """What such a word is worth."""

    start: int
    end: int
    value: Decimal
    form: Form
    soft: bool
    """Whether it is a half, which is a manner of speaking as often as a share."""


# Phrases by language, form and value; "/" divides numerator and denominator.
_PHRASES: Final[dict[str, dict[Form, dict[str, str]]]] = {
    "de": {
        "fraction": {
            "1/2": "hälfte",
            "1/3": "ein drittel|einem drittel|eines drittels",
            "2/3": "zwei drittel|zwei dritteln",
            "1/4": "ein viertel|einem viertel|eines viertels",
            "3/4": "drei viertel|drei vierteln|dreiviertel",
            "1/5": "ein fünftel|einem fünftel",
            "1/10": "ein zehntel|einem zehntel",
        },
        "number": {
            "3/2": "anderthalb|eineinhalb",
            "5/2": "zweieinhalb",
            "7/2": "dreieinhalb",
            "9/2": "viereinhalb",
            "6": "ein halbes dutzend|einem halben dutzend",
            "12": "ein dutzend|einem dutzend|eines dutzends",
            "24": "zwei dutzend",
            "500000": "eine halbe million|einer halben million|halbe million",
            "500000000": "eine halbe milliarde|einer halben milliarde|halbe milliarde",
        },
        "vague": {
            "10": "dutzende|dutzenden",
            "100": "hunderte|hunderten|hunderter|mehrere hundert|einige hundert|viele hundert",
            "1000": "tausende|tausenden|tausender|mehrere tausend|einige tausend|viele tausend",
            "10000": "zehntausende|zehntausenden",
            "100000": "hunderttausende|hunderttausenden",
            "1000000": "millionen",
            "1000000000": "milliarden",
        },
    },
    "fr": {
        "fraction": {
            "1/2": "moitié",
            "1/3": "un tiers",
            "2/3": "deux tiers",
            "1/4": "un quart",
            "3/4": "trois quarts",
            "1/5": "un cinquième",
            "1/10": "un dixième",
        },
        "number": {
            "6": "une demi-douzaine",
            "10": "une dizaine|la dizaine",
            "12": "une douzaine|la douzaine",
            "15": "une quinzaine|la quinzaine",
            "20": "une vingtaine|la vingtaine",
            "30": "une trentaine|la trentaine",
            "40": "une quarantaine|la quarantaine",
            "50": "une cinquantaine|la cinquantaine",
            "60": "une soixantaine|la soixantaine",
            "100": "une centaine|la centaine",
            "1000": "un millier|le millier",
            "500000": "un demi-million|demi-million|un demi million",
            "500000000": "un demi-milliard|demi-milliard",
        },
        "vague": {
            "10": "dizaines",
            "100": "centaines",
            "1000": "milliers",
            "10000": "dizaines de milliers",
            "100000": "centaines de milliers",
            "1000000": "millions",
            "1000000000": "milliards",
        },
    },
    "es": {
        "fraction": {
            "1/2": "mitad",
            "1/3": "un tercio|una tercera parte|tercera parte",
            "2/3": "dos tercios|dos terceras partes",
            "1/4": "una cuarta parte|la cuarta parte",
            "3/4": "tres cuartos|tres cuartas partes",
            "1/5": "una quinta parte|un quinto",
            "1/10": "una décima parte",
        },
        "number": {
            "6": "media docena",
            "10": "una decena",
            "12": "una docena",
            "15": "una quincena",
            "20": "una veintena",
            "24": "dos docenas",
            "30": "una treintena",
            "40": "una cuarentena",
            "50": "una cincuentena",
            "100": "un centenar",
            "1000": "un millar",
            "500000": "medio millón",
        },
        "vague": {
            "10": "decenas|docenas",
            "100": "cientos|centenares",
            "1000": "miles|millares",
            "10000": "decenas de miles|decenas de millares",
            "100000": "cientos de miles|centenares de miles",
            "1000000": "millones",
        },
    },
    "uk": {
        "fraction": {
            "1/2": "половина|половину|половини|половиною|половині",
            "1/3": "третина|третину|третини|третиною|третині",
            "2/3": "дві третини|двох третин|двома третинами",
            "1/4": "чверть|чверті",
            "3/4": "три чверті|трьох чвертей",
        },
        "number": {
            "3/2": "півтора|півтори",
            "10": "десяток",
            "12": "дюжина|дюжину|дюжини",
            "100": "сотня|сотню",
            "1000": "тисяча|тисячу",
            "1000000": "мільйон",
            "1000000000": "мільярд",
            "500000": "пів мільйона|півмільйона|пів-мільйона",
            "500000000": "пів мільярда|півмільярда",
        },
        "vague": {
            "10": "десятки|десятків|десяткам|десятками|десятках",
            "100": "сотні|сотень|сотням|сотнями|сотнях",
            "1000": "тисячі|тисяч|тисячам|тисячами|тисячах",
            "10000": "десятки тисяч|десятків тисяч|десяткам тисяч",
            "100000": "сотні тисяч|сотень тисяч|сотням тисяч",
            "1000000": "мільйони|мільйонів|мільйонам|мільйонами",
            "1000000000": "мільярди|мільярдів",
        },
    },
    "ru": {
        "fraction": {
            "1/2": "половина|половину|половины|половиной|половине",
            "1/3": "треть|трети|третью",
            "2/3": "две трети|двух третей",
            "1/4": "четверть|четверти|четвертью",
            "3/4": "три четверти|трёх четвертей|трех четвертей",
        },
        "number": {
            "3/2": "полтора|полторы|полутора",
            "10": "десяток",
            "12": "дюжина|дюжину|дюжины",
            "100": "сотня|сотню",
            "1000": "тысяча|тысячу",
            "1000000": "миллион",
            "1000000000": "миллиард",
            "500000": "полмиллиона|полумиллиона|пол-миллиона",
            "500000000": "полмиллиарда|полумиллиарда",
        },
        "vague": {
            "10": "десятки|десятков|десяткам|десятками|десятках",
            "100": "сотни|сотен|сотням|сотнями|сотнях",
            "1000": "тысячи|тысяч|тысячам|тысячами|тысячах",
            "10000": "десятки тысяч|десятков тысяч|десяткам тысяч",
            "100000": "сотни тысяч|сотен тысяч|сотням тысяч",
            "1000000": "миллионы|миллионов|миллионам|миллионами",
            "1000000000": "миллиарды|миллиардов",
        },
    },
    "pl": {
        "fraction": {
            "1/2": "połowa|połowę|połowy|połową|połowie",
            "1/3": "jedna trzecia|jedną trzecią|jednej trzeciej",
            "2/3": "dwie trzecie|dwóch trzecich|dwiema trzecimi",
            "1/4": "jedna czwarta|jedną czwartą|jednej czwartej|ćwierć",
            "3/4": "trzy czwarte|trzech czwartych",
            "1/5": "jedna piąta|jedną piątą|jednej piątej",
        },
        "number": {
            "3/2": "półtora|półtorej",
            "12": "tuzin",
            "100": "setka|setkę",
            "1000": "tysiąc|tysiąca",
            "1000000": "milion|miliona",
            "1000000000": "miliard|miliarda",
            "500": "pół tysiąca",
            "500000": "pół miliona",
            "500000000": "pół miliarda",
        },
        "vague": {
            "10": "dziesiątki|dziesiątek|dziesiątkom|kilkadziesiąt|kilkudziesięciu|tuziny",
            "100": "setki|setek|setkom|setkami|kilkaset|kilkuset",
            "1000": "tysiące|tysięcy|tysiącom|tysiącami",
            "10000": "dziesiątki tysięcy|dziesiątek tysięcy|kilkadziesiąt tysięcy|kilkudziesięciu tysięcy",
            "100000": "setki tysięcy|setek tysięcy|kilkaset tysięcy|kilkuset tysięcy",
            "1000000": "miliony|milionów|milionom",
            "1000000000": "miliardy|miliardów",
        },
    },
    "ar": {
        "fraction": {
            "1/2": "نصف|النصف",
            "1/3": "ثلث|الثلث",
            "2/3": "ثلثا|ثلثي|ثلثين|ثلثان|الثلثين",
            "1/4": "ربع|الربع",
            "3/4": "ثلاثة أرباع",
        },
        "number": {
            "500000": "نصف مليون",
            "500000000": "نصف مليار",
        },
        "vague": {
            "10": "عشرات|العشرات",
            "100": "مئات|المئات|مئات|مائات",
            "1000": "آلاف|الآلاف|الاف",
            "10000": "عشرات الآلاف|عشرات آلاف",
            "100000": "مئات الآلاف|مئات آلاف",
            "1000000": "ملايين|الملايين",
            "1000000000": "مليارات|المليارات",
        },
    },
}  # fmt: skip
_HALF: Final = Decimal("0.5")
# "two and a half" and "two million and a half".
_HALF_BEHIND: Final = {
    "fr": re.compile(r" et demie?\b"),
    "es": re.compile(r" y medi[oa]\b"),
    "pl": re.compile(r" i pół\b"),
    "ru": re.compile(r" с половиной\b"),
    "uk": re.compile(r" (?:з|із) половиною\b"),
    "ar": re.compile(r" و(?:ال)?نصف\b"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_STEPS: Final = (10**12, 10**9, 10**6, 10**3)

COLLECTIVES: Final = frozenset(
    "dizaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier decena "
    "quincena veintena treintena cuarentena cincuentena centenar millar".split()
)
"""Nouns for a round number that nobody counted: "une vingtaine" is about twenty."""


def parts(source: Source) -> Iterator[Part]:
    """The fractions, collective numbers and vague plurals of a text, the longest of each place."""
    table = _table(source.language) if source.language in _PHRASES else None
    if table is None or source.words.isdisjoint(table.last):
        return
    end = 0
    for at in source.places_of(table.first):
        match = table.pattern.match(source.low, at) if at >= end else None
        if match:
            end = match.end()
            value, form = table.worth[match["phrase"]]
            yield Part(*match.span("phrase"), value, form, soft=value == _HALF)


def half_behind(low: str, end: int, value: Decimal, language: str | None) -> tuple[Decimal, int]:
    """What "et demi" adds to a number that ends at `end`, and where it ends itself; 0 if it isn't there."""
    pattern = _HALF_BEHIND.get(language or "")
    match = pattern.match(low, end) if pattern and low[end : end + 1] == " " else None
    if match is None:
        return Decimal(0), end
    step = next((step for step in _STEPS if value and value % step == 0), 1)
    return _HALF * step, match.end()


class _Table(NamedTuple):
    """The phrases of one language."""

    pattern: re.Pattern[str]
    first: frozenset[str]
    """The words that they begin with, of which a text may have many."""
    last: frozenset[str]
    """The words that they end with."""
    worth: dict[str, tuple[Decimal, Form]]


@lru_cache(maxsize=8)
def _table(language: str) -> _Table:
    worth: dict[str, tuple[Decimal, Form]] = {}
    for form, values in _PHRASES[language].items():
        for written, phrases in values.items():
            over, _, under = written.partition("/")
            value = Decimal(over) / Decimal(under or 1)
            worth |= dict.fromkeys(phrases.split("|"), (value, form))
    longest_first = sorted(worth, key=len, reverse=True)
    joined = "وبلف" if language == "ar" else ""
    prefix = f"[{joined}]?" if joined else ""
    pattern = re.compile(rf"(?<![\w'-]){prefix}(?P<phrase>{'|'.join(longest_first)})(?![\w'-])")
    words = [_WORD.findall(phrase) for phrase in worth]
    first, last = {found[0] for found in words}, {found[-1] for found in words}
    for known in (first, last):
        known |= {letter + word for word in known for letter in joined}
    return _Table(pattern, frozenset(first), frozenset(last), worth)
