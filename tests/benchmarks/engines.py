"""One column of articles through openaivec's pandas extension and through `summarize_one`, run twice.

    python tests/benchmarks/engines.py --openaivec PYTHON [--articles 200] [--latency 0.1]

PYTHON is an interpreter with openaivec and pandas, in an environment of its own. Both ask the same
server on loopback, one article a request, 8 at a time, in a process of their own each time; the second
run is what a job does that is started again. Printed: articles that were asked about in each run, wall
and processor seconds of the process, start included. openaivec asks for a headline and two lists of
texts and checks nothing, so its processor time is for less. Its tokens are counted as bytes, as its
tokenizer would fetch its tables from the network.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.support import claim, completion, draft  # noqa: E402  # from the checkout

OPENAIVEC = """
import sys
import asyncio, pandas as pd, openai, tiktoken
bytewise = tiktoken.Encoding("bytes", pat_str="(?s:.)", special_tokens={},
                             mergeable_ranks={bytes([n]): n for n in range(256)})
tiktoken.get_encoding = tiktoken.encoding_for_model = lambda name: bytewise
from openaivec import pandas_ext
from pydantic import BaseModel
url, count = sys.argv[1], int(sys.argv[2])
class Summary(BaseModel):
    headline: str
    summary: list[str]
    claims: list[str]
pandas_ext.set_async_client(openai.AsyncOpenAI(base_url=url, api_key="x"))
pandas_ext.set_responses_model("gpt-5-mini")
texts = pd.Series([f"Bridge {n} opened on 3 May 2024. It cost 12 million euros." for n in range(count)])
done = asyncio.run(texts.aio.responses("Summarise.", response_format=Summary, batch_size=1,
                                       max_concurrency=8, show_progress=False))
assert done.notna().all()
"""
OURS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from summarize import summarize_one
url, count, store = sys.argv[1], int(sys.argv[2]), sys.argv[3]
task = partial(summarize_one, store=store, model="stub/one", base_url=url, repair=False)
rows = [{"id": n, "text": f"Bridge {n} opened on 3 May 2024. It cost 12 million euros."} for n in range(count)]
with ThreadPoolExecutor(8) as pool:
    assert all(row["status"] == "ok" for row in pool.map(task, rows))
"""


class Stub:
    """Chat completions and responses, after a while; counts the articles asked about."""

    def __init__(self, latency: float) -> None:
        self.articles, lock = 0, threading.Lock()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body would wait 40 ms for each other

            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:  # the base class calls it by this name
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                numbers, body = [0], completion(draft(claim()))
                if self.path.endswith("/responses"):
                    numbers, body = answered(asked)
                with lock:
                    stub.articles += len(numbers)
                time.sleep(latency)
                raw = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


def answered(asked: dict[str, Any]) -> tuple[list[int], dict[str, Any]]:
    numbers = [each["id"] for each in json.loads(asked["input"])["user_messages"]]
    body = {"headline": "A bridge opened", "summary": ["It opened."], "claims": ["It cost much."]}
    text = json.dumps({"assistant_messages": [{"id": n, "body": body} for n in numbers]})
    content = [{"type": "output_text", "text": text, "annotations": []}]
    message = {"id": "m", "type": "message", "role": "assistant", "status": "completed"}
    return numbers, {
        "id": "r",
        "object": "response",
        "created_at": 1,
        "status": "completed",
        "model": asked["model"],
        "output": [{**message, "content": content}],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
    }


def measured(command: list[str], stub: Stub) -> tuple[int, float, float]:
    """Articles asked about, wall seconds, processor seconds."""
    before, asked, began = (
        resource.getrusage(resource.RUSAGE_CHILDREN),
        stub.articles,
        time.monotonic(),
    )
    environment = {**os.environ, "PYTHONPATH": "", "OPENAI_API_KEY": "x"}
    subprocess.run(command, check=True, env=environment)  # noqa: S603  # our own
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return stub.articles - asked, time.monotonic() - began, cpu


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--openaivec", required=True, metavar="PYTHON")
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--latency", type=float, default=0.1)
    given = parser.parse_args()
    stub, count = Stub(given.latency), str(given.articles)
    print("                     asked   wall s    cpu s  articles/s")
    wall: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "store.sqlite")
        for name, command in {
            "openaivec": [given.openaivec, "-c", OPENAIVEC, stub.url, count],
            "summarize_one": [sys.executable, "-c", OURS, stub.url, count, store],
        }.items():
            for run in ("first", "again"):
                asked, seconds, cpu = measured(command, stub)
                wall.setdefault(name, []).append(seconds)
                rate = given.articles / seconds
                print(f"{name:<14}{run:<6}{asked:6}{seconds:9.2f}{cpu:9.2f}{rate:12.1f}")
    first, again = (ours / theirs for ours, theirs in zip(*reversed(wall.values()), strict=True))
    print(f"wall, summarize_one over openaivec: first {first:.2f}, again {again:.2f}")


if __name__ == "__main__":
    main()
