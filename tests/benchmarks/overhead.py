"""CPU per article through the whole model path, against the bare SDK, in the same run.

    python tests/benchmarks/overhead.py [--articles 200] [--concurrent 50] [--latency 0.05]

A stub endpoint in a process of its own answers every request with the same completion after
`--latency` seconds. Each contender runs in a process of its own, warmed up with a tenth of the
articles, and sends the same bytes: raw is `AsyncOpenAI.chat.completions.create`, instructor the
plain `from_openai(...).create` with the same schema, ours `asummarize_article` with everything
that it does around the call, and unchecked the same with the rules of the checks left out. Rounds alternate, so that the machine's speed drifts alike for all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from summarize import load_article
from summarize.draft import ArticleDraft, json_schema
from summarize.messages import article_message
from summarize.prompts import load_prompt

SEED = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"


def answer() -> bytes:
    """A completion with fifteen claims on the seed, as the embedded engine finds them."""
    from summarize.models.embedded import draft_article

    article = load_article(SEED)
    draft = draft_article(article, max_claims=15)
    content = draft.model_dump_json()
    message = {"role": "assistant", "content": content}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1500, "completion_tokens": 1800, "total_tokens": 3300},
    }
    return json.dumps(body).encode()


async def serve(latency: float) -> None:
    payload = answer()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(payload)}\r\n\r\n"

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                fields = request.decode("latin-1").lower().split("content-length:")
                await reader.readexactly(int(fields[1].split("\r\n")[0]))
                await asyncio.sleep(latency)
                writer.write(head.encode() + payload)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def contender(name: str, url: str) -> Callable[[], Awaitable[Any]]:
    text = SEED.read_text(encoding="utf-8")
    if name in ("ours", "unchecked"):
        import summarize
        from summarize import checks

        if name == "unchecked":
            checks._RULES = ()

        model = summarize.open_model("stub/one", base_url=url)
        return lambda: summarize.asummarize_article(text, model=model)
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    prompt = load_prompt("article")
    body: dict[str, Any] = {
        "model": "stub/one",
        "messages": [
            {"role": "system", "content": prompt.render()},
            {"role": "user", "content": article_message(load_article(text))},
        ],
        "max_tokens": prompt.parameters.max_output_tokens,
    }
    if name == "instructor":
        import instructor

        wrapped = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
        return lambda: wrapped.create(response_model=ArticleDraft, strict=False, **body)
    shape = {"name": "ArticleDraft", "schema": json_schema(ArticleDraft), "strict": True}
    body["response_format"] = {"type": "json_schema", "json_schema": shape}
    return lambda: client.chat.completions.create(**body)


async def work(call: Callable[[], Awaitable[Any]], articles: int, concurrent: int) -> None:
    gate = asyncio.Semaphore(concurrent)

    async def one() -> None:
        async with gate:
            await call()

    await asyncio.gather(*(one() for _ in range(articles)))


async def measure(name: str, url: str, articles: int, concurrent: int) -> None:
    call = contender(name, url)
    await work(call, max(10, articles // 10), concurrent)
    cpu, wall = time.process_time(), time.perf_counter()
    await work(call, articles, concurrent)
    print(json.dumps([(time.process_time() - cpu) / articles * 1000, time.perf_counter() - wall]))


def main() -> None:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--articles", type=int, default=200)
    cli.add_argument("--concurrent", type=int, default=50)
    cli.add_argument("--latency", type=float, default=0.05)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--role", help=argparse.SUPPRESS)
    cli.add_argument("--url", default="", help=argparse.SUPPRESS)
    args = cli.parse_args()
    if args.role == "serve":
        asyncio.run(serve(args.latency))
    elif args.role:
        asyncio.run(measure(args.role, args.url, args.articles, args.concurrent))
    else:
        compare(args)


def compare(args: argparse.Namespace) -> None:
    me = [sys.executable, __file__, "--articles", str(args.articles)]
    me += ["--concurrent", str(args.concurrent), "--latency", str(args.latency)]
    server = subprocess.Popen(  # noqa: S603  # our own interpreter
        [*me, "--role", "serve"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    url = f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
    rows: dict[str, list[list[float]]] = {"raw": [], "instructor": [], "unchecked": [], "ours": []}
    try:
        for _ in range(args.rounds):
            for name, row in rows.items():
                done = subprocess.run(  # noqa: S603  # our own interpreter
                    [*me, "--role", name, "--url", url], capture_output=True, text=True, check=True
                )
                row.append(json.loads(done.stdout))
    finally:
        server.terminate()
    raw = statistics.median(cpu for cpu, _ in rows["raw"])
    for name, row in rows.items():
        cpu = statistics.median(cpu for cpu, _ in row)
        wall = statistics.median(wall for _, wall in row)
        print(f"{name:12} {cpu:6.2f} ms CPU an article  x{cpu / raw:.2f}  {wall:5.2f} s wall")


if __name__ == "__main__":
    main()
