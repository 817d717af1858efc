"""What a store costs an article: milliseconds to keep a result and to find it again.

    python tests/benchmarks/store.py [--results 2000] [--postgresql URL]

Every result is that of the seed under a key of its own, through `put` and `get` (which write and read JSON
and validate it), one after the other in one process. Beside them stand, with the same JSON, what others
use: sqlite3 with its defaults and a commit each (rollback journal, synchronous = FULL), `shelve`, and
diskcache and LangChain's SQLiteCache where they are installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import shelve
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarize import ArticleSummary, open_store, summarize_article

SEED = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"
Pair = tuple[Callable[[str], object], Callable[[str], object]]


def ours(where: str, result: ArticleSummary) -> Pair:
    store = open_store(where)
    return (lambda key: store.put(key, result)), store.get


def plain_sqlite(where: str, result: ArticleSummary) -> Pair:
    connection = sqlite3.connect(where)
    connection.execute("CREATE TABLE results (key TEXT PRIMARY KEY, json TEXT)")

    def put(key: str) -> None:
        with connection:
            connection.execute("INSERT INTO results VALUES (?, ?)", (key, result.model_dump_json()))

    def get(key: str) -> ArticleSummary:
        [json] = connection.execute("SELECT json FROM results WHERE key = ?", (key,)).fetchone()
        return ArticleSummary.model_validate_json(json)

    return put, get


def shelved(where: str, result: ArticleSummary) -> Pair:
    shelf = shelve.open(where)  # noqa: S301, SIM115  # our own file, for this process's life

    def put(key: str) -> None:
        shelf[key] = result.model_dump_json()
        shelf.sync()

    return put, lambda key: ArticleSummary.model_validate_json(shelf[key])


def diskcache(where: str, result: ArticleSummary) -> Pair:
    cache: Any = importlib.import_module("diskcache").Cache(where)

    def put(key: str) -> None:
        cache[key] = result.model_dump_json()

    return put, lambda key: ArticleSummary.model_validate_json(cache[key])


def langchain(where: str, result: ArticleSummary) -> Pair:
    cache: Any = importlib.import_module("langchain_community.cache").SQLiteCache(where)
    generation: Any = importlib.import_module("langchain_core.outputs").Generation

    def put(key: str) -> None:
        cache.update(key, "model", [generation(text=result.model_dump_json())])

    return put, lambda key: ArticleSummary.model_validate_json(cache.lookup(key, "model")[0].text)


def measured(pair: Pair, count: int) -> tuple[float, float, float]:
    """Milliseconds: the mean of a put, its 99th percentile, the mean of a get."""
    keys = [sha256(str(number).encode()).hexdigest() for number in range(count)]
    put, get = pair
    puts, gets = [], []
    for key in keys:
        began = time.perf_counter()
        put(key)
        puts.append(1000 * (time.perf_counter() - began))
    for key in keys:
        began = time.perf_counter()
        get(key)
        gets.append(1000 * (time.perf_counter() - began))
    return statistics.mean(puts), statistics.quantiles(puts, n=100)[-1], statistics.mean(gets)


def main() -> None:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--results", type=int, default=2000)
    cli.add_argument("--postgresql", metavar="URL", help="an empty database")
    arguments = cli.parse_args()
    result = summarize_article(SEED, model="embedded")
    print(f"{arguments.results} results of {len(result.model_dump_json()):,} bytes of JSON")
    contenders = {"summarize, SQLite": ours, "sqlite3, defaults": plain_sqlite, "shelve": shelved}
    others = {"diskcache": diskcache, "langchain_community": langchain}
    contenders |= {name: make for name, make in others.items() if importlib.util.find_spec(name)}
    with tempfile.TemporaryDirectory() as place:
        rows = {
            name: measured(make(str(Path(place, f"{number}")), result), arguments.results)
            for number, (name, make) in enumerate(contenders.items())
        }
        if arguments.postgresql:
            pair = ours(arguments.postgresql, result)
            rows["summarize, PostgreSQL"] = measured(pair, arguments.results)
        taken = Path(place, "0").stat().st_size / arguments.results
    own = sum(rows["summarize, SQLite"][::2])
    for name, (put, slow, get) in rows.items():
        print(
            f"  {name:22} put {put:6.3f} ms (99 %: {slow:6.3f})  get {get:6.3f} ms  "
            f"together x{(put + get) / own:.2f}"
        )
    print(f"  {taken:,.0f} bytes a result on disk")


if __name__ == "__main__":
    main()
