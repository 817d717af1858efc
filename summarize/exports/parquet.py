"""Claims as a Parquet file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from ..private import private, put_in_place
from ..schema import ArticleSummary
from .frames import arrow_table
from .kinds import optional
from .tables import claim_table

__all__ = ["write_parquet"]


def write_parquet(
    results: Iterable[ArticleSummary], target: str | os.PathLike[str] | BinaryIO
) -> None:
    """Writes the claims of all results as Parquet, a row each: to a path, or to a binary stream.

    The columns are those of `claim_rows` with their types, also when there is no claim; figures, evidence
    and findings are lists of structs. A user's own field has the type of its values; those that fit no type
    together are JSON text. All rows are in memory at once. A file appears when it is complete.

    Raises `ConfigurationError` when pyarrow is not installed, before anything is read or written; `OSError`
    when the file can't be written.
    """
    write_table = optional("pyarrow.parquet", "write_parquet", "'summarize[parquet]'").write_table
    if not isinstance(target, str | os.PathLike):
        write_table(arrow_table(claim_table(results), "write_parquet"), target)
        return
    path = Path(os.path.realpath(target))  # a link stays a link
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with open(unfinished, "wb", opener=private) as stream:
            write_table(arrow_table(claim_table(results), "write_parquet"), stream)
        put_in_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
