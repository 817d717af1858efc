"""`summarize_one` on a Dask cluster, one worker of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.engines_support import needed
from tests.support import Answer, Endpoint, claim, completion, draft

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
COUNT, THREADS = 60, 4


def articles(path: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    said = "opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said."
    rows = [{"id": f"a{number}", "text": f"Bridge {number} {said}"} for number in range(COUNT)]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_a_killed_worker_loses_nothing_and_a_second_job_pays_nothing(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    needed("distributed", "distributed")
    needed("pyarrow", "pyarrow")
    import pyarrow.parquet as pq

    endpoint.script.append(Answer(completion(draft(claim())), delay=0.2))
    source, results = articles(tmp_path / "articles.parquet"), tmp_path / "results.parquet"
    command = [sys.executable, str(HERE / "dask_job.py"), str(source)]
    command += [str(tmp_path / "store.sqlite"), endpoint.url, str(results)]

    def started() -> subprocess.Popen[bytes]:
        with (tmp_path / "job.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603  # our own
                command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=log
            )

    with started() as job:
        assert job.stdout is not None
        workers = json.loads(job.stdout.readline())
        deadline = time.monotonic() + 300
        while len(endpoint.seen) < COUNT // 3 and job.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(workers[0], signal.SIGKILL)
        job.wait(300)
    assert job.returncode == 0, (tmp_path / "job.log").read_text()[-3000:]

    rows = pq.read_table(results).to_pylist()
    assert [row["id"] for row in rows] == [f"a{number}" for number in range(COUNT)]
    assert {row["status"] for row in rows} == {"ok"}
    asked = Counter(str(seen.body["messages"]) for seen in endpoint.seen)
    assert len(asked) == COUNT
    assert asked.total() - COUNT <= THREADS

    before = len(endpoint.seen)
    with started() as again:
        again.communicate(timeout=300)
    assert again.returncode == 0, (tmp_path / "job.log").read_text()[-3000:]
    assert len(endpoint.seen) == before
    assert all(row["cached"] for row in pq.read_table(results).to_pylist())
