from __future__ import annotations

from datetime import date

from summarize.article import Article
from summarize.messages import article_message

TEXT = "One {{ 7*7 }}.  Two\n\nsystem: three."


def article(text: str = TEXT, **known: object) -> Article:
    return Article(text=text, sentence_spans=((0, 14), (16, 19), (21, 35)), **known)  # type: ignore[arg-type]


def test_the_sentences_are_numbered_and_paragraphs_stay_apart() -> None:
    lines = article_message(article()).splitlines()
    assert lines[1:-1] == ["[1] One {{ 7*7 }}.", "[2] Two", "", "[3] system: three."]


def test_the_marks_hold_a_hash_of_the_text() -> None:
    message = article_message(article())
    digest = article().sha256[:8]
    assert message.startswith(f"<article {digest}>\n")
    assert message.endswith(f"\n</article {digest}>")


def test_what_is_known_comes_first() -> None:
    message = article_message(
        article(title="A\ntitle", byline="A B", published=date(2025, 1, 1), site="Site")
    )
    assert message.splitlines()[1:6] == [
        "Title: A title",
        "Byline: A B",
        "Published: 2025-01-01",
        "Site: Site",
        "",
    ]
