"""A budget that all requests of a batch share: reserved before an attempt, settled after it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ..errors import BudgetError, ConfigurationError, ModelError
from ..models.base import Attempt, DraftT, LanguageModel, Reply, Request, add_usage, sum_usage
from ..models.prices import price_of

__all__ = ["Budget", "BudgetedModel", "refuse_unpriced"]

_TOLERANCE = 1e-9  # dollars; sums of fractions are not exact


class _Amount(NamedTuple):
    """What an attempt takes."""

    cost: float = 0.0
    tokens: int = 0

    def plus(self, other: _Amount) -> _Amount:
        return _Amount(self.cost + other.cost, self.tokens + other.tokens)

    def minus(self, other: _Amount) -> _Amount:
        return _Amount(self.cost - other.cost, self.tokens - other.tokens)


_NOTHING = _Amount()


class Budget:
    """At most `max_cost` US dollars and `max_tokens` tokens, input and output together.

    An attempt is sent only when what it may take at most fits beside what was spent and what is under
    way, so that no more is spent as long as the estimates hold. A request that does not fit only
    because of others waits for them, in order. For one event loop.
    """

    def __init__(self, *, max_cost: float | None = None, max_tokens: int | None = None) -> None:
        self.max_cost, self.max_tokens = max_cost, max_tokens
        self._spent = self._held = _NOTHING
        self._smallest: _Amount | None = None
        self._waiting: deque[tuple[_Amount, asyncio.Future[bool]]] = deque()

    @property
    def exhausted(self) -> bool:
        """Whether not even the smallest request for a draft so far fits into what is left."""
        return self._smallest is not None and not self._fits(self._spent.plus(self._smallest))

    def note(self, amount: _Amount) -> None:
        """Remembers what a draft may take at most."""
        last = self._smallest or amount
        self._smallest = _Amount(min(last.cost, amount.cost), min(last.tokens, amount.tokens))

    def take(self, amount: _Amount, instead_of: _Amount | None = None) -> bool:
        """Reserves an amount, in place of one that was reserved already; False when it doesn't fit."""
        held = self._held.minus(instead_of or _NOTHING)
        fits = self._fits(self._spent.plus(held).plus(amount))
        if not fits or (instead_of is None and self._waiting):
            return False
        self._held = held.plus(amount)
        return True

    def settle(self, amount: _Amount, spent: _Amount = _NOTHING) -> None:
        """Gives back what was reserved, less what was spent."""
        self._held = self._held.minus(amount)
        self._spent = self._spent.plus(spent)
        self._serve()

    async def wait(self, amount: _Amount) -> bool:
        """Reserves an amount once there is room; False when there will be none."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((amount, future))
        self._serve()
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.result():
                self.settle(amount)
            raise

    def refusal(self) -> BudgetError:
        """The error for a request that has no room."""
        parts = []
        if self.max_cost is not None:
            parts.append(f"${self._spent.cost:.4f} of ${self.max_cost:g}")
        if self.max_tokens is not None:
            parts.append(f"{self._spent.tokens:,} of {self.max_tokens:,} tokens")
        return BudgetError(
            f"The budget has no room for another request: {' and '.join(parts)} are spent."
        )

    def _serve(self) -> None:
        """Lets those who wait go on, in their order."""
        while self._waiting:
            amount, future = self._waiting[0]
            if not future.done():  # else cancelled
                if not self._fits(self._spent.plus(amount)):
                    future.set_result(False)
                elif self._fits(self._spent.plus(self._held).plus(amount)):
                    self._held = self._held.plus(amount)
                    future.set_result(True)
                else:
                    return
            self._waiting.popleft()

    def _fits(self, total: _Amount) -> bool:
        return (self.max_cost is None or total.cost <= self.max_cost + _TOLERANCE) and (
            self.max_tokens is None or total.tokens <= self.max_tokens
        )


class BudgetedModel:
    """A model whose every attempt, re-asks included, comes out of one budget."""

    def __init__(self, model: LanguageModel, budget: Budget) -> None:
        self.name, self.extractive = model.name, model.extractive
        self._model, self._budget = model, budget

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """Not to be used: a budget makes a request wait without holding up the others."""
        raise NotImplementedError

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The model's reply, as soon as the budget has room; raises `BudgetError` when it has none.

        A request whose re-ask has to wait is sent anew: what was paid for it before is counted in
        the reply.
        """
        meter = _RequestMeter(self._budget)
        earlier: tuple[Attempt, ...] = ()
        try:
            while True:
                try:
                    reply = await self._model.aanswer(replace(request, meter=meter))
                except ModelError as error:
                    refused, meter.refused = meter.refused, None
                    if refused is None or not await meter.wait(refused):
                        error.usage = sum_usage(add_usage(earlier), error.usage)
                        raise
                    earlier = tuple(replace(paid, outcome="invalid") for paid in meter.paid)
                else:
                    meter.charge(reply.attempts)
                    return replace(reply, attempts=(*earlier, *reply.attempts))
        finally:
            meter.release()


class _RequestMeter:
    """The ledger of one request: what it reserved, what it paid, what it was refused."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._granted: _Amount | None = None
        self._used = False
        self.paid: list[Attempt] = []
        self.refused: _Amount | None = None

    def reserve(self, request: Request[Any], estimate: Attempt) -> None:
        """Takes what an attempt may cost at most out of the budget; raises `BudgetError`."""
        self._used = True
        if self._budget.max_cost is not None and estimate.cost is None:
            raise BudgetError("The price of the request is unknown, so max_cost can't be kept.")
        amount = _amount(estimate)
        if request.purpose == "draft":
            self._budget.note(amount)
        granted, self._granted = self._granted, None
        if self._budget.take(amount, granted):
            return
        if granted is not None:
            self._budget.settle(granted)
        self.refused = amount
        raise self._budget.refusal()

    def settle(self, request: Request[Any], estimate: Attempt, attempt: Attempt) -> None:  # noqa: ARG002  # the protocol has it
        """Counts what became of an attempt; what the endpoint does not say counts as estimated."""
        if attempt.outcome == "retried":
            self._budget.settle(_amount(estimate))
            return
        self.paid.append(attempt)
        said = attempt.input_tokens + attempt.output_tokens > 0
        spent = _amount(attempt) if said else _amount(estimate)
        if attempt.cost is None:
            spent = spent._replace(cost=estimate.cost or 0.0)
        self._budget.settle(_amount(estimate), spent)

    def charge(self, attempts: Sequence[Attempt]) -> None:
        """Counts the attempts of a model that calls no meter, after the fact."""
        if not self._used:
            for attempt in attempts:
                self._budget.settle(_NOTHING, _amount(attempt))

    async def wait(self, amount: _Amount) -> bool:
        """Whether the budget has room again, which is then reserved."""
        if await self._budget.wait(amount):
            self._granted = amount
        return self._granted is not None

    def release(self) -> None:
        """Gives back what was reserved and not used."""
        if self._granted is not None:
            self._budget.settle(self._granted)
            self._granted = None


def _amount(attempt: Attempt) -> _Amount:
    return _Amount(attempt.cost or 0.0, attempt.input_tokens + attempt.output_tokens)


def refuse_unpriced(model: LanguageModel) -> None:
    """Raise `ConfigurationError` unless what the model costs is known."""
    name = getattr(model, "wire_name", None)
    if model.extractive:
        return
    if name is None or not _priced(name, getattr(model, "base_url", None)):
        raise ConfigurationError(
            f"What {model.name} costs is unknown, so max_cost (--max-cost) can't be kept; "
            "set max_tokens (--max-tokens) instead."
        )


def _priced(name: str, endpoint: str | None) -> bool:
    return (
        price_of(name, endpoint=endpoint, input_tokens=1, cached_tokens=0, output_tokens=1)
        is not None
    )
