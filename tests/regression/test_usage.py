"""Options that say nothing, or say it in the wrong place, are refused; what is no fault is none."""

from __future__ import annotations

import pytest

from summarize.regression.project import open_project
from summarize.regression.sides import read_side
from tests.regression.support import OPENING, Project
from tests.support import draft


@pytest.fixture
def versions(recorded: Project) -> Project:
    """The recorded project with a second version of its prompt."""
    recorded.run("prompts", "bump", "news")
    recorded.edit("prompts/news@2.md", "nothing but", "only")
    recorded.record_prompt("news@2", bridge=draft(OPENING))
    return recorded


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--judge", ""), "--judge is empty"),
        (("--base-url", "http://127.0.0.1:1"), "--base-url is about a judge that is asked"),
        (("--provenance", "x"), "--provenance is about a judge that is asked"),
        (("--record",), "--record asks a judge"),
        (("--max-bytes", "9"), "--max-bytes cuts Markdown"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(
    versions: Project, options: tuple[str, ...], says: str
) -> None:
    outcome = versions.run("diff", "news@1", "news@2", *options)
    assert outcome.code == 2
    assert says in outcome.err


def test_a_revision_outside_a_repository_says_so(
    recorded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(recorded.folder.parent))
    outcome = recorded.run("diff", "HEAD:news@1", "news@1")
    assert outcome.code == 2
    assert "git finds no repository here, so there is no revision 'HEAD'" in outcome.err


@pytest.mark.parametrize("command", [("check",), ("diff", "news@1", "news@2", "--exit-zero")])
def test_a_step_summary_that_can_not_be_written_is_told_and_no_failure(
    versions: Project, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    before = versions.run(*command)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/such/folder/summary.md")
    outcome = versions.run(*command)
    assert (outcome.code, outcome.out) == (before.code, before.out)
    assert "GITHUB_STEP_SUMMARY (no/such/folder/summary.md) can't be written" in outcome.err


def test_cases_of_result_files_need_no_seeds(versions: Project) -> None:
    for name in ("news@1", "news@2"):
        found = read_side(name, open_project()).results.values()
        lines = [each.samples[0].model_dump_json() for each in found]
        (versions.folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    files = ("news@1.jsonl", "news@2.jsonl")
    assert versions.run("diff", *files, "--case", "quay").code == 0
    (versions.folder / "seeds").rename(versions.folder / "elsewhere")
    named = min(read_side(files[0], open_project()).results)
    outcome = versions.run("diff", *files, "--case", named)
    assert "1 article" in outcome.out
    outcome = versions.run("diff", *files, "--case", "nothing")
    assert outcome.code == 2
    assert "news@1.jsonl has no article 'nothing'; there are: " in outcome.err
