"""The rules for quotations, names, speakers and attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..names import Name, NameIndex, is_title_case, names_in
from .items import Fault, Item, Span, error, quoted_spans, warning, where

if TYPE_CHECKING:
    from . import Checker

__all__ = ["attribution", "names", "quotation", "quoted_words", "speaker", "text_and_speaker"]

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
    cited = checker.names_of(*(e.text for e in item.evidence), checker.article.title)
    for name in names_in(item.text, checker.article.language):
        missing = [w for w in checker.names.missing(name) if checker.names.certain(name, w)]
        if missing and not is_title_case(item.text) and not _is_quoted(item, name):
            message = f"The article does not mention {' '.join(w.text for w in missing)!r}."
            here = (missing[0].start, missing[-1].end)
            yield error("name-not-in-article", f"{item.path}.text", message, here)
        elif item.scope == "cited" and _is_elsewhere(checker, item, name, cited):
            here = (name.parts[0].start, name.parts[-1].start + len(name.parts[-1].text))
            message = f"{' '.join(name.words)!r} is the article's, but not in {where(item)}."
            yield warning("name-not-in-evidence", f"{item.path}.text", message, here)


def _is_elsewhere(checker: Checker, item: Item, name: Name, cited: NameIndex) -> bool:
    """Whether no word of a sure name, other than the speaker's, stands in the cited sentences."""
    spoken = checker.voices.names_of(item.speaker) if item.speaker else ()
    return (
        bool(item.evidence)
        and set(spoken).isdisjoint(name.words)
        and any(checker.names.certain(name, word) for word in name.parts)
        and cited.lacks(name)
    )


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
    if any(map(checker.names_of(*(e.text for e in item.evidence)).has, wanted)):
        yield from _carried_by_another(checker, item, wanted, path)
        return
    voices = [voice for e in item.evidence if (voice := checker.voices.of(e.sentence))]
    known = [voice for voice in voices if voice.speaker and checker.voices.names_of(voice.speaker)]
    speakers = checker.names_of(*(voice.speaker for voice in known))
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


def _carried_by_another(
    checker: Checker, item: Item, wanted: Sequence[str], path: str
) -> Iterator[Fault]:
    """A fault if only the context names the speaker, and the carrying sentence quotes somebody else.

    Bodies speak through their people ("the bank", its chief), so it is an error between persons only.
    """
    voices = checker.voices
    voice = voices.of(item.evidence[0].sentence)
    if not voice or not (voice.named and voice.surface and voice.speaker) or not item.speaker:
        return
    own = checker.names_of(item.evidence[0].text, voice.speaker)
    said = checker.stems(item.text) & voice.content
    if any(map(own.has, wanted)) or len(said) < min(2, len(voice.content)):
        return
    number, who = item.evidence[0].sentence, " ".join(wanted)
    message = f"The words in sentence {number} are those of {voice.speaker}, not of {who!r}."
    persons = voices.is_person(item.speaker) and voices.is_person(voice.speaker)
    yield (error if persons else warning)("speaker-not-in-evidence", path, message)


def text_and_speaker(checker: Checker, item: Item) -> Iterator[Fault]:
    """The text gives its words to no other than the speaker; an error between persons."""
    if not item.speaker or checker.translated or item.scope == "article":
        return
    voices = checker.voices
    wanted = voices.names_of(item.speaker)
    # That the text names the speaker is seen faster than whom it names as its source.
    if not wanted or any(map(checker.names_of(item.text).has, wanted)):
        return
    source = voices.source_in(item.text)
    if not source or not voices.names_of(source):
        return
    persons = voices.is_person(item.speaker) and voices.is_person(source)
    message = f"The text gives this to {source!r}, but `speaker` to {item.speaker!r}."
    make = error if persons else warning
    yield make("speaker-not-in-text", f"{item.path}.speaker", message)


def attribution(checker: Checker, item: Item) -> Iterator[Fault]:
    """What the evidence gives as somebody's words is given so by the item, by text or speaker."""
    if item.speaker or item.attribution == "document" or item.scope == "article":
        return
    if not item.evidence or checker.translated:
        return
    voice = checker.voices.of(item.evidence[0].sentence)
    if voice is None or not (voice.surface or voice.spoken):
        return
    words = checker.stems(item.text)
    if len(words & voice.content) < min(2, len(voice.content)) or _share(
        words, voice.content
    ) <= _share(words, voice.rest):
        return
    source = checker.stems(f"{voice.surface} {voice.speaker or ''}")
    if words & source or checker.voices.reports(item.text):
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
