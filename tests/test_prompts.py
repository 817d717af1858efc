from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from summarize.errors import PromptError
from summarize.prompts import list_prompts, load_prompt, packaged_prompts

HEAD = """\
id: brief
version: {version}
status: {status}
description: A brief.
inputs: {{max_claims: 5}}
"""


def write(
    folder: Path,
    version: int = 1,
    *,
    head: str = "",
    text: str = "At most {{ max_claims }}.",
    status: str = "released",
) -> Path:
    path = folder / f"brief@{version}.md"
    matter = head or HEAD.format(version=version, status=status)
    path.write_text(f"---\n{matter}---\n{text}\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))  # a checkout has ./prompts


def test_the_packaged_prompt_loads_by_name() -> None:
    prompt = load_prompt("article@1")
    assert (prompt.id, prompt.status) == ("article@1", "released")
    assert prompt.path.parent == packaged_prompts()


def test_a_bare_name_is_the_highest_released_version(tmp_path: Path) -> None:
    write(tmp_path, 1)
    write(tmp_path, 2)
    write(tmp_path, 3, status="draft")
    assert load_prompt("brief", prompts_dir=tmp_path).id == "brief@2"


def test_a_folder_can_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.setenv("SUMMARIZE_PROMPTS", str(tmp_path))
    assert {"article", "brief"} <= {prompt.name for prompt in list_prompts()}


def test_a_file_loads_by_its_path(tmp_path: Path) -> None:
    path = write(tmp_path)
    copy = path.rename(tmp_path / "mine.md")
    assert load_prompt(copy).id == load_prompt(str(copy)).id == "brief@1"


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = load_prompt(path)
    write(tmp_path, text="No more than {{ max_claims }} claims.")
    assert load_prompt(path).fingerprint() != before.fingerprint()


def test_a_pin_holds_while_nothing_changes(tmp_path: Path) -> None:
    write(tmp_path)
    pin = load_prompt("brief", prompts_dir=tmp_path).fingerprint()[:8]
    assert load_prompt(f"brief@1#{pin}", prompts_dir=tmp_path).id == "brief@1"
    write(tmp_path, text="Changed: {{ max_claims }}.")
    with pytest.raises(PromptError, match="since it was pinned"):
        load_prompt(f"brief@1#{pin}", prompts_dir=tmp_path)


def test_the_text_is_rendered_with_its_defaults(tmp_path: Path) -> None:
    prompt = load_prompt(write(tmp_path))
    assert prompt.render() == "At most 5."
    assert prompt.render(max_claims=3) == "At most 3."
    assert prompt.render(max_claims=None, language=None) == "At most 5."


def test_a_value_without_an_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match=r"no input 'language'; its inputs are max_claims"):
        load_prompt(write(tmp_path)).render(language="de")


def test_the_fingerprint_covers_text_parameters_inputs_and_schema(tmp_path: Path) -> None:
    class Other(BaseModel):
        """Another answer."""

    head = HEAD.format(version=1, status="released")
    seen = {load_prompt(write(tmp_path)).fingerprint()}
    seen.add(load_prompt(write(tmp_path)).fingerprint(Other))
    seen.add(load_prompt(write(tmp_path, text="At most {{ max_claims }}!")).fingerprint())
    seen.add(load_prompt(write(tmp_path, head=head.replace("5", "6"))).fingerprint())
    seen.add(
        load_prompt(write(tmp_path, head=head + "parameters: {temperature: 0}\n")).fingerprint()
    )
    assert len(seen) == 5


def test_the_fingerprint_ignores_what_no_model_sees(tmp_path: Path) -> None:
    head = HEAD.format(version=1, status="released")
    before = load_prompt(write(tmp_path)).fingerprint()
    after = load_prompt(write(tmp_path, head=head + "changelog: Said again.\n")).fingerprint()
    assert before == after


def test_two_texts_of_one_version_are_an_error(tmp_path: Path) -> None:
    text = (packaged_prompts() / "article@1.md").read_text(encoding="utf-8")
    (tmp_path / "article@1.md").write_text(text, encoding="utf-8")
    assert load_prompt("article@1", prompts_dir=tmp_path).path.parent == tmp_path
    (tmp_path / "article@1.md").write_text(text + "More.\n", encoding="utf-8")
    with pytest.raises(PromptError, match=r"two texts of article@1"):
        load_prompt("article@1", prompts_dir=tmp_path)


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        ("artikel", "Did you mean 'article'"),
        ("zzzzz", "There are: article"),
        ("article@99", r"There is no article@99; there are article@1"),
        ("Article 1!", "is not a prompt"),
        ("missing.md", "can't be read"),
    ],
)
def test_an_unknown_prompt_is_named_with_what_there_is(reference: str, says: str) -> None:
    with pytest.raises(PromptError, match=says):
        load_prompt(reference)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="does not exist"):
        load_prompt("article", prompts_dir=tmp_path / "none")


def test_a_draft_is_no_default(tmp_path: Path) -> None:
    write(tmp_path, status="draft")
    with pytest.raises(PromptError, match=r"name one: brief@1"):
        load_prompt("brief", prompts_dir=tmp_path)
    assert load_prompt("brief@1", prompts_dir=tmp_path).status == "draft"


BROKEN = [
    ("no-front-matter", "Just text.\n", r":1: a prompt file begins with front matter"),
    ("open-end", "---\nid: brief\n", r":1: a prompt file begins"),
    ("no-text", "---\nid: brief\n---\n\n", "no text after the front matter"),
    ("not-yaml", "---\nid: [brief\n---\nText.\n", r"brief@1.md:3: the front matter is not YAML"),
    (
        "alias",
        "---\nid: &a brief\nname: *a\n---\nText.\n",
        r"brief@1.md:3: the front matter has an alias \(\*a\)",
    ),
    ("not-a-mapping", "---\n- a\n---\nText.\n", "front matter"),
    ("missing-key", "---\nid: brief\n---\nText.\n", "has no 'version'"),
    (
        "unknown-key",
        "---\n"
        + HEAD.format(version=1, status="released")
        + "descripton: x\n---\n{{ max_claims }}\n",
        r"unknown key 'descripton'; did you mean 'description'",
    ),
    (
        "unknown-parameter",
        "---\n"
        + HEAD.format(version=1, status="released")
        + "parameters: {foo: 1}\n---\n{{ max_claims }}\n",
        r"unknown key 'parameters.foo'; known keys are max_output_tokens",
    ),
    (
        "bad-status",
        "---\n" + HEAD.format(version=1, status="final") + "---\n{{ max_claims }}\n",
        "status: Input should be",
    ),
    (
        "other-version",
        "---\n" + HEAD.format(version=2, status="released") + "---\n{{ max_claims }}\n",
        "the file's name says brief@1, its front matter brief@2",
    ),
    (
        "undeclared-variable",
        "---\n"
        + HEAD.format(version=1, status="released")
        + "---\nAt most {{ max_claims }}\n{{ articel }}\n",
        r"brief@1.md:9: the text uses 'articel'",
    ),
    (
        "unused-input",
        "---\n" + HEAD.format(version=1, status="released") + "---\nNo variables.\n",
        "'max_claims' is never used",
    ),
    (
        "template-syntax",
        "---\n" + HEAD.format(version=1, status="released") + "---\nOne.\n{% if %}\n",
        r"brief@1.md:9: ",
    ),
]


@pytest.mark.parametrize(("text", "says"), [row[1:] for row in BROKEN], ids=[r[0] for r in BROKEN])
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "brief@1.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=says):
        load_prompt(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "brief@1.md"
    path.write_bytes(b"---\n\xff\xfe")
    with pytest.raises(PromptError, match="UTF-8"):
        load_prompt(path)
    path.write_bytes(b"x" * 300_000)
    with pytest.raises(PromptError, match="at most 256,000"):
        load_prompt(path)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("{{ max_claims.__class__.__mro__ }}", "an attribute"),
        ("{{ max_claims['real'] }}", "an index"),
        ("{% for n in range(9) %}{{ max_claims }}{% endfor %}", "a loop"),
        ("{{ range(max_claims) }}", "a call"),
        ("{{ lipsum(max_claims) }}", "a call"),
        ("{{ 'x' * max_claims }}", "mul"),
        ("{{ 9 ** max_claims }}", "pow"),
        ("{{ '%99d' % max_claims }}", "mod"),
        ("{{ max_claims ~ max_claims }}", "~"),
        ("{% set x = max_claims %}{{ x }}", "set"),
        ("{{ max_claims | center(99) }}", "the filter 'center'"),
        ("{% macro m() %}{{ max_claims }}{% endmacro %}", "macro"),
        ("{% include 'x' %}{{ max_claims }}", "include"),
        ("{{ -max_claims }}", "neg"),
    ],
)
def test_a_template_only_shows_and_decides(tmp_path: Path, text: str, has: str) -> None:
    with pytest.raises(PromptError, match=re.escape(f":8: the text has {has}. A prompt shows")):
        load_prompt(write(tmp_path, text=text))


@pytest.mark.parametrize("nested", ["{{ " + "(" * 400, "{% if max_claims %}" * 2000])
def test_a_template_that_is_nested_too_deep_is_refused(tmp_path: Path, nested: str) -> None:
    with pytest.raises(PromptError):
        load_prompt(write(tmp_path, text=nested))


def test_what_templates_need_is_there(tmp_path: Path) -> None:
    text = (
        "{% if max_claims >= 3 and max_claims not in [4, 7] %}Up to {{ max_claims | string | upper }}"
        "{% elif max_claims is none %}{% else %}Few{% endif %}{# why #} {% raw %}{{ }}{% endraw %}"
    )
    prompt = load_prompt(write(tmp_path, text=text))
    assert prompt.render(max_claims=5) == "Up to 5 {{ }}"
    assert prompt.render(max_claims=4) == "Few {{ }}"


def test_a_value_that_a_template_can_not_compare_is_an_error(tmp_path: Path) -> None:
    prompt = load_prompt(write(tmp_path, text="{% if max_claims > 3 %}Many{% endif %}"))
    with pytest.raises(PromptError, match="can't be rendered"):
        prompt.render(max_claims="many")
