"""Where prompts come from and where results are kept, and whether both can be used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from ..errors import ConfigurationError, PromptError, StoreError
from ..prompt_lock import check_lock, lock_path
from ..prompts import Prompt, list_prompts, load_prompt, packaged_prompts
from ..regression.project import open_project
from ..store import open_store
from .facts import Fact, without_secrets

__all__ = ["look_at_cache", "look_at_prompts"]

_USED = ("article", "merge", "repair")


def look_at_prompts() -> Iterator[Fact]:
    """The prompts of a call without further options, then what a project states otherwise."""
    yield from _prompts(None)
    try:
        project = open_project()
    except ConfigurationError as error:
        yield Fact("project", "pyproject.toml can't be used", "problem", str(error))
        return
    if project.prompts is not None:
        says = f"pyproject.toml: record, check and diff use the prompts in {project.prompts}"
        yield Fact("project", says)
        yield from _prompts(project.prompts)


def _prompts(folder: Path | None) -> Iterator[Fact]:
    try:
        found = list_prompts(prompts_dir=folder)
        used = [load_prompt(name, prompts_dir=folder) for name in _USED]
    except PromptError as error:
        yield Fact("prompts", "can't be used", "problem", str(error))
        return
    places = dict.fromkeys(_place(prompt.path.parent) for prompt in used)
    yield Fact("prompts", f"{', '.join(p.id for p in used)} from {' and '.join(places)}")
    yield _lock(found)


def _place(folder: Path) -> str:
    return "the package" if folder == packaged_prompts() else str(folder)


def _lock(prompts: list[Prompt]) -> Fact:
    """Whether released prompts are as they were when they were locked."""
    try:
        problems = check_lock(prompts)
    except PromptError as error:
        return Fact("lock", "can't be read", "problem", str(error))
    changed = [problem for problem in problems if problem.kind != "unlocked"]
    if changed:
        says = f"{len(changed)} released prompt{'s' * (len(changed) > 1)} not as locked"
        return Fact("lock", says, "problem", changed[0].message)
    if problems:
        return Fact(
            "lock",
            f"{problems[0].prompt} is released, not locked",
            "note",
            "lock it: summarize prompts lock",
        )
    folders = {prompt.path.parent for prompt in prompts}
    if open_folders := sorted(str(f) for f in folders if not lock_path(f).exists()):
        says = f"{', '.join(open_folders)} has no prompts.lock"
        return Fact("lock", says, "note", "write it: summarize prompts lock")
    released = sum(prompt.status == "released" for prompt in prompts)
    return Fact("lock", f"all {released} released prompts are as locked")


def look_at_cache(where: str | None, *, online: bool) -> Iterator[Fact]:
    """The store of results: whether it opens and can be written, and what it holds."""
    origin = "--cache"
    if where is None:
        where, origin = os.environ.get("SUMMARIZE_CACHE"), "SUMMARIZE_CACHE"
    if not where:
        none = "none: what is asked again is paid again"
        yield Fact("cache", none, "off", "--cache FILE keeps results")
        return
    if "://" in where:
        yield _database(where, origin, online=online)
    elif _is_blank(where):
        yield _to_be_made(Path(where), origin)
    else:
        yield _opened(where, where, origin)


def _database(url: str, origin: str, *, online: bool) -> Fact:
    shown = without_secrets(url)
    if online or not url.startswith("postgres"):  # what is none is refused, not connected to
        return _opened(url, shown, origin)
    if find_spec("psycopg") is None:
        remedy = "pip install 'summarize[postgres]'"
        return Fact("cache", f"{shown}, from {origin}, needs psycopg", "problem", remedy)
    says = f"{shown}, from {origin}; not connected"
    return Fact("cache", says, "note", "--online connects to it")


def _is_blank(where: str) -> bool:
    """Whether there is no file yet, or an empty one."""
    try:
        path = Path(where)
        return path.stat().st_size == 0 and not path.is_dir()
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _to_be_made(path: Path, origin: str) -> Fact:
    """For a file that is not there yet, which a look must not make."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return Fact(
            "cache",
            f"{path}, from {origin}",
            "problem",
            f"there is no directory {folder}; make it first",
        )
    if not os.access(folder, os.W_OK):
        return Fact(
            "cache", f"{path}, from {origin}", "problem", f"the directory {folder} can't be written"
        )
    return Fact("cache", f"{path}, from {origin}: not there yet, the first result makes it")


def _opened(where: str, shown: str, origin: str) -> Fact:
    try:
        with open_store(where) as store:
            kept = len(store)
            store.forget("doctor")  # removes nothing, but only where something could be written
    except StoreError as error:
        return Fact("cache", f"{shown}, from {origin}", "problem", str(error))
    return Fact(
        "cache", f"{shown}, from {origin}: {kept:,} result{'s' * (kept != 1)}, can be written"
    )
