"""Which models an endpoint serves, by its own list, which costs nothing."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import httpx2

from ..errors import EndpointError
from .choosing import Endpoint
from .said import shortened

__all__ = ["Listed", "list_models"]

_OPENAI = "https://api.openai.com/v1"


class Listed(NamedTuple):
    """What an endpoint said when it was asked for its models."""

    status: int
    """Of HTTP."""
    names: tuple[str, ...] | None
    """None: it gave no list."""
    said: str
    """Its message, where it gave one, short and without the key."""
    seconds: float


def list_models(endpoint: Endpoint, *, timeout: float = 10.0) -> Listed:
    """What GET /models says, of Ollama GET /api/tags. `timeout` is in seconds.

    Sent as all requests are: with the key, and through the proxies of the environment. Raises
    `EndpointError` when there is no answer.
    """
    began = time.perf_counter()
    key = endpoint.key.get_secret_value()
    try:
        answer = httpx2.get(
            _address(endpoint),
            headers={"Authorization": f"Bearer {key}"},
            timeout=timeout,
            follow_redirects=True,
        )
    # A proxy of an unknown kind is a ValueError, one that needs a package an ImportError.
    except (httpx2.HTTPError, httpx2.InvalidURL, ImportError, ValueError) as error:
        detail = shortened(str(error) or type(error).__name__)
        raise EndpointError(_keyless(detail, endpoint)) from None
    seconds = time.perf_counter() - began
    try:
        body = answer.json()
    except ValueError:
        body = None
    said = _keyless(shortened(_message(body)), endpoint)
    return Listed(answer.status_code, _names(body), said, seconds)


def _keyless(text: str, endpoint: Endpoint) -> str:
    """The text without the key; where nobody gave one, its place is taken by a word."""
    if endpoint.key_origin is None:
        return text
    return text.replace(endpoint.key.get_secret_value(), "[key]")


def _address(endpoint: Endpoint) -> str:
    url = (endpoint.url or _OPENAI).rstrip("/")
    if endpoint.name.startswith("ollama/") and url.endswith("/v1"):
        return f"{url.removesuffix('/v1')}/api/tags"
    return f"{url}/models"


def _names(body: Any) -> tuple[str, ...] | None:
    """The names in a list of OpenAI's form (`data`, `id`) or of Ollama's (`models`, `name`)."""
    if isinstance(body, dict):
        body = body.get("data", body.get("models"))
    if not isinstance(body, list):
        return None
    found = [entry.get("id", entry.get("name")) for entry in body if isinstance(entry, dict)]
    return tuple(name for name in found if isinstance(name, str))


def _message(body: Any) -> str:
    if isinstance(body, dict):
        error = body.get("error") or body.get("message") or body.get("detail")
        if isinstance(error, dict):
            error = error.get("message")
        return error if isinstance(error, str) else ""
    return ""
