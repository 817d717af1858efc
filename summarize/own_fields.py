"""The fields that users add to a result's classes, as plain values and as text for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from .schema import ArticleSummary, Claim, Evidence, Quotation, SummarySentence

__all__ = ["own_fields", "own_names", "own_texts"]

_BASES = (ArticleSummary, Claim, SummarySentence)


def own_names(kind: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields that a subclass adds to `ArticleSummary`, `Claim` or `SummarySentence`."""
    base = next(base for base in _BASES if issubclass(kind, base))
    if kind is base:
        return ()
    return tuple(name for name in kind.model_fields if name not in base.model_fields)


def own_fields(item: BaseModel) -> dict[str, Any]:
    """Those fields of an item as plain JSON values: dates as text, evidence and models as dicts."""
    names = own_names(type(item))
    return item.model_dump(mode="json", include=set(names)) if names else {}


def own_texts(item: BaseModel) -> list[tuple[str, str]]:
    """The same for people: a label and a text each; fields without a value are left out.

    The label is the field's title, else its name in words ("place_of_origin": "place of origin").
    """
    kind = type(item)
    texts = ((name, _text(getattr(item, name))) for name in own_names(kind))
    return [
        (kind.model_fields[name].title or name.replace("_", " "), text)
        for name, text in texts
        if text
    ]


def _text(value: object) -> str:  # noqa: PLR0911 - one line a sort of value
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Evidence():
            return f"[{value.sentence}]"
        case Quotation():
            return f"“{value.text}”"
        case BaseModel():
            return _pairs((name, getattr(value, name)) for name in type(value).model_fields)
        case Mapping():
            return _pairs(value.items())
        case str():
            return value
        case Sequence() | set() | frozenset():
            return _listed(value)
        case _:
            return str(value)


def _pairs(items: Any) -> str:
    said = ((str(name).replace("_", " "), _text(value)) for name, value in items)
    return "; ".join(f"{name}: {text}" for name, text in said if text)


def _listed(values: Any) -> str:
    texts = [text for value in values if (text := _text(value))]
    between = " " if all(text.startswith("[") for text in texts) else ", "
    return between.join(texts)
