"""A job as a user writes one: articles summarised by a Dask cluster of two workers.

    python dask_job.py ARTICLES STORE ENDPOINT RESULTS

Prints the process ids of the workers before it begins.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client, LocalCluster

from summarize import row_schema, summarize_one


def main() -> None:
    articles, store, endpoint, results = sys.argv[1:]
    summarize = partial(
        summarize_one, store=store, model="stub/one", base_url=endpoint, repair=False
    )
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=4, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        pids = list(client.run(os.getpid).values())
        print(json.dumps(pids), flush=True)  # noqa: T201  # what the test reads
        rows = client.gather(client.map(summarize, pq.read_table(articles).to_pylist()))
    pq.write_table(pa.Table.from_pylist(rows, row_schema()), results)


if __name__ == "__main__":
    main()
