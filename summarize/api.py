"""One article in, a typed and grounded summary out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack, overload

from pydantic import BaseModel

from .article import Article
from .caching import aopened, arun_cached, opened, run_cached
from .extraction import Extraction
from .job import Job, prepare
from .loading import load_article
from .models import LanguageModel
from .pipeline import arun, run
from .schema import ArticleSummary
from .store import ResultStore
from .telemetry import WatchedArticle

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["asummarize_article", "asummarized", "summarize_article"]


Source = str | Path | bytes | Article
SummaryT = TypeVar("SummaryT", bound=ArticleSummary)
DataT = TypeVar("DataT", bound=BaseModel)


class ArticleOptions(TypedDict, total=False):
    """The options of `summarize_article` that a row's task takes, too; all of them can be pickled."""

    model: str | LanguageModel | None
    prompt: str | Path | Prompt
    language: str | None
    max_claims: int | None
    temperature: float | None
    repair: bool
    base_url: str | None
    api_key: str | None
    prompts_dir: str | os.PathLike[str] | None
    context_window: int | None


class CallOptions(ArticleOptions, total=False):
    """The options of `summarize_article` but `schema`, which decides what it returns."""

    strict: bool
    cache: ResultStore | str | os.PathLike[str] | None


@overload
def summarize_article(
    source: Source, *, schema: None = None, **options: Unpack[CallOptions]
) -> ArticleSummary: ...
@overload
def summarize_article(  # type: ignore[overload-overlap]  # the first that fits is meant
    source: Source, *, schema: type[SummaryT], **options: Unpack[CallOptions]
) -> SummaryT: ...
@overload
def summarize_article(
    source: Source, *, schema: type[DataT], **options: Unpack[CallOptions]
) -> Extraction[DataT]: ...
def summarize_article(
    source: Source,
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
    cache: ResultStore | str | os.PathLike[str] | None = None,
    schema: type[BaseModel] | None = None,
) -> Any:
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

    `cache` is what `open_store` returned, or names it (opened for this call alone). A result that is
    kept there under the same article, prompt, model and options is returned without a call, and its
    `usage` says so: 0 calls, at no cost. Else the model is asked, and the result kept. Identical calls
    that are under way in one process ask once.

    `schema` is the class of the result: a subclass of `ArticleSummary`, whose own fields, and those of
    its claims and summary sentences, the model fills, too; or any other pydantic model, which is filled
    from the article and comes in an `Extraction`. `Evidence`, `Quotation` and `ClaimFigure` in it are
    located in the article, its texts and numbers checked (see `Unchecked`). A model of your own is read
    in one request, with the prompt "extract" unless another is named, and is not repaired.

    Raises `ConfigurationError` when no model is chosen or an argument is impossible, `ArticleError`
    when the source can't be read, `PromptError` for the prompt, `ModelError` when the model gave no
    usable answer, `UnsupportedClaimError` (with the result) when `strict` and an item failed,
    `StoreError` for the cache (with the result, when it is that which could not be kept).
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
        schema=schema,
    )
    with WatchedArticle(job.model.name) as watched:
        article = load_article(source)
        watched.knows(sha256=article.sha256)
        if cache is None:
            result, hit = run(job.steps(article), job.model), False
        else:
            with opened(cache) as store:
                result, hit, _ = run_cached(job, article, store)
        watched.made(result, cached=hit)
    return result


@overload
async def asummarize_article(
    source: Source, *, schema: None = None, **options: Unpack[CallOptions]
) -> ArticleSummary: ...
@overload
async def asummarize_article(  # type: ignore[overload-overlap]  # the first that fits is meant
    source: Source, *, schema: type[SummaryT], **options: Unpack[CallOptions]
) -> SummaryT: ...
@overload
async def asummarize_article(
    source: Source, *, schema: type[DataT], **options: Unpack[CallOptions]
) -> Extraction[DataT]: ...
async def asummarize_article(
    source: Source,
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
    cache: ResultStore | str | os.PathLike[str] | None = None,
    schema: type[BaseModel] | None = None,
) -> Any:
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
        schema=schema,
    )
    return await asummarized(job, source, cache)


async def asummarized(
    job: Job,
    source: str | Path | bytes | Article,
    cache: ResultStore | str | os.PathLike[str] | None,
    *,
    model: LanguageModel | None = None,
) -> ArticleSummary:
    """What a prepared job makes of an article; `model` is asked in place of the job's own."""
    with WatchedArticle(job.model.name) as watched:
        article = load_article(source)
        watched.knows(sha256=article.sha256)
        if cache is None:
            result, hit = await arun(job.steps(article), model or job.model), False
        else:
            async with aopened(cache) as store:
                result, hit, _ = await arun_cached(job, article, store, model=model)
        watched.made(result, cached=hit)
    return result
