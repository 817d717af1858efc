from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from summarize import ArticleError, load_article
from summarize.batch.items import Item, SeenIds, item_of

TEXT = "The bridge opened on Monday."


@pytest.mark.parametrize(
    ("value", "name", "source"),
    [
        pytest.param(TEXT, "7", TEXT, id="text"),
        pytest.param(b"bytes", "7", b"bytes", id="bytes"),
        pytest.param(Path("a/b.txt"), "a/b.txt", Path("a/b.txt"), id="path"),
        pytest.param(("x", TEXT), "x", TEXT, id="pair"),
        pytest.param((12, Path("b.txt")), "12", Path("b.txt"), id="number-and-path"),
        pytest.param({"text": TEXT}, "7", TEXT, id="mapping"),
        pytest.param({"id": "x", "text": TEXT}, "x", TEXT, id="mapping-with-id"),
        pytest.param({"id": 0, "text": TEXT}, "0", TEXT, id="id-zero"),
        pytest.param({"id": "x", "path": "b.txt"}, "x", Path("b.txt"), id="mapping-with-path"),
        pytest.param({"id": None, "text": TEXT}, "7", TEXT, id="id-null"),
    ],
)
def test_a_value_has_an_id_and_a_source(value: Any, name: str, source: object) -> None:
    item = item_of(value, "7")
    assert (item.id, item.source, item.error) == (name, source, None)


def test_an_article_is_taken_as_it_is() -> None:
    article = load_article(TEXT)
    assert item_of(article, "7").load() is article


def test_a_mapping_tells_what_is_known() -> None:
    row = {"text": TEXT, "title": "Bridge", "byline": "Ada", "site": "News", "language": "en"}
    row |= {"url": "https://example.org/1", "published": "2024-12-23T10:15:00+01:00"}
    article = item_of({**row, "other": 1}, "7").load()
    assert (article.title, article.byline, article.site) == ("Bridge", "Ada", "News")
    assert (article.url, article.language) == ("https://example.org/1", "en")
    assert article.published == date(2024, 12, 23)


@pytest.mark.parametrize("moment", [date(2024, 5, 3), datetime(2024, 5, 3, 22, tzinfo=UTC)])
def test_a_date_may_be_one(moment: object) -> None:
    assert item_of({"text": TEXT, "published": moment}, "7").load().published == date(2024, 5, 3)


def test_a_path_is_relative_to_the_lines_it_stands_in() -> None:
    assert item_of({"path": "b.txt"}, "7", beside=Path("a")).source == Path("a/b.txt")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(
            {"title": "Bridge"}, 'neither "text" nor "path" (it has "title")', id="no-text"
        ),
        pytest.param({}, "it has nothing", id="empty"),
        pytest.param({"text": TEXT, "path": "a"}, "both", id="both"),
        pytest.param({"text": 5}, "text must be a text, not 5", id="number"),
        pytest.param({"text": TEXT, "title": ["a"]}, "title must be a text, not ['a']", id="list"),
        pytest.param({"text": TEXT, "published": "Monday"}, "such as 2024-12-23", id="no-date"),
        pytest.param({"text": TEXT, "id": [1]}, "id must be", id="no-id"),
        pytest.param({"text": TEXT, "id": ""}, "id must be", id="empty-id"),
        pytest.param(5.0, "not float", id="float"),
        pytest.param(("a", 5), "not int", id="pair-of-number"),
    ],
)
def test_what_is_no_article_says_why(value: Any, said: str) -> None:
    item = item_of(value, "7")
    assert item.error is not None
    assert said in item.error
    with pytest.raises(ArticleError):
        item.load()


def test_a_wrong_value_that_is_long_is_not_shown() -> None:
    error = item_of({"text": ["the whole article " * 5]}, "7").error
    assert error == "text must be a text, not list."


def test_an_id_that_was_there_names_the_earlier_article() -> None:
    ids = SeenIds()
    assert ids.unique(Item("a", TEXT), 0).error is None
    assert ids.unique(Item("b", TEXT), 1).error is None
    again = ids.unique(Item("a", TEXT), 2)
    assert again.id == "a"
    assert again.error is not None
    assert "article 0" in again.error
