"""Short phrases that every format shares, and text made safe to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..schema import ArticleSummary, Claim, Evidence

__all__ = ["about_article", "about_claim", "about_result", "plain", "sentence_numbers", "visible"]

# Terminal sequences (ECMA-48 CSI and OSC), then what is left of C0 and C1 but tab and newline, and the
# bidirectional overrides and isolates: none belongs to a text, and a terminal obeys them.
_CONTROL = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


def visible(text: str) -> str:
    """The text with its lines, without control characters."""
    return _CONTROL.sub("", text)


def plain(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(visible(text).split())


def sentence_numbers(evidence: tuple[Evidence, ...]) -> str:
    """The cited sentences in short, e.g. "[1] [4]"."""
    return " ".join(f"[{e.sentence}]" for e in evidence)


def about_article(result: ArticleSummary) -> str:
    """Site, date and byline of the article, as far as they are known."""
    article = result.article
    published = article.published.isoformat() if article.published else None
    parts = (article.site, published, article.byline)
    return " · ".join(plain(part) for part in parts if part)


def about_claim(claim: Claim) -> str:
    """Who says it, how surely, and when."""
    speaker = claim.speaker and (f"{claim.speaker} ({claim.role})" if claim.role else claim.speaker)
    certainty = None if claim.certainty == "asserted" else claim.certainty
    return " · ".join(plain(part) for part in (speaker, certainty, claim.when) if part)


def about_result(result: ArticleSummary) -> str:
    """Which model and prompt made the result, and what it cost."""
    usage = result.usage
    parts = [result.model if not result.prompt else f"{result.model} with {result.prompt}"]
    if usage.calls:
        cost = "unknown cost" if usage.cost is None else f"${usage.cost:.4g}"
        calls = f"{usage.calls} call" + ("s" if usage.calls > 1 else "")
        parts += [calls, f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out", cost]
    return " · ".join(parts)
