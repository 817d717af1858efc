"""What can be written behind each command: read from its parser."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Command", "Option", "Value", "read_commands"]

Kind = Literal["file", "directory", "prompt", "case", "words", "anything"]
_KINDS: dict[str, Kind] = {
    "ARTICLE": "file",
    "CASE": "case",
    "DIR": "directory",
    "FILE": "file",
    "FILE:CLASS": "file",
    "FILE|DIR|JSONL|-": "file",
    "FILE|URL": "file",
    "FILE|URL|none": "file",
    "NEW": "prompt",
    "OLD": "prompt",
    "PROMPT": "prompt",
    "RESULTS": "file",
    "SUMMARY": "file",
}
_MODELS = ("embedded", "openai/gpt-6-luna")


@dataclass(frozen=True, slots=True)
class Value:
    """What an option or a command takes."""

    kind: Kind
    """prompt: the prompts of the project, and files; anything: nobody knows which."""
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One option with all its spellings."""

    names: tuple[str, ...]
    about: str
    value: Value | None = None
    """None: it takes none."""
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or an action of one."""

    words: tuple[str, ...]
    """What leads to it: ("prompts", "list"); empty for the command without a name."""
    about: str
    options: tuple[Option, ...]
    takes: Value | None = None
    """What stands behind it, each time; None: nothing."""
    below: tuple[tuple[str, str], ...] = ()
    """Its own commands, with what they do."""


def read_commands(parsers: Mapping[str, argparse.ArgumentParser]) -> dict[str, Command]:
    """The commands of these parsers, by name."""
    return {name: _command(name, parser, parsers) for name, parser in parsers.items()}


def _command(
    name: str, parser: argparse.ArgumentParser, parsers: Mapping[str, argparse.ArgumentParser]
) -> Command:
    words = tuple(name.split())
    below = {
        other.split()[-1]: _sentence(each.description)
        for other, each in parsers.items()
        if other and tuple(other.split()[:-1]) == words
    }
    if not words:
        below["help"] = "The help page of a command"
    taken = [
        _value(action) for action in parser._get_positional_actions() if not below or not words
    ]
    return Command(
        words,
        _sentence(parser.description),
        tuple(_option(action) for action in parser._get_optional_actions()),
        taken[0] if taken else None,
        tuple(sorted(below.items())),
    )


def _option(action: argparse.Action) -> Option:
    takes = action.nargs != 0
    return Option(
        tuple(action.option_strings),
        _sentence(action.help),
        _value(action) if takes else None,
        isinstance(action, argparse._AppendAction),
    )


def _value(action: argparse.Action) -> Value:
    name = str(action.metavar or action.dest.upper())
    if action.choices is not None:
        return Value("words", name, tuple(map(str, action.choices)))
    if action.dest == "prompt":
        return Value("prompt", name)
    if action.dest in ("model", "judge"):
        return Value("words", name, _MODELS)
    return Value(_KINDS.get(name, "anything"), name)


def _sentence(text: str | None) -> str:
    """The first sentence, without its full stop."""
    return " ".join((text or "").split()).split(". ")[0].rstrip(".")
