"""A page read as a browser's parser reads it, strictly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SELF_CLOSING = frozenset("rect line circle".split())
"""SVG elements that pages write with a slash."""


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]


class Document(HTMLParser):
    """The elements, ids and texts of a page; an element left open or closed twice is an error."""

    elements: list[Element]
    texts: dict[str, list[str]]
    """By the tag that directly holds them."""
    open: list[str]
    text: str
    """All that is to be read, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.open, self.text = [], {}, [], ""
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        assert all(count == 1 for count in names.values()), f"attribute twice: {tag} {attrs}"
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING, f"<{tag}/> is not closed in HTML"
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)
        if not {"style", "script", "title"} & set(self.open):
            self.text += data

    def attributes(self, name: str) -> list[str]:
        """The values of an attribute, in the document's order."""
        return [each.attributes[name] for each in self.elements if name in each.attributes]

    def named(self, tag: str) -> list[Element]:
        """The elements of a tag."""
        return [each for each in self.elements if each.tag == tag]
