"""An article's text cut into paragraphs, sentences and passages, for marking what claims rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...article import Article
from .templates import direction

__all__ = ["Citation", "Paragraph", "Part", "Passage", "Piece", "Prose", "read_prose"]

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")


class Passage(NamedTuple):
    """A passage of the article that something is said about; passages may overlap."""

    start: int
    end: int
    owner: str
    """The id of the element whose passage it is, e.g. a claim's."""


class Citation(NamedTuple):
    """What rests on a sentence."""

    claims: tuple[str, ...]
    """Ids of the claims' elements, at least one."""
    kind: str = ""
    """Classes that say whose they are, e.g. "old new"."""
    says: str = ""
    """The same in words, e.g. "cited by c1 and c4"."""


class Part(NamedTuple):
    """A stretch of text with the same owners throughout."""

    text: str
    owners: tuple[str, ...]


class Piece(NamedTuple):
    """A sentence, or what stands between two."""

    number: int | None
    """Of the sentence; None for what is no sentence."""
    parts: tuple[Part, ...]


Paragraph = tuple[Piece, ...]


class Prose(NamedTuple):
    """A text for the template `prose.html`."""

    paragraphs: tuple[Paragraph, ...]
    direction: str
    language: str | None


def read_prose(article: Article, passages: Iterable[Passage] = ()) -> Prose:
    """The whole text of an article, nothing left out but the blank lines between paragraphs.

    A paragraph ends at a blank line outside sentences. Overlapping passages are cut where one of
    them begins or ends, so that each part belongs to all of its owners at once.
    """
    known = sorted(set(passages))
    paragraphs: list[Paragraph] = []
    current: list[Piece] = []
    for number, start, end in _stretches(article):
        if number is not None:
            current.append(Piece(number, tuple(_parts(article.text, start, end, known))))
            continue
        first, *others = _PARAGRAPH.split(article.text[start:end])
        current += _between(first)
        for text in others:
            paragraphs.append(tuple(current))
            current = _between(text)
    paragraphs.append(tuple(current))
    kept = (each for each in paragraphs if any(p.text.strip() for q in each for p in q.parts))
    return Prose(tuple(kept), direction(article.text), article.language)


def _stretches(article: Article) -> Iterator[tuple[int | None, int, int]]:
    """Number, start and end of each sentence and of all that is between, in order."""
    last = 0
    for number, (start, end) in enumerate(article.sentence_spans, 1):
        yield None, last, start
        yield number, start, end
        last = end
    yield None, last, len(article.text)


def _between(text: str) -> list[Piece]:
    return [Piece(None, (Part(text, ()),))] if text else []


def _parts(text: str, start: int, end: int, passages: Sequence[Passage]) -> Iterator[Part]:
    """A sentence, cut wherever a passage begins or ends."""
    here = [each for each in passages if each.start < end and start < each.end]
    cuts = {start, end, *(min(max(cut, start), end) for each in here for cut in each[:2])}
    for left, right in pairwise(sorted(cuts)):
        owners = dict.fromkeys(p.owner for p in here if p.start <= left and right <= p.end)
        yield Part(text[left:right], tuple(owners))
