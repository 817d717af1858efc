"""Language models behind an OpenAI-compatible Chat Completions endpoint.

The only module that knows openai and instructor. instructor turns a draft class into a request
and an answer into a draft, and asks again when the answer doesn't fit; everything about the
transport (retries, refusals, truncation, cost) is decided once, in the `create` that it is given.
"""

from __future__ import annotations

import asyncio
import json
import time
import weakref
from collections.abc import AsyncGenerator
from dataclasses import replace
from functools import cached_property
from typing import Any, Self

import httpx2
import instructor
import openai
from instructor.core import InstructorRetryException, ResponseParsingError
from openai.types.chat import ChatCompletion
from pydantic import SecretStr, ValidationError

from ..errors import (
    AuthenticationError,
    CassetteMiss,
    ContentFilterError,
    EndpointError,
    MalformedAnswerError,
    ModelError,
    QuotaError,
    RateLimitError,
    RefusalError,
    TruncatedAnswerError,
    UnknownModelError,
)
from ..telemetry import CallSpan, server_of
from ..tokens import CLAIM_TOKENS, OTHER_TOKENS, estimated_tokens
from .base import Attempt, DraftT, Reply, Request, add_usage
from .calls import Attempted, Call
from .families import family_of, parameters
from .overflow import overflow_of
from .pacing import Pacer, Turn
from .prices import price_of
from .quiet import quiet
from .retries import RetryPolicy, is_refusal, retry_after, retryable
from .said import details, is_cut_off, problems_of, shortened, unquoted
from .streamed import StreamingPost
from .wire import sendable, wire_class

__all__ = ["OpenAIChatModel"]


class OpenAIChatModel:
    """A model on an OpenAI-compatible endpoint, asked for JSON that fits a schema.

    `name` is the public name, `wire_name` the one that the endpoint knows, `base_url` None for
    OpenAI itself. `timeout` is in seconds for each attempt; `reasks` is how often an answer that
    doesn't fit the schema is asked for again. `context_window` is in tokens; None: its family's, or
    unknown. Clients are opened on first use and kept.
    """

    extractive = False

    def __init__(
        self,
        name: str,
        *,
        wire_name: str,
        api_key: str | SecretStr,
        base_url: str | None = None,
        timeout: float = 120.0,
        reasks: int = 1,
        retries: RetryPolicy | None = None,
        context_window: int | None = None,
    ) -> None:
        self.name = name
        self.context_window = context_window or family_of(wire_name).window
        self.wire_name = wire_name
        self.base_url = base_url
        self._key = SecretStr(api_key) if isinstance(api_key, str) else api_key
        self._timeout = timeout
        self._reasks = reasks
        self._retries = retries or RetryPolicy()
        self._pacer = Pacer(
            first_wait=self._retries.first_wait, longest_wait=self._retries.longest_wait
        )
        self._sent = StreamingPost(_PATH)
        self._server = server_of(base_url)
        self._mode = instructor.Mode.JSON_SCHEMA
        self._owners: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[Any, Any]] = (
            weakref.WeakKeyDictionary()
        )

    def __repr__(self) -> str:
        return f"OpenAIChatModel({self.name!r}, base_url={self.base_url!r})"

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The reply to one request; raises a `ModelError` when there is none."""
        call = Call(request, place=self._pacer.place())
        with quiet():
            try:
                draft = self._create(**self._arguments(request, call))
            except InstructorRetryException as error:
                raise self._error(error, call) from None  # the chain holds article text
            except BaseException as error:
                call.conclude("cancelled", error)
                raise
        return self._reply(draft, call)

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The same as a coroutine; each event loop has its own connections."""
        call = Call(request, place=self._pacer.place())
        with quiet():
            try:
                draft = await (await self._async_create())(**self._arguments(request, call))
            except InstructorRetryException as error:
                raise self._error(error, call) from None  # the chain holds article text
            except BaseException as error:
                call.conclude("cancelled", error)
                raise
        return self._reply(draft, call)

    # --- what goes out ---

    def _arguments(self, request: Request[DraftT], call: Call) -> dict[str, Any]:
        return {
            "model": self.wire_name,
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
            **parameters(self.wire_name, request),
            "response_model": wire_class(request.schema),
            "max_retries": self._reasks,
            "call": call,
        }

    def _options(self) -> dict[str, Any]:
        return {
            "api_key": self._key.get_secret_value(),
            "base_url": self.base_url,
            "timeout": self._timeout,
            "max_retries": 0,  # retries.py is the only policy
        }

    @cached_property
    def _client(self) -> openai.OpenAI:
        return openai.OpenAI(**self._options())

    @cached_property
    def _create(self) -> Any:
        post, pacer = self._client.post, self._pacer

        def create(*, call: Call, **body: Any) -> ChatCompletion:
            with (sending := _Sending(self, call, body)).span as span:
                while True:
                    turn = pacer.turn(call.place, sending.tokens)
                    try:
                        with sending.on(turn):
                            response = post(_PATH, cast_to=httpx2.Response, body=sending.body)
                            answer = sending.received(response)
                        break
                    except openai.OpenAIError as error:
                        time.sleep(sending.pause(error))
                span.told(lambda: _told(answer, call))
                return self._checked(answer, call)

        return instructor.patch(create=create, mode=self._mode)

    async def _async_create(self) -> Any:
        """The patched `create` of the running event loop's own client."""
        loop = asyncio.get_running_loop()
        if loop not in self._owners:
            owner = self._client_of_loop()
            self._owners[loop] = owner, await anext(owner)
        return self._owners[loop][1]

    async def _client_of_loop(self) -> AsyncGenerator[Any, None]:
        """Yields `create` once and closes its connections when the loop shuts down.

        `asyncio.run` finishes every generator that is still open before it closes its loop, so
        that nobody has to close a model.
        """
        async with openai.AsyncOpenAI(**self._options()) as client:
            post, pacer = client.post, self._pacer

            async def create(*, call: Call, **body: Any) -> ChatCompletion:
                with (sending := _Sending(self, call, body)).span as span:
                    while True:
                        turn = await pacer.aturn(call.place, sending.tokens)
                        try:
                            with sending.on(turn):
                                sent = self._sent(post, sending.body, call.request.listener)
                                answer = sending.received(*await sent)
                            break
                        except openai.OpenAIError as error:
                            await asyncio.sleep(sending.pause(error))
                    span.told(lambda: _told(answer, call))
                    return self._checked(answer, call)

            yield instructor.patch(create=create, mode=self._mode)

    # --- what comes back ---

    def _no_completion(self) -> MalformedAnswerError:
        return MalformedAnswerError(
            f"{self._where} answered with a page or text, not with a chat completion. "
            "Check base_url: it usually ends in /v1."
        )

    def _checked(self, answer: ChatCompletion, call: Call) -> ChatCompletion:
        """The answer, once it is one that a parse or a re-ask can make something of."""
        if not answer.choices:
            raise MalformedAnswerError(f"{self.name} answered without any choice. {_TRY_ANOTHER}")
        choice = answer.choices[0]
        if choice.message.refusal:
            raise RefusalError(
                f"{self.name} declined to answer: {shortened(choice.message.refusal)} {_TRY_ANOTHER}"
            )
        if choice.finish_reason == "content_filter":
            raise ContentFilterError(
                f"The provider's content filter stopped {self.name}'s answer. {_TRY_ANOTHER}"
            )
        if choice.finish_reason == "length" or is_cut_off(choice.message.content):
            raise TruncatedAnswerError(
                f"{self.name}'s answer was cut off after {call.attempts[-1].output_tokens} tokens. "
                "Ask for fewer claims (max_claims=), or raise the prompt's max_output_tokens."
            )
        return answer

    def _attempt(self, answer: ChatCompletion, call: Call) -> Attempt:
        usage = answer.usage
        if usage is None:
            return Attempt("failed", seconds=time.perf_counter() - call.started)
        prompt, completion = usage.prompt_tokens_details, usage.completion_tokens_details
        cached = (prompt.cached_tokens if prompt else None) or 0
        return Attempt(
            "failed",  # until a draft was parsed from it
            input_tokens=usage.prompt_tokens,
            cached_tokens=cached,
            output_tokens=usage.completion_tokens,
            reasoning_tokens=(completion.reasoning_tokens if completion else None) or 0,
            cost=self._cost(usage.prompt_tokens, cached, usage.completion_tokens),
            seconds=time.perf_counter() - call.started,
        )

    def _cost(self, fresh: int, cached: int, out: int) -> float | None:
        return price_of(
            self.wire_name,
            endpoint=self.base_url,
            input_tokens=fresh,
            cached_tokens=cached,
            output_tokens=out,
        )

    def _estimate(self, request: Request[Any], send: dict[str, Any]) -> Attempt:
        """What an attempt takes at most: its input by an estimate, its output by its limit."""
        body = send["extra_body"]
        shown = sum(estimated_tokens(str(m.get("content"))) for m in body["messages"])
        shown += estimated_tokens(json.dumps(body["response_format"]))
        out = request.max_output_tokens or _USUAL_OUTPUT
        return Attempt("answered", shown, 0, out, cost=self._cost(shown, 0, out))

    def _reply(self, draft: Any, call: Call) -> Reply[DraftT]:
        call.conclude("answered")
        *before, last = call.attempts
        attempts = tuple(
            replace(a, outcome="invalid") if a.outcome == "failed" else a for a in before
        )
        return Reply(
            draft, draft._raw_response.model, (*attempts, replace(last, outcome="answered"))
        )

    # --- what goes wrong ---

    @property
    def _where(self) -> str:
        return f"The endpoint {self.base_url}" if self.base_url else "OpenAI's endpoint"

    def _error(self, error: InstructorRetryException, call: Call) -> BaseException:
        """Our own exception for whatever openai, instructor or a recording raised."""
        cause = error.__cause__ or error
        ours = self._translate(cause)
        if ours is not None:
            ours.args = (unquoted(str(ours), call.request.article.text),)
        call.conclude("failed", ours or cause)
        if isinstance(ours, ModelError):
            ours.model = self.name
            ours.usage = add_usage(call.attempts)
        return ours or cause

    def _translate(self, error: BaseException) -> Exception | None:
        if isinstance(error, ModelError):
            return error
        if isinstance(error, ValidationError | ResponseParsingError | ValueError):
            return MalformedAnswerError(
                f"{self.name}'s answer does not fit the schema after "
                f"{self._reasks} re-ask(s): {problems_of(error)}. {_TRY_ANOTHER}"
            )
        if isinstance(error, openai.APITimeoutError):
            return EndpointError(
                f"{self._where} did not answer within {self._timeout:g} s. Try again, or raise timeout=."
            )
        if isinstance(error, openai.APIConnectionError):
            return self._no_connection(error)
        return self._refused(error) if isinstance(error, openai.APIStatusError) else None

    def _no_connection(self, error: openai.APIConnectionError) -> Exception:
        cause = error.__cause__
        if type(cause).__name__ == "CannotOverwriteExistingCassetteException":
            return CassetteMiss(
                "No recorded answer fits this request: the prompt, the schema, the model or the "
                "article has changed since it was recorded. Record it again."
            )
        detail = shortened(self._keyless(str(cause))) if cause is not None else "no details"
        return EndpointError(
            f"{self._where} can't be reached ({detail}). Check the network"
            + (", base_url, and that the server runs." if self.base_url else ".")
        )

    def _refused(self, error: openai.APIStatusError) -> ModelError:  # noqa: PLR0911  # one a kind
        said, status = self._said(error), error.status_code
        if status in (401, 403):
            return AuthenticationError(
                f"{self._where} refused the key (HTTP {status}): {said} "
                f"Check {'api_key= or SUMMARIZE_API_KEY' if self.base_url else 'OPENAI_API_KEY'}."
            )
        if status == 429:
            if error.code == "insufficient_quota":
                return QuotaError(
                    f"The account has no quota left at {self._where[0].lower()}{self._where[1:]} "
                    f"(HTTP 429): {said} Check plan and billing."
                )
            return RateLimitError(
                f"{self._where} refused for load (HTTP 429): {said} "
                "Wait and try again, or send fewer requests at once."
            )
        overflow = overflow_of(status, error.body, str(error.message))
        if overflow is not None:
            return overflow
        if status == 404 or error.code == "model_not_found":
            return UnknownModelError(
                f"{self._where} knows no model {self.wire_name!r}, or nothing at this path "
                f"(HTTP {status}): {said} Check the model's name and base_url."
            )
        if error.code == "content_filter":
            return ContentFilterError(f"The provider's content filter stopped the request: {said}")
        remedy = (
            "Try again later." if status >= 500 else "Check the model, the prompt and base_url."
        )
        return EndpointError(f"{self._where} failed (HTTP {status}): {said} {remedy}")

    def _said(self, error: openai.OpenAIError) -> str:
        """The endpoint's own message, short and without the key."""
        body = getattr(error, "body", None)
        text = body.get("message") if isinstance(body, dict) else None
        if isinstance(body, dict) and not text:
            text = details(body.get("detail") or body.get("error"))
        said = shortened(self._keyless(str(text or getattr(error, "message", error))))
        return said if said.endswith((".", "!", "?", "…")) else f"{said}."

    def _keyless(self, text: str) -> str:
        """The text without the key; "none" and "ollama" stand for no key and are words."""
        key = self._key.get_secret_value()
        return text if key in ("none", "ollama") else text.replace(key, "[key]")


_PATH = "/chat/completions"
_USUAL_OUTPUT = OTHER_TOKENS + 40 * CLAIM_TOKENS  # where a request does not limit its answer
_TRY_ANOTHER = "Try again, or choose another model."


class _Sending:
    """One answer on its way: every attempt until the endpoint gives it.

    As a context manager it is one attempt with a turn: in the meter from its reservation to what became
    of it, and the pacer hears what the endpoint said.
    """

    def __init__(self, model: OpenAIChatModel, call: Call, body: dict[str, Any]) -> None:
        call.conclude("invalid")  # the attempt before, if this is a re-ask
        self._model, self._call = model, call
        self._sendable = sendable(body)
        self._attempts = 0
        extra = self._sendable["extra_body"]
        self.body = {"messages": extra["messages"], "model": self._sendable["model"], **extra}

    @property
    def span(self) -> CallSpan:
        """The span of all attempts, new."""
        model, body = self._model, self.body
        return CallSpan(
            model.wire_name,
            model._server,
            {
                "gen_ai.request.max_tokens": self._call.request.max_output_tokens,
                "gen_ai.request.temperature": body.get("temperature"),
                "summarize.purpose": self._call.request.purpose,
            },
        )

    @cached_property
    def estimate(self) -> Attempt:
        """What an attempt takes at most."""
        return self._model._estimate(self._call.request, self._sendable)

    def tokens(self) -> float:
        """The tokens that an endpoint takes off its limit for it: the input and all of the room to answer."""
        return self.estimate.input_tokens + self.estimate.output_tokens

    def on(self, turn: Turn) -> Self:
        self._turn = turn
        return self

    def __enter__(self) -> Self:
        call, meter = self._call, self._call.request.meter
        if meter is not None:
            try:
                meter.reserve(call.request, self.estimate)
            except BaseException:
                self._turn.ended()
                raise
        self._attempts += 1
        self._count = len(call.attempts)
        self._response: httpx2.Response | None = None
        self._answer: ChatCompletion | None = None
        call.started = time.perf_counter()
        return self

    def received(self, response: httpx2.Response, data: Any = None) -> ChatCompletion:
        """The completion in a response, counted; raises for a body that is none.

        `data` is the completion of a response that was read already.
        """
        self._response = response
        try:
            data = json.loads(response.content) if data is None else data
        except (json.JSONDecodeError, UnicodeDecodeError):
            data = None  # instructor would ask again
        if not isinstance(data, dict):
            raise self._model._no_completion() from None
        self._answer = answer = ChatCompletion.construct(**data)
        self._call.attempts.append(self._model._attempt(answer, self._call))
        return answer

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        call, turn, response = self._call, self._turn, self._response
        if isinstance(error, openai.APIStatusError):
            response = error.response
        paid = call.attempts[-1] if len(call.attempts) > self._count else None
        if response is None:
            turn.ended()
        elif error is not None and self._refused(error):
            turn.refused(response.headers, retry_after(error))
        else:
            turn.answered(response.headers)
        if call.request.meter is not None:
            call.request.meter.settle(call.request, self.estimate, paid or _NOT_PAID)
        call.unlogged = Attempted(
            self._model.name,
            self._attempts,
            time.perf_counter() - call.started,
            turn.waited,
            response,
            paid or _NOT_PAID,
            None if self._answer is None else self._answer.model,
        )

    def _refused(self, error: BaseException) -> bool:
        policy = self._model._retries
        return is_refusal(error) and retryable(error, longest_wait=policy.longest_wait)

    def pause(self, error: BaseException) -> float:
        """Seconds until the next attempt, which the ledger then has; raises the error if there is none."""
        wait = self._model._retries.wait_after(error, self._attempts)
        if wait is None:
            raise error
        call = self._call
        call.attempts.append(Attempt("retried", seconds=time.perf_counter() - call.started))
        call.conclude("retried", error, wait)
        return 0.0 if is_refusal(error) else wait  # the pacer holds it with all others


_NOT_PAID = Attempt("retried")


def _told(answer: ChatCompletion, call: Call) -> dict[str, Any]:
    """What a span says of an answer."""
    paid = call.attempts[-1]
    return {
        "gen_ai.response.id": answer.id,
        "gen_ai.response.model": answer.model,
        "gen_ai.response.finish_reasons": [str(c.finish_reason) for c in answer.choices or ()],
        "gen_ai.usage.input_tokens": paid.input_tokens,
        "gen_ai.usage.cache_read.input_tokens": paid.cached_tokens,
        "gen_ai.usage.output_tokens": paid.output_tokens,
        "gen_ai.usage.reasoning.output_tokens": paid.reasoning_tokens,
    }
