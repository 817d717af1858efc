"""Keys, tokens and cookies in a text that is about to be shared.

Looks for the values of this process's own secret environment variables, and for what keys of the
usual kinds look like. Patterns ask for what random keys have and prose has not (digits inside a
long run of letters), so that an article about a standard-bearer or a cookie is no alarm.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Secret", "find_secrets"]

SecretKind = Literal[
    "environment variable",
    "API key",
    "bearer token",
    "basic authorization",
    "cookie",
    "organisation id",
    "AWS access key",
    "GitHub token",
    "Google API key",
    "private key",
    "JSON web token",
]

_SECRET_NAME = re.compile(r"_KEY$|_TOKEN$|_SECRET$|PASSWORD", re.IGNORECASE)
_MIN_VALUE = 8
# A run of letters and digits with at least one of each: a key has one, prose hardly ever. After
# sk- no digit is asked for: a run of 16 letters there is no word either.
_MIXED = r"(?=[A-Za-z_]*[0-9])(?=[0-9_]*[A-Za-z])[A-Za-z0-9_]"
_PATTERNS: dict[SecretKind, re.Pattern[str]] = {
    "API key": re.compile(
        rf"(?<![\w-])sk-(?=[\w-]{{16}})[A-Za-z0-9_-]*?(?<![A-Za-z0-9])"
        rf"(?:{_MIXED}{{12,}}|[A-Za-z0-9]{{16,}})"
        rf"|(?<![\w-])(?:gsk_|xai-|hf_){_MIXED}{{24,}}"
    ),
    "bearer token": re.compile(
        rf"\bbearer\s+(?=[\w.~+/=-]{{14}})[\w.~+/=-]*?(?<![A-Za-z0-9_]){_MIXED}{{10,}}",
        re.IGNORECASE,
    ),
    "basic authorization": re.compile(r"\bbasic\s+[A-Za-z0-9+/]{8,}={0,2}", re.IGNORECASE),
    "cookie": re.compile(
        r"""(?<![\w-])(?:set-)?cookie["']?\s*:[\s\[\-"']*[^\s=;:,"']{2,64}=[^\s;,"']{6,}""",
        re.IGNORECASE,
    ),
    "organisation id": re.compile(
        rf"(?<![\w-])(?:org-|proj_){_MIXED}{{15,40}}(?![\w-])"
        r"""|openai-(?:organization|project)["']?\s*:[\s\[\-"']*[\w-]{4,}""",
        re.IGNORECASE,
    ),
    "AWS access key": re.compile(
        r"(?<![A-Z0-9])(?:AKIA|ASIA)(?=[A-Z]*[0-9])[A-Z0-9]{16}(?![A-Z0-9])"
    ),
    "GitHub token": re.compile(r"(?<!\w)(?:gh[opsur]_[A-Za-z0-9]{36}|github_pat_\w{22})\w*"),
    "Google API key": re.compile(r"(?<!\w)AIza[\w-]{35}"),
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "JSON web token": re.compile(r"(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
}


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a text holds a secret, without saying what it is."""

    kind: SecretKind
    line: int
    """From 1."""
    excerpt: str
    """The environment variable's name, or the first characters of the match and its length."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind} {self.excerpt}"


def find_secrets(text: str, *, environ: Mapping[str, str] = os.environ) -> list[Secret]:
    """Every secret in a text, by line.

    These are the values (8 characters or more, as written or with JSON's or YAML's escapes) of
    the variables in `environ` whose names end in _KEY, _TOKEN or _SECRET or hold PASSWORD, and all
    that looks like a key, token or cookie of a usual kind. A match names at most four characters
    of what it found.
    """
    breaks = [match.start() for match in re.finditer("\n", text)]
    found = [
        Secret(kind, bisect_left(breaks, start) + 1, excerpt)
        for kind, start, excerpt in (*_live(text, environ), *_look_alikes(text))
    ]
    return sorted(set(found), key=lambda secret: (secret.line, secret.kind, secret.excerpt))


def _live(text: str, environ: Mapping[str, str]) -> Iterator[tuple[SecretKind, int, str]]:
    for name, value in environ.items():
        if not _SECRET_NAME.search(name):
            continue
        for needle in _spellings(value):
            # Not inside a longer word: a weak password may be part of one by chance.
            for match in re.finditer(rf"(?<!\w){re.escape(needle)}(?!\w)", text):
                yield "environment variable", match.start(), name


def _spellings(value: str) -> set[str]:
    """A value as text, JSON and YAML may write it; of several lines, each by itself."""
    parts = [part.strip() for part in value.splitlines() if len(part.strip()) >= _MIN_VALUE]
    return {
        spelling
        for part in parts
        for spelling in (
            part,
            part.replace("'", "''"),
            json.dumps(part)[1:-1],
            json.dumps(part, ensure_ascii=False)[1:-1],
        )
    }


def _look_alikes(text: str) -> Iterator[tuple[SecretKind, int, str]]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            if kind != "basic authorization" or _is_basic(match[0].split()[1]):
                yield kind, match.start(), f"{match[0][:4]}… ({len(match[0])} characters)"


def _is_basic(credentials: str) -> bool:
    """Whether this is Base64 of a name and a password (RFC 7617), not a word after "basic"."""
    try:
        name, colon, password = base64.b64decode(credentials, validate=True).partition(b":")
    except binascii.Error:
        return False
    return bool(colon) and (name + password).isascii() and (name + password).decode().isprintable()
