"""Language models by name: `open_model("openai/gpt-6-luna")`, `"ollama/…"`, `"embedded"`."""

from __future__ import annotations

from functools import lru_cache

from pydantic import SecretStr

from ..errors import ConfigurationError
from .base import LanguageModel
from .choosing import DEFAULT_MODEL, choose_model, find_endpoint

__all__ = ["DEFAULT_MODEL", "LanguageModel", "chosen_model", "open_model"]


def chosen_model(name: str | None = None) -> str:
    """The model's name: `name`, else `SUMMARIZE_MODEL`, else the default if there is an OpenAI key.

    Raises `ConfigurationError`, naming every way out, when none of them says anything.
    """
    return choose_model(name).value


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
    at = find_endpoint(chosen, base_url, api_key)
    return _open_chat(
        name=at.name,
        wire_name=at.wire_name,
        url=at.url,
        key=at.key,
        timeout=timeout,
        retries=retries,
        longest_wait=longest_wait,
        reasks=reasks,
        context_window=context_window,
    )


@lru_cache(maxsize=16)
def _open_chat(
    *,
    name: str,
    wire_name: str,
    url: str | None,
    key: SecretStr,
    timeout: float,
    retries: int,
    longest_wait: float,
    reasks: int,
    context_window: int | None,
) -> LanguageModel:
    """One client and one pacer for each configuration, shared between calls."""
    from .openai_chat import OpenAIChatModel
    from .retries import RetryPolicy

    return OpenAIChatModel(
        name,
        wire_name=wire_name,
        base_url=url,
        api_key=key,
        timeout=timeout,
        reasks=reasks,
        retries=RetryPolicy(retries=retries, longest_wait=longest_wait),
        context_window=context_window,
    )
