"""Finished results by what they are made of, so that nothing is paid for twice.

    with open_store("results.sqlite") as store:
        summarize_article(article, model=model, cache=store)  # asks the model
        summarize_article(article, model=model, cache=store)  # doesn't

The key of a result is `Job.key`: a hash of all that shapes it.
"""

from __future__ import annotations

import os
import re

from ..errors import StoreError
from .base import ResultStore
from .sqlite import SQLiteStore

__all__ = ["ResultStore", "SQLiteStore", "open_store"]


def open_store(where: str | os.PathLike[str]) -> ResultStore:
    """The store in a SQLite file, made when it isn't there, or in a PostgreSQL database.

    `where` is a path, or a URL such as "postgresql://user:password@host/database" (needs
    `pip install 'summarize[postgres]'`). Raises `StoreError` when it is no store, or can't be opened.
    """
    given: object = where  # whatever a caller without a type checker passed
    if not isinstance(given, str | os.PathLike) or not os.fspath(given):
        raise StoreError("A store is a path, or a URL such as postgresql://user@host/database.")
    if isinstance(given, str) and given.startswith(_POSTGRES):
        from .postgres import PostgreSQLStore

        return PostgreSQLStore(given)
    if re.match(r"\w[\w+.-]+:/", os.fspath(given)):  # not shown: it may hold a password
        raise StoreError(
            "A store is a path, or a text that begins with postgresql:// (a Path holds no URL)."
        )
    return SQLiteStore(where)


_POSTGRES = ("postgresql://", "postgres://")
