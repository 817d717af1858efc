"""What an endpoint says about its rate limits, in the headers that OpenAI introduced.

`x-ratelimit-{limit,remaining,reset}-{requests,tokens}` come with every answer of OpenAI, Azure OpenAI,
Groq, and gateways such as LiteLLM. They differ in what a reset is: OpenAI's and Groq's allowance refills
all the time, and the reset is when it will be full ("6m0s", "120ms", "7.66s"); elsewhere a window ends,
and the whole allowance is there again (seconds, or a date). Azure sends -1 where it knows nothing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

__all__ = ["Allowance", "seconds_of"]

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600, "d": 86400}
_PIECE = re.compile(r"(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)")
_WHOLE = re.compile(rf"(?:{_PIECE.pattern})+")
_AN_EPOCH = 1e9  # a larger number of seconds is a moment since 1970, not a duration
_USUAL = 60.0  # seconds; limits are documented per minute where an answer gives no reset
_APART = (
    1.0  # seconds by which two moments differ that are not the same: resets may be whole seconds
)


def seconds_of(text: str | None) -> float | None:
    """The seconds from now that a reset says: "1s", "6m0s", "120ms", "7.66", a date, an epoch.

    None for what is none of these.
    """
    text = (text or "").strip()
    if _WHOLE.fullmatch(text):
        return sum(float(number) * _UNITS[unit] for number, unit in _PIECE.findall(text))
    try:
        number = float(text)
    except ValueError:
        return _until(text)
    if number > _AN_EPOCH * 1000:
        number /= 1000
    if number > _AN_EPOCH:
        number -= time.time()
    return max(0.0, number) if number < _AN_EPOCH else None  # inf and nan are no number either


def _until(date: str) -> float | None:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - time.time())


class Allowance:
    """What is left of one limit, of requests or of tokens, between one answer and the next.

    Taken for a window until answers show that it refills. Not safe to share between threads: its pacer
    holds the lock. Moments are those of the pacer's clock.
    """

    def __init__(self, unit: str) -> None:
        self._remaining = f"x-ratelimit-remaining-{unit}"
        self._most = f"x-ratelimit-limit-{unit}"
        self._reset = f"x-ratelimit-reset-{unit}"
        self.known = False
        self._taken = 0.0  # all in all
        self._left = 0.0
        self._limit = 0.0
        self._at = 0.0  # when `_left` was right
        self._rate = 0.0  # what comes back in a second, if it refills
        self._refills = False
        self._ends_at = 0.0  # when the window ends
        self._first: _Heard | None = None  # of this window
        self._newest = float("-inf")  # when the request was sent whose answer was heard last

    def take(self, amount: float) -> float:
        """Takes an amount; returns all that was taken by then, which its answer is read with."""
        self._taken += amount
        self._left -= amount
        return self._taken

    def wait_for(self, amount: float, now: float) -> float:
        """Seconds until there is room for an amount; infinite when only an answer can tell."""
        if not self.known:
            return 0.0
        self._advance(now)
        lacking = min(amount, self._limit) - self._left
        if lacking <= 0:
            return 0.0
        if self._refills:
            return lacking / self._rate
        return self._ends_at - now if self._ends_at > now else float("inf")

    def hear(self, headers: Mapping[str, str], *, sent: float, taken: float, now: float) -> None:
        """Reads the headers of an answer to what was sent then; `taken` is what `take` returned.

        What was taken after it is taken off: the endpoint counts a request when it comes in.
        """
        remaining = headers.get(self._remaining)
        if remaining is None or sent < self._newest:
            return
        left, limit = _amount(remaining), _amount(headers.get(self._most))
        if left is None:
            return
        reset = seconds_of(headers.get(self._reset))
        heard = _Heard(sent, now, _USUAL if reset is None else reset, left)
        self._advance(now)
        self._newest = sent
        self._limit = limit or max(self._limit, left)
        self._judge(heard)
        if heard.reset > 0 and self._limit > left:
            self._rate = (self._limit - left) / heard.reset
        if self._refills:
            left += self._rate * (now - sent)
        self._left = min(left, self._limit) - (self._taken - taken)
        self._at, self.known = now, True

    def doubt(self) -> None:
        """The endpoint refused what seemed to have room: perhaps it does not refill."""
        self._refills = False
        self._first = None

    def _advance(self, now: float) -> None:
        if self._refills:
            self._left = min(self._limit, self._left + self._rate * (now - self._at))
        elif self._first is not None and self._ends_at <= now:
            self._left, self._first = self._limit, None
        self._at = now

    def _judge(self, heard: _Heard) -> None:
        """Whether the allowance refills, and when its window ends if not.

        A reset that moves away while no more is left than before is no window's end. Whether an
        endpoint means the moment of the request or of its answer is not known, so both have to move.
        """
        first, end = self._first, heard.received + heard.reset
        moved = first is not None and heard.after(first) > _APART
        if first is None or (moved and heard.left > first.left + self._limit / 10):
            self._first, self._ends_at = heard, end
        elif moved:
            self._refills = heard.reset > 0 and heard.left < self._limit
        else:
            self._ends_at = min(self._ends_at, end)


class _Heard(NamedTuple):
    sent: float
    received: float
    reset: float
    left: float

    def after(self, other: _Heard) -> float:
        """By how many seconds its reset is later, at least."""
        passed = min(self.sent - other.sent, self.received - other.received)
        return passed + self.reset - other.reset


def _amount(text: str | None) -> float | None:
    """A count of requests or tokens; None where there is none, or -1 for none."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
