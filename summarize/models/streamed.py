"""An answer of an endpoint, heard while it is written and put together as if it had come at once."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai

from .. import cassettes
from .base import Listener
from .said import is_cut_off

__all__ = ["StreamingPost"]

Post = Callable[..., Awaitable[Any]]
_EVENTS = "text/event-stream"
_MANNERS: tuple[Mapping[str, Any], ...] = (
    {"stream": True, "stream_options": {"include_usage": True}},
    {"stream": True},
    {},
)
"""What is added to a request: from the one that tells all to the one that every endpoint takes."""
_STATUS = {"rate_limit_exceeded": 429, "insufficient_quota": 429, "context_length_exceeded": 400}


class StreamingPost:
    """Sends requests so that a listener hears the answers, as far as an endpoint can do that.

    What it can't is found out by its refusal, and remembered. While a recording or replay is open,
    an answer is heard at once, so that every request is as it is recorded. Safe to share between
    tasks.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._manner = 0

    async def __call__(
        self, post: Post, body: dict[str, Any], listener: Listener | None
    ) -> tuple[httpx2.Response, Any]:
        """The response, and the completion put together, None when the response itself holds it.

        Raises the SDK's own errors, also for what happens in the middle of an answer.
        """
        if listener is None:
            return await self._at_once(post, body), None
        listener.begins()
        while manner := {} if cassettes.is_open() else _MANNERS[self._manner]:
            try:
                stream = await post(
                    self._path,
                    cast_to=object,
                    body={**body, **manner},
                    stream=True,
                    stream_cls=openai.AsyncStream[object],
                )
            except openai.APIStatusError as error:
                if not _is_about_streams(error):
                    raise
                self._manner = max(self._manner, _MANNERS.index(manner) + 1)
                continue
            with _translated(stream.response):
                return await _heard(stream, listener)
        response = await self._at_once(post, body)
        _tell(response, listener)
        return response, None

    async def _at_once(self, post: Post, body: dict[str, Any]) -> httpx2.Response:
        response: httpx2.Response = await post(self._path, cast_to=httpx2.Response, body=body)
        return response


def _is_about_streams(error: openai.APIStatusError) -> bool:
    return error.status_code in (400, 404, 422, 501) and "stream" in str(error.message).lower()


async def _heard(
    stream: openai.AsyncStream[object], listener: Listener
) -> tuple[httpx2.Response, Any]:
    response = stream.response
    if not response.headers.get("content-type", _EVENTS).startswith(_EVENTS):
        await response.aread()  # an endpoint that knows no streams
        _tell(response, listener)
        return response, None
    answer = _Answer()
    try:
        async for piece in stream:
            if text := answer.add(piece):
                listener.hears(text)
    except (ValueError, AttributeError, TypeError):  # no UTF-8, no JSON, or not of this form
        return response, "no completion"
    if answer.is_cut_off:
        raise httpx2.RemoteProtocolError("the answer ended in its middle")
    return response, answer.completion()


def _tell(response: httpx2.Response, listener: Listener) -> None:
    """Lets the listener hear an answer that came at once."""
    with suppress(ValueError, LookupError, TypeError):  # what is wrong with it is said elsewhere
        listener.hears(response.json()["choices"][0]["message"]["content"] or "")


@contextmanager
def _translated(response: httpx2.Response) -> Iterator[None]:
    """What goes wrong in the middle of an answer as the SDK says it at the beginning."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise openai.APITimeoutError(request=response.request) from error
    except httpx2.HTTPError as error:
        raise openai.APIConnectionError(request=response.request) from error
    except openai.APIStatusError:
        raise
    except openai.APIError as error:
        raise _as_status(error, response) from error


def _as_status(error: openai.APIError, response: httpx2.Response) -> openai.APIError:
    """An error that a stream holds as the one that it would have been at its beginning."""
    code = str(error.code)
    status = _STATUS.get(code, 500)
    if re.fullmatch("[45][0-9][0-9]", code):
        status = int(code)
    told = httpx2.Response(status, headers=response.headers, request=response.request)
    return openai.APIStatusError(error.message, response=told, body=error.body)


@dataclass
class _Answer:
    """A chat completion that comes in pieces."""

    head: dict[str, Any] = field(default_factory=dict)
    content: str = ""
    refusal: str = ""
    finish_reason: str | None = None
    usage: Any = None
    begun: bool = False

    def add(self, piece: Any) -> str:
        """Takes a piece; the characters of the answer in it."""
        if not isinstance(piece, dict):
            return ""
        self.head.update({key: piece[key] for key in ("id", "created", "model") if piece.get(key)})
        self.usage = piece.get("usage") or self.usage
        heard = ""
        for choice in piece.get("choices") or ():
            if choice.get("index"):
                continue
            self.begun = True
            self.finish_reason = choice.get("finish_reason") or self.finish_reason
            delta = choice.get("delta") or {}
            self.refusal += delta.get("refusal") or ""
            heard += delta.get("content") or ""
        self.content += heard
        return heard

    @property
    def is_cut_off(self) -> bool:
        """Whether the connection ended before the answer did; some servers never give a reason."""
        if self.finish_reason is not None:
            return False
        return not self.content or is_cut_off(self.content)

    def completion(self) -> dict[str, Any]:
        """The whole, as an endpoint gives it at once."""
        message = {
            "role": "assistant",
            "content": self.content or None,
            "refusal": self.refusal or None,
        }
        choice = {"index": 0, "finish_reason": self.finish_reason, "message": message}
        return {
            "object": "chat.completion",
            **self.head,
            "choices": [choice] if self.begun else [],
            "usage": self.usage,
        }
