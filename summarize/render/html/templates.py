"""Templates filled with texts that nobody vouches for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ..words import direction, plain, visible

__all__ = ["direction", "render_template"]

_TEMPLATES = Path(__file__).with_name("templates")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_template(name: str, **values: object) -> Any:
    """A template's output, as markup that another template prints as it is.

    Every printed value is escaped and loses its control and bidirectional override characters
    (`words.visible`); a name that was not given is an error.
    """
    from markupsafe import Markup

    return Markup(_environment().get_template(name).render(values))  # noqa: S704 - autoescaped


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printed,
    )
    environment.filters["plain"] = plain
    environment.filters["direction"] = direction
    return environment


def _printed(value: object) -> object:
    """A value as a template prints it; markup of a template has been through here before."""
    if type(value) is not str:  # Markup is a subclass
        return value
    return _SURROGATE.sub("\ufffd", visible(value))
