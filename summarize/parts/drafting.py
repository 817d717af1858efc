"""The draft of an article: by one request, or by one for each part and one for the summary."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..article import Article
from ..asking import Options, draft_request, merge_request, part_request
from ..checks import Checker
from ..draft import ArticleDraft, ClaimDraft, MergeDraft, SentenceDraft, json_schema
from ..errors import ContextOverflowError, ModelError
from ..models.base import LanguageModel, Reply, Request, add_usage, sum_usage
from ..schema import Usage
from ..tokens import CLAIM_TOKENS, OTHER_TOKENS, estimated_tokens
from .merging import Pooled, by_importance, leading_summary, merged_summary, pooled, shared_out
from .splitting import Part, cost_of, split

if TYPE_CHECKING:
    from ..prompts import Prompt

__all__ = ["Drafted", "drafted"]

_CLAIMS = 20  # where neither the prompt nor the caller says how many
_FEWEST = 5  # claims that every part may make
_SPARED = 10  # claims that an answer about a part has room for, at least, in a large window
_SPARE = 1.5  # of an answer, for longer claims than usual
_ENVELOPE = 50  # tokens of a chat format around two messages, and of the line that names a part
_SMALLEST = 100  # tokens of article in a part; below it prompts would be most of what is sent
_MISTAKEN = 1.15  # how far parts may differ from the mean in tokens a character
_SHOWN = 40  # claims that a summary is written from, where fewer are kept
_AMPLE = 100_000  # tokens that no prompt and answer take together
_UNKNOWN_CUT = 4  # parts, where an endpoint says that a request is too long and not how much


class Drafted(NamedTuple):
    """What the model wrote about an article, in one answer or in several."""

    draft: ArticleDraft
    model: str
    """The model that answered, as the endpoint names it."""
    usage: Usage
    notes: tuple[str, ...] = ()


Drafting = Generator[list[Request[Any]], list[Reply[Any]], Drafted]


def drafted(
    article: Article, *, model: LanguageModel, prompt: Prompt | None, options: Options
) -> Drafting:
    """The draft of an article, from as few requests as the model's context allows.

    A window that nobody knows is taken for large enough. When the endpoint says that a request is
    too long, a smaller plan is made from its counts, once. Raises `ContextOverflowError` when the
    window has no room for the prompt, the answer and a piece of the article.
    """
    if prompt is None:
        [reply] = yield [draft_request(article, None, options)]
        return Drafted(reply.draft, reply.model, add_usage(reply.attempts))
    window = options.context_window or getattr(model, "context_window", None)
    plan = _planned(article, prompt, options, window)
    try:
        return (yield from _followed(plan))
    except ContextOverflowError as error:
        smaller = plan.smaller(error)
        if smaller is None:
            raise
        spent = error.usage
    try:
        result = yield from _followed(smaller)
    except ModelError as error:
        error.usage = sum_usage(spent, error.usage)
        raise
    return result._replace(usage=sum_usage(spent, result.usage))


# --- how many parts, and how large; all counts are estimated tokens ---


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What the pieces of a request take."""

    fixed: int
    """Prompt, schema and what stands around the sentences."""
    article: int
    longest: int
    """The longest sentence."""
    claims: int
    """How many claims are wanted."""
    dearness: float
    """How many times the tokens of English the article's language takes."""
    most: int | None
    """The longest answer that the prompt allows."""

    def answer(self, claims: int) -> int:
        """An answer with so many claims."""
        needed = _SPARE * (OTHER_TOKENS + CLAIM_TOKENS * claims) * self.dearness
        return min(math.ceil(needed), self.most or math.ceil(needed))

    def share(self, parts: int) -> int:
        """How many claims one of so many parts may make: twice its due, to choose from."""
        return min(self.claims, max(_FEWEST, math.ceil(2 * self.claims / parts)))

    def claims_in(self, answer: int) -> int:
        """How many claims an answer of that length has room for."""
        usual = answer / _SPARE / self.dearness
        return max(_FEWEST, int((usual - OTHER_TOKENS) / CLAIM_TOKENS))


def _sizes(article: Article, prompt: Prompt, options: Options) -> _Sizes:
    request = part_request(article, (), prompt, options, part=1, parts=1)
    frame = sum(estimated_tokens(message.content) for message in request.messages)
    costs = [cost_of((sentence,)) for sentence in article.sentences]
    characters = sum(end - start for start, end in article.sentence_spans)
    return _Sizes(
        fixed=frame + _schema_tokens() + _ENVELOPE,
        article=sum(costs),
        longest=max(costs, default=0),
        claims=_limit(prompt, options) or _CLAIMS,
        dearness=max(1.0, sum(costs) / max(1, characters / 2.5)),
        most=prompt.parameters.max_output_tokens,
    )


@lru_cache(maxsize=1)
def _schema_tokens() -> int:
    return estimated_tokens(json.dumps(json_schema(ArticleDraft)))


def _limit(prompt: Prompt, options: Options) -> int | None:
    """The most claims that the result may have; None: as many as the model writes."""
    default = prompt.inputs.get("max_claims")
    return options.max_claims or (default if isinstance(default, int) else None)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The requests in which an article is sent."""

    article: Article
    prompt: Prompt
    options: Options
    window: int | None
    parts: tuple[Part, ...]
    claims: int | None = None
    """The most claims of a part; None: as the prompt and the caller say."""

    def requests(self) -> list[Request[ArticleDraft]]:
        """One request a part, with no more room for an answer than the window leaves."""
        options = self.options
        if self.claims is not None and _limit(self.prompt, options) is not None:
            options = replace(options, max_claims=self.claims)
        if len(self.parts) == 1:
            return [self._within(draft_request(self.article, self.prompt, options))]
        count = len(self.parts)
        return [
            self._within(
                part_request(self.article, part, self.prompt, options, part=number, parts=count)
            )
            for number, part in enumerate(self.parts, 1)
        ]

    def _within(self, request: Request[ArticleDraft]) -> Request[ArticleDraft]:
        if self.window is None or request.max_output_tokens is None:
            return request
        sent = sum(len(message.content.encode()) for message in request.messages)
        if sent + _schema_tokens() + request.max_output_tokens <= self.window:
            return request  # no text has more tokens than bytes
        sent = sum(estimated_tokens(message.content) for message in request.messages)
        left = self.window - sent - _schema_tokens() - _ENVELOPE
        return replace(request, max_output_tokens=min(request.max_output_tokens, left))

    def smaller(self, error: ContextOverflowError) -> _Plan | None:
        """A plan that heeds the endpoint's counts; None where there is none."""
        sizes = _sizes(self.article, self.prompt, self.options)
        window = error.window or self.window
        if window is None:
            if sizes.article <= sizes.fixed:  # it is the prompt that is too long
                return None
            room = max(sizes.article // _UNKNOWN_CUT, sizes.longest)
            return self.cut(sizes, None, room, sizes.claims)
        largest = sizes.fixed + max(cost_of(part) for part in self.parts)
        if error.tokens:
            window = int(window / max(1.0, _MISTAKEN * error.tokens / largest))
        elif self.window is not None and window >= self.window:
            window = self.window // 2
        try:
            plan = _planned(self.article, self.prompt, self.options, window)
        except ContextOverflowError:
            return None
        return None if plan.requests() == self.requests() else plan

    def cut(self, sizes: _Sizes, window: int | None, room: int, fitting: int) -> _Plan:
        """The same in parts of at most `room`, with no more claims than an answer fits."""
        parts = tuple(split(self.article, room))
        claims = min(sizes.share(len(parts)), fitting)
        return replace(self, window=window, parts=parts, claims=claims)


def _planned(article: Article, prompt: Prompt, options: Options, window: int | None) -> _Plan:
    """One request if the article fits `window` with prompt and answer or nobody knows; else parts."""
    plan = _Plan(article, prompt, options, window, (article.sentences,))
    if window is None or window >= _AMPLE + 2 * len(article.text.encode("utf-8", "surrogatepass")):
        return plan  # no text has more tokens than bytes
    sizes = _sizes(article, prompt, options)
    if sizes.fixed + sizes.article + sizes.answer(sizes.claims) <= window:
        return plan
    answer = min(sizes.answer(sizes.claims), window // 3)
    room = window - sizes.fixed - answer
    if room < max(_SMALLEST, sizes.longest):
        raise ContextOverflowError(
            f"A context of {window:,} tokens is too small: the prompt takes about {sizes.fixed:,}, an "
            f"answer {answer:,}, the longest sentence {sizes.longest:,}. Choose a model with a larger "
            "context."
        )
    fitting = sizes.claims_in(answer)
    share = sizes.share(len(split(article, room)))
    if share < fitting:  # many parts with few claims each: shorter answers leave more room
        answer = min(answer, sizes.answer(max(share, _SPARED)))
        return plan.cut(sizes, window, window - sizes.fixed - answer, share)
    return plan.cut(sizes, window, room, fitting)


# --- from requests to one draft ---


def _followed(plan: _Plan) -> Drafting:
    replies: list[Reply[ArticleDraft]] = yield plan.requests()
    usage = add_usage(attempt for reply in replies for attempt in reply.attempts)
    if len(replies) == 1:
        return Drafted(replies[0].draft, replies[0].model, usage)
    drafts = [reply.draft for reply in replies]
    pool = pooled(drafts, plan.parts, Checker(plan.article))
    limit = _limit(plan.prompt, plan.options)
    whole, more, note = yield from _summarized(plan, drafts, _shown(plan, pool, limit))
    draft = whole.model_copy(
        update={"claims": by_importance(shared_out(pool, limit, len(drafts)))},
    )
    read = f"The article is longer than the model's context and was read in {len(drafts)} parts."
    return Drafted(draft, replies[0].model, sum_usage(usage, more), (read, *note))


def _shown(plan: _Plan, pool: list[Pooled], limit: int | None) -> list[ClaimDraft]:
    """The claims that the summary is written from, in the order of the article."""
    count = max(limit or len(pool), _SHOWN)
    while True:
        shown = [item.claim for item in shared_out(pool, count, len(plan.parts))]
        merge = plan.options.merge
        if plan.window is None or merge is None or count <= _FEWEST:
            return shown
        request = merge_request(plan.article, shown, merge, plan.options)
        sent = sum(estimated_tokens(message.content) for message in request.messages)
        schema = estimated_tokens(json.dumps(json_schema(MergeDraft)))
        if sent + schema + _ENVELOPE + (request.max_output_tokens or 0) <= plan.window:
            return shown
        count //= 2


def _summarized(
    plan: _Plan, drafts: list[ArticleDraft], claims: list[ClaimDraft]
) -> Generator[list[Request[Any]], list[Reply[Any]], tuple[ArticleDraft, object, tuple[str, ...]]]:
    """Headline, summary, topics and language for all parts, what they cost, and notes."""
    topics = Counter(topic for draft in drafts for topic in draft.topics)
    languages = Counter(draft.language for draft in drafts)
    own = drafts[0].model_copy(
        update={
            "summary": leading_summary(drafts),
            "topics": [topic for topic, _ in topics.most_common(5)],
            "language": languages.most_common(1)[0][0],
        }
    )
    if plan.options.merge is None or not claims:
        return own, None, ()
    try:
        [reply] = yield [merge_request(plan.article, claims, plan.options.merge, plan.options)]
    except ModelError as error:
        note = (
            f"No summary of the whole was written ({error}); the parts' first sentences stand in."
        )
        return own, error.usage, (note,)
    merge: MergeDraft = reply.draft
    summary: list[SentenceDraft] = merged_summary(merge, claims)
    wrote = {"headline": merge.headline, "summary": summary, "topics": merge.topics}
    return own.model_copy(update=wrote), add_usage(reply.attempts), ()
