"""Values that every format can hold."""

from __future__ import annotations

import math
import re
from typing import Any

__all__ = ["sound", "sound_text"]

_LONE = re.compile("[\ud800-\udfff]")


def sound(value: Any) -> Any:
    """A plain value with U+FFFD for lone surrogates, which no encoding has, and None for NaN and infinity."""
    match value:
        case str():
            return sound_text(value)
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [sound(item) for item in value]
        case dict():
            return {sound(name): sound(item) for name, item in value.items()}
        case _:
            return value


def sound_text(text: str) -> str:
    """The text, each lone surrogate as U+FFFD."""
    return _LONE.sub("\ufffd", text)
