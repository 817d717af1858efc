"""The text of a Word document (.docx, ECMA-376), read with the standard library and lxml.

Converters of such documents lose what was inserted while changes are tracked, and keep hidden text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from .. import __version__
from ..article import Note
from ..errors import ArticleError
from .content import Content
from .instructions import addresses_model
from .json_ld import clean

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_SHOWN = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_STYLE = re.compile(
    r"(?P<heading>(?:heading|title|subtitle|überschrift|titre|titel|заголовок)\w*)|(?P<item>list)\w*|quote|zitat|citation",
    re.IGNORECASE,
)
_DAMAGE = (BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError)
_MOST_RATIO = 200
"""How many times as large as its file a document may be when it is unpacked; text has some 10."""
_LEAST = 10_000_000


def read_docx(data: bytes, where: str, *, max_chars: int) -> Content:
    """The article in a Word document, its headings, lists and quotations marked as in Markdown.

    Deleted text, comments, notes, headers and footers are left out, and so is hidden text, which is
    counted. Raises `ArticleError` when the document is damaged or unpacks to too much.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", where, len(data))
            about = _part(archive, "docProps/core.xml", where, len(data))
    except _DAMAGE as error:
        raise ArticleError(
            f"{where} is a Word document that can't be read ({type(error).__name__}); save its text."
        ) from None
    if body is None:
        raise ArticleError(f"{where} is a Word document without a body; save its text.")
    hidden: list[str] = []
    text = _text(body, hidden)
    if len(text) > max_chars:
        raise ArticleError(
            f"{where} is too long: {len(text):,} characters, and max_chars is {max_chars:,}. Pass a larger "
            "max_chars, or a part of the document."
        )
    return Content(
        text,
        title=_title(about, text),
        extractor=f"summarize {__version__}",
        notes=tuple(_notes(" ".join(hidden))),
    )


def _part(archive: ZipFile, name: str, where: str, packed: int) -> Any:
    """One part of a document as a tree; None when it isn't there."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        return None
    most = max(_LEAST, _MOST_RATIO * packed)
    with archive.open(name) as file:
        data = file.read(most + 1) if size <= most else b""
    if not 0 < len(data) <= most:
        raise ArticleError(f"{where} unpacks to more than {most:,} bytes, so it was not read.")
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return fromstring(data, parser)
    except XMLSyntaxError:
        raise ArticleError(f"{where} is a damaged Word document; save its text.") from None


def _text(body: Any, hidden: list[str]) -> str:
    lines: list[str] = []
    before = ""
    for block in body.iter(f"{_W}p", f"{_W}tr"):
        if next(block.iterancestors(f"{_W}tr"), None) is not None:
            continue
        row = block.tag == f"{_W}tr"
        words = _row(block, hidden) if row else _words(block, hidden)
        mark = "" if row else _mark(block)
        if not words:
            continue
        if lines:
            lines.append("\n" if mark == before == "- " else "\n\n")
        lines.append(mark + words)
        before = mark
    return "".join(lines)


def _row(row: Any, hidden: list[str]) -> str:
    cells = (
        " ".join(filter(None, (_words(p, hidden) for p in cell.iter(f"{_W}p"))))
        for cell in row.iter(f"{_W}tc")
    )
    return " | ".join(filter(None, cells))


def _words(paragraph: Any, hidden: list[str]) -> str:
    """The shown text of a paragraph, without that of paragraphs in text boxes within it."""
    parts: list[str] = []
    for node in _shown(paragraph):
        if node.tag == f"{_W}t":
            (hidden if _is_hidden(node.getparent()) else parts).append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            parts.append("\n" if node.tag != f"{_W}tab" else " ")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    lines = "".join(parts).split("\n")
    return "\n".join(line for line in (" ".join(line.split(" ")).strip() for line in lines) if line)


def _shown(paragraph: Any) -> Iterator[Any]:
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _NOT_SHOWN or node.tag == f"{_W}p":
            continue
        yield node
        stack += reversed(node)


def _is_hidden(run: Any) -> bool:
    """Whether a run is marked as hidden, white, or too small to read."""
    properties = run.find(f"{_W}rPr") if run is not None else None
    if properties is None:
        return False
    vanish = properties.find(f"{_W}vanish")
    if vanish is not None and vanish.get(f"{_W}val", "true") not in ("0", "false", "off"):
        return True
    shaded = (
        properties.find(f"{_W}shd") is not None or properties.find(f"{_W}highlight") is not None
    )
    colour, size = properties.find(f"{_W}color"), properties.find(f"{_W}sz")
    white = colour is not None and colour.get(f"{_W}val", "").upper() in ("FFFFFF", "FEFEFE")
    half_points = size.get(f"{_W}val", "") if size is not None else ""
    return (white and not shaded) or (half_points.isdecimal() and int(half_points) <= 4)


def _mark(paragraph: Any) -> str:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return ""
    style = properties.find(f"{_W}pStyle")
    match = _STYLE.match(style.get(f"{_W}val", "") if style is not None else "")
    if match:
        return "## " if match["heading"] else "- " if match["item"] else "> "
    return "- " if properties.find(f"{_W}numPr") is not None else ""


def _title(core: Any, text: str) -> str | None:
    """The title among the document's properties, if the text shows it: many are those of templates."""
    found = (
        next((node.text for node in core if str(node.tag).endswith("}title")), None)
        if core is not None
        else None
    )
    title = clean(found, 300)
    return title if title and title.lower() in text[:2_000].lower() else None


def _notes(hidden: str) -> Iterator[Note]:
    if hidden.strip():
        message = f"{len(hidden):,} characters that the document hides from readers were left out"
        yield Note(kind="hidden-text", message=message, characters=len(hidden))
    if addresses_model(hidden):
        message = (
            "text that the document hides from readers speaks to a language model; it was left out"
        )
        yield Note(kind="hidden-instructions", message=message, characters=len(hidden))
