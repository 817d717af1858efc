"""Numbers spelled out in words.

text2num 3.1 (MIT, a Rust core, imported when the first number word is met: 3 ms) composes the cardinals
and ordinals of eight languages. It does not know English trillions, dozens, fractions and vague plurals,
which are read here, nor any Chinese numeral, Slavic or Arabic word; `figures.parts` has what other languages
call dozens, halves and hundreds. Its tokens are cheap: 18 µs for a sentence of twenty words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from .arabic import arabic_numbers
from .numerals import VULGAR, chinese_number
from .parts import parts
from .slavic import slavic_numbers, slavic_words
from .text import Source

__all__ = ["Spelled", "spelled_numbers"]


class Spelled(NamedTuple):
    """A number in words."""

    start: int
    end: int
    value: Decimal
    form: Literal["number", "ordinal", "fraction", "percent", "vague"]
    soft: bool
    """Whether it is one or two, first or second, or a half, which say other things more often."""


_SMALL: Final = 2
"""Up to here a number in words is an article, a pronoun or a manner of speaking as often as a count."""
_LANGUAGES: Final = frozenset("en de fr es it pt nl da".split())
_WORD: Final = re.compile(r"[^\W\d_]+|[^\w\s]|_|\d")

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_LARGE = "hundred thousand million billion"
_ENGLISH = "|".join(
    [
        *f"{_ORDINALS} {_UNITS} {_TEENS} {_TENS} {_LARGE}".split(),
        *(f"{word}th" for word in f"{_TEENS} {_LARGE}".split()),
        *(f"{word[:-1]}ieth" for word in _TENS.split()),
    ]
)
_ENGLISH_WORDS: Final = frozenset(_ENGLISH.split("|"))
# A chain of number words, for text2num to divide and compose.
_CHAIN: Final = re.compile(rf"\b(?:{_ENGLISH})\b(?:(?: and |[ -]| point )(?:{_ENGLISH})\b){{0,12}}")

_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_COUNTS: Final = {word: n for n, word in enumerate(_UNITS.split()) if 1 <= n <= 9}
_PLURALS: Final = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
_EXTREME: Final = (
    "poorest|richest|wealthiest|lowest|highest|largest|smallest|oldest|youngest|top|bottom"
)
"""What is said of a part that is meant by its place: "the poorest third of households"."""
_EXTRAS: Final = re.compile(
    rf"\b(?P<many>{'|'.join(_PLURALS)})(?: of (?P<manifold>hundreds|thousands|millions|billions))?\b"
    r"|\b(?P<few>few|several|couple|many|some) (?:of )?(?P<scale>hundred|thousand|million|billion|dozen)\b"
    rf"|\b(?:(?P<half_dozen>half)[ -]a[ -]|(?P<dozens>an?|{'|'.join(_COUNTS)})[ -])dozen\b"
    rf"|\b(?P<count>{'|'.join(_COUNTS)}|an?|{_EXTREME})[ -](?P<part>third|quarter|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth)(?P<s>s?)\b"
    r"|\b(?:(?:an?|one)[ -])?(?P<half>half|halves)\b(?!-)"
)
_EXTRA_WORDS: Final = frozenset(
    [*_PLURALS, *_PARTS, *(f"{part}s" for part in _PARTS), *_LARGE.split(), "dozen"]
)
# "a third" is a share where no noun follows that it could number: "a third of", "by a third."
_SHARE: Final = re.compile(
    r" ?(?:[^\w\s]|$| (?:of|in|from|to|more|less|as|and|or|were|are|have|since)\b)"
)
_WHOLE_BEFORE: Final = re.compile(
    r"(?:first|second|latter|other|last|next|this|each|[12](?:st|nd)|h) $"
)

# The words that stand for a whole scale, without a number before them no number at all.
_BARE: Final = frozenset(
    "hundred thousand million billion millionen milliarden millions milliards millones milhões bilhões "
    "milioni miliardi miljoen miljard millioner milliarder miles".split()
)

_VULGAR: Final = re.compile(f"[{''.join(VULGAR)}]")
_HAN = "〇零一二三四五六七八九两兩十百千万萬億亿兆"
_ONES: Final = "〇零一二三四五六七八九"
_HAN_DIGIT: Final = re.compile(f"[{_HAN}]")
_COUNTERS: Final = (
    "人名年月日个個件回度円元天岁歳歲次台艘架枚倍点點秒时時成割社家戸所隻只辆輛條条座間间届屆场場位口头頭匹"
    "冊册吨噸米公克週%票席项項种種支块塊篇份"
)
_HAN_NUMBER: Final = re.compile(
    rf"(?<![数數几幾多{_HAN}])(?:(?P<parts>[{_HAN}]+)分[之の])?(?P<number>[一二三四五六七八九两兩十百][{_HAN}]*)"
    rf"(?:[点點](?P<decimals>[{_ONES}]+)(?P<scale>[十百千万萬億亿兆]*))?(?P<counter>[{_COUNTERS}]|[多余餘](?!数|數))?"
)
_HAN_VAGUE: Final = re.compile(
    "(?:[数數几幾]|(?<![一-鿿])上|[约約]上)(?P<number>[十百千万萬]?[十百千万萬億亿])(?![一-九])"
)
_HAN_HALF: Final = re.compile("一半|半数|半數|半分|过半|過半")


def spelled_numbers(source: Source, taken: bytearray) -> Iterator[Spelled]:
    """The numbers in words, in no order; some may overlap, the longest are then right.

    `taken` has a byte for each character, 1 where another figure stands, in which none is looked for.
    """
    language = source.language
    for part in parts(source):
        yield Spelled(*part)
    if language in (None, "en"):
        yield from _english(source, taken)
    elif language in _LANGUAGES:
        for found in _composed(source.low, 0, language):
            if found.value != 1:  # an article: un, eine, uma
                yield found
    yield from _cardinals(source)
    if not source.low.isascii():
        yield from _vulgar(source)
        yield from _han(source)


def _cardinals(source: Source) -> Iterator[Spelled]:
    """Those of the languages that text2num doesn't know, from tables of their own."""
    slavic = source.language in (None, "uk", "ru", "pl")
    if slavic and not source.words.isdisjoint(slavic_words()):
        for start, end, value in slavic_numbers(source.low):
            yield Spelled(start, end, Decimal(value), "number", soft=value <= _SMALL)
    if source.language == "ar":
        for start, end, value in arabic_numbers(source.low):
            yield Spelled(start, end, Decimal(value), "number", soft=value <= _SMALL)


def _english(source: Source, taken: bytearray) -> Iterator[Spelled]:
    low = source.low
    for match in _EXTRAS.finditer(low) if not source.words.isdisjoint(_EXTRA_WORDS) else ():
        found = _extra(match, low)
        if found:
            yield found
    for match in _chains(source):
        if taken.find(0, *match.span()) < 0:
            continue  # the scale of "5 million"
        for found in _composed(match.group(), match.start(), "en"):
            article = low.endswith((" a ", " one "), 0, found.start) or found.start == 2
            if article or low[found.start : found.end] not in _BARE:
                yield found
            else:
                yield found._replace(form="vague")


def _chains(source: Source) -> Iterator[re.Match[str]]:
    end = 0
    for at in source.places_of(_ENGLISH_WORDS):
        match = _CHAIN.match(source.low, at) if at >= end else None
        if match:
            end = match.end()
            yield match


def _extra(match: re.Match[str], low: str) -> Spelled | None:
    """The dozen, fraction or vague plural that the pattern found."""
    start, end = match.span()
    if many := match["many"]:
        value = Decimal(_PLURALS[many] * _PLURALS.get(match["manifold"] or "", 1))
        return Spelled(start, end, value, "vague", soft=False)
    if match["few"]:
        return Spelled(start, end, Decimal(_PLURALS[match["scale"] + "s"]), "vague", soft=False)
    if match["half_dozen"] or match["dozens"]:
        value = Decimal(6 if match["half_dozen"] else 12 * _COUNTS.get(match["dozens"], 1))
        return Spelled(start, end, value, "number", soft=False)
    return _half(match, low) if match["half"] else _part(match, low)


def _half(match: re.Match[str], low: str) -> Spelled | None:
    if _WHOLE_BEFORE.search(low[max(0, match.start() - 8) : match.start()]):
        return None
    return Spelled(*match.span(), Decimal("0.5"), "fraction", soft=True)


def _part(match: re.Match[str], low: str) -> Spelled | None:
    """The fraction "two thirds"; of "a third", None where a noun follows that it could number."""
    count = _COUNTS.get(match["count"], 1)
    if (count > 1) != bool(match["s"]) or (count == 1 and not _SHARE.match(low, match.end())):
        return None
    extreme = bool(re.fullmatch(_EXTREME, match["count"]))
    if extreme and match["part"] == "quarter":
        return None  # of a year, as often
    value = Decimal(count) / _PARTS[match["part"]]
    return Spelled(*match.span(), value, "fraction", soft=extreme)


class _Word:
    """A token as text2num wants it; it takes a `str` proper, not a subclass. Made once for each word."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        self._word = word

    def text(self) -> str:
        return self._word

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


_word = lru_cache(maxsize=4096)(_Word)


def _composed(low: str, offset: int, language: str) -> Iterator[Spelled]:
    """The cardinals and ordinals that text2num makes of the words from `offset` on."""
    from text_to_num import find_numbers  # type: ignore[import-untyped]  # a compiled module without stubs

    matches = list(_WORD.finditer(low))
    # Only words and hyphens mean anything to it, and it can't take a lone surrogate.
    words = [_word(g if g.isalpha() or g == "-" else ",") for g in map(re.Match.group, matches)]
    for found in find_numbers(words, language, threshold=0):
        start, end = matches[found.start].start(), matches[found.end - 1].end()
        text = low[start:end]
        if len(text) < 2 or (language != "en" and text in _BARE):
            continue
        value = Decimal(repr(found.value)).normalize()
        form: Literal["ordinal", "number"] = "ordinal" if found.is_ordinal else "number"
        yield Spelled(start + offset, end + offset, value, form, soft=value <= _SMALL)


def _vulgar(source: Source) -> Iterator[Spelled]:
    for match in _VULGAR.finditer(source.low):
        at = match.start()
        if not source.low[at - 1 : at].isdigit():
            over, under = VULGAR[match[0]]
            yield Spelled(at, at + 1, Decimal(over) / under, "fraction", soft=False)


def _han(source: Source) -> Iterator[Spelled]:
    low = source.low
    for match in _HAN_HALF.finditer(low) if "半" in low else ():
        yield Spelled(*match.span(), Decimal("0.5"), "fraction", soft=True)
    if not _HAN_DIGIT.search(low):
        return
    for match in _HAN_VAGUE.finditer(low):
        value = chinese_number("一" + match["number"]) or chinese_number(match["number"])
        if value:
            yield Spelled(*match.span(), value, "vague", soft=False)
    for match in _HAN_NUMBER.finditer(low):
        yield from _han_number(match)


def _han_number(match: re.Match[str]) -> Iterator[Spelled]:
    numeral, share = match["number"], match["parts"]
    value = chinese_number(numeral)
    start, end = match.start(), match.end("number")
    if value is None:
        return
    if match["decimals"] and (share or match["scale"] or match["counter"]):
        value += Decimal(f"0.{chinese_number(match['decimals']):0>{len(match['decimals'])}}")
        value *= chinese_number(f"一{match['scale']}") or 1 if match["scale"] else 1
        end = match.end("scale")
    if share:
        whole = chinese_number(share)
        if whole == 100:
            yield Spelled(start, end, value, "percent", soft=False)
        elif whole:
            yield Spelled(start, end, value / whole, "fraction", soft=False)
    elif match["counter"] or (len(numeral) > 1 and not set("十百千万萬億亿兆").isdisjoint(numeral)):
        yield Spelled(match.start("number"), end, value, "number", soft=value <= _SMALL)
