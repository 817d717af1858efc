"""Accepting: what a check shows becomes the baseline, with the reason, for git to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import ConfigurationError
from .baseline import accepted_result, baseline_path, read_baseline, write_baseline
from .check import Verdict, result_key

__all__ = ["accept"]


def accept(verdicts: Sequence[Verdict], reason: str) -> Iterator[tuple[Path, int]]:
    """Write the verdicts' results into their baselines; each file with the number of results.

    Results that are in a baseline already and not among the verdicts stay. Raises
    `ConfigurationError` for an empty reason, and when a verdict has no result.
    """
    if not reason.strip():
        raise ConfigurationError("Say why the results are accepted; the baseline keeps it.")
    for verdict in verdicts:
        if verdict.result is None:
            raise ConfigurationError(
                f"{verdict.found.path} gives no summary that could be accepted; run summarize check."
            )
    groups: dict[Path, list[Verdict]] = {}
    for verdict in verdicts:
        root = verdict.found.path.parent.parent.parent
        path = baseline_path(root, verdict.found.manifest.prompt)
        groups.setdefault(path, []).append(verdict)
    for path, mine in groups.items():
        baseline = read_baseline(path)
        results = {
            result_key(each.found): accepted_result(
                each.result, (*each.new, *each.known), " ".join(reason.split())
            )
            for each in mine
            if each.result is not None
        }
        write_baseline(
            path, baseline.model_copy(update={"results": {**baseline.results, **results}})
        )
        yield path, len(results)
