from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from summarize.article import Article
from summarize.draft import ArticleDraft
from summarize.errors import (
    AuthenticationError,
    ContentFilterError,
    ContextOverflowError,
    EndpointError,
    MalformedAnswerError,
    ModelError,
    RateLimitError,
    RefusalError,
    TruncatedAnswerError,
    UnknownModelError,
)
from summarize.models.base import Message, Request
from summarize.models.openai_chat import OpenAIChatModel
from summarize.models.retries import RetryPolicy
from tests.support import JSON, Answer, Endpoint, Script, claim, completion, draft, failure

ARTICLE = Article(text="The bridge opened on 3 May 2024.", sentence_spans=((0, 32),))
KEY = "sk-test-0123456789abcdef"


_opened: list[OpenAIChatModel] = []


@pytest.fixture(autouse=True)
def _close_connections() -> Iterator[None]:
    yield
    while _opened:
        model = _opened.pop()
        if "_client" in vars(model):
            model._client.close()


def model_at(endpoint: Endpoint, **options: Any) -> OpenAIChatModel:
    model = OpenAIChatModel(
        "stub/one",
        wire_name="one",
        base_url=endpoint.url,
        retries=RetryPolicy(retries=3, first_wait=0.01, longest_wait=1.0),
        **{"api_key": KEY, **options},
    )
    _opened.append(model)
    return model


def request(**options: Any) -> Request[ArticleDraft]:
    messages = (Message("system", "Summarise."), Message("user", "[1] The bridge opened."))
    return Request(ArticleDraft, ARTICLE, messages, **options)


def test_an_answer_becomes_a_draft(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft(claim())))
    reply = model_at(endpoint).answer(request())
    assert reply.draft.claims[0].text == "The bridge opened on 3 May 2024."
    assert reply.model == "stub-1"


async def test_the_coroutine_gives_the_same(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft(claim())))
    model = model_at(endpoint)
    first, second = await asyncio.gather(model.aanswer(request()), model.aanswer(request()))
    assert first.draft.model_dump() == second.draft.model_dump()
    assert model.answer(request()).draft.model_dump() == first.draft.model_dump()


def test_a_model_can_be_used_in_several_event_loops(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft()))
    model = model_at(endpoint)
    for _ in range(2):
        assert asyncio.run(model.aanswer(request())).draft.headline == "Bridge opens"


def test_the_schema_is_strict_on_the_wire(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft()))
    model_at(endpoint).answer(request())
    shape = endpoint.seen[0].body["response_format"]
    assert shape["type"] == "json_schema"
    assert shape["json_schema"]["name"] == "ArticleDraft"
    assert shape["json_schema"]["strict"] is True
    schema = shape["json_schema"]["schema"]
    for node in (schema, *schema["$defs"].values()):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    assert '"default"' not in json.dumps(schema)


def test_the_messages_arrive_character_for_character(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft()))
    text = "  {{ 7*7 }} {% raw %}\nsystem: obey\n{# note #} ümlaut \u2028 🙂  "
    model_at(endpoint).answer(Request(ArticleDraft, ARTICLE, (Message("user", text),)))
    assert endpoint.seen[0].body["messages"] == [{"role": "user", "content": text}]


def test_every_token_is_counted(endpoint: Endpoint) -> None:
    endpoint.script.extend([completion("{}"), completion(draft())])
    first, second = model_at(endpoint).answer(request()).attempts
    assert (first.outcome, second.outcome) == ("invalid", "answered")
    assert (first.input_tokens, first.cached_tokens) == (100, 40)
    assert (second.output_tokens, second.reasoning_tokens) == (20, 5)
    assert second.cost is None


def test_a_re_ask_names_the_fault_and_no_library_version(endpoint: Endpoint) -> None:
    endpoint.script.extend([completion(draft(claim(evidence=["one"]))), completion(draft())])
    model_at(endpoint).answer(request())
    *_, last = endpoint.seen[1].body["messages"]
    assert "claims.0.evidence.0" in last["content"]
    assert "pydantic.dev" not in last["content"]


def test_a_server_without_usage_is_no_failure(endpoint: Endpoint) -> None:
    answer = completion(draft())
    del answer["usage"]
    endpoint.script.append(answer)
    [attempt] = model_at(endpoint).answer(request()).attempts
    assert (attempt.input_tokens, attempt.cost) == (0, None)


AS_JSON = {"content-type": "application/json"}
FATAL: list[tuple[str, Script, type[ModelError], str]] = [
    ("refusal", completion(None, refusal="I can't help with that."), RefusalError, "can't help"),
    ("filter", completion("", finish="content_filter"), ContentFilterError, "content filter"),
    ("length", completion("{", finish="length"), TruncatedAnswerError, "20 tokens"),
    ("cut-off", completion('{"headline": "Bri'), TruncatedAnswerError, "cut off"),
    ("no-choice", {**completion(""), "choices": []}, MalformedAnswerError, "without any choice"),
    ("html", Answer("<html>Bad gateway</html>"), MalformedAnswerError, "/v1"),
    ("html-as-json", Answer("<html>", headers=AS_JSON), MalformedAnswerError, "a page or text"),
    ("empty-body", Answer("", headers=AS_JSON), MalformedAnswerError, "a page or text"),
    ("key", failure(401, "Incorrect API key"), AuthenticationError, "SUMMARIZE_API_KEY"),
    ("forbidden", failure(403, "Not allowed"), AuthenticationError, "403"),
    ("model", failure(404, "No such model", code="model_not_found"), UnknownModelError, "'one'"),
    (
        "overflow-openai",
        failure(400, "This model's maximum context length is 8192", code="context_length_exceeded"),
        ContextOverflowError,
        "longer than the model's context",
    ),
    (
        "overflow-llama",
        failure(
            400, "too long", type="exceed_context_size_error", n_prompt_tokens=9000, n_ctx=4096
        ),
        ContextOverflowError,
        "9000 tokens, room for 4096",
    ),
    (
        "overflow-words",
        failure(400, "litellm.ContextWindowExceededError: …"),
        ContextOverflowError,
        "longer than",
    ),
    ("input-filter", failure(400, "bad", code="content_filter"), ContentFilterError, "the request"),
    (
        "parameter",
        failure(400, "Unsupported parameter: 'x'"),
        EndpointError,
        "Unsupported parameter",
    ),
    ("quota", failure(429, "Quota", code="insufficient_quota"), RateLimitError, "billing"),
    ("long-wait", failure(429, "Slow down", {"Retry-After": "100"}), RateLimitError, "fewer"),
    ("no-retry", failure(503, "Down", {"x-should-retry": "false"}), EndpointError, "503"),
]


@pytest.mark.parametrize(
    ("script", "kind", "says"), [row[1:] for row in FATAL], ids=[r[0] for r in FATAL]
)
def test_what_a_repeat_cannot_help_takes_one_request(
    endpoint: Endpoint, script: Script, kind: type[ModelError], says: str
) -> None:
    endpoint.script.append(script)
    with pytest.raises(kind, match=says) as caught:
        model_at(endpoint).answer(request())
    assert len(endpoint.seen) == 1
    assert caught.value.model == "stub/one"


@pytest.mark.parametrize(
    ("script", "kind", "says"), [row[1:] for row in FATAL], ids=[r[0] for r in FATAL]
)
async def test_the_coroutine_fails_alike(
    endpoint: Endpoint, script: Script, kind: type[ModelError], says: str
) -> None:
    endpoint.script.append(script)
    with pytest.raises(kind, match=says):
        await model_at(endpoint).aanswer(request())
    assert len(endpoint.seen) == 1


def test_a_failed_answer_says_what_it_cost(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(None, refusal="No."))
    with pytest.raises(RefusalError) as caught:
        model_at(endpoint).answer(request())
    assert caught.value.usage.input_tokens == 100  # type: ignore[attr-defined]


RETRIED: list[tuple[str, Script]] = [
    ("429", failure(429, "Slow down", {"retry-after-ms": "1"})),
    ("500", failure(500)),
    ("503-text", Answer("Service unavailable", 503)),
    ("dropped", Answer(drop=True)),
    ("408", failure(408)),
]


@pytest.mark.parametrize("fault", [row[1] for row in RETRIED], ids=[row[0] for row in RETRIED])
def test_a_transport_fault_is_tried_again(endpoint: Endpoint, fault: Script) -> None:
    endpoint.script.extend([fault, fault, completion(draft())])
    reply = model_at(endpoint).answer(request())
    assert [a.outcome for a in reply.attempts] == ["retried", "retried", "answered"]


async def test_many_tasks_keep_their_own_count_of_retries(endpoint: Endpoint) -> None:
    faults: dict[str, int] = {}

    def twice(seen: Any) -> Answer | JSON:
        name = seen.body["messages"][0]["content"]
        faults[name] = faults.get(name, 0) + 1
        return completion(draft()) if faults[name] > 2 else failure(500)

    endpoint.script.append(twice)
    model = model_at(endpoint)
    replies = await asyncio.gather(
        *(
            model.aanswer(Request(ArticleDraft, ARTICLE, (Message("user", f"{n}"),)))
            for n in range(20)
        )
    )
    assert [len(reply.attempts) for reply in replies] == [3] * 20


def test_retries_end(endpoint: Endpoint) -> None:
    endpoint.script.append(failure(500, "Still down"))
    with pytest.raises(EndpointError, match="Still down"):
        model_at(endpoint).answer(request())
    assert len(endpoint.seen) == 4


def test_a_slow_endpoint_ends_in_an_error_that_names_the_limit(endpoint: Endpoint) -> None:
    endpoint.script.append(Answer(completion(draft()), delay=0.5))
    with pytest.raises(EndpointError, match=r"0\.05 s"):
        model_at(endpoint, timeout=0.05).answer(request())


def test_nothing_at_the_address(endpoint: Endpoint) -> None:
    endpoint.close()
    with pytest.raises(EndpointError, match="can't be reached"):
        model_at(endpoint).answer(request())


def test_an_answer_that_never_fits_ends_after_the_re_asks(endpoint: Endpoint) -> None:
    endpoint.script.append(completion('{"secret": "word"}'))
    with pytest.raises(MalformedAnswerError, match="headline: Field required") as caught:
        model_at(endpoint, reasks=2).answer(request())
    assert len(endpoint.seen) == 3
    assert "word" not in str(caught.value)


def test_the_key_is_in_no_message(endpoint: Endpoint) -> None:
    endpoint.script.append(failure(401, f"Incorrect API key provided: {KEY}"))
    with pytest.raises(AuthenticationError) as caught:
        model_at(endpoint).answer(request())
    assert KEY not in str(caught.value)
    assert KEY not in repr(model_at(endpoint))


def test_a_request_that_a_server_sends_back_is_in_no_message(endpoint: Endpoint) -> None:
    fault = {"loc": ["body", "messages"], "msg": "Too many", "input": "The bridge opened."}
    endpoint.script.append(Answer({"detail": [fault]}, 422))
    with pytest.raises(EndpointError, match=r"body\.messages: Too many") as caught:
        model_at(endpoint).answer(request())
    assert "bridge" not in str(caught.value)


@pytest.mark.parametrize("around", ["```json\n{}\n```", "```{}```", "<think>{{ or [ ?</think>\n{}"])
def test_what_a_local_model_puts_around_its_json_is_left_out(
    endpoint: Endpoint, around: str
) -> None:
    endpoint.script.append(completion(around.format(json.dumps(draft()))))
    assert model_at(endpoint).answer(request()).draft.headline == "Bridge opens"
    assert len(endpoint.seen) == 1


def test_a_word_that_stands_for_no_key_is_left_in_a_message(endpoint: Endpoint) -> None:
    endpoint.script.append(failure(404, "ollama knows none"))
    with pytest.raises(UnknownModelError, match="ollama knows none"):
        model_at(endpoint, api_key="ollama").answer(request())


def test_the_article_reaches_no_log(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.script.append(completion("not what was asked for"))
    with pytest.raises(MalformedAnswerError):
        model_at(endpoint).answer(request())
    assert "not what was asked for" not in caplog.text
    assert "bridge" not in caplog.text
