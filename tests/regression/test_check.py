from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from summarize.cassettes import Recording, read_recording, write_recording
from tests.regression.support import CLOSING, COST, GOOD, OPENING, WRONG_COST, Project
from tests.support import JSON, claim, completion, draft

BOATS = claim(
    "Some 300 boats have to leave the quay, Tom Reed said.",
    speaker="Tom Reed",
    attribution="indirect",
    evidence=[2],
)


def rows(out: str) -> dict[str, list[str]]:
    """The words of each recording's line, by case."""
    found = (line.split() for line in out.split("\n") if line.startswith("  ") and line[2] != " ")
    return {words[1]: [words[0], *words[2:]] for words in found if len(words) > 1}


def test_without_recordings_there_is_nothing_to_check(project: Project) -> None:
    outcome = project.run("check")
    assert outcome.code == 5
    assert "Nothing to check" in outcome.out


def test_good_answers_are_fine_with_one_line_a_case(recorded: Project) -> None:
    outcome = recorded.run("check")
    assert outcome.code == 0
    assert rows(outcome.out) == {"bridge": ["ok", "2", "claims"], "quay": ["ok", "1", "claim"]}


def test_no_socket_is_opened(recorded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("check opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert recorded.run("check").code == 0


REGRESSIONS: list[tuple[str, JSON, str]] = [
    ("lost fact", draft(OPENING), "required fact 'cost' is not claimed: no claim has the figure"),
    (
        "wrong figure",
        draft(OPENING, WRONG_COST),
        "c2 figures[0]: '17 million euros' is not in sentence 2",
    ),
    (
        "forbidden",
        draft(OPENING, COST, headline="Bridge collapsed"),
        "headline says 'collapsed': it stands.",
    ),
    ("speaker", draft(OPENING, {**COST, "speaker": None}), "Ada Brook says no claim"),
    (
        "lost quotation",
        draft(OPENING, COST, {**OPENING, "speaker": "Ada Brook", "quote": "Never again"}),
        "c3 quote: The article has no such quotation",
    ),
    ("duplicate", draft(OPENING, COST, OPENING), "c3: Says nearly the same as c1."),
    ("no claim", draft(), "there is no claim."),
    ("language", draft(OPENING, COST, language="de"), "the answer is in 'de', not in 'en'."),
    (
        "too many",
        draft(OPENING, COST, *(claim(f"The bridge opened, part {'x' * n}.") for n in range(5))),
        "7 claims, and the prompt allows 5.",
    ),
]


@pytest.mark.parametrize(
    ("bridge", "message"), [row[1:] for row in REGRESSIONS], ids=[row[0] for row in REGRESSIONS]
)
def test_a_broken_rule_is_a_regression_that_names_it(
    project: Project, bridge: JSON, message: str
) -> None:
    project.endpoint.script.clear()
    project.record(bridge=bridge)
    outcome = project.run("check")
    assert outcome.code == 1
    assert rows(outcome.out)["bridge"][0] == "REGRESSED"
    assert rows(outcome.out)["quay"][0] == "ok"
    assert message in outcome.out


def test_the_output_is_the_same_whatever_the_hash_seed(project: Project) -> None:
    project.record(bridge=draft(OPENING, WRONG_COST), quay=draft())
    outputs = set()
    for seed in ("0", "1"):
        done = subprocess.run(  # our own interpreter
            [sys.executable, "-m", "summarize", "check", "-v", "--junit", "out.xml"],
            cwd=project.folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        outputs.add((done.returncode, done.stdout, (project.folder / "out.xml").read_bytes()))
    assert len(outputs) == 1
    assert outputs.pop()[0] == 1


def test_only_the_chosen_case_is_checked(recorded: Project) -> None:
    assert list(rows(recorded.run("check", "--case", "quay").out)) == ["quay"]


def test_a_case_that_was_never_recorded_is_missing(recorded: Project) -> None:
    (recorded.folder / "seeds/arch.txt").write_text("The arch stands.\n", encoding="utf-8")
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert rows(outcome.out)["arch"][0] == "MISSING"
    command = "summarize record news@1 --model relay/stub --base-url URL --case arch --missing"
    assert command in outcome.out


def test_another_model_has_no_recordings_and_that_is_said(recorded: Project) -> None:
    outcome = recorded.run("check", "news", "--model", "openai/gpt-6-luna")
    assert outcome.code == 3
    assert "recorded with relay/stub, but the model is openai/gpt-6-luna." in outcome.out
    assert "summarize record news@1 --model openai/gpt-6-luna --missing" in outcome.out


def test_a_recording_without_its_case_is_unused(recorded: Project) -> None:
    (recorded.folder / "seeds/quay.txt").unlink()
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert "quay.s1.yaml: there is no case 'quay'" in outcome.out


def test_a_recording_without_its_prompt_is_unused(recorded: Project) -> None:
    (recorded.folder / "prompts/news@1.md").rename(recorded.folder / "prompts/news.old")
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert "there is no prompt news@1" in outcome.out


def test_a_damaged_recording_is_named_and_the_others_are_checked(recorded: Project) -> None:
    path = recorded.cassette("quay")
    path.write_bytes(path.read_bytes()[:-200])
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert "DAMAGED" in outcome.out
    assert str(path.relative_to(recorded.folder)) in outcome.out
    assert rows(outcome.out)["bridge"][0] == "ok"


def test_a_request_that_the_library_now_makes_otherwise_is_stale(recorded: Project) -> None:
    path = recorded.cassette()
    recording = read_recording(path)
    body = json.loads(recording.interactions[0].request)
    body["messages"][1]["content"] += " "
    first = replace(recording.interactions[0], request=json.dumps(body).encode())
    versions = {**recording.manifest.versions, "pydantic": "1.0"}
    manifest = recording.manifest.model_copy(update={"versions": versions})
    write_recording(path, Recording(manifest, (first,)))
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert "The draft request differs: the user message is not the recorded one." in outcome.out
    assert "pydantic 1.0 (now " in outcome.out


def test_a_changed_locked_prompt_fails_the_check(recorded: Project) -> None:
    recorded.run("prompts", "lock")
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert "LOCK  prompts/news@1.md: news@1 is released but its text changed" in outcome.out


def test_a_repaired_answer_is_replayed_with_its_repair(project: Project) -> None:
    repaired = {"item": "claims[1]", "dropped": None, "claim": COST}
    project.endpoint.script.extend(
        [
            completion(draft(OPENING, WRONG_COST)),
            completion({"summary": [], "claims": [repaired]}),
        ]
    )
    assert project.run("record", "news", "--case", "bridge", *project.where).code == 0
    assert len(read_recording(project.cassette()).interactions) == 2
    assert rows(project.run("check", "--case", "bridge").out)["bridge"] == ["ok", "2", "claims"]


def test_a_repair_that_is_not_recorded_makes_it_stale(project: Project) -> None:
    test_a_repaired_answer_is_replayed_with_its_repair(project)
    recording = read_recording(project.cassette())
    cut = Recording(recording.manifest, recording.interactions[:1])
    write_recording(project.cassette(), cut)
    outcome = project.run("check", "--case", "bridge")
    assert outcome.code == 3
    assert "The repair request has no recorded answer" in outcome.out


def test_a_recorded_answer_that_nothing_asks_for_makes_it_stale(project: Project) -> None:
    test_a_repaired_answer_is_replayed_with_its_repair(project)
    recording = read_recording(project.cassette())
    again = json.loads(recording.interactions[0].response)
    again["choices"][0]["message"]["content"] = json.dumps(GOOD["bridge"])
    first = replace(recording.interactions[0], response=json.dumps(again).encode())
    longer = Recording(recording.manifest, (first, recording.interactions[1]))
    write_recording(project.cassette(), longer)
    outcome = project.run("check", "--case", "bridge")
    assert outcome.code == 3
    assert "1 of 2 recorded answers are no longer asked for" in outcome.out


def test_an_answer_that_was_asked_again_is_replayed_with_both(project: Project) -> None:
    project.endpoint.script.extend([completion({"headline": 1}), completion(GOOD["bridge"])])
    outcome = project.run("record", "news", "--case", "bridge", *project.where)
    assert "1 re-ask" in outcome.out
    assert rows(project.run("check", "--case", "bridge").out)["bridge"] == ["ok", "2", "claims"]


UNUSABLE: list[tuple[str, JSON, int, str]] = [
    ("refused", {"message": {"refusal": "I can't."}}, 200, "declined to answer"),
    ("filtered", {"finish_reason": "content_filter"}, 200, "stopped by the content filter"),
    ("cut", {"finish_reason": "length"}, 200, "was cut off"),
    ("cut in silence", {"message": {"content": '{"headline": "Br'}}, 200, "was cut off"),
    ("malformed", {"message": {"content": '{"headline": 1}'}}, 200, "does not fit the schema"),
    ("failed", {}, 400, "was refused (HTTP 400)"),
]


@pytest.mark.parametrize(
    ("choice", "status", "message"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE]
)
def test_a_recorded_answer_without_a_summary_is_a_regression(
    recorded: Project, choice: JSON, status: int, message: str
) -> None:
    recording = read_recording(recorded.cassette())
    answer = json.loads(recording.interactions[0].response)
    answer["choices"][0].update(choice)
    first = replace(recording.interactions[0], status=status, response=json.dumps(answer).encode())
    write_recording(recorded.cassette(), Recording(recording.manifest, (first,)))
    outcome = recorded.run("check")
    assert outcome.code == 1
    assert rows(outcome.out)["bridge"][:3] == ["REGRESSED", "no", "summary,"]
    assert message in outcome.out
    accepted = recorded.run("accept", "news", "-m", "x")
    assert accepted.code == 2
    assert "gives no summary that could be accepted" in accepted.err


def test_an_edited_interaction_that_cant_be_read_is_damaged(recorded: Project) -> None:
    path = recorded.cassette()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: 200", "status: two hundred"), encoding="utf-8")
    outcome = recorded.run("check")
    assert outcome.code == 3
    assert rows(outcome.out)["bridge"][0] == "DAMAGED"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_an_article_in_any_encoding_stays_fresh(project: Project, encoding: str) -> None:
    path = project.folder / "seeds/bridge.txt"
    text = path.read_text(encoding="utf-8").replace("Nobody was hurt", "Nobody — none — was hurt")
    path.write_text(text, encoding=encoding)
    assert project.record().code == 0
    assert project.run("check").code == 0


# --- the baseline ---


def test_an_accepted_fault_is_known_and_no_regression(project: Project) -> None:
    project.record(bridge=draft(OPENING))
    assert project.run("check").code == 1
    assert project.run("accept", "news", "-m", "first recordings").code == 0
    outcome = project.run("check", "-v")
    assert outcome.code == 0
    assert rows(outcome.out)["bridge"][0] == "known"
    assert "known: required fact 'cost' is not claimed" in outcome.out


def test_a_new_fault_beside_a_known_one_is_a_regression(project: Project) -> None:
    project.record(bridge=draft(OPENING))
    project.run("accept", "news", "-m", "first recordings")
    project.record("--rewrite", bridge=draft(OPENING, headline="Bridge collapsed"))
    outcome = project.run("check")
    assert outcome.code == 1
    assert "1 new fault" in outcome.out
    assert "headline says 'collapsed'" in outcome.out
    assert "required fact" not in outcome.out


@pytest.mark.parametrize(
    ("quay", "drift"),
    [
        (draft(BOATS), "1 lost, 1 added"),
        (draft(CLOSING, BOATS), "1 added"),
        (draft({**CLOSING, "certainty": "planned"}), "1 changed"),
    ],
)
def test_claims_that_differ_from_the_accepted_ones_are_drift(
    recorded: Project, quay: JSON, drift: str
) -> None:
    recorded.run("accept", "news", "-m", "good")
    recorded.record("--rewrite", quay=quay)
    outcome = recorded.run("check")
    assert outcome.code == 0
    assert rows(outcome.out)["quay"][0] == "drift"
    assert f"drift: {drift}" in outcome.out


def test_drift_is_listed_claim_by_claim_when_asked_for(recorded: Project) -> None:
    recorded.run("accept", "news", "-m", "good")
    changed = {**COST, "certainty": "planned"}
    recorded.record("--rewrite", bridge=draft(changed), quay=draft(BOATS))
    out = recorded.run("check", "-v").out
    assert f"      ~ {COST['text']} (certainty)\n" in out
    assert f"      - {OPENING['text']}\n" in out
    assert f"      + {BOATS['text']}\n" in out


def test_drift_fails_when_it_is_asked_to(recorded: Project) -> None:
    recorded.run("accept", "news", "-m", "good")
    recorded.record("--rewrite", quay=draft({**CLOSING, "certainty": "planned"}))
    assert recorded.run("check", "--strict").code == 1


def test_a_baseline_holds_a_claim_a_line_with_the_reason(recorded: Project) -> None:
    recorded.run("accept", "news", "-m", "read by Ann")
    text = (recorded.folder / "cassettes/news@1/baseline.json").read_text(encoding="utf-8")
    results = json.loads(text)["results"]
    assert list(results) == ["relay/stub/bridge.s1", "relay/stub/quay.s1"]
    assert results["relay/stub/bridge.s1"]["reason"] == "read by Ann"
    assert sum(OPENING["text"] in line for line in text.split("\n")) == 1


def test_accepting_one_case_keeps_the_others(recorded: Project) -> None:
    recorded.run("accept", "news", "-m", "all")
    other = draft({**CLOSING, "certainty": "possible"})
    recorded.record("--rewrite", "--case", "quay", quay=other)
    recorded.run("accept", "news", "--case", "quay", "-m", "again")
    text = (recorded.folder / "cassettes/news@1/baseline.json").read_text(encoding="utf-8")
    reasons = {name: result["reason"] for name, result in json.loads(text)["results"].items()}
    assert reasons == {"relay/stub/bridge.s1": "all", "relay/stub/quay.s1": "again"}


def test_what_was_accepted_before_keeps_its_reason(recorded: Project) -> None:
    recorded.run("accept", "news", "-m", "read in March")
    outcome = recorded.run("accept", "news", "-m", "read again")
    assert "nothing differs" in outcome.out
    text = (recorded.folder / "cassettes/news@1/baseline.json").read_text(encoding="utf-8")
    assert "read again" not in text
    assert text.count("read in March") == 2


def test_nothing_is_accepted_while_a_recording_is_damaged(recorded: Project) -> None:
    recorded.cassette("quay").write_text("nonsense", encoding="utf-8")
    outcome = recorded.run("accept", "news", "-m", "fine")
    assert outcome.code == 3
    assert not (recorded.folder / "cassettes/news@1/baseline.json").exists()


def test_nothing_is_accepted_while_something_is_stale(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    assert recorded.run("accept", "news", "-m", "x").code == 3
    assert not (recorded.folder / "cassettes/news@1/baseline.json").exists()


def test_a_damaged_baseline_is_said(recorded: Project) -> None:
    path = recorded.folder / "cassettes/news@1/baseline.json"
    path.write_text('{"format": 1, "results": 3}', encoding="utf-8")
    outcome = recorded.run("check")
    assert outcome.code == 2
    assert "this is no baseline (results: " in outcome.err


# --- other forms ---


def test_junit_names_claim_and_figure(project: Project) -> None:
    project.record(bridge=draft(OPENING, WRONG_COST))
    project.run("check", "--junit", "out.xml")
    suite = ET.fromstring((project.folder / "out.xml").read_bytes())[0]  # noqa: S314  # ours
    assert dict(suite.attrib) == {
        "name": "news@1 · relay/stub",
        "tests": "2",
        "failures": "1",
        "errors": "0",
    }
    failure = suite.find("testcase[@name='bridge']/failure")
    assert failure is not None
    assert failure.text is not None
    assert "'17 million euros' is not in sentence 2" in failure.text
    assert "The bridge cost 17 million euros" in failure.text


def test_junit_counts_stale_recordings_as_errors(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    recorded.run("check", "--junit", "out.xml")
    suite = ET.fromstring((recorded.folder / "out.xml").read_bytes())[0]  # noqa: S314  # ours
    assert (suite.get("failures"), suite.get("errors")) == ("0", "2")


@pytest.fixture
def troubled(recorded: Project) -> Project:
    """A project with a locked prompt that is changed, and recordings missing, damaged and unused."""
    recorded.record("--samples", "2")
    recorded.run("prompts", "lock")
    path = recorded.cassette("quay")
    path.write_bytes(path.read_bytes()[:-200])
    recorded.cassette(sample=2).rename(path.with_name("gone.s1.yaml"))
    gone = path.with_name("gone.s1.yaml")
    recording = read_recording(gone)
    manifest = recording.manifest.model_copy(update={"case": "gone", "sample": 1})
    write_recording(gone, Recording(manifest, recording.interactions))
    (recorded.folder / "seeds/arch.txt").write_text("The arch stands.\n", encoding="utf-8")
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    return recorded


def test_junit_holds_every_kind_of_trouble(troubled: Project) -> None:
    assert troubled.run("check", "--junit", "out.xml").code == 3
    root = ET.fromstring((troubled.folder / "out.xml").read_bytes())  # noqa: S314  # ours
    errors = {test.get("name"): test.find("error") for test in root.iter("testcase")}
    assert set(errors) == {
        "arch",
        "bridge",
        "quay.s2",
        "news@1",
        "cassettes/news@1/relay--stub/quay.s1.yaml",
        "cassettes/news@1/relay--stub/gone.s1.yaml",
    }
    assert None not in errors.values()


def test_github_is_told_every_kind_of_trouble(
    troubled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = troubled.folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    out = troubled.run("check").out
    titles = (
        "Released prompt changed",
        "Stale recordings",
        "Missing recordings",
        "Damaged recording",
    )
    assert all(f"title={title}::" in out for title in titles)
    text = summary.read_text(encoding="utf-8")
    assert "<summary>Missing recordings</summary>" in text
    assert "1 missing, 1 damaged, 1 unused" in text


def test_a_control_character_leaves_the_xml_well_formed(project: Project) -> None:
    project.record(bridge=draft(OPENING, headline="Bridge \x07 collapsed"))
    project.run("check", "--junit", "out.xml")
    ET.fromstring((project.folder / "out.xml").read_bytes())  # noqa: S314  # ours


def test_github_gets_one_annotation_a_cause_at_file_and_line(
    recorded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    commands = [line for line in recorded.run("check").out.split("\n") if line.startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith(
        "::error file=prompts/news@1.md,line=11,title=Stale recordings::STALE"
    )


def test_a_text_of_a_model_cant_be_a_workflow_command(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    hostile = {**WRONG_COST, "text": "It cost 17 euros.\n::error::owned %0A::error::owned"}
    project.record(bridge=draft(hostile))
    out = project.run("check").out
    assert not any(line.lstrip().startswith("::error::owned") for line in out.split("\n"))
    assert sum(line.startswith("::") for line in out.split("\n")) == 1
    assert "%250A" in out


def test_github_gets_a_summary_of_the_step(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = project.folder / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    project.record(bridge=draft(OPENING, headline="collapsed <script>"))
    project.run("check")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert "| ❌ REGRESSED | bridge |" in text
    assert "| ✅ ok | quay | 1 claim |" in text


def test_github_shows_ten_annotations_and_says_how_many_are_left_out(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    project.record()
    for number in range(12):
        path = project.cassette().with_name(f"bridge.s{number + 2}.yaml")
        recording = read_recording(project.cassette())
        manifest = recording.manifest.model_copy(update={"sample": number + 2})
        answer = json.loads(recording.interactions[0].response)
        answer["choices"][0]["message"]["content"] = json.dumps(draft())
        first = replace(recording.interactions[0], response=json.dumps(answer).encode())
        write_recording(path, Recording(manifest, (first,)))
    commands = [line for line in project.run("check").out.split("\n") if line.startswith("::")]
    assert len(commands) == 10
    assert commands[-1] == "::error title=More::3 more problems are in the step's log."


def test_a_summary_beyond_githubs_limit_is_cut(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.regression.github._MOST_BYTES", 500)
    summary = project.folder / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    project.record(bridge=draft())
    project.run("check")
    text = summary.read_text(encoding="utf-8")
    assert text.endswith("The rest is left out: it is in the step's log.\n")
    assert len(text.encode()) < 600
