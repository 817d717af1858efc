"""What one call chose, ready for any number of articles: the model, the prompts, the options."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pydantic import BaseModel

from .article import Article
from .errors import ConfigurationError
from .extracting import extracting
from .forms import Form, form_of
from .models import LanguageModel, open_model
from .own_fields import own_names
from .pipeline import Options, Steps, steps

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["Job", "prepare"]


@dataclass(frozen=True, slots=True)
class Job:
    """How articles are summarised. Safe to share between threads and tasks."""

    model: LanguageModel
    prompt: Prompt | None
    """None for an extractive model."""
    options: Options

    def steps(self, article: Article) -> Steps:
        """The way from an article to its summary; `run` or `arun` drives it."""
        prompt, model, options = self.prompt, self.model, self.options
        if options.form.own is None or prompt is None:
            return steps(article, model=model, prompt=prompt, options=options)
        own = extracting(article, model=model, prompt=prompt, options=options)
        return cast("Steps", own)  # the caller's class, which the overloads of the API name

    def key(self, article: Article) -> str:
        """What a result is kept under: 64 hex digits.

        A SHA-256 of all that shapes the result: the article's text, sentences and what is known about
        it; the fingerprints of the prompts; the model and its endpoint; the options; the schema of
        results. `strict` is left out: it says what to do with a result.
        """
        chosen, options, form = self.prompt, self.options, self.options.form
        parts = {
            "article": [
                article.sha256,
                article.sentence_spans,
                article.title,
                article.byline,
                article.published and article.published.isoformat(),
                article.site,
                article.language,
            ],
            "model": [
                self.model.name,
                getattr(self.model, "base_url", None),
                f"{type(self.model).__module__}.{type(self.model).__qualname__}",
            ],
            "prompts": [
                chosen and chosen.id,
                chosen and chosen.fingerprint(form.asked or form.draft),
                options.repair and options.repair.fingerprint(form.repair),
                options.merge and options.merge.fingerprint(form.merge),
            ],
            "options": [
                options.language,
                options.max_claims,
                options.temperature,
                options.context_window or getattr(self.model, "context_window", None),
            ],
            "schema": _schema_sha256(form.own or form.result),
        }
        canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=32)
def _schema_sha256(kind: type[BaseModel]) -> str:
    schema = kind.model_json_schema()
    schema["properties"].pop("schema_version", None)  # results from before it are found, too
    return hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()


def prepare(
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
    schema: type[BaseModel] | None = None,
) -> Job:
    """What `summarize_article` makes of its options, with the prompts loaded once.

    Raises `ConfigurationError` when no model is chosen or an option is impossible, `PromptError` for
    a prompt.
    """
    chosen = _model(model, base_url, api_key)
    form = form_of(schema)
    options = Options(
        language, max_claims, temperature, strict, context_window=context_window, form=form
    )
    _refuse_impossible(options)
    if chosen.extractive:
        _refuse_unfillable(form)
        return Job(chosen, None, options)
    from .prompts import load_prompt

    if form.own is not None and prompt == "article":
        prompt = "extract"
    loaded = load_prompt(prompt, prompts_dir=prompts_dir)
    options = replace(options, merge=load_prompt("merge", prompts_dir=prompts_dir))
    if repair:
        options = replace(options, repair=load_prompt("repair", prompts_dir=prompts_dir))
    return Job(chosen, loaded, options)


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


def _refuse_unfillable(form: Form) -> None:
    """Raise `ConfigurationError` for a class with fields that only a language model can fill."""
    kinds = [form.own] if form.own else [form.result, form.sentence, form.claim]
    needed = [
        f"{kind.__name__}.{name}"
        for kind in kinds
        for name in (kind.model_fields if kind is form.own else own_names(kind))
        if form.own or kind.model_fields[name].is_required()
    ]
    if needed:
        raise ConfigurationError(
            f"The embedded engine extracts sentences and can't fill {needed[0]}; choose a language model"
            + ("." if form.own else ", or give the field a default.")
        )


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
