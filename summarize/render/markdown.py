"""A result as Markdown, the evidence in footnotes."""

from __future__ import annotations

import re

from ..own_fields import own_texts
from ..schema import ArticleSummary, Claim, Evidence, Finding, SummarySentence
from .words import about_article, about_claim, about_result, isolated, plain

__all__ = ["render_markdown"]

_SPECIAL = re.compile(r"[\\`*_\[\]<>|#~&$]")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?i:(?<=www))\.")  # many readers make links of bare ones
_BEGINS = re.compile(r"\d{1,9}[.)]|[-+=]")  # a list, or the line under a heading


def render_markdown(result: ArticleSummary, *, label: str = "") -> str:
    """The result as CommonMark with footnotes; every character of a text is shown as it is.

    A text with letters that run from right to left stands between Unicode isolates, which every reader
    of Markdown passes on, so that numbers and footnotes beside it keep their order. `label` goes before
    the numbers of footnotes, where several results share a document.
    """
    return _Document(label).written(result)


class _Document:
    def __init__(self, label: str) -> None:
        self._label = label

    def written(self, result: ArticleSummary) -> str:
        lines = [f"# {_safe(result.headline)}", ""]
        if about := about_article(result):
            lines += [_escaped(about), ""]
        lines += _block(_own(result, ""))
        for sentence in result.summary:
            lines += self._sentence(sentence)
        lines += ["", "## Claims" if result.claims else "No claims.", ""]
        for number, claim in enumerate(result.claims, 1):
            lines += self._claim(claim, number)
        lines.append("")
        for note in result.notes:
            lines += [f"*{_safe(note)}*", ""]
        told = {plain(note) for note in result.notes}
        missing = tuple(f for f in result.findings if plain(f.message) not in told)
        lines += [*_block(_findings(missing, "")), _escaped(about_result(result)), ""]
        return "\n".join([*lines, *self._footnotes(result)]).rstrip("\n") + "\n"

    def _sentence(self, sentence: SummarySentence) -> list[str]:
        below = [*_own(sentence, ""), *_findings(sentence.findings, "")]
        line = f"{_safe(sentence.text)}{self._notes(sentence.evidence)}"
        return [line, *_block(["", *below] if below else [])]

    def _claim(self, claim: Claim, number: int) -> list[str]:
        lines = [f"{number}. {_safe(claim.text)}{self._notes(claim.evidence)}"]
        if about := about_claim(claim):
            lines.append(f"   - {_escaped(about)}")
        if claim.quote and plain(claim.quote.text) not in plain(claim.text):
            lines.append(f"   - “{_safe(claim.quote.text)}”")
        return [*lines, *_own(claim, "   "), *_findings(claim.findings, "   ")]

    def _notes(self, evidence: tuple[Evidence, ...]) -> str:
        return "".join(f"[^{self._label}{e.sentence}]" for e in evidence)

    def _footnotes(self, result: ArticleSummary) -> list[str]:
        cited = {e.sentence: e for item in result.items for e in item.evidence}
        return [
            f"[^{self._label}{number}]: {_safe(e.text)} (characters {e.start} to {e.end})"
            for number, e in sorted(cited.items())
        ]


def _own(item: ArticleSummary | SummarySentence | Claim, indent: str) -> list[str]:
    return [f"{indent}- {_safe(label)}: {_safe(text)}" for label, text in own_texts(item)]


def _findings(findings: tuple[Finding, ...], indent: str) -> list[str]:
    return [f"{indent}- **{f.severity}**: {_safe(f.message)}" for f in findings]


def _block(lines: list[str]) -> list[str]:
    """The lines, then an empty one, so that what follows is no part of a list."""
    return [*lines, ""] if lines else []


def _safe(text: str) -> str:
    """A text that nobody vouches for, in one line."""
    return isolated(_escaped(plain(text)))


def _escaped(text: str) -> str:
    text = _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))
    begun = _BEGINS.match(text)
    if begun is None:
        return text
    return f"{text[: begun.end() - 1]}\\{text[begun.end() - 1 :]}"
