"""The paragraphs, headings, list items and verse lines that a text is laid out in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..text import strip_span
from .furniture import Weight, is_caption, is_notice, page_words, plain
from .imprint import find_byline

__all__ = ["Block", "Role", "ends_sentence", "paragraphs", "read_blocks", "read_lines"]

Role = Literal["body", "heading", "page"]
"""Part of the article; its title or a sub-heading; something of the page around it."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MARKER = re.compile(
    r"(?:[-*+•·‣◦▪■●○–—>]|\(?\d{1,3}[.)]|\(?[^\W\d_][.)]|[ivxIVX]{1,5}[.)]|#{1,6})\s"
)
_SPEAKER = re.compile(r"[^\W\d_][\w.'’ -]{0,40}:\s")
_NOTE = re.compile(
    r"(?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079])+$|\s[(\[][^()\[\]]{2,30}[)\]]$"
)
_CLOSERS = " \t\u00a0\"'’”“»«)]}*_›‹」』）】"
_ENDS = frozenset(".!?…。！？؟۔।॥։።")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff]")

_WIDEST_WRAP = 110
"""Columns of the widest lines taken for hard-wrapped; mail and manuals use 60 to 100."""
_NARROWEST_WRAP = 30
_PROSE = 40
"""Characters of the shortest finished paragraph that is surely running text."""
_LONG = 150
"""The same for one that doesn't end as a sentence does; titles are shorter."""
_LONGEST_PAGE_BLOCK = 500
"""Characters of the longest block that is looked at for page phrases."""
_PART = 5
_SMALLEST_PART = 0.1
"""Share of the longest part that the first part of an article has at least; teasers have less."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: bool


@dataclass(slots=True)
class Block:
    """Lines that belong together, where they stand, and what they turn out to be."""

    text: str
    start: int
    end: int
    gap: bool
    """Whether a blank line, or the start of the text, comes before."""
    finished: bool = False
    """Whether it ends as a sentence does."""
    long: bool = False
    """Whether it is as long as a paragraph of running text."""
    plain: str = ""
    """The text in the form that `furniture` compares; filled in for short blocks only."""
    words: Weight = "none"
    """How surely it consists of page phrases; for short blocks only."""
    role: Role = "body"

    @property
    def is_prose(self) -> bool:
        """Whether it is surely a paragraph of running text."""
        return self.long and self.role == "body"

    @property
    def is_item(self) -> bool:
        """Whether it opens with the mark of a list or of dialogue, or with a number."""
        return _MARKER.match(self.text) is not None


def paragraphs(blocks: Sequence[Block]) -> tuple[int, int]:
    """Positions of the first and last paragraph of the article; (0, -1) when there is none.

    More than four other lines part the running text; the article begins with its longest part.
    """
    starts, weights, last = [0], [0], -_PART - 1
    for position, block in enumerate(blocks):
        if block.is_prose:
            if position - last > _PART:
                starts.append(position)
                weights.append(0)
            weights[-1] += len(block.text)
            last = position
    if last < 0:
        return 0, -1
    least = _SMALLEST_PART * max(weights)
    return next(s for s, w in zip(starts, weights, strict=True) if w >= least), last


def ends_sentence(line: str) -> bool:
    """Whether the line ends as sentences do (or in an emoji), closing marks and notes apart."""
    tail = line[-48:]
    if tail[-1:] in _ENDS:
        return True
    last = _NOTE.sub("", tail).rstrip(_CLOSERS)[-1:]
    return last in _ENDS or last >= "\U0001f300" or "\u2600" <= last <= "\u27bf"


def read_lines(text: str) -> list[_Line]:
    """The lines of a text that hold more than white space, with any of Unicode's line ends."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[_Line]:
    gap, last = True, 0
    for match in _LINE.finditer(text):
        start, end = strip_span(text, match.start(), match.end())
        if start == end:
            gap = True
            continue
        between = match.start() - last
        gap = gap or between > 2 or (between == 2 and text[last : last + 2] != "\r\n")
        yield _Line(start, end, gap)
        gap, last = False, match.end()


def read_blocks(text: str, lines: Sequence[_Line]) -> list[Block]:
    """The blocks that the lines make up, in order.

    Blank lines always part blocks. Within a group of lines, those of a hard-wrapped paragraph are
    joined, and a line that breaks off is joined to one that goes on in lower case; else each line is
    a block of its own.
    """
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    above = ""
    for line in lines:
        words = text[line.start : line.end]
        if above and not line.gap and _joins(above, words, width):
            block = blocks[-1]
            block.end = line.end
        else:
            blocks.append(Block("", line.start, line.end, line.gap))
        above = words
    for block in blocks:
        block.text = text[block.start : block.end]
        block.finished = ends_sentence(block.text)
        block.long = _is_long(block.text, _PROSE if block.finished else _LONG)
        if len(block.text) <= _LONGEST_PAGE_BLOCK:
            block.plain = plain(block.text)
            block.words = page_words(block.plain)
    return blocks


def _is_long(text: str, least: int) -> bool:
    """Whether a text has as many characters, one of a script without spaces counting as three."""
    return len(text) >= least or len(text) + 2 * len(_WIDE.findall(text)) >= least


def _wrap_width(text: str, lines: Sequence[_Line]) -> int | None:
    """The column that a text is hard-wrapped at, or None.

    Most long lines must break off inside a sentence and go on in lower case where the script has
    it; verse and lists do not.
    """
    lengths = sorted(line.end - line.start for line in lines)
    if len(lengths) < 4:
        return None
    width = lengths[-1 - len(lengths) // 20]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    near = broken = lower = cased = 0
    for line, following in pairwise(lines):
        if following.gap or line.end - line.start < 0.75 * width:
            continue
        near += 1
        if not ends_sentence(text[line.start : line.end]):
            broken += 1
            initial = text[following.start]
            cased += initial.isupper() or initial.islower()
            lower += initial.islower()
    if near < max(3, 0.3 * len(lines)) or broken < 0.5 * near or lower < 0.3 * cased:
        return None
    return width


def _joins(above: str, below: str, width: int | None) -> bool:
    """Whether the line below goes on with the paragraph of the line above."""
    finished = ends_sentence(above)
    if _MARKER.match(below) or above.startswith("#") or (finished and _SPEAKER.match(below)):
        return False
    if width:
        word = below.split(maxsplit=1)[0]
        room = width - len(above) - 1
        goes_on = room < (1 if _WIDE.match(word) else len(word)) or (
            not finished and len(above) > 0.6 * width
        )
    else:
        goes_on = not finished and (
            (below[0].islower() and len(above) >= _PROSE) or (above[-1] == "," and len(above) > 15)
        )
    return goes_on and not (_stands_alone(above) or _stands_alone(below))


def _stands_alone(line: str) -> bool:
    words = plain(line)
    return (
        page_words(words) == "strong"
        or is_notice(words)
        or is_caption(line, words)
        or find_byline(line) is not None
    )
