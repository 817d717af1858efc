"""What was accepted: for each recording its claims and the faults that are known.

    cassettes/article@1/baseline.json

One claim a line, in the order of the article, without dates, so that a change of it can be reviewed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ..errors import ConfigurationError
from ..schema import ArticleSummary, Claim
from .expectations import Violation

__all__ = [
    "AcceptedClaim",
    "AcceptedResult",
    "Baseline",
    "Drift",
    "accepted_result",
    "baseline_path",
    "drift_from",
    "new_violations",
    "read_baseline",
    "write_baseline",
]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AcceptedClaim(_Strict):
    """What of a claim is compared."""

    evidence: tuple[tuple[int, int], ...]
    """Start and end of each cited sentence."""
    text: str
    speaker: str | None
    certainty: str
    quote: str | None
    figures: tuple[str, ...]
    """Value and unit of each."""


class AcceptedResult(_Strict):
    """One recording's result as it was accepted."""

    reason: str
    """Why it was accepted."""
    known: tuple[tuple[str, str], ...]
    """Rule and subject of each fault that it has."""
    claims: tuple[AcceptedClaim, ...]


class Baseline(_Strict):
    """The accepted results of one prompt, by `<model>/<case>.s<sample>`."""

    format: int = 1
    results: dict[str, AcceptedResult] = {}


@dataclass(frozen=True, slots=True)
class Drift:
    """How the claims of a result differ from the accepted ones."""

    lost: tuple[AcceptedClaim, ...] = ()
    added: tuple[AcceptedClaim, ...] = ()
    changed: tuple[tuple[AcceptedClaim, AcceptedClaim], ...] = ()
    """Claims with the same text but another speaker, certainty, quotation, figures or evidence."""

    def __bool__(self) -> bool:
        return bool(self.lost or self.added or self.changed)

    def __str__(self) -> str:
        counts = {"lost": self.lost, "added": self.added, "changed": self.changed}
        return ", ".join(f"{len(claims)} {name}" for name, claims in counts.items() if claims)


def baseline_path(cassettes: Path, prompt: str) -> Path:
    """Where the baseline of a prompt (name and version) is, or would be."""
    return cassettes / prompt / "baseline.json"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file, an empty one if there is none; `ConfigurationError` if it is damaged."""
    if not path.exists():
        return Baseline()
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigurationError(
            f"{path}: this is no baseline ({place}: {first['msg']}); restore it from version "
            "control, or delete it and accept again."
        ) from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, one claim a line; the file is complete or as before."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(_text(baseline), encoding="utf-8")
    unfinished.replace(path)


def _text(baseline: Baseline) -> str:
    parts = []
    for name, result in sorted(baseline.results.items()):
        tree = result.model_dump(mode="json")
        rows = {key: _rows(tree[key]) for key in ("known", "claims")}
        parts.append(
            f"    {_json(name)}: {{\n"
            f'      "reason": {_json(result.reason)},\n'
            f'      "known": {rows["known"]},\n'
            f'      "claims": {rows["claims"]}\n'
            "    }"
        )
    results = ",\n".join(parts)
    return f'{{\n  "format": {baseline.format},\n  "results": {{\n{results}\n  }}\n}}\n'


def _rows(items: Sequence[Any]) -> str:
    if not items:
        return "[]"
    lines = ",\n".join(f"        {_json(item)}" for item in items)
    return f"[\n{lines}\n      ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def accepted_result(
    result: ArticleSummary, violations: Iterable[Violation], reason: str
) -> AcceptedResult:
    """A result as it stands in a baseline."""
    return AcceptedResult(
        reason=reason,
        known=tuple(sorted((each.rule, each.subject) for each in violations)),
        claims=_claims(result),
    )


def _claims(result: ArticleSummary) -> tuple[AcceptedClaim, ...]:
    return tuple(sorted(map(_accepted, result.claims), key=lambda c: (c.evidence, c.text)))


def _accepted(claim: Claim) -> AcceptedClaim:
    return AcceptedClaim(
        evidence=tuple((e.start, e.end) for e in claim.evidence),
        text=claim.text,
        speaker=claim.speaker,
        certainty=claim.certainty,
        quote=claim.quote.text if claim.quote else None,
        figures=tuple(f"{each.value} {each.unit or ''}".strip() for each in claim.figures),
    )


def drift_from(accepted: AcceptedResult, result: ArticleSummary) -> Drift:
    """How a result's claims differ from the accepted ones; claims are the same by their text."""
    before, after = _by_text(accepted.claims), _by_text(_claims(result))
    return Drift(
        lost=tuple(claim for text, claim in before.items() if text not in after),
        added=tuple(claim for text, claim in after.items() if text not in before),
        changed=tuple(
            (claim, after[text])
            for text, claim in before.items()
            if text in after and after[text] != claim
        ),
    )


def _by_text(claims: Iterable[AcceptedClaim]) -> Mapping[str, AcceptedClaim]:
    return {claim.text: claim for claim in claims}


def new_violations(
    violations: Sequence[Violation], accepted: AcceptedResult | None
) -> tuple[list[Violation], list[Violation]]:
    """The violations that were not accepted, and those that were; each accepted one counts once."""
    left = Counter(accepted.known if accepted else ())
    fresh: list[Violation] = []
    known: list[Violation] = []
    for each in violations:
        key = (each.rule, each.subject)
        (known if left[key] else fresh).append(each)
        left[key] -= 1
    return fresh, known
