"""The documentation's examples run and print what it shows; its references leave nothing out."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shlex
from pathlib import Path

import pytest

import summarize
from summarize.cli import main, parsers

ROOT = Path(__file__).parents[1]
DOCS = ROOT / ".docs"
MADE = ("api.md", "cli.md", "checks.md")
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((DOCS / "pages").glob("*.md"))
    if path.name not in MADE
}
_BLOCK = r"((?:(?!```).)*)```"  # up to its own end
EXAMPLES = [
    pytest.param(code, printed, id=f"{name}-{number}")
    for name, text in PAGES.items()
    for number, (code, printed) in enumerate(
        re.findall(rf"```python\n{_BLOCK}\n\n```text\n{_BLOCK}", text, re.DOTALL)
    )
]
SESSIONS = [
    pytest.param(*found, id=f"{name}-{number}")
    for name, text in PAGES.items()
    for number, found in enumerate(re.findall(rf"```console\n\$ (.*?)\n{_BLOCK}", text, re.DOTALL))
]
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="the documentation is not here")


@pytest.fixture(autouse=True)
def _project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder with the project's prompts, cases and recordings, in which an example may write."""
    for name in ("seeds", "prompts", "cassettes"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_an_example_prints_what_its_page_shows(code: str, printed: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        compiled = compile(code, "example", "exec", dont_inherit=True)
        exec(compiled, {"__name__": "example"})  # noqa: S102  # the pages are ours
    assert out.getvalue() == printed


@pytest.mark.parametrize(("command", "shown"), SESSIONS)
def test_a_session_shows_what_its_page_shows(
    command: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(shlex.split(command)[1:])
    out = capsys.readouterr().out
    pattern = re.escape(shown.strip()).replace("…", ".*")  # … stands for what is left out
    assert re.search(pattern, out, re.DOTALL), out


def test_the_pages_show_examples_and_sessions() -> None:
    assert len(EXAMPLES) > 12
    assert len(SESSIONS) > 3


def test_every_public_name_and_command_has_its_place() -> None:
    made = runpy.run_path(str(DOCS / "generate.py"))
    api = made["api_page"]()
    assert [name for name in summarize.__all__ if f"\n::: summarize.{name}\n" not in api] == []
    cli = made["cli_page"]()
    assert [name for name in parsers() if f"## summarize {name or 'FILE'}\n" not in cli] == []
    assert "figure-not-in-evidence" in made["checks_page"]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_option_that_a_page_names_exists(name: str) -> None:
    known = "".join(parser.format_help() for parser in parsers().values())
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", PAGES[name], re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if "summarize " in line]
    options = {
        option
        for line in lines
        for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", line.partition("summarize ")[2])
    }
    assert [option for option in sorted(options) if option not in known] == []
