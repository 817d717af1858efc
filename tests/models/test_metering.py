"""What a meter hears of every attempt that goes over the wire, and that what it refuses is not sent."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from summarize.errors import BudgetError, EndpointError, RefusalError
from summarize.models.base import Attempt, Message, Request
from summarize.models.openai_chat import OpenAIChatModel
from summarize.models.retries import RetryPolicy
from summarize.pipeline import arun, run
from summarize.schema import Usage
from tests.models.test_openai_chat import request
from tests.support import Answer, Endpoint, Seen, claim, completion, draft, failure

GOOD = completion(draft(claim()))


class Ledger:
    """A meter that keeps what it hears, and refuses after some reservations."""

    def __init__(self, most: int = 100) -> None:
        self.most = most
        self.reserved: list[Attempt] = []
        self.settled: list[Attempt] = []
        self._lock = threading.Lock()

    def reserve(self, _request: Request[Any], estimate: Attempt) -> None:
        with self._lock:
            if len(self.reserved) == self.most:
                raise BudgetError("Nothing is left.")
            self.reserved.append(estimate)

    def settle(self, _request: Request[Any], estimate: Attempt, attempt: Attempt) -> None:
        with self._lock:
            assert any(estimate is one for one in self.reserved)
            self.settled.append(attempt)

    @property
    def tokens(self) -> list[int]:
        return [one.input_tokens + one.output_tokens for one in self.settled]


def model_at(endpoint: Endpoint) -> OpenAIChatModel:
    policy = RetryPolicy(retries=3, first_wait=0.01, longest_wait=1.0)
    return OpenAIChatModel(
        "stub/one",
        wire_name="one",
        api_key="none",
        base_url=endpoint.url,
        retries=policy,
        timeout=5,
    )


async def asked(model: OpenAIChatModel, meter: Ledger, how: str) -> None:
    if how == "a coroutine":
        await model.aanswer(request(meter=meter))
    else:
        await asyncio.to_thread(model.answer, request(meter=meter))
        model._client.close()


BOTH = pytest.mark.parametrize("how", ["a call", "a coroutine"])


@BOTH
async def test_retries_and_re_asks_are_reserved_and_settled_each(
    endpoint: Endpoint, how: str
) -> None:
    endpoint.script.extend(
        [failure(429), Answer(drop=True), completion({"no": "draft"}), failure(500), GOOD]
    )
    meter = Ledger()
    await asked(model_at(endpoint), meter, how)
    assert len(meter.reserved) == len(endpoint.seen) == 5
    assert meter.tokens == [0, 0, 120, 0, 120]


@BOTH
async def test_a_reservation_is_at_least_what_is_taken(endpoint: Endpoint, how: str) -> None:
    endpoint.script.append(GOOD)
    meter = Ledger()
    await asked(model_at(endpoint), meter, how)
    [held], [taken] = meter.reserved, meter.settled
    assert (held.outcome, held.output_tokens > taken.output_tokens) == ("answered", True)
    sent = sum(len(m["content"].split()) for m in endpoint.seen[0].body["messages"])
    assert held.input_tokens >= sent


@BOTH
async def test_what_is_refused_is_not_sent(endpoint: Endpoint, how: str) -> None:
    endpoint.script.append(GOOD)
    meter = Ledger(most=0)
    with pytest.raises(BudgetError, match=r"Nothing is left\.") as caught:
        await asked(model_at(endpoint), meter, how)
    assert (endpoint.seen, meter.settled) == ([], [])
    assert not isinstance(caught.value.usage, Usage) or caught.value.usage.calls == 0


@BOTH
async def test_a_re_ask_that_is_refused_leaves_what_was_paid(endpoint: Endpoint, how: str) -> None:
    endpoint.script.append(completion({"no": "draft"}))
    meter = Ledger(most=1)
    with pytest.raises(BudgetError) as caught:
        await asked(model_at(endpoint), meter, how)
    assert len(endpoint.seen) == 1
    assert meter.tokens == [120]
    assert isinstance(caught.value.usage, Usage)
    assert caught.value.usage.calls == 1


@BOTH
async def test_a_retry_that_is_refused_is_not_sent(endpoint: Endpoint, how: str) -> None:
    endpoint.script.append(failure(503))
    meter = Ledger(most=2)
    with pytest.raises(BudgetError):
        await asked(model_at(endpoint), meter, how)
    assert len(endpoint.seen) == len(meter.settled) == 2


@pytest.mark.parametrize(
    ("answer", "error", "tokens"),
    [
        (completion(None, refusal="No."), RefusalError, 120),
        (failure(400, "no"), EndpointError, 0),
        (Answer("<html>"), Exception, 0),
    ],
)
@BOTH
async def test_a_failure_is_settled_with_what_it_cost(
    endpoint: Endpoint, how: str, answer: Any, error: type[Exception], tokens: int
) -> None:
    endpoint.script.append(answer)
    meter = Ledger()
    with pytest.raises(error):
        await asked(model_at(endpoint), meter, how)
    assert meter.tokens == [tokens]


async def test_a_cancelled_call_is_settled_and_holds_up_nobody(endpoint: Endpoint) -> None:
    arrived = threading.Event()

    def slow(_seen: Seen) -> Answer:
        arrived.set()
        return Answer(GOOD, delay=0.5)

    endpoint.script.extend([slow, GOOD])
    model, meter = model_at(endpoint), Ledger()
    task = asyncio.create_task(model.aanswer(request(meter=meter)))
    assert await asyncio.to_thread(arrived.wait, 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (len(meter.reserved), meter.tokens) == (1, [0])
    assert model._pacer._under_way == 0
    await model.aanswer(request(meter=meter))
    assert meter.tokens == [0, 120]


async def test_a_run_gives_its_meter_to_every_request(endpoint: Endpoint) -> None:
    def steps() -> Any:
        outcomes = yield [request(), request()]
        assert len(outcomes) == 2
        yield [request()]
        return "done"

    endpoint.script.append(GOOD)
    model, meter = model_at(endpoint), Ledger()
    assert await arun(steps(), model, meter) == "done"
    assert await asyncio.to_thread(run, steps(), model, meter) == "done"
    assert meter.tokens == [120] * 6
    model._client.close()


def test_the_same_request_with_a_meter_is_equal() -> None:
    message = (Message("user", "One."),)
    plain = request()
    assert Request(plain.schema, plain.article, message) == Request(
        plain.schema, plain.article, message, meter=Ledger()
    )
