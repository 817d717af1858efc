"""A provider of batches on loopback: /v1/files and /v1/batches as OpenAI documents and answers them.

Time is counted in polls: each `GET /v1/batches/{id}` takes a batch one step further, so that no test
waits. Every object is validated by the openai package's own types before it is sent.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from openai.types import Batch, FileDeleted, FileObject
from openai.types.batch import Errors
from openai.types.batch_error import BatchError
from openai.types.batch_request_counts import BatchRequestCounts

from tests.support import JSON, Answer, claim, completion, draft, failure

__all__ = ["Clock", "Job", "Newsroom", "Provider", "Stored", "cars", "story"]

Ask = Callable[[JSON], JSON | Answer]
_ENDED = ("failed", "completed", "expired", "cancelled")
_EXPIRED = "This request could not be executed before the completion window expired."
_CANCELLED = "This request was not executed because the batch was cancelled."


@dataclass
class Stored:
    """A file at the provider."""

    id: str
    name: str
    purpose: str
    content: bytes
    deleted: bool = False

    def object(self) -> JSON:
        made = FileObject.model_validate(
            {
                "id": self.id,
                "object": "file",
                "bytes": len(self.content),
                "created_at": 1,
                "filename": self.name,
                "purpose": self.purpose,
                "status": "processed",
            }
        )
        return made.model_dump(mode="json")


@dataclass
class Job:
    """A batch at the provider."""

    id: str
    file: Stored
    endpoint: str
    metadata: JSON | None
    created_at: int
    status: str = "validating"
    polls: int = 0
    lines: list[JSON] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[BatchError] = field(default_factory=list)
    output: str | None = None
    error: str | None = None

    def __post_init__(self) -> None:
        lines = self.file.content.splitlines()
        self.asked = Counter(re.findall(r'"custom_id": ?"([^"]+)"', str(lines)))

    def object(self) -> JSON:
        counts = BatchRequestCounts(
            total=len(self.lines), completed=len(self.done), failed=len(self.failed)
        )
        made = Batch.model_validate(
            {
                "id": self.id,
                "object": "batch",
                "endpoint": self.endpoint,
                "completion_window": "24h",
                "input_file_id": self.file.id,
                "created_at": self.created_at,
                "status": self.status,
                "metadata": self.metadata,
                "errors": Errors(data=self.errors, object="list") if self.errors else None,
                "output_file_id": self.output,
                "error_file_id": self.error,
                "request_counts": counts,
            }
        )
        return made.model_dump(mode="json")


class Provider:
    """An endpoint with files and batches, and nothing else.

    `ask` answers a chat body with a completion or an `Answer` (its status decides in which file it
    ends). `polls` is how many polls a batch takes once it is validated; one that is not done after
    `expires` polls expires. `happens` is called, before the answer is sent, with what the provider
    has just done.
    """

    def __init__(self, ask: Ask, *, polls: int = 1, expires: int | None = None) -> None:
        self.ask = ask
        self.polls = polls
        self.expires = expires
        self.most_requests = 50_000
        self.most_bytes = 200_000_000
        self.most_queued: int | None = None
        """Input tokens (at four bytes each) that may wait at once."""
        self.models: set[str] | None = None
        """The models that batches can be made of; None: any."""
        self.broke = False
        """Whether the account can't pay."""
        self.refuses: Callable[[JSON], bool] = lambda _line: False
        """Lines that don't pass validation."""
        self.junk: list[str] = []
        """Lines that are written among a batch's output; {id} stands for a custom_id of it."""
        self.happens: Callable[[str], None] = lambda _event: None
        self.faults: deque[tuple[str, Answer]] = deque()
        """What the next request that begins so is answered; `drop` acts first and then hangs up."""
        self.files: dict[str, Stored] = {}
        self.jobs: dict[str, Job] = {}
        self.accepted: Counter[str] = Counter()
        """How often each custom_id is in a batch that was made, and not refused."""
        self.asked: Counter[str] = Counter()
        """How often each custom_id was answered by `ask`, which is what is paid for."""
        self.seen: list[str] = []
        self._names = iter(range(1, 1_000_000))
        self._lock = threading.RLock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def kept(self) -> list[Stored]:
        """The files that were not deleted."""
        return [file for file in self.files.values() if not file.deleted]

    def inputs(self) -> list[list[JSON]]:
        """The requests of every batch that passed validation, in the order of creation."""
        return [job.lines for job in self.jobs.values() if job.lines]

    # --- routes ---

    def respond(self, route: str, query: dict[str, str], kind: str, body: bytes) -> Answer:
        with self._lock:
            self.seen.append(route)
            fault = None
            if self.faults and route.startswith(self.faults[0][0]):
                _, fault = self.faults.popleft()
                if not fault.drop:
                    return fault
            answer = self._route(route, query, kind, body)
            return fault if fault is not None else answer

    def _route(self, route: str, query: dict[str, str], kind: str, body: bytes) -> Answer:
        answer = failure(404, f"No such object or route: {route}", type="invalid_request_error")
        method, _, path = route.partition(" ")
        match [method, *path.strip("/").split("/")[1:]]:
            case ["POST", "files"]:
                answer = self._upload(kind, body)
            case ["GET", "files"]:
                listed = [f.object() for f in self.kept() if f.purpose == query.get("purpose")]
                answer = _page(listed[::-1], query)
            case ["GET", "files", name, "content"] if self._file(name):
                self._event("content")
                answer = Answer(self.files[name].content.decode())
            case ["DELETE", "files", name] if self._file(name):
                answer = self._delete(name)
            case ["POST", "batches"]:
                answer = self._create(json.loads(body))
            case ["GET", "batches"]:
                answer = _page([job.object() for job in self.jobs.values()][::-1], query)
            case ["GET", "batches", name] if name in self.jobs:
                answer = self._poll(self.jobs[name])
            case ["POST", "batches", name, "cancel"] if name in self.jobs:
                answer = self._cancel(self.jobs[name])
        return answer

    def _event(self, name: str) -> None:
        self.happens(name)

    def _file(self, name: str) -> Stored | None:
        file = self.files.get(name)
        return file if file is not None and not file.deleted else None

    def _store(self, name: str, purpose: str, content: bytes) -> Stored:
        file = Stored(f"file-{next(self._names)}", name, purpose, content)
        self.files[file.id] = file
        return file

    def _upload(self, kind: str, body: bytes) -> Answer:
        parts = _multipart(kind, body)
        name, content = parts["file"]
        file = self._store(name, parts["purpose"][1].decode(), content)
        self._event("uploaded")
        return Answer(file.object())

    def _delete(self, name: str) -> Answer:
        self.files[name].deleted = True
        self.files[name].content = b""
        self._event("deleted")
        deleted = FileDeleted.model_validate({"id": name, "object": "file", "deleted": True})
        return Answer(deleted.model_dump(mode="json"))

    def _create(self, body: JSON) -> Answer:
        file = self._file(body["input_file_id"])
        if file is None:
            return failure(400, f"Cannot find file {body['input_file_id']}", param="file_id")
        if body["completion_window"] != "24h":
            return failure(400, "completion_window must be 24h", param="completion_window")
        metadata = body.get("metadata")
        assert metadata is None or all(len(str(v)) <= 512 for v in metadata.values())
        made = int(time.time())
        job = Job(f"batch_{next(self._names)}", file, body["endpoint"], metadata, made)
        self.jobs[job.id] = job
        self.accepted.update(job.asked)
        self._event("created")
        return Answer(job.object())

    # --- what becomes of a batch ---

    def _poll(self, job: Job) -> Answer:
        if job.status == "validating":
            self._validate(job)
        elif job.status == "in_progress":
            self._work(job)
        elif job.status == "finalizing":
            self._end(job, "completed")
        elif job.status == "cancelling":
            self._end(job, "cancelled")
        self._event(f"polled {job.status}")
        return Answer(job.object())

    def _cancel(self, job: Job) -> Answer:
        if job.status in _ENDED:
            return failure(409, f"Cannot cancel a batch with status '{job.status}'.")
        job.status = "cancelling"
        self._event("cancelling")
        return Answer(job.object())

    def _validate(self, job: Job) -> None:
        lines, job.errors = _checked(job, self)
        if job.errors:
            job.status = "failed"
            self.accepted -= job.asked
            return
        job.lines, job.status = lines, "in_progress"

    def queued(self, job: Job) -> int:
        """The input tokens of all batches that are under way, and of this one."""
        active = [j for j in self.jobs.values() if j.status == "in_progress" or j is job]
        return sum(len(j.file.content) // 4 for j in active)

    def _work(self, job: Job) -> None:
        job.polls += 1
        share = -(-len(job.lines) // self.polls)
        answered = {*job.done, *job.failed}
        waiting = [line for line in job.lines if line["custom_id"] not in answered]
        for line in waiting[:share]:
            self._answer(job, line)
        if len(job.done) + len(job.failed) == len(job.lines):
            job.status = "finalizing"
        elif self.expires is not None and job.polls >= self.expires:
            self._end(job, "expired")

    def _answer(self, job: Job, line: JSON) -> None:
        made = self.ask(line["body"])
        answer = made if isinstance(made, Answer) else Answer(made)
        self.asked[line["custom_id"]] += 1
        (job.done if answer.status == 200 else job.failed).append(line["custom_id"])
        line["answer"] = {"status_code": answer.status, "request_id": "req_1", "body": answer.body}

    def _end(self, job: Job, status: str) -> None:
        output = [_line(line) for line in job.lines if line["custom_id"] in job.done]
        failed = [_line(line) for line in job.lines if line["custom_id"] in job.failed]
        code, said = ("batch_expired", _EXPIRED) if status == "expired" else ("", "")
        if status == "cancelled":
            code, said = "batch_cancelled", _CANCELLED
        left = [line for line in job.lines if "answer" not in line]
        failed += [_line(line, {"code": code, "message": said}) for line in left]
        if output:
            some = job.done[0]
            output += [junk.replace("{id}", some) for junk in self.junk]
            job.output = self._written(f"{job.id}_output.jsonl", output)
        if failed:
            job.error = self._written(f"{job.id}_error.jsonl", failed)
        job.status = status

    def _written(self, name: str, lines: list[str]) -> str:
        random.Random(7).shuffle(lines)  # noqa: S311  # an order, not a secret
        return self._store(name, "batch_output", "".join(f"{x}\n" for x in lines).encode()).id


def _line(line: JSON, error: JSON | None = None) -> str:
    made = {
        "id": f"batch_req_{line['custom_id'][:8]}",
        "custom_id": line["custom_id"],
        "response": None if error else line["answer"],
        "error": error,
    }
    return json.dumps(made, ensure_ascii=False)


def _checked(job: Job, provider: Provider) -> tuple[list[JSON], list[BatchError]]:
    """The requests of a batch's file, or what is wrong with them."""
    lines, errors = _parsed(job, provider)
    broke = ("billing_hard_limit_reached", "Billing hard limit has been reached.")
    whole = broke if provider.broke else None if errors else _whole_fault(job, provider, lines)
    if whole is not None:
        errors = [_error(*whole)]
    return ([], errors) if errors else (lines, [])


def _whole_fault(job: Job, provider: Provider, lines: list[JSON]) -> tuple[str, str] | None:
    content = job.file.content
    if len(content) > provider.most_bytes:
        return "file_too_large", "The batch input file is too large."
    if not lines:
        return "empty_file", "The batch input file is empty."
    if len(lines) > provider.most_requests:
        return "too_many_tasks", "The batch has too many requests."
    model = lines[0]["body"]["model"]
    if provider.models is not None and model not in provider.models:
        return "model_not_found", f"The model {model} can't be used in a batch."
    if provider.most_queued is not None and provider.queued(job) > provider.most_queued:
        return "token_limit_exceeded", (
            f"Enqueued token limit reached for {model} in organization org-1. Limit: "
            f"{provider.most_queued:,} enqueued tokens. Please try again once some in_progress "
            "batches have been completed."
        )
    return None


def _parsed(job: Job, provider: Provider) -> tuple[list[JSON], list[BatchError]]:
    lines: list[JSON] = []
    errors: list[BatchError] = []
    ids: set[str] = set()
    for number, raw in enumerate(job.file.content.split(b"\n")[:-1], 1):
        try:
            line = json.loads(raw)
            fault = _fault(line, job, ids, lines[0]["body"]["model"] if lines else None)
            if provider.refuses(line):
                fault = ("invalid_request", "This request can't be answered in a batch.")
        except (ValueError, KeyError, TypeError):
            fault = ("invalid_json_line", "This line is not parseable as valid JSON.")
        if fault is not None:
            errors.append(_error(*fault, line=number))
            continue
        ids.add(line["custom_id"])
        lines.append(line)
    return lines, errors


def _fault(line: JSON, job: Job, ids: set[str], model: str | None) -> tuple[str, str] | None:
    if line["custom_id"] in ids:
        return "duplicate_custom_id", "The custom_id for this request is a duplicate."
    if line["method"] != "POST":
        return "invalid_method", "The method must be POST."
    if line["url"] != job.endpoint:
        return "invalid_url", "The URL of this request is not the endpoint of the batch."
    if model is not None and line["body"]["model"] != model:
        return "mismatched_model", "The model of this request is not that of the first one."
    if line["body"].get("stream") or not line["body"]["messages"]:
        return "invalid_request", "This request can't be answered in a batch."
    return None


def _error(code: str, message: str, *, line: int | None = None) -> BatchError:
    return BatchError(code=code, message=message, line=line, param=None)


def _page(items: list[JSON], query: dict[str, str]) -> Answer:
    """A page of a list, newest first."""
    ids = [item["id"] for item in items]
    start = ids.index(query["after"]) + 1 if "after" in query else 0
    shown = items[start : start + int(query.get("limit", 20))]
    return Answer(
        {
            "object": "list",
            "data": shown,
            "first_id": shown[0]["id"] if shown else None,
            "last_id": shown[-1]["id"] if shown else None,
            "has_more": start + len(shown) < len(items),
        }
    )


def _multipart(kind: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """The fields of a form, each with its file name and content."""
    found = re.search(r"boundary=\"?([^\";]+)", kind)
    assert found is not None, kind
    fields = {}
    for part in body.split(b"--" + found[1].encode())[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        shown = head.decode()
        name = re.search(r'[ ;]name="([^"]*)"', shown)
        file = re.search(r'filename="([^"]*)"', shown)
        assert name is not None, shown
        fields[name[1]] = (file[1] if file else "", content)
    return fields


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        pass  # a client that was killed in the middle


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body would wait 40 ms for each other

        def log_message(self, *_: object) -> None:
            pass

        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            split = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(split.query).items()}
            kind = self.headers.get("content-type", "")
            answer = provider.respond(f"{self.command} {split.path}", query, kind, body)
            if answer.drop:
                self.close_connection = True
                return
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            self.send_response(answer.status)
            plain = isinstance(answer.body, str)
            kind = "application/octet-stream" if plain else "application/json"
            for name, value in {"content-type": kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_DELETE = _respond  # noqa: N815  # the base class calls them so

    return Handler


class Clock:
    """Time that passes by sleeping only, on top of the real one."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.interrupts = 0
        """Ctrl-C comes at this sleep, from 1."""

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) == self.interrupts:
            raise KeyboardInterrupt

    def time(self) -> float:
        return time.time() + sum(self.slept)


def story(number: int) -> str:
    """An article that differs from others by a number."""
    return (
        f"Bridge {number} over the Lyn opened on 3 May 2024. About {4000 + number:,} cars cross bridge "
        f"{number} every day. It cost over 12 million euros, Mayor Ada Brook said."
    )


def cars(number: int, *, off: int = 0) -> JSON:
    """A claim about such an article, with a figure that is `off`."""
    count = f"{4000 + number + off:,}"
    return claim(
        f"About {count} cars cross bridge {number} every day.",
        figures=[{"value": count, "unit": "cars", "qualifier": "about"}],
        evidence=[2],
    )


class Newsroom:
    """A model that answers about stories: some wrongly, some not in the form that was asked for."""

    def __init__(self, *, wrong: Container[int] = (), malformed: Container[int] = ()) -> None:
        self.wrong = wrong
        self.malformed = malformed
        self.answers: dict[int, JSON | Answer] = {}
        """What it says instead about a story, to whatever is asked."""

    def __call__(self, body: JSON) -> JSON | Answer:
        messages = body["messages"]
        found = re.search(r"Bridge (\d+) over", "".join(str(m["content"]) for m in messages))
        assert found is not None
        number = int(found[1])
        if number in self.answers:
            return self.answers[number]
        if body["response_format"]["json_schema"]["name"] == "RepairDraft":
            fix = {"item": "claims[0]", "dropped": None, "claim": cars(number)}
            return completion({"summary": [], "claims": [fix]})
        if number in self.malformed and len(messages) == 2:
            return completion("{}")
        summary = [{"text": f"Bridge {number} over the Lyn opened.", "evidence": [1]}]
        return completion(draft(cars(number, off=number in self.wrong), summary=summary))
