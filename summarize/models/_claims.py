"""From a sentence and its speaker to a claim, in the article's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..draft import Certainty, ClaimDraft, ClaimKind, FigureDraft, Importance
from ..figures import Figure, read_figures
from ..speech.cues import Cues
from ..speech.passages import Passage
from ..speech.speakers import Said, Utterance
from ..speech.tokens import Token
from ._dates import Tense, date_of

__all__ = ["Reading", "read_sentence", "to_claim"]

_DATELINE = 80  # characters; a longer head before a dash is part of the sentence
_DASHES = (" — ", " – ", " - ", " -- ")
_ENDS = ".!?…。！？؟।\"'”’»“›」』)]"
_TAIL = 6  # words that may follow the verb when a quotation is put behind it
_NO_QUANTITY = frozenset(("date", "year", "time", "ordinal", "label", "vague"))
_MARKS = "\"'“”„«»‹›‘’‚「」『』"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a unit gives for a claim."""

    utterance: Utterance
    text: str
    """The claim's words."""
    kind: ClaimKind
    certainty: Certainty
    when: str | None
    figures: tuple[FigureDraft, ...]
    quote: str | None
    checkable: bool
    is_claim: bool
    """False for questions, imperatives, headings and scraps."""
    points_back: bool
    """True when the first word means somebody or something in the sentence before."""
    stands_alone: bool
    """False when the first word needs the sentence before."""
    is_whole: bool
    """False when it consists of a quotation alone."""
    is_sentence: bool
    """False for what ends without a full stop, as headings do."""
    sentence: str
    """The sentence as the article has it, without a dateline."""


def read_sentence(
    text: str, utterance: Utterance, cues: Cues, *, published: date | None, language: str | None
) -> Reading:
    """What one unit of the article gives for a claim."""
    unit, said = utterance.unit, utterance.said
    plain = " ".join(text[unit.start : unit.end].split())
    if unit.number <= _DATELINES:
        plain = _without_dateline(plain)
    words = [token for token in utterance.tokens if token.kind == "w"]
    own = frozenset(token.low for token in words if not _may_be_name(token))
    own |= frozenset(f"{one.low}_{two.low}" for one, two in pairwise(words))
    spoken = _spoken(text, unit.passages)
    tense = _tense(words, own, cues)
    figures = _figures(plain, language)
    certainty = _certainty(own if words and not _is_direct(said) else own | spoken, said, cues)
    kind = _kind(own | spoken, figures, certainty, utterance, cues)
    return Reading(
        utterance=utterance,
        text=_claim_text(text, plain, utterance),
        kind=kind,
        certainty=certainty,
        when=date_of(
            utterance.tokens,
            cues,
            published=published,
            tense=tense,
            reporting=_reporting(utterance, cues),
        ),
        figures=figures,
        quote=_quote(text, utterance),
        checkable=_is_checkable(kind, figures, words),
        is_claim=_is_claim(plain, utterance, cues),
        points_back=bool(words) and words[0].low in cues.deictic,
        stands_alone=not words or words[0].low not in cues.openers | cues.deictic,
        is_whole=bool(words),
        is_sentence=plain.endswith(tuple(_ENDS)),
        sentence=plain,
    )


def to_claim(reading: Reading, importance: Importance, before: int | None = None) -> ClaimDraft:
    """The claim as a language model would write it down.

    `before` is the number of the sentence before, which is evidence too when the claim points back.
    """
    said = reading.utterance.said
    evidence = [sentence.number for sentence in reading.utterance.unit.sentences]
    if said and said.naming is not None and said.naming not in evidence:
        evidence.append(said.naming)
    if reading.points_back and before and before not in evidence:
        evidence.append(before)
    return ClaimDraft(
        text=reading.text,
        kind=reading.kind,
        speaker=said.speaker if said else None,
        role=said.role if said and said.speaker else None,
        attribution=said.attribution if said else "none",
        quote=reading.quote,
        certainty=reading.certainty,
        when=reading.when,
        figures=list(reading.figures),
        checkable=reading.checkable,
        importance=importance,
        evidence=evidence,
    )


_DATELINES = 4  # sentences among which a dateline is looked for


def _without_dateline(sentence: str) -> str:
    """The sentence without a place and agency such as "BERLIN (dpa) — " before it."""
    cuts = [at for dash in _DASHES if (at := sentence.find(dash, 0, _DATELINE)) > 0]
    if not cuts:
        return sentence
    head, rest = sentence[: min(cuts)], sentence[min(cuts) :].lstrip(" —–-")
    words = head.replace(",", " ").replace("(", " ").split()
    shouted = words and len(words[0]) > 2 and words[0].isupper()
    agency = head.endswith(")") and all(not w[0].islower() for w in head.split())
    return rest if (shouted or agency) and len(rest) > len(head) else sentence


def _may_be_name(token: Token) -> bool:
    """Whether a capital makes it a name or month rather than a word such as "may" or "will"."""
    return token.capital and len(token.low) <= 4 and token.low in ("may", "will", "mark")


def _is_direct(said: Said | None) -> bool:
    return said is not None and said.attribution == "direct"


def _spoken(text: str, passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset(
        word.strip(".,;:!?").lower().replace("’", "'")
        for passage in passages
        for word in text[passage.start : passage.end].split()
    )


def _tense(words: Sequence[Token], own: frozenset[str], cues: Cues) -> Tense:
    if own & cues.planned:
        return "future"
    past = own & (cues.past | cues.says) or any(w.low.endswith("ed") for w in words)
    return "past" if past else "open"


def _certainty(words: frozenset[str], said: Said | None, cues: Cues) -> Certainty:
    if said and said.denies:
        return "denied"
    if words & cues.conditional:
        return "conditional"
    if words & cues.alleged or (said and said.claims):
        return "alleged"
    if words & cues.possible:
        return "possible"
    return "planned" if words & cues.planned else "asserted"


def _kind(
    words: frozenset[str],
    figures: Sequence[FigureDraft],
    certainty: Certainty,
    utterance: Utterance,
    cues: Cues,
) -> ClaimKind:
    if certainty == "planned":
        return "forecast"
    if figures:
        return "quantity"
    if words & cues.opinion:
        return "opinion"
    if utterance.said is not None:
        return "statement"
    return "event" if utterance.named or words & cues.past else "background"


def _is_checkable(kind: ClaimKind, figures: Sequence[FigureDraft], words: Sequence[Token]) -> bool:
    if kind == "opinion":
        return False
    return bool(figures) or any(token.capital for token in words[1:]) or kind == "event"


def _figures(sentence: str, language: str | None) -> tuple[FigureDraft, ...]:
    return tuple(
        FigureDraft(value=figure.number, unit=figure.unit, qualifier=figure.qualifier)
        for figure in read_figures(sentence, language=language)
        if figure.kind not in _NO_QUANTITY and (not figure.soft or _is_share(sentence, figure))
    )


def _is_share(sentence: str, figure: Figure) -> bool:
    """Whether a fraction in words is a share of something, as "half of" and "about half" are."""
    shared = figure.qualifier != "exact" or sentence.startswith(" of ", figure.end)
    return figure.kind == "fraction" and shared


def _quote(text: str, utterance: Utterance) -> str | None:
    """The longest passage of speech in a unit, without the comma that belongs to the sentence."""
    said = utterance.said
    if said is None or said.speaker is None or said.attribution not in ("direct", "mixed"):
        return None
    spoken = [
        text[p.start : p.end].rstrip(" ,，、")
        for p in utterance.unit.passages
        if any(t.kind == "q" and t.start == p.outer_start for t in utterance.tokens)
    ]
    return max(spoken, key=len, default=None) or None


def _is_claim(sentence: str, utterance: Utterance, cues: Cues) -> bool:
    """Whether a sentence asserts something to the reader: no question, order, scrap or bare date."""
    said = utterance.said
    words = [token for token in utterance.tokens if token.kind == "w"]
    bare = sentence.rstrip(_MARKS + " ")
    asks = bare.endswith("?" if said else ("?", "？", "؟", ";"))
    named = any(t.capital for t in utterance.tokens[1:])
    own = said is None or said.speaker is None or not named
    orders = said is None and bool(words) and words[0].low in cues.imperative
    speaks_to_reader = own and any(word.low in cues.reader for word in words)
    aside = sentence[0] in "([（" and sentence[-1] in ")]）"
    enough = _is_long_enough(sentence) or (said is not None and len(words) >= 3)
    return enough and not (asks or orders or speaks_to_reader or aside)


def _is_long_enough(sentence: str) -> bool:
    words = sentence.split()
    return len(words) >= 4 or (len(words) <= 2 and len(sentence) >= 10 and not sentence.isascii())


def _reporting(utterance: Utterance, cues: Cues) -> range:
    """Positions of the tokens between the verb of reporting and what it reports."""
    said, tokens = utterance.said, utterance.tokens
    if said is None or said.cue is None or said.form != "verb":
        return range(0)
    start = next((n for n, t in enumerate(tokens) if t.start >= said.cue[1]), len(tokens))
    end = start
    while end < len(tokens) and tokens[end].text not in (",", ":", ";"):
        if tokens[end].kind == "q" or tokens[end].low in cues.that:
            break
        end += 1
    return range(start, end)


def _claim_text(text: str, plain: str, utterance: Utterance) -> str:
    """The sentence, or for bare quotations the speaker's name, the verb and the quotation."""
    said = utterance.said
    if said is None or said.speaker is None:
        return plain
    if said.form == "colon":
        label = plain.partition(":")[2] if said.surface else plain
        return f"{said.speaker}: {label.strip()}"
    quotes = [token for token in utterance.tokens if token.kind == "q"]
    if said.attribution != "direct" or len(quotes) != 1:
        return plain
    if said.form == "signed" or not any(token.kind == "w" for token in utterance.tokens):
        return f"{said.speaker}: {_marked(text, quotes[0])}"
    verb = _predicate(text, said, utterance, quotes[0])
    return plain if verb is None else f"{said.speaker}{verb}: {_marked(text, quotes[0])}"


def _predicate(text: str, said: Said, utterance: Utterance, quote: Token) -> str | None:
    """The verb with what belongs to it, or nothing, to stand between the speaker and the quotation.

    None where the sentence names the speaker in full or holds more than the quotation.
    """
    if said.surface is None or said.cue is None or said.form != "verb":
        return None
    first, last = said.surface
    if " ".join(text[first:last].split()).endswith(said.speaker or ""):
        return None
    after_verb = last > said.cue[0]
    verb, end = (
        (text[slice(*said.cue)], last) if after_verb else (text[last : said.cue[1]], said.cue[1])
    )
    if text[first - 1 : first] == "-":
        return ""  # French "a-t-il dit" has a verb around its speaker
    stop = quote.start if quote.start >= end else utterance.unit.end
    rest = [t for t in utterance.tokens if end <= t.start and t.end <= stop and t.text not in ".:,"]
    before = [t for t in utterance.tokens if t.kind == "w" and t.end <= min(first, said.cue[0])]
    if before or not _is_tail(text[end:stop], rest):
        return None
    tail = text[rest[0].start : rest[-1].end] if rest else ""
    return " " + " ".join(f"{verb} {tail}".split())


def _is_tail(between: str, words: Sequence[Token]) -> bool:
    """Whether what follows a verb and its source belongs to them, as in "told reporters on Friday"."""
    if not words:
        return not between.strip(" :,.\n")
    short = len(words) <= _TAIL and all(word.kind == "w" for word in words)
    return short and "," not in between.partition(words[0].text)[0]


def _marked(text: str, quote: Token) -> str:
    """A quotation in its marks, with a full stop for the comma that led on to its speaker."""
    whole = " ".join(text[quote.start : quote.end].split())
    opening = whole[0] if whole[0] in _MARKS else ""
    closing = whole[-1] if whole[-1] in _MARKS and len(whole) > 1 else ""
    inner = whole[len(opening) : len(whole) - len(closing)].strip()
    kept = inner.rstrip(" ,，、")
    if kept != inner and kept[-1:].isalnum():
        kept += "."
    return f"{opening}{kept}{closing}"
