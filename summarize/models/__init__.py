"""Language models by name: `open_model("openai/gpt-6-luna")`, `"ollama/…"`, `"embedded"`."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import SecretStr

from ..errors import ConfigurationError
from .base import LanguageModel

__all__ = ["DEFAULT_MODEL", "LanguageModel", "chosen_model", "open_model"]

DEFAULT_MODEL = "openai/gpt-6-luna"
_OLLAMA = "http://localhost:11434"
_NO_MODEL = (
    "No language model was chosen. Pass model= (such as model='openai/gpt-6-luna' or "
    "model='ollama/llama3.3'), or set SUMMARIZE_MODEL, or set OPENAI_API_KEY to use "
    f"{DEFAULT_MODEL}. Without any model, model='embedded' extracts sentences offline."
)


def chosen_model(name: str | None = None) -> str:
    """The model's name: `name`, else `SUMMARIZE_MODEL`, else the default if there is an OpenAI key.

    Raises `ConfigurationError`, naming every way out, when none of them says anything.
    """
    chosen = name or os.environ.get("SUMMARIZE_MODEL")
    if not chosen and os.environ.get("OPENAI_API_KEY"):
        chosen = DEFAULT_MODEL
    if not chosen:
        raise ConfigurationError(_NO_MODEL)
    return chosen


def open_model(
    name: str | None = None,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout: float = 120.0,
    retries: int = 3,
    longest_wait: float = 30.0,
    reasks: int = 1,
    context_window: int | None = None,
) -> LanguageModel:
    """The model of that name, ready to answer; nothing is sent yet.

    `name` is "embedded", "openai/NAME", "ollama/NAME", or, with `base_url` (or `SUMMARIZE_BASE_URL`),
    any name that an OpenAI-compatible endpoint knows. None: see `chosen_model`. `timeout` is in
    seconds an attempt, `retries` counts further attempts after a transport fault, with waits of at most
    `longest_wait` seconds between them; many articles want more of both. `reasks` is how often an
    answer that does not fit the schema is asked for again. `context_window` is what the model
    reads and writes in one call, in tokens; None: what its family is known for, if that is known.

    Keys: `api_key`, else `SUMMARIZE_API_KEY`, else, for "openai/…" only, `OPENAI_API_KEY`.
    Endpoints: `base_url`, else `SUMMARIZE_BASE_URL`, else `OPENAI_BASE_URL` or `OLLAMA_HOST`.
    Raises `ConfigurationError` when the name, a number or the key is missing or impossible.
    """
    chosen = chosen_model(name)
    if timeout <= 0 or retries < 0 or reasks < 0 or longest_wait < 0:
        raise ConfigurationError(
            f"timeout must be above 0, retries, longest_wait and reasks at least 0; got "
            f"timeout={timeout}, retries={retries}, longest_wait={longest_wait}, reasks={reasks}."
        )
    if context_window is not None and context_window < 1:
        raise ConfigurationError(f"context_window must be at least 1; got {context_window}.")
    if chosen == "embedded":
        from .embedded import EmbeddedModel

        return EmbeddedModel()
    url = base_url or os.environ.get("SUMMARIZE_BASE_URL")
    key = api_key or os.environ.get("SUMMARIZE_API_KEY")
    at = _endpoint(chosen, url, key)
    return _open_chat(at, timeout, retries, longest_wait, reasks, context_window=context_window)


class _Endpoint(NamedTuple):
    name: str
    wire_name: str
    """The model's name as the endpoint knows it."""
    url: str | None
    """None: OpenAI's own."""
    key: SecretStr


def _endpoint(name: str, url: str | None, key: str | None) -> _Endpoint:
    """Where the model of that name is asked, and as what."""
    provider, _, rest = name.partition("/")
    if provider == "openai" and rest:
        url = url or os.environ.get("OPENAI_BASE_URL") or None
        key = key or os.environ.get("OPENAI_API_KEY")
        if not key and not url:
            raise ConfigurationError(
                f"{name} needs a key: set OPENAI_API_KEY or pass api_key=. "
                "For a server of your own pass base_url=; without any model use model='embedded'."
            )
        return _Endpoint(name, rest, _checked(url), _usable(key or "none"))
    if provider == "ollama" and rest:
        return _Endpoint(name, rest, _checked(url or _ollama()), _usable(key or "ollama"))
    if url:
        return _Endpoint(name, name, _checked(url), _usable(key or "none"))
    hint = f"Write 'openai/{name}' for OpenAI" if not rest else f"{provider!r} is no known provider"
    raise ConfigurationError(
        f"{name!r} names no endpoint. {hint}; use openai/…, ollama/… or embedded, "
        "or give base_url= (SUMMARIZE_BASE_URL) of an OpenAI-compatible endpoint."
    )


def _ollama() -> str:
    host = os.environ.get("OLLAMA_HOST") or _OLLAMA
    return f"{host if '://' in host else f'http://{host}'}".rstrip("/") + "/v1"


def _checked(url: str | None) -> str | None:
    if url is None:
        return None
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


def _usable(key: str) -> SecretStr:
    """The key without the line end of the file it came from; it has to fit into an HTTP header."""
    key = key.strip()
    if not (key and key.isascii() and key.isprintable()):
        raise ConfigurationError(
            "The API key is blank, or has a character that no key has (a line break, a letter outside "
            "ASCII); copy it again."
        )
    return SecretStr(key)


@lru_cache(maxsize=16)
def _open_chat(
    at: _Endpoint,
    timeout: float,
    retries: int,
    longest_wait: float,
    reasks: int,
    *,
    context_window: int | None,
) -> LanguageModel:
    """One client and one pacer for each configuration, shared between calls."""
    from .openai_chat import OpenAIChatModel
    from .retries import RetryPolicy

    return OpenAIChatModel(
        at.name,
        wire_name=at.wire_name,
        base_url=at.url,
        api_key=at.key,
        timeout=timeout,
        reasks=reasks,
        retries=RetryPolicy(retries=retries, longest_wait=longest_wait),
        context_window=context_window,
    )
