"""What can be said on the command line of prompt regression, and how it explains itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from . import cli_diff
from .cli_help import MODEL_SETTINGS, Parser, Sections, environment
from .cli_values import count, dollars

__all__ = ["named_parsers", "regression_parser"]

Run = Callable[[argparse.Namespace], int]
_Subparsers = argparse._SubParsersAction  # the only name that argparse has for it
_SEEDS = ("seeds/CASE.txt", "articles; what is expected of them beside, CASE.expect.yaml")
_PROMPTS = ("prompts/NAME@VERSION.md", "prompts; prompts.lock holds the hashes of released ones")
_CASSETTES = ("cassettes/PROMPT/MODEL/CASE.s1.yaml", "recorded answers")
_BASELINE = ("cassettes/PROMPT/baseline.json", "accepted results, with the reason")
_FILES = [
    _SEEDS,
    _PROMPTS,
    _CASSETTES,
    ("pyproject.toml", "[tool.summarize] may name other folders, and the model"),
]
_FOLDERS = {
    "seeds": "the cases (default: seeds)",
    "cassettes": "the recordings (default: cassettes)",
    "prompts": "the prompt files (default: prompts, else the package's)",
}
_FINE = ("0", "fine")
_USAGE = ("2", "wrong usage or configuration")
_UNFIT = ("3", "recordings are stale, missing or damaged, or a released prompt changed")
_SECRET = ("4", "a secret was found")
_NOTHING = ("5", "nothing to check")


def regression_parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """The parser of these commands; `runs` holds what each does, by name ("prompts list")."""
    made = Parser(prog="summarize")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    _add_record(_Commands(commands, runs))
    _add_check(_Commands(commands, runs))
    _add_diff(_Commands(commands, runs))
    _add_accept(_Commands(commands, runs))
    _add_prompts(commands, runs)
    _add_cassettes(commands, runs)
    return made


def named_parsers(root: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """All parsers below one, by the words that lead to them."""
    return dict(_below(root, ""))


def _below(
    parser: argparse.ArgumentParser, prefix: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, _Subparsers):
            for name, child in action.choices.items():
                yield f"{prefix}{name}", child
                yield from _below(child, f"{prefix}{name} ")


class _Commands:
    """Makes commands that share the options which name a project's folders."""

    def __init__(
        self,
        at: Any,
        runs: Mapping[str, Run],
        prefix: str = "",
        folders: Sequence[str] = tuple(_FOLDERS),
    ) -> None:
        self._at, self._runs, self._prefix, self._folders = at, runs, prefix, folders

    def add(self, name: str, text: str, sections: Sections) -> argparse.ArgumentParser:
        """A command with its help page; options of its own are added by the caller."""
        command: argparse.ArgumentParser = self._at.add_parser(
            name, help=text, description=text, sections=sections
        )
        command.set_defaults(run=self._runs[f"{self._prefix}{name}"])
        folders = command.add_argument_group("folders")
        for folder in self._folders:
            folders.add_argument(f"--{folder}", metavar="DIR", help=_FOLDERS[folder])
        return command


def _add_case(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--case", action="append", default=[], metavar="CASE", help="only this case (repeatable)"
    )


def _add_record(commands: _Commands) -> None:
    command = commands.add(
        "record",
        "Ask a model about every case, and keep its answers.",
        {
            "examples": [
                ("summarize record article@3 --max-cost 0.50", "what is stale or missing"),
                ("summarize record article@3 --case interview --rewrite", "one case again"),
                ("summarize record --samples 3 --yes", "three answers each, without a question"),
            ],
            "files": [*_FILES, ("….part", "an interrupted recording, which the next run takes up")],
            "environment": environment(*MODEL_SETTINGS),
            "exit codes": [_FINE, ("1", "a recording failed"), _USAGE, _SECRET],
        },
    )
    command.add_argument(
        "prompt", nargs="?", default="article", metavar="PROMPT", help="default: article"
    )
    _add_case(command)
    command.add_argument(
        "--samples", type=count, default=1, metavar="K", help="answers a case (default: 1)"
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument(
        "--missing", action="store_true", help="only what was never recorded (default: and stale)"
    )
    which.add_argument("--rewrite", action="store_true", help="everything again")
    asked = command.add_argument_group("model")
    asked.add_argument("--model", metavar="NAME", help="default: pyproject.toml, SUMMARIZE_MODEL")
    asked.add_argument("--base-url", metavar="URL", help="an OpenAI-compatible endpoint")
    asked.add_argument(
        "--context-window",
        type=count,
        metavar="N",
        help="tokens that the model reads and writes in one call; longer articles go in parts",
    )
    asked.add_argument("--provenance", metavar="TEXT", help="where the answers come from")
    bounds = command.add_argument_group("bounds")
    bounds.add_argument(
        "--jobs", type=count, default=4, metavar="N", help="cases at a time (default: 4)"
    )
    bounds.add_argument("--max-cost", type=dollars, metavar="USD", help="begin nothing beyond it")
    bounds.add_argument("--yes", action="store_true", help="don't ask before sending")


def _add_check(commands: _Commands) -> None:
    command = commands.add(
        "check",
        "Replay the recordings and judge the answers, offline.",
        {
            "examples": [
                ("summarize check", "every prompt with recordings"),
                ("summarize check article@2 --case interview -v", "one case, with what is known"),
                ("summarize check --junit report.xml", "in CI"),
            ],
            "files": [*_FILES, _BASELINE],
            "environment": environment(
                "SUMMARIZE_PROMPTS", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"
            ),
            "exit codes": [
                _FINE,
                ("1", "a fault that is not in the baseline (--strict: or drift)"),
                _USAGE,
                _UNFIT,
                _SECRET,
                _NOTHING,
            ],
        },
    )
    command.add_argument(
        "prompt", nargs="?", metavar="PROMPT", help="default: every prompt with recordings"
    )
    _add_case(command)
    command.add_argument(
        "--model", metavar="NAME", help="only its recordings (default: every recorded model)"
    )
    command.add_argument("--junit", metavar="FILE", help="write the outcome as JUnit XML")
    command.add_argument("--strict", action="store_true", help="drift fails too")
    command.add_argument("-v", "--verbose", action="store_true", help="list known faults and drift")


def _add_diff(commands: _Commands) -> None:
    command = commands.add(
        "diff", "Compare two versions claim by claim, offline.", cli_diff.SECTIONS
    )
    cli_diff.add_arguments(command)


def _add_accept(commands: _Commands) -> None:
    command = commands.add(
        "accept",
        "Make what check shows the baseline, known faults included.",
        {
            "examples": [
                ('summarize accept article@3 -m "quotes one person in every article"', "all cases"),
                ('summarize accept article@3 --case interview -m "why"', "one case"),
            ],
            "files": [_BASELINE],
            "environment": environment("SUMMARIZE_PROMPTS"),
            "exit codes": [_FINE, _USAGE, _UNFIT],
        },
    )
    command.add_argument("prompt", metavar="PROMPT", help="name or name@version")
    _add_case(command)
    command.add_argument("--model", metavar="NAME", help="only its recordings")
    command.add_argument(
        "-m", "--reason", required=True, metavar="WHY", help="kept in the baseline"
    )


def _add_prompts(at: Any, runs: Mapping[str, Run]) -> None:
    text = "List, show, compare, version and lock prompts."
    group = at.add_parser(
        "prompts",
        help=text,
        description=text,
        sections={
            "examples": [
                ("summarize prompts list", "what can be named"),
                ("summarize prompts bump article", "a draft of the next version"),
            ],
            "files": [_PROMPTS],
        },
    )
    actions = _Commands(
        group.add_subparsers(required=True, metavar="ACTION", title="actions"),
        runs,
        "prompts ",
        ("prompts",),
    )
    _add_prompt_actions(actions)


def _add_prompt_actions(actions: _Commands) -> None:
    def action(name: str, text: str, *names: str, examples: Any, codes: Any = ()) -> Any:
        command = actions.add(
            name,
            text,
            {
                "examples": examples,
                "files": [_PROMPTS],
                "environment": environment("SUMMARIZE_PROMPTS"),
                "exit codes": [_FINE, _USAGE, *codes],
            },
        )
        for each in names:
            command.add_argument(each, metavar=each.upper(), help="name, name@version or file")
        return command

    action(
        "list",
        "Every prompt that can be named.",
        examples=[("summarize prompts list", "with status and file")],
    )
    action(
        "show",
        "One prompt as its model gets it.",
        "prompt",
        examples=[("summarize prompts show article@2", "with its parameters and inputs")],
    )
    action(
        "diff",
        "What two prompts have different.",
        "old",
        "new",
        examples=[("summarize prompts diff article@1 article@2", "text, parameters and inputs")],
    )
    action(
        "bump",
        "Copy a prompt to its next version, a draft.",
        "prompt",
        examples=[("summarize prompts bump article", "the next version, to edit and record")],
    )
    lock = action(
        "lock",
        "Write the hashes of released prompts.",
        examples=[
            ("summarize prompts lock", "of all that are new"),
            ("summarize prompts lock --check", "in CI"),
        ],
        codes=[("3", "with --check: a released prompt is not as locked")],
    )
    lock.add_argument("--check", action="store_true", help="write nothing, say what differs")


def _add_cassettes(at: Any, runs: Mapping[str, Run]) -> None:
    text = "List, verify and clean up recordings."
    group = at.add_parser(
        "cassettes",
        help=text,
        description=text,
        sections={
            "examples": [
                ("summarize cassettes ls", "what there is"),
                ("summarize cassettes verify", "before a commit"),
            ],
            "files": [_CASSETTES],
        },
    )
    actions = _Commands(
        group.add_subparsers(required=True, metavar="ACTION", title="actions"), runs, "cassettes "
    )

    def action(name: str, text: str, example: str, *codes: tuple[str, str]) -> Any:
        sections: Sections = {
            "examples": [(f"summarize cassettes {name}", example)],
            "files": _FILES,
            "exit codes": [_FINE, _USAGE, *codes],
        }
        return actions.add(name, text, sections)

    action("ls", "Every recording, with its state and cost.", "all of them", _NOTHING)
    action(
        "stale",
        "What no longer fits, and why.",
        "and how to record it again",
        ("3", "something is stale"),
    )
    prune = action("prune", "Recordings whose prompt or case is gone.", "what --yes would delete")
    prune.add_argument("--yes", action="store_true", help="delete them")
    action(
        "verify",
        "Read every recording and look for secrets.",
        "before a commit",
        ("3", "a recording is damaged"),
        _SECRET,
    )
