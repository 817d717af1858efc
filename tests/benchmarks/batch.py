"""Many articles: wall against the latency and the bare SDK, memory, kills and faults, in one run.

    python tests/benchmarks/batch.py [--articles 2000] [--concurrent 100] [--latency 0.2] [--part …]

A stub endpoint in a process of its own answers every request with a completion of fifteen claims after
`--latency` seconds. The articles are distinct: the seed, with a number in its last sentence. Each
contender runs in a process of its own: raw is `AsyncOpenAI.chat.completions.create` with the same
messages and schema, instructor the plain `from_openai(...).create`, ours `summarize_articles` with a
SQLite store. The larger of the latency bound (articles / concurrent · latency) and raw's wall is what
ours is compared with; patience is the same at ten times the latency. `--part` chooses among speed,
patience, memory, kills, faults.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarize import load_article
from summarize.draft import ArticleDraft, json_schema
from summarize.messages import article_message
from summarize.prompts import load_prompt

SEED = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"
NUMBER = re.compile(rb"edition number (\d+)")


def text_of(number: int) -> str:
    return f"{SEED.read_text(encoding='utf-8')}\n\nThis is edition number {number} of the report.\n"


def answer() -> bytes:
    """A completion with fifteen claims on the seed, as the embedded engine finds them."""
    from summarize.models.embedded import draft_article

    draft = draft_article(load_article(text_of(0)), max_claims=15)
    message = {"role": "assistant", "content": draft.model_dump_json()}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1500, "completion_tokens": 1800, "total_tokens": 3300},
    }
    return json.dumps(body).encode()


# --- the endpoint ---


def response(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(latency: float, fail: float) -> None:
    """Half of the faults are 429, the other half connections that end without an answer."""
    usual = response("200 OK", answer())
    refusal = response("429 Too Many Requests", b'{"error": {"message": "slow down"}}')
    calls: Counter[int] = Counter()
    dice = random.Random(1)  # noqa: S311  # no secret

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                if request.startswith(b"GET"):
                    writer.write(response("200 OK", json.dumps(calls).encode()))
                    continue
                fields = request.decode("latin-1").lower().split("content-length:")
                body = await reader.readexactly(int(fields[1].split("\r\n")[0]))
                fate = dice.random()
                await asyncio.sleep(latency)
                if fate < fail / 2:
                    break
                if fate < fail:
                    writer.write(refusal)
                    continue
                if found := NUMBER.search(body):
                    calls[int(found[1])] += 1
                writer.write(usual)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def endpoint(latency: float, fail: float = 0.0) -> Iterator[str]:
    command = [sys.executable, __file__, "--role", "serve"]
    command += ["--latency", str(latency), "--fail", str(fail)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def total(url: str) -> int:
    return sum(answered(url).values())


def answered(url: str) -> dict[str, int]:
    """How often the endpoint answered about each article."""
    with urllib.request.urlopen(url) as reply:  # noqa: S310  # our own endpoint
        return dict(json.load(reply))


# --- the contenders, each in a process of its own ---


def bare(name: str, url: str) -> Callable[[int], Awaitable[Any]]:
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    prompt = load_prompt("article")
    system = {"role": "system", "content": prompt.render()}
    shown = article_message(load_article(text_of(0)))
    body: dict[str, Any] = {
        "model": "stub/one",
        "max_tokens": prompt.parameters.max_output_tokens,
    }

    def messages(number: int) -> Any:
        content = shown.replace("edition number 0", f"edition number {number}")
        return [system, {"role": "user", "content": content}]

    if name == "instructor":
        import instructor

        wrapped = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
        return lambda n: wrapped.create(
            response_model=ArticleDraft, strict=False, messages=messages(n), **body
        )
    shape = {"name": "ArticleDraft", "schema": json_schema(ArticleDraft), "strict": True}
    body["response_format"] = {"type": "json_schema", "json_schema": shape}
    create: Any = client.chat.completions.create
    return lambda n: create(messages=messages(n), **body)


async def call_all(call: Callable[[int], Awaitable[Any]], articles: int, concurrent: int) -> None:
    numbers = iter(range(articles))

    async def work() -> None:
        for number in numbers:
            await call(number)

    await asyncio.gather(*(work() for _ in range(concurrent)))


def ours(url: str, args: argparse.Namespace, store: Path) -> None:
    from summarize import summarize_articles

    outcomes = summarize_articles(
        (text_of(number) for number in range(args.articles)),
        model="stub/one",
        base_url=url,
        concurrency=args.concurrent,
        store=store,
    )
    count = 0
    for outcome in outcomes:
        assert outcome.error is None, outcome.error
        outcome.to_json()
        count += 1
    assert count == args.articles


def measure(args: argparse.Namespace) -> None:
    began, cpu = time.perf_counter(), cpu_time()
    if args.role == "ours":
        with tempfile.TemporaryDirectory() as place:
            ours(args.url, args, Path(place, "store"))
    else:
        asyncio.run(call_all(bare(args.role, args.url), args.articles, args.concurrent))
    wall, cpu = time.perf_counter() - began, cpu_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu / args.articles * 1000, "peak": peak}))


def cpu_time() -> float:
    """Seconds of CPU of this process and its children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def run(args: argparse.Namespace, role: str, url: str, articles: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--role", role, "--url", url]
    command += ["--articles", str(articles), "--concurrent", str(args.concurrent)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603  # our own
    return dict(json.loads(done.stdout))


# --- what is measured ---


def speed(args: argparse.Namespace) -> None:
    contest(args, args.latency, ("raw", "instructor", "ours"), args.rounds)


def patience(args: argparse.Namespace) -> None:
    """The same where an answer takes ten times as long, which is still little for a model."""
    contest(args, 10 * args.latency, ("raw", "ours"), 1)


def contest(args: argparse.Namespace, latency: float, roles: tuple[str, ...], rounds: int) -> None:
    bound = args.articles / args.concurrent * latency
    best: dict[str, dict[str, float]] = {}
    with endpoint(latency) as url:
        for _ in range(rounds):  # alternating, so that the machine's speed drifts alike for all
            for role in roles:
                now = run(args, role, url, args.articles)
                if role not in best or now["wall"] < best[role]["wall"]:
                    best[role] = now
    floor = max(bound, best["raw"]["wall"])
    print(f"{args.articles} articles, {args.concurrent} at a time, {latency} s latency")
    print(f"  latency bound {bound:6.2f} s")
    for role, row in best.items():
        print(
            f"  {role:12} {row['wall']:7.2f} s wall  x{row['wall'] / floor:.2f} of the larger bound  "
            f"{row['cpu']:6.2f} ms CPU an article  {row['peak']:5.0f} MB"
        )


def memory(args: argparse.Namespace) -> None:
    few = args.articles // 10
    with endpoint(args.latency) as url:
        peaks = {n: run(args, "ours", url, n)["peak"] for n in (few, args.articles)}
    ratio = peaks[args.articles] / peaks[few]
    print(f"peak memory: {few} articles {peaks[few]:.0f} MB, ", end="")
    print(f"{args.articles} articles {peaks[args.articles]:.0f} MB, x{ratio:.3f}")


def kills(args: argparse.Namespace) -> None:
    articles, concurrent, count = 500, 20, 20
    dice = random.Random(2)  # noqa: S311  # no secret
    with tempfile.TemporaryDirectory() as place, endpoint(args.latency) as url:
        source, out = Path(place, "in.jsonl"), Path(place, "out.jsonl")
        source.write_text(
            "".join(json.dumps({"id": str(n), "text": text_of(n)}) + "\n" for n in range(articles))
        )
        command = [sys.executable, "-m", "summarize", "batch", str(source), "--out", str(out)]
        command += ["--model", "stub/one", "--base-url", url, "--concurrency", str(concurrent)]
        for _ in range(count):  # each while it is at work, whatever the machine's speed
            goal = total(url) + dice.randint(1, 2 * articles // count - 1)
            with subprocess.Popen(command, stderr=subprocess.DEVNULL) as batch:  # noqa: S603  # our own
                while batch.poll() is None and total(url) < goal:
                    time.sleep(0.01 * dice.random())
                batch.kill()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
        ids = [json.loads(line)["id"] for line in out.read_text().splitlines()]
        calls = answered(url)
    repeated = sum(calls.values()) - len(calls)
    print(
        f"{count} kills: {len(set(ids))} results of {articles}, {len(ids) - len(set(ids))} duplicates, "
        f"{repeated} repeated calls ({repeated / count:.1f} a kill, {concurrent} under way)"
    )


def faults(args: argparse.Namespace) -> None:
    articles = min(500, args.articles)
    with endpoint(args.latency, 0.3) as url:
        row = run(args, "ours", url, articles)
        calls = answered(url)
    print(
        f"30 % faults: {len(calls)} of {articles} articles finished in {row['wall']:.1f} s, "
        f"{sum(calls.values()) - len(calls)} answered twice"
    )


PARTS = {"speed": speed, "patience": patience, "memory": memory, "kills": kills, "faults": faults}


def main() -> None:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--articles", type=int, default=2000)
    cli.add_argument("--concurrent", type=int, default=100)
    cli.add_argument("--latency", type=float, default=0.2)
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument("--part", action="append", choices=PARTS)
    cli.add_argument("--role", help=argparse.SUPPRESS)
    cli.add_argument("--url", default="", help=argparse.SUPPRESS)
    cli.add_argument("--fail", type=float, default=0.0, help=argparse.SUPPRESS)
    args = cli.parse_args()
    if args.role == "serve":
        asyncio.run(serve(args.latency, args.fail))
    elif args.role:
        measure(args)
    else:
        for part in args.part or PARTS:
            PARTS[part](args)


if __name__ == "__main__":
    main()
