"""Which addresses a page may be fetched from: those of the public internet alone."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["Address", "is_numeric", "refuse_address"]

Address = IPv4Address | IPv6Address

# The IANA special-purpose registries (RFC 6890, https://www.iana.org/assignments/iana-ipv4-special-registry),
# with what `ipaddress` calls global but no public page is on. Each network with the name used in messages.
_V4 = {
    "0.0.0.0/8": "an address of this network",
    "10.0.0.0/8": "a private address",
    "100.64.0.0/10": "a shared address of a provider (CGNAT)",
    "127.0.0.0/8": "a loopback address",
    "169.254.0.0/16": "a link-local address, where clouds keep their metadata",
    "172.16.0.0/12": "a private address",
    "192.0.0.0/24": "a reserved address",
    "192.0.2.0/24": "an address for documentation",
    "192.31.196.0/24": "a reserved address",
    "192.52.193.0/24": "a reserved address",
    "192.88.99.0/24": "an address of a 6to4 relay",
    "192.168.0.0/16": "a private address",
    "192.175.48.0/24": "a reserved address",
    "198.18.0.0/15": "an address for benchmarks",
    "198.51.100.0/24": "an address for documentation",
    "203.0.113.0/24": "an address for documentation",
    "224.0.0.0/4": "a multicast address",
    "240.0.0.0/4": "a reserved address",
    "168.63.129.16/32": "an address of a cloud's own services",
    "100.100.100.200/32": "an address of a cloud's metadata",
}
_V6 = {
    "::/128": "an unspecified address",
    "::1/128": "a loopback address",
    "64:ff9b:1::/48": "an address of a local translator (NAT64)",
    "100::/64": "a discarding address",
    "2001::/23": "a reserved address",
    "2001:db8::/32": "an address for documentation",
    "3fff::/20": "an address for documentation",
    "5f00::/16": "a reserved address",
    "fc00::/7": "a private address",
    "fe80::/10": "a link-local address",
    "fec0::/10": "a site-local address",
    "ff00::/8": "a multicast address",
}
_NETWORKS_4 = [(IPv4Network(net), name) for net, name in _V4.items()]
_NETWORKS_6 = [(IPv6Network(net), name) for net, name in _V6.items()]
_PUBLIC_6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)


def refuse_address(address: Address) -> str | None:
    """What kind of address it is, if no page may be fetched from there; None for a public one.

    An IPv6 address that carries an IPv4 address in it (mapped, compatible, translated, NAT64, 6to4,
    Teredo) is what that one is; tunnels (6to4, Teredo) are refused whatever they carry.
    """
    if isinstance(address, IPv4Address):
        return next((name for network, name in _NETWORKS_4 if address in network), None)
    if address.scope_id:
        return "an address of one interface"
    if (inner := _carried(address)) is not None:
        return refuse_address(inner)
    if address.sixtofour is not None:
        return "an address of a tunnel (6to4)"
    if address.teredo is not None:
        return "an address of a tunnel (Teredo)"
    other = None if address in _PUBLIC_6 else "a reserved address"
    return next((name for network, name in _NETWORKS_6 if address in network), other)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to an IPv6 address really go to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    low = int(address) & 0xFFFFFFFF
    if address in _NAT64 or address in _TRANSLATED or (address in _COMPATIBLE and low > 1):
        return IPv4Address(low)
    return None


def is_numeric(host: str) -> bool:
    """Whether a host is a number in a form that only some readers of addresses know.

    2130706433, 0x7f000001, 0177.0.0.1 and 127.1 are all 127.0.0.1 to the C library. Four plain decimal
    numbers are the usual form, which this is not about.
    """
    if not _NUMERIC.fullmatch(host):
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False
