"""What can be checked about a claim or a summary sentence without a model.

Each rule compares one item with the sentences that it cites, or with the article as a whole, and
gives findings: errors for what the article does not carry, warnings for what deserves a look. Only
errors make an item unsupported. No rule judges whether the sentences entail the claim; measured on
public sets, rules are precise alarms with low recall (digits on SummEdits news: precision 1.00,
recall .07), which is why an item without findings is "not refuted", never "true".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property

from ._check_figures import figures, listed_figures
from ._check_hints import duplicates, evidence_related, polarity, stands_alone
from ._check_items import Fault, Item, Span
from ._check_speech import attribution, names, quotation, quoted_words, speaker
from .article import Article, Sentence
from .dates import find_date
from .figures import Figure, find_figure, read_figures
from .names import NameIndex
from .quotes import QuoteIndex
from .schema import Evidence, Finding
from .voices import Voices
from .when import DateParts, follows_from
from .wording import stems

__all__ = ["Checker", "Fault", "Item", "duplicates"]

_HEAD = 3000  # characters in which a page gives its date


class Checker:
    """The rules, and what they need to know about one article.

    `translated` says that the items are in another language than the article, so that names, words
    and number words can't be compared.
    """

    def __init__(self, article: Article, *, translated: bool = False) -> None:
        self.article = article
        self.translated = translated
        self.quotes = QuoteIndex(article.text)
        self.voices = Voices(article)
        self._figures: dict[Span, tuple[Figure, ...]] = {}
        self._stems: dict[Span, frozenset[str]] = {}
        self._stated: dict[str, tuple[Figure, ...]] = {}

    @cached_property
    def names(self) -> NameIndex:
        """The words of the article and of its imprint."""
        article = self.article
        known = (article.text, article.title, article.byline, article.site)
        return NameIndex(*known, language=article.language)

    @cached_property
    def today(self) -> date | None:
        """The day that the article speaks from: that of publication, else the first that it gives."""
        article = self.article
        return article.published or find_date(article.text[:_HEAD], article.language)

    def figures_of(self, sentence: Sentence | Evidence) -> tuple[Figure, ...]:
        """The figures of one sentence of the article, read once."""
        span = (sentence.start, sentence.end)
        if span not in self._figures:
            self._figures[span] = read_figures(sentence.text, language=self.article.language)
        return self._figures[span]

    def stems_of(self, sentence: Sentence | Evidence) -> frozenset[str]:
        """The content words of one sentence of the article."""
        span = (sentence.start, sentence.end)
        if span not in self._stems:
            self._stems[span] = stems(sentence.text)
        return self._stems[span]

    def carried(self, item: Item) -> list[Figure]:
        """The figures of the sentences that an item cites."""
        return [figure for e in item.evidence for figure in self.figures_of(e)]

    def stated(self, item: Item) -> tuple[Figure, ...]:
        """The figures that an item states and that its evidence has to carry.

        Zero is none of them: articles write "five to nothing" and "nobody" for it.
        """
        if item.text not in self._stated:
            language = None if self.translated else self.article.language
            self._stated[item.text] = tuple(
                f for f in read_figures(item.text, language=language) if not f.soft and f.value
            )
        return self._stated[item.text]

    def missing(self, item: Item) -> list[Figure]:
        """The figures of an item that its cited sentences do not carry, dates that follow aside."""
        stated = self.stated(item)
        carried = self.carried(item) if stated else []
        return [
            figure
            for figure in stated
            if find_figure(figure, carried) is None
            and not self._follows(figure, item.evidence)
            and not (figure.kind == "label" and figure.text in self.article.text)
        ]

    def faults(self, item: Item) -> list[Fault]:
        """Everything that the rules find about one item with its places, errors first."""
        found = [fault for rule in _RULES for fault in rule(self, item)]
        return sorted(found, key=lambda fault: fault.finding.severity)

    def findings(self, item: Item) -> list[Finding]:
        """Everything that the rules find about one item, errors first."""
        return [fault.finding for fault in self.faults(item)]

    # --- dates ---

    def may_follow(self, figure: Figure, item: Item) -> bool:
        """Whether a date that the evidence lacks is the article's own and nothing cited says another.

        Who completes a date, or "second-quarter", from other sentences need not cite them all.
        """
        if item.scope == "article":
            return False
        if figure.kind == "ordinal":
            carried = [f for s in self.article.sentences for f in self.figures_of(s)]
            return find_figure(figure, carried) is not None
        if not _is_date(figure):
            return False
        stated = _parts(figure)
        cited = [_parts(f) for f in self.carried(item) if _is_date(f)]
        if any(stated.rivals(other) for other in cited):
            return False
        return self._follows(figure, self.article.sentences)

    def _follows(self, figure: Figure, sentences: Sequence[Sentence | Evidence]) -> bool:
        """Whether a date follows from what some sentences say and the day the article speaks from."""
        if not _is_date(figure):
            return False
        dates = [_parts(f) for s in sentences for f in self.figures_of(s) if _is_date(f)]
        text = " ".join(s.text for s in sentences)
        return follows_from(_parts(figure), dates, text, self.today)


def _is_date(figure: Figure) -> bool:
    return figure.kind in ("date", "year") and figure.unit != "decade"


def _parts(figure: Figure) -> DateParts:
    """The parts of a date or year, from the value YYYYMMDD or YYYY that the figure has."""
    value = int(figure.value)
    if figure.kind == "year":
        return DateParts(year=value)
    return DateParts(value // 10000 or None, value // 100 % 100 or None, value % 100 or None)


Rule = Callable[[Checker, Item], Iterator[Fault]]
_RULES: tuple[Rule, ...] = (
    figures,
    listed_figures,
    quotation,
    quoted_words,
    names,
    speaker,
    attribution,
    polarity,
    evidence_related,
    stands_alone,
)
