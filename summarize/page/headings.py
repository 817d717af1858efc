"""The title of an article and its sub-headings: lines that carry no claim of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from ..language import function_words
from .blocks import Block, paragraphs
from .furniture import plain
from .imprint import find_byline, split_title
from .menus import is_menu

__all__ = ["mark_headings", "mark_repeats", "mark_title"]

_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*$")
_BOLD = re.compile(r"(?:\*\*|__)(?P<words>[^*_]+)(?:\*\*|__):?$")
_QUOTES = frozenset("\"“”„«»'‘’")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")

_LONGEST_HEADING = 80
_LONGEST_TITLE = 150
_LONGEST_KICKER = 40
"""Characters of the longest line above the title that is taken for the name of a section."""
_HEAD = 30
"""Lines above the first paragraph among which the title is looked for."""
_NEAR = 0.7
_READ = 20
"""Paragraphs whose words are compared with those of a title."""
_TITLES = 5
"""Lines above the text among which the first of four words or more is the title."""


def mark_title(blocks: Sequence[Block], language: str | None) -> tuple[int, str] | None:
    """Position and words of the title; what stands above it and belongs to the page is marked.

    Those are short lines (sections), or everything, if a menu is there.
    """
    position = _title_position(blocks, language)
    if position is None:
        return None
    above = blocks[:position]
    page = is_menu(above) or any(block.role == "page" for block in above)
    page = page and 10 * _weight(above) < _weight(blocks)
    for block in above:
        short = len(block.text) <= _LONGEST_KICKER and len(block.text.split()) <= 5
        if page or (short and not (block.finished or block.is_item)):
            block.role = "page"
    title = blocks[position]
    title.role = "heading"
    marked = _HEADING.match(title.text) or _BOLD.match(title.text)
    return position, marked["words"].strip("*_ ") if marked else " ".join(title.text.split())


def _weight(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.is_prose)


def _title_position(blocks: Sequence[Block], language: str | None) -> int | None:
    first, last = paragraphs(blocks)
    marked = [n for n, b in enumerate(blocks[: first + 1]) if b.text.startswith("# ")]
    if marked:
        return marked[0]
    if last < 0:
        return _title_of_lines(blocks)
    found = [n for n, b in enumerate(blocks[:first]) if _could_be_title(b)]
    found = [n for n in found if not blocks[n].finished] or found
    if _asks(blocks, first):
        found.append(first)
    return _most_telling(blocks, found, language) if found else None


def _most_telling(blocks: Sequence[Block], found: Sequence[int], language: str | None) -> int:
    """The line that shares most words with the text below: the first that comes near the best.

    A standfirst may share more than the title, but follows it. Where no line shares two words, it is
    one between blank lines, if any is, and the last but for lines of less than four words: sections
    stand above the title.
    """
    near = [n for n in found if n >= found[-1] - _HEAD]
    running = " ".join(islice((block.text for block in blocks if block.is_prose), _READ))
    known = _stems(running, language)
    shared = {n: len(known & _stems(blocks[n].text, language)) for n in near}
    best = max(shared.values())
    if best >= 2:
        return next(n for n in near if shared[n] >= _NEAR * best)
    alone = [n for n in near if blocks[n].gap and blocks[n + 1].gap]
    return max((alone or near)[-_TITLES:], key=lambda n: min(_count_words(blocks[n].text), 4))


def _stems(text: str, language: str | None) -> set[str]:
    """The first five letters of every longer word, and every pair of characters written without spaces."""
    pairs: set[str] = set()
    if not text.isascii() and _UNSPACED.search(text):
        pairs = {"".join(pair) for pair in pairwise(text) if all(map(_UNSPACED.match, pair))}
    words = set(_LONG_WORD.findall(text.lower())) - function_words(language)
    return pairs | {word[:5] for word in words}


def _title_of_lines(blocks: Sequence[Block]) -> int | None:
    """Position of the title of verse, lists or a very short text: a first line that stands alone."""
    own = [n for n, block in enumerate(blocks) if block.role == "body"]
    if len(own) < 2 or not _could_be_title(blocks[own[0]]):
        return None
    below = blocks[own[1]]
    return own[0] if below.gap or (len(own) == 2 and below.finished) else None


def _could_be_title(block: Block) -> bool:
    text = block.text
    if block.role != "body" or block.is_item or not 4 <= len(text) <= _LONGEST_TITLE:
        return False
    if text.isupper() and "," in text and len(text.split()) < 5:
        return False  # a place
    if block.words != "none" or text[-1] in ",;:-–—" or text.count(": ") > 1:
        return False
    if find_byline(text) or " · " in text:
        return False
    return not block.finished or text[-1] in "?!" or text[-1] in _QUOTES


def _count_words(text: str) -> int:
    """Words, a character of a script without spaces counting as half a word."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def _asks(blocks: Sequence[Block], first: int) -> bool:
    """Whether the first paragraph is one short question or call above a longer paragraph."""
    text = blocks[first].text
    if len(text) > _LONGEST_TITLE or text[-1] not in "?!？！" or first + 1 >= len(blocks):
        return False
    ends = len(re.findall(r"[.!?…？！。](?:\s|$)", text))
    return ends < 2 and len(blocks[first + 1].text) > len(text)


def mark_headings(blocks: Sequence[Block]) -> None:
    """Mark sub-headings: short unfinished lines between paragraphs of running text.

    Not those that recur (an interview's speakers), open a list, or stand beside one another (lists
    and verse); and none where paragraphs often end without a full stop. Markdown's are always marked.
    """
    kept = [block for block in blocks if block.role != "page"]
    for block in kept:
        if block.text.startswith("#") and _HEADING.match(block.text):
            block.role = "heading"
    long = [block for block in kept if len(block.text) > 40 and block.role == "body"]
    if len(long) < 2 or sum(block.finished for block in long) < 0.8 * len(long):
        return
    seen = Counter(block.text for block in kept)
    spaced = sum(block.gap for block in kept) > 0.6 * len(kept)
    for above, block, below in zip(kept, kept[1:], kept[2:], strict=False):
        if _is_heading(block, above, below) and seen[block.text] == 1 and (block.gap or not spaced):
            block.role = "heading"
    _mark_head(kept)


def _is_heading(block: Block, above: Block, below: Block) -> bool:
    if block.role != "body" or not below.is_prose or len(block.text) > _LONGEST_HEADING:
        return False
    if _BOLD.match(block.text):
        return True
    quoted = (
        above.text[0] in _QUOTES and above.text[-1] in _QUOTES
    )  # then the line names the speaker
    return (
        above.is_prose
        and not (quoted or above.text.endswith(":"))
        and len(below.text) > len(block.text)
        and not (block.finished or block.is_item or block.text[-1] in ":;,")
        and not (block.text[0] in _QUOTES or block.text[0].islower())
    )


def _mark_head(kept: Sequence[Block]) -> None:
    """Mark the lines of one to four words between the title and the first paragraph."""
    titled = False
    for block in kept:
        if block.is_prose:
            return
        few = len(block.text.split()) < 5 and block.text[-1] not in ":;,"
        if titled and block.role == "body" and few and not (block.finished or block.is_item):
            block.role = "heading"
        titled = titled or block.role == "heading"


def mark_repeats(blocks: Sequence[Block], title: str) -> str | None:
    """The site that a repetition of the title adds to it; all repetitions are marked.

    Heads of pages repeat the title, alone or as "Title - Site".
    """
    site = None
    words = plain(title)
    for block in blocks:
        if block.role == "body" and block.plain.startswith(words) and not block.finished:
            head, suffix = split_title(block.text, [title])
            if plain(head) == words:
                block.role = "page"
                site = site or suffix
    return site
