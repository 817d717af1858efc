"""The command line: parse, call the library, show what it returns.

Results go to stdout (or `-o FILE`), everything else to stderr. Exit codes: 0 all went well, 1 at
least one article could not be summarised, or not all of it, 2 the command or its configuration is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from . import __version__, cli_sources
from .cli_formats import FORMATS, Writer
from .cli_help import MODEL_SETTINGS, Parser, Sections, environment, nearest
from .cli_options import Group, add_format_options, add_model_options
from .cli_output import ended, output, refuse_overwriting
from .cli_values import chosen_name, chosen_schema
from .errors import ArticleError, ConfigurationError, PromptError, StoreError, SummarizeError
from .render.shield import shielded

if TYPE_CHECKING:
    from .cli_waiting import Waiting
    from .schema import ArticleSummary
    from .store import ResultStore

__all__ = ["main", "parsers"]

# Loaded on use: `summarize FILE` and `--help` need none of them.
_HOMES = {
    "audit": "cli_audit",
    "batch": "cli_batch",
    "completion": "cli_completion",
    "doctor": "cli_doctor",
    "schema": "cli_schema",
    "show": "cli_show",
    **dict.fromkeys(
        ("record", "check", "diff", "accept", "prompts", "cassettes"), "cli_regression"
    ),
}
_COMMANDS = (*_HOMES, "help")
_SECTIONS: Sections = {
    "examples": [
        ("summarize article.txt", "with OPENAI_API_KEY set, or offline without it"),
        ("summarize article.txt --model ollama/llama3.3", "with a model on this machine"),
        ("summarize *.txt --format json -o out.jsonl", "several articles, one JSON object a line"),
        ("summarize https://example.org/news/1.html", "a page, fetched now"),
        ("pbpaste | summarize - --format markdown", "from standard input"),
        ("summarize *.txt --cache results.sqlite", "again only what isn't there yet"),
    ],
    "other commands (each with a --help; ./check is a file called check)": [
        ("batch", "many articles at once, taken up again where they ended"),
        ("show", "their results, or any in files, as a page, a table or text"),
        ("audit", "check figures, names and quotations of any summary"),
        ("record", "ask a model about the cases in seeds/ and keep its answers"),
        ("check", "replay them offline: faults, drift, what is stale"),
        ("diff", "what a prompt change did, claim by claim, and whether it is better"),
        ("accept", "make the checked results the baseline"),
        ("prompts", "list, show, compare, version and lock prompts"),
        ("cassettes", "list, verify and clean up recordings"),
        ("schema", "the JSON Schema of what --format json writes"),
        ("doctor", "what would be used here, and whether it works"),
        ("completion", "a script that completes all this in bash, zsh or fish"),
        ("help", "this page, or that of the command named behind it"),
    ],
    "formats": [(name, each.about) for name, each in FORMATS.items()],
    "environment": environment(*MODEL_SETTINGS, "NO_COLOR"),
    "exit codes": [
        ("0", "fine"),
        ("1", "an article failed, or is not complete"),
        ("2", "wrong usage or configuration"),
        ("130", "interrupted"),
    ],
}


@shielded()
def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv[:1] == ["help"]:
        argv = [*argv[1:], "--help"]
        if argv[0] not in (*_COMMANDS, "--help"):
            _say(_no_command(argv[0]))
            return 2
    if argv and argv[0] in _HOMES:
        return _command(argv)
    if said := _meant(argv):
        _say(said)
        return 2
    arguments = _parser().parse_args(argv)
    return ended(partial(_summarize, arguments), ConfigurationError, PromptError)


def _command(argv: Sequence[str]) -> int:
    home = _HOMES[argv[0]]
    run = import_module(f".{home}", __package__).main
    if home == "cli_completion":
        return int(run(argv[1:], parsers))
    return int(run(argv if home == "cli_regression" else argv[1:]))


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by name; "" is that of `summarize FILE`."""
    found = {"": _parser()}
    for name, home in _HOMES.items():
        module = import_module(f".{home}", __package__)
        found |= module.parsers() if home == "cli_regression" else {name: module.parser()}
    return found


def _meant(argv: Sequence[str]) -> str | None:
    """What to say to somebody who seems to have meant a command, not a file."""
    first = argv[0] if argv else ""
    if first.startswith("-"):
        for before, word in pairwise(argv):
            if word in _COMMANDS and not before.startswith("--") and not Path(word).exists():
                return f"{word} is a command, and goes first: summarize {word} …"
        return None
    if not first.isidentifier() or Path(first).exists() or not nearest(first, _COMMANDS):
        return None
    return f"no file is called {first!r}, and {_no_command(first)}"


def _no_command(name: str) -> str:
    near = nearest(name, _COMMANDS)
    known = f"did you mean summarize {near}?" if near else f"there are: {', '.join(_COMMANDS)}"
    return f"there is no command {name!r}; {known}"


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="summarize",
        description="Summarise articles and list their claims, each tied to the sentences that carry it.",
        sections=_SECTIONS,
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a text, HTML, PDF, Word or mail file, a page's https:// address, or - for standard input",
    )
    parser.add_argument("--version", action="version", version=f"summarize {__version__}")
    add_model_options(parser.add_argument_group("model and prompt"))
    _add_output(parser.add_argument_group("results"))
    cli_sources.add_options(parser.add_argument_group("pages"))
    return parser


def _add_output(group: Group) -> None:
    add_format_options(group)
    group.add_argument(
        "--cache",
        metavar="FILE|URL",
        help="keep results in this SQLite file or postgresql:// database, and take them from there",
    )
    group.add_argument(
        "--stream",
        action=argparse.BooleanOptionalAction,
        help="show what the model writes while it writes (default: if the result goes to the terminal)",
    )
    group.add_argument("-q", "--quiet", action="store_true", help="show no progress")


def _summarize(arguments: argparse.Namespace) -> int:
    from .cli_waiting import Waiting
    from .models import open_model

    refuse_overwriting(arguments.files, arguments.output, "the article")
    arguments.schema = chosen_schema(arguments.schema)  # a wrong one fails before any article
    name = chosen_name(arguments.model, arguments.base_url)
    model = open_model(name, base_url=arguments.base_url)
    if not model.extractive:
        from .prompts import load_prompt

        load_prompt(arguments.prompt)  # a wrong prompt fails once, before any article
    failed = 0
    several = len(arguments.files) > 1
    with _cache(arguments.cache) as cache, output(arguments.output) as stream:
        writer = Writer(arguments.format, stream, several=several, evidence=arguments.evidence)
        texts = _shows_texts(arguments, stream)
        for number, name in enumerate(arguments.files, 1):
            result: ArticleSummary | None = None
            place = f"{number} of {len(arguments.files)} · " if several else ""
            waiting = Waiting(
                f"{place}{name}",
                model,
                shown=not arguments.quiet,
                texts=texts,
                streamed=arguments.stream is not False,
            )
            try:
                result = _one(name, waiting, cache, arguments)
            except SummarizeError as error:
                if isinstance(error, ConfigurationError | PromptError):
                    raise
                failed += 1
                _say(f"{name}: {error}" if name not in str(error) else str(error))
                result = getattr(error, "summary", None)  # paid for, but not kept
            if result is not None:
                writer.add(result)
                failed += _has_gaps(name, result)
        writer.finish()
    return 1 if failed else 0


@contextmanager
def _cache(where: str | None) -> Iterator[ResultStore | None]:
    """The store that was named, by the option or the environment."""
    where = os.environ.get("SUMMARIZE_CACHE") if where is None else where
    if not where:
        yield None
        return
    from .store import open_store

    try:
        store = open_store(where)
    except StoreError as error:
        raise ConfigurationError(str(error)) from error
    with store:
        yield store


def _one(
    name: str, waiting: Waiting, cache: ResultStore | None, arguments: argparse.Namespace
) -> ArticleSummary:
    from .loading import load_article

    given = _standard_input() if name == "-" else None
    with waiting:
        return waiting.summarized(
            cli_sources.open_source(name, arguments) if given is None else load_article(given),
            prompt=arguments.prompt,
            language=arguments.language,
            max_claims=arguments.max_claims,
            context_window=arguments.context_window,
            cache=cache,
            schema=arguments.schema,
        )


def _shows_texts(arguments: argparse.Namespace, stream: TextIO) -> bool:
    """Whether to show what the model writes, when standard error is a terminal."""
    if arguments.stream is None:
        return arguments.format == "terminal" and stream.isatty()
    return bool(arguments.stream)


def _has_gaps(name: str, result: ArticleSummary) -> bool:
    """Whether parts of an article had no usable answer, said aloud."""
    if result.gaps:
        _say(f"{name}: not complete: {'; '.join(gap.message for gap in result.gaps)}")
    return bool(result.gaps)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ArticleError("Standard input is closed; name a file.")
    return sys.stdin.buffer.read()


def _say(message: str) -> None:
    sys.stderr.write(f"summarize: {message}\n")
