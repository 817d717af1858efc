"""The statements of a summary that any tool may have written, each with its place.

Read are plain text, the results of this library, and JSON of others: every string under a key that
names a summary or its parts, such as "summary", "claims", "key_points" or "text", at any depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from .errors import ArticleError, ConfigurationError
from .schema import ArticleSummary
from .text import sentence_spans

__all__ = ["Statement", "SummaryText", "read_summary"]

_TEXTS = frozenset(
    """summary summaries abstract tldr tl_dr headline title claim claims statement statements sentence
    sentences text point points key_point key_points bullet bullets bullet_points highlight highlights
    takeaway takeaways key_takeaways fact facts key_facts finding_texts conclusion answer output result
    response content description overview summary_text generated_text extraction_text""".split()
)
_QUOTES = ("quote", "quotation", "exact_quote", "verbatim")
_QUOTE_LISTS = ("quotes", "quotations", "exact_quotes", "key_quotes")
_SPEAKERS = ("speaker", "said_by", "attributed_to", "who", "author")
# What tools keep beside a summary: the article itself, and what is no statement about it.
_NOT_READ = frozenset(
    """article source source_text document input context evidence prompt metadata usage url link model
    topics tags keywords language id""".split()
)
_FENCE = re.compile(r"```\w*\n(.*?)\n?```", re.DOTALL)
_MARKER = re.compile(r"[ \t]*(?:[-*•–—·‣▪]|\(?\d{1,2}[.)]|#{1,6})[ \t]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s-]+")


class Statement(NamedTuple):
    """One sentence of a summary, or a claim."""

    path: str
    """Where it was found, e.g. "claims[2].text"; "text" for plain text."""
    start: int
    """Offset in the text of the summary."""
    end: int
    quote: str | None = None
    """Direct speech that stands beside it."""
    speaker: str | None = None


class SummaryText(NamedTuple):
    """A summary as one text with its statements, or the library's own result."""

    text: str
    statements: tuple[Statement, ...]
    form: str
    """What it was read as, in words."""
    result: ArticleSummary | None = None


class _Found(NamedTuple):
    """A string of a JSON summary."""

    path: str
    text: str
    quote: str | None
    speaker: str | None


def read_summary(
    summary: str | Path | Mapping[str, Any] | Sequence[Any] | ArticleSummary,
    language: str | None = None,
) -> SummaryText:
    """The statements of a summary; a string is text, or JSON if it is an object or a list.

    Raises `ConfigurationError` when nothing that can be read as a summary is in it, `ArticleError` when
    a file can't be read.
    """
    if isinstance(summary, ArticleSummary):
        return _own(summary)
    named_json = isinstance(summary, Path) and summary.suffix.lower() == ".json"
    if isinstance(summary, Path):
        summary = _read(summary)
    if isinstance(summary, str):
        data = _json(summary)
        if data is None and named_json and summary.lstrip().startswith(("{", "[")):
            raise ArticleError("The summary's .json file holds no valid JSON; is it cut short?")
        if data is None:
            return _plain(summary, language)
        summary = data
    own = _as_result(summary)
    return _own(own) if own is not None else _foreign(summary, language)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ArticleError(f"The summary {path} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ArticleError(f"The summary {path} is not UTF-8 text; save it as UTF-8.") from None


def _json(text: str) -> Mapping[str, Any] | list[Any] | None:
    """The object or list that a text is, also in a Markdown fence or one object a line; else None."""
    text = text.lstrip("\ufeff").strip()
    fenced = _FENCE.fullmatch(text)
    text = fenced[1].strip() if fenced else text
    if not text.startswith(("{", "[")):
        return None
    data = _parsed(text)
    if data is None and text.startswith("{"):
        lines = [_parsed(line) for line in text.splitlines() if line.strip()]
        data = lines if all(isinstance(line, dict) for line in lines) else None
    return data if isinstance(data, dict | list) else None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # braces alone make no JSON
        return None


def _as_result(data: Mapping[str, Any] | Sequence[Any]) -> ArticleSummary | None:
    if not isinstance(data, Mapping) or "library_version" not in data:
        return None
    try:
        return ArticleSummary.model_validate(data)
    except ValidationError:
        return None


def _own(result: ArticleSummary) -> SummaryText:
    found = [
        _Found("headline", result.headline, None, None),
        *(_Found(f"summary[{n}]", s.text, None, None) for n, s in enumerate(result.summary)),
        *(_Found(f"claims[{n}]", c.text, None, None) for n, c in enumerate(result.claims)),
    ]
    text, spans = _joined(found)
    statements = tuple(Statement(f.path, *span) for f, span in zip(found, spans, strict=True))
    return SummaryText(text, statements, "a result of summarize", result)


def _plain(text: str, language: str | None) -> SummaryText:
    statements = tuple(Statement("text", *span) for span in _sentences(text, language))
    if not statements:
        raise ConfigurationError(
            "The summary has no sentence; pass its text, a JSON file or a dict."
        )
    return SummaryText(text, statements, f"plain text of {len(statements)} sentence(s)")


def _sentences(text: str, language: str | None) -> Iterator[tuple[int, int]]:
    """The sentences of each line, without the marks of a list."""
    start = 0
    for line in text.splitlines(keepends=True):
        marker = _MARKER.match(line)
        first = start + (marker.end() if marker else 0)
        yield from sentence_spans(text, language, first, start + len(line))
        start += len(line)


def _foreign(data: Mapping[str, Any] | Sequence[Any], language: str | None) -> SummaryText:
    found = list(_walk(data, "", readable=not isinstance(data, Mapping)))
    text, spans = _joined(found)
    statements = [
        Statement(f.path, *sentence, f.quote, f.speaker)
        if number == 0
        else Statement(f.path, *sentence)
        for f, span in zip(found, spans, strict=True)
        for number, sentence in enumerate(sentence_spans(text, language, *span))
    ]
    if not statements:
        raise ConfigurationError(
            "No statement was found in the summary: none of its keys is one of "
            f"{', '.join(sorted(_TEXTS)[:8])} and the like. Pass the text itself, or a list of strings."
        )
    names = dict.fromkeys(re.sub(r"\[\d+\]", "[]", f.path) for f in found)
    return SummaryText(text, tuple(statements), f"JSON, from {', '.join(names)}")


def _joined(found: Sequence[_Found]) -> tuple[str, list[tuple[int, int]]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for item in found:
        spans.append((at, at + len(item.text)))
        at += len(item.text) + 1
    return "\n".join(item.text for item in found), spans


def _walk(value: object, path: str, *, readable: bool) -> Iterator[_Found]:
    """The strings of a JSON value that belong to the summary, in their order."""
    if isinstance(value, str):
        if readable and value.strip():
            yield _Found(path, value, None, None)
    elif isinstance(value, Mapping):
        yield from _walk_object(value, path)
    elif isinstance(value, Sequence):
        for number, part in enumerate(value):
            yield from _walk(part, f"{path}[{number}]", readable=readable)


def _quotations(values: Sequence[object], path: str) -> Iterator[_Found]:
    """The strings of a list of quotations, each checked as direct speech."""
    for number, quote in enumerate(values):
        if isinstance(quote, str) and quote.strip():
            yield _Found(f"{path}[{number}]", quote, quote, None)


def _walk_object(value: Mapping[str, Any], path: str) -> Iterator[_Found]:
    keys = {_CAMEL.sub("_", str(key)).lower(): key for key in value}
    quote = _first_string(value, keys, _QUOTES)
    who = _first_string(value, keys, _SPEAKERS) if path else None
    for name, key in keys.items():
        if name in _NOT_READ or (name == "text" and "extractions" in keys):
            continue  # beside its extractions, langextract repeats the document as "text"
        if name in _QUOTE_LISTS and isinstance(value[key], list):
            yield from _quotations(value[key], f"{path}.{key}".lstrip("."))
        for found in _walk(value[key], f"{path}.{key}".lstrip("."), readable=name in _TEXTS):
            yield found._replace(quote=quote, speaker=who) if found.quote is None else found
            quote = who = None  # said once, of the first text beside them
    if quote:
        yield _Found(f"{path}.quote".lstrip("."), quote, quote, who)


def _first_string(
    value: Mapping[str, Any], keys: Mapping[str, str], names: Sequence[str]
) -> str | None:
    strings = (value[keys[name]] for name in names if name in keys)
    return next((text for text in strings if isinstance(text, str) and text.strip()), None)
