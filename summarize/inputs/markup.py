"""Plain text, paragraph by paragraph, from the tree that trafilatura makes of an article."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from .leftovers import Paragraph, drop_leftovers

__all__ = ["link_key", "render"]

_KINDS = frozenset("p head item quote row code".split())
_BLOCKS = _KINDS | {"list", "table", "div"}
_BORDER = "\v"
"""What stands for the end of a block: what follows is a block of its own."""
_MARKS = {"head": "## ", "item": "- ", "quote": "> "}
_SPACE = re.compile(r"[^\S\u00a0\u202f\u2007]+")
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class _Block:
    """A paragraph under way."""

    kind: str
    parts: list[str] = field(default_factory=list)

    def paragraph(self, links: Container[str]) -> Paragraph:
        """What it holds: line breaks kept, other white space made single spaces, in Unicode's form C."""
        lines = "".join(self.parts).replace(_SOFT_HYPHEN, "").split("\n")
        kept = [line for line in (_SPACE.sub(" ", line).strip() for line in lines) if line]
        words = normalize("NFC", "\n".join(kept))
        return Paragraph(self.kind, words, is_link=link_key(words) in links)


def link_key(words: str) -> str:
    """The words of a link as they are compared, whatever white space its markup has."""
    return "".join(words.replace(_SOFT_HYPHEN, "").split())


def render(body: Any, links: Container[str], titles: Container[str]) -> str:
    """The text of a body; paragraphs are parted by blank lines, and kept as they are but for white space.

    `links` holds the keys of the page's links, because a body has lost them: kept there, they tear
    paragraphs apart. `titles` are the titles that the page shows.
    What an extractor lets through of the page is left out where its markup gives it away; the rest is
    told from the text (`summarize.page`).
    """
    blocks = [_Block("p")]
    _walk(body, blocks)
    lines: list[str] = []
    before = ""
    paragraphs = [block.paragraph(links) for block in blocks]
    for block in drop_leftovers([one for one in paragraphs if one.words], titles):
        if lines:
            lines.append("\n" if block.kind == before == "item" else "\n\n")
        lines.append(_MARKS.get(block.kind, "") + block.words)
        before = block.kind
    return "".join(lines)


def _walk(body: Any, blocks: list[_Block]) -> None:
    """Add the blocks of a tree in order; with a stack, because trees of pages may be deep."""
    stack: list[_Step] = [_Step(body, "p")]
    while stack:
        step = stack.pop()
        if isinstance(step.item, str):
            _add(blocks, step)
        elif isinstance(step.item.tag, str):
            inner = _open(step, blocks)
            stack += reversed(_inside(step.item, inner))


@dataclass(frozen=True, slots=True)
class _Step:
    """An element or a text that is still to be read, in a block of that kind."""

    item: Any
    kind: str


def _open(step: _Step, blocks: list[_Block]) -> _Step:
    """Begin what an element begins; what holds for its children."""
    tag = step.item.tag
    kind = tag if tag in _KINDS else step.kind
    if tag == "p" and step.kind in ("item", "quote"):
        kind = step.kind  # a paragraph of the same item or quotation
    if tag == "lb":
        blocks[-1].parts.append("\n")
    elif tag == "cell":
        if "".join(blocks[-1].parts).strip():
            blocks[-1].parts.append(" | ")
    elif tag in _BLOCKS:
        blocks.append(_Block(kind))
    return _Step(step.item, kind)


def _inside(element: Any, step: _Step) -> list[_Step]:
    """The text and the children of an element, in order, each with what follows it."""
    steps = [_Step(element.text, step.kind)] if element.text else []
    for child in element:
        steps.append(_Step(child, step.kind))
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            steps.append(_Step(_BORDER, step.kind))
        if child.tail:
            steps.append(_Step(child.tail, step.kind))
    return steps


def _add(blocks: list[_Block], step: _Step) -> None:
    if step.item == _BORDER:
        blocks.append(_Block(step.kind))
        return
    blocks[-1].parts.append(step.item.replace("\n", " "))
