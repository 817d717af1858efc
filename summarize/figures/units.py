"""The words and signs after (or before) a number that scale it or say what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Final, Literal

from .declensions import declined_measures, declined_money
from .unit_words import HUNDREDTHS, LONG_PHRASES, LONG_SCALE, MEASURES, MONEY, PERCENT, SCALES

__all__ = [
    "ATTACHED",
    "CURRENCY_CODES",
    "CURRENCY_SIGNS",
    "MINUS",
    "Phrase",
    "is_measure",
    "phrase_at",
    "phrase_behind",
    "units_agree",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or sign, or several, with a meaning for the number beside it."""

    text: str
    kind: Literal["scale", "percent", "money", "measure"]
    factor: Decimal
    unit: str | None


_GENERIC: Final = {
    "$": frozenset(("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "BRL")),
    "¢": frozenset((*MONEY, "HKD", "NZD", "SGD", "TWD", "MXN")),
    "pound": frozenset(("GBP", "EGP", "lb")),
    "¥": frozenset(("JPY", "CNY")),
    "rupee": frozenset(("INR",)),
    "franc": frozenset(("CHF",)),
    "lira": frozenset(("TRY",)),
    "riyal": frozenset(("SAR", "IRR")),
    "dinar": frozenset(("KWD", "IQD", "JOD", "TND", "DZD", "LYD", "BHD", "RSD")),
    "ポイント": frozenset(("pp", "point", "%")),
    "キロ": frozenset(("km", "kg", "km/h")),
    "度": frozenset(("°", "°C", "times")),
    "peso": frozenset(("MXN",)),
    "kr": frozenset(("CZK",)),
    "point": frozenset(("pp",)),
    "°": frozenset(("°C", "°F")),
}
"""Units that leave open which of several they are."""

CURRENCY_SIGNS: Final = {
    sign: unit for unit, words in MONEY.items() for sign in words.split("|") if not sign.isalpha()
    and len(sign) == 1
} | {"us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "nz$": "NZD",
     "s$": "SGD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL"}  # fmt: skip
"""Signs, and letters with a sign, that stand before an amount."""

CURRENCY_CODES: Final = {
    word: unit
    for unit, words in MONEY.items()
    for word in words.split("|")
    if word.isascii() and word.isalpha() and len(word) == 3 and unit == word.upper()
} | {"rs": "rupee", "kr": "kr", "hkd": "HKD", "nzd": "NZD", "sgd": "SGD"}
"""Codes that stand before an amount: "EUR 5 million", "Rs. 500"."""

ATTACHED: Final = {
    "k": 10**3, "к": 10**3, "bn": 10**9, "mn": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12,
    "trn": 10**12, "mrd": 10**9, "mila": 10**3, "млн": 10**6, "млрд": 10**9, "тыс": 10**3,
    "b": 10**9, "m": 10**6, "mm": 10**6, "t": 10**12, "cr": 10**7,
}  # fmt: skip
"""What is written right behind the digits; from "b" on only an amount of money makes it a scale."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")

# What may stand between a number and its unit, by its first character: "5 millions d'euros", "5
# millones de euros". No unit begins with a space.
_GAPS: Final = {" ": (" ", " d'", " de "), "-": ("", "-")}
_NO_GAP: Final = ("",)

_ONLY_IN: Final = {"pie": "es", "pies": "es", "cale": "pl", "cali": "pl", "zoll": "de", "час": "ru"}
"""Units that are other words elsewhere, with their language."""

MINUS: Final = frozenset("minus moins menos meno мінус минус 零下 マイナス 영하".split())
"""Words before a number that make it negative."""


def phrase_at(low: str, start: int, language: str | None = None) -> Phrase | None:
    """The longest known word or sign that begins at `start`, or None."""
    table = _table() if language == "en" else _declining_table()
    for phrase in table.get(_first(low, start), ()):
        if low.startswith(phrase.text, start) and _ends(low, start, phrase.text):
            if _ONLY_IN.get(phrase.text, language) != language:
                continue
            if language == "pl" and phrase.text == "bln":
                return Phrase("bln", "scale", Decimal(10**12), None)
            if language in LONG_SCALE and phrase.text in ("billion", "trillion"):
                return Phrase(phrase.text, "scale", phrase.factor**2 / 10**6, None)
            return phrase
    return None


@lru_cache(maxsize=4)  # a place is asked about two or three times in a row
def phrase_behind(low: str, end: int, language: str | None = None) -> tuple[Phrase, int] | None:
    """The phrase right behind a number that ends at `end`, and where it ends itself."""
    for gap in _GAPS.get(low[end : end + 1], _NO_GAP):
        if low.startswith(gap, end):
            phrase = phrase_at(low, end + len(gap), language)
            if phrase and not _is_other_word(low, end + len(gap), phrase):
                return phrase, end + len(gap) + len(phrase.text)
    return None


def _is_other_word(low: str, start: int, phrase: Phrase) -> bool:
    """Whether a unit is the beginning of something else: "5 T-shirts", "the 2022 second quarter"."""
    end = start + len(phrase.text)
    if phrase.text in _NOT_BEFORE:
        return low[end : end + 1] in _NOT_BEFORE[phrase.text]
    if phrase.text == "second":
        return low[start - 1] == " " and not low.endswith(("1", "one"), 0, start - 1)
    return len(phrase.text) == 1 and phrase.text.isalpha() and low[end : end + 1] == "-"


_NOT_BEFORE: Final = {
    "成": frozenset("员員为為功立本长長果绩績年分熟"),
    "度": frozenset("目"),
    "克": frozenset("服"),
    "升": frozenset("至到级級"),
    "分": frozenset("の之"),
}
"""Signs for units that other signs behind them make parts of other words."""


def is_measure(unit: str | None) -> bool:
    """Whether a unit is known, rather than a noun for what is counted."""
    return unit in _known()


def units_agree(one: str | None, other: str | None) -> bool:
    """Whether two units may name the same thing.

    They do if one is unknown or both are equal, and if one leaves open which of several it is ("$"
    beside "USD" or "AUD", "pound" beside "GBP" or "lb"). What is counted may be named in many ways
    ("troops", "soldiers"; "three titles", "won three times"), so two nouns agree; a noun agrees with
    a measure, a currency or % only if it is a word for it ("2,400 water meters", "2,400 meters").
    """
    if one is None or other is None or one == other:
        return True
    if other in _GENERIC.get(one, ()) or one in _GENERIC.get(other, ()):
        return True
    if {one, other} & _known():
        return other in _units_of(one) or one in _units_of(other)
    return True


def _units_of(noun: str) -> frozenset[str | None]:
    """The units that a noun may be, as the "meters" of "2,400 water meters" may."""
    known = (_table() if noun.isascii() else _declining_table()).get(_first(noun), ())
    return frozenset(phrase.unit for phrase in known if phrase.text == noun)


def _first(text: str, start: int = 0) -> str:
    """The first word or sign; one character in scripts from Thai on, which put no space behind a unit."""
    sign = text[start : start + 1]
    match = _LETTERS.match(text, start) if sign < "\u0e00" else None
    return match[0] if match else sign


def _ends(low: str, start: int, phrase: str) -> bool:
    end = start + len(phrase)
    if end >= len(low) or not phrase[-1].isalnum() or phrase[-1] >= "\u0e00":
        return True
    after = low[end]
    return not after.isalnum() and after not in "_²³'" and not "\u0900" <= after < "\u0e00"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    signs = CURRENCY_SIGNS.values()
    measures = MEASURES.keys() - {"times"}
    return frozenset((*measures, *MONEY, *HUNDREDTHS, *signs, *CURRENCY_CODES.values(), "%"))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Phrase, ...]]:
    """The phrases by their first word or sign, the longest first."""
    return _by_first_word(_phrases())


@lru_cache(maxsize=1)
def _declining_table() -> dict[str, tuple[Phrase, ...]]:
    """The same with the forms that languages decline; to make it takes 3 ms more."""
    return _by_first_word(chain(_phrases(), _declined()))


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, dict[str, Phrase]] = {}
    for phrase in phrases:
        table.setdefault(_first(phrase.text), {}).setdefault(phrase.text, phrase)
    return {
        key: tuple(sorted(phrases.values(), key=lambda phrase: -len(phrase.text)))
        for key, phrases in table.items()
    }


def _phrases() -> Iterator[Phrase]:
    one, hundredth = Decimal(1), Decimal("0.01")
    for text, factor in LONG_PHRASES.items():
        yield Phrase(text, "scale", Decimal(factor), None)
    for factor, words in SCALES.items():
        yield from (Phrase(word, "scale", Decimal(factor), None) for word in words.split())
    yield from (Phrase(text, "percent", one, "%") for text in PERCENT.split("|"))
    yield Phrase("‰", "percent", Decimal("0.1"), "%")
    for text in ("成", "割"):  # "four tenths" of Chinese and Japanese
        yield Phrase(text, "percent", Decimal(10), "%")
    for unit, words in MONEY.items():
        yield from (Phrase(text, "money", one, unit) for text in words.split("|"))
    for unit, (kind, words) in HUNDREDTHS.items():
        yield from (Phrase(text, kind, hundredth, unit) for text in words.split("|"))
    for unit, words in MEASURES.items():
        yield from (Phrase(text, "measure", one, unit) for text in words.split("|"))


def _declined() -> Iterator[Phrase]:
    one = Decimal(1)
    yield from (Phrase(text, "money", one, unit) for unit, text in declined_money())
    yield from (Phrase(text, "measure", one, unit) for unit, text in declined_measures())
