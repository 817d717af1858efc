"""A summary while it is made: against an endpoint that streams, and what may go wrong on the way."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from summarize import (
    ArticleSummary,
    ContentFilterError,
    ContextOverflowError,
    EndpointError,
    MalformedAnswerError,
    ModelError,
    PartialSummary,
    RefusalError,
    TruncatedAnswerError,
    UnsupportedClaimError,
    astream_article,
    open_model,
    open_store,
    summarize_article,
)
from summarize.cassettes import path_of, replaying
from tests.support import Answer, Endpoint, claim, completion, draft, failure, streamed

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said.\n"
ROOT = Path(__file__).parents[1]
COST = {"value": "12 million", "unit": "euros", "qualifier": "exact"}
SAID = claim(
    "The bridge cost 12 million euros, Mayor Ada Brook said.",
    speaker="Ada Brook",
    attribution="indirect",
    figures=[COST],
    evidence=[2, 1],
)
DRAFT = draft(claim(), SAID)
EVENTS = streamed(DRAFT)


async def heard(
    endpoint: Endpoint, *script: Any, source: Any = TEXT, **options: Any
) -> tuple[list[PartialSummary], ArticleSummary]:
    """The partial summaries and the result, from an endpoint that answers so."""
    endpoint.script.extend(script)
    model = open_model("stub/one", base_url=endpoint.url, retries=1, longest_wait=0.01)
    events = [event async for event in astream_article(source, model=model, **options)]
    *partials, result = events
    assert isinstance(result, ArticleSummary)
    return [event for event in partials if isinstance(event, PartialSummary)], result


def without_seconds(result: ArticleSummary) -> dict[str, Any]:
    return result.model_dump(exclude={"usage": {"seconds"}})


async def test_the_result_is_that_of_the_call_at_once(endpoint: Endpoint) -> None:
    partials, result = await heard(endpoint, Answer(events=EVENTS), completion(DRAFT))
    at_once = summarize_article(TEXT, model="stub/one", base_url=endpoint.url)
    assert without_seconds(result) == without_seconds(at_once)
    first, second = (dict(seen.body) for seen in endpoint.seen)
    assert first.pop("stream") is True
    assert first.pop("stream_options") == {"include_usage": True}
    assert first == second
    assert partials[0].phase == "waiting"
    assert partials[-1].phase == "checking"
    assert [s.text for s in partials[-1].summary] == ["The bridge opened."]
    assert [c.evidence for c in partials[-1].claims] == [(1,), (2, 1)]


async def test_it_is_heard_before_the_model_has_ended(endpoint: Endpoint) -> None:
    seen = threading.Event()
    end = len(EVENTS) // 2
    events = [*EVENTS[:end], lambda: seen.wait(20), *EVENTS[end:]]
    endpoint.script.append(Answer(events=events))
    async with aclosing(astream_article(TEXT, model="stub/one", base_url=endpoint.url)) as stream:
        async for event in stream:
            if isinstance(event, PartialSummary) and event.headline == "Bridge opens":
                seen.set()
    assert seen.is_set()
    assert isinstance(event, ArticleSummary)


async def test_a_cut_connection_begins_anew_and_is_counted_as_a_retry(endpoint: Endpoint) -> None:
    cut = Answer(events=[*EVENTS[:5], None])
    partials, result = await heard(endpoint, cut, Answer(events=EVENTS))
    assert {1, 2} <= {partial.attempt for partial in partials}
    assert (result.usage.calls, result.usage.retries) == (1, 1)
    assert len(endpoint.seen) == 2


async def test_a_pause_that_is_too_long_is_a_time_out(endpoint: Endpoint) -> None:
    go_on = threading.Event()
    slow = Answer(events=[*EVENTS[:5], lambda: go_on.wait(20), None])
    endpoint.script.extend([slow, Answer(events=EVENTS)])
    model = open_model("stub/one", base_url=endpoint.url, timeout=0.2, longest_wait=0.01)
    results = [event async for event in astream_article(TEXT, model=model)]
    go_on.set()
    assert isinstance(results[-1], ArticleSummary)
    assert (results[-1].usage.calls, results[-1].usage.retries) == (1, 1)


async def test_strict_raises_what_it_always_raises(endpoint: Endpoint) -> None:
    wrong = Answer(events=streamed(draft(claim("It cost 13 million euros."))))
    with pytest.raises(UnsupportedClaimError) as caught:
        await heard(endpoint, wrong, strict=True, repair=False)
    assert isinstance(caught.value.summary, ArticleSummary)


async def test_a_class_of_one_s_own_is_filled(endpoint: Endpoint) -> None:
    class Own(ArticleSummary):
        place: str | None = None

    endpoint.script.append(Answer(events=streamed({**DRAFT, "place": None})))
    events = astream_article(TEXT, model="stub/one", base_url=endpoint.url, schema=Own)
    partials = [event async for event in events]
    assert isinstance(partials[-1], Own)
    assert isinstance(partials[-2], PartialSummary)
    assert partials[-2].headline == "Bridge opens"


@pytest.mark.parametrize(
    ("events", "error", "says"),
    [
        pytest.param([*EVENTS[:5], None], EndpointError, "can't be reached", id="cut"),
        pytest.param([*EVENTS[:5], "[DONE]"], EndpointError, "ended in its middle", id="no end"),
        pytest.param(["[DONE]"], EndpointError, "ended in its middle", id="nothing"),
        pytest.param(["oops"], MalformedAnswerError, "not with a chat completion", id="no JSON"),
        pytest.param([{"choices": 3}], MalformedAnswerError, "completion", id="no choices"),
        pytest.param(
            [*EVENTS[:5], {"error": {"message": "Overloaded", "code": "server_error"}}],
            EndpointError,
            "HTTP 500",
            id="error in the middle",
        ),
        pytest.param(
            [{"error": {"message": "n", "code": "context_length_exceeded"}}],
            ContextOverflowError,
            "longer than the model's context",
            id="overflow",
        ),
    ],
)
async def test_what_goes_wrong_in_the_middle_is_the_library_s_error(
    endpoint: Endpoint, events: list[Any], error: type[ModelError], says: str
) -> None:
    with pytest.raises(error, match=says):
        await heard(endpoint, Answer(events=events))


async def test_a_refusal_is_paid_and_not_asked_again(endpoint: Endpoint) -> None:
    delta = {"index": 0, "delta": {"refusal": "I can't."}, "finish_reason": None}
    events = [EVENTS[0], {"choices": [delta]}, *EVENTS[-3:]]
    with pytest.raises(RefusalError, match="I can't") as caught:
        await heard(endpoint, Answer(events=events))
    assert len(endpoint.seen) == 1
    assert getattr(caught.value.usage, "output_tokens", 0) == 20


@pytest.mark.parametrize(
    ("finish", "error"), [("length", TruncatedAnswerError), ("content_filter", ContentFilterError)]
)
async def test_an_answer_that_was_stopped_is_paid_and_not_asked_again(
    endpoint: Endpoint, finish: str, error: type[ModelError]
) -> None:
    events = streamed('{"headline": "Bri', finish=finish)
    with pytest.raises(error) as caught:
        await heard(endpoint, Answer(events=events))
    assert len(endpoint.seen) == 1
    assert getattr(caught.value.usage, "calls", 0) == 1


async def test_an_answer_that_does_not_fit_is_asked_for_again(endpoint: Endpoint) -> None:
    wrong = Answer(events=streamed({"headline": "Only"}))
    partials, result = await heard(endpoint, wrong, Answer(events=EVENTS))
    assert (result.usage.calls, result.usage.reasks) == (2, 1)
    assert {"Only", "Bridge opens"} <= {partial.headline for partial in partials}
    begun = next(partial for partial in partials if partial.attempt == 2)
    assert begun.summary == ()


@pytest.mark.parametrize(
    ("refusals", "streams"),
    [
        ([failure(400, "Unrecognized argument: stream_options")], True),
        ([failure(422, "stream_options: extra"), failure(400, "stream is not supported")], False),
    ],
    ids=["no usage", "no streams"],
)
async def test_an_endpoint_that_can_not_do_it_is_asked_at_once_ever_after(
    endpoint: Endpoint, refusals: list[Answer], streams: bool
) -> None:
    last: Any = Answer(events=EVENTS) if streams else completion(DRAFT)
    partials, result = await heard(endpoint, *refusals, last)
    assert (result.usage.calls, result.usage.retries) == (1, 0)
    assert partials[-1].headline == "Bridge opens"
    assert "stream_options" not in endpoint.seen[-1].body
    assert ("stream" in endpoint.seen[-1].body) is streams
    await heard(endpoint)
    assert len(endpoint.seen) == len(refusals) + 2


async def test_an_endpoint_may_ignore_the_wish(endpoint: Endpoint) -> None:
    partials, result = await heard(endpoint, completion(DRAFT))
    assert partials[-1].headline == "Bridge opens"
    assert result.usage.calls == 1


async def test_a_repair_tells_its_phase_and_is_not_heard(endpoint: Endpoint) -> None:
    wrong = draft(claim("It cost 13 million euros.", evidence=[2]))
    fixed = {
        "summary": [],
        "claims": [
            {
                "item": "claims[0]",
                "dropped": None,
                "claim": claim("It cost 12 million euros.", evidence=[2]),
            }
        ],
    }
    wrong["claims"][0]["figures"] = [{"value": "13 million", "unit": "euros", "qualifier": "exact"}]
    partials, result = await heard(endpoint, Answer(events=streamed(wrong)), completion(fixed))
    assert result.usage.repairs == 1
    assert "repairing" in {partial.phase for partial in partials}
    assert "stream" not in endpoint.seen[1].body


async def test_parts_tell_how_many_are_answered_and_their_summary_is_heard(
    endpoint: Endpoint,
) -> None:
    text = " ".join(f"On day {n} the bridge carried {n} thousand cars." for n in range(1, 400))

    def answer(seen: Any) -> Any:
        if seen.body["response_format"]["json_schema"]["name"] != "MergeDraft":
            assert "stream" not in seen.body
            return completion(draft(claim(seen.body["messages"][1]["content"][:20])))
        merged = {
            "headline": "All cars",
            "topics": ["x"],
            "summary": [{"text": "A.", "claims": [1]}],
        }
        return Answer(events=streamed(merged))

    partials, result = await heard(endpoint, answer, source=text, context_window=9000, repair=False)
    reading = [partial for partial in partials if partial.phase == "reading"]
    assert {partial.total for partial in reading} == {len(endpoint.seen) - 1}
    assert max(partial.done for partial in reading) == reading[0].total > 1
    assert ("merging", "All cars") in {(p.phase, p.headline) for p in partials}
    assert result.headline == "All cars"


async def test_the_embedded_engine_has_nothing_to_be_heard() -> None:
    *partials, result = [event async for event in astream_article(TEXT, model="embedded")]
    assert isinstance(result, ArticleSummary)
    assert all(isinstance(p, PartialSummary) and p.headline == "" for p in partials)


async def test_a_kept_result_comes_alone(endpoint: Endpoint, tmp_path: Path) -> None:
    with open_store(tmp_path / "kept.sqlite") as store:
        partials, _ = await heard(endpoint, Answer(events=EVENTS), cache=store)
        assert partials
        again, result = await heard(endpoint, cache=store)
        summarize_article(TEXT, model="stub/one", base_url=endpoint.url, cache=store)
    assert again == []
    assert result.usage.calls == 0
    assert len(endpoint.seen) == 1


async def test_leaving_early_gives_up_the_request(endpoint: Endpoint) -> None:
    go_on = threading.Event()
    endpoint.script.append(Answer(events=[*EVENTS[:6], lambda: go_on.wait(20), *EVENTS[6:]]))
    stream = astream_article(TEXT, model="stub/one", base_url=endpoint.url)
    async for event in stream:
        if isinstance(event, PartialSummary) and event.phase == "writing":
            break
    await stream.aclose()
    go_on.set()
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_recording_of_the_call_at_once_plays() -> None:
    cassette = path_of(ROOT / "cassettes", "article@2", "relay/claude", "kursk-losses", 1)
    with replaying(cassette) as replay:
        events = [
            event
            async for event in astream_article(
                ROOT / "seeds/kursk-losses.txt", model="relay/claude", prompt="article@2"
            )
        ]
    assert replay.unplayed == ()
    assert isinstance(events[-1], ArticleSummary)
    assert isinstance(events[-2], PartialSummary)
    assert events[-2].headline == events[-1].headline
