"""The shell of a page: one document that loads nothing and allows nothing else to run."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

from .templates import render_template

__all__ = ["page"]

_ASSETS = Path(__file__).with_name("assets")


def page(
    *,
    title: str,
    body: object,
    look: Literal["comparison", "evidence"] = "comparison",
    language: str = "en",
) -> str:
    """A whole HTML document; `body` is markup from `render_template`, `look` names style and script.

    The policy (a meta element, as a file has no headers) allows this one style sheet and this one
    script by their hashes, and nothing else: no request, no inline handler, no style attribute.
    `language` is that of the page's own words; what comes from elsewhere carries its own.
    """
    style, script = _asset("base.css") + _asset(f"{look}.css"), _asset(f"{look}.js")
    document = render_template(
        "page.html",
        title=title,
        language=language,
        policy=_policy(style, script),
        style=style,
        script=script,
        body=body,
    )
    return f"{document}\n"


def _policy(style: str, script: str) -> str:
    """A content security policy; https://www.w3.org/TR/CSP3/#meta-element."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
