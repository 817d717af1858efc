"""Scripts that complete a command line of `summarize` in bash, zsh and fish.

They are made from the parsers themselves, hold everything that they need, and start nothing: what
depends on a project (its prompts and cases) is read from its folders by the shell.

Made by hand, as neither well-kept library fits: shtab (1.13) completes files or commands in one place,
not both, and in zsh only one file; argcomplete starts Python for every press of the key.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from .bash import bash_script
from .fish import fish_script
from .words import Command, read_commands
from .zsh import zsh_script

__all__ = ["completion_script"]

_WRITERS: dict[str, Callable[[Mapping[str, Command]], str]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}


def completion_script(shell: str, parsers: Mapping[str, argparse.ArgumentParser]) -> str:
    """The script for a shell: bash, zsh or fish. "" is the parser of the command without a name."""
    return _WRITERS[shell](read_commands(parsers))
