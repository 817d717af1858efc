from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.fetching.addresses import is_numeric, refuse_address

REFUSED = {
    # this network, private, shared
    "0.0.0.0": "this network",  # noqa: S104  # to be refused
    "0.255.1.2": "this network",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "CGNAT",
    "100.127.255.254": "CGNAT",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.0.1": "private",
    "192.168.255.255": "private",
    # loopback, link-local, metadata
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.0.1": "link-local",
    "169.254.169.254": "metadata",
    "168.63.129.16": "cloud",
    "100.100.100.200": "CGNAT",
    # reserved, documentation, benchmarks, multicast
    "192.0.0.170": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4",
    "198.18.0.1": "benchmarks",
    "198.19.255.255": "benchmarks",
    "198.51.100.7": "documentation",
    "203.0.113.9": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    # IPv6 of its own
    "::": "unspecified",
    "::1": "loopback",
    "fe80::1": "link-local",
    "fe80::1%eth0": "one interface",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "2001:db8::1": "documentation",
    "3fff::1": "documentation",
    "100::1": "discarding",
    "2001::1": "Teredo",
    "2001:10::1": "reserved",
    "5f00::1": "reserved",
    "4000::1": "reserved",
    "64:ff9b:1::1": "local translator",
    # IPv6 that carries IPv4
    "::ffff:127.0.0.1": "loopback",
    "::ffff:10.0.0.1": "private",
    "::ffff:169.254.169.254": "metadata",
    "::127.0.0.1": "loopback",
    "::ffff:0:127.0.0.1": "loopback",
    "64:ff9b::127.0.0.1": "loopback",
    "64:ff9b::10.1.2.3": "private",
    "64:ff9b::169.254.169.254": "metadata",
    "2002:7f00:1::": "6to4",
    "2002:a00:1::1": "6to4",
    "2002:808:808::1": "6to4",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe": "Teredo",
}
PUBLIC = (
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "64:ff9b::808:808",
)


@pytest.mark.parametrize(("address", "kind"), REFUSED.items(), ids=list(REFUSED))
def test_an_address_that_is_not_public_is_refused_by_its_kind(address: str, kind: str) -> None:
    assert kind in str(refuse_address(ip_address(address)))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_taken(address: str) -> None:
    assert refuse_address(ip_address(address)) is None


@given(st.ip_addresses())
def test_what_python_calls_not_global_is_never_taken(address: object) -> None:
    found = ip_address(str(address))
    if not found.is_global or found.is_multicast:
        carried = getattr(found, "ipv4_mapped", None)
        assert refuse_address(found) is not None or (carried is not None and carried.is_global)


@given(st.ip_addresses(v=4))
def test_an_address_in_ipv6_is_what_it_is_alone(address: object) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        inside = ip_address(f"{prefix}{address}")
        assert refuse_address(inside) == refuse_address(ip_address(str(address)))


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "017700000001",
        "0",
        "1.2.3.4.5",
    ],
)
def test_a_number_in_an_unusual_form_is_told(host: str) -> None:
    assert is_numeric(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "example.org", "1.example.org", "face.book", "0xyz"])
def test_a_name_or_a_usual_address_is_none(host: str) -> None:
    assert not is_numeric(host)
