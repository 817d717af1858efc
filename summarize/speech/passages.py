"""Passages in quotation marks, and the sentences that they tie together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..article import Article, Sentence

__all__ = ["Passage", "Unit", "parted", "units_of"]

_LONGEST_UNIT = 5
"""Sentences of one quotation that stay together as one claim; a longer speech is taken apart."""

_MARK = re.compile('["“”„«»‹›「」『』＂]')
# What follows an apostrophe that stands apart from its word in tokenised text: "the bank 's share".
_CLITIC = re.compile(r"(?:s|re|ve|ll|d|m)\b")
_SINGLE = re.compile("[‘’‚']")
# What closes a passage, by what opens it; German and Nordic pages use the angles inside out.
_CLOSERS = {
    '"': '"”“',
    "＂": "＂",
    "“": '”"',
    "”": "”",
    "„": '“”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
}
# A clause between dashes, or, as French has it, one between commas, with the mark before it.
_INSERT = re.compile(
    r"[,.!?…][ \u00a0]?[—–][ \u00a0]([^—–«»]{3,80}?)[.,!?]?[ \u00a0][—–][ \u00a0]"
    r"|[,!?…][ \u00a0]([^,.;!?«»—–]{4,80}(?:,[ \u00a0][^\W\d_a-z][^,.;!?«»—–]{2,40}(?=\.))?)"
    r"(?:[,.][ \u00a0]?|$)"
)
_OPENS_AFTER = frozenset("([{—–-―:/,")
_OPENERS = frozenset("“„«‹「『")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between quotation marks; `start` and `end` are those of the words alone."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    """The span with its marks."""
    continues: bool = False
    """True when the passage goes on with the speech of the paragraph before."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or the sentences that one quotation ties together."""

    sentences: tuple[Sentence, ...]
    start: int
    end: int
    paragraph: int
    """Number of the paragraph, from 0."""
    passages: tuple[Passage, ...]

    @property
    def number(self) -> int:
        """Number of the first sentence."""
        return self.sentences[0].number


def units_of(article: Article) -> list[Unit]:
    """The article's sentences in order, those that share a quotation taken together.

    A passage ends with its paragraph; where it is open there and the next paragraph opens with the
    same mark, the speech goes on (the convention for long quotations).
    """
    units: list[Unit] = []
    text = article.text
    open_before = False
    paragraphs = list(_paragraphs(article))
    for number, sentences in enumerate(paragraphs):
        start, end = sentences[0].start, sentences[-1].end
        found, opened = _passages(text, start, end)
        following = paragraphs[number + 1][0].start if number + 1 < len(paragraphs) else len(text)
        open_after = opened >= 0 and text[opened] == text[following : following + 1]
        if open_after and text[opened + 1 : end].strip():
            found.append(replace(_passage(text, opened, end), outer_end=end))
        if open_before and found and found[0].outer_start == start:
            found[0] = replace(found[0], continues=True)
        units.extend(_grouped(sentences, found or _single_passages(text, start, end), number))
        open_before = open_after
    return units


def _paragraphs(article: Article) -> Iterator[list[Sentence]]:
    """Runs of sentences with no paragraph break between them."""
    text = article.text
    # Pages put one paragraph on a line unless blank lines part them.
    allowed = int("\n\n" in text or "\n" not in text)
    paragraph: list[Sentence] = []
    for sentence in article.sentences:
        if paragraph:
            gap = text[paragraph[-1].end : sentence.start]
            if gap.strip() or gap.count("\n") > allowed:
                yield paragraph
                paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _passages(text: str, start: int, end: int) -> tuple[list[Passage], int]:
    """The passages of one paragraph, and where one opens that does not close (else -1)."""
    found: list[Passage] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match[0]
        opens = _opens(text, at, start, end)
        if opened >= 0 and mark in _CLOSERS[text[opened]] and not (mark == '"' and opens):
            passage = _passage(text, opened, at)
            if passage.start < passage.end:
                found.append(passage)
            opened = -1
        elif (opened < 0 and mark in _CLOSERS and (opens or mark in _OPENERS)) or (
            opens and mark == text[opened]
        ):
            opened = at
    return found, opened


def _passage(text: str, opened: int, closed: int) -> Passage:
    inner = text[opened + 1 : closed]
    start = opened + 1 + len(inner) - len(inner.lstrip())
    return Passage(start, start + len(inner.strip()), opened, min(closed + 1, len(text)))


def _single_passages(text: str, start: int, end: int) -> list[Passage]:
    """Passages in single marks, which can't be told from apostrophes in every case."""
    found: list[Passage] = []
    opened = plural = -1
    for match in _SINGLE.finditer(text, start, end):
        at, mark = match.start(), match[0]
        following = text[at + 1 : min(at + 2, end)]
        opens = _opens(text, at, start, end) and not _CLITIC.match(text, at + 1, end)
        if mark != "’" and opens and following.isalnum():
            if plural >= 0:
                found.append(_passage(text, opened, plural))
            opened, plural = at, -1
        elif opened >= 0 and mark in _CLOSERS[text[opened]] and not following.isalnum():
            if text[at - 1] == "s" and following == " " and plural < 0:
                plural = at  # a plural's apostrophe, unless no better mark follows
            else:
                found.append(_passage(text, opened, at))
                opened = plural = -1
    if plural >= 0:
        found.append(_passage(text, opened, plural))
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` stands where only an opening one can."""
    if text[at] in "„「『":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in _OPENS_AFTER) and not after.isspace()


def _grouped(
    sentences: Sequence[Sentence], passages: list[Passage], paragraph: int
) -> Iterator[Unit]:
    """The sentences of one paragraph as units, each with its part of the passages."""
    following = iter([*passages, None])
    passage = next(following)
    group: list[Sentence] = []
    inside: list[Passage] = []
    for sentence in sentences:
        if group and not (inside and inside[-1].outer_end > sentence.start):
            yield from _units(group, inside, paragraph)
            group, inside = [], []
        group.append(sentence)
        while passage is not None and passage.outer_start < sentence.end:
            inside.append(passage)
            passage = next(following)
    yield from _units(group, inside, paragraph)


def _units(group: list[Sentence], passages: list[Passage], paragraph: int) -> Iterator[Unit]:
    parts = [group] if len(group) <= _LONGEST_UNIT else [[sentence] for sentence in group]
    for part in parts:
        start, end = part[0].start, part[-1].end
        clipped = passages if len(parts) == 1 else list(_clipped(passages, start, end))
        yield Unit(tuple(part), start, end, paragraph, tuple(clipped))


def _clipped(passages: list[Passage], start: int, end: int) -> Iterator[Passage]:
    """The parts of the passages that lie in a span."""
    for p in passages:
        first, last = max(p.start, start), min(p.end, end)
        if first < last:
            outer = (max(p.outer_start, start), min(p.outer_end, end))
            yield Passage(first, last, *outer, continues=p.continues or p.start < start)


def parted(text: str, unit: Unit, verbs: frozenset[str]) -> Unit:
    """The unit with its passages parted where the reporting stands inside the marks.

    As in « Non, dit-il, jamais » or «Ні, — сказала вона. — Ніколи»; `verbs` are those that report.
    """
    passages = [part for passage in unit.passages for part in _parts(text, passage, verbs)]
    return replace(unit, passages=tuple(passages)) if len(passages) > len(unit.passages) else unit


def _parts(text: str, passage: Passage, verbs: frozenset[str]) -> Iterator[Passage]:
    start, outer = passage.start, passage.outer_start
    for match in _INSERT.finditer(text, passage.start, passage.end):
        words = re.findall(r"[^\W\d_]+", (match[1] or match[2]).lower())
        reach = len(words) if match[1] else 3
        if start < match.start() and not verbs.isdisjoint(words[:reach]):
            kept = match.start() + 1
            yield replace(passage, start=start, end=kept, outer_start=outer, outer_end=kept)
            start = outer = match.end()
            passage = replace(passage, continues=False)
    if start < passage.end:
        yield replace(passage, start=start, outer_start=outer)
