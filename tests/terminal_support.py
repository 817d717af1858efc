"""A terminal that keeps what is written to it, and what may be written to one."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

# What the commands themselves send: colours and styles, the cursor shown and hidden, a line cleared.
_OWN = re.compile(r"\x1b\[(?:[0-9;]*m|\?25[hl]|1A|2K)|\r\x1b\[2K|\r(?=\n)|\r(?=\x1b\[1A)")
_ISOLATES = "\u2066\u2067\u2069"

HOSTILE = (
    "a\x1b]0;pwn3d\x07b\x1b[5;5Hc\x9b6nd\x1bP1;pwn3d\x1b\\e\x1b_pwn3d\x1b\\f\x9dpwn3d\x9cg"
    "\x1bch\x1b#8i\x08j\x7fk\u202el\u2066m\u200bn\U000e0041o\x1b[8mp\x1fq"
)
HARMLESS = "abcdefghijklmnopq"


class Terminal(io.StringIO):
    """A terminal of a test."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    @property
    def shown(self) -> str:
        """What was written, without the sequences that the commands use themselves."""
        return _OWN.sub("", self.getvalue())

    @property
    def dangers(self) -> set[str]:
        """The characters that a terminal would obey."""
        return {
            character
            for character in self.shown
            if unicodedata.category(character) in ("Cc", "Cf", "Cs")
            and character not in f"\n{_ISOLATES}\u200c\u200d\u200e\u200f"
        }


class Terminals(NamedTuple):
    out: Terminal
    err: Terminal

    @property
    def dangers(self) -> set[str]:
        return self.out.dangers | self.err.dangers

    @property
    def shown(self) -> str:
        return self.out.shown + self.err.shown


@contextmanager
def terminals(monkeypatch: pytest.MonkeyPatch, *, columns: int = 80) -> Iterator[Terminals]:
    """Standard output and error as terminals."""
    both = Terminals(Terminal(), Terminal())
    with monkeypatch.context() as patch:
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patch.delenv(name, raising=False)
        patch.setenv("TERM", "xterm-256color")
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("LINES", "40")
        patch.setattr(sys, "stdout", both.out)
        patch.setattr(sys, "stderr", both.err)
        yield both
