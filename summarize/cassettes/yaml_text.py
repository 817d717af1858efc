"""The YAML of recordings: the part of YAML that JSON needs, written for people to review.

Written here and not by PyYAML, because libyaml escapes every character beyond U+FFFF and gives up
block literals at the first blank before a line end, so that one emoji would turn a whole article
into one escaped line. Reading uses PyYAML's parser, but takes only what `emit` writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import yaml

__all__ = ["emit", "parse"]

_END = "...\n"
_MAX_DEPTH = 200
# What YAML may show as it is (1.2 §5.1), less the line ends that 1.1 knows beside \n.
_SHOWN = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_LITERAL = re.compile(rf"[\t\n{_SHOWN}]*")
_ONE_LINE = re.compile(rf"[{_SHOWN}]*")
_HIDDEN = re.compile(rf"[^{_SHOWN}]")
_PLAIN = re.compile(r"(?:[^\W\d_]|[$/])(?:.*[^\s:])?")
_WORDS_WITH_A_MEANING = frozenset("null true false yes no on off y n".split())
_CONSTANTS = {"null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)


def emit(document: dict[str, Any]) -> str:
    """The document as YAML, ending in the line `...` by which `parse` knows that it is whole.

    Keys keep their order, no line is folded, a text of several lines is a block literal wherever
    YAML can hold it unescaped. Values are what JSON has; keys have at most 128 characters.
    """
    lines: list[str] = []
    for key, value in document.items():
        _write(lines, f"{_scalar(key)}:", value, "")
    return "\n".join([*lines, _END])


def _write(lines: list[str], lead: str, value: Any, indent: str) -> None:
    """Append `lead` (a key or a dash, which stands at `indent`) and the value after it."""
    if isinstance(value, str):
        if "\n" in value and _LITERAL.fullmatch(value) and not value.isspace():
            _write_literal(lines, lead, value, indent + "  ")
        else:
            lines.append(f"{lead} {_scalar(value)}")
    elif isinstance(value, dict) and value:
        _write_mapping(lines, lead, value, indent + "  ")
    elif isinstance(value, list) and any(isinstance(item, str | dict | list) for item in value):
        _write_sequence(lines, lead, value, indent)
    elif isinstance(value, list):
        lines.append(f"{lead} [{', '.join(map(_scalar, value))}]")
    else:
        lines.append(f"{lead} {'{}' if isinstance(value, dict) else _scalar(value)}")


def _write_mapping(lines: list[str], lead: str, mapping: dict[str, Any], indent: str) -> None:
    in_line = f"{lead} " if lead.endswith("-") else ""
    if not in_line:
        lines.append(lead)
    for key, value in mapping.items():
        _write(lines, f"{in_line or indent}{_scalar(key)}:", value, indent)
        in_line = ""


def _write_sequence(lines: list[str], lead: str, sequence: list[Any], indent: str) -> None:
    in_line = f"{lead} " if lead.endswith("-") else ""
    if in_line:
        indent += "  "
    else:
        lines.append(lead)
    for item in sequence:
        _write(lines, f"{in_line or indent}-", item, indent)
        in_line = ""


def _write_literal(lines: list[str], lead: str, text: str, indent: str) -> None:
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    depth = "2" if text[0].isspace() else ""  # else the first line would set the indentation
    lines.append(f"{lead} |{depth}{'-' if ends == 0 else '' if ends == 1 else '+'}")
    lines.extend(indent + line if line else "" for line in body.split("\n"))
    lines.extend([""] * (ends - 1))


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if (
        _PLAIN.fullmatch(value)
        and _ONE_LINE.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and value.lower() not in _WORDS_WITH_A_MEANING
    ):
        return value
    if _ONE_LINE.fullmatch(value) and ('"' in value or "\\" in value):
        return "'" + value.replace("'", "''") + "'"
    # YAML's double-quoted strings know all of JSON's escapes.
    quoted = json.dumps(value, ensure_ascii=False)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def parse(text: str) -> Any:
    """The document in a text that `emit` wrote.

    Raises `ValueError` with the line for anything that `emit` doesn't write: anchors, aliases,
    tags, several documents, a key that stands twice, nesting deeper than 200, a missing end.
    """
    events: Iterator[Any] = yaml.parse(text, Loader=_loader())
    try:
        next(events)  # the stream begins
        if isinstance(start := next(events), yaml.StreamEndEvent):
            raise _refusal(start, "it is empty")
        if start.explicit:
            raise _refusal(start, "a directive, or the mark of a document")
        tree = _value(events, next(events), 0)
        if not (end := next(events)).explicit:
            raise _refusal(end, "the end is missing: the file was cut off")
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            raise _refusal(after, "something follows the end")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise ValueError(f"{where}{reason}") from None
    return tree


@cache
def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is some 40 times faster


def _value(events: Iterator[Any], event: Any, depth: int) -> Any:
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor or event.tag:
        raise _refusal(event, "an anchor, an alias or a tag")
    if kind is yaml.ScalarEvent:
        return event.value if event.style else _meaning(event)
    if depth > _MAX_DEPTH:
        raise _refusal(event, f"more than {_MAX_DEPTH} levels")
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := next(events)) is not yaml.SequenceEndEvent:
            items.append(_value(events, event, depth + 1))
        return items
    mapping: dict[str, Any] = {}
    while type(event := next(events)) is not yaml.MappingEndEvent:
        key = _key(event, mapping)
        mapping[key] = _value(events, next(events), depth + 1)
    return mapping


def _key(event: Any, mapping: dict[str, Any]) -> str:
    if type(event) is not yaml.ScalarEvent or event.anchor or event.tag:
        raise _refusal(event, "a key that is no plain text")
    if event.value in mapping:
        raise _refusal(event, f"the key {event.value[:40]!r} a second time")
    return str(event.value)


def _meaning(event: Any) -> Any:
    """What a plain scalar stands for; a word without a meaning in JSON is a string."""
    text = event.value
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = _NUMBER.fullmatch(text)
    if not number:
        return text
    try:
        return float(text) if number[1] or number[2] else int(text)
    except ValueError:
        raise _refusal(event, "a number too long to be read") from None


def _refusal(event: Any, what: str) -> ValueError:
    return ValueError(f"line {event.start_mark.line + 1}: {what}")
