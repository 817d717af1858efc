from __future__ import annotations

from pathlib import Path

import pytest

from summarize.errors import PromptError
from summarize.prompt_lock import bump_prompt, check_lock, lock_path, lock_prompts
from summarize.prompts import Prompt, load_prompt, packaged_prompts

PROMPT = """\
---
id: news
version: {version}
status: {status}
description: For tests.
inputs: {{max_claims: 5}}
changelog:
  First
  version.
---
List at most {{{{ max_claims }}}} claims.
"""


def write(folder: Path, version: int = 1, status: str = "released", *, more: str = "") -> Prompt:
    path = folder / f"news@{version}.md"
    path.write_text(PROMPT.format(version=version, status=status) + more, encoding="utf-8")
    return load_prompt(path)


def problems(*prompts: Prompt) -> list[tuple[str, str]]:
    return [(problem.kind, problem.prompt) for problem in check_lock(prompts)]


def test_the_packaged_prompts_are_as_they_are_locked() -> None:
    folder = packaged_prompts()
    assert lock_path(folder).exists()
    prompts = [load_prompt(path) for path in sorted(folder.glob("*@*.md"))]
    assert check_lock(prompts) == []


def test_a_folder_without_a_lock_is_not_locked(tmp_path: Path) -> None:
    assert problems(write(tmp_path)) == []


def test_locking_names_what_is_new(tmp_path: Path) -> None:
    first = write(tmp_path)
    assert lock_prompts(tmp_path, [first]) == ["news@1"]
    assert lock_prompts(tmp_path, [first]) == []
    assert problems(first) == []


def test_a_draft_is_not_locked(tmp_path: Path) -> None:
    draft = write(tmp_path, status="draft")
    assert lock_prompts(tmp_path, [draft]) == []
    assert problems(draft) == []


def test_a_changed_released_prompt_is_told_to_become_a_version(tmp_path: Path) -> None:
    lock_prompts(tmp_path, [write(tmp_path)])
    [problem] = check_lock([write(tmp_path, more="Be brief.\n")])
    assert problem.kind == "changed"
    assert "news@1 is released but its text changed (sha256 " in problem.message
    assert problem.message.endswith("summarize prompts bump news")


def test_a_changed_description_is_no_change(tmp_path: Path) -> None:
    lock_prompts(tmp_path, [write(tmp_path)])
    path = tmp_path / "news@1.md"
    text = path.read_text(encoding="utf-8").replace("For tests.", "For all tests of this.")
    path.write_text(text, encoding="utf-8")
    assert problems(load_prompt(path)) == []


def test_a_locked_prompt_cant_be_a_draft_again(tmp_path: Path) -> None:
    lock_prompts(tmp_path, [write(tmp_path)])
    assert problems(write(tmp_path, status="draft")) == [("changed", "news@1")]


def test_a_released_prompt_has_to_be_in_the_lock(tmp_path: Path) -> None:
    first = write(tmp_path)
    lock_prompts(tmp_path, [first])
    assert problems(first, write(tmp_path, 2)) == [("unlocked", "news@2")]


def test_a_locked_prompt_has_to_be_there(tmp_path: Path) -> None:
    first, second = write(tmp_path), write(tmp_path, 2)
    lock_prompts(tmp_path, [first, second])
    assert problems(first) == [("gone", "news@2")]
    lock_prompts(tmp_path, [first])
    assert problems(first) == []


def test_a_retired_prompt_stays_locked(tmp_path: Path) -> None:
    lock_prompts(tmp_path, [write(tmp_path)])
    retired = write(tmp_path, status="retired")
    lock_prompts(tmp_path, [retired])
    assert problems(write(tmp_path, status="retired", more="x\n")) == [("changed", "news@1")]


def test_locking_never_takes_a_changed_text(tmp_path: Path) -> None:
    lock_prompts(tmp_path, [write(tmp_path)])
    before = lock_path(tmp_path).read_bytes()
    with pytest.raises(PromptError, match="its text changed"):
        lock_prompts(tmp_path, [write(tmp_path, more="x\n")])
    assert lock_path(tmp_path).read_bytes() == before


@pytest.mark.parametrize("text", ["[news@1", '["news@1"]\nsha256 = "12"\n', 'news = "x"\n'])
def test_a_damaged_lock_is_refused(tmp_path: Path, text: str) -> None:
    first = write(tmp_path)
    lock_path(tmp_path).write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=r"prompts\.lock.*version control"):
        check_lock([first])


def test_the_next_version_is_a_draft_with_the_same_text(tmp_path: Path) -> None:
    first = write(tmp_path)
    second = load_prompt(bump_prompt(first, tmp_path, versions=[1]))
    assert (second.id, second.status, second.changelog) == ("news@2", "draft", "")
    assert second.text_sha256 == first.text_sha256


def test_the_next_version_goes_on_from_the_last(tmp_path: Path) -> None:
    assert bump_prompt(write(tmp_path), tmp_path, versions=[1, 4]).name == "news@5.md"


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    first = write(tmp_path)
    write(tmp_path, 2)
    with pytest.raises(PromptError, match="exists already"):
        bump_prompt(first, tmp_path, versions=[1])
