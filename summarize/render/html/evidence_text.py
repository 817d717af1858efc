"""The article's text as `evidence_text.html` shows it: sentences, what rests on them, and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...article import Article
from .evidence_cards import Card, passages
from .prose import Part, Piece, read_prose

__all__ = ["Fragment", "Mention", "SentenceView", "Text", "TextPiece", "read_text", "resting_on"]


class Mention(NamedTuple):
    """One item that rests on a sentence."""

    id: str
    label: str
    """What the link says, e.g. "3" or "S1"."""
    name: str
    """The same in words, e.g. "claim 3"."""
    is_unsupported: bool


class SentenceView(NamedTuple):
    """What rests on a sentence."""

    mentions: tuple[Mention, ...]
    """The summary's sentences last."""
    is_suspect: bool
    """Whether it speaks to a language model."""

    @property
    def ids(self) -> str:
        """The ids of what rests on it."""
        return " ".join(mention.id for mention in self.mentions)

    @property
    def claims(self) -> int:
        """How many claims rest on it."""
        return sum(not mention.label.startswith("S") for mention in self.mentions)

    @property
    def is_unsupported(self) -> bool:
        """Whether all claims that rest on it failed a check."""
        return bool(self.mentions) and all(mention.is_unsupported for mention in self.mentions)


_NOTHING = SentenceView((), is_suspect=False)


class Fragment(NamedTuple):
    """A stretch of a sentence, and the ids of the claims whose quotation and whose figure it is."""

    text: str
    quotes: str
    figures: str


class TextPiece(NamedTuple):
    """A sentence with what rests on it, or what stands between two (`number` is None)."""

    number: int | None
    fragments: tuple[Fragment, ...]
    view: SentenceView


class Text(NamedTuple):
    """A whole text in paragraphs."""

    paragraphs: tuple[tuple[TextPiece, ...], ...]
    direction: str
    language: str | None


def resting_on(article: Article, items: Sequence[Card]) -> dict[int, SentenceView]:
    """For each sentence that is cited, or that speaks to a language model, what rests on it."""
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for card in sorted(items, key=lambda card: card.claim is None):
        for number, _ in card.cites:
            mention = Mention(card.id, card.label, card.name, not card.item.supported)
            mentions[number].append(mention)
    suspect = {n for note in article.notes if note.kind == "instructions" for n in note.sentences}
    return {
        number: SentenceView(tuple(mentions.get(number, ())), number in suspect)
        for number in sorted({*mentions, *suspect})
    }


def read_text(article: Article, items: Sequence[Card], resting: Mapping[int, SentenceView]) -> Text:
    """The whole text, each sentence with what rests on it, quotations and figures cut out."""
    prose = read_prose(article, (passage for card in items for passage in passages(card)))
    paragraphs = tuple(
        tuple(_piece(piece, resting) for piece in paragraph) for paragraph in prose.paragraphs
    )
    return Text(paragraphs, prose.direction, prose.language)


def _piece(piece: Piece, resting: Mapping[int, SentenceView]) -> TextPiece:
    view = resting.get(piece.number, _NOTHING) if piece.number else _NOTHING
    return TextPiece(piece.number, tuple(map(_fragment, piece.parts)), view)


def _fragment(part: Part) -> Fragment:
    return Fragment(part.text, _ids(part, "q "), _ids(part, "f "))


def _ids(part: Part, sort: str) -> str:
    return " ".join(_owned(part.owners, sort))


def _owned(owners: Sequence[str], sort: str) -> Iterator[str]:
    return (owner.removeprefix(sort) for owner in owners if owner.startswith(sort))
