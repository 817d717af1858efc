"""The command `summarize show RESULTS`: results that are in files already, in any format.

Exit codes: 0 all were shown, 1 some articles have no result or not a complete one, 2 wrong usage or a
file that holds no results.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from .cli_formats import FORMATS, Writer
from .cli_help import Parser, Sections
from .cli_options import add_format_options, add_schema_option
from .cli_output import ended, output, refuse_overwriting
from .cli_values import chosen_schema
from .errors import ConfigurationError

if TYPE_CHECKING:
    from .exports.result_files import Entry
    from .schema import ArticleSummary

__all__ = ["main", "parser"]

_SECTIONS: Sections = {
    "examples": [
        ("summarize show results.jsonl --format html -o page.html", "a batch, in one page"),
        ("summarize show results.jsonl --format csv -o claims.csv", "its claims as a table"),
        ("summarize show result.json --evidence", "one result, to read"),
        ("head -1 results.jsonl | summarize show -", "from standard input"),
    ],
    "input": "What --format json or summarize batch wrote. Nothing is asked again, and no article is "
    "read: a result holds its own. Of a batch's failed articles the errors are said.",
    "formats": [(name, each.about) for name, each in FORMATS.items()],
    "exit codes": [
        ("0", "fine"),
        ("1", "an article has no result, or none that is complete"),
        ("2", "wrong usage, or a file that holds no results"),
    ],
}


def main(argv: Sequence[str]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code."""
    arguments = parser().parse_args(argv)
    return ended(partial(_show, arguments), ConfigurationError)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = Parser(
        prog="summarize show",
        description="Show results that are in files already, in any format.",
        sections=_SECTIONS,
    )
    made.add_argument(
        "files",
        nargs="+",
        metavar="RESULTS",
        help="files of --format json or summarize batch, or - for standard input",
    )
    group = made.add_argument_group("results")
    add_format_options(group)
    add_schema_option(group)
    return made


def _show(arguments: argparse.Namespace) -> int:
    refuse_overwriting(arguments.files, arguments.output, "the results")
    schema = chosen_schema(arguments.schema)
    entries = chain.from_iterable(_entries(name, schema) for name in arguments.files)
    first = list(islice(entries, 2))  # one alone is written in another way than several
    shown = failed = 0
    with output(arguments.output) as stream:
        writer = Writer(
            arguments.format, stream, several=len(first) > 1, evidence=arguments.evidence
        )
        for entry in chain(first, entries):
            if entry.result is None:
                _say(f"{entry.place}: no result of {entry.failure}")
                failed += 1
                continue
            writer.add(entry.result)
            shown += 1
            if gaps := entry.result.gaps:
                _say(f"{entry.place}: not complete: {'; '.join(gap.message for gap in gaps)}")
                failed += 1
        writer.finish()
    if not shown and not failed:
        names = ", ".join(_named(name) for name in arguments.files)
        raise ConfigurationError(f"{names} holds no results; summarize --format json writes some.")
    return 1 if failed else 0


def _entries(name: str, schema: type[ArticleSummary] | None) -> Iterator[Entry[ArticleSummary]]:
    from .exports.result_files import entries_in, read_entries
    from .schema import ArticleSummary

    if name != "-":
        return read_entries(name, schema or ArticleSummary)
    if sys.stdin is None:
        raise ConfigurationError("Standard input is closed; name a file.")
    return entries_in(sys.stdin.buffer, _named(name), schema or ArticleSummary)


def _named(name: str) -> str:
    """A file's name for people."""
    return "standard input" if name == "-" else name


def _say(message: str) -> None:
    sys.stderr.write(f"summarize: {message}\n")
