"""How central each sentence of an article is, in time linear in its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import exp, log

from ..language import function_words
from ..wording import shared_words, stems

__all__ = ["centrality", "content_stems", "lead", "pick"]

_LEAD = 6.0
"""Sentences after which the weight of the position has fallen to 1/e."""

_REPETITION = 0.1
"""What a sentence loses when all of its words were said by one that is already picked."""


def content_stems(texts: Sequence[str], language: str | None) -> list[frozenset[str]]:
    """The stems of each text without the function words of the language."""
    empty = stems(" ".join(function_words(language or "en")))
    return [stems(text) - empty for text in texts]


def centrality(words: Sequence[frozenset[str]]) -> list[float]:
    """How much each sentence is about what the article is about, from 0 to 1.

    The mean over a sentence's stems of log(number of sentences that have the stem), divided by the
    largest such mean: a centroid score, linear where LexRank is quadratic.
    """
    counts = Counter(word for sentence in words for word in sentence)
    weight = {word: log(count) for word, count in counts.items()}
    means = [sum(weight[w] for w in s) / len(s) if s else 0.0 for s in words]
    largest = max(means, default=0.0)
    return [mean / largest if largest else 0.0 for mean in means]


def lead(position: int) -> float:
    """The weight of a sentence for standing early, 1 for the first (position 0)."""
    return exp(-position / _LEAD)


def pick(
    scores: Sequence[float],
    words: Sequence[frozenset[str]],
    count: int,
    allowed: Callable[[int, Sequence[int]], bool],
) -> list[int]:
    """Positions of at most `count` sentences with the highest scores, in the order of the text.

    One after the other is picked; each loses up to 0.1 for words it shares with one already picked.
    `allowed(position, picked)` says whether a sentence may join those picked so far.
    """
    order = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
    picked: list[int] = []
    while len(picked) < count:
        best, best_score = -1, 0.0
        for n in order:
            if best >= 0 and scores[n] <= best_score:
                break
            if n in picked or not allowed(n, picked):
                continue
            shared = max((shared_words(words[n], words[p]) for p in picked), default=0.0)
            score = scores[n] - _REPETITION * shared
            if best < 0 or score > best_score:
                best, best_score = n, score
        if best < 0:
            break
        picked.append(best)
    return sorted(picked)
