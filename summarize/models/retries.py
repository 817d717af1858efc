"""The one retry policy for transport faults: what is tried again, how often, after which wait."""

from __future__ import annotations

import email.utils
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openai
import tenacity

__all__ = ["RetryPolicy", "is_refusal", "retry_after", "retryable"]

_RETRYABLE_STATUS = frozenset({408, 409, 429})
_REFUSALS = frozenset({429, 503, 529})  # 529: overloaded, by Anthropic and some gateways


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a request is tried again.

    Waits are exponential with full jitter, from `first_wait` seconds up to `longest_wait`; a
    `Retry-After` of the server is honoured when it is at most `longest_wait`, and ends the
    attempts at once when it is longer.
    """

    retries: int = 3
    """Attempts after the first."""
    first_wait: float = 0.5
    longest_wait: float = 30.0

    def wait_after(self, error: BaseException, attempts: int) -> float | None:
        """Seconds to wait after that many attempts, the last of which failed so; None: give up."""
        if attempts > self.retries or not retryable(error, longest_wait=self.longest_wait):
            return None
        asked = retry_after(error)
        if asked is not None:
            return asked
        most = min(self.longest_wait, self.first_wait * 2.0 ** min(attempts - 1, 60))
        return random.uniform(0, most)  # noqa: S311  # no secret

    def options(self, on_retry: Callable[[], None]) -> dict[str, Any]:
        """The same as keyword arguments for `tenacity.Retrying` or `AsyncRetrying`.

        Build a new object for each call: one that is shared between tasks mixes up their counts.
        """
        backoff = tenacity.wait_random_exponential(self.first_wait, self.longest_wait)

        def wait(state: tenacity.RetryCallState) -> float:
            asked = retry_after(_error(state))
            return asked if asked is not None else backoff(state)

        def again(state: tenacity.RetryCallState) -> bool:
            error = _error(state)
            return error is not None and retryable(error, longest_wait=self.longest_wait)

        return {
            "stop": tenacity.stop_after_attempt(self.retries + 1),
            "wait": wait,
            "retry": again,
            "before_sleep": lambda _state: on_retry(),
            "reraise": True,
        }


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def retryable(error: BaseException, *, longest_wait: float) -> bool:
    """Whether the same request may succeed when it is sent again.

    True for lost connections, time-outs, 408, 409, 429 and 5xx; False for an exhausted quota, for
    `x-should-retry: false`, when the server asks for a longer wait than `longest_wait` seconds,
    and when a recording or a blocked network answers instead of an endpoint.
    """
    if isinstance(error, openai.APIConnectionError):
        return _is_transport_fault(error.__cause__)
    if not isinstance(error, openai.APIStatusError):
        return False
    if error.code == "insufficient_quota" or (retry_after(error) or 0) > longest_wait:
        return False
    verdict = error.response.headers.get("x-should-retry")
    if verdict in ("true", "false"):
        return bool(verdict == "true")
    return error.status_code in _RETRYABLE_STATUS or error.status_code >= 500


def is_refusal(error: BaseException) -> bool:
    """Whether the endpoint said that it has no room for this request now, nor for others then."""
    return isinstance(error, openai.APIStatusError) and error.status_code in _REFUSALS


def _is_transport_fault(cause: BaseException | None) -> bool:
    """False for an exception that no transport raises, such as a miss in replay."""
    import httpx2

    return cause is None or isinstance(cause, httpx2.HTTPError | OSError)


def retry_after(error: BaseException | None) -> float | None:
    """The seconds that the server asks to wait (`retry-after-ms`, or `Retry-After` as seconds or date)."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            return max(0.0, float(value) * scale)
        except ValueError:
            moment = email.utils.parsedate_tz(value)
            if moment is not None:
                return max(0.0, email.utils.mktime_tz(moment) - time.time())
    return None
