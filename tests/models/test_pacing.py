"""Who may send when: holds, halves, order, threads and loops, and that no turn is ever lost."""

from __future__ import annotations

import asyncio
import gc
import itertools
import threading
import time
from typing import Any

import pytest

from summarize import asummarize_article, open_model, summarize_article
from summarize.models.pacing import Pacer, Turn
from tests.support import Endpoint, Seen, claim, completion, draft, failure

TOKENS = 10.0


def turn(pacer: Pacer) -> Turn:
    return pacer.turn(pacer.place(), lambda: TOKENS)


async def aturn(pacer: Pacer) -> Turn:
    return await pacer.aturn(pacer.place(), lambda: TOKENS)


def left(requests: int, reset: str = "0.1s") -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": "10",
        "x-ratelimit-remaining-requests": str(requests),
        "x-ratelimit-reset-requests": reset,
    }


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_as_long_as_nothing_is_refused_everything_goes_at_once() -> None:
    pacer = Pacer()
    turns = [turn(pacer) for _ in range(500)]
    assert all(one.waited == 0 for one in turns)


async def test_a_refusal_holds_all_calls_as_long_as_the_endpoint_asks() -> None:
    pacer = Pacer()
    turns = [await aturn(pacer) for _ in range(4)]
    turns[0].refused({}, 0.15)
    waiting = asyncio.create_task(aturn(pacer))
    began = time.monotonic()
    for one in turns[1:]:
        one.answered({})
    await waiting
    assert time.monotonic() - began >= 0.14


async def test_after_a_refusal_half_as_many_go_and_then_more_again() -> None:
    pacer = Pacer(first_wait=0.01)
    turns = [await aturn(pacer) for _ in range(16)]
    turns[0].refused({}, 0.01)
    turns[1].refused({}, 0.01)  # sent before the cut, so part of it: no second one
    for one in turns[2:]:
        one.answered({})
    started: list[Turn] = []

    async def start() -> None:
        started.append(await aturn(pacer))

    tasks = [asyncio.create_task(start()) for _ in range(60)]
    async with asyncio.timeout(10):
        while len(started) < 8:  # noqa: ASYNC110  # it is what is tested that decides
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    assert len(started) == 8
    rounds = [8]
    for _ in range(4):
        ended = len(started)
        for one in started[ended - rounds[-1] : ended]:
            one.answered({})
        under_way = -1
        while under_way != len(started) - ended:  # until no more come
            under_way = len(started) - ended
            await asyncio.sleep(0.1)
        rounds.append(under_way)
    assert rounds == sorted(rounds)
    assert 8 < rounds[-1] <= 16
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_refusals_without_a_time_are_waited_out_longer_each_time() -> None:
    pacer = Pacer(first_wait=0.02, longest_wait=5)
    waits = []
    for _ in range(5):
        one = await aturn(pacer)
        waits.append(one.waited)
        one.refused({}, None)
    assert waits[0] == 0
    assert waits[4] > waits[1]
    assert waits[4] >= 0.02 * 8 / 2


async def test_those_in_front_go_first() -> None:
    pacer = Pacer()
    held = await aturn(pacer)
    held.refused({}, 0.05)
    places = [pacer.place() for _ in range(5)]
    sent: dict[float, int] = {}

    async def go(place: int) -> None:
        one = await pacer.aturn(place, lambda: TOKENS)
        sent[one.sent] = place
        one.answered({})

    await asyncio.gather(*(go(place) for place in reversed(places)))
    assert [sent[moment] for moment in sorted(sent)] == places


async def test_what_has_no_room_waits_until_there_is() -> None:
    pacer = Pacer()
    first = await aturn(pacer)
    first.answered(left(0, "0.1s"))
    began = time.monotonic()
    (await aturn(pacer)).answered(left(9, "1s"))
    assert 0.05 < time.monotonic() - began < 1


async def test_a_wait_that_is_too_long_is_left_to_the_endpoint_to_refuse() -> None:
    pacer = Pacer(longest_wait=1)
    (await aturn(pacer)).answered(left(0, "10m0s"))
    began = time.monotonic()
    await aturn(pacer)
    assert time.monotonic() - began < 0.5


async def test_a_cancelled_call_keeps_no_turn() -> None:
    pacer = Pacer(first_wait=0.01)
    one = await aturn(pacer)
    one.refused({}, 0.02)
    only = await aturn(pacer)  # one at a time now
    waiting = [asyncio.create_task(aturn(pacer)) for _ in range(3)]
    await settle()
    only.answered({})  # the first gets the turn in this moment, and is cancelled before it wakes
    waiting[0].cancel()
    await asyncio.gather(waiting[0], return_exceptions=True)
    async with asyncio.timeout(5):
        for task in waiting[1:]:
            (await task).answered({})


async def test_a_turn_that_is_forgotten_is_given_back() -> None:
    pacer = Pacer(first_wait=0.01)
    (await aturn(pacer)).refused({}, 0.01)
    await aturn(pacer)
    gc.collect()
    async with asyncio.timeout(5):
        (await aturn(pacer)).ended()


async def test_a_turn_ends_once() -> None:
    pacer = Pacer()
    one = await aturn(pacer)
    one.answered({})
    one.refused({}, 100)
    one.ended()
    assert (await aturn(pacer)).waited == 0


def test_threads_and_event_loops_share_one_line() -> None:
    pacer = Pacer(first_wait=0.005, longest_wait=0.05)
    became: list[str] = []

    def end(one: Turn, number: int) -> None:
        if number % 5:
            one.answered({})
        else:
            one.refused({}, None)
        became.append("answered" if number % 5 else "refused")

    def in_thread() -> None:
        for number in range(25):
            one = turn(pacer)
            time.sleep(0.001)
            end(one, number)

    async def task() -> None:
        for number in range(25):
            one = await aturn(pacer)
            await asyncio.sleep(0.001)
            end(one, number)

    async def both() -> None:
        await asyncio.gather(task(), task())

    work = [in_thread, in_thread, lambda: asyncio.run(both()), lambda: asyncio.run(both())]
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert (became.count("answered"), became.count("refused")) == (120, 30)


def test_a_loop_that_was_closed_holds_up_nobody() -> None:
    pacer = Pacer(first_wait=0.01)
    turn(pacer).refused({}, 0.02)
    only = turn(pacer)

    async def leave() -> None:
        asyncio.create_task(aturn(pacer))  # noqa: RUF006  # it is to be left behind
        await settle()

    asyncio.run(leave())
    only.answered({})
    turn(pacer).answered({})


def test_an_event_loop_that_is_busy_holds_up_no_other_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summarize.models.pacing._LOOK", 0.02)
    pacer = Pacer(first_wait=0.01)
    turn(pacer).refused({}, 0.05)
    in_line, done = threading.Event(), threading.Event()
    in_time: list[bool] = []

    async def busy() -> None:
        first = asyncio.create_task(aturn(pacer))
        await settle()
        in_line.set()
        in_time.append(done.wait(30))
        (await first).answered({})

    pacer._most = 2
    thread = threading.Thread(target=asyncio.run, args=(busy(),))
    thread.start()
    in_line.wait(30)
    turn(pacer).answered({})  # though the first in line can't see that its time has come
    done.set()
    thread.join(30)
    assert in_time == [True]


# --- over the wire ---


def test_one_refusal_holds_the_calls_of_all_threads(endpoint: Endpoint) -> None:
    arrived: list[float] = []

    def answer(_seen: Seen) -> Any:
        arrived.append(time.monotonic())
        if len(arrived) == 1:
            return failure(429, "slow down", {"retry-after": "0.4"})
        return completion(draft(claim()))

    endpoint.script.append(answer)
    model = open_model("stub/one", base_url=endpoint.url, timeout=5)
    text = "The bridge opened on 3 May 2024. It cost {} million euros, Mayor Ada Brook said."

    def ask(number: int) -> None:
        summarize_article(text.format(number), model=model, repair=False)

    first = threading.Thread(target=ask, args=(0,))
    first.start()
    while not arrived:
        time.sleep(0.005)
    time.sleep(0.1)
    others = [threading.Thread(target=ask, args=(n,)) for n in range(1, 4)]
    for thread in (*others, first):
        if thread is not first:
            thread.start()
    for thread in (*others, first):
        thread.join(30)
    assert len(arrived) == 5
    assert min(arrived[1:]) - arrived[0] >= 0.38


def test_what_the_headers_leave_no_room_for_is_not_sent(endpoint: Endpoint) -> None:
    from tests.support import Answer

    endpoint.script.append(Answer(completion(draft(claim())), headers=left(0, "0.4s")))
    model = open_model("stub/one", base_url=endpoint.url, timeout=5)
    began = time.monotonic()
    for number in range(2):
        summarize_article(f"The bridge {number} opened on 3 May 2024.", model=model, repair=False)
    assert time.monotonic() - began >= 0.3
    assert len(endpoint.seen) == 2


REFUSALS = {"nothing": {}, "a time": {"retry-after-ms": "20"}, "at once": {"retry-after": "0"}}


def troubled(endpoint: Endpoint, refusal: dict[str, str]) -> None:
    """Two of seven requests come to nothing: a refusal and a dropped connection."""
    from tests.support import Answer

    numbers = itertools.count(1)

    def answer(_seen: Seen) -> Any:
        number = next(numbers)
        if number % 7 == 1:
            return failure(429, "slow down", refusal)
        return Answer(drop=True) if number % 7 == 4 else completion(draft(claim()))

    endpoint.script.append(answer)


def text(number: int) -> str:
    return f"The bridge opened on 3 May 2024. It cost {number} million euros, Mayor Ada Brook said."


@pytest.mark.parametrize("said", REFUSALS)
async def test_a_third_of_refusals_and_dropped_connections_are_outlasted(
    endpoint: Endpoint, said: str
) -> None:
    troubled(endpoint, REFUSALS[said])
    model = open_model("stub/one", base_url=endpoint.url, timeout=5, retries=12, longest_wait=0.2)
    results = await asyncio.gather(
        *(asummarize_article(text(n), model=model, repair=False) for n in range(40))
    )
    assert [result.usage.calls for result in results] == [1] * 40
    assert len(endpoint.seen) <= 40 * 7 / 5 + 7


def test_threads_and_loops_with_one_model_outlast_the_same(endpoint: Endpoint) -> None:
    troubled(endpoint, {})
    model = open_model("stub/one", base_url=endpoint.url, timeout=5, retries=12, longest_wait=0.2)
    calls: list[int] = []

    def in_thread(number: int) -> None:
        result = summarize_article(text(number), model=model, repair=False)
        calls.append(result.usage.calls)

    async def tasks(first: int) -> None:
        asked = (asummarize_article(text(first + n), model=model, repair=False) for n in range(10))
        calls.extend([result.usage.calls for result in await asyncio.gather(*asked)])

    threads = [threading.Thread(target=in_thread, args=(n,)) for n in range(10)]
    threads += [threading.Thread(target=asyncio.run, args=(tasks(n),)) for n in (100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert calls == [1] * 30
    assert len(endpoint.seen) <= 30 * 7 / 5 + 7
