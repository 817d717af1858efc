"""What `summarize FILE` shows while it waits: on a terminal only, and nothing that stays."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from summarize.cli import main
from summarize.cli_waiting import Waiting
from summarize.models import open_model
from summarize.models.partials import PartialClaim, PartialSentence
from summarize.streaming import PartialSummary
from tests.support import Answer, Endpoint, Seen, claim, completion, draft, failure, streamed
from tests.terminal_support import terminals

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said.\n"
DRAFT = draft(claim())


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def what_stays(text: str) -> str:
    """What a terminal shows at last of texts that go over themselves line by line."""
    lines = [""]
    for part in re.split(r"(\x1b\[1A|\x1b\[2K|\n|\r)", re.sub(r"\x1b\[[0-9;?]*[mhl]", "", text)):
        if part == "\x1b[1A":
            lines = [*lines[:-2], ""] if len(lines) > 1 else lines
        elif part == "\x1b[2K":
            lines[-1] = ""
        elif part == "\n":
            lines.append("")
        elif part != "\r":
            lines[-1] += part
    return "\n".join(lines)


def as_asked(seen: Seen) -> Any:
    """The answer in pieces or at once."""
    return Answer(events=streamed(DRAFT)) if "stream" in seen.body else completion(DRAFT)


@pytest.mark.parametrize("answers", [as_asked, completion(DRAFT)])
def test_nothing_stays_but_the_result(
    article: str, answers: Any, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.script.append(answers)
    model = ["--model", "stub/one", "--base-url", endpoint.url]
    with terminals(monkeypatch) as shown:
        assert main([article, *model]) == 0
    assert re.search(r"bridge.txt · stub/one · (waiting for the model|checking)", shown.err.shown)
    assert "The bridge opened. [1]" in shown.err.shown
    assert what_stays(shown.err.getvalue()).strip() == ""
    with terminals(monkeypatch) as unshown:
        assert main([article, *model, "--quiet"]) == 0
    assert unshown.err.getvalue() == ""
    assert unshown.out.getvalue() == shown.out.getvalue()


@pytest.mark.parametrize(
    ("options", "streams", "texts"),
    [
        ([], True, True),
        (["--format", "json"], True, False),
        (["--format", "json", "--stream"], True, True),
        (["--no-stream"], False, False),
        (["--quiet"], False, False),
    ],
)
def test_texts_are_shown_where_the_result_goes_to_the_terminal(  # noqa: PLR0917  # fixtures
    article: str,
    options: list[str],
    streams: bool,
    texts: bool,
    endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint.script.append(as_asked)
    with terminals(monkeypatch) as shown:
        assert main([article, "--model", "stub/one", "--base-url", endpoint.url, *options]) == 0
    assert ("stream" in endpoint.seen[0].body) is streams
    assert ("The bridge opened. [1]" in shown.err.shown) is texts


@pytest.mark.parametrize("setting", [{"TERM": "dumb"}, {}])
def test_nothing_is_shown_where_it_could_not_be_taken_away(
    setting: dict[str, str],
    article: str,
    endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    endpoint.script.append(completion(DRAFT))
    command = [article, "--model", "stub/one", "--base-url", endpoint.url]
    if setting:
        with terminals(monkeypatch) as shown:
            monkeypatch.setenv("TERM", "dumb")
            assert main(command) == 0
        assert shown.err.getvalue() == ""
    else:
        assert main(command) == 0
        assert capsys.readouterr().err == ""
    assert "stream" not in endpoint.seen[0].body


def test_an_error_stands_alone(
    article: str, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.script.append(failure(404, "no such model"))
    with terminals(monkeypatch) as shown:
        assert main([article, "--model", "stub/one", "--base-url", endpoint.url]) == 1
    assert re.fullmatch(
        r"summarize: .*bridge.txt: .* knows no model .*\n",
        what_stays(shown.err.getvalue()).lstrip(),
    )


@pytest.mark.parametrize(
    ("partial", "says"),
    [
        (PartialSummary("waiting", attempt=2), "waiting for the model, answer 2"),
        (PartialSummary("reading", done=3, total=7), "3 of 7 parts answered"),
        (PartialSummary("merging", total=7), "writing the summary of all parts"),
        (PartialSummary("checking"), "checking"),
        (PartialSummary("repairing"), "correcting what failed a check"),
        (
            PartialSummary(
                "writing",
                "Head",
                (PartialSentence("One.", (2,), complete=True),),
                (PartialClaim("Half a", None, (), complete=False),) * 60,
                attempt=1,
            ),
            "writing: 60 claims",
        ),
    ],
)
def test_the_line_says_how_far_it_is(
    partial: PartialSummary, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = open_model("embedded")
    with terminals(monkeypatch) as shown:
        waiting = Waiting("a.txt", model, shown=True, texts=True, streamed=True)
        waiting._partial = partial
        with waiting:
            pass
    assert f"a.txt · embedded · {says} · 0 s" in shown.err.shown
    assert what_stays(shown.err.getvalue()).strip() == ""
    assert shown.err.shown.count("\n") < 2 * 40
