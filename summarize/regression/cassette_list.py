"""Recordings as files: listed with their state, and verified one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..cassettes import Manifest, path_of, read_recording, request_digest
from ..errors import CassetteError
from ..secrets import find_secrets
from .cases import load_cases
from .judge.recorded import find_judgements, home_of
from .project import Project
from .survey import find_recordings, survey
from .words import price_text

__all__ = ["CassetteProblem", "cassette_lines", "verify_cassettes"]


def cassette_lines(project: Project) -> Iterator[str]:
    """One line for each recording: its path, state, date, tokens and cost."""
    found = survey(project, load_cases(project.seeds))
    rows = [(each.path, "fresh", each.manifest) for each in found.fresh]
    rows += [(each.path, "stale", each.manifest) for each in found.stale]
    lines = {
        path: (
            f"{state:8} {path}  {manifest.recorded}  {manifest.usage.get('input_tokens', 0):,} in, "
            f"{manifest.usage.get('output_tokens', 0):,} out, {price_text(manifest.cost)}"
        )
        for path, state, manifest in rows
    }
    lines |= {each.path: f"{'damaged':8} {each.path}" for each in found.damaged}
    lines |= {each.path: f"{'unused':8} {each.path}  {each.reason}" for each in found.unused}
    yield from (lines[path] for path in sorted(lines))


@dataclass(frozen=True, slots=True)
class CassetteProblem:
    """What is wrong with one file."""

    message: str
    is_secret: bool = False


def verify_cassettes(project: Project) -> list[CassetteProblem]:
    """Everything wrong with the recordings' files themselves, a judge's too, stale or not.

    Each must be readable, stand where its manifest says, hold the requests whose digests its
    manifest lists, and no secret.
    """
    root = project.cassettes
    homes: list[tuple[Path, Callable[[Path, Path, Manifest], Path]]] = [
        *((path, _home_of) for path in find_recordings(root)),
        *((path, home_of) for path in find_judgements(root)),
    ]
    return [problem for path, home in homes for problem in _verify(path, root, home)]


def _home_of(_path: Path, root: Path, manifest: Manifest) -> Path:
    """Where a recording belongs."""
    return path_of(root, manifest.prompt, manifest.model, manifest.case, manifest.sample)


def _verify(
    path: Path, root: Path, home: Callable[[Path, Path, Manifest], Path]
) -> Iterator[CassetteProblem]:
    text = path.read_text(encoding="utf-8", errors="replace")
    for secret in find_secrets(text):
        yield CassetteProblem(f"{path}: a secret at {secret}; record again, and revoke it", True)
    try:
        recording = read_recording(path)
    except CassetteError as error:
        yield CassetteProblem(str(error))
        return
    manifest = recording.manifest
    right = home(path, root, manifest)
    if right != path:
        yield CassetteProblem(f"{path}: its manifest belongs at {right}; move it there")
    digests = tuple(request_digest(i.method, i.path, i.request) for i in recording.interactions)
    if digests != manifest.request_sha256:
        yield CassetteProblem(
            f"{path}: its requests are not those of its manifest, so it was edited; record it again"
        )
