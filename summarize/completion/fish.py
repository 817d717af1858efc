"""The script for fish, 3.1 and later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .words import Command, Option, Value

__all__ = ["fish_script"]

_SCRIPT = """\
# Completes `summarize` in fish; written by `summarize completion fish`.

function __summarize_at --description 'Whether this command has been written so far'
    set -l given (commandline -opc)[2..-1]
    set -l command ''
    if set -q given[1]; and contains -- $given[1] @COMMANDS@
        set command $given[1]
        if set -q given[2]; and contains -- "$given[1] $given[2]" @ACTIONS@
            set command "$given[1] $given[2]"
        end
    end
    test "$command" = "$argv[1]"
end

function __summarize_begins --description 'Whether nothing has been written behind the command'
    test (count (commandline -opc)) -eq (math $argv[1] + 1)
end

function __summarize_prompts
    for file in prompts/*@*.md
        string replace -r '.*/(.*)[.]md$' '$1' $file
    end
end

function __summarize_cases
    for file in seeds/*.txt
        string replace -r '.*/(.*)[.]txt$' '$1' $file
    end
end

complete -c summarize -e
@LINES@
"""


def fish_script(commands: Mapping[str, Command]) -> str:
    """The script; where nothing is said of a place, fish completes files by itself."""
    names = [name for name in commands if name and " " not in name]
    actions = [_quoted(name) for name in commands if " " in name]
    lines = [line for command in commands.values() for line in _lines(command)]
    below = dict(commands[""].below)
    lines += [
        f"complete -c summarize -n '__summarize_at help' -f -a {name} -d {_quoted(about)}"
        for name, about in below.items()
        if name != "help"
    ]
    return (
        _SCRIPT.replace("@COMMANDS@", " ".join([*names, "help"]))
        .replace("@ACTIONS@", " ".join(actions))
        .replace("@LINES@", "\n".join(lines))
    )


def _lines(command: Command) -> Iterator[str]:
    at = f"__summarize_at {_quoted(' '.join(command.words))}"
    start = f"complete -c summarize -n {_quoted(at)}"
    first = (
        f"complete -c summarize -n {_quoted(f'{at}; and __summarize_begins {len(command.words)}')}"
    )
    only = " -f" if command.words else ""  # behind `summarize` alone stands a file, too
    for name, about in command.below:
        yield f"{first}{only} -a {name} -d {_quoted(about)}"
    if command.words and not command.below:
        yield from _taken(start, command.takes)
    for option in command.options:
        yield f"{start} {_option(option)}"


def _taken(start: str, value: Value | None) -> Iterator[str]:
    """What stands behind a command; files are there without a word."""
    if value is None or value.kind in ("anything", "words", "case", "directory"):
        yield f"{start} -f"
    if value is not None and (words := _words(value)):
        yield f"{start} -a {words}"


def _option(option: Option) -> str:
    names = [f"-l {name[2:]}" if name[:2] == "--" else f"-s {name[1:]}" for name in option.names]
    parts = [*names, f"-d {_quoted(option.about)}"]
    if option.value is not None:
        files = option.value.kind in ("file", "prompt")
        parts.append("-r" if files else "-x")
        if words := _words(option.value):
            parts.append(f"-a {words}")
    return " ".join(parts)


def _words(value: Value) -> str:
    named = {
        "prompt": "'(__summarize_prompts)'",
        "case": "'(__summarize_cases)'",
        "directory": "'(__fish_complete_directories)'",
    }
    return named.get(value.kind) or (_quoted(" ".join(value.words)) if value.words else "")


def _quoted(text: str) -> str:
    """A text in single quotes, in which fish knows two escapes alone."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
