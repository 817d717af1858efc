"""A check as GitHub shows it: annotations at files and lines, and a summary of the step.

Limits: ten annotations of a kind for a step are shown, and a summary above 1 MiB is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..render.words import plain
from .checkup import Checkup
from .report import summary_line
from .stale import missing_text, stale_text

__all__ = ["step_summary", "workflow_commands"]

_MOST_ANNOTATIONS = 10
_MOST_BYTES = 1_000_000
_MARK = {"ok": "✅", "known": "☑️", "drift": "〰️", "REGRESSED": "❌"}


def workflow_commands(checkup: Checkup) -> list[str]:
    """Workflow commands that put each cause at its file and line; the last tells of what is left out."""
    commands = list(_commands(checkup))
    if len(commands) > _MOST_ANNOTATIONS:
        left = len(commands) - _MOST_ANNOTATIONS + 1
        more = _command("", None, "More", f"{left} more problems are in the step's log.")
        commands = [*commands[: _MOST_ANNOTATIONS - 1], more]
    return commands


def _commands(checkup: Checkup) -> Iterator[str]:
    project, count = checkup.project, checkup.case_count
    for problem in checkup.lock:
        yield _command(str(problem.path), None, "Released prompt changed", problem.message)
    for group in checkup.stale:
        text = stale_text(group, project, case_count=count)
        cause = group.differences[0]
        yield _command(cause.path, cause.line, "Stale recordings", text)
    for missing in checkup.missing:
        text = missing_text(missing, project, case_count=count)
        yield _command(str(missing[0].current.prompt.path), None, "Missing recordings", text)
    for damaged in checkup.survey.damaged:
        yield _command(str(damaged.path), None, "Damaged recording", damaged.message)
    for verdict in checkup.verdicts:
        if verdict.new:
            text = "\n".join(plain(violation.message) for violation in verdict.new)
            title = f"{verdict.found.manifest.case} regressed"
            yield _command(str(verdict.found.path), None, title, text)


def _command(file: str, line: int | None, title: str, message: str) -> str:
    properties = {"file": file, "line": line, "title": title}
    listed = ",".join(
        f"{key}={_property(str(value))}" for key, value in properties.items() if value
    )
    return f"::error {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(checkup: Checkup) -> str:
    """Markdown for `$GITHUB_STEP_SUMMARY`, shortened to what GitHub takes.

    Everything from an article or a model stands in code blocks or is escaped.
    """
    parts = [f"## Prompt regression\n\n{summary_line(checkup)}\n", *_tables(checkup)]
    text, size = "", 0
    for part in (*parts, *_details(checkup)):
        size += len(part.encode())
        if size > _MOST_BYTES:
            return text + "\nThe rest is left out: it is in the step's log.\n"
        text += part
    return text


def _tables(checkup: Checkup) -> Iterator[str]:
    for (prompt, model), rows in groupby(checkup.rows, key=lambda row: row[:2]):
        lines = [f"\n### {_cell(prompt)} · {_cell(model)}\n", "| | case | |", "|---|---|---|"]
        lines += [
            f"| {_MARK.get(row.state, '⚠️')} {row.state} | {_cell(row.name)} | {_cell(row.remark)} |"
            for row in rows
        ]
        yield "\n".join(lines) + "\n"


def _details(checkup: Checkup) -> Iterator[str]:
    project, count = checkup.project, checkup.case_count
    for problem in checkup.lock:
        yield _block("Released prompt changed", problem.message)
    for group in checkup.stale:
        title = f"{len(group.found)} stale recordings"
        yield _block(title, stale_text(group, project, case_count=count))
    for missing in checkup.missing:
        yield _block("Missing recordings", missing_text(missing, project, case_count=count))
    for verdict in checkup.verdicts:
        if verdict.new:
            text = "\n".join(plain(violation.message) for violation in verdict.new)
            yield _block(f"{verdict.found.manifest.case}: new faults", text)


def _block(title: str, text: str) -> str:
    body = "\n".join(f"    {line}" for line in text.split("\n"))
    return f"\n<details><summary>{_cell(title)}</summary>\n\n{body}\n\n</details>\n"


def _cell(text: str) -> str:
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_[]|#~!" else c for c in text)
