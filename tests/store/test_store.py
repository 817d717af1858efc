"""What every store does, whatever it keeps its results in."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarize import ArticleSummary, ResultStore, StoreError, load_article, open_store
from summarize import summarize_article as summarize
from tests.store.conftest import SEEDS

ROOT = Path(__file__).parents[2]
ABOUT: dict[str, Any] = {"article_sha256": "0" * 64, "model": "stub/one", "prompt": None}
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SAME_STORE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_result_comes_back_equal(store: ResultStore, seed: Path) -> None:
    result = summarize(load_article(seed), model="embedded")
    store.put("k", result)
    assert store.get("k") == result


@given(key=TEXTS, json=st.binary())
@SAME_STORE
def test_bytes_come_back_equal(store: ResultStore, key: str, json: bytes) -> None:
    first = store.get_json(key)
    store.put_json(key, json, **ABOUT)
    assert store.get_json(key) == (json if first is None else first)


@given(notes=st.dictionaries(TEXTS, TEXTS, max_size=8), prefix=TEXTS)
@SAME_STORE
def test_notes_come_back_by_name_and_by_prefix(
    store: ResultStore, notes: dict[str, str], prefix: str
) -> None:
    for name, text in notes.items():
        store.remember(name, "older")
        store.remember(name, text)
    assert {name: store.recall(name) for name in notes} == notes
    found = sorted((name, text) for name, text in notes.items() if name.startswith(prefix))
    assert store.recalled(prefix) == found
    for name in notes:
        store.forget(name)
    assert store.recalled("") == []


def test_what_is_not_there_is_none(store: ResultStore) -> None:
    assert (store.get("k"), store.get_json("k"), store.recall("n")) == (None, None, None)
    store.forget("n")
    assert len(store) == 0
    assert store  # an empty store is a store


def test_the_first_result_stays(store: ResultStore, result: ArticleSummary) -> None:
    store.put("k", result)
    store.put("k", result.model_copy(update={"headline": "another"}))
    assert store.get("k") == result
    assert len(store) == 1


def test_results_outlive_the_store(where: str, result: ArticleSummary) -> None:
    with open_store(where) as store:
        store.put("k", result)
    with open_store(where) as store:
        assert store.get("k") == result


def test_a_closed_store_opens_again(store: ResultStore, result: ArticleSummary) -> None:
    store.put("k", result)
    store.close()
    store.close()
    assert store.get("k") == result


def test_a_store_travels_to_another_process(store: ResultStore, result: ArticleSummary) -> None:
    store.put("k", result)
    with pickle.loads(pickle.dumps(store)) as other:  # noqa: S301  # made on the line
        assert other.get("k") == result


def test_old_results_can_be_removed(store: ResultStore, result: ArticleSummary) -> None:
    store.put("a", result)
    store.put("b", result)
    store.remember("n", "text")
    assert store.prune(1) == 0
    assert len(store) == 2
    assert store.prune(0) == 2
    assert (len(store), store.get("a"), store.recall("n")) == (0, None, "text")


def test_many_threads_write_the_same_and_different_keys(store: ResultStore) -> None:
    def write(number: int) -> bytes | None:
        for each in range(20):
            store.put_json(f"{number}-{each}", f"{number} {each}".encode(), **ABOUT)
            assert store.get_json(f"{number}-{each}") == f"{number} {each}".encode()
        store.put_json("shared", str(number).encode(), **ABOUT)
        return store.get_json("shared")

    with ThreadPoolExecutor(16) as pool:
        seen = set(pool.map(write, range(32)))
    assert len(seen) == 1
    assert len(store) == 32 * 20 + 1


@pytest.mark.parametrize("name", ["killed", "crowded", "forked", "forked_while_writing"])
def test_many_processes_lose_and_duplicate_nothing(where: str, name: str) -> None:
    command = [sys.executable, "-m", "tests.store_scenarios", name, where]
    done = subprocess.run(  # noqa: S603  # our own program
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_result_of_another_schema_is_called_damaged(store: ResultStore) -> None:
    store.put_json("k" * 64, b'{"headline": 1}', **ABOUT)
    with pytest.raises(StoreError, match=r"the result kkkkkkkkkkkk… is damaged") as caught:
        store.get("k" * 64)
    assert "Restore the store from a copy, or delete that row" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "A store is a path, or a URL such as postgresql://user@host/database"),
        (3, "A store is a path, or a URL such as"),
        (None, "A store is a path, or a URL such as"),
        ("mysql://me:secret@db/x", "begins with postgresql://"),
        ("POSTGRESQL://me:secret@db/x", "begins with postgresql://"),
        (Path("postgresql://me:secret@db/x"), "a Path holds no URL"),
    ],
    ids=str,
)
def test_what_is_no_place_for_a_store_is_refused_without_its_password(
    given: Any, says: str
) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_store(given)
    assert "secret" not in str(caught.value)


METHODS: dict[str, Callable[[ResultStore, ArticleSummary], object]] = {
    "get": lambda store, _: store.get("k"),
    "put": lambda store, result: store.put("k", result),
    "remember": lambda store, _: store.remember("n", "t"),
    "recall": lambda store, _: store.recall("n"),
    "forget": lambda store, _: store.forget("n"),
    "recalled": lambda store, _: store.recalled("n"),
    "prune": lambda store, _: store.prune(1),
    "len": lambda store, _: len(store),
}
