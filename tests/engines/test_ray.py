"""Ray Data on a cluster of two nodes, one of which is killed in the middle."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines_support import needed
from tests.postgres_support import running_server
from tests.support import Answer, Endpoint, claim, completion, draft

HERE = Path(__file__).parent
ENVIRONMENT = {
    **os.environ,
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # which keeps Ray on loopback here too
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_enable_worker_prestart": "0",  # each is seconds of work
    "RAY_scheduler_spread_threshold": "0",  # one actor on each node
    "RAY_USAGE_STATS_ENABLED": "0",
    "PYTHONPATH": str(HERE.parents[1]),
}
COUNT, CONCURRENCY = 80, 4


@pytest.fixture(autouse=True)
def _ray() -> None:
    needed("ray.data", "'summarize[ray]'")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Any]:
    """The process that keeps the nodes; its first line was their address."""
    with (
        (tmp_path / "nodes.log").open("wb") as log,
        subprocess.Popen(  # noqa: S603  # our own
            [sys.executable, str(HERE / "ray_nodes.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=ENVIRONMENT,
        ) as nodes,
    ):
        yield nodes  # the end of its input, which leaving closes, ends it


def text_of(number: int) -> str:
    return f"Bridge {number} opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said."


def articles(path: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"id": f"a{number}", "text": text_of(number)} for number in range(COUNT)]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_a_killed_node_loses_nothing_and_a_second_job_pays_nothing(
    cluster: Any, endpoint: Endpoint, tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    from summarize.flat import row_schema

    endpoint.script.append(Answer(completion(draft(claim())), delay=0.15))
    address = cluster.stdout.readline().decode().strip()
    source, results = articles(tmp_path / "articles.parquet"), tmp_path / "results"

    def started(store: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / "ray_job.py"), address, str(source), store]
        command += [endpoint.url, str(results)]
        return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE)  # noqa: S603  # our own

    with running_server() as server:
        store = server.database()
        with started(store) as job:
            deadline = time.monotonic() + 300  # a busy machine starts actors slowly
            while len(endpoint.seen) < COUNT // 3 and job.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.02)
            cluster.stdin.write(b"kill\n")
            cluster.stdin.flush()
            killed = cluster.stdout.readline().decode()
            _, said = job.communicate(timeout=300)
        assert job.returncode == 0, said.decode()[-3000:]
        assert "_Summarizer" in killed  # an actor was at work there

        table = pq.read_table(results)
        assert table.schema.equals(row_schema())
        rows = table.to_pylist()
        assert sorted(row["id"] for row in rows) == sorted(f"a{n}" for n in range(COUNT))
        assert {row["status"] for row in rows} == {"ok"}
        asked = Counter(str(seen.body["messages"]) for seen in endpoint.seen)
        assert len(asked) == COUNT
        assert asked.total() - COUNT <= CONCURRENCY

        before = len(endpoint.seen)
        with started(store) as again:
            _, said = again.communicate(timeout=300)
        assert again.returncode == 0, said.decode()[-3000:]
        assert len(endpoint.seen) == before
        assert all(row["cached"] for row in pq.read_table(results).to_pylist())
