"""What several tests need: a scripted endpoint on loopback, and drafts to answer with."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = dict[str, Any]
Event = JSON | str | Callable[[], object] | None


@dataclass
class Seen:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: JSON
    raw: bytes


@dataclass
class Answer:
    """What the endpoint sends back."""

    body: JSON | str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    """Close the connection without an answer."""
    events: Sequence[Event] | None = None
    """Server-sent events instead of a body; what is callable is called, and None cuts the connection."""


Script = Answer | JSON | Callable[[Seen], Answer | JSON]


class Endpoint:
    """An OpenAI-compatible endpoint that answers what it was told to, in order.

    The last answer is repeated when the script has ended.
    """

    def __init__(self) -> None:
        self.script: deque[Script] = deque()
        self.seen: list[Seen] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # head and body would wait 40 ms for each other

            def log_message(self, *_: object) -> None:
                pass

            def do_POST(self) -> None:  # the base class calls it by this name
                raw = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(self.path, headers, json.loads(raw or b"{}"), raw)
                answer = endpoint.next_answer(seen)
                time.sleep(answer.delay)
                if answer.drop:
                    self.close_connection = True
                    return
                if answer.events is not None:
                    _send_events(self, answer.events)
                    return
                body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
                self.send_response(answer.status)
                kind = "text/html" if isinstance(answer.body, str) else "application/json"
                for name, value in {"content-type": kind, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            do_GET = do_POST  # noqa: N815  # a list of models

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *about: Any) -> None:
                if not isinstance(sys.exception(), ConnectionError):  # a client that has gone
                    super().handle_error(*about)

        self._server = Server(("127.0.0.1", 0), Handler)
        self._lock = threading.Lock()
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def next_answer(self, seen: Seen) -> Answer:
        with self._lock:
            self.seen.append(seen)
            step = self.script[0] if len(self.script) == 1 else self.script.popleft()
        made = step(seen) if callable(step) else step
        return made if isinstance(made, Answer) else Answer(made)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _send_events(handler: BaseHTTPRequestHandler, events: Sequence[Event]) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("transfer-encoding", "chunked")
    handler.end_headers()
    for event in events:
        if event is None:
            handler.close_connection = True
            return
        if callable(event):
            event()
            continue
        data = event if isinstance(event, str) else json.dumps(event)
        line = f"data: {data}\n\n".encode()
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        handler.wfile.flush()
    handler.wfile.write(b"0\r\n\r\n")


def completion(content: str | JSON | None, *, finish: str = "stop", **message: Any) -> JSON:
    """A chat completion with this content; a dict is written as JSON."""
    text = json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub-1",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {
            "prompt_tokens": 100,
            "completion_tokens": 20,
            "total_tokens": 120,
            "prompt_tokens_details": {"cached_tokens": 40},
            "completion_tokens_details": {"reasoning_tokens": 5},
        },
    }


def streamed(content: str | JSON, *, size: int = 40, finish: str | None = "stop") -> list[Any]:
    """The events of a chat completion with this content, `size` characters each, its usage last."""
    text = json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content
    whole = completion(text)
    head = {"id": whole["id"], "object": "chat.completion.chunk", "model": whole["model"]}
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    deltas = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in pieces)]
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    end = {"index": 0, "delta": {}, "finish_reason": finish}
    events: list[Any] = [{**head, "choices": [choice]} for choice in (*choices, end)]
    return [*events, {**head, "choices": [], "usage": whole["usage"]}, "[DONE]"]


def failure(status: int, message: str = "no", headers: JSON | None = None, **error: Any) -> Answer:
    """An error of the endpoint in OpenAI's form."""
    return Answer({"error": {"message": message, **error}}, status, headers or {})


def claim(text: str = "The bridge opened on 3 May 2024.", **fields: Any) -> JSON:
    """A claim as a model writes it."""
    return {
        "text": text,
        "kind": "event",
        "speaker": None,
        "role": None,
        "attribution": "none",
        "quote": None,
        "certainty": "asserted",
        "when": None,
        "figures": [],
        "checkable": True,
        "importance": "high",
        "evidence": [1],
        **fields,
    }


def draft(*claims: JSON, **fields: Any) -> JSON:
    """A whole answer as a model writes it."""
    return {
        "headline": "Bridge opens",
        "summary": [{"text": "The bridge opened.", "evidence": [1]}],
        "claims": list(claims),
        "topics": ["traffic"],
        "language": "en",
        **fields,
    }
