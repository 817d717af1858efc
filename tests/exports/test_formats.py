"""`--format` for every export."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarize import ArticleSummary, summarize_article
from summarize.cli import main
from summarize.exports import claim_rows, schema_org, web_annotations
from tests.engines_support import needed

STORY = "The council shut the Mill Street bridge on 3 May 2024. Repairs cost 5 million euros."


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    paths[0].write_text(STORY, encoding="utf-8")
    paths[1].write_text(f"{STORY} 🎉 It opens again in June.", encoding="utf-8")
    return [str(path) for path in paths]


@pytest.fixture
def results(articles: list[str]) -> list[ArticleSummary]:
    return [summarize_article(Path(path), model="embedded") for path in articles]


Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> str:
        assert main(["--model", "embedded", *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_csv_is_one_table_of_all_articles(
    articles: list[str], results: list[ArticleSummary], run: Run, tmp_path: Path
) -> None:
    rows = [row for result in results for row in claim_rows(result)]
    read = list(csv.DictReader(io.StringIO(run("--format", "csv", *articles))))
    assert [row["text"] for row in read] == [row["text"] for row in rows]
    run("--format", "csv", "-o", str(tmp_path / "claims.csv"), *articles)
    assert (tmp_path / "claims.csv").read_bytes().count(b"\r\n") == len(rows) + 1


def test_jsonl_has_a_claim_a_line(
    articles: list[str], results: list[ArticleSummary], run: Run
) -> None:
    lines = run("--format", "jsonl", *articles).splitlines()
    rows = [row for result in results for row in claim_rows(result)]
    assert [json.loads(line)["text"] for line in lines] == [row["text"] for row in rows]


@pytest.mark.parametrize(
    ("style", "made"),
    [("annotations", web_annotations), ("schema-org", schema_org)],
    ids=["annotations", "schema-org"],
)
def test_json_ld_is_a_document_or_a_line_for_each_article(
    style: str,
    made: Callable[[ArticleSummary], object],
    articles: list[str],
    results: list[ArticleSummary],
    run: Run,
) -> None:
    assert json.loads(run("--format", style, articles[0])) == made(results[0])
    lines = run("--format", style, *articles).splitlines()
    assert [json.loads(line) for line in lines] == [made(result) for result in results]


def test_parquet_goes_to_a_file(
    articles: list[str], results: list[ArticleSummary], run: Run, tmp_path: Path
) -> None:
    needed("pyarrow", "pyarrow")
    import pyarrow.parquet as pq

    run("--format", "parquet", "-o", str(tmp_path / "claims.parquet"), *articles)
    rows = [row for result in results for row in claim_rows(result)]
    assert pq.read_table(tmp_path / "claims.parquet").to_pylist() == rows


def test_parquet_is_not_written_to_a_terminal(
    articles: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["--model", "embedded", "--format", "parquet", articles[0]]) == 2
    assert "name a file with -o FILE" in capsys.readouterr().err


def test_parquet_without_pyarrow_is_refused_before_anything_is_asked(
    articles: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    monkeypatch.setattr("summarize.cli._one", lambda *_: pytest.fail("it was asked"))
    target = tmp_path / "claims.parquet"
    assert main(["--model", "embedded", "--format", "parquet", "-o", str(target), articles[0]]) == 2
    assert "pip install 'summarize[parquet]'" in capsys.readouterr().err
    assert not target.exists()
