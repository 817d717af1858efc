from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.render.html import (
    Passage,
    Run,
    Scale,
    direction,
    page,
    read_prose,
    render_template,
    word_marks,
)
from tests.html_support import Document

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=60)


def marked(runs: tuple[Run, ...]) -> list[str]:
    return [run.text for run in runs if run.marked]


# --- word marks ---


@pytest.mark.parametrize(
    ("old", "new", "lost", "added"),
    [
        ("It cost 12 million.", "It cost 17 million.", ["12"], ["17"]),
        ("It cost 12 million.", "It cost 12 million.", [], []),
        ("The vote was 7-2 then.", "The vote was 7-3 then.", ["7-2"], ["7-3"]),
        ("A dam broke.", "The council met on Monday.", [], []),
        ("桥梁耗资十二亿元", "桥梁耗资十七亿元", ["二"], ["七"]),
        ("Boats left.", "Boats left in the early hours.", [], ["in the early hours"]),
    ],
    ids=["figure", "same", "result", "unlike", "without blanks", "longer"],
)
def test_words_that_only_one_side_has_are_marked(
    old: str, new: str, lost: list[str], added: list[str]
) -> None:
    (was,), (now,) = word_marks([old], [new])
    assert (marked(was), marked(now)) == (lost, added)


def test_a_common_word_amid_other_words_is_no_common_ground() -> None:
    old = "Mayor Ada Brook opened the bridge to the public on Monday after a speech."
    new = "Mayor Ada Brook opened the bridge, and boats from there to Arne left, after a speech."
    (was,), _ = word_marks([old], [new])
    assert marked(was) == ["to the public on Monday"]


def test_long_stretches_in_common_are_found_across_blanks() -> None:
    old = "Kastelijn of the city police put the crowd at the march on 5 October 2025 at 6,500."
    new = "Kastelijn of Arne's city police put the crowd at the march against a dam at 6,500."
    (was,), (now,) = word_marks([old], [new])
    assert marked(was) == ["the", "on 5 October 2025"]
    assert marked(now) == ["Arne's", "against a dam"]


def test_several_texts_of_a_side_are_taken_together() -> None:
    old = ["Boats have to leave the quay and may return in June."]
    new = ["Boats have to leave the quay.", "Boats may return in June."]
    _, (first, second) = word_marks(old, new)
    assert marked(first) in ([], ["."])
    assert marked(second) == ["Boats"]


@given(st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
def test_marks_leave_every_text_as_it_was(old: list[str], new: list[str]) -> None:
    for texts, runs in zip((old, new), word_marks(old, new), strict=True):
        assert ["".join(run.text for run in each) for each in runs] == texts


# --- prose ---

ARTICLE = Article.from_text(
    "The bridge opened on 3 May. It cost 12 million.\n\nBoats left.\nNobody was hurt.",
    language="en",
)


def shown(article: Article, *passages: Passage) -> str:
    prose = read_prose(article, passages)
    return "\n\n".join(
        "".join(part.text for piece in paragraph for part in piece.parts)
        for paragraph in prose.paragraphs
    )


def test_paragraphs_hold_the_whole_text() -> None:
    assert shown(ARTICLE) == ARTICLE.text


def test_every_sentence_is_a_piece_with_its_number() -> None:
    pieces = [piece for paragraph in read_prose(ARTICLE).paragraphs for piece in paragraph]
    numbered = {p.number: "".join(part.text for part in p.parts) for p in pieces if p.number}
    assert numbered == {s.number: s.text for s in ARTICLE.sentences}


def test_overlapping_passages_are_cut_so_that_each_part_has_all_its_owners() -> None:
    passages = (Passage(4, 17, "one"), Passage(11, 24, "other"), Passage(0, 3, "one"))
    first = read_prose(ARTICLE, passages).paragraphs[0][0]
    assert [(part.text, part.owners) for part in first.parts] == [
        ("The", ("one",)),
        (" ", ()),
        ("bridge ", ("one",)),
        ("opened", ("one", "other")),
        (" on 3 M", ("other",)),
        ("ay.", ()),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.sampled_from("abc")), max_size=6)
)
def test_passages_never_change_the_text(spans: list[tuple[int, int, str]]) -> None:
    assert shown(ARTICLE, *(Passage(*span) for span in spans)) == ARTICLE.text


# --- direction, scale, page ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge", "ltr"),
        ("افتتح الجسر", "rtl"),
        ("BBC News ذكرت أن العمل في الجسر استمر", "rtl"),
        ("The newspaper الأهرام said so.", "ltr"),
        ("הגשר נפתח", "rtl"),
        ("12 — 7", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_text_runs_as_most_of_its_letters_do(text: str, expected: str) -> None:
    assert direction(text) == expected


NUMBERS = st.floats(-1e6, 1e6).filter(lambda n: n == 0 or abs(n) > 1e-6)


@given(st.lists(NUMBERS, max_size=5))
def test_a_scale_holds_zero_and_every_number_in_their_order(numbers: list[float]) -> None:
    scale = Scale.over(numbers)
    assert scale.low <= min([0, *numbers])
    assert scale.high >= max([0, *numbers])
    places = [scale.at(n) for n in sorted(numbers)]
    assert places == sorted(places)
    assert 2 <= len(scale.ticks) <= 7


def test_what_is_off_the_scale_stands_at_its_end() -> None:
    scale = Scale(-1, 1, 1)
    assert (scale.at(-5), scale.at(0), scale.at(5)) == (2, 50, 98)


def test_every_value_of_a_template_is_escaped_and_cleaned() -> None:
    from summarize.render.html import templates

    environment = templates._environment()
    text = environment.from_string("{{ a }}|{{ b|plain }}|{{ c }}").render(
        a="<b>\x1b[31m\u202e&\nx", b=" a\n b ", c=3
    )
    assert text == "&lt;b&gt;&amp;\nx|a b|3"


def test_a_missing_value_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        render_template("page.html", title="x")


def test_the_shell_is_a_whole_document() -> None:
    html = page(title="A & B", body=render_template("plots.html"))
    document = Document(html)
    assert document.texts["title"] == ["A & B"]
    assert [e.attributes["lang"] for e in document.named("html")] == ["en"]
