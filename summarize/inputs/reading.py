"""From data of any kind to the text of an article; what only some kinds need is imported there."""

from __future__ import annotations

from ..errors import ArticleError
from .content import Content
from .encodings import declared_encoding, decode
from .kinds import detect_kind, looks_like_html

__all__ = ["read_bytes", "read_text"]


def read_text(text: str) -> Content | None:
    """The article of a text that is plainly an HTML document; None for any other text."""
    if not looks_like_html(text):
        return None
    from .html import read_html

    return read_html(text)


def read_bytes(
    data: bytes,
    where: str,
    *,
    max_chars: int,
    charset: str | None = None,
    address: str | None = None,
) -> Content:
    """The text in `data` and what the data say about it.

    `where` names the source in messages; `charset` and `address` are what the server said and where
    it was. Raises `ArticleError` for what holds no text, or of a kind that can't be read.
    """
    try:
        return _read(data, where, max_chars, charset=charset, address=address)
    except RecursionError:
        raise ArticleError(f"{where} is nested too deep to be read; save its text.") from None


def _read(
    data: bytes, where: str, max_chars: int, *, charset: str | None, address: str | None
) -> Content:
    kind = detect_kind(data)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data, where, max_chars=max_chars)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data, where, max_chars=max_chars)
    if kind == "mail":
        from .mail import read_mail

        return read_mail(data, where)
    if kind == "text":
        text, encoding, notes = decode(data, where, declared=charset)
        return Content(text, encoding=encoding, url=address, notes=tuple(notes))
    return _read_page(data, where, charset, address)


def _read_page(data: bytes, where: str, charset: str | None, address: str | None) -> Content:
    from .html import read_html

    declared = charset or declared_encoding(data)
    text, encoding, notes = decode(data, where, declared=declared)
    return read_html(text, url=address).decoded(encoding, notes)
