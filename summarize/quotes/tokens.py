"""Words, numbers and signs of a text, with keys that are equal when only typography differs."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, chain
from typing import Final
from unicodedata import category, decimal, normalize

__all__ = ["APOSTROPHES", "Tokens", "on_border"]

APOSTROPHES: Final = "'’‘`´＇"

_SPACES = " \u00a0\u2009\u202f"
_HYPHENS = frozenset("-‐‑")
_MINUS = "-−‐‑–—"
_CURRENCY = "$¢-¥֏؋฿\u20a0-\u20cf﷼＄￠￡￥￦"
_PERCENT = "%٪％"
_OPENING = r"(\[\"'“”„‟«»‘’‚‛‹›「『"

# Invisible inside a word: soft hyphens, joiners, direction marks, variation selectors.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u20e3\ufe00-\ufe0f\ufeff"
)
# Scripts that put no space between words: each letter, with its marks, is a token of its own.
_UNSPACED = (
    "\u0e01-\u0e7f\u0e81-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua000-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff\uff66-\uff9d"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
# Letters to Unicode, but part of the half-width letter before them.
_VOICING = "\uff9e\uff9f"
# Thai and Lao vowels that form NFKC takes apart into a mark and a letter.
_AM = "\u0e33\u0eb3"

_BEYOND_PLAIN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20e2\u20e4-\u20ff\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u2e80-\ufaff"
    "\ufb18-\ufe0d\ufe10-\U0001efff"
    "\U0001fb00-\U0010ffff]"
)


class Tokens:
    """The tokens of a text in order, with their keys and offsets.

    A token is a word with its combining marks, a number with its separators ("38,000", "12 500"), a
    currency or percent sign, a sign that touches a number ("-5", "<5", "5+"), the ending of an
    English contraction, or one letter of a script without spaces between words. All else, other
    punctuation above all, separates tokens. Linear in the length of the text.
    """

    __slots__ = ("_bounds", "keys", "pieces", "surfaces", "table")

    def __init__(self, text: str) -> None:
        plain = text.isascii() or not _BEYOND_PLAIN.search(text)
        self.pieces: list[str] = (_PLAIN if plain else _with_marks()).split(text)
        self.surfaces = self.pieces[1::2]
        self.table = _Keys()
        self.keys = list(map(self.table.__getitem__, self.surfaces))
        self._bounds: list[int] | None = None
        self._expand_contractions()

    def __len__(self) -> int:
        return len(self.keys)

    def gap(self, position: int) -> str:
        """The text before the token at `position`; after the last token at `len(self)`."""
        return self.pieces[2 * position]

    def start(self, position: int) -> int:
        """Offset of the first character of a token."""
        return self.offsets[2 * position + 1]

    def end(self, position: int) -> int:
        """Offset after the last character of a token."""
        return self.offsets[2 * position + 2]

    def may_start(self, position: int) -> bool:
        """Whether a passage may start with a token: not with the ending of a contraction or genitive."""
        return self.may_end(position) and not self._is_ending(position)

    def may_end(self, position: int) -> bool:
        """Whether a passage may end before a token, as it may not inside "don't", "-5" or "non-member"."""
        if not 0 < position < len(self):
            return True
        before, gap = self.keys[position - 1], self.gap(position)
        if gap:
            return not (gap in _HYPHENS and before in _PREFIXES)
        return before not in _SIGNS and not (
            self._is_ending(position) and self.keys[position] == "not"
        )

    def _is_ending(self, position: int) -> bool:
        return position < len(self) and self.surfaces[position][0] in APOSTROPHES

    @property
    def offsets(self) -> list[int]:
        """Where each gap and token begins, in turn, and the length of the text: `2 * len + 2` of them."""
        if self._bounds is None:
            self._bounds = list(accumulate(map(len, self.pieces), initial=0))
        return self._bounds

    def _expand_contractions(self) -> None:
        """Give "don", "'t" the keys of "do", "not", and "ca", "n't" those of "can", "not"."""
        keys = self.keys
        place = -1
        for _ in range(keys.count("'t")):
            place = keys.index("'t", place + 1)
            host = keys[place - 1] if place else ""
            if len(host) > 1 and host[-1] == "n":
                keys[place - 1 : place + 1] = _CONTRACTED.get(host[:-1], host[:-1]), "not"
            else:
                keys[place] = "t"
        place = -1
        for _ in range(keys.count("n't")):
            place = keys.index("n't", place + 1)
            keys[place] = "not"
            if place:
                keys[place - 1] = _CONTRACTED.get(keys[place - 1], keys[place - 1])


_SIGNS = frozenset("-<>≤≥±~≈")
_PREFIXES = frozenset(("non", "anti", "un", "ex", "pro", "pseudo", "counter"))
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}


def on_border(text: str, at: int, *, starting: bool) -> bool:
    """Whether a passage of `text` may start, or end, at offset `at`: not inside a token, for one.

    Decided from the 40 characters on either side, so the cost does not depend on the text's length.
    """
    if at in {0, len(text)}:
        return True
    before, after = text[at - 1], text[at]
    if (before.isspace() and not after.isdecimal()) or (after.isspace() and not before.isdecimal()):
        return True
    first = max(0, at - 40)
    tokens, at = Tokens(text[first : at + 40]), at - first
    position = (bisect_right(tokens.offsets, at) - 1) // 2
    if position == len(tokens):
        return True
    if tokens.start(position) < at:
        return False
    return tokens.may_start(position) if starting else tokens.may_end(position)


def _splitter(word: str, more: str) -> re.Pattern[str]:
    """The pattern of a token; each branch begins with a character set, which `re` skips fast."""
    spaced = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?(?:{more})*"
    number = rf"\d(?:{more}|[.,'’٫٬．，/⁄](?=\d))*"
    fraction = rf"[.](?<![^\s{_OPENING}{_CURRENCY}].)\d+"
    endings = "[stdmSTDMｓｔｄｍ]|[rRｒ][eEｅ]|[vVｖ][eEｅ]|[lLｌ][lLｌ]"
    ending = rf"[{APOSTROPHES}](?<=[^\W_].)(?:{endings})(?!{more})"
    minus = rf"[{_MINUS}](?<![^\s{_OPENING}].)(?=[{_CURRENCY}.]?\d)"
    symbol = rf"[{_CURRENCY}{_PERCENT}‰]|[+](?<=\d.)(?!\d)"
    compared = (
        r"[<>≤≥±](?=\.?\d)|[<>≤≥±≈](?<=[ \u00a0].)(?=[ \u00a0]\.?\d)"
        rf"|[~≈](?<![^\s{_OPENING}].)(?=\.?\d)"  # about; between numbers it is a dash
    )
    torn = (
        rf"[nN][{APOSTROPHES}][tT](?!{more})"  # "did n't", as in texts that were split into words
    )
    ascii_word = r"[A-Za-z][A-Za-z0-9]*+(?![^\x00-\x7f])"  # a quarter faster
    return re.compile(
        f"({torn}|{ascii_word}|{word}|{spaced}|{number}|{ending}|{symbol}|{compared}|{minus}|{fraction})"
    )


_PLAIN = _splitter(r"[^\W\d_][^\W_]*", r"[^\W_]+")


@cache
def _with_marks() -> re.Pattern[str]:
    marks = _marks() + _INVISIBLE + _VOICING + _AM
    more = rf"[^\W_{_UNSPACED}{_VOICING}]+|\d+|[{marks}]+"
    word = rf"[^\W\d_{_UNSPACED}](?:{more})*"
    letter = rf"[{_UNSPACED}](?<=[^\W\d])[{marks}]*(?:(?<=[\u0e4d\u0ecd])[\u0e32\u0eb2])?"
    return _splitter(f"{word}|{letter}", more)


def _marks() -> str:
    """Every combining mark, as ranges of a character set, since `re` has no class for them."""
    ranges: list[list[int]] = []
    for code in chain(range(0x300, 0x1EB00), range(0xE0100, 0xE01F0)):
        if category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


class _Keys(dict[str, str]):
    """The key of each distinct token, worked out once."""

    def __missing__(self, token: str) -> str:
        self[token] = key = _key(token)
        return key


def _key(token: str) -> str:
    """What a token shares with its other spellings.

    Letters in Unicode form NFKC, case folded, without invisible characters. Dotted and dotless i are
    one letter, because upper case loses the difference. Numbers lose their group separators.
    """
    if token.isascii() and token.isalpha():
        low = token.lower()
        return _SAME.get(low, low)
    first = token[0]
    if first.isdecimal() or first == ".":
        return _number(token)
    if first in APOSTROPHES:
        ending = _fold(token[1:])
        return _ENDINGS.get(ending, "'" + ending)
    if len(token) == 3 and token[1] in APOSTROPHES:
        return "n't"
    if token in _MINUS:
        return "-"
    folded = _fold(token)
    return _SAME.get(folded, folded)


_SAME = dict.fromkeys(("%", "٪", "pct", "prozent", "procent"), "percent")
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "m": "am"}
# With the Arabic tatweel, which only stretches a word.
_DROPPED = re.compile(rf"[{_INVISIBLE}\u02bc\u0640\s]|(?<=i)\u0307")


def _fold(token: str) -> str:
    folded = (
        normalize("NFKC", normalize("NFKC", token).casefold()).replace("ı", "i").replace("⁄", "/")
    )
    return _DROPPED.sub("", folded) or token


def _number(token: str) -> str:
    """A number in ASCII digits, without group separators, with "." before its decimals.

    "1.300" alone may be a whole number or a decimal one, so it keeps its point. Superscripts stay
    what they are: "10²" is not "102".
    """
    if not token.isascii():
        digits = (str(decimal(char)) if char.isdecimal() else char for char in token)
        token = "".join(digits).translate(_ASCII_SEPARATORS)
    end = len(token) - len(token.lstrip("0123456789.,' "))
    body, tail = token[:end].rstrip(".,' "), token[end:]
    if tail:
        folded = normalize("NFC", tail.casefold())
        letters = (normalize("NFKC", char) if char.isalpha() else char for char in folded)
        tail = _DROPPED.sub("", "".join(letters))
    return _whole_and_part(body) + tail


_ASCII_SEPARATORS = str.maketrans("’٬٫．，⁄\u00a0\u2009\u202f", "',..,/   ")
_GROUPED = re.compile(
    r"([1-9]\d{0,2}(?:([,.' ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?"  # 1,300.50 or 1.300,50
    r"|([1-9]\d?(?:,\d\d)+,\d{3})(?:\.(\d+))?"  # 12,34,567, the Indian way
)


def _whole_and_part(number: str) -> str:
    grouped = _GROUPED.fullmatch(number)
    if grouped and not (grouped[2] == "." and number.count(".") == 1 and "," not in number):
        whole = re.sub(r"\D", "", grouped[1] or grouped[4])
        part = grouped[3] or grouped[5]
        return f"{whole}.{part}" if part else whole
    if number[0] == ".":
        return "0" + number
    number = number.replace(" ", "")
    return number.replace(",", ".") if number.count(",") == 1 and "." not in number else number
