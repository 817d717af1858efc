"""The columns of tables of claims, and claims and their parts as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from ..schema import Claim, SummarySentence
from .kinds import FLAG, REAL, TEXT, WHOLE, Kind

__all__ = [
    "ARTICLE_COLUMNS",
    "CLAIM_COLUMNS",
    "CLAIM_STRUCT",
    "RESULT_COLUMNS",
    "SENTENCE_STRUCT",
    "claim_struct",
    "plain",
    "sentence_struct",
]

_EVIDENCE: dict[str, Kind] = {"sentence": WHOLE, "start": WHOLE, "end": WHOLE, "text": TEXT}
_FINDING: dict[str, Kind] = {"rule": TEXT, "severity": TEXT, "path": TEXT, "message": TEXT}
_FIGURE: dict[str, Kind] = {
    "value": TEXT,
    "number": REAL,
    "unit": TEXT,
    "qualifier": TEXT,
    "start": WHOLE,
    "end": WHOLE,
}
SENTENCE_STRUCT: dict[str, Kind] = {
    "text": TEXT,
    "supported": FLAG,
    "evidence": [_EVIDENCE],
    "findings": [_FINDING],
}
_SAID: dict[str, Kind] = {
    "id": TEXT,
    "text": TEXT,
    "kind": TEXT,
    "speaker": TEXT,
    "role": TEXT,
    "attribution": TEXT,
    "quote": TEXT,
    "quote_start": WHOLE,
    "quote_end": WHOLE,
    "certainty": TEXT,
    "when": TEXT,
    "checkable": FLAG,
    "importance": TEXT,
    "supported": FLAG,
    "figures": [_FIGURE],
}
_GROUNDS: dict[str, Kind] = {"evidence": [_EVIDENCE], "findings": [_FINDING]}
CLAIM_STRUCT: dict[str, Kind] = {**_SAID, **_GROUNDS}
"""A claim inside a row of its article."""

ARTICLE_COLUMNS: dict[str, Kind] = {
    "article_id": TEXT,
    "article_title": TEXT,
    "article_url": TEXT,
    "article_sha256": TEXT,
    "article_published": TEXT,
    "article_language": TEXT,
}
CLAIM_COLUMNS: dict[str, Kind] = {
    **_SAID,
    "evidence_sentences": [WHOLE],
    "evidence_text": TEXT,
    "start": WHOLE,
    "end": WHOLE,
    **_GROUNDS,
}
"""A claim in a row of its own."""
RESULT_COLUMNS: dict[str, Kind] = {
    "model": TEXT,
    "model_answered": TEXT,
    "prompt": TEXT,
    "prompt_fingerprint": TEXT,
    "library_version": TEXT,
}


def plain(item: BaseModel, columns: Iterable[str]) -> dict[str, Any]:
    """The columns that have the names of fields, in their order; None for the others."""
    return {name: getattr(item, name, None) for name in columns}


def sentence_struct(sentence: SummarySentence) -> dict[str, Any]:
    """A sentence of the summary with the names of `SENTENCE_STRUCT`."""
    return {**plain(sentence, SENTENCE_STRUCT), **_grounds(sentence)}


def claim_struct(claim: Claim) -> dict[str, Any]:
    """A claim with the names of `CLAIM_STRUCT`."""
    quote = claim.quote
    return {
        **plain(claim, CLAIM_STRUCT),
        "quote": quote and quote.text,
        "quote_start": quote and quote.start,
        "quote_end": quote and quote.end,
        "figures": [plain(figure, _FIGURE) for figure in claim.figures],
        **_grounds(claim),
    }


def _grounds(item: SummarySentence | Claim) -> dict[str, Any]:
    return {
        "evidence": [plain(evidence, _EVIDENCE) for evidence in item.evidence],
        "findings": [plain(finding, _FINDING) for finding in item.findings],
    }
