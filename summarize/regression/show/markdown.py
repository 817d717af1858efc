"""A comparison in Markdown, as a comment on a pull request shows it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from ...render.words import plain
from ...schema import Claim
from ..changes import ClaimChange
from ..comparison import ArticleComparison, Comparison
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

__all__ = ["comparison_markdown"]

_OUTCOMES = {"pass": "✅ pass", "regressed": "❌ regressed", "inconclusive": "⚠️ inconclusive"}


def comparison_markdown(
    comparison: Comparison, *, verbose: bool = False, most_bytes: int | None = None
) -> str:
    """The comparison in GitHub's Markdown; everything from an article or a model is escaped.

    `most_bytes` cuts it between two articles, and says how many are left out: GitHub throws away a
    summary above 1 MiB and refuses a comment above 65,536 characters.
    """
    verdict = comparison.verdict
    parts = [f"## {safe(scope(comparison))}\n\n**{_OUTCOMES[verdict.outcome]}**\n\n"]
    parts.append("".join(f"- {safe(reason)}\n" for reason in verdict.reasons) + "\n")
    parts.append(_metrics(comparison))
    if comparison.prompt_diff:
        parts.append(_details("Prompt", _code(comparison.prompt_diff, "diff")))
    parts += [f"\n{_code(text)}" for text in (*comparison.left_out, *comparison.unfit)]
    listed = [a for a in comparison.articles if verbose or a.is_changed]
    size = sum(len(part.encode()) for part in parts)
    for number, article in enumerate(listed):
        text = _article(article, [*opinions_of(comparison, article.case)], verbose=verbose)
        size += len(text.encode())
        if most_bytes is not None and size > most_bytes - 200:
            parts.append(f"\n{counted(len(listed) - number, 'more changed article')} left out.\n")
            break
        parts.append(text)
    if left := len(comparison.articles) - len(listed):
        parts.append(f"\n{counted(left, 'article')} without a change.\n")
    return "".join(parts)


def _metrics(comparison: Comparison) -> str:
    rows = ["| mean over articles | old | new | change | 90 % interval | noise |"]
    rows.append("|---|--:|--:|--:|--:|--:|")
    rows += [f"| {m.name} | {' | '.join(metric_cells(m))} |" for m in comparison.metrics]
    return "\n".join(rows) + "\n"


def _article(article: ArticleComparison, opinions: Sequence[str], *, verbose: bool) -> str:
    lines = [
        f"- {line}"
        for change in shown_changes(article, verbose=verbose)
        for line in _change(change)
    ]
    lines += [f"- ❌ {safe(each.message)}" for each in article.new_violations]
    lines += [f"- as before: {safe(each.message)}" for each in article.kept_violations]
    lines += [f"- accepted: {safe(each.message)}" for each in article.accepted_violations]
    lines += [f"- {safe(opinion)}" for opinion in opinions]
    if used := article_usage(article):
        lines.append(f"\n{safe(used)}")
    return _details(f"{article.case}: {article_head(article)}", "\n".join(lines) + "\n")


def _change(change: ClaimChange) -> Iterator[str]:
    mark = f"`{MARKS[change.kind]}` **{change.kind}**"
    if change.kind in ("same", "lost", "added"):
        yield f"{mark} {_claim((change.new or change.old)[0])}"
        return
    lines = [f"{mark} {_claim(change.old[0])}"]
    lines += [f"  <br>{_claim(claim)}" for claim in change.old[1:]]
    lines += [f"  <br>→ {_claim(claim)}" for claim in change.new]
    lines += [
        f"  <br>*{each.aspect}*: {safe(each.was) or 'nothing'} → {safe(each.now) or 'nothing'}"
        for each in change.aspects
    ]
    yield "\n".join(lines)


def _claim(claim: Claim) -> str:
    facts = claim_facts(claim)
    return f"{safe(claim.text)} <sub>{safe(place_of(claim) + ' · ' * bool(facts) + facts)}</sub>"


def _details(title: str, body: str) -> str:
    return f"\n<details><summary>{html.escape(plain(title))}</summary>\n\n{body}\n</details>\n"


def _code(text: str, language: str = "") -> str:
    """A code block that nothing in the text can end."""
    fence = "```"
    while fence in text:
        fence += "`"
    lines = "\n".join(line_of(line) for line in text.split("\n"))
    return f"{fence}{language}\n{lines}\n{fence}\n"


def safe(text: str) -> str:
    """Text in which Markdown and HTML find nothing to obey, not even a mention or a bare link."""
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = "".join(f"\\{c}" if c in "\\`*_[]|#~!" else c for c in text)
    return text.replace("@", "&#64;").replace("://", ":&#47;/")
