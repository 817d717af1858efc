from __future__ import annotations

import subprocess
import sys

import pytest

from tests.regression.support import Project


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--case", "nothing"),
        ("check", "nothing"),
        ("check", "--seeds", "nowhere"),
        ("record", "nothing", "--model", "relay/stub", "--base-url", "http://127.0.0.1:1"),
        ("record", "news"),
        ("prompts", "show", "nothing"),
        ("prompts", "lock", "--check"),
        ("accept", "news", "-m", " "),
    ],
    ids=" ".join,
)
def test_wrong_usage_has_a_code_of_its_own(recorded: Project, command: tuple[str, ...]) -> None:
    outcome = recorded.run(*command)
    assert outcome.code == 2
    assert outcome.err.startswith("summarize: ")


@pytest.mark.parametrize(
    "command", [("check", "--nothing"), ("prompts",), ("record", "--samples", "0")]
)
def test_an_unknown_option_is_wrong_usage(project: Project, command: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        project.run(*command)
    assert stopped.value.code == 2


def test_a_file_named_like_a_command_is_a_path(project: Project) -> None:
    (project.folder / "check").write_text("The bridge opened on 3 May 2024.\n", encoding="utf-8")
    outcome = project.run("./check", "--model", "embedded", "--format", "json")
    assert outcome.code == 0
    assert "The bridge opened" in outcome.out


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["record", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from summarize.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "heavy = {'pydantic', 'yaml', 'jinja2', 'openai', 'vcr', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)  # noqa: S603  # ours


def test_prompts_are_listed_with_status_and_place(project: Project) -> None:
    out = project.run("prompts", "list").out
    assert "news@1           released" in out
    assert "prompts/news@1.md" in out


def test_a_prompt_is_shown_as_its_model_gets_it(project: Project) -> None:
    out = project.run("prompts", "show", "news").out
    assert "parameters  max_output_tokens 4000" in out
    assert out.endswith(
        "You read one article.\nList at most 5 claims.\nUse nothing but the article.\n"
    )


def test_two_versions_are_compared_line_by_line(project: Project) -> None:
    project.run("prompts", "bump", "news")
    project.edit("prompts/news@2.md", "nothing but", "only")
    out = project.run("prompts", "diff", "news@1", "news@2").out
    assert "-Use nothing but the article.\n+Use only the article.\n" in out


def test_a_bumped_prompt_is_a_draft_of_the_next_version(project: Project) -> None:
    outcome = project.run("prompts", "bump", "news")
    assert outcome.code == 0
    assert "summarize record news@2" in outcome.out
    text = (project.folder / "prompts/news@2.md").read_text(encoding="utf-8")
    assert "version: 2\nstatus: draft\n" in text


def test_the_lock_is_written_and_checked(project: Project) -> None:
    assert project.run("prompts", "lock").code == 0
    assert project.run("prompts", "lock", "--check").code == 0
    project.edit("prompts/news@1.md", "nothing but", "only")
    outcome = project.run("prompts", "lock", "--check")
    assert outcome.code == 3
    assert "summarize prompts bump news" in outcome.out


def test_recordings_are_listed_with_their_state(recorded: Project) -> None:
    recorded.edit("seeds/bridge.txt", "Nobody", "No one")
    lines = recorded.run("cassettes", "ls").out.splitlines()
    assert [line.split()[0] for line in lines] == ["stale", "fresh"]
    assert "100 in, 20 out, price unknown" in lines[0]


def test_without_recordings_nothing_is_listed(project: Project) -> None:
    assert project.run("cassettes", "ls").code == 5


def test_pruning_lists_first_and_deletes_when_told(recorded: Project) -> None:
    (recorded.folder / "seeds/quay.txt").unlink()
    path = recorded.cassette("quay")
    assert "1 recording to delete" in recorded.run("cassettes", "prune").out
    assert path.exists()
    assert "1 recording deleted" in recorded.run("cassettes", "prune", "--yes").out
    assert not path.exists()


def test_pruning_keeps_what_is_stale(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    recorded.run("cassettes", "prune", "--yes")
    assert recorded.cassette().exists()


def test_sound_recordings_are_verified_in_silence(recorded: Project) -> None:
    outcome = recorded.run("cassettes", "verify")
    assert (outcome.code, outcome.out) == (0, "")


def test_an_edited_request_is_found(recorded: Project) -> None:
    path = recorded.cassette()
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("You read one article.", "You read two articles."), encoding="utf-8"
    )
    outcome = recorded.run("cassettes", "verify")
    assert outcome.code == 3
    assert "record it again" in outcome.out


def test_a_secret_in_a_recording_is_found(
    recorded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_TOKEN", "The bridge opened on 3 May 2024.")
    outcome = recorded.run("cassettes", "verify")
    assert outcome.code == 4
    assert "OTHER_TOKEN" in outcome.out


def test_a_recording_that_cant_be_read_is_found(recorded: Project) -> None:
    recorded.cassette().write_text("manifest: 3\n", encoding="utf-8")
    outcome = recorded.run("cassettes", "verify")
    assert outcome.code == 3
    assert "bridge.s1.yaml" in outcome.out


def test_a_file_that_cant_be_written_is_said(recorded: Project) -> None:
    outcome = recorded.run("check", "--junit", "nowhere/out.xml")
    assert outcome.code == 2
    assert "nowhere/out.xml can't be written" in outcome.err


def test_a_changed_prompt_is_to_be_restored_after_its_bump(project: Project) -> None:
    project.run("prompts", "lock")
    project.edit("prompts/news@1.md", "nothing but", "only")
    out = project.run("prompts", "bump", "news").out
    assert "restore it, e.g. with git checkout -- prompts/news@1.md" in out


@pytest.mark.parametrize("amount", ["-1", "nan", "inf", "much"])
def test_a_limit_is_an_amount(project: Project, amount: str) -> None:
    with pytest.raises(SystemExit):
        project.run("record", "news", f"--max-cost={amount}")
    assert "is not an amount of US dollars" in project.capsys.readouterr().err


def test_a_recording_at_the_wrong_place_is_found(recorded: Project) -> None:
    path = recorded.cassette()
    path.rename(path.with_name("arch.s1.yaml"))
    outcome = recorded.run("cassettes", "verify")
    assert outcome.code == 3
    assert "move it there" in outcome.out
