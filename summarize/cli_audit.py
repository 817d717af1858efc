"""The command `summarize audit ARTICLE SUMMARY`.

Exit codes: 0 no error found (warnings may be), 1 the article does not carry something, 2 wrong usage
or an unreadable file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .cli_help import Parser, Sections
from .cli_output import ended
from .errors import SummarizeError

if TYPE_CHECKING:
    from .auditing import AuditFinding, AuditReport

__all__ = ["main", "parser"]

_SECTIONS: Sections = {
    "examples": [
        ("summarize audit article.txt summary.txt", "prose"),
        ("summarize audit article.txt summary.json", "JSON: summary, claims, evidence"),
        ("model < article.txt | summarize audit article.txt -", "what another tool writes"),
        ("summarize audit article.txt - --format json", "findings with offsets, for programs"),
    ],
    "exit codes": [
        ("0", "no error (warnings may be)"),
        ("1", "the article does not carry something"),
        ("2", "wrong usage, or a file can't be read"),
    ],
}

_SCOPES = {
    "cited": "each statement against the sentences that it cites",
    "article": "against the whole article, as the summary cites nothing",
}


def main(argv: Sequence[str]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code."""
    arguments = parser().parse_args(argv)
    return ended(partial(_audit, arguments), SummarizeError)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = Parser(
        prog="summarize audit",
        description="Check the figures, names and quotations of any summary against its article, "
        "without a model. Whoever wrote the summary: only what it says counts.",
        sections=_SECTIONS,
    )
    made.add_argument("article", type=Path, metavar="ARTICLE", help="a text file")
    made.add_argument(
        "summary", metavar="SUMMARY", help="text, or JSON of any tool; - for standard input"
    )
    made.add_argument(
        "--format", choices=("terminal", "json"), default="terminal", help="default: terminal"
    )
    return made


def _audit(arguments: argparse.Namespace) -> int:
    from .auditing import audit

    name = arguments.summary
    summary = sys.stdin.read() if name == "-" else Path(name)
    report = audit(arguments.article, summary)
    as_json = arguments.format == "json"
    sys.stdout.write(f"{report.model_dump_json(indent=2)}\n" if as_json else _shown(report))
    sys.stdout.flush()
    return 1 if report.errors else 0


def _shown(report: AuditReport) -> str:
    """The report as plain text: every finding with its place in the summary and in the article."""
    from .render.words import plain

    lines = [f"Read as {plain(report.read_as)}; checked {_SCOPES[report.scope]}."]
    lines += [plain(note) for note in report.notes]
    for finding in report.findings:
        lines += ["", *_lines(finding)]
    errors = len(report.errors)
    warnings = len(report.findings) - errors
    lines += ["", f"{errors} error(s), {warnings} warning(s) in {report.statements} statement(s)."]
    return "\n".join(lines) + "\n"


def _lines(finding: AuditFinding) -> list[str]:
    from .render.words import plain

    lines = [
        f"{finding.severity} {finding.rule} ({plain(finding.path)})",
        f"  {plain(finding.message)}",
        f"  summary {finding.start}-{finding.end}: {plain(finding.text)}",
    ]
    if finding.article_text is not None:
        place = f"{finding.article_start}-{finding.article_end}"
        lines.append(f"  article {place}: {plain(finding.article_text)}")
    return lines
