"""What rate-limit headers say, in the forms that endpoints are known to write."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.models.limits import Allowance, seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1),
        ("6m0s", 360),
        ("120ms", 0.12),
        ("7.66s", 7.66),
        ("1h2m3s", 3723),
        ("59.9", 59.9),
        ("0", 0),
        ("-3", 0),
        ("", None),
        (None, None),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        ("1s and more", None),
    ],
)
def test_a_reset_is_seconds_from_now(text: str | None, seconds: float | None) -> None:
    assert seconds_of(text) == (seconds if seconds is None else pytest.approx(seconds))


def test_a_reset_may_be_a_moment() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=100)
    for text in (
        moment.isoformat(),
        moment.replace(tzinfo=None).isoformat(),
        str(moment.timestamp()),
        str(moment.timestamp() * 1000),
    ):
        assert seconds_of(text) == pytest.approx(100, abs=2)
    assert seconds_of(str(time.time() - 50)) == 0


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    found = seconds_of(text)
    assert found is None or 0 <= found < math.inf


def headers(left: float | str, reset: str = "60s", limit: float = 100) -> dict[str, str]:
    return {
        "x-ratelimit-limit-requests": str(limit),
        "x-ratelimit-remaining-requests": str(left),
        "x-ratelimit-reset-requests": reset,
    }


def heard(*answers: tuple[float, dict[str, str]]) -> Allowance:
    """An allowance that heard each of these, a tenth of a second after its request was sent."""
    allowance = Allowance("requests")
    for sent, said in answers:
        taken = allowance.take(1)
        allowance.hear(said, sent=sent, taken=taken, now=sent + 0.1)
    return allowance


def test_nothing_is_known_without_headers() -> None:
    for said in ({}, headers(-1), headers("many"), headers("inf")):
        allowance = heard((0, said))
        assert not allowance.known
        assert allowance.wait_for(1000, 1) == 0


def test_there_is_room_for_what_is_left_and_not_for_more() -> None:
    allowance = heard((0, headers(2)))
    assert allowance.wait_for(2, 0.1) == 0
    assert allowance.wait_for(3, 0.1) == pytest.approx(60)
    allowance.take(2)
    assert allowance.wait_for(1, 30.1) == pytest.approx(30)


def test_a_window_that_ends_gives_all_of_it_back() -> None:
    allowance = heard((0, headers(0, "10s")))
    assert allowance.wait_for(1, 1) == pytest.approx(9.1)
    assert allowance.wait_for(100, 10.2) == 0


def test_what_was_sent_after_a_request_is_not_in_its_answer() -> None:
    allowance = Allowance("requests")
    first = allowance.take(1)
    allowance.take(1)
    allowance.take(1)
    allowance.hear(headers(10), sent=0, taken=first, now=1)
    assert allowance.wait_for(8, 1) == 0
    assert allowance.wait_for(9, 1) > 0


def test_an_answer_that_is_overtaken_tells_nothing() -> None:
    allowance = Allowance("requests")
    early, late = allowance.take(1), allowance.take(1)
    allowance.hear(headers(50), sent=2, taken=late, now=3)
    allowance.hear(headers(0), sent=1, taken=early, now=4)
    assert allowance.wait_for(50, 4) == 0


def test_an_allowance_that_refills_is_told_from_a_window() -> None:
    """With OpenAI's headers the reset moves away as more is taken: it comes back all the time."""
    allowance = heard(*((10 * n, headers(50 - n, f"{30 + n}s")) for n in range(4)))
    allowance.take(47)
    wait = allowance.wait_for(1, 30.1)
    assert 0 < wait < 2  # not the 33 seconds until it is full
    allowance.doubt()
    assert allowance.wait_for(1, 30.1) > 2


def test_more_than_the_limit_waits_for_all_of_it_and_no_longer() -> None:
    allowance = heard((0, headers(100, "0s")))
    assert allowance.wait_for(10_000, 0.1) == 0
