"""What a reader should know before reading a result, most serious first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...article import Note
from ...schema import ArticleSummary, Finding
from .evidence_cards import Card

__all__ = ["Line", "Notice", "is_extracted", "notices"]

_PATH = re.compile(r"article\.sentences\[(\d+):(\d+)\]")


class Line(NamedTuple):
    """A sentence, and where it leads."""

    text: str
    links: tuple[tuple[str, str], ...] = ()
    """Text and id of each link."""


class Notice(NamedTuple):
    """One thing that a reader should know."""

    tone: str
    """A class: "bad" for what is missing or wrong, "warn" for what deserves care, "info" for the rest."""
    title: str
    lines: tuple[Line, ...]


def is_extracted(result: ArticleSummary) -> bool:
    """Whether rules chose the article's own sentences, and no language model was used."""
    return result.prompt is None and result.model == "embedded"


def notices(result: ArticleSummary, items: Sequence[Card], scope: str) -> tuple[Notice, ...]:
    """What is missing, what failed, and what is said of the result and of its source."""
    return tuple(notice for notice in _every(result, items, scope) if notice.lines)


def _every(result: ArticleSummary, items: Sequence[Card], scope: str) -> Iterator[Notice]:
    said = list(dict.fromkeys(result.notes))
    if is_extracted(result):
        yield Notice("warn", "No language model was used", (Line(_extracted(said)),))
    gaps = tuple(Line(gap.message, _gap_links(gap, result, scope)) for gap in result.gaps)
    yield Notice("bad", "This result is incomplete", gaps)
    if failed := [card for card in items if card.support == "unsupported"]:
        links = tuple((card.name, card.id) for card in failed)
        yield Notice("bad", _failed_title(failed), (Line("See what the checks found:", links),))
    messages = {finding.message for finding in result.findings}
    known = {_as_said(note): note for note in result.article.notes}
    lines = tuple(
        Line(note, _note_links(known.get(note), scope)) for note in said if note not in messages
    )
    yield Notice("warn", "Please note", lines)
    unsaid = [note for text, note in known.items() if text not in said]
    source = tuple(Line(_as_said(note), _note_links(note, scope)) for note in unsaid)
    yield Notice("info", "About the source", source)
    rest = [finding for finding in result.findings if finding not in result.gaps]
    yield Notice("bad", "A check of the whole failed", _told(rest, "error"))
    yield Notice("info", "Also noted", _told(rest, "warning"))


def _told(findings: Sequence[Finding], severity: str) -> tuple[Line, ...]:
    """What is said in findings of one severity."""
    return tuple(Line(finding.message) for finding in findings if finding.severity == severity)


def _failed_title(failed: Sequence[Card]) -> str:
    count = len(failed)
    what = "claim" if all(card.claim for card in failed) else "item"
    if not any(card.claim for card in failed):
        what = "summary sentence"
    is_not = "is" if count == 1 else "are"
    return f"{count} {what}{'s' if count > 1 else ''} {is_not} not carried by the article"


def _extracted(said: list[str]) -> str:
    """What the engine says of itself, taken out of the other notes."""
    own = next((note for note in said if "embedded engine" in note), None)
    if own is None:
        return "The sentences are the article’s own, selected and typed by rules."
    said.remove(own)
    return own


def _as_said(note: Note) -> str:
    """An article's note as a result says it."""
    return f"{note.message[:1].upper()}{note.message[1:]}."


def _note_links(note: Note | None, scope: str) -> tuple[tuple[str, str], ...]:
    numbers = note.sentences if note else ()
    return tuple((f"sentence {number}", f"{scope}s{number}") for number in numbers)


def _gap_links(gap: Finding, result: ArticleSummary, scope: str) -> tuple[tuple[str, str], ...]:
    """A link to the first sentence that was not read."""
    found = _PATH.fullmatch(gap.path)
    if not found or int(found[1]) >= len(result.article.sentence_spans):
        return ()
    number = int(found[1]) + 1
    return ((f"sentence {number}", f"{scope}s{number}"),)
