"""The text of a PDF document, with paragraphs put together again from its lines."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..article import Note
from ..errors import ArticleError, ConfigurationError
from .content import Content
from .instructions import addresses_model
from .json_ld import clean
from .lines import Line, reflow

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf"]

_TINY = 2.0
"""Points of the largest type that nobody can read."""
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTING = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"EI"))


def read_pdf(data: bytes, where: str, *, max_chars: int) -> Content:
    """The article in a PDF document. Needs pypdf, the extra `pdf`.

    Headers, footers and page numbers are left out, words parted at the ends of lines are joined, and
    paragraphs are parted by blank lines. Text that the pages hide (drawn invisibly, in white on nothing,
    or too small to read) is left out and counted. Raises `ConfigurationError` without pypdf,
    `ArticleError` when the document is encrypted, damaged, or holds pictures of text alone.
    """
    try:
        import pypdf
    except ImportError:
        raise ConfigurationError(
            f"{where} is a PDF document; to read it, pip install 'summarize[pdf]', or pass its text."
        ) from None
    logging.getLogger("pypdf").addHandler(
        logging.NullHandler()
    )  # its warnings are not ours to print
    hidden: list[str] = []
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(f"{where} is encrypted; remove its password, or pass its text.")
        text = reflow(list(_pages(reader, hidden, where, max_chars)))
        title = _title(reader, text)
    except ArticleError:
        raise
    except Exception as error:  # noqa: BLE001  # of a damaged file, pypdf raises whatever fails first
        raise ArticleError(
            f"{where} is a PDF document that can't be read ({type(error).__name__}); open it in a viewer "
            "and save its text."
        ) from None
    if not any(map(str.isalnum, text)):
        raise ArticleError(
            f"{where} is a PDF document without text (pictures of pages?); recognise its text (OCR) first."
        )
    return Content(
        text,
        title=title,
        extractor=f"pypdf {pypdf.__version__}",
        notes=tuple(_notes(hidden)),
    )


def _pages(
    reader: PdfReader, hidden: list[str], where: str, max_chars: int
) -> Iterator[list[Line]]:
    """The lines of each page; what is hidden is added to `hidden`."""
    size = 0
    for page in reader.pages:
        whole = page.extract_text()
        if _cut_hidden(page, reader):
            hidden.append(_missing(whole, page.extract_text()))
        lines = _lines(page)
        size += sum(len(line.words) for line in lines)
        if size > max_chars:
            raise ArticleError(
                f"{where} is too long: over {max_chars:,} characters, which is max_chars. Pass a larger "
                "max_chars, or a part of the document."
            )
        yield lines


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they are drawn."""
    lines: list[Line] = []
    under_way: list[Any] = []

    def take(
        text: str, outer: Sequence[float], inner: Sequence[float], _: Any, size: float
    ) -> None:
        for piece in text.splitlines(keepends=True):
            if piece.strip() and not under_way:
                x, y = (
                    inner[4] * outer[0] + inner[5] * outer[2],
                    inner[4] * outer[1] + inner[5] * outer[3],
                )
                scale = max(abs(inner[0]), abs(inner[1])) * max(abs(outer[0]), abs(outer[1]))
                under_way.extend([x + outer[4], y + outer[5], abs(size * scale) or 1.0])
            if piece.strip() or under_way:
                under_way.append(piece)
            if piece.endswith("\n") and under_way:
                finish()

    def finish() -> None:
        x, y, size, *pieces = under_way
        under_way.clear()
        lines.append(Line(" ".join("".join(pieces).split()), x, y, size))

    page.extract_text(visitor_text=take)
    if under_way:
        finish()
    return [line for line in lines if line.words]


def _missing(whole: str, shown: str) -> str:
    """The lines that one text has and the other has not."""
    kept = Counter(shown.splitlines())
    missing = Counter(whole.splitlines()) - kept
    return " ".join(line.strip() for line in missing.elements())


def _cut_hidden(page: PageObject, reader: PdfReader) -> bool:
    """Take the operators out of a page that show hidden text; whether there were any.

    A page whose whole text is invisible is one that was scanned, with its recognised text behind the
    picture: that is kept.
    """
    from pypdf.generic import ContentStream, NameObject

    if "/Contents" not in page:
        return False
    content = ContentStream(page["/Contents"].get_object(), reader, "bytes")
    kept, cut, seen = [], 0, 0
    state = _Ink()
    for operands, operator in content.operations:
        state.follow(operator, operands)
        if operator in _SHOWING:
            if state.hides():
                cut += 1
                continue
            seen += 1
        kept.append((operands, operator))
    if not cut or not seen:
        return False
    content.operations = kept
    page[NameObject("/Contents")] = content
    return True


class _Ink:
    """How text would be drawn at a point of a page's content."""

    def __init__(self) -> None:
        self.mode = 0
        self.white = False
        self.size = 12.0
        self.scale = 1.0
        self.painted = False
        self._kept: list[tuple[int, bool, float, float]] = []

    def hides(self) -> bool:
        """Whether it can't be read: drawn not at all, in white before anything else was, or tiny."""
        return (
            self.mode == 3
            or (self.white and not self.painted)
            or abs(self.size * self.scale) < _TINY
        )

    def follow(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Take in one operator."""
        if operator == b"q":
            self._kept.append((self.mode, self.white, self.size, self.scale))
        elif operator == b"Q" and self._kept:
            self.mode, self.white, self.size, self.scale = self._kept.pop()
        elif operator == b"Tr":
            self.mode = int(operands[0])
        elif operator == b"Tf":
            self.size = float(operands[1])
        elif operator == b"Tm":
            self.scale = max(abs(float(value)) for value in operands[:4])
        elif operator == b"BT":
            self.scale = 1.0
        elif operator in (b"g", b"rg", b"sc", b"scn"):
            numbers = [value for value in operands if isinstance(value, int | float)]
            self.white = bool(numbers) and len(numbers) != 4 and all(n > 0.97 for n in numbers)
        elif operator == b"k":
            self.white = all(float(value) < 0.03 for value in operands)
        elif operator in _PAINTING and not (self.white and operator in (b"f", b"F", b"f*")):
            self.painted = True


def _title(reader: PdfReader, text: str) -> str | None:
    """The title among the document's properties, if its first page shows it: many are names of files."""
    title = clean(reader.metadata.title, 300) if reader.metadata else None
    return title if title and title.lower() in " ".join(text[:2_000].split()).lower() else None


def _notes(hidden: Sequence[str]) -> Iterator[Note]:
    text = " ".join(hidden)
    if text.strip():
        message = f"{len(text):,} characters that the pages hide from readers were left out"
        yield Note(kind="hidden-text", message=message, characters=len(text))
    if addresses_model(text):
        message = (
            "text that the pages hide from readers speaks to a language model; it was left out"
        )
        yield Note(kind="hidden-instructions", message=message, characters=len(text))
