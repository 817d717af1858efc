"""A result as one row of a table: for Parquet, Arrow, pandas, Spark, DuckDB and JSON."""

from __future__ import annotations

from functools import cache
from typing import Any

from .batch import ArticleOutcome
from .exports.columns import CLAIM_STRUCT, SENTENCE_STRUCT, claim_struct, plain, sentence_struct
from .exports.kinds import FLAG, REAL, TEXT, WHOLE, Kind, arrow_type, optional
from .schema import ArticleSummary

__all__ = ["flat_row", "row_schema"]

_USAGE: dict[str, Kind] = {
    "calls": WHOLE,
    "reasks": WHOLE,
    "repairs": WHOLE,
    "retries": WHOLE,
    "input_tokens": WHOLE,
    "cached_tokens": WHOLE,
    "output_tokens": WHOLE,
    "reasoning_tokens": WHOLE,
    "cost": REAL,
    "seconds": REAL,
}
_CONTENT: dict[str, Kind] = {
    "headline": TEXT,
    "summary": TEXT,
    "sentences": [SENTENCE_STRUCT],
    "claims": [CLAIM_STRUCT],
    "unsupported": WHOLE,
    "topics": [TEXT],
    "language": TEXT,
    "model": TEXT,
    "model_answered": TEXT,
    "prompt": TEXT,
    "prompt_fingerprint": TEXT,
}
_NO_CONTENT: dict[str, Any] = {
    name: [] if isinstance(kind, list) else None for name, kind in _CONTENT.items()
}
_ROW: dict[str, Kind] = {
    "id": TEXT,
    "status": TEXT,
    "error_type": TEXT,
    "error": TEXT,
    "key": TEXT,
    "cached": FLAG,
    **_CONTENT,
    **_USAGE,
    "result_json": TEXT,
}


def flat_row(outcome: ArticleOutcome) -> dict[str, Any]:
    """What became of one article as a row with the columns of `row_schema`, all of them plain values.

    `status` is "ok" or "failed"; a failed row has `error_type` and `error`, None in the columns of
    the result, and no item in its lists. `unsupported` counts the summary sentences and claims that
    failed a check. The numbers of `usage` (`calls`, `cost`, …) are what the result took to make,
    whoever paid for it; `cached` says that this run did not. `result_json` is the whole
    `ArticleSummary`.
    """
    result, error = outcome.result, outcome.error
    usage = outcome.usage if result is None else result.usage
    json = outcome.result_json
    return {
        "id": outcome.id,
        "status": "failed" if error else "ok",
        "error_type": error and type(error).__name__,
        "error": error and str(error),
        "key": outcome.key,
        "cached": outcome.cached,
        **(_NO_CONTENT if result is None else _content(result)),
        **{name: getattr(usage, name) for name in _USAGE},
        "result_json": None if json is None else json.decode(),
    }


@cache
def row_schema() -> Any:
    """The `pyarrow.Schema` of `flat_row`'s rows.

    Give it wherever a table is made of rows, as in `pyarrow.Table.from_pylist(rows, row_schema())`:
    types that are guessed from the rows differ between files as soon as one has no claim or no
    error. Raises `ConfigurationError` when pyarrow is not installed.
    """
    pa = optional("pyarrow", "row_schema", "pyarrow")
    return pa.schema([(name, arrow_type(kind)) for name, kind in _ROW.items()])


def _content(result: ArticleSummary) -> dict[str, Any]:
    return {
        **plain(result, _CONTENT),
        "summary": result.text,
        "sentences": [sentence_struct(sentence) for sentence in result.summary],
        "claims": [claim_struct(claim) for claim in result.claims],
        "unsupported": len(result.unsupported),
        "topics": list(result.topics),
    }
