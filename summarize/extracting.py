"""From an article to a class of the caller's own, without any input or output of its own."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from . import __version__
from .article import Article
from .asking import Options, draft_request
from .draft import json_schema
from .errors import ContextOverflowError, UnsupportedClaimError
from .extraction import Extraction
from .filling import Filler, UnfitError
from .grounding import Grounder
from .language import language_name
from .models.base import LanguageModel, Outcome, Request, add_usage, settled
from .shaping import unfit_error
from .tokens import estimated_tokens

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["Extracting", "extracting", "unsupported_fields"]

Extracting = Generator[list[Request[Any]], list[Outcome], Extraction[Any]]


def extracting(
    article: Article, *, model: LanguageModel, prompt: Prompt, options: Options
) -> Extracting:
    """The way from an article to the caller's class: one request, then grounding and checks.

    Raises `ContextOverflowError` for an article that does not fit the model's context with prompt and
    answer: nobody but its author knows how a class is put together from parts.
    """
    own = options.form.own
    assert own is not None  # noqa: S101 - who comes here has chosen a class
    request = draft_request(article, prompt, options)
    _refuse_long(request, options.context_window or getattr(model, "context_window", None))
    [reply] = settled((yield [request]))
    usage = add_usage(reply.attempts)
    filler = Filler(Grounder(article, translated=_is_translated(article, options.language)))
    try:
        data = filler.whole(reply.draft, own)
    except UnfitError as fault:
        raise unfit_error(fault, own, model.name, usage) from None
    result: Extraction[Any] = Extraction(
        data=data,
        findings=tuple(filler.findings),
        article=article,
        model=model.name,
        model_answered=reply.model,
        prompt=prompt.id,
        prompt_fingerprint=prompt.fingerprint(request.schema),
        library_version=__version__,
        usage=usage,
        notes=tuple(article.warnings),
    )
    if options.strict and not result.is_sound:
        raise unsupported_fields(result)
    return result


def unsupported_fields(result: Extraction[Any]) -> UnsupportedClaimError:
    """The error for what the article does not carry, with the result in it."""
    found = result.unsupported
    listed = "; ".join(f"{finding.path}: {finding.message}" for finding in found[:5])
    more = f" (and {len(found) - 5} more)" if len(found) > 5 else ""
    return UnsupportedClaimError(
        f"{len(found)} field(s) are not carried by the article: {listed}{more}", summary=result
    )


def _is_translated(article: Article, language: str | None) -> bool:
    """Whether the answer is wanted in another language than the article's, given by code or name."""
    if not language or not article.language:
        return False
    return language_name(language).casefold() != language_name(article.language).casefold()


def _refuse_long(request: Request[Any], window: int | None) -> None:
    if window is None:
        return
    schema: type[BaseModel] = request.schema
    sent = sum(estimated_tokens(message.content) for message in request.messages)
    sent += estimated_tokens(json.dumps(json_schema(schema)))
    if sent > window:
        raise ContextOverflowError(
            f"The article takes about {sent:,} tokens with prompt and schema, the model's context is "
            f"{window:,}. A schema of your own is filled in one request: choose a model with a larger "
            "context, or pass a part of the article.",
            window=window,
            tokens=sent,
        )
