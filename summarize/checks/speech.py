"""The rules for quotations, names, speakers and attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..names import Name, NameIndex, is_title_case, names_in
from .items import Fault, Item, Span, error, quoted_spans, warning, where

if TYPE_CHECKING:
    from . import Checker

__all__ = ["attribution", "names", "quotation", "quoted_words", "speaker"]

_WORDS = re.compile(r"[^\W\d_]{2,}")


# --- quotations ---


def quotation(checker: Checker, item: Item) -> Iterator[Fault]:
    """Direct speech stands in the article, inside the evidence, and has a speaker."""
    if not item.quote:
        return
    path = f"{item.path}.quote"
    if item.match is None:
        message, there = _nearest_passage(checker, item.quote)
        yield error("quotation-not-in-article", path, message, None, there)
        return
    there = (item.match.start, item.match.end)
    if not any(e.start < item.match.end and item.match.start < e.end for e in item.evidence):
        message = f"The quotation does not stand in {where(item)}."
        yield error("quotation-not-in-evidence", path, message, None, there)
    if not item.speaker and item.attribution != "document":
        make = warning if checker.voices.reports(item.text) else error
        message = "Direct speech needs who said it in `speaker`."
        yield make("quotation-without-speaker", path, message, None, there)


def _nearest_passage(checker: Checker, quote: str) -> tuple[str, Span | None]:
    near = checker.quotes.nearest(quote)
    if near is None:
        return "The article has no such quotation, nor anything near it.", None
    message = (
        f"The article has no such quotation; {near.difference} "
        f"(characters {near.start} to {near.end})."
    )
    return message, (near.start, near.end)


def quoted_words(checker: Checker, item: Item) -> Iterator[Fault]:
    """What the text itself puts in quotation marks stands in the article."""
    if checker.translated:
        return
    for start, end in quoted_spans(item.text):
        quote = item.text[start:end]
        if checker.quotes.locate(quote) is None:
            message, there = _nearest_passage(checker, quote)
            path = f"{item.path}.text"
            yield error("quotation-not-in-article", path, message, (start, end), there)


# --- names and speakers ---


def names(checker: Checker, item: Item) -> Iterator[Fault]:
    """Names in the text occur in the article, in any common form."""
    if checker.translated:
        return
    for name in names_in(item.text, checker.article.language):
        missing = [w for w in checker.names.missing(name) if checker.names.certain(name, w)]
        if missing and not is_title_case(item.text) and not _is_quoted(item, name):
            message = f"The article does not mention {' '.join(w.text for w in missing)!r}."
            here = (missing[0].start, missing[-1].end)
            yield error("name-not-in-article", f"{item.path}.text", message, here)


def _is_quoted(item: Item, name: Name) -> bool:
    """Whether a name stands in a quotation, which is checked as one."""
    at = name.parts[0].start
    return any(start <= at < end for start, end in quoted_spans(item.text))


def speaker(checker: Checker, item: Item) -> Iterator[Fault]:
    """The speaker occurs in the article, and is not another than the evidence names."""
    if checker.translated:
        return
    path = f"{item.path}.speaker" if item.speaker else f"{item.path}.text"
    who = item.speaker or checker.voices.source_in(item.text)
    if not who:
        return
    wanted = checker.voices.names_of(who)
    if item.speaker and item.speaker not in checker.article.text:
        missing = [word for word in wanted if not checker.names.has(word)]
        if not wanted and not any(map(checker.names.has, _WORDS.findall(item.speaker))):
            missing = [item.speaker]
        if missing:
            message = f"The article does not mention {' '.join(missing)!r}."
            yield error("speaker-not-in-article", path, message)
            return
    if wanted and item.scope == "cited":
        yield from _another_speaker(checker, item, wanted, path)


def _another_speaker(
    checker: Checker, item: Item, wanted: Sequence[str], path: str
) -> Iterator[Fault]:
    """A fault if the cited sentences name their sources and the item's speaker is none of them."""
    language = checker.article.language
    if any(map(NameIndex(*(e.text for e in item.evidence), language=language).has, wanted)):
        return
    voices = [voice for e in item.evidence if (voice := checker.voices.of(e.sentence))]
    known = [voice for voice in voices if voice.speaker and checker.voices.names_of(voice.speaker)]
    speakers = NameIndex(*(voice.speaker for voice in known), language=language)
    if not known or any(map(speakers.has, wanted)):
        return
    # One source without a name ("the company") may be the very one that the item names.
    named = [voice.speaker for voice in known if voice.named] if len(known) == len(voices) else []
    others = " and ".join(dict.fromkeys(str(name) for name in named or [known[0].speaker]))
    message = f"The words in {where(item)} are those of {others}, not of {' '.join(wanted)!r}."
    # A pronoun's speaker was inferred, and a text on several sentences may name several sources:
    # hints, no ground for an error.
    sure = named and (item.speaker or len(item.evidence) == 1)
    yield (error if sure else warning)("speaker-not-in-evidence", path, message)


def attribution(checker: Checker, item: Item) -> Iterator[Fault]:
    """What the evidence gives as somebody's words is given so by the item, by text or speaker."""
    if item.speaker or item.attribution == "document" or item.scope == "article":
        return
    if not item.evidence or checker.translated or checker.voices.reports(item.text):
        return
    voice = checker.voices.of(item.evidence[0].sentence)
    if voice is None:
        return
    words = checker.stems(item.text)
    source = checker.stems(f"{voice.surface} {voice.speaker or ''}")
    if words & source or not (voice.surface or voice.spoken):
        return
    if len(words & voice.content) < min(2, len(voice.content)) or _share(
        words, voice.content
    ) <= _share(words, voice.rest):
        return
    number = item.evidence[0].sentence
    who = f" ({voice.speaker})" if voice.speaker else ""
    # Where even the article leaves open who speaks, there may be nobody to name.
    make = error if voice.speaker or voice.surface else warning
    yield make(
        "attribution-dropped",
        f"{item.path}.speaker" if item.path.startswith("claims") else f"{item.path}.text",
        f"Sentence {number} says this in somebody's words{who}: say whose.",
    )


def _share(words: frozenset[str], part: frozenset[str]) -> float:
    """Share of the words of a part of a sentence that an item repeats."""
    return len(words & part) / len(part) if part else 0.0
