from __future__ import annotations

import asyncio
from typing import Any

import pytest

from summarize import (
    ArticleOutcome,
    BatchStoppedError,
    BudgetError,
    ConfigurationError,
    MalformedAnswerError,
    asummarize_articles,
    open_model,
)
from summarize.batch.budget import Budget, _Amount
from summarize.models.base import Attempt
from tests.batch.batch_support import MOST, PAID, Scripted, texts
from tests.support import claim

INVALID = Attempt("invalid", input_tokens=100, output_tokens=20, cost=0.01)


def tokens(count: int) -> _Amount:
    return _Amount(tokens=count)


async def until_stopped(sources: list[str], **options: Any) -> list[ArticleOutcome]:
    got: list[ArticleOutcome] = []
    try:
        async for outcome in asummarize_articles(sources, **options):
            got.append(outcome)  # noqa: PERF401  # the error comes after them
    except BatchStoppedError as error:
        assert isinstance(error.reason, BudgetError)  # noqa: PT017  # the other case is no error
    return got


def spent(model: Scripted, paid: Attempt = PAID) -> int:
    return len(model.calls) * (paid.input_tokens + paid.output_tokens)


# --- the ledger ---


def test_what_is_under_way_is_held_until_it_is_settled() -> None:
    budget = Budget(max_tokens=100)
    assert budget.take(tokens(60))
    assert not budget.take(tokens(60))
    budget.settle(tokens(60), tokens(10))
    assert budget.take(tokens(90))


def test_money_and_tokens_are_both_kept() -> None:
    budget = Budget(max_cost=1.0, max_tokens=100)
    assert not budget.take(_Amount(1.1, 1))
    assert not budget.take(_Amount(0.1, 101))
    assert budget.take(_Amount(1.0, 100))


def test_sums_of_cents_fill_a_budget_to_its_end() -> None:
    budget = Budget(max_cost=0.3)
    assert all(budget.take(_Amount(0.1)) for _ in range(3))
    assert not budget.take(_Amount(0.0001))


async def test_who_waits_is_served_in_order() -> None:
    budget = Budget(max_tokens=100)
    budget.take(tokens(100))
    served: list[int] = []

    async def wait(number: int, count: int) -> None:
        assert await budget.wait(tokens(count))
        served.append(number)

    waiting = [asyncio.create_task(wait(n, count)) for n, count in enumerate((60, 20, 20))]
    await asyncio.sleep(0)
    assert not budget.take(tokens(0))  # nobody overtakes
    budget.settle(tokens(100))
    await asyncio.gather(*waiting)
    assert served == [0, 1, 2]


async def test_who_can_never_be_served_is_told_so() -> None:
    budget = Budget(max_tokens=100)
    budget.take(tokens(80))
    waiting = asyncio.create_task(budget.wait(tokens(50)))
    await asyncio.sleep(0)
    budget.settle(tokens(80), tokens(80))
    assert not await waiting


async def test_who_stops_waiting_holds_up_nobody() -> None:
    budget = Budget(max_tokens=100)
    budget.take(tokens(100))
    first, second = (asyncio.create_task(budget.wait(tokens(90))) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    budget.settle(tokens(100))
    assert await second


async def test_who_is_cancelled_when_served_gives_it_back() -> None:
    budget = Budget(max_tokens=100)
    budget.take(tokens(100))
    waiting = asyncio.create_task(budget.wait(tokens(90)))
    await asyncio.sleep(0)
    budget.settle(tokens(100))
    waiting.cancel()
    await asyncio.wait([waiting])
    assert budget.take(tokens(100))


def test_a_refusal_says_what_is_spent() -> None:
    budget = Budget(max_cost=0.5, max_tokens=1000)
    budget.settle(tokens(0), _Amount(0.25, 900))
    assert "$0.2500 of $0.5 and 900 of 1,000 tokens are spent" in str(budget.refusal())


# --- a batch within it ---


@pytest.mark.parametrize("concurrency", [1, 5, 20])
async def test_a_batch_spends_all_of_its_budget_and_no_more(concurrency: int) -> None:
    model = Scripted(seconds=0.001)
    got = await until_stopped(
        texts(40), model=model, concurrency=concurrency, max_tokens=1500, repair=False
    )
    # 200 tokens are reserved for a call and 120 taken: the last one that fits is sent at 1,300.
    assert spent(model) == 1320
    assert sum(o.error is None for o in got) == 11
    assert {type(o.error) for o in got if o.error} <= {BudgetError}


async def test_what_never_fitted_is_an_error_and_ends_the_batch() -> None:
    model = Scripted()
    got = await until_stopped(texts(40), model=model, concurrency=2, max_tokens=199)
    assert not model.calls
    assert got
    assert all(isinstance(o.error, BudgetError) for o in got)


async def test_a_batch_that_fits_is_not_stopped() -> None:
    model = Scripted()
    got = [
        outcome
        async for outcome in asummarize_articles(
            texts(10), model=model, max_tokens=10 * 120 + 80, concurrency=10
        )
    ]
    assert [o.error for o in got] == [None] * 10


async def test_reasks_come_out_of_the_same_budget() -> None:
    model = Scripted(attempts=(INVALID, PAID), seconds=0.001)
    await until_stopped(texts(40), model=model, concurrency=10, max_tokens=2000, repair=False)
    assert 1600 < spent(model) <= 2000


async def test_repairs_come_out_of_the_same_budget() -> None:
    wrong = claim("The bridge cost 90 million euros.", evidence=[1])
    model = Scripted(claims=(wrong,), seconds=0.001)
    got = await until_stopped(texts(40), model=model, concurrency=10, max_tokens=2000)
    assert {r.purpose for r in model.calls} == {"draft", "repair"}
    assert 1600 < spent(model) <= 2000
    assert sum(o.usage.input_tokens + o.usage.output_tokens for o in got) == spent(model)


async def test_a_failed_call_that_was_not_paid_gives_its_room_back() -> None:
    def fails(number: int) -> Exception | None:
        return MalformedAnswerError("no") if number % 2 else None

    model = Scripted(fails)
    got = await until_stopped(texts(20), model=model, concurrency=1, max_tokens=1500)
    assert sum(o.error is None for o in got) == 10


async def test_a_model_that_calls_no_meter_is_counted_after_the_fact() -> None:
    class Plain(Scripted):
        async def _attempt(self, request: Any, paid: Attempt) -> None:  # noqa: ARG002  # as it is called
            self.calls.append(request)

    model = Plain()
    budget = {"max_tokens": 1000, "concurrency": 1}
    got = await until_stopped(texts(5), model=model, **budget)
    assert len(got) == 5
    assert spent(model) == 600


async def test_a_price_that_nobody_knows_is_refused_before_anything_is_sent() -> None:
    model = open_model("stub/one", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigurationError, match="--max-tokens"):
        asummarize_articles([], model=model, max_cost=1.0)


async def test_the_price_of_extracting_is_known() -> None:
    got = [o async for o in asummarize_articles(texts(1), model="embedded", max_cost=0.0)]
    assert got[0].usage.cost == 0.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"concurrency": 0},
        {"concurrency": True},
        {"max_cost": -1},
        {"max_cost": float("inf")},
        {"max_tokens": -1},
        {"max_tokens": 1.5},
    ],
    ids=str,
)
def test_impossible_limits_are_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        asummarize_articles([], model="embedded", **wrong)


def test_the_estimate_of_the_tests_is_above_what_is_paid() -> None:
    assert MOST.output_tokens > PAID.output_tokens
