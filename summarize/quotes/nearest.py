"""The passage that shares most with a refused quotation, for messages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from .align import SILENT_RUN, Aligner
from .tokens import APOSTROPHES, Tokens

__all__ = ["Nearest", "nearest_tokens"]

_LONGEST: Final = 200
"""Tokens of a quotation that are compared; the comparison is quadratic in the worst case."""
_STRIPE: Final = 8
_COMMON: Final = 200


@dataclass(frozen=True, slots=True)
class Nearest:
    """Tokens `first` to `last` of the article, and the tokens of either side that differ first."""

    first: int
    last: int
    expected: tuple[int, int]
    found: tuple[int, int]


def nearest_tokens(quote: Tokens, aligner: Aligner) -> Nearest | None:
    """The passage whose tokens match most of the quotation's; None if that is less than half.

    The window is where the quotation's words lie on the same diagonal, rare words counting more; in it
    the longest matching blocks decide.
    """
    wanted = quote.keys[:_LONGEST]
    window = _window(wanted, aligner)
    if window is None:
        return None
    here = aligner.article.keys[window.start : window.stop]
    matcher = SequenceMatcher(None, wanted, here, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or 2 * sum(block.size for block in blocks) < len(wanted):
        return None
    first = max(0, window.start + blocks[0].b - blocks[0].a)
    tail = len(wanted) - blocks[-1].a - blocks[-1].size
    last = min(len(aligner.article), window.start + blocks[-1].b + blocks[-1].size + tail)
    return _compared(quote, wanted, aligner, first, last)


def _window(wanted: list[str], aligner: Aligner) -> range | None:
    votes: defaultdict[int, float] = defaultdict(float)
    for at, key in enumerate(wanted):
        places = aligner.places.get(key, [])
        for place in places[:_COMMON]:
            votes[(place - at) // _STRIPE] += 1 / len(places)
    if not votes:
        return None
    stripe = max(votes, key=lambda one: (votes[one] + votes.get(one + 1, 0), -one))
    start = _STRIPE * (stripe - 1)
    stop = _STRIPE * (stripe + 3) + len(wanted)
    return range(max(0, start), min(len(aligner.article), stop))


def _compared(quote: Tokens, wanted: list[str], aligner: Aligner, first: int, last: int) -> Nearest:
    article = aligner.article
    forgiven = None
    matcher = SequenceMatcher(None, wanted, article.keys[first:last], autojunk=False)
    for kind, start, stop, found_start, found_stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        expected = _widened(quote, start, stop)
        found = _widened(article, first + found_start, first + found_stop)
        difference = Nearest(first, last, expected, found)
        if kind != "insert" or not _is_forgiven(aligner, found):
            return difference
        forgiven = forgiven or difference
    return forgiven or Nearest(first, last, (0, 0), (0, 0))


def _is_forgiven(aligner: Aligner, left_out: tuple[int, int]) -> bool:
    positions = range(*left_out)
    return len(positions) <= SILENT_RUN and not any(map(aligner.is_critical, positions))


def _widened(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The tokens with the rest of a contraction that they begin or end inside: "n't" is "didn't"."""
    if first < last:
        while first and _ends_word(tokens, first):
            first -= 1
        while last < len(tokens) and _ends_word(tokens, last):
            last += 1
    return first, last


def _ends_word(tokens: Tokens, position: int) -> bool:
    return tokens.surfaces[position][0] in APOSTROPHES
