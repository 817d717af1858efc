"""Proxies that requests go through, and what the terminal can show."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Iterator

from .facts import Fact, without_secrets

__all__ = ["proxies", "terminal"]

_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def proxies() -> Iterator[Fact]:
    """The proxy variables that are set, and whether a client can be made with them."""
    names = [each for name in _VARIABLES for each in (name, name.lower()) if os.environ.get(each)]
    if not names:
        yield Fact("proxies", "none set")
        return
    said = [f"{name} {_shown(os.environ[name])}" for name in names]
    left_out = os.environ.get("NO_PROXY") or os.environ.get("no_proxy")
    said += [f"not for {left_out}"] if left_out else []
    yield Fact("proxies", f"{', '.join(said)}; pages are fetched without")
    if fault := _fault():
        yield Fact("proxies", "can't be used", "problem", fault)


def _shown(proxy: str) -> str:
    return without_secrets(proxy if "://" in proxy else f"http://{proxy}").rstrip("/")


def _fault() -> str | None:
    """Why the models' client can't be made; making it sends nothing."""
    import httpx2

    try:
        httpx2.Client().close()
    except ImportError:
        return "a SOCKS proxy needs socksio: pip install socksio"
    except (ValueError, httpx2.InvalidURL):
        return "write them like http://proxy.example:3128"
    return None


def terminal() -> Iterator[Fact]:
    """How results are shown on standard output."""
    shown = sys.stdout is not None and sys.stdout.isatty()
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    kind = (
        f"{shutil.get_terminal_size().columns} columns"
        if shown
        else "no, the output goes to a file or a program"
    )
    colour = ""
    if shown:
        plain = "NO_COLOR" if os.environ.get("NO_COLOR") else ""
        plain = plain or ("TERM" if os.environ.get("TERM") in ("dumb", "unknown") else "")
        colour = f", without colour ({plain})" if plain else ", in colour"
    if codecs.lookup(encoding).name == "utf-8":
        yield Fact("terminal", f"{kind}{colour}, UTF-8")
        return
    yield Fact(
        "terminal",
        f"{kind}{colour}, {encoding}: other characters are shown as ?",
        "note",
        "set PYTHONUTF8=1, or a locale with UTF-8",
    )
