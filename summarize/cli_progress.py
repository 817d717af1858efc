"""How far a batch is, on a terminal as a bar and elsewhere in lines, and what it came to."""

from __future__ import annotations

import sys
import time
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .render.shield import shielded, unshielded
from .render.words import visible

if TYPE_CHECKING:
    from .batch import ArticleOutcome

__all__ = ["Progress", "Totals", "show_progress"]

_EVERY = 10.0  # seconds between two lines
_WINDOW = 60.0  # seconds over which the rate is taken: results from a store come first, at once
_SHOWN = 5  # failures that are told one by one


@dataclass(slots=True)
class Totals:
    """What a batch came to so far."""

    ok: int = 0
    failed: int = 0
    incomplete: int = 0
    """Of those that went well: results with gaps."""
    cached: int = 0
    calls: int = 0
    retries: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    """US dollars; None when a price is unknown."""

    @property
    def done(self) -> int:
        """Articles that have an outcome."""
        return self.ok + self.failed

    def add(self, outcome: ArticleOutcome) -> None:
        """Counts one outcome."""
        usage = outcome.usage
        self.ok += outcome.error is None
        self.failed += outcome.error is not None
        self.incomplete += outcome.incomplete
        self.cached += outcome.cached
        self.calls += usage.calls
        self.retries += usage.retries
        self.input_tokens += usage.input_tokens
        self.output_tokens += usage.output_tokens
        if usage.cost is None and usage.calls:
            self.cost = None
        elif self.cost is not None:
            self.cost += usage.cost or 0.0

    @property
    def price(self) -> str:
        """The cost as text."""
        if self.cost is None:
            return "price unknown"
        return f"${self.cost:.2f}" if self.cost >= 1 else f"${self.cost:.4f}"

    @property
    def spent(self) -> str:
        """Calls, tokens and cost as text."""
        if not self.calls + self.retries:
            return "no calls"
        retries = f" ({self.retries:,} retries)" if self.retries else ""
        tokens = f"{self.input_tokens:,} tokens in, {self.output_tokens:,} out"
        return f"{self.calls:,} calls{retries}, {tokens}, {self.price}"


class Rate:
    """Articles a second, of late."""

    def __init__(self) -> None:
        self._samples = deque([(time.monotonic(), 0)])

    def note(self, done: int) -> None:
        """Takes a sample, at most one a second."""
        now = time.monotonic()
        if now - self._samples[-1][0] >= 1:
            self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] > _WINDOW:
            self._samples.popleft()

    def per_second(self, done: int) -> float:
        """The rate; 0 before there is one."""
        then, before = self._samples[0]
        elapsed = time.monotonic() - then
        return (done - before) / elapsed if elapsed > 0 else 0.0


class Progress(Protocol):
    """What is shown while a batch runs."""

    totals: Totals

    def update(self, outcome: ArticleOutcome) -> None:
        """Counts an outcome and shows it."""
        ...

    def say(self, message: str) -> None:
        """Shows a message of its own."""
        ...

    def close(self) -> None:
        """Ends what is shown."""
        ...


def show_progress(total: int | None, *, bar: bool) -> Progress:
    """A bar on a terminal, when `bar` allows it; else lines on standard error."""
    if bar and sys.stderr is not None and sys.stderr.isatty():
        return _Bar(total)
    return _Lines(total)


class _Lines:
    def __init__(self, total: int | None) -> None:
        self.totals = Totals()
        self._total = total
        self._rate = Rate()
        self._last = time.monotonic()

    def update(self, outcome: ArticleOutcome) -> None:
        self.totals.add(outcome)
        self._rate.note(self.totals.done)
        if (failure := _failure(outcome, self.totals)) is not None:
            self.say(failure)
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            self.say(self.line())

    def line(self) -> str:
        """How far it is, in one line."""
        done = f"{self.totals.done:,}"
        if self._total is not None:
            done += f" of {self._total:,}"
        return f"{done} articles · {_status(self.totals, self._rate, self._total)}"

    def say(self, message: str) -> None:
        if sys.stderr is not None:
            sys.stderr.write(f"summarize: {message}\n")
            sys.stderr.flush()

    def close(self) -> None:
        pass


class _Bar:
    def __init__(self, total: int | None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self.totals = Totals()
        self._total = total
        self._rate = Rate()
        columns: list[Any] = [BarColumn(bar_width=30), MofNCompleteColumn()]
        status = TextColumn("{task.fields[status]}", markup=False)
        console = Console(file=unshielded(sys.stderr))
        self._progress = RichProgress(
            *columns, status, console=console, transient=True, refresh_per_second=4
        )
        self._task = self._progress.add_task("", total=total, status="")
        self._progress.start()
        self._shield = ExitStack()
        self._shield.enter_context(shielded())  # before what rich puts in the place of the streams

    def update(self, outcome: ArticleOutcome) -> None:
        self.totals.add(outcome)
        self._rate.note(self.totals.done)
        status = _status(self.totals, self._rate, self._total)
        self._progress.update(self._task, completed=self.totals.done, status=status)
        if (failure := _failure(outcome, self.totals)) is not None:
            self.say(failure)

    def say(self, message: str) -> None:
        self._progress.console.print(
            f"summarize: {visible(message)}", markup=False, highlight=False, soft_wrap=True
        )

    def close(self) -> None:
        self._shield.close()
        self._progress.stop()


def _status(totals: Totals, rate: Rate, total: int | None) -> str:
    """What came of it so far, how fast it goes and how long it may take."""
    speed = rate.per_second(totals.done)
    parts = [f"{totals.failed:,} failed"] if totals.failed else []
    parts += [f"{totals.cached:,} from the store"] if totals.cached else []
    parts += [f"{speed:.1f}/s" if speed >= 1 else f"{60 * speed:.1f}/min", totals.price]
    if total is not None and speed > 0 and total > totals.done:
        parts.append(f"{duration((total - totals.done) / speed)} left")
    return " · ".join(parts)


def _failure(outcome: ArticleOutcome, totals: Totals) -> str | None:
    """What to say of a failure; None when it isn't one, or when enough were told."""
    if outcome.error is None or totals.failed > _SHOWN:
        return None
    more = "\n(further failures stand only in the output)" if totals.failed == _SHOWN else ""
    said = str(outcome.error)
    return (said if outcome.id in said else f"{outcome.id}: {said}") + more


def duration(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"
