"""Connections to addresses that were looked at first, and to no others, within a time for all of it."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream

from ..errors import FetchError
from .addresses import Address, refuse_address

__all__ = ["CheckedBackend", "Clock", "Resolver", "resolve"]

Resolver = Callable[[str, int], Sequence[str]]
"""From a host and a port to the addresses that it has, as text."""

_MOST_ADDRESSES = 8
"""Addresses of a host that are tried; a name may have hundreds."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the operating system finds them; each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class Clock:
    """The time that one fetch may take in all, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds that the next step may take. Raises `TimeoutError` when none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if most is None else min(left, most)


class CheckedBackend(NetworkBackend):
    """Resolves a host once, refuses it if any of its addresses isn't public, and connects to those.

    What was checked is what is connected: the name is not resolved again, so an answer that changes in
    between (DNS rebinding) changes nothing. TLS still asks for the host's own name.
    """

    def __init__(
        self, clock: Clock, *, resolver: Resolver = resolve, private: bool = False
    ) -> None:
        self._clock = clock
        self._resolver = resolver
        self._private = private
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """A connection to the first address of `host` that answers."""
        failure: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, self._clock.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(self._checked(stream, host), self._clock)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[Address]:
        """The addresses of a host, all of them public; a name with one other address is refused."""
        found = [ip_address(text.split("%")[0]) for text in self._resolved(host, port)]
        for address in found:
            if not self._private and (kind := refuse_address(address)):
                raise FetchError(
                    f"{host} has the address {address}, {kind}, so it was not connected to. Pages of the "
                    "own network are fetched with allow_private=True (--allow-private-addresses)."
                )
        return found[:_MOST_ADDRESSES]

    def _resolved(self, host: str, port: int) -> Sequence[str]:
        """What the resolver says, within the time that is left; it can't be stopped, only left behind."""
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except Exception as error:  # noqa: BLE001  # it is raised below, in the right thread
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="summarize-resolver").start()
        try:
            answer = answers.get(timeout=self._clock.left())
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(answer, OSError | UnicodeError):
            raise FetchError(
                f"There is no host {host}, or its name can't be resolved now."
            ) from None
        if isinstance(answer, Exception):
            raise answer
        if not answer:
            raise FetchError(f"There is no address of {host}.")
        return answer

    def _checked(self, stream: NetworkStream, host: str) -> NetworkStream:
        """The stream, when who answers is who was meant; the last check, on the socket itself."""
        peer = stream.get_extra_info("server_addr")
        address = ip_address(str(peer[0]).split("%")[0])
        if not self._private and (kind := refuse_address(address)):
            stream.close()
            raise FetchError(f"{host} answered from {address}, {kind}; the connection was closed.")
        return stream

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> NetworkStream:
        """Never done."""
        raise FetchError(f"{path} is a socket of this machine, not a page.")


class _TimedStream(NetworkStream):
    """A stream whose every step ends when the time of the whole fetch does.

    Time-outs alone don't stop a server that sends a byte now and then.
    """

    def __init__(self, stream: NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _TimedStream(stream, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
