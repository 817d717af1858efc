"""A comparison for a person at a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ...render.shield import unshielded
from ...render.words import isolated, plain
from ...schema import Claim
from ..changes import ClaimChange
from ..comparison import ArticleComparison, Comparison, Verdict
from ..words import counted
from .phrases import (
    MARKS,
    article_head,
    article_usage,
    claim_facts,
    line_of,
    metric_cells,
    opinions_of,
    place_of,
    scope,
    shown_changes,
)

__all__ = ["comparison_text", "write_comparison"]

_WIDEST = 120
_INDENT = 5
_STYLES = {"lost": "red", "added": "green", "changed": "yellow", "split": "cyan", "merged": "cyan"}
_OUTCOMES = {"pass": "bold green", "regressed": "bold red", "inconclusive": "bold yellow"}


def comparison_text(comparison: Comparison, *, width: int = 100, verbose: bool = False) -> str:
    """The comparison as plain text without colour, wrapped at `width` columns.

    Articles without any change are counted, and listed with all their claims when `verbose`.
    """
    text = io.StringIO()
    console = Console(file=text, width=width, color_system=None, highlight=False)
    _print(console, comparison, verbose=verbose)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def write_comparison(comparison: Comparison, stream: TextIO, *, verbose: bool = False) -> None:
    """Writes the comparison; colour and width as the stream's terminal has them, plain for a file."""
    if not stream.isatty():
        stream.write(comparison_text(comparison, verbose=verbose))
        return
    console = Console(file=unshielded(stream), highlight=False)
    console.width = min(console.width, _WIDEST)
    _print(console, comparison, verbose=verbose)


def _print(console: Console, comparison: Comparison, *, verbose: bool) -> None:
    console.print(Text(scope(comparison), style="bold"))
    console.print()
    _print_verdict(console, comparison.verdict)
    console.print()
    console.print(_metrics(comparison))
    if comparison.prompt_diff:
        console.print()
        for line in comparison.prompt_diff.splitlines():
            console.print(_diff_line(line))
    listed = [a for a in comparison.articles if verbose or a.is_changed]
    for article in listed:
        console.print()
        _print_article(console, article, verbose=verbose)
        for opinion in opinions_of(comparison, article.case):
            console.print(_body("?", Text(opinion), "magenta"))
    if left := len(comparison.articles) - len(listed):
        console.print()
        console.print(Text(f"{counted(left, 'article')} without a change (-v lists them).", "dim"))
    for text in (*comparison.left_out, *comparison.unfit):
        console.print()
        console.print(Text("\n".join(map(line_of, text.split("\n"))), style="yellow"))


def _print_verdict(console: Console, verdict: Verdict) -> None:
    first, *others = verdict.reasons or ("",)
    line = Text(verdict.outcome.upper(), style=_OUTCOMES[verdict.outcome])
    line.append(f"  {plain(first)}", style="default not bold")
    console.print(line)
    for reason in others:
        console.print(_body("", Text(plain(reason)), indent=2))


def _metrics(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("mean over articles")
    for name in ("old", "new", "change", "90 % interval", "noise"):
        table.add_column(name, justify="right")
    for metric in comparison.metrics:
        table.add_row(metric.name, *metric_cells(metric))
    return table


def _diff_line(line: str) -> Text:
    style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
    return Text(line_of(line), style=style)


def _print_article(console: Console, article: ArticleComparison, *, verbose: bool) -> None:
    head = Text(plain(article.case), style="bold")
    head.append(f"  {article_head(article)}", style="dim not bold")
    console.print(head)
    for change in shown_changes(article, verbose=verbose):
        _print_change(console, change)
    for violation in article.new_violations:
        console.print(_body("✗", Text(plain(violation.message)), "red"))
    for violation in article.kept_violations:
        console.print(_body("·", Text(f"as before: {plain(violation.message)}", "dim")))
    for violation in article.accepted_violations:
        console.print(_body("·", Text(f"accepted: {plain(violation.message)}", "dim")))
    if used := article_usage(article):
        console.print(_body("", Text(used, "dim")))


def _print_change(console: Console, change: ClaimChange) -> None:
    style = _STYLES.get(change.kind, "")
    mark = MARKS[change.kind]
    for text in _claims(change):
        console.print(_body(mark, text, style))
        mark = ""
    for aspect in change.aspects:
        was, now = (plain(value) or "nothing" for value in (aspect.was, aspect.now))
        line = Text(f"{aspect.aspect}: ", "dim").append(was, "red").append(" → ", "dim")
        console.print(_body("", line.append(now, "green"), indent=_INDENT + 2))


def _claims(change: ClaimChange) -> Iterator[Text]:
    """The claims of a change: both versions of a pair, one of what is the same."""
    claims = change.new if change.kind == "same" else (*change.old, *change.new)
    for claim in claims:
        yield _claim(claim)


def _claim(claim: Claim) -> Text:
    text = Text(isolated(plain(claim.text)))
    facts = claim_facts(claim)
    text.append(f"  {place_of(claim)}{' · ' * bool(facts)}{facts}", style="dim")
    return text


def _body(mark: str, text: Text, style: str = "", *, indent: int = _INDENT) -> Table:
    body = Table.grid()
    body.add_column(width=indent)
    body.add_column()
    body.add_row(Text(f"{mark:>{indent - 2}}", style=style), text)
    return body
