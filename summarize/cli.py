"""The command line: parse, call the library, show what it returns.

Results go to stdout (or `-o FILE`), everything else to stderr. Exit codes: 0 all went well, 1 at
least one article could not be summarised, or not all of it, 2 the command or its configuration is wrong.
"""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from . import __version__, cli_audit, cli_batch, cli_regression, cli_sources
from .cli_values import chosen_name, count
from .errors import ArticleError, ConfigurationError, PromptError, StoreError, SummarizeError
from .private import private, put_in_place

if TYPE_CHECKING:
    from .models import LanguageModel
    from .schema import ArticleSummary
    from .store import ResultStore

__all__ = ["main"]

_OTHERS = {"audit": cli_audit.main, "batch": cli_batch.main}
_FORMATS = ("terminal", "markdown", "json")
_EPILOG = """\
examples:
  summarize article.txt                          with OPENAI_API_KEY set, or offline without it
  summarize article.txt --model ollama/llama3.3  with a model on this machine
  summarize *.txt --format json -o out.jsonl     several articles, one JSON object a line
  summarize https://example.org/news/1.html      a page, fetched now
  pbpaste | summarize - --format markdown        from standard input
  summarize *.txt --cache results.sqlite         again only what isn't there yet

other commands (each with a --help of its own; ./check names a file called check):
  summarize batch DIR --out results.jsonl  many articles at once, taken up again where they ended
  summarize audit ARTICLE SUMMARY  check figures, names and quotations of any summary
  summarize record                 ask a model about the cases in seeds/ and keep its answers
  summarize check                  replay them offline: faults, drift, what is stale
  summarize diff OLD NEW           what a prompt change did, claim by claim, and whether it is better
  summarize accept                 make the checked results the baseline
  summarize prompts, summarize cassettes  versions of prompts; the recordings

environment: SUMMARIZE_MODEL, SUMMARIZE_BASE_URL, SUMMARIZE_API_KEY, SUMMARIZE_PROMPTS, SUMMARIZE_CACHE,
  OPENAI_API_KEY
exit codes: 0 fine, 1 an article failed or is not complete, 2 wrong usage or configuration
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] in _OTHERS:
        return _OTHERS[argv[0]](argv[1:])
    if argv and argv[0] in cli_regression.COMMANDS:
        return cli_regression.main(argv)
    arguments = _parser().parse_args(argv)
    try:
        return _summarize(arguments)
    except (ConfigurationError, PromptError) as error:
        _say(str(error))
        return 2
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing more can be said, and that is no failure.
        _abandon_stdout()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarize",
        description="Summarise articles and list their claims, each tied to the sentences that carry it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a text, HTML, PDF, Word or mail file, a page's https:// address, or - for standard input",
    )
    parser.add_argument(
        "--model", help="openai/NAME, ollama/NAME, embedded, or any with --base-url"
    )
    parser.add_argument(
        "--base-url",
        metavar="URL",
        help="an OpenAI-compatible endpoint, e.g. http://localhost:8080/v1",
    )
    parser.add_argument(
        "--prompt", default="article", help="name, name@version or file (default: article)"
    )
    parser.add_argument("--format", choices=_FORMATS, default="terminal", help="default: terminal")
    parser.add_argument(
        "--language", metavar="LANG", help="language to answer in (default: the article's)"
    )
    parser.add_argument("--max-claims", type=count, metavar="N", help="the most claims to list")
    parser.add_argument(
        "--context-window",
        type=count,
        metavar="N",
        help="tokens that the model reads and writes in one call; longer articles go in parts",
    )
    cli_sources.add_options(parser)
    parser.add_argument(
        "--cache",
        metavar="FILE|URL",
        help="keep results in this SQLite file or postgresql:// database, and take them from there",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the result there (-: standard output)"
    )
    parser.add_argument("--version", action="version", version=f"summarize {__version__}")
    return parser


def _summarize(arguments: argparse.Namespace) -> int:
    from .models import open_model

    _keep_articles(arguments.files, arguments.output)
    name = chosen_name(arguments.model, arguments.base_url)
    model = open_model(name, base_url=arguments.base_url)
    if not model.extractive:
        from .prompts import load_prompt

        load_prompt(arguments.prompt)  # a wrong prompt fails once, before any article
    failed = 0
    with _cache(arguments.cache) as cache, _output(arguments.output) as stream:
        for name in arguments.files:
            result: object = None
            try:
                result = _one(name, model, cache, arguments)
            except SummarizeError as error:
                if isinstance(error, ConfigurationError | PromptError):
                    raise
                failed += 1
                _say(f"{name}: {error}" if name not in str(error) else str(error))
                result = getattr(error, "summary", None)  # paid for, but not kept
            if result is not None:
                _write(result, arguments.format, stream, several=len(arguments.files) > 1)
                failed += _has_gaps(name, result)
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


def _keep_articles(files: Sequence[str], output: str | None) -> None:
    """Raise `ConfigurationError` when the output would overwrite one of the articles."""
    for name in files:
        if (
            output
            and "-" not in (name, output)
            and os.path.realpath(name) == os.path.realpath(output)
        ):
            raise ConfigurationError(f"-o {output} would overwrite the article; name another file.")


def _one(
    name: str, model: LanguageModel, cache: ResultStore | None, arguments: argparse.Namespace
) -> ArticleSummary:
    from .api import summarize_article
    from .loading import load_article

    article = (
        load_article(_standard_input()) if name == "-" else cli_sources.open_source(name, arguments)
    )
    return summarize_article(
        article,
        model=model,
        prompt=arguments.prompt,
        language=arguments.language,
        max_claims=arguments.max_claims,
        context_window=arguments.context_window,
        cache=cache,
    )


def _has_gaps(name: str, result: ArticleSummary) -> bool:
    """Whether parts of an article had no usable answer, said aloud."""
    if result.gaps:
        _say(f"{name}: not complete: {'; '.join(gap.message for gap in result.gaps)}")
    return bool(result.gaps)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ArticleError("Standard input is closed; name a file.")
    return sys.stdin.buffer.read()


@contextmanager
def _output(path: str | None) -> Iterator[TextIO]:
    """The stream for the results; `-` is standard output too."""
    to_stdout = path is None or path == "-"
    try:
        with _standard_output() if to_stdout else _file(str(path)) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        if to_stdout:
            _abandon_stdout()
        where = "standard output" if to_stdout else path
        raise ConfigurationError(f"{where} can't be written: {error.strerror}.") from error


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise ConfigurationError("Standard output is closed; name a file with -o.")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? instead
    yield sys.stdout


@contextmanager
def _file(path: str) -> Iterator[TextIO]:
    """A file that appears, complete, when everything is done; a device or pipe is written as it is."""
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("w", encoding="utf-8") as stream:  # to replace it would destroy it
            yield stream
        return
    target = Path(os.path.realpath(path))  # a link stays a link
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with open(unfinished, "w", encoding="utf-8", opener=private) as stream:
            yield stream
            written = stream.tell() > 0
        if written:  # a run without any result leaves an older file as it is
            put_in_place(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _abandon_stdout() -> None:
    """Let what is still buffered for standard output vanish, so that the exit can't fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(result: ArticleSummary, style: str, stream: TextIO, *, several: bool) -> None:
    if style == "json":
        escaped = not _is_utf8(stream)  # else a stream without UTF-8 would lose characters
        text = result.model_dump_json(indent=None if several else 2, ensure_ascii=escaped)
        stream.write(f"{text}\n")
    elif style == "markdown":
        from .render.markdown import render_markdown

        stream.write(render_markdown(result) + ("\n" if several else ""))
    else:
        from .render.terminal import write_terminal

        write_terminal(result, stream)
    stream.flush()


def _is_utf8(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def _say(message: str) -> None:
    sys.stderr.write(f"summarize: {message}\n")
