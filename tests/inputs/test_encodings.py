from __future__ import annotations

import pytest

from summarize import load_article
from summarize.errors import ArticleError
from summarize.inputs.encodings import declared_encoding, decode
from tests.inputs.pages import web_page

RUSSIAN = (
    "<p>Городской совет проголосовал во вторник за закрытие моста на два года после осмотра опор.</p>"
    * 3
)
JAPANESE = (
    "<p>市議会は火曜日、橋を二年間閉鎖することを決めた。技術者が橋脚に亀裂を見つけたためだ。</p>"
    * 3
)
GERMAN = "<p>Der Stadtrat beschloss am Dienstag, die Brücke für zwei Jahre zu schließen.</p>" * 3
PLAIN = {"iso-8859-1": GERMAN, "windows-1252": GERMAN, "windows-1251": RUSSIAN, "koi8-r": RUSSIAN}
DECLARED = {**PLAIN, "Shift_JIS": JAPANESE, "EUC-JP": JAPANESE, "iso-2022-jp": JAPANESE, "utf-8": JAPANESE}  # fmt: skip


@pytest.mark.parametrize("mark", ["<meta charset={}>", "<meta http-equiv=Content-Type content='text/html; charset={}'>"])  # fmt: skip
@pytest.mark.parametrize(("encoding", "text"), DECLARED.items())
def test_the_declared_encoding_is_used(encoding: str, text: str, mark: str) -> None:
    page = web_page(text, mark.format(encoding))
    article = load_article(page.encode(encoding))
    assert text[3:40] in article.text
    assert article.encoding == "utf-8" or str(article.encoding).endswith("(declared)")


def test_an_encoding_that_is_not_declared_is_detected() -> None:
    article = load_article(web_page(RUSSIAN).encode("cp1251"))
    assert RUSSIAN[3:40] in article.text
    assert article.encoding == "cp1251 (detected)"


def test_utf_8_is_believed_before_a_wrong_declaration() -> None:
    article = load_article(web_page(GERMAN, "<meta charset=iso-8859-1>").encode())
    assert "Brücke" in article.text
    assert article.encoding == "utf-8"


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "rot13", "zip", "no-such-thing"])
def test_a_declaration_of_no_encoding_is_ignored(label: str) -> None:
    data = web_page(
        "<p>+ADw-script+AD4- stays as it is written, says the man at the bridge.</p>"
    ).encode()
    assert decode(data, "It", declared=label)[:2] == (data.decode(), "utf-8")


def test_a_declaration_in_a_comment_is_none() -> None:
    assert declared_encoding(b"<!-- <meta charset=koi8-r> --><meta charset='cp1251'>") == "cp1251"


def test_a_stray_byte_is_replaced_and_noted() -> None:
    data = web_page(GERMAN * 3, "<meta charset=utf-8>").encode().replace(b"zwei", b"zw\xff", 1)
    article = load_article(data)
    assert "Brücke" in article.text
    assert [note.kind for note in article.notes] == ["undecodable", "short"]


def test_a_wrong_mark_is_said() -> None:
    with pytest.raises(ArticleError, match="byte-order mark of utf-8-sig but isn't"):
        load_article(b"\xef\xbb\xbfThe bridge\xff\xfe is shut.")
