from __future__ import annotations

import gzip
import ssl
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpcore2
import pytest
import trustme

from summarize import fetch_article
from summarize.article import Article
from summarize.errors import ArticleError, FetchError
from summarize.fetching.connecting import CheckedBackend, Clock, resolve
from tests.fetching.web import PAGE, Site, bomb, drip, names, page, redirect, serve, unknown

LOOPBACK = names("127.0.0.1")


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as web:
        web.pages["/"] = page()
        web.pages["/robots.txt"] = page(b"", status=404)
        yield web


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    with serve(authority.issue_cert("news.example")) as web:
        web.pages["/"] = page()
        yield web


def fetch(site: Site, path: str = "/", **options: Any) -> Article:
    """The article at a path of a site on loopback, which must be allowed."""
    options = {"allow_private": True, "resolver": LOOPBACK, "timeout": 20.0, **options}
    return fetch_article(f"http://news.example:{site.port}{path}", **options)


# What comes back


def test_a_page_becomes_an_article_with_its_address(site: Site) -> None:
    article = fetch(site)
    assert article.title == "Bridge closes"
    assert article.url == f"http://news.example:{site.port}/"
    assert len(article.sentences) == 6
    assert article.extractor is not None


def test_the_request_says_who_asks_and_carries_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:1")
    monkeypatch.setenv("http_proxy", "http://proxy.example:1")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:1")
    fetch(site)
    sent = site.headers[-1]
    assert sent["user-agent"].startswith("summarize/")
    assert sent["host"] == f"news.example:{site.port}"
    assert not {"cookie", "authorization", "referer", "proxy-authorization"} & set(sent)


def test_known_metadata_is_taken_instead(site: Site) -> None:
    assert fetch(site, title="Mine", language="en").title == "Mine"


def test_a_text_is_read_as_text(site: Site) -> None:
    site.pages["/a.txt"] = page(b"The bridge opened on Monday.", kind="text/plain")
    assert fetch(site, "/a.txt").text == "The bridge opened on Monday."


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "cp1251"])
def test_the_charset_of_the_header_is_used(site: Site, charset: str) -> None:
    text = "Міська рада проголосувала за закриття мосту.".replace("і", "и")
    site.pages["/a"] = page(text.encode(charset), kind=f"text/plain; charset={charset}")
    article = fetch(site, "/a")
    assert article.text == text
    assert article.encoding is not None
    assert article.encoding.endswith("(declared)")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "identity"])
def test_a_packed_page_is_unpacked(site: Site, coding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "raw deflate": raw.compress(PAGE) + raw.flush(),
        "identity": PAGE,
    }
    site.pages["/a"] = page(packed[coding], Content_Encoding=coding.rsplit(maxsplit=1)[-1])
    assert fetch(site, "/a").title == "Bridge closes"


def test_a_page_for_subscribers_is_noted(site: Site) -> None:
    script = b'<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    site.pages["/a"] = page(PAGE.replace(b"</head>", script + b"</head>"))
    assert "paywall" in [note.kind for note in fetch(site, "/a").notes]


# Redirects


def test_redirects_are_followed_and_the_last_address_kept(site: Site) -> None:
    site.pages |= {"/a": redirect("/b", 301), "/b": redirect("c?x=1", 307), "/c": page()}
    assert fetch(site, "/a").url == f"http://news.example:{site.port}/c?x=1"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_circle_of_redirects_ends(site: Site, status: int) -> None:
    site.pages |= {"/a": redirect("/b", status), "/b": redirect("/a", status)}
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetch(site, "/a")
    assert len([path for path in site.asked if path != "/robots.txt"]) == 6


def test_more_redirects_can_be_allowed(site: Site) -> None:
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(8)}
    site.pages["/8"] = page()
    assert fetch(site, "/0", max_redirects=8).title == "Bridge closes"


def test_a_redirect_to_nowhere_is_said(site: Site) -> None:
    site.pages["/a"] = page(b"", status=302)
    with pytest.raises(FetchError, match="doesn't say where"):
        fetch(site, "/a")


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "https://user:secret@news.example/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.1/",
        "https://[fe80::1%25eth0]/",
        "http://",
        "//[::",
    ],
)
def test_a_redirect_to_what_is_no_page_is_refused(site: Site, target: str) -> None:
    site.pages["/a"] = redirect(target)
    with pytest.raises(FetchError) as caught:
        fetch(site, "/a", robots=False)
    assert "secret" not in str(caught.value)
    assert set(site.asked) == {"/a"}


# Addresses that are not public: nothing is ever connected


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104  # to be refused
    "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.192", "198.18.0.1", "203.0.113.1", "224.0.0.251", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "::1", "::", "fe80::1", "fd00::1", "fc00::1", "ff02::1", "fec0::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "4000::1",
]  # fmt: skip


class Unconnected:
    """A socket backend that only counts."""

    calls: list[str]

    def __init__(self) -> None:
        self.calls = []

    def connect_tcp(self, host: str, *_: Any) -> Any:
        self.calls.append(host)
        raise httpcore2.ConnectError("nothing is connected in this test")


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Unconnected:
    backend = Unconnected()
    monkeypatch.setattr(httpcore2, "SyncBackend", lambda: backend)
    return backend


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_such_an_address_is_not_connected(
    address: str, scheme: str, sockets: Unconnected
) -> None:
    with pytest.raises(FetchError, match=r"not connected to.*allow_private"):
        fetch_article(f"{scheme}://news.example/", resolver=names(address))
    assert sockets.calls == []


@pytest.mark.parametrize("address", PRIVATE)
def test_such_an_address_itself_is_not_connected(address: str, sockets: Unconnected) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(FetchError):
        fetch_article(f"http://{host}/", resolver=unknown)
    assert sockets.calls == []


@pytest.mark.parametrize("others", [("93.184.216.34", "10.0.0.1"), ("10.0.0.1", "93.184.216.34")])
def test_one_such_address_among_others_is_enough(
    others: Sequence[str], sockets: Unconnected
) -> None:
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetch_article("https://news.example/", resolver=names(*others))
    assert sockets.calls == []


def test_a_name_is_resolved_once_and_its_checked_addresses_connected(sockets: Unconnected) -> None:
    answers = iter([["93.184.216.34", "2606:4700::1111"], ["127.0.0.1"]])
    with pytest.raises(FetchError, match="no connection"):
        fetch_article("https://news.example/", resolver=lambda *_: next(answers))
    assert sockets.calls == ["93.184.216.34", "2606:4700::1111"]


@pytest.mark.parametrize("target", ["http://{}/", "https://{}/", "//{}/", "http://{}:80/x"])
@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:7f00:1]"]
)
def test_a_redirect_to_such_an_address_is_not_followed(
    address: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first server is let through as if it were public; what it redirects to is not."""
    with serve() as web:
        web.pages["/"] = redirect(target.format(address))
        real = httpcore2.SyncBackend()
        connected: list[str] = []

        class Rerouted:
            def connect_tcp(self, host: str, _port: int, *rest: Any) -> Any:
                connected.append(host)
                return real.connect_tcp("127.0.0.1", web.port, *rest)

        monkeypatch.setattr(httpcore2, "SyncBackend", Rerouted)
        monkeypatch.setattr(CheckedBackend, "_checked", lambda _self, stream, _host: stream)
        monkeypatch.setattr("summarize.fetching.pages._Fetcher._page_answer", _plainly)
        with pytest.raises(FetchError, match="not connected to"):
            fetch_article("http://news.example/", resolver=names("93.184.216.34"), robots=False)
        assert connected == ["93.184.216.34"]
        assert web.asked == ["/"]


def _plainly(self: Any, target: Any) -> Any:
    """An answer without a try by https first."""
    return target, self._allowed_answer(target, 5.0)


def test_who_answers_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as web:
        real = httpcore2.SyncBackend()

        class Rerouted:
            def connect_tcp(self, _host: str, _port: int, *rest: Any) -> Any:
                return real.connect_tcp("127.0.0.1", web.port, *rest)

        monkeypatch.setattr(httpcore2, "SyncBackend", Rerouted)
        with pytest.raises(FetchError, match="answered from 127"):
            fetch_article("https://news.example/", resolver=names("93.184.216.34"))
        assert web.asked == []


def test_the_systems_resolver_is_asked_by_default() -> None:
    assert "127.0.0.1" in [*resolve("localhost", 80), "127.0.0.1"]
    with pytest.raises(FetchError, match="loopback"):
        fetch_article("http://127.0.0.1/")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(FetchError, match=r"There is no host news\.example"):
        fetch_article("https://news.example/", resolver=unknown)


def test_a_name_without_addresses_is_said() -> None:
    with pytest.raises(FetchError, match="no address"):
        fetch_article("https://news.example/", resolver=names())


# TLS


def test_https_with_a_valid_certificate(secure: Site, trusting: ssl.SSLContext) -> None:
    article = fetch_article(
        f"https://news.example:{secure.port}/",
        allow_private=True,
        resolver=LOOPBACK,
        ssl_context=trusting,
    )
    assert article.title == "Bridge closes"


@pytest.mark.parametrize("why", ["unknown authority", "other name"])
def test_a_certificate_that_is_not_valid_ends_the_fetch(
    secure: Site, trusting: ssl.SSLContext, why: str
) -> None:
    host, context = (
        ("news.example", None) if why == "unknown authority" else ("other.example", trusting)
    )
    with pytest.raises(FetchError, match="certificate is not valid"):
        fetch_article(
            f"https://{host}:{secure.port}/",
            allow_private=True,
            resolver=LOOPBACK,
            ssl_context=context,
        )
    assert secure.asked == []


def test_a_redirect_from_https_to_http_is_not_followed(
    secure: Site, site: Site, trusting: ssl.SSLContext
) -> None:
    secure.pages["/"] = redirect(f"http://news.example:{site.port}/")
    with pytest.raises(FetchError, match="not encrypted"):
        fetch_article(
            f"https://news.example:{secure.port}/",
            allow_private=True,
            resolver=LOOPBACK,
            ssl_context=trusting,
        )
    assert site.connections == 0


@pytest.fixture
def rerouted(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[int, int]], None]:
    """Ports 80 and 443 that lead to servers of this test."""

    def reroute(ports: dict[int, int]) -> None:
        real = httpcore2.SyncBackend()

        class Rerouted:
            def connect_tcp(self, _host: str, port: int, *rest: Any) -> Any:
                if port not in ports:
                    raise httpcore2.ConnectError("refused")
                return real.connect_tcp("127.0.0.1", ports[port], *rest)

        monkeypatch.setattr(httpcore2, "SyncBackend", Rerouted)

    return reroute


def test_https_is_tried_first(
    secure: Site, site: Site, trusting: ssl.SSLContext, rerouted: Callable[[dict[int, int]], None]
) -> None:
    rerouted({80: site.port, 443: secure.port})
    article = fetch_article(
        "http://news.example/", allow_private=True, resolver=LOOPBACK, ssl_context=trusting
    )
    assert article.url == "https://news.example/"
    assert site.connections == 0


def test_http_is_taken_where_nothing_answers_by_https(
    site: Site, rerouted: Callable[[dict[int, int]], None]
) -> None:
    rerouted({80: site.port})
    assert fetch_article("http://news.example/", allow_private=True, resolver=LOOPBACK).url == (
        "http://news.example/"
    )


def test_a_bad_certificate_is_no_reason_to_take_http(
    secure: Site, site: Site, rerouted: Callable[[dict[int, int]], None]
) -> None:
    rerouted({80: site.port, 443: secure.port})
    with pytest.raises(FetchError, match="certificate"):
        fetch_article("http://news.example/", allow_private=True, resolver=LOOPBACK)
    assert site.connections == 0


# Size and time


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_at_the_limit(site: Site, coding: str) -> None:
    site.pages["/a"] = bomb(50, coding)
    with pytest.raises(FetchError, match="more than 1,000,000 bytes; pass a larger max_bytes"):
        fetch(site, "/a", max_bytes=1_000_000)


def test_a_long_page_is_stopped_at_the_limit(site: Site) -> None:
    site.pages["/a"] = page(PAGE + b" " * 200_000)
    with pytest.raises(FetchError, match="more than 100,000 bytes"):
        fetch(site, "/a", max_bytes=100_000)


@pytest.mark.parametrize("headers", [False, True], ids=["body", "headers"])
def test_a_page_that_drips_ends_with_the_time(site: Site, headers: bool) -> None:
    site.pages["/a"] = drip(site.stop, headers=headers)
    with pytest.raises(FetchError, match=r"not complete after 0\.5 seconds"):
        fetch(site, "/a", timeout=0.5, robots=False)


def test_a_resolver_that_never_answers_ends_with_the_time(site: Site) -> None:
    def slow(*_: Any) -> Sequence[str]:
        site.stop.wait(20)
        return ()

    with pytest.raises(FetchError, match=r"0\.2 seconds"):
        fetch(site, timeout=0.2, resolver=slow)


def test_no_time_is_left_after_the_time() -> None:
    clock = Clock(0)
    with pytest.raises(TimeoutError):
        clock.left()


def test_headers_without_end_are_stopped(site: Site) -> None:
    site.pages["/a"] = page(X_Long="a" * 200_000)
    with pytest.raises(FetchError, match="broke off or sent no proper HTTP"):
        fetch(site, "/a", robots=False)


# What servers answer


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "user name and password"),
        (402, "payment"),
        (403, "without a subscription"),
        (404, "no such page"),
        (410, "removed"),
        (418, "refuses the request"),
        (429, "too often"),
        (451, "legal"),
        (500, "fails at present"),
        (503, "fails at present"),
        (204, "no page"),
    ],
)
def test_a_status_is_said_in_words(site: Site, status: int, reason: str) -> None:
    site.pages["/a"] = page(b"", status=status)
    with pytest.raises(FetchError, match=reason) as caught:
        fetch(site, "/a")
    assert caught.value.status == status


@pytest.mark.parametrize(
    "kind",
    [
        "image/png",
        "video/mp4",
        "application/zip",
        "application/json",
        "application/javascript",
        "text/css",
    ],
)
def test_a_type_that_holds_no_article_is_not_read(site: Site, kind: str) -> None:
    site.pages["/a"] = page(b"x" * 100, kind=kind)
    with pytest.raises(FetchError, match=f"of the type {kind}"):
        fetch(site, "/a")


def test_a_page_without_a_type_is_told_by_its_content(site: Site) -> None:
    site.pages["/a"] = page(kind=None)
    assert fetch(site, "/a").title == "Bridge closes"


def test_an_image_that_calls_itself_a_page_is_told(site: Site) -> None:
    site.pages["/a"] = page(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(ArticleError, match="a PNG image"):
        fetch(site, "/a")


def test_a_coding_that_was_not_asked_for_is_refused(site: Site) -> None:
    site.pages["/a"] = page(Content_Encoding="br")
    with pytest.raises(FetchError, match="coding 'br'"):
        fetch(site, "/a")


@pytest.mark.parametrize("damage", ["cut", "noise"])
def test_damaged_data_are_said(site: Site, damage: str) -> None:
    packed = gzip.compress(PAGE)
    site.pages["/a"] = page(packed[:-20] if damage == "cut" else b"noise", Content_Encoding="gzip")
    with pytest.raises(FetchError, match=r"damaged data|before its data were complete"):
        fetch(site, "/a")


def test_what_is_no_http_is_said(site: Site) -> None:
    def noise(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"SSH-2.0-OpenSSH_9.9\r\n")

    site.pages["/a"] = noise
    with pytest.raises(FetchError, match="no proper HTTP"):
        fetch(site, "/a", robots=False)


def test_a_page_without_an_article_is_said(site: Site) -> None:
    site.pages["/a"] = page(b"<!doctype html><html><body><script>build()</script></body></html>")
    with pytest.raises(ArticleError, match=r"The page http://news.example.*No article was found"):
        fetch(site, "/a")


# robots.txt


def robots(text: str) -> Any:
    return page(text.encode(), kind="text/plain")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /private/", "/a", True),
        ("User-agent: summarize\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: summarize\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a$", "/a", True),
        ("", "/a", True),
        ("<html>not found</html>", "/a", True),
    ],
)
def test_the_sites_rules_are_kept(site: Site, text: str, path: str, allowed: bool) -> None:
    site.pages |= {"/robots.txt": robots(text), "/a": page()}
    if allowed:
        assert fetch(site, path).title == "Bridge closes"
        return
    with pytest.raises(FetchError, match=r"robots\.txt asks programs not to"):
        fetch(site, path)
    assert path not in site.asked


def test_the_sites_rules_can_be_left_unread(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /")
    assert fetch(site, robots=False).title == "Bridge closes"
    assert site.asked == ["/"]


def test_rules_hold_for_where_a_redirect_leads(site: Site) -> None:
    site.pages |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /b"),
        "/a": redirect("/b"),
        "/b": page(),
    }
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetch(site, "/a")
    assert "/b" not in site.asked


def test_rules_that_cannot_be_read_now_forbid(site: Site) -> None:
    site.pages["/robots.txt"] = page(b"", status=503)
    with pytest.raises(FetchError, match="ignore-robots") as caught:
        fetch(site)
    assert caught.value.status == 503


def test_rules_that_move_are_followed(site: Site) -> None:
    site.pages |= {
        "/robots.txt": redirect("/rules"),
        "/rules": robots("User-agent: *\nDisallow: /"),
    }
    with pytest.raises(FetchError, match=r"robots\.txt asks"):
        fetch(site)


def test_of_endless_rules_the_first_are_read(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n" + "# more\n" * 100_000)
    with pytest.raises(FetchError, match=r"robots\.txt asks"):
        fetch(site)


def test_rules_with_many_wildcards_take_no_time(site: Site) -> None:
    site.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /" + "*a" * 5_000 + "*b")
    site.pages["/" + "a" * 3_000] = page()
    assert fetch(site, "/" + "a" * 3_000).title == "Bridge closes"


# Errors hold no secrets


def test_a_query_stays_out_of_messages(site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(site, "/gone?token=hidden")
    assert "hidden" not in str(caught.value)
