"""A whole check: what is recorded, what is stale, and what the rest shows when it is replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from ..prompt_lock import LockProblem, check_lock
from .cases import load_cases
from .check import Replayed, check_recordings
from .project import Project
from .stale import StaleGroup, group_stale, group_unreplayable
from .survey import Missing, Survey, names_of, survey
from .words import counted

__all__ = ["Checkup", "Row", "State", "run_check"]

State = Literal["ok", "known", "drift", "REGRESSED", "STALE", "MISSING", "DAMAGED"]


class Row(NamedTuple):
    """What is said of one recording in one line."""

    prompt: str
    model: str
    name: str
    """The case, and the sample unless it is the first."""
    state: State
    remark: str


@dataclass(frozen=True)
class Checkup:
    """Everything that a check found, in an order that depends on nothing but the files."""

    project: Project
    case_count: int
    survey: Survey
    lock: tuple[LockProblem, ...]
    stale: tuple[StaleGroup, ...]
    verdicts: tuple[Replayed, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One line for each recording, and for each that is missing, by prompt, model and case."""
        rows = [_verdict_row(verdict) for verdict in self.verdicts]
        for group in self.stale:
            kinds = ", ".join(change.kind for change in group.changes) or "library"
            rows += [
                Row(*names_of(each.manifest), "STALE", f"{kinds} changed") for each in group.found
            ]
        rows += [
            Row(each.current.prompt.id, each.model, each.case.id, "MISSING", "never recorded")
            for each in self.survey.missing
        ]
        return tuple(sorted(rows))

    @cached_property
    def missing(self) -> tuple[tuple[Missing, ...], ...]:
        """What is missing, together for each prompt and model."""
        groups: dict[tuple[str, str], list[Missing]] = {}
        for each in self.survey.missing:
            groups.setdefault((each.current.prompt.id, each.model), []).append(each)
        return tuple(map(tuple, groups.values()))

    def count(self, *states: State) -> int:
        """How many recordings are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def is_unfit(self) -> bool:
        """Whether a recording is stale, missing or damaged."""
        return bool(self.count("STALE", "MISSING", "DAMAGED") or self.survey.damaged)

    def exit_code(self, *, strict: bool = False) -> int:
        """0 fine, 1 regression (with `strict` also drift), 3 stale or missing, 5 nothing to check."""
        if self.count("REGRESSED") or (strict and self.count("drift")):
            return 1
        if self.is_unfit or self.lock or self.survey.unused:
            return 3
        return 0 if self.verdicts else 5


def run_check(
    project: Project,
    *,
    prompt: str | None = None,
    cases: Sequence[str] = (),
) -> Checkup:
    """Check the recordings of one prompt, or of all, for some cases, or for all; without a network.

    Stale recordings are found by their manifests and not replayed. Raises `ConfigurationError`,
    `PromptError` or `ArticleError` for what makes a check impossible.
    """
    chosen = load_cases(project.seeds, cases)
    found = survey(project, chosen, prompt=prompt, partial=bool(cases))
    verdicts = list(check_recordings(found.fresh))
    unreplayable = group_unreplayable((each.found, each.stale) for each in verdicts if each.stale)
    return Checkup(
        project,
        len(load_cases(project.seeds)) if cases else len(chosen),
        found,
        tuple(check_lock(project.list_prompts().values())),
        (*group_stale(found.stale), *unreplayable),
        tuple(each for each in verdicts if not each.stale),
    )


def _verdict_row(verdict: Replayed) -> Row:
    names = names_of(verdict.found.manifest)
    if verdict.damaged:
        return Row(*names, "DAMAGED", verdict.damaged)
    remarks = [counted(len(verdict.result.claims), "claim")] if verdict.result else ["no summary"]
    for faults, kind in ((verdict.new, "new"), (verdict.known, "known")):
        if faults:
            remarks.append(counted(len(faults), f"{kind} fault"))
    if verdict.drift:
        remarks.append(f"drift: {verdict.drift}")
    state: State = "REGRESSED" if verdict.new else "drift" if verdict.drift else "ok"
    return Row(*names, "known" if state == "ok" and verdict.known else state, ", ".join(remarks))
