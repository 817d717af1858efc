"""What the command line reads articles from: files and, where an address is given, pages."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .article import Article

__all__ = ["add_options", "is_address", "open_source"]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def add_options(parser: argparse._ActionsContainer) -> None:
    """Add the options that say how pages are fetched."""
    parser.add_argument(
        "--ignore-robots",
        action="store_true",
        help="fetch pages that robots.txt keeps programs from",
    )
    parser.add_argument(
        "--allow-private-addresses",
        action="store_true",
        help="fetch pages of this machine and its network too, at any port",
    )


def is_address(name: str) -> bool:
    """Whether a name on the command line is that of a page."""
    return _ADDRESS.match(name) is not None


def open_source(name: str, arguments: argparse.Namespace) -> Article:
    """The article in the file, or on the page, of that name."""
    if is_address(name):
        from .fetching import fetch_article

        return fetch_article(
            name,
            robots=not arguments.ignore_robots,
            allow_private=arguments.allow_private_addresses,
        )
    from .loading import load_article

    return load_article(Path(name))
