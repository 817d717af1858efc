"""The W3C's own tests of its Web Annotation model, as JSON Schemas, with what runs them.

The file in tests/data names its source and licence. They are of draft 4 and say "uri" and "date-time", whose
formats a validator may leave out: they are checked here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

_FILE = Path(__file__).parents[1] / "data" / "web_annotation_schemas.json"
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")

_formats = FormatChecker(formats=())
_formats.checks("uri")(lambda value: not isinstance(value, str) or bool(_URI.fullmatch(value)))
_formats.checks("date-time")(
    lambda value: not isinstance(value, str) or bool(_TIME.fullmatch(value))
)


def failed_tests(kind: Literal["annotation", "page", "collection"], data: Any) -> list[str]:
    """What the W3C's tests of this kind say against an object; each is one requirement ("MUST")."""
    return [
        validator.schema["description"]  # type: ignore[index]  # an object, not a flag
        for validator in _validators()[kind]
        if not validator.is_valid(data)
    ]


@cache
def _validators() -> dict[str, list[Draft4Validator]]:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    resources: list[tuple[str, Resource[Any]]] = [
        (name, DRAFT4.create_resource(schema)) for name, schema in data["schemas"].items()
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        kind: [
            Draft4Validator(data["schemas"][name], registry=registry, format_checker=_formats)
            for name in names
        ]
        for kind, names in data["tests"].items()
    }
