"""Whether the endpoint answers, takes the key and has the model: one request, which costs nothing."""

from __future__ import annotations

import difflib

from ..errors import EndpointError
from ..models.choosing import GIVEN, Endpoint
from ..models.listing import Listed, list_models
from .facts import Fact

__all__ = ["ask"]

_NAME = "answer"


def ask(endpoint: Endpoint) -> Fact:
    """What the endpoint's list of models says."""
    try:
        listed = list_models(endpoint)
    except EndpointError as error:
        return _unreachable(endpoint, str(error))
    took = f"{listed.seconds:.2f} s"
    if listed.status == 401:
        says = f"the key is refused (HTTP 401, {took}): {listed.said}".rstrip(": ")
        return Fact(_NAME, says, "problem", _about_key(endpoint))
    if listed.status >= 500 or listed.status == 429:
        says = f"it fails (HTTP {listed.status}, {took}): {listed.said}".rstrip(": ")
        return Fact(_NAME, says, "problem", "try again later")
    if listed.names is None or listed.status != 200:
        return _without_list(listed, took)
    return _found(endpoint, listed.names, took)


def _unreachable(endpoint: Endpoint, detail: str) -> Fact:
    if endpoint.name.startswith("ollama/"):
        remedy = "start it (ollama serve), or set OLLAMA_HOST"
    elif endpoint.url is None:
        remedy = "check the network and the proxy variables"
    else:
        remedy = "check the address and the network, and that the server runs"
    return Fact(_NAME, f"none: {detail}", "problem", remedy)


def _about_key(endpoint: Endpoint) -> str:
    if endpoint.key_origin is None:
        return "set SUMMARIZE_API_KEY"
    where = "it" if endpoint.key_origin == GIVEN else endpoint.key_origin
    return f"check {where}"


def _without_list(listed: Listed, took: str) -> Fact:
    """No list is no proof of anything: a key may lack the right, a server the path."""
    if listed.status == 200:
        return Fact(
            _NAME,
            f"a page or text, not a list of models ({took})",
            "problem",
            "check the address: it usually ends in /v1",
        )
    says = f"no list of models (HTTP {listed.status}, {took}): {listed.said}".rstrip(": ")
    return Fact(_NAME, says, "note", "so it is not known whether key and model are right")


def _found(endpoint: Endpoint, names: tuple[str, ...], took: str) -> Fact:
    wanted = endpoint.wire_name
    is_ollama = endpoint.name.startswith("ollama/")
    if wanted in names or (is_ollama and f"{wanted}:latest" in names):
        key = " and takes the key" if endpoint.key_origin else ""
        return Fact(_NAME, f"it has {wanted}{key} ({took})")
    near = difflib.get_close_matches(wanted, names, 3, 0.5)
    there = f"near: {', '.join(near)}" if near else f"{len(names)} others"
    says = f"it has no {wanted}, {there} ({took})"
    if is_ollama:
        return Fact(_NAME, says, "problem", f"ollama pull {wanted}")
    if endpoint.url is None:
        return Fact(_NAME, says, "problem", "check the name, and which models the key may use")
    return Fact(_NAME, says, "note", "gateways may take names that they do not list; else check it")
