"""Claims as rows of a table: one for each claim, with the columns of its article and its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..forms import item_class
from ..own_fields import own_fields, own_names
from ..schema import ArticleSummary, Claim
from ..sound import sound
from .columns import (
    ARTICLE_COLUMNS,
    CLAIM_COLUMNS,
    RESULT_COLUMNS,
    claim_struct,
    plain,
)
from .identity import article_iri
from .kinds import TEXT, Kind, json_text, kind_of

__all__ = ["Table", "claim_rows", "claim_table", "result_columns", "rows_of", "table_of"]


class Table(NamedTuple):
    """Rows and the kind of each column, in their order."""

    columns: dict[str, Kind]
    rows: list[dict[str, Any]]


def claim_rows(result: ArticleSummary) -> list[dict[str, Any]]:
    """The claims of a result, one flat row each; all values are plain ones that JSON can hold.

    The columns, always in this order:

    - `article_id` (the address, else an `ni:` name made of the text's SHA-256: the same in all exports),
      `article_title`, `article_url`, `article_sha256`, `article_published`, `article_language`;
    - `id`, `text`, `kind`, `speaker`, `role`, `attribution`, `quote`, `quote_start`, `quote_end`,
      `certainty`, `when`, `checkable`, `importance`, `supported`, `figures`: as in `Claim`, quotations flat;
    - `evidence_sentences` (their numbers, the carrying one first), `evidence_text` (a line each), `start` and
      `end` (of the carrying sentence), `evidence` and `findings` (lists of dicts);
    - `model`, `model_answered`, `prompt`, `prompt_fingerprint`, `library_version`;
    - the fields that a user's own classes add: `result_NAME` of the result, then `NAME` of the claim, or
      `claim_NAME` where a column has that name.

    Dates are text by ISO 8601 (`when` may be a year or a month); offsets count code points of the article's
    text. Lone surrogates are replaced (U+FFFD), and a number that is none (NaN, infinite) is None.
    """
    article, own = result.article, own_fields(result)
    about = {
        "article_id": article_iri(article),
        "article_title": article.title,
        "article_url": article.url,
        "article_sha256": article.sha256,
        "article_published": article.published and article.published.isoformat(),
        "article_language": article.language,
    }
    made = {
        **plain(result, RESULT_COLUMNS),
        **{f"result_{name}": value for name, value in own.items()},
    }
    return [
        sound({**about, **_claim_row(claim), **made, **_own_columns(claim)})
        for claim in result.claims
    ]


def rows_of(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """The same rows without the columns of the article and the result, which claims alone don't know."""
    return [sound({**_claim_row(claim), **_own_columns(claim)}) for claim in claims]


def claim_table(results: Iterable[ArticleSummary]) -> Table:
    """The rows of all results, with the columns of `claim_rows`, and the kinds of these.

    Results whose classes have different fields of their own have all of these columns, in the order in
    which they come up, and None where a result has no such field.
    """
    columns: dict[str, None] = result_columns(ArticleSummary)
    rows: list[dict[str, Any]] = []
    for result in results:
        columns |= result_columns(type(result))
        columns |= dict.fromkeys(name for claim in result.claims for name in _own_columns(claim))
        rows += claim_rows(result)
    return _table(columns, rows)


def table_of(claims: Iterable[Claim]) -> Table:
    """The same for claims alone."""
    rows = rows_of(claims)
    return _table(dict.fromkeys([*CLAIM_COLUMNS, *(name for row in rows for name in row)]), rows)


def result_columns(kind: type[ArticleSummary]) -> dict[str, None]:
    """The names of the columns that the results of a class have, also when they have no claim."""
    claim = item_class(kind.model_fields["claims"].annotation)
    return dict.fromkeys(
        [
            *ARTICLE_COLUMNS,
            *CLAIM_COLUMNS,
            *RESULT_COLUMNS,
            *(f"result_{name}" for name in own_names(kind)),
            *map(_own_column, own_names(claim)),
        ]
    )


_FIXED: dict[str, Kind] = {**ARTICLE_COLUMNS, **CLAIM_COLUMNS, **RESULT_COLUMNS}


def _claim_row(claim: Claim) -> dict[str, Any]:
    carrying = claim.evidence[0] if claim.evidence else None
    row = {
        **claim_struct(claim),
        "evidence_sentences": [evidence.sentence for evidence in claim.evidence],
        "evidence_text": "\n".join(evidence.text for evidence in claim.evidence) or None,
        "start": carrying and carrying.start,
        "end": carrying and carrying.end,
    }
    return {name: row[name] for name in CLAIM_COLUMNS}


def _own_columns(claim: Claim) -> dict[str, Any]:
    return {_own_column(name): value for name, value in own_fields(claim).items()}


def _own_column(name: str) -> str:
    taken = name in _FIXED or name.startswith("result_")
    return f"claim_{name}" if taken else name


def _table(names: Iterable[str], rows: list[dict[str, Any]]) -> Table:
    """Every row with every column; own values that fit no kind together are JSON text."""
    columns: dict[str, Kind] = {}
    for name in names:
        kind = _FIXED.get(name) or kind_of(row.get(name) for row in rows)
        if kind is None:
            rows = [{**row, name: json_text(row.get(name))} for row in rows]
        columns[name] = kind or TEXT
    return Table(columns, [_in_order(row, columns) for row in rows])


def _in_order(row: Mapping[str, Any], columns: Mapping[str, Kind]) -> dict[str, Any]:
    return {name: row.get(name) for name in columns}
