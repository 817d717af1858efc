"""The embedded engine: a summary and claims extracted from an article without a language model.

It selects sentences and finds their speakers, quotations, figures and dates by rules and word lists;
it does not understand them. Where the rules are in doubt a field stays null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import exp
from typing import cast

from ..article import Article
from ..dates import MONTHS
from ..draft import ArticleDraft, ClaimDraft, Importance, SentenceDraft
from ..errors import ConfigurationError
from ..speech.cues import Cues, cues_of
from ..speech.passages import units_of
from ..speech.speakers import read_speakers
from ._claims import Reading, read_sentence, to_claim
from ._ranking import centrality, content_stems, lead, pick
from .base import DraftT, Reply, Request

__all__ = ["EmbeddedModel", "draft_article"]

# Unless the request says how many: one claim for every three sentences, within these.
_FEWEST_CLAIMS = 20
_MOST_CLAIMS = 40
_HEADLINE = 12  # words, as the draft asks for
_TOPICS = 5
_LONG = 45  # words; a longer sentence makes a poor summary sentence
_SHORT = 8  # words
_REACH = 15  # sentences after which the weight of the position of a claim has fallen to 1/e
_FIRST_OF_SPEAKER = 0.2


class EmbeddedModel:
    """The engine in the place of a language model; no key, no network, no cost."""

    name = "embedded"
    extractive = True

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The draft of the request's article; only its `max_claims` is looked at besides.

        Raises `ConfigurationError` when another draft than `ArticleDraft` is asked for.
        """
        if request.schema is not ArticleDraft:
            raise ConfigurationError(
                f"The embedded engine can't answer with {request.schema.__name__}: it extracts "
                "sentences. Choose a language model."
            )
        draft = draft_article(request.article, max_claims=request.max_claims)
        return Reply(cast("DraftT", draft), self.name)

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The same; the work is a few milliseconds, so it blocks the loop."""
        return self.answer(request)


def draft_article(
    article: Article, *, max_claims: int | None = None, max_sentences: int = 4
) -> ArticleDraft:
    """What can be extracted from an article, in the form that a language model answers in.

    The summary's sentences and the claims are sentences of the article, without a leading dateline;
    only a bare quotation is put behind the name of its speaker. Claims come most important first,
    those of equal weight in the order of the text; there are none when the article only asks.
    `max_claims=None` allows one for every three sentences, but at least 20 and at most 40.
    Deterministic, offline, and linear in the article's length.
    """
    language = article.language or "en"
    cues = cues_of(language)
    utterances = read_speakers(article.text, units_of(article), cues)
    readings = [
        read_sentence(article.text, u, cues, published=article.published, language=language)
        for u in utterances
    ]
    readings = _without_scraps(readings)
    if max_claims is None:
        max_claims = min(max(_FEWEST_CLAIMS, len(readings) // 3), _MOST_CLAIMS)
    words = content_stems([reading.text for reading in readings], language)
    central = centrality(words)
    summary = _summary(readings, words, central, max_sentences)
    return ArticleDraft(
        headline=_headline(article, readings, summary),
        summary=[_sentence(readings[n]) for n in summary],
        claims=_claims(readings, central, max_claims),
        topics=_topics(readings, cues),
        language=language,
    )


def _sentence(reading: Reading) -> SentenceDraft:
    numbers = [sentence.number for sentence in reading.utterance.unit.sentences]
    return SentenceDraft(text=reading.sentence, evidence=numbers)


def _summary(
    readings: Sequence[Reading],
    words: Sequence[frozenset[str]],
    central: Sequence[float],
    count: int,
) -> list[int]:
    """Positions of the summary's sentences.

    Weights measured on 200 articles of CNN/DailyMail, three sentences, ROUGE-1/2 F: lead-3
    39.3/17.3, these 40.1/17.6; nearby weights give the same within 0.5.
    """
    scores = [
        lead(n) + 0.5 * central[n] - 0.3 * (len(reading.sentence.split()) > _LONG)
        for n, reading in enumerate(readings)
    ]

    def allowed(n: int, picked: Sequence[int], *, strict: bool) -> bool:
        reading = readings[n]
        if not strict:
            return bool(reading.sentence)
        if not (reading.is_claim and reading.is_sentence and reading.is_whole):
            return False
        # Behind the sentence that it leans on, a sentence is understood.
        return reading.stands_alone or n - 1 in picked

    picked = pick(scores, words, count, partial(allowed, strict=True))
    return picked or pick(scores, words, min(count, 1), partial(allowed, strict=False))


def _without_scraps(readings: list[Reading]) -> list[Reading]:
    """The readings; what does not begin and end as most of them do is no claim, as headings are."""
    ended = sum(r.is_sentence for r in readings) * 2 > len(readings)
    begun = sum(r.sentence[0].islower() for r in readings) * 2 < len(readings)
    return [
        replace(r, is_claim=False)
        if (ended and not r.is_sentence) or (begun and r.sentence[0].islower())
        else r
        for r in readings
    ]


def _claims(readings: Sequence[Reading], central: Sequence[float], limit: int) -> list[ClaimDraft]:
    """The claims, most important first."""
    scores = [
        _weight(reading, n / max(_REACH, len(readings) / 3), central[n])
        for n, reading in enumerate(readings)
    ]
    order = sorted(range(len(readings)), key=lambda n: (-scores[n], n))
    best_of: set[str] = set()
    for n in order:  # rather a first claim of somebody than another of who is heard already
        speaker = _speaker(readings[n])
        if speaker and readings[n].is_claim and speaker not in best_of:
            best_of.add(speaker)
            scores[n] += _FIRST_OF_SPEAKER
    seen: set[str] = set()
    chosen: list[int] = []
    for n in sorted(order, key=lambda n: (-scores[n], n)):
        if len(chosen) >= limit:
            break
        if readings[n].is_claim and readings[n].text not in seen:
            seen.add(readings[n].text)
            chosen.append(n)
    return [
        to_claim(
            readings[n],
            _importance(readings[n], rank, len(chosen)),
            readings[n - 1].utterance.unit.sentences[-1].number if n else None,
        )
        for rank, n in enumerate(chosen)
    ]


def _speaker(reading: Reading) -> str | None:
    said = reading.utterance.said
    return said.speaker if said else None


def _weight(reading: Reading, position: float, central: float) -> float:
    """How much a reader who wants the main content would want the sentence.

    `position` is 0 for the first sentence and 1 where its weight has fallen to 1/e.
    """
    said = reading.utterance.said
    weight = 0.6 * exp(-position) + 0.4 * central + 0.25 * bool(reading.figures)
    weight += 0.3 * bool(said and said.speaker) - 0.1 * bool(said and not said.speaker)
    weight += 0.1 * (reading.when is not None) - 0.1 * (reading.kind == "opinion")
    if not reading.stands_alone:
        weight -= 0.15 if said and said.speaker and said.surface else 0.3
    weight -= 0.1 * (len(reading.text.split()) < _SHORT)
    return round(weight, 2)


def _importance(reading: Reading, rank: int, count: int) -> Importance:
    """High for the first third, low for the last and for what is mere background."""
    if reading.kind == "background" and not reading.figures:
        return "low"
    if rank * 3 < count:
        return "high"
    return "medium" if rank * 3 < 2 * count else "low"


def _headline(article: Article, readings: Sequence[Reading], summary: Sequence[int]) -> str:
    """The title, else the first sentence of the summary cut to twelve words."""
    if article.title:
        return article.title
    text = readings[summary[0]].sentence if summary else article.text.strip()
    words = text.split()
    if len(words) <= _HEADLINE:
        return text
    return " ".join(words[:_HEADLINE]).rstrip(",;:–—-") + " …"


def _topics(readings: Sequence[Reading], cues: Cues) -> list[str]:
    """Up to five names that the most sentences mention."""
    counts = Counter(name for reading in readings for name in reading.utterance.named)
    topics: list[str] = []
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if len(topics) == _TOPICS or (count == 1 and len(topics) >= 2):
            break
        low = name.lower().replace("’", "'")
        if low not in MONTHS and low.partition("'")[0] not in cues.deictic and len(name) > 1:
            topics.append(name)
    return topics
