"""How an article is sent: in one request, or in how many, of what size, with how many claims each.

All counts are estimated tokens.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from ..article import Article
from ..asking import Options, draft_request, part_request
from ..draft import ArticleDraft, MergeDraft, json_schema
from ..errors import ContextOverflowError
from ..models.base import Request
from ..tokens import CLAIM_TOKENS, OTHER_TOKENS, estimated_tokens
from .splitting import Part, cost_of, halves, split

if TYPE_CHECKING:
    from ..prompts import Prompt

__all__ = ["FEWEST", "Piece", "Plan", "plan_for"]

FEWEST = 5
"""Claims that every part may make."""
_CLAIMS = 20  # where neither the prompt nor the caller says how many
_SPARED = 10  # claims that an answer about a part has room for, at least, in a large window
_SPARE = 1.5  # of an answer, for longer claims than usual
_ENVELOPE = 50  # tokens of a chat format around two messages, and of the line that names a part
_SMALLEST = 100  # tokens of article in a part; below it prompts would be most of what is sent
_MISTAKEN = 1.15  # how far parts may differ from the mean in tokens a character
_AMPLE = 100_000  # tokens that no prompt and answer take together
_UNKNOWN_CUT = 4  # parts, where an endpoint says that a request is too long and not how much


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
        return min(self.claims, max(FEWEST, math.ceil(2 * self.claims / parts)))

    def claims_in(self, answer: int) -> int:
        """How many claims an answer of that length has room for."""
        usual = answer / _SPARE / self.dearness
        return max(FEWEST, int((usual - OTHER_TOKENS) / CLAIM_TOKENS))


def _sizes(article: Article, prompt: Prompt, options: Options) -> _Sizes:
    request = part_request(article, (), prompt, options, part=1, parts=1)
    frame = sum(estimated_tokens(message.content) for message in request.messages)
    costs = [cost_of((sentence,)) for sentence in article.sentences]
    characters = sum(end - start for start, end in article.sentence_spans)
    return _Sizes(
        fixed=frame + _schema_tokens(options.form.draft) + _ENVELOPE,
        article=sum(costs),
        longest=max(costs, default=0),
        claims=_limit(prompt, options) or _CLAIMS,
        dearness=max(1.0, sum(costs) / max(1, characters / 2.5)),
        most=prompt.parameters.max_output_tokens,
    )


@lru_cache(maxsize=16)
def _schema_tokens(schema: type[BaseModel]) -> int:
    return estimated_tokens(json.dumps(json_schema(schema)))


def _limit(prompt: Prompt, options: Options) -> int | None:
    """The most claims that the result may have; None: as many as the model writes."""
    default = prompt.inputs.get("max_claims")
    return options.max_claims or (default if isinstance(default, int) else None)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one request is about: a part of the article, or half of one."""

    part: Part
    number: int
    """Of the part in the article, from 1."""
    half: Literal["first", "second"] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The requests in which an article is sent."""

    article: Article
    prompt: Prompt
    options: Options
    window: int | None
    parts: tuple[Part, ...]
    claims: int | None = None
    """The most claims of a part; None: as the prompt and the caller say."""

    @property
    def limit(self) -> int | None:
        """The most claims that the result may have; None: as many as the model writes."""
        return _limit(self.prompt, self.options)

    def requests(self) -> list[Request[ArticleDraft]]:
        """One request for each part."""
        return [self.request(piece) for piece in self.pieces()]

    def pieces(self) -> list[Piece]:
        """What is asked about, in the order of the article."""
        return [Piece(part, number) for number, part in enumerate(self.parts, 1)]

    def request(self, piece: Piece) -> Request[ArticleDraft]:
        """The request about one part or half, with no more room for an answer than the window leaves."""
        options, claims = self.options, self.claims
        if claims is not None and piece.half:
            claims = max(FEWEST, math.ceil(claims / 2))
        if claims is not None and self.limit is not None:
            options = replace(options, max_claims=claims)
        count = len(self.parts)
        if count == 1:
            return self._within(draft_request(self.article, self.prompt, options))
        return self._within(
            part_request(
                self.article, piece.part, self.prompt, options, part=piece.number, parts=count
            )
        )

    def halves(self, piece: Piece) -> list[Piece]:
        """A part in two pieces; nothing for a half, and for what is one sentence."""
        if piece.half or len(piece.part) < 2:
            return []
        first, second = halves(self.article, piece.part)
        return [
            replace(piece, part=first, half="first"),
            replace(piece, part=second, half="second"),
        ]

    def has_room(self, request: Request[MergeDraft]) -> bool:
        """Whether a request fits the window with the longest answer to it."""
        if self.window is None:
            return True
        left = self.window - self._sent(request) - (request.max_output_tokens or 0)
        return left >= 0

    def _sent(self, request: Request[Any]) -> int:
        schema: type[BaseModel] = request.schema
        shown = sum(estimated_tokens(message.content) for message in request.messages)
        return shown + _schema_tokens(schema) + _ENVELOPE

    def _within(self, request: Request[ArticleDraft]) -> Request[ArticleDraft]:
        if self.window is None or request.max_output_tokens is None:
            return request
        sent = sum(len(message.content.encode()) for message in request.messages)
        if sent + _schema_tokens(request.schema) + request.max_output_tokens <= self.window:
            return request  # no text has more tokens than bytes
        left = self.window - self._sent(request)
        return replace(request, max_output_tokens=min(request.max_output_tokens, left))

    def smaller(self, error: ContextOverflowError) -> Plan | None:
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
            plan = plan_for(self.article, self.prompt, self.options, window)
        except ContextOverflowError:
            return None
        return None if (plan.parts, plan.claims) == (self.parts, self.claims) else plan

    def cut(self, sizes: _Sizes, window: int | None, room: int, fitting: int) -> Plan:
        """The same in parts of at most `room`, with no more claims than an answer fits."""
        parts = tuple(split(self.article, room))
        claims = min(sizes.share(len(parts)), fitting)
        return replace(self, window=window, parts=parts, claims=claims)


def plan_for(article: Article, prompt: Prompt, options: Options, window: int | None) -> Plan:
    """One request if the article fits `window` with prompt and answer or nobody knows; else parts."""
    plan = Plan(article, prompt, options, window, (article.sentences,))
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
