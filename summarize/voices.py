"""Whose words the sentences of an article are, and whose words a claim says that it repeats.

The reading of sources is that of the embedded engine (`speech/speakers.py`); here it is asked about
single sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from .article import Article, Sentence
from .names import names_in
from .speech.cues import cues_of, is_title
from .speech.passages import Unit, units_of
from .speech.sources import find_source
from .speech.speakers import Said, read_speakers
from .speech.tokens import Token, tokens_of
from .wording import stems

__all__ = ["Voice", "Voices"]

_CLOSING = tuple(',;"”“»«’…—–-')
"""What stands before a source that follows what it says."""
_RELATIVE = re.compile(
    r"\b(?:which|who|whom|that|der|die|das|welche[rs]?|qui|que|который|которая|которое|которые|"
    r"який|яка|яке|які|który|która|które|którzy)\W*$",
    re.IGNORECASE,
)
"""A relative pronoun: "a maker which, the paper says, had no part" gives the paper that clause only."""


class Voice(NamedTuple):
    """Somebody whose words a sentence reports."""

    speaker: str | None
    """The full name, as far as the article tells."""
    surface: str
    """The words of the sentence that name the source; empty when another sentence does."""
    named: bool
    """Whether this sentence, or the label of a printed interview, gives the source by name."""
    spoken: bool
    """Whether all of the sentence is direct speech."""
    content: frozenset[str]
    """The stems of what is reported."""
    rest: frozenset[str]
    """The stems of the rest, the source itself aside."""


class Voices:
    """The sources in the sentences of one article, read when first asked for."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._cues = cues_of(article.language)
        # Several rules ask the same about one claim, and one speaker stands behind many.
        self.of = cache(self._of)
        self._tokens = cache(_tokens)
        self._may_report = cache(self._holds_report)
        self.names_of = cache(self._names_of)
        self.source_in = cache(self._source_in)

    @cached_property
    def _reported(self) -> dict[int, tuple[Said, Sentence]]:
        """What the article says about the source of each sentence that has one, by number."""
        article = self._article
        return {
            sentence.number: (utterance.said, sentence)
            for utterance in read_speakers(article.text, units_of(article), self._cues)
            if utterance.said is not None
            for sentence in utterance.unit.sentences
        }

    def _of(self, number: int) -> Voice | None:
        """Whose words the sentence of that number reports; None for the article's own."""
        reported = self._reported.get(number)
        return self._voice(*reported) if reported else None

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The surnames by which the article calls its speakers later on, as it does with persons only."""
        called = (
            (self._surface(said, sentence), self.names_of(said.speaker or ""))
            for said, sentence in self._reported.values()
        )
        return frozenset(s for s, names in called if len(names) > 1 and names[-1] == s)

    def is_person(self, speaker: str) -> bool:
        """Whether a name is that of somebody whose surname alone is given words somewhere."""
        names = self.names_of(speaker)
        return bool(names) and names[-1] in self._surnames

    def _names_of(self, speaker: str) -> tuple[str, ...]:
        """The words of a speaker's name, titles and small words left out."""
        runs = names_in(speaker.replace(".", ""), self._article.language)
        return tuple(word for run in runs for word in run.words if not self._is_title(word))

    def _source_in(self, text: str) -> str | None:
        """The words that name a source in a claim or summary sentence; None without one."""
        if not self._may_report(text):
            return None
        tokens = self._tokens(text)
        source = find_source(tokens, self._cues)
        if source is None:
            return None
        return text[tokens[source.first].start : tokens[source.last - 1].end]

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """All words that report, on their own or with another."""
        cues = self._cues
        single = cues.says | cues.thinks | cues.saying | cues.after | cues.stances
        return single | cues.split.keys() | cues.sizes.keys()

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        """Phrases before a source, such as "according to"."""
        return tuple(" ".join(words) for group in self._cues.before.values() for words in group)

    def _holds_report(self, text: str) -> bool:
        """Whether looking for a source is worth its time: many claims hold no word of reporting."""
        low = text.lower()
        words = low.split()
        return (
            len(words) < 2  # a script without spaces
            or not self._verbs.isdisjoint([word.strip('".,;:!?“”«»()') for word in words])
            or any(phrase in low for phrase in self._phrases)
        )

    def reports(self, text: str) -> bool:
        """Whether a text has a source, or any word that reports and so may have one."""
        if not self._may_report(text):
            return False
        if self.source_in(text) is not None:
            return True
        cues = self._cues
        words = [token.low for token in self._tokens(text)]
        low = f" {' '.join(words)} "
        return any(
            word in cues.says or word in cues.thinks or word in cues.saying or word in cues.after
            for word in low.split()
        ) or any(f" {phrase} " in low for phrase in self._phrases)

    def _is_named(self, surface: str, speaker: str | None) -> bool:
        """Whether the words of a source hold a name; in German a noun alone is none."""
        names = self.names_of(surface)
        return bool(names) and (self._article.language != "de" or " " in (speaker or ""))

    def _is_title(self, word: str) -> bool:
        return is_title(word.lower(), self._cues)

    def _surface(self, said: Said, sentence: Sentence) -> str:
        """The words of the sentence that name the source; empty when another sentence does."""
        if said.surface and sentence.start <= said.surface[0] < sentence.end:
            return self._article.text[slice(*said.surface)]
        return ""

    def _voice(self, said: Said, sentence: Sentence) -> Voice:
        text, surface = self._article.text, self._surface(said, sentence)
        labelled = said.form == "colon"
        if surface and said.surface and said.cue and not labelled:
            content, rest = _parts(text, sentence, said.surface, said.cue, said.form)
        else:
            content, rest = sentence.text, ""
        return Voice(
            speaker=said.speaker,
            surface=surface,
            named=labelled or self._is_named(surface, said.speaker),
            spoken=labelled or (not surface and said.attribution == "direct"),
            content=stems(content),
            rest=stems(rest),
        )


def _tokens(text: str) -> Sequence[Token]:
    return tokens_of(text, Unit((Sentence(1, 0, len(text), text),), 0, len(text), 0, ()))


def _parts(
    text: str, sentence: Sentence, source: tuple[int, int], cue: tuple[int, int], form: str
) -> tuple[str, str]:
    """What a source with its verb reports of a sentence, and the rest.

    A source behind a comma or a quotation covers what stands before it and, if a comma follows, what
    comes after; a phrase such as "according to" covers no more than the last clause before it. Any
    other source covers what comes after it.
    """
    first, last = min(source[0], cue[0]), max(source[1], cue[1])
    before, after = text[sentence.start : first], text[last : sentence.end]
    if not before.rstrip().endswith(_CLOSING):
        return after, before
    if form == "phrase":
        clauses = before.rstrip(" ,").rpartition(", ")
        return clauses[2], clauses[0]
    if _RELATIVE.search(before):
        return after, before
    goes_on = after.lstrip().startswith((",", ":"))
    return (f"{before} {after}", "") if goes_on else (before, after)
