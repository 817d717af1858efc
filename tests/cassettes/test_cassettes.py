from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import httpx2
import pytest

from summarize.cassettes import read_recording, recording, replaying, write_recording
from summarize.cassettes.journal import Journal
from summarize.errors import (
    AuthenticationError,
    CassetteError,
    CassetteMiss,
    EndpointError,
    MalformedAnswerError,
    RateLimitError,
    RefusalError,
    SecretFoundError,
)
from summarize.models import open_model
from summarize.models.openai_chat import OpenAIChatModel
from tests.cassette_support import (
    KEY,
    NOWHERE,
    ask,
    break_off,
    client_of,
    echo,
    finish,
    interaction,
    made_of,
    model_at,
    offline,
    record,
    request,
)
from tests.support import Answer, Endpoint, Seen, claim, completion, draft, failure

RUN = "a1B2c3D4e5F6g7H8i9J0k1L2"
Open = Callable[..., OpenAIChatModel]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bridge.s1.yaml"


@pytest.fixture
def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


@pytest.fixture
def open_at() -> Iterator[Open]:
    """Opens models whose connections are closed after the test."""
    opened: list[OpenAIChatModel] = []

    def model(url: str = NOWHERE, **options: Any) -> OpenAIChatModel:
        opened.append(model_at(url, **options))
        return opened[-1]

    yield model
    for each in opened:
        if "_client" in vars(each):
            each._client.close()


# --- replays are exact ---


def test_a_replay_gives_the_recorded_reply(endpoint: Endpoint, path: Path, open_at: Open) -> None:
    endpoint.script.append(echo)
    text = "[1] Ünïcode e\u0301 🙂 \u2028 \x85 \r tab\t end"
    with recording(path) as tape:
        first = open_at(endpoint.url).answer(request(text))
        finish(tape)
    with offline(), replaying(path) as replay:
        again = open_at().answer(request(text))
    assert again.draft.claims[0].text == text
    assert (again.draft, again.model) == (first.draft, first.model)
    assert (replay.unplayed, replay.misses) == ((), ())


async def test_fifty_at_once_each_get_their_own_answer(endpoint: Endpoint, path: Path) -> None:
    endpoint.script.append(echo)
    texts = [f"[1] number {number}" for number in range(50)]
    with recording(path) as tape:
        recorder = model_at(endpoint.url)
        await asyncio.gather(*(recorder.aanswer(request(text)) for text in texts))
        finish(tape)
    with replaying(path) as replay, offline():
        player = model_at(NOWHERE)
        replies = await asyncio.gather(*(player.aanswer(request(text)) for text in texts))
    assert [reply.draft.claims[0].text for reply in replies] == texts
    assert replay.unplayed == ()


def test_two_threads_each_get_their_own_answers(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(echo)
    texts = [f"[1] number {number}" for number in range(30, 50)]
    record(path, open_at(endpoint.url), *texts)
    model = open_at()
    with offline(), replaying(path) as replay, ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda text: model.answer(request(text)), texts))
    assert [reply.draft.claims[0].text for reply in replies] == texts
    assert replay.unplayed == ()


def test_threads_that_ask_the_same_share_out_the_answers(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    answers = [f"answer {number}" for number in range(10)]
    endpoint.script.extend(completion(draft(claim(text))) for text in answers)
    record(path, open_at(endpoint.url), *["the same"] * 10)
    model = open_at()
    with offline(), replaying(path), ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: model.answer(request("the same")), answers))
    assert sorted(reply.draft.claims[0].text for reply in replies) == answers


def test_the_same_question_gets_its_answers_in_their_order(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.extend([completion(draft(claim("one"))), completion(draft(claim("two")))])
    record(path, open_at(endpoint.url), "the same", "the same")
    with offline(), replaying(path):
        model = open_at()
        texts = [model.answer(request("the same")).draft.claims[0].text for _ in range(2)]
    assert texts == ["one", "two"]


def test_several_recordings_can_be_played_together(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(echo)
    other = path.with_name("other.yaml")
    record(path, open_at(endpoint.url), "one")
    record(other, open_at(endpoint.url), "two")
    with offline(), replaying(path, other):
        assert open_at().answer(request("two")).draft.claims[0].text == "two"
        assert open_at().answer(request("one")).draft.claims[0].text == "one"


@pytest.mark.parametrize("name", ["openai/one", "relay/one", "ollama/one"])
def test_a_replay_needs_no_key_and_no_setting(
    endpoint: Endpoint, path: Path, open_at: Open, name: str
) -> None:
    model = open_at(endpoint.url)
    model.wire_name = name if name.startswith("relay/") else "one"
    endpoint.script.append(echo)
    with recording(path) as tape:
        model.answer(request("one"))
        finish(tape, model=name)
    before = dict(os.environ)
    with offline(), replaying(path):
        replayed = open_model(name)
        assert isinstance(replayed, OpenAIChatModel)
        assert replayed.answer(request("one")).draft.claims[0].text == "one"
        replayed._client.close()
    assert dict(os.environ) == before


# --- what is kept ---


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_transport_failures_are_not_kept(
    endpoint: Endpoint, path: Path, open_at: Open, status: int
) -> None:
    endpoint.script.extend([failure(status), failure(status), completion(draft())])
    record(path, open_at(endpoint.url), "one")
    assert [each.status for each in read_recording(path).interactions] == [200]
    with offline(), replaying(path):
        attempts = open_at().answer(request("one")).attempts
    assert [attempt.outcome for attempt in attempts] == ["answered"]


def test_what_the_endpoint_wants_sent_again_is_not_kept(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    again = failure(400, headers={"x-should-retry": "true"})
    endpoint.script.extend([again, completion(draft())])
    record(path, open_at(endpoint.url), "one")
    assert [each.status for each in read_recording(path).interactions] == [200]


def test_a_lost_connection_is_not_kept(endpoint: Endpoint, path: Path, open_at: Open) -> None:
    endpoint.script.extend([Answer(drop=True), completion(draft())])
    record(path, open_at(endpoint.url), "one")
    assert len(read_recording(path).interactions) == 1


def test_a_re_ask_is_kept_and_replayed(endpoint: Endpoint, path: Path, open_at: Open) -> None:
    endpoint.script.extend([completion(draft(claim(evidence=["x"]))), completion(draft(claim()))])
    record(path, open_at(endpoint.url), "one")
    assert len(read_recording(path).interactions) == 2
    with offline(), replaying(path) as replay:
        attempts = open_at().answer(request("one")).attempts
    assert [attempt.outcome for attempt in attempts] == ["invalid", "answered"]
    assert replay.unplayed == ()


def test_an_answer_that_is_a_refusal_is_kept(endpoint: Endpoint, path: Path, open_at: Open) -> None:
    endpoint.script.append(completion(None, refusal="No."))
    with recording(path) as tape:
        with pytest.raises(RefusalError):
            open_at(endpoint.url).answer(request())
        finish(tape)
    with offline(), replaying(path), pytest.raises(RefusalError, match="declined to answer: No"):
        open_at().answer(request())


def test_no_header_is_kept_but_the_content_type(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    headers = {
        "set-cookie": "__cf_bm=abcdef0123456789; path=/",
        "openai-organization": "my-company",
        "x-request-id": "req_0123456789",
        "content-type": "application/json; charset=utf-8",
    }
    endpoint.script.append(Answer(completion(draft()), headers=headers))
    record(path, open_at(endpoint.url), "one")
    text = path.read_text(encoding="utf-8").lower()
    assert "content_type: application/json; charset=utf-8" in text
    hidden = (KEY, "cookie", "cf_bm", "my-company", "req_", "stainless", "user-agent", "127.0.0.1")
    assert [word for word in hidden if word in text] == []


def test_the_same_answer_recorded_again_is_the_same_file(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    for number in (1, 2):
        ids = {"id": f"chatcmpl-{number}", "created": number, "system_fingerprint": f"fp_{number}"}
        endpoint.script.append({**completion(draft(claim())), **ids})
    record(path, open_at(endpoint.url), "one")
    first = path.read_bytes()
    record(path, open_at(endpoint.url), "one")
    assert len(endpoint.seen) == 2
    assert path.read_bytes() == first


def test_the_caller_of_a_recording_gets_the_answer_as_it_came(path: Path) -> None:
    with recording(path), client_of(httpx2.Response(200, json=completion("Yes."))) as client:
        assert ask(client).id == "chatcmpl-1"


def test_a_compressed_answer_is_kept_readable(path: Path) -> None:
    body = gzip.compress(json.dumps(completion("Yes.")).encode())
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = httpx2.Response(200, headers=headers, content=body)
    with recording(path) as tape, client_of(answer) as client:
        ask(client)
        finish(tape)
    assert b"content: Yes." in path.read_bytes()
    with replaying(path), client_of(answer) as client:
        assert ask(client).choices[0].message.content == "Yes."


def test_a_compression_that_cannot_be_read_is_named(path: Path) -> None:
    answer = httpx2.Response(200, headers={"content-encoding": "zzz"}, content=b"\x00")
    with (
        recording(path),
        client_of(answer, max_retries=5) as client,
        pytest.raises(CassetteError, match="compressed with zzz"),
    ):
        ask(client)


def test_an_answer_that_cannot_be_stored_is_not_paid_again(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(completion(draft()))
    full = OSError(28, "No space left on device")
    with (
        pytest.raises(CassetteError, match="No space left"),
        recording(path),
        mock.patch("summarize.cassettes.journal.os.fsync", side_effect=full),
    ):
        open_at(endpoint.url).answer(request())
    assert len(endpoint.seen) == 1


# --- what is finished is safe ---


def test_a_block_that_finishes_nothing_writes_nothing(path: Path, journal: Path) -> None:
    with recording(path), client_of(httpx2.Response(200, json=completion("Yes."))) as client:
        ask(client)
        assert journal.stat().st_size > 0
    assert not path.exists()
    assert not journal.exists()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(KeyboardInterrupt(), id="Ctrl-C"),
        pytest.param(SystemExit(1), id="exit"),
        pytest.param(RuntimeError("a bug"), id="a bug"),
        pytest.param(EndpointError("gone"), id="connection"),
        pytest.param(RateLimitError("busy"), id="load"),
        pytest.param(AuthenticationError("key"), id="key"),
    ],
)
def test_what_was_answered_before_a_break_is_not_asked_again(
    endpoint: Endpoint, path: Path, journal: Path, open_at: Open, error: BaseException
) -> None:
    write_recording(path, made_of(interaction()))
    before = path.read_bytes()
    endpoint.script.append(echo)
    with pytest.raises(type(error)):
        break_off(path, open_at(endpoint.url), error, "one")
    assert path.read_bytes() == before
    record(path, open_at(endpoint.url), "one", "two")
    asked = [seen.body["messages"][1]["content"] for seen in endpoint.seen]
    assert asked == ["one", "two"]
    kept = [each.request for each in read_recording(path).interactions]
    assert [json.loads(body)["messages"][1]["content"] for body in kept] == ["one", "two"]
    assert not journal.exists()


@pytest.mark.parametrize("error", [MalformedAnswerError("bad"), CassetteError("would not replay")])
def test_answers_that_were_the_fault_are_asked_again(
    endpoint: Endpoint, path: Path, open_at: Open, error: Exception
) -> None:
    endpoint.script.append(echo)
    with pytest.raises(type(error)):
        break_off(path, open_at(endpoint.url), error, "one")
    record(path, open_at(endpoint.url), "one")
    assert len(endpoint.seen) == 2


def test_what_was_answered_but_is_asked_no_more_is_left_out(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(echo)
    with pytest.raises(KeyboardInterrupt):
        break_off(path, open_at(endpoint.url), KeyboardInterrupt(), "an old prompt")
    record(path, open_at(endpoint.url), "one")
    assert len(read_recording(path).interactions) == 1


def test_a_secret_in_an_answer_is_not_written_anywhere(path: Path, journal: Path) -> None:
    answer = httpx2.Response(200, json=completion(f"My key is sk-{RUN}."))
    write_recording(path, made_of(interaction()))
    before = path.read_bytes()
    with client_of(answer) as client, recording(path) as tape:
        ask(client)
        assert RUN.encode() not in journal.read_bytes()
        with pytest.raises(SecretFoundError, match=r"line \d+: API key"):
            finish(tape)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


RECORDER = """
import sys, openai
from summarize.cassettes import recording
client = openai.OpenAI(api_key="k", base_url=sys.argv[2], max_retries=0)
with recording(sys.argv[1]):
    for text in ("one", "two"):
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
@pytest.mark.parametrize(
    "number", [pytest.param(signal.SIGTERM, marks=pytest.mark.thorough), signal.SIGKILL]
)
def test_a_kill_loses_nothing_that_was_answered(
    endpoint: Endpoint, path: Path, number: signal.Signals
) -> None:
    write_recording(path, made_of(interaction()))
    before = path.read_bytes()
    process: list[subprocess.Popen[bytes]] = []

    def kill(_: Seen) -> Answer:
        process[0].send_signal(number)
        process[0].wait()
        return Answer(drop=True)

    endpoint.script.extend([completion("Yes."), kill])
    command = [sys.executable, "-c", RECORDER, str(path), endpoint.url]
    process.append(subprocess.Popen(command))  # noqa: S603  # this test's own code
    assert process[0].wait() == -number
    assert path.read_bytes() == before
    left = Journal(path)
    left.close(keep=True)
    [(origin, kept)] = left.found
    assert origin == endpoint.url.removesuffix("/v1")
    assert json.loads(kept.request)["messages"][0]["content"] == "one"
    assert json.loads(kept.response)["choices"][0]["message"]["content"] == "Yes."


def test_what_one_endpoint_answered_is_no_answer_of_another(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(echo)
    with pytest.raises(KeyboardInterrupt):
        break_off(path, open_at(endpoint.url), KeyboardInterrupt(), "one")
    record(path, open_at(endpoint.url.replace("127.0.0.1", "localhost")), "one")
    assert len(endpoint.seen) == 2


# --- one at a time ---


def test_a_second_process_does_not_record_to_the_same_file(path: Path) -> None:
    code = "import sys; from summarize.cassettes.journal import Journal; Journal(__import__('pathlib').Path(sys.argv[1]))"
    with (
        recording(path) as tape,
        client_of(httpx2.Response(200, json=completion("Yes."))) as client,
    ):
        ask(client)
        second = subprocess.run(  # noqa: S603  # this test's own code
            [sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True
        )
        finish(tape)
    assert "is being recorded by another process" in second.stderr
    assert len(read_recording(path).interactions) == 1


@pytest.mark.parametrize("outer", [recording, replaying])
@pytest.mark.parametrize("inner", [recording, replaying])
def test_one_recording_or_replay_is_open_at_a_time(path: Path, outer: Any, inner: Any) -> None:
    other = path.with_name("other.yaml")
    write_recording(path, made_of())
    write_recording(other, made_of())
    refused = pytest.raises(CassetteError, match=r"other\.yaml can't be opened while .*bridge")
    with outer(path), refused, inner(other):
        pytest.fail("it was opened")


def test_after_an_error_the_next_can_be_opened(path: Path) -> None:
    with pytest.raises(CassetteError), replaying(path):
        pytest.fail("there is no such file")
    with pytest.raises(ZeroDivisionError), recording(path):
        raise ZeroDivisionError
    with recording(path) as tape:
        finish(tape)
    with replaying(path) as replay:
        assert replay.unplayed == ()


# --- misses ---


def test_a_miss_names_the_nearest_recording_and_what_differs(
    endpoint: Endpoint, path: Path, open_at: Open
) -> None:
    endpoint.script.append(echo)
    other = path.with_name("other.yaml")
    record(other, open_at(endpoint.url), "[1] Something else altogether.")
    record(path, open_at(endpoint.url), "[1] The bridge opened.\n[2] It rained.")
    with offline(), replaying(other, path), pytest.raises(CassetteMiss) as caught:
        open_at().answer(request("[1] The bridge opened.\n[2] It snowed."))
    message = str(caught.value)
    assert f"interaction 1 of {path}," in message
    assert "messages[1].content: recorded '[2] It rained.', now '[2] It snowed.'" in message
    assert "summarize record article@1 --case bridge --rewrite" in message


async def test_a_miss_is_not_tried_again(path: Path, open_at: Open) -> None:
    write_recording(path, made_of(interaction()))
    with offline(), replaying(path) as replay:
        with pytest.raises(CassetteMiss):
            open_at(first_wait=600.0).answer(request("a"))
        with pytest.raises(CassetteMiss):
            await open_at(first_wait=600.0).aanswer(request("b"))
    assert len(replay.misses) == 2


def test_the_sdk_does_not_try_a_miss_again_either(path: Path) -> None:
    write_recording(path, made_of(interaction()))
    unused = httpx2.Response(500)
    with (
        client_of(unused, max_retries=5) as client,
        replaying(path) as replay,
        pytest.raises(CassetteMiss),
    ):
        ask(client)
    assert len(replay.misses) == 1


def test_an_answer_is_played_once(endpoint: Endpoint, path: Path, open_at: Open) -> None:
    endpoint.script.append(echo)
    record(path, open_at(endpoint.url), "one")
    with offline(), replaying(path):
        open_at().answer(request("one"))
        with pytest.raises(CassetteMiss, match="interaction 1, and it was played already"):
            open_at().answer(request("one"))


def test_what_was_not_played_is_named(path: Path) -> None:
    write_recording(path, made_of(interaction("one"), interaction("two")))
    body = json.loads(interaction("one").request)
    with replaying(path) as replay, client_of(httpx2.Response(500)) as client:
        client.chat.completions.create(**body)
    assert replay.unplayed == (f"{path}: interaction 2",)


def test_every_other_request_is_blocked_too(path: Path) -> None:
    write_recording(path, made_of(interaction()))
    with offline(), replaying(path), pytest.raises(CassetteMiss, match="GET /page has no recorded"):
        urllib.request.urlopen("http://nowhere.invalid/page")


def test_a_replay_of_nothing_says_so(path: Path) -> None:
    write_recording(path, made_of())
    missed = pytest.raises(CassetteMiss, match=r"bridge\.s1\.yaml holds none")
    with client_of(httpx2.Response(500)) as client, replaying(path), missed:
        ask(client)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(b"\xff", "body: recorded", id="no text"),
        pytest.param(b"[" * 100_000, "body: recorded", id="deep"),
        pytest.param(b'{"model": "two"}', "model: recorded 'one', now 'two'", id="another model"),
        pytest.param(b'{"model": "' + b"x" * 500 + b'"}', "x…'", id="long"),
    ],
)
def test_any_request_can_be_explained(path: Path, body: bytes, message: str) -> None:
    write_recording(path, made_of(interaction("one", request=b'{"model":"one"}')))
    with replaying(path), httpx2.Client() as client, pytest.raises(CassetteMiss) as caught:
        client.post(f"{NOWHERE}/chat/completions", content=body)
    assert message in str(caught.value)
