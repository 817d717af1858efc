"""What can be watched: a structured log record for every call and every article, and spans.

Records go to the loggers "summarize.calls" and "summarize.articles"; no handler is installed but a
`NullHandler`. Their fields are attributes of the record (as by `extra=`), `event` says which it is.
Spans appear where the program has configured OpenTelemetry, by its semantic conventions for generative
AI (v0.1.0, "development"; there a workflow's name is `gen_ai.agent.name`). Neither holds a key, nor a
word of an article, a prompt or an answer.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self
from urllib.parse import urlsplit

from .schema import ArticleSummary, Usage

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["CallSpan", "Outcome", "WatchedArticle", "listened", "log_call", "server_of"]

Outcome = Literal["answered", "invalid", "retried", "failed", "cancelled"]

logging.getLogger("summarize").addHandler(logging.NullHandler())
_CALLS = logging.getLogger("summarize.calls")
_ARTICLES = logging.getLogger("summarize.articles")
_LEVELS: dict[Outcome, int] = {
    "answered": logging.DEBUG,
    "invalid": logging.INFO,
    "cancelled": logging.INFO,
    "retried": logging.WARNING,
    "failed": logging.WARNING,
}
_PREFIX = 12  # hex digits of an article's SHA-256
_COUNTED = (
    "calls",
    "reasks",
    "repairs",
    "retries",
    "input_tokens",
    "cached_tokens",
    "output_tokens",
    "reasoning_tokens",
    "cost",
)


class _Span(Protocol):
    """What is used of OpenTelemetry's."""

    def is_recording(self) -> bool: ...
    def set_attribute(self, key: str, value: Any) -> None: ...
    def set_attributes(self, attributes: Mapping[str, Any]) -> None: ...
    def set_status(self, status: Any) -> None: ...


# --- one call ---


def listened(outcome: Outcome) -> bool:
    """Whether anybody wants the record of a call with that outcome."""
    return _CALLS.isEnabledFor(_LEVELS[outcome])


def log_call(outcome: Outcome, *, sha256: str, seconds: float, **facts: Any) -> None:
    """Writes the record of one attempt to get an answer.

    answered: DEBUG; invalid (paid, and asked again) and cancelled: INFO; retried and failed: WARNING.
    """
    fields = {"event": "call", "article": sha256[:_PREFIX], "outcome": outcome, **facts}
    fields["seconds"] = round(seconds, 4)
    error = f" ({facts['error']})" if facts.get("error") else ""
    _CALLS.log(
        _LEVELS[outcome],
        "%s by %s for article %s: %s after %.2f s%s",
        facts.get("purpose"),
        facts.get("model"),
        fields["article"],
        outcome,
        seconds,
        error,
        extra=fields,
    )


class CallSpan:
    """The span of one call, retries of its transport included, as a context manager; often none."""

    __slots__ = ("_manager", "_span")

    def __init__(self, model: str, server: Mapping[str, Any], more: Mapping[str, Any]) -> None:
        self._span: _Span | None = None
        self._manager = _opened(
            f"chat {model}",
            "CLIENT",
            {
                "gen_ai.operation.name": "chat",
                "gen_ai.request.model": model,
                "gen_ai.output.type": "json",
                **server,
                **more,
            },
        )

    def __enter__(self) -> Self:
        if self._manager is not None:
            self._span = self._manager.__enter__()
        return self

    def told(self, attributes: Callable[[], Mapping[str, Any]]) -> None:
        """Adds what the endpoint answered; attributes that are None are left out."""
        if self._span is not None:
            _set(self._span, attributes())

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._manager is not None and self._span is not None:
            _end(self._manager, self._span, error)


_PROVIDERS = {  # by the end of the host; what the conventions know, and speaks OpenAI's protocol
    "openai.azure.com": "azure.ai.openai",
    "services.ai.azure.com": "azure.ai.inference",
    "amazonaws.com": "aws.bedrock",
    "anthropic.com": "anthropic",
    "cohere.com": "cohere",
    "cohere.ai": "cohere",
    "deepseek.com": "deepseek",
    "generativelanguage.googleapis.com": "gcp.gemini",
    "aiplatform.googleapis.com": "gcp.vertex_ai",
    "groq.com": "groq",
    "mistral.ai": "mistral_ai",
    "moonshot.ai": "moonshot_ai",
    "moonshot.cn": "moonshot_ai",
    "perplexity.ai": "perplexity",
    "x.ai": "x_ai",
}


def server_of(base_url: str | None) -> dict[str, Any]:
    """The attributes of a span that say who is called; "openai" for all who only speak its protocol."""
    parts = urlsplit(base_url or "https://api.openai.com/v1")
    host = parts.hostname or ""
    ends = (name for end, name in _PROVIDERS.items() if f".{host}".endswith(f".{end}"))
    return {
        "gen_ai.provider.name": next(ends, "openai"),
        "server.address": host,
        "server.port": parts.port or (80 if parts.scheme == "http" else 443),
    }


# --- one article ---


class WatchedArticle:
    """The way of one article to its result, as a context manager: its span, and its record at the end.

    `made`, `knows` and `failed` say what is known of it; an exception that leaves it is known by itself.
    What is called inside is inside the span, in tasks too, and in threads that copy the context.
    """

    __slots__ = ("_error", "_facts", "_manager", "_span", "_started", "_wanted")

    def __init__(self, model: str) -> None:
        self._facts: dict[str, Any] = {"model": model}
        self._error: BaseException | None = None
        self._span: _Span | None = None
        self._started = time.perf_counter()
        self._manager = _opened(
            "invoke_workflow summarize_article",
            "INTERNAL",
            {
                "gen_ai.operation.name": "invoke_workflow",
                "gen_ai.agent.name": "summarize_article",
            },
        )
        self._wanted = self._manager is not None or _ARTICLES.isEnabledFor(logging.WARNING)

    def __enter__(self) -> Self:
        if self._manager is not None:
            self._span = self._manager.__enter__()
        return self

    def made(self, result: ArticleSummary, *, cached: bool = False) -> None:
        """Adds the figures of a result, and whether it was kept already."""
        if self._wanted:
            self.knows(sha256=result.article.sha256, usage=result.usage, cached=cached)
            self._facts |= {
                "model_answered": result.model_answered,
                "prompt": result.prompt,
                "sentences": len(result.article.sentence_spans),
                "claims": len(getattr(result, "claims", ())),  # none in a caller's own class
                "unsupported": len(result.unsupported),
            }

    def knows(
        self, *, sha256: str | None = None, usage: object = None, cached: bool | None = None
    ) -> None:
        """Adds the hash of an article's text, what it cost, whether its result was kept already."""
        if sha256 is not None:
            self._facts["article"] = sha256[:_PREFIX]
        if isinstance(usage, Usage):
            self._facts |= {name: getattr(usage, name) for name in _COUNTED}
        if cached is not None:
            self._facts["cached"] = cached

    def failed(self, error: BaseException) -> None:
        """Adds why there is no result, for who does not raise it here."""
        self._error = error
        self.knows(usage=getattr(error, "usage", None))

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.failed(error)
        if self._error is not None and isinstance(
            result := getattr(self._error, "summary", None), ArticleSummary
        ):
            self.made(result)  # refused by `strict`, or not kept
        if self._manager is not None and self._span is not None:
            _set(self._span, {f"summarize.{name}": value for name, value in self._facts.items()})
            _end(self._manager, self._span, self._error)
        self._log()

    def _log(self) -> None:
        error = self._error
        level = logging.INFO if error is None else logging.WARNING
        if not _ARTICLES.isEnabledFor(level):
            return
        seconds = round(time.perf_counter() - self._started, 4)
        fields = {"event": "article", "seconds": seconds, "cached": False, **self._facts}
        fields["error"] = None if error is None else type(error).__name__
        _ARTICLES.log(
            level,
            "article %s by %s: %s after %.2f s",
            fields.get("article", "?"),
            fields["model"],
            fields["error"] or f"{fields.get('claims', '?')} claims",
            seconds,
            extra=fields,
        )


# --- OpenTelemetry, where the program has it ---


def _opened(
    name: str, kind: str, attributes: dict[str, Any]
) -> AbstractContextManager[_Span] | None:
    """A new current span; None when nobody has configured tracing.

    Only a program that imported OpenTelemetry can have configured it, so it is never imported here.
    """
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return None
    provider = trace.get_tracer_provider()
    if isinstance(provider, trace.ProxyTracerProvider | trace.NoOpTracerProvider):
        return None
    span: AbstractContextManager[_Span] = provider.get_tracer("summarize").start_as_current_span(
        name,
        kind=trace.SpanKind[kind],
        attributes={n: v for n, v in attributes.items() if v is not None},
        record_exception=False,  # a message may quote what an endpoint said
        set_status_on_exception=False,
    )
    return span


def _set(span: _Span, attributes: Mapping[str, Any]) -> None:
    if span.is_recording():
        span.set_attributes({n: v for n, v in attributes.items() if v is not None})


def _end(manager: AbstractContextManager[_Span], span: _Span, error: BaseException | None) -> None:
    if error is not None:
        status = sys.modules["opentelemetry.trace"].StatusCode.ERROR
        code = getattr(error, "status_code", None)  # of an SDK's exception
        span.set_attribute("error.type", str(code or type(error).__name__))
        span.set_status(status)
    manager.__exit__(None, None, None)
