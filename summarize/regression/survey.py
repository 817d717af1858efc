"""What is recorded, and whether it still fits, by the recordings' manifests alone.

A recording is stale when the prompt's text, parameters or inputs, the schema of the answer, the
repair or merge prompt (where one was sent) or the article is no longer the one that it was made with. That
is known from hashes before anything is replayed or sent; `stale` then says what has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel

from ..cassettes import Manifest, path_of, read_manifest
from ..draft import ArticleDraft, MergeDraft, RepairDraft, json_schema
from ..errors import CassetteError
from ..prompts import Prompt, load_prompt
from .cases import Case
from .project import Project

__all__ = [
    "Change",
    "Current",
    "Damaged",
    "Found",
    "Missing",
    "Survey",
    "Unused",
    "find_recordings",
    "names_of",
    "schema_sha256",
    "survey",
]


class Change(NamedTuple):
    """One way in which a recording no longer fits."""

    kind: Literal["prompt", "schema", "repair", "merge", "article"]
    was: str
    """SHA-256 at the time of recording."""
    now: str


@dataclass(frozen=True, slots=True)
class Current:
    """What a recording of one prompt would be made with now."""

    prompt: Prompt
    repair: Prompt
    merge: Prompt

    @classmethod
    def of(cls, prompt: Prompt, prompts_dir: Path | None) -> Current:
        """The prompt with those of the further requests, from the same folder."""
        return cls(prompt, *_further(prompts_dir))

    def changes(self, manifest: Manifest, case: Case) -> tuple[Change, ...]:
        """How a recording differs from one that would be made now; nothing when it is fresh."""
        pairs = [
            Change("prompt", manifest.prompt_sha256, self.prompt.text_sha256),
            Change("schema", manifest.schema_sha256, schema_sha256(ArticleDraft)),
            Change("article", manifest.article_sha256, case.article_sha256),
        ]
        if manifest.repair_sha256 is not None:
            repair = self.repair.fingerprint(RepairDraft)
            pairs.append(Change("repair", manifest.repair_sha256, repair))
        if manifest.merge_sha256 is not None:
            merge = self.merge.fingerprint(MergeDraft)
            pairs.append(Change("merge", manifest.merge_sha256, merge))
        return tuple(change for change in pairs if change.was != change.now)


def _further(prompts_dir: Path | None) -> tuple[Prompt, Prompt]:
    """The prompts for repairs and merges."""
    return (
        load_prompt("repair", prompts_dir=prompts_dir),
        load_prompt("merge", prompts_dir=prompts_dir),
    )


@lru_cache(maxsize=8)
def schema_sha256(schema: type[BaseModel]) -> str:
    """SHA-256, in hex, of a draft's JSON schema as it is sent, docstrings and descriptions included."""
    canonical = json.dumps(json_schema(schema), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A recording of a case and prompt that exist."""

    path: Path
    manifest: Manifest
    case: Case
    current: Current
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A case without any recording for a prompt and model."""

    case: Case
    current: Current
    model: str
    others: tuple[str, ...]
    """The models with which this case is recorded for this prompt."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A recording that can't be used."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A recording whose prompt or case is gone."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is and ought to be recorded, each list by path."""

    fresh: tuple[Found, ...] = ()
    stale: tuple[Found, ...] = ()
    missing: tuple[Missing, ...] = ()
    damaged: tuple[Damaged, ...] = ()
    unused: tuple[Unused, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to check."""
        return not (self.fresh or self.stale or self.missing or self.damaged or self.unused)


def names_of(manifest: Manifest) -> tuple[str, str, str]:
    """Prompt, model, and case of a recording, with its sample unless that is the first."""
    sample = f".s{manifest.sample}" if manifest.sample > 1 else ""
    return manifest.prompt, manifest.model, manifest.case + sample


def find_recordings(root: Path) -> list[Path]:
    """Every recording below a folder, by path: `<prompt>@<version>/<model>/<case>.s<k>.yaml`."""
    return sorted(root.glob("*@*/*/*.yaml"))


def survey(
    project: Project, cases: Sequence[Case], *, prompt: str | None = None, partial: bool = False
) -> Survey:
    """What is recorded for the cases, for one prompt or for each that has recordings.

    `partial` says that `cases` are not all cases, so that recordings of others are not unused.
    Raises `PromptError` for a prompt that doesn't exist.
    """
    prompts = project.list_prompts()
    chosen = load_prompt(prompt, prompts_dir=project.prompts) if prompt else None
    by_id = {case.id: case for case in cases}
    further = _further(project.prompts)
    found: list[Found] = []
    damaged: list[Damaged] = []
    unused: list[Unused] = []
    for path in find_recordings(project.cassettes):
        name = path.parent.parent.name
        if chosen and name != chosen.id:
            continue
        mine = chosen or prompts.get(name)
        if mine is None:
            unused.append(Unused(path, f"there is no prompt {name}"))
            continue
        try:
            manifest = _read(path, project.cassettes)
        except CassetteError as error:
            damaged.append(Damaged(path, str(error)))
            continue
        if manifest.case in by_id:
            case, current = by_id[manifest.case], Current(mine, *further)
            changes = current.changes(manifest, case)
            found.append(Found(path, manifest, case, current, changes))
        elif not partial:
            unused.append(Unused(path, f"there is no case {manifest.case!r}"))
    ids = [chosen.id] if chosen else sorted({each.manifest.prompt for each in found})
    missing = _missing(
        project, cases, found, [Current(chosen or prompts[i], *further) for i in ids]
    )
    if project.model:
        found = [each for each in found if each.manifest.model == project.model]
    return Survey(
        tuple(each for each in found if not each.changes),
        tuple(each for each in found if each.changes),
        tuple(missing),
        tuple(damaged),
        tuple(unused),
    )


def _read(path: Path, root: Path) -> Manifest:
    manifest = read_manifest(path)
    right = path_of(root, manifest.prompt, manifest.model, manifest.case, manifest.sample)
    if right != path:
        raise CassetteError(
            f"{path} is a recording of {manifest.case} with {manifest.prompt} and {manifest.model}, "
            f"which belongs at {right}; move it there, or delete it."
        )
    return manifest


def _missing(
    project: Project, cases: Sequence[Case], found: Sequence[Found], currents: Sequence[Current]
) -> list[Missing]:
    missing = []
    for current in currents:
        mine = [each.manifest for each in found if each.manifest.prompt == current.prompt.id]
        models = {project.model} if project.model else {manifest.model for manifest in mine}
        for case in cases:
            have = {manifest.model for manifest in mine if manifest.case == case.id}
            missing += [
                Missing(case, current, model, tuple(sorted(have)))
                for model in sorted(models - have)
                if model
            ]
    return missing
