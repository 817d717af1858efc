"""What a source holds, whatever its kind: the text of an article and what the source says about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..article import Note

__all__ = ["Content"]


@dataclass(frozen=True, slots=True)
class Content:
    """The text that was read from a source, and its metadata; None where the source doesn't say."""

    text: str
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None
    """The language that the source declares, ISO 639-1; taken when the text doesn't show its own."""
    encoding: str | None = None
    """How bytes were decoded; None where the source came as text, or says so itself (PDF, DOCX)."""
    extractor: str | None = None
    """Name and version of what took the text out of its markup; None for plain text."""
    notes: tuple[Note, ...] = ()

    def decoded(self, encoding: str, notes: Iterable[Note]) -> Content:
        """The same, with how its bytes were decoded."""
        return replace(self, encoding=encoding, notes=(*notes, *self.notes))
