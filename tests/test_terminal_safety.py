"""Nothing that an article, a page, a model or a file name holds is obeyed by the terminal."""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarize import summarize_article
from summarize.cli import main
from summarize.cli_formats import FORMATS
from summarize.draft import ArticleDraft
from summarize.models.base import Reply
from summarize.render.words import isolated, plain, visible
from tests.support import Answer, Endpoint, claim, completion, draft, failure, streamed
from tests.terminal_support import HARMLESS, HOSTILE, terminals

TEXT = f"The {HOSTILE} bridge opened on 3 May 2024. “It {HOSTILE} was time,” said Ada {HOSTILE} Brook.\n"
CLAIM = claim(
    f"The {HOSTILE} bridge opened.",
    speaker=f"Ada {HOSTILE}",
    role=f"Mayor {HOSTILE}",
    quote=f"It {HOSTILE} was time",
    certainty="possible",
    figures=[{"value": f"13 {HOSTILE}", "unit": HOSTILE, "qualifier": "exact"}],
)
DRAFT = draft(
    CLAIM,
    headline=f"Bridge {HOSTILE}",
    summary=[{"text": f"It {HOSTILE} opened.", "evidence": [1]}],
    topics=[HOSTILE],
)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("style", [name for name in FORMATS if name != "parquet"])
def test_a_result_in_any_format(
    article: str, style: str, monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint
) -> None:
    endpoint.script.append(completion(DRAFT))
    model = ["--model", "stub/one", "--base-url", endpoint.url, "--no-stream"]
    with terminals(monkeypatch) as shown:
        assert main([article, "--format", style, "--evidence", *model]) == 0
    assert shown.dangers == set()
    if style in ("terminal", "markdown", "html"):  # the others spell it out
        assert "pwn3d" not in shown.shown
        assert HARMLESS in shown.out.shown


def test_a_result_in_a_pipe_is_data(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([article, "--model", "embedded", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["article"]["text"] == TEXT


def test_what_a_model_writes_while_it_is_written(
    article: str, monkeypatch: pytest.MonkeyPatch, endpoint: Endpoint
) -> None:
    endpoint.script.extend([Answer(events=streamed(DRAFT)), failure(400, HOSTILE)])
    with terminals(monkeypatch) as shown:
        assert main([article, "--model", "stub/one", "--base-url", endpoint.url]) == 0
    assert f"It {HARMLESS} opened. [1]" in shown.err.shown
    assert shown.dangers == set()


@pytest.mark.parametrize(
    "command",
    [
        ["missing {}.txt", "--model", "embedded"],
        ["article.txt", "--model", "embedded", "-o", "no such {}/out.txt"],
        ["article.txt", "--model", "{}"],
        ["article.txt", "--model", "embedded", "--prompt", "{}", "--format", "{}"],
        ["article.txt", "--{}"],
        ["article.txt", "--model", "x", "--base-url", "http://{}"],
        ["audit", "article.txt", "{}.txt"],
        ["audit", "article.txt", "summary.txt"],
        ["batch", "{}", "-o", "out.jsonl"],
        ["batch", "articles", "--model", "embedded", "-o", "out.jsonl"],
        ["check", "{}"],
        ["check", "--case", "{}", "--seeds", "{}"],
        ["diff", "{}@1", "article@1"],
        ["diff", "old.jsonl", "new.jsonl"],
        ["diff", "old.jsonl", "new.jsonl", "--format", "markdown"],
        ["accept", "{}", "-m", "why"],
        ["prompts", "show", "{}"],
        ["prompts", "show", "hostile.md"],
        ["cassettes", "ls", "--cassettes", "cassettes"],
        ["cassettes", "verify", "--cassettes", "cassettes"],
        ["doctor", "--model", "{}"],
        ["show", "old.jsonl", "new.jsonl", "failed.jsonl"],
        ["show", "old.jsonl", "--evidence", "--format", "markdown"],
        ["show", "{}.jsonl", "--schema", "{}:{}"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_command_with_hostile_names_and_files(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(TEXT, encoding="utf-8")
    Path("summary.txt").write_text(f"It {HOSTILE} cost 14 {HOSTILE} euros.", encoding="utf-8")
    Path("hostile.md").write_text(f"---\nname: {HOSTILE}\n---\n{HOSTILE}", encoding="utf-8")
    Path("articles").mkdir()
    Path("articles", f"{HOSTILE}.txt").write_text("", encoding="utf-8")
    Path("cassettes", "a@1", "m").mkdir(parents=True)
    Path("cassettes", "a@1", "m", "c.s1.yaml").write_text(json.dumps({"x": HOSTILE}))
    record = {"id": HOSTILE, "status": "failed", "error": {"message": HOSTILE}, "result": None}
    Path("failed.jsonl").write_text(json.dumps(record))
    _write_results()
    with terminals(monkeypatch) as shown, suppress(SystemExit):  # argparse
        main([part.replace("{}", HOSTILE) for part in command])
    assert shown.shown
    assert shown.dangers == set()


def _write_results() -> None:
    """What `--format json` gives for two answers about the same hostile article."""

    class Model:
        name = "stub/one"
        extractive = False

        def __init__(self, headline: str, *claims: Any) -> None:
            self._draft = {**DRAFT, "headline": headline, "claims": list(claims)}

        def answer(self, _request: Any) -> Any:
            return Reply(ArticleDraft.model_validate(self._draft), "stub-1")

        aanswer: Any = None

    for name, model in (
        ("old", Model("Old", CLAIM)),
        ("new", Model("New", {**CLAIM, "text": f"Another {HOSTILE} thing happened."})),
    ):
        result = summarize_article(TEXT, model=model, repair=False)
        Path(f"{name}.jsonl").write_text(f"{result.model_dump_json()}\n", encoding="utf-8")


@given(st.text())
@example(HOSTILE)
@example("\x9d" * 5000)
@example("\x1b]" * 5000)
def test_no_text_keeps_what_a_terminal_obeys(text: str) -> None:
    kept = visible(text)
    assert all(c in "\t\n" or unicodedata.category(c) != "Cc" for c in kept)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
    assert "\n" not in plain(text)
    assert visible(kept) == kept


@given(st.text())
def test_what_is_isolated_ends_where_it_began(text: str) -> None:
    isolate = isolated(plain(text))
    assert isolate.startswith(("\u2066", "\u2067")) == isolate.endswith("\u2069")
    assert isolate.strip("\u2066\u2067\u2069") == plain(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x\x1b[31mred\x1b[0my", "xredy"),
        ("unfinished \x1b]0;title", "unfinished 0;title"),
        ("unfinished \x1b[", "unfinished "),
        ("persian می\u200cخواهم", "persian می\u200cخواهم"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("two\r\nlines\x85", "two\nlines"),
    ],
)
def test_texts_keep_what_people_see(text: str, kept: str) -> None:
    assert visible(text) == kept
