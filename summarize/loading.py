"""From a source (a text, a file, bytes) to an article, or to an error that says what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .article import Article
from .errors import ArticleError
from .inputs import Content, detect_kind, read_bytes, read_text, suspicions
from .invisible import visible

__all__ = ["MAX_BYTES", "MAX_CHARS", "article_from_bytes", "load_article"]

MAX_CHARS = 10_000_000
"""Characters of the longest text that is taken without asking; a novel has about a million."""
MAX_BYTES = 20_000_000
"""Bytes of the largest page or document that is read without asking; they hold pictures and scripts too."""

_LONGEST_PATH = 4096
"""Characters that a file name may have on Linux; other systems allow fewer."""
_SAMPLE = 65_536
"""Bytes that tell of what kind a file is."""

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S*\.(?:csv|docx?|eml|epub|html?|json|md|odt|pdf|rst|rtf|tex|txt|xml)")


def load_article(
    source: str | Path | bytes | Article,
    *,
    title: str | None = None,
    byline: str | None = None,
    published: date | None = None,
    url: str | None = None,
    site: str | None = None,
    language: str | None = None,
    max_chars: int = MAX_CHARS,
    max_bytes: int = MAX_BYTES,
) -> Article:
    """The article that `source` holds.

    A `str` is the text itself, a `Path` a file to read, `bytes` what a file holds; an `Article` comes
    back as it is. Read are plain text and Markdown, HTML (a `str` too, if it is plainly a page), PDF
    (needs `pip install 'summarize[pdf]'`), Word documents (.docx) and mails (.eml); the kind is told
    by the content, not by a name. A text is kept as given. From a page or document only the article is
    taken, without navigation, comments and what it hides from its readers; `article.extractor` says by
    what, `article.notes` what to know about it.

    Bytes are decoded by their byte-order mark, else as UTF-8, else by the encoding that the page
    declares or that charset-normalizer finds likely; `article.encoding` says which. What is passed as
    `title`, `byline`, `published`, `url`, `site` or `language` is taken instead of what the source shows.

    Raises `ArticleError` when the source is missing, unreadable, a directory, empty, binary, longer
    than `max_chars` characters of text, larger than `max_bytes` where it is no plain text, a file name
    or web address instead of a text (see `fetch_article`), or without a sentence; also when an
    `Article` is given together with other metadata.
    """
    known = {
        "title": title,
        "byline": byline,
        "published": published,
        "url": url,
        "site": site,
        "language": language,
    }
    if isinstance(source, Article):
        if any(known.values()):
            raise ArticleError(
                "An Article has its metadata already; change it with article.model_copy(update=…)."
            )
        return source
    if not isinstance(source, str | bytes | os.PathLike):
        raise ArticleError(
            f"The source is of type {type(source).__name__}; pass the text (str), a pathlib.Path, "
            "bytes or an Article."
        )
    if isinstance(source, str):
        return _article_from_text(source, known, max_chars=max_chars, max_bytes=max_bytes)
    if not isinstance(source, bytes):
        _refuse_text_as_path(os.fspath(source))
    where = "The data" if isinstance(source, bytes) else f"The file {os.fspath(source)}"
    data = source if isinstance(source, bytes) else _read(Path(source), max_chars, max_bytes)
    return article_from_bytes(data, where, known, max_chars=max_chars, max_bytes=max_bytes)


def article_from_bytes(
    data: bytes,
    where: str,
    known: Mapping[str, Any],
    *,
    max_chars: int,
    max_bytes: int,
    charset: str | None = None,
    address: str | None = None,
) -> Article:
    """The article in `data`, which `where` names in messages; `known` is taken instead of what it shows.

    `charset` is the encoding that a server declares, `address` where the data were found.
    """
    _refuse_size(data, where, max_chars, max_bytes)
    content = _named(
        where, read_bytes, data, where, max_chars=max_chars, charset=charset, address=address
    )
    return _article(content, where, known, max_chars)


def _article_from_text(
    text: str, known: Mapping[str, Any], *, max_chars: int, max_bytes: int
) -> Article:
    where = "The text"
    _refuse_name(text)
    content = _named(where, read_text, text)
    if content is None:
        content = Content(text)
    elif len(text) > max_bytes:
        raise _too_large(where, f"{len(text):,} characters of HTML", max_bytes)
    return _article(content, where, known, max_chars)


def _named(where: str, read: Any, *arguments: Any, **options: Any) -> Any:
    """What `read` returns; its errors name the source."""
    try:
        return read(*arguments, **options)
    except ArticleError as error:
        raise (
            error if str(error).startswith(where) else ArticleError(f"{where}: {error}")
        ) from None


def _article(content: Content, where: str, known: Mapping[str, Any], max_chars: int) -> Article:
    text = visible(content.text) if content.extractor else content.text
    _refuse_empty(text, where, max_chars)
    shown = {
        name: getattr(content, name) for name in ("title", "byline", "published", "url", "site")
    }
    values = shown | {name: value for name, value in known.items() if value}
    try:
        article = Article.from_text(text, **values, extracted=content.extractor is not None)
    except ArticleError as error:
        raise ArticleError(f"{where} can't be used. {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise ArticleError(f"{name}={values.get(name)!r} can't be used: {first['msg']}.") from None
    more = {
        "encoding": content.encoding,
        "extractor": content.extractor,
        "notes": (*content.notes, *suspicions(content.text, article.sentences)),
        "language": article.language or content.language,
    }
    return article.model_copy(update=more)


def _refuse_name(text: str) -> None:
    """Raise `ArticleError` for a text that is the name of a file or page."""
    if len(text) >= _LONGEST_PATH or "\n" in text.strip():
        return
    name = text.strip()
    if _URL.fullmatch(name):
        raise ArticleError(
            f"The text is a web address ({name}), and pages are fetched only when asked to: call "
            "summarize.fetch_article(url), or pass the page's text or the pathlib.Path of a saved page."
        )
    if name and os.path.exists(name):  # noqa: PTH110  # Path.exists raises for long names
        raise ArticleError(
            f"The text is the name of an existing file ({name}); to read the file, pass "
            f"pathlib.Path({name!r})."
        )
    if _FILE_NAME.fullmatch(name):
        raise ArticleError(
            f"The text looks like a file name ({name}), but there is no such file; pass the article's "
            "text, or the pathlib.Path of a file that exists."
        )


def _refuse_text_as_path(name: str | bytes) -> None:
    """Raise `ArticleError` for a `Path` made of an article, whose words no message repeats."""
    if len(name) > _LONGEST_PATH or (isinstance(name, str) and len(name) > 255 and "\n" in name):
        raise ArticleError(
            f"The path has {len(name):,} characters, so it seems to be a text: pass an article's text as "
            "a str, and only a file's name as a pathlib.Path."
        )


def _read(path: Path, max_chars: int, max_bytes: int) -> bytes:
    """The file, and no more of it than is taken, so that an endless one can't fill the memory."""
    try:
        with path.open("rb") as file:
            head = file.read(min(_SAMPLE, 4 * max_chars + 1))
            most = 4 * max_chars if _is_text(head) else max_bytes
            return head + file.read(max(0, most + 1 - len(head)))
    except FileNotFoundError:
        raise ArticleError(f"There is no file {path}; check the name and the directory.") from None
    except IsADirectoryError:
        raise ArticleError(f"{path} is a directory; pass one of the files in it.") from None
    except PermissionError:
        raise ArticleError(
            f"The file {path} may not be read by this user; change its permissions."
        ) from None
    except (OSError, ValueError) as error:
        raise ArticleError(f"The file {path} can't be read ({error}); check the name.") from None


def _is_text(head: bytes) -> bool:
    """Whether data are plain text as far as their first bytes tell; a ZIP archive may be a document."""
    try:
        return detect_kind(head) == "text" and not head.startswith(b"PK")
    except ArticleError:
        return True


def _refuse_size(data: bytes, where: str, max_chars: int, max_bytes: int) -> None:
    """Raise `ArticleError` for data that are too large to be looked at."""
    if len(data) <= min(4 * max_chars, max_bytes):
        return
    if not _is_text(data[:_SAMPLE]):
        if len(data) > max_bytes:
            raise _too_large(where, f"over {max_bytes:,} bytes", max_bytes)
    elif len(data) > 4 * max_chars:
        raise _too_long(where, f"over {4 * max_chars:,} bytes", max_chars)


def _refuse_empty(text: str, where: str, max_chars: int) -> None:
    """Raise `ArticleError` for a text that is empty, too long, or has a NUL character."""
    if len(text) > max_chars:
        raise _too_long(where, f"{len(text):,} characters", max_chars)
    if not text.strip():
        state = "holds nothing but white space" if text else "is empty"
        raise ArticleError(f"{where} {state}; pass an article of at least one sentence.")
    if (null := text.find("\0")) >= 0:
        raise ArticleError(
            f"{where} has a NUL character at offset {null:,}; remove it (text.replace('\\0', ''))."
        )


def _too_long(where: str, size: str, max_chars: int) -> ArticleError:
    return ArticleError(
        f"{where} is too long: {size}, and max_chars is {max_chars:,}. Pass a larger max_chars, or a "
        "part of the text."
    )


def _too_large(where: str, size: str, max_bytes: int) -> ArticleError:
    return ArticleError(
        f"{where} is too large: {size}, and max_bytes is {max_bytes:,}. Pass a larger max_bytes, or the "
        "article's text alone."
    )
