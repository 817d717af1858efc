from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarize import ArticleSummary, __version__
from summarize.cli import main
from tests.support import Endpoint, claim, completion, draft, failure

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_without_a_key_the_embedded_engine_works_and_says_so(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article)]) == 0
    out, err = capsys.readouterr()
    assert "embedded" in out
    assert err.count("\n") == 1
    assert "OPENAI_API_KEY" in err


def test_a_chosen_embedded_engine_needs_no_remark(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article), "--model", "embedded"]) == 0
    assert capsys.readouterr().err == ""


def test_json_is_exactly_the_public_model(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article), "--model", "embedded", "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert ArticleSummary.model_validate_json(out).article.text == TEXT
    assert json.loads(out) == ArticleSummary.model_validate_json(out).model_dump(mode="json")


def test_standard_input_is_a_file_named_minus(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert main(["-", "--model", "embedded", "--format", "markdown"]) == 0
    assert "[^1]: The bridge opened on 3 May 2024." in capsys.readouterr().out


def test_several_files_are_one_json_object_a_line(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article), str(article), "--model", "embedded", "--format", "json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert [ArticleSummary.model_validate_json(line).model for line in lines] == ["embedded"] * 2


def test_one_bad_file_does_not_lose_the_others(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing.txt")
    assert main([missing, str(article), "--model", "embedded", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert ArticleSummary.model_validate_json(out).claims
    assert missing in err


def test_the_result_can_go_to_a_file(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    assert main([str(article), "--model", "embedded", "--format", "json", "-o", str(target)]) == 0
    assert capsys.readouterr().out == ""
    assert ArticleSummary.model_validate_json(target.read_bytes()).claims
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bridge.txt", "out.json"]


def test_a_failure_leaves_an_older_result_in_place(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("older")
    assert main([str(tmp_path / "missing.txt"), "--model", "embedded", "-o", str(target)]) == 1
    assert target.read_text() == "older"


def test_a_place_that_can_not_be_written_is_named(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "no" / "out.json"
    assert main([str(article), "--model", "embedded", "-o", str(target)]) == 2
    assert f"{target} can't be written" in capsys.readouterr().err


def test_a_pipe_is_written_and_stays_a_pipe(article: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert main([str(article), "--model", "embedded", "-o", str(pipe)]) == 0
    assert os.read(reader, 10)
    os.close(reader)
    assert pipe.is_fifo()


def test_a_link_stays_a_link_and_its_file_gets_the_result(article: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.txt", tmp_path / "link"
    target.write_text("older")
    link.symlink_to(target)
    assert main([str(article), "--model", "embedded", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") != "older"


def test_minus_as_output_is_standard_output(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article), "--model", "embedded", "-o", "-"]) == 0
    assert "Ada Brook" in capsys.readouterr().out


def test_an_article_is_not_overwritten(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(article), "--model", "embedded", "-o", str(article)]) == 2
    assert article.read_text(encoding="utf-8") == TEXT
    assert "overwrite" in capsys.readouterr().err


def test_a_directory_as_output_is_refused_before_the_model_is_asked(
    article: Path, endpoint: Endpoint, tmp_path: Path
) -> None:
    chosen = ["--model", "stub/one", "--base-url", endpoint.url, "-o", str(tmp_path)]
    assert main([str(article), *chosen]) == 2
    assert endpoint.seen == []


def test_json_loses_nothing_without_utf_8(tmp_path: Path) -> None:
    article = tmp_path / "most.txt"
    article.write_text("Міст відкрили 3 травня 2024 року. 🌉 Він коштував 12 мільйонів.", "utf-8")
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "summarize", article, "--model", "embedded", "--format", "json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    result = ArticleSummary.model_validate_json(done.stdout)
    assert result.article.text == article.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("redirection", "code", "says"),
    [
        ("<&-", 1, b"Standard input is closed"),
        (">&-", 2, b"Standard output is closed"),
        pytest.param(
            ">/dev/full",
            2,
            b"standard output can't be written: No space left",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full"),
        ),
    ],
)
def test_a_stream_that_can_not_be_used_is_no_traceback(
    article: Path, redirection: str, code: int, says: bytes
) -> None:
    source = "-" if redirection.startswith("<") else article
    done = subprocess.run(  # noqa: S602  # a redirection needs a shell
        f'"{sys.executable}" -m summarize "{source}" --model embedded {redirection}',
        shell=True,
        capture_output=True,
        check=False,
        executable="/bin/bash",
    )
    assert done.returncode == code
    assert done.stderr.count(b"\n") == 1
    assert says in done.stderr


def test_a_window_that_is_too_small_is_said_before_any_call(
    article: Path, endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--model", "stub/one", "--base-url", endpoint.url, "--context-window", "50"]
    assert main([str(article), *options]) == 1
    assert "A context of 50 tokens is too small" in capsys.readouterr().err
    assert not endpoint.seen


def test_the_options_reach_the_model(
    article: Path, endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(completion(draft(claim())))
    options = ["--model", "stub/one", "--base-url", endpoint.url, "--max-claims", "3"]
    assert main([str(article), *options, "--language", "German", "--prompt", "article@1"]) == 0
    system = endpoint.seen[0].body["messages"][0]["content"]
    assert "at most 3 claims" in system
    assert "in German" in system
    assert "stub/one with article@1" in capsys.readouterr().out


def test_a_failing_model_is_a_failed_article(
    article: Path, endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(failure(401, "Wrong key"))
    assert main([str(article), "--model", "stub/one", "--base-url", endpoint.url]) == 1
    assert f"{article}: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--prompt", "artikel", "--model", "ollama/x"], "Did you mean 'article'"),
        (["--model", "gpt-6-luna"], "openai/gpt-6-luna"),
        (["--model", "openai/gpt-6-luna"], "OPENAI_API_KEY"),
    ],
)
def test_a_wrong_choice_ends_with_2_before_any_article(
    article: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(article), *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["a", "--max-claims", "0"], ["a", "--max-claims", "x"], ["a", "--format", "x"]],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: summarize" in capsys.readouterr().err


def test_help_has_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert "examples:" in out
    assert "exit codes:" in out


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"summarize {__version__}\n"


def test_an_interruption_is_no_traceback(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summarize.api.summarize_article", interrupt)
    assert main([str(article), "--model", "embedded"]) == 130
    assert capsys.readouterr().err == "summarize: interrupted\n"


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own interpreter and code
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )


def test_a_reader_that_stops_early_is_no_failure(article: Path) -> None:
    command = (
        f'"{sys.executable}" -m summarize "{article}" --model embedded --format json | head -c 1'
    )
    done = subprocess.run(  # noqa: S602  # a pipe needs a shell
        f"set -o pipefail; {command}",
        shell=True,
        capture_output=True,
        check=False,
        executable="/bin/bash",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{", b"")


def test_the_import_is_light() -> None:
    heavy = "{'openai', 'instructor', 'vcr', 'pydantic', 'yaml', 'rich', 'sentencex'}"
    done = run(f"import sys, summarize; print(sorted({heavy} & set(sys.modules)))")
    assert done.stdout == "[]\n"


def test_the_embedded_engine_needs_no_client(article: Path) -> None:
    code = (
        "import sys; from summarize.cli import main; main([sys.argv[1], '--model', 'embedded']);"
        "print(sorted({'openai', 'instructor', 'vcr', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    assert run(code, str(article)).stderr == "[]\n"


# --- the cache ---


def test_a_kept_result_is_shown_without_a_call(
    article: Path, endpoint: Endpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.script.append(completion(draft(claim())))
    command = [str(article), "--model", "stub/one", "--base-url", endpoint.url]
    command += ["--format", "json", "--cache", str(tmp_path / "results.sqlite")]
    assert main(command) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(command) == 0
    second = json.loads(capsys.readouterr().out)
    assert len(endpoint.seen) == 1
    assert (first["usage"]["calls"], second["usage"]["calls"]) == (1, 0)
    assert second["usage"]["cost"] == 0.0
    assert second["claims"] == first["claims"]
    assert (tmp_path / "results.sqlite").stat().st_mode & 0o777 == 0o600


def test_the_environment_names_a_cache_and_an_option_turns_it_off(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_CACHE", str(tmp_path / "team.sqlite"))
    assert main([str(article), "--model", "embedded", "--cache", ""]) == 0
    assert not (tmp_path / "team.sqlite").exists()
    assert main([str(article), "--model", "embedded"]) == 0
    assert (tmp_path / "team.sqlite").exists()


@pytest.mark.parametrize("where", ["", "none/x", "notes.txt", "mysql://host/x"])
def test_a_cache_that_can_not_be_used_is_said_before_any_call(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    (tmp_path / "notes.txt").write_text("These are notes. " * 100)
    place = where if "://" in where else str(tmp_path / where)
    command = [str(article), "--model", "stub/one", "--base-url", "http://127.0.0.1:9"]
    assert main([*command, "--cache", place]) == 2
    err = capsys.readouterr().err
    assert err.startswith("summarize: ")
    assert err.count("\n") == 1
    assert (tmp_path / "notes.txt").read_text() == "These are notes. " * 100


def test_a_new_result_is_for_its_owner_and_an_old_one_keeps_its_mode(
    article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    command = [str(article), "--model", "embedded", "--format", "json", "-o", str(out)]
    assert main(command) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    out.chmod(0o644)
    assert main(command) == 0
    assert out.stat().st_mode & 0o777 == 0o644
