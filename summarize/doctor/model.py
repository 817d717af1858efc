"""Which model would be asked, where, with which key, and what is known of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ..errors import ConfigurationError
from ..models.choosing import GIVEN, Chosen, Endpoint, choose_model, find_endpoint
from .facts import Fact, without_secrets

__all__ = ["look_at_model"]

_OPENAI = "https://api.openai.com/v1"
_PLACEHOLDER = re.compile(r"\.\.|…|[<>\s]|\byour\b|your[-_]|x{4}|\*{3}|changeme", re.IGNORECASE)
_SHORTEST = 20  # characters: OpenAI's keys have had 51 and more


def look_at_model(name: str | None, base_url: str | None, *, online: bool) -> Iterator[Fact]:
    """The choice that `open_model` would make, or what keeps it from making one."""
    try:
        chosen = choose_model(name)
    except ConfigurationError as error:
        yield Fact("model", "none is chosen", "problem", str(error))
        return
    if chosen.value == "embedded":
        yield Fact("model", f"embedded, {_from(chosen, '--model')}: it extracts sentences, offline")
        yield from _left_unused()
        return
    yield Fact("model", f"{chosen.value}, {_from(chosen, '--model')}")
    try:
        endpoint = find_endpoint(chosen.value, base_url, None)
    except ConfigurationError as error:
        yield Fact("endpoint", "can't be asked", "problem", str(error))
        return
    yield _place(endpoint)
    yield _key(endpoint)
    yield from _capacities(endpoint)
    if online:
        from .online import ask

        yield ask(endpoint)


def _from(chosen: Chosen, option: str) -> str:
    if chosen.origin == GIVEN:
        return f"from {option}"
    if chosen.origin == "OPENAI_API_KEY":
        return "as OPENAI_API_KEY is set"
    return f"from {chosen.origin}" if chosen.origin else "by default"


def _left_unused() -> Iterator[Fact]:
    """An endpoint without a model's name is not used."""
    if os.environ.get("SUMMARIZE_BASE_URL"):
        yield Fact(
            "endpoint",
            "SUMMARIZE_BASE_URL is set, but no model there is named, so it is not used",
            "note",
            "set SUMMARIZE_MODEL too, or pass --model",
        )


def _place(endpoint: Endpoint) -> Fact:
    if endpoint.url is None:
        return Fact("endpoint", f"{_OPENAI}, OpenAI's own")
    url = without_secrets(endpoint.url)
    return Fact("endpoint", f"{url}, {_from(Chosen(url, endpoint.url_origin), '--base-url')}")


def _key(endpoint: Endpoint) -> Fact:
    """Where the key comes from and whether it looks like one; never the key."""
    if endpoint.key_origin is None:
        return _no_key(endpoint)
    key = endpoint.key.get_secret_value()
    origin = endpoint.key_origin
    if _PLACEHOLDER.search(key) or (endpoint.url is None and len(key) < _SHORTEST):
        return Fact(
            "key", f"{origin} holds no key, but a placeholder", "problem", "put a real key there"
        )
    if endpoint.url is None and not key.startswith("sk-"):
        return Fact(
            "key",
            f"from {origin}, unlike OpenAI's, which begin with sk-",
            "note",
            "check that it is OpenAI's, or name its endpoint with --base-url",
        )
    return Fact("key", f"from {origin}, looks usable")


def _no_key(endpoint: Endpoint) -> Fact:
    if endpoint.url_origin in ("", "OLLAMA_HOST"):
        return Fact("key", "none is needed")
    unused = bool(os.environ.get("OPENAI_API_KEY")) and not endpoint.name.startswith("openai/")
    return Fact(
        "key",
        "none is sent" + (": OPENAI_API_KEY is for openai/… alone" if unused else ""),
        "note",
        "set SUMMARIZE_API_KEY if the endpoint wants one",
    )


def _capacities(endpoint: Endpoint) -> Iterator[Fact]:
    """What is known of the model beforehand."""
    from ..models.families import family_of
    from ..models.prices import price_of

    window = family_of(endpoint.wire_name).window
    if window is not None:
        yield Fact("window", f"{window:,} tokens")
    else:
        cut = " (Ollama cuts longer input silently)" if endpoint.name.startswith("ollama/") else ""
        yield Fact("window", f"unknown{cut}", "note", "tell it with --context-window N")
    prices = [
        price_of(
            endpoint.wire_name,
            endpoint=endpoint.url,
            input_tokens=1000 * (what == "in"),
            cached_tokens=0,
            output_tokens=1000 * (what == "out"),
        )
        for what in ("in", "out")
    ]
    if None in prices:
        yield Fact(
            "price", "unknown, so costs are shown as unknown", "note", "--max-tokens bounds a batch"
        )
    else:
        dear = [1000 * price for price in prices if price is not None]
        yield Fact("price", f"${dear[0]:.4g} in, ${dear[1]:.4g} out, a million tokens")
