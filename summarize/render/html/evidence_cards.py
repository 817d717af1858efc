"""Summary sentences and claims as `evidence_cards.html` shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ...own_fields import own_texts
from ...schema import ArticleSummary, Claim, Finding, SummarySentence
from ..rules import rule_words
from ..terms import ATTRIBUTIONS, CERTAINTIES, KINDS, date_range, date_words, figure_words
from .prose import Passage

__all__ = ["Card", "FindingView", "Support", "cards", "passages"]

Support = Literal["unsupported", "warned", "passed"]


class FindingView(NamedTuple):
    """What one rule found, in words."""

    severity: str
    title: str
    messages: tuple[str, ...]
    rule: str
    """The id of the rule's entry in the legend; empty where there is none."""


class FigureView(NamedTuple):
    """A figure in words, and whether its place in the article is known."""

    qualifier: str
    value: str
    unit: str
    is_located: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A summary sentence or a claim, and the ids by which it is linked to the article's text."""

    item: SummarySentence | Claim
    id: str
    """Of the element, by its place in the result: its own id may be anything, or occur twice."""
    number: int
    scope: str
    """What the ids of this result begin with, e.g. "a1-"."""
    language: str | None
    sentences: int
    """How many sentences the article has."""

    @property
    def claim(self) -> Claim | None:
        """The item if it is a claim."""
        return self.item if isinstance(self.item, Claim) else None

    @property
    def name(self) -> str:
        """What it is called in running text: "claim 3" or "S3 of the summary"."""
        return f"claim {self.number}" if self.claim else f"S{self.number} of the summary"

    @property
    def label(self) -> str:
        """What it is called beside a sentence: "3" or "S3"."""
        return f"{self.number}" if self.claim else f"S{self.number}"

    @property
    def own_name(self) -> str:
        """The claim's own id where it does not follow from its place, as c1, c2, … do."""
        own = self.claim.id if self.claim else ""
        return "" if own == f"c{self.number}" else own

    @property
    def cites(self) -> tuple[tuple[int, str], ...]:
        """Number and id of each cited sentence that the article has, the carrying one first."""
        numbers = dict.fromkeys(e.sentence for e in self.item.evidence)
        return tuple((n, f"{self.scope}s{n}") for n in numbers if 1 <= n <= self.sentences)

    @property
    def support(self) -> Support:
        """Whether a check failed, or has a hint, or neither."""
        if not self.item.supported:
            return "unsupported"
        return "warned" if self.item.findings else "passed"

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """What the checks found, in words, rule by rule, errors first."""
        return tuple(_finding_views(self.item.findings, self.scope))

    @property
    def own(self) -> list[tuple[str, str]]:
        """Label and text of the fields that the user's own class adds."""
        return own_texts(self.item)

    # --- of a claim ---

    @property
    def kind(self) -> str:
        """What sort of assertion it is, in a word."""
        return KINDS[self.claim.kind] if self.claim else ""

    @property
    def attribution(self) -> str:
        """How the article gives it, e.g. "in reported speech"."""
        return ATTRIBUTIONS[self.claim.attribution] if self.claim else ""

    @property
    def certainty(self) -> str:
        """How sure the article is, where it does not just state it."""
        asserted = self.claim is None or self.claim.certainty == "asserted"
        return "" if asserted or not self.claim else CERTAINTIES[self.claim.certainty]

    @property
    def when(self) -> str:
        """Its date as it is written in English."""
        return date_words(self.claim.when) if self.claim and self.claim.when else ""

    @property
    def machine_date(self) -> str:
        """Its date in ISO 8601, if it is one."""
        when = self.claim.when if self.claim else None
        return when if when and date_range(when) else ""

    @property
    def figures(self) -> tuple[FigureView, ...]:
        """Its figures in words."""
        figures = self.claim.figures if self.claim else ()
        return tuple(FigureView(*figure_words(f), f.start is not None) for f in figures)

    @property
    def quote(self) -> str:
        """Its quotation, where the text doesn't have it word for word."""
        quote = self.claim.quote if self.claim else None
        return quote.text if quote and quote.text not in self.item.text else ""

    @property
    def quote_note(self) -> str:
        """What a reader of the quotation should know."""
        quote = self.claim.quote if self.claim else None
        return "words left out in the claim" if quote and quote.status == "elided" else ""


def cards(result: ArticleSummary, scope: str) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The cards of the summary's sentences, and those of the claims."""
    return (
        tuple(_cards(result, result.summary, scope, "t")),
        tuple(_cards(result, result.claims, scope, "c")),
    )


def _cards(
    result: ArticleSummary, items: Sequence[SummarySentence | Claim], scope: str, letter: str
) -> Iterator[Card]:
    count = len(result.article.sentence_spans)
    for number, item in enumerate(items, 1):
        yield Card(item, f"{scope}{letter}{number}", number, scope, result.language, count)


def _finding_views(findings: Sequence[Finding], scope: str) -> Iterator[FindingView]:
    """What each rule found, with a link to what it means if that is written down."""
    by_rule: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.severity):
        by_rule[finding.severity, finding.rule].append(finding.message)
    for (severity, rule), messages in by_rule.items():
        words = rule_words(rule)
        link = f"{scope}rule-{rule}" if words.means else ""
        yield FindingView(severity, words.title, tuple(dict.fromkeys(messages)), link)


def passages(card: Card) -> Iterator[Passage]:
    """Where in the article a claim's quotation and figures stand; the owner begins with "q" or "f"."""
    if card.claim is None:
        return
    if quote := card.claim.quote:
        yield Passage(quote.start, quote.end, f"q {card.id}")
    for figure in card.claim.figures:
        if figure.start is not None and figure.end is not None:
            yield Passage(figure.start, figure.end, f"f {card.id}")
