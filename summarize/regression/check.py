"""Checking: recordings are replayed offline, judged, and compared with what was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..cassettes import read_recording
from ..errors import CassetteError, CassetteMiss, ModelError, StaleCassetteError
from .survey import Found

if TYPE_CHECKING:
    from ..schema import ArticleSummary
    from .baseline import AcceptedResult, Drift
    from .expectations import Violation

__all__ = ["Replayed", "check_recording", "check_recordings", "result_key"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying one recording showed."""

    found: Found
    result: ArticleSummary | None
    """None when the recording can't be replayed, or gives no summary."""
    new: tuple[Violation, ...] = ()
    """What is wrong and was not accepted."""
    known: tuple[Violation, ...] = ()
    """What is wrong and was accepted."""
    drift: Drift | None = None
    """How the claims differ from the accepted ones; None where nothing was accepted."""
    stale: str = ""
    """Why the recording doesn't fit this version of the library, though its hashes do."""
    damaged: str = ""
    """Why the recording can't be read."""


def check_recordings(fresh: Sequence[Found]) -> Iterator[Replayed]:
    """What replaying shows, for each recording that is not stale, in their order."""
    for found in fresh:
        from .baseline import baseline_path, read_baseline  # only where there is something to check

        # cassettes/<prompt>/<model>/<case>.s1.yaml
        root = found.path.parent.parent.parent
        baseline = read_baseline(baseline_path(root, found.manifest.prompt))
        yield check_recording(found, baseline.results.get(result_key(found)))


def result_key(found: Found) -> str:
    """The name of a recording's result in its prompt's baseline."""
    manifest = found.manifest
    return f"{manifest.model}/{manifest.case}.s{manifest.sample}"


def check_recording(found: Found, accepted: AcceptedResult | None) -> Replayed:
    """What replaying one recording shows, compared with what was accepted of it."""
    from .baseline import drift_from, new_violations
    from .expectations import Violation
    from .invariants import violations_of
    from .replay import replay

    current = found.current
    try:
        recording = read_recording(found.path)
        result = replay(
            recording,
            found.case.article,
            prompt=current.prompt,
            repair=current.repair,
            merge=current.merge,
        )
    except ModelError as error:
        violation = Violation("no-answer", type(error).__name__, str(error))
        new, known = new_violations([violation], accepted)
        return Replayed(found, None, tuple(new), tuple(known))
    except CassetteError as error:
        if isinstance(error, StaleCassetteError | CassetteMiss):
            return Replayed(found, None, stale=str(error))
        return Replayed(found, None, damaged=str(error))
    new, known = new_violations(list(violations_of(found.case, result, current.prompt)), accepted)
    drift = drift_from(accepted, result) if accepted else None
    return Replayed(found, result, tuple(new), tuple(known), drift)
