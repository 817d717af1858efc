"""A text as the figure reader sees it: same offsets, plain digits, lower case, no addresses."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, NamedTuple

from ..dates import with_joined_months
from ..wording import lowered

__all__ = ["Source", "prepare", "previous_word"]

# The zeros of the decimal digits that news is printed in; the nine code points after each follow.
_ZEROS = (
    "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐０"  # Arabic to Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, full width
)
_SIGNS = {
    " ": "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
    "'": "’‘ʼ′´٬",
    "-": "−‐‑‒﹣－",
    "~": "〜～∼˜",
    ",": "，،",
    ".": "．",
    ":": "：",
    "/": "／",
    "%": "％٪﹪",
    "+": "＋",
    "$": "＄﹩",
    "£": "￡",
    "¥": "￥",
    "₩": "￦",
}
_CLAUSE_END: Final = re.compile("(?<![０-９])，|，(?![０-９])")
_MIDDLE_DOT: Final = re.compile(r"(?<=\d)・(?=\d+ ?[%％万億兆千倍割度ポキメトドユ円秒歳])")
_ADDRESS: Final = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_TOKENISED: Final = re.compile(r"\w ,|\w \.(?: |$)| n't\b| 's\b|[$£€] [0-9]")


class Source(NamedTuple):
    """A text to read figures from."""

    text: str
    """As given."""
    low: str
    """Of the same length: lower case, ASCII digits and signs, addresses as underscores."""
    language: str | None
    """ISO 639-1 code without region."""
    words: frozenset[str]
    """The runs of letters in `low`."""

    @property
    def tokenised(self) -> bool:
        """Whether it is printed with spaces around its punctuation, as data sets are."""
        return self.language in (None, "en") and _TOKENISED.search(self.low) is not None

    def places_of(self, words: AbstractSet[str]) -> list[int]:
        """Where one of some words may begin, ascending; far fewer places than a pattern would try."""
        starts: set[int] = set()
        for word in self.words & words:
            at = self.low.find(word)
            while at >= 0:
                starts.add(at)
                at = self.low.find(word, at + 1)
        return sorted(starts)


def prepare(text: str, language: str | None) -> Source:
    """The text in the form that the patterns of the reader expect."""
    low = lowered(text)
    if not low.isascii():
        if "，" in low:  # between full-width digits it may group them, elsewhere it ends a clause
            low = _CLAUSE_END.sub("；", low)
        if "・" in low:  # "3・8万"
            low = _MIDDLE_DOT.sub(".", low)
        table = _table()
        low = _sign().sub(lambda match: table[match[0]], with_joined_months(low))
    if "@" in low or "://" in low or "www." in low:
        low = _ADDRESS.sub(lambda match: "_" * len(match.group()), low)
    code = language.split("-")[0].split("_")[0].lower() if language else None
    return Source(text, low, code, frozenset(_LETTERS.findall(low)))


def previous_word(low: str, start: int) -> str:
    """The word that ends before `start` with at most punctuation between, without its full stop."""
    parts = low[max(0, start - 20) : start].rsplit(None, 1)
    return parts[-1].strip(".,(\"'«„“") if parts else ""


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    table = {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}
    table |= {char: plain for plain, chars in _SIGNS.items() for char in chars}
    return table


@lru_cache(maxsize=1)
def _sign() -> re.Pattern[str]:
    """Any character of the table; a text has few, so that this is faster than `str.translate`."""
    return re.compile(f"[{re.escape(''.join(_table()))}]")
