"""Between what a command writes and a terminal: control sequences of an article or a model end here."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from .words import visible

__all__ = ["shielded", "unshielded"]


@contextmanager
def shielded() -> Iterator[None]:
    """Strips what a terminal obeys from all that goes to standard error, and to a terminal as output.

    So no message need think of it: file names, answers and findings are in many. Output that goes to a
    file or a pipe is data and passes as it is. What has colours of its own writes to `unshielded`.
    """
    error = _Shield(io.StringIO() if sys.stderr is None else sys.stderr)
    output = sys.stdout
    if output is not None and output.isatty():
        output = cast("TextIO", _Shield(output))
    with redirect_stderr(cast("TextIO", error)), redirect_stdout(output):
        yield


def unshielded(stream: TextIO) -> TextIO:
    """The stream that a shield stands before, or the stream itself."""
    return stream.shielded if isinstance(stream, _Shield) else stream


class _Shield:
    """A text stream; all but writing is left to the one behind it."""

    def __init__(self, stream: TextIO) -> None:
        self.shielded = unshielded(stream)

    def write(self, text: str) -> int:
        self.shielded.write(visible(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shielded, name)
