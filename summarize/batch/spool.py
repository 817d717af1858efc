"""What a long batch keeps on disk instead of in memory: articles that wait, and lines to be sent.

Both live in files without a name, which only this process can read and which end with it.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections import deque
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from ..article import Article

__all__ = ["Parcel", "Queue", "Spool"]

_LENGTH = 4  # bytes


class Spool:
    """Articles by their place."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed by close()

    def add(self, article: Article) -> int:
        """Where the article is kept."""
        blob = zlib.compress(pickle.dumps(article, pickle.HIGHEST_PROTOCOL), 1)
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(len(blob).to_bytes(_LENGTH, "big") + blob)
        return place

    def read(self, place: int) -> Article:
        """The article that is kept there."""
        self._file.seek(place)
        length = int.from_bytes(self._file.read(_LENGTH), "big")
        article = pickle.loads(zlib.decompress(self._file.read(length)))  # noqa: S301  # own file
        assert isinstance(article, Article)  # noqa: S101  # for the type checker
        return article

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()


class _Line(NamedTuple):
    digest: str
    length: int
    tokens: int


class Parcel(NamedTuple):
    """The lines of one batch."""

    digests: list[str]
    tokens: int
    lines: IO[bytes]


class Queue:
    """Lines that wait to be sent, the oldest first."""

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed by close()
        self._lines: deque[_Line] = deque()
        self._start = 0
        self._end = 0

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def size(self) -> int:
        """Bytes that wait."""
        return self._end - self._start

    def add(self, digest: str, line: bytes, tokens: int) -> None:
        """One more line, which takes so many tokens."""
        self._file.seek(self._end)
        self._file.write(line)
        self._end += len(line)
        self._lines.append(_Line(digest, len(line), tokens))

    def take(self, *, lines: int, size: int, tokens: int | None) -> Parcel:
        """As many of the oldest lines as these limits allow, and at least one."""
        digests: list[str] = []
        length = taken = 0
        while self._lines and len(digests) < lines:
            line = self._lines[0]
            over = length + line.length > size
            over = over or (tokens is not None and taken + line.tokens > tokens)
            if over and digests:
                break
            self._lines.popleft()
            digests.append(line.digest)
            length += line.length
            taken += line.tokens
        return Parcel(digests, taken, self._copied(length))

    def _copied(self, length: int) -> IO[bytes]:
        """The next bytes in a file of their own."""
        copy: IO[bytes] = TemporaryFile()  # noqa: SIM115  # the parcel's owner closes it
        self._file.seek(self._start)
        self._start += length
        while length:
            block = self._file.read(min(length, 1 << 20))
            copy.write(block)
            length -= len(block)
        if not self._lines:
            self._file.seek(0)
            self._file.truncate()
            self._start = self._end = 0
        return copy

    def close(self) -> None:
        """Gives the disk back."""
        self._file.close()
