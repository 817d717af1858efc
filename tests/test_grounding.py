from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.draft import ClaimDraft, SentenceDraft
from summarize.grounding import Grounder
from summarize.schema import Claim
from tests.support import claim

TEXT = (
    "Mayor Ada Brook opened the bridge over the Lyn on 3 May 2024. It cost over 12 million euros, "
    "she said. About 4,000 cars cross the bridge every day. The old bridge was closed in 2015. "
    "“We waited nine years. It was worth it,” Brook told reporters. Anna Holt leads the council."
)
ARTICLE = Article.from_text(TEXT, language="en")
GROUNDER = Grounder(ARTICLE)


def grounded(text: str, evidence: list[int], **fields: Any) -> Claim:
    draft = ClaimDraft.model_validate(claim(text, evidence=evidence, **fields))
    return GROUNDER.claim(draft, 0)


def cited(item: Claim) -> list[int]:
    return [e.sentence for e in item.evidence]


def rules(item: Claim) -> set[str]:
    return {finding.rule for finding in item.findings}


def test_numbers_become_spans_in_the_order_given() -> None:
    item = grounded("Ada Brook opened the bridge on 3 May 2024.", [1, 6, 1])
    assert cited(item) == [1, 6]
    assert all(TEXT[e.start : e.end] == e.text for e in item.evidence)


def test_a_wrong_citation_gets_the_sentence_that_carries_the_figures() -> None:
    item = grounded("About 4,000 cars cross the bridge every day.", [6])
    assert cited(item) == [3, 6]
    assert item.supported
    assert [(f.rule, f.severity, f.path) for f in item.findings] == [
        ("evidence-mended", "warning", "claims[0].evidence")
    ]
    assert "cited [6]; [3] carries the figures" in item.findings[0].message


def test_a_figure_that_stands_elsewhere_by_chance_mends_nothing() -> None:
    item = grounded("Ada Brook opened the bridge over the Lyn in 2015.", [1])
    assert cited(item) == [1]
    assert not item.supported


def test_a_wrong_citation_gets_the_sentence_of_its_quotation() -> None:
    item = grounded(
        "Ada Brook said it was worth it.", [6], speaker="Ada Brook", quote="It was worth it"
    )
    assert cited(item)[:1] == [5] or 5 in cited(item)
    assert "evidence-mended" in rules(item)
    assert item.supported


def test_a_quotation_that_goes_on_brings_its_other_sentences_behind() -> None:
    article = Article.from_text(
        "“We waited nine years,” Ada Brook said. “It was worth it.” The bridge is open.",
        language="en",
    )
    draft = ClaimDraft.model_validate(
        claim(
            "Ada Brook said they had waited nine years and it was worth it.",
            evidence=[1],
            speaker="Ada Brook",
            quote="We waited nine years … It was worth it",
        )
    )
    item = Grounder(article).claim(draft, 0)
    assert cited(item) == [1, 2]
    assert item.supported


def test_a_citation_is_made_where_none_was_given() -> None:
    item = grounded("About 4,000 cars cross the bridge every day.", [])
    assert cited(item) == [3]
    assert item.supported


def test_a_claim_that_cites_nothing_and_has_nothing_to_be_found_by_is_unsupported() -> None:
    item = grounded("Anna Holt leads the council.", [])
    assert not item.supported
    assert [(f.rule, f.path) for f in item.findings] == [("no-evidence", "claims[0].evidence")]
    assert "1 to 6" in item.findings[0].message


@pytest.mark.parametrize("number", [0, -1, 7, 10**9])
def test_a_number_without_a_sentence_is_named(number: int) -> None:
    item = grounded("Anna Holt leads the council.", [6, number])
    assert cited(item) == [6]
    assert item.supported
    assert item.findings[0].path == "claims[0].evidence[1]"


def test_a_quotation_is_the_article_s_own_passage() -> None:
    quote = '"It was worth it", '
    item = grounded("Ada Brook said so.", [5], speaker="Ada Brook", quote=quote)
    assert item.quote is not None
    assert item.quote.text == TEXT[item.quote.start : item.quote.end]
    assert "It was worth it" in item.quote.text


def test_a_changed_quotation_is_no_quotation() -> None:
    item = grounded("Ada Brook said so.", [5], speaker="Ada Brook", quote="It was not worth it")
    assert item.quote is None
    assert rules(item) >= {"quotation-not-in-article"}


def test_a_figure_is_placed_in_the_evidence() -> None:
    figure = {"value": "12 million", "unit": "euros", "qualifier": "exact"}
    item = grounded(
        "The bridge cost over 12 million euros, Ada Brook said.",
        [2],
        speaker="Ada Brook",
        figures=[figure],
    )
    [placed] = item.figures
    assert placed.start is not None
    assert "12 million" in TEXT[placed.start : placed.end]
    assert placed.number == 12_000_000


def test_a_figure_has_the_article_s_qualifier_where_the_draft_has_none() -> None:
    figure = {"value": "4,000", "unit": "cars", "qualifier": "exact"}
    item = grounded("About 4,000 cars cross the bridge daily.", [3], figures=[figure])
    assert item.figures[0].qualifier == "about"


def test_a_figure_is_not_placed_inside_another() -> None:
    figure = {"value": "5", "unit": None, "qualifier": "exact"}
    item = grounded("The old bridge was closed.", [4], figures=[figure])
    assert item.figures[0].start is None
    assert not item.supported


def test_a_summary_sentence_is_grounded_alike() -> None:
    sentence = GROUNDER.sentence(
        SentenceDraft(text="About 5,000 cars cross the bridge.", evidence=[3]), 2
    )
    assert not sentence.supported
    assert sentence.findings[0].path == "summary[2].text"


@given(st.lists(st.integers(-2, 9), max_size=6))
def test_whatever_is_cited_the_spans_are_those_of_the_article(numbers: list[int]) -> None:
    item = grounded("Anna Holt leads the council.", numbers)
    assert [e.sentence for e in item.evidence] == list(
        dict.fromkeys(n for n in numbers if 1 <= n <= len(ARTICLE.sentences))
    )
    assert all(TEXT[e.start : e.end] == e.text for e in item.evidence)
