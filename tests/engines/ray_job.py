"""A job as a user writes one: articles from parquet, summarised by two actors, results to parquet.

python ray_job.py ADDRESS ARTICLES STORE ENDPOINT RESULTS
"""

from __future__ import annotations

import sys

import ray
import ray.data

from summarize.ray_data import summarize_dataset


def main() -> None:
    address, articles, store, endpoint, results = sys.argv[1:]
    ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    summarize_dataset(
        ray.data.read_parquet(articles),
        store=store,
        model="stub/one",
        base_url=endpoint,
        repair=False,
        concurrency=4,
        actors=2,
        num_cpus=1,
    ).write_parquet(results, mode="overwrite")


if __name__ == "__main__":
    main()
