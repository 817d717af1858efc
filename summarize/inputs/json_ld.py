"""What a page says of its article in schema.org's vocabulary (JSON-LD, https://schema.org/NewsArticle)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = ["Metadata", "clean", "names_nobody", "plain_name", "read_date", "read_json_ld"]

_ARTICLES = frozenset(
    "article advertisercontentarticle newsarticle analysisnewsarticle askpublicnewsarticle "
    "backgroundnewsarticle opinionnewsarticle reportagenewsarticle reviewnewsarticle report "
    "satiricalarticle scholarlyarticle medicalscholarlyarticle socialmediaposting blogposting "
    "liveblogposting techarticle".split()
)
_PERSON = frozenset(("person", ""))
_LARGEST = 2_000_000
"""Characters of the longest block that is read."""
_MOST_NODES = 2_000
_FIRST_YEAR = 1600
"""No newspaper is older; pages without a date say 0001 or 1970, and 1970 may be true."""
_LONGEST_TITLE = 300
_LONGEST_NAME = 80
_TAG = re.compile(r"<[^>]{0,500}>")
_DATE = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one article's node says; None where it doesn't."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    free: bool | None = None
    """Whether the text may be read without a subscription (`isAccessibleForFree`)."""


def read_json_ld(blocks: Iterable[str], *, shown: str = "") -> Metadata:
    """What the blocks say of the page's main article.

    Pages describe other articles too (teasers, comments on another piece), so of several the one is
    taken whose headline stands in `shown`, the page's titles, else the first. What is no JSON, as many
    blocks of real pages, is passed over.
    """
    nodes = [node for block in blocks for node in _nodes(block)]
    known = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = [node for node in nodes if _types(node) & _ARTICLES]
    if not articles:
        free = next((free for node in nodes if (free := _flag(node)) is not None), None)
        return Metadata(free=free)
    titles = _plain(shown)
    node = next(
        (n for n in articles if (t := _plain(_headline(n) or "")) and t in titles), articles[0]
    )
    return Metadata(
        headline=_headline(node),
        authors=tuple(_people(node.get("author", node.get("creator")), known)),
        published=read_date(node.get("datePublished")),
        publisher=next(_names(node.get("publisher"), known, frozenset()), None),
        language=_language(node.get("inLanguage")),
        free=_flag(node),
    )


def read_date(value: Any) -> date | None:
    """The day that an ISO 8601 date or time begins with, as it is written there, in its own time zone."""
    match = _DATE.match(value) if isinstance(value, str) else None
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and day.year >= _FIRST_YEAR else None


def clean(value: Any, most: int) -> str | None:
    """A value as one line of plain text; None for what is no text, empty or longer than `most`."""
    if not isinstance(value, str) or len(value) > 10 * most:
        return None
    text = " ".join(_TAG.sub("", html.unescape(value)).split())
    return text if 0 < len(text) <= most and any(map(str.isalpha, text)) else None


def names_nobody(name: str) -> bool:
    """Whether what a page gives as an author is an address, a handle or a placeholder."""
    low = name.lower()
    return (
        "://" in low
        or "@" in low
        or "/" in low.strip("/")
        or low
        in ("admin", "administrator", "author", "editor", "guest", "staff", "none", "null", "user")
    )


def plain_name(author: str) -> str:
    """The author without "By" before and the employer after: "By Jane Doe | Daily Post"."""
    return re.sub(r"^by\s+|\s\|\s.*", "", author, flags=re.IGNORECASE)


def _nodes(block: str) -> Iterator[dict[str, Any]]:
    if len(block) > _LARGEST:
        return
    try:
        stack = [json.loads(_WRAPPING.sub("", block), strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while stack and seen < _MOST_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            stack += reversed(
                [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]
            )
            stack += reversed(
                [
                    v
                    for k, v in value.items()
                    if k in ("author", "publisher") and isinstance(v, dict)
                ]
            )
        elif isinstance(value, list):
            stack += reversed(value)


def _types(node: dict[str, Any]) -> set[str]:
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return {str(kind).rpartition("/")[2].lower() for kind in listed if kind}


def _headline(node: dict[str, Any]) -> str | None:
    return clean(node.get("headline"), _LONGEST_TITLE) or clean(node.get("name"), _LONGEST_TITLE)


def _people(value: Any, known: dict[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for name in _names(value, known, _PERSON):
        plain = plain_name(name)
        if not names_nobody(plain) and plain not in seen and len(seen) < 20:
            seen.add(plain)
            yield plain


def _names(value: Any, known: dict[str, Any], kinds: frozenset[str]) -> Iterator[str]:
    """The names in a value: a text, a node, a reference to one, or a list of those."""
    for item in value if isinstance(value, list) else [value]:
        node = item
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            node = known.get(item["@id"], item)
        if isinstance(node, dict):
            if kinds and not (_types(node) or {""}) & kinds:
                continue
            node = node.get("name")
        for name in node if isinstance(node, list) else [node]:
            if found := clean(name, _LONGEST_NAME):
                yield found


def _language(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return value if isinstance(value, str) else None


def _flag(node: dict[str, Any]) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower().rpartition("/")[2])
    return value if isinstance(value, bool) else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
