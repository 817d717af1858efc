"""Options that several commands have."""

from __future__ import annotations

import argparse

from .cli_formats import FORMATS
from .cli_values import count

__all__ = ["Group", "add_format_options", "add_model_options", "add_schema_option"]

Group = argparse._ArgumentGroup  # the only name that argparse has for it


def add_model_options(group: Group) -> None:
    """Which model is asked, with which prompt, and for how much."""
    group.add_argument(
        "--model", metavar="NAME", help="openai/…, ollama/…, embedded, or any with --base-url"
    )
    group.add_argument(
        "--base-url",
        metavar="URL",
        help="an OpenAI-compatible endpoint, e.g. http://localhost:8080/v1",
    )
    group.add_argument(
        "--prompt",
        default="article",
        metavar="NAME",
        help="name, name@version or file (default: article)",
    )
    group.add_argument(
        "--language", metavar="LANG", help="language to answer in (default: the article's)"
    )
    group.add_argument("--max-claims", type=count, metavar="N", help="the most claims to list")
    group.add_argument(
        "--context-window",
        type=count,
        metavar="N",
        help="tokens that the model reads and writes in one call; longer articles go in parts",
    )
    add_schema_option(group)


def add_schema_option(group: Group) -> None:
    """The class of the results."""
    group.add_argument(
        "--schema",
        metavar="FILE:CLASS",
        help="your subclass of ArticleSummary, in a Python file (news.py:NewsSummary) or a module",
    )


def add_format_options(group: Group) -> None:
    """How results are written, and where."""
    group.add_argument(
        "--format",
        choices=FORMATS,
        default="terminal",
        metavar="FORMAT",
        help="how results are written (default: terminal)",
    )
    group.add_argument(
        "--evidence",
        action="store_true",
        help="the cited sentences too, quotations and figures marked (format terminal)",
    )
    group.add_argument(
        "-o", "--output", metavar="FILE", help="write the result there (-: standard output)"
    )
