"""How much of an article its claims rest on."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from .article import Article
from .schema import Coverage, CoverageShare

__all__ = ["coverage_of"]

# Cheap signs of a sentence worth a claim, so that coverage costs microseconds.
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[\"“”„«»‹›「」『』]|(?<!\w)‘\w")


def coverage_of(article: Article, cited: Collection[int]) -> Coverage:
    """Which share of the article's sentences has its number in `cited`, by sort and by third."""
    sentences, german = article.sentences, article.language == "de"
    count = len(sentences)

    def share(chosen: list[int]) -> CoverageShare:
        thirds: tuple[list[bool], list[bool], list[bool]] = ([], [], [])
        for number in chosen:
            thirds[(number - 1) * 3 // count].append(number in cited)
        first, second, last = map(_mean, thirds)
        total = sum(map(sum, thirds))
        return CoverageShare(cited=total, total=len(chosen), thirds=(first, second, last))

    return Coverage(
        sentences=share([s.number for s in sentences]),
        figures=share([s.number for s in sentences if _FIGURE.search(s.text)]),
        names=share([s.number for s in sentences if _has_name(s.text, german=german)]),
        quotations=share([s.number for s in sentences if _MARK.search(s.text)]),
    )


def _mean(values: list[bool]) -> float | None:
    return round(sum(values) / len(values), 3) if values else None


def _has_name(text: str, *, german: bool) -> bool:
    """Whether a word after the first has a capital; in German, where all nouns have, two in a row.

    False in scripts without capitals.
    """
    words = _WORD.findall(text)
    capitals = [n for n, word in enumerate(words) if n and word[0].isupper() and len(word) > 1]
    if german:
        return any(two - one == 1 for one, two in pairwise(capitals))
    return bool(capitals)
