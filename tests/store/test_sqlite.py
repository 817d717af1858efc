from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from summarize import ArticleSummary, StoreError, open_store
from summarize.store import SQLiteStore, sqlite

ABOUT: dict[str, Any] = {"article_sha256": "0" * 64, "model": "stub/one", "prompt": None}
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.sqlite"


def put(store: SQLiteStore, key: str, size: int = 10) -> None:
    store.put_json(key, os.urandom(size), **ABOUT)


@contextmanager
def without_rights() -> Iterator[Path]:
    """A folder of somebody who is not root: root may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_the_files_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        with SQLiteStore(path) as store:
            put(store, "k")
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    finally:
        os.umask(before)
    names = ("results.sqlite", "results.sqlite-shm", "results.sqlite-wal")
    assert modes == dict.fromkeys(names, 0o600)


def test_a_closed_store_is_one_file(path: Path) -> None:
    with SQLiteStore(path) as store:
        put(store, "k")
    assert [p.name for p in path.parent.iterdir()] == ["results.sqlite"]


def test_the_columns_can_be_read_without_the_library(path: Path, result: ArticleSummary) -> None:
    with SQLiteStore(path) as store:
        store.put("k", result)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT key, article_sha256, model, prompt, date(stored) = date() FROM results"
        assert connection.execute(query).fetchall() == [
            ("k", result.article.sha256, "embedded", None, 1)
        ]


def test_a_relative_path_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("results.sqlite") as store:
        store.close()
        monkeypatch.chdir("/")
        assert len(store) == 0
        assert repr(store) == f"SQLiteStore({str(tmp_path / 'results.sqlite')!r})"


def test_pruning_makes_the_file_smaller(path: Path) -> None:
    with SQLiteStore(path) as store:
        for each in range(50):
            put(store, str(each), 20_000)
    before = path.stat().st_size
    with SQLiteStore(path) as store:
        assert store.prune(0) == 50
    assert path.stat().st_size < before / 10


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with SQLiteStore(path) as store:
        assert len(store) == 0


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("# Notes\n" * 1000)
    with pytest.raises(StoreError, match="is not a SQLite database; name a new file"):
        SQLiteStore(path)
    assert path.read_text() == "# Notes\n" * 1000


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE results (key TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is a database of another program; name a new file"):
        SQLiteStore(path)
    assert path.read_bytes() == before


def test_a_newer_format_is_refused(path: Path) -> None:
    SQLiteStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(
        StoreError, match=r"newer version of summarize \(format 2, this one knows 1"
    ):
        SQLiteStore(path)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is a directory; name a file in it, such as .*/results"):
        SQLiteStore(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"there is no directory {tmp_path}/no; make it first"):
        SQLiteStore(tmp_path / "no" / "results.sqlite")


def test_a_folder_that_may_not_be_written_is_named() -> None:
    with without_rights() as folder:
        folder.chmod(0o500)
        with pytest.raises(StoreError, match=f"{folder}/a.sqlite can't be opened: Permission"):
            SQLiteStore(folder / "a.sqlite")


def test_a_store_in_a_folder_that_became_read_only_is_explained() -> None:
    with without_rights() as folder:
        SQLiteStore(folder / "a.sqlite").close()
        folder.chmod(0o500)
        with pytest.raises(StoreError, match="directory must be writable"):
            SQLiteStore(folder / "a.sqlite")


def test_a_file_that_may_not_be_written_is_explained() -> None:
    with without_rights() as folder:
        path = folder / "a.sqlite"
        SQLiteStore(path).close()
        path.chmod(0o400)
        with (
            SQLiteStore(path) as store,
            pytest.raises(StoreError, match="the file and its directory must be writable"),
        ):
            put(store, "k")


def test_a_full_disk_is_named_and_what_is_kept_stays(path: Path) -> None:
    with SQLiteStore(path) as store:
        put(store, "a")
        assert store._connection is not None
        [pages] = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"can't be written: the disk is full\."):
            put(store, "b", 100_000)
        assert store.get_json("a") is not None
        assert len(store) == 1


def test_a_lock_that_is_held_too_long_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_WAIT", 0.05)
    with SQLiteStore(path) as store, closing(sqlite3.connect(path)) as other:
        put(store, "a")
        other.execute("BEGIN IMMEDIATE")
        assert store.get_json("a") is not None  # reading waits for nobody
        with pytest.raises(StoreError, match="is locked: another process has held it"):
            put(store, "b")
        other.execute("ROLLBACK")
        put(store, "b")


@pytest.mark.parametrize("name", ["SQLITE_IOERR_LOCK", "SQLITE_IOERR_SHMMAP", "SQLITE_PROTOCOL"])
def test_a_disk_that_keeps_no_locks_is_named(path: Path, name: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    with (
        SQLiteStore(path) as store,
        pytest.raises(StoreError, match=r"results\.sqlite can't be .* or is a network drive\."),
        store._explained(),
    ):
        raise error


def test_a_damaged_row_is_named_and_the_others_are_read(path: Path) -> None:
    with SQLiteStore(path) as store:
        put(store, "bad" * 10)
        put(store, "good")
        assert store._connection is not None
        store._connection.execute("UPDATE results SET result = x'00' WHERE key LIKE 'bad%'")
        with pytest.raises(StoreError, match="the result badbadbadbad… is damaged"):
            store.get_json("bad" * 10)
        assert store.get_json("good") is not None


@pytest.mark.parametrize("how", ["overwritten", "cut"])
def test_a_damaged_file_is_named(path: Path, how: str) -> None:
    with SQLiteStore(path) as store:
        for each in range(40):
            put(store, str(each), 5000)
    data = path.read_bytes()
    path.write_bytes(
        data[:8192] + b"\xff" * 40_000 + data[48_192:] if how != "cut" else data[:9000]
    )

    def read() -> None:
        with SQLiteStore(path) as store:
            for each in range(40):
                store.get_json(str(each))

    with pytest.raises(StoreError, match="is damaged"):
        read()


def test_a_link_to_a_store_is_that_store(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    with SQLiteStore(path) as store, SQLiteStore(link) as other:
        put(store, "k")
        assert len(other) == 1
        assert store.identity == other.identity


@pytest.mark.thorough
def test_an_interrupted_first_opening_is_taken_up(path: Path) -> None:
    """The process ends after each statement that makes the store; the next one finishes it."""
    script = """\
import os, sys
from summarize.store import sqlite
made = []
class Connection(sqlite.sqlite3.Connection):
    def execute(self, *arguments):
        if len(made) == int(sys.argv[2]):
            os._exit(0)
        made.append(arguments)
        return super().execute(*arguments)
connect = sqlite.sqlite3.connect
sqlite.sqlite3.connect = lambda *a, **k: connect(*a, factory=Connection, **k)
sqlite.SQLiteStore(sys.argv[1])
print(len(made))
"""
    for statements in (2, 3, 4, 6, 8, 9, 99):
        path.unlink(missing_ok=True)
        command = [sys.executable, "-c", script, str(path), str(statements)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own program
        with SQLiteStore(path) as store:
            put(store, "k")
            assert len(store) == 1
