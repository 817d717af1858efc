"""Short phrases that every format shares, and text made safe to show."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..schema import ArticleSummary, Claim, Evidence

__all__ = [
    "about_article",
    "about_claim",
    "about_result",
    "direction",
    "isolated",
    "plain",
    "sentence_numbers",
    "speaker_of",
    "visible",
]

# Terminal sequences (ECMA-48, with an ESC or one C1 character in front), whole where they have an end.
_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, the cursor, erasing
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\\\|\x9c)"  # OSC, DCS, …
    "|\x1b[ -/]*[0-~]"  # all others, such as a reset
)
# What is left of C0 and C1 but tab and newline; overrides and isolates of direction; what takes no room
# and can hide letters. Joiners and marks of direction stay: Persian, Hindi and emoji need them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def visible(text: str) -> str:
    """The text with its lines, without what a terminal obeys or nobody sees."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text))


def plain(text: str) -> str:
    """The text on one line, without what a terminal obeys or nobody sees."""
    return " ".join(visible(text).split())


def direction(text: str) -> Literal["ltr", "rtl"]:
    """In which direction most of a text's letters run.

    `dir="auto"` goes by the first letter alone, and an Arabic sentence may open with a Latin name.
    """
    kinds = (unicodedata.bidirectional(character) for character in text)
    strong = list(islice((kind for kind in kinds if kind in ("L", "R", "AL")), 2000))
    return "ltr" if 2 * strong.count("L") >= len(strong) else "rtl"


def isolated(text: str) -> str:
    """The text between Unicode isolates (UAX #9) when it has letters that run from right to left.

    So what stands beside it (a number in brackets, a date) keeps its place and its order. Give it what
    `plain` gave, so that no isolate within ends this one. Where isolates are unknown they take no room.
    """
    if _RIGHT_TO_LEFT.search(text) is None:
        return text
    start = "\u2067" if direction(text) == "rtl" else "\u2066"
    return f"{start}{text}\u2069"


def sentence_numbers(evidence: tuple[Evidence, ...]) -> str:
    """The cited sentences in short, e.g. "[1] [4]"."""
    return " ".join(f"[{e.sentence}]" for e in evidence)


def about_article(result: ArticleSummary) -> str:
    """Site, date and byline of the article, as far as they are known."""
    article = result.article
    published = article.published.isoformat() if article.published else None
    return _joined(article.site, published, article.byline)


def about_claim(claim: Claim) -> str:
    """Who says it, how surely, and when."""
    certainty = None if claim.certainty == "asserted" else claim.certainty
    return _joined(speaker_of(claim), certainty, claim.when)


def speaker_of(claim: Claim) -> str | None:
    """Who says it, with the role in brackets."""
    return claim.speaker and (f"{claim.speaker} ({claim.role})" if claim.role else claim.speaker)


def about_result(result: ArticleSummary) -> str:
    """Which model and prompt made the result, and what it cost."""
    usage = result.usage
    parts = [result.model if not result.prompt else f"{result.model} with {result.prompt}"]
    if usage.calls:
        cost = "unknown cost" if usage.cost is None else f"${usage.cost:.4g}"
        calls = f"{usage.calls} call" + ("s" if usage.calls > 1 else "")
        parts += [calls, f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out", cost]
    return _joined(*parts)


def _joined(*parts: str | None) -> str:
    return " · ".join(isolated(plain(part)) for part in parts if part)
