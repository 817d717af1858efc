"""Claims as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from ..schema import ArticleSummary
from ..streams import is_utf8
from .tables import claim_rows

__all__ = ["write_jsonl"]


def write_jsonl(results: Iterable[ArticleSummary], stream: TextIO) -> None:
    """Writes the claims of all results as JSON Lines: `claim_rows`, an object a line.

    Each result is written before the next one is taken. Figures, evidence and findings stay lists; each line
    has the fields of its own result. A stream that is not UTF-8 gets JSON's escapes.
    """
    escaped = not is_utf8(stream)
    for result in results:
        stream.writelines(
            f"{json.dumps(row, ensure_ascii=escaped)}\n" for row in claim_rows(result)
        )
