"""Many articles in, an outcome for each."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable, Iterator
from contextlib import aclosing, contextmanager, nullcontext
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigurationError
from ..job import Job, prepare
from ..models import LanguageModel, open_model
from ..schema import ArticleSummary
from ..store import ResultStore, open_store
from .blocking import blocking
from .budget import Budget, refuse_unpriced
from .engine import Batch
from .items import Source
from .outcome import ArticleOutcome
from .reading import Reading

if TYPE_CHECKING:
    from ..prompts import Prompt

__all__ = [
    "CONCURRENCY",
    "Plan",
    "asummarize_articles",
    "patient_model",
    "planned",
    "summarize_articles",
]

CONCURRENCY = 16
"""Articles under way at a time, unless the caller says."""
_RETRIES = 12
_LONGEST_WAIT = 120.0
"""Nobody waits in front of a batch: it outlasts minutes of refusals and of a server that restarts."""


def summarize_articles(
    sources: Iterable[Source] | AsyncIterable[Source],
    *,
    model: str | LanguageModel | None = None,
    store: ResultStore | str | os.PathLike[str] | None = None,
    concurrency: int = CONCURRENCY,
    max_cost: float | None = None,
    max_tokens: int | None = None,
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
    schema: type[ArticleSummary] | None = None,
) -> Generator[ArticleOutcome, None, None]:
    """What becomes of each article, in the order in which they are finished.

    `sources` yields texts (`str`), `Path`s, `bytes`, `Article`s, pairs of an id and one of these, or
    mappings with "text" or "path" and, where known, "id", "title", "byline", "published", "url",
    "site" and "language". It is read lazily, in a thread of its own unless it is a list. The id is
    the path of a file, else the position from 0.

    At most `concurrency` articles are under way, with fewer calls when the endpoint refuses for load. An
    article that fails has an outcome with `error`. `store` is what `open_store` returned, or names it:
    results that are kept there are not paid for again, and each new one is kept before its outcome
    is given. Articles with the same text are paid for once; without a store, only while the first
    is under way.

    `max_cost` (US dollars) and `max_tokens` (input and output) bound what all calls of this batch take
    together, re-asks and repairs included. The other options are those of `summarize_article`; `schema`
    is a subclass of `ArticleSummary`.

    Raises `ConfigurationError`, `PromptError` and `StoreError` at once, before anything is read;
    `BatchStoppedError` after the last outcome when the batch ended early: no budget is left, or the
    key, the model's name, the account's quota, the store or the endpoint is no use to any article.
    What `sources` raises is raised after the outcomes of the articles before. Ending the iteration
    early, or `close()`, cancels what is under way. Works inside a running event loop.
    """
    plan = planned(
        sources,
        model=model,
        store=store,
        concurrency=concurrency,
        max_cost=max_cost,
        max_tokens=max_tokens,
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
    return blocking(plan.outcomes)


def asummarize_articles(
    sources: Iterable[Source] | AsyncIterable[Source],
    *,
    model: str | LanguageModel | None = None,
    store: ResultStore | str | os.PathLike[str] | None = None,
    concurrency: int = CONCURRENCY,
    max_cost: float | None = None,
    max_tokens: int | None = None,
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
    schema: type[ArticleSummary] | None = None,
) -> AsyncGenerator[ArticleOutcome, None]:
    """The same as `summarize_articles`, as an asynchronous iterator."""
    plan = planned(
        sources,
        model=model,
        store=store,
        concurrency=concurrency,
        max_cost=max_cost,
        max_tokens=max_tokens,
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
    return plan.outcomes()


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch that has not begun."""

    reading: Reading
    job: Job
    store: ResultStore | None
    own_store: bool
    concurrency: int
    budget: Budget | None

    async def outcomes(self) -> AsyncGenerator[ArticleOutcome, None]:
        """What becomes of each article; a store that was opened here is closed in the end."""
        with self.begun() as batch:
            async with aclosing(batch.outcomes()) as outcomes:
                async for outcome in outcomes:
                    yield outcome

    @contextmanager
    def begun(self) -> Iterator[Batch]:
        """The batch, for whoever wants to stop it."""
        store = self.store if self.own_store and self.store is not None else nullcontext()
        with store:
            yield Batch(
                self.reading,
                self.job,
                store=self.store,
                concurrency=self.concurrency,
                budget=self.budget,
            )


def planned(
    sources: Reading | Iterable[Source] | AsyncIterable[Source],
    *,
    model: str | LanguageModel | None,
    store: ResultStore | str | os.PathLike[str] | None,
    concurrency: int,
    max_cost: float | None,
    max_tokens: int | None,
    base_url: str | None = None,
    api_key: str | None = None,
    **options: Any,
) -> Plan:
    """What a batch needs; raises at once what would fail for every article."""
    reading = sources if isinstance(sources, Reading) else Reading(sources)
    _refuse_impossible(concurrency, max_cost, max_tokens)
    if model is None or isinstance(model, str):
        model = patient_model(model, base_url=base_url, api_key=api_key)
        base_url = api_key = None
    job = prepare(model=model, base_url=base_url, api_key=api_key, **options)
    if job.options.form.own is not None:
        raise ConfigurationError(
            "schema: a batch makes results of ArticleSummary or a subclass; for another class call "
            "summarize_article for each article."
        )
    if max_cost is not None:
        refuse_unpriced(job.model)
    limited = max_cost is not None or max_tokens is not None
    budget = Budget(max_cost=max_cost, max_tokens=max_tokens) if limited else None
    kept, own = _opened(store)
    return Plan(reading, job, kept, own, concurrency, budget)


def patient_model(
    name: str | None, *, base_url: str | None = None, api_key: str | None = None
) -> LanguageModel:
    """The model of that name, with more patience than in front of one article."""
    return open_model(
        name, base_url=base_url, api_key=api_key, retries=_RETRIES, longest_wait=_LONGEST_WAIT
    )


def _opened(
    store: ResultStore | str | os.PathLike[str] | None,
) -> tuple[ResultStore | None, bool]:
    """The store, and whether it was opened here. It opens again when it is used."""
    if not isinstance(store, str | os.PathLike):
        return store, False
    opened = open_store(store)
    opened.close()
    return opened, True


def _refuse_impossible(concurrency: object, max_cost: object, max_tokens: object) -> None:
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        raise ConfigurationError(
            f"concurrency must be at least 1, a whole number; got {concurrency!r}."
        )
    if max_cost is not None and not (isinstance(max_cost, int | float) and 0 <= max_cost < inf):
        raise ConfigurationError(f"max_cost must be US dollars, at least 0; got {max_cost!r}.")
    if max_tokens is not None and not (isinstance(max_tokens, int) and max_tokens >= 0):
        raise ConfigurationError(
            f"max_tokens must be at least 0, a whole number; got {max_tokens!r}."
        )
