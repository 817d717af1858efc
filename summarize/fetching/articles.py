"""From a web address to an article."""

from __future__ import annotations

import ssl
from datetime import date

from ..article import Article
from ..errors import ArticleError, FetchError
from ..loading import MAX_BYTES, MAX_CHARS, article_from_bytes
from .connecting import Resolver, resolve
from .pages import Limits, fetch_page
from .urls import shown

__all__ = ["fetch_article"]


def fetch_article(
    url: str,
    *,
    title: str | None = None,
    byline: str | None = None,
    published: date | None = None,
    site: str | None = None,
    language: str | None = None,
    timeout: float = 30.0,
    max_bytes: int = MAX_BYTES,
    max_chars: int = MAX_CHARS,
    max_redirects: int = 5,
    robots: bool = True,
    allow_private: bool = False,
    resolver: Resolver = resolve,
    ssl_context: ssl.SSLContext | None = None,
) -> Article:
    """The article on the page at `url`, which is fetched now: HTML, text, PDF or DOCX, told by content.

    One request, besides that for the site's robots.txt, with at most `max_redirects` redirects, in
    `timeout` seconds for all of it, and at most `max_bytes` of unpacked data. An `http://` address is
    tried by https first; from https nothing leads back. Certificates must be valid. Neither proxies of
    the environment nor cookies nor passwords are used. Blocking: in a coroutine, use
    `asyncio.to_thread`.

    Only addresses of the public internet are connected to, checked when they are connected and after
    every redirect. `allow_private=True` lifts that, and the limit to ports 80 and 443, for servers of
    one's own. `robots=False` leaves robots.txt unread. `resolver` and `ssl_context` replace the
    system's resolver and certificates.

    Other arguments are as in `load_article`. `article.url` is the page's own address of itself
    (canonical), if that is on the same site; `article.notes` say when its text is for subscribers.

    Raises `FetchError` when the page may not or can't be fetched, `ArticleError` when it holds no
    article.
    """
    limits = Limits(timeout, max_bytes, max_redirects)
    page = fetch_page(
        url,
        limits,
        private=allow_private,
        robots=robots,
        resolver=resolver,
        ssl_context=ssl_context,
    )
    where = f"The page {shown(page.url)}"
    known = {
        "title": title,
        "byline": byline,
        "published": published,
        "site": site,
        "language": language,
    }
    try:
        return article_from_bytes(
            page.data,
            where,
            known,
            address=page.url,
            charset=page.charset,
            max_chars=max_chars,
            max_bytes=max_bytes,
        )
    except ArticleError as error:
        raise (
            error
            if page.url in str(error) or where in str(error)
            else FetchError(f"{where}: {error}")
        ) from None
