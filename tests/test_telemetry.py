"""What a program can watch: log records of calls and articles, and spans where it traces."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarize import asummarize_article, open_model, summarize_article, summarize_articles
from summarize.errors import ArticleError, RefusalError
from summarize.rows import summarize_one
from summarize.telemetry import server_of
from tests.batch.batch_support import Scripted, texts
from tests.engines_support import needed
from tests.support import Endpoint, claim, completion, draft, failure

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said."
KEY = "sk-secret-0123456789"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, "summarize")
    return caplog


def asked(endpoint: Endpoint, **options: Any) -> Any:
    model = open_model("stub/one", base_url=endpoint.url, api_key=KEY, timeout=5)
    return summarize_article(TEXT, model=model, repair=False, **options)


def calls(log: pytest.LogCaptureFixture) -> list[Any]:
    return [record for record in log.records if record.name == "summarize.calls"]


def articles(log: pytest.LogCaptureFixture) -> list[Any]:
    return [record for record in log.records if record.name == "summarize.articles"]


# --- records ---


def test_a_call_and_its_article_have_a_record_each(
    endpoint: Endpoint, log: pytest.LogCaptureFixture
) -> None:
    endpoint.script.append(completion(draft(claim())))
    result = asked(endpoint)
    [call], [article] = calls(log), articles(log)
    assert (call.event, call.levelno, call.outcome) == ("call", logging.DEBUG, "answered")
    assert (call.model, call.model_answered, call.purpose) == ("stub/one", "stub-1", "draft")
    assert (call.input_tokens, call.cached_tokens, call.output_tokens) == (100, 40, 20)
    assert (call.attempt, call.status, call.error) == (1, 200, None)
    assert call.seconds > 0
    assert (article.event, article.levelno, article.error) == ("article", logging.INFO, None)
    assert (article.calls, article.claims, article.cached) == (1, 1, False)
    assert article.article == call.article == result.article.sha256[:12]


def test_every_attempt_has_a_record(endpoint: Endpoint, log: pytest.LogCaptureFixture) -> None:
    endpoint.script.append(failure(429, "slow down", {"retry-after-ms": "5"}))
    endpoint.script.append(completion({"no": "draft"}))
    endpoint.script.append(completion(draft(claim())))
    asked(endpoint)
    told = [(call.outcome, call.attempt, call.status, call.levelname) for call in calls(log)]
    assert told == [
        ("retried", 1, 429, "WARNING"),
        ("invalid", 2, 200, "INFO"),
        ("answered", 1, 200, "DEBUG"),
    ]
    assert calls(log)[0].retry_in == 0.005
    assert (articles(log)[0].calls, articles(log)[0].retries) == (2, 1)


def test_a_failure_is_named_and_not_quoted(
    endpoint: Endpoint, log: pytest.LogCaptureFixture
) -> None:
    endpoint.script.append(completion(None, refusal="I can't help with the bridge."))
    with pytest.raises(RefusalError):
        asked(endpoint)
    [call], [article] = calls(log), articles(log)
    assert (call.outcome, call.error, call.levelname) == ("failed", "RefusalError", "WARNING")
    assert (article.error, article.levelname, article.calls) == ("RefusalError", "WARNING", 1)


def test_no_record_holds_a_key_or_words_of_an_article(
    endpoint: Endpoint, log: pytest.LogCaptureFixture
) -> None:
    endpoint.script.append(failure(500, f"the key {KEY} and the bridge opened on"))
    endpoint.script.append(completion({"headline": "The bridge opened on 3 May"}))
    endpoint.script.append(completion(draft(claim())))
    asked(endpoint)
    with pytest.raises(ArticleError):
        summarize_article("", model="embedded")
    told = "".join(f"{record.getMessage()} {vars(record)}" for record in log.records)
    assert len(articles(log)) == 2
    assert KEY not in told
    assert "bridge opened" not in told


def test_a_hit_says_that_it_cost_nothing(
    endpoint: Endpoint, log: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    endpoint.script.append(completion(draft(claim())))
    for _ in range(2):
        asked(endpoint, cache=tmp_path / "results")
    assert [(one.cached, one.calls) for one in articles(log)] == [(False, 1), (True, 0)]
    assert len(calls(log)) == 1


async def test_coroutines_batches_and_rows_have_the_same_record(
    log: pytest.LogCaptureFixture,
) -> None:
    await asummarize_article(TEXT, model="embedded")
    sources = [*texts(1), ""]
    list(summarize_articles(sources, model=Scripted(), concurrency=1))
    summarize_one({"id": 1, "text": TEXT}, store=None, model="embedded")
    summarize_one({"id": 1, "text": ""}, store=None, model="embedded")
    assert [(one.model, one.error, one.calls) for one in articles(log)] == [
        ("embedded", None, 0),
        ("scripted", None, 1),
        ("scripted", "ArticleError", 0),
        ("embedded", None, 0),
        ("embedded", "ArticleError", 0),
    ]


def test_nothing_is_written_where_nobody_listens(endpoint: Endpoint) -> None:
    endpoint.script.append(failure(503, "down"))
    endpoint.script.append(completion(draft(claim())))
    program = (
        "import logging, sys, summarize\n"
        "m = summarize.open_model('stub/one', base_url=sys.argv[1])\n"
        f"summarize.summarize_article({TEXT!r}, model=m)\n"
        "assert 'opentelemetry' not in sys.modules\n"
        "assert [type(h).__name__ for h in logging.getLogger('summarize').handlers] == ['NullHandler']\n"
        "assert not logging.getLogger().handlers\n"
    )
    done = subprocess.run(  # noqa: S603  # our own
        [sys.executable, "-W", "error", "-c", program, endpoint.url],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("url", "provider", "host", "port"),
    [
        (None, "openai", "api.openai.com", 443),
        ("http://localhost:8080/v1", "openai", "localhost", 8080),
        ("https://my.openai.azure.com/openai/v1", "azure.ai.openai", "my.openai.azure.com", 443),
        ("https://api.groq.com/openai/v1", "groq", "api.groq.com", 443),
        ("https://notgroq.com/v1", "openai", "notgroq.com", 443),
    ],
)
def test_who_is_called(url: str | None, provider: str, host: str, port: int) -> None:
    assert list(server_of(url).values()) == [provider, host, port]


# --- spans ---


@pytest.fixture
def spans() -> Iterator[Any]:
    """Everything that was traced, by OpenTelemetry's own exporter."""
    needed("opentelemetry.sdk", "opentelemetry-sdk")
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trace, "_TRACER_PROVIDER", provider)
        yield exporter


def test_an_article_is_a_span_with_a_span_a_call(endpoint: Endpoint, spans: Any) -> None:
    endpoint.script.append(failure(429, "slow down", {"retry-after-ms": "5"}))
    endpoint.script.append(completion(draft(claim())))
    asked(endpoint)
    call, article = spans.get_finished_spans()
    assert (call.name, call.kind.name) == ("chat stub/one", "CLIENT")
    assert (article.name, article.kind.name) == ("invoke_workflow summarize_article", "INTERNAL")
    assert call.parent.span_id == article.context.span_id
    said = dict(call.attributes)
    assert said["gen_ai.operation.name"] == "chat"
    assert (said["gen_ai.request.model"], said["gen_ai.response.model"]) == ("stub/one", "stub-1")
    assert (said["gen_ai.usage.input_tokens"], said["gen_ai.usage.output_tokens"]) == (100, 20)
    assert said["gen_ai.response.finish_reasons"] == ("stop",)
    assert said["server.address"] == "127.0.0.1"
    assert article.attributes["gen_ai.operation.name"] == "invoke_workflow"
    assert article.attributes["gen_ai.agent.name"] == "summarize_article"
    assert article.attributes["summarize.claims"] == 1
    told = "".join(one.to_json() for one in (call, article))
    assert KEY not in told
    assert "bridge" not in told


def test_an_error_is_the_status_of_its_spans(endpoint: Endpoint, spans: Any) -> None:
    endpoint.script.append(failure(401, "no such key"))
    with pytest.raises(Exception, match="refused the key"):
        asked(endpoint)
    call, article = spans.get_finished_spans()
    assert [one.status.status_code.name for one in (call, article)] == ["ERROR", "ERROR"]
    assert call.attributes["error.type"] == "401"
    assert article.attributes["error.type"] == "AuthenticationError"
    assert call.events == ()


async def test_spans_of_coroutines_side_by_side_have_their_own_parents(
    endpoint: Endpoint, spans: Any
) -> None:
    import asyncio

    endpoint.script.append(completion(draft(claim())))
    model = open_model("stub/one", base_url=endpoint.url, timeout=5)
    await asyncio.gather(
        *(asummarize_article(f"{TEXT} {n}.", model=model, repair=False) for n in range(4))
    )
    list(summarize_articles(texts(2), model=model, repair=False))
    finished = spans.get_finished_spans()
    parents = [one.parent.span_id for one in finished if one.name == "chat stub/one"]
    assert len(parents) == len(set(parents)) == 6
    assert json.loads(finished[0].to_json())["status"]["status_code"] == "UNSET"
