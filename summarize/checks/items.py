"""What the rules get and give: an item with its evidence, and a fault with its places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..draft import Attribution, Certainty, FigureDraft
from ..quotes import QuoteMatch
from ..schema import Evidence, Finding

__all__ = ["Fault", "Item", "Span", "error", "quoted_spans", "warning", "where"]

Span = tuple[int, int]

# All marks come first, so that a text without any is passed over fast.
_QUOTED = re.compile(
    r"[\"“„«»‹「『‘](?:(?<!‘)([^\"“”„«»‹›「」『』]{2,}?)[\"”“»«›」』]"
    r"|(?<=‘)(?<!\w‘)([^‘’]{2,}?(?:’\w[^‘’]*?)*)’(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A claim or a summary sentence as the rules see it."""

    path: str
    text: str
    evidence: tuple[Evidence, ...]
    speaker: str | None = None
    attribution: Attribution = "none"
    certainty: Certainty = "asserted"
    quote: str | None = None
    """Direct speech as the model copied it."""
    match: QuoteMatch | None = None
    """Where the article has it."""
    figures: tuple[FigureDraft, ...] = ()
    scope: Literal["cited", "article"] = "cited"
    """Whether `evidence` is what the item cites, or the whole article because it cites nothing."""


class Fault(NamedTuple):
    """A finding with its places."""

    finding: Finding
    here: Span | None = None
    """Where the item's text has what is wrong."""
    there: Span | None = None
    """Where the article has what comes nearest to it."""


def error(
    rule: str, path: str, message: str, here: Span | None = None, there: Span | None = None
) -> Fault:
    """A fault that makes an item unsupported.

    `here` is its span in the item's text, `there` the article's nearest passage.
    """
    return Fault(Finding(rule=rule, severity="error", path=path, message=message), here, there)


def warning(
    rule: str, path: str, message: str, here: Span | None = None, there: Span | None = None
) -> Fault:
    """A fault that is worth a look and costs nothing; spans as for `error`."""
    return Fault(Finding(rule=rule, severity="warning", path=path, message=message), here, there)


def where(item: Item) -> str:
    """The evidence in words, e.g. "sentence 3" or "sentences 3 and 5"."""
    if item.scope == "article":
        return "the article"
    numbers = [str(e.sentence) for e in item.evidence]
    if len(numbers) < 2:
        return f"sentence {numbers[0]}" if numbers else "any cited sentence"
    return f"sentences {', '.join(numbers[:-1])} and {numbers[-1]}"


def quoted_spans(text: str) -> list[Span]:
    """Where a text has words in quotation marks, the marks left out."""
    return [match.span(1 if match[1] else 2) for match in _QUOTED.finditer(text)]
