"""What CSS hides: inline styles and the simple rules of a page's own style sheets.

Read are rules whose selectors are made of tags, classes, ids and attributes, with descendants and
children; media queries for print and small screens, siblings and pseudo-classes are not. That is what
hides text on real pages; a page that wants to deceive has other means (scripts, variables, sheets of
another site), which are out of reach.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import ArticleError
from .colours import Colour, read_colour

__all__ = ["Rules", "backdrop", "hides", "ink", "read_declarations"]

Declarations = dict[str, str]

_READ = frozenset(
    "background background-color background-image clip clip-path color display filter font font-size height "
    "inset left letter-spacing margin margin-left margin-top max-height max-width mso-hide opacity overflow "
    "overflow-x overflow-y position right scale text-indent top transform translate visibility width bottom "
    "zoom -webkit-text-fill-color content-visibility".split()
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ex|ch|%|vw|vh|vmin|vmax|cm|mm|in|pc)?$")
_FAR = {"px": 500.0, "pt": 400.0, "em": 40.0, "rem": 40.0, "ex": 80.0, "ch": 80.0, "in": 6.0}
"""From how far outside the window text is out of sight; 100 in per cent and shares of the window."""
_FAR_RIGHT = re.compile(r"(?:\d{3,}em|\d{3,}rem|[2-9]\d\dvw|\d{4,}vw|[3-9]\d{3}px|\d{5,}px)$")
_TINY = {"px": 2.0, "pt": 1.5, "em": 0.12, "rem": 0.12, "%": 12.0, "ex": 0.24}
_NOTHING = re.compile(
    r"rect\((?:\s*[01]?(?:px)?\s*,?){4}\)|inset\(\s*(?:50|100)%.*\)|circle\(\s*0(?![\d.]).*|polygon\((?:\s*0(?:px)?\s*,?)+\)"
)
_SCALED = re.compile(r"(?:scale(?:[xy]|3d)?\(\s*|^)(0|0?\.0\d*)\s*(?:[,) ]|$)")
_TURNED = re.compile(r"rotate[xy]\(\s*-?(?:90deg|\.25turn|100grad)\s*\)")
_CLEARED = re.compile(r"opacity\(\s*(?:0|0?\.0\d*|[0-5]%)\s*\)")
_MOVED = re.compile(r"translate(?:[xy]|3d)?\(([^)]*)\)")

_COMPOUND = re.compile(
    r"(?P<tag>\*|[a-zA-Z][\w-]*)?"
    r"(?P<rest>(?:[.#](?:[\w-]|\\.)+|\[\s*[\w-]+\s*(?:[~|^$*]?=\s*[\"']?[^\"'\]]*[\"']?\s*)?\])*)$"
)
_PART = re.compile(
    r"([.#])((?:[\w-]|\\.)+)|\[\s*([\w-]+)\s*([~|^$*]?=)?\s*[\"']?([^\"'\]]*?)[\"']?\s*\]"
)
_TESTS: dict[str, Callable[[str, str], bool]] = {
    "": lambda _value, _wanted: True,
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(f"{wanted}-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}
"""What the operators of an attribute in a selector ask for."""
_SHOWN_MEDIA = re.compile(
    r"@(?:media\s+(?:only\s+)?(?:all|screen)?(?:\s*and\s*)?(?:\(\s*min-width\s*:\s*"
    r"(?:(?:\d{1,3}|1[01]\d\d)(?:\.\d+)?px|(?:\d|[1-6]\d)(?:\.\d+)?r?em)\s*\))?\s*"
    r"|layer[^{;]*|supports[^{;]*)$",
    re.IGNORECASE,
)
"""What surrounds rules that hold on a window of 1,200 points."""
_MOST_RULES = 20_000
"""Rules that are read at most; the largest sheets of real pages have some 10,000."""
_MOST_STYLE = 3_000_000
_MOST_TESTS = 200_000
"""Comparisons of an element with a rule that one page may take; of 64 real pages, the most took 20,000."""


def read_declarations(style: str) -> Declarations:
    """Properties and values of a style attribute or rule, in lower case, the later of two equal ones last."""
    text = _ESCAPE.sub(_unescape, _COMMENT.sub(" ", style)).lower()
    found: Declarations = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip()
        if colon and name in _READ:
            found[name] = " ".join(value.replace("!important", "").split())
    return found


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 0 < code < 0xD800 else (match[2] or "")


# What declarations do


def hides(style: Mapping[str, str]) -> bool:
    """Whether an element with these declarations shows nothing of its text, colours apart."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or _is_faint(style.get("opacity", ""))
        or _is_faint(style.get("zoom", ""))
        or _CLEARED.search(style.get("filter", "")) is not None
        or _is_tiny(style)
        or _is_elsewhere(style)
        or _is_clipped(style)
    )


def _is_faint(opacity: str) -> bool:
    match = _LENGTH.match(opacity)
    return match is not None and float(match[1]) <= (5 if match[2] == "%" else 0.05)


def _is_tiny(style: Mapping[str, str]) -> bool:
    size = style.get("font-size")
    if size is None and "font" in style:
        size = next(
            (p.split("/")[0] for p in style["font"].split() if _LENGTH.match(p.split("/")[0])), None
        )
    match = _LENGTH.match(size or "")
    return match is not None and float(match[1]) <= (_TINY.get(match[2], 0.0) if match[2] else 0.0)


def _is_elsewhere(style: Mapping[str, str]) -> bool:
    """Whether text is moved out of the window."""
    names = ["text-indent", "letter-spacing", "margin", "margin-left", "margin-top", "translate"]
    if style.get("position") in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", "bottom", "inset"]
        if _FAR_RIGHT.match(style.get("left", "")):
            return True
    if any(_is_far(part) for name in names for part in style.get(name, "").split()):
        return True
    transform = style.get("transform", "")
    moved = _MOVED.search(transform)
    return (
        bool(moved and any(_is_far(part.strip()) for part in moved[1].split(",")))
        or _SCALED.search(transform) is not None
        or _SCALED.match(style.get("scale", "")) is not None
        or _TURNED.search(transform) is not None
    )


def _is_far(length: str) -> bool:
    match = _LENGTH.match(length)
    if match is None or not match[2]:
        return False
    far = 100.5 if match[2] == "%" else _FAR.get(match[2], 100.0)
    return float(match[1]) <= -far


def _is_clipped(style: Mapping[str, str]) -> bool:
    if _NOTHING.match(style.get("clip-path", "")):
        return True
    if style.get("position") in ("absolute", "fixed") and _NOTHING.match(style.get("clip", "")):
        return True
    cut = any(style.get(n) in ("hidden", "clip") for n in ("overflow", "overflow-x", "overflow-y"))
    return cut and any(
        (match := _LENGTH.match(style.get(name, ""))) is not None
        and float(match[1]) <= 1
        and match[2] != "em"
        for name in ("height", "max-height", "width", "max-width")
    )


def ink(style: Mapping[str, str]) -> Colour | None:
    """The colour of text, if it is declared."""
    return read_colour(style.get("-webkit-text-fill-color") or style.get("color", ""))


def backdrop(style: Mapping[str, str]) -> Colour | str | None:
    """The colour behind an element, "unknown" for a picture or gradient, None where none is declared."""
    shorthand = style.get("background", "")
    if (
        "url(" in shorthand
        or "gradient(" in shorthand
        or style.get("background-image", "none") != "none"
    ):
        return "unknown"
    colour = read_colour(style.get("background-color", "")) or read_colour(shorthand)
    return None if colour is None or colour.alpha < 0.5 else colour


# Rules of style sheets


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: a tag, classes, an id, attributes."""

    tag: str | None
    classes: frozenset[str]
    id: str | None
    attributes: tuple[tuple[str, str, str], ...]
    """Name, operator and value."""
    child: bool
    """Whether the step to the left must be the parent, not just an ancestor."""

    def matches(self, element: Any) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.classes and not self.classes <= set(element.get("class", "").split()):
            return False
        return all(
            (found := element.get(name)) is not None and _TESTS[operator](found, value)
            for name, operator, value in self.attributes
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[_Compound, ...]
    rank: tuple[int, int, int, int]
    """Specificity (ids, classes and attributes, tags), then the order in the sheet."""
    style: Declarations


@dataclass(slots=True)
class Rules:
    """The rules of a page's style sheets that could hide text, by what their last step asks for."""

    _index: dict[tuple[str, str], list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    """By ("#", id), (".", class), ("", tag) or ("", "")."""
    _patience: int = _MOST_TESTS

    @classmethod
    def read(cls, sheets: Iterable[str]) -> Rules:
        """The rules of the sheets, in order."""
        rules = cls()
        for order, (selector, style) in enumerate(_rules("\n".join(sheets)[:_MOST_STYLE])):
            if order >= _MOST_RULES:
                break
            steps = _steps(selector)
            if steps:
                rules._add(_Rule(steps, (*_specificity(steps), order), style))
        return rules

    def _add(self, rule: _Rule) -> None:
        last = rule.steps[-1]
        key = ("#", last.id) if last.id else ("", last.tag or "")
        self._index[(".", min(last.classes)) if last.classes and not last.id else key].append(rule)

    def style_of(self, element: Any) -> Declarations:
        """What the rules declare for an element, the stronger last.

        Raises `ArticleError` when rules and elements are too many to be compared: no real page comes
        near that, and to give up quietly would show what a page hides.
        """
        keys = [("", ""), ("", element.tag), ("#", element.get("id") or "")]
        keys += [(".", name) for name in set((element.get("class") or "").split())]
        near = [rule for key in keys if key in self._index for rule in self._index[key]]
        self._patience -= len(near)
        if self._patience < 0:
            raise ArticleError(
                "The page's style sheets are too large to tell what the page hides; save its text."
            )
        style: Declarations = {}
        for rule in sorted(near, key=lambda rule: rule.rank):
            if rule.steps[-1].matches(element) and self._climbs(element, rule.steps):
                style |= rule.style
        return style

    def _climbs(self, element: Any, steps: tuple[_Compound, ...]) -> bool:
        """Whether the ancestors of an element match the steps before the last, each as near as can be."""
        for step, left in zip(reversed(steps), reversed(steps[:-1]), strict=False):
            element = element.getparent()
            while element is not None and not left.matches(element):
                self._patience -= 1
                element = None if step.child else element.getparent()
            if element is None:
                return False
        return True


def _rules(css: str) -> Iterator[tuple[str, Declarations]]:
    """Selectors and declarations of the rules that hold on a screen of any size."""
    css = _COMMENT.sub(" ", css).replace("<!--", " ").replace("-->", " ")
    around: list[str] = []
    words = ""
    for piece in re.split(r"([{}])", css):
        if piece == "{":
            around.append(words.rpartition(";")[2].strip())
            words = ""
        elif piece == "}":
            selectors = around.pop() if around else "@"
            if not selectors.startswith("@") and all(map(_SHOWN_MEDIA.match, around)):
                style = read_declarations(words)
                for selector in selectors.split(",") if style else ():
                    yield selector.strip(), style
            words = ""
        else:
            words = piece


def _steps(selector: str) -> tuple[_Compound, ...]:
    """The steps of a selector; none where it holds more than this module reads."""
    steps: list[_Compound] = []
    child = False
    for part in re.sub(r"\s*>\s*", " > ", selector).split():
        if part == ">":
            child = True
            continue
        match = _COMPOUND.match(part)
        if match is None or not part:
            return ()
        steps.append(_compound(match, child=child))
        child = False
    return tuple(steps[-8:]) if len(steps) <= 8 else ()


def _compound(match: re.Match[str], *, child: bool) -> _Compound:
    classes, identity, attributes = [], None, []
    for mark, name, attribute, operator, value in _PART.findall(match["rest"]):
        if mark == ".":
            classes.append(_ESCAPE.sub(_unescape, name))
        elif mark == "#":
            identity = _ESCAPE.sub(_unescape, name)
        else:
            attributes.append((attribute.lower(), operator, value))
    tag = None if match["tag"] in (None, "*") else match["tag"].lower()
    return _Compound(tag, frozenset(classes), identity, tuple(attributes), child)


def _specificity(steps: tuple[_Compound, ...]) -> tuple[int, int, int]:
    return (
        sum(step.id is not None for step in steps),
        sum(len(step.classes) + len(step.attributes) for step in steps),
        sum(step.tag is not None for step in steps),
    )
