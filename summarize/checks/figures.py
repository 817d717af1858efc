"""The rules for figures: each in the item's evidence, with its qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..article import Sentence
from ..directions import Direction, direction_at, directions_in
from ..draft import FigureDraft
from ..figures import Figure, find_figure
from ..schema import Evidence
from .items import Fault, Item, Span, error, quoted_spans, warning, where

if TYPE_CHECKING:
    from . import Checker

__all__ = ["directions", "figures", "listed_figures"]

_UNDIRECTED = frozenset("date year time ordinal label".split())
_SPANS = frozenset("second minute hour day week month year".split())
_SENTENCE_END = re.compile(r"[.!?。！？](?:\s|$)")
_MOST_ALIKE = 3  # sentences in which the figure is looked for that was meant


def figures(checker: Checker, item: Item) -> Iterator[Fault]:
    """Each figure of the item stands in its evidence, with its qualifier."""
    missing = checker.missing(item)
    changed = [
        span
        for span in quoted_spans(item.text)
        if missing and checker.quotes.locate(item.text[slice(*span)]) is None
    ]
    alike = _most_alike(checker, item) if missing else []
    for figure in missing:
        if not any(start <= figure.start < end for start, end in changed):
            yield _absent(checker, item, figure, alike)  # else the quotation is refused as a whole
    absent = {figure.start for figure in missing}
    for figure in checker.stated(item):
        if figure.start not in absent:
            yield from _qualifier(checker, item, figure)


def _absent(
    checker: Checker, item: Item, figure: Figure, alike: Sequence[Sentence | Evidence]
) -> Fault:
    path, here = _figure_path(checker, item, figure), (figure.start, figure.end)
    if checker.may_follow(figure, item):
        message = f"{figure.text!r} is the article's, but not in {where(item)}."
        return warning("when-not-in-evidence", path, message, here)
    near = _nearest_figures(checker, figure, alike)
    instead = f", which has {', '.join(repr(f.text) for f, _ in near)}" if near else ""
    there = near[0][1] if near else None
    message = f"{figure.text!r} is not in {where(item)}{instead}."
    return error("figure-not-in-evidence", path, message, here, there)


def _most_alike(checker: Checker, item: Item, text: str | None = None) -> list[Sentence | Evidence]:
    """The sentences that share most words with an item, or a text in it, of those that it may rest on."""
    words = checker.stems(text or item.text)
    sentences: Sequence[Sentence | Evidence] = item.evidence
    if item.scope == "article":
        sentences = checker.article.sentences
    ranked = sorted(sentences, key=lambda s: len(words & checker.stems(s.text)), reverse=True)
    return ranked[:_MOST_ALIKE]


def _nearest_figures(
    checker: Checker, figure: Figure, alike: Sequence[Sentence | Evidence]
) -> list[tuple[Figure, Span]]:
    """Up to three figures of the same kind in these sentences, with their places."""
    found: dict[str, tuple[Figure, Span]] = {}
    for sentence in alike:
        for other in checker.figures(sentence.text):
            if other.kind == figure.kind and not other.soft:
                place = (sentence.start + other.start, sentence.start + other.end)
                found.setdefault(other.text, (other, place))
    return list(found.values())[:3]


def _qualifier(checker: Checker, item: Item, figure: Figure) -> Iterator[Fault]:
    """What is wrong with the qualifier of a figure that the evidence carries."""
    if all(other.qualifier == figure.qualifier for other in checker.carried(item)):
        return  # as nearly always, so that most figures need not be found again
    alike = [
        (other, (e.start + other.start, e.start + other.end))
        for e in item.evidence
        for other in checker.figures(e.text)
        if find_figure(figure, [other]) is not None
    ]
    if not alike or any(other.qualifier == figure.qualifier for other, _ in alike):
        return
    found, there = alike[0]
    path, here = _figure_path(checker, item, figure), (figure.start, figure.end)
    if found.qualifier == "exact":
        message = f"{figure.text!r} is qualified ({figure.qualifier}), but exact in the article."
        yield warning("qualifier-added", path, message, here, there)
    elif figure.qualifier == "exact":
        # Without a citation, nobody knows which of the article's figures is meant.
        make = error if item.scope == "cited" else warning
        message = (
            f"{figure.text!r} stands alone, but the article says {found.qualifier} {found.text!r}."
        )
        yield make("qualifier-dropped", path, message, here, there)
    else:
        # "about" for "more than" says less than the article; anything else says more.
        make = error if item.scope == "cited" and figure.qualifier != "about" else warning
        message = (
            f"{figure.text!r} is {figure.qualifier} here and {found.qualifier} in the article."
        )
        yield make("qualifier-changed", path, message, here, there)


def directions(checker: Checker, item: Item) -> Iterator[Fault]:
    """A figure goes up or down as it does in the article: "fell by 17 %" is not "up 17 %"."""
    language = checker.article.language
    if checker.translated or not directions_in(item.text, language):
        return
    for figure in checker.stated(item):
        if figure.kind in _UNDIRECTED or figure.unit in _SPANS:
            continue
        here = direction_at(item.text, figure.start, figure.end, language)
        cited: Sequence[Sentence | Evidence] = item.evidence
        if here and item.scope == "article":
            cited = _most_alike(checker, item, _sentence_around(item.text, figure))[:1]
        there = _directions_there(checker, figure, cited) if here else []
        opposed = [(found, span) for found, span in there if here and found and found.up != here.up]
        if here and opposed and len(opposed) == len(there):
            said, span = opposed[0]
            path = _figure_path(checker, item, figure)
            message = f"{figure.text!r} goes with {here.word!r} here, and with {said.word!r} in the article."
            yield error("figure-direction", path, message, (figure.start, figure.end), span)


def _sentence_around(text: str, figure: Figure) -> str:
    """The sentence of a text that has the figure."""
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, figure.start)), default=0)
    end = _SENTENCE_END.search(text, figure.end)
    return text[start : end.start() if end else len(text)]


def _directions_there(
    checker: Checker, figure: Figure, cited: Sequence[Sentence | Evidence]
) -> list[tuple[Direction | None, Span]]:
    """Where the figure goes, and stands, in each place that has it."""
    language = checker.article.language
    return [
        (direction_at(s.text, f.start, f.end, language), (s.start + f.start, s.start + f.end))
        for s in cited
        for f in checker.figures(s.text)
        if find_figure(figure, [f]) is not None
    ]


def _figure_path(checker: Checker, item: Item, figure: Figure) -> str:
    """The path of the draft's figure that states the same, else of the text."""
    for position, draft in enumerate(item.figures):
        if find_figure(figure, _read(checker, draft)) is not None:
            return f"{item.path}.figures[{position}]"
    return f"{item.path}.text"


def _read(checker: Checker, draft: FigureDraft) -> tuple[Figure, ...]:
    return checker.listed(f"{draft.value} {draft.unit or ''}".strip())


def listed_figures(checker: Checker, item: Item) -> Iterator[Fault]:
    """Each entry of `figures` stands in the evidence, also when the text does not repeat it."""
    if not item.figures:
        return
    carried = checker.carried(item)
    texts = [item.text, *(e.text for e in item.evidence)]
    for position, draft in enumerate(item.figures):
        if any(_stands_in(draft.value, text) for text in texts):
            continue  # what the text states is checked there
        read = _read(checker, draft)
        if not any(find_figure(figure, carried) for figure in read):
            yield error(
                "figure-not-in-evidence",
                f"{item.path}.figures[{position}]",
                f"{draft.value!r} is not in {where(item)}.",
            )


_BEFORE, _BEHIND = r"(?<![\w.,])", r"(?!\w)(?![.,]\d)"
_STARTS, _ENDS = re.compile(_BEFORE), re.compile(_BEHIND)


def _stands_in(value: str, text: str) -> bool:
    """Whether a text has a figure's words, in any case, and not inside a word or number."""
    value = value.strip()
    at = text.find(value)
    while at >= 0:
        if _STARTS.match(text, at) and _ENDS.match(text, at + len(value)):
            return True
        at = text.find(value, at + 1)
    if value.lower() == value.upper():
        return False  # so that most values need no pattern, which costs more than the search
    return re.search(_BEFORE + re.escape(value) + _BEHIND, text, re.IGNORECASE) is not None
