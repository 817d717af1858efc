"""From a source (a text, a file, bytes) to an article, or to an error that says what to do."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from .article import Article
from .errors import ArticleError
from .language import count_signs

__all__ = ["MAX_CHARS", "load_article"]

MAX_CHARS = 10_000_000
"""Characters of the longest text that is taken without asking; a novel has about a million."""

_LONGEST_PATH = 4096
"""Characters that a file name may have on Linux; other systems allow fewer."""

_URL = re.compile(r"https?://\S+")
_FILE_NAME = re.compile(r"\S*\.(?:csv|docx?|eml|epub|html?|json|md|odt|pdf|rst|rtf|tex|txt|xml)")

# First bytes of files that are not text.
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive (or DOCX, ODT, EPUB)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
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
# Byte-order marks; that of UTF-32 begins like that of UTF-16 and comes first.
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_ENCODINGS = (
    "cp1252 cp1251 cp1250 cp1254 cp1253 cp1255 cp1256 cp1257 cp874 koi8_r gb18030 big5 cp932 euc_jp cp949"
).split()
"""What text that isn't Unicode is in, the commonest first."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROL = 0.05
"""Share of control characters above which data is not text; text has none or a few."""
_SAMPLE = 8192


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
) -> Article:
    """The article that `source` holds.

    A `str` is the text itself, a `Path` a file to read, `bytes` a text to decode; an `Article` comes
    back as it is. Bytes are decoded by their byte-order mark, else as UTF-8, else by the encoding
    that charset-normalizer finds likely; `article.encoding` says which. What is passed as `title`,
    `byline`, `published`, `url`, `site` or `language` is taken instead of what the text shows.

    Raises `ArticleError` when the source is missing, unreadable, a directory, empty, binary, longer
    than `max_chars` characters, a file name or web address instead of a text, or without a sentence;
    also when an `Article` is given together with other metadata.
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
        text, encoding, where = source, None, "The text"
        _refuse_name(text)
    else:
        where = "The data" if isinstance(source, bytes) else f"The file {os.fspath(source)}"
        data = source if isinstance(source, bytes) else _read(Path(source), 4 * max_chars + 1)
        if len(data) > 4 * max_chars:
            raise _too_long(where, f"over {4 * max_chars:,} bytes", max_chars)
        text, encoding = _decode(data, where)
    _refuse_empty(text, where, max_chars)
    try:
        article = Article.from_text(text, **known)  # type: ignore[arg-type]
    except ArticleError as error:
        raise ArticleError(f"{where} can't be used. {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise ArticleError(f"{name}={known.get(name)!r} can't be used: {first['msg']}.") from None
    return article.model_copy(update={"encoding": encoding})


def _refuse_name(text: str) -> None:
    """Raise `ArticleError` for a text that is the name of a file or page."""
    if len(text) >= _LONGEST_PATH or "\n" in text.strip():
        return
    name = text.strip()
    if _URL.fullmatch(name):
        raise ArticleError(
            f"The text is a web address ({name}), and pages aren't fetched; save the page's text and "
            "pass it, or the file's pathlib.Path."
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


def _read(path: Path, limit: int) -> bytes:
    """At most `limit` bytes of the file, so that an endless one can't fill the memory."""
    try:
        with path.open("rb") as file:
            return file.read(limit)
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


def _decode(data: bytes, where: str) -> tuple[str, str]:
    """The text of `data`, and how it was decoded."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    if encoding is None:
        _refuse_binary(data, where)
    try:
        return data.decode(encoding or "utf-8"), encoding or "utf-8"
    except UnicodeDecodeError as error:
        if encoding:
            raise ArticleError(
                f"{where} has the byte-order mark of {encoding} but isn't {encoding} at byte "
                f"{error.start:,}; save it as UTF-8."
            ) from None
    return _detect(data, where)


def _detect(data: bytes, where: str) -> tuple[str, str]:
    """The text of `data` in the likeliest of the usual encodings, and its name.

    charset-normalizer takes "mañana" in cp1252 for cp1250. Of the encodings that it finds equally clean,
    the one that shows most of a language is right: 49 of 56 texts of a sentence or two instead of 43.
    """
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_ENCODINGS))
    clean = [match for match in matches if match.chaos == matches[0].chaos]
    clean.sort(key=lambda match: _ENCODINGS.index(match.encoding))
    best = max(clean, key=lambda match: count_signs(str(match)), default=None)
    if best is None:
        raise ArticleError(
            f"{where} is neither UTF-8 nor text in another known encoding; save it as UTF-8."
        )
    alike = {best.encoding, *best.could_be_from_charset}  # these give the same text
    return str(best), f"{next(name for name in _ENCODINGS if name in alike)} (detected)"


def _refuse_binary(data: bytes, where: str) -> None:
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
