"""What a text stream can hold."""

from __future__ import annotations

import codecs
from typing import TextIO

__all__ = ["is_utf8"]


def is_utf8(stream: TextIO) -> bool:
    """Whether every character can be written as it is; a stream without an encoding is in memory."""
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"
