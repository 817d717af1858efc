"""Stale and missing recordings in words: the cause, how many share it, and the ways out of it."""

from __future__ import annotations

import importlib.metadata
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..prompt_lock import check_lock
from .differences import Difference, differences
from .project import Project
from .survey import Change, Found, Missing
from .words import counted, price_text

__all__ = [
    "StaleGroup",
    "group_stale",
    "group_unreplayable",
    "missing_text",
    "stale_text",
]


@dataclass(frozen=True, slots=True)
class StaleGroup:
    """The recordings that are stale for the same reason."""

    changes: tuple[Change, ...]
    found: tuple[Found, ...]
    differences: tuple[Difference, ...]
    """What has changed, as the first of them shows it; the first difference is the cause."""

    @property
    def cost(self) -> float | None:
        """US dollars that the recordings cost when they were made; None when unknown."""
        costs = [each.manifest.cost for each in self.found]
        return None if None in costs else sum(cost for cost in costs if cost is not None)


def group_stale(stale: Sequence[Found]) -> list[StaleGroup]:
    """The stale recordings, together where the same hashes have changed to the same."""
    groups: dict[tuple[Any, ...], list[Found]] = {}
    for each in stale:
        manifest = each.manifest
        key = (manifest.prompt, manifest.model, manifest.context_window, each.changes)
        groups.setdefault(key, []).append(each)
    return [
        StaleGroup(found[0].changes, tuple(found), differences(found[0]))
        for found in groups.values()
    ]


def group_unreplayable(pairs: Iterable[tuple[Found, str]]) -> list[StaleGroup]:
    """Recordings whose hashes fit but that no longer replay, together where the reason is the same.

    That is a change of the library: it asks something else about the same article now.
    """
    groups: dict[tuple[Any, ...], list[Found]] = {}
    for found, reason in pairs:
        manifest = found.manifest
        key = (manifest.prompt, manifest.model, manifest.context_window, reason)
        groups.setdefault(key, []).append(found)
    return [
        StaleGroup((), tuple(found), (Difference(str(found[0].path), None, remark=reason),))
        for (*_, reason), found in groups.items()
    ]


def stale_text(group: StaleGroup, project: Project, *, case_count: int) -> str:
    """What a person needs to know about one group, with the command that makes it fresh.

    `case_count` is the number of all cases, of which the group may be a part.
    """
    first, *others = group.found
    manifest = first.manifest
    lines = [f"STALE  {manifest.prompt} · {manifest.model} · {manifest.case} · {first.path}"]
    lines.append(f"  recorded {manifest.recorded} with {_then_and_now(group)}:")
    for difference in group.differences:
        lines.append(f"    {difference.place}")
        lines += [
            f"      {sign} {text}"
            for sign, text in (("-", difference.was), ("+", difference.now))
            if text is not None
        ]
    if others:
        more = counted(len(others), "more recording")
        verb = "is" if len(others) == 1 else "are"
        lines.append(f"  {more} {verb} stale for the same reason.")
    return "\n".join([*lines, *_ways_out(group, project, case_count)])


def _then_and_now(group: StaleGroup) -> str:
    if group.changes:
        return ", ".join(f"{c.kind} {c.was[:8]} (now {c.now[:8]})" for c in group.changes)
    changed = [
        f"{name} {was} (now {now})"
        for name, was in sorted(group.found[0].manifest.versions.items())
        if (now := _installed(name)) != was
    ]
    return ", ".join(changed) or "an earlier state of this version of the library"


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _ways_out(group: StaleGroup, project: Project, case_count: int) -> Iterator[str]:
    manifest, prompt = group.found[0].manifest, group.found[0].current.prompt
    changed = prompt.status == "released" and any(c.kind == "prompt" for c in group.changes)
    if not (changed and any(p.kind == "changed" for p in check_lock([prompt]))):
        ids = sorted({each.manifest.case for each in group.found})
        samples = max(each.manifest.sample for each in group.found)
        command = record_command(
            project,
            manifest.prompt,
            manifest.model,
            ids,
            case_count,
            samples=samples,
            context_window=manifest.context_window,
        )
        count = counted(len(group.found), "recording")
        yield f"  → record again:  {command}  ({count}, {price_text(group.cost)})"
    if changed:
        yield f"  → make it a new version:  summarize prompts bump {prompt.name}"


def missing_text(missing: Sequence[Missing], project: Project, *, case_count: int) -> str:
    """Which cases of one prompt and model were never recorded, with the command that does it."""
    first = missing[0]
    ids = [each.case.id for each in missing]
    lines = [f"MISSING  {first.current.prompt.id} · {first.model} · {', '.join(ids)}"]
    if first.others:
        lines.append(f"  recorded with {', '.join(first.others)}, but the model is {first.model}.")
    command = record_command(
        project, first.current.prompt.id, first.model, ids, case_count, missing=True
    )
    return "\n".join([*lines, f"  → record:  {command}"])


def record_command(
    project: Project,
    prompt: str,
    model: str,
    ids: Sequence[str],
    case_count: int,
    *,
    missing: bool = False,
    samples: int = 1,
    context_window: int | None = None,
) -> str:
    """The command that records these cases, with the options that this project needs."""
    parts = ["summarize record", prompt, f"--model {model}"]
    if "/" not in model or model.partition("/")[0] not in ("openai", "ollama"):
        parts.append("--base-url URL")
    if len(ids) < case_count:
        parts += [f"--case {name}" for name in ids[:3]] if len(ids) <= 3 else []
    if missing:
        parts.append("--missing")
    if samples > 1:
        parts.append(f"--samples {samples}")
    if context_window:
        parts.append(f"--context-window {context_window}")
    for name in ("seeds", "cassettes", "prompts"):
        if (path := getattr(project, name) or Path(name)) != Path(name):
            parts.append(f"--{name} {shlex.quote(str(path))}")
    return " ".join(parts)
