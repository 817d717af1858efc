"""A result for a person at a terminal."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from ..own_fields import own_texts
from ..schema import ArticleSummary, Claim, Evidence, Finding, SummarySentence
from .evidence_marks import Mark, marked_pieces, quoted_beside
from .rules import rule_words
from .shield import unshielded
from .words import about_article, about_claim, about_result, isolated, plain, sentence_numbers

if TYPE_CHECKING:
    from rich.console import ConsoleOptions, RenderableType

__all__ = ["hung", "render_terminal", "renderables", "write_terminal"]

_WIDEST = 100  # longer lines are hard to read
_BESIDE = 140  # from here on the evidence stands beside what it carries
_ITEM = 80  # and that takes so many columns at most
_GAP = "  │ "
_INDENT = 5
_STYLES: dict[Mark, str] = {"": "", "figure": "bold", "quotation": "underline"}
_SIGNS: dict[Mark, str] = {"": "", "figure": "*", "quotation": "_"}
_ENDS = re.compile("[、。，．：；！？）」』】〉》〕］｝”’]")
_OPENING, _CLOSING = "\u2066\u2067", "\u2069"  # isolates, see `words.isolated`


def render_terminal(result: ArticleSummary, *, width: int = 80, evidence: bool = False) -> str:
    """The result as plain text without colour, wrapped at `width` columns.

    With `evidence` the cited sentences follow each item, with their offsets, figures between * and
    quotations between _; from 140 columns on they stand beside it.
    """
    text = io.StringIO()
    console = Console(file=text, width=width, color_system=None, highlight=False)
    _print(console, _View(width, evidence=evidence, styled=False).lines(result))
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().split("\n")[:-1])


def write_terminal(result: ArticleSummary, stream: TextIO, *, evidence: bool = False) -> None:
    """Writes the result; colour and width as the stream's terminal has them, plain for a file.

    NO_COLOR, FORCE_COLOR, TERM=dumb and COLUMNS count as rich takes them.
    """
    console = Console(file=unshielded(stream), highlight=False)
    if not console.is_terminal:
        stream.write(render_terminal(result, width=_columns(), evidence=evidence))
        return
    styled = console.color_system is not None
    _print(console, _View(console.width, evidence=evidence, styled=styled).lines(result))


def renderables(result: ArticleSummary, options: ConsoleOptions) -> Iterator[RenderableType]:
    """The result for rich, line by line."""
    return _View(options.max_width, evidence=False, styled=True).lines(result)


def _columns() -> int:
    """What the environment says of a width that no terminal tells."""
    columns = os.environ.get("COLUMNS", "")
    return max(20, int(columns)) if columns.isascii() and columns.isdigit() else 80


def _print(console: Console, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


class _View:
    """A result as lines of a width."""

    def __init__(self, width: int, *, evidence: bool, styled: bool) -> None:
        self._evidence = evidence
        self._styled = styled
        self._beside = evidence and width >= _BESIDE
        self._width = min(width, _ITEM if self._beside else _WIDEST)
        self._room = min(width - self._width - len(_GAP), _WIDEST)

    def lines(self, result: ArticleSummary) -> Iterator[Text]:
        yield from _wrapped(Text(isolated(plain(result.headline)), style="bold"), self._width)
        if about := about_article(result):
            yield from _wrapped(Text(about, style="dim"), self._width)
        yield from self._own(result, 0)
        yield Text()
        for sentence in result.summary:
            yield from self._with_evidence(sentence, self._sentence(sentence))
        if not self._evidence:
            yield Text()
        yield Text("Claims" if result.claims else "No claims", style="bold")
        for claim in result.claims:
            yield from self._with_evidence(claim, self._claim(claim))
        if not (self._evidence and result.claims):
            yield Text()
        yield from self._end(result)

    def _sentence(self, sentence: SummarySentence) -> Iterator[Text]:
        yield from _wrapped(_cited(sentence), self._width)
        yield from self._own(sentence, 2)
        yield from self._findings(sentence.findings, 2)

    def _claim(self, claim: Claim) -> Iterator[Text]:
        number = Text(f"{claim.id:>{_INDENT - 1}} ", style="cyan")
        yield from hung(number, _cited(claim), self._width)
        indent = Text(" " * _INDENT)
        if about := about_claim(claim):
            yield from hung(indent, Text(about, style="dim"), self._width)
        yield from self._own(claim, _INDENT)
        quote = claim.quote and plain(claim.quote.text)
        shown = self._evidence and quoted_beside(claim)
        if quote and not shown and quote not in plain(claim.text):
            text = Text(f"“{isolated(quote)}”", style="italic")
            yield from hung(indent, text, self._width)
        yield from self._findings(claim.findings, _INDENT)

    def _own(self, item: ArticleSummary | SummarySentence | Claim, indent: int) -> Iterator[Text]:
        for label, text in own_texts(item):
            line = Text(f"{isolated(plain(label))}: ", style="dim").append(isolated(plain(text)))
            yield from hung(Text(" " * indent), line, self._width)

    def _findings(self, findings: tuple[Finding, ...], indent: int) -> Iterator[Text]:
        for finding in findings:
            mark, style = ("✗", "red") if finding.severity == "error" else ("!", "yellow")
            line = Text(isolated(plain(finding.message)), style=style)
            yield from hung(Text(f"{' ' * indent}{mark} ", style=style), line, self._width)

    def _with_evidence(
        self, item: SummarySentence | Claim, lines: Iterable[Text]
    ) -> Iterator[Text]:
        if not self._evidence:
            yield from lines
        elif self._beside:
            cited = [line for e in item.evidence for line in self._cited(item, e, "", self._room)]
            for left, right in zip_longest(lines, cited, fillvalue=Text()):
                gap = Text(" " * (self._width - left.cell_len) + _GAP, style="dim")
                yield Text.assemble(left, gap, right)
            yield Text()
        else:
            yield from lines
            indent = " " * (_INDENT if isinstance(item, Claim) else 2)
            for e in item.evidence:
                yield from self._cited(item, e, f"{indent}│ ", self._width)
            yield Text()

    def _cited(
        self, item: SummarySentence | Claim, evidence: Evidence, indent: str, width: int
    ) -> Iterator[Text]:
        """A sentence of the article with its number and offsets, its marks in it."""
        pieces = list(marked_pieces(item, evidence))
        whole = "".join(piece for piece, _ in pieces)
        start, _, end = isolated(whole).partition(whole)
        text = Text(start)
        for piece, mark in pieces:
            sign = "" if self._styled else _SIGNS[mark]
            text.append(f"{sign}{piece}{sign}", style=_STYLES[mark])
        text.append(end).append(f" {evidence.start}–{evidence.end}", style="dim")
        number = f"[{evidence.sentence}] "
        first = Text(indent, style="dim").append(number, style="cyan")
        rest = Text(indent, style="dim").append(" " * len(number))
        yield from hung(first, text, width, rest)

    def _end(self, result: ArticleSummary) -> Iterator[Text]:
        told = {plain(note) for note in result.notes}
        for note in result.notes:
            yield from _wrapped(Text(isolated(plain(note)), style="italic"), self._width)
        missing = tuple(f for f in result.findings if plain(f.message) not in told)
        yield from self._findings(missing, 0)
        if said := _checks(result):
            yield from _wrapped(Text(said), self._width)
            yield from self._explained(result) if self._evidence else ()
        yield from _wrapped(Text(about_result(result), style="dim"), self._width)

    def _explained(self, result: ArticleSummary) -> Iterator[Text]:
        """What each check that found something looks for."""
        found = dict.fromkeys(f.rule for item in result.items for f in item.findings)
        for words in dict.fromkeys(map(rule_words, found)):
            text = Text(plain(words.title))
            if words.means:
                text.append(f": {words.means}", style="dim")
            yield from hung(Text("  "), text, self._width)


def _cited(item: SummarySentence | Claim) -> Text:
    text = Text(isolated(plain(item.text)))
    return (
        text.append(f" {sentence_numbers(item.evidence)}", style="dim") if item.evidence else text
    )


def _checks(result: ArticleSummary) -> str:
    """What the marks at items mean, and how many there are."""
    found = [finding.severity for item in result.items for finding in item.findings]
    said = []
    if errors := found.count("error"):
        said.append(f"✗ {errors} not carried by the article")
    if warnings := found.count("warning"):
        said.append(f"! {warnings} worth a look")
    return " · ".join(said)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    return hung(Text(), text, width)


def hung(first: Text, text: Text, width: int, rest: Text | None = None) -> Iterator[Text]:
    """The text wrapped, `first` in front of its first line, `rest` (or blanks) in front of all others.

    An isolate that goes over several lines is closed and opened again in each: to a terminal every
    line is a paragraph of its own.
    """
    rest = Text(" " * first.cell_len) if rest is None else rest
    room = max(1, width - first.cell_len)
    opened = ""
    for number, line in enumerate(_folded(text, room)):
        line.rstrip()
        begun = opened
        for character in line.plain:
            if character in _OPENING:
                opened = character
            elif character == _CLOSING:
                opened = ""
        end = _CLOSING if opened else ""
        yield Text.assemble(rest if number else first, begun, line, end)


def _folded(text: Text, width: int) -> list[Text]:
    """The text in lines; no line begins with a sign that ends an East Asian sentence or clause."""
    ends = _ENDS.search(text.plain) is not None and width > 8
    lines: list[Text] = []
    for line in text.wrap(_nowhere(), width - 2 if ends else width, overflow="fold"):
        begin = 0
        while lines and _ENDS.match(line.plain, begin) and lines[-1].cell_len + 2 <= width:
            lines[-1].append_text(line[begin : begin + 1])
            begin += 1
        lines.append(line[begin:] if begin else line)
    return [line for line in lines if line] or [Text()]


@cache
def _nowhere() -> Console:
    """What rich wants for wrapping, though all it needs is a width."""
    return Console(file=io.StringIO(), color_system=None)
