"""Characters that readers don't see and language models do: they carry what nobody was meant to read.

Left out of what a model is shown are zero-width characters, marks and overrides of direction, tag
characters, fillers, control characters, and runs of joiners or variation selectors, in which bytes can be
hidden. One joiner between letters (Persian, Hindi, emoji) and one variation selector stay: they change
what is seen.
"""

from __future__ import annotations

import re

__all__ = ["carried_text", "count_invisible", "visible"]

_ALONE = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_JOINER, _SELECTOR = "\u200c\u200d", "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_INVISIBLE = re.compile(
    rf"[{_ALONE}]|[{_JOINER}]{{2,}}|(?<!\S)[{_JOINER}]|[{_JOINER}](?!\S)|[{_SELECTOR}]{{2,}}"
)
_SUSPECT = re.compile(f"[{_ALONE}{_JOINER}{_SELECTOR}]")  # one set, which `re` looks for fast
_TAGS = re.compile("[\U000e0020-\U000e007e]")
_SELECTORS = re.compile(f"[{_SELECTOR}]{{2,}}")


def visible(text: str) -> str:
    """The text without invisible characters."""
    return _INVISIBLE.sub("", text) if _SUSPECT.search(text) else text


def count_invisible(text: str) -> int:
    """How many characters of a text nobody sees."""
    return len(text) - len(visible(text))


def carried_text(text: str) -> str:
    """What tag characters and runs of variation selectors in a text spell; empty for most texts.

    Tag characters repeat ASCII at U+E0000; selectors stand for bytes, the first 16 from U+FE00, the
    others from U+E0100 (https://paulbutler.org/2025/smuggling-arbitrary-data-through-an-emoji/).
    """
    if text.isascii():
        return ""
    tags = "".join(chr(ord(c) - 0xE0000) for c in _TAGS.findall(text))
    runs = (bytes(map(_byte, run)).decode("utf-8", "replace") for run in _SELECTORS.findall(text))
    return " ".join([tags, *runs]).strip()


def _byte(selector: str) -> int:
    code = ord(selector)
    return code - 0xFE00 if code < 0xE0000 else code - 0xE0100 + 16
