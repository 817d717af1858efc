"""A result as one row of a table: for Parquet, Arrow, pandas, Spark, DuckDB and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from .batch import ArticleOutcome
from .errors import ConfigurationError
from .schema import ArticleSummary, Claim, SummarySentence

__all__ = ["flat_row", "row_schema"]

_TEXT, _WHOLE, _REAL, _FLAG = "string", "int64", "float64", "bool"

# What is in a struct, in its order: a pyarrow type's name, or the fields of a list of structs.
_EVIDENCE = {"sentence": _WHOLE, "start": _WHOLE, "end": _WHOLE, "text": _TEXT}
_FINDING = {"rule": _TEXT, "severity": _TEXT, "path": _TEXT, "message": _TEXT}
_FIGURE = {
    "value": _TEXT,
    "number": _REAL,
    "unit": _TEXT,
    "qualifier": _TEXT,
    "start": _WHOLE,
    "end": _WHOLE,
}
_SENTENCE = {"text": _TEXT, "supported": _FLAG, "evidence": [_EVIDENCE], "findings": [_FINDING]}
_CLAIM = {
    "id": _TEXT,
    "text": _TEXT,
    "kind": _TEXT,
    "speaker": _TEXT,
    "role": _TEXT,
    "attribution": _TEXT,
    "quote": _TEXT,
    "quote_start": _WHOLE,
    "quote_end": _WHOLE,
    "certainty": _TEXT,
    "when": _TEXT,
    "checkable": _FLAG,
    "importance": _TEXT,
    "supported": _FLAG,
    "figures": [_FIGURE],
    "evidence": [_EVIDENCE],
    "findings": [_FINDING],
}
_USAGE = {
    "calls": _WHOLE,
    "reasks": _WHOLE,
    "repairs": _WHOLE,
    "retries": _WHOLE,
    "input_tokens": _WHOLE,
    "cached_tokens": _WHOLE,
    "output_tokens": _WHOLE,
    "reasoning_tokens": _WHOLE,
    "cost": _REAL,
    "seconds": _REAL,
}
_CONTENT = {
    "headline": _TEXT,
    "summary": _TEXT,
    "sentences": [_SENTENCE],
    "claims": [_CLAIM],
    "unsupported": _WHOLE,
    "topics": [_TEXT],
    "language": _TEXT,
    "model": _TEXT,
    "model_answered": _TEXT,
    "prompt": _TEXT,
    "prompt_fingerprint": _TEXT,
}
_NO_CONTENT: dict[str, Any] = {
    name: [] if isinstance(kind, list) else None for name, kind in _CONTENT.items()
}
_ROW = {
    "id": _TEXT,
    "status": _TEXT,
    "error_type": _TEXT,
    "error": _TEXT,
    "key": _TEXT,
    "cached": _FLAG,
    **_CONTENT,
    **_USAGE,
    "result_json": _TEXT,
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
    try:
        import pyarrow as pa
    except ImportError:
        raise ConfigurationError(
            "row_schema needs pyarrow; install it with: pip install pyarrow"
        ) from None

    def type_of(said: Any) -> Any:
        if isinstance(said, list):
            return pa.list_(type_of(said[0]))
        if isinstance(said, dict):
            return pa.struct([(name, type_of(kind)) for name, kind in said.items()])
        return pa.type_for_alias(said)

    return pa.schema([(name, type_of(kind)) for name, kind in _ROW.items()])


def _content(result: ArticleSummary) -> dict[str, Any]:
    return {
        **_plain(result, _CONTENT),
        "summary": result.text,
        "sentences": [_sentence(sentence) for sentence in result.summary],
        "claims": [_claim(claim) for claim in result.claims],
        "unsupported": len(result.unsupported),
        "topics": list(result.topics),
    }


def _sentence(sentence: SummarySentence) -> dict[str, Any]:
    return {**_plain(sentence, _SENTENCE), **_grounds(sentence)}


def _claim(claim: Claim) -> dict[str, Any]:
    quote = claim.quote
    return {
        **_plain(claim, _CLAIM),
        "quote": quote and quote.text,
        "quote_start": quote and quote.start,
        "quote_end": quote and quote.end,
        "figures": [_plain(figure, _FIGURE) for figure in claim.figures],
        **_grounds(claim),
    }


def _grounds(item: SummarySentence | Claim) -> dict[str, Any]:
    return {
        "evidence": [_plain(evidence, _EVIDENCE) for evidence in item.evidence],
        "findings": [_plain(finding, _FINDING) for finding in item.findings],
    }


def _plain(item: BaseModel, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that have the names of fields, in their order; lists and others are filled in after."""
    return {name: getattr(item, name, None) for name in columns}
