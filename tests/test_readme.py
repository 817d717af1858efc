"""The README's Python examples run, and print what it says they print."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = r"((?:(?!```).)*)```"  # up to its own end
EXAMPLES = re.findall(rf"```python\n{_BLOCK}\n\n```text\n{_BLOCK}", README, re.DOTALL)


@pytest.mark.parametrize(("code", "printed"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_the_readme_shows(
    code: str, printed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("seeds", "prompts", "cassettes"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)  # what an example writes is not the project's
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})  # noqa: S102  # the README is ours
    assert out.getvalue() == printed


def test_every_option_and_command_that_the_readme_names_exists() -> None:
    from summarize.cli import parsers

    known = "".join(parser.format_help() for parser in parsers().values())
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if "summarize " in line]
    options = {
        option
        for line in lines
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", line.partition("summarize ")[2])
    }
    assert {"--model", "--format", "--max-cost"} <= options
    assert [option for option in sorted(options) if option not in known] == []
