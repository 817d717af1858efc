from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from summarize import (
    ArticleError,
    ArticleOutcome,
    AuthenticationError,
    BatchStoppedError,
    ConfigurationError,
    ContentFilterError,
    EndpointError,
    QuotaError,
    RateLimitError,
    StoreError,
    UnknownModelError,
    UnsupportedClaimError,
    asummarize_articles,
    load_article,
    open_store,
    summarize_article,
    summarize_articles,
)
from summarize.store import ResultStore
from tests.batch.batch_support import Scripted, text_of, texts
from tests.support import Endpoint, claim, completion, draft, failure


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ResultStore]:
    with open_store(tmp_path / "results.sqlite") as opened:
        yield opened


async def outcomes(sources: Any, **options: Any) -> list[ArticleOutcome]:
    return [o async for o in asummarize_articles(sources, **{"repair": False, **options})]


async def until_stopped(
    sources: Any, **options: Any
) -> tuple[list[ArticleOutcome], BatchStoppedError]:
    got: list[ArticleOutcome] = []
    with pytest.raises(BatchStoppedError) as error:  # noqa: PT012  # the outcomes before it count
        async for outcome in asummarize_articles(sources, **options):
            got.append(outcome)  # noqa: PERF401
    return got, error.value


# --- what comes out ---


async def test_each_article_has_an_outcome_with_its_id_and_place() -> None:
    got = await outcomes(
        [("a", text_of(1)), {"id": "b", "text": text_of(2)}, text_of(3)], model=Scripted()
    )
    assert sorted((o.index, o.id) for o in got) == [(0, "a"), (1, "b"), (2, "2")]
    assert all(o.result and o.result.article.text == text_of(o.index + 1) for o in got)
    assert [o.usage.calls for o in got] == [1, 1, 1]


def test_without_an_event_loop() -> None:
    got = list(summarize_articles(texts(30), model=Scripted(), concurrency=3))
    assert sorted(o.index for o in got) == list(range(30))


async def test_the_blocking_iterator_works_inside_an_event_loop() -> None:
    assert len(list(summarize_articles(texts(3), model=Scripted()))) == 3


async def test_results_are_those_of_one_article_alone(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft(claim("Mayor Ada Brook spoke.", evidence=[2]))))
    options: Any = {"model": "stub/one", "base_url": endpoint.url}
    [outcome] = await outcomes([text_of(1)], repair=True, **options)
    alone = await asyncio.to_thread(lambda: summarize_article(text_of(1), **options))
    ours, theirs = outcome.result, alone
    assert ours is not None
    assert ours.model_dump(exclude={"usage"}) == theirs.model_dump(exclude={"usage"})


@pytest.mark.parametrize("concurrency", [1, 7])
async def test_no_more_are_under_way_than_asked_for(concurrency: int) -> None:
    model = Scripted(seconds=0.002)
    await outcomes(texts(40), model=model, concurrency=concurrency)
    assert model.most == concurrency


async def test_what_is_finished_first_comes_first() -> None:
    class Slow(Scripted):
        async def _attempt(self, request: Any, paid: Any) -> None:
            await asyncio.sleep(0.05 if "town 0 " in request.article.text else 0)
            await super()._attempt(request, paid)

    got = await outcomes(texts(4), model=Slow())
    assert got[-1].index == 0


async def test_no_articles_no_outcomes() -> None:
    assert await outcomes([], model=Scripted()) == []
    assert list(summarize_articles(iter(()), model=Scripted())) == []


# --- errors of one article ---


async def test_an_article_that_fails_is_an_outcome_among_others(tmp_path: Path) -> None:
    sources = [text_of(0), "", tmp_path / "missing.txt", {"text": 5}, b"\x00\x01", ("x", object())]
    got = {o.index: o for o in await outcomes(sources, model=Scripted())}
    assert got[0].error is None
    assert all(isinstance(got[n].error, ArticleError) for n in range(1, 6))
    assert "missing.txt" in str(got[2].error)
    assert got[1].key is None


async def test_an_error_of_the_model_is_an_outcome_with_what_it_cost(endpoint: Endpoint) -> None:
    def answer(seen: Any) -> Any:
        return completion("{no") if "town 1 " in str(seen.body) else completion(draft())

    endpoint.script.append(answer)
    got = await outcomes(texts(3), model="stub/one", base_url=endpoint.url)
    failed = [o for o in got if o.error]
    assert [o.index for o in failed] == [1]
    assert failed[0].usage.calls == 1
    assert failed[0].key


async def test_a_fault_of_our_own_concerns_one_article_and_tells_nothing_of_it() -> None:
    class Faulty(Scripted):
        async def _attempt(self, request: Any, paid: Any) -> None:
            if "town 1 " in request.article.text:
                raise ZeroDivisionError(request.article.text)
            await super()._attempt(request, paid)

    got = {o.index: o for o in await outcomes(texts(3), model=Faulty())}
    assert [n for n, o in got.items() if o.error] == [1]
    assert "ZeroDivisionError" in str(got[1].error)
    assert "town" not in str(got[1].error)


async def test_an_id_may_be_given_once() -> None:
    got = await outcomes([("a", text_of(1)), ("a", text_of(2))], model=Scripted())
    assert "is that of article 0" in str(next(o.error for o in got if o.error))


async def test_strict_refuses_what_the_article_does_not_carry_but_keeps_it(
    store: ResultStore,
) -> None:
    model = Scripted(claims=(claim("The bridge cost 90 million euros.", evidence=[1]),))
    [outcome] = await outcomes([text_of(1)], model=model, strict=True, store=store)
    assert isinstance(outcome.error, UnsupportedClaimError)
    assert outcome.usage.calls == 1
    assert len(store) == 1
    [again] = await outcomes([text_of(1)], model=model, strict=True, store=store)
    assert isinstance(again.error, UnsupportedClaimError)
    assert again.usage.calls == 0


# --- the store ---


async def test_a_second_run_pays_for_nothing(store: ResultStore) -> None:
    model = Scripted()
    first = await outcomes(texts(5), model=model, store=store)
    second = await outcomes(texts(6), model=model, store=store)
    assert len(model.calls) == 6
    assert [o.cached for o in first] == [False] * 5
    assert sorted(o.index for o in second if o.cached) == [0, 1, 2, 3, 4]
    kept = {o.index: o.result for o in first}
    assert all(o.result == kept[o.index] for o in second if o.cached)


async def test_a_failed_article_is_asked_for_again(store: ResultStore) -> None:
    model = Scripted(lambda n: ContentFilterError("no") if n == 1 else None)
    await outcomes(texts(3), model=model, store=store, concurrency=1)
    await outcomes(texts(3), model=model, store=store, concurrency=1)
    assert len(model.calls) == 4


async def test_a_result_is_kept_before_its_outcome_is_given(store: ResultStore) -> None:
    async for outcome in asummarize_articles(texts(5), model=Scripted(), store=store):
        assert outcome.key is not None
        assert store.get_json(outcome.key) == outcome.result_json


@pytest.mark.parametrize("kept", [True, False])
async def test_the_same_text_is_paid_for_once(store: ResultStore, kept: bool) -> None:
    model = Scripted(seconds=0.01)
    sources = [("a", text_of(1)), ("b", text_of(1)), ("c", text_of(2)), ("d", text_of(1))]
    got = await outcomes(sources, model=model, store=store if kept else None)
    assert len(model.calls) == 2
    assert sorted(o.cached for o in got) == [False, False, True, True]
    assert sum(o.usage.calls for o in got) == 2


async def test_a_kept_result_is_about_the_article_that_was_asked_for(store: ResultStore) -> None:
    first, second = (
        load_article(text_of(1), url=f"https://example.org/{name}") for name in ("a", "b")
    )
    await outcomes([first], model=Scripted(), store=store)
    [outcome] = await outcomes([second], model=Scripted(), store=store)
    assert outcome.cached
    assert outcome.result is not None
    assert outcome.result.article == second


async def test_a_store_by_name_is_closed_in_the_end(tmp_path: Path) -> None:
    await outcomes(texts(2), model=Scripted(), store=tmp_path / "s")
    assert not (tmp_path / "s-wal").exists()


async def test_a_store_that_fails_ends_the_batch_and_loses_no_result(store: ResultStore) -> None:
    class Full:
        def get_json(self, key: str) -> bytes | None:
            return store.get_json(key)

        def put_json(self, *_: object, **__: object) -> None:
            raise StoreError("no room")

    got, error = await until_stopped(texts(9), model=Scripted(), store=Full(), concurrency=1)
    assert isinstance(error.reason, StoreError)
    assert got
    assert all(o.result for o in got)
    assert error.left == 9 - len(got)


async def test_a_result_that_was_made_is_kept_though_the_caller_leaves(store: ResultStore) -> None:
    class Slow:
        begun = 0
        done = 0

        def get_json(self, key: str) -> bytes | None:
            return store.get_json(key)

        def put_json(self, *args: Any, **options: Any) -> None:
            self.begun += 1
            time.sleep(0.05)
            store.put_json(*args, **options)
            self.done += 1

    slow: Any = Slow()
    async with aclosing(asummarize_articles(texts(9), model=Scripted(), store=slow)) as batch:
        await anext(batch)
    assert slow.begun == slow.done > 1


# --- what concerns all articles ---


@pytest.mark.parametrize(
    ("error", "calls"),
    [
        pytest.param(AuthenticationError("no"), 1, id="key"),
        pytest.param(UnknownModelError("no"), 1, id="name"),
        pytest.param(QuotaError("no"), 1, id="quota"),
        pytest.param(EndpointError("no"), 20, id="endpoint"),
        pytest.param(RateLimitError("no"), 20, id="load"),
    ],
)
async def test_what_helps_no_article_ends_the_batch(error: Exception, calls: int) -> None:
    model = Scripted(lambda _: error)
    got, stopped = await until_stopped(texts(100), model=model, concurrency=1)
    assert calls <= len(model.calls) <= calls + 2
    assert len(got) == len(model.calls)
    assert stopped.reason is got[calls - 1].error
    assert stopped.left == 100 - len(got)


async def test_a_single_refusal_among_answers_does_not() -> None:
    model = Scripted(lambda n: AuthenticationError("a firewall") if n % 5 == 4 else None)
    got = await outcomes(texts(20), model=model, concurrency=1)
    assert sum(o.error is not None for o in got) == 4


async def test_an_endpoint_that_comes_back_does_not() -> None:
    model = Scripted(lambda n: EndpointError("down") if n % 20 < 19 else None)
    assert len(await outcomes(texts(80), model=model, concurrency=1)) == 80


async def test_an_error_of_the_source_follows_the_outcomes_before_it() -> None:
    def sources() -> Iterator[str]:
        yield from texts(3)
        raise LookupError("the database has gone")

    got = []
    with pytest.raises(LookupError, match="database"):  # noqa: PT012
        async for outcome in asummarize_articles(sources(), model=Scripted()):
            got.append(outcome)  # noqa: PERF401
    assert len(got) == 3


@pytest.mark.parametrize("sources", ["a text", b"bytes", Path("a.txt"), {"text": "x"}, 5, None])
def test_one_article_is_no_list_of_articles(sources: Any) -> None:
    with pytest.raises(ConfigurationError, match="list or another iterable"):
        summarize_articles(sources, model="embedded")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"model": None}, ConfigurationError),
        ({"prompt": "nothing@1"}, Exception),
        ({"store": "/nonexistent/place/store"}, StoreError),
    ],
    ids=["model", "prompt", "store"],
)
def test_what_would_fail_for_all_is_raised_before_anything_is_read(
    options: dict[str, Any], error: type[Exception]
) -> None:
    def unread() -> Iterator[str]:
        pytest.fail("read")
        yield ""

    with pytest.raises(error):
        summarize_articles(unread(), **{"model": Scripted(), **options})


# --- reading lazily, leaving early ---


async def test_articles_are_read_only_as_far_as_there_is_room() -> None:
    read = 0

    async def sources() -> AsyncIterator[str]:
        nonlocal read
        for text in texts(1000):
            read += 1
            yield text

    async with aclosing(asummarize_articles(sources(), model=Scripted(), concurrency=4)) as batch:
        await anext(batch)
        await asyncio.sleep(0.05)  # nobody takes the next outcome
        assert read <= 2 * 4 + 2


def test_a_slow_caller_holds_up_the_reading() -> None:
    read = 0

    def sources() -> Iterator[str]:
        nonlocal read
        for text in texts(1000):
            read += 1
            yield text

    batch = summarize_articles(sources(), model=Scripted(), concurrency=4)
    next(batch)
    time.sleep(0.2)
    assert read < 100
    batch.close()


async def test_leaving_early_ends_what_is_under_way() -> None:
    model = Scripted()
    slow = Scripted(seconds=30)

    class Mixed(Scripted):
        async def aanswer(self, request: Any) -> Any:
            chosen = model if "town 0 " in request.article.text else slow
            return await chosen.aanswer(request)

    async with aclosing(asummarize_articles(texts(50), model=Mixed(), concurrency=5)) as batch:
        assert (await anext(batch)).index == 0
        assert slow.running > 0
    assert slow.running == 0
    assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize("leave", ["break", "close", "raise", "forget"])
def test_leaving_the_blocking_iterator_leaves_nothing_behind(
    leave: str, store: ResultStore
) -> None:
    before = set(threading.enumerate())
    model = Scripted(seconds=0.001)

    def some() -> None:
        batch = summarize_articles(iter(texts(500)), model=model, store=store, concurrency=4)
        for outcome in batch:
            assert outcome.error is None
            if leave == "raise":
                raise LookupError
            if leave == "close":
                batch.close()
            if leave != "forget" or outcome.index > 3:
                break

    try:
        some()
    except LookupError:
        assert leave == "raise"
    gc.collect()
    assert set(threading.enumerate()) <= before
    calls = len(model.calls)
    assert calls < 100
    assert model.running == 0
    # What was given, and what was finished but not given, is kept: a rerun pays for the rest only.
    kept = len(store)
    list(summarize_articles(texts(60), model=model, store=store))
    assert len(model.calls) == calls + 60 - kept


def test_an_iterator_that_was_never_begun_costs_nothing() -> None:
    before = threading.active_count()
    summarize_articles(texts(5), model=Scripted()).close()
    assert threading.active_count() == before


def test_a_source_that_waits_for_a_network_does_not_hold_up_the_end() -> None:
    gate = threading.Event()

    def sources() -> Iterator[str]:
        yield from texts(2)
        gate.wait()

    for _ in zip(range(2), batch := summarize_articles(sources(), model=Scripted()), strict=False):
        pass
    batch.close()  # returns, though the source does not
    gate.set()


@pytest.mark.thorough
def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    """Traced, not resident, memory: caches of the interpreter would hide what a batch holds."""

    class Forgetful(Scripted):
        async def _attempt(self, request: Any, paid: Any) -> None:
            await super()._attempt(request, paid)
            self.calls.clear()

    def peak(first: int, count: int) -> int:
        filler = " The river rose." * 200
        sources = (text_of(number) + filler for number in range(first, first + count))
        batch = summarize_articles(sources, model=Forgetful(), store=tmp_path / "s", concurrency=4)
        gc.collect()
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        for outcome in batch:
            outcome.to_json()
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(0, 10)
        few, many = peak(100, 20), peak(200, 120)
    finally:
        tracemalloc.stop()
    assert many < few * 2  # to hold all of them takes several times as much


# --- faults of the network ---


async def test_all_finish_though_a_third_is_refused_or_dropped(endpoint: Endpoint) -> None:
    from tests.support import Answer

    count = 0

    def answer(_: object) -> Any:
        nonlocal count
        count += 1
        if count % 7 == 1:
            return failure(429, "slow down", {"retry-after-ms": "5"})
        return Answer(drop=True) if count % 7 == 3 else completion(draft())

    endpoint.script.append(answer)
    got = await outcomes(texts(40), model="stub/one", base_url=endpoint.url, concurrency=8)
    assert [o.error for o in got] == [None] * 40
    assert sum(o.usage.calls for o in got) == 40
    assert sum(o.usage.retries for o in got) == count - 40


def test_records_are_lines_of_json() -> None:
    for outcome in summarize_articles(texts(3), model=Scripted()):
        assert json.loads(outcome.to_json())["id"] == outcome.id
