"""Bodies of requests and answers as trees that people can read, and back to the very same bytes.

JSON becomes a tree under `$json`, beside it a `$style` that says how to write the same characters
again; a string that itself holds JSON (what a model answered) is opened in the same way. Where
that would not give back every character (`1e5`, a key that stands twice, uneven spacing), the text
stays as it is. What is no UTF-8 stands in `$base64`. No character is ever folded or normalised:
offsets into the article depend on each.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

__all__ = ["close_body", "open_body", "request_digest", "without_volatile_ids"]

_STYLE = re.compile(r"(?:(compact|spaced)|indent ([0-8]))(?: (ascii|html))?( newline)?")
_INDENTED = re.compile(r"[{\[]\n( *)\S")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SEPARATORS = {"compact": (",", ":"), "spaced": (", ", ": ")}
# What Go's encoding/json escapes unless it is told not to (Ollama is written in Go).
_HTML = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_HTML_ESCAPE = re.compile(r"\\u00(?:3c|3e|26)|\\u202[89]")
_MAX_LENGTH = 64_000_000  # characters of a body; a hostile tree could be written as any number
_MAX_DEPTH = 60
_MAX_KEY = 128  # YAML ends a key after 1024 characters, and an escaped one takes up to six
_SIMPLE = r'"(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*+|null|true|false'  # a JSON value without parts
_STEADY = {"id": "recorded", "created": 0, "system_fingerprint": None}


def request_digest(method: str, path: str, body: bytes) -> str:
    """What identifies a request: SHA-256, in hex, of method, path and canonical JSON body.

    Two JSON bodies are the same request whatever the order of their keys and their spacing. Host,
    query and headers don't count. A body that is no JSON counts byte for byte.
    """
    try:
        tree = json.loads(body)
        canonical = json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        body = canonical.encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        pass
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()


def without_volatile_ids(body: bytes) -> bytes:
    """An answer with `id`, `created` and `system_fingerprint` constant where it has them.

    So the same answer recorded twice is the same file. All else stays byte for byte.
    """
    try:
        text = body.decode("utf-8")
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return body
    for key, value in _STEADY.items() if isinstance(answer, dict) else ():
        if key in answer:
            text = _with(text, key, value)
    return text.encode("utf-8")


def _with(text: str, key: str, value: Any) -> str:
    """The JSON text with another value at a key of its root."""
    wanted = {**json.loads(text), key: value}
    places = re.finditer(rf'("{key}"\s*:\s*)(?:{_SIMPLE})', text)
    for place in islice(places, 100):  # the root's own mostly comes first
        changed = f"{text[: place.end(1)]}{json.dumps(value)}{text[place.end() :]}"
        if json.loads(changed) == wanted:
            return changed
    return text


def open_body(body: bytes) -> Any:
    """A body as a tree or text for YAML; `close_body` gives back the same bytes."""
    try:
        return _open(body.decode("utf-8"), 0)
    except UnicodeDecodeError:
        return {"$base64": base64.encodebytes(body).decode("ascii")}


def close_body(tree: Any) -> bytes:
    """The bytes that `open_body` made a tree of; raises `ValueError` when it is no such tree."""
    if isinstance(tree, dict) and set(tree) == {"$base64"} and isinstance(tree["$base64"], str):
        return base64.b64decode("".join(tree["$base64"].split()), validate=True)
    text = _closed(tree)
    if not isinstance(text, str):
        raise ValueError(  # noqa: TRY004  # wrong data, not a wrong call
            "a body is text, or $json with its $style, or $base64"
        )
    return text.encode("utf-8")


class _UnfitError(Exception):
    """A tree that YAML, or the marks that are used here, can't hold."""


def _open(text: str, depth: int) -> Any:
    if not text.startswith(("{", "[")):
        return text
    try:
        tree = json.loads(text)
        style = _style(text, tree)
        opened = _opened(tree, depth + 1) if tree and style else None
    except (ValueError, RecursionError, _UnfitError):
        return text
    return {"$style": style, "$json": opened} if opened else text


def _opened(tree: Any, depth: int) -> Any:
    """The tree with every string opened that holds JSON itself."""
    if isinstance(tree, str):
        return _open(_fit(tree), depth)
    if not isinstance(tree, dict | list):
        return tree
    if depth > _MAX_DEPTH:
        raise _UnfitError
    if isinstance(tree, list):
        return [_opened(item, depth + 1) for item in tree]
    if "$json" in tree or any(len(key) > _MAX_KEY for key in tree):
        raise _UnfitError
    return {_fit(key): _opened(value, depth + 1) for key, value in tree.items()}


def _fit(text: str) -> str:
    if _SURROGATE.search(text):
        raise _UnfitError
    return text


def _style(text: str, tree: Any) -> str | None:
    """The style in which `tree` is written as `text`, or None when there is none."""
    indented = _INDENTED.match(text)
    layouts = [f"indent {len(indented[1])}"] if indented else list(_SEPARATORS)
    escapes = [""]
    if "\\u" in text:
        escapes += [" ascii"] if text.isascii() else []
        escapes += [" html"] if _HTML_ESCAPE.search(text) else []
    newline = " newline" if text.endswith("\n") else ""
    styles = (f"{layout}{escape}{newline}" for layout in layouts for escape in escapes)
    return next((style for style in styles if _dump(tree, style) == text), None)


def _closed(tree: Any) -> Any:
    """The inverse of `_opened`."""
    if isinstance(tree, list):
        return [_closed(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if "$json" not in tree:
        return {key: _closed(value) for key, value in tree.items()}
    if set(tree) != {"$json", "$style"} or not isinstance(tree["$style"], str):
        raise ValueError("$json stands beside $style and nothing else")
    return _dump(_closed(tree["$json"]), tree["$style"])


def _dump(tree: Any, style: str) -> str:
    match = _STYLE.fullmatch(style)
    if match is None:
        raise ValueError(f"there is no $style {style[:40]!r}")
    layout, indent, escape, newline = match.groups()
    encoder = json.JSONEncoder(
        ensure_ascii=escape == "ascii",
        allow_nan=False,
        indent=int(indent) if indent else None,
        separators=_SEPARATORS.get(layout),
    )
    text = _joined(encoder.iterencode(tree) if indent else (encoder.encode(tree),))
    if escape == "html":
        text = text.translate(_HTML)
    return text + "\n" if newline else text


def _joined(parts: Iterable[str]) -> str:
    """The parts as one text; indentation, and JSON in JSON in JSON, can grow without an end."""
    kept = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part)
        if length > _MAX_LENGTH:
            raise ValueError(f"a body of more than {_MAX_LENGTH // 1_000_000} MB")
    return "".join(kept)
