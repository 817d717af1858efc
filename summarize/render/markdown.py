"""A result as Markdown, the evidence in footnotes."""

from __future__ import annotations

import re

from ..schema import ArticleSummary, Claim, Evidence, Finding
from .words import about_article, about_claim, about_result, plain

__all__ = ["render_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render_markdown(result: ArticleSummary) -> str:
    """The result as CommonMark with footnotes; every character of a text is shown as it is."""
    lines = [f"# {_safe(result.headline)}", ""]
    if about := about_article(result):
        lines += [_safe(about), ""]
    for sentence in result.summary:
        lines.append(f"{_safe(sentence.text)}{_notes(sentence.evidence)}")
        lines += _findings(sentence.findings, "")
    lines += ["", "## Claims" if result.claims else "No claims.", ""]
    for number, claim in enumerate(result.claims, 1):
        lines += _claim(claim, number)
    lines += ["", *(f"*{_safe(note)}*\n" for note in result.notes), _safe(about_result(result)), ""]
    cited = {e.sentence: e for item in result.items for e in item.evidence}
    lines += [
        f"[^{number}]: {_safe(e.text)} (characters {e.start} to {e.end})"
        for number, e in sorted(cited.items())
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _claim(claim: Claim, number: int) -> list[str]:
    lines = [f"{number}. {_safe(claim.text)}{_notes(claim.evidence)}"]
    if about := about_claim(claim):
        lines.append(f"   - {_safe(about)}")
    if claim.quote and plain(claim.quote.text) not in plain(claim.text):
        lines.append(f"   - “{_safe(claim.quote.text)}”")
    return lines + _findings(claim.findings, "   ")


def _findings(findings: tuple[Finding, ...], indent: str) -> list[str]:
    return [f"{indent}- **{f.severity}**: {_safe(f.message)}" for f in findings]


def _notes(evidence: tuple[Evidence, ...]) -> str:
    return "".join(f"[^{e.sentence}]" for e in evidence)


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", plain(text))
