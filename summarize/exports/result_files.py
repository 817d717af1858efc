"""Results that are in files already."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from pydantic import ValidationError

from ..errors import ConfigurationError
from ..schema import ArticleSummary

__all__ = ["Entry", "entries_in", "read_entries", "read_results"]

SummaryT = TypeVar("SummaryT", bound=ArticleSummary)


@dataclass(frozen=True, slots=True)
class Entry(Generic[SummaryT]):
    """A result in a file, or the record of an article that has none."""

    place: str
    """The file's name and the line where it begins, for messages."""
    result: SummaryT | None
    failure: str = ""
    """Why there is no result: the article's id and the error, as the record says them."""


@overload
def read_results(path: str | os.PathLike[str]) -> Iterator[ArticleSummary]: ...


@overload
def read_results(path: str | os.PathLike[str], schema: type[SummaryT]) -> Iterator[SummaryT]: ...


def read_results(
    path: str | os.PathLike[str], schema: type[ArticleSummary] = ArticleSummary
) -> Iterator[ArticleSummary]:
    """The results in a file that `--format json` or `summarize batch` wrote, one after the other.

    One JSON object a line is read line by line; one object over all lines, or a list of them, at once. Of
    a batch's records those without a result are passed over. Results with fields of a user's own need the
    class that has them as `schema`. Raises `ConfigurationError` that names file and line for what can't be
    read, is no result, or has evidence that is not what its article has there.
    """
    for entry in read_entries(path, schema):
        if entry.result is not None:
            yield entry.result


def read_entries(path: str | os.PathLike[str], schema: type[SummaryT]) -> Iterator[Entry[SummaryT]]:
    """The same, and a batch's records without a result."""
    try:
        with Path(path).open("rb") as file:
            yield from entries_in(file, str(path), schema)
    except OSError as error:
        raise ConfigurationError(f"{path} can't be read: {error.strerror}.") from error


def entries_in(
    lines: Iterable[bytes], name: str, schema: type[SummaryT]
) -> Iterator[Entry[SummaryT]]:
    """The same from the lines of a file that is called `name` in messages."""
    for number, tree in _objects(lines, name):
        place = f"{name}:{number}"
        data = tree["result"] if _is_record(tree) else tree
        if data is None:
            yield Entry(place, None, _failure(tree))
            continue
        try:
            result = schema.model_validate_json(json.dumps(data))
        except ValidationError as error:
            raise ConfigurationError(f"{place}: {_said(error)}") from None
        _refuse_wrong_offsets(result, place)
        yield Entry(place, result)


def _objects(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, Any]]:
    """Each JSON object with the line where it begins."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    for number, line in numbered:
        try:
            tree = _parsed(line, f"{name}:{number}")
        except ValueError:
            if number > 1:
                raise ConfigurationError(f"{name}:{number}: this line is no JSON object.") from None
            tree = _whole(line + b"".join(rest for _, rest in numbered), name)
        yield from ((number, item) for item in (tree if isinstance(tree, list) else [tree]))


def _whole(text: bytes, name: str) -> Any:
    try:
        return _parsed(text, name)
    except ValueError:
        raise ConfigurationError(f"{name} is no JSON, so it holds no results.") from None


def _parsed(text: bytes, place: str) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigurationError(f"{place} is not UTF-8, so it holds no results.") from None
    except RecursionError:
        raise ConfigurationError(f"{place} is nested too deep to be a result.") from None


def _is_record(tree: Any) -> bool:
    """Whether it is a record of a batch (`ArticleOutcome.to_json`)."""
    return isinstance(tree, dict) and "result" in tree and "status" in tree


def _failure(record: dict[str, Any]) -> str:
    error = record.get("error")
    message = error.get("message") if isinstance(error, dict) else None
    return f"{record.get('id')}: {message or record['status']}"


def _said(error: ValidationError) -> str:
    errors = error.errors(include_url=False, include_input=False)
    place = ".".join(map(str, errors[0]["loc"])) or "the whole"
    if all(each["type"] == "extra_forbidden" for each in errors):
        return (
            f"this result has fields of a class of its own ({place}); name the class: summarize show "
            "--schema FILE:CLASS, or read_results(path, schema=CLASS) in Python."
        )
    return f"this is no result of summarize --format json ({place}: {errors[0]['msg']})."


def _refuse_wrong_offsets(result: ArticleSummary, where: str) -> None:
    for item in result.items:
        for each in item.evidence:
            if result.article.text[max(0, each.start) : each.end] != each.text:
                raise ConfigurationError(
                    f"{where}: the evidence {each.start} to {each.end} is not what its article has "
                    "there, so this result was changed after it was made."
                )
