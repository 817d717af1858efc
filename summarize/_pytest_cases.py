"""Tests about cases: one for each article of a folder, with its recorded result.

Prompts, cases and recordings are those of the commands, so that `summarize record` and
`summarize check` speak of the same files. They are looked for in pytest's root directory.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ._pytest_recordings import Mark, Mode, fail_plainly, mark_of
from .cassettes import path_of, read_manifest
from .errors import CassetteError, ConfigurationError, PromptError, StaleCassetteError
from .models import DEFAULT_MODEL, open_model
from .prompts import Prompt, load_prompt
from .regression.cases import Case, load_cases
from .regression.project import Project, open_project
from .regression.survey import Current, Found, Missing
from .schema import ArticleSummary

__all__ = ["Prepared", "parametrize", "prepare", "result_of"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a test about a case needs to replay it."""

    project: Project
    current: Current
    model: str
    path: Path
    command: str
    """What records it again."""
    context_window: int | None = None
    """With which it was recorded in parts."""


_PREPARED = pytest.StashKey[Prepared]()


def parametrize(metafunc: pytest.Metafunc) -> None:
    """Makes the test one for each case, named for the case."""
    with fail_plainly():
        marker = metafunc.definition.get_closest_marker("summarize")
        if marker is None:
            raise ConfigurationError(
                f"{metafunc.definition.name} takes summary_case, but doesn't say which: mark it "
                "@pytest.mark.summarize(prompt=…)."
            )
        seeds = _project(metafunc.config, mark_of(marker)).seeds
        cases = load_cases(seeds)
        if not cases:
            raise ConfigurationError(
                f"There is no case in {seeds}. Put articles there, <case>.txt."
            )
    metafunc.parametrize("summary_case", cases, ids=[case.id for case in cases], indirect=True)


def prepare(item: pytest.Item, mark: Mark, *, mode: Mode, since: float) -> Prepared:
    """The recording of the test's case, made if the mode wants it and it wasn't `since` then.

    Raises `CassetteError`, with the command that records, when it is missing or stale.
    """
    node: Any = item
    case: Case = node.callspec.params["summary_case"]
    project = _project(item.config, mark)
    reference = mark.prompt or "article"
    prompt = load_prompt(reference, prompts_dir=project.prompts)
    current = Current.of(prompt, project.prompts)
    model = _model(project, prompt)
    path = path_of(project.cassettes, prompt.id, model, case.id, 1)
    window = _window(path)
    if (mode == "missing" and not path.exists()) or (mode == "rewrite" and _is_old(path, since)):
        _record(project, case, reference, model, window)
        window = _window(path)
    command = _command(project, prompt, model, case, window)
    prepared = Prepared(project, current, model, path, command, window)
    _check(prepared, case)
    item.stash[_PREPARED] = prepared
    return prepared


def result_of(item: pytest.Item, case: Case) -> ArticleSummary:
    """The result of a case, through everything that a user's call goes through."""
    from .api import summarize_article

    prepared = item.stash[_PREPARED]
    with fail_plainly():
        return summarize_article(
            case.article,
            model=prepared.model,
            prompt=prepared.current.prompt,
            prompts_dir=prepared.project.prompts,
            context_window=prepared.context_window,
        )


def _project(config: pytest.Config, mark: Mark) -> Project:
    root = "" if config.rootpath == Path.cwd() else config.rootpath
    return open_project(root, seeds=mark.cases, model=mark.model)


def _model(project: Project, prompt: Prompt) -> str:
    """The model that is chosen, else the only one with recordings, else the one to record with."""
    if project.model:
        return project.model
    folders = (project.cassettes / prompt.id).glob("*/")
    models = sorted(filter(None, map(_recorded_model, folders)))
    if len(models) > 1:
        raise ConfigurationError(
            f"{prompt.id} is recorded with {', '.join(models)}: say which one is meant, with "
            "model= in the mark, or as model under [tool.summarize] in pyproject.toml."
        )
    return models[0] if models else os.environ.get("SUMMARIZE_MODEL") or DEFAULT_MODEL


def _recorded_model(folder: Path) -> str | None:
    """The model of the first recording in a folder that can be read; None: there is none."""
    for path in sorted(folder.glob("*.yaml")):
        with suppress(CassetteError):
            return read_manifest(path).model
    return None


def _window(path: Path) -> int | None:
    """The context window with which a case was recorded in parts; None: it wasn't."""
    with suppress(CassetteError):
        return read_manifest(path).context_window
    return None


def _is_old(path: Path, since: float) -> bool:
    """Whether no test of this run, in this process or another, has written a recording yet."""
    return not path.exists() or path.stat().st_mtime < since


def _record(
    project: Project, case: Case, reference: str, model: str, context_window: int | None
) -> None:
    from .prompt_lock import check_lock
    from .regression.plan import plan_recording
    from .regression.recording import record

    for problem in check_lock([load_prompt(reference, prompts_dir=project.prompts)]):
        if problem.kind == "changed":
            raise PromptError(problem.message)
    asked = open_model(model)
    if asked.extractive:
        raise ConfigurationError(
            "The embedded engine reads no prompt; record with a language model."
        )
    plan = plan_recording(
        project,
        [case],
        prompt=reference,
        model=asked.name,
        base_url=getattr(asked, "base_url", None),
        mode="rewrite",
        context_window=context_window,
    )
    for done in record(plan):
        if done.manifest is None:
            raise CassetteError(f"The case {case.id} was not recorded: {done.error}")


def _check(prepared: Prepared, case: Case) -> None:
    """Raise the error of a missing, damaged or stale recording before anything is replayed."""
    from .regression.stale import group_stale, missing_text, stale_text

    project, current, path = prepared.project, prepared.current, prepared.path
    if not path.exists():
        missing = Missing(case, current, prepared.model, ())
        raise CassetteError(missing_text([missing], project, case_count=_count(project)))
    try:
        manifest = read_manifest(path)
    except CassetteError as error:
        raise CassetteError(f"{error}\n  → record again:  {prepared.command}") from None
    if changes := current.changes(manifest, case):
        [group] = group_stale([Found(path, manifest, case, current, changes)])
        raise StaleCassetteError(stale_text(group, project, case_count=_count(project)))


def _command(
    project: Project, prompt: Prompt, model: str, case: Case, context_window: int | None
) -> str:
    from .regression.stale import record_command

    command = record_command(
        project, prompt.id, model, [case.id], _count(project), context_window=context_window
    )
    return f"{command} --rewrite"


def _count(project: Project) -> int:
    return len(load_cases(project.seeds))
