"""The command `summarize schema`: the JSON Schema of results.

Exit codes: 0 it was written, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from .cli_help import Parser, Sections
from .cli_output import abandon_stdout

__all__ = ["main", "parser"]

_SECTIONS: Sections = {
    "examples": [
        ("summarize schema > article-summary.json", "to validate with"),
        ("summarize schema | head -3", "its dialect, and its name with the version"),
    ],
    "version": "A result says in schema_version which version it follows. Within a version fields may be "
    "added, so a reader leaves alone what it does not know.",
    "exit codes": [("0", "fine"), ("2", "wrong usage")],
}


def main(argv: Sequence[str]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code."""
    parser().parse_args(argv)
    from .exports.result_schemas import result_schema

    try:
        sys.stdout.write(f"{json.dumps(result_schema(), indent=2)}\n")
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone (`| head`)
        abandon_stdout()
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    return Parser(
        prog="summarize schema",
        description="Print the JSON Schema (2020-12) of what --format json writes.",
        sections=_SECTIONS,
    )
