"""A check in plain text: one line a recording, and below it what a person has to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..render.words import plain
from .check import Replayed
from .checkup import Checkup
from .stale import missing_text, stale_text
from .survey import names_of
from .words import price_text

__all__ = ["report_text", "summary_line"]


def report_text(checkup: Checkup, *, verbose: bool = False) -> str:
    """The report; what is known and how claims drifted is listed only when `verbose`."""
    parts = [_table(checkup, verbose=verbose), *_blocks(checkup), summary_line(checkup)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(checkup: Checkup, *, verbose: bool) -> str:
    verdicts = {names_of(each.found.manifest): each for each in checkup.verdicts}
    width = max((len(row.name) for row in checkup.rows), default=0)
    lines: list[str] = []
    for (prompt, model), rows in groupby(checkup.rows, key=lambda row: row[:2]):
        lines.append(f"{prompt} · {model}")
        for row in rows:
            lines.append(f"  {row.state:9}  {row.name:{width}}  {plain(row.remark)}".rstrip())
            verdict = verdicts.get(row[:3])
            if verdict is not None:
                lines += [f"      {line}" for line in _details(verdict, verbose=verbose)]
    return "\n".join(lines)


def _details(verdict: Replayed, *, verbose: bool) -> Iterator[str]:
    for violation in verdict.new:
        yield plain(violation.message)
    if not verbose:
        return
    for violation in verdict.known:
        yield f"known: {plain(violation.message)}"
    if verdict.drift:
        for sign, claims in (("-", verdict.drift.lost), ("+", verdict.drift.added)):
            for claim in claims:
                yield f"{sign} {plain(claim.text)}"
        for was, now in verdict.drift.changed:
            fields = [
                name for name in type(now).model_fields if getattr(was, name) != getattr(now, name)
            ]
            yield f"~ {plain(now.text)} ({', '.join(fields)})"


def _blocks(checkup: Checkup) -> Iterator[str]:
    project, count = checkup.project, checkup.case_count
    for problem in checkup.lock:
        yield f"LOCK  {problem.message}"
    for group in checkup.stale:
        yield stale_text(group, project, case_count=count)
    for missing in checkup.missing:
        yield missing_text(missing, project, case_count=count)
    for damaged in checkup.survey.damaged:
        yield f"DAMAGED  {damaged.message}"
    if checkup.survey.unused:
        lines = [f"UNUSED  {each.path}: {each.reason}" for each in checkup.survey.unused]
        yield "\n".join([*lines, "  → delete:  summarize cassettes prune --yes"])


def summary_line(checkup: Checkup) -> str:
    """What a check came to, in a line."""
    counts = {
        "ok": checkup.count("ok", "known", "drift"),
        "regressed": checkup.count("REGRESSED"),
        "stale": checkup.count("STALE"),
        "missing": checkup.count("MISSING"),
        "damaged": checkup.count("DAMAGED") + len(checkup.survey.damaged),
        "unused": len(checkup.survey.unused),
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    if not said:
        return "Nothing to check: there are no recordings. Make some with: summarize record"
    used = [each.found.manifest for each in checkup.verdicts]
    tokens = {
        name: sum(manifest.usage.get(f"{name}_tokens", 0) for manifest in used)
        for name in ("input", "output")
    }
    costs = [manifest.cost for manifest in used]
    cost = None if None in costs else sum(c for c in costs if c is not None)
    if not used:
        return f"{said}."
    return (
        f"{said}. Recorded: {tokens['input']:,} tokens in, {tokens['output']:,} out, "
        f"{price_text(cost)}."
    )
