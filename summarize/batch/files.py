"""The articles that names on a command line stand for: files, directories, JSON Lines, standard input.

Everything is read lazily, so that a directory or file of any size takes little memory.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from ..errors import ConfigurationError
from .items import Item, item_of

__all__ = ["ARTICLES", "LINES", "Inputs"]

ARTICLES = frozenset(".docx .eml .htm .html .markdown .md .mht .pdf .rst .text .txt .xhtml".split())
"""What is taken from a directory; a file that is named itself may be called anything."""
LINES = frozenset({".jsonl", ".ndjson"})
_LONGEST_LINE = 100_000_000  # bytes; more than any article that is taken


class Inputs:
    """The articles in files, directories and JSON Lines, in that order, each once.

    From a directory come the texts, pages and documents in it and below, sorted, without hidden ones
    and without what `apart` holds (real paths: the output lies there perhaps). `-` is JSON Lines on
    standard input. The id of a file is its path, relative to the directory when that is the only
    name; of a line its "id", else file and line. Raises `ConfigurationError` when a name stands for nothing.
    """

    def __init__(self, names: Sequence[str], *, apart: Container[str] = ()) -> None:
        self._names, self._apart = names, apart
        self.left_out: Counter[str] = Counter()
        """Files in directories that are no articles, by their suffix; known when all is counted."""
        if list(names).count("-") > 1:
            raise ConfigurationError("Standard input (-) can be read only once.")
        for name in names:
            if name != "-" and not os.path.lexists(name):
                raise ConfigurationError(f"There is no file or directory {name}; check the name.")
        self.total = None if "-" in names else self._count()
        """How many articles there are; None when only reading tells."""
        if self.total == 0:
            raise ConfigurationError(_nothing(names, self.left_out))

    def __iter__(self) -> Iterator[Item]:
        for name in self._names:
            yield from self._items(name)

    def _items(self, name: str) -> Iterator[Item]:
        if name == "-":
            with _standard_input() as stream:
                yield from _from_lines(stream, "stdin", None)
        elif Path(name).is_dir():
            yield from self._from_directory(name)
        elif Path(name).suffix.lower() in LINES:
            yield from _from_file(name)
        else:
            yield Item(name, Path(name))

    def _from_directory(self, name: str) -> Iterator[Item]:
        alone = len(self._names) == 1
        for path in _walk(name):
            if isinstance(path, OSError):
                yield Item(
                    str(path.filename), "", error=f"{path.filename} can't be read: {path.strerror}."
                )
            elif self._is_article(path):
                inside = os.path.relpath(path, name) if alone else os.fspath(path)
                yield Item(Path(inside).as_posix(), path)

    def _is_article(self, path: Path) -> bool:
        return path.suffix.lower() in ARTICLES and os.path.realpath(path) not in self._apart

    def _count(self) -> int:
        return sum(self._count_in(name) for name in self._names)

    def _count_in(self, name: str) -> int:
        if Path(name).is_dir():
            return sum(self._counted(path) for path in _walk(name))
        if Path(name).suffix.lower() in LINES and Path(name).is_file():
            try:
                with Path(name).open("rb") as stream:
                    return sum(1 for line in stream if line.strip())
            except OSError:
                return 1
        return 1

    def _counted(self, path: Path | OSError) -> bool:
        counts = isinstance(path, OSError) or self._is_article(path)
        if not counts and isinstance(path, Path) and os.path.realpath(path) not in self._apart:
            self.left_out[path.suffix.lower() or "no suffix"] += 1
        return counts


def _walk(name: str) -> Iterator[Path | OSError]:
    """The files below a directory, sorted, and what could not be read; hidden ones left out."""
    faults: list[OSError] = []
    for place, directories, files in os.walk(name, onerror=faults.append):
        yield from faults
        faults.clear()
        directories[:] = sorted(d for d in directories if not d.startswith("."))
        yield from (Path(place, file) for file in sorted(files) if not file.startswith("."))
    yield from faults


def _from_file(name: str) -> Iterator[Item]:
    try:
        with Path(name).open("rb") as stream:
            yield from _from_lines(stream, name, Path(name).parent)
    except OSError as error:
        yield Item(name, "", error=f"The file {name} can't be read: {error.strerror}.")


def _from_lines(stream: IO[bytes], name: str, beside: Path | None) -> Iterator[Item]:
    """One article a line; a line that holds none gives an item that says so."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if line.strip():
            yield _from_line(line, f"{name}:{number}", f"{name}, line {number}", beside)
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE)  # the rest of it


def _from_line(line: bytes, default_id: str, place: str, beside: Path | None) -> Item:
    def wrong(why: str) -> Item:
        return Item(default_id, "", error=f"{place}: {why}")

    if len(line) == _LONGEST_LINE:
        return wrong(f"the line is longer than {_LONGEST_LINE:,} bytes.")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return wrong(f"not UTF-8 at byte {error.start:,} of the line.")
    except json.JSONDecodeError as error:
        return wrong(f"not JSON ({error.msg}, column {error.colno}); a line is one JSON object.")
    except (RecursionError, ValueError):  # nested too deeply, a number of too many digits
        return wrong("not JSON that can be read; a line is one JSON object.")
    if not isinstance(value, dict):
        return wrong(f"not a JSON object but {_kind(value)}.")
    item = item_of(value, default_id, beside=beside)
    return item if item.error is None else replace(item, error=f"{place}: {item.error}")


def _kind(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "null, true or false"
    return {list: "a list", str: "a text", int: "a number", float: "a number"}[type(value)]


@contextmanager
def _standard_input() -> Iterator[IO[bytes]]:
    """Standard input as bytes.

    Its own stream object where it can be: the thread that reads may still hold it when Python ends.
    """
    if sys.stdin is None:
        raise ConfigurationError("Standard input is closed; name a file.")
    try:
        number = sys.stdin.fileno()
    except OSError:
        yield sys.stdin.buffer
        return
    with open(number, "rb", closefd=False) as stream:  # a number is no path
        yield stream


def _nothing(names: Sequence[str], left_out: Counter[str]) -> str:
    others = ", ".join(f"{count} {suffix}" for suffix, count in left_out.most_common(5))
    return (
        f"There is no article in {', '.join(names[:3])}{' …' if len(names) > 3 else ''}"
        + (f"; other files are there ({others})" if others else "")
        + f". From a directory come {', '.join(sorted(ARTICLES))}; JSON Lines are named themselves."
    )
