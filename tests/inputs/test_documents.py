from __future__ import annotations

import sys
from datetime import date
from email.message import EmailMessage

import pytest

from summarize import load_article
from summarize.errors import ArticleError, ConfigurationError
from tests.inputs.pages import (
    ORDER,
    PARAGRAPHS,
    lines_of,
    paragraph,
    pdf_document,
    run,
    web_page,
    word_document,
)

SHUT = "The bridge is shut for two years."
COST = "Repairs cost five million dollars."

# Word


def test_a_word_document_becomes_an_article() -> None:
    body = (
        paragraph("Bridge closes", "Title")
        + paragraph(SHUT)
        + paragraph("Costs", "Heading2")
        + paragraph("First item of all.", "ListParagraph")
        + paragraph(COST, "Quote")
    )
    article = load_article(word_document(body, title="Bridge closes"))
    assert (
        article.text
        == f"## Bridge closes\n\n{SHUT}\n\n## Costs\n\n- First item of all.\n\n> {COST}"
    )
    assert article.title == "Bridge closes"
    assert str(article.extractor).startswith("summarize ")
    assert SHUT in [sentence.text for sentence in article.sentences]


@pytest.mark.parametrize(
    "properties",
    ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'],
    ids=["vanish", "white", "tiny"],
)
def test_what_a_word_document_hides_is_left_out_and_told(properties: str) -> None:
    article = load_article(word_document(paragraph(SHUT) + paragraph(ORDER, "", properties)))
    assert article.text == SHUT
    assert [note.kind for note in article.notes] == ["hidden-text", "hidden-instructions"]


def test_inserted_text_is_kept_and_deleted_text_is_not() -> None:
    body = (
        f"<w:p>{run('The bridge ')}<w:ins>{run('is shut')}</w:ins>"
        f"<w:del><w:r><w:delText>was open</w:delText></w:r></w:del>{run('.')}</w:p>"
    )
    assert load_article(word_document(body)).text == "The bridge is shut."


def test_a_table_becomes_rows() -> None:
    cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in ("Year", "Cost"))
    body = f"{paragraph(SHUT)}<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert load_article(word_document(body)).text == f"{SHUT}\n\nYear | Cost"


def test_a_title_of_a_template_is_not_taken() -> None:
    assert load_article(word_document(paragraph(SHUT), title="Normal.dotm")).title is None


@pytest.mark.parametrize("body", ["", "<w:p>"], ids=["empty", "damaged"])
def test_a_word_document_without_text_is_said(body: str) -> None:
    with pytest.raises(ArticleError, match=r"The data.*(?:empty|damaged|no text)"):
        load_article(word_document(body))


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(ArticleError, match="unpacks to more than"):
        load_article(word_document(f"<!--{' ' * 30_000_000}--><x/>"))


def test_entities_of_a_word_document_are_not_expanded() -> None:
    document = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"<w:p><w:r><w:t>{SHUT} &a;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    article = load_article(word_document(document))
    assert article.text == SHUT


# Mail


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jane Doe <jane@daily.example>"
    message["To"] = "reader@daily.example"
    message["Subject"] = "Brücke gesperrt"
    message["Date"] = "Wed, 04 Mar 2026 23:30:00 +0200"
    message["Message-ID"] = "<1@daily.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_mail_becomes_an_article() -> None:
    message = mail()
    message.set_content(f"{SHUT}\n\n{COST}\n", charset="iso-8859-1", cte="quoted-printable")
    message.add_attachment(
        b"A text of its own.", maintype="text", subtype="plain", filename="a.txt"
    )
    article = load_article(message.as_bytes())
    assert [sentence.text for sentence in article.sentences] == [SHUT, COST]
    assert (article.title, article.byline) == ("Brücke gesperrt", "Jane Doe")
    assert article.published == date(2026, 3, 4)
    assert article.extractor == "email"


def test_the_html_part_of_a_mail_is_taken() -> None:
    message = mail()
    message.set_content("Open this mail in a browser.")
    message.add_alternative(web_page(), subtype="html")
    assert [s.text for s in load_article(message.as_bytes()).sentences] == PARAGRAPHS


def test_a_saved_web_archive_is_read() -> None:
    message = mail(Snapshot_Content_Location="https://daily.example/bridge")
    message.set_content(web_page(), subtype="html")
    assert load_article(message.as_bytes()).url == "https://daily.example/bridge"


def test_a_mail_without_text_is_said() -> None:
    message = mail()
    message.set_content(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(ArticleError, match="a mail without text"):
        load_article(message.as_bytes())


# PDF


def test_the_lines_of_a_pdf_become_paragraphs() -> None:
    first = lines_of("The council voted on Tuesday to close the Mill Street bridge for two years, after engi-",
                     "neers found cracks in three of its piers.")  # fmt: skip
    second = lines_of(
        "Repairs are said to cost five million dollars, and the mayor asks for patience.", top=660
    )
    article = load_article(pdf_document(first + second))
    assert article.text.split("\n\n") == [
        "The council voted on Tuesday to close the Mill Street bridge for two years, after engineers found "
        "cracks in three of its piers.",
        "Repairs are said to cost five million dollars, and the mayor asks for patience.",
    ]
    assert str(article.extractor).startswith("pypdf ")


def test_headers_and_page_numbers_are_left_out() -> None:
    pages = [
        lines_of("The Daily Post, 4 March", top=770)
        + lines_of(f"On page {word} the bridge is shut, as the council voted.")
        + lines_of(f"Page {n}", top=30)
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    text = load_article(pdf_document(*pages)).text
    assert "Daily Post" not in text
    assert "Page 1" not in text
    assert "On page three" in text


@pytest.mark.parametrize("before", ["3 Tr\n", "1 1 1 rg\n", "1 g\n", "/F1 1 Tf\n"])
def test_what_a_pdf_hides_is_left_out_and_told(before: str) -> None:
    page = lines_of(SHUT) + f"q\n{lines_of(ORDER, top=600, before=before)}\nQ\n"
    article = load_article(pdf_document(page))
    assert article.text == SHUT
    assert [note.kind for note in article.notes] == ["hidden-text", "hidden-instructions"]


def test_the_recognised_text_of_a_scan_is_kept() -> None:
    assert load_article(pdf_document(lines_of(SHUT, before="3 Tr\n"))).text == SHUT


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document that can't be read"),
        (pdf_document("0 0 10 10 re f"), "without text"),
    ],
)
def test_a_pdf_that_shows_no_text_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        load_article(data)


def test_a_long_pdf_is_refused() -> None:
    with pytest.raises(ArticleError, match="over 20 characters, which is max_chars"):
        load_article(pdf_document(lines_of(SHUT)), max_chars=20)


def test_without_the_extra_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'summarize\[pdf\]'"):
        load_article(pdf_document(lines_of(SHUT)))
