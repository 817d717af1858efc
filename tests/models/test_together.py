from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from contextvars import ContextVar
from typing import Any

import pytest

from summarize.article import Article
from summarize.draft import MergeDraft
from summarize.errors import EndpointError, RefusalError
from summarize.models.base import Attempt, Reply, Request, add_usage, settled
from summarize.models.together import aanswered, answered

ARTICLE = Article.from_text("One.")
DRAFT = MergeDraft(headline="", summary=[], topics=[])
WHO = ContextVar("WHO", default="nobody")


def requests(count: int) -> list[Request[Any]]:
    return [Request(MergeDraft, ARTICLE, max_claims=number) for number in range(count)]


class Model:
    """Answers with the number of the request, or raises what stands for it."""

    name = "model"
    extractive = False

    def __init__(self, faults: dict[int, BaseException] | None = None, seconds: float = 0) -> None:
        self.faults = faults or {}
        self.seconds = seconds
        self.asked: list[int] = []
        self.running = self.most = 0
        self.seen: list[str] = []
        self._lock = threading.Lock()

    def answer(self, request: Request[Any]) -> Reply[Any]:
        number = request.max_claims or 0
        with self._lock:
            self.asked.append(number)
            self.running += 1
            self.most = max(self.most, self.running)
        self.seen.append(WHO.get())
        time.sleep(self.seconds)
        with self._lock:
            self.running -= 1
        if number in self.faults:
            raise self.faults[number]
        return Reply(DRAFT, str(number), (Attempt("answered", input_tokens=number),))

    async def aanswer(self, request: Request[Any]) -> Reply[Any]:
        await asyncio.sleep(0)
        return self.answer(request)


def test_outcomes_are_in_the_order_of_the_requests() -> None:
    fault = RefusalError("No.")
    outcomes = answered(Model({3: fault}, seconds=0.001), requests(20))
    assert outcomes[3] is fault
    replies = [outcome.model for outcome in outcomes if isinstance(outcome, Reply)]
    assert replies == [str(n) for n in range(20) if n != 3]


async def test_coroutines_give_the_same() -> None:
    fault = RefusalError("No.")
    outcomes = await aanswered(Model({3: fault}), requests(20))
    assert outcomes[3] is fault
    assert sum(isinstance(outcome, Reply) for outcome in outcomes) == 19


@pytest.mark.parametrize(("at_once", "most"), [(1, 1), (3, 3), (100, 20)])
def test_no_more_than_allowed_are_under_way(at_once: int, most: int) -> None:
    model = Model(seconds=0.05 if most < 20 else 0.5)
    answered(model, requests(20), at_once=at_once)
    assert model.most == most
    assert sorted(model.asked) == list(range(20))


@pytest.mark.parametrize("count", [1, 4])
def test_threads_have_the_callers_context(count: int) -> None:
    token = WHO.set("caller")
    model = Model()
    answered(model, requests(count))
    WHO.reset(token)
    assert model.seen == ["caller"] * count


def test_one_request_is_answered_in_the_callers_thread() -> None:
    class Here(Model):
        def answer(self, request: Request[Any]) -> Reply[Any]:
            assert threading.current_thread() is threading.main_thread()
            return super().answer(request)

    assert len(answered(Here(), requests(1))) == 1


def test_what_is_no_error_of_the_model_is_raised_and_nothing_further_begun() -> None:
    model = Model({0: ZeroDivisionError("a mistake"), 1: EndpointError("gone")}, seconds=0.01)
    with pytest.raises(ZeroDivisionError):
        answered(model, requests(50), at_once=2)
    assert len(model.asked) < 10


async def test_the_same_of_coroutines() -> None:
    with pytest.raises(ZeroDivisionError):
        await aanswered(Model({0: ZeroDivisionError("a mistake")}), requests(3))


async def test_cancelling_ends_all_that_is_under_way() -> None:
    ended: list[int] = []

    class Slow(Model):
        async def aanswer(self, request: Request[Any]) -> Reply[Any]:
            try:
                await asyncio.sleep(30)
            finally:
                ended.append(1)
            return self.answer(request)

    task = asyncio.ensure_future(aanswered(Slow(), requests(5)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(ended) == 5


def test_an_interrupt_does_not_wait_for_what_is_under_way() -> None:
    released, ended = threading.Event(), threading.Event()

    class Slow(Model):
        def answer(self, request: Request[Any]) -> Reply[Any]:
            if request.max_claims == 0:
                os.kill(os.getpid(), signal.SIGINT)  # a real one also ends a wait
            assert released.wait(30)
            ended.set()
            return super().answer(request)

    model = Slow()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            answered(model, requests(50), at_once=2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not ended.is_set()
    released.set()
    assert ended.wait(30)


def test_a_settled_list_raises_its_first_error_with_the_cost_of_all() -> None:
    fault = RefusalError("No.")
    fault.usage = add_usage([Attempt("failed", input_tokens=7)])
    reply = Reply(DRAFT, "m", (Attempt("answered", input_tokens=5),))
    assert settled([reply, reply]) == [reply, reply]
    with pytest.raises(RefusalError) as caught:
        settled([reply, fault, EndpointError("gone")])
    assert getattr(caught.value.usage, "input_tokens", None) == 12
