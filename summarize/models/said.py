"""What an endpoint said, short enough for a message, and without the article."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

__all__ = ["details", "is_cut_off", "problems_of", "shortened"]


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
