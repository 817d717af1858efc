"""What `summarize doctor` finds out: facts in sections, and what to do where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

__all__ = ["Fact", "Level", "Section", "without_secrets"]

Level = Literal["well", "off", "note", "problem"]
"""off: not there, and not needed; note: perhaps not as one thinks; problem: something would fail."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at."""

    name: str
    says: str
    level: Level = "well"
    advice: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together."""

    name: str
    facts: tuple[Fact, ...]


def without_secrets(url: str) -> str:
    """An address without user, password and query."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "an address that can't be read"
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
