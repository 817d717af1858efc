"""The requests that a summary takes, each in a form that depends on no provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from .article import Article, Sentence
from .draft import ArticleDraft, ClaimDraft, MergeDraft, RepairDraft
from .messages import article_message, merge_message, part_message, repair_message
from .models.base import Message, Request
from .repair import Failing, shown_sentences

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["Options", "draft_request", "merge_request", "part_request", "repair_request"]


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


def draft_request(
    article: Article, prompt: Prompt | None, options: Options
) -> Request[ArticleDraft]:
    """The one request that a summary takes when nothing has to be repaired."""
    if prompt is None:
        return Request(ArticleDraft, article, max_claims=options.max_claims)
    values = {"max_claims": options.max_claims, "language": options.language}
    return _request(ArticleDraft, article, prompt, options, article_message(article), **values)


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
    values = {"max_claims": options.max_claims, "language": options.language}
    message = part_message(article, sentences, part, parts)
    return _request(ArticleDraft, article, prompt, options, message, **values)


def merge_request(
    article: Article, claims: Sequence[ClaimDraft], prompt: Prompt, options: Options
) -> Request[MergeDraft]:
    """The request for the summary of an article whose claims were found in its parts."""
    message = merge_message(article, claims)
    return _request(MergeDraft, article, prompt, options, message, language=options.language)


def repair_request(
    article: Article, failing: Sequence[Failing], prompt: Prompt, options: Options
) -> Request[RepairDraft]:
    """The request that carries only the items with errors.

    With each item go its findings; the sentences that the items cite follow, with their neighbours.
    """
    items = [(item.path, item.draft, item.findings) for item in failing]
    message = repair_message(article, items, shown_sentences(article, failing))
    return _request(RepairDraft, article, prompt, options, message, language=options.language)


DraftT = TypeVar("DraftT", ArticleDraft, RepairDraft, MergeDraft)
_PURPOSES: dict[type, Literal["draft", "merge", "repair"]] = {
    ArticleDraft: "draft",
    MergeDraft: "merge",
    RepairDraft: "repair",
}


def _request(
    schema: type[DraftT],
    article: Article,
    prompt: Prompt,
    options: Options,
    message: str,
    **values: str | int | None,
) -> Request[DraftT]:
    chosen = prompt.parameters
    return Request(
        schema,
        article,
        (Message("system", prompt.render(**values)), Message("user", message)),
        purpose=_PURPOSES[schema],
        max_claims=options.max_claims,
        max_output_tokens=chosen.max_output_tokens,
        temperature=chosen.temperature if options.temperature is None else options.temperature,
        reasoning_effort=chosen.reasoning_effort,
    )
