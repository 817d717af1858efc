"""Two wordings of one thing, with the words marked that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

__all__ = ["Run", "word_marks"]

# Words with inner signs (38,000; 7-2; o'clock), single characters of scripts that are written without
# blanks, white space, and any other sign.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[-.,:'’][^\W{_UNSPACED}]+)*|\s+|.", re.DOTALL
)

_LEAST_COMMON = 0.4
"""Share of the shorter text that must be common: below it, marks would say no more than "all of it"."""

_SPECK = 3
"""The most words and signs of a stretch that can be passed over."""


class Run(NamedTuple):
    """A stretch of text, and whether the other wording lacks it."""

    text: str
    marked: bool


def word_marks(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[tuple[Run, ...]], list[tuple[Run, ...]]]:
    """Each old and each new text as runs; several texts of a side are compared taken together.

    Nothing is marked when the two have too little in common.
    """
    before, after = [[_TOKEN.findall(text) for text in side] for side in (old, new)]
    one, other = [[token for text in side for token in text] for side in (before, after)]
    in_old, in_new = [True] * len(one), [True] * len(other)
    common = 0
    for start, end, new_start, new_end in _common(one, other):
        in_old[start:end] = [False] * (end - start)
        in_new[new_start:new_end] = [False] * (new_end - new_start)
        common += sum(not token.isspace() for token in one[start:end])
    shorter = min(sum(not token.isspace() for token in side) for side in (one, other))
    if common < _LEAST_COMMON * shorter or not shorter:
        in_old, in_new = [False] * len(one), [False] * len(other)
    return _runs(before, in_old), _runs(after, in_new)


def _common(one: list[str], other: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Start and end in both of each stretch that both have, but for specks between greater changes.

    A word or two in common amid other words say nothing: such a stretch is none when it is no longer
    than the change before and the change after it (diff-match-patch, diff_cleanupSemantic).
    """
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()

    def size(position: int) -> int:
        if not 0 <= position < len(codes):
            return 0
        _, start, end, new_start, new_end = codes[position]
        return max(sum(map(len, one[start:end])), sum(map(len, other[new_start:new_end])))

    for n, (code, *ends) in enumerate(codes):
        words = sum(not token.isspace() for token in one[ends[0] : ends[1]])
        if code == "equal" and (words > _SPECK or size(n) > min(size(n - 1), size(n + 1))):
            yield ends[0], ends[1], ends[2], ends[3]


def _runs(texts: Sequence[Sequence[str]], marked: Sequence[bool]) -> list[tuple[Run, ...]]:
    ends = list(accumulate(map(len, texts), initial=0))
    return [
        _joined(tokens, marked[start:end])
        for tokens, (start, end) in zip(texts, pairwise(ends), strict=True)
    ]


def _joined(tokens: Sequence[str], marked: Sequence[bool]) -> tuple[Run, ...]:
    """Neighbours of one sort together; a blank is marked only between marked words."""
    flags = list(marked)
    for n, token in enumerate(tokens):
        if token.isspace():
            beside = (n > 0 and flags[n - 1]) and (n + 1 < len(tokens) and marked[n + 1])
            flags[n] = bool(beside)
    grouped = groupby(zip(tokens, flags, strict=True), key=lambda pair: pair[1])
    return tuple(Run("".join(token for token, _ in pairs), flag) for flag, pairs in grouped)
