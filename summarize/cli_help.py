"""How every command explains itself: one look of `--help`, and errors that say what was meant."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

__all__ = ["MODEL_SETTINGS", "HelpFormatter", "Parser", "Sections", "environment", "nearest"]

_WIDEST = 100  # longer lines are hard to read
_NARROW = 80  # what stands in a help page by itself fits in it
_HELP_AT = 28
_LONGEST_TERM = 24  # with what it means beside it; longer ones have it below
_UNKNOWN = re.compile(r"unrecognized arguments: .*?(--[\w-]+)")

Rows = Sequence[tuple[str, str]]
Sections = Mapping[str, str | Rows]
"""The end of a help page by title: texts, or terms with what they mean."""
_VARIABLES = {
    "SUMMARIZE_MODEL": "the model, where --model is not given",
    "SUMMARIZE_BASE_URL": "the endpoint, where --base-url is not given",
    "SUMMARIZE_API_KEY": "its key",
    "SUMMARIZE_PROMPTS": "folder of prompts (else ./prompts, else the package's)",
    "SUMMARIZE_CACHE": "where results are kept: a SQLite file or postgresql://…",
    "OPENAI_API_KEY": "the key for openai/…; alone it chooses openai/gpt-6-luna",
    "OPENAI_BASE_URL": "the endpoint for openai/…",
    "OLLAMA_HOST": "the endpoint for ollama/… (else http://localhost:11434)",
    "HTTPS_PROXY": "and HTTP_PROXY, ALL_PROXY, NO_PROXY: for requests to models",
    "NO_COLOR": "no colour, also on a terminal",
    "GITHUB_STEP_SUMMARY": "the report is added there too, as Markdown",
    "GITHUB_ACTIONS": "when true, problems are annotated",
}
MODEL_SETTINGS = tuple(name for name in _VARIABLES if re.match("SUMM|OPEN|OLLA|HTTP", name))
"""The variables that say which model is asked, and how."""


class HelpFormatter(argparse.HelpFormatter):
    """Wraps a text of one line, and leaves one of several lines as it was written."""

    def __init__(self, prog: str, **options: Any) -> None:
        width = min(shutil.get_terminal_size().columns, _WIDEST) - 2
        super().__init__(prog, **{"max_help_position": _HELP_AT, "width": width, **options})

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


class Parser(argparse.ArgumentParser):
    """A parser whose help ends with `sections`, and whose errors name the option that was meant."""

    def __init__(self, *, sections: Sections | None = None, **options: Any) -> None:
        super().__init__(**{"formatter_class": HelpFormatter, **options})
        self.sections = sections or {}

    def format_help(self) -> str:
        """The help page."""
        self.epilog = "\n".join(f"{name}:\n{_body(said)}\n" for name, said in self.sections.items())
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Ends with exit code 2: the usage, the message, and what to do."""
        if unknown := _UNKNOWN.search(message):
            near = nearest(unknown[1], self._option_string_actions)
            message += f"; did you mean {near}?" if near else ""
        usage = self.format_usage()
        self.exit(2, f"{usage}{self.prog}: {message}\nAll options: {self.prog} --help\n")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is."""
    import difflib

    near = difflib.get_close_matches(word, list(known), 1, 0.7)
    return near[0] if near else None


def environment(*names: str) -> Rows:
    """What the environment variables of these names say."""
    return [(name, _VARIABLES[name]) for name in names]


def _body(said: str | Rows) -> str:
    """A text, or terms with what they mean, in 80 columns."""
    if isinstance(said, str):
        return _filled(said, 2)
    longest = max(len(term) for term, _ in said)
    if longest > _LONGEST_TERM:
        return "\n".join(f"  {term}\n{_filled(meaning, 6)}" for term, meaning in said)
    column = longest + 4
    return "\n".join(
        f"  {term:<{column - 2}}{_filled(meaning, column)[column:]}" for term, meaning in said
    )


def _filled(text: str, indent: int) -> str:
    import textwrap

    blanks = " " * indent
    return textwrap.fill(text, _NARROW, initial_indent=blanks, subsequent_indent=blanks)
