"""A figure goes up or down as the article says."""

from __future__ import annotations

import pytest

from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.directions import direction_at
from summarize.schema import Evidence


def errors(
    article: str,
    claim: str,
    language: str = "en",
    *,
    translated: bool = False,
    scope: str = "cited",
) -> list[str]:
    """The messages about direction for a claim that cites all of an article."""
    read = Article.from_text(article, language=language)
    evidence = tuple(
        Evidence(sentence=s.number, start=s.start, end=s.end, text=s.text) for s in read.sentences
    )
    item = Item("claims[0]", claim, evidence, scope=scope)  # type: ignore[arg-type]  # a literal
    found = Checker(read, translated=translated).findings(item)
    assert all(f.severity == "error" for f in found if f.rule == "figure-direction")
    return [f.message for f in found if f.rule == "figure-direction"]


RISE = "Profit at Marlow Mills was $0.34, up 17% from a year earlier, while costs fell by 4%."
OPPOSITE = [
    ("en", RISE, "Profit decreased by 17%."),
    ("en", RISE, "Costs rose by 4%."),
    ("en", "Rents fell to 900 pounds in May.", "Rents climbed to 900 pounds in May."),
    ("en", "Sales rose a record 5% in May.", "Sales fell a surprising 5% in May."),
    ("de", "Der Umsatz ist um 5 Prozent gestiegen.", "Der Umsatz ist um 5 Prozent gesunken."),
    ("fr", "Les ventes ont progressé de 5 %.", "Les ventes ont reculé de 5 %."),
    ("es", "Las ventas subieron un 5 %.", "Las ventas cayeron un 5 %."),
    ("uk", "Продажі зросли на 5 %.", "Продажі впали на 5 %."),
    ("ru", "Продажи выросли на 5 %.", "Продажи сократились на 5 %."),
    ("pl", "Sprzedaż wzrosła o 5 proc.", "Sprzedaż spadła o 5 proc."),
]
ALIKE = [
    ("en", RISE, "Profit rose by 17% and costs declined by 4%."),
    ("en", RISE, "Profit of 17% more was reported."),
    ("en", "Sales rose by 5%. Exports fell by 5%.", "Exports fell by 5%."),
    (
        "en",
        "Net profit fell in the three months to June.",
        "Sales rose in the three months to June.",
    ),
    ("en", "Sales of 5% went to schools.", "Sales fell by 5%."),
    ("it", "Le vendite sono aumentate del 5 %.", "Le vendite sono calate del 5 %."),
]


@pytest.mark.parametrize(("language", "article", "claim"), OPPOSITE)
def test_up_for_down_is_an_error(language: str, article: str, claim: str) -> None:
    assert len(errors(article, claim, language)) == 1


@pytest.mark.parametrize(("language", "article", "claim"), ALIKE)
def test_the_same_direction_or_none_is_none(language: str, article: str, claim: str) -> None:
    assert errors(article, claim, language) == []


def test_the_message_has_both_words() -> None:
    assert errors(RISE, "Profit decreased by 17%.") == [
        "'17%' goes with 'decreased' here, and with 'up' in the article."
    ]


def test_a_translation_is_not_compared() -> None:
    assert errors(RISE, "Profit decreased by 17%.", translated=True) == []


def test_a_summary_without_citations_is_compared_with_the_sentence_most_like_it() -> None:
    article = "Exports of Marlow Mills fell by 17%. Profit at Marlow Mills was up 17% in May."
    claim = "Profit at Marlow Mills decreased by 17% in May."
    assert len(errors(article, claim, scope="article")) == 1
    assert errors(article, claim) == []  # one of the cited sentences says so, of something else


def test_each_sentence_of_such_a_summary_has_its_own() -> None:
    article = "Profit at Marlow Mills was up 17% in May. Costs of the mills fell by 4%."
    claim = "Profit at Marlow Mills decreased by 17% in May. Costs of the mills rose by 4%."
    assert len(errors(article, claim, scope="article")) == 2


def test_the_nearest_word_of_the_clause_counts() -> None:
    text = "Costs rose, but sales fell 5% and 7% more was paid"
    five, seven = text.index("5"), text.index("7")
    fell = direction_at(text, five, five + 2, "en")
    assert fell is not None
    assert (fell.word, fell.up) == ("fell", False)
    assert direction_at(text, seven, seven + 2, "en") is None
    assert direction_at(text, five, five + 2, None) is None
