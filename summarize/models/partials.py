"""What an answer says while it is still being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["PartialClaim", "PartialDraft", "PartialSentence", "partial_draft"]


@dataclass(frozen=True, slots=True)
class PartialSentence:
    """A summary sentence as the model wrote it so far; nothing of it is checked."""

    text: str
    evidence: tuple[int, ...]
    """Numbers of the article's sentences that the model cites; empty until it is complete."""
    complete: bool
    """Whether the model has gone on to what follows."""


@dataclass(frozen=True, slots=True)
class PartialClaim:
    """A claim as the model wrote it so far; nothing of it is checked."""

    text: str
    speaker: str | None
    evidence: tuple[int, ...]
    """Numbers of the article's sentences that the model cites; empty until it is complete."""
    complete: bool
    """Whether the model has gone on to what follows."""


@dataclass(frozen=True, slots=True)
class PartialDraft:
    """The first part of an answer."""

    headline: str = ""
    summary: tuple[PartialSentence, ...] = ()
    claims: tuple[PartialClaim, ...] = ()


def partial_draft(text: str) -> PartialDraft | None:
    """What the beginning of an answer says; None as long as no JSON has begun, or when it is none."""
    from jiter import from_json

    start = text.find("{", text.rfind("</think>") + 1)
    if start < 0 or (text.lstrip().startswith("<think>") and "</think>" not in text):
        return None
    try:
        draft = from_json(text[start:].encode(errors="replace"), partial_mode="trailing-strings")
    except ValueError:
        return None
    if not isinstance(draft, dict):
        return None
    return PartialDraft(
        headline=_text(draft, "headline"),
        summary=tuple(
            PartialSentence(_text(item, "text"), _numbers(item) if done else (), done)
            for item, done in _items(draft, "summary")
        ),
        claims=tuple(
            PartialClaim(
                text=_text(item, "text"),
                speaker=_text(item, "speaker") or None,
                evidence=_numbers(item) if done else (),
                complete=done,
            )
            for item, done in _items(draft, "claims")
        ),
    )


def _items(draft: dict[str, Any], name: str) -> list[tuple[dict[str, Any], bool]]:
    """The items of a list, each with whether something follows it."""
    found = draft.get(name)
    items = found if isinstance(found, list) else []
    closed = name in draft and next(reversed(draft)) != name
    last = len(items) - 1
    return [
        (item, closed or place < last)
        for place, item in enumerate(items)
        if isinstance(item, dict) and _text(item, "text")
    ]


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _numbers(item: dict[str, Any]) -> tuple[int, ...]:
    value = item.get("evidence")
    return tuple(n for n in value if type(n) is int) if isinstance(value, list) else ()
