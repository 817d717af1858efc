"""Why a request has no recorded answer: the recording that is nearest, and where it differs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .bodies import request_digest
from .file import Interaction, Manifest, Recording

__all__ = ["explain_miss"]

_SHOWN = 3
_WIDTH = 100
_Place = tuple[str, str]  # where a line stands, e.g. ("messages[0].content", "- List 20 claims.")


class _Nearest(NamedTuple):
    path: Path
    manifest: Manifest
    position: int
    interaction: Interaction


def explain_miss(
    recordings: Mapping[Path, Recording],
    method: str,
    path: str,
    body: bytes,
    *,
    command: str | None = None,
) -> str:
    """The message of a miss: the request, the nearest recorded one, what differs, what to do.

    `command` is what records again; None: `summarize record` with the nearest recording's case.
    """
    asked = f"{method} {path} has no recorded answer"
    digest = request_digest(method, path, body)
    lines = _lines(body)
    best: _Nearest | None = None
    best_score = -1.0
    for candidate in _candidates(recordings):
        each = candidate.interaction
        if request_digest(each.method, each.path, each.request) == digest:
            return (
                f"{asked} left: {candidate.path} has it as interaction {candidate.position}, and "
                "it was played already: the request is sent more often than when it was recorded. "
                f"{_remedy(candidate, command)}"
            )
        same_address = (each.method, each.path) == (method, path)
        score = _likeness(lines, _lines(each.request)) + same_address
        if score > best_score:
            best, best_score = candidate, score
    if best is None:
        return (
            f"{asked}: {', '.join(map(str, recordings)) or 'no recording'} holds none. Record it."
        )
    differences = _differences(best.interaction, method, path, lines)
    return (
        f"{asked}. The nearest is interaction {best.position} of {best.path}, which differs in "
        f"{'; '.join(differences)}. {_remedy(best, command)}"
    )


def _candidates(recordings: Mapping[Path, Recording]) -> Iterator[_Nearest]:
    for path, recording in recordings.items():
        for position, interaction in enumerate(recording.interactions, 1):
            yield _Nearest(path, recording.manifest, position, interaction)


def _remedy(nearest: _Nearest, command: str | None) -> str:
    manifest = nearest.manifest
    usual = f"summarize record {manifest.prompt} --case {manifest.case} --rewrite"
    return f"If that is meant, record again: {command or usual}"


def _lines(body: bytes) -> Counter[_Place]:
    """Every line of every text in a JSON body, and where it stands."""
    try:
        return Counter(_places(json.loads(body), ""))
    except (ValueError, RecursionError):
        return Counter(("body", line) for line in body.decode("utf-8", "replace").splitlines())


def _places(tree: Any, where: str) -> Iterator[_Place]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _places(value, f"{where}.{key}" if where else key)
    elif isinstance(tree, list):
        for position, item in enumerate(tree):
            yield from _places(item, f"{where}[{position}]")
    elif isinstance(tree, str):
        yield from ((where, line) for line in tree.split("\n"))
    else:
        yield where, json.dumps(tree)


def _likeness(one: Counter[_Place], other: Counter[_Place]) -> float:
    """Jaccard's index of two multisets."""
    common, union = (one & other).total(), (one | other).total()
    return common / union if union else 1.0


def _differences(
    recorded: Interaction, method: str, path: str, asked: Counter[_Place]
) -> list[str]:
    found = []
    if (recorded.method, recorded.path) != (method, path):
        found.append(f"the address (recorded {recorded.method} {recorded.path})")
    known = _lines(recorded.request)
    gone, new = list((known - asked).elements()), list((asked - known).elements())
    for where in dict.fromkeys(place for place, _ in [*gone, *new]):
        was = next((line for place, line in gone if place == where), None)
        now = next((line for place, line in new if place == where), None)
        found.append(f"{where}: recorded {_shown(was)}, now {_shown(now)}")
    if len(found) > _SHOWN:
        found[_SHOWN:] = [f"{len(found) - _SHOWN} more places"]
    return found or ["the order of its lines"]


def _shown(line: str | None) -> str:
    if line is None:
        return "nothing"
    return repr(line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…")
