"""What a number counts, when it is no known unit."""

from __future__ import annotations

import re
from typing import Final

from .text import Source

__all__ = ["noun_behind"]

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NOT_NOUNS: Final = frozenset(
    "this his its was has says as less plus across perhaps sometimes does besides always towards yes thus "
    "unless whereas versus years months weeks days hours minutes seconds previous various serious times "
    "others".split()
)
"""English words on -s that name nothing counted, and measures."""
_COUNTED: Final = frozenset(
    "people men women children police staff personnel wounded dead injured aircraft troops fish sheep "
    "cattle person man woman child seats".split()
)
_STOP: Final = frozenset(
    "in on at of to and or for from by with the a an is was were are has have had that which who as "
    "than but after before since while when during per more less each about over under into".split()
)
_COUNTERS: Final = "人名个個件台辆輛艘架家所次回頭匹本枚戸社校隻只位条條명개대건"


def noun_behind(source: Source, end: int, *, within: int = 3) -> str | None:
    """The noun that follows a number, or None if none is made out.

    In English a plural within three words, in German a capitalised word within two, elsewhere the
    next word or the counter.
    """
    low = source.low
    if low[end : end + 1] in _COUNTERS:
        return low[end : end + 1] or None
    english = source.language in (None, "en")
    for _ in range(within if english else min(within, 2 if source.language == "de" else 1)):
        match = _LETTERS.match(low, end + 1) if low[end : end + 1] in (" ", "-") else None
        if match is None or (english and match.group() in _STOP):
            return None
        end = match.end()
        word = source.text[match.start() : end]
        if _is_noun(word, match.group(), source.language):
            return match.group() if english else word
    return None


def _is_noun(word: str, low: str, language: str | None) -> bool:
    if language == "de":
        return word[0].isupper()
    if language not in (None, "en"):
        return len(word) > 3
    if low in _COUNTED:
        return True
    return (
        word[0].islower() and len(low) > 3 and low[-1] == "s" != low[-2] and low not in _NOT_NOUNS
    )
