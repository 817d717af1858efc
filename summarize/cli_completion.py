"""The command `summarize completion SHELL`: a script that completes commands, options and files.

Exit codes: 0 it was written, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from .cli_help import Parser, Sections
from .cli_output import abandon_stdout

__all__ = ["main", "parser"]

SHELLS = ("bash", "zsh", "fish")
_SECTIONS: Sections = {
    "examples": [
        ("source <(summarize completion bash)", "in ~/.bashrc"),
        (
            "summarize completion bash > ~/.local/share/bash-completion/completions/summarize",
            "the same, read when it is first needed (with bash-completion)",
        ),
        (
            "summarize completion zsh > ~/.zfunc/_summarize",
            "in a folder of $fpath that compinit looks into",
        ),
        ("summarize completion fish > ~/.config/fish/completions/summarize.fish", "for fish"),
    ],
    "updates": "The script holds the options of this version, so write it again after an update.",
    "exit codes": [("0", "fine"), ("2", "wrong usage")],
}


def main(argv: Sequence[str], parsers: Callable[[], Mapping[str, argparse.ArgumentParser]]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code.

    `parsers` gives those of all commands by name; "" is that of the command without a name.
    """
    shell = parser().parse_args(argv).shell
    from .completion import completion_script

    try:
        sys.stdout.write(completion_script(shell, parsers()))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone (`| head`)
        abandon_stdout()
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = Parser(
        prog="summarize completion",
        description="Print a script that completes commands, options, their values, and files.",
        sections=_SECTIONS,
    )
    made.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")
    return made
