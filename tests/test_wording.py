from __future__ import annotations

import pytest

from summarize.wording import (
    certainty_words,
    leading_pronoun,
    lowered,
    mentions_relative_date,
    negation_lost,
    negations,
    relative_date,
    shared_words,
    stems,
)


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("He left.", "He"),
        ('"They left."', "They"),
        ("Its price rose.", "Its"),
        ("Вони пішли.", "Вони"),
        ("Hector left.", None),
        ("Es gibt keine Züge.", None),
        ("Il y a du monde.", None),
        ("Il est parti.", "Il"),
    ],
)
def test_a_leading_pronoun(text: str, pronoun: str | None) -> None:
    assert leading_pronoun(text) == pronoun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It opened yesterday.", "yesterday"),
        ("It opened on Tuesday.", "on Tuesday"),
        ("It opened last week.", "last week"),
        ("It opened three years ago.", "years ago"),
        ("It opened on Tuesday, 3 May 2024.", None),
        ("It opened in May.", None),
        ("Sie kam am Morgen.", None),
        ("Sie kommt morgen.", "morgen"),
        ("Hier ist die Brücke.", None),
        ("Hier soir, elle est partie.", "Hier"),
        ("Llegó por la mañana.", None),
    ],
)
def test_a_relative_date(text: str, found: str | None) -> None:
    assert relative_date(text) == found


def test_negation_and_hedges_are_counted() -> None:
    assert negations("It was not sold and won't be.") == 2
    assert negations("Es war kein Erfolg.") == 1
    assert certainty_words("It may allegedly rain.") == {"may", "allegedly"}


def test_stems_are_the_content_words() -> None:
    assert stems("The bridges cost 12 million") == {"bridge", "cost", "12", "millio"}
    assert stems("北京大学") == {"北京", "京大", "大学"}
    assert shared_words(stems("the bridge opened"), stems("bridge closed")) == 0.5
    assert shared_words(frozenset(), stems("bridge")) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "lost"),
    [
        ("It was sold.", "It was not sold.", True),
        ("It was not sold.", "It was sold.", True),
        ("It was not sold.", "It wasn't sold.", False),
        ("It refused to sell.", "It did not want to sell.", False),
        ("At most 420 come in.", "No more than 420 come in.", False),
        ("Es wurde verkauft.", "Es wurde nicht verkauft.", True),
        ("Його продали.", "Його не продали.", True),
    ],
)
def test_a_lost_negation(one: str, other: str, lost: bool) -> None:
    assert negation_lost(one, other) is lost


def test_a_month_is_no_hedge() -> None:
    assert certainty_words("It opens on 1 May.") == frozenset()


def test_a_year_beside_it_leaves_a_relative_date_relative_to_nothing() -> None:
    assert relative_date("It opened yesterday, 3 May 2024.") is None
    assert mentions_relative_date("It opened yesterday, 3 May 2024.")


def test_lower_case_keeps_the_offsets_of_letters_that_it_would_lengthen() -> None:
    assert lowered("In İZMİR May 3") == "in İzmİr may 3"
