"""What an endpoint said, short enough for a message, and without the article."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

__all__ = ["details", "is_cut_off", "problems_of", "shortened", "unquoted"]


def is_cut_off(content: str | None) -> bool:
    """Whether an answer began as a JSON object and stopped before its end.

    Some servers cut an answer at its limit without saying so in `finish_reason`.
    """
    text = (content or "").strip()
    return text.startswith("{") and not text.endswith("}")


def details(said: Any) -> Any:
    """FastAPI's list of faults without their `input`, which is the request with the article."""
    if not isinstance(said, list):
        return said
    faults = [fault for fault in said if isinstance(fault, dict)]
    places = [".".join(map(str, fault.get("loc", ()))) or "request" for fault in faults]
    listed = zip(places, faults, strict=True)
    return "; ".join(f"{place}: {fault.get('msg', 'wrong')}" for place, fault in listed)


def problems_of(error: Exception) -> str:
    """Where an answer is wrong, without what it said."""
    if not isinstance(error, ValidationError):
        return "it is not the JSON that was asked for"
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    shown = [f"{'.'.join(map(str, p['loc'])) or 'answer'}: {p['msg']}" for p in problems[:3]]
    return "; ".join(shown) + ("; …" if len(problems) > 3 else "")


def shortened(text: str, limit: int = 300) -> str:
    """The text in one line, cut at `limit` characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


_RUN, _WIDE_RUN = 20, 10


def unquoted(message: str, article: str) -> str:
    """The message with `[…]` for whatever it quotes of the article: endpoints echo what they were sent.

    A quotation is a run of 20 characters that the article has, or of 10 outside ASCII; white space
    and the escapes of JSON don't count.
    """
    said = " ".join(_ESCAPE.sub(_unescaped, message).split())
    quoted = _runs(said, " ".join(article.split()))
    if not quoted:
        return message
    for start, end in reversed(quoted):
        said = f"{said[:start]}[…]{said[end:]}"
    return said


def _runs(said: str, known: str) -> list[tuple[int, int]]:
    """The longest stretches of `said` in which every run is one of `known`."""
    runs: list[tuple[int, int]] = []
    for start in range(len(said)):
        end = start + (_RUN if said[start : start + _WIDE_RUN].isascii() else _WIDE_RUN)
        if end > len(said) or said[start:end] not in known:
            continue
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


_ESCAPE = re.compile(r'\\u([0-9a-fA-F]{4})|\\([nrt"])')


def _unescaped(match: re.Match[str]) -> str:
    code, short = match.groups()
    return chr(int(code, 16)) if code else short if short == '"' else " "
