from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from summarize import (
    ArticleSummary,
    EndpointError,
    StoreError,
    UnsupportedClaimError,
    asummarize_article,
    load_article,
    open_model,
    open_store,
    summarize_article,
)
from summarize.caching import arun_cached, run_cached
from summarize.job import Job, prepare
from summarize.models import LanguageModel
from summarize.models.base import Attempt, Request
from summarize.schema import Usage
from summarize.store import SQLiteStore
from tests.support import Answer, Endpoint, claim, completion, draft, failure

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said."
UNSUPPORTED = claim("The bridge cost 99 million euros.", evidence=[2])
NOTHING = Usage(cost=0.0, repair_cost=0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.sqlite"


@pytest.fixture
def model(endpoint: Endpoint) -> LanguageModel:
    endpoint.script.append(completion(draft(claim())))
    return open_model("stub/one", base_url=endpoint.url, retries=0, reasks=0)


class BrokenStore(SQLiteStore):
    """Refuses to read or to write as often as it is told to."""

    def __init__(self, path: Path, *, reads: int = 0, writes: int = 0) -> None:
        super().__init__(path)
        self.reads, self.writes = reads, writes

    def get(self, key: str) -> ArticleSummary | None:
        if self.reads:
            self.reads -= 1
            raise StoreError("can't be read")
        return super().get(key)

    def put(self, key: str, result: ArticleSummary) -> None:
        if self.writes:
            self.writes -= 1
            raise StoreError("can't be written")
        super().put(key, result)


class Ledger:
    """A meter that only counts."""

    def __init__(self) -> None:
        self.reserved: list[object] = []
        self.settled: list[object] = []

    def reserve(self, request: Request[Any], estimate: Attempt) -> None:
        self.reserved.append((request, estimate))

    def settle(self, request: Request[Any], estimate: Attempt, attempt: Attempt) -> None:
        self.settled.append((request, estimate, attempt))


async def asked(endpoint: Endpoint) -> None:
    """Returns when a request has arrived."""

    def wait() -> None:
        for _ in range(2000):
            if endpoint.seen:
                return
            time.sleep(0.005)

    await asyncio.to_thread(wait)


def test_a_second_call_asks_nobody(endpoint: Endpoint, model: LanguageModel, path: Path) -> None:
    with open_store(path) as store:
        first = summarize_article(TEXT, model=model, cache=store)
        again = summarize_article(TEXT, model=model, cache=store)
        assert len(store) == 1
    assert len(endpoint.seen) == 1
    assert first.usage.calls == 1
    assert again == first.model_copy(update={"usage": NOTHING})


def test_what_a_result_once_cost_stays_in_the_store(model: LanguageModel, path: Path) -> None:
    job, article = prepare(model=model), load_article(TEXT)
    with open_store(path) as store:
        first = run_cached(job, article, store)
        again = run_cached(job, article, store)
        assert (first.hit, again.hit, again.key) == (False, True, job.key(article))
        assert store.get(again.key) == first.result
        assert run_cached(job, article, store, key="another").hit is False


@pytest.mark.parametrize("named", [Path, str, open_store])
def test_a_cache_is_a_store_or_names_one(
    endpoint: Endpoint, model: LanguageModel, path: Path, named: Callable[[Path], Any]
) -> None:
    for _ in range(2):
        summarize_article(TEXT, model=model, cache=named(path))
    assert len(endpoint.seen) == 1


def test_a_cache_that_was_named_is_closed_after_the_call(model: LanguageModel, path: Path) -> None:
    summarize_article(TEXT, model=model, cache=path)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


async def test_the_coroutine_does_the_same(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    first = await asummarize_article(TEXT, model=model, cache=str(path))
    again = await asummarize_article(TEXT, model=model, cache=str(path))
    assert len(endpoint.seen) == 1
    assert again == first.model_copy(update={"usage": NOTHING})
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_hit_has_the_article_of_the_caller(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    summarize_article(load_article(TEXT, url="https://a.example/1"), model=model, cache=path)
    article = load_article(TEXT.encode(), url="https://b.example/2")
    again = summarize_article(article, model=model, cache=path)
    assert again.article is article
    assert len(endpoint.seen) == 1


def test_fifty_threads_at_once_ask_once(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = Answer(completion(draft(claim())), delay=0.3)
    with open_store(path) as store, ThreadPoolExecutor(50) as pool:
        calls = [pool.submit(summarize_article, TEXT, model=model, cache=store) for _ in range(50)]
        results = [each.result() for each in calls]
    assert len(endpoint.seen) == 1
    assert sum(result.usage.calls for result in results) == 1
    assert len({result.headline for result in results}) == 1


@pytest.mark.parametrize("named", [Path, open_store])
async def test_fifty_tasks_at_once_ask_once(
    endpoint: Endpoint, path: Path, named: Callable[[Path], Any]
) -> None:
    endpoint.script.append(Answer(completion(draft(claim())), delay=0.3))
    cache = named(path)
    results = await asyncio.gather(
        *(
            asummarize_article(TEXT, model="stub/one", base_url=endpoint.url, cache=cache)
            for _ in range(50)
        )
    )
    assert len(endpoint.seen) == 1
    assert sum(result.usage.calls for result in results) == 1


async def test_a_cancelled_task_takes_nothing_from_the_others(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = Answer(completion(draft(claim())), delay=0.3)
    with open_store(path) as store:
        calls = [
            asyncio.create_task(asummarize_article(TEXT, model=model, cache=store))
            for _ in range(4)
        ]
        await asked(endpoint)
        calls[0].cancel()
        calls[2].cancel()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert len(store) == 1
    assert [isinstance(each, asyncio.CancelledError) for each in outcomes] == [1, 0, 1, 0]
    assert len(endpoint.seen) == 1
    paid = [each.usage.calls for each in outcomes if isinstance(each, ArticleSummary)]
    assert sorted(paid) == [0, 1]


def test_an_endpoint_that_fails_is_asked_once_by_all_who_wait(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = Answer(failure(500).body, 500, delay=0.3)
    with open_store(path) as store, ThreadPoolExecutor(20) as pool:
        calls = [pool.submit(summarize_article, TEXT, model=model, cache=store) for _ in range(20)]
        errors = [each.exception() for each in calls]
        assert len(store) == 0
    assert len(endpoint.seen) == 1
    assert {type(error) for error in errors} == {EndpointError}
    assert len({id(error) for error in errors}) == 20


def test_a_failure_is_not_kept(endpoint: Endpoint, model: LanguageModel, path: Path) -> None:
    endpoint.script.appendleft(failure(500))
    with pytest.raises(EndpointError):
        summarize_article(TEXT, model=model, cache=path)
    assert summarize_article(TEXT, model=model, cache=path).claims
    assert len(endpoint.seen) == 2


def test_what_strict_refuses_is_kept_and_refused_again(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = completion(draft(UNSUPPORTED))
    for _ in range(2):
        with pytest.raises(UnsupportedClaimError, match="99") as caught:
            summarize_article(TEXT, model=model, cache=path, strict=True, repair=False)
        assert isinstance(caught.value.summary, ArticleSummary)
    lenient = summarize_article(TEXT, model=model, cache=path, repair=False)
    assert len(lenient.unsupported) == 1
    assert len(endpoint.seen) == 1


def test_a_store_that_can_not_be_read_costs_nothing(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    with BrokenStore(path, reads=1) as store:
        with pytest.raises(StoreError, match="can't be read") as caught:
            summarize_article(TEXT, model=model, cache=store)
        assert caught.value.summary is None
    assert endpoint.seen == []


async def test_a_result_that_can_not_be_kept_is_in_the_error(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    with BrokenStore(path, writes=2) as store:
        with pytest.raises(StoreError, match="can't be written") as caught:
            summarize_article(TEXT, model=model, cache=store)
        assert isinstance(caught.value.summary, ArticleSummary)
        with pytest.raises(StoreError) as caught:
            await asummarize_article(TEXT, model=model, cache=store)
        assert isinstance(caught.value.summary, ArticleSummary)
        assert caught.value.summary.headline == "Bridge opens"
    assert len(endpoint.seen) == 2


async def test_those_who_wait_keep_what_the_first_could_not(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = Answer(completion(draft(claim())), delay=0.2)
    with BrokenStore(path, writes=1) as store:
        calls = [asummarize_article(TEXT, model=model, cache=store) for _ in range(3)]
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert len(store) == 1
    assert [type(each) for each in outcomes] == [StoreError, ArticleSummary, ArticleSummary]
    assert len(endpoint.seen) == 1


async def test_the_meter_counts_what_is_asked_and_no_hit(model: LanguageModel, path: Path) -> None:
    job, article, ledger = prepare(model=model), load_article(TEXT), Ledger()
    with open_store(path) as store:
        run_cached(job, article, store, ledger)
        run_cached(job, article, store, ledger)
        await arun_cached(job, article, store, ledger)
    assert (len(ledger.reserved), len(ledger.settled)) == (1, 1)


def test_the_embedded_engine_is_cached_too(path: Path) -> None:
    first = summarize_article(TEXT, model="embedded", cache=path)
    assert summarize_article(TEXT, model="embedded", cache=path).claims == first.claims
    with open_store(path) as store:
        assert len(store) == 1


def test_another_kind_of_store_will_do(endpoint: Endpoint, model: LanguageModel) -> None:
    class InMemory:
        def __init__(self) -> None:
            self.kept: dict[str, ArticleSummary] = {}

        def get(self, key: str) -> ArticleSummary | None:
            return self.kept.get(key)

        def put(self, key: str, result: ArticleSummary) -> None:
            self.kept.setdefault(key, result)

    store: Any = InMemory()
    for _ in range(2):
        summarize_article(TEXT, model=model, cache=store)
    assert len(store.kept) == len(endpoint.seen) == 1


def test_a_blocking_call_in_the_loop_of_a_waiting_task_ends(
    endpoint: Endpoint, model: LanguageModel, path: Path
) -> None:
    endpoint.script[0] = Answer(completion(draft(claim())), delay=0.2)

    async def both() -> list[ArticleSummary]:
        with open_store(path) as store:
            task = asyncio.create_task(asummarize_article(TEXT, model=model, cache=store))
            await asked(endpoint)
            return [summarize_article(TEXT, model=model, cache=store), await task]

    done: list[list[ArticleSummary]] = []
    thread = threading.Thread(target=lambda: done.append(asyncio.run(both())), daemon=True)
    thread.start()
    thread.join(20)
    assert done, "the two wait for each other"
    assert done[0][0].headline == done[0][1].headline


def test_a_job_made_twice_finds_its_results(path: Path, endpoint: Endpoint) -> None:
    endpoint.script.append(completion(draft(claim())))

    def made() -> Job:
        return prepare(model="stub/one", base_url=endpoint.url)

    with open_store(path) as store:
        assert not run_cached(made(), load_article(TEXT), store).hit
        assert run_cached(made(), load_article(TEXT), store).hit
