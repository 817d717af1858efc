"""CPU milliseconds for each replayed request and each file, beside vcrpy's own `body` matcher.

    python tests/benchmarks/cassettes.py [--sizes 1 10 100] [--requests 100]

The requests go through httpx2 without the SDK, so that little else is measured: 7 kB asked (an
article of 5 kB and the schema), 6 kB answered. `bare` is the same client with a transport that
answers at once, and is part of all other columns. vcrpy's own cassette holds the same interactions
in its own format. Recordings are read, written and looked through for secrets as files.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import httpx2
import vcr  # type: ignore[import-untyped]  # vcrpy has no types
import vcr.request  # type: ignore[import-untyped]

from summarize.cassettes import (
    Interaction,
    Manifest,
    Recording,
    read_manifest,
    read_recording,
    replaying,
    write_recording,
)
from summarize.draft import ArticleDraft, json_schema
from summarize.secrets import find_secrets

URL = "http://nowhere.invalid/v1/chat/completions"
HEADERS = {"content-type": "application/json"}
SENTENCE = "The council’s committee voted {} to {} on item {} after an hour of debate. "


def interactions(count: int) -> tuple[Interaction, ...]:
    return tuple(_interaction(number) for number in range(count))


def _interaction(number: int) -> Interaction:
    article = "\n".join(f"[{n}] {SENTENCE.format(n, number, n * number)}" for n in range(62))
    shape = {"type": "json_schema", "json_schema": {"schema": json_schema(ArticleDraft)}}
    messages = [{"role": "user", "content": article}]
    request = {"model": "one", "messages": messages, "response_format": shape}
    claims = [{"text": SENTENCE.format(n, number, n), "evidence": [n]} for n in range(55)]
    content = json.dumps({"claims": claims}, ensure_ascii=False)
    response = {"id": "recorded", "choices": [{"message": {"content": content}}]}
    return Interaction(
        "POST",
        "/v1/chat/completions",
        json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode(),
        200,
        json.dumps(response, ensure_ascii=False, indent=2).encode(),
        "application/json",
    )


def recording_of(made: tuple[Interaction, ...]) -> Recording:
    zero = "0" * 64
    manifest = Manifest(
        prompt="article@1",
        prompt_sha256=zero,
        schema_sha256=zero,
        repair=None,
        repair_sha256=None,
        request_sha256=(zero,) * len(made),
        model="openai/one",
        model_answered="one",
        case="bench",
        sample=1,
        article_sha256=zero,
        recorded=date(2026, 11, 25),
        provenance="a benchmark",
        versions={},
        usage={},
        cost=None,
        seconds=0.0,
    )
    return Recording(manifest, made)


def cpu(call: Callable[[], object], times: int = 1) -> float:
    """Milliseconds of this process's CPU for each call."""
    begin = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - begin) * 1000 / times


def spread(made: tuple[Interaction, ...], limit: int) -> tuple[Interaction, ...]:
    """At most `limit` interactions, from everywhere."""
    return made[:: max(1, len(made) // limit)][:limit]


def play(client: httpx2.Client, asked: Iterator[Interaction]) -> None:
    each = next(asked)
    answer = client.post(URL, content=each.request, headers=HEADERS)
    if answer.content != each.response:
        raise SystemExit("a replay gave another answer")


def bare(made: tuple[Interaction, ...]) -> float:
    answers = iter(made)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=next(answers).response))
    with httpx2.Client(transport=transport) as client:
        asked = iter(made)
        return cpu(lambda: play(client, asked), len(made))


def ours(path: Path, made: tuple[Interaction, ...]) -> float:
    with replaying(path), httpx2.Client() as client:
        asked = iter(made)
        return cpu(lambda: play(client, asked), len(made))


def theirs(folder: Path, all_made: tuple[Interaction, ...], made: tuple[Interaction, ...]) -> float:
    path = folder / f"vcrpy-{len(all_made)}.yaml"
    requests = [vcr.request.Request("POST", URL, each.request, HEADERS) for each in all_made]
    responses = [
        {
            "status": {"code": each.status, "message": "OK"},
            "headers": {"content-type": [each.content_type]},
            "body": {"string": each.response},
        }
        for each in all_made
    ]
    recorder = vcr.VCR(record_mode="none", match_on=("method", "path", "body"))
    saved = {"requests": requests, "responses": responses}
    recorder.persister.save_cassette(path, saved, recorder.serializers["yaml"])
    with recorder.use_cassette(path), httpx2.Client() as client:
        asked = iter(made)
        return cpu(lambda: play(client, asked), len(made))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--requests", type=int, default=100, help="at most so many are timed")
    arguments = parser.parse_args()
    head = (
        "interactions",
        "bare",
        "ours",
        "vcrpy body",
        "read",
        "manifest",
        "write",
        "secrets",
        "kB",
    )
    print("CPU ms: bare, ours, vcrpy body a request; read, manifest, write, secrets a file")
    print(" ".join(f"{name:>12}" for name in head))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in arguments.sizes:
            made = interactions(size)
            path = folder / f"{size}.yaml"
            recording = recording_of(made)
            write = cpu(partial(write_recording, path, recording))
            text = path.read_text(encoding="utf-8")
            row = (
                bare(spread(made, arguments.requests)),
                ours(path, spread(made, arguments.requests)),
                theirs(folder, made, spread(made, 10)),  # 100 of 100 take half a minute
                cpu(partial(read_recording, path)),
                cpu(partial(read_manifest, path)),
                write,
                cpu(partial(find_secrets, text)),
                len(text.encode()) / 1000,
            )
            print(f"{size:>12} " + " ".join(f"{value:12.2f}" for value in row))


if __name__ == "__main__":
    main()
