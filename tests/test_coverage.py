from __future__ import annotations

import pytest

from summarize.article import Article
from summarize.coverage import coverage_of

TEXT = (
    "The bridge opened in 2024. Mayor Ada Brook cut a ribbon. She smiled for the press. "
    "“We waited nine years for this,” she said. About 4,000 cars cross it. It is grey and long."
)
ARTICLE = Article.from_text(TEXT, language="en")


def test_a_share_counts_the_cited_sentences_of_its_sort() -> None:
    coverage = coverage_of(ARTICLE, {1, 2, 4})
    assert (coverage.sentences.cited, coverage.sentences.total) == (3, 6)
    assert (coverage.figures.cited, coverage.figures.total) == (1, 2)
    assert (coverage.names.cited, coverage.names.total) == (1, 1)
    assert (coverage.quotations.cited, coverage.quotations.total) == (1, 1)


def test_the_shares_are_given_by_third() -> None:
    coverage = coverage_of(ARTICLE, {1, 2, 4})
    assert coverage.sentences.thirds == (1.0, 0.5, 0.0)
    assert coverage.figures.thirds == (1.0, None, 0.0)


def test_no_claim_covers_nothing() -> None:
    coverage = coverage_of(ARTICLE, ())
    assert coverage.sentences.share == 0.0
    assert coverage.sentences.thirds == (0.0, 0.0, 0.0)


def test_a_number_beyond_the_article_counts_for_nothing() -> None:
    assert coverage_of(ARTICLE, {7, 99}).sentences.cited == 0


def test_an_article_of_one_sentence_has_one_third() -> None:
    coverage = coverage_of(Article.from_text("It rained.", language="en"), {1})
    assert coverage.sentences.thirds == (1.0, None, None)
    assert coverage.names.share is None


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("They met Łukasz in town.", "en", 1),
        ("Die Stadt baut eine Brücke.", "de", 0),
        ("Gestern kam Ada Brook in die Stadt.", "de", 1),
        ("Вчора приїхав Лісняк.", "uk", 1),
        ("市长昨天宣布大桥开放。", "zh", 0),
    ],
)
def test_names_are_known_by_their_capitals(text: str, language: str, names: int) -> None:
    assert coverage_of(Article.from_text(text, language=language), ()).names.total == names


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("He called it ‘frivolous’ again.", 1),
        ("The mayor’s bridge isn’t open.", 0),
        ("Er nannte es „teuer“.", 1),
        ("他说：「很好」。", 1),
    ],
)
def test_quotations_are_known_by_their_marks(text: str, quotations: int) -> None:
    assert coverage_of(Article.from_text(text), ()).quotations.total == quotations
