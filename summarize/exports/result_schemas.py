"""The JSON Schema of results: published with the package, and versioned."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ..schema import SCHEMA_VERSION, ArticleSummary

__all__ = ["generated_schema", "result_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def result_schema(schema: type[ArticleSummary] = ArticleSummary) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a result is as JSON; with a class of your own, that of its results.

    That of `ArticleSummary` ships as `summarize/schemas/article-summary-1.json`. The number is
    `schema_version` in every result, and part of `$id`. It goes up when a field goes, or changes its name,
    type or meaning. It stays when a field is added: readers leave alone what they don't know, as the schema
    does. Results from before there was a number have 1 when they are read.
    """
    if schema is not ArticleSummary:
        return generated_schema(schema)
    text = files("summarize").joinpath("schemas", f"article-summary-{SCHEMA_VERSION}.json")
    return json.loads(text.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def generated_schema(schema: type[ArticleSummary] = ArticleSummary) -> dict[str, Any]:
    """The same, made of the class now."""
    made = _open(schema.model_json_schema(mode="serialization"))
    own = {} if schema is not ArticleSummary else {"$id": _name(SCHEMA_VERSION)}
    return {"$schema": _DIALECT, **own, **made}


def _name(version: int) -> str:
    """A name, not an address: "urn:summarize:schema:article-summary:1"."""
    return f"urn:summarize:schema:article-summary:{version}"


def _open(node: Any) -> Any:
    """Without `additionalProperties: false`: what is added later, or by users, is no error."""
    if isinstance(node, list):
        return [_open(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        name: _open(value)
        for name, value in node.items()
        if not (name == "additionalProperties" and value is False)
    }
