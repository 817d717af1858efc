"""OpenAI's Batch API: its routes, and answers from its files in place of an endpoint's.

A request that goes in a batch is the body that `OpenAIChatModel` would send, and what comes back is
read by its own code: the same schema, the same checks, the same re-asks. `Replay` runs a request
against answers that are there already, and says which one is missing. Nothing of openai leaves here.

Read in OpenAI's Batch guide and API reference, November 2026: at most 50,000 requests and 200 MB a
file, one model a file, `custom_id` unique in it; results in any order, in an output and an error
file; a batch that expires keeps what was answered. Files for batches vanish after 30 days.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import IO, Any, Final, TypeVar

import instructor
import openai
import tenacity
from instructor.core import InstructorRetryException
from openai.types import Batch, FileObject
from openai.types.chat import ChatCompletion

from ..errors import ConfigurationError, EndpointError, ModelError
from .base import Attempt, DraftT, Reply, Request
from .calls import Call
from .openai_chat import OpenAIChatModel
from .prices import price_of
from .quiet import quiet
from .retries import RetryPolicy
from .wire import sendable

__all__ = [
    "NO_QUOTA",
    "BatchFault",
    "BatchRoutes",
    "BatchState",
    "Recorded",
    "Replay",
    "Unanswered",
]

T = TypeVar("T")
URL: Final = "/v1/chat/completions"
NO_QUOTA: Final = ("insufficient_quota", "billing_hard_limit_reached")
"""Codes for an account that can't pay: another batch fails just so."""
_MARK = "summarize"
_PATIENT = RetryPolicy(retries=8, first_wait=1.0, longest_wait=300.0)
_TRANSFER = 600.0  # seconds without progress in an upload or a download
_SKEW = 24 * 3600  # seconds that the provider's clock may be behind


# --- one request and its answer ---


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer as the files of a batch hold it."""

    status: int
    """Of the request's own HTTP answer; 0: it has none, and `body` says why."""
    body: dict[str, Any]
    """A chat completion, or {"error": {"code", "message"}}."""

    @property
    def code(self) -> str:
        """The error's code; empty when it has none."""
        error = self.body.get("error")
        return str(error.get("code") or "") if isinstance(error, dict) else ""

    @property
    def retryable(self) -> bool:
        """Whether the same request may be answered in another batch."""
        if self.code in NO_QUOTA:
            return False
        return self.status in (0, 408, 409, 429) or self.status >= 500

    @classmethod
    def read(cls, line: Any) -> Recorded:
        """What a line of an output or an error file says."""
        response, error = line.get("response"), line.get("error")
        if isinstance(response, dict) and isinstance(response.get("status_code"), int):
            body = response.get("body")
            return cls(response["status_code"], body if isinstance(body, dict) else {})
        return cls(0, {"error": error if isinstance(error, dict) else {}})


class Unanswered(Exception):  # noqa: N818  # it is no fault: the answer is not there yet
    """A request that has to be sent: its body as JSON, by what it is known, what it may take."""

    def __init__(
        self, digest: str, body: str, estimate: Attempt, paid: tuple[Attempt, ...] = ()
    ) -> None:
        super().__init__(digest)
        self.digest = digest
        self.body = body
        self.estimate = estimate
        self.paid = paid
        """The answers that it is a re-ask after."""

    @property
    def line(self) -> bytes:
        """The request as a line of a batch's file."""
        head = f'{{"custom_id":"{self.digest}","method":"POST","url":"{URL}","body":'
        return f"{head}{self.body}}}\n".encode()


@dataclass
class _Replayed(Call):
    request: Any = None
    recorded: Callable[[str], Recorded | None] = field(default=lambda _digest: None)


class Replay:
    """Requests to a model, answered by what was recorded."""

    def __init__(self, model: OpenAIChatModel) -> None:
        self._model = model
        self._create = instructor.patch(create=self._answered, mode=model._mode)

    def reply(
        self, request: Request[DraftT], recorded: Callable[[str], Recorded | None]
    ) -> Reply[DraftT]:
        """The reply to a request, when every answer that it takes is recorded by its digest.

        Raises `Unanswered` for the first that isn't: the request's own, or a re-ask's; a
        `ModelError` when there is no usable answer.
        """
        call = _Replayed(request=request, recorded=recorded)
        with quiet():
            try:
                draft = self._create(**self._model._arguments(request, call))
            except InstructorRetryException as error:
                if isinstance(error.__cause__, Unanswered):
                    raise error.__cause__ from None
                raise self._model._error(error, call) from None  # the chain holds article text
        return self._model._reply(draft, call)

    def _answered(self, *, call: _Replayed, **body: Any) -> ChatCompletion:
        send = sendable(body)
        text = _json({"model": send["model"], **send["extra_body"]})
        digest = self._digest(text)
        recorded = call.recorded(digest)
        if recorded is None:
            raise Unanswered(digest, text, self._estimate(call.request, send), tuple(call.attempts))
        if recorded.status != 200:
            raise self._fault(recorded)
        if not isinstance(recorded.body.get("choices"), list):
            raise self._model._no_completion()
        answer = ChatCompletion.construct(**recorded.body)
        call.attempts.append(self._attempt(answer, call))
        return self._model._checked(answer, call)

    def took(self, recorded: Recorded) -> Attempt:
        """What an answer took; nothing, when it is an error."""
        if recorded.status != 200 or not isinstance(recorded.body.get("choices"), list):
            return Attempt("retried")
        return self._attempt(ChatCompletion.construct(**recorded.body), _Replayed())

    def _attempt(self, answer: ChatCompletion, call: Call) -> Attempt:
        return replace(self._at_batch_price(self._model._attempt(answer, call)), seconds=0.0)

    def _digest(self, text: str) -> str:
        """What a request is known by: an answer is as good as another to the same request."""
        whole = f"{self._model.base_url or ''}\n{text}"
        return sha256(whole.encode()).hexdigest()[:32]

    def _estimate(self, request: Request[Any], send: dict[str, Any]) -> Attempt:
        return self._at_batch_price(self._model._estimate(request, send))

    def _at_batch_price(self, attempt: Attempt) -> Attempt:
        cost = price_of(
            self._model.wire_name,
            endpoint=self._model.base_url,
            input_tokens=attempt.input_tokens,
            cached_tokens=attempt.cached_tokens,
            output_tokens=attempt.output_tokens,
            batch=True,
        )
        return replace(attempt, cost=None if attempt.cost is None else cost)

    def _fault(self, recorded: Recorded) -> Exception:
        """What the endpoint's answer, or none, would have been raised as."""
        error = recorded.body.get("error")
        detail = error if isinstance(error, dict) else {}
        said = str(detail.get("message") or "no reason given")
        if recorded.status == 0:
            reason = _REASONS.get(recorded.code) or f"It says: {self._model._keyless(said)[:300]}"
            return EndpointError(
                f"{self._model._where} did not answer this request in a batch. {reason} "
                "Run it again to ask again."
            )
        return _status_error(recorded.status, said, detail)


_REASONS = {
    "batch_expired": "Its time was over before the request's turn came (batch_expired).",
    "batch_cancelled": "The batch was cancelled (batch_cancelled).",
    "request_timeout": "The model took too long (request_timeout).",
    "no_answer": "The batch's files hold no line for it.",
}


def _status_error(status: int, said: str, detail: dict[str, Any]) -> openai.APIStatusError:
    import httpx2

    request = httpx2.Request("POST", f"http://batch{URL}")
    response = httpx2.Response(status, request=request)
    return openai.APIStatusError(said, response=response, body=detail)


# Line ends of other alphabets, at which a careless reader of lines would break one, and what is no
# character.
_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def _json(value: dict[str, Any]) -> str:
    """JSON in one line, short, and the same each time."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


# --- files and batches ---


@dataclass(frozen=True, slots=True)
class BatchFault:
    """Why a batch was refused."""

    code: str
    message: str
    line: int | None
    """The line of the input file, from 1, if it is about one."""


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch as the endpoint describes it."""

    id: str
    status: str
    input_file: str | None = None
    output_file: str | None = None
    error_file: str | None = None
    total: int = 0
    completed: int = 0
    failed: int = 0
    faults: tuple[BatchFault, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.status in ("completed", "failed", "expired", "cancelled")

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of its files, as far as it has any."""
        return tuple(f for f in (self.input_file, self.output_file, self.error_file) if f)


class BatchRoutes:
    """The files and batches of a model's endpoint.

    Transport faults are tried again, for minutes; what remains is raised as a `ModelError`, and as a
    `ConfigurationError` when the endpoint has no such routes.
    """

    def __init__(
        self, model: OpenAIChatModel, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._model = model
        self._client = model._client.with_options(timeout=_TRANSFER)
        self._sleep = sleep

    def upload(self, name: str, lines: IO[bytes]) -> str:
        """The id of a new file with these lines."""

        def send() -> str:
            lines.seek(0)
            form = (name, lines, "application/jsonl")
            made = self._client.files.create(file=form, purpose="batch")
            return self._an_object(made, FileObject).id

        return self._tried(send)

    def create(self, file: str, mark: str, since: float) -> BatchState:
        """A new batch of a file, marked so that `find` finds it.

        A connection that breaks leaves open whether the batch was made: it is looked for before it
        is tried again.
        """
        attempts = 0

        def send() -> BatchState:
            nonlocal attempts
            attempts += 1
            found = self._find(mark, since) if attempts > 1 else None
            if found is not None:
                return found
            made = self._client.batches.create(
                input_file_id=file,
                endpoint=URL,
                completion_window="24h",
                metadata={_MARK: mark},
            )
            return self._state(made)

        return self._tried(send, again=_file_is_late)

    def find(self, mark: str, since: float) -> BatchState | None:
        """The batch with this mark, if one was made after `since` (a Unix time)."""
        return self._tried(lambda: self._find(mark, since))

    def retrieve(self, batch: str) -> BatchState | None:
        """How a batch stands; None when the endpoint does not know it."""
        return self._known(lambda: self._state(self._client.batches.retrieve(batch)))

    def cancel(self, batch: str) -> BatchState | None:
        """Ends a batch; what was answered until then is kept. None: the endpoint does not know it."""

        def send() -> BatchState:
            try:
                return self._state(self._client.batches.cancel(batch))
            except (openai.ConflictError, openai.BadRequestError):  # it has ended
                return self._state(self._client.batches.retrieve(batch))

        return self._known(send)

    def download(self, file: str, into: IO[bytes]) -> bool:
        """Writes a file's content; False when there is no such file any more."""

        def fetch() -> bool:
            into.seek(0)
            into.truncate()
            with self._client.files.with_streaming_response.content(file) as response:
                for chunk in response.iter_bytes():
                    into.write(chunk)
            return True

        done = self._known(fetch)
        into.seek(0)
        return bool(done)

    def delete(self, file: str) -> None:
        """Removes a file; one that isn't there is removed."""
        self._known(lambda: self._client.files.delete(file).deleted)

    def named(self, name: str) -> list[str]:
        """The ids of uploaded files with this name."""
        return self._tried(
            lambda: [
                file.id
                for file in self._client.files.list(purpose="batch", limit=1000)
                if file.filename == name
            ]
        )

    def _find(self, mark: str, since: float) -> BatchState | None:
        for batch in self._recent(since):
            if (batch.metadata or {}).get(_MARK) == mark:
                return self._state(batch)
        return None

    def _recent(self, since: float) -> Iterator[Batch]:
        """The batches, newest first, back to a day before `since`."""
        for batch in self._client.batches.list(limit=100):
            if batch.created_at < since - _SKEW:
                return
            yield batch

    def _an_object(self, made: object, kind: type[T]) -> T:
        """What the endpoint gave, if it is an object of this kind: for a page the SDK gives its text."""
        if not isinstance(made, kind):
            raise self._absent("answers with a page or text")
        return made

    def _state(self, batch: Batch) -> BatchState:
        return _state(self._an_object(batch, Batch))

    def _known(self, send: Callable[[], T]) -> T | None:
        try:
            return self._tried(send, missing=True)
        except _Missing:
            return None

    def _tried(
        self,
        send: Callable[[], T],
        *,
        missing: bool = False,
        again: Callable[[BaseException], bool] | None = None,
    ) -> T:
        options = _PATIENT.options(lambda: None)
        usual = options["retry"]
        if again is not None:
            options["retry"] = lambda state: usual(state) or again(state.outcome.exception())
        try:
            return tenacity.Retrying(sleep=self._sleep, **options)(send)
        except openai.OpenAIError as error:
            if missing and isinstance(error, openai.NotFoundError):
                raise _Missing from None
            raise self._told(error) from None
        except (json.JSONDecodeError, UnicodeDecodeError):
            raise self._absent("answers with a page or text") from None

    def _told(self, error: openai.OpenAIError) -> Exception:
        if isinstance(error, openai.APIStatusError) and error.status_code in (404, 405, 501):
            return self._absent(f"answers HTTP {error.status_code} to {error.request.url.path}")
        told = self._model._translate(error)
        if isinstance(told, ModelError):
            told.model = self._model.name
        return told or EndpointError(f"{self._model._where} failed ({type(error).__name__}).")

    def _absent(self, answer: str) -> ConfigurationError:
        return ConfigurationError(
            f"{self._model._where} {answer}, so it seems to have no Batch API. "
            "Use summarize_articles (leave out --batch-api), or check base_url: it usually ends in /v1."
        )


class _Missing(Exception):  # noqa: N818  # the object is not there, which a caller may expect
    """The endpoint knows no object of that id."""


def _file_is_late(error: BaseException | None) -> bool:
    """Whether a batch was refused because its file, just uploaded, is not seen everywhere yet."""
    return isinstance(error, openai.BadRequestError) and "find file" in str(error.message).lower()


def _state(batch: Batch) -> BatchState:
    counts = batch.request_counts
    faults = (batch.errors.data if batch.errors else None) or []
    return BatchState(
        id=batch.id,
        status=batch.status,
        input_file=batch.input_file_id,
        output_file=batch.output_file_id,
        error_file=batch.error_file_id,
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        faults=tuple(BatchFault(f.code or "", f.message or "", f.line) for f in faults),
    )
