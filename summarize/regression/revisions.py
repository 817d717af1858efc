"""A project's prompts, cases and recordings as a git revision has them, beside the working tree."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..errors import ConfigurationError
from .project import Project

__all__ = ["project_at"]


@contextmanager
def project_at(revision: str, project: Project) -> Iterator[Project]:
    """The project as it was at a git revision, in a folder that is gone afterwards.

    `git` must be installed, and the project's folders must be relative to the current directory.
    Raises `ConfigurationError` when there is no such revision, or it has no cases or recordings.
    """
    folders = {
        "seeds": project.seeds,
        "cassettes": project.cassettes,
        "prompts": project.prompts or Path(os.environ.get("SUMMARIZE_PROMPTS") or "prompts"),
    }
    for name, folder in folders.items():
        if folder.is_absolute() or ".." in folder.parts:
            raise ConfigurationError(
                f"--{name} {folder}: a git revision can only be compared in folders below the "
                "current directory; name them relative to it."
            )
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        if _git("rev-parse", "--git-dir") is None:
            raise ConfigurationError(
                f"git finds no repository here, so there is no revision {revision!r}; go into the "
                "repository, or see what `git status` says."
            )
        raise ConfigurationError(
            f"git knows no revision {revision!r} here: give a branch, a tag or a commit "
            "(git log --oneline), or fetch it first."
        )
    sha = commit.decode().strip()
    there = [name for name, folder in folders.items() if _has(sha, folder)]
    for name in ("seeds", "cassettes"):
        if name not in there:
            raise ConfigurationError(f"{revision} has no folder {folders[name]} in git.")
    with tempfile.TemporaryDirectory(prefix="summarize-") as scratch:
        _extract(sha, [folders[name] for name in there], Path(scratch))
        prompts = Path(scratch, folders["prompts"]) if "prompts" in there else None
        yield Project(
            Path(scratch, folders["seeds"]),
            Path(scratch, folders["cassettes"]),
            prompts,
            project.model,
        )


def _has(sha: str, folder: Path) -> bool:
    return bool(_git("ls-tree", "-d", "--name-only", sha, "--", folder.as_posix()))


def _extract(sha: str, folders: Sequence[Path], target: Path) -> None:
    archive = _git("archive", "--format=tar", sha, "--", *(f.as_posix() for f in folders))
    if archive is None:
        raise ConfigurationError(f"git can't read {', '.join(map(str, folders))} at {sha[:12]}.")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(target, filter="data")


def _git(*arguments: str) -> bytes | None:
    """What git prints; None when it fails."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and revisions can't be options
            ["git", *arguments],  # noqa: S607  # the user's own git
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise ConfigurationError(
            "git can't be run here, and is needed to compare with a revision."
        ) from error
    return done.stdout if done.returncode == 0 else None
