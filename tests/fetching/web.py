"""A small web on loopback, with pages that misbehave, and the names by which they are asked for."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

PAGE = (
    "<!doctype html><html lang=en><head><title>Bridge closes | The Daily</title></head><body><article>"
    "<h1>Bridge closes</h1>"
    + "".join(
        f"<p>The city council voted on Tuesday to close the Mill Street bridge for {n} years, after engineers "
        "found cracks in three of its piers.</p>"
        for n in range(2, 8)
    )
    + "</article></body></html>"
).encode()

Reply = Callable[[BaseHTTPRequestHandler], None]


def page(
    body: bytes = PAGE,
    *,
    status: int = 200,
    kind: str | None = "text/html; charset=utf-8",
    **headers: str,
) -> Reply:
    """A page with these headers; their names are written with underscores."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if kind:
            request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return reply


def redirect(to: str, status: int = 302) -> Reply:
    return page(b"", status=status, Location=to)


def bomb(megabytes: int, coding: str = "gzip") -> Reply:
    """A few kilobytes that unpack to many megabytes."""
    data = b"<p>" + b"a" * (megabytes * 1_000_000)
    packed = gzip.compress(data) if coding == "gzip" else zlib.compress(data)
    return page(packed, Content_Encoding=coding)


def drip(stop: threading.Event, *, headers: bool = False) -> Reply:
    """A byte now and then, for ever: of the body, or of a header."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            request.wfile.write(start + (b"X-Slow: " if headers else b"\r\n"))
            while not stop.wait(0.05):
                request.wfile.write(b"a")
                request.wfile.flush()

    return reply


@dataclass
class Site:
    """A server with its pages by path, and what it was asked."""

    port: int
    pages: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(certificate: trustme.LeafCert | None = None) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            site.connections += 1
            super().setup()

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = site.pages.get(self.path.partition("?")[0], page(b"no", status=404))
            with suppress(OSError):
                reply(self)

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None: ...

    server = Server(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        site.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def names(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that gives every name these addresses."""
    return lambda _host, _port: addresses


def unknown(_host: str, _port: int) -> Sequence[str]:
    """A resolver that knows no name."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
