"""The file of a batch's results: written aside, and put in its place when the batch has ended."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ..errors import ConfigurationError
from ..private import private, put_in_place
from .outcome import ArticleOutcome

__all__ = ["ResultsFile"]

_FAILED = b'"result":null}'
"""How the record of an article without a result ends."""


class ResultsFile:
    """One record a line, in `NAME.part` until `finish` puts it in the place of an older file.

    `-` is standard output; it, a device or a pipe is written as it is. Two batches that would write the
    same file at once are refused. Raises `ConfigurationError` for a place that can't be written, and
    `OSError` when writing fails later.
    """

    def __init__(self, path: str) -> None:
        self.name = path
        self.results = 0
        """Records with a result so far."""
        self.target: Path | None = None
        """The file itself; None when it is written as it is."""
        self.part: Path | None = None
        self._own = True
        try:
            self._stream = self._opened(path)
        except OSError as error:
            raise ConfigurationError(f"{path} can't be written: {error.strerror}.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._own:
            with suppress(OSError):  # a full disk was reported before
                self._stream.close()

    def write(self, outcome: ArticleOutcome) -> None:
        """Adds a record, and passes it on to the operating system."""
        self._stream.write(outcome.to_json().encode() + b"\n")
        self._stream.flush()
        self.results += outcome.error is None

    def finish(self, *, whole: bool) -> Path | None:
        """Where this batch's records are now; None when they were written as they came.

        A batch that ended early or had failures does not replace a file with more results: it stays,
        and the records are left beside it.
        """
        if self.target is None or self.part is None:
            return None
        os.fsync(self._stream.fileno())
        if not whole and _results_in(self.target) > self.results:
            return self.part
        put_in_place(self.part, self.target)
        return self.target

    def _opened(self, path: str) -> IO[bytes]:
        if path == "-":
            if sys.stdout is None:
                raise ConfigurationError("Standard output is closed; name a file with --out.")
            self._own = False
            return sys.stdout.buffer
        if Path(path).is_dir():
            raise ConfigurationError(f"{path} is a directory; name a file with --out.")
        if Path(path).exists() and not Path(path).is_file():
            return Path(path).open("wb")  # to replace a device or a pipe would destroy it
        self.target = Path(os.path.realpath(path))  # a link stays a link
        self.part = self.target.with_name(f"{self.target.name}.part")
        return _locked(self.part, path)


def _locked(part: Path, name: str) -> IO[bytes]:
    """The file, empty, for this process alone as long as it is open."""
    while True:
        stream = open(part, "ab", opener=private)  # noqa: SIM115  # the caller closes it
        if not _lock(stream):
            stream.close()
            raise ConfigurationError(
                f"Another batch is writing {name}; wait for it, or name another file with --out."
            )
        with suppress(FileNotFoundError):  # that batch has just put the file in its place
            if os.path.samestat(part.stat(), os.fstat(stream.fileno())):
                stream.truncate(0)
                return stream
        stream.close()


def _lock(stream: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _results_in(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(not line.rstrip().endswith(_FAILED) for line in stream if line.strip())
    except FileNotFoundError:
        return 0
