"""Claims as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import Any, TextIO

from ..schema import ArticleSummary
from .kinds import json_text
from .tables import claim_table

__all__ = ["write_csv"]

# What a spreadsheet takes for the beginning of a formula, the full-width forms included, by OWASP's "CSV
# Injection". A text that has quotation marks before it is marked too, so that taking one off is always right.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff0b\uff0d\uff1d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


def write_csv(
    results: Iterable[ArticleSummary], stream: TextIO, *, guard_formulas: bool = True
) -> None:
    """Writes the claims of all results as CSV by RFC 4180: a header, then a row for each claim.

    The columns are those of `claim_rows`; there is a header also when there is no claim. Lists are JSON
    text, flags `true` and `false`, and a value that is not there is empty. Open a file for it with
    `newline=""` and `encoding="utf-8"`, or `"utf-8-sig"` for Excel, which else takes it for another one.

    A text that a spreadsheet would read as a formula gets a `'` before it: one that begins with `=`, `+`,
    `-`, `@`, a tab or a line's end, in full width too, and is no number ("-5", "+3,2 %" stay). To have the
    text again, take one `'` off wherever such a character follows it. `guard_formulas=False` writes every
    text as it is, for programs. Lone surrogates are replaced by U+FFFD.
    """
    table = claim_table(results)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(_cell(value, guard=guard_formulas) for value in row.values())


def _cell(value: Any, *, guard: bool) -> str | int | float | None:
    match value:
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json_text(value)
        case str() if guard and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
            return f"'{value}"
        case _:
            return value  # type: ignore[no-any-return]  # a text, a number or None
