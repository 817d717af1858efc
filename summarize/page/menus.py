"""Menus of a page, and the stretch between them that holds the article.

The copy of a whole page has dozens of short lines above and below the article, and teasers of other
articles among them. Their words differ from page to page, their shape does not: a run of short lines
that don't end as sentences do, some of them page phrases. A text without such runs is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .blocks import Block, paragraphs

__all__ = ["is_menu", "mark_menus"]

_LONGEST_LINK = 120
"""Characters of the longest line of a menu; headlines of other articles stand there too."""
_SHORTEST_MENU = 6
_SEPARATOR = 10
"""Lines of the shortest menu that parts an article from other text; a row of share buttons has fewer."""
_SMALLEST_PART = 1 / 3
"""Share of the longest stretch of running text above which another stretch is taken for its other half."""


def is_menu(run: Sequence[Block]) -> bool:
    """Whether a run of lines is six or longer and one in eight, at least two, are page phrases."""
    if len(run) < _SHORTEST_MENU:
        return False
    known = sum(block.words in ("weak", "strong") for block in run)
    return known >= max(2, len(run) // 8)


def mark_menus(blocks: Sequence[Block]) -> None:
    """Mark the menus within and below the article, and the stretches that they part from it.

    The run of lines directly above the article is left, because its title stands there.
    """
    menus = [run for run in _runs(blocks) if is_menu(blocks[run[0] : run[1]])]
    stretches = _stretches(menus, len(blocks))
    weights = [
        sum(len(block.text) for block in blocks[start:end] if block.is_prose)
        for start, end in stretches
    ]
    most = max(weights, default=0)
    article = [
        stretch
        for stretch, weight in zip(stretches, weights, strict=True)
        if weight and weight >= _SMALLEST_PART * most
    ]
    if not article or not menus:
        return
    for start, end in stretches:
        if (start, end) not in article:
            _mark(blocks[start:end])
    first, _ = paragraphs(blocks)
    for start, end in menus:
        if start > first:
            _mark(blocks[start:end])


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    start = 0
    for position, block in enumerate(blocks):
        if block.is_prose or block.finished or len(block.text) > _LONGEST_LINK:
            if start < position:
                yield start, position
            start = position + 1
    if start < len(blocks):
        yield start, len(blocks)


def _stretches(menus: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """What stands between the long menus."""
    long = [menu for menu in menus if menu[1] - menu[0] >= _SEPARATOR]
    starts = [0, *(end for _, end in long)]
    ends = [*(start for start, _ in long), length]
    return list(zip(starts, ends, strict=True))


def _mark(blocks: Sequence[Block]) -> None:
    for block in blocks:
        block.role = "page"
