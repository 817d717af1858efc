"""Accepting: what a check shows becomes the baseline, with the reason, for git to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ConfigurationError
from .baseline import AcceptedResult, accepted_result, baseline_path, read_baseline, write_baseline
from .check import Replayed, result_key

__all__ = ["accept"]


def accept(replays: Sequence[Replayed], reason: str) -> Iterator[tuple[Path, int]]:
    """Write what was replayed into the baselines; each file with the number of results that are new.

    A result that stands in its baseline just so keeps its reason, and those of other recordings stay.
    Raises `ConfigurationError` for an empty reason, and for a recording that gives no result.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ConfigurationError("Say why the results are accepted; the baseline keeps it.")
    groups: dict[Path, dict[str, AcceptedResult]] = {}
    for each in replays:
        if each.result is None:
            raise ConfigurationError(
                f"{each.found.path} gives no summary that could be accepted; run summarize check."
            )
        root = each.found.path.parent.parent.parent
        path = baseline_path(root, each.found.manifest.prompt)
        accepted = accepted_result(each.result, (*each.new, *each.known), reason)
        groups.setdefault(path, {})[result_key(each.found)] = accepted
    for path, results in groups.items():
        baseline = read_baseline(path)
        new = {
            key: result
            for key, result in results.items()
            if (before := baseline.results.get(key)) is None
            or result != before.model_copy(update={"reason": reason})
        }
        merged = {**baseline.results, **new}
        write_baseline(path, baseline.model_copy(update={"results": merged}))
        yield path, len(new)
