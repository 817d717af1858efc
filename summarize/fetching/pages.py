"""One page from the web: requests, redirects and what a server may answer, within limits."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message

import httpcore2

from .. import __version__
from ..errors import FetchError
from .bodies import ACCEPTED, read_body
from .connecting import CheckedBackend, Clock, Resolver, resolve
from .robots import refuse_by_robots
from .urls import Target, join, read_url, shown

__all__ = ["Limits", "Page", "fetch_page"]

USER_AGENT = f"summarize/{__version__}"
_TYPES = frozenset(
    (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/x-markdown",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "message/rfc822",
        "multipart/related",
        "application/octet-stream",
        "binary/octet-stream",
    )
)
"""Types that an article may have; the last two say nothing, and the content decides."""
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_STEP = 10.0
"""Seconds that a server may be silent; one that sends a byte now and then is stopped by the whole time."""
_UPGRADE = 4.0
"""Seconds to wait for a connection by https where http was asked for."""
_LARGEST_ROBOTS = 512 * 1024
"""Bytes of robots.txt that are read: the least that RFC 9309 asks for is 500 KiB."""
_REASONS = {
    401: "asks for a user name and password",
    402: "asks for payment",
    403: "refuses to give the page to programs like this one, or without a subscription",
    404: "has no such page",
    407: "asks for a proxy's password",
    410: "has removed the page",
    429: "is asked too often at present",
    451: "may not give the page for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of time, data and patience one page may take."""

    seconds: float = 30.0
    max_bytes: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: the body unpacked, and what it says of it."""

    url: str
    """Where it was found in the end."""
    data: bytes
    media_type: str
    """In lower case, without parameters; empty where the server names none."""
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    data: bytes


class _Fetcher:
    """The state of one fetch: its clock, its limits and its connections."""

    def __init__(
        self,
        limits: Limits,
        *,
        private: bool,
        robots: bool,
        resolver: Resolver,
        ssl_context: ssl.SSLContext | None,
    ) -> None:
        self.limits = limits
        self.private = private
        self.robots = robots
        self.clock = Clock(limits.seconds)
        self._allowed: dict[str, str] = {}
        backend = CheckedBackend(self.clock, resolver=resolver, private=private)
        # A pool of its own, which knows nothing of proxies, cookies or netrc.
        self.pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context,
            network_backend=backend,
            max_connections=4,
            retries=0,
            http2=False,
        )

    def page(self, target: Target) -> Page:
        """The page at `target`, or where redirects lead."""
        for _ in range(self.limits.redirects + 1):
            target, answer = self._page_answer(target)
            if answer.status not in _REDIRECTS:
                return _page(target, answer)
            location = answer.headers.get("location")
            if not location:
                raise FetchError(
                    f"{shown(target.url)} redirects, but doesn't say where.", status=answer.status
                )
            target = self._next(target, location)
        raise FetchError(
            f"{shown(target.url)}: more than {self.limits.redirects} redirects, perhaps in a circle; "
            "pass the address where they end, or a larger max_redirects."
        )

    def _next(self, target: Target, location: str) -> Target:
        following = join(target, location, private=self.private)
        if (target.scheme, following.scheme) == ("https", "http"):
            raise FetchError(
                f"{shown(target.url)} redirects to {shown(following.url)}, which is not encrypted; "
                "it was not followed."
            )
        return following

    def _page_answer(self, target: Target) -> tuple[Target, _Answer]:
        """What the server says, by https if there is any, and where that was."""
        if target.scheme == "http" and target.port == 80:
            secure = Target("https", target.host, 443, target.path)
            try:
                return secure, self._allowed_answer(secure, _UPGRADE)
            except _UnreachableError:
                pass  # the site has no https, so what was asked for is all there is
        return target, self._allowed_answer(target, _STEP)

    def _allowed_answer(self, target: Target, connect: float) -> _Answer:
        if self.robots:
            self._ask_robots(target, connect)
        return self._answer(target, self.limits.max_bytes, connect)

    def _ask_robots(self, target: Target, connect: float) -> None:
        """Raise `FetchError` when the site's robots.txt keeps programs from the page."""
        if target.origin not in self._allowed:
            rules = Target(target.scheme, target.host, target.port, "/robots.txt")
            self._allowed[target.origin] = self._robots_text(rules, connect)
        if reason := refuse_by_robots(self._allowed[target.origin], target.url, USER_AGENT):
            raise FetchError(f"{shown(target.url)}: {reason}")

    def _robots_text(self, target: Target, connect: float) -> str:
        """The site's rules; those of RFC 9309 for a missing file (none) and a failing server (all)."""
        for _ in range(self.limits.redirects + 1):
            answer = self._answer(target, _LARGEST_ROBOTS, connect, whole=False)
            if answer.status in _REDIRECTS and "location" in answer.headers:
                target = self._next(target, answer.headers["location"])
                continue
            if answer.status >= 500 or answer.status == 429:
                raise FetchError(
                    f"{shown(target.url)} can't be read now (HTTP {answer.status}), so whether the page "
                    "may be fetched is unknown; try later, or pass robots=False (--ignore-robots).",
                    status=answer.status,
                )
            return answer.data.decode("utf-8", "replace") if answer.status < 300 else ""
        return ""

    def _answer(self, target: Target, most: int, connect: float, *, whole: bool = True) -> _Answer:
        """What the server says at `target`; the body only where it is a page or a robots.txt."""
        where = shown(target.url)
        headers = {
            "Host": target.origin.partition("//")[2],
            "User-Agent": USER_AGENT,
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9, "
            "application/pdf;q=0.8, */*;q=0.1",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
        }
        timeouts = {"connect": connect, "read": _STEP, "write": _STEP, "pool": _STEP}
        with (
            _told(where, self.limits),
            self.pool.stream(
                "GET", target.url, headers=list(headers.items()), extensions={"timeout": timeouts}
            ) as response,
        ):
            told = _headers(response.headers)
            data = b""
            if response.status < 300:
                if whole:
                    _refuse_type(told, where)
                coding = told.get("content-encoding", "")
                data = read_body(response.iter_stream(), coding, where, most, whole=whole)
            return _Answer(response.status, told, data)


def fetch_page(
    url: str,
    limits: Limits,
    *,
    private: bool = False,
    robots: bool = True,
    resolver: Resolver = resolve,
    ssl_context: ssl.SSLContext | None = None,
) -> Page:
    """The page at `url`. Raises `FetchError` when it may not or can't be had."""
    target = read_url(url, private=private)
    fetcher = _Fetcher(
        limits, private=private, robots=robots, resolver=resolver, ssl_context=ssl_context
    )
    with fetcher.pool:
        return fetcher.page(target)


class _UnreachableError(FetchError):
    """Nothing answers at the address at all."""


@contextmanager
def _told(where: str, limits: Limits) -> Iterator[None]:
    """Turn what goes wrong on the way into errors that say so."""
    try:
        yield
    except (TimeoutError, httpcore2.TimeoutException) as error:
        if isinstance(error, httpcore2.ConnectTimeout):
            raise _UnreachableError(
                f"{where}: the server doesn't answer; try again later."
            ) from None
        raise FetchError(
            f"{where} was not complete after {limits.seconds:g} seconds, or was silent for {_STEP:g}; try "
            "again, or pass a larger timeout."
        ) from None
    except httpcore2.ConnectError as error:
        if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
            reason = _certificate(error)
            raise FetchError(
                f"{where}: no secure connection ({reason}). There is no way round that; check the address, "
                "or save the page and pass the file."
            ) from None
        raise _UnreachableError(f"{where}: no connection ({error}); check the address.") from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise FetchError(
            f"{where}: the server broke off or sent no proper HTTP ({error})."
        ) from None


def _certificate(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {cause.verify_message}"
    return getattr(cause, "reason", None) or "TLS failed"


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers in lower case, the first of each name."""
    headers: dict[str, str] = {}
    for name, value in raw:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return headers


def _refuse_type(headers: dict[str, str], where: str) -> None:
    kind = _media_type(headers)[0]
    if kind and kind not in _TYPES:
        raise FetchError(
            f"{where} is of the type {kind[:60]}, not a page, a text or a PDF document; nothing was read."
        )


def _media_type(headers: dict[str, str]) -> tuple[str, str | None]:
    """The type and the charset that `Content-Type` names."""
    message = Message()
    message["Content-Type"] = re.sub(r"[\r\n]", " ", headers.get("content-type", ""))
    if not headers.get("content-type"):
        return "", None
    charset = message.get_param("charset")
    return message.get_content_type().lower(), charset if isinstance(charset, str) else None


def _page(target: Target, answer: _Answer) -> Page:
    where = shown(target.url)
    if answer.status >= 300:
        reason = _REASONS.get(answer.status) or (
            "fails at present; try again later" if answer.status >= 500 else "refuses the request"
        )
        raise FetchError(
            f"{where}: the server {reason} (HTTP {answer.status}). If you can read the page in a browser, "
            "save it and pass the file.",
            status=answer.status,
        )
    if answer.status != 200:
        raise FetchError(
            f"{where}: the server gave no page (HTTP {answer.status}).", status=answer.status
        )
    kind, charset = _media_type(answer.headers)
    return Page(target.url, answer.data, kind, charset)
