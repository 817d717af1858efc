from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.speech.passages import parted, units_of


def article(text: str) -> Article:
    return Article.from_text(text, language="en")


def passages(text: str) -> list[str]:
    return [text[p.start : p.end] for unit in units_of(article(text)) for p in unit.passages]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "the bridge is old" and left.', ["the bridge is old"]),
        ("He said “the bridge is old” and left.", ["the bridge is old"]),
        ("Er nannte sie „eine alte Brücke“ und ging.", ["eine alte Brücke"]),
        ("Er nannte sie »eine alte Brücke« und ging.", ["eine alte Brücke"]),
        ("Il parle d'« un vieux pont » et part.", ["un vieux pont"]),
        ("他说：「桥很旧」，然后离开了。", ["桥很旧"]),
        ("He said ‘the bridge isn’t old’ and left.", ["the bridge isn’t old"]),
        ("The bank 's share and the state 's share rose.", []),
        ("The drivers' union and the owners' club met.", []),
        ('The pipe is 5" wide here.', []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: list[str]) -> None:
    assert passages(text) == inside


def test_sentences_of_one_quotation_are_one_unit() -> None:
    text = 'It rained. "We go on. We must," she said. Nobody came.'
    units = units_of(article(text))
    assert [text[u.start : u.end] for u in units] == [
        "It rained.",
        '"We go on. We must," she said.',
        "Nobody came.",
    ]


def test_a_long_speech_is_taken_apart() -> None:
    sentences = ["“We go on.", *(f"That is number {n}." for n in range(7)), "We must.”"]
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    spans = tuple((at, at + len(sentence)) for at, sentence in zip(starts, sentences, strict=True))
    units = units_of(Article(text=text, sentence_spans=spans))
    assert [len(unit.sentences) for unit in units] == [1] * 9
    assert all(unit.passages for unit in units)


def test_a_quotation_that_no_mark_closes_ends_with_its_paragraph() -> None:
    text = '"We go on. We must.\n\nIt rained. Nobody came.'
    assert [len(unit.passages) for unit in units_of(article(text))] == [0, 0, 0, 0]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = '"We go on whatever comes.\n\n"And we will win in the end," she said.'
    assert units_of(article(text))[1].passages[0].continues


def test_reporting_inside_the_marks_parts_a_passage() -> None:
    text = "«Це вигадка, — сказала вона. — Міст закрито»."
    [unit] = units_of(Article.from_text(text, language="uk"))
    parts = parted(text, unit, frozenset({"сказала"})).passages
    assert [text[p.start : p.end] for p in parts] == ["Це вигадка,", "Міст закрито"]


def test_dashes_around_other_words_part_nothing() -> None:
    text = "«Це вигадка, — як і вчора. — Міст закрито»."
    [unit] = units_of(Article.from_text(text, language="uk"))
    assert parted(text, unit, frozenset({"сказала"})) == unit


@given(st.text(alphabet="ab .,!?\n\"'“”„«»‘’「」—", min_size=1).map(lambda t: f"Start here. {t} x"))
def test_units_part_the_sentences_and_passages_lie_inside_their_unit(text: str) -> None:
    given_article = Article.from_text(text, language="en")
    units = units_of(given_article)
    assert [s for unit in units for s in unit.sentences] == list(given_article.sentences)
    for unit in units:
        for p in unit.passages:
            assert unit.start <= p.outer_start <= p.start < p.end <= p.outer_end <= unit.end
