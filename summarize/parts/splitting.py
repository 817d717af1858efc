"""Where a long article is cut: at paragraph borders, and inside a huge paragraph between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ..article import Article, Sentence
from ..tokens import estimated_tokens

__all__ = ["Part", "cost_of", "halves", "split"]

Part = tuple[Sentence, ...]


def cost_of(sentences: Sequence[Sentence]) -> int:
    """Tokens that the sentences take in a message, estimated, never less than the message's own."""
    return sum(estimated_tokens(f"[{s.number}] {s.text}\n\n") for s in sentences)


def split(article: Article, room: int) -> list[Part]:
    """The article's sentences in parts of at most `room` tokens, as few as can be, of like size.

    All sentences are there, in order, each once. A single sentence above `room` is a part alone.
    """
    pieces = [(piece, cost_of(piece)) for piece in _pieces(article, room)]
    count = len(_filled(pieces, room))
    low, high = 0, room
    while low < high:  # the smallest filling that takes no more parts
        middle = (low + high) // 2
        if len(_filled(pieces, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return _filled(pieces, high)


def halves(article: Article, part: Part) -> list[Part]:
    """A part in two of like size, cut at a paragraph's border if one is near; alone if it can't be."""
    if len(part) < 2:
        return [part]
    costs = [cost_of((sentence,)) for sentence in part]
    whole, before = sum(costs), list(accumulate(costs))
    uneven = {n: abs(2 * before[n - 1] - whole) for n in range(1, len(part))}
    near = [n for n in uneven if uneven[n] * 2 <= whole and _ends_paragraph(article, part, n)]
    middle = min(near or uneven, key=uneven.__getitem__)
    return [part[:middle], part[middle:]]


def _ends_paragraph(article: Article, part: Part, position: int) -> bool:
    """Whether a new paragraph begins with the sentence at a position (from 1)."""
    return "\n" in article.text[part[position - 1].end : part[position].start]


def _pieces(article: Article, room: int) -> Iterator[Part]:
    """The paragraphs; the sentences of one that is longer than `room`."""
    for paragraph in _paragraphs(article):
        if cost_of(paragraph) <= room:
            yield paragraph
        else:
            yield from ((sentence,) for sentence in paragraph)


def _paragraphs(article: Article) -> Iterator[Part]:
    sentences = article.sentences
    first = 0
    for position in range(1, len(sentences)):
        if _ends_paragraph(article, sentences, position):
            yield sentences[first:position]
            first = position
    if sentences:
        yield sentences[first:]


def _filled(pieces: Sequence[tuple[Part, int]], room: int) -> list[Part]:
    parts: list[list[Sentence]] = []
    used = 0
    for piece, cost in pieces:
        if not parts or used + cost > room:
            parts.append([])
            used = 0
        parts[-1].extend(piece)
        used += cost
    return [tuple(part) for part in parts]
