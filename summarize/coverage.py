"""How much of an article its claims rest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import islice, pairwise

from .article import Article, Sentence
from .schema import Coverage, CoverageShare

__all__ = ["coverage_of"]

# Cheap signs of a sentence worth a claim, so that coverage costs microseconds.
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[\"“”„«»‹›「」『』]|(?<!\w)‘\w")


def coverage_of(article: Article, cited: Collection[int]) -> Coverage:
    """Which share of the article's sentences has its number in `cited`, by sort and by third."""

    def share(of: Callable[[Sentence], object]) -> CoverageShare:
        chosen = [s.number for s in article.sentences if of(s)]
        return CoverageShare(
            cited=sum(number in cited for number in chosen),
            total=len(chosen),
            thirds=(third(chosen, 0), third(chosen, 1), third(chosen, 2)),
        )

    def third(numbers: list[int], part: int) -> float | None:
        count = len(article.sentence_spans)
        inside = [n for n in numbers if (n - 1) * 3 // count == part]
        return round(sum(n in cited for n in inside) / len(inside), 3) if inside else None

    return Coverage(
        sentences=share(lambda _: True),
        figures=share(lambda s: _FIGURE.search(s.text)),
        names=share(lambda s: _has_name(s.text, article.language)),
        quotations=share(lambda s: _MARK.search(s.text)),
    )


def _has_name(text: str, language: str | None) -> bool:
    """Whether a word after the first has a capital; in German, where all nouns have, two in a row.

    False in scripts without capitals.
    """
    words = islice(_WORD.finditer(text), 1, None)
    capitals = (len(match[0]) > 1 and match[0][0].isupper() for match in words)
    if language == "de":
        return any(one and two for one, two in pairwise(capitals))
    return any(capitals)
