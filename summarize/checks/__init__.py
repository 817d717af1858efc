"""What can be checked about a claim or a summary sentence without a model.

Each rule compares one item with the sentences that it cites, or with the article as a whole, and
gives findings: errors for what the article does not carry, warnings for what deserves a look. Only
errors make an item unsupported. No rule judges whether the sentences entail the claim; measured on
public sets, rules are precise alarms with low recall (digits on SummEdits news: precision 1.00,
recall .07), which is why an item without findings is "not refuted", never "true".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, partial

from ..article import Article
from ..dates import find_date
from ..figures import Figure, find_figure, find_translated, read_figures
from ..language import detect_language
from ..names import NameIndex, NameWords
from ..quotes import QuoteIndex
from ..schema import Finding
from ..voices import Voices
from ..when import DateParts, follows_from, is_news_of
from ..wording import stems
from .figures import directions, figures, listed_figures
from .hints import duplicates, evidence_related, polarity, stands_alone
from .items import Fault, Item
from .speech import attribution, names, quotation, quoted_words, speaker, text_and_speaker

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
        # Sentences, claims and their figures come up in rule after rule: each text is read once.
        self.figures = cache(partial(read_figures, language=article.language))
        self.stems = cache(stems)
        self._stated = cache(self._read_stated)
        self._missing = cache(self._find_missing)
        self._words = cache(NameWords)
        self.names_of = cache(self._names_of)

    @cached_property
    def names(self) -> NameIndex:
        """The words of the article and of its imprint."""
        article = self.article
        return self.names_of(article.text, article.title, article.byline, article.site)

    def _names_of(self, *texts: str | None) -> NameIndex:
        """The words of some texts, each text read once, however often it is asked about."""
        return NameIndex(*texts, language=self.article.language, words_of=self._words)

    @cached_property
    def today(self) -> date | None:
        """The day that the article speaks from: that of publication, else the first that it gives."""
        article = self.article
        return article.published or find_date(article.text[:_HEAD], article.language)

    def carried(self, item: Item) -> list[Figure]:
        """The figures of the sentences that an item cites."""
        return [figure for e in item.evidence for figure in self.figures(e.text)]

    def stated(self, item: Item) -> tuple[Figure, ...]:
        """The figures that an item states and that its evidence has to carry.

        Zero is none of them: articles write "five to nothing" and "nobody" for it.
        """
        return self._stated(item.text)

    def _read_stated(self, text: str) -> tuple[Figure, ...]:
        read = self._read_translated(text) if self.translated else self.figures(text)
        return tuple(f for f in read if not f.soft and f.value)

    @staticmethod
    def _read_translated(text: str) -> tuple[Figure, ...]:
        """The figures of a text in its own language; what English writes is read with no language too."""
        language = detect_language(text)
        return read_figures(text, language=None if language == "en" else language)

    def listed(self, value: str) -> tuple[Figure, ...]:
        """The figures that a value and unit of a draft's list state."""
        return read_figures(value) if self.translated else self.figures(value)

    def missing(self, item: Item) -> tuple[Figure, ...]:
        """The figures of an item that its cited sentences do not carry, dates that follow aside."""
        cited = tuple(e.text for e in item.evidence) if self.stated(item) else ()
        return self._missing(item.text, cited)

    def _find_missing(self, text: str, sentences: tuple[str, ...]) -> tuple[Figure, ...]:
        """The same for a text and the sentences that it cites."""
        carried = [figure for sentence in sentences for figure in self.figures(sentence)]
        find = find_translated if self.translated else find_figure
        return tuple(
            figure
            for figure in self._stated(text)
            if find(figure, carried) is None
            and not self._is_named(figure, text)
            and not self._follows(figure, carried, sentences)
        )

    def _is_named(self, figure: Figure, text: str) -> bool:
        """Whether a number belongs to a name that the article has, such as F-16 or Route 9."""
        if figure.kind == "label":
            return figure.text in self.article.text
        before = _NAME_BEFORE.search(text, 0, figure.start)
        return (
            figure.kind == "number"
            and before is not None
            and f"{before[1]} {figure.text}" in self.article.text
        )

    def faults(self, item: Item) -> list[Fault]:
        """Everything that the rules find about one item with its places, errors first."""
        found = [fault for rule in _RULES for fault in rule(self, item)]
        found.sort(key=lambda fault: fault.finding.severity)
        return found

    def findings(self, item: Item) -> list[Finding]:
        """Everything that the rules find about one item, errors first."""
        return [fault.finding for fault in self.faults(item)]

    def plain_findings(self, item: Item) -> list[Finding]:
        """What the rules find about a text or number that is no claim: its figures, quotations, names."""
        if _NAME_ALONE.fullmatch(item.text):  # no sentence, whose first word would show nothing
            item = replace(item, text=f"x {item.text}")
        return [fault.finding for rule in _PLAIN_RULES for fault in rule(self, item)]

    def quotation_findings(self, item: Item) -> list[Finding]:
        """What is wrong with the `quote` of an item alone."""
        return [fault.finding for fault in quotation(self, item)]

    # --- dates ---

    def may_follow(self, figure: Figure, item: Item) -> bool:
        """Whether a date that the evidence lacks is the article's own and nothing cited says another.

        Who completes a date, or "second-quarter", from other sentences need not cite them all, nor
        the day of publication for what the article tells as new.
        """
        if item.scope == "article":
            return False
        if figure.kind == "ordinal":
            return find_figure(figure, self._all_figures) is not None
        if not _is_date(figure):
            return False
        stated = _parts(figure)
        if any(stated.rivals(other) for other in self._unclaimed_dates(item, figure)):
            return False
        sentences = [sentence.text for sentence in self.article.sentences]
        if self._follows(figure, self._all_figures, sentences, far=True):
            return True
        carrying = item.evidence[0].text if item.evidence else ""
        return self.today is not None and is_news_of(stated, carrying, self.today)

    def _unclaimed_dates(self, item: Item, figure: Figure) -> list[DateParts]:
        """The dates of the evidence that the item does not state beside `figure`."""
        others = [_parts(f) for f in self.stated(item) if f is not figure and _is_date(f)]
        dates = [_parts(f) for f in self.carried(item) if _is_date(f)]
        return [date for date in dates if not any(other.agrees(date) for other in others)]

    @cached_property
    def _all_figures(self) -> list[Figure]:
        """The figures of the article's sentences."""
        return [figure for s in self.article.sentences for figure in self.figures(s.text)]

    def _follows(
        self,
        figure: Figure,
        carried: Sequence[Figure],
        sentences: Sequence[str],
        *,
        far: bool = False,
    ) -> bool:
        """Whether a date follows from some sentences, their figures and the day the article speaks from."""
        if not _is_date(figure):
            return False
        dates = [_parts(other) for other in carried if _is_date(other)]
        return follows_from(_parts(figure), dates, " ".join(sentences), self.today, far=far)


def _is_date(figure: Figure) -> bool:
    return figure.kind in ("date", "year") and figure.unit != "decade"


def _parts(figure: Figure) -> DateParts:
    """The parts of a date or year, from the value YYYYMMDD or YYYY that the figure has."""
    value = int(figure.value)
    if figure.kind == "year":
        return DateParts(year=value)
    return DateParts(value // 10000 or None, value // 100 % 100 or None, value % 100 or None)


# A word with a capital right before a number, but not the one that opens the text.
_NAME_BEFORE = re.compile(r"(?<=[^.!?:] )([^\W\d_a-z]\w+) $")

# Words with a capital and no end of a sentence: "Paris", "Mill Street", "Bank of England".
_NAME_ALONE = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:[^\W\d_a-z][\w'’.-]*|\w{1,3})){0,6}(?<!\.)")

Rule = Callable[[Checker, Item], Iterator[Fault]]
_RULES: tuple[Rule, ...] = (
    figures,
    listed_figures,
    directions,
    quotation,
    quoted_words,
    names,
    speaker,
    text_and_speaker,
    attribution,
    polarity,
    evidence_related,
    stands_alone,
)
_PLAIN_RULES: tuple[Rule, ...] = (figures, listed_figures, directions, quoted_words, names)
