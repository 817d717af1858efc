"""What of a page's text is the article, and what the page says about it: title, byline, date, site."""

from .layout import Layout, read_layout

__all__ = ["Layout", "read_layout"]
