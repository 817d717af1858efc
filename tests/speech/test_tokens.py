from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article, Sentence
from summarize.speech.passages import Unit, units_of
from summarize.speech.tokens import tokens_of


def words(text: str) -> list[str]:
    unit = Unit((Sentence(1, 0, len(text), text),), 0, len(text), 0, ())
    return [token.low for token in tokens_of(text, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. O’Neill didn’t go.", ["mr", ".", "o'neill", "didn't", "go", "."]),
        ("L’homme dit qu’il part.", ["l", "homme", "dit", "qu", "il", "part", "."]),
        ("Non, a-t-il dit.", ["non", ",", "a", "il", "dit", "."]),
        ("The U.S. spent 38,000.50.", ["the", "u.s.", "spent", "38,000.50", "."]),
        ("外交部发言人林华10日表示，", ["外交部发言人林华", "10日", "表示", "，"]),
        ("据新华社报道，", ["据", "新华社", "报道", "，"]),
        ("Lee Sung-kwon", ["lee", "sung-kwon"]),
    ],
)
def test_words_of_a_sentence(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def kinds(text: str) -> str:
    [unit] = units_of(Article.from_text(text, language="en"))
    return "".join(token.kind for token in tokens_of(text, unit))


def test_a_quotation_is_one_token() -> None:
    assert kinds('He said "the bridge is very old".') == "wwqp"


def test_a_name_in_marks_stays_words() -> None:
    assert kinds('The film "The Old Bridge" opened.') == "wwwwwwp"


@given(st.text(min_size=1))
def test_tokens_stand_in_order_where_they_say(text: str) -> None:
    unit = Unit((Sentence(1, 0, len(text), text),), 0, len(text), 0, ())
    last = 0
    for token in tokens_of(text, unit):
        assert last <= token.start < token.end
        assert text[token.start : token.end] == token.text
        last = token.end
