from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarize import (
    ArticleError,
    ArticleSummary,
    AuthenticationError,
    BatchStoppedError,
    BudgetError,
    Claim,
    Claims,
    ConfigurationError,
    ContentFilterError,
    ContextOverflowError,
    EndpointError,
    QuotaError,
    RateLimitError,
    RefusalError,
    SummarizeError,
    TruncatedAnswerError,
    UnknownModelError,
    UnsupportedClaimError,
    open_store,
    summarize_article,
)
from summarize.batch.outcome import ArticleOutcome
from summarize.batch.provider import (
    BatchLimits,
    Polling,
    abatch_articles,
    batch_articles,
    cancel_batches,
)
from summarize.models.base import Attempt
from summarize.models.openai_batch import Recorded, Replay
from summarize.models.openai_chat import OpenAIChatModel
from summarize.models.prices import price_of
from summarize.store import ResultStore
from tests.parts_support import an_answer, assert_exact, long_text
from tests.provider_support import Clock, Newsroom, Provider, story
from tests.support import JSON, Answer, Endpoint, completion, draft, failure

MODEL = "stub/one"


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def provider(newsroom: Newsroom) -> Iterator[Provider]:
    server = Provider(newsroom)
    yield server
    server.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ResultStore]:
    with open_store(tmp_path / "results.sqlite") as opened:
        yield opened


class Runs:
    """Runs against one provider with one store, as one process after the other would make them."""

    def __init__(self, provider: Provider, store: ResultStore) -> None:
        self.provider, self.store = provider, store
        self.clock = Clock()
        self.said: list[str] = []
        self.options: dict[str, Any] = {}

    @property
    def all(self) -> dict[str, Any]:
        return {
            "model": MODEL,
            "base_url": self.provider.url,
            "store": self.store,
            "polling": Polling(sleep=self.clock.sleep, clock=self.clock.time),
            "report": self.said.append,
            **self.options,
        }

    def begin(self, sources: Any, **options: Any) -> Iterator[ArticleOutcome]:
        return batch_articles(sources, **{**self.all, **options})

    def end(self, sources: Any, **options: Any) -> list[ArticleOutcome]:
        return sorted(self.begin(sources, **options), key=lambda outcome: outcome.index)

    def notes(self) -> list[str]:
        return [name for name, _ in self.store.recalled("")]


@pytest.fixture
def runs(provider: Provider, store: ResultStore) -> Runs:
    return Runs(provider, store)


def stories(count: int) -> list[str]:
    return [story(number) for number in range(count)]


def errors(outcomes: list[ArticleOutcome]) -> dict[int, type[SummarizeError]]:
    return {o.index: type(o.error) for o in outcomes if o.error is not None}


# --- the same as without batches ---


def test_thirty_articles_take_one_batch_and_their_repairs_and_re_asks_another(
    runs: Runs, newsroom: Newsroom
) -> None:
    newsroom.wrong, newsroom.malformed = {3, 7, 21}, {5, 7}
    outcomes = runs.end(stories(30))
    assert [o.index for o in outcomes] == list(range(30))
    assert not errors(outcomes)
    for o in outcomes:
        assert o.result is not None
        assert (
            o.result.claims[0].text
            == f"About {4000 + o.index:,} cars cross bridge {o.index} every day."
        )
        assert all(claim.supported for claim in o.result.claims)
        assert o.result.model_answered == "stub-1"
    assert [len(lines) for lines in runs.provider.inputs()] == [30, 4, 1]
    assert set(runs.provider.accepted.values()) == {1}
    usage = outcomes[7].usage
    assert (usage.calls, usage.reasks, usage.repairs, usage.input_tokens) == (3, 1, 1, 300)


class Placed(Claim):
    """A claim, and where it is about."""

    place: str | None = None


class Traffic(ArticleSummary):
    claims: Claims[Placed]


class Placing(Newsroom):
    """Answers that say where each claim is about."""

    def __call__(self, body: JSON) -> JSON | Answer:
        answer = super().__call__(body)
        assert isinstance(answer, dict)
        message = answer["choices"][0]["message"]
        told = json.loads(message["content"])
        for one in told.get("claims", ()):
            (one.get("claim") or one)["place"] = "Lyn"
        message["content"] = json.dumps(told)
        return answer


def test_results_are_of_ones_own_class_also_from_the_store(store: ResultStore) -> None:
    provider = Provider(Placing(wrong={1}, malformed={2}))
    runs = Runs(provider, store)
    for cached in (False, True):
        outcomes = runs.end(stories(3), schema=Traffic)
        assert not errors(outcomes)
        assert [type(outcome.result) for outcome in outcomes] == [Traffic] * 3
        claims = [claim for o in outcomes if o.result for claim in o.result.claims]
        assert all(isinstance(claim, Placed) and claim.place == "Lyn" for claim in claims)
        assert all(claim.supported for claim in claims)
        assert [outcome.cached for outcome in outcomes] == [cached] * 3
    assert [len(lines) for lines in provider.inputs()] == [3, 2]
    provider.close()


def test_requests_and_results_are_those_of_single_calls(
    runs: Runs, newsroom: Newsroom, endpoint: Endpoint
) -> None:
    newsroom.wrong, newsroom.malformed = {1}, {2}
    endpoint.script.append(lambda seen: newsroom(seen.body))
    outcomes = runs.end(stories(3))
    single = [summarize_article(story(n), model=MODEL, base_url=endpoint.url) for n in range(3)]
    sent = [line["body"] for lines in runs.provider.inputs() for line in lines]
    assert _by_content(sent) == _by_content([seen.body for seen in endpoint.seen])
    for outcome, other in zip(outcomes, single, strict=True):
        assert outcome.result is not None
        timed = {"usage": {"seconds"}}
        assert outcome.result.model_dump(exclude=timed) == other.model_dump(exclude=timed)


def _by_content(bodies: list[JSON]) -> list[str]:
    return sorted(json.dumps(body, sort_keys=True) for body in bodies)


def test_the_results_are_kept_under_the_keys_of_single_calls(runs: Runs) -> None:
    [outcome] = runs.end(stories(1))
    again = summarize_article(story(0), model=MODEL, base_url=runs.provider.url, cache=runs.store)
    assert again.usage.calls == 0
    assert outcome.key is not None
    assert runs.store.get(outcome.key) == outcome.result


def test_what_is_kept_already_takes_no_request(runs: Runs) -> None:
    runs.end(stories(2))
    seen = len(runs.provider.seen)
    outcomes = runs.end(stories(2))
    assert [o.cached for o in outcomes] == [True, True]
    assert outcomes[0].usage.calls == 0
    assert len(runs.provider.seen) == seen


def test_an_article_that_comes_twice_is_asked_about_once(runs: Runs) -> None:
    outcomes = runs.end([story(1), story(2), story(1)])
    assert [o.cached for o in outcomes] == [False, False, True]
    assert outcomes[2].result is not None
    assert [len(lines) for lines in runs.provider.inputs()] == [2]


def test_a_source_that_is_no_article_is_an_outcome(runs: Runs, tmp_path: Path) -> None:
    outcomes = runs.end([story(1), tmp_path / "missing.txt", ("named", story(2))])
    assert errors(outcomes) == {1: ArticleError}
    assert [o.id for o in outcomes] == ["0", str(tmp_path / "missing.txt"), "named"]


def test_a_long_article_goes_in_parts_and_ends_in_exact_offsets(runs: Runs) -> None:
    runs.provider.ask = lambda body: completion(an_answer(body["messages"][1]["content"]))
    [outcome] = runs.end([long_text(1500)], context_window=8192)
    assert outcome.result is not None
    assert_exact(outcome.result)
    parts, merge = runs.provider.inputs()
    assert len(parts) > 2
    assert len(merge) == 1
    assert outcome.usage.calls == len(parts) + 1


def test_an_answer_that_it_is_too_long_leads_to_parts(runs: Runs) -> None:
    def ask(body: JSON) -> JSON | Answer:
        message = body["messages"][1]["content"]
        if len(message) > 30_000:
            said = (
                "This model's maximum context length is 8192 tokens. However, you requested 30000"
            )
            return failure(400, said, code="context_length_exceeded")
        return completion(an_answer(message))

    runs.provider.ask = ask
    [outcome] = runs.end([long_text(900)])
    assert outcome.result is not None
    assert "in parts" in " ".join(outcome.result.notes) or outcome.usage.calls > 2
    assert len(runs.provider.inputs()[0]) == 1


def test_strict_raises_what_stays_unsupported_and_keeps_it(runs: Runs, newsroom: Newsroom) -> None:
    newsroom.wrong = {0}
    [outcome] = runs.end(stories(1), strict=True, repair=False)
    assert isinstance(outcome.error, UnsupportedClaimError)
    assert len(runs.store) == 1
    [again] = runs.end(stories(1), strict=True, repair=False)
    assert isinstance(again.error, UnsupportedClaimError)
    assert len(runs.provider.inputs()) == 1


async def test_the_coroutine_gives_the_same(runs: Runs, newsroom: Newsroom) -> None:
    newsroom.wrong = {1}

    async def sources() -> AsyncIterator[str]:
        for text in stories(3):
            await asyncio.sleep(0)
            yield text

    outcomes = [outcome async for outcome in abatch_articles(sources(), **runs.all)]
    assert sorted(o.index for o in outcomes) == [0, 1, 2]
    assert all(o.result for o in outcomes)


async def test_a_coroutine_that_ends_early_leaves_its_batches_under_way(runs: Runs) -> None:
    runs.provider.polls = 10**9
    slow = abatch_articles(stories(2), **{**runs.all, "polling": Polling(first=60.0)})
    waiting = asyncio.create_task(anext(slow))
    made = asyncio.Event()
    loop = asyncio.get_running_loop()

    def happens(_event: str) -> None:
        loop.call_soon_threadsafe(made.set)

    runs.provider.happens = happens
    await made.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await slow.aclose()
    runs.provider.polls = 1
    outcomes = await asyncio.to_thread(runs.end, stories(2))
    assert not errors(outcomes)
    assert len(runs.provider.jobs) == 1


# --- what a batch does not answer ---


def test_the_error_of_a_line_is_that_of_its_article(runs: Runs, newsroom: Newsroom) -> None:
    filtered = failure(400, "Blocked by policy.", code="content_filter")
    newsroom.answers = {
        1: completion(None, refusal="I can't help with that."),
        2: completion("{", finish="length"),
        3: completion("", finish="content_filter"),
        4: filtered,
        5: failure(429, "You exceeded your quota.", code="insufficient_quota"),
        6: failure(404, "No such model.", code="model_not_found"),
        7: failure(401, "Incorrect API key."),
        8: failure(400, "maximum context length is 10 tokens", code="context_length_exceeded"),
    }
    outcomes = runs.end(stories(10))
    assert errors(outcomes) == {
        1: RefusalError,
        2: TruncatedAnswerError,
        3: ContentFilterError,
        4: ContentFilterError,
        5: QuotaError,
        6: UnknownModelError,
        7: AuthenticationError,
        8: ContextOverflowError,
    }
    assert set(runs.provider.accepted.values()) == {1}
    assert outcomes[1].usage.calls == 1
    assert outcomes[4].usage.calls == 0
    assert not runs.notes()


def test_an_article_that_failed_is_asked_about_again_by_the_next_run(
    runs: Runs, newsroom: Newsroom
) -> None:
    newsroom.answers = {1: completion(None, refusal="No.")}
    assert errors(runs.end(stories(2))) == {1: RefusalError}
    newsroom.answers = {}
    assert not errors(runs.end(stories(2)))
    assert [len(lines) for lines in runs.provider.inputs()] == [2, 1]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_line_that_failed_for_a_while_goes_into_the_next_batch(runs: Runs, status: int) -> None:
    runs.provider.ask = _failing(runs.provider.ask, status, times=2)
    outcomes = runs.end(stories(3))
    assert not errors(outcomes)
    assert [len(lines) for lines in runs.provider.inputs()] == [3, 1, 1]
    assert outcomes[0].usage.calls == 1


def test_a_line_that_goes_on_failing_is_an_error_after_three_batches(runs: Runs) -> None:
    runs.provider.ask = _failing(runs.provider.ask, 500, times=99)
    outcomes = runs.end(stories(3))
    assert errors(outcomes) == {0: EndpointError}
    assert [len(lines) for lines in runs.provider.inputs()] == [3, 1, 1]


def _failing(ask: Any, status: int, *, times: int) -> Any:
    left = [times]

    def answer(body: JSON) -> JSON | Answer:
        if "Bridge 0 " in body["messages"][1]["content"] and left[0]:
            left[0] -= 1
            return failure(status, "Try later.")
        return ask(body)  # type: ignore[no-any-return]

    return answer


def test_only_what_an_expired_batch_left_is_sent_again(runs: Runs) -> None:
    runs.provider.polls, runs.provider.expires = 3, 2
    outcomes = runs.end(stories(9))
    assert not errors(outcomes)
    first, second, *_ = runs.provider.inputs()
    assert (len(first), len(second)) == (9, 3)
    assert set(runs.provider.asked.values()) == {1}
    assert not runs.provider.kept()


def test_what_expires_three_times_is_an_error(runs: Runs) -> None:
    runs.provider.polls, runs.provider.expires = 10**9, 1
    runs.provider.ask = lambda _body: failure(400, "not asked")
    jobs = runs.provider.jobs
    [outcome] = list(runs.begin(_Slow(runs.provider, stories(1))))
    assert isinstance(outcome.error, EndpointError)
    assert "batch_expired" in str(outcome.error)
    assert len(jobs) == 3


class _Slow:
    """Sources whose requests no batch gets round to."""

    def __init__(self, provider: Provider, texts: list[str]) -> None:
        self._texts = texts
        provider._work = lambda job: provider._end(job, "expired")  # type: ignore[method-assign]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)


def test_lines_in_any_order_doubled_unknown_or_broken_do_no_harm(
    runs: Runs, newsroom: Newsroom
) -> None:
    newsroom.answers = {4: completion(draft(headline="Two\u2028lines\u0085of\x0cone"))}
    other = json.dumps({"custom_id": "{id}", "response": {"status_code": 500, "body": {}}})
    runs.provider.junk = [
        "not JSON",
        "[1]",
        "",
        '{"custom_id": 7}',
        '{"id": "x", "custom_id": "unknown", "response": null, "error": null}',
        other,
    ]
    outcomes = runs.end(stories(6))
    assert errors(outcomes) == {}
    assert outcomes[4].result is not None
    assert outcomes[4].result.headline == "Two\u2028lines\u0085of\x0cone"
    assert any("3 lines can't be read" in said for said in runs.said)


def test_a_missing_line_is_asked_again(runs: Runs) -> None:
    whole = runs.provider._written

    def shorter(name: str, lines: list[str]) -> str:
        runs.provider._written = whole  # type: ignore[method-assign]
        return whole(name, lines[1:])

    runs.provider._written = shorter  # type: ignore[method-assign]
    assert not errors(runs.end(stories(4)))
    assert [len(lines) for lines in runs.provider.inputs()] == [4, 1]


# --- what the provider refuses ---


def test_a_refused_line_is_its_article_s_error_and_the_others_go_again(runs: Runs) -> None:
    runs.provider.refuses = lambda line: "Bridge 2 " in line["body"]["messages"][1]["content"]
    outcomes = runs.end(stories(5))
    assert errors(outcomes) == {2: EndpointError}
    assert "invalid_request" in str(outcomes[2].error)
    assert [len(lines) for lines in runs.provider.inputs()] == [4]
    assert set(runs.provider.accepted.values()) == {1}
    assert not runs.provider.kept()


def test_a_refused_batch_is_the_error_of_all_its_articles(runs: Runs) -> None:
    runs.provider.models = {"another"}
    outcomes = runs.end(stories(3))
    assert set(errors(outcomes).values()) == {UnknownModelError}
    assert "can't be used in a batch" in str(outcomes[0].error)
    assert not runs.provider.kept()
    assert not runs.notes()


def test_small_limits_make_several_batches(runs: Runs) -> None:
    outcomes = runs.end(stories(10), limits=BatchLimits(requests=4))
    assert not errors(outcomes)
    assert [len(lines) for lines in runs.provider.inputs()] == [4, 4, 2]


def test_no_file_is_larger_than_allowed(runs: Runs) -> None:
    runs.end(stories(1))
    size = max(len(json.dumps(line)) for line in runs.provider.inputs()[0])
    runs.provider.most_bytes = 3 * size
    outcomes = runs.end(stories(10), limits=BatchLimits(bytes=3 * size))
    assert not errors(outcomes)
    assert len(runs.provider.inputs()) >= 4


def test_a_full_queue_leads_to_smaller_batches_one_after_the_other(runs: Runs) -> None:
    runs.provider.most_queued = 14_000
    outcomes = runs.end(stories(12))
    assert not errors(outcomes)
    assert len(runs.provider.inputs()) > 1
    assert set(runs.provider.accepted.values()) == {1}
    assert any("no room in the provider's queue" in said for said in runs.said)


def test_a_queue_that_others_fill_is_waited_for(runs: Runs) -> None:
    queued, left = runs.provider.queued, [5]

    def full(job: Any) -> int:
        left[0] -= 1
        return 10**9 if left[0] > 0 else queued(job)

    runs.provider.queued = full  # type: ignore[method-assign]
    runs.provider.most_queued = 10**8
    assert not errors(runs.end(stories(4)))


def test_an_account_that_can_t_pay_is_told_as_such(runs: Runs) -> None:
    runs.provider.broke = True
    outcomes = runs.end(stories(2))
    assert set(errors(outcomes).values()) == {QuotaError}
    assert "Billing hard limit" in str(outcomes[0].error)
    assert len(runs.provider.jobs) == 1
    assert not runs.provider.kept()


def test_a_request_that_no_queue_holds_is_an_error(runs: Runs) -> None:
    runs.provider.most_queued = 100
    outcomes = runs.end(stories(2))
    assert set(errors(outcomes).values()) == {RateLimitError}


@pytest.mark.parametrize(
    ("route", "status"),
    [
        ("POST /v1/files", 429),
        ("POST /v1/batches", 503),
        ("GET /v1/batches/", 500),
        ("GET /v1/files/", 502),
        ("DELETE /v1/files/", 500),
    ],
)
def test_a_route_that_fails_for_a_while_is_tried_again(runs: Runs, route: str, status: int) -> None:
    runs.provider.faults.extend((route, failure(status, "Try later.")) for _ in range(3))
    assert not errors(runs.end(stories(2)))
    assert len(runs.provider.jobs) == 1
    assert not runs.provider.kept()
    assert not runs.provider.faults


def test_a_batch_whose_creation_got_no_answer_is_not_made_twice(runs: Runs) -> None:
    runs.provider.faults.append(("POST /v1/batches", Answer(drop=True)))
    assert not errors(runs.end(stories(2)))
    assert len(runs.provider.jobs) == 1


def test_a_file_that_is_not_seen_everywhere_yet_is_waited_for(runs: Runs) -> None:
    late = failure(400, "Cannot find file file-1, or project does not have access to it.")
    runs.provider.faults.append(("POST /v1/batches", late))
    assert not errors(runs.end(stories(2)))


def test_polls_become_more_seldom_until_something_ends(runs: Runs) -> None:
    runs.provider.polls = 4
    runs.end(stories(4), polling=Polling(2.0, 2.0, 7.0, runs.clock.sleep, runs.clock.time))
    assert runs.clock.slept == [2.0, 4.0, 7.0, 7.0, 7.0, 7.0]


def test_a_provider_that_is_silent_for_an_hour_ends_the_run_and_loses_nothing(runs: Runs) -> None:
    outcomes = runs.begin(stories(2))

    def happens(event: str) -> None:
        if event == "created":
            down = ("GET /v1/batches/", failure(503, "Down."))
            runs.provider.faults.extend([down] * 10_000)

    runs.provider.happens = happens
    with pytest.raises(EndpointError):
        list(outcomes)
    runs.provider.faults.clear()
    assert not errors(runs.end(stories(2)))
    assert len(runs.provider.jobs) == 1


# --- what stays at the provider, and what does not ---


def test_nothing_stays_at_the_provider_or_in_the_notes(runs: Runs, newsroom: Newsroom) -> None:
    newsroom.wrong = {1, 2}
    newsroom.answers = {3: failure(400, "No.")}
    runs.end(stories(5))
    assert not runs.provider.kept()
    assert len(runs.provider.files) == 5
    assert not runs.notes()


def test_a_file_that_can_t_be_removed_is_told_and_removed_by_the_next_run(runs: Runs) -> None:
    runs.provider.faults.append(("DELETE /v1/files/file-1", failure(403, "Not allowed.")))
    assert not errors(runs.end(stories(2)))
    assert [file.id for file in runs.provider.kept()] == ["file-1"]
    assert any("file-1 holds articles" in said for said in runs.said)
    runs.end(stories(2))
    assert not runs.provider.kept()
    assert not runs.notes()


def test_what_is_said_holds_no_key_and_no_article(runs: Runs) -> None:
    runs.provider.faults.append(("DELETE /v1/files/", failure(403, "Not with sk-secret-123.")))
    runs.end(stories(3), api_key="sk-secret-123")
    assert runs.said
    assert not any("sk-secret" in said or "Lyn" in said for said in runs.said)


# --- going on ---


def test_a_run_that_is_left_goes_on_where_it_was(runs: Runs, newsroom: Newsroom) -> None:
    newsroom.wrong = {1, 2}
    runs.provider.polls = 3
    first = next(runs.begin(stories(6)))
    assert first.result is not None
    outcomes = runs.end(stories(6))
    assert not errors(outcomes)
    assert {o.index for o in outcomes if o.cached} == {first.index}
    assert set(runs.provider.accepted.values()) == {1}
    assert not runs.provider.kept()
    assert not runs.notes()


def test_answers_to_articles_that_a_run_does_not_name_are_kept_for_them(runs: Runs) -> None:
    interrupted(runs, stories(4), at=2)
    assert not errors(runs.end([story(1)]))
    assert not runs.provider.kept()
    assert len([name for name in runs.notes() if "/answer/" in name]) == 3
    assert not errors(runs.end(stories(4)))
    assert len(runs.provider.jobs) == 1
    assert not runs.notes()


def test_answers_that_nobody_asks_for_in_a_month_are_forgotten(runs: Runs) -> None:
    interrupted(runs, stories(3), at=2)
    runs.end([story(0)])
    assert runs.notes()
    runs.clock.slept.append(31 * 24 * 3600.0)
    runs.end([story(0)])
    assert not runs.notes()


def test_other_models_and_endpoints_are_left_alone(runs: Runs) -> None:
    interrupted(runs, stories(2), at=1)
    runs.end([story(0)], model="stub/two")
    assert len(runs.provider.jobs) == 2
    assert len(runs.notes()) == 1
    assert not errors(runs.end(stories(2)))
    assert len(runs.provider.jobs) == 2


def test_a_batch_that_the_key_does_not_show_is_not_paid_for_again(runs: Runs) -> None:
    interrupted(runs, stories(2), at=2)
    hidden = dict(runs.provider.jobs)
    runs.provider.jobs.clear()
    with pytest.raises(ConfigurationError, match="does not know batch_2"):
        runs.end(stories(2))
    runs.provider.jobs.update(hidden)
    assert not errors(runs.end(stories(2)))
    assert len(runs.provider.jobs) == 1


def test_a_note_of_another_version_is_left_alone(runs: Runs) -> None:
    runs.store.remember("openai-batch/submission/x", '{"version": 99}')
    assert not errors(runs.end(stories(1)))
    assert runs.notes() == ["openai-batch/submission/x"]


def interrupted(runs: Runs, sources: list[str], *, at: int) -> None:
    """Ctrl-C at a sleep, from 1."""
    runs.clock.interrupts = len(runs.clock.slept) + at
    with pytest.raises(KeyboardInterrupt):
        runs.end(sources)


_CHILD = """
import sys
from summarize.batch.provider import Polling, batch_articles
from tests.provider_support import story

polling = Polling(sleep=lambda _seconds: None)
stories = [story(number) for number in range(int(sys.argv[3]))]
options = {"model": "stub/one", "base_url": sys.argv[1], "store": sys.argv[2], "polling": polling}
for outcome in batch_articles(stories, **options):
    print(outcome.index, flush=True)
"""


class Killed:
    """A process that is killed while the provider does something, before it learns of it."""

    def __init__(self, provider: Provider, store: Path, count: int, *events: str) -> None:
        self._left = list(events)
        self.killed = False
        provider.happens = self._happens
        command = [sys.executable, "-c", _CHILD, provider.url, str(store), str(count)]
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONPATH": root}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        self.process.wait(60)
        provider.happens = lambda _event: None

    def _happens(self, event: str) -> None:
        if self._left and event == self._left[0]:
            self._left.pop(0)
            if not self._left:
                self.killed = True
                self.process.send_signal(signal.SIGKILL)
                self.process.wait(10)


KILLS = {
    "file-uploaded": ["uploaded"],
    "batch-made": ["created"],
    "batch-validated": ["polled in_progress"],
    "batch-ended": ["polled completed"],
    "output-read": ["content"],
    "file-removed": ["deleted"],
    "all-files-removed": ["deleted", "deleted"],
    "repairs-uploaded": ["uploaded", "uploaded"],
    "repairs-made": ["created", "created"],
    "repairs-read": ["content", "content"],
}


EVERYWHERE = {"batch-made"}


@pytest.mark.parametrize(
    "events",
    [
        pytest.param(events, id=name, marks=() if name in EVERYWHERE else pytest.mark.thorough)
        for name, events in KILLS.items()
    ],
)
def test_a_killed_run_goes_on_and_asks_nothing_twice(
    runs: Runs, newsroom: Newsroom, tmp_path: Path, events: list[str]
) -> None:
    newsroom.wrong, newsroom.malformed = {1, 4}, {2}
    killed = Killed(runs.provider, tmp_path / "results.sqlite", 6, *events)
    assert killed.killed
    assert_goes_on(runs, 6)


@pytest.mark.thorough
def test_a_run_that_is_killed_again_and_again_asks_nothing_twice(
    runs: Runs, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.wrong, newsroom.malformed = range(0, 12, 3), {2, 7}
    chance = random.Random(11)  # noqa: S311  # an order, not a secret
    events = ["uploaded", "created", "polled in_progress", "polled completed", "content", "deleted"]
    for _ in range(6):
        Killed(runs.provider, tmp_path / "results.sqlite", 12, *chance.sample(events, 1))
    assert_goes_on(runs, 12)


def assert_goes_on(runs: Runs, count: int) -> None:
    outcomes = runs.end(stories(count))
    assert not errors(outcomes)
    assert len(runs.store) == count
    assert set(runs.provider.accepted.values()) == {1}
    assert set(runs.provider.asked.values()) == {1}
    assert not runs.provider.kept()
    assert not runs.notes()
    for outcome in outcomes:
        assert outcome.result is not None
        assert all(claim.supported for claim in outcome.result.claims)


# --- ending it ---


def test_a_cancelled_batch_gives_what_was_answered_and_the_rest_is_asked_again(runs: Runs) -> None:
    runs.provider.polls = 2
    interrupted(runs, stories(6), at=3)
    options = {name: runs.all[name] for name in ("model", "base_url", "store")}
    assert cancel_batches(**options) == ["batch_2"]
    outcomes = runs.end(stories(6))
    assert not errors(outcomes)
    assert [len(lines) for lines in runs.provider.inputs()] == [6, 3]
    assert set(runs.provider.asked.values()) == {1}


def test_what_somebody_cancels_while_it_is_waited_for_is_not_asked_again(runs: Runs) -> None:
    runs.provider.polls = 2

    def happens(event: str) -> None:
        if event == "polled in_progress":
            runs.provider.happens = lambda _event: None
            next(iter(runs.provider.jobs.values())).status = "cancelling"

    runs.provider.happens = happens
    outcomes = runs.end(stories(4))
    assert set(errors(outcomes).values()) == {EndpointError}
    assert "batch_cancelled" in str(outcomes[0].error)
    assert len(runs.provider.jobs) == 1


@pytest.mark.thorough
def test_cancelling_finds_a_batch_that_was_made_just_before_a_kill(
    runs: Runs, tmp_path: Path
) -> None:
    assert Killed(runs.provider, tmp_path / "results.sqlite", 3, "created").killed
    options = {name: runs.all[name] for name in ("model", "base_url", "store")}
    assert cancel_batches(**options) == ["batch_2"]
    assert not errors(runs.end(stories(3)))
    assert set(runs.provider.asked.values()) == {1}
    assert not runs.provider.kept()


def test_cancelling_forgets_what_the_endpoint_does_not_know(runs: Runs) -> None:
    interrupted(runs, stories(2), at=1)
    runs.provider.jobs.clear()
    options = {name: runs.all[name] for name in ("model", "base_url", "store")}
    assert cancel_batches(**options) == []
    assert not runs.notes()


# --- money ---


def test_batches_cost_what_the_price_list_says() -> None:
    counts: Any = {"input_tokens": 10_000, "cached_tokens": 4_000, "output_tokens": 2_000}
    usual = price_of("gpt-6-luna", endpoint=None, batch=False, **counts)
    batch = price_of("gpt-6-luna", endpoint=None, batch=True, **counts)
    assert usual is not None
    assert batch == pytest.approx(usual / 2)
    assert price_of("gpt-6-luna", endpoint="http://localhost/v1", batch=True, **counts) is None


def test_a_reply_from_a_batch_is_counted_at_the_price_of_batches() -> None:
    model = OpenAIChatModel("openai/gpt-6-luna", wire_name="gpt-6-luna", api_key="sk-test")
    took = Replay(model).took(Recorded(200, completion(draft())))
    expected = price_of(
        "gpt-6-luna",
        endpoint=None,
        input_tokens=100,
        cached_tokens=40,
        output_tokens=20,
        batch=True,
    )
    assert isinstance(took, Attempt)
    assert took.cost == pytest.approx(expected)


def test_a_request_that_has_no_room_beside_others_goes_later(runs: Runs) -> None:
    outcomes = runs.end(stories(5), max_tokens=25_000)
    assert not errors(outcomes)
    assert len(runs.provider.inputs()) > 1
    assert set(runs.provider.accepted.values()) == {1}


def test_a_budget_without_room_ends_the_run(runs: Runs) -> None:
    made: list[ArticleOutcome] = []
    outcomes = runs.begin(stories(5), max_tokens=10)
    with pytest.raises(BatchStoppedError, match="The budget has no room"):
        made.extend(outcomes)
    assert [type(o.error) for o in made] == [BudgetError]
    assert not runs.provider.jobs


def test_a_repair_without_room_is_left_out_and_not_kept(runs: Runs, newsroom: Newsroom) -> None:
    newsroom.wrong = {0}

    def happens(event: str) -> None:
        if event == "content":  # the draft's answer took more than it may
            paid = {"prompt_tokens": 50_000, "completion_tokens": 0, "total_tokens": 50_000}
            for file in runs.provider.kept():
                file.content = re.sub(
                    rb'"usage": \{"prompt_tokens".*?\}\}', _usage(paid), file.content
                )

    runs.provider.happens = happens
    [first] = runs.end(stories(1), max_tokens=50_000)
    assert first.result is not None
    assert first.result.unsupported
    assert "The budget has no room" in " ".join(first.result.notes)
    assert len(runs.store) == 0
    runs.provider.happens = lambda _event: None
    [again] = runs.end(stories(1))
    assert again.result is not None
    assert not again.result.unsupported


def _usage(counts: JSON) -> bytes:
    return f'"usage": {json.dumps(counts)}'.encode()


# --- what can't be ---


def test_the_embedded_engine_has_no_batches(store: ResultStore) -> None:
    with pytest.raises(ConfigurationError, match="embedded has no Batch API"):
        batch_articles(["x"], model="embedded", store=store)


def test_a_store_is_needed() -> None:
    with pytest.raises(ConfigurationError, match="needs a store"):
        batch_articles(["x"], model="openai/gpt-6-luna", api_key="k", store=None)  # type: ignore[arg-type]


def test_an_endpoint_without_these_routes_is_named(runs: Runs) -> None:
    runs.provider.faults.append(("POST /v1/files", failure(404, "Not found.")))
    with pytest.raises(ConfigurationError, match="no Batch API"):
        runs.end(stories(1))
    runs.provider.faults.append(("POST /v1/files", Answer("<html>")))
    with pytest.raises(ConfigurationError, match="no Batch API"):
        runs.end(stories(1))
    assert not runs.notes()


def test_a_refused_key_is_told_at_once(runs: Runs) -> None:
    runs.provider.faults.append(("POST /v1/files", failure(401, "Incorrect API key.")))
    with pytest.raises(AuthenticationError):
        runs.end(stories(1))


def test_a_price_that_nobody_knows_can_t_be_bounded(runs: Runs) -> None:
    with pytest.raises(ConfigurationError, match="max_cost"):
        runs.end(stories(1), max_cost=1.0)
