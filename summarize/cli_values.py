"""Values of command-line options, refused with what was expected instead."""

from __future__ import annotations

import argparse
import sys

from .errors import ConfigurationError

__all__ = ["chosen_name", "count", "dollars", "nothing_chosen", "share"]


def chosen_name(name: str | None, base_url: str | None) -> str | None:
    """The model's name as it was given; "embedded", said aloud, when nothing was chosen."""
    if not nothing_chosen(name, base_url):
        return name
    sys.stderr.write(
        "summarize: no model chosen, so the embedded engine extracts sentences, offline; "
        "set OPENAI_API_KEY or pass --model for a language model\n"
    )
    return "embedded"


def nothing_chosen(name: str | None, base_url: str | None) -> bool:
    """Whether neither options nor environment say anything of a model."""
    from .models import chosen_model

    if name is not None or base_url is not None:
        return False
    try:
        chosen_model()
    except ConfigurationError:
        return True
    return False


def count(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def dollars(text: str) -> float:
    """US dollars, at least 0."""
    amount = _number(text)
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount of US dollars, such as 0.50")
    return amount


def share(text: str) -> float:
    """A share from 0 to below 1."""
    value = _number(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to below 1, such as 0.05")
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0
