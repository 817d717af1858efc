"""The libraries that ask for us keep silent: their log records hold article text."""

from __future__ import annotations

import contextvars
import logging

__all__ = ["quiet"]

_inside = contextvars.ContextVar("inside", default=False)


class quiet:  # noqa: N801  # used as a context manager, named like a function
    """Keeps the libraries' own log records out while they work for us: they hold article text."""

    def __enter__(self) -> None:
        self._token = _inside.set(True)

    def __exit__(self, *_exc: object) -> None:
        _inside.reset(self._token)


for _name in ("instructor", "instructor.v2", "instructor.v2.retry", "openai._base_client"):
    logging.getLogger(_name).addFilter(lambda _record: not _inside.get())
