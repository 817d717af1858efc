"""Who is named as the source in one sentence, and by what words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from .cues import Cues
from .source_nouns import (
    Source,
    Tokens,
    is_inner_mark,
    is_known,
    noun_ahead,
    noun_before,
    noun_behind,
    opening_noun,
)
from .tokens import Token

__all__ = ["find_source"]

_PASSIVE_REACH = 22  # tokens between "was" and "quoted"
_SOMEBODY = "*"  # stands for a possessive pronoun in a phrase
_SIGNED = 6  # as a verb beside a quotation scores
_LISTENER_REACH = 8  # tokens of "to the paper" between a verb and its source
_SIZE_REACH = 16  # tokens between a verb and its number
_SPLIT_REACH = 60  # tokens between a separable verb and its particle


def find_source(tokens: Tokens, cues: Cues) -> Source | None:
    """The main source of a sentence: the one at its quotation, else the best marked one."""
    best: Source | None = None
    for source in _sources(tokens, cues):
        if best is None or source.score > best.score:
            best = source
    return best


def _sources(tokens: Tokens, cues: Cues) -> Iterator[Source]:
    marks = cues.marks
    for at in [n for n, token in enumerate(tokens) if token.kind == "q" or token.low in marks]:
        if tokens[at].kind == "w":
            source = _by_word(tokens, at, cues) or _by_phrase(tokens, at, cues)
            if source is not None and not _is_subordinate(tokens, source, cues):
                yield replace(source, score=_score(source, tokens, cues))
        elif tokens[at].kind == "q" and (signed := _signed(tokens, at, cues)):
            yield signed


def _by_word(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source that the word at `at` marks by itself."""
    low = tokens[at].low
    if low in cues.says or low in cues.thinks or low in cues.split or low in cues.sizes:
        return _by_verb(tokens, at, cues)
    if low in cues.stances:
        return _by_stance(tokens, at, cues)
    if low in cues.saying:
        return _by_participle(tokens, at, cues)
    if low in cues.quoted:
        return _by_passive(tokens, at, cues)
    return noun_before(tokens, at, at + 1, cues) if low in cues.after else None


def _signed(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The name behind a dash that closes a quotation, as in "…" — Smith."""
    dash = at + 1
    if dash + 1 >= len(tokens) or tokens[dash].text not in ("—", "–", "―", "-"):
        return None
    end = dash + 1
    while end < len(tokens) and (tokens[end].capital or is_inner_mark(tokens, end)):
        end += 1
    whole = end > dash + 1 and (end == len(tokens) or tokens[end].text in ".,")
    if not whole or any(t.low in cues.says for t in tokens[dash:end]):
        return None
    return Source(dash + 1, end, dash, dash + 1, "signed", score=_SIGNED)


def _is_subordinate(tokens: Tokens, source: Source, cues: Cues) -> bool:
    """Whether only a subordinate clause is the source's, as in "although the team had said so"."""
    if source.form != "verb" or source.first == 0:
        return False
    before = tokens[source.first - 1]
    relative = before.low in cues.relative - cues.articles
    quotes = any(token.kind == "q" for token in tokens[source.cue :])
    return before.low in cues.subordinates or (relative and not quotes)


def _score(source: Source, tokens: Tokens, cues: Cues) -> int:
    """How well a source is marked as that of the whole sentence."""
    low = tokens[source.cue].low
    edges = (min(source.first, source.cue), max(source.last, source.cue_end))
    near = any(
        0 <= at < len(tokens) and tokens[at].kind == "q"
        for at in (edges[0] - 1, edges[0] - 2, edges[1], edges[1] + 1)
    )
    score = 4 * near + 2 * (low in cues.says or source.form == "phrase")
    score += any(token.capital for token in tokens[source.first : source.last])
    score += edges[0] == 0 or edges[1] >= len(tokens) - 1
    return score - (source.form == "participle")


def _by_verb(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source of the verb at `at`, if the verb reports here."""
    if _is_no_verb(tokens, at, cues):
        return None
    finite = _auxiliary(tokens, at, cues)
    before = _skip_back(tokens, finite - 1, cues)
    if before >= 0 and tokens[before].low in cues.infinitive:
        return None
    if any(_is_passive(tokens, here, cues) for here in range(max(before, 0), finite)):
        return None
    source = _around(tokens, finite, before, cues)
    if source is not None:
        source = replace(source, cue=at, cue_end=at + 1)
    if source is None or not _reports(tokens, source, at, cues):
        return None
    return source


def _is_passive(tokens: Tokens, at: int, cues: Cues) -> bool:
    """Whether the word at `at` makes a verb passive, and not reflexive as in French "s'est dit"."""
    if tokens[at].low not in cues.passive:
        return False
    return not (at and tokens[at - 1].low in cues.reflexive)


def _is_no_verb(tokens: Tokens, at: int, cues: Cues) -> bool:
    """Whether what looks like a verb of reporting is a noun, an adjective or a passive here."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if cues.noun_joins:
        noun = tokens[at].capital and at > 0 and tokens[at - 1].kind == "w"
        adjective = (
            after is not None
            and after.capital
            and before is not None
            and before.low in cues.articles
            and not (at > 1 and tokens[at - 2].kind == "p")
        )
        ends = after is not None and after.low in cues.finite - cues.auxiliary
        return noun or adjective or ends
    if before is None or tokens[at].low in cues.says:
        return False
    # A noun, as in "18 states" or "he scrutinized reports".
    return before.text[:1].isdigit() or (not before.capital and _is_past(before))


def _is_past(token: Token) -> bool:
    return len(token.low) > 4 and token.low.endswith("ed")


def _auxiliary(tokens: Tokens, at: int, cues: Cues) -> int:
    """The position of the auxiliary that a participle at the end of its clause belongs to.

    As in German "hat am Montag erklärt"; the verb's own position where there is none.
    """
    for here in range(at - 1, max(-1, at - _SPLIT_REACH), -1):
        if tokens[here].kind != "w":
            break
        if tokens[here].low in cues.auxiliary:
            return here
    return at


def _reports(tokens: Tokens, source: Source, at: int, cues: Cues) -> bool:
    """Whether the verb at `at` reports with this source."""
    low = tokens[at].low
    if low in cues.says:
        return True
    if low in cues.bare and not _is_plural(tokens[source.last - 1], cues):
        return False
    if low in cues.split and _has_particle(tokens, at, cues.split[low]):
        return True
    if low in cues.sizes and _has_size(tokens, at, cues.sizes[low]):
        return True
    return low in cues.thinks and _has_content(tokens, source, cues)


def _is_plural(token: Token, cues: Cues) -> bool:
    """Whether a word may be the subject of a verb form that is also a noun, such as "claim"."""
    return (
        token.capital
        or token.low.endswith("s")
        or token.low in cues.plurals
        or token.low in cues.pronouns
    )


def _by_stance(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source of an adjective, as in "Smith was certain that"."""
    that = at + 1
    while that < len(tokens) and tokens[that].text == ",":
        that += 1
    if that >= len(tokens) or tokens[that].low not in cues.that:
        return None
    verb = _skip_back(tokens, at - 1, cues)
    if verb < 1 or tokens[verb].low not in cues.passive | cues.finite:
        return None
    before = _skip_back(tokens, verb - 1, cues)
    source = noun_ahead(tokens, verb, before, cues) if before >= 0 else None
    return source and replace(source, cue=at, cue_end=at + 1)


def _by_passive(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """Who is quoted, as in "Smith was quoted as saying"."""
    for verb in range(at - 1, max(-1, at - _PASSIVE_REACH), -1):
        if tokens[verb].low in cues.passive:
            before = _skip_back(tokens, verb - 1, cues)
            source = noun_ahead(tokens, verb, before, cues) if before >= 0 else None
            return source and replace(source, cue=at, cue_end=at + 1)
    return None


def _has_size(tokens: Tokens, at: int, openers: frozenset[str]) -> bool:
    """Whether a number follows the verb at `at`, behind one of `openers` ("": behind none)."""
    for here in range(at + 1, min(len(tokens), at + _SIZE_REACH)):
        if tokens[here].text in ",;:":
            return False
        opened = tokens[here].low in openers or ("" in openers and here == at + 1)
        if opened and any(t.text[:1].isdigit() for t in tokens[here : here + 4]):
            return True
    return False


def _has_particle(tokens: Tokens, at: int, parts: frozenset[str]) -> bool:
    for here in range(at + 1, min(len(tokens), at + _SPLIT_REACH)):
        if tokens[here].low in parts:
            following = tokens[here + 1] if here + 1 < len(tokens) else None
            if following is None or following.kind != "w":
                return True
    return False


def _skip_back(tokens: Tokens, at: int, cues: Cues) -> int:
    """The position at or before `at` of the first word that is no auxiliary or adverb."""
    while at >= 0 and tokens[at].kind == "w":
        low = tokens[at].low
        if low not in cues.between and not _is_adverb(tokens[at], cues):
            break
        if low in cues.pronouns:
            break
        at -= 1
    return at


def _is_adverb(token: Token, cues: Cues) -> bool:
    return (
        bool(cues.adverbs)
        and token.low.endswith(cues.adverbs)
        and not token.capital
        and token.low not in cues.adverb_like
    )


def _around(tokens: Tokens, at: int, before: int, cues: Cues) -> Source | None:
    """The source before or behind the verb at `at`."""
    if before > 0 and tokens[before].low in cues.conjunctions:
        subject = _subject(tokens, at, before, cues)
        if subject is not None:
            return subject
    behind = _inverted(tokens, at, cues)
    ahead = noun_ahead(tokens, at, before, cues) if before >= 0 else None
    if ahead is not None and ahead.after_preposition and behind is None:
        words = tokens[max(0, ahead.first - 1) : ahead.last]
        named = any(t.capital or t.low in cues.pronouns or t.low in cues.articles for t in words)
        known = named or not cues.articles or _is_plural(words[-1], cues)
        return ahead if known else None
    if ahead is None or behind is None or tokens[at].low in cues.impersonal:
        return behind or ahead
    if tokens[before].kind != "w":
        inside = ahead.apposition and tokens[ahead.apposition[0]].low in cues.relative
        known = is_known(tokens, behind, cues) or not is_known(tokens, ahead, cues)
        return behind if known and not inside else ahead
    if tokens[ahead.first].low in cues.prepositions or tokens[before].low in cues.things:
        return behind
    # Where the verb stands second, what follows a phrase of place or time and a verb is its subject.
    known = bool(cues.noun_joins) or is_known(tokens, behind, cues)
    return behind if ahead.after_preposition and known else ahead


def _inverted(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source behind a verb, as in "said Smith"."""
    if at + 1 >= len(tokens) or tokens[at + 1].low in cues.oblique:
        return None
    after_quotation = bool(at) and tokens[at - 1].kind == "q"
    if tokens[at].low in cues.tells and not after_quotation:
        return None
    if cues.inverts_behind_marks and at and tokens[at - 1].kind == "w":
        return None
    start = _after_listener(tokens, at + 1, cues)
    return noun_behind(tokens, at if start == at + 1 else start - 1, start, cues)


def _after_listener(tokens: Tokens, start: int, cues: Cues) -> int:
    """Where a source begins behind whom it told, as in "a annoncé à l'AFP le ministre"."""
    if tokens[start].low not in cues.to:
        return start
    for here in range(start + 2, min(len(tokens), start + _LISTENER_REACH)):
        if tokens[here].kind != "w":
            break
        noun = tokens[here - 1].low not in cues.articles
        if noun and tokens[here].low in cues.articles - cues.genitive:
            return here
    return start


def _subject(tokens: Tokens, at: int, before: int, cues: Cues) -> Source | None:
    """The source of a second verb, as in "Smith rose and said": what opens the sentence."""
    span = opening_noun(tokens, before, cues)
    return span and Source(*span, at, at + 1, "participle")


def _has_content(tokens: Tokens, source: Source, cues: Cues) -> bool:
    """Whether a clause or a quotation belongs to a verb that does not always report."""
    first = min(source.first, source.cue)
    after = max(source.cue + 1, source.last)
    near = (*tokens[max(0, first - 2) : first], *tokens[after : after + 3])
    if any(token.kind == "q" for token in near):
        return True
    while after < len(tokens) and tokens[after].low in cues.between:
        after += 1
    if after >= len(tokens) or tokens[after].text in ".,":
        # Behind what it reports: "The bridge is unsafe, he believes."
        return first > 1 and tokens[first - 1].kind != "w"
    quoted = any(token.kind == "q" for token in tokens[after : after + 8])
    return quoted or _is_reported(tokens, after, cues)


def _is_reported(tokens: Tokens, at: int, cues: Cues) -> bool:
    """Whether a reported clause begins at `at`."""
    opening = tokens[at]
    if opening.text == ":" or opening.low in cues.that:
        return True
    if cues.subjunctive:
        return any(t.low in cues.that or t.low in cues.subjunctive for t in tokens[at:])
    if not (opening.capital or opening.low in cues.articles or opening.low in cues.pronouns):
        return False
    clause = takewhile(lambda token: token.text not in ",;:", tokens[at + 1 : at + 9])
    return any(t.low in cues.finite or t.low in cues.past or t.low in cues.future for t in clause)


def _by_participle(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source of a participle such as "saying": the subject that opens the sentence."""
    if at and tokens[at - 1].kind == "w" and tokens[at - 1].low in cues.prepositions:
        return None
    if at and tokens[at - 1].low in cues.passive:
        before = _skip_back(tokens, at - 2, cues)
        return noun_before(tokens, before + 1, at + 1, cues, cue=at) if before >= 0 else None
    span = opening_noun(tokens, at, cues)
    return span and Source(*span, at, at + 1, "participle")


def _by_phrase(tokens: Tokens, at: int, cues: Cues) -> Source | None:
    """The source behind a phrase such as "according to" that begins at `at`."""
    for phrase in cues.before.get(tokens[at].low, ()):
        end = at + len(phrase)
        if end >= len(tokens) or not _matches(tokens[at:end], phrase, cues):
            continue
        if _SOMEBODY in phrase:
            here = at + phrase.index(_SOMEBODY)
            return Source(here, here + 1, at, end, "phrase")
        behind = noun_behind(tokens, at, end, cues)
        if phrase[0] in cues.apart and not (behind and _stands_apart(tokens, at, behind, cues)):
            continue
        if behind is not None:
            return Source(behind.first, behind.last, at, end, "phrase", behind.apposition)
    return None


def _stands_apart(tokens: Tokens, at: int, source: Source, cues: Cues) -> bool:
    """Whether a phrase and its source stand between marks, as in German ", so der Minister,"."""
    first = tokens[source.first]
    if not (first.capital or first.low in cues.articles) or at == 0:
        return False
    quoted = any(token.kind == "q" for token in tokens[max(0, at - 2) : at])
    ends = source.last == len(tokens) or tokens[source.last].kind != "w"
    return quoted or (tokens[at - 1].kind != "w" and ends)


def _matches(tokens: Tokens, phrase: tuple[str, ...], cues: Cues) -> bool:
    return all(
        token.low == word or (word == _SOMEBODY and token.low in cues.his)
        for token, word in zip(tokens, phrase, strict=True)
    )
