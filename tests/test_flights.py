from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from summarize import flights
from summarize.errors import AuthenticationError, BudgetError, ContextOverflowError, RefusalError
from summarize.flights import Landed, afly, fly
from summarize.schema import Usage

OWNER = object()


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    assert flights._FLIGHTS == {}


class Work:
    """What is done, slowly, and how often it was begun, ended and cancelled."""

    def __init__(self, *outcomes: BaseException | str, again: int = 0) -> None:
        self.outcomes = outcomes or ("done",)
        self.again = again  # how many must be aboard before a second attempt ends
        self.begun = self.cancelled = 0
        self.go = threading.Event()
        self._lock = threading.Lock()

    def _next(self) -> BaseException | str:
        with self._lock:
            self.begun += 1
            return self.outcomes[min(self.begun, len(self.outcomes)) - 1]

    def run(self) -> str:
        outcome = self._next()
        assert self.go.wait(10)
        if self.begun > 1:
            until(lambda: aboard() >= self.again)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def arun(self) -> str:
        outcome = self._next()
        try:
            while not self.go.is_set():  # noqa: ASYNC110  # it is a thread's event
                await asyncio.sleep(0.001)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def until(true: Callable[[], bool]) -> None:
    for _ in range(2000):
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("it never happened")


def aboard(key: str = "k") -> int:
    flight = flights._FLIGHTS.get(key)
    return flight.aboard if flight else 0


async def auntil(true: Callable[[], bool]) -> None:
    await asyncio.to_thread(until, true)


def in_threads(work: Work, owners: list[object]) -> list[Landed[str] | BaseException]:
    """What each of several threads gets that ask for the same."""

    def ask(owner: object) -> Landed[str] | BaseException:
        try:
            return fly("k", owner, work.run)
        except BaseException as error:  # noqa: BLE001  # a test looks at it
            return error

    with ThreadPoolExecutor(len(owners)) as pool:
        asked = [pool.submit(ask, owners[0])]
        until(lambda: aboard() == 1)
        asked += [pool.submit(ask, owner) for owner in owners[1:]]
        until(lambda: aboard() == len(owners))
        work.go.set()
        return [each.result() for each in asked]


def test_many_threads_have_one_do_it() -> None:
    work = Work()
    landed = in_threads(work, [OWNER] * 50)
    assert work.begun == 1
    assert sorted(landed, key=str) == [Landed("done", own=False)] * 49 + [Landed("done", own=True)]


async def test_many_tasks_have_one_do_it() -> None:
    work = Work()
    work.go.set()
    landed = await asyncio.gather(*(afly("k", OWNER, work.arun) for _ in range(50)))
    assert work.begun == 1
    assert sum(own for _, own in landed) == 1


async def test_threads_wait_for_a_task_and_tasks_for_a_thread() -> None:
    work = Work()
    first = asyncio.create_task(afly("k", OWNER, work.arun))
    await auntil(lambda: work.begun == 1)
    thread = asyncio.create_task(asyncio.to_thread(fly, "k", OWNER, work.run))
    await auntil(lambda: aboard() == 2)
    work.go.set()
    assert [await first, await thread] == [("done", True), ("done", False)]

    work = Work()
    thread = asyncio.create_task(asyncio.to_thread(fly, "k", OWNER, work.run))
    await auntil(lambda: work.begun == 1)
    second = asyncio.create_task(afly("k", OWNER, work.arun))
    await auntil(lambda: aboard() == 2)
    work.go.set()
    assert [await thread, await second] == [("done", True), ("done", False)]
    assert work.begun == 1


def test_different_work_is_done_for_each() -> None:
    work = Work()
    work.go.set()
    assert [fly(key, OWNER, work.run).own for key in "abc"] == [True] * 3
    assert work.begun == 3


def test_what_comes_after_begins_anew() -> None:
    work = Work("one", "two")
    work.go.set()
    assert [fly("k", OWNER, work.run).value for _ in range(2)] == ["one", "two"]


def test_an_error_is_everybodys_and_its_cost_one_callers() -> None:
    error = ContextOverflowError("too long", model="stub/one", tokens=9, window=5)
    error.usage = Usage(calls=1)
    work = Work(error)
    caught = in_threads(work, [OWNER] * 8)
    assert work.begun == 1
    assert sum(each is error for each in caught) == 1
    for each in caught:
        assert isinstance(each, ContextOverflowError)
        assert (str(each), each.model, each.tokens, each.window) == ("too long", "stub/one", 9, 5)
        assert each.usage == (Usage(calls=1) if each is error else None)


async def test_tasks_get_an_error_of_their_own_each() -> None:
    work = Work(RefusalError("no"))
    work.go.set()
    caught = await asyncio.gather(
        *(afly("k", OWNER, work.arun) for _ in range(5)), return_exceptions=True
    )
    assert work.begun == 1
    assert len({id(each) for each in caught}) == 5
    assert {(type(each), str(each)) for each in caught} == {(RefusalError, "no")}


def test_an_error_that_can_not_be_copied_is_shared() -> None:
    class OddError(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} {two}")

    work = Work(OddError(1, 2))
    assert {str(each) for each in in_threads(work, [OWNER] * 3)} == {"1 2"}
    assert work.begun == 1


def test_who_has_no_budget_stops_nobody_else() -> None:
    work = Work(BudgetError("none left"), "done", again=9)
    landed = in_threads(work, [OWNER] * 10)
    assert work.begun == 2
    assert sum(isinstance(each, BudgetError) for each in landed) == 1
    assert sum(each == ("done", True) for each in landed) == 1
    assert sum(each == ("done", False) for each in landed) == 8


def test_a_refused_key_is_the_trouble_of_those_who_have_it() -> None:
    work = Work(AuthenticationError("wrong key"), "done", again=2)
    mine, other = object(), object()
    landed = in_threads(work, [mine, mine, mine, other, other])
    assert work.begun == 2
    assert all(isinstance(each, AuthenticationError) for each in landed[:3])
    assert sorted(landed[3:], key=str) == [("done", False), ("done", True)]


def test_an_interrupted_leader_leaves_the_work_to_the_next() -> None:
    work = Work(KeyboardInterrupt(), "done", again=4)
    landed = in_threads(work, [OWNER] * 5)
    assert work.begun == 2
    assert sum(isinstance(each, KeyboardInterrupt) for each in landed) == 1
    assert sum(each == ("done", False) for each in landed) == 3


async def test_a_waiting_task_can_be_cancelled_alone() -> None:
    work = Work()
    tasks = [asyncio.create_task(afly("k", OWNER, work.arun)) for _ in range(3)]
    await auntil(lambda: work.begun == 1)
    tasks[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    work.go.set()
    assert [await tasks[0], await tasks[2]] == [("done", True), ("done", False)]
    assert (work.begun, work.cancelled) == (1, 0)


async def test_work_goes_on_when_its_first_caller_is_cancelled() -> None:
    work = Work()
    tasks = [asyncio.create_task(afly("k", OWNER, work.arun)) for _ in range(3)]
    await auntil(lambda: work.begun == 1)
    tasks[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[0]
    work.go.set()
    landed = await asyncio.gather(*tasks[1:])
    assert sorted(own for _, own in landed) == [False, True]  # one of them has paid for it
    assert (work.begun, work.cancelled) == (1, 0)


async def test_work_ends_with_the_last_who_waits() -> None:
    work = Work()
    tasks = [asyncio.create_task(afly("k", OWNER, work.arun)) for _ in range(3)]
    await auntil(lambda: work.begun == 1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert all(task.cancelled() for task in tasks)
    assert work.cancelled == 1
    work.go.set()
    assert await afly("k", OWNER, work.arun) == ("done", True)  # the next begins anew


async def test_a_time_limit_ends_the_wait_and_the_work() -> None:
    work = Work()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(afly("k", OWNER, work.arun), 0.05)
    assert work.cancelled == 1


async def test_a_blocking_call_in_the_loop_of_the_leader_does_it_itself() -> None:
    work = Work("task", "call")
    task = asyncio.create_task(afly("k", OWNER, work.arun))
    await auntil(lambda: work.begun == 1)
    work.go.set()
    assert fly("k", OWNER, work.run) == ("call", True)
    assert await task == ("task", True)


def test_work_that_asks_for_itself_ends() -> None:
    assert fly("k", OWNER, lambda: fly("k", OWNER, lambda: "inner").value) == ("inner", True)


def test_a_thread_takes_over_when_the_loop_of_the_leader_ends() -> None:
    work = Work()
    loop_has_ended = threading.Event()

    async def leave() -> None:
        leading = asyncio.create_task(afly("k", OWNER, work.arun))
        await auntil(lambda: aboard() == 2)
        assert not leading.done()

    def lead() -> None:
        asyncio.run(leave())  # cancels what is left
        loop_has_ended.set()

    thread = threading.Thread(target=lead)
    thread.start()
    until(lambda: work.begun == 1)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(fly, "k", OWNER, work.run)
        assert loop_has_ended.wait(10)
        work.go.set()
        assert waiting.result(10) == ("done", True)
    thread.join()
    assert work.begun == 2


def test_work_left_in_a_closed_loop_is_begun_anew() -> None:
    work = Work()
    loop = asyncio.new_event_loop()
    left = loop.create_task(afly("k", OWNER, work.arun))
    loop.run_until_complete(asyncio.sleep(0.01))
    loop.close()
    work.go.set()
    assert work.begun == 1
    assert fly("k", OWNER, work.run) == ("done", True)
    for task in (left, *asyncio.all_tasks(loop)):
        task.get_coro().close()  # they would complain when collected
        task._log_destroy_pending = False  # type: ignore[attr-defined]


def test_a_forked_process_waits_for_nobody() -> None:
    flights._board("k", OWNER)
    try:
        flights._forget()
        assert fly("k", OWNER, lambda: "done") == ("done", True)
    finally:
        flights._FLIGHTS.clear()
    assert hasattr(os, "register_at_fork")
