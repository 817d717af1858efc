"""A comparison as people and programs read it: terminal, Markdown and JSON."""

from __future__ import annotations

from .markdown import comparison_markdown
from .terminal import comparison_text, write_comparison
from .tree import comparison_json, comparison_tree

__all__ = [
    "comparison_json",
    "comparison_markdown",
    "comparison_text",
    "comparison_tree",
    "write_comparison",
]
