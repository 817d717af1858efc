from __future__ import annotations

import json
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import load_article
from summarize.errors import ArticleError
from summarize.inputs.html import read_html
from summarize.inputs.json_ld import read_json_ld
from tests.inputs.pages import PARAGRAPHS, PROSE, web_page

NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Mill Street bridge to close",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Li Wei"}],
    "datePublished": "2026-03-04T23:30:00+02:00",
    "publisher": {"@type": "Organization", "name": "The Daily Post"},
    "inLanguage": "en-GB",
    "isAccessibleForFree": True,
}


def script(value: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def test_only_the_article_is_taken() -> None:
    content = read_html(web_page())
    assert content.text == "\n\n".join(PARAGRAPHS)
    assert content.title == "Bridge closes"
    assert content.extractor == f"trafilatura {version('trafilatura')}"


@pytest.mark.parametrize("how", ["str", "bytes", "file"])
def test_a_page_is_told_by_its_content(how: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(web_page(), encoding="utf-8")
    sources: dict[str, str | bytes | Path] = {
        "str": web_page(),
        "bytes": web_page().encode(),
        "file": path,
    }
    article = load_article(sources[how])
    assert [s.text for s in article.sentences] == PARAGRAPHS
    assert article.title == "Bridge closes"


def test_comments_of_readers_are_left_out() -> None:
    comments = "<section class=comments id=comments><h2>Comments</h2><p>A reader thinks that all of this is wrong.</p></section>"
    assert "A reader thinks" not in read_html(web_page(outside=comments)).text


def test_headings_lists_and_quotations_are_marked() -> None:
    body = f"{PROSE}<h2>What is next</h2><ul><li>First, tests.</li><li>Then, repairs.</li></ul><blockquote><p>We must act.</p></blockquote>{PROSE}"
    text = read_html(web_page(body)).text
    assert "\n\n## What is next\n\n- First, tests.\n- Then, repairs.\n\n> We must act.\n\n" in text


def test_an_article_in_two_boxes_is_put_together() -> None:
    boxes = f"<div class=article-body>{PROSE}</div><div class=ad>Buy now</div><div class=article-body>{PROSE.replace('Mill', 'Main')}</div>"
    text = read_html(f"<html><body><h1>Bridge</h1>{boxes}</body></html>").text
    assert "Mill Street" in text
    assert "Main Street" in text
    assert "Buy now" not in text


@pytest.mark.parametrize(
    "leftover",
    [
        "<p>Follow us on Twitter @thedaily and on Facebook.</p>",
        "<p>Sign up for our newsletter here.</p>",
        "<p><a href=/b>Council to vote on second bridge next week</a></p>",
        "<p>Jane Doe can be reached at jane@daily.example.</p>",
        "<p>Copyright 2026 The Daily Post</p>",
    ],
)
def test_what_belongs_to_the_page_is_left_out(leftover: str) -> None:
    content = read_html(web_page(PROSE + leftover))
    assert content.text == "\n\n".join(PARAGRAPHS)


def test_metadata_of_schema_org_are_taken() -> None:
    content = read_html(web_page(head=script(NEWS)))
    assert content.title == "Mill Street bridge to close"
    assert content.byline == "Jane Doe, Li Wei"
    assert content.published == date(2026, 3, 4)
    assert content.site == "The Daily Post"
    assert content.language == "en"
    assert content.notes == ()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda node: [node],
        lambda node: {"@graph": [{"@type": "WebSite", "name": "x"}, node]},
        lambda node: {"@type": "WebPage", "mainEntity": node},
        lambda node: {**node, "@type": ["ReportageNewsArticle", "NewsArticle"]},
        lambda node: {**node, "@type": "http://schema.org/NewsArticle"},
        lambda node: {**node, "author": {"@id": "#jane"}, "mentions": 3} | {"@graph": [{"@id": "#jane", "name": "Jane Doe"}]},
    ],
)  # fmt: skip
def test_an_article_is_found_wherever_the_vocabulary_puts_it(wrap: Any) -> None:
    about = read_json_ld([json.dumps(wrap(NEWS))])
    assert about.headline == "Mill Street bridge to close"
    assert about.authors[0] == "Jane Doe"


def test_of_several_articles_the_shown_one_is_taken() -> None:
    other = {**NEWS, "headline": "Something else", "author": "John Smith"}
    about = read_json_ld([json.dumps([other, NEWS])], shown="Mill Street bridge to close | Post")
    assert about.authors == ("Jane Doe", "Li Wei")


@pytest.mark.parametrize(
    "block", ["", "{", "null", "[1, 2]", '"x"', "[" * 100_000, '{"@type": "NewsArticle", "author": 3}']
)  # fmt: skip
def test_broken_metadata_are_passed_over(block: str) -> None:
    assert read_json_ld([block]).headline is None
    page = web_page(head=f"<script type='application/ld+json'>{block}</script>")
    assert read_html(page).title == "Bridge closes"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*NEWS, "@id", "name", "@graph"]), inner, max_size=5)
        ),
        max_leaves=20,
    )
)
def test_any_metadata_can_be_read(value: Any) -> None:
    read_json_ld([json.dumps(value)])


def test_metadata_of_meta_elements_are_taken() -> None:
    head = (
        '<meta property="og:site_name" content="The Daily"><meta name=author content="By Jane Doe | Daily">'
        '<meta property="article:published_time" content="2026-03-04T10:00:00Z">'
        '<link rel=canonical href="https://daily.example/bridge">'
    )
    content = read_html(web_page(head=head))
    assert (content.title, content.byline, content.site) == (
        "Bridge closes",
        "Jane Doe",
        "The Daily",
    )
    assert content.published == date(2026, 3, 4)
    assert content.url == "https://daily.example/bridge"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("/bridge", "https://daily.example/bridge"),
        ("https://www.daily.example/bridge", "https://www.daily.example/bridge"),
        ("https://other.example/bridge", "https://daily.example/a?b=c"),
        ("javascript:alert(1)", "https://daily.example/a?b=c"),
        ("https://user:x@daily.example/", "https://daily.example/a?b=c"),
        ("https://[", "https://daily.example/a?b=c"),
        ("", "https://daily.example/a?b=c"),
    ],
)
def test_the_pages_own_address_is_believed_on_its_site(canonical: str, url: str) -> None:
    page = web_page(head=f'<link rel="canonical" href="{canonical}">')
    assert read_html(page, url="https://daily.example/a?b=c").url == url


def test_known_metadata_are_taken_instead() -> None:
    article = load_article(web_page(head=script(NEWS)), title="Mine", byline="Me", site="Here")
    assert (article.title, article.byline, article.site) == ("Mine", "Me", "Here")
    assert article.published == date(2026, 3, 4)


def test_a_page_for_subscribers_is_noted() -> None:
    page = web_page(head=script({**NEWS, "isAccessibleForFree": "False"}))
    [note] = read_html(page).notes
    assert note.kind == "paywall"
    assert note.serious


def test_a_page_for_subscribers_without_text_is_said() -> None:
    page = (
        f"<html><head>{script({**NEWS, 'isAccessibleForFree': False})}</head><body></body></html>"
    )
    with pytest.raises(ArticleError, match="for subscribers"):
        load_article(page)


def test_a_short_page_is_noted() -> None:
    assert [
        note.kind for note in read_html(web_page("<p>The bridge is shut today.</p>")).notes
    ] == ["short"]


def test_a_page_built_by_a_script_is_said() -> None:
    with pytest.raises(ArticleError, match="a script may build it"):
        load_article(
            "<!doctype html><html><body><div id=root></div><script>go()</script></body></html>"
        )


def test_the_message_to_a_model_has_only_the_article() -> None:
    from summarize.messages import article_message

    message = article_message(load_article(web_page(head=script(NEWS))))
    assert "[1] The city council voted on Monday" in message
    assert "Home" not in message
    assert "<p>" not in message


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5_000 + PROSE,
        "<html><body>" + "<p>a" * 8_000,
        "<html><body><table>" + "<tr><td>" * 2_000 + PROSE,
        "<html><body>" + "<blockquote>" * 3_000 + PROSE,
        "<html>\x00<body>\ud800" + PROSE,
        "<html><body>&#x0;&#xD800;&#x110000;" + PROSE,
    ],
    ids=["deep", "unclosed", "tables", "quotations", "invalid", "entities"],
)
def test_a_broken_page_is_read_or_refused(page: str) -> None:
    try:
        article = load_article(page)
    except ArticleError:
        return
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40))
def test_offsets_are_exact_whatever_a_page_holds(text: str, title: str) -> None:
    page = web_page(f"{PROSE}<p>{text}</p>", f"<meta property='og:title' content=\"{title}\">")
    article = load_article(page)
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)
