"""A result as a piece of HTML for notebooks: Jupyter, VS Code, Colab and others.

It is part of somebody else's page, so it has no script, no style sheet, no id, no address and no colour of
its own: text has the page's colours in light and dark themes, and every character of a text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pydantic import BaseModel

from ..own_fields import own_texts
from ..schema import ArticleSummary, Claim, Evidence, Finding
from ..sound import sound_text
from .words import about_article, about_claim, about_result, direction, plain

__all__ = ["claims_html", "repr_html"]

_PLAIN = (
    'class="tex2jax_ignore mathjax_ignore"'  # else "$5 … $7" of a text would be set as a formula
)
_MOST = 50  # claims that are shown; more would make the notebook heavy and nobody reads them there
_QUIET = "opacity:.75;font-size:90%"
_CELL = "text-align:start;vertical-align:top;white-space:normal;padding:.2em .6em"


def repr_html(result: ArticleSummary) -> str:
    """The headline, the summary and the claims, evidence folded away."""
    parts = [
        _block("div", result.headline, "font-weight:bold;font-size:115%"),
        _block("div", about_article(result), _QUIET),
        *(
            f'<p style="margin:.4em 0"{_direction(item.text)}>'
            f"{_text(item.text)}{_numbers(item.evidence)}</p>"
            f"{_findings(item.findings)}"
            for item in result.summary
        ),
        _own(result),
        _table(result.claims),
        *(_block("div", note, f"{_QUIET};font-style:italic") for note in result.notes),
        _block("div", about_result(result), _QUIET),
    ]
    return f'<div {_PLAIN} style="max-width:64em;line-height:1.45">{"".join(parts)}</div>'


def claims_html(claims: Sequence[Claim]) -> str:
    """A table of the claims: id, text with its evidence behind it, and who says it, how surely, when."""
    return f"<div {_PLAIN}>{_table(claims)}</div>"


def _table(claims: Sequence[Claim]) -> str:
    if not claims:
        return _block("div", "No claims.", _QUIET)
    rows = "".join(map(_row, claims[:_MOST]))
    failed = sum(not claim.supported for claim in claims)
    caption = f"{len(claims)} claim{'s' * (len(claims) > 1)}"
    caption += f", {failed} not supported" if failed else ""
    left = len(claims) - _MOST
    more = _block("div", f"… and {left} more in .claims", _QUIET) if left > 0 else ""
    return (
        '<table style="border-collapse:collapse;color:inherit">'
        f'<caption style="text-align:start">{caption}</caption><tbody>{rows}</tbody></table>{more}'
    )


def _row(claim: Claim) -> str:
    mark = "" if claim.supported else ' <b title="not supported">✗</b>'
    text = f"<div{_direction(claim.text)}>{_text(claim.text)}</div>"
    body = text + _evidence(claim) + _findings(claim.findings) + _own(claim)
    return (
        f'<tr><th scope="row" style="{_CELL}">{_text(claim.id)}{mark}</th>'
        f'<td style="{_CELL}">{body}</td>'
        f'<td style="{_CELL}">{_text(about_claim(claim))}</td></tr>'
    )


def _evidence(claim: Claim) -> str:
    """What carries the claim, folded: its quotation and its sentences."""
    lines = [f"“{_text(claim.quote.text)}”"] if claim.quote else []
    lines += [f"[{e.sentence}] {_text(e.text)}" for e in claim.evidence]
    if not lines:
        return ""
    items = "".join(f"<div{_direction(line)}>{line}</div>" for line in lines)
    return f'<details style="{_QUIET}"><summary>evidence{_numbers(claim.evidence)}</summary>{items}</details>'


def _findings(findings: Iterable[Finding]) -> str:
    return "".join(
        f"<div><b>{'✗' if f.severity == 'error' else '!'} {f.severity}</b>: {_text(f.message)}</div>"
        for f in findings
    )


def _own(item: BaseModel) -> str:
    """The fields that a user's class adds."""
    return "".join(
        f'<div style="{_QUIET}">{_text(label)}: {_text(text)}</div>'
        for label, text in own_texts(item)
    )


def _numbers(evidence: Iterable[Evidence]) -> str:
    return "".join(f" <small>[{e.sentence}]</small>" for e in evidence)


def _block(tag: str, text: str, style: str) -> str:
    if not text:
        return ""
    return f'<{tag} style="{style}"{_direction(text)}>{_text(text)}</{tag}>'


def _direction(text: str) -> str:
    return ' dir="rtl"' if direction(text) == "rtl" else ""


def _text(text: str) -> str:
    return escape(sound_text(plain(text)))
