"""Selectors of the W3C's Web Annotation model for spans of a text."""

from __future__ import annotations

from typing import Any

from ..sound import sound_text

__all__ = ["selectors"]

_CONTEXT = 32  # characters at least on either side, as Hypothesis's client has them
_WIDEST = 1024


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """A TextQuoteSelector and a TextPositionSelector, both of which select `text[start:end]`.

    Positions count code points, as the model asks for. Prefix and suffix have 32 characters each where the
    text has them, and twice as many until the three together stand in it only once; they stop at 1,024,
    where only a text that repeats itself that long is left, and the position tells.
    """
    return [
        {
            "type": "TextQuoteSelector",
            "exact": sound_text(text[start:end]),
            **{name: sound_text(said) for name, said in _around(text, start, end).items()},
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _around(text: str, start: int, end: int) -> dict[str, str]:
    width = _CONTEXT
    while True:
        first, last = max(0, start - width), end + width
        passage = text[first:last]
        if width >= _WIDEST or text.find(passage) == text.rfind(passage):
            return {"prefix": text[first:start], "suffix": text[end:last]}
        width *= 2
