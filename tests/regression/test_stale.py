from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from summarize import draft
from summarize.cassettes import Recording, read_recording, write_recording
from summarize.prompts import load_prompt
from tests.regression.support import COST, WRONG_COST, Project
from tests.support import JSON, completion
from tests.support import draft as draft_of


def stale(project: Project) -> str:
    outcome = project.run("cassettes", "stale")
    assert outcome.code == 3
    return outcome.out


def test_nothing_is_stale_right_after_recording(recorded: Project) -> None:
    outcome = recorded.run("cassettes", "stale")
    assert (outcome.code, outcome.out) == (0, "")


def test_a_changed_line_of_the_prompt_is_shown_at_its_place(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but the article", "only the article")
    out = stale(recorded)
    assert "prompts/news@1.md:11\n" in out
    assert "      - Use nothing but the article.\n" in out
    assert "      + Use only the article.\n" in out


def test_an_added_line_has_no_old_one(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "Use nothing", "Be brief.\nUse nothing")
    out = stale(recorded)
    assert "prompts/news@1.md:11\n      + Be brief.\n" in out


def test_a_changed_input_points_to_the_front_matter(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "max_claims: 5", "max_claims: 7")
    out = stale(recorded)
    assert "prompts/news@1.md:7\n      - List at most 5 claims.\n" in out
    assert "      + List at most 7 claims.\n" in out


def test_a_changed_parameter_points_to_the_front_matter(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "tokens: 4000", "tokens: 3000")
    out = stale(recorded)
    assert "prompts/news@1.md:6\n      - max_output_tokens: 4000\n" in out
    assert "      + max_output_tokens: 3000\n" in out


def test_an_added_parameter_shows_that_there_was_none(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "tokens: 4000", "tokens: 4000, temperature: 0.5")
    assert "      - temperature: None\n      + temperature: 0.5\n" in stale(recorded)


def test_a_branch_that_is_not_rendered_counts_too(project: Project) -> None:
    project.edit(
        "prompts/news@1.md", "Use nothing", "{% if max_claims > 90 %}Be long.{% endif %}Use nothing"
    )
    project.record()
    project.edit("prompts/news@1.md", "Be long.", "Be very long.")
    assert "prompts/news@1.md  a part that these cases don't render\n" in stale(project)


def test_a_title_of_the_page_counts_as_article(project: Project) -> None:
    text = (project.folder / "seeds/bridge.txt").read_text(encoding="utf-8")
    (project.folder / "seeds/bridge.txt").write_text(f"{text}\n", encoding="utf-8")
    project.record()
    (project.folder / "seeds/bridge.txt").write_text(text, encoding="utf-8")
    assert "seeds/bridge.txt  a part that is not the article's own text" in stale(project)


def test_three_changes_are_shown_and_the_rest_is_counted(recorded: Project) -> None:
    def older(claim: JSON) -> None:
        for field in ("text", "speaker", "role", "quote", "when"):
            claim["properties"][field]["description"] = "Older words."

    other_schema(recorded.cassette(), older)
    out = stale(recorded)
    assert out.count("Older words.") == 3
    assert "and 2 more changes of the schema" in out


def test_a_description_may_change(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "For tests.", "For all tests.")
    assert recorded.run("cassettes", "stale").code == 0


def test_a_long_line_is_cut_around_the_change(project: Project) -> None:
    project.edit("prompts/news@1.md", "Use nothing", f"{'Be good. ' * 40}Use nothing")
    project.record()
    project.edit("prompts/news@1.md", "nothing but", "only")
    changed = [line for line in stale(project).split("\n") if line.startswith("      -")]
    assert len(changed) == 1
    assert len(changed[0]) < 120
    assert "Use nothing but the article." in changed[0]


def test_a_changed_article_shows_its_sentence_and_line(recorded: Project) -> None:
    recorded.edit("seeds/bridge.txt", "Nobody was", "Two were")
    out = stale(recorded)
    assert "seeds/bridge.txt:3\n" in out
    assert "      - [3] Nobody was hurt.\n" in out
    assert "--case bridge" in out


def other_schema(path: Path, edit: Callable[[JSON], object]) -> None:
    """Make a recording one of an older draft model, with another schema of a claim."""
    recording = read_recording(path)
    body = json.loads(recording.interactions[0].request)
    edit(body["response_format"]["json_schema"]["schema"]["$defs"]["ClaimDraft"])
    first = replace(recording.interactions[0], request=json.dumps(body).encode())
    manifest = recording.manifest.model_copy(update={"schema_sha256": "0" * 64})
    write_recording(path, Recording(manifest, (first,)))


@pytest.mark.parametrize(
    ("edit", "source", "change"),
    [
        (
            lambda claim: claim["properties"]["role"].update(description="Older words."),
            "    role: ",
            "ClaimDraft.role.description\n      - Older words.\n      + The speaker's role",
        ),
        (
            lambda claim: claim.update(description="An older docstring."),
            "class ClaimDraft(",
            "ClaimDraft.description\n      - An older docstring.\n      + One checkable",
        ),
        (
            lambda claim: claim["properties"].pop("when"),
            "    when: ",
            'ClaimDraft.when\n      + {"anyOf": ',
        ),
        (
            lambda claim: claim["properties"].update(tone={"type": "string"}),
            "class ClaimDraft(",
            'ClaimDraft.tone\n      - {"type": "string"}\n',
        ),
    ],
    ids=["field", "docstring", "added", "removed"],
)
def test_a_changed_draft_model_is_shown_at_its_place(
    recorded: Project, edit: Callable[[JSON], object], source: str, change: str
) -> None:
    for case in ("bridge", "quay"):
        other_schema(recorded.cassette(case), edit)
    out = stale(recorded)
    lines = Path(draft.__file__).read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if line.startswith(source))
    assert f"draft.py:{number}  {change}" in out
    assert "1 more recording is stale for the same reason." in out


def test_a_new_repair_prompt_makes_stale_what_was_repaired(project: Project) -> None:
    repaired = {"item": "claims[0]", "dropped": None, "claim": COST}
    answers = [draft_of(WRONG_COST), {"summary": [], "claims": [repaired]}]
    project.endpoint.script.extend(map(completion, answers))
    assert project.run("record", "news", "--case", "bridge", *project.where).code == 0
    project.record("--case", "quay")
    text = load_prompt("repair@1").path.read_text(encoding="utf-8")
    newer = text.replace("version: 1", "version: 2").replace("Another reader", "Somebody")
    (project.folder / "prompts/repair@2.md").write_text(newer, encoding="utf-8")
    out = stale(project)
    assert "  recorded 2" in out
    assert " with repair " in out
    assert "prompts/repair@2.md:10\n      - Another reader" in out
    assert "more recording" not in out


def test_a_stale_recording_that_is_damaged_too_is_still_told(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    path = recorded.cassette()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: 200", "status: two hundred"), encoding="utf-8")
    assert "bridge.s1.yaml:" in stale(recorded)


def test_a_schema_hash_without_a_visible_change_is_told(recorded: Project) -> None:
    other_schema(recorded.cassette(), lambda _: None)
    assert "a part of the request that isn't shown here" in stale(recorded)


def test_recordings_with_one_cause_are_told_once(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    out = stale(recorded)
    assert out.count("STALE") == 1
    assert "1 more recording is stale for the same reason." in out


def test_the_way_out_names_command_count_and_price(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    out = stale(recorded)
    assert (
        "→ record again:  summarize record news@1 --model relay/stub --base-url URL"
        "  (2 recordings, price unknown)\n" in out
    )
    assert "→ make it a new version:  summarize prompts bump news" in out


def test_a_known_price_is_that_of_the_recordings(recorded: Project) -> None:
    for case in ("bridge", "quay"):
        path = recorded.cassette(case)
        recording = read_recording(path)
        manifest = recording.manifest.model_copy(update={"cost": 0.03})
        write_recording(path, Recording(manifest, recording.interactions))
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    assert "(2 recordings, about $0.06)" in stale(recorded)


def test_a_locked_prompt_is_not_to_be_recorded_again(recorded: Project) -> None:
    assert recorded.run("prompts", "lock").code == 0
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    out = stale(recorded)
    assert "record again" not in out
    assert "summarize prompts bump news" in out


def test_a_stale_recording_is_reported_without_a_client_library(recorded: Project) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    code = (
        "import sys\n"
        "from summarize.cli import main\n"
        "code = main(['check'])\n"
        "heavy = {'openai', 'instructor', 'vcr', 'httpx2', 'tenacity'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code],
        cwd=recorded.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert "STALE  news@1" in done.stdout


@pytest.mark.parametrize("command", [("check",), ("check", "news@1"), ("cassettes", "stale")])
def test_stale_recordings_have_a_code_of_their_own(
    recorded: Project, command: tuple[str, ...]
) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    assert recorded.run(*command).code == 3


def test_the_command_records_as_many_samples_as_there_were(project: Project) -> None:
    project.record("--samples", "2")
    project.edit("seeds/bridge.txt", "3 May", "4 May")
    outcome = project.run("cassettes", "stale")
    assert outcome.code == 3
    assert "--samples 2" in outcome.out
