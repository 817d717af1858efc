"""A stub endpoint in a process of its own: `python stub_server.py LATENCY` prints its port.

Answers every request with the same draft; `GET /calls` says how often each article was answered.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter

_TOWN = re.compile(rb"bridge of town (\d+)")
_DRAFT = {
    "headline": "Bridge opens",
    "summary": [{"text": "The bridge opened on Monday.", "evidence": [1]}],
    "claims": [],
    "topics": [],
    "language": "en",
}
_ANSWER = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "stub-1",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": json.dumps(_DRAFT)},
        }
    ],
    "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
}


def _response(body: object) -> bytes:
    text = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text


async def main(latency: float) -> None:
    calls: Counter[str] = Counter()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                if head.startswith(b"GET"):
                    writer.write(_response(calls))
                    continue
                length = head.lower().split(b"content-length:")[1].split(b"\r\n")[0]
                body = await reader.readexactly(int(length))
                await asyncio.sleep(latency)
                if (found := _TOWN.search(body)) is not None:
                    calls[found[1].decode()] += 1
                writer.write(_response(_ANSWER))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
