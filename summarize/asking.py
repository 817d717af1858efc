"""The requests that a summary takes, each in a form that depends on no provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel

from .article import Article, Sentence
from .draft import ArticleDraft, ClaimDraft, MergeDraft, RepairDraft
from .forms import PLAIN, Form
from .language import language_name
from .messages import article_message, merge_message, part_message, repair_message
from .models.base import Message, Request
from .repair import Failing, shown_sentences

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = [
    "Options",
    "draft_request",
    "merge_request",
    "part_request",
    "repair_request",
]


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose for one summary."""

    language: str | None = None
    """Language to answer in, ISO 639-1 or a name; None: the article's."""
    max_claims: int | None = None
    """Upper limit of claims; None: the prompt's default."""
    temperature: float | None = None
    """Sampling temperature; None: the prompt's, else the endpoint's default."""
    strict: bool = False
    """Raise when an error remains, instead of marking it."""
    repair: Prompt | None = None
    """The prompt that asks for failing items again; None: they are only marked."""
    merge: Prompt | None = None
    """The prompt that writes the summary of an article read in parts; None: the parts' sentences."""
    context_window: int | None = None
    """Tokens that the model reads and writes in one call; None: the model's own, if it is known."""
    form: Form = PLAIN
    """The classes of the result."""


def draft_request(article: Article, prompt: Prompt | None, options: Options) -> Request[Any]:
    """The one request that a summary, or a class of the caller's, takes when nothing has to be repaired."""
    if prompt is None:
        return Request(ArticleDraft, article, max_claims=options.max_claims)
    values: dict[str, Any] = {"max_claims": options.max_claims, "language": options.language}
    schema: type[BaseModel] = options.form.asked or options.form.draft
    return _request(schema, article, prompt, options, article_message(article), **values)


def part_request(
    article: Article,
    sentences: Sequence[Sentence],
    prompt: Prompt,
    options: Options,
    *,
    part: int,
    parts: int,
) -> Request[ArticleDraft]:
    """The request about one part (from 1) of an article that is too long for one."""
    values: dict[str, Any] = {"max_claims": options.max_claims, "language": options.language}
    message = part_message(article, sentences, part, parts)
    return _request(options.form.draft, article, prompt, options, message, **values)


def merge_request(
    article: Article, claims: Sequence[ClaimDraft], prompt: Prompt, options: Options
) -> Request[MergeDraft]:
    """The request for the summary of an article whose claims were found in its parts."""
    message = merge_message(article, claims)
    schema, language = options.form.merge, options.language
    return _request(schema, article, prompt, options, message, purpose="merge", language=language)


def repair_request(
    article: Article, failing: Sequence[Failing], prompt: Prompt, options: Options
) -> Request[RepairDraft]:
    """The request that carries only the items with errors.

    With each item go its findings; the sentences that the items cite follow, with their neighbours.
    """
    items = [(item.path, item.draft, item.findings) for item in failing]
    message = repair_message(article, items, shown_sentences(article, failing))
    schema, language = options.form.repair, options.language
    return _request(schema, article, prompt, options, message, purpose="repair", language=language)


DraftT = TypeVar("DraftT", bound=BaseModel)


def _request(
    schema: type[DraftT],
    article: Article,
    prompt: Prompt,
    options: Options,
    message: str,
    *,
    purpose: Literal["draft", "merge", "repair"] = "draft",
    **values: str | int | None,
) -> Request[DraftT]:
    chosen = prompt.parameters
    if isinstance(language := values.get("language"), str):
        values["language"] = language_name(language)  # a model knows "Ukrainian" better than "uk"
    return Request(
        schema,
        article,
        (Message("system", prompt.render(**values)), Message("user", message)),
        purpose=purpose,
        max_claims=options.max_claims,
        max_output_tokens=chosen.max_output_tokens,
        temperature=chosen.temperature if options.temperature is None else options.temperature,
        reasoning_effort=chosen.reasoning_effort,
    )
