"""The article in a mail (RFC 5322, .eml) or a saved web archive (.mht), which is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from ..errors import ArticleError
from .content import Content
from .encodings import declared_encoding, decode
from .json_ld import clean, names_nobody

__all__ = ["read_mail"]


def read_mail(data: bytes, where: str) -> Content:
    """The text of a mail: its HTML part without the page around it, else its plain part.

    The subject is the title, the sender's name the byline. Attachments are left out. Raises
    `ArticleError` when the mail has no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  # the default policy makes no other
    page, plain = _part(message, "html"), _part(message, "plain")
    content = _from_page(page, where) if page is not None else None
    if content is None and plain is not None:
        text, encoding, notes = _decoded(plain, where)
        content = Content(text, encoding=encoding, notes=tuple(notes))
    if content is None:
        raise ArticleError(
            f"{where} is a mail without text; pass its attachment, if that is the article."
        )
    return replace(
        content,
        title=clean(_header(message, "subject"), 300) or content.title,
        byline=_sender(message) or content.byline,
        published=_date(message) or content.published,
        url=content.url or _address(message),
        extractor=content.extractor or "email",
    )


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """The first text of that kind that is no attachment."""
    parts = (part for part in message.walk() if part.get_content_type() == f"text/{kind}")
    found = next((part for part in parts if not part.is_attachment()), None)
    return found if isinstance(found, EmailMessage) else None


def _from_page(part: EmailMessage, where: str) -> Content | None:
    from .html import read_html

    data = _payload(part)
    declared = _charset(part) or declared_encoding(data)
    try:
        text, encoding, notes = decode(data, where, declared=declared)
        return read_html(text).decoded(encoding, notes)
    except ArticleError:
        return None


def _decoded(part: EmailMessage, where: str) -> tuple[str, str, list[Any]]:
    return decode(_payload(part), where, declared=_charset(part))


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    charset = part.get_content_charset()
    return charset if isinstance(charset, str) else None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
    ):  # the parser's own on broken headers
        return ""


def _sender(message: EmailMessage) -> str | None:
    name = clean(next((name for name, _ in getaddresses([_header(message, "from")])), ""), 120)
    return name if name and not names_nobody(name) else None


def _date(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _address(message: EmailMessage) -> str | None:
    """Where a saved page was found, by its own account."""
    address = _header(message, "snapshot-content-location").strip()
    return address if address.startswith(("https://", "http://")) and len(address) < 2000 else None
