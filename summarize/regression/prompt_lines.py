"""The unified diff of two prompts, line by line, with the words that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..render.html import Run, word_marks
from .words import counted

__all__ = ["DiffLine", "diff_lines", "diff_summary"]

_MINUS = "−"


class DiffLine(NamedTuple):
    """A line of a unified diff."""

    kind: str
    sign: str
    says: str
    """The sign in a word."""
    side: str
    runs: tuple[Run, ...]


def diff_lines(text: str) -> list[DiffLine]:
    """The lines of a unified diff, with word marks where a line was replaced by another."""
    lines: list[DiffLine] = []
    removed: list[str] = []
    added: list[str] = []

    def flush() -> None:
        lines.extend(_replaced(removed, added))
        removed.clear()
        added.clear()

    for position, line in enumerate(text.splitlines()):
        if position < 2:
            lines.append(DiffLine("file", "", "", "", (Run(line, marked=False),)))
        elif line.startswith("-"):
            if added:
                flush()
            removed.append(line[1:])
        elif line.startswith("+"):
            added.append(line[1:])
        else:
            flush()
            kind = "hunk" if line.startswith("@@") else "context"
            shown = line if kind == "hunk" else line[1:]
            lines.append(DiffLine(kind, "", "", "", (Run(shown, marked=False),)))
    flush()
    return lines


def _replaced(removed: Sequence[str], added: Sequence[str]) -> Iterator[DiffLine]:
    olds, news = word_marks(removed, added)
    yield from (DiffLine("removed", _MINUS, "removed", "old", _partly(runs)) for runs in olds)
    yield from (DiffLine("added", "+", "added", "new", _partly(runs)) for runs in news)


def _partly(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without their marks where all is marked: the line's sign says so."""
    whole = all(run.marked or not run.text.strip() for run in runs)
    return tuple(run._replace(marked=False) for run in runs) if whole else runs


def diff_summary(text: str) -> str:
    """How many lines of a unified diff were removed and added."""
    lines = text.splitlines()[2:]
    removed, added = (sum(line.startswith(sign) for line in lines) for sign in "-+")
    return f"{counted(removed, 'line')} removed, {counted(added, 'line')} added"
