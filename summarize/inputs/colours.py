"""Colours as CSS and HTML write them."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["BLACK", "WHITE", "Colour", "alike", "read_colour"]


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much of it covers what is behind, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
_NAMES = {
    "transparent": Colour(0, 0, 0, 0),
    "black": BLACK,
    "white": WHITE,
    "snow": Colour(255, 250, 250),
    "ivory": Colour(255, 255, 240),
    "whitesmoke": Colour(245, 245, 245),
    "ghostwhite": Colour(248, 248, 255),
    "floralwhite": Colour(255, 250, 240),
    "silver": Colour(192, 192, 192),
    "gray": Colour(128, 128, 128),
    "grey": Colour(128, 128, 128),
    "lightgray": Colour(211, 211, 211),
    "lightgrey": Colour(211, 211, 211),
    "red": Colour(255, 0, 0),
    "maroon": Colour(128, 0, 0),
    "yellow": Colour(255, 255, 0),
    "olive": Colour(128, 128, 0),
    "lime": Colour(0, 255, 0),
    "green": Colour(0, 128, 0),
    "aqua": Colour(0, 255, 255),
    "teal": Colour(0, 128, 128),
    "blue": Colour(0, 0, 255),
    "navy": Colour(0, 0, 128),
    "fuchsia": Colour(255, 0, 255),
    "purple": Colour(128, 0, 128),
}
_HEX = re.compile(r"#?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w%])")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^)]*)\)")
_NEAR = 12
"""Steps of 255 by which two colours may differ that the eye can't tell apart as text on ground."""


def read_colour(value: str) -> Colour | None:
    """The first colour in a value; None where there is none, or none that this module knows."""
    if match := _FUNCTION.search(value):
        return _function(match)
    for word in value.split():
        if word in _NAMES:
            return _NAMES[word]
        if match := _HEX.match(word):
            return _hex(match[1])
    return None


def alike(ink: Colour, ground: Colour) -> bool:
    """Whether text of that colour can't be seen on that ground."""
    return ink.alpha < 0.06 or all(
        abs(a - b) <= _NEAR for a, b in zip(ink[:3], ground[:3], strict=True)
    )


def _hex(digits: str) -> Colour:
    wide = digits if len(digits) > 4 else "".join(digit * 2 for digit in digits)
    values = [int(wide[at : at + 2], 16) for at in range(0, len(wide), 2)]
    return Colour(values[0], values[1], values[2], values[3] / 255 if len(values) > 3 else 1.0)


def _function(match: re.Match[str]) -> Colour | None:
    parts = re.split(r"[\s,/]+", match[2].strip())
    try:
        numbers = [_number(part, 255 if at < 3 else 1) for at, part in enumerate(parts[:4])]
    except ValueError:
        return None
    if len(numbers) < 3:
        return None
    alpha = numbers[3] if len(numbers) > 3 else 1.0
    if match[1] == "rgb":
        return Colour(numbers[0], numbers[1], numbers[2], alpha)
    light = parts[2].rstrip("%")  # only the two ends are told: all of their hues look the same
    known = {"0": BLACK, "100": WHITE}.get(light)
    return known._replace(alpha=alpha) if known else (Colour(0, 0, 0, 0) if alpha == 0 else None)


def _number(part: str, whole: float) -> float:
    return float(part[:-1]) * whole / 100 if part.endswith("%") else float(part.removesuffix("deg"))
