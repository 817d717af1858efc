"""What the keys complete, in the shells themselves."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarize.cli import main, parsers
from summarize.completion import completion_script
from summarize.completion.words import read_commands

END = "@end@"
_ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")
Complete = Callable[[str], set[str]]


class Shell:
    """An interactive shell in a terminal of its own."""

    def __init__(self, command: list[str], folder: Path, set_up: str) -> None:
        self._master, slave = pty.openpty()
        environment = {
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "2000",
        }
        self._process = subprocess.Popen(  # noqa: S603  # a shell of this machine
            command,
            cwd=folder,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        (folder / ".set_up").write_text(set_up, encoding="utf-8")
        self._said(f". ./.set_up; echo {END[:2]}''{END[2:]}\n")

    def _said(self, keys: str) -> str:
        os.write(self._master, keys.encode())
        said, until = "", time.monotonic() + 30
        while END not in said:
            assert time.monotonic() < until, said
            if select.select([self._master], [], [], 0.2)[0]:
                said += os.read(self._master, 65536).decode(errors="replace")
        return _ANSI.sub("", said)

    def words(self, line: str, insert: str) -> set[str]:
        """All that completes the line, by a key that inserts every match."""
        said = self._said(f"{line}{insert}\x01shown \n")
        given: list[str] = re.findall(r"<(.*?)>", said.rpartition("@begin@")[2])
        return set(given[len(line.rpartition(" ")[0].split()) :]) - {""}

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)


SHOWN = f"shown() {{ printf '%s' '@begin@'; printf '<%s>' \"$@\"; echo '{END}'; }}\n"
SET_UP = {
    "bash": f"PS1='' PS2=''; set +o history; bind 'set completion-query-items -1'; {SHOWN}",
    "zsh": "PS1='' PS2=''; unsetopt zle_bracketed_paste prompt_sp beep; autoload -U compinit; "
    "compinit -u -D; zle -C all complete-word _generic; bindkey -e; bindkey '^Xa' all; "
    "zstyle ':completion:all:*' completer _all_matches _complete; "
    "zstyle ':completion:all:*' insert true; zstyle ':completion:*' list-prompt ''; LISTMAX=-1\n"
    f"{SHOWN}",
}
COMMANDS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
KEYS = {"bash": "\x1b*", "zsh": "\x18a"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two prompts and two cases."""
    made = tmp_path_factory.mktemp("project")
    for name in (
        "prompts/article@1.md",
        "prompts/news@12.md",
        "seeds/bridge.txt",
        "seeds/quay.txt",
    ):
        path = made / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (made / "my story.txt").touch()
    (made / "old.jsonl").touch()
    return made


@pytest.fixture(scope="module", params=["bash", "zsh", "fish"])
def complete(request: pytest.FixtureRequest, folder: Path) -> Iterator[Complete]:
    """What completes a line, in one of the shells."""
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    script = folder / f".completion.{name}"
    script.write_text(completion_script(name, parsers()), encoding="utf-8")
    if name == "fish":
        yield lambda line: fish(line, script)
        return
    shell = Shell(COMMANDS[name], folder, f"{SET_UP[name]}. ./{script.name}\n")
    yield lambda line: shell.words(line, KEYS[name])
    shell.close()


def fish(line: str, script: Path) -> set[str]:
    command = ["fish", "--no-config", "-c", f"source {script}; complete -C $argv[1]", line]
    environment = {**os.environ, "HOME": str(script.parent)}
    done = subprocess.run(  # noqa: S603  # a shell of this machine
        command, cwd=script.parent, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return {row.partition("\t")[0].replace("\\ ", " ") for row in done.stdout.splitlines()}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("summarize comp", {"completion"}),
        ("summarize ch", {"check"}),
        ("summarize prompts bu", {"bump"}),
        ("summarize prompts ", {"list", "show", "diff", "bump", "lock"}),
        ("summarize completion ", {"bash", "zsh", "fish"}),
        ("summarize help doc", {"doctor"}),
        ("summarize --max", {"--max-claims"}),
        ("summarize old.jsonl --langu", {"--language"}),
        ("summarize batch --max-c", {"--max-claims", "--max-cost"}),
        ("summarize diff --ex", {"--exit-zero"}),
        ("summarize prompts lock --ch", {"--check"}),
        ("summarize old.jsonl --format mark", {"markdown"}),
        ("summarize diff --format ", {"terminal", "markdown", "html", "json"}),
        ("summarize --model emb", {"embedded"}),
        ("summarize check --case ", {"bridge", "quay"}),
        ("summarize --prompt ne", {"news@12"}),
        ("summarize check art", {"article@1"}),
        ("summarize diff article@1 ne", {"news@12"}),
        ("summarize batch --out ol", {"old.jsonl"}),
        ("summarize ol", {"old.jsonl"}),
        ("summarize old.jsonl ol", {"old.jsonl"}),
        ("summarize audit my", {"my story.txt"}),
        ("summarize record --max-cost ", set()),
    ],
)
def test_a_line_is_completed(complete: Complete, line: str, words: set[str]) -> None:
    assert complete(line) == words


def test_the_first_word_is_a_command_or_a_file(complete: Complete) -> None:
    found = complete("summarize ")
    assert {"batch", "doctor", "help", "prompts", "old.jsonl"} <= {
        word.rstrip("/") for word in found
    }
    assert "list" not in found


@pytest.mark.parametrize("name", sorted(parsers()))
def test_every_option_of_every_command_is_completed(complete: Complete, name: str) -> None:
    wanted = {option for each in read_commands(parsers())[name].options for option in each.names}
    long = {option for option in wanted if option.startswith("--")}
    assert complete(f"summarize {name} --".replace("  ", " ")) == long


def test_a_value_behind_an_equals_sign_is_completed(complete: Complete) -> None:
    [word] = complete("summarize old.jsonl --format=mark")
    assert word in ("markdown", "--format=markdown")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_prints_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == completion_script(shell, parsers())


@pytest.mark.parametrize("arguments", [[], ["tcsh"]])
def test_another_shell_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["completion", *arguments])
    assert stopped.value.code == 2
