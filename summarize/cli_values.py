"""Values of command-line options, refused with what was expected instead."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ConfigurationError

if TYPE_CHECKING:
    from types import ModuleType

    from .schema import ArticleSummary

__all__ = ["chosen_name", "chosen_schema", "count", "dollars", "nothing_chosen", "share"]


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


def chosen_schema(name: str | None) -> type[ArticleSummary] | None:
    """The class that `--schema FILE:CLASS` or `MODULE:CLASS` names; it is run, as Python runs it.

    Raises `ConfigurationError` that says what is wrong: the form, the file, what happened in it, the class.
    """
    if name is None:
        return None
    place, colon, kind = name.rpartition(":")
    if not colon or not place or not kind:
        raise ConfigurationError(
            f"--schema {name} names no class: a Python file or module and a class, news.py:NewsSummary."
        )
    module = _module(place)
    from .schema import ArticleSummary

    found = getattr(module, kind, None)
    if isinstance(found, type) and issubclass(found, ArticleSummary):
        return found
    if found is not None:
        raise ConfigurationError(
            f"--schema {name}: {kind} is no subclass of ArticleSummary. Other classes are filled in "
            f"Python, by summarize_article(source, schema={kind})."
        )
    there = [
        key
        for key, each in vars(module).items()
        if isinstance(each, type)
        and issubclass(each, ArticleSummary)
        and each is not ArticleSummary
    ]
    known = f"it has {', '.join(there)}" if there else "nor any other subclass of ArticleSummary"
    raise ConfigurationError(f"--schema {name}: {place} has no {kind}, {known}.")


def _module(place: str) -> ModuleType:
    """The module of this file, or of this name, which may be in the current folder."""
    path = Path(place).resolve()
    from_file = path.suffix == ".py"
    if from_file and not path.is_file():
        raise ConfigurationError(f"--schema {place}: there is no such file.")
    folder = str(path.parent if from_file else Path.cwd())
    sys.path.insert(0, folder)
    try:
        module = importlib.import_module(path.stem if from_file else place)
    except Exception as error:
        raise ConfigurationError(
            f"--schema {place} can't be imported: {type(error).__name__}: {error}"
        ) from error
    finally:
        sys.path.remove(folder)
    if from_file and Path(module.__file__ or "").resolve() != path:
        raise ConfigurationError(
            f"--schema {place}: Python has another module called {path.stem}; rename the file."
        )
    return module


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
