"""One article in, a typed and grounded summary out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .article import Article
from .job import prepare
from .loading import load_article
from .models import LanguageModel
from .pipeline import arun, run
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
    job = prepare(
        model=model,
        prompt=prompt,
        language=language,
        max_claims=max_claims,
        temperature=temperature,
        repair=repair,
        strict=strict,
        base_url=base_url,
        api_key=api_key,
        prompts_dir=prompts_dir,
        context_window=context_window,
    )
    return run(job.steps(load_article(source)), job.model)


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
    job = prepare(
        model=model,
        prompt=prompt,
        language=language,
        max_claims=max_claims,
        temperature=temperature,
        repair=repair,
        strict=strict,
        base_url=base_url,
        api_key=api_key,
        prompts_dir=prompts_dir,
        context_window=context_window,
    )
    return await arun(job.steps(load_article(source)), job.model)
