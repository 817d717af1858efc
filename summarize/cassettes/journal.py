"""What is recorded so far, safe on the disk after every answer, and the lock of who records.

A journal `<recording>.part` stands beside the recording until that is complete. It has a line of
JSON for each interaction; a last line that was cut off counts as not written.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from ..errors import CassetteError
from ..secrets import find_secrets
from .file import Interaction

__all__ = ["Journal"]


class Journal:
    """The open journal of one recording. Only one process can have it open."""

    def __init__(self, path: Path) -> None:
        """Open, or take up again, the journal of the recording at `path`.

        Raises `CassetteError` when somebody else records there, or the folder can't be written.
        """
        self.path = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = _open_locked(self.path, path)
        except OSError as error:
            raise CassetteError(f"{self.path} can't be written: {error.strerror}.") from error
        self.found = tuple(self._read())
        """The interactions of an attempt that was broken off, each with its endpoint's origin."""

    def _read(self) -> list[tuple[str, Interaction]]:
        found: list[tuple[str, Interaction]] = []
        self._file.seek(0)
        end = 0
        for line in self._file:
            try:
                found.append(_from_line(line))
            except (ValueError, TypeError, KeyError, AttributeError):
                break
            end += len(line)
        self._file.truncate(end)
        return found

    def add(self, origin: str, interaction: Interaction) -> None:
        """Put one interaction on the disk; one with a secret in it stays in memory only.

        Raises `OSError` when the disk refuses.
        """
        line = json.dumps({"origin": origin, **asdict(interaction)}, default=_text)
        if find_secrets(_text(interaction.request)) or find_secrets(_text(interaction.response)):
            return
        self._file.write(f"{line}\n".encode())
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self, *, keep: bool) -> None:
        """Let others record; without `keep`, remove the journal."""
        if not keep or self._file.seek(0, os.SEEK_END) == 0:
            self._file.truncate(0)
            with contextlib.suppress(OSError):  # Windows removes no open file
                self.path.unlink(missing_ok=True)  # before the lock is given back
        self._file.close()


def _open_locked(path: Path, recording: Path) -> IO[bytes]:
    while True:
        file = path.open("a+b")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise CassetteError(
                f"{recording} is being recorded by another process or thread. "
                "Wait until it has finished, then record again."
            ) from None
        if path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
        file.close()  # its last owner removed it between our opening and our locking it


def _lock(file: IO[bytes]) -> None:
    """Lock a file until it is closed or the process ends; raises `OSError` when it is locked."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 30)  # a byte that nobody reads
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _text(body: bytes) -> str:
    return body.decode("utf-8", "surrogateescape")


def _from_line(line: bytes) -> tuple[str, Interaction]:
    if not line.endswith(b"\n"):
        raise ValueError("cut off")
    fields: dict[str, Any] = json.loads(line)
    for name in ("request", "response"):
        fields[name] = fields[name].encode("utf-8", "surrogateescape")
    return fields.pop("origin"), Interaction(**fields)
