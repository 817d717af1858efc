"""Whether an answer is as its case expects: which claim carries a fact, and what is said for it.

A claim carries a required fact when all that the fact names is there: each of `words` somewhere in
the claim's text, speaker or role (case ignored, part of a word is enough); each of `figures`
stated by its text or its figures, with the same value whatever the spelling, and the same unit
where both have one; a speaker of the same name; one of its cited sentences overlapping one of the
`evidence` passages. Two names are of one person when every word of the shorter stands in the
longer. When no claim has all, the one that has most of it, the first of several, is named with what
it lacks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..figures import Figure, read_figures
from ..figures.units import units_agree
from ..schema import ArticleSummary, Claim
from .cases import Case, Expectation, Required

__all__ = ["Violation", "expected_violations", "recall", "same_person", "states_figure"]

_NAME_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """Something wrong with an answer."""

    rule: str
    """"required", "forbidden", "speaker", "figure", "language", "count", or a check's name."""
    subject: str
    """What it is about: a fact's id, a name, a figure, or the text of the claim or sentence."""
    message: str
    place: str = ""
    """Where in the answer, e.g. "c3" or "summary[0]"; empty when it is about all of it."""


def expected_violations(case: Case, result: ArticleSummary) -> Iterator[Violation]:
    """Everything in which an answer is not as the case expects, in the expectation's order."""
    expectation = case.expectation
    for fact in expectation.required:
        yield from _required(case, fact, result)
    yield from _forbidden(expectation, result)
    yield from _speakers(expectation, result)
    for figure in expectation.figures:
        if not any(states_figure(claim, figure, result) for claim in result.claims):
            yield Violation("figure", figure, f"the figure {figure} is not in any claim.")
    if expectation.language not in (None, result.language):
        yield Violation(
            "language",
            str(result.language),
            f"the answer is in {result.language!r}, not in {expectation.language!r}.",
        )


def recall(case: Case, violations: Iterable[Violation]) -> float | None:
    """The share, from 0 to 1, of the case's required facts, speakers and figures that are claimed.

    `violations` are all that the answer has. None when the case names no fact, speaker or figure.
    """
    expected = case.expectation
    count = len(expected.required) + len(expected.speakers) + len(expected.figures)
    if not count:
        return None
    lost = sum(violation.rule in ("required", "speaker", "figure") for violation in violations)
    return 1 - lost / count


def _required(case: Case, fact: Required, result: ArticleSummary) -> Iterator[Violation]:
    spans = [span for passage in fact.evidence if (span := case.find(passage))]
    lacks = [_lacking(fact, claim, spans, result) for claim in result.claims]
    if not all(lacks):
        return
    nearest = min(range(len(lacks)), key=lambda n: len(lacks[n]), default=None)
    parts = len(fact.words) + len(fact.figures) + bool(fact.speaker) + bool(fact.evidence)
    if nearest is None or len(lacks[nearest]) == parts:
        reason, place = _nowhere(fact), ""
    else:
        claim = result.claims[nearest]
        reason = f"{claim.id} comes nearest, but {_and(lacks[nearest])}"
        place = claim.id
    message = f"required fact {fact.id!r} is not claimed: {reason}. Expected: {fact.says}"
    yield Violation("required", fact.id, message, place)


def _lacking(
    fact: Required, claim: Claim, spans: Sequence[tuple[int, int]], result: ArticleSummary
) -> list[str]:
    """What a claim would need to carry a fact, each as half a sentence; empty when it does."""
    text = _folded(" ".join(filter(None, (claim.text, claim.speaker, claim.role))))
    lacks = [f"it lacks {word!r}" for word in fact.words if _folded(word) not in text]
    lacks += [
        f"it lacks the figure {figure}"
        for figure in fact.figures
        if not states_figure(claim, figure, result)
    ]
    if fact.speaker and not same_person(fact.speaker, claim.speaker):
        lacks.append(f"its speaker is {claim.speaker or 'nobody'}, not {fact.speaker}")
    if spans and not any(
        e.start < end and start < e.end for e in claim.evidence for start, end in spans
    ):
        cited = ", ".join(str(e.sentence) for e in claim.evidence) or "nothing"
        lacks.append(f"it cites {cited} and not the sentence of {fact.evidence[0]!r}")
    return lacks


def _nowhere(fact: Required) -> str:
    """That no claim has anything of a fact, in the terms that tell it best."""
    if fact.figures:
        return f"no claim has the figure{'s' * (len(fact.figures) > 1)} {_and(fact.figures)}"
    if fact.words:
        return f"no claim has the word{'s' * (len(fact.words) > 1)} {_and(map(repr, fact.words))}"
    return f"no claim is by {fact.speaker}" if fact.speaker else "no claim cites its sentence"


def _forbidden(expectation: Expectation, result: ArticleSummary) -> Iterator[Violation]:
    for forbidden in expectation.forbidden:
        for place, text in _texts(result):
            if match := forbidden.regex.search(text):
                said = match[0] if match[0] and len(match[0]) < len(text) else text
                yield Violation(
                    "forbidden", text, f"{place} says {said!r}: {forbidden.why}.", place
                )


def _texts(result: ArticleSummary) -> Iterator[tuple[str, str]]:
    """All that an answer says, each with its place."""
    yield "headline", result.headline
    for position, sentence in enumerate(result.summary):
        yield f"summary[{position}]", sentence.text
    for claim in result.claims:
        yield claim.id, claim.text
    for position, topic in enumerate(result.topics):
        yield f"topics[{position}]", topic


def _speakers(expectation: Expectation, result: ArticleSummary) -> Iterator[Violation]:
    speakers = sorted({claim.speaker for claim in result.claims if claim.speaker})
    for name in expectation.speakers:
        if not any(same_person(name, speaker) for speaker in speakers):
            listed = f"speakers are {_and(speakers)}" if speakers else "no claim has a speaker"
            yield Violation("speaker", name, f"{name} says no claim; {listed}.")


def same_person(one: str, other: str | None) -> bool:
    """Whether two names can be one person's: every word of the shorter stands in the longer."""
    names = [set(_NAME_WORD.findall(_folded(name or ""))) for name in (one, other)]
    shorter, longer = sorted(names, key=len)
    return bool(shorter) and shorter <= longer


def states_figure(claim: Claim, figure: str, result: ArticleSummary) -> bool:
    """Whether a claim states a figure that is given as the article writes it."""
    text = _folded(claim.text)
    if re.search(rf"(?<![\w.,]){re.escape(_folded(figure))}(?![\w]|[.,]\d)", text):
        return True
    expected = _figures(figure, result.article.language)
    if len(expected) != 1:
        return False
    stated = [*_figures(claim.text, result.language)]
    for listed in claim.figures:
        stated += _figures(f"{listed.value} {listed.unit or ''}", result.language)
    return any(_agree(expected[0], other) for other in stated)


@lru_cache(maxsize=4096)  # each claim is compared with each fact
def _figures(text: str, language: str | None) -> tuple[Figure, ...]:
    return read_figures(text, language=language)


def _agree(expected: Figure, stated: Figure) -> bool:
    """Whether both have a value in common and units that don't contradict each other."""
    same = not set(expected.readings).isdisjoint(stated.readings)
    return same and units_agree(expected.unit, stated.unit)


def _folded(text: str) -> str:
    """The text for comparison: one Unicode form, one kind of blank, no capitals."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _and(parts: Sequence[str] | Iterator[str]) -> str:
    *before, last = parts
    return f"{', '.join(before)} and {last}" if before else last
