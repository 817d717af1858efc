"""An article: its text as given, what is known about it, and its numbered sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, model_validator

from .errors import ArticleError
from .language import detect_language
from .page import read_layout
from .text import sentence_spans

__all__ = ["Article", "Note", "NoteKind", "Sentence"]

NoteKind = Literal[
    "hidden-text",
    "hidden-instructions",
    "invisible",
    "instructions",
    "paywall",
    "short",
    "undecodable",
]
"""Text that readers don't see was left out; it speaks to a language model; invisible characters aren't
shown to the model; sentences speak to a language model; the page says that its text is for subscribers;
hardly any text was found; characters were replaced because they weren't decodable."""


class Sentence(NamedTuple):
    """One sentence of an article; `article.text[start:end] == text`."""

    number: int
    """Position among the article's sentences, from 1."""
    start: int
    end: int
    text: str


class Note(BaseModel):
    """Something about a source that whoever reads the summary should know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )

    kind: NoteKind
    message: str
    """A plain sentence without a full stop; it quotes nothing of the source."""
    characters: int = 0
    """How many characters it is about."""
    sentences: tuple[int, ...] = ()
    """The numbers of the sentences that it is about, where it names some."""

    @property
    def serious(self) -> bool:
        """Whether it is said with every result: most pages hide some text, so that alone is not."""
        return self.kind not in ("hidden-text", "invisible")


class Article(BaseModel):
    """An article's text exactly as given, its metadata, and where its sentences stand.

    Only the article's own sentences are numbered: navigation, bylines, captions, notices and
    comments stay in `text`, so that no offset shifts, but have no number and can't be cited.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )

    text: str
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None
    """ISO 639-1 code, as given or detected; None when unknown."""
    encoding: str | None = None
    """How the text was decoded, e.g. "utf-8" or "cp1251 (detected)"; None when it came as text."""
    extractor: str | None = None
    """What took the text out of a page or document, e.g. "trafilatura 2.3.1"; None for plain text."""
    notes: tuple[Note, ...] = ()
    """What a reader of the result should know about the source, such as text that it hides."""
    sentence_spans: tuple[tuple[int, int], ...]
    """Start and end of each numbered sentence, ascending and disjoint."""

    sha256: str = ""
    """SHA-256 of the text in UTF-8, in hex; filled in when absent, refused when it differs."""

    @model_validator(mode="before")
    @classmethod
    def _identify(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            return data
        digest = sha256(data["text"].encode("utf-8", "surrogatepass")).hexdigest()
        if data.get("sha256", digest) != digest:
            raise ValueError("sha256 is that of another text, so the offsets can't be trusted")
        return {**data, "sha256": digest}

    @model_validator(mode="after")
    def _check_spans(self) -> Self:
        last = 0
        for start, end in self.sentence_spans:
            if not last <= start < end:
                raise ValueError(
                    f"sentence span ({start}, {end}) is empty or overlaps the one before"
                )
            last = end
        if last > len(self.text):
            raise ValueError(f"a sentence span ends at {last}, after the text's {len(self.text)}")
        return self

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        byline: str | None = None,
        published: date | None = None,
        url: str | None = None,
        site: str | None = None,
        language: str | None = None,
        extracted: bool = False,
    ) -> Article:
        """The article that `text` holds, its own sentences numbered.

        What the page around an article shows (title, byline, date, site) is read where it is not
        given, and left out of the sentences like the rest of the page. `language` is an ISO 639-1
        code and is guessed when None. With `extracted`, the text was taken out of a page whose title is
        `title`, so none is looked for. The text is kept as given. Raises `ArticleError` when it holds no
        sentence, or lone surrogates.
        """
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ArticleError(
                f"The text has a lone surrogate (U+{ord(text[error.start]):04X}) at offset "
                f"{error.start}, so it isn't text; decode the bytes again with errors='replace'."
            ) from None
        language = language or detect_language(text)
        layout = read_layout(text, language, title=title if extracted else None)
        spans = tuple(
            span
            for start, end in layout.passages
            for span in sentence_spans(text, language, start, end)
        )
        if not spans:
            raise ArticleError(
                f"No sentence was found in the text ({len(text):,} characters); pass the article's "
                "own words."
            )
        return cls(
            text=text,
            title=title or layout.title,
            byline=byline or layout.byline,
            published=published or layout.published,
            url=url,
            site=site or layout.site,
            language=language,
            sentence_spans=spans,
        )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield "title", self.title
        yield "characters", len(self.text)
        yield "sentences", len(self.sentence_spans)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever reads a result should know about its source, in sentences."""
        serious = (note.message for note in self.notes if note.serious)
        return tuple(f"{message[:1].upper()}{message[1:]}." for message in serious)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The numbered sentences in order."""
        return tuple(
            Sentence(number, start, end, self.text[start:end])
            for number, (start, end) in enumerate(self.sentence_spans, 1)
        )
