"""Results in a PostgreSQL database, which a team and its machines share."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote

from ..errors import StoreError
from .base import FORMAT, KeptResults, packed, unpacked

__all__ = ["PostgreSQLStore"]

_MAKING = 0x53554D6D  # the advisory lock under which the tables are made
_TABLES = (
    """\
CREATE TABLE summarize_results (
    key text PRIMARY KEY,
    article_sha256 text NOT NULL,
    model text NOT NULL,
    prompt text,
    stored timestamptz NOT NULL DEFAULT now(),
    result bytea NOT NULL
)""",
    # What is compressed already is kept as it is.
    "ALTER TABLE summarize_results ALTER COLUMN result SET STORAGE EXTERNAL",
    "CREATE TABLE summarize_notes (name text PRIMARY KEY, text text NOT NULL)",
    f"CREATE TABLE summarize_format AS SELECT {FORMAT} AS version",
)
_SETTINGS: dict[str, Any] = {
    "application_name": "summarize",
    "client_encoding": "utf8",
    # A server that has gone is noticed within half a minute.
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
_PAUSES = (0.0, 1.0, 3.0)
"""Seconds before each attempt to connect again: a server that restarts is back by then."""


class PostgreSQLStore(KeptResults):
    """Results in the tables `summarize_…` of a PostgreSQL database, made on first use.

    Works behind a connection pooler. A connection that was lost is opened again, once a call. The
    password is in no message.
    """

    def __init__(self, url: str) -> None:
        self._driver = _driver()
        self._url = url
        self._settings = _settings(self._driver, url)
        self._connection: Any = None
        super().__init__(_shown(self._settings), url)
        with self.lock, self._explained():
            self._connection = self._open()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._url,)

    def __len__(self) -> int:
        [[count]] = self._rows("SELECT count(*) FROM summarize_results")
        return int(count)

    def close(self) -> None:
        """Ends the connection; a store that is used again opens it again."""
        with self.lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def before_fork(self) -> None:
        """Nothing: the connection stays this process's own."""

    def after_fork(self) -> None:
        """Lets go of the connection without a word to the server, which would end it."""
        _INHERITED.append(self._connection)
        self._connection = None

    def get_json(self, key: str) -> bytes | None:
        """The JSON of the result with this key; None when there is none."""
        rows = self._rows("SELECT result FROM summarize_results WHERE key = %s", key)
        return unpacked(rows[0][0], self.where, key) if rows else None

    def put_json(
        self, key: str, json: bytes, *, article_sha256: str, model: str, prompt: str | None
    ) -> None:
        """Keeps a result that is JSON already; the first one with a key stays."""
        self._rows(
            "INSERT INTO summarize_results (key, article_sha256, model, prompt, result) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING",
            key,
            article_sha256,
            model,
            prompt,
            packed(json),
        )

    def remember(self, name: str, text: str) -> None:
        """Keeps a small text by name, in place of an older one."""
        self._rows(
            "INSERT INTO summarize_notes (name, text) VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET text = excluded.text",
            name,
            text,
        )

    def recall(self, name: str) -> str | None:
        """The text with this name; None when there is none."""
        rows = self._rows("SELECT text FROM summarize_notes WHERE name = %s", name)
        return str(rows[0][0]) if rows else None

    def forget(self, name: str) -> None:
        """Removes the text with this name, if there is one."""
        self._rows("DELETE FROM summarize_notes WHERE name = %s", name)

    def recalled(self, prefix: str) -> list[tuple[str, str]]:
        """The names that begin with `prefix`, in order, with their texts."""
        return self._rows(
            "SELECT name, text FROM summarize_notes WHERE starts_with(name, %s) "
            'ORDER BY name COLLATE "C"',
            prefix,
        )

    def prune(self, older_than_days: float) -> int:
        """Removes the results that were put longer ago, and says how many."""
        [[count]] = self._rows(
            "WITH gone AS (DELETE FROM summarize_results "
            "WHERE stored < now() - make_interval(secs => %s) RETURNING 1) "
            "SELECT count(*) FROM gone",
            older_than_days * 86_400,
        )
        return int(count)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """What a statement returns. It may be run twice, so it must not matter how often it was."""
        with self.lock, self._explained():
            if self._connection is None:
                self._connection = self._open()
            try:
                return _executed(self._connection, statement, values)
            except self._driver.Error:
                if not self._connection.closed:
                    raise
            self._reconnect()
            return _executed(self._connection, statement, values)

    def _reconnect(self) -> None:
        self.close()
        for pause in _PAUSES:
            time.sleep(pause)
            with suppress(self._driver.OperationalError):
                self._connection = self._open()
                return
        self._connection = self._open()

    def _open(self) -> Any:
        # Prepared statements would be lost behind a pooler.
        connection = self._driver.connect(**self._settings, autocommit=True, prepare_threshold=None)
        try:
            self._check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, connection: Any) -> None:
        """Makes the tables where there are none; raises `StoreError` when they are of a newer version."""
        if not _has_tables(connection):
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
                if not _has_tables(connection):
                    for statement in _TABLES:
                        connection.execute(statement)
        [[version]] = _executed(connection, "SELECT max(version) FROM summarize_format", ())
        if version is None or version > FORMAT:
            raise StoreError(
                f"{self.where} was made by a newer version of summarize (format {version}, this one "
                f"knows {FORMAT}); update summarize, or use another database."
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._driver.Error as error:
            raise StoreError(f"{self.where} {self._explanation(error)}") from None

    def _explanation(self, error: Any) -> str:
        said = error.diag.message_primary or str(error).strip() or type(error).__name__
        said = " ".join(said.split())
        password = str(self._settings.get("password", ""))
        if len(password) > 3:  # else it is no secret, and a part of many words
            said = said.replace(password, "***")
        if isinstance(error, self._driver.OperationalError) and not error.sqlstate:
            return f"can't be reached: {said}"
        return f"can't be used as a store, PostgreSQL says: {said}"


def _driver() -> Any:
    try:
        return importlib.import_module("psycopg")
    except ImportError as error:
        raise StoreError(
            f"A store in PostgreSQL needs psycopg ({error}): pip install 'summarize[postgres]'"
        ) from None


def _settings(driver: Any, url: str) -> Mapping[str, Any]:
    """What the URL says, and the library's own settings where it says nothing."""
    authority, _, rest = url.partition("://")[2].partition("/")
    conninfo = importlib.import_module("psycopg.conninfo")
    try:
        if authority.count("@") > 1 or "@" in rest:
            raise ValueError
        given = conninfo.conninfo_to_dict(url)
        int(given.get("port") or 0)
    except (ValueError, driver.ProgrammingError):  # their text may hold the password
        raise StoreError(
            "The URL of the store can't be read. It has the form "
            "postgresql://user:password@host:port/database?sslmode=require, and a character such as "
            "@ : / ? # % or a space in the user or password must be percent-encoded (@ is %40)."
        ) from None
    return {**_SETTINGS, **given}


def _shown(settings: Mapping[str, Any]) -> str:
    """A URL without the password."""
    host, port = settings.get("host", ""), settings.get("port")
    user = f"{quote(settings['user'])}@" if "user" in settings else ""
    database = settings.get("dbname", "")
    if host.startswith("/"):
        return f"postgresql://{user}/{quote(database)}?host={quote(host)}"
    return f"postgresql://{user}{host}{f':{port}' if port else ''}/{quote(database)}"


def _executed(connection: Any, statement: str, values: tuple[object, ...]) -> list[Any]:
    cursor = connection.execute(statement, values, binary=True)
    return cursor.fetchall() if cursor.description else []


def _has_tables(connection: Any) -> bool:
    # to_regclass() would still say no after waiting for whoever makes them: it reads a cache.
    query = (
        "SELECT count(*) FROM pg_class "
        "WHERE relname = 'summarize_format' AND pg_table_is_visible(oid)"
    )
    [[found]] = _executed(connection, query, ())
    return bool(found)


_INHERITED: list[Any] = []
