"""The body of an answer: unpacked step by step, and never longer than it may be."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import FetchError

__all__ = ["ACCEPTED", "read_body"]

ACCEPTED = "gzip, deflate"
"""The codings that are asked for; both are unpacked by the standard library, within a limit."""

_STEP = 1 << 20
"""Bytes that are unpacked at a time."""


def read_body(
    chunks: Iterable[bytes], coding: str, where: str, most: int, *, whole: bool = True
) -> bytes:
    """The bytes of a body, unpacked by `coding`, a value of `Content-Encoding`.

    Raises `FetchError` as soon as there are more than `most` bytes, packed or not, so that a small
    answer can't fill the memory; also for another coding, two of them, and for damaged data. Where
    `whole` is False, the first `most` bytes are enough.
    """
    kept: list[bytes] = []
    size = 0
    limited = _limited(chunks, where, most, whole=whole)
    for piece in _unpacked(limited, coding, where, whole=whole):
        size += len(piece)
        kept.append(piece)
        if size > most and whole:
            raise _too_large(where, most)
        if size > most:
            break
    return b"".join(kept)[:most]


def _limited(chunks: Iterable[bytes], where: str, most: int, *, whole: bool) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most and whole:
            raise _too_large(where, most)
        yield chunk
        if size > most:
            return


def _too_large(where: str, most: int) -> FetchError:
    return FetchError(
        f"{where} gives more than {most:,} bytes; pass a larger max_bytes to read them."
    )


def _unpacked(chunks: Iterable[bytes], coding: str, where: str, *, whole: bool) -> Iterator[bytes]:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return iter(chunks)
    if coding in ("gzip", "x-gzip"):
        return _inflated(chunks, 31, where, whole=whole)
    if coding == "deflate":
        return _inflated(chunks, None, where, whole=whole)
    raise FetchError(f"{where} answers in the coding {coding[:40]!r}, which was not asked for.")


def _inflated(
    chunks: Iterable[bytes], window: int | None, where: str, *, whole: bool
) -> Iterator[bytes]:
    """The unpacked data, at most a step at a time; `deflate` is with or without a header of zlib."""
    reader: Any = None
    try:
        for chunk in chunks:
            if not chunk:
                continue
            if reader is None:
                reader = zlib.decompressobj(window or (15 if chunk[0] & 15 == 8 else -15))
            yield reader.decompress(chunk, _STEP)
            while reader.unconsumed_tail:
                yield reader.decompress(reader.unconsumed_tail, _STEP)
        if reader is not None:
            while piece := reader.decompress(reader.unconsumed_tail, _STEP):
                yield piece
    except zlib.error as error:
        raise FetchError(f"{where} gives damaged data ({error}); try again.") from None
    if whole and reader is not None and not reader.eof:
        raise FetchError(f"{where} ended before its data were complete; try again.")
