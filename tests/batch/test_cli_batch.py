from __future__ import annotations

import io
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarize import ArticleSummary
from summarize.cli import main
from tests.batch import stub_server
from tests.batch.batch_support import text_of
from tests.support import JSON, Answer, Endpoint, claim, completion, draft, failure

COMMAND = [sys.executable, "-m", "summarize", "batch"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines("in.jsonl", 3)
    return tmp_path


def lines(name: str, count: int) -> None:
    records = ({"id": f"n{n}", "text": text_of(n)} for n in range(count))
    Path(name).write_text("".join(json.dumps(record) + "\n" for record in records))


def records(name: str = "out.jsonl") -> list[JSON]:
    return [json.loads(line) for line in Path(name).read_text().splitlines()]


def batch(*arguments: str, endpoint: Endpoint | None = None) -> int:
    model = ["--model", "embedded"]
    if endpoint is not None:
        model = ["--model", "stub/one", "--base-url", endpoint.url]
    return main(["batch", *arguments, *model])


# --- results ---


@pytest.mark.usefixtures("place")
def test_lines_become_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert batch("in.jsonl", "--out", "out.jsonl") == 0
    got = records()
    assert sorted(r["id"] for r in got) == ["n0", "n1", "n2"]
    assert all(ArticleSummary.model_validate(r["result"]) for r in got)
    out, err = capsys.readouterr()
    assert out == ""
    assert "3 articles finished, 0 failed" in err
    assert "results in out.jsonl, kept in out.jsonl.store" in err
    assert not Path("out.jsonl.part").exists()


@pytest.mark.usefixtures("place")
def test_files_and_directories(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("d/a.txt", "d/sub/b.html", "d/c.png", "e.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text_of(len(name)))
    assert batch("d", "e.txt", "--out", "d/out.jsonl") == 0
    assert sorted(r["id"] for r in records("d/out.jsonl")) == ["d/a.txt", "d/sub/b.html", "e.txt"]
    assert "left out, as no articles: 1 .png" in capsys.readouterr().err
    assert (
        batch("d", "e.txt", "--out", "d/out.jsonl") == 0
    )  # neither results nor store are articles
    assert len(records("d/out.jsonl")) == 3


@pytest.mark.usefixtures("place")
def test_standard_input_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(Path("in.jsonl").read_bytes()), fileno=_no_number)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert batch("-", "--out", "-") == 0
    out, err = capsysbinary.readouterr()
    assert len([json.loads(line) for line in out.splitlines()]) == 3
    assert b"kept in" not in err
    assert sorted(path.name for path in Path().iterdir()) == ["in.jsonl"]


def _no_number() -> int:
    raise OSError


@pytest.mark.usefixtures("place")
def test_a_line_that_is_no_article_is_named_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Path("in.jsonl").open("a") as stream:
        stream.write('{"id": "bad", "text": \n\n["list"]\n{"title": "no text"}\n')
    assert batch("in.jsonl", "--out", "out.jsonl") == 1
    wrong = {r["id"]: r["error"]["message"] for r in records() if r["status"] == "failed"}
    assert list(wrong) == ["in.jsonl:4", "in.jsonl:6", "in.jsonl:7"]
    assert "in.jsonl, line 4: not JSON" in wrong["in.jsonl:4"]
    assert "a list" in wrong["in.jsonl:6"]
    assert "neither" in wrong["in.jsonl:7"]
    err = capsys.readouterr().err
    assert "in.jsonl, line 4" in err
    assert "3 articles finished, 3 failed" in err
    assert "the same command goes on from here" in err


@pytest.mark.usefixtures("place")
def test_many_failures_are_not_told_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.jsonl").write_text("{}\n" * 20)
    assert batch("bad.jsonl", "--out", "out.jsonl") == 1
    err = capsys.readouterr().err
    assert err.count("neither") == 5
    assert "further failures stand only in the output" in err


@pytest.mark.usefixtures("place")
def test_a_second_run_asks_only_for_what_is_missing(endpoint: Endpoint) -> None:
    endpoint.script.append(
        lambda s: failure(400) if "town 1 " in str(s.body) else completion(draft())
    )
    assert batch("in.jsonl", "--out", "out.jsonl", endpoint=endpoint) == 1
    endpoint.script.clear()
    endpoint.script.append(completion(draft()))
    assert batch("in.jsonl", "--out", "out.jsonl", endpoint=endpoint) == 0
    assert len(endpoint.seen) == 4
    assert sorted((r["id"], r["cached"]) for r in records()) == [
        ("n0", True),
        ("n1", False),
        ("n2", True),
    ]


@pytest.mark.usefixtures("place")
def test_without_a_store_nothing_is_kept(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(
        lambda s: failure(400) if "town 1 " in str(s.body) else completion(draft())
    )
    assert batch("in.jsonl", "--out", "out.jsonl", "--store", "none", endpoint=endpoint) == 1
    assert not Path("out.jsonl.store").exists()
    assert "another run pays for all articles again" in capsys.readouterr().err


def test_the_environment_names_a_store(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZE_CACHE", "team.sqlite")
    assert batch("in.jsonl", "--out", "out.jsonl") == 0
    assert (place / "team.sqlite").exists()
    assert not (place / "out.jsonl.store").exists()


# --- limits ---


@pytest.mark.usefixtures("place")
def test_a_budget_ends_the_batch_with_a_hint(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    lines("in.jsonl", 50)
    answer = completion(draft(summary=[]))
    answer["usage"]["prompt_tokens"] = 2000
    endpoint.script.append(answer)
    options = ("--max-tokens", "40000", "--concurrency", "2")
    assert batch("in.jsonl", "--out", "out.jsonl", *options, endpoint=endpoint) == 1
    err = capsys.readouterr().err
    assert "ended early. The budget has no room for another request" in err
    assert "not begun" in err
    assert "pays only for what is missing" in err
    assert 0 < len(endpoint.seen) < 250
    done = sum(r["status"] == "ok" for r in records())
    assert done == len(endpoint.seen)


@pytest.mark.usefixtures("place")
def test_a_run_that_failed_does_not_replace_more_results(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(completion(draft()))
    assert batch("in.jsonl", "--out", "out.jsonl", "--store", "none", endpoint=endpoint) == 0
    endpoint.script.clear()
    endpoint.script.append(failure(401))
    assert batch("in.jsonl", "--out", "out.jsonl", "--store", "none", endpoint=endpoint) == 1
    assert [r["status"] for r in records()] == ["ok"] * 3
    assert "stays as it was" in capsys.readouterr().err
    assert [r["status"] for r in records("out.jsonl.part")] == ["failed"] * 3


@pytest.mark.usefixtures("place")
def test_a_key_that_is_refused_is_a_configuration_error(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(failure(401, "bad key"))
    options = ("--concurrency", "1")
    assert batch("in.jsonl", "--out", "out.jsonl", *options, endpoint=endpoint) == 2
    assert "ended early" in capsys.readouterr().err
    assert len(endpoint.seen) < 3


@pytest.mark.usefixtures("place")
def test_money_can_be_bounded_only_where_the_price_is_known(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("in.jsonl", "--out", "out.jsonl", "--max-cost", "1", endpoint=endpoint) == 2
    assert "--max-tokens" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(
            ["missing.jsonl", "--out", "o"], "no file or directory missing.jsonl", id="input"
        ),
        pytest.param(["in.jsonl", "--out", "in.jsonl"], "would be overwritten", id="same"),
        pytest.param(["in.jsonl", "--out", "o", "--store", "in.jsonl"], "overwritten", id="store"),
        pytest.param(["in.jsonl", "--out", "."], "is a directory", id="directory"),
        pytest.param(["in.jsonl", "--out", "no/o.jsonl"], "no/o.jsonl", id="nowhere"),
        pytest.param(["in.jsonl", "--out", "o", "--prompt", "no@1"], "no prompt 'no'", id="prompt"),
        pytest.param(["empty.jsonl", "--out", "o"], "no article in empty.jsonl", id="empty"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_sent(
    place: Path,
    endpoint: Endpoint,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (place / "empty.jsonl").touch()
    assert batch(*arguments, endpoint=endpoint) == 2
    assert said in capsys.readouterr().err
    assert not endpoint.seen


def test_the_output_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["batch", "a.txt"])
    assert end.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_the_help_names_what_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["batch", "--help"])
    assert "pays only for what is missing" in " ".join(capsys.readouterr().out.split())


# --- as a process: the bar, signals, kills ---


@pytest.fixture
def slow() -> Iterator[str]:
    """An endpoint that takes a tenth of a second for an answer."""
    yield from serving(0.1)


@pytest.fixture
def stuck() -> Iterator[str]:
    """One that takes a minute."""
    yield from serving(60)


def serving(latency: float) -> Iterator[str]:
    command = [sys.executable, stub_server.__file__, str(latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # our own
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/v1"
        server.terminate()


def calls(url: str) -> dict[str, int]:
    with urllib.request.urlopen(url) as answer:  # noqa: S310  # loopback
        return dict(json.load(answer))


def started(url: str, *options: str, count: int = 200, **how: Any) -> subprocess.Popen[bytes]:
    lines("in.jsonl", count)
    command = [*COMMAND, "in.jsonl", "--out", "out.jsonl", "--model", "stub/one", "--base-url", url]
    return subprocess.Popen([*command, *options], **{"stderr": subprocess.PIPE, **how})  # noqa: S603  # our own


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="ctrl-c"),
        pytest.param(signal.SIGTERM, 143, id="term", marks=pytest.mark.thorough),
    ],
)
def test_a_signal_lets_what_is_under_way_finish(number: int, code: int, slow: str) -> None:
    with started(slow, "--concurrency", "5") as process:
        wait_for(lambda: calls(slow))
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    err = said.decode()
    assert process.returncode == code, err
    assert "stopping: what is under way has" in err
    assert "interrupted" in err
    assert "the same command goes on from here" in err
    assert "Traceback" not in err
    done = records()
    assert 0 < len(done) < 200
    assert {r["status"] for r in done} == {"ok"}
    # All that was asked was also written.
    assert {f"n{town}" for town in calls(slow)} == {r["id"] for r in done}


@pytest.mark.usefixtures("place")
@pytest.mark.thorough
def test_a_second_signal_ends_it_at_once(endpoint: Endpoint) -> None:
    endpoint.script.append(Answer(completion(draft(claim())), delay=60))
    with started(endpoint.url, "--concurrency", "5") as process:
        assert process.stderr is not None
        wait_for(lambda: len(endpoint.seen) == 5)
        process.send_signal(signal.SIGINT)
        assert b"once more ends it at once" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"given up" in err
    assert b"Traceback" not in err


@pytest.mark.thorough
@pytest.mark.usefixtures("place")
def test_kills_lose_no_result_and_repeat_only_what_was_under_way(slow: str) -> None:
    count, concurrency, kills = 60, 6, 2
    dice = random.Random(3)  # noqa: S311  # no secret
    for _ in range(kills):
        goal = sum(calls(slow).values()) + dice.randint(5, 20)
        options = ("--concurrency", str(concurrency))
        with started(slow, *options, count=count, stderr=subprocess.DEVNULL) as process:
            wait_for(lambda: process.poll() is not None or sum(calls(slow).values()) >= goal)  # noqa: B023  # used at once
            process.kill()
    with started(slow, count=count) as process:
        process.communicate(timeout=120)
    assert process.returncode == 0
    assert sorted(r["id"] for r in records()) == sorted(f"n{n}" for n in range(count))
    answered = calls(slow)
    assert len(answered) == count
    assert sum(answered.values()) - count <= kills * concurrency


@pytest.mark.thorough
@pytest.mark.usefixtures("place")
def test_two_batches_do_not_write_one_file(stuck: str) -> None:
    with started(stuck, "--concurrency", "2") as first:
        wait_for(Path("out.jsonl.part").exists)
        with started(stuck, count=3) as second:
            _, err = second.communicate(timeout=60)
        assert second.returncode == 2
        assert b"Another batch is writing out.jsonl" in err
        first.kill()
        first.communicate()


@pytest.mark.usefixtures("place")
def test_a_reader_that_has_gone_is_no_failure() -> None:
    lines("in.jsonl", 300)
    command = [*COMMAND, "in.jsonl", "--out", "-", "--model", "embedded"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603  # our own
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"Exception" not in err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="a terminal of our own needs a Unix")
@pytest.mark.usefixtures("place")
@pytest.mark.thorough
def test_a_terminal_shows_a_bar_with_rate_cost_and_time_left(slow: str) -> None:
    ours, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    with started(slow, "--concurrency", "4", count=60, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = _read(ours)
    assert process.returncode == 0
    assert "━" in shown
    assert re.search(r"\d+/60", shown)
    assert re.search(r"\d/s", shown)
    assert "price unknown" in shown
    assert re.search(r"\d+ s left", shown)
    assert shown.rstrip().endswith("kept in out.jsonl.store")


def _read(terminal: int) -> str:
    shown = b""
    while select.select([terminal], [], [], 60)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end was closed
            break
        if not data:
            break
        shown += data
    os.close(terminal)
    return shown.decode(errors="replace")


@pytest.mark.usefixtures("place")
def test_elsewhere_there_are_plain_lines(
    endpoint: Endpoint, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.cli_progress._EVERY", 0.0)
    endpoint.script.append(Answer(completion(draft(summary=[])), delay=0.01))
    assert batch("in.jsonl", "--out", "out.jsonl", endpoint=endpoint) == 0
    err = capsys.readouterr().err
    assert re.search(r"summarize: \d of 3 articles · .*/(s|min) · price unknown · .* left", err)
    assert "\x1b" not in err
    assert "\r" not in err
