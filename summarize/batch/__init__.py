"""Many articles: a bounded number at a time, within a budget, with every result kept."""

from __future__ import annotations

from .articles import asummarize_articles, summarize_articles
from .outcome import ArticleOutcome

__all__ = ["ArticleOutcome", "asummarize_articles", "summarize_articles"]
