"""Text that a page keeps from its readers: taken out of the tree, counted, and looked at.

What a reader can't see is no part of the article, and it is where instructions to language models are
put. Left out are elements that the page hides itself: by the `hidden` and `aria-hidden` attributes, by
inline styles and simple rules of its own sheets, in the colour of what is behind them, or because
browsers don't show them (templates, noscript, closed dialogs, fallbacks, comments).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .colours import BLACK, WHITE, Colour, alike
from .instructions import addresses_model
from .styles import Rules, backdrop, hides, ink, read_declarations

__all__ = ["HiddenText", "remove_hidden"]

_UNSEEN = frozenset(
    "audio canvas datalist iframe map meter noembed noframes noscript object progress rp template textarea "
    "video".split()
)
"""Elements whose text is only for browsers without them, or no text of the page."""
_SILENT = frozenset(("script", "style", "title", "head", "link", "meta"))
_READERS_ONLY = re.compile(
    r"(?:^|[\s_-])(?:sr|screen[_-]?reader|screenreader|assistive)(?:[_-]?(?:only|text))?(?:$|[\s_-])"
    r"|visually-?hidden|a11y-(?:hidden|text)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MOST = 0.5
"""Share of a page's text above which `aria-hidden` isn't believed: scripts set it on all that is
behind a dialog, and whoever looks at the page still sees it."""


@dataclass(frozen=True, slots=True)
class HiddenText:
    """How much text was left out, and whether some of it speaks to a language model."""

    characters: int
    addresses_model: bool


@dataclass(frozen=True, slots=True)
class _Colours:
    """The colours that hold at an element; None where they can't be told."""

    text: Colour | None
    ground: Colour | None

    @property
    def unseen(self) -> bool:
        """Whether text of that colour can't be told from its ground."""
        return bool(self.text and self.ground and alike(self.text, self.ground))


def remove_hidden(tree: Any, source: str) -> HiddenText:
    """Take what is hidden out of `tree`; `source` is the page's markup, for its comments."""
    texts = [_TAG.sub(" ", match[1]) for match in _COMMENT.finditer(source)]
    for element in list(_hidden_elements(tree)):
        texts.append(_text(element))
        _drop(element)
    texts = [text for text in (" ".join(text.split()) for text in texts) if text]
    return HiddenText(sum(map(len, texts)), any(map(addresses_model, texts)))


def _hidden_elements(tree: Any) -> Iterator[Any]:
    """The outermost hidden elements of the body."""
    rules = Rules.read(style.text or "" for style in tree.iter("style") if _on_screen(style))
    body = tree.find("body")
    if body is None:
        body = tree
    whole = len(_text(body))
    known = tree.find(".//link[@rel='stylesheet']") is None
    root = _Colours(BLACK if known else None, WHITE if known else None)
    stack = [(body, root)]
    while stack:
        element, colours = stack.pop()
        style = _style(element, rules)
        colours, unseen = _paint(element, style, colours)
        if element is not body and (
            unseen or hides(style) or _is_marked(element, style) or _is_silenced(element, whole)
        ):
            if element.tag not in _SILENT:
                yield element
            continue
        stack += [(child, colours) for child in element if isinstance(child.tag, str)]


def _on_screen(style: Any) -> bool:
    media = (style.get("media") or "all").lower()
    return "all" in media or ("screen" in media and "(" not in media)


def _style(element: Any, rules: Rules) -> dict[str, str]:
    """What holds for an element: its presentational attributes, then the sheets, then its own style."""
    style: dict[str, str] = {}
    if ground := element.get("bgcolor"):
        style["background-color"] = ground.lower()
    if element.tag == "font" and element.get("color"):
        style["color"] = element.get("color").lower()
    if element.tag == "body" and element.get("text"):
        style["color"] = element.get("text").lower()
    style |= rules.style_of(element)
    if own := element.get("style"):
        style |= read_declarations(own)
    return style


def _paint(element: Any, style: dict[str, str], above: _Colours) -> tuple[_Colours, bool]:
    """The colours at an element, and whether its text has the colour of its ground.

    Only colours that the page itself declares are compared: text that is white by its own style on a
    ground that an outside sheet gives may well be seen.
    """
    text, behind = ink(style), backdrop(style)
    if text is None and behind is None:
        return above, above.unseen and bool(_own_text(element))
    ground = None if behind == "unknown" else behind if isinstance(behind, Colour) else above.ground
    colours = _Colours(text or above.text, ground)
    if text is not None and text.alpha < 0.06:
        return colours, True
    return colours, colours.unseen and bool(_own_text(element))


def _own_text(element: Any) -> str:
    """The text of an element that no colour of its children can bring back."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _is_marked(element: Any, style: dict[str, str]) -> bool:
    if element.tag in _UNSEEN or (element.tag == "dialog" and element.get("open") is None):
        return True
    if element.get("hidden") is not None:
        return style.get("display", "none") == "none"
    if element.get("popover") is not None:
        return style.get("display", "none") == "none"
    return _READERS_ONLY.search(element.get("class") or "") is not None


def _is_silenced(element: Any, whole: int) -> bool:
    """Whether an element is hidden from screen readers: decoration, or text that isn't for readers."""
    silenced = (element.get("aria-hidden") or "").strip().lower() == "true"
    return silenced and len(_text(element)) <= _MOST * whole


def _text(element: Any) -> str:
    return " ".join(
        part
        for node in element.iter()
        if isinstance(node.tag, str)
        for part in (
            node.text if node.tag not in _SILENT else None,
            node.tail if node is not element else None,
        )
        if part
    )


def _drop(element: Any) -> None:
    """Take an element out and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
