from __future__ import annotations

import io
import sys
from typing import Any

import pytest

from summarize.cassettes import read_manifest, read_recording
from summarize.regression.plan import estimated_tokens
from tests.regression.support import GOOD, OPENING, WRONG_COST, Project, answer
from tests.support import completion, draft, failure


def test_the_plan_comes_first_with_a_price_that_may_be_unknown(project: Project) -> None:
    lines = project.record().out.split("\n")
    assert lines[0].startswith("news@1 · relay/stub · http://127.0.0.1:")
    assert lines[1].startswith("2 recordings of 2 cases, at most ")
    assert lines[1].endswith("price unknown")
    assert lines[2].startswith("[1/2] bridge.s1  recorded  100 in, 20 out")


def test_a_known_price_is_estimated_before_anything_is_sent(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    outcome = project.run("record", "news", "--model", "openai/gpt-6-luna")
    assert outcome.code == 2
    assert "about $0." in outcome.out
    assert "nobody can be asked here; say --yes" in outcome.err


@pytest.mark.thorough
def test_cases_are_recorded_side_by_side_in_processes(project: Project) -> None:
    outcome = project.record("--jobs", "2")
    assert outcome.code == 0
    assert "2 recorded, 0 failed" in outcome.out
    assert project.run("check").code == 0


def test_a_recording_says_where_it_comes_from(project: Project) -> None:
    project.record("--provenance", "written by hand")
    manifest = read_manifest(project.cassette())
    assert (manifest.prompt, manifest.model, manifest.case) == ("news@1", "relay/stub", "bridge")
    assert (manifest.provenance, manifest.model_answered) == ("written by hand", "stub-1")
    assert manifest.usage["input_tokens"] == 100
    assert manifest.cost is None


def test_the_host_of_the_endpoint_is_the_provenance_otherwise(recorded: Project) -> None:
    manifest = read_manifest(recorded.cassette())
    assert manifest.provenance == "OpenAI-compatible endpoint at 127.0.0.1"


def test_samples_are_recordings_of_their_own(project: Project) -> None:
    assert project.record("--samples", "2").code == 0
    assert [project.cassette(sample=n).name for n in (1, 2)] == ["bridge.s1.yaml", "bridge.s2.yaml"]


def test_what_is_fresh_is_kept(recorded: Project) -> None:
    before = len(recorded.endpoint.seen)
    outcome = recorded.record()
    assert outcome.code == 0
    assert "2 recordings kept as before" in outcome.out
    assert len(recorded.endpoint.seen) == before


def test_what_is_stale_is_recorded_again(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    assert recorded.record().code == 0
    assert recorded.run("check").code == 0


def test_missing_only_leaves_what_is_stale(recorded: Project) -> None:
    recorded.edit("seeds/bridge.txt", "Nobody", "No one")
    before = len(recorded.endpoint.seen)
    recorded.record("--missing")
    assert len(recorded.endpoint.seen) == before


def test_missing_only_replaces_what_cant_be_read(recorded: Project) -> None:
    recorded.cassette().write_text("manifest: 3\n", encoding="utf-8")
    outcome = recorded.record("--missing")
    assert "bridge.s1  recorded" in outcome.out
    assert "quay.s1  recorded" not in outcome.out
    assert recorded.run("cassettes", "verify").code == 0


def test_rewrite_records_everything_again(recorded: Project) -> None:
    before = len(recorded.endpoint.seen)
    recorded.record("--rewrite")
    assert len(recorded.endpoint.seen) == before + 2


def test_the_same_answer_recorded_twice_is_the_same_file_but_for_the_time(
    recorded: Project,
) -> None:
    before = read_recording(recorded.cassette())
    recorded.record("--rewrite")
    after = read_recording(recorded.cassette())
    assert after.interactions == before.interactions
    assert after.manifest.model_copy(update={"seconds": before.manifest.seconds}) == before.manifest


def test_one_failure_is_told_and_the_others_are_kept(project: Project) -> None:
    def some(seen: Any) -> Any:
        fails = "The bridge" in seen.body["messages"][1]["content"]
        return failure(400, "no") if fails else answer(seen)

    project.endpoint.script.append(some)
    outcome = project.run("record", "news", *project.where)
    assert outcome.code == 1
    assert "[1/2] bridge.s1  FAILED  " in outcome.out
    assert "1 recorded, 1 failed" in outcome.out
    assert project.cassette("quay").exists()
    assert not list((project.folder / "cassettes").rglob("bridge*.yaml"))


def test_a_failed_rewrite_leaves_the_old_recording(recorded: Project) -> None:
    before = recorded.cassette().read_bytes()
    recorded.endpoint.script.clear()
    recorded.endpoint.script.append(failure(400, "no"))
    assert recorded.run("record", "news", "--rewrite", *recorded.where).code == 1
    assert recorded.cassette().read_bytes() == before


def test_answers_that_would_not_replay_are_not_kept(project: Project) -> None:
    project.endpoint.script.extend(
        [completion(draft(OPENING, WRONG_COST)), failure(500, headers={"x-should-retry": "false"})]
    )
    outcome = project.run("record", "news", "--case", "bridge", *project.where)
    assert outcome.code == 1
    assert "would not replay" in outcome.out
    assert not list((project.folder / "cassettes").rglob("*.yaml"))


def test_a_limit_needs_a_known_price(project: Project) -> None:
    outcome = project.record("--max-cost", "1")
    assert outcome.code == 2
    assert "price of relay/stub is unknown" in outcome.err
    assert project.endpoint.seen == []


def test_nothing_is_begun_beyond_the_limit(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.models.prices.price_of", lambda *_, **__: 0.4)
    monkeypatch.setattr("summarize.models.openai_chat.price_of", lambda *_, **__: 0.4)
    outcome = project.record("--max-cost", "0.5")
    assert outcome.code == 1
    assert "quay.s1  FAILED  not begun: $0.4000 of $0.5 are spent" in outcome.out
    assert len(project.endpoint.seen) == 1


def test_a_changed_locked_prompt_is_not_paid_for(project: Project) -> None:
    project.run("prompts", "lock")
    project.edit("prompts/news@1.md", "nothing but", "only")
    outcome = project.record()
    assert outcome.code == 2
    assert "summarize prompts bump news" in outcome.err
    assert project.endpoint.seen == []


def test_the_embedded_engine_cant_be_recorded(project: Project) -> None:
    outcome = project.run("record", "news", "--model", "embedded", "--yes")
    assert outcome.code == 2
    assert "reads no prompt" in outcome.err


def test_a_secret_in_an_answer_ends_the_run(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_API_KEY", "a-very-secret-value-17")
    outcome = project.record(bridge={**GOOD["bridge"], "topics": ["a-very-secret-value-17"]})
    assert outcome.code == 4
    assert "OTHER_API_KEY" in outcome.out
    assert "a-very-secret-value-17" not in outcome.out
    assert not list((project.folder / "cassettes").rglob("*.yaml"))


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_a_terminal_is_asked(
    project: Project, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    project.endpoint.script.append(answer)
    where = [option for option in project.where if option != "--yes"]
    outcome = project.run("record", "news", *where)
    assert outcome.code == code
    assert "Record? [y/N]" in outcome.out


@pytest.mark.parametrize(
    ("text", "tokens"),  # by tiktoken's cl100k_base
    [
        ("The council approved a budget of 41.3 million dollars on Tuesday night.", 15),
        ("Die Landesbahn veranschlagt die Kosten nun auf 26,7 Millionen Euro.", 21),
        ("Станом на ранок середи без світла залишалися 12 400 родин.", 32),
        ("市议会周二晚间批准了四千一百三十万美元的预算。", 31),
    ],
)
def test_an_estimate_is_never_below_the_true_number(text: str, tokens: int) -> None:
    assert tokens <= estimated_tokens(text) <= 3 * tokens
