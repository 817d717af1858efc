"""What a caller passes as an article of a batch, read into one form."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..article import Article
from ..errors import ArticleError
from ..loading import load_article

__all__ = ["Item", "SeenIds", "Source", "item_of"]

Source = str | Path | bytes | Article | tuple[str, Any] | Mapping[str, Any]
"""A text, a file, bytes, an article; `(id, source)`; a mapping with "text" or "path", and more."""

_KNOWN = ("title", "byline", "url", "site", "language")


@dataclass(frozen=True, slots=True)
class Item:
    """One article of the input, not read yet."""

    id: str
    source: str | Path | bytes | Article
    known: Mapping[str, Any] = field(default_factory=dict)
    """Metadata for `load_article`."""
    error: str | None = None
    """Why it can't be an article."""

    def load(self) -> Article:
        """The article; raises `ArticleError` when there is none."""
        if self.error is not None:
            raise ArticleError(self.error)
        return load_article(self.source, **self.known)


def item_of(value: object, default_id: str, *, beside: Path | None = None) -> Item:
    """The article that `value` stands for; what can't be one gives an item with an error.

    `default_id` names it where the value does not; `beside` is the directory that a "path" in a
    mapping is relative to, None the current one.
    """
    match value:
        case Mapping():
            return _from_mapping(value, default_id, beside)
        case (str() | int() as name, source):
            return _from_source(source, str(name))
        case os.PathLike():
            return _from_source(value, os.fspath(value))
        case _:
            return _from_source(value, default_id)


def _from_source(source: object, name: str) -> Item:
    match source:
        case str() | bytes() | Path() | Article():
            return Item(name, source)
        case os.PathLike():
            return Item(name, Path(source))
        case Mapping():
            return _from_mapping({**source, "id": name}, name, None)
        case _:
            said = type(source).__name__
            return _broken(name, f"An article is a text, a Path, bytes or an Article, not {said}.")


def _from_mapping(value: Mapping[Any, Any], default_id: str, beside: Path | None) -> Item:
    name = value.get("id")
    if name is not None and (not isinstance(name, str | int) or name == ""):
        return _broken(default_id, f"id must be a text or a whole number, not {_shown(name)}.")
    name = default_id if name is None else str(name)
    text, path = value.get("text"), value.get("path")
    if isinstance(text, str) and path is None:
        source: str | Path = text
    elif isinstance(path, str | os.PathLike) and text is None:
        source = (beside or Path()) / path
    else:
        return _broken(name, _no_source(value))
    try:
        return Item(name, source, _metadata(value))
    except ArticleError as error:
        return _broken(name, str(error))


def _metadata(value: Mapping[Any, Any]) -> dict[str, Any]:
    known = {key: value[key] for key in _KNOWN if value.get(key)}
    for key, said in known.items():
        if not isinstance(said, str):
            raise ArticleError(f"{key} must be a text, not {_shown(said)}.")
    if value.get("published"):
        known["published"] = _date(value["published"])
    return known


def _date(said: object) -> date:
    """The day of a date or moment in ISO 8601."""
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        moment = None
    if isinstance(moment, datetime):
        return moment.date()
    if not isinstance(moment, date):
        raise ArticleError(f"published must be a date such as 2024-12-23, not {_shown(said)}.")
    return moment


def _no_source(value: Mapping[Any, Any]) -> str:
    if value.get("text") is not None and value.get("path") is not None:
        return 'It has both "text" and "path"; give one of them.'
    for key in ("text", "path"):
        if value.get(key) is not None:
            return f"{key} must be a text, not {_shown(value[key])}."
    found = ", ".join(f'"{key}"' for key in list(value)[:8])
    return f'It has neither "text" nor "path" (it has {found or "nothing"}).'


def _shown(said: object) -> str:
    """A wrong value, short; of a longer one only the type, as it may be the article."""
    text = repr(said)
    return text if len(text) <= 40 else type(said).__name__


def _broken(name: str, error: str) -> Item:
    return Item(name, "", error=error)


class SeenIds:
    """Which ids were given before, in some hundred bytes each, whatever their length."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}

    def unique(self, item: Item, index: int) -> Item:
        """The item, or one with an error that names the earlier article of the same id."""
        name = item.id.encode("utf-8", "surrogatepass")
        digest = int.from_bytes(blake2b(name, digest_size=8).digest())
        first = self._seen.setdefault(digest, index)
        if first == index:
            return item
        return _broken(
            item.id,
            f"The id {item.id!r} is that of article {first} of the input already (counted from 0); "
            "give each its own.",
        )
