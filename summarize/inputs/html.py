"""An article from an HTML page: its text without the page around it, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from ..article import Note
from ..errors import ArticleError
from .content import Content
from .hidden import HiddenText, remove_hidden
from .joining import join_parts
from .json_ld import Metadata, clean, names_nobody, plain_name, read_date, read_json_ld
from .markup import link_key, render

__all__ = ["extractor_name", "read_html"]

_SHORT = 400
"""Characters below which a page's text is hardly an article; a brief report has some 500."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_BAR = re.compile(r"(?P<title>.+)\s[|–—-]\s(?P<site>.+)$")
_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_META_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
)
_META_TITLE = ("og:title", "twitter:title")
_META_DATE = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "parsely-pub-date",
)


@lru_cache(maxsize=1)
def extractor_name() -> str:
    """Name and version of the extractor, as articles keep it."""
    from importlib.metadata import version

    return f"trafilatura {version('trafilatura')}"


def read_html(source: str, *, url: str | None = None) -> Content:
    """The article of a page; `url` is where it was found, if that is known.

    Comments of readers, navigation and what the page hides are left out. Paragraphs are parted by
    blank lines; headings, list items and quotations begin with Markdown's marks (`## `, `- `, `> `).
    Raises `ArticleError` when no article is found.
    """
    tree = _parse(source)
    scripts = [
        script.text or ""
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
    ]
    metas = _metas(tree)
    titles = _titles(tree, metas)
    hidden = remove_hidden(tree, source)
    about = read_json_ld(scripts, shown="\n".join(titles))
    found = _found(tree, url)
    for script in list(tree.iter("script", "style")):
        script.drop_tree()
    text = _text(tree, url, titles)
    if not any(map(str.isalnum, text)):
        raise ArticleError(_nothing(about))
    site = about.publisher or clean(metas.get("og:site_name"), 80) or found["sitename"]
    return Content(
        text=text,
        title=_without_site(about.headline or found["title"], (site, metas.get("og:site_name"))),
        byline=_byline(about, metas, found),
        published=about.published or _published(metas) or read_date(found["date"]),
        url=_canonical(tree, metas, url),
        site=site,
        language=_language(tree.get("lang") or about.language or metas.get("og:locale") or ""),
        extractor=extractor_name(),
        notes=tuple(_notes(text, about, hidden)),
    )


def _parse(source: str) -> Any:
    """The page as a tree of lxml, repaired as trafilatura does."""
    from trafilatura import load_html

    source = _INVALID.sub(" ", source)
    if not re.search(r"<(?:html|body)[\s>]", source, re.IGNORECASE):
        source = f"<html><body>{source}</body></html>"
    tree = load_html(source)
    if tree is None:
        raise ArticleError("The page has no readable HTML; open it in a browser and save its text.")
    return tree


def _text(tree: Any, url: str | None, titles: Sequence[str]) -> str:
    """The text of the article in a tree; empty when there is none."""
    from trafilatura import bare_extraction

    links = {link_key("".join(link.itertext())) for link in tree.iter("a") if link.get("href")} - {
        ""
    }
    join_parts(tree)
    found = bare_extraction(tree, url=url, include_comments=False)
    return (
        render(found.body, links, frozenset(titles))
        if found is not None and not isinstance(found, dict)
        else ""
    )


def _found(tree: Any, url: str | None) -> dict[str, str | None]:
    """What trafilatura reads from a page's head and its visible byline and date."""
    from trafilatura import extract_metadata

    dates = {"original_date": True, "extensive_search": False}
    document = extract_metadata(tree, default_url=url, date_config=dates)
    return {
        "title": clean(document.title, 300),
        "author": clean(document.author, 200),
        "date": document.date,
        "sitename": clean(document.sitename, 80),
    }


def _metas(tree: Any) -> dict[str, str]:
    """The `<meta>` elements of a page by their lower-cased names, the first of each."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := (meta.get("content") or "").strip():
            metas.setdefault(name.strip().lower(), content)
    return metas


def _titles(tree: Any, metas: dict[str, str]) -> list[str]:
    """Every title that a page shows or gives itself."""
    shown = [metas.get(name, "") for name in _META_TITLE]
    shown += ["".join(element.itertext()) for tag in ("title", "h1") for element in tree.iter(tag)]
    return [" ".join(title.split()) for title in shown if title.strip()]


def _without_site(title: str | None, sites: Sequence[str | None]) -> str | None:
    """The title without the name of the site after it: "Bridge opens | The Daily Post"."""
    match = _BAR.match(title) if title else None
    names = {_letters(site) for site in sites if site}
    return match["title"] if match and _letters(match["site"]) in names else title


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _byline(about: Metadata, metas: dict[str, str], found: dict[str, str | None]) -> str | None:
    """The authors: schema.org's, else the page's own meta element, else what trafilatura finds."""
    if about.authors:
        return ", ".join(about.authors)
    for name in _META_AUTHOR:
        author = clean(metas.get(name), 120)
        if author and not names_nobody(author) and author != metas.get("og:site_name"):
            return plain_name(author)
    first = found["author"]
    return first.replace("; ", ", ") if first and not names_nobody(first) else None


def _published(metas: dict[str, str]) -> Any:
    return next((day for name in _META_DATE if (day := read_date(metas.get(name)))), None)


def _canonical(tree: Any, metas: dict[str, str], url: str | None) -> str | None:
    """The address that the page gives itself, if it is on the site that the page came from."""
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for given in (*links, metas.get("og:url")):
        try:
            address = urljoin(url or "", (given or "").strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        plain = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        if (
            plain
            and len(address) < 2000
            and (url is None or _same_site(parts.hostname, urlsplit(url).hostname))
        ):
            return str(address)
    return url


def _same_site(one: str | None, other: str | None) -> bool:
    a, b = (one or "").removeprefix("www."), (other or "").removeprefix("www.")
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def _language(declared: str) -> str | None:
    match = _LANGUAGE.match(declared.strip().lower())
    return match[0] if match else None


def _nothing(about: Metadata) -> str:
    if about.free is False:
        return (
            "The page says that its article is for subscribers, and shows none of it; sign in and save "
            "its text."
        )
    return "No article was found in the page; a script may build it. Open it in a browser and save its text."


def _notes(text: str, about: Metadata, hidden: HiddenText) -> list[Note]:
    notes = []
    size = len(text)
    if about.free is False:
        message = f"the page says that its article is for subscribers; {size:,} characters of it were read"
        notes.append(Note(kind="paywall", message=message, characters=size))
    elif size < _SHORT:
        message = f"only {size:,} characters of text were found in the page"
        notes.append(Note(kind="short", message=message, characters=size))
    if hidden.characters:
        message = (
            f"{hidden.characters:,} characters that the page hides from its readers were left out"
        )
        notes.append(Note(kind="hidden-text", message=message, characters=hidden.characters))
    if hidden.addresses_model:
        message = (
            "text that the page hides from its readers speaks to a language model; it was left out"
        )
        notes.append(
            Note(kind="hidden-instructions", message=message, characters=hidden.characters)
        )
    return notes
