"""Where a long article is cut: at paragraph borders, and inside a huge paragraph between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..article import Article, Sentence
from ..tokens import estimated_tokens

__all__ = ["Part", "cost_of", "split"]

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


def _pieces(article: Article, room: int) -> Iterator[Part]:
    """The paragraphs; the sentences of one that is longer than `room`."""
    for paragraph in _paragraphs(article):
        if cost_of(paragraph) <= room:
            yield paragraph
        else:
            yield from ((sentence,) for sentence in paragraph)


def _paragraphs(article: Article) -> Iterator[Part]:
    current: list[Sentence] = []
    for sentence in article.sentences:
        if current and "\n" in article.text[current[-1].end : sentence.start]:
            yield tuple(current)
            current = []
        current.append(sentence)
    if current:
        yield tuple(current)


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
