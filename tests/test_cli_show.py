"""`summarize show`, and `--schema` of every command that makes or reads results."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarize.cli import main
from tests.evidence_examples import incomplete
from tests.support import Endpoint, claim, completion, draft

STORY = "The council shut the Mill Street bridge on 3 May 2024. Repairs cost 5 million euros."
CLASSES = '''
from __future__ import annotations
from summarize import ArticleSummary, Claim, Claims

class NewsClaim(Claim):
    place: str | None = None
    """Where it happened."""

class NewsSummary(ArticleSummary):
    claims: Claims[NewsClaim]
'''


@dataclass
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """`summarize` in a folder with two articles and a file of classes."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STORY, encoding="utf-8")
    Path("b.txt").write_text(f"{STORY} It opens again in June.", encoding="utf-8")
    Path("newsroom_classes.py").write_text(CLASSES, encoding="utf-8")

    def run(*arguments: str) -> Said:
        capsys.readouterr()
        code = main(arguments)
        return Said(code, *capsys.readouterr())

    yield run
    sys.modules.pop("newsroom_classes", None)


EMBEDDED = ("--model", "embedded")
BATCH = ("--out", "r.jsonl", "--store", "none", *EMBEDDED)

# --- show ---


@pytest.mark.parametrize(
    "style", ["terminal", "markdown", "html", "json", "csv", "jsonl", "annotations", "schema-org"]
)
@pytest.mark.parametrize("files", [("a.txt",), ("a.txt", "b.txt")], ids=["one", "two"])
def test_a_format_is_the_same_as_when_the_result_was_made(
    run: Run, style: str, files: tuple[str, ...]
) -> None:
    made = run(*files, *EMBEDDED, "--format", style)
    assert run(*files, *EMBEDDED, "--format", "json", "-o", "results.json").code == 0
    assert run("show", "results.json", "--format", style) == made


def test_a_batchs_results_are_shown_and_what_failed_is_said(run: Run) -> None:
    Path("empty.txt").touch()
    run("batch", "a.txt", "empty.txt", "b.txt", *BATCH)
    said = run("show", "r.jsonl", "--format", "jsonl")
    assert said.code == 1
    assert len({json.loads(line)["article_sha256"] for line in said.out.splitlines()}) == 2
    assert said.err.startswith("summarize: r.jsonl:")
    assert "no result of empty.txt: The file empty.txt is empty" in said.err


def test_a_record_whose_error_is_not_known_is_told_by_its_status(run: Run) -> None:
    Path("r.jsonl").write_text('{"id": "x", "status": "failed", "result": null}\n')
    said = run("show", "r.jsonl")
    assert (said.code, said.err) == (1, "summarize: r.jsonl:1: no result of x: failed\n")


def test_what_is_not_complete_is_said(run: Run) -> None:
    result = incomplete()
    assert result.gaps
    Path("r.jsonl").write_text(result.model_dump_json() + "\n")
    said = run("show", "r.jsonl", "--format", "csv")
    assert said.code == 1
    assert "r.jsonl:1: not complete: " in said.err
    assert said.out.startswith("article_id,")


def test_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = run("a.txt", "b.txt", *EMBEDDED, "--format", "json").out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run("show", "-", "--format", "json").out == lines
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert "standard input holds no results" in run("show", "-").err
    monkeypatch.setattr(sys, "stdin", None)
    said = run("show", "-")
    assert (said.code, said.err) == (2, "summarize: Standard input is closed; name a file.\n")


def test_evidence_is_shown(run: Run) -> None:
    run("a.txt", *EMBEDDED, "--format", "json", "-o", "r.json")
    assert run("show", "r.json", "--evidence") == run("a.txt", *EMBEDDED, "--evidence")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.jsonl",), "nowhere.jsonl can't be read: No such file or directory."),
        ((".",), ". can't be read: Is a directory."),
        (("a.txt",), "a.txt is no JSON, so it holds no results."),
        (("none.jsonl",), "none.jsonl holds no results; summarize --format json writes some."),
        (("r.json", "-o", "r.json"), "-o r.json would overwrite the results; name another file."),
    ],
)
def test_what_can_not_be_shown_is_said(run: Run, arguments: tuple[str, ...], message: str) -> None:
    Path("none.jsonl").touch()
    Path("r.json").write_text("{}")
    said = run("show", *arguments)
    assert (said.code, said.out, said.err) == (2, "", f"summarize: {message}\n")


def test_a_bad_file_leaves_an_older_page_as_it_is(run: Run) -> None:
    run("a.txt", *EMBEDDED, "--format", "json", "-o", "r.json")
    Path("claims.csv").write_text("older")
    assert run("show", "r.json", "a.txt", "--format", "csv", "-o", "claims.csv").code == 2
    assert Path("claims.csv").read_text() == "older"


# --- classes of a user's own ---

CLASS = ("--schema", "newsroom_classes.py:NewsSummary")


def test_a_result_of_ones_own_class_is_made_and_shown(run: Run, endpoint: Endpoint) -> None:
    answer = draft(claim("The council shut the Mill Street bridge on 3 May 2024."))
    answer["claims"][0]["place"] = "Mill Street"
    endpoint.script.append(completion(answer))
    asked = ("--model", "stub/one", "--base-url", endpoint.url)
    said = run("a.txt", *asked, *CLASS, "--format", "json", "-o", "r.json")
    assert said.code == 0, said.err
    assert json.loads(Path("r.json").read_text())["claims"][0]["place"] == "Mill Street"
    shown = run("show", "r.json", "--schema", "newsroom_classes:NewsSummary", "--format", "csv")
    assert shown.out.splitlines()[0].endswith(",place")
    assert shown.out.splitlines()[1].endswith(",Mill Street")


def test_a_result_of_a_class_needs_it(run: Run) -> None:
    run("a.txt", *EMBEDDED, *CLASS, "--format", "json", "-o", "r.json")
    said = run("show", "r.json")
    assert said.code == 2
    assert "has fields of a class of its own (claims.0.place); name the class" in said.err


def test_a_batch_makes_results_of_ones_own_class(run: Run) -> None:
    assert run("batch", "a.txt", *BATCH, *CLASS).code == 0
    assert run("show", "r.jsonl", *CLASS, "--format", "csv").out.startswith("article_id,")


WRONG = {
    "newsroom_classes.py": "names no class: a Python file or module and a class, news.py:NewsSummary.",
    ":NewsSummary": "names no class: ",
    "newsroom_classes.py:Nope": "newsroom_classes.py has no Nope, it has NewsSummary.",
    "json:Nope": "json has no Nope, nor any other subclass of ArticleSummary.",
    "newsroom_classes.py:NewsClaim": "NewsClaim is no subclass of ArticleSummary. Other classes are "
    "filled in Python, by summarize_article(source, schema=NewsClaim).",
    "nowhere.py:A": "--schema nowhere.py: there is no such file.",
    "nowhere_at_all:A": "can't be imported: ModuleNotFoundError: No module named 'nowhere_at_all'",
    "broken_classes.py:A": "can't be imported: ZeroDivisionError: division by zero",
    "json.py:A": "Python has another module called json; rename the file.",
}


@pytest.mark.parametrize(("name", "message"), WRONG.items())
def test_a_wrong_class_is_told_before_anything_else(run: Run, name: str, message: str) -> None:
    Path("broken_classes.py").write_text("1 / 0")
    Path("json.py").touch()
    folders = list(sys.path)
    said = run("a.txt", *EMBEDDED, "--schema", name)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert sys.path == folders
