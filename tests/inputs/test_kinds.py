from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import load_article
from summarize.errors import ArticleError
from summarize.inputs import Kind, detect_kind
from tests.inputs.pages import PROSE, paragraph, pdf_document, web_page, word_document

MAIL = b"Received: by a\r\nFrom: Jane <j@d.example>\r\nSubject: Bridge\r\nDate: x\r\n\r\nThe bridge is shut."
KINDS: dict[str, tuple[bytes, Kind]] = {
    "prose": (b"The bridge opened on Monday.", "text"),
    "Markdown": (b"# Bridge opens\n\nThe bridge *opened*.", "text"),
    "Markdown with tags": (b"<div align=center>Logo</div>\n\n# Bridge\n\nThe bridge opened.", "text"),
    "a comparison": (b"a <b and c> d, said the engineer.", "text"),
    "a pasted mail": (b"From: Jane\nSubject: Bridge\n\nThe bridge is shut.", "text"),
    "a word and a colon": (b"Update: the bridge is shut.\nMore: soon.\nEnd: now.\n", "text"),
    "page": (web_page().encode(), "html"),
    "page after a comment": (b"<!-- saved -->\n\n<!DOCTYPE html><p>x", "html"),
    "page in UTF-16": (web_page().encode("utf-16"), "html"),
    "page with a mark": (b"\xef\xbb\xbf<html><body>x", "html"),
    "XHTML": (b"<?xml version='1.0'?>\n<html xmlns='x'><body/></html>", "html"),
    "piece of a page": (PROSE.encode(), "html"),
    "PDF": (pdf_document("BT ET"), "pdf"),
    "PDF after noise": (b"\r\n\r\n%PDF-1.4", "pdf"),
    "Word": (word_document(paragraph("The bridge is shut.")), "docx"),
    "mail": (MAIL, "mail"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), KINDS.values(), ids=list(KINDS))
def test_the_kind_is_told_by_the_content(data: bytes, kind: Kind) -> None:
    assert detect_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "news feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "news feed"),
        (b"<?xml version='1.0'?><book/>", "XML document"),
        (b"{\\rtf1 The bridge}", "RTF document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20, "old Office document"),
        (b"PK\x05\x06" + b"\0" * 18, "empty ZIP archive"),
        (b"PK\x03\x04broken", "ZIP archive"),
    ],
)
def test_what_holds_no_article_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=f"The data.*{reason}"):
        load_article(data)


def test_a_text_that_ends_in_words_is_kept_as_given() -> None:
    text = "<p>The bridge opened on Monday.</p>\n\nIt cost five million dollars."
    assert load_article(text).text == text


def test_a_large_page_is_refused_by_max_bytes() -> None:
    page = web_page(PROSE * 20)
    for source in (page, page.encode()):
        with pytest.raises(ArticleError, match="max_bytes is 5,000"):
            load_article(source, max_bytes=5_000)


def test_a_page_may_be_larger_than_its_text() -> None:
    page = web_page(head=f"<script>{'x' * 50_000}</script>")
    assert load_article(page, max_chars=2_000).title == "Bridge closes"


@given(st.binary(max_size=400))
def test_any_data_are_read_or_refused(data: bytes) -> None:
    try:
        article = load_article(data)
    except ArticleError:
        return
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


@given(
    st.sampled_from([web_page().encode(), KINDS["Word"][0], KINDS["PDF"][0], MAIL]),
    st.integers(0, 2_000),
    st.binary(max_size=8),
)
def test_any_damage_is_read_or_refused(data: bytes, at: int, noise: bytes) -> None:
    at %= len(data)
    with suppress(ArticleError):
        load_article(data[:at] + noise + data[at + len(noise) :])
