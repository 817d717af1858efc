"""What the JSON-LD exports share: this library's own terms, and JSON that may stand in an HTML page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..schema import Claim, Finding
from .kinds import json_text

__all__ = [
    "PREFIX",
    "VOCABULARY",
    "claim_terms",
    "finding_text",
    "html_script",
    "own_terms",
    "present",
]

PREFIX = "summarize"
VOCABULARY = "urn:summarize:"
"""What the prefix stands for: a name, not an address."""

_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def html_script(data: Mapping[str, Any]) -> str:
    """A `<script type="application/ld+json">` element with this JSON-LD, safe in any HTML page.

    No text can end the element or begin another one: `<`, `>` and `&` are written as JSON's escapes.
    """
    text = json.dumps(data, ensure_ascii=True).translate(_UNSAFE)
    return f'<script type="application/ld+json">{text}</script>'


def own_terms(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A user's own fields under this library's prefix: values and lists of them, else JSON text."""
    return {
        f"{PREFIX}:{name}": _term(value)
        for name, value in fields.items()
        if value not in (None, [])
    }


def present(node: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def finding_text(finding: Finding) -> str:
    """What a check found, on one line: severity, rule and message."""
    return f"{finding.severity} ({finding.rule}): {finding.message}"


def claim_terms(claim: Claim) -> dict[str, Any]:
    """What schema.org has no property for, under this library's prefix."""
    return present(
        {
            f"{PREFIX}:kind": claim.kind,
            f"{PREFIX}:attribution": claim.attribution,
            f"{PREFIX}:certainty": claim.certainty,
            f"{PREFIX}:importance": claim.importance,
            f"{PREFIX}:checkable": claim.checkable,
            f"{PREFIX}:supported": claim.supported,
            f"{PREFIX}:findings": [finding_text(finding) for finding in claim.findings],
        }
    )


def _term(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]
    return json_text(value) if any(isinstance(item, list | dict) for item in items) else value
