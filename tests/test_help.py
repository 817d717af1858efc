"""Every command explains itself in the same way, and says what was meant."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from summarize.cli import main, parsers

ROOT = Path(__file__).parents[1]
PARSERS = parsers()
NAMES = sorted(PARSERS)
GROUPS = ("prompts", "cassettes")  # they only hold commands


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_a_help_page_fits_in_80_columns(name: str) -> None:
    page = PARSERS[name].format_help()
    # An example must stand in one line to be copied.
    wide = [line for line in page.splitlines() if len(line) > 80 and "  summarize " not in line]
    assert wide == []


def test_a_wide_terminal_gets_no_endless_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    assert max(map(len, PARSERS[""].format_help().splitlines())) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_a_help_page_has_its_parts(name: str) -> None:
    page = PARSERS[name].format_help()
    assert page.startswith("usage: summarize")
    assert "\nexamples:\n  " in page
    assert name in GROUPS or "\nexit codes:\n  0" in page


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained(name: str) -> None:
    unexplained = [
        each.option_strings or each.dest for each in PARSERS[name]._actions if not each.help
    ]
    assert not [each for each in unexplained if each not in ("==SUPPRESS==", [])] or name in GROUPS


def test_an_option_takes_the_same_everywhere() -> None:
    metavars = defaultdict(set)
    for parser in PARSERS.values():
        for action in parser._get_optional_actions():
            if action.nargs != 0 and action.choices is None:
                metavars[action.option_strings[-1]].add(str(action.metavar))
    assert {name: found for name, found in metavars.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_examples_name_what_there_is(name: str) -> None:
    page = PARSERS[name].format_help().partition("\nexamples:\n")[2].partition("\n\n")[0]
    for line in re.findall(r"(?:^  |\| |\()(summarize [^|>)]*)", page, re.MULTILINE):
        words = line.split()[1:]
        command = next(each for each in (" ".join(words[:2]), words[0], "") if each in PARSERS)
        known = {o for action in PARSERS[command]._actions for o in action.option_strings}
        assert {word.partition("=")[0] for word in words if re.match("--?[a-z]", word)} <= known


def test_the_main_page_names_every_command() -> None:
    page = PARSERS[""].format_help().partition("\nother commands")[2].partition("\n\n")[0]
    listed = re.findall(r"^  ([a-z]+) ", page, re.MULTILINE)
    assert sorted(listed) == sorted([*(name for name in NAMES if name and " " not in name), "help"])


def test_every_variable_that_is_read_is_documented() -> None:
    pages = "".join(parser.format_help() for parser in PARSERS.values())
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "summarize").rglob("*.py")
    )
    read = set(
        re.findall(r"""(?:environ(?:\.get\(|\[)|_first\([^,]*, )["']([A-Z_]+)["']""", source)
    )
    assert {"SUMMARIZE_MODEL", "OPENAI_API_KEY"} <= read
    # Of the plugin and of the terminal, not of the command.
    assert {name for name in read if name not in pages} <= {
        "CI",
        "COLUMNS",
        "TERM",
        "PYTEST_ADDOPTS",
    }


def test_help_is_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, start in (
        (["help"], "usage: summarize [-h]"),
        (["help", "diff"], "usage: summarize diff"),
        (["help", "prompts", "bump"], "usage: summarize prompts bump"),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 0
        assert capsys.readouterr().out.startswith(start)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["help", "nothing"], "there is no command 'nothing'; there are: audit, batch,"),
        (
            ["chekc"],
            "no file is called 'chekc', and there is no command 'chekc'; did you mean summarize check?",
        ),
        (["recrod", "--samples", "3"], "did you mean summarize record?"),
        (["--format", "json", "doctor"], "doctor is a command, and goes first: summarize doctor"),
    ],
)
def test_a_mistyped_command_is_told(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert (out, err.count("\n")) == ("", 1)


def test_a_file_whose_name_is_like_a_command_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "chekc").write_text("The bridge opened on 3 May 2024.\n", encoding="utf-8")
    assert main(["chekc", "--model", "embedded"]) == 0
    assert "The bridge opened" in capsys.readouterr().out


def test_a_name_that_is_like_no_command_is_a_missing_file(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["article", "--model", "embedded"]) == 1
    assert "command" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.txt", "--modell", "x"], "unrecognized arguments: --modell x; did you mean --model?"),
        (["batch", "a", "--out", "b", "--max-costs", "1"], "did you mean --max-cost?"),
        (["a.txt", "--zzz"], "unrecognized arguments: --zzz\n"),
    ],
)
def test_a_mistyped_option_is_told(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.splitlines()[-1].startswith("All options: summarize ")


def test_help_needs_no_event_loop_and_no_other_command() -> None:
    code = (
        "import sys\n"
        "from summarize.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'asyncio', 'ssl', 'pydantic', 'summarize.cli_batch'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)  # noqa: S603  # ours


def test_parsers_are_made_anew() -> None:
    """Whoever changes one (a documentation, a completion) changes no other."""
    one, other = parsers(), parsers()
    assert one[""] is not other[""]
    assert all(isinstance(parser, argparse.ArgumentParser) for parser in one.values())
