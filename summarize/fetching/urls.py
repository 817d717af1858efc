"""Addresses of pages: read once, in one way, and refused when they are more than that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from ..errors import FetchError
from .addresses import is_numeric

__all__ = ["Target", "join", "read_url", "shown"]

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
"""Characters of the longest address; servers take no more than some 8,000."""
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_LOCAL = (
    ".localhost",
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".home.arpa",
    ".onion",
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: what is connected, and what is asked for there."""

    scheme: str
    host: str
    """In lower case and ASCII (IDNA), without brackets, userinfo or a trailing dot."""
    port: int
    path: str
    """Path and query, quoted; begins with a slash."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it isn't the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (
            f"{self.scheme}://{host}{'' if self.port == _PORTS[self.scheme] else f':{self.port}'}"
        )

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def read_url(url: str, *, private: bool = False) -> Target:
    """The target that `url` names. Raises `FetchError` for what is no address of a public page.

    With `private`, names and ports of the own network are allowed. Refused in any case are other
    schemes, user names and passwords, control characters and backslashes, and numbers in a form that
    programs read differently (2130706433, 0x7f.1, 0177.0.0.1).
    """
    url = url.strip()
    if len(url) > _LONGEST:
        raise FetchError(
            f"The address is {len(url):,} characters long; at most {_LONGEST:,} are taken."
        )
    if _CONTROL.search(url):
        raise FetchError(
            f"{shown(url)}: the address holds a space, a backslash or an invisible character."
        )
    try:
        parts = urlsplit(url)
        given, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{shown(url)}: this is no web address ({error}).") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise FetchError(f"{shown(url)}: only https:// and http:// addresses are fetched.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            f"{shown(url)}: the address holds a user name or password (before an @); leave it out."
        )
    if not given:
        raise FetchError(f"{shown(url)}: the address names no host.")
    port = _PORTS[scheme] if port is None else port
    if not private and port not in _PORTS.values():
        raise FetchError(
            f"{shown(url)}: port {port} is not one of the web's (80, 443), so it is not connected to. "
            "Save the page and pass the file, or allow it with allow_private=True."
        )
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(scheme, _host(given, url, private=private), port, path + query)


def _host(given: str, url: str, *, private: bool) -> str:
    """The host in the form that is resolved and shown to the server."""
    host = given.rstrip(".")
    if "%" in host:
        raise FetchError(f"{shown(url)}: the host holds a per cent sign; write it plainly.")
    try:
        return ip_address(host).compressed
    except ValueError:
        pass
    name = _ascii(host, url)
    if (
        is_numeric(name)
        or is_numeric(host)
        or re.fullmatch(r"(?:\d+|0x[0-9a-f]+)", name.rpartition(".")[2])
    ):
        raise FetchError(
            f"{shown(url)}: {name} is an address in an unusual form; write it as four decimal numbers."
        )
    labels = name.split(".")
    if len(name) > 253 or not all(map(_LABEL.match, labels)):
        raise FetchError(f"{shown(url)}: {name[:80]!r} is no name of a host.")
    if not private and (len(labels) < 2 or f".{name}".endswith(_LOCAL)):
        raise FetchError(
            f"{shown(url)}: {name} is a name of a local network, not of a public page; "
            "allow_private=True allows it."
        )
    return name


def _ascii(host: str, url: str) -> str:
    """The host in IDNA 2008, with the mapping of UTS 46 that browsers use."""
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise FetchError(f"{shown(url)}: the host is no valid international name.") from None


def join(base: Target, location: str, *, private: bool = False) -> Target:
    """The target that a redirect from `base` leads to."""
    try:
        joined = urljoin(base.url, location.strip())
    except ValueError:
        raise FetchError(
            f"{shown(base.url)} redirects to something that is no web address."
        ) from None
    return read_url(joined, private=private)


def shown(url: str) -> str:
    """An address as messages show it: without user name, password, query and fragment, and not too long.

    A query may hold a key.
    """
    plain = re.sub(r"[?#].*", "", url, flags=re.DOTALL)
    plain = re.sub(r"//[^/]*@", "//", plain)
    plain = "".join(c if c.isprintable() else "?" for c in plain)
    return plain if len(plain) <= 120 else f"{plain[:117]}..."
