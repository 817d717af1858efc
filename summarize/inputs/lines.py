"""Paragraphs put together from the lines of printed pages, by where the lines stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

__all__ = ["Line", "reflow"]

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|стр\.?|с\.)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…:。！？؟][\"'”’»)\]]*$")
_MARKER = re.compile(r"(?:[•‣◦▪■●○–—*-]|\(?\d{1,2}[.)])\s+")
_EDGE = 2
"""Lines at the top and the foot of a page that may be its header and footer."""
_RECURS = 0.5
"""Share of the pages on which a line stands that is their header or footer."""
_WIDER = 1.3
"""How many times the usual distance of lines parts paragraphs."""
_INDENT = 0.7
"""By how much of its size the first line of a paragraph is set in."""
_SHORT = 0.75
"""Share of the widest line under which a finished line is the last of its paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words, where its first letter stands (from the lower left), its type size."""

    words: str
    x: float
    y: float
    size: float


def reflow(pages: Sequence[Sequence[Line]]) -> str:
    """The text of pages, paragraphs parted by blank lines, list items beginning with `- `.

    Headers, footers and page numbers are left out; words parted at the end of a line are joined. A
    paragraph ends where the next line is further down than usual, set in, in another size, or begins a
    list item; and where a finished line is short. It goes on over columns and pages.
    """
    lines = list(chain.from_iterable(_without_edges(pages)))
    usual = _usual_distance(lines)
    widest = max((len(line.words) for line in lines), default=0)
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, usual, widest):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs)


def _goes_on(paragraph: Sequence[Line], line: Line, usual: float, widest: int) -> bool:
    above = paragraph[-1]
    if abs(above.size - line.size) > 0.1 * above.size or _MARKER.match(line.words):
        return False
    finished = _END.search(above.words) is not None
    down = above.y - line.y
    if abs(down) < 0.2 * line.size:  # the same line in two pieces
        return True
    if down < 0 or down > 4 * max(usual, line.size):  # another column or page
        return not finished
    if down > _WIDER * max(usual, 1.15 * line.size):
        return False
    if finished and len(above.words) < _SHORT * widest and len(paragraph) > 0:
        return False
    first = paragraph[0]
    set_in = line.x - above.x > _INDENT * line.size and line.x - above.x < 6 * line.size
    hanging = len(paragraph) == 1 and _MARKER.match(first.words) is not None
    return hanging or not (set_in and finished)


def _joined(paragraph: Sequence[Line]) -> str:
    text = ""
    for line in paragraph:
        if _HYPHEN.search(text) and line.words[:1].islower():
            text = _HYPHEN.sub("", text) + line.words
        else:
            text = f"{text} {line.words}".strip()
    marker = _MARKER.match(text)
    return f"- {text[marker.end() :]}" if marker and not text[0].isdigit() else text


def _usual_distance(lines: Sequence[Line]) -> float:
    steps = [a.y - b.y for a, b in pairwise(lines) if 0.5 * b.size < a.y - b.y < 4 * b.size]
    return median(steps) if steps else 12.0


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The pages without lines that recur at their edges, whatever number is in them, and page numbers."""
    tops = [_edges(page) for page in pages]
    seen = Counter(key for edges in tops for key in {_key(line) for line in edges})
    for page, edges in zip(pages, tops, strict=True):
        cut = {
            id(line)
            for line in edges
            if _PAGE_NUMBER.match(line.words) or seen[_key(line)] > max(1, _RECURS * len(pages))
        }
        yield [line for line in page if id(line) not in cut]


def _edges(page: Sequence[Line]) -> list[Line]:
    """The highest and the lowest lines of a page, wherever they come in its text."""
    ranked = sorted(page, key=lambda line: line.y)
    return ranked if len(ranked) <= 2 * _EDGE else ranked[:_EDGE] + ranked[-_EDGE:]


def _key(line: Line) -> str:
    return _NUMBER.sub("0", line.words)
