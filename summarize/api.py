"""One article in, a typed and grounded summary out."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .article import Article
from .errors import ConfigurationError
from .loading import load_article
from .models import LanguageModel, open_model
from .pipeline import Options, Steps, arun, run, steps
from .schema import ArticleSummary

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["asummarize_article", "summarize_article"]


def summarize_article(
    source: str | Path | bytes | Article,
    *,
    model: str | LanguageModel | None = None,
    prompt: str | Path | Prompt = "article",
    language: str | None = None,
    max_claims: int | None = None,
    temperature: float | None = None,
    repair: bool = True,
    strict: bool = False,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts_dir: str | os.PathLike[str] | None = None,
    context_window: int | None = None,
) -> ArticleSummary:
    """The summary of one article, with its claims and the sentences that carry them.

    `source` is the article's text, a `Path` to a file, its bytes, or an `Article`. `model` is a
    name such as "openai/gpt-6-luna", "ollama/llama3.3" or "embedded" (offline, extracts sentences),
    or what `open_model` returned; None takes `SUMMARIZE_MODEL`, else OpenAI's default model if
    `OPENAI_API_KEY` is set. `prompt` names a prompt ("article", "article@1") or a prompt file;
    `language` is the language to answer in (None: the article's), `max_claims` the most claims to
    return (None: as the prompt says), `temperature` is sent only when given. `base_url` and
    `api_key` belong to a model given by name, `prompts_dir` to a prompt given by name.

    Items that fail a check are asked for again, alone and once, unless `repair` is False; what
    still fails is marked in the result, or raised with `strict`. So there is one model call, and a
    second one only when something has to be repaired or does not fit the schema. Works inside a
    running event loop.

    An article that does not fit the model's context (`context_window` in tokens; None: the model's
    own, if known, else what the endpoint says) is read in parts, with one more call for the summary.

    Raises `ConfigurationError` when no model is chosen or an argument is impossible, `ArticleError`
    when the source can't be read, `PromptError` for the prompt, `ModelError` when the model gave no
    usable answer, `UnsupportedClaimError` (with the result) when `strict` and an item failed.
    """
    chosen = _model(model, base_url, api_key)
    options = Options(language, max_claims, temperature, strict, context_window=context_window)
    return run(_steps(source, chosen, prompt, prompts_dir, options, repair=repair), chosen)


async def asummarize_article(
    source: str | Path | bytes | Article,
    *,
    model: str | LanguageModel | None = None,
    prompt: str | Path | Prompt = "article",
    language: str | None = None,
    max_claims: int | None = None,
    temperature: float | None = None,
    repair: bool = True,
    strict: bool = False,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts_dir: str | os.PathLike[str] | None = None,
    context_window: int | None = None,
) -> ArticleSummary:
    """The same as `summarize_article`, as a coroutine."""
    chosen = _model(model, base_url, api_key)
    options = Options(language, max_claims, temperature, strict, context_window=context_window)
    return await arun(_steps(source, chosen, prompt, prompts_dir, options, repair=repair), chosen)


def _model(
    model: str | LanguageModel | None, base_url: str | None, api_key: str | None
) -> LanguageModel:
    if model is None or isinstance(model, str):
        return open_model(model, base_url=base_url, api_key=api_key)
    if base_url or api_key:
        raise ConfigurationError(
            "base_url and api_key belong to a model given by name; this model is open already."
        )
    if not hasattr(model, "aanswer"):
        raise ConfigurationError(
            f"model must be a name or what open_model returned, got {type(model).__name__}."
        )
    return model


def _steps(
    source: str | Path | bytes | Article,
    model: LanguageModel,
    prompt: str | Path | Prompt,
    prompts_dir: str | os.PathLike[str] | None,
    options: Options,
    *,
    repair: bool,
) -> Steps:
    _refuse_impossible(options)
    if model.extractive:
        return steps(load_article(source), model=model, prompt=None, options=options)
    from .prompts import load_prompt

    chosen = load_prompt(prompt, prompts_dir=prompts_dir)
    options = replace(options, merge=load_prompt("merge", prompts_dir=prompts_dir))
    if repair:
        options = replace(options, repair=load_prompt("repair", prompts_dir=prompts_dir))
    return steps(load_article(source), model=model, prompt=chosen, options=options)


def _refuse_impossible(options: Options) -> None:
    most: object = options.max_claims  # whatever a caller without a type checker passed
    language: object = options.language
    if most is not None and (not isinstance(most, int) or most < 1):
        raise ConfigurationError(f"max_claims must be at least 1, a whole number; got {most!r}.")
    window: object = options.context_window
    if window is not None and (not isinstance(window, int) or window < 1):
        raise ConfigurationError(
            f"context_window must be at least 1, a whole number; got {window!r}."
        )
    if language is not None and not isinstance(language, str):
        raise ConfigurationError(f"language must be a code or name such as 'de', got {language!r}.")
