"""The draft of an article: by one request, or by one for each part and one for the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NamedTuple

from ..article import Article
from ..asking import Options, draft_request, merge_request
from ..draft import ArticleDraft, ClaimDraft, MergeDraft
from ..errors import ContextOverflowError, ModelError
from ..models.base import LanguageModel, Outcome, Request, add_usage, settled, sum_usage
from ..schema import Finding, Usage
from .merging import (
    Pooled,
    by_importance,
    leading_summary,
    merged_summary,
    own_of_parts,
    pooled,
    shared_out,
)
from .planning import FEWEST, Plan, plan_for
from .reading import Reading, read_parts

if TYPE_CHECKING:
    from ..prompts import Prompt

__all__ = ["Drafted", "drafted"]

_SHOWN = 40  # claims that a summary is written from, where fewer are kept


class Drafted(NamedTuple):
    """What the model wrote about an article, in one answer or in several."""

    draft: ArticleDraft
    model: str
    """The model that answered, as the endpoint names it."""
    usage: Usage
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What had no usable answer, while the rest had."""


Drafting = Generator[list[Request[Any]], list[Outcome], Drafted]


def drafted(
    article: Article, *, model: LanguageModel, prompt: Prompt | None, options: Options
) -> Drafting:
    """The draft of an article, from as few requests as the model's context allows.

    A window that nobody knows is taken for large enough. When the endpoint says that a request is
    too long, a smaller plan is made from its counts, once. Raises `ContextOverflowError` when the
    window has no room for the prompt, the answer and a piece of the article.
    """
    if prompt is None:
        [reply] = settled((yield [draft_request(article, None, options)]))
        return Drafted(reply.draft, reply.model, add_usage(reply.attempts))
    window = options.context_window or getattr(model, "context_window", None)
    plan = plan_for(article, prompt, options, window)
    try:
        return (yield from _followed(plan))
    except ContextOverflowError as error:
        smaller = plan.smaller(error)
        if smaller is None:
            raise
        before = error.usage
    try:
        result = yield from _followed(smaller)
    except ModelError as error:
        error.usage = sum_usage(before, error.usage)
        raise
    return result._replace(usage=sum_usage(before, result.usage))


def _followed(plan: Plan) -> Drafting:
    read = yield from read_parts(plan)
    count = len(plan.parts)
    if count == 1:
        return Drafted(read.drafts[0], read.model, read.usage)
    whole = _put_together(read)
    pool = pooled(read.drafts, read.parts, language=whole.language.strip().lower()[:2])
    summary = yield from _summarized(plan, whole, _shown(plan, read, pool))
    claims = by_importance(shared_out(pool, plan.limit, len(read.parts)))
    findings = (*read.unread, *summary.findings)
    said = f"The article is longer than the model's context and was read in {count} parts."
    return Drafted(
        draft=summary.draft.model_copy(update={"claims": claims}),
        model=read.model,
        usage=sum_usage(read.usage, summary.usage),
        notes=(said, *(finding.message for finding in findings)),
        findings=findings,
    )


def _put_together(read: Reading) -> ArticleDraft:
    """What the parts' drafts give without another request: all but the claims stands for the whole."""
    topics = Counter(topic for draft in read.drafts for topic in draft.topics)
    languages = Counter(draft.language for draft in read.drafts)
    return read.drafts[0].model_copy(
        update={
            "summary": leading_summary(read.drafts),
            "topics": [topic for topic, _ in topics.most_common(5)],
            "language": languages.most_common(1)[0][0],
            **own_of_parts(read.drafts),
        }
    )


def _shown(plan: Plan, read: Reading, pool: list[Pooled]) -> list[ClaimDraft]:
    """The claims that the summary is written from, in the order of the article."""
    count = max(plan.limit or len(pool), _SHOWN)
    while True:
        shown = [item.claim for item in shared_out(pool, count, len(read.parts))]
        merge = plan.options.merge
        if merge is None or count <= FEWEST:
            return shown
        if plan.has_room(merge_request(plan.article, shown, merge, plan.options)):
            return shown
        count //= 2


class _Summarized(NamedTuple):
    """A draft whose summary is of all parts, and what that took."""

    draft: ArticleDraft
    usage: object = None
    findings: tuple[Finding, ...] = ()


def _summarized(
    plan: Plan, whole: ArticleDraft, claims: list[ClaimDraft]
) -> Generator[list[Request[Any]], list[Outcome], _Summarized]:
    """The draft with a headline, a summary and topics that were written from the claims of all parts."""
    if plan.options.merge is None or not claims:
        return _Summarized(whole)
    try:
        [reply] = settled(
            (yield [merge_request(plan.article, claims, plan.options.merge, plan.options)])
        )
    except ModelError as error:
        message = (
            f"No summary of the whole was written ({error}); the parts' first sentences stand in."
        )
        finding = Finding(
            rule="summary-not-written", severity="error", path="summary", message=message
        )
        return _Summarized(whole, error.usage, (finding,))
    merge: MergeDraft = reply.draft
    summary = merged_summary(merge, claims, plan.options.form.sentence_draft)
    wrote = {"headline": merge.headline, "summary": summary, "topics": merge.topics}
    return _Summarized(whole.model_copy(update=wrote), add_usage(reply.attempts))
