from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarize.article import Article
from summarize.regression.cases import Case, Expectation
from summarize.regression.expectations import expected_violations, same_person, states_figure
from summarize.schema import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Coverage,
    CoverageShare,
    Evidence,
    SummarySentence,
    Usage,
)

TEXT = (
    "The council approved the budget of 41.3 million euros. "
    "The vote was 7-2. Mayor Ada Brook denied that the library is for sale."
)
ARTICLE = Article.from_text(TEXT, language="en")
VOTE = "the council approved the budget by 7 votes to 2"


def said(text: str, *, cites: int = 1, speaker: str | None = None, **fields: Any) -> Claim:
    sentence = ARTICLE.sentences[cites - 1]
    return Claim(
        id="c1",
        text=text,
        kind="event",
        speaker=speaker,
        role=fields.get("role"),
        attribution="none",
        quote=None,
        certainty="asserted",
        when=None,
        figures=fields.get("figures", ()),
        checkable=True,
        importance="high",
        evidence=(
            Evidence(sentence=cites, start=sentence.start, end=sentence.end, text=sentence.text),
        ),
    )


def result(*claims: Claim, article: Article = ARTICLE, **fields: Any) -> ArticleSummary:
    nothing = CoverageShare(cited=0, total=0, thirds=(None, None, None))
    named = [claim.model_copy(update={"id": f"c{n}"}) for n, claim in enumerate(claims, 1)]
    return ArticleSummary(
        **{
            "headline": "Budget approved",
            "summary": (),
            "claims": tuple(named),
            "topics": (),
            "language": article.language,
            "article": article,
            "model": "relay/stub",
            "model_answered": "stub-1",
            "prompt": "news@1",
            "prompt_fingerprint": None,
            "library_version": "0",
            "usage": Usage(),
            "coverage": Coverage(
                sentences=nothing, figures=nothing, names=nothing, quotations=nothing
            ),
            **fields,
        }
    )


def violations(expectation: dict[str, Any], summary: ArticleSummary) -> list[str]:
    case = Case("council", Path("council.txt"))
    vars(case).update(article=summary.article, expectation=Expectation.model_validate(expectation))
    return [violation.message for violation in expected_violations(case, summary)]


def fact(**fields: Any) -> dict[str, Any]:
    return {"required": [{"id": "vote", "says": "It passed 7-2.", **fields}]}


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"words": ["budget"]}, said(VOTE)),
        ({"words": ["BUDG", "approv"]}, said(VOTE)),
        ({"words": ["brook"]}, said(VOTE, speaker="Ada Brook")),
        ({"words": ["mayor"]}, said(VOTE, role="Mayor")),
        ({"figures": ["7", "2"]}, said(VOTE)),
        ({"figures": ["7", "2"]}, said("It passed 7-2.")),
        ({"figures": ["41.3 million"]}, said("It is 41.3 million euros.")),
        ({"figures": ["41.3 million"]}, said("It is 41,300,000 euros.")),
        ({"figures": ["12"]}, said("It has twelve pages.")),
        ({"speaker": "Brook"}, said(VOTE, speaker="Ada Brook")),
        ({"evidence": "The vote was 7-2."}, said(VOTE, cites=2)),
        ({"evidence": ["The vote was 7-2.", "the library"]}, said(VOTE, cites=3)),
    ],
)
def test_a_claim_that_has_all_of_a_fact_carries_it(fields: dict[str, Any], claim: Claim) -> None:
    assert violations(fact(**fields), result(claim)) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"words": ["library"]}, "no claim has the word 'library'. Expected: It passed 7-2."),
        ({"figures": ["38,000"]}, "no claim has the figure 38,000."),
        ({"figures": ["7", "5"]}, "c1 comes nearest, but it lacks the figure 5."),
        (
            {"words": ["budget"], "speaker": "Brook"},
            "c1 comes nearest, but its speaker is nobody, not Brook.",
        ),
        (
            {"words": ["budget"], "evidence": "The vote was 7-2."},
            "it cites 1 and not the sentence of 'The vote was 7-2.'.",
        ),
        ({"speaker": "Brook"}, "no claim is by Brook."),
        ({"evidence": "The vote was 7-2."}, "no claim cites its sentence."),
    ],
)
def test_a_fact_without_its_claim_says_what_is_lacking(
    fields: dict[str, Any], message: str
) -> None:
    [said_of_it] = violations(fact(**fields), result(said(VOTE)))
    assert said_of_it.startswith("required fact 'vote' is not claimed: ")
    assert message in said_of_it


def test_an_answer_without_claims_carries_no_fact() -> None:
    [message] = violations(fact(words=["budget"]), result())
    assert "no claim has the word 'budget'" in message


def test_words_and_figures_have_to_stand_in_one_claim() -> None:
    summary = result(said("The budget passed."), said("It was 7 to 2."))
    assert violations(fact(words=["budget"], figures=["7"]), summary)


FORBIDDEN = {"forbidden": [{"pattern": "9-0", "why": "it was 7-2"}]}


@pytest.mark.parametrize(
    ("place", "summary"),
    [
        ("c1", result(said("It passed 9-0."))),
        ("headline", result(said(VOTE), headline="Budget passes 9-0")),
        ("topics[0]", result(said(VOTE), topics=("9-0",))),
        (
            "summary[0]",
            result(said(VOTE), summary=(SummarySentence(text="It passed 9-0.", evidence=()),)),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_forbidden_is_found_wherever_it_is_said(
    place: str, summary: ArticleSummary
) -> None:
    assert violations(FORBIDDEN, summary) == [f"{place} says '9-0': it was 7-2."]


def test_a_pattern_of_what_is_absent_quotes_the_whole_text() -> None:
    forbidden = {"forbidden": [{"pattern": "^(?!.*said).*sold", "why": "a rumour"}]}
    [message] = violations(forbidden, result(said("The library is sold.")))
    assert message == "c1 says 'The library is sold': a rumour." or "is sold" in message


def test_a_speaker_who_says_nothing_is_named_beside_those_who_do() -> None:
    summary = result(said(VOTE, speaker="Tom Reed"))
    assert violations({"speakers": ["Ada Brook"]}, summary) == [
        "Ada Brook says no claim; speakers are Tom Reed."
    ]


def test_a_figure_that_no_claim_states_is_named() -> None:
    assert violations({"figures": ["41.3 million"]}, result(said(VOTE))) == [
        "the figure 41.3 million is not in any claim."
    ]


def test_an_answer_in_another_language_is_named() -> None:
    summary = result(said(VOTE), language="de")
    assert violations({"language": "en"}, summary) == ["the answer is in 'de', not in 'en'."]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Brook", "Ada Brook", True),
        ("Ada Brook", "Mayor Ada Brook", True),
        ("Brannigan-Hale", "Walter Brannigan-Hale", True),
        ("Леся Орестівна Драгобичук", "Леся Драгобичук", True),
        ("BROOK", "Ada Brook", True),
        ("Ada Brook", "John Brook", False),
        ("Brook", "Ada Brooks", False),
        ("Brook", None, False),
        ("Brook", "", False),
    ],
)
def test_two_names_are_one_persons_when_one_holds_the_other(
    one: str, other: str | None, same: bool
) -> None:
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("language", "figure", "text", "states"),
    [
        ("en", "38,000", "It lost over 38,000 troops.", True),
        ("en", "38,000", "It lost over 38000 troops.", True),
        ("en", "38,000", "It lost over 38 thousand troops.", True),
        ("en", "38,000", "It lost over 138,000 troops.", False),
        ("en", "38,000", "It lost over 39,000 troops.", False),
        ("en", "7", "The vote was 7.5 to 2.", False),
        ("en", "$41.3 million", "It has 41.3 million dollars.", True),
        ("en", "$41.3 million", "It has 41.3 million euros.", False),
        ("en", "17", "It fell 17 percent.", True),
        ("de", "1.300", "Es sind 1.300 Pendler.", True),
        ("de", "1.300", "Es sind 1300 Pendler.", True),
        ("de", "26,7 Millionen", "Es kostet 26,7 Millionen Euro.", True),
        ("uk", "12 400", "Без світла 12\u00a0400 родин.", True),
        ("uk", "38,5 млн", "Збитки 38,5 млн гривень.", True),
    ],
)
def test_a_figure_counts_by_its_value(language: str, figure: str, text: str, states: bool) -> None:
    article = Article.from_text(text, language=language)
    summary = result(article=article)
    assert states_figure(said(text), figure, summary) is states


def test_a_figure_that_stands_only_in_the_list_counts() -> None:
    listed = ClaimFigure(value="17", number=17.0, unit="%", qualifier="exact", start=None, end=None)
    claim = said("It fell sharply.", figures=(listed,))
    assert states_figure(claim, "17", result(claim))
