"""Articles from the web: fetched when asked for by address, from public addresses alone."""

from .articles import fetch_article

__all__ = ["fetch_article"]
