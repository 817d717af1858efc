"""`summarize diff`: two versions compared from recordings or results, without a network."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .cli_help import Sections, environment
from .cli_values import count, share
from .errors import ConfigurationError, SecretFoundError

if TYPE_CHECKING:
    from .regression.comparison import Comparison
    from .regression.project import Project

__all__ = ["SECTIONS", "add_arguments", "add_step_summary", "run"]

FORMATS = ("terminal", "markdown", "html", "json")
SECTIONS: Sections = {
    "examples": [
        ("summarize diff article@1 article@2", "two versions of a prompt"),
        (
            "summarize diff main:prompts/article@3.md article@3",
            "a draft, before and after your edits",
        ),
        ("summarize diff article@2 --model openai/a --model openai/b", "two models"),
        ("summarize diff old.jsonl new.jsonl", "results of --format json"),
        ("summarize diff article@1 article@2 --format html -o diff.html", "a page to share"),
    ],
    "environment": environment("SUMMARIZE_PROMPTS", "GITHUB_STEP_SUMMARY", "NO_COLOR"),
    "exit codes": [
        ("0", "pass or inconclusive"),
        ("1", "regressed (--strict: or inconclusive)"),
        ("2", "wrong usage or configuration"),
        ("3", "recordings are stale or missing, so that not everything was compared"),
        ("4", "the judge's recording would hold a secret"),
    ],
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Declares what `summarize diff` takes."""
    command.add_argument(
        "old", metavar="OLD", help="prompt, prompt file, REVISION:FILE, or results (.jsonl)"
    )
    command.add_argument(
        "new", nargs="?", metavar="NEW", help="the same; may be left out with two --model"
    )
    which = command.add_argument_group("what is compared")
    which.add_argument(
        "--case", action="append", default=[], metavar="CASE", help="only this case (repeatable)"
    )
    which.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="NAME",
        help="whose recordings count; given twice: of the old and of the new version",
    )
    which.add_argument(
        "--samples", type=count, metavar="K", help="use at most K recordings of a case"
    )
    which.add_argument(
        "--margin",
        type=share,
        metavar="SHARE",
        help="the drop of the mean score that is tolerated (default: 0.05)",
    )
    _add_judge(command.add_argument_group("a judge, who never decides"))
    _add_report(command.add_argument_group("report"))


_Group = argparse._ArgumentGroup  # the only name that argparse has for it


def _add_judge(group: _Group) -> None:
    group.add_argument(
        "--judge", metavar="NAME", help="show what this model's recorded marks say of each claim"
    )
    group.add_argument(
        "--record", action="store_true", help="ask the judge about what it has not judged yet"
    )
    group.add_argument("--base-url", metavar="URL", help="the judge's endpoint, with --record")
    group.add_argument(
        "--provenance", metavar="TEXT", help="where its answers come from, with --record"
    )


def _add_report(group: _Group) -> None:
    group.add_argument("--format", choices=FORMATS, default="terminal", help="default: terminal")
    group.add_argument(
        "-o", "--output", metavar="FILE", help="write the report there (-: standard output)"
    )
    group.add_argument(
        "--max-bytes",
        type=count,
        metavar="N",
        help="cut Markdown between articles (a comment at GitHub holds 65536)",
    )
    group.add_argument("--strict", action="store_true", help="inconclusive fails too")
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    group.add_argument("-v", "--verbose", action="store_true", help="list what is the same as well")


def run(arguments: argparse.Namespace, project: Project) -> int:
    """Compares, shows, and returns the exit code."""
    from .regression.comparing import MARGIN, compare

    old, new, models = _sides(arguments)
    _keep_inputs(arguments)
    _refuse_combinations(arguments)
    comparison = compare(
        old,
        new,
        project=project,
        models=models,
        cases=_cases(arguments.case, (old, new), project),
        samples=arguments.samples,
        margin=MARGIN if arguments.margin is None else arguments.margin,
    )
    failed = False
    if arguments.judge:
        failed = arguments.record and not _record_judge(comparison, arguments, project)
        comparison = _judged(comparison, arguments.judge, project)
    _show(comparison, arguments)
    if os.environ.get("GITHUB_STEP_SUMMARY"):
        from .regression.show import comparison_markdown

        add_step_summary(comparison_markdown(comparison, most_bytes=1_000_000))
    if arguments.exit_zero:
        return 0
    return _exit_code(comparison, strict=arguments.strict) or int(failed)


def _refuse_combinations(arguments: argparse.Namespace) -> None:
    """Refuses what would else be passed over in silence."""
    if arguments.max_bytes and arguments.format != "markdown":
        raise ConfigurationError("--max-bytes cuts Markdown: give it with --format markdown.")
    if arguments.judge == "":
        raise ConfigurationError("--judge is empty; name the model whose marks are to be shown.")
    if arguments.judge:
        return
    if arguments.record:
        raise ConfigurationError("--record asks a judge: name it with --judge MODEL.")
    for name, value in (("base-url", arguments.base_url), ("provenance", arguments.provenance)):
        if value is not None:
            raise ConfigurationError(
                f"--{name} is about a judge that is asked: give it with --judge MODEL --record."
            )


def _keep_inputs(arguments: argparse.Namespace) -> None:
    """Refuses to write the report over what is compared."""
    target = Path(arguments.output or "-")
    for name in filter(None, (arguments.old, arguments.new)):
        if target.exists() and Path(name).exists() and target.samefile(name):
            raise ConfigurationError(f"-o {target} would overwrite what is compared.")


def _record_judge(comparison: Comparison, arguments: argparse.Namespace, project: Project) -> bool:
    """Asks the judge about what it has not judged; whether all went well. Raises for a secret."""
    from .prompts import load_prompt
    from .regression.judge import record_judgements, subjects_of

    subjects = subjects_of(comparison)
    failed = 0
    for done in record_judgements(
        subjects,
        cassettes=project.cassettes,
        model=arguments.judge,
        base_url=arguments.base_url,
        prompt=load_prompt("judge", prompts_dir=project.prompts),
        provenance=arguments.provenance,
    ):
        if done.is_secret:
            raise SecretFoundError(done.error)
        failed += done.judged is None
        what = f"judged  {done.subject.result.prompt} {done.subject.case}"
        sys.stderr.write(f"{what}{': FAILED: ' * bool(done.error)}{done.error}\n")
    return not failed


def _judged(comparison: Comparison, judge: str, project: Project) -> Comparison:
    from .prompts import load_prompt
    from .regression.judge import judge_comparison, with_judge

    prompt = load_prompt("judge", prompts_dir=project.prompts)
    judged = judge_comparison(comparison, cassettes=project.cassettes, model=judge, prompt=prompt)
    found = with_judge(comparison, judged)
    if not judged.unfit:
        return found
    remedy = f"  → ask the judge:  summarize diff … --judge {judge} --record"
    return replace(found, unfit=(*comparison.unfit, "\n".join([*judged.unfit, remedy])))


def _sides(
    arguments: argparse.Namespace,
) -> tuple[str, str, tuple[str | None, str | None]]:
    models: list[str] = arguments.model
    if len(models) > 2:
        raise ConfigurationError("--model can be given once, for both versions, or twice.")
    if arguments.new is None and len(models) < 2:
        raise ConfigurationError(
            f"Compare {arguments.old} with what? Name a second version, or two models "
            "(--model X --model Y)."
        )
    first, last = (models[0], models[-1]) if models else (None, None)
    return arguments.old, arguments.new or arguments.old, (first, last)


def _cases(ids: list[str], sides: tuple[str, str], project: Project) -> list[str]:
    """The ids, once it is known that there are such cases; files of results say so themselves."""
    from .regression.cases import load_cases
    from .regression.sides import is_results

    if all(map(is_results, sides)):
        return ids
    return [case.id for case in load_cases(project.seeds, ids)] if ids else []


def _show(comparison: Comparison, arguments: argparse.Namespace) -> None:
    from .regression import show

    verbose = arguments.verbose
    if arguments.format == "terminal" and not arguments.output:
        show.write_comparison(comparison, sys.stdout, verbose=verbose)
        return
    if arguments.format == "html":
        from .regression.html_report import comparison_html

        text = comparison_html(comparison)
    elif arguments.format == "json":
        text = show.comparison_json(comparison)
    elif arguments.format == "markdown":
        most = arguments.max_bytes
        text = show.comparison_markdown(comparison, verbose=verbose, most_bytes=most)
    else:
        text = show.comparison_text(comparison, verbose=verbose)
    if arguments.output in (None, "-"):
        sys.stdout.write(text)
        return
    _write(Path(arguments.output), text)
    verdict = comparison.verdict
    sys.stdout.write(f"{verdict.outcome.upper()}  {' '.join(verdict.reasons[:1])}\n")


def _exit_code(comparison: Comparison, *, strict: bool) -> int:
    outcome = comparison.verdict.outcome
    if outcome == "regressed" or (strict and outcome == "inconclusive"):
        return 1
    return 3 if comparison.unfit else 0


def add_step_summary(text: str) -> None:
    """Adds to the summary of GitHub's step; one that can't be written is told, and no failure."""
    path = Path(os.environ["GITHUB_STEP_SUMMARY"])
    try:
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        sys.stderr.write(
            f"summarize: GITHUB_STEP_SUMMARY ({path}) can't be written: {error.strerror}; the report "
            "is left out there\n"
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written: {error.strerror}.") from error
