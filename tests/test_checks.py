from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.checks import Checker, Item, duplicates
from summarize.draft import FigureDraft
from summarize.schema import Evidence
from tests.claim_table import Row, rows

FAITHFUL = tuple(rows("faithful"))
TAMPERED = tuple(rows("tampered"))


def errors(row: Row) -> set[str]:
    return {f.rule for f in row.grounded().findings if f.severity == "error"}


@pytest.mark.parametrize("row", FAITHFUL, ids=lambda row: row.id)
def test_a_faithful_claim_has_no_error(row: Row) -> None:
    assert errors(row) == ({row.fields["raises"]} if "raises" in row.fields else set())


@pytest.mark.parametrize(
    "row", [row for row in TAMPERED if row.fields["caught"]], ids=lambda row: row.id
)
def test_a_tampered_claim_is_caught_by_its_rule(row: Row) -> None:
    assert row.fields["caught"] in {f.rule for f in row.grounded().findings}


@pytest.mark.parametrize(
    "row", [row for row in TAMPERED if not row.fields["caught"]], ids=lambda row: row.id
)
def test_the_record_of_what_no_rule_sees_is_right(row: Row) -> None:
    assert errors(row) == set()


def test_nine_tampered_claims_of_ten_are_caught() -> None:
    caught = Counter(bool(row.fields["caught"]) for row in TAMPERED)
    assert caught[True] >= 9 * caught[False]


# --- single rules, on an article of their own ---

TEXT = (
    "Mayor Ada Brook opened the bridge over the Lyn on Monday. It cost over 12 million euros, she "
    "said. About 4,000 cars cross it every day, according to the Ministry of Transport. The bridge "
    "was not closed in 2015. Critics may sue, the lawyer Ivo Lind told reporters. Anna Holt, who "
    "leads the council, called the bridge “a gift to lorries”. COVID delayed the work."
)
ARTICLE = Article.from_text(TEXT, language="en", published=date(2025, 5, 7))


def found(text: str, *numbers: int, article: Article = ARTICLE, **fields: Any) -> dict[str, str]:
    """Rule and severity of everything found about an item that cites these sentences."""
    evidence = tuple(
        Evidence(sentence=s.number, start=s.start, end=s.end, text=s.text)
        for s in article.sentences
        if s.number in numbers
    )
    checker = Checker(article, translated=fields.pop("translated", False))
    item = Item("claims[0]", text, evidence, **fields)
    return {f.rule: f.severity for f in checker.findings(item)}


def findings(text: str, *numbers: int, **fields: Any) -> set[str]:
    return {
        rule for rule, severity in found(text, *numbers, **fields).items() if severity == "error"
    }


def test_a_figure_must_be_in_the_cited_sentence_not_merely_in_the_article() -> None:
    text = "About 4,000 cars cross the bridge, the ministry says."
    assert findings(text, 3) == set()
    assert findings(text, 1) == {"figure-not-in-evidence"}


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("The bridge cost 12 million euros, Ada Brook said.", "qualifier-dropped", "error"),
        ("The bridge cost under 12 million euros, Ada Brook said.", "qualifier-changed", "error"),
        ("The bridge cost about 12 million euros, Ada Brook said.", "qualifier-changed", "warning"),
    ],
)
def test_the_qualifier_is_kept(text: str, rule: str, severity: str) -> None:
    assert found(text, 2)[rule] == severity


def test_an_added_qualifier_is_a_warning() -> None:
    article = Article.from_text("The bridge cost 12 million euros.", language="en")
    rules = found("The bridge cost about 12 million euros.", 1, article=article)
    assert rules == {"qualifier-added": "warning"}


def test_an_entry_of_figures_must_be_in_the_evidence() -> None:
    wrong = FigureDraft(value="13 million", unit="euros", qualifier="over")
    rules = findings("The bridge was costly, Ada Brook said.", 2, figures=(wrong,))
    assert rules == {"figure-not-in-evidence"}


def test_the_path_names_the_entry_of_figures() -> None:
    figure = FigureDraft(value="5,000", unit="cars", qualifier="about")
    item = Item("claims[3]", "About 5,000 cars cross it.", (), figures=(figure,))
    assert "claims[3].figures[0]" in {f.path for f in Checker(ARTICLE).findings(item)}


def test_a_figure_of_the_text_alone_is_named_by_the_text() -> None:
    assert {f.path for f in Checker(ARTICLE).findings(Item("claims[3]", "5,000 cars.", ()))} == {
        "claims[3].text"
    }


def test_the_message_gives_the_figure_that_the_evidence_has() -> None:
    [first, *_] = Checker(ARTICLE).faults(
        Item("claims[0]", "About 5,000 cars cross the bridge, the ministry says.", evidence_of(3))
    )
    assert "'5,000' is not in sentence 3, which has '4,000'" in first.finding.message
    assert first.here == (6, 11)
    assert first.there is not None
    assert TEXT[slice(*first.there)] == "4,000"


def evidence_of(number: int) -> tuple[Evidence, ...]:
    sentence = ARTICLE.sentences[number - 1]
    return (Evidence(sentence=number, start=sentence.start, end=sentence.end, text=sentence.text),)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Ada Brook opened the bridge on Monday, 5 May 2025.", set()),
        ("Ada Brook opened the bridge in 2025.", set()),
        ("Ada Brook opened the bridge on 6 May 2025.", {"figure-not-in-evidence"}),
        ("Ada Brook opened the bridge on 5 May 2023.", {"figure-not-in-evidence"}),
        ("Ada Brook opened the bridge in 2019.", {"figure-not-in-evidence"}),
    ],
)
def test_a_date_is_carried_or_follows(text: str, rules: set[str]) -> None:
    assert findings(text, 1) == rules


def test_a_date_of_another_sentence_is_a_warning() -> None:
    rules = found("In 2015, Critics of the bridge may sue, Ivo Lind said.", 5)
    assert rules["when-not-in-evidence"] == "warning"


def test_a_name_with_digits_is_looked_for_in_the_article() -> None:
    article = Article.from_text("The F-16 came first. It was late.", language="en")
    assert found("The F-16 was late.", 2, article=article) == {}
    assert "figure-not-in-evidence" in found("The F-35 was late.", 2, article=article)


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"speaker": "Anna Holt"}, set()),
        ({}, {"quotation-without-speaker"}),
        ({"attribution": "document"}, set()),
    ],
)
def test_direct_speech_has_a_speaker(fields: dict[str, str], rules: set[str]) -> None:
    match = Checker(ARTICLE).quotes.locate("a gift to lorries")
    text = "The bridge over the Lyn is a gift to lorries."
    got = findings(text, 6, quote="a gift to lorries", match=match, **fields)
    assert got - {"attribution-dropped"} == rules


def test_direct_speech_whose_speaker_only_the_text_names_is_a_warning() -> None:
    match = Checker(ARTICLE).quotes.locate("a gift to lorries")
    rules = found("Anna Holt said so.", 6, quote="a gift to lorries", match=match)
    assert rules["quotation-without-speaker"] == "warning"


def test_a_quotation_that_is_not_there_is_refused_with_the_nearest() -> None:
    item = Item("claims[0]", "Anna Holt spoke.", (), speaker="Anna Holt", quote="a gift to drivers")
    [fault] = [f for f in Checker(ARTICLE).faults(item) if f.finding.path == "claims[0].quote"]
    assert "the article has 'lorries' where the quotation has 'drivers'" in fault.finding.message
    assert fault.there is not None
    assert TEXT[slice(*fault.there)] == "a gift to lorries"


def test_a_quotation_outside_the_evidence_is_refused() -> None:
    match = Checker(ARTICLE).quotes.locate("a gift to lorries")
    rules = findings("x", 1, quote="a gift to lorries", match=match, speaker="Anna Holt")
    assert "quotation-not-in-evidence" in rules


@pytest.mark.parametrize(
    "text",
    [
        'Anna Holt called it "a gift to drivers".',
        "Anna Holt called it ‘a gift to drivers’.",
        "Anna Holt called it «a gift to drivers».",
    ],
)
def test_what_the_text_quotes_is_looked_for(text: str) -> None:
    assert findings(text, 6) == {"quotation-not-in-article"}
    assert findings(text.replace("drivers", "lorries"), 6) == set()


def test_apostrophes_are_no_quotation_marks() -> None:
    assert findings("Ada Brook’s bridge and the council’s road weren’t closed.", 4) == set()


@pytest.mark.parametrize(
    ("speaker", "rules"),
    [
        ("Ada Brook", set()),
        ("Mayor Brook", set()),
        ("the mayor", set()),
        ("spokesperson of the council", set()),
        ("Ministry of Transport", set()),
        ("Ada Breuk", {"speaker-not-in-article"}),
        ("an analyst", {"speaker-not-in-article"}),
    ],
)
def test_the_speaker_occurs_in_the_article(speaker: str, rules: set[str]) -> None:
    assert findings("The bridge is open.", 1, speaker=speaker) == rules


def test_words_of_one_are_not_given_to_another() -> None:
    text = "Critics may sue."
    assert findings(text, 5, speaker="Ivo Lind") == set()
    assert findings(text, 5, speaker="Anna Holt") == {"speaker-not-in-evidence"}
    assert findings("Critics may sue, Anna Holt said.", 5) == {"speaker-not-in-evidence"}


@pytest.mark.parametrize(
    ("text", "number", "rules"),
    [
        ("About 4,000 cars cross the bridge every day.", 3, {"attribution-dropped"}),
        ("About 4,000 cars cross it daily, the ministry says.", 3, set()),
        ("The Ministry of Transport counts about 4,000 cars a day.", 3, set()),
        ("Critics may sue over the bridge.", 5, {"attribution-dropped"}),
        ("Critics may sue, according to a lawyer.", 5, set()),
        ("Anna Holt leads the council.", 6, set()),
        ("Ada Brook opened the bridge.", 1, set()),
    ],
)
def test_attribution_is_not_dropped(text: str, number: int, rules: set[str]) -> None:
    assert findings(text, number) == rules


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        ("The bridge was closed in 2015.", 4, "polarity"),
        ("Critics will sue, Ivo Lind told reporters.", 5, "certainty"),
        ("It was not closed in 2015.", 4, "leading-pronoun"),
        ("Ada Brook opened the bridge on Monday.", 1, "relative-date"),
        ("Whales sing songs underwater.", 4, "evidence-unrelated"),
    ],
)
def test_a_hint_is_a_warning(text: str, number: int, rule: str) -> None:
    assert found(text, number)[rule] == "warning"


def test_a_denial_in_other_words_is_no_loss_of_polarity() -> None:
    article = Article.from_text("The firm did not answer questions.", language="en")
    assert found("The firm declined to answer questions.", 1, article=article) == {}


def test_a_translated_item_is_not_compared_word_by_word() -> None:
    text = "Бургомістр Ада Брук відкрила міст; щодня його перетинають близько 4000 авто."
    assert findings(text, 3, translated=True) == set()
    wrong = "Щодня міст перетинають близько 5000 авто."
    assert findings(wrong, 3, translated=True) == {"figure-not-in-evidence"}


def test_errors_come_before_warnings() -> None:
    item = Item("claims[0]", "It cost 15 million euros yesterday.", evidence_of(2))
    severities = [f.severity for f in Checker(ARTICLE).findings(item)]
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        (["The bridge opened in May.", "The bridge opened in May."], [(0, 1)]),
        (["The bridge opened in May.", "In May the bridge was opened."], [(0, 1)]),
        (["The fee rose 5 percent.", "The fee rose 6 percent."], []),
        (["The bridge was sold.", "The bridge was not sold."], []),
        (["The bridge opened.", "The tunnel closed."], []),
        ([], []),
    ],
)
def test_duplicates(texts: list[str], pairs: list[tuple[int, int]]) -> None:
    assert duplicates(Checker(ARTICLE), texts) == pairs


@given(st.sampled_from(ARTICLE.sentences))
def test_an_article_s_own_sentence_never_lacks_a_figure_or_name(sentence: Any) -> None:
    rules = findings(sentence.text, sentence.number)
    assert rules <= {"attribution-dropped"}


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    for fault in Checker(ARTICLE).faults(Item("claims[0]", text, evidence_of(1))):
        start, end = fault.here or (0, 0)
        assert 0 <= start <= end <= len(text)


# --- dates that only the day of publication explains ---

COSTS = Article.from_text(
    "The railway now puts the cost at 26.7 million euros. In June it had expected 18.4 million. "
    "The slope slid on 11 April.",
    language="en",
    published=date(2025, 9, 18),
)


@pytest.mark.parametrize(
    ("text", "numbers", "severity"),
    [
        pytest.param(
            "In September 2025 the railway put the cost at 26.7 million euros.",
            (1,),
            "warning",
            id="month-of-publication",
        ),
        pytest.param(
            "In September 2025 the railway put the cost at 26.7 million euros, after 18.4 million in "
            "June 2025.",
            (1, 2),
            "warning",
            id="beside-the-evidence's-own-month",
        ),
        pytest.param(
            "In September 2025 the railway had expected 18.4 million euros.",
            (2,),
            "error",
            id="instead-of-the-evidence's-own-month",
        ),
        pytest.param(
            "In March 2025 the railway put the cost at 26.7 million euros.",
            (1,),
            "error",
            id="another-month",
        ),
    ],
)
def test_the_date_of_publication_may_be_added_but_replaces_none(
    text: str, numbers: tuple[int, ...], severity: str
) -> None:
    rules = found(text, *numbers, article=COSTS)
    assert severity in (rules.get("when-not-in-evidence"), rules.get("figure-not-in-evidence"))
    assert ("figure-not-in-evidence" in rules) is (severity == "error")


def test_a_text_with_several_sources_is_no_sure_case_of_a_wrong_speaker() -> None:
    article = Article.from_text(
        "About 1,300 people travel daily, the company said. The passengers' union Valley Rail said "
        "2,100 people travel daily. The company Northline runs the trains.",
        language="en",
    )
    text = "Some 1,300 people travel daily, Northline said; Valley Rail said 2,100."
    assert "speaker-not-in-evidence" not in findings(text, 1, 2, article=article)


def test_a_relative_clause_of_the_source_does_not_cover_the_rest_of_its_sentence() -> None:
    article = Article.from_text(
        "The lamps were donated by Halvane Lighting, a manufacturer which, the paper states, had no "
        "part in the design of the trial.",
        language="en",
    )
    assert findings("The lamps were donated by Halvane Lighting.", 1, article=article) == set()
    rules = findings("The manufacturer had no part in the design of the trial.", 1, article=article)
    assert rules == {"attribution-dropped"}


@pytest.mark.parametrize(
    ("text", "is_error"),
    [
        ("The district replaces 2,400 meters east of Route 9.", False),
        ("The district replaces 2,400 meters east of Route 7.", True),
        ("The district replaces 9 meters.", True),
    ],
    ids=["a-name-of-the-article", "another-name", "a-count"],
)
def test_a_number_in_a_name_need_not_be_in_the_evidence(text: str, is_error: bool) -> None:
    article = Article.from_text(
        "Work begins on Route 9 in May. The district replaces 2,400 meters.", language="en"
    )
    assert ("figure-not-in-evidence" in findings(text, 2, article=article)) is is_error


MARCH = Article.from_text(
    "Ruben Kastel led the police at the march in Vierholm. Saskia Moor called it peaceful. About 5,000 "
    "people came to the docks, Kastel said. The plant will open in June, Moor said. The Clean Lungs "
    "Alliance, which Moor leads, will march again.",
    language="en",
    published=date(2025, 10, 6),
)


def test_the_context_does_not_make_somebody_the_speaker_of_another_persons_words() -> None:
    text = "Saskia Moor said that about 5,000 people came to the docks."
    assert found(text, 3, 4, article=MARCH, speaker="Saskia Moor") == {
        "speaker-not-in-evidence": "error"
    }
    assert found(text.replace("Saskia Moor", "Ruben Kastel"), 3, 4, 1, article=MARCH) == {}


def test_a_body_may_speak_through_its_people() -> None:
    rules = found(
        "The Clean Lungs Alliance said that the plant will open in June.",
        4,
        5,
        article=MARCH,
        speaker="Clean Lungs Alliance",
    )
    assert "error" not in rules.values()


def test_text_and_speaker_name_the_same_person() -> None:
    text = "Saskia Moor said that the plant will open in June."
    rules = found(text, 4, 1, article=MARCH, speaker="Ruben Kastel")
    assert rules["speaker-not-in-text"] == "error"
    assert found(text, 4, 2, article=MARCH, speaker="Saskia Moor") == {}


def test_a_name_from_elsewhere_in_the_article_deserves_a_look() -> None:
    text = "About 5,000 people came to the docks in Vierholm, Ruben Kastel said."
    assert found(text, 3, article=MARCH)["name-not-in-evidence"] == "warning"
    assert found(text, 3, 1, article=MARCH) == {}
