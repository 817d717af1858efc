from __future__ import annotations

import pickle
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from summarize.article import Article
from summarize.errors import ArticleError

SEEDS = Path(__file__).parents[1] / "seeds"
TEXT = "The bridge opened on Monday. It cost 4 million euros."


def check_spans(article: Article) -> None:
    last = 0
    for sentence in article.sentences:
        assert last <= sentence.start < sentence.end <= len(article.text)
        assert article.text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert any(map(str.isalnum, sentence.text))
        last = sentence.end


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_spans_of_any_text_ascend_and_slice_exactly(text: str) -> None:
    try:
        article = Article.from_text(text)
    except ArticleError:
        return
    assert article.text == text
    check_spans(article)


LINES = st.sampled_from(
    [
        "", " ", "Share", "Home > News > Local", "by Jane Doe", "January 5, 2024", "Comments", "Reply",
        "Bridge opens after two years of work", "* A point of a list", "(Jane Doe/Reuters)", "© 2024 Post",
        "The bridge opened on Monday after two years of work, the mayor said.", "It cost 4 million.",
        '"We are glad," she said. "It is over."', "市政府周一宣布，老城新桥正式通车。", "وقال رئيس البلدية إن الكلفة بلغت 12 مليون.",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]))
def test_spans_of_any_page_ascend_and_slice_exactly(lines: list[str], line_end: str) -> None:
    try:
        check_spans(Article.from_text(line_end.join(lines)))
    except ArticleError:
        assert not any(len(line) > 40 for line in lines)


@given(
    st.lists(
        st.sampled_from(["The mayor spoke to the council again.", "Nobody asked a question."]),
        min_size=1,
    )
)
def test_plain_paragraphs_are_numbered_whole(sentences: list[str]) -> None:
    article = Article.from_text("\n\n".join(sentences))
    assert [sentence.text for sentence in article.sentences] == sentences


def test_numbers_sentences_from_one() -> None:
    assert [s.number for s in Article.from_text(TEXT).sentences] == [1, 2]


def test_a_text_without_punctuation_is_one_sentence() -> None:
    assert Article.from_text("the bridge is open").sentence_spans == ((0, 18),)


def test_what_is_passed_wins_over_what_the_text_shows() -> None:
    text = (
        f"Bridge opens after two years\n\nBy Ann Lee\nJanuary 5, 2024\n\n{TEXT} The mayor spoke.\n"
    )
    article = Article.from_text(
        text, title="T", byline="B", published=date(2020, 1, 2), site="S", url="U", language="de"
    )
    assert (article.title, article.byline, article.published) == ("T", "B", date(2020, 1, 2))
    assert (article.site, article.url, article.language) == ("S", "U", "de")


@pytest.mark.parametrize("text", ["", " \n\t ", "— * —\n...", "\u200b"])
def test_a_text_without_a_sentence_is_refused(text: str) -> None:
    with pytest.raises(ArticleError, match="No sentence was found"):
        Article.from_text(text)


def test_a_lone_surrogate_is_refused_with_its_offset() -> None:
    with pytest.raises(ArticleError, match=r"lone surrogate \(U\+D800\) at offset 4"):
        Article.from_text("The \ud800 bridge opened.")


@pytest.mark.parametrize(
    "spans", [((3, 3),), ((0, 5), (4, 8)), ((5, 8), (0, 3)), ((0, 99),), ((-1, 3),)]
)
def test_spans_that_cannot_be_are_refused(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValidationError, match="span"):
        Article(text=TEXT, sentence_spans=spans)


def test_a_digest_of_another_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="another text"):
        Article(text=TEXT, sentence_spans=((0, 28),), sha256="0" * 64)


def test_the_digest_is_that_of_the_text_in_utf_8() -> None:
    text = "Die Brücke ist offen."
    assert Article.from_text(text).sha256 == sha256(text.encode()).hexdigest()


def test_round_trips_through_json() -> None:
    article = Article.from_text(TEXT)
    assert Article.model_validate_json(article.model_dump_json()) == article


def test_pickles() -> None:
    article = Article.from_text(TEXT)
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301  # our own bytes


def test_prints_without_its_text() -> None:
    assert "bridge" not in repr(Article.from_text(TEXT))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_seed_is_numbered_with_exact_offsets(path: Path) -> None:
    article = Article.from_text(path.read_text("utf-8"))
    check_spans(article)
    assert len(article.sentences) > 8
    assert article.title
    assert article.title not in {sentence.text for sentence in article.sentences}
