"""Files that hold articles: a new one is for its owner alone, one that was there keeps its mode."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

__all__ = ["private", "put_in_place"]


def private(path: str, flags: int) -> int:
    """An `opener` for `open`: what it makes can be read and written by its owner only."""
    return os.open(path, flags, 0o600)


def put_in_place(finished: Path, target: Path) -> None:
    """Renames a finished file to `target`, with the mode of the file that it takes the place of."""
    with suppress(FileNotFoundError):
        shutil.copymode(target, finished)
    finished.replace(target)
