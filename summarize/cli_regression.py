"""The commands of prompt regression: record, check, diff, accept, prompts, cassettes.

Exit codes: 0 fine, 1 regression or a failed recording, 2 wrong usage or configuration, 3 stale,
missing or damaged recordings, or a changed released prompt, 4 a secret was found, 5 nothing to check.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import cli_diff
from .cli_output import abandon_stdout
from .cli_regression_options import named_parsers, regression_parser
from .errors import (
    ArticleError,
    CassetteError,
    ConfigurationError,
    PromptError,
    SecretFoundError,
)

if TYPE_CHECKING:
    from .regression.plan import Plan
    from .regression.project import Project
    from .regression.recording import Recorded

__all__ = ["main", "parsers"]


def main(argv: Sequence[str]) -> int:
    """Runs the command that the first argument names, and returns its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except (ConfigurationError, PromptError, ArticleError) as error:
        _say(str(error))
        return 2
    except SecretFoundError as error:
        _say(str(error))
        return 4
    except CassetteError as error:
        _say(str(error))
        return 3
    except KeyboardInterrupt:
        _say("interrupted; what was finished is kept")
        return 130
    except BrokenPipeError:
        abandon_stdout()
        return 0
    return code


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parsers of these commands, and of their actions ("prompts list"), by name."""
    return named_parsers(_parser())


def _parser() -> argparse.ArgumentParser:
    return regression_parser(_RUNS)


def _project(arguments: argparse.Namespace) -> Project:
    from .regression.project import open_project

    return open_project(
        seeds=getattr(arguments, "seeds", None),
        cassettes=getattr(arguments, "cassettes", None),
        prompts=arguments.prompts,
        model=getattr(arguments, "model", None),
    )


# --- record ---


def _record(arguments: argparse.Namespace) -> int:
    from .models import open_model
    from .prompt_lock import check_lock
    from .prompts import load_prompt
    from .regression.cases import load_cases
    from .regression.plan import plan_recording
    from .regression.recording import record

    project = _project(arguments)
    prompt = load_prompt(arguments.prompt, prompts_dir=project.prompts)
    for problem in check_lock([prompt]):
        if problem.kind == "changed":
            raise PromptError(problem.message)
    cases = load_cases(project.seeds, arguments.case)
    model = open_model(project.model, base_url=arguments.base_url)
    if model.extractive:
        raise ConfigurationError(
            "The embedded engine reads no prompt; record with a language model."
        )
    plan = plan_recording(
        project,
        cases,
        prompt=arguments.prompt,
        model=model.name,
        base_url=getattr(model, "base_url", None),
        samples=arguments.samples,
        mode="rewrite" if arguments.rewrite else "missing" if arguments.missing else "stale",
        context_window=arguments.context_window,
    )
    _show_plan(plan, arguments.max_cost)
    if not plan.jobs:
        return 0
    if not arguments.yes and not _agreed():
        return 2
    done: list[Recorded] = []
    for outcome in record(
        plan,
        provenance=arguments.provenance,
        max_cost=arguments.max_cost,
        workers=arguments.jobs,
    ):
        _show_recorded(outcome, len(done) + 1, len(plan.jobs))
        done.append(outcome)
    return _close_recording(plan, done)


def _show_plan(plan: Plan, max_cost: float | None) -> None:
    from .regression.words import counted, price_text

    cases = len({job.case.id for job in plan.jobs})
    lines = [f"{plan.prompt.id} · {plan.model} · {plan.base_url or 'OpenAI'}"]
    if plan.jobs:
        sent = sum(job.input_tokens for job in plan.jobs)
        answered = sum(job.output_tokens for job in plan.jobs)
        what = f"{counted(len(plan.jobs), 'recording')} of {counted(cases, 'case')}"
        lines.append(
            f"{what}, at most {sent:,} tokens in and {answered:,} out "
            f"(a repair of a faulty answer comes on top), {price_text(plan.cost)}"
        )
    if plan.kept:
        lines.append(f"{counted(plan.kept, 'recording')} kept as before")
    if max_cost is not None:
        lines.append(f"nothing is begun that would lead beyond ${max_cost:g}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _agreed() -> bool:
    if not sys.stdin.isatty():
        _say("not recorded: nobody can be asked here; say --yes to go ahead")
        return False
    sys.stdout.write("Record? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _show_recorded(outcome: Recorded, number: int, total: int) -> None:
    from .regression.words import counted, price_text

    job, manifest = outcome.job, outcome.manifest
    head = f"[{number}/{total}] {job.case.id}.s{job.sample}"
    if manifest is None:
        sys.stdout.write(f"{head}  FAILED  {outcome.error}\n")
    else:
        used = manifest.usage
        extras = {"re-ask": used.get("reasks", 0), "repair": used.get("repairs", 0)}
        extras["gap"] = outcome.gaps
        extra = "".join(f", {counted(count, what)}" for what, count in extras.items() if count)
        sys.stdout.write(
            f"{head}  recorded  {used['input_tokens']:,} in, {used['output_tokens']:,} out{extra}, "
            f"{price_text(manifest.cost)}, {manifest.seconds:.1f} s\n"
        )
    sys.stdout.flush()


def _close_recording(plan: Plan, done: Sequence[Recorded]) -> int:
    from .regression.words import price_text

    failed = [outcome for outcome in done if outcome.manifest is None]
    costs = [outcome.cost for outcome in done]
    cost = None if None in costs else sum(c for c in costs if c is not None)
    sys.stdout.write(
        f"{len(done) - len(failed)} recorded, {len(failed)} failed, {price_text(cost)}\n"
    )
    if any(outcome.is_secret for outcome in failed):
        return 4
    return 1 if failed or len(done) < len(plan.jobs) else 0


# --- check, diff and accept ---


def _check(arguments: argparse.Namespace) -> int:
    from .regression.checkup import run_check
    from .regression.report import report_text

    checkup = run_check(_project(arguments), prompt=arguments.prompt, cases=arguments.case)
    sys.stdout.write(report_text(checkup, verbose=arguments.verbose))
    if arguments.junit:
        from .regression.junit import junit_xml

        _write(Path(arguments.junit), junit_xml(checkup, strict=arguments.strict))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from .regression.github import workflow_commands

        sys.stdout.write("".join(f"{command}\n" for command in workflow_commands(checkup)))
    if os.environ.get("GITHUB_STEP_SUMMARY"):
        from .regression.github import step_summary

        cli_diff.add_step_summary(step_summary(checkup))
    return checkup.exit_code(strict=arguments.strict)


def _diff(arguments: argparse.Namespace) -> int:
    from .regression.project import open_project

    project = open_project(
        seeds=arguments.seeds, cassettes=arguments.cassettes, prompts=arguments.prompts
    )
    return cli_diff.run(arguments, project)


def _accept(arguments: argparse.Namespace) -> int:
    from .regression.accepting import accept
    from .regression.checkup import run_check
    from .regression.report import report_text
    from .regression.words import counted

    checkup = run_check(_project(arguments), prompt=arguments.prompt, cases=arguments.case)
    if checkup.is_unfit or not checkup.verdicts:
        sys.stdout.write(report_text(checkup))
        _say("nothing is accepted while recordings are stale, missing or damaged")
        return 3
    for path, new in accept(checkup.verdicts, arguments.reason):
        said = counted(new, "result") if new else "nothing differs, so no result is"
        sys.stdout.write(f"{path}: {said} accepted\n")
    return 0


# --- prompts ---


def _prompts_list(arguments: argparse.Namespace) -> int:
    for prompt in _project(arguments).list_prompts().values():
        sys.stdout.write(
            f"{prompt.id:16} {prompt.status:9} {prompt.text_sha256[:8]}  {prompt.path}\n"
            f"{'':16} {prompt.description}\n"
        )
    return 0


def _prompts_show(arguments: argparse.Namespace) -> int:
    from .prompts import load_prompt

    prompt = load_prompt(arguments.prompt, prompts_dir=_project(arguments).prompts)
    chosen = prompt.parameters.model_dump(exclude_none=True)
    facts = {
        "file": prompt.path,
        "status": prompt.status,
        "sha256": prompt.text_sha256,
        "parameters": ", ".join(f"{k} {v}" for k, v in chosen.items()) or "none",
        "inputs": ", ".join(f"{k} {v}" for k, v in prompt.inputs.items()) or "none",
        "changelog": prompt.changelog,
    }
    head = "".join(f"{name:11} {value}\n" for name, value in facts.items())
    sys.stdout.write(f"{prompt.id}: {prompt.description}\n{head}\n{prompt.render()}\n")
    return 0


def _prompts_diff(arguments: argparse.Namespace) -> int:
    from .prompts import diff_prompts, load_prompt

    folder = _project(arguments).prompts
    old, new = (load_prompt(name, prompts_dir=folder) for name in (arguments.old, arguments.new))
    sys.stdout.write(diff_prompts(old, new))
    return 0


def _prompts_bump(arguments: argparse.Namespace) -> int:
    from .prompt_lock import bump_prompt, check_lock
    from .prompts import load_prompt

    project = _project(arguments)
    prompts = project.list_prompts().values()
    name = arguments.prompt.partition("@")[0]
    mine = [prompt for prompt in prompts if prompt.name == name]
    reference = arguments.prompt if "@" in arguments.prompt or not mine else mine[-1].id
    prompt = load_prompt(reference, prompts_dir=project.prompts)
    folder = project.prompts or Path(os.environ.get("SUMMARIZE_PROMPTS") or "prompts")
    path = bump_prompt(prompt, folder, versions=[each.version for each in mine])
    sys.stdout.write(f"{path} is a draft with the text of {prompt.path}\n")
    if any(problem.kind == "changed" for problem in check_lock([prompt])):
        sys.stdout.write(
            f"{prompt.path} itself is changed: restore it, e.g. with git checkout -- {prompt.path}\n"
        )
    sys.stdout.write(
        f"Then record it: summarize record {path.stem}; when it is good, set its status to "
        "released and lock it: summarize prompts lock\n"
    )
    return 0


def _prompts_lock(arguments: argparse.Namespace) -> int:
    from .prompt_lock import check_lock, lock_path, lock_prompts

    project = _project(arguments)
    prompts = list(project.list_prompts().values())
    folder = project.prompts or Path(os.environ.get("SUMMARIZE_PROMPTS") or "prompts")
    if not folder.is_dir():
        raise PromptError(
            f"There is no folder {folder} with prompts to lock; name it with --prompts."
        )
    if not arguments.check:
        new = lock_prompts(folder, prompts)
        sys.stdout.write(f"{lock_path(folder)}: {', '.join(new) or 'nothing'} new\n")
        return 0
    if not lock_path(folder).exists():
        raise PromptError(f"There is no {lock_path(folder)}; write it: summarize prompts lock")
    problems = check_lock(prompts)
    for problem in problems:
        sys.stdout.write(f"{problem.message}\n")
    return 3 if problems else 0


# --- cassettes ---


def _cassettes_ls(arguments: argparse.Namespace) -> int:
    from .regression.cassette_list import cassette_lines

    project = _project(arguments)
    lines = list(cassette_lines(project))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0 if lines else 5


def _cassettes_stale(arguments: argparse.Namespace) -> int:
    from .regression.cases import load_cases
    from .regression.stale import group_stale, stale_text
    from .regression.survey import survey

    project = _project(arguments)
    cases = load_cases(project.seeds)
    groups = group_stale(survey(project, cases).stale)
    texts = [stale_text(each, project, case_count=len(cases)) for each in groups]
    sys.stdout.write("\n\n".join(texts) + "\n" * bool(texts))
    return 3 if groups else 0


def _cassettes_prune(arguments: argparse.Namespace) -> int:
    from .regression.cases import load_cases
    from .regression.survey import survey
    from .regression.words import counted

    project = _project(arguments)
    unused = survey(project, load_cases(project.seeds)).unused
    for each in unused:
        sys.stdout.write(f"{each.path}: {each.reason}\n")
        if arguments.yes:
            each.path.unlink()
    said = "deleted" if arguments.yes else "to delete; say --yes to do it"
    sys.stdout.write(f"{counted(len(unused), 'recording')} {said}\n")
    return 0


def _cassettes_verify(arguments: argparse.Namespace) -> int:
    from .regression.cassette_list import verify_cassettes

    problems = verify_cassettes(_project(arguments))
    for problem in problems:
        sys.stdout.write(f"{problem.message}\n")
    if problems:
        return 4 if any(problem.is_secret for problem in problems) else 3
    return 0


_RUNS = {
    "record": _record,
    "check": _check,
    "diff": _diff,
    "accept": _accept,
    "prompts list": _prompts_list,
    "prompts show": _prompts_show,
    "prompts diff": _prompts_diff,
    "prompts bump": _prompts_bump,
    "prompts lock": _prompts_lock,
    "cassettes ls": _cassettes_ls,
    "cassettes stale": _cassettes_stale,
    "cassettes prune": _cassettes_prune,
    "cassettes verify": _cassettes_verify,
}


# --- output ---


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written: {error.strerror}.") from error


def _say(message: str) -> None:
    from .render.words import visible

    sys.stderr.write(f"summarize: {visible(message)}\n")
