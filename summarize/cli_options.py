"""Options that several commands have."""

from __future__ import annotations

import argparse

from .cli_values import count

__all__ = ["Group", "add_model_options"]

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
