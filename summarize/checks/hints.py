"""Hints that an item deserves a look; they rest on word lists, so each is a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..wording import (
    certainty_words,
    leading_pronoun,
    negation_lost,
    negations,
    relative_date,
    shared_words,
)
from .items import Fault, Item, warning, where

if TYPE_CHECKING:
    from . import Checker

__all__ = ["duplicates", "evidence_related", "polarity", "stands_alone"]

_DUPLICATE = 0.9  # share of the words of the shorter of two claims that the other has too


def polarity(checker: Checker, item: Item) -> Iterator[Fault]:
    """Hints that a negation or a hedge was lost or added on the way."""
    if checker.translated or not item.evidence or item.scope == "article":
        return
    first = item.evidence[0].text
    path = f"{item.path}.text"
    if len(item.evidence) == 1 and negation_lost(item.text, first):
        message = "Only one of the claim and its evidence has a negation."
        yield warning("polarity", path, message)
    lost = certainty_words(first) if item.certainty == "asserted" else None
    if lost and not certainty_words(item.text):
        message = f"The evidence is less certain: {', '.join(sorted(lost))}."
        yield warning("certainty", path, message)


def evidence_related(checker: Checker, item: Item) -> Iterator[Fault]:
    """A hint that the cited sentences are about something else: they share no word with the item."""
    words = checker.stems(item.text)
    if checker.translated or not item.evidence or len(words) < 3 or item.scope == "article":
        return
    if all(words.isdisjoint(checker.stems(e.text)) for e in item.evidence):
        message = f"No content word of the text stands in {where(item)}."
        yield warning("evidence-unrelated", f"{item.path}.evidence", message)


def stands_alone(_checker: Checker, item: Item) -> Iterator[Fault]:
    """The text needs no context: no leading pronoun, no date that only the article explains."""
    if item.scope == "article":
        return
    path = f"{item.path}.text"
    if pronoun := leading_pronoun(item.text):
        yield warning("leading-pronoun", path, f"Who or what {pronoun!r} is, is not said.")
    if when := relative_date(item.text):
        yield warning("relative-date", path, f"{when!r} needs the article's date.")


def duplicates(checker: Checker, texts: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of positions whose texts have nearly the same words; the earlier one first."""
    words = [checker.stems(text) for text in texts]
    return [
        (first, second)
        for second in range(len(texts))
        for first in range(second)
        if abs(len(words[first]) - len(words[second])) <= 1
        and len(words[first] ^ words[second]) <= 1
        and shared_words(words[first], words[second]) >= _DUPLICATE
        and negations(texts[first]) == negations(texts[second])
    ]
