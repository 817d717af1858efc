"""The project's own recordings: played through openai, instructor and vcrpy, and checked offline."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from summarize import CassetteMiss, load_article, summarize_article
from summarize.cassettes import path_of, read_recording, replaying
from summarize.cli import main
from summarize.prompts import load_prompt
from summarize.secrets import find_secrets

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
CASSETTES = ROOT / "cassettes"
MODEL = "relay/claude"
ENDPOINT = "http://127.0.0.1:9/v1"  # nobody answers there; a recording does


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even loopback may be reached."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was connected")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def recorded(case: str, prompt: str = "article@1") -> Path:
    return path_of(CASSETTES, prompt, MODEL, case, 1)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("prompt", ["article@1", "article@2"])
def test_the_seed_plays_through_the_whole_stack(prompt: str) -> None:
    with replaying(recorded("kursk-losses", prompt)) as replay:
        result = summarize_article(
            SEEDS / "kursk-losses.txt", model=MODEL, base_url=ENDPOINT, prompt=prompt
        )
    assert replay.unplayed == ()
    assert (result.model, result.prompt) == (MODEL, prompt)
    assert result.usage.calls == 1
    assert result.unsupported == ()
    assert {"Oleksandr Syrskyi", "Volodymyr Zelensky"} <= {c.speaker for c in result.claims}
    for item in result.items:
        for e in item.evidence:
            assert result.article.text[e.start : e.end] == e.text


@pytest.mark.usefixtures("no_network")
def test_another_article_misses_at_once_and_is_told_how_to_record() -> None:
    changed = load_article((SEEDS / "kursk-losses.txt").read_text().replace("38,000", "39,000"))
    with (
        replaying(recorded("kursk-losses")),
        pytest.raises(CassetteMiss, match="summarize record"),
    ):
        summarize_article(changed, model=MODEL, base_url=ENDPOINT, prompt="article@1")


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("prompt", ["article@1", "article@2"])
def test_check_finds_every_recording_fresh_and_without_a_new_fault(
    prompt: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    count = len(list((CASSETTES / prompt).glob("*/*.yaml")))
    assert count >= len(list(SEEDS.glob("*.txt")))
    assert main(["check", prompt]) == 0
    assert f"\n{count} ok. Recorded:" in capsys.readouterr().out


@pytest.mark.usefixtures("no_network")
def test_the_two_versions_are_compared_and_judged_from_recordings_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    command = ["diff", "article@1", "article@2", "--judge", "relay/claude", "--format", "json"]
    assert main(command) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["unfit"] == []
    assert len(found["articles"]) == len(list(SEEDS.glob("*.txt")))
    assert any(article["floor"] is not None for article in found["articles"])
    assert {"judged entailed", "judged atomic"} <= {each["name"] for each in found["metrics"]}


@pytest.mark.parametrize("path", sorted(CASSETTES.rglob("*.yaml")), ids=lambda p: p.stem)
def test_a_recording_says_where_it_comes_from_and_holds_no_secret(path: Path) -> None:
    manifest = read_recording(path).manifest
    assert "relay" in manifest.provenance
    assert manifest.cost is None
    assert manifest.prompt_sha256 == load_prompt(manifest.prompt).text_sha256
    assert find_secrets(path.read_text(encoding="utf-8")) == []
