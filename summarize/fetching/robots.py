"""What a site's robots.txt says to programs (RFC 9309)."""

from __future__ import annotations

__all__ = ["refuse_by_robots"]


def refuse_by_robots(text: str, url: str, agent: str) -> str | None:
    """Why a program may not fetch `url`, by the rules in `text`; None when it may.

    The rules for "summarize" hold, else those for all programs. Crawl delays are for crawlers: this is
    one page, asked for by a person.
    """
    from protego import Protego

    if not text.strip() or Protego.parse(text).can_fetch(url, agent):
        return None
    return (
        "the site's robots.txt asks programs not to fetch this page, so it was not fetched. Save it in a "
        "browser and pass the file; if you have the site's permission, pass robots=False (--ignore-robots)."
    )
