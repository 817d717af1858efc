"""Where results go: a file that appears when it is complete, or standard output."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .errors import ConfigurationError, SummarizeError
from .private import private, put_in_place
from .render.shield import unshielded

__all__ = ["abandon_stdout", "ended", "output", "refuse_overwriting"]


@contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """The stream for the results; `-` is standard output too."""
    to_stdout = path is None or path == "-"
    try:
        with _standard_output() if to_stdout else _file(str(path)) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        if to_stdout:
            abandon_stdout()
        where = "standard output" if to_stdout else path
        raise ConfigurationError(f"{where} can't be written: {error.strerror}.") from error


def refuse_overwriting(files: Sequence[str], path: str | None, what: str) -> None:
    """Raises `ConfigurationError` when the output would take the place of one of the inputs."""
    for name in files:
        if path and "-" not in (name, path) and os.path.realpath(name) == os.path.realpath(path):
            raise ConfigurationError(f"-o {path} would overwrite {what}; name another file.")


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    if sys.stdout is None:
        raise ConfigurationError("Standard output is closed; name a file with -o.")
    output = unshielded(sys.stdout)
    if isinstance(output, io.TextIOWrapper):
        output.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? instead
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


def ended(run: Callable[[], int], *refused: type[SummarizeError]) -> int:
    """The exit code of a command; 2 and the message for what is `refused`, 130 for Ctrl-C."""
    try:
        return run()
    except refused as error:
        sys.stderr.write(f"summarize: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("summarize: interrupted\n")
        return 130
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing more can be said, and that is no failure.
        abandon_stdout()
        return 0


def abandon_stdout() -> None:
    """Let what is still buffered for standard output vanish, so that the exit can't fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
