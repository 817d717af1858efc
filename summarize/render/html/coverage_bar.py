"""The article as a bar: where the claims rest on it, and where they leave it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ...article import Article, Sentence
from .evidence_text import SentenceView

__all__ = ["Segment", "coverage_segments"]

_MOST = 240
"""Segments that a bar of some 300 pixels can show."""


class Segment(NamedTuple):
    """A stretch of the bar, in per cent of its width; `target` is empty where nothing is cited."""

    x: float
    width: float
    kind: str
    """A class: "uncited", "cited", "often" (by three claims or more), "unsupported"."""
    target: str
    ids: str
    """The ids of its sentences that are cited."""
    says: str


def coverage_segments(
    article: Article, resting: Mapping[int, SentenceView], scope: str
) -> tuple[Segment, ...]:
    """The sentences of an article from its start to its end, each as long as its share of them all.

    Neighbours that nothing rests on are one segment, and so are those of an article of more sentences
    than a bar has room for. What is no sentence takes no room.
    """
    sentences = article.sentences
    together = max(1, -(-len(sentences) // _MOST))
    groups = [sentences[n : n + together] for n in range(0, len(sentences), together)]
    total = max(1, sum(len(sentence.text) for sentence in sentences))
    segments, x = [], 0.0
    for group in _joined(groups, resting):
        width = 100 * sum(len(sentence.text) for sentence in group) / total
        segments.append(_segment(x, width, group, resting, scope))
        x += width
    return tuple(segments)


def _joined(
    groups: Sequence[Sequence[Sentence]], resting: Mapping[int, SentenceView]
) -> Iterator[Sequence[Sentence]]:
    """Neighbours without a citation as one."""

    def is_cited(group: Sequence[Sentence]) -> bool:
        return any(_mentions(sentence, resting) for sentence in group)

    for cited, run in groupby(groups, is_cited):
        if cited:
            yield from run
        else:
            yield [sentence for group in run for sentence in group]


def _mentions(sentence: Sentence, resting: Mapping[int, SentenceView]) -> SentenceView | None:
    view = resting.get(sentence.number)
    return view if view and view.mentions else None


def _segment(
    x: float,
    width: float,
    group: Sequence[Sentence],
    resting: Mapping[int, SentenceView],
    scope: str,
) -> Segment:
    cited = [(s.number, view) for s in group if (view := _mentions(s, resting))]
    ids = [f"{scope}s{number}" for number, _ in cited]
    return Segment(
        round(x, 2),
        round(width, 2),
        _kind([view for _, view in cited]),
        ids[0] if ids else "",
        " ".join(ids),
        "; ".join(_says(number, view) for number, view in cited[:3]),
    )


def _kind(views: Sequence[SentenceView]) -> str:
    if not views:
        return "uncited"
    if any(view.is_unsupported for view in views):
        return "unsupported"
    return "often" if max(view.claims for view in views) > 2 else "cited"


def _says(number: int, view: SentenceView) -> str:
    return f"sentence {number}: {', '.join(mention.name for mention in view.mentions)}"
