"""The noun phrases that name a source: before a verb, behind it, across an insertion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .cues import Cues, is_title
from .tokens import Token

__all__ = [
    "Form",
    "Source",
    "Tokens",
    "is_inner_mark",
    "is_known",
    "noun_ahead",
    "noun_before",
    "noun_behind",
    "opening_noun",
]

_LONGEST_SOURCE = 14  # words; what is longer is a clause
_LONGEST_APPOSITION = 22
_LONGEST_OPENING = 5  # words of a subject whose verb is unknown

Form = Literal["verb", "phrase", "participle", "signed", "colon"]
"""How a source is marked; signed: its name stands behind a dash; colon: before its words."""
Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Source:
    """A source and its cue, as positions of tokens, end exclusive."""

    first: int
    last: int
    cue: int
    """Position of the verb, or of the first word of the phrase."""
    cue_end: int
    form: Form
    apposition: tuple[int, int] | None = None
    """What stands between commas behind the source."""
    after_preposition: bool = False
    """True for the end of what began with a preposition, which is seldom who speaks."""
    score: int = 0


def noun_ahead(tokens: Tokens, at: int, before: int, cues: Cues) -> Source | None:
    """The source that ends at position `before`, ahead of the verb at `at`."""
    if tokens[before].kind != "w":
        return _across(tokens, at, before, cues)
    if tokens[before].low in cues.relative:
        return _across_relative(tokens, at, before, cues)
    return noun_before(tokens, before + 1, at + 1, cues, cue=at)


def _across(tokens: Tokens, at: int, comma: int, cues: Cues) -> Source | None:
    """The source before an insertion, as in "Smith, the mayor, said"."""
    mark = {")": "("}.get(tokens[comma].low, tokens[comma].low)
    if mark not in (",", "(", "—", "–", "-"):
        return None
    for here in range(comma - 1, max(-1, comma - _LONGEST_APPOSITION), -1):
        if tokens[here].kind == "q":
            return None
        if tokens[here].low == mark:
            source = noun_before(tokens, here, at + 1, cues, cue=at, apposition=(here + 1, comma))
            return source and _named_further_back(tokens, source, cues)
    return None


def _named_further_back(tokens: Tokens, source: Source, cues: Cues) -> Source:
    """The name before two insertions, as in "Smith, the mayor, who was ill, said"."""
    first = source.first
    if first < 2 or tokens[first].capital or tokens[first - 1].text != ",":
        return source
    named = noun_before(tokens, first - 1, source.cue_end, cues, cue=source.cue)
    if named is None or not tokens[named.last - 1].capital:
        return source
    return replace(named, apposition=(first, source.last))


def _across_relative(tokens: Tokens, at: int, relative: int, cues: Cues) -> Source | None:
    """The source before a relative clause, as in "Smith, who said"."""
    end = relative
    while end and tokens[end - 1].kind == "p":
        end -= 1
    return noun_before(tokens, end, at + 1, cues, cue=at) if end else None


def noun_before(
    tokens: Tokens,
    end: int,
    cue_end: int,
    cues: Cues,
    *,
    cue: int | None = None,
    apposition: tuple[int, int] | None = None,
) -> Source | None:
    """The noun phrase that ends at position `end`, exclusive."""
    first = end
    while first and _belongs(tokens, first - 1, end, cues):
        first -= 1
    led = any(t.low in cues.prepositions for t in tokens[first : first + 1])
    trimmed = _trimmed(tokens, first, end, cues)
    if trimmed is None:
        return None
    first, end = trimmed
    led = led or _is_led(tokens, first, cues)
    if not led and end - first > 1 and tokens[end - 1].low in cues.pronouns:
        return None  # a relative clause, as in "the target it promised"
    return Source(first, end, end if cue is None else cue, cue_end, "verb", apposition, led)


def _is_led(tokens: Tokens, first: int, cues: Cues) -> bool:
    """Whether a preposition stands before the noun phrase that begins at `first`."""
    here = first - 1
    while here > 0 and tokens[here].low in cues.articles:
        here -= 1
    return here >= 0 and tokens[here].low in cues.prepositions


def _belongs(tokens: Tokens, at: int, end: int, cues: Cues) -> bool:
    """Whether the token at `at` belongs to the noun phrase that follows it."""
    token = tokens[at]
    if token.kind != "w":
        return (
            token.text in ".&/"
            and at > 0
            and at + 1 < end
            and (len(tokens[at - 1].text) <= 4 or token.text != ".")
            and tokens[at - 1].kind == "w"
        )
    low = token.low
    if low in cues.joins:
        return (
            0 < at < end - 1
            and tokens[at - 1].kind == "w"
            and tokens[at - 1].capital == tokens[at + 1].capital
        )
    capital = token.capital and at > 0
    article = low in cues.articles and at > 0 and tokens[at - 1].kind == "w"
    return capital or not (
        low in cues.that
        or (low in cues.relative and not article)
        or low in cues.finite
        or low in cues.thinks
        or low in cues.saying
        or low in cues.subordinates
        or low in ("but", "or", "than")
    )


def _trimmed(tokens: Tokens, first: int, end: int, cues: Cues) -> tuple[int, int] | None:
    """The noun phrase without what leads up to it or follows it; None when there is none."""
    while first < end and (
        tokens[first].kind != "w"
        or tokens[first].low in cues.openers
        or tokens[first].low in cues.joins
    ):
        first += 1
    if end - first > _LONGEST_SOURCE or (first < end and tokens[first].low in cues.prepositions):
        first = _tail(tokens, first, end, cues)
    first = _last_article(tokens, first, end, cues)
    while end - first > 1 and tokens[end - 1].low in cues.articles and tokens[first].capital:
        end -= 1  # an object before its verb, as in Ukrainian "Smith this denied"
    words = [token for token in tokens[first:end] if token.kind == "w"]
    if first < end and tokens[first].low in cues.asks - cues.finite:
        return None
    if not words or all(
        (w.low in cues.articles or w.low in cues.prepositions or w.low in cues.between)
        and w.low not in cues.pronouns
        for w in words
    ):
        return None
    if words[-1].low in cues.prepositions or words[-1].low in cues.that:
        return None
    return first, end


def _last_article(tokens: Tokens, first: int, end: int, cues: Cues) -> int:
    """Where the noun phrase begins if an article stands inside it with no preposition before."""
    for at in range(end - 2, first, -1):
        if tokens[at].low in cues.definite | cues.genitive and not tokens[at].capital:
            before = tokens[at - 1]
            free = before.kind == "w" and not before.capital and before.low not in cues.joins
            if free and before.low not in cues.prepositions | cues.articles | cues.genitive:
                return at
    return first


def _tail(tokens: Tokens, first: int, end: int, cues: Cues) -> int:
    """Where the last noun phrase of `tokens[first:end]` begins."""
    at = end - 1
    if tokens[at].capital:
        while at > first and (tokens[at - 1].capital or tokens[at - 1].text == "."):
            at -= 1
        if tokens[at].low in cues.prepositions and at < end - 1:
            at += 1
        return at
    if tokens[at].low in cues.pronouns:
        return at
    while at > first and tokens[at].low not in cues.articles:
        if tokens[at - 1].low in cues.prepositions:
            break
        at -= 1
    return at


def noun_behind(tokens: Tokens, cue: int, start: int, cues: Cues) -> Source | None:
    """The noun phrase that begins at position `start`, behind a verb or phrase."""
    while start < len(tokens) and tokens[start].low in cues.between:
        start += 1
    end = start
    while end < len(tokens) and end - start < _LONGEST_SOURCE:
        if tokens[end].kind != "w":
            if not is_inner_mark(tokens, end):
                break
        elif end > start and _ends(tokens, end, start, cues):
            break
        end += 1
    if cue == start - 1 and end < len(tokens) and _goes_on_as_clause(tokens[end], cues):
        return None
    if not _may_begin(tokens, start, end, cues):
        return None
    return Source(start, end, cue, start, "verb", _apposition(tokens, end, cues))


def _goes_on_as_clause(token: Token, cues: Cues) -> bool:
    """Whether a word makes a clause of the nouns before it, as in "said the bridge was"."""
    low = token.low
    return token.kind == "w" and (
        low in cues.finite
        or low in cues.passive
        or (low in cues.thinks and cues.inverts_behind_marks)
        or low.endswith("n't")
    )


def is_inner_mark(tokens: Tokens, at: int) -> bool:
    """Whether a full stop or slash stands inside a name, as in "Mr. Smith"."""
    return (
        0 < at < len(tokens) - 1
        and tokens[at].text in ".&/"
        and tokens[at + 1].capital
        and (tokens[at].text != "." or len(tokens[at - 1].text) <= 4)
    )


def _ends(tokens: Tokens, at: int, start: int, cues: Cues) -> bool:
    """Whether the noun phrase that begins at `start` ends before the word at `at`."""
    token, before = tokens[at], tokens[at - 1]
    low = token.low
    if at == start + 1 and before.low in cues.pronouns:
        return True
    if low in cues.joins:
        return not (at + 1 < len(tokens) and before.capital and tokens[at + 1].capital)
    return (
        (low in cues.stops and not token.capital)
        or (token.capital and low in cues.weekdays)
        or low in cues.finite
        or (low in cues.thinks and not before.text[0].isdigit())
        or (low in cues.pronouns and tokens[start].low not in cues.articles)
        or _noun_ends(token, before, cues)
    )


def _noun_ends(token: Token, before: Token, cues: Cues) -> bool:
    """Whether a small word ends the noun phrase where all nouns have a capital."""
    small = before.capital and not token.capital and token.low not in cues.noun_joins
    return bool(cues.noun_joins) and small


def _may_begin(tokens: Tokens, start: int, end: int, cues: Cues) -> bool:
    """Whether `tokens[start:end]` begins as a noun phrase does."""
    if start >= end or tokens[start].text[0].isdigit():
        return False
    low = tokens[start].low
    verbal = low in cues.finite or low in cues.thinks or low in cues.that or low in cues.infinitive
    if verbal and not tokens[start].capital:
        return False
    if low in cues.articles:
        return end - start > 1
    return low in cues.pronouns or not (low in cues.prepositions or low in cues.stops)


def _apposition(tokens: Tokens, end: int, cues: Cues) -> tuple[int, int] | None:
    """What stands behind a name up to the next comma or full stop, if it may describe the name."""
    if end + 1 >= len(tokens) or tokens[end].text != "," or tokens[end + 1].kind != "w":
        return None
    if tokens[end + 1].low in cues.relative or tokens[end + 1].low in cues.prepositions:
        return None
    for here in range(end + 1, min(len(tokens), end + _LONGEST_APPOSITION)):
        if tokens[here].kind == "q" or tokens[here].text in ",.;:—–":
            return (end + 1, here)
    return None


def opening_noun(tokens: Tokens, at: int, cues: Cues) -> tuple[int, int] | None:
    """The noun phrase that opens a sentence whose verb stands before position `at`."""
    first = _clause(tokens, at, cues)
    if tokens[first].low in cues.prepositions:
        first = next((n + 1 for n in range(first, at) if tokens[n].text == ","), at)
    while first < at and (tokens[first].kind != "w" or tokens[first].low in cues.openers):
        first += 1
    if first >= at or tokens[first].low in cues.prepositions:
        return None
    if tokens[first].low in cues.pronouns:
        return first, first + 1
    end = first + 1
    if tokens[first].low in cues.articles:
        while end < min(at, first + _LONGEST_OPENING) and not _ends_subject(tokens[end], cues):
            end += 1
        return (first, end) if end > first + 1 else None
    while end < at and (tokens[end].capital or is_inner_mark(tokens, end)):
        end += 1
    return (first, end) if tokens[first].capital else None


def _clause(tokens: Tokens, at: int, cues: Cues) -> int:
    """Where the main clause begins that position `at` stands in, behind a comma and "but"."""
    for here in range(at - 2, 0, -1):
        if tokens[here].low in cues.conjunctions and tokens[here - 1].text == ",":
            return here + 1
    return 0


def _ends_subject(token: Token, cues: Cues) -> bool:
    low = token.low
    return (
        token.kind != "w"
        or low in cues.finite
        or low in cues.thinks
        or low in cues.past
        or low in cues.relative
        or low in cues.prepositions
        or low in cues.between
    )


def is_known(tokens: Tokens, source: Source, cues: Cues) -> bool:
    """Whether the words of a source are those of a person or body, by a name, title or pronoun."""
    words = tokens[source.first : source.last]
    if any(token.low in cues.pronouns or is_title(token.low, cues) for token in words):
        return True
    if cues.noun_joins:  # a capital tells nothing there, two in a row do
        return any(one.capital and two.capital for one, two in pairwise(words))
    return any(token.capital and n for n, token in enumerate(words, source.first))
