"""The command `summarize doctor`: what would be used here, and whether it works.

Exit codes: 0 all well, 1 something would fail, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, TextIO

from .cli_help import MODEL_SETTINGS, Parser, Sections, environment
from .cli_output import abandon_stdout
from .cli_values import nothing_chosen

if TYPE_CHECKING:
    from rich.text import Text

    from .doctor import Fact, Section

__all__ = ["main", "parser"]

_SECTIONS: Sections = {
    "examples": [
        ("summarize doctor", "what `summarize FILE` would use here"),
        ("summarize doctor --online", "and whether the endpoint has the model"),
        ("summarize doctor --model ollama/llama3.3 --online", "of a model that is not chosen yet"),
        ("summarize doctor --format json | jq .well", "for programs"),
    ],
    "network": "Without --online nothing is sent. With it the endpoint is asked for its list of "
    "models, which costs nothing, and a cache in a database is opened. Keys are never "
    "shown, and nothing is made or changed.",
    "environment": environment(*MODEL_SETTINGS, "NO_COLOR"),
    "exit codes": [("0", "all well"), ("1", "something would fail"), ("2", "wrong usage")],
}
_MARKS = {
    "well": ("✓", "green"),
    "off": ("-", "dim"),
    "note": ("!", "yellow"),
    "problem": ("✗", "red"),
}
_ASCII = {"✓": "+", "✗": "x"}
_NAME_WIDTH = 11
_WIDEST = 100  # as in render.terminal


def main(argv: Sequence[str]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code."""
    arguments = parser().parse_args(argv)
    try:
        sections = _diagnosed(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("summarize: interrupted\n")
        return 130
    problems = sum(fact.level == "problem" for each in sections for fact in each.facts)
    try:
        if arguments.format == "json":
            _write_json(sections, problems)
        else:
            _write(sections, problems, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
    return 1 if problems else 0


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = Parser(
        prog="summarize doctor",
        description="Say which model, endpoint, key, prompts and cache would be used here, where each "
        "comes from, and whether it works.",
        sections=_SECTIONS,
    )
    made.add_argument("--model", metavar="NAME", help="as for summarize FILE")
    made.add_argument("--base-url", metavar="URL", help="as for summarize FILE")
    made.add_argument("--cache", metavar="FILE|URL", help="as for summarize FILE")
    made.add_argument(
        "--online", action="store_true", help="ask the endpoint for its models; costs nothing"
    )
    made.add_argument(
        "--format", choices=("terminal", "json"), default="terminal", help="default: terminal"
    )
    return made


def _diagnosed(arguments: argparse.Namespace) -> tuple[Section, ...]:
    from .doctor import diagnose

    unchosen = nothing_chosen(arguments.model, arguments.base_url)
    sections = diagnose(
        "embedded" if unchosen else arguments.model,
        base_url=arguments.base_url,
        cache=arguments.cache,
        online=arguments.online,
    )
    return tuple(_explained(each) for each in sections) if unchosen else sections


def _explained(section: Section) -> Section:
    """The section of the model, where the command took the embedded engine by itself."""
    if section.name != "model":
        return section
    from .doctor import Fact

    fact = Fact(
        "model",
        "embedded, as none is chosen: it extracts sentences, offline",
        "note",
        "for a language model set OPENAI_API_KEY, or SUMMARIZE_MODEL, or pass --model",
    )
    return replace(section, facts=(fact, *section.facts[1:]))


def _write_json(sections: Sequence[Section], problems: int) -> None:
    import json

    found = {each.name: [asdict(fact) for fact in each.facts] for each in sections}
    sys.stdout.write(json.dumps({"well": not problems, **found}, indent=2) + "\n")


def _write(sections: Sequence[Section], problems: int, stream: TextIO) -> None:
    """One line a fact: mark, name, what was found, and behind an arrow what to do about it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=80, color_system=None, highlight=False)
    if stream.isatty():
        console = Console(file=stream, highlight=False)
        console.width = min(console.width, _WIDEST)
    for section in filter(lambda each: each.facts, sections):
        console.print(Text(section.name, style="bold"))
        for fact in section.facts:
            for line in _lines(fact, console.width, stream.encoding or "utf-8"):
                console.print(line)
    notes = sum(fact.level == "note" for each in sections for fact in each.facts)
    found = f"{problems} problem{'s' * (problems != 1)}" if problems else "no problem"
    style = "red" if problems else "green"
    console.print(Text(f"{found}, {notes} note{'s' * (notes != 1)}", style=style))


def _lines(fact: Fact, width: int, encoding: str) -> Iterator[Text]:
    from rich.text import Text

    from .render.words import plain

    mark, style = _MARKS[fact.level]
    arrow = "→"
    if not _can_show(mark + arrow, encoding):
        mark, arrow = _ASCII.get(mark, mark), "->"
    head = f"  {mark} {fact.name:<{_NAME_WIDTH}} "
    room = max(20, width - len(head))
    texts = [(line, "") for line in textwrap.wrap(plain(fact.says), room)]
    if fact.advice:
        advice = textwrap.wrap(f"{arrow} {plain(fact.advice)}", room, subsequent_indent="  ")
        texts += [(line, style) for line in advice]
    for number, (said, its_style) in enumerate(texts):
        line = Text()
        line.append(" " * len(head) if number else head, style="" if number else style)
        yield line.append(said, style=its_style)


def _can_show(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
