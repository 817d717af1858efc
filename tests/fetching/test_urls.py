from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import FetchError
from summarize.fetching.urls import join, read_url, shown

REFUSED = {
    "": "only https",
    "example.org": "only https",
    "//example.org/": "only https",
    "file:///etc/passwd": "only https",
    "ftp://example.org/": "only https",
    "gopher://example.org/": "only https",
    "data:text/html,hello": "only https",
    "javascript:alert(1)": "only https",
    "https://": "no host",
    "https:///path": "no host",
    "https://user@example.org/": "user name or password",
    "https://user:secret@example.org/": "user name or password",
    "https://example.org@127.0.0.1/": "user name or password",
    "https://example.org:pass@[::1]/": "user name or password",
    "https://example.org:22/": "port 22",
    "https://example.org:8443/": "port 8443",
    "https://example.org:0/": "port 0",
    "https://example.org:99999/": "no web address",
    "https://exa mple.org/": "space",
    "https://example.org\\@evil.org/": "backslash",
    "https://example.org/\r\nHost: evil.org": "invisible",
    "https://exam\u200bple.org/": "invisible",
    "https://[::1": "no web address",
    "https://2130706433/": "unusual form",
    "https://0x7f000001/": "unusual form",
    "https://0177.0.0.1/": "unusual form",
    "https://127.1/": "unusual form",
    "https://127.0.0.1./": None,
    "https://１２７.０.０.１/": "unusual form",
    "https://example.0x7f/": "unusual form",
    "https://localhost/": "local network",
    "https://localhost./": "local network",
    "https://server/": "local network",
    "https://printer.local/": "local network",
    "https://metadata.google.internal/": "local network",
    "https://app.localhost/": "local network",
    "https://-bad.org/": "no name",
    "https://a..b.org/": "no name",
    "https://" + "a" * 64 + ".org/": "no name",
    "https://example.org/" + "a" * 5000: "at most",
}


@pytest.mark.parametrize(("url", "reason"), REFUSED.items(), ids=[u[:40] for u in REFUSED])
def test_what_is_no_public_page_is_refused(url: str, reason: str | None) -> None:
    if reason is None:  # an address, which is refused when it is connected
        assert read_url(url).host == "127.0.0.1"
    else:
        with pytest.raises(FetchError, match=reason):
            read_url(url)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://example.org", "example.org", "/"),
        ("HTTPS://EXAMPLE.org:443/a?b=c#d", "example.org", "/a?b=c"),
        ("https://example.org./a", "example.org", "/a"),
        ("https://müller.example/straße?q=ä", "xn--mller-kva.example", "/stra%C3%9Fe?q=%C3%A4"),
        ("https://новини.укр/1", "xn--b1amarcd.xn--j1amh", "/1"),
        ("https://[2606:4700::1111]/x", "2606:4700::1111", "/x"),
        (" https://example.org/a%20b ", "example.org", "/a%20b"),
    ],
)
def test_an_address_is_read(url: str, host: str, path: str) -> None:
    target = read_url(url)
    assert (target.host, target.path) == (host, path)


def test_a_private_name_and_port_are_taken_when_allowed() -> None:
    target = read_url("http://localhost:8080/a", private=True)
    assert (target.host, target.port, target.origin) == ("localhost", 8080, "http://localhost:8080")


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b?c", "https://example.org/b?c"),
        ("b", "https://example.org/a/b"),
        ("//other.org/", "https://other.org/"),
        ("http://other.org/", "http://other.org/"),
    ],
)
def test_a_redirect_is_joined(location: str, url: str) -> None:
    assert join(read_url("https://example.org/a/"), location).url == url


def test_a_redirect_to_nowhere_is_refused() -> None:
    with pytest.raises(FetchError, match="no web address"):
        join(read_url("https://example.org/"), "https://[")


def test_messages_show_no_password_and_no_query() -> None:
    text = shown("https://user:secret@example.org/a?key=hidden#part")
    assert text == "https://example.org/a"


@given(st.text())
def test_any_text_is_read_or_refused(url: str) -> None:
    for private in (False, True):
        try:
            target = read_url(url, private=private)
        except FetchError:
            continue
        assert target.url.isascii()
        assert read_url(target.url, private=True) == target


@given(st.from_regex(r"https?://[\w.\[\]:@%\\-]{1,30}(/[\w?#&=%.]{0,10})?", fullmatch=True))
def test_whatever_looks_like_an_address_is_read_or_refused(url: str) -> None:
    try:
        target = read_url(url)
    except FetchError:
        return
    assert target.port in (80, 443)
    assert read_url(target.url) == target
