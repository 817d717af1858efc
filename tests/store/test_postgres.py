from __future__ import annotations

import sys
import threading
import traceback

import pytest

from summarize import ArticleSummary, ResultStore, StoreError, open_store
from summarize.store import postgres
from tests.postgres_support import PASSWORD, QUOTED, Server, driver
from tests.store.test_store import METHODS


@pytest.fixture
def url(server: Server) -> str:
    return server.database()


def hidden(text: str) -> bool:
    return PASSWORD not in text and QUOTED not in text


def end_connections(server: Server, url: str) -> None:
    name = url.rpartition("/")[2]
    server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
    )


def test_without_the_driver_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'summarize\[postgres\]'"):
        open_store("postgresql://localhost/x")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:sec%ret@db/x",
        "postgresql://me:s3cret@four@db/x",
        "postgresql://me:s3/cret@db/x",
        "postgresql://me:s3cret four@db/x",
        "postgresql://me:s3cret@[::1/x",
        "postgresql://me:s3cret@db/x?no_such=1",
        "postgresql://me:s3/cret",
        "postgres://db:port/x",
    ],
)
def test_a_url_that_can_not_be_read_is_explained_without_being_shown(url: str) -> None:
    driver()
    with pytest.raises(StoreError, match="percent-encoded") as caught:
        open_store(url)
    told = "".join(traceback.format_exception(caught.value))
    assert not any(part in told for part in ("s3", "cret", "sec%", "four"))


def test_it_shows_where_it_is_but_no_password(url: str, server: Server) -> None:
    with open_store(url) as store:
        place = f"postgresql://tester@127.0.0.1:{server.port}/{url.rpartition('/')[2]}"
        assert repr(store) == f"PostgreSQLStore({place!r})"


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({"host": "db", "dbname": "x"}, "postgresql://db/x"),
        ({"host": "db", "port": "5433", "user": "a b"}, "postgresql://a%20b@db:5433/"),
        ({"host": "/run/pg", "dbname": "x", "password": "y"}, "postgresql:///x?host=/run/pg"),
        ({}, "postgresql:///"),
    ],
)
def test_a_place_is_shown_as_a_url(settings: dict[str, str], shown: str) -> None:
    assert postgres._shown(settings) == shown


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (QUOTED, "another", "password authentication failed"),
        ("/results", "/nothing", 'database "nothing.*" does not exist'),
        ("127.0.0.1:", "127.0.0.1:1", "can't be reached"),
    ],
)
def test_a_server_that_can_not_be_used_is_named(url: str, old: str, new: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_store(url.replace(old, new))
    assert hidden("".join(traceback.format_exception(caught.value)))


@pytest.mark.parametrize("name", METHODS)
def test_a_lost_connection_is_opened_again(
    url: str, server: Server, result: ArticleSummary, name: str
) -> None:
    with open_store(url) as store:
        store.put("before", result)
        end_connections(server, url)
        METHODS[name](store, result)
        assert store.get("before") == result


def test_a_server_that_restarts_is_waited_for(
    url: str, server: Server, result: ArticleSummary
) -> None:
    with open_store(url) as store:
        server.stop()
        later = threading.Timer(0.3, server.start)
        later.start()
        try:
            store.put("k", result)
        finally:
            later.join()
        assert store.get("k") == result


@pytest.mark.parametrize("name", METHODS)
def test_a_server_that_has_gone_is_an_error_without_the_password(
    url: str, server: Server, result: ArticleSummary, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_PAUSES", (0.0,))
    with open_store(url) as store:
        server.stop()
        try:
            with pytest.raises(StoreError, match="can't be reached") as caught:
                METHODS[name](store, result)
        finally:
            server.start()
        assert hidden("".join(traceback.format_exception(caught.value)))
        METHODS[name](store, result)


def test_a_password_in_what_the_server_says_is_hidden(url: str) -> None:
    store = postgres.PostgreSQLStore(url)
    store.close()
    said = store._explanation(store._driver.OperationalError(f"no {PASSWORD} here"))
    assert said == "can't be reached: no *** here"


def test_who_may_only_read_reads(url: str, server: Server, result: ArticleSummary) -> None:
    with open_store(url) as store:
        store.put("k", result)
    role = f"reader{url.rpartition('/')[2]}"
    server.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'r'")
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}", url)
    with open_store(url.replace(f"tester:{QUOTED}", f"{role}:r")) as store:
        assert store.get("k") == result
        with pytest.raises(StoreError, match="permission denied for table summarize_results"):
            store.put("k2", result)


def test_a_newer_format_is_refused(url: str, server: Server) -> None:
    open_store(url).close()
    server.execute("UPDATE summarize_format SET version = 2", url)
    with pytest.raises(
        StoreError, match=r"newer version of summarize \(format 2, this one knows 1"
    ):
        open_store(url)


def test_tables_of_another_program_are_left_alone(url: str, server: Server) -> None:
    server.execute("CREATE TABLE summarize_notes (x integer)", url)
    with pytest.raises(StoreError, match='"summarize_notes" already exists'):
        open_store(url)
    left = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert server.execute(left, url) == [("summarize_notes",)]


def test_it_keeps_what_is_compressed_as_it_is(url: str, server: Server) -> None:
    open_store(url).close()
    storage = "SELECT attstorage::text FROM pg_attribute WHERE attname = 'result'"
    assert server.execute(storage, url) == [("e",)]


def test_a_connection_that_nobody_closes_is_the_same_for_every_call(
    url: str, server: Server, result: ArticleSummary
) -> None:
    with open_store(url) as store:
        for name in METHODS.values():
            name(store, result)
        name_ = url.rpartition("/")[2]
        count = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name_}'"  # noqa: S608
        assert server.execute(count) == [(1,)]


def _is_store(store: ResultStore) -> ResultStore:
    return store  # the type checker compares each class with the protocol here


def test_both_stores_are_result_stores(url: str) -> None:
    with _is_store(postgres.PostgreSQLStore(url)) as store:
        assert len(store) == 0
