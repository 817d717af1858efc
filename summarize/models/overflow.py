"""What an endpoint says when a request is longer than the model's context, in its several forms."""

from __future__ import annotations

import re
from typing import Any

from ..errors import ContextOverflowError

__all__ = ["overflow_of"]

_KINDS = ("exceed_context_size_error", "context_length_exceeded")
_OVERFLOW = re.compile(
    r"context.{0,20}(length|window|size)|maximum context|too many tokens|prompt is too long"
    r"|ContextWindowExceeded",
    re.IGNORECASE,
)
# "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (8000 in the
# messages, 1000 in the completion)", "… your messages resulted in 9000 tokens" (OpenAI, vLLM).
_WINDOW = re.compile(r"maximum context length (?:is|of) (\d[\d,]*)", re.IGNORECASE)
_TOKENS = re.compile(
    r"(\d[\d,]*)(?= in the messages| input tokens)|(?<=resulted in )(\d[\d,]*)", re.IGNORECASE
)


def overflow_of(status: int, body: Any, said: str) -> ContextOverflowError | None:
    """The error if that is what the endpoint says, with its counts as far as it gives them.

    `body` is the error's object of an answer with the HTTP status, `said` the message.
    """
    body = body if isinstance(body, dict) else {}
    is_named = body.get("type") in _KINDS or body.get("code") in _KINDS
    if not is_named and not (status in (400, 413) and _OVERFLOW.search(said)):
        return None
    tokens = body.get("n_prompt_tokens") or _number(_TOKENS, said)
    window = body.get("n_ctx") or _number(_WINDOW, said)
    counts = f" ({tokens} tokens, room for {window})" if tokens and window else ""
    return ContextOverflowError(
        f"The article and the prompt are longer than the model's context{counts}. "
        "Choose a model with a larger context, or a shorter article.",
        tokens=tokens,
        window=window,
    )


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[match.lastindex or 0].replace(",", "")) if match else None
