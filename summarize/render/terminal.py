"""A result for a person at a terminal."""

from __future__ import annotations

import io
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..schema import ArticleSummary, Claim, Finding
from .words import about_article, about_claim, about_result, plain, sentence_numbers

__all__ = ["render_terminal", "write_terminal"]

_WIDEST = 100  # longer lines are hard to read
_INDENT = 5


def render_terminal(result: ArticleSummary, *, width: int = 80) -> str:
    """The result as plain text without colour, wrapped at `width` columns."""
    text = io.StringIO()
    _print(Console(file=text, width=width, color_system=None, highlight=False), result)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write_terminal(result: ArticleSummary, stream: TextIO) -> None:
    """Writes the result; colour and width as the stream's terminal has them, plain for a file."""
    if not stream.isatty():
        stream.write(render_terminal(result))
        return
    console = Console(file=stream, highlight=False)
    console.width = min(console.width, _WIDEST)
    _print(console, result)


def _print(console: Console, result: ArticleSummary) -> None:
    console.print(Text(plain(result.headline), style="bold"))
    if about := about_article(result):
        console.print(Text(about, style="dim"))
    console.print()
    for sentence in result.summary:
        line = Text(plain(sentence.text))
        line.append(f" {sentence_numbers(sentence.evidence)}", style="dim")
        console.print(line)
        _print_findings(console, sentence.findings, 2)
    console.print()
    console.print(Text("Claims" if result.claims else "No claims", style="bold"))
    for claim in result.claims:
        _print_claim(console, claim)
    console.print()
    for note in result.notes:
        console.print(Text(plain(note), style="italic"))
    console.print(Text(about_result(result), style="dim"))


def _print_claim(console: Console, claim: Claim) -> None:
    body = Table.grid()
    body.add_column(width=_INDENT)
    body.add_column()
    text = Text(plain(claim.text))
    text.append(f" {sentence_numbers(claim.evidence)}", style="dim")
    body.add_row(Text(f"{claim.id:>{_INDENT - 1}}", style="cyan"), text)
    if about := about_claim(claim):
        body.add_row("", Text(about, style="dim"))
    if claim.quote and plain(claim.quote.text) not in plain(claim.text):
        body.add_row("", Text(f"“{plain(claim.quote.text)}”", style="italic"))
    console.print(body)
    _print_findings(console, claim.findings, _INDENT)


def _print_findings(console: Console, findings: tuple[Finding, ...], indent: int) -> None:
    for finding in findings:
        mark, style = ("✗", "red") if finding.severity == "error" else ("!", "yellow")
        line = Text(f"{mark} {plain(finding.message)}", style=style)
        console.print(Padding(line, (0, 0, 0, indent)))
