"""What the cells of a table hold: one description for Arrow, Polars, pandas and CSV.

A kind is a pyarrow type's name, a list of one kind, or a struct as a mapping of names to kinds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from ..errors import ConfigurationError

__all__ = [
    "FLAG",
    "REAL",
    "TEXT",
    "WHOLE",
    "Kind",
    "arrow_type",
    "json_text",
    "kind_of",
    "optional",
]

Kind: TypeAlias = "str | list[Kind] | dict[str, Kind]"

TEXT, WHOLE, REAL, FLAG = "string", "int64", "float64", "bool"

_WIDEST = 2**63  # of an int64
_SIMPLE: dict[frozenset[type], Kind] = {
    frozenset(): TEXT,
    frozenset({str}): TEXT,
    frozenset({bool}): FLAG,
    frozenset({int}): WHOLE,
    frozenset({float}): REAL,
    frozenset({int, float}): REAL,
}


def arrow_type(kind: Kind) -> Any:
    """The pyarrow type of a kind; pyarrow is there."""
    import pyarrow as pa

    if isinstance(kind, list):
        return pa.list_(arrow_type(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(name, arrow_type(inner)) for name, inner in kind.items()])
    return pa.type_for_alias(kind)


def kind_of(values: Iterable[Any]) -> Kind | None:
    """The one kind that fits all of these plain values; None when none does.

    Without any value it is text. Whole numbers among others are real ones; a mapping without a name, and
    whole numbers beyond 64 bits, fit no kind.
    """
    known = [value for value in values if value is not None]
    sorts = frozenset(type(value) for value in known)
    if sorts == {list}:
        inner = kind_of(item for value in known for item in value)
        return None if inner is None else [inner]
    if sorts == {dict}:
        return _struct_of(known)
    if sorts == {int} and not all(-_WIDEST <= value < _WIDEST for value in known):
        return None
    return _SIMPLE.get(sorts)


def _struct_of(values: list[dict[str, Any]]) -> Kind | None:
    names = dict.fromkeys(name for value in values for name in value)
    fields: dict[str, Kind] = {}
    for name in names:
        kind = kind_of(value.get(name) for value in values)
        if kind is None:
            return None
        fields[name] = kind
    return fields or None


def json_text(value: Any) -> str | None:
    """A value as compact JSON; None stays None."""
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def optional(module: str, what: str, package: str) -> Any:
    """An optional module. Raises `ConfigurationError` that says how to install it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise ConfigurationError(
            f"{what} needs {module}; install it with: pip install {package}"
        ) from None
