"""Articles of a Ray dataset, summarised by a pool of actors on any number of machines.

    ds = ray.data.read_parquet("articles.parquet")
    summarize_dataset(ds, store="postgresql://…").write_parquet("results")

Needs `pip install 'summarize[ray]'`. Ray runs a block of rows again when its actor or its machine died,
and a job that is started again runs all of them; what is in the store already is paid for no more.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Unpack

from .errors import ConfigurationError, StoreError
from .flat import row_schema
from .rows import RowOptions, asummarize_one
from .store import open_store

try:
    import pyarrow as pa
    from ray.data import ActorPoolStrategy, Dataset
except ImportError as missing:
    raise ConfigurationError(
        "summarize.ray_data needs Ray Data; install it with: pip install 'summarize[ray]'"
    ) from missing

__all__ = ["summarize_dataset"]

_MARK = "ray-data/store"
"""Name of the note by which an actor knows that its store is the one that was named."""
_TASKS = 2
"""Batches that an actor has under way: while one waits for its last answers, the next has begun."""


def summarize_dataset(
    ds: Dataset,
    *,
    store: str | os.PathLike[str],
    text: str = "text",
    id: str = "id",  # noqa: A002  # the column has this name
    concurrency: int = 16,
    actors: int | tuple[int, int] = (1, 4),
    num_cpus: float = 0.25,
    **options: Unpack[RowOptions],
) -> Dataset:
    """A dataset with one row for each article of `ds`, with the columns of `row_schema`.

    Lazy, as datasets are: the work begins when the result is written or read. `text` and `id` name
    columns; see `summarize_one` for what else a row may hold, and for the other options. `ds` may
    come from `read_parquet`, `read_json`, `from_items` or anywhere else.

    `actors` is how many processes Ray keeps for it (fewest and most; it adds some while rows wait),
    `concurrency` how many articles each of them has under way, `num_cpus` the share of a processor that
    Ray reserves for each; an article takes some hundredths of a second of one, and the rest is waiting.

    `store` is a PostgreSQL URL that all machines reach; or, where all actors run on one machine, the
    path of a SQLite file. Its rows are committed before a block is done, so that a block that Ray runs
    again asks only for what was under way when its actor died: at most `concurrency` articles an actor.
    Write the results of a job that is started again to a new folder, or with `mode="overwrite"`.

    Keys belong into the environment of the machines (`OPENAI_API_KEY`, or Ray's `runtime_env`).
    An article that fails is a row. What would fail for every row (see `summarize_one`) ends the job.
    Raises `ConfigurationError` for an impossible option or a missing column, `StoreError` when a file
    can't be opened here.
    """
    _refuse_impossible(ds, (text, id), concurrency, num_cpus)
    fewest, most = (actors, actors) if isinstance(actors, int) else actors
    if not 1 <= fewest <= most:
        raise ConfigurationError(f"actors must be at least 1, fewest before most; got {actors!r}.")
    where, mark = _marked(store)
    # A file is one block, however many articles it holds: without this, one actor would take it all.
    return ds.repartition(target_num_rows_per_block=concurrency).map_batches(
        _Summarizer,
        fn_constructor_kwargs={
            "where": where,
            "mark": mark,
            "concurrency": concurrency,
            "columns": {"text": text, "id": id},
            "options": dict(options),
        },
        batch_size=concurrency,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(
            min_size=fewest,
            max_size=most,
            max_concurrent_calls_per_actor=_TASKS,
            max_tasks_in_flight_per_actor=2 * _TASKS,
            enable_true_multi_threading=True,
        ),
        num_cpus=num_cpus,
        udf_modifying_row_count=False,
    )


class _Summarizer:
    """An actor: articles in an event loop of its own, which nothing but their answers holds up.

    Ray would await a coroutine in a loop that it stops while an operator behind this one is slow; calls
    under way would run into their time-outs, and be paid for twice. Its threads wait here instead.
    """

    def __init__(
        self,
        *,
        where: str,
        mark: str | None,
        concurrency: int,
        columns: Mapping[str, str],
        options: RowOptions,
    ) -> None:
        self._where, self._columns, self._options = where, columns, options
        if mark is not None:
            _refuse_other_store(where, mark)
        self._room = asyncio.Semaphore(concurrency)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="summarize", daemon=True).start()

    def __call__(self, batch: pa.Table) -> pa.Table:
        rows = self._rows(batch.to_pylist())
        done = asyncio.run_coroutine_threadsafe(rows, self._loop).result()
        return pa.Table.from_pylist(done, row_schema())

    async def _rows(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The results in order; an error that concerns every row, once all others have ended."""
        ended = await asyncio.gather(*map(self._row, rows), return_exceptions=True)
        results = []
        for each in ended:
            if isinstance(each, BaseException):
                raise each
            results.append(each)
        return results

    async def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        async with self._room:
            return await asummarize_one(row, store=self._where, **self._columns, **self._options)


def _refuse_impossible(
    ds: Dataset, columns: Sequence[str], concurrency: object, num_cpus: object
) -> None:
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        raise ConfigurationError(
            f"concurrency must be at least 1, a whole number; got {concurrency!r}."
        )
    if not isinstance(num_cpus, int | float) or not num_cpus >= 0:
        raise ConfigurationError(f"num_cpus must be at least 0; got {num_cpus!r}.")
    schema = ds.schema(fetch_if_missing=False)
    for column in columns if schema is not None else ():
        if column not in schema.names:
            found = ", ".join(schema.names[:12])
            raise ConfigurationError(
                f"The dataset has no column {column!r} (it has {found}); name the columns with "
                "text= and id=."
            )


def _marked(store: str | os.PathLike[str]) -> tuple[str, str | None]:
    """The store's URL; or the full path of its file, and what is noted in there."""
    where = os.fspath(store)
    if where.startswith(("postgresql://", "postgres://")):
        return where, None
    with open_store(store) as opened:
        mark = opened.recall(_MARK)
        if mark is None:
            opened.remember(_MARK, secrets.token_hex(16))
        return str(Path(where).absolute()), mark or opened.recall(_MARK)


def _refuse_other_store(where: str, mark: str) -> None:
    """Raises `ConfigurationError` on a machine where the path leads to another file, or to none."""
    try:
        if Path(where).exists():
            with open_store(where) as opened:
                if opened.recall(_MARK) == mark:
                    return
    except StoreError as error:
        raise ConfigurationError(
            f"The store can't be used on {socket.gethostname()}. {error}"
        ) from error
    raise ConfigurationError(
        f"{where} on {socket.gethostname()} is not the store of this job: a SQLite file serves one "
        "machine. Name a PostgreSQL database that all machines reach."
    )
