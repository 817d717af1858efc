"""Which model is asked, where and with which key: what a call says, else what the environment says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from ..errors import ConfigurationError
from ..secrets import find_secrets

__all__ = ["DEFAULT_MODEL", "GIVEN", "Chosen", "Endpoint", "choose_model", "find_endpoint"]

DEFAULT_MODEL = "openai/gpt-6-luna"
GIVEN = "given"
"""The origin of what the call itself says."""
_LONGEST_NAME = 200  # of a model, in characters
_OLLAMA = "http://localhost:11434"
_NO_MODEL = (
    "No language model was chosen. Pass model= (such as model='openai/gpt-6-luna' or "
    "model='ollama/llama3.3'), or set SUMMARIZE_MODEL, or set OPENAI_API_KEY to use "
    f"{DEFAULT_MODEL}. Without any model, model='embedded' extracts sentences offline."
)


class Chosen(NamedTuple):
    """A setting, and where it comes from."""

    value: str
    origin: str
    """`GIVEN`, the environment variable that says so, or "" when nothing does (a default)."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, and as what."""

    name: str
    wire_name: str
    """The model's name as the endpoint knows it."""
    url: str | None
    """None: OpenAI's own."""
    url_origin: str
    key: SecretStr
    """A word of no meaning where no key is needed."""
    key_origin: str | None
    """None: no key is sent that anybody gave."""


def choose_model(name: str | None = None) -> Chosen:
    """The model's name: `name`, else `SUMMARIZE_MODEL`, else the default if there is an OpenAI key.

    Raises `ConfigurationError`, naming every way out, when none of them says anything.
    """
    chosen = _first(name, "SUMMARIZE_MODEL")
    if chosen is None and os.environ.get("OPENAI_API_KEY"):
        chosen = Chosen(DEFAULT_MODEL, "OPENAI_API_KEY")
    if chosen is None:
        raise ConfigurationError(_NO_MODEL)
    return chosen


def find_endpoint(name: str, url: str | None, key: str | None) -> Endpoint:
    """Where the model of that name is asked: `url` and `key`, else what the environment says.

    Raises `ConfigurationError` when the name, the address or the key is missing or impossible.
    """
    _refuse_what_is_no_name(name)
    at, secret = _first(url, "SUMMARIZE_BASE_URL"), _first(key, "SUMMARIZE_API_KEY")
    provider, _, rest = name.partition("/")
    if provider == "openai" and rest:
        at = at or _first(None, "OPENAI_BASE_URL")
        secret = secret or _first(None, "OPENAI_API_KEY")
        if not secret and not at:
            raise ConfigurationError(
                f"{name} needs a key: set OPENAI_API_KEY or pass api_key=. "
                "For a server of your own pass base_url=; without any model use model='embedded'."
            )
        return _endpoint(name, rest, at, secret, "none")
    if provider == "ollama" and rest:
        return _endpoint(name, rest, at or _ollama(), secret, "ollama")
    if at:
        return _endpoint(name, name, at, secret, "none")
    hint = f"Write 'openai/{name}' for OpenAI" if not rest else f"{provider!r} is no known provider"
    raise ConfigurationError(
        f"{name!r} names no endpoint. {hint}; use openai/…, ollama/… or embedded, "
        "or give base_url= (SUMMARIZE_BASE_URL) of an OpenAI-compatible endpoint."
    )


def _refuse_what_is_no_name(name: str) -> None:
    """Raise `ConfigurationError` for a key or a text, neither of which may come up in a message."""
    if find_secrets(name, environ={}):
        raise ConfigurationError(
            "model= holds something like an API key; pass the key as api_key=, and a model's name."
        )
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise ConfigurationError(
            f"model= is a text of {len(name):,} characters, no name of a model such as "
            f"{DEFAULT_MODEL!r}, 'ollama/llama3.3' or 'embedded'."
        )


def _first(given: str | None, variable: str) -> Chosen | None:
    """What was given, else what the variable holds; None when both are empty."""
    if given:
        return Chosen(given, GIVEN)
    value = os.environ.get(variable)
    return Chosen(value, variable) if value else None


def _endpoint(
    name: str, wire_name: str, at: Chosen | None, secret: Chosen | None, no_key: str
) -> Endpoint:
    return Endpoint(
        name,
        wire_name,
        _checked(at.value) if at else None,
        at.origin if at else "",
        _usable(secret) if secret else SecretStr(no_key),
        secret.origin if secret else None,
    )


def _ollama() -> Chosen:
    host = _first(None, "OLLAMA_HOST") or Chosen(_OLLAMA, "")
    address = host.value if "://" in host.value else f"http://{host.value}"
    return Chosen(f"{address.rstrip('/')}/v1", host.origin)


def _checked(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(f"base_url must begin with http:// or https://, got {url!r}.")
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:  # an impossible port or address
        usable = False
    if not usable:
        raise ConfigurationError(
            f"base_url {url!r} is no address; write it like http://localhost:8080/v1."
        )
    return url


def _usable(secret: Chosen) -> SecretStr:
    """The key without the line end of the file it came from; it has to fit into an HTTP header."""
    key = secret.value.strip()
    if not (key and key.isascii() and key.isprintable()):
        where = "" if secret.origin == GIVEN else f" in {secret.origin}"
        raise ConfigurationError(
            f"The API key{where} is blank, or has a character that no key has (a line break, a letter "
            "outside ASCII); copy it again."
        )
    return SecretStr(key)
