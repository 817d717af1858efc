from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarize.batch import provider as provider_module
from summarize.batch.provider import Polling
from summarize.cli import main
from tests.provider_support import Newsroom, Provider, story
from tests.support import JSON, failure

ARGUMENTS = ["batch", "in.jsonl", "--out", "out.jsonl", "--batch-api", "--model", "stub/one"]


@pytest.fixture
def provider() -> Iterator[Provider]:
    server = Provider(Newsroom())
    yield server
    server.close()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SUMMARIZE_CACHE", raising=False)
    monkeypatch.setattr(provider_module, "Polling", lambda: Polling(0.01, 1.0, 0.01))
    lines = (json.dumps({"id": f"n{n}", "text": story(n)}) + "\n" for n in range(3))
    Path("in.jsonl").write_text("".join(lines))


def run(provider: Provider, *more: str) -> int:
    return main([*ARGUMENTS, "--base-url", provider.url, *more])


def records() -> list[JSON]:
    return [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]


def test_articles_go_in_a_batch_and_come_back_as_records(
    provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(provider) == 0
    assert sorted(r["id"] for r in records()) == ["n0", "n1", "n2"]
    assert all(r["status"] == "ok" and r["usage"]["calls"] == 1 for r in records())
    out, said = capsys.readouterr()
    assert out == ""
    assert "batch_2: submitted, 3 requests" in said
    assert "the same command takes them up" in said
    assert "3 articles finished, 0 failed" in said
    assert not provider.kept()


def test_a_second_run_takes_everything_from_the_store(provider: Provider) -> None:
    assert run(provider) == run(provider) == 0
    assert all(r["cached"] for r in records())
    assert len(provider.jobs) == 1


def test_an_article_that_fails_is_a_record_and_exit_code_1(provider: Provider) -> None:
    newsroom = Newsroom()
    newsroom.answers = {1: failure(400, "No.")}
    provider.ask = newsroom
    assert run(provider) == 1
    assert sorted(r["status"] for r in records()) == ["failed", "ok", "ok"]


def test_a_refused_key_is_exit_code_2_and_a_sentence(
    provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    provider.faults.append(("POST /v1/files", failure(401, "Incorrect API key.")))
    assert run(provider) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "the same command goes on" in said


def test_a_budget_without_room_is_exit_code_1(
    provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(provider, "--max-tokens", "10") == 1
    assert "The budget has no room" in capsys.readouterr().err
    assert not provider.jobs


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--store", "none"], "needs a store"),
        (["--concurrency", "4"], "--concurrency has no meaning with --batch-api"),
        (["--max-cost", "1"], "is unknown, so max_cost"),
        (["--cancel", "--store", "none"], "--cancel needs the store"),
    ],
    ids=["no-store", "concurrency", "unpriced", "cancel-without-store"],
)
def test_what_can_t_be_is_refused_before_anything_is_sent(
    provider: Provider, capsys: pytest.CaptureFixture[str], more: list[str], expected: str
) -> None:
    assert run(provider, *more) == 2
    assert expected in capsys.readouterr().err
    assert not provider.seen


def test_cancel_belongs_to_the_batch_api(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", "in.jsonl", "--out", "out.jsonl", "--cancel"]) == 2
    assert "--cancel ends batches of --batch-api" in capsys.readouterr().err


def test_the_embedded_engine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ARGUMENTS[:5], "--model", "embedded"]) == 2
    assert "embedded has no Batch API" in capsys.readouterr().err


def signalled(provider: Provider, number: signal.Signals, event: str) -> tuple[int, str]:
    """How the command ends when a signal comes as the provider does something."""
    command = [sys.executable, "-m", "summarize", *ARGUMENTS, "--base-url", provider.url]
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603
    provider.happens = sending(child, number, event)
    _, said = child.communicate(timeout=60)
    provider.happens = lambda _event: None
    return child.returncode, said


def sending(
    child: subprocess.Popen[str], number: signal.Signals, event: str
) -> Callable[[str], None]:
    def happens(seen: str) -> None:
        if seen == event:
            child.send_signal(number)

    return happens


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="SIGINT"),
        pytest.param(signal.SIGTERM, 143, id="SIGTERM", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_a_signal_leaves_batches_under_way_and_the_same_command_takes_them_up(
    provider: Provider, number: signal.Signals, code: int
) -> None:
    got, said = signalled(provider, number, "created")
    assert got == code
    assert "3 not finished" in said
    assert "the same command goes on from here" in said
    assert run(provider) == 0
    assert len(records()) == 3
    assert len(provider.jobs) == 1


@pytest.mark.thorough
@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_cancel_ends_what_is_under_way_and_the_next_run_asks_for_the_rest(
    provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    signalled(provider, signal.SIGINT, "created")
    assert run(provider, "--cancel") == 0
    assert "batch_2: cancelled" in capsys.readouterr().err
    assert run(provider) == 0
    assert [job.status for job in provider.jobs.values()] == ["cancelled", "completed"]


def test_cancel_says_that_nothing_is_under_way(
    provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(provider) == 0
    assert run(provider, "--cancel") == 0
    assert "no batch of this model is under way, by out.jsonl.store" in capsys.readouterr().err
