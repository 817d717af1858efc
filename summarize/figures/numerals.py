"""What a string of digits or of Chinese numerals is worth, in every reading it allows."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

__all__ = ["VULGAR", "chinese_number", "readings"]

LONGEST: Final = 24
"""Digits of the longest number; longer strings are identifiers."""

VULGAR: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
"""Numerator and denominator of each fraction that is one character."""

# CLDR 48, numbers/symbols: which languages write a decimal point, which a decimal comma with a point
# between thousands. The others write a decimal comma and a space.
_POINT = frozenset(
    "en zh ja ko th he ar fa hi bn ta te mr ur gu kn ml pa si my km ms fil tl sw cy ga".split()
)
_COMMA = frozenset("de es it pt nl id tr da el ro hr sl sr vi ca gl is az eu bs mk".split())

_DIGITS = {
    char: n for n, chars in enumerate(("零〇", "一", "二两兩", *"三四五六七八九")) for char in chars
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}


@lru_cache(maxsize=4096)
def readings(token: str, language: str | None = None) -> tuple[Decimal, ...]:
    """The values that a number in digits may have, the likeliest first; empty if it is no number.

    `token` has ASCII digits and any of the separators space, apostrophe, point, comma and "٫". Signs
    of two kinds, repeated signs, and groups other than one of three digits decide themselves what
    they are. "1.300" and "1,300" do not: a language with a decimal point or one with a point between
    thousands has one reading (but Spanish both for the comma), other languages allow both for the
    point and take the comma as decimal, and with no language both are allowed for both. But nobody
    prints 38 as 38,000: a tail of three zeros is a group unless the language has a decimal point, and
    with no language so is one of a comma and a last zero.
    """
    if len(token) > LONGEST + LONGEST // 3:
        return ()
    for mark in " '":
        if mark in token:
            token = _ungrouped(token, mark)
    signs = token.count(".") + token.count(",")
    mark = "." if "." in token else ","
    if "٫" in token:
        return _decimal(token.replace(",", ""), "٫")
    if "." in token and "," in token:
        return _mixed(token)
    if signs == 1:
        return _one_sign(token, mark, language)
    return _decimal(_ungrouped(token, mark) if signs else token, "!")


def _mixed(token: str) -> tuple[Decimal, ...]:
    """The reading of a token with points and commas, of which the last is the decimal one."""
    mark = max(".,", key=token.rfind)
    other = "," if mark == "." else "."
    head, _, tail = token.rpartition(mark)
    return _decimal(_ungrouped(head, other) + mark + tail, mark)


def _one_sign(token: str, mark: str, language: str | None) -> tuple[Decimal, ...]:
    head, tail = token.split(mark)
    if len(tail) != 3 or len(head) > 3 or head[:1] in ("", "0"):
        return _decimal(token, mark)
    grouped, decimal = Decimal(head + tail), Decimal(f"{head}.{tail}")
    return _ambiguous(mark, tail, language, grouped, decimal)


def _ambiguous(
    mark: str, tail: str, language: str | None, grouped: Decimal, decimal: Decimal
) -> tuple[Decimal, ...]:
    if language in _POINT:
        return (grouped,) if mark == "," else (decimal,)
    if language == "es" and mark == ",":  # Mexico and others write the thousands as in English
        return (grouped,) if tail == "000" else (grouped, decimal)
    if tail == "000" or (mark == "." and language in _COMMA):
        return (grouped,)
    if language is not None:
        return (decimal,) if mark == "," else (grouped, decimal)
    if mark == ",":
        return (grouped,) if tail.endswith("0") else (grouped, decimal)
    return (decimal, grouped)


def _ungrouped(token: str, mark: str) -> str:
    """The token without the signs between its groups; as it is if they are no groups."""
    whole, point, rest = token, "", ""
    for sign in ".,٫":
        if sign != mark and sign in token:
            whole, point, rest = token.partition(sign)
            break
    first, *others = whole.split(mark)
    western = all(len(group) == 3 for group in others)
    if not others:  # "0.0,0": the mark stands only behind the point
        return token
    indian = mark == "," and len(others[-1]) == 3 and all(len(g) == 2 for g in others[:-1])
    if 1 <= len(first) <= 3 and first != "0" and (western or indian):
        return first + "".join(others) + point + rest
    return token


def _decimal(token: str, mark: str) -> tuple[Decimal, ...]:
    plain = token.replace(mark, ".") if token.count(mark) == 1 else token
    if plain.startswith("."):
        plain = "0" + plain
    head, _, tail = plain.partition(".")
    if not (head + tail).isdecimal() or len(head) + len(tail) > LONGEST:
        return ()
    return (Decimal(plain),)


def chinese_number(numeral: str) -> Decimal | None:
    """The value of a numeral in Chinese characters, or None if they make no number.

    Read are places (二〇二四), units (三万八千), and both with arabic digits left out.
    """
    if len(numeral) > LONGEST:
        return None
    if all(char in _DIGITS for char in numeral):
        return Decimal("".join(str(_DIGITS[char]) for char in numeral))
    total = section = digit = 0
    last = 10**16
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            myriad = _MYRIADS[char]
            if myriad >= last or not section + digit:
                return None
            total += (section + digit) * myriad
            section, digit, last = 0, 0, myriad
    return Decimal(total + section + digit)
