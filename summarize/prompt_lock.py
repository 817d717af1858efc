"""Released prompts don't change: `prompts.lock`, beside the prompt files, holds their hashes.

    # Hashes of released prompts …
    ["article@1"]
    sha256 = "4f1c09aa…"      # of text, parameters and inputs

A folder without the file is not locked. A changed text becomes a new version instead, so that what
was recorded with the old one stays true and both can be compared.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .errors import PromptError
from .prompts import Prompt

__all__ = ["LockProblem", "bump_prompt", "check_lock", "lock_path", "lock_prompts"]

_HEAD = """\
# Hashes of released prompts (text, parameters, inputs), written by `summarize prompts lock`.
# A released prompt doesn't change: `summarize prompts bump NAME` makes its next version.
"""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LockProblem:
    """A released prompt that its folder's lock doesn't hold as it is."""

    kind: Literal["changed", "unlocked", "gone"]
    prompt: str
    """Name and version."""
    path: Path
    """The prompt's file; for a prompt that is gone, the lock."""
    message: str


def lock_path(folder: Path) -> Path:
    """Where the lock of a folder of prompts is, or would be."""
    return folder / "prompts.lock"


def check_lock(prompts: Iterable[Prompt]) -> list[LockProblem]:
    """Everything in which released prompts differ from the locks beside them.

    Prompts in folders without a lock are not looked at. Raises `PromptError` for a damaged lock.
    """
    problems: list[LockProblem] = []
    for folder, mine in _by_folder(prompts).items():
        path = lock_path(folder)
        if path.exists():
            problems += _problems(path, _read(path), mine)
    return problems


def lock_prompts(folder: Path, prompts: Iterable[Prompt]) -> list[str]:
    """Lock the released prompts of a folder, and give back those that are new in the lock.

    Raises `PromptError`, and changes nothing, when one differs from what is locked already.
    """
    path = lock_path(folder)
    locked = _read(path) if path.exists() else {}
    mine = _by_folder(prompts).get(folder.resolve(), [])
    for problem in _problems(path, locked, mine):
        if problem.kind == "changed":
            raise PromptError(problem.message)
    present = {prompt.id: prompt.text_sha256 for prompt in mine if prompt.status == "released"}
    retired = {prompt.id for prompt in mine if prompt.status == "retired"}
    kept = {name: sha for name, sha in locked.items() if name in retired}
    entries = [
        f'["{name}"]\nsha256 = "{sha}"\n' for name, sha in sorted({**kept, **present}.items())
    ]
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text("\n".join([_HEAD, *entries]), encoding="utf-8")
    unfinished.replace(path)
    return sorted(set(present) - set(locked))


def bump_prompt(prompt: Prompt, folder: Path, *, versions: Iterable[int]) -> Path:
    """Copy a prompt to a file of its next version, as a draft, and give back the path.

    `versions` are those that exist. Raises `PromptError` when the file is there already.
    """
    version = max(versions) + 1
    path = folder / f"{prompt.name}@{version}.md"
    if path.exists():
        raise PromptError(f"{path} exists already; edit it, or delete it and bump again.")
    source = prompt.path.read_text(encoding="utf-8")
    head, mark, text = source.partition("\n---\n")
    for key, value in (("version", str(version)), ("status", "draft"), ("changelog", "''")):
        line = f"{key}: {value}"
        pattern = rf"^{key}:.*(?:\n[ \t].*)*$"  # a value may go on in indented lines
        head, count = re.subn(pattern, line, head, count=1, flags=re.MULTILINE)
        if not count:
            head += f"\n{line}"
    folder.mkdir(exist_ok=True)
    path.write_text(head + mark + text, encoding="utf-8")
    return path


def _by_folder(prompts: Iterable[Prompt]) -> dict[Path, list[Prompt]]:
    folders: dict[Path, list[Prompt]] = {}
    for prompt in prompts:
        folders.setdefault(prompt.path.parent.resolve(), []).append(prompt)
    return folders


def _problems(path: Path, locked: dict[str, str], prompts: Iterable[Prompt]) -> list[LockProblem]:
    problems = []
    present = {prompt.id: prompt for prompt in prompts}
    for prompt in present.values():
        sha = locked.get(prompt.id)
        if sha is not None and sha != prompt.text_sha256 and prompt.status != "draft":
            problems.append(_changed(prompt, sha))
        elif sha is None and prompt.status == "released":
            message = (
                f"{prompt.path}: {prompt.id} is released but not locked: summarize prompts lock"
            )
            problems.append(LockProblem("unlocked", prompt.id, prompt.path, message))
        elif sha is not None and prompt.status == "draft":
            message = (
                f"{prompt.path}: {prompt.id} is locked, so it can't be a draft again; make a new "
                f"version: summarize prompts bump {prompt.name}"
            )
            problems.append(LockProblem("changed", prompt.id, prompt.path, message))
    for name in sorted(set(locked) - set(present)):
        message = (
            f"{path}: {name} is locked, but its file is gone; restore it, or remove it from the lock: "
            "summarize prompts lock"
        )
        problems.append(LockProblem("gone", name, path, message))
    return problems


def _changed(prompt: Prompt, sha: str) -> LockProblem:
    message = (
        f"{prompt.path}: {prompt.id} is released but its text changed "
        f"(sha256 {sha[:8]}… → {prompt.text_sha256[:8]}…). Make it a new version: "
        f"summarize prompts bump {prompt.name}"
    )
    return LockProblem("changed", prompt.id, prompt.path, message)


def _read(path: Path) -> dict[str, str]:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PromptError(
            f"{path} can't be read: {error}. Restore it from version control."
        ) from error
    locked = {}
    for name, entry in table.items():
        sha = entry.get("sha256") if isinstance(entry, dict) and set(entry) == {"sha256"} else None
        if not isinstance(sha, str) or not _SHA256.fullmatch(sha):
            raise PromptError(
                f"{path}: {name!r} should hold one sha256 of 64 hex digits. Restore the file from "
                "version control."
            )
        locked[name] = sha
    return locked
