"""Articles that a page lays out in several boxes, between which advertisements stand."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

__all__ = ["join_parts"]

_BODY = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|content|body|main|text)[\w-]*?(?:body|content|text|chunk|section|copy)"
    r"|(?:^|\s)(?:body|content|copy)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_PROSE = 80
"""Characters of the shortest paragraph that shows a box to hold running text."""
_FEWEST = 2
_MOST = 100


def join_parts(tree: Any) -> None:
    """Move the paragraphs of an article's later boxes into its first one.

    Extractors take one box for the article, and lose half of a text that stands in two. Boxes belong
    together when they have the same tag and class, a class that names the body of an article, and
    hold running text but no heading of the first or second rank, as teasers and other articles have.
    """
    boxes: dict[tuple[str, str, Any], list[Any]] = defaultdict(list)
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if _BODY.search(name):
            boxes[element.tag, name, _article(element)].append(element)
    for group in boxes.values():
        if 1 < len(group) <= _MOST and _are_parts(group):
            for box in group[1:]:
                for child in list(box):
                    group[0].append(child)


def _article(element: Any) -> Any:
    """The `<article>` or `<main>` around an element; None outside of any."""
    return next(element.iterancestors("article", "main"), None)


def _are_parts(group: list[Any]) -> bool:
    known = set(group)
    return all(
        known.isdisjoint(box.iterancestors())
        and next(box.iter("h1", "h2", "article", "time"), None) is None
        and sum(len(p.text_content()) >= _PROSE for p in box.iter("p")) >= _FEWEST
        for box in group
    )
