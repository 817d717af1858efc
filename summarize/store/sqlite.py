"""Results in one SQLite file, which threads and processes may share."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ..errors import StoreError
from .base import FORMAT, KeptResults, packed, unpacked

__all__ = ["SQLiteStore"]

_APPLICATION = 0x53554D6D  # "SUMm": what tells a store from another program's database
_TABLES = (
    """\
CREATE TABLE results (
    key TEXT NOT NULL UNIQUE,
    article_sha256 TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT,
    stored TEXT NOT NULL,
    result BLOB NOT NULL
)""",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID",
)
_WAIT = 30.0
"""Seconds that a call waits for another process."""


class SQLiteStore(KeptResults):
    """Results in one SQLite file in WAL mode, readable by its owner alone.

    Threads and processes may share the file, on a local disk: no network drive keeps the locks
    that WAL needs. A result is in the operating system's hands when `put` returns, so that killing
    the process, even by SIGKILL, loses none. A power failure may lose those of the last moments
    (`synchronous = NORMAL`), never damage the file. Delete the file, with its -wal and -shm, only
    while nothing uses it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self._connection: sqlite3.Connection | None = None
        super().__init__(str(self.path), os.path.realpath(self.path))
        with self._connected():
            pass

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path,)

    def __len__(self) -> int:
        [[count]] = self._rows("SELECT count(*) FROM results")
        return int(count)

    def close(self) -> None:
        """Ends the connection; a store that is used again opens it again."""
        with self.lock, self._explained():
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def before_fork(self) -> None:
        """Ends the connection: SQLite's locks don't survive a fork, not even in a new connection."""
        self.close()

    def after_fork(self) -> None:
        """Nothing: there is no connection to touch."""

    def get_json(self, key: str) -> bytes | None:
        """The JSON of the result with this key; None when there is none."""
        rows = self._rows("SELECT result FROM results WHERE key = ?", key)
        return unpacked(rows[0][0], self.where, key) if rows else None

    def put_json(
        self, key: str, json: bytes, *, article_sha256: str, model: str, prompt: str | None
    ) -> None:
        """Keeps a result that is JSON already; the first one with a key stays."""
        self._rows(
            "INSERT OR IGNORE INTO results (key, article_sha256, model, prompt, stored, result) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            key,
            article_sha256,
            model,
            prompt,
            _moment(),
            packed(json),
        )

    def remember(self, name: str, text: str) -> None:
        """Keeps a small text by name, in place of an older one."""
        self._rows("INSERT OR REPLACE INTO notes (name, text) VALUES (?, ?)", name, text)

    def recall(self, name: str) -> str | None:
        """The text with this name; None when there is none."""
        rows = self._rows("SELECT text FROM notes WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def forget(self, name: str) -> None:
        """Removes the text with this name, if there is one."""
        self._rows("DELETE FROM notes WHERE name = ?", name)

    def recalled(self, prefix: str) -> list[tuple[str, str]]:
        """The names that begin with `prefix`, in order, with their texts."""
        return self._rows(
            "SELECT name, text FROM notes WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
            prefix,
        )

    def prune(self, older_than_days: float) -> int:
        """Removes the results that were put longer ago, and says how many."""
        with self._connected() as connection:
            done = connection.execute(
                "DELETE FROM results WHERE stored < ?", (_moment(older_than_days),)
            )
            connection.executescript("PRAGMA incremental_vacuum")  # execute() frees one page only
        return done.rowcount

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with self._connected() as connection:
            return connection.execute(statement, values).fetchall()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """The process's one connection; every statement is a transaction of its own."""
        with self.lock, self._explained():
            if self._connection is None:
                self._connection = self._open()
            yield self._connection

    def _open(self) -> sqlite3.Connection:
        _refuse_impossible(self.path)
        with suppress(FileExistsError):  # it holds articles: for its owner alone
            mode = stat.S_IRUSR | stat.S_IWUSR
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))
        connection = sqlite3.connect(
            self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            self._check(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        """Raises `StoreError` unless the file is a store that this version can use, or was empty."""
        if _is_empty(connection):
            _make(connection)
        [application] = connection.execute("PRAGMA application_id").fetchone()
        [version] = connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise StoreError(
                f"{self.where} is a database of another program; name a new file for the store."
            )
        if version > FORMAT:
            raise StoreError(
                f"{self.where} was made by a newer version of summarize (format {version}, this one "
                f"knows {FORMAT}); update summarize, or name a new file."
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self.where} can't be opened: {error.strerror}.") from error
        except sqlite3.Error as error:
            raise StoreError(f"{self.where} {_explanation(error)}") from error


def _is_empty(connection: sqlite3.Connection) -> bool:
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not tables


def _make(connection: sqlite3.Connection) -> None:
    """Makes the tables; several processes may try at once, and one of them does it."""
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    deadline = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            break
        except sqlite3.OperationalError as error:  # this statement doesn't wait for others
            if "SQLITE_BUSY" not in _name(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("BEGIN IMMEDIATE")
    if _is_empty(connection):
        for table in _TABLES:
            connection.execute(table)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("COMMIT")


def _refuse_impossible(path: Path) -> None:
    if path.is_dir():
        raise StoreError(
            f"{path} is a directory; name a file in it, such as {path}/results.sqlite."
        )
    if not path.parent.is_dir():
        raise StoreError(
            f"{path} can't be made: there is no directory {path.parent}; make it first."
        )


def _moment(days_ago: float = 0) -> str:
    """A moment in UTC as text that sorts by time."""
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_EXPLANATIONS = {
    "SQLITE_NOTADB": "is not a SQLite database; name a new file for the store.",
    "SQLITE_CANTOPEN": "can't be opened: the directory must be writable, for the files beside it too.",
    "SQLITE_READONLY": "can't be written: the file and its directory must be writable.",
    "SQLITE_FULL": "can't be written: the disk is full.",
    "SQLITE_BUSY": f"is locked: another process has held it for {_WAIT:.0f} seconds.",
    "SQLITE_CORRUPT": "is damaged; restore it from a copy, or try: sqlite3 FILE .recover",
    "SQLITE_IOERR": "can't be read or written: the disk fails, or is a network drive.",
    "SQLITE_PROTOCOL": "can't be locked: the disk fails, or is a network drive.",
}


def _explanation(error: sqlite3.Error) -> str:
    name = _name(error)
    for start, explanation in _EXPLANATIONS.items():
        if name.startswith(start):
            return explanation
    return f"can't be used as a store ({error})."


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "")
