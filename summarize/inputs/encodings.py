"""Text from bytes: by the byte-order mark, as UTF-8, by what is declared, else by what is likely."""

from __future__ import annotations

import codecs
import re

from ..article import Note
from ..errors import ArticleError
from ..language import count_signs
from .kinds import MARKS, refuse_binary

__all__ = ["declared_encoding", "decode"]

_ENCODINGS = (
    "cp1252 cp1251 cp1250 cp1254 cp1253 cp1255 cp1256 cp1257 cp874 koi8_r gb18030 big5 cp932 euc_jp cp949"
).split()
"""What text that isn't Unicode is in, the commonest first."""

# What a label means on the web, where it differs from Python's codec of that name: supersets that
# pages really use (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-8": "utf-8",
}
_NO_TEXT = frozenset(
    "base64 bz2 hex idna mbcs oem punycode quopri raw_unicode_escape rot13 undefined unicode_escape "
    "utf-7 utf7 uu zip zlib".split()
)
"""Codecs of Python that are no encodings of pages; UTF-7 hides tags from whoever looks for them."""
_HEAD = 4096
"""Bytes in which a declaration is looked for; the standard asks for the first 1,024."""
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,100}?\sencoding\s*=\s*[\"']([\w.:-]{2,40})[\"']"
    rb"|<meta[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MOST_BROKEN = 0.01
"""Share of characters that may be undecodable in the declared encoding; pages have a stray byte or two."""


def declared_encoding(data: bytes) -> str | None:
    """The encoding that an XML declaration or a `<meta>` element at the top of a page names."""
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_HEAD]))
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def decode(data: bytes, where: str, *, declared: str | None = None) -> tuple[str, str, list[Note]]:
    """The text of `data`, how it was decoded, and a note on what could not be.

    In this order: a byte-order mark; UTF-8, because text in another encoding is hardly ever valid
    UTF-8, whatever a server declares; the encoding `declared` by whoever sent it or by the page
    itself; the one that charset-normalizer finds likely. Raises `ArticleError` for what is no text.
    """
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), None)
    codec = _codec(declared)
    if encoding is None and not (codec or "").startswith(("utf_16", "utf_32")):
        refuse_binary(data, where)
    try:
        if not (encoding or _is_escaped(data, codec)):
            return data.decode("utf-8"), "utf-8", []
        if encoding:
            return data.decode(encoding), encoding, []
    except UnicodeDecodeError as error:
        if encoding:
            raise ArticleError(
                f"{where} has the byte-order mark of {encoding} but isn't {encoding} at byte "
                f"{error.start:,}; save it as UTF-8."
            ) from None
    if codec and (found := _as_declared(data, codec)):
        return found
    return *_detect(data, where), []


def _codec(label: str | None) -> str | None:
    """Python's name of an encoding, as `label` means it on the web; None for what is none."""
    if not label:
        return None
    name = _LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        codec = codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    plain = codec.removesuffix("_codec")
    return None if plain in _NO_TEXT or plain.replace("_", "-") in _NO_TEXT else codec


def _is_escaped(data: bytes, codec: str | None) -> bool:
    """Whether the encoding is declared and one of those whose bytes are ASCII, and so UTF-8 as well."""
    return bool(codec and codec.startswith(("iso2022", "hz"))) and (
        b"\x1b" in data or b"~{" in data
    )


def _as_declared(data: bytes, codec: str) -> tuple[str, str, list[Note]] | None:
    text = data.decode(codec, "replace")
    name = f"{codec} (declared)"
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if not broken:
        return text, name, []
    if codec == "utf_8" and broken > _MOST_BROKEN * len(text):
        return None
    if broken > max(1, _MOST_BROKEN * len(text)):
        return None
    message = f"{broken:,} characters are not valid {codec}, as declared, and were replaced"
    return text, name, [Note(kind="undecodable", message=message, characters=broken)]


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
