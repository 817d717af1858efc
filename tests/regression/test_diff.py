from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import ConfigurationError
from summarize.regression import compare, compare_results, comparison_markdown, open_project
from summarize.regression.sides import read_side
from summarize.schema import ArticleSummary
from tests.judge_support import answered, asked, marks
from tests.regression.support import CLOSING, COST, GOOD, OPENING, PROMPT, WRONG_COST, Project
from tests.support import JSON, Seen, draft, failure

SECOND = PROMPT.replace("version: 1", "version: 2").replace(
    "Use nothing but the article.", "Use nothing but the article, and name every speaker."
)
DENIED = {**COST, "certainty": "denied"}


@pytest.fixture
def versions(recorded: Project) -> Project:
    """Two versions of a prompt, the second not recorded yet."""
    (recorded.folder / "prompts/news@2.md").write_text(SECOND, encoding="utf-8")
    return recorded


def tree(project: Project, *arguments: str) -> tuple[int, Any]:
    outcome = project.run("diff", *arguments, "--format", "json")
    return outcome.code, json.loads(outcome.out)


def kinds(comparison: Any, case: str) -> list[str]:
    article = next(a for a in comparison["articles"] if a["case"] == case)
    return sorted(change["kind"] for change in article["changes"])


# --- what is compared ---


def test_equal_answers_of_two_versions_have_only_same_claims(versions: Project) -> None:
    versions.record_prompt("news@2")
    code, found = tree(versions, "news@1", "news@2")
    assert code == 0
    assert kinds(found, "bridge") == ["same", "same"]
    assert kinds(found, "quay") == ["same"]
    assert "name every speaker" in found["prompt_diff"]


def test_a_lost_required_fact_is_a_regression_at_any_number_of_articles(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 1
    assert outcome.out.splitlines()[2].startswith("REGRESSED")
    assert "required fact 'cost' is not claimed" in outcome.out


def test_a_changed_figure_is_shown_as_was_and_now(versions: Project) -> None:
    versions.record_prompt("news@2", "--case", "bridge", bridge=draft(OPENING, WRONG_COST))
    code, found = tree(versions, "news@1", "news@2", "--case", "bridge")
    assert code == 1
    change = next(c for c in found["articles"][0]["changes"] if c["kind"] == "changed")
    aspects = {each["aspect"]: (each["was"], each["now"]) for each in change["aspects"]}
    assert "12" in aspects["figure"][0]
    assert "17" in aspects["figure"][1]


def test_a_fault_that_both_versions_have_is_no_regression(project: Project) -> None:
    project.record(bridge=draft(OPENING))
    (project.folder / "prompts/news@2.md").write_text(SECOND, encoding="utf-8")
    project.record_prompt("news@2", bridge=draft(OPENING))
    code, found = tree(project, "news@1", "news@2")
    assert code == 0
    bridge = next(a for a in found["articles"] if a["case"] == "bridge")
    assert {each["rule"] for each in bridge["kept_violations"]} == {"required", "speaker", "figure"}
    assert bridge["new_violations"] == []


def test_an_accepted_fault_of_the_new_version_is_no_regression(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    assert versions.run("accept", "news@2", "-m", "the cost is left out on purpose").code == 0
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 0
    assert "accepted: required fact 'cost'" in outcome.out
    assert "as before" not in outcome.out
    assert "3 faults that the old version does not have are accepted" in outcome.out
    page = versions.run("diff", "news@1", "news@2", "--format", "html").out
    assert "3 violations of news@2 alone, accepted" in page


def test_recall_counts_required_facts_speakers_and_figures(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    _, found = tree(versions, "news@1", "news@2")
    scores = {a["case"]: (a["old_score"], a["new_score"]) for a in found["articles"]}
    assert scores == {"bridge": (1.0, 0.0), "quay": (None, None)}


def test_samples_give_a_noise_floor(versions: Project) -> None:
    versions.record_prompt("news@1", "--samples", "2", "--missing", bridge=draft(OPENING))
    versions.record_prompt("news@2")
    _, found = tree(versions, "news@1", "news@2")
    floors = {a["case"]: a["floor"] for a in found["articles"]}
    assert floors["quay"] == 1.0
    assert 0 < floors["bridge"] < 1
    _, once = tree(versions, "news@1", "news@2", "--samples", "1")
    assert [a["floor"] for a in once["articles"]] == [None, None]


# --- references ---


def test_two_models_of_one_prompt(recorded: Project) -> None:
    outcome = recorded.record("--model", "relay/other", bridge=draft(OPENING))
    assert outcome.code == 0
    _, found = tree(recorded, "news@1", "--model", "relay/stub", "--model", "relay/other")
    assert (found["old"]["model"], found["new"]["model"]) == ("relay/stub", "relay/other")
    assert "lost" in kinds(found, "bridge")


def test_several_models_must_be_chosen_from(recorded: Project) -> None:
    recorded.record("--model", "relay/other")
    outcome = recorded.run("diff", "news@1", "news@1")
    assert outcome.code == 2
    assert "relay/other, relay/stub: say which with --model" in outcome.err


def test_one_version_alone_is_a_mistake(recorded: Project) -> None:
    outcome = recorded.run("diff", "news@1")
    assert outcome.code == 2
    assert "Compare news@1 with what?" in outcome.err


def test_files_of_results(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    for name in ("news@1", "news@2"):
        found = read_side(name, open_project()).results.values()
        lines = [each.samples[0].model_dump_json() for each in found]
        (versions.folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, found = tree(versions, "news@1.jsonl", "news@2.jsonl")
    assert code == 1
    assert "lost" in kinds(found, "bridge")
    assert found["prompt_diff"] == ""


BAD_FILES = [
    ("gone.jsonl", None, "can't be read"),
    ("empty.json", "", "is empty"),
    ("other.json", '{"a": 1}', "other.json:1: this is no result of summarize --format json"),
    ("broken.jsonl", '{"a": 1}\nnonsense', "broken.jsonl:1"),
    ("deep.json", "[" * 100_000, "nested too deep"),
]


@pytest.mark.parametrize(("name", "text", "said"), BAD_FILES, ids=[each[0] for each in BAD_FILES])
def test_a_file_that_holds_no_results(
    recorded: Project, name: str, text: str | None, said: str
) -> None:
    if text is not None:
        (recorded.folder / name).write_text(text, encoding="utf-8")
    outcome = recorded.run("diff", "news@1", name)
    assert outcome.code == 2
    assert said in outcome.err


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # fixed arguments


@pytest.fixture
def committed(recorded: Project) -> Project:
    """The recorded project as the first commit of a repository."""
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "First")
    return recorded


@pytest.mark.parametrize("reference", ["main:prompts/news@1.md", "HEAD:news@1"])
def test_a_git_revision_beside_the_working_tree(committed: Project, reference: str) -> None:
    committed.edit("prompts/news@1.md", "Use nothing but", "Use only")
    committed.record(bridge=draft(OPENING))
    code, found = tree(committed, reference, "news@1")
    assert code == 1
    assert found["old"]["label"] == reference
    assert "-Use nothing but the article." in found["prompt_diff"]
    assert reference.split(":", maxsplit=1)[0] + ":" in found["prompt_diff"]


BAD_REVISIONS = [
    ("main:elsewhere/news@1.md", "main has no elsewhere/news@1.md in git"),
    ("nowhere:news@1", "git knows no revision 'nowhere'"),
    ("main:prompts/other@1.md", "main has no prompts/other@1.md in git"),
]


@pytest.mark.parametrize(("reference", "said"), BAD_REVISIONS, ids=["folder", "revision", "file"])
def test_a_revision_that_is_not_there(committed: Project, reference: str, said: str) -> None:
    outcome = committed.run("diff", reference, "news@1")
    assert outcome.code == 2
    assert said in outcome.err


def test_a_stale_recording_of_a_revision_is_named_by_the_revision(committed: Project) -> None:
    committed.edit("seeds/quay.txt", "closed", "shut")
    git("commit", "-q", "-a", "-m", "Second")
    outcome = committed.run("diff", "main:news@1", "news@1")
    assert "main:seeds/quay.txt" in outcome.out
    assert "summarize-" not in outcome.out  # the name of its scratch folder


# --- what can't be compared ---


def test_a_version_that_was_never_recorded(versions: Project) -> None:
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 3
    assert "no article in common" in outcome.err
    assert "summarize record news@2" in outcome.err


def test_stale_recordings_are_left_out_and_said_and_never_exit_0(versions: Project) -> None:
    versions.record_prompt("news@2")
    versions.edit("seeds/quay.txt", "closed", "shut")
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 3
    assert "STALE" in outcome.out
    assert "summarize record news@2" in outcome.out
    assert "1 article" in outcome.out.splitlines()[0]


def test_a_pass_is_not_said_while_something_could_not_be_compared(versions: Project) -> None:
    for number in range(6):
        path = versions.folder / f"seeds/bridge-{number}.txt"
        path.write_text(f"The bridge opened on 3 May 2024.\n\nText {number}.\n", encoding="utf-8")
        expected = "required: [{id: opening, says: It opened., words: [opened]}]\n"
        path.with_name(f"bridge-{number}.expect.yaml").write_text(expected, encoding="utf-8")
    versions.record_prompt("news@1", "--rewrite", bridge=draft(OPENING))
    versions.record_prompt("news@2", bridge=draft(OPENING))
    assert versions.run("diff", "news@1", "news@2").out.splitlines()[2].startswith("PASS")
    versions.edit("seeds/quay.txt", "closed", "shut")
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 3
    assert "INCONCLUSIVE  Not everything was compared" in outcome.out


def test_a_claim_that_says_the_contrary_is_named(versions: Project) -> None:
    contrary = {**OPENING, "text": "The bridge did not open on 3 May 2024."}
    versions.record_prompt("news@2", bridge=draft(contrary, COST))
    outcome = versions.run("diff", "news@1", "news@2")
    said = " ".join(outcome.out.split())
    assert (
        "may say the contrary of before (a negation or a denial on one side, up for down): bridge c1."
        in said
    )


def test_a_case_that_only_one_version_has_is_said(versions: Project) -> None:
    versions.record_prompt("news@2", "--case", "bridge")
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 3
    assert "quay: no new result" in outcome.out


def test_an_unknown_case_is_refused(versions: Project) -> None:
    versions.record_prompt("news@2")
    outcome = versions.run("diff", "news@1", "news@2", "--case", "bride")
    assert outcome.code == 2
    assert "did you mean 'bridge'?" in outcome.err


def test_no_socket_is_opened(versions: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    versions.record_prompt("news@2")

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("diff opened a socket")

    monkeypatch.setattr("socket.socket", refuse)
    assert versions.run("diff", "news@1", "news@2").code == 0


# --- how it is shown ---


def test_unchanged_articles_are_counted_and_listed_on_demand(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING, DENIED))
    brief = versions.run("diff", "news@1", "news@2").out
    assert "quay" not in brief
    assert "1 article without a change" in brief
    assert "The quay closed on 4 June 2024." in versions.run("diff", "news@1", "news@2", "-v").out


def test_strict_fails_what_is_inconclusive(versions: Project) -> None:
    versions.record_prompt("news@2")
    outcome = versions.run("diff", "news@1", "news@2")
    assert (outcome.code, "INCONCLUSIVE" in outcome.out) == (0, True)
    assert versions.run("diff", "news@1", "news@2", "--strict").code == 1


def test_exit_zero_is_for_who_only_looks(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    assert versions.run("diff", "news@1", "news@2", "--exit-zero").code == 0


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_each_format_goes_to_a_file(versions: Project, form: str) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    outcome = versions.run("diff", "news@1", "news@2", "--format", form, "-o", "out")
    assert outcome.code == 1
    assert "REGRESSED" in outcome.out
    text = Path("out").read_text(encoding="utf-8")
    assert "The bridge cost 12 million euros" in text


def test_what_is_compared_is_not_written_over(versions: Project) -> None:
    lines = [result.model_dump_json() for result in results_of("news@1")]
    Path("a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    outcome = versions.run("diff", "a.jsonl", "a.jsonl", "-o", "a.jsonl")
    assert outcome.code == 2
    assert "would overwrite" in outcome.err
    assert len(Path("a.jsonl").read_text(encoding="utf-8").splitlines()) == len(lines)


def test_results_whose_offsets_were_changed_are_refused(versions: Project) -> None:
    tampered = json.loads(results_of("news@1")[0].model_dump_json())
    tampered["claims"][0]["evidence"][0]["end"] = 10**9
    tampered["claims"][0]["evidence"][0]["start"] = -5
    Path("a.jsonl").write_text(json.dumps(tampered), encoding="utf-8")
    outcome = versions.run("diff", "a.jsonl", "news@1")
    assert outcome.code == 2
    assert "changed after it was made" in outcome.err


def test_copies_of_a_result_are_no_samples(versions: Project) -> None:
    line = results_of("news@1")[0].model_dump_json()
    Path("a.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    _, found = tree(versions, "a.jsonl", "a.jsonl")
    assert found["articles"][0]["floor"] is None


def test_articles_are_the_same_by_their_text_whatever_their_titles(recorded: Project) -> None:
    old = results_of("news@1")[0]
    titled = old.article.model_copy(update={"title": "\x1b[31mOther"})
    for name, result in (("a", old), ("b", old.model_copy(update={"article": titled}))):
        (recorded.folder / f"{name}.jsonl").write_text(result.model_dump_json(), encoding="utf-8")
    shutil.rmtree("seeds")
    _, found = tree(recorded, "a.jsonl", "b.jsonl")
    assert len(found["articles"]) == 1


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"margin": -1}, "margin must be a share"),
    ({"margin": float("nan")}, "margin must be a share"),
    ({"samples": 0}, "samples must be at least 1"),
    ({"cases": "bridge"}, "write ['bridge']"),
]


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(("options", "said"), IMPOSSIBLE, ids=[str(i[0]) for i in IMPOSSIBLE])
def test_impossible_options_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        compare("news@1", "news@1", **options)


def test_a_file_that_cant_be_written_is_said(versions: Project) -> None:
    versions.record_prompt("news@2")
    outcome = versions.run("diff", "news@1", "news@2", "--format", "json", "-o", "no/where.json")
    assert outcome.code == 2
    assert "no/where.json can't be written" in outcome.err


def test_under_github_actions_the_step_summary_is_written(
    versions: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    versions.run("diff", "news@1", "news@2")
    assert "regressed" in Path("summary.md").read_text(encoding="utf-8")


def results_of(name: str) -> list[ArticleSummary]:
    return [each.samples[0] for each in read_side(name, open_project()).results.values()]


HOSTILE = "</summary><img src=x onerror=alert(1)> @everyone ``` [x](http://evil.example) | \x1b[31m"


@pytest.mark.usefixtures("recorded")
def test_markdown_escapes_what_comes_from_a_model() -> None:
    old = results_of("news@1")
    claims = [old[0].claims[0].model_copy(update={"text": HOSTILE}), *old[0].claims[1:]]
    new = [old[0].model_copy(update={"claims": tuple(claims)}), *old[1:]]
    text = comparison_markdown(compare_results(old, new))
    assert "<img" not in text
    assert "@everyone" not in text
    assert "http://evil" not in text
    assert "\x1b" not in text


@pytest.mark.usefixtures("recorded")
def test_markdown_is_cut_between_articles() -> None:
    old = results_of("news@1")
    new = [result.model_copy(update={"claims": ()}) for result in old]
    comparison = compare_results(old, new)
    whole = comparison_markdown(comparison)
    size = len(whole.encode()) - 150
    cut = comparison_markdown(comparison, most_bytes=size)
    assert len(cut.encode()) <= size
    assert "1 more changed article left out" in cut


@pytest.mark.usefixtures("recorded")
def test_results_in_hand_are_compared_without_a_project() -> None:
    old = results_of("news@1")
    comparison = compare_results(old, old, labels=("a", "b"))
    assert [article.is_changed for article in comparison.articles] == [False, False]
    assert (comparison.old.label, comparison.new.label) == ("a", "b")


def test_the_library_compares_as_the_command_does(versions: Project) -> None:
    versions.record_prompt("news@2", bridge=draft(OPENING), quay=GOOD["quay"])
    comparison = compare("news@1", "news@2")
    assert comparison.verdict.outcome == "regressed"
    assert comparison.verdict.hard == 3
    assert [article.case for article in comparison.articles] == ["bridge", "quay"]


def test_a_version_that_gives_no_answer_where_the_old_one_does_is_a_regression(
    versions: Project,
) -> None:
    versions.record_prompt("news@2", quay=draft(CLOSING))
    path = next((versions.folder / "cassettes/news@2").glob("*/quay.s1.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("finish_reason: stop", "finish_reason: length"), encoding="utf-8")
    outcome = versions.run("diff", "news@1", "news@2")
    assert outcome.code == 1
    assert "cut off" in outcome.out


# --- a judge ---


def judged(seen: Seen) -> JSON:
    """A judge's answer: all marks hold but "alone" of c1."""
    claims = [each["claim"] for each in asked(seen)]
    return answered(*(marks(name, *["alone"] * (name == "c1")) for name in claims))


@pytest.fixture
def judge(versions: Project) -> tuple[str, ...]:
    """Both versions recorded, and the options that ask a judge."""
    versions.record_prompt("news@2")
    versions.endpoint.script.clear()
    versions.endpoint.script.append(judged)
    return ("--judge", "relay/judge", "--record", "--base-url", versions.endpoint.url)


def test_a_judge_reports_beside_the_verdict_and_never_gates(
    versions: Project, judge: tuple[str, ...]
) -> None:
    code, plain = tree(versions, "news@1", "news@2")
    code_with, found = tree(versions, "news@1", "news@2", *judge)
    assert (code_with, found["verdict"]) == (code, plain["verdict"])
    shares = {metric["name"]: metric["new"] for metric in found["metrics"]}
    assert shares["judged entailed"] == 1.0
    assert shares["judged to stand alone"] == 0.25
    assert {each["claim"] for each in found["opinions"]} == {"c1"}


def test_what_was_judged_is_replayed_without_asking_again(
    versions: Project, judge: tuple[str, ...]
) -> None:
    versions.run("diff", "news@1", "news@2", *judge)
    versions.endpoint.close()
    outcome = versions.run("diff", "news@1", "news@2", *judge[:2], "-v")
    assert outcome.code == 0
    assert "judge: new c1 not understood alone: not alone" in outcome.out


@pytest.mark.usefixtures("judge")
def test_what_was_not_judged_is_said_with_the_command(versions: Project) -> None:
    outcome = versions.run("diff", "news@1", "news@2", "--judge", "relay/judge")
    assert outcome.code == 3
    assert "relay/judge has not judged this result yet" in " ".join(outcome.out.split())
    assert "--judge relay/judge --record" in outcome.out


def test_a_judge_that_fails_is_a_failure(versions: Project, judge: tuple[str, ...]) -> None:
    versions.endpoint.script.clear()
    versions.endpoint.script.append(failure(401))
    outcome = versions.run("diff", "news@1", "news@2", *judge)
    assert outcome.code != 0
    assert "FAILED" in outcome.err


def test_recording_needs_a_judge(versions: Project) -> None:
    outcome = versions.run("diff", "news@1", "news@2", "--record")
    assert outcome.code == 2
    assert "--judge MODEL" in outcome.err


def test_markdown_tells_what_the_judge_says(versions: Project, judge: tuple[str, ...]) -> None:
    outcome = versions.run("diff", "news@1", "news@2", *judge, "--format", "markdown", "-v")
    assert "judge: new c1 not understood alone: not alone" in outcome.out
