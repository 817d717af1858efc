"""Which kind of document data is, told by its content; names of files lie too often."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

from ..errors import ArticleError

__all__ = ["MARKS", "Kind", "detect_kind", "looks_like_html", "refuse_binary"]

Kind = Literal["text", "html", "pdf", "docx", "mail"]

MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
"""Byte-order marks; that of UTF-32 begins like that of UTF-16 and comes first."""

# First bytes of files that no article can be read from.
_MAGIC = {
    b"PK\x03\x04": "a ZIP archive (or ODT, EPUB)",
    b"PK\x05\x06": "an empty ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "gzip-compressed data",
    b"BZh": "bzip2-compressed data",
    b"\xfd7zXZ\x00": "xz-compressed data",
    b"\x28\xb5\x2f\xfd": "zstd-compressed data",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a": "a RAR archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF file (WebP, WAV, AVI)",
    b"ID3": "an MP3 file",
    b"OggS": "an Ogg file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
}
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROL = 0.05
"""Share of control characters above which data is not text; text has none or a few."""
_SAMPLE = 8192
_PDF_HEAD = 1024
"""Bytes in which the mark of a PDF may stand, by Adobe's implementation notes to ISO 32000."""

_PROLOGUE = re.compile(r"\s*(?:(?:<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->)\s*)*", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html\b|<(?:html|head|body)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:article|aside|blockquote|div|figure|h[1-6]|header|main|meta|ol|p|section|script|style|table"
    r"|title|ul)[\s>]",
    re.IGNORECASE,
)
_END_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>\s*$", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_XML = re.compile(r"\s*<\?xml\s")
_HEADER = re.compile(rb"[!-9;-~]{1,60}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL = frozenset((b"mime-version", b"message-id", b"received", b"return-path"))
"""Header fields that only machines write: a pasted mail has "From:" and "Subject:" alone."""


def detect_kind(data: bytes) -> Kind:
    """The kind of a document. Raises `ArticleError` for an archive, an image or a feed, by its name."""
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") and _is_docx(data):
        return "docx"
    if _is_mail(data):
        return "mail"
    return "html" if looks_like_html(_head(data)) else "text"


def _head(data: bytes) -> str:
    """The first characters of text in any encoding, well enough to see tags."""
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    encoding = MARKS.get(mark, "latin-1")
    head, tail = data[:_SAMPLE], data[-_SAMPLE:]
    if encoding == "latin-1" or len(data) <= 2 * _SAMPLE:
        return (head + tail if len(data) > 2 * _SAMPLE else data).decode(encoding, "replace")
    return head.decode(encoding, "replace") + tail.decode(f"{encoding}-le", "replace")


def looks_like_html(text: str) -> bool:
    """Whether a text is plainly an HTML document, or a piece of one from its first to its last tag.

    A Markdown file that opens with a tag is none, because it ends in words. Raises `ArticleError` for
    another XML document, such as a feed.
    """
    start = _PROLOGUE.match(text)
    at = start.end() if start else 0
    if _HTML.match(text, at):
        return True
    if _FEED.match(text, at):
        raise ArticleError(
            "The source is a news feed (RSS or Atom), not an article; pass one of the pages it links to."
        )
    if _XML.match(text):
        raise ArticleError(
            "The source is an XML document, but not XHTML; extract its text first and pass that."
        )
    return _FRAGMENT.match(text, at) is not None and _END_TAG.search(text[-200:]) is not None


def _is_docx(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _is_mail(data: bytes) -> bool:
    names: set[bytes] = set()
    at = 0
    while len(names) < 40 and (match := _HEADER.match(data, at, at + _SAMPLE)):
        names.add(data[at : data.index(b":", at)].lower())
        at = match.end()
    return len(names) > 2 and bool(names & _MAIL) and bool(names & {b"from", b"subject", b"date"})


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `ArticleError` for data without a byte-order mark that is not text."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise ArticleError(f"{where} is {kind}, not text; extract its text first and pass that.")
    if (null := data.find(b"\0")) >= 0:
        raise ArticleError(
            f"{where} has a NUL byte at offset {null:,}, so it is binary data, or UTF-16 without a "
            "byte-order mark; save it as UTF-8 text."
        )
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MOST_CONTROL * len(sample):
        raise ArticleError(
            f"{where} is binary data (it has many control characters), not text; extract its text "
            "first and pass that."
        )
