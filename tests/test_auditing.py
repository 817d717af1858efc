from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarize.article import Article
from summarize.auditing import AuditReport, audit
from summarize.cli import main
from summarize.draft import ArticleDraft
from summarize.errors import ArticleError, ConfigurationError
from summarize.models.base import Attempt, Reply
from summarize.pipeline import Options, steps
from summarize.schema import ArticleSummary
from tests.support import claim, draft

TEXT = (
    "Mayor Ada Brook opened the bridge over the Lyn on 3 May 2024. It cost over 12 million euros, "
    "she said. About 4,000 cars cross the bridge every day. “We waited nine years,” Brook told "
    "reporters. Anna Holt leads the council."
)
ARTICLE = Article.from_text(TEXT, language="en")
RIGHT = "Ada Brook opened the bridge. About 4,000 cars cross it."
WRONG = "Ada Brook opened the bridge. About 5,000 cars cross it."


def rules(report: AuditReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_a_text_is_checked_against_the_whole_article() -> None:
    report = audit(TEXT, RIGHT)
    assert report.findings == ()
    assert report.scope == "article"
    assert report.statements == 2
    assert report.read_as == "plain text of 2 sentence(s)"


def test_a_finding_has_offsets_into_both_texts() -> None:
    [finding] = audit(TEXT, WRONG).findings
    assert finding.rule == "figure-not-in-evidence"
    assert WRONG[finding.start : finding.end] == finding.text == "5,000"
    assert TEXT[finding.article_start : finding.article_end] == finding.article_text == "4,000"


@pytest.mark.parametrize(
    ("summary", "found", "there"),
    [
        ("There Clara Brook spoke of it.", "name-not-in-article", None),
        ("Brook said “we waited ten years”.", "quotation-not-in-article", "We waited nine years"),
        ("It opened on 4 May 2024.", "figure-not-in-evidence", "3 May 2024"),
    ],
)
def test_what_the_article_does_not_carry(summary: str, found: str, there: str | None) -> None:
    [finding] = audit(TEXT, summary).findings
    assert finding.rule == found
    assert finding.article_text == there


def test_the_marks_of_a_list_are_no_figures() -> None:
    report = audit(
        TEXT, "1. Ada Brook opened the bridge.\n2) About 4,000 cars cross it.\n- It rained."
    )
    assert report.findings == ()
    assert report.statements == 3


@pytest.mark.parametrize(
    ("summary", "path"),
    [
        pytest.param([WRONG], "[0]", id="list"),
        pytest.param({"summary": WRONG}, "summary", id="summary"),
        pytest.param({"claims": [{"text": WRONG}]}, "claims[0].text", id="claims"),
        pytest.param({"claims": ["Fine.", WRONG]}, "claims[1]", id="strings"),
        pytest.param({"data": {"keyPoints": [WRONG]}}, "data.keyPoints[0]", id="camel-case-below"),
        pytest.param({"Key Takeaways": [WRONG]}, "Key Takeaways[0]", id="words"),
        pytest.param(json.dumps({"summary": WRONG}), "summary", id="json-text"),
    ],
)
def test_the_json_of_any_tool_is_read(summary: Any, path: str) -> None:
    report = audit(TEXT, summary)
    [finding] = report.findings
    assert finding.path == path
    assert report.summary[finding.start : finding.end] == "5,000"


def test_what_is_no_statement_is_not_read() -> None:
    report = audit(TEXT, {"summary": RIGHT, "article": "5,000 cars.", "model": "Alpha 9,000"})
    assert report.findings == ()
    assert report.read_as == "JSON, from summary"


def test_a_quotation_and_a_speaker_beside_a_claim_are_checked() -> None:
    claims = [{"claim": "They waited.", "quote": "We waited ten years", "speaker": "Bob Brook"}]
    assert set(rules(audit(TEXT, {"claims": claims}))) == {
        "quotation-not-in-article",
        "speaker-not-in-article",
    }


@pytest.mark.parametrize("summary", [{}, {"score": 3}, [], {"summary": "  "}, "", "\n"])
def test_a_summary_without_a_statement_is_refused(summary: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"statement|sentence"):
        audit(TEXT, summary)


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(f'\ufeff{{"summary": "{WRONG}"}}', id="byte-order-mark"),
        pytest.param(f'```json\n{{"summary": "{WRONG}"}}\n```', id="markdown-fence"),
        pytest.param(f'{{"claim": "{RIGHT}"}}\n{{"claim": "{WRONG}"}}\n', id="one-object-a-line"),
    ],
)
def test_json_is_read_in_the_wrappings_that_tools_give_it(summary: str) -> None:
    report = audit(TEXT, summary)
    assert report.read_as.startswith("JSON")
    assert [f.text for f in report.errors] == ["5,000"]


def test_extractions_are_read_and_not_the_document_that_is_repeated_beside_them() -> None:
    extraction = {"extraction_class": "claim", "extraction_text": "5,000 cars cross the bridge"}
    report = audit(TEXT, {"text": TEXT, "extractions": [extraction]})
    assert report.statements == 1
    assert [f.path for f in report.errors] == ["extractions[0].extraction_text"]


def test_a_list_of_quotations_is_checked_word_for_word() -> None:
    report = audit(TEXT, {"quotes": ["We waited nine years", "We waited for years"]})
    assert [(f.rule, f.path) for f in report.errors] == [("quotation-not-in-article", "quotes[1]")]


def test_a_json_file_that_was_cut_short_is_not_taken_for_text(tmp_path: Path) -> None:
    path = tmp_path / "summary.json"
    path.write_text(f'{{"summary": "{RIGHT}', encoding="utf-8")
    with pytest.raises(ArticleError, match="no valid JSON"):
        audit(TEXT, path)


def test_text_that_only_looks_like_json_is_text() -> None:
    assert audit(TEXT, "{Ada Brook opened the bridge.").read_as.startswith("plain text")


def test_a_summary_in_another_language_is_compared_by_its_digits() -> None:
    summary = (
        "Бургомістр Ада Брук відкрила міст через річку Лин, і щодня його перетинають близько 5000 "
        "автомобілів, хоча це не всім подобається."
    )
    report = audit(TEXT, summary)
    assert rules(report) == ["figure-not-in-evidence"]
    assert "another language" in report.notes[0]


# --- results of this library ---


class _Played:
    name = "played"
    extractive = False


def result(*claims: dict[str, Any]) -> ArticleSummary:
    answer = ArticleDraft.model_validate(
        draft(*claims, summary=[{"text": "Ada Brook opened the bridge.", "evidence": [1]}])
    )
    running = steps(ARTICLE, model=_Played(), prompt=None, options=Options())  # type: ignore[arg-type]
    next(running)
    try:
        running.send([Reply(answer, "played-1", (Attempt("answered"),))])
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("the pipeline asked again")


ELSEWHERE = claim("The old bridge cost 4,000 euros.", evidence=[1])


def test_a_result_is_checked_against_what_it_cites() -> None:
    report = audit(ARTICLE, result(ELSEWHERE))
    assert report.scope == "cited"
    assert rules(report) == ["figure-not-in-evidence"]
    assert report.findings[0].path == "claims[0].text"
    assert report.findings[0].text == "4,000 euros"


def test_a_result_says_the_same_as_its_json() -> None:
    whole = result(ELSEWHERE)
    assert audit(ARTICLE, whole) == audit(ARTICLE, whole.model_dump_json())


def test_a_result_of_another_text_is_checked_without_its_citations() -> None:
    report = audit(TEXT + " It rained.", result(claim("About 4,000 cars cross it.", evidence=[3])))
    assert report.scope == "article"
    assert "another text" in report.notes[0]


# --- the command ---


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, Path]:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    return str(article), tmp_path / "summary.txt"


@pytest.mark.parametrize(("summary", "code"), [(RIGHT, 0), (WRONG, 1)])
def test_the_exit_code_says_whether_something_was_found(
    files: tuple[str, Path], summary: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    article, path = files
    path.write_text(summary, encoding="utf-8")
    assert main(["audit", article, str(path)]) == code
    assert f"{code} error(s)" in capsys.readouterr().out


def test_the_report_shows_both_places(
    files: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    article, path = files
    path.write_text(WRONG, encoding="utf-8")
    main(["audit", article, str(path)])
    out = capsys.readouterr().out
    assert "summary 35-40: 5,000" in out
    assert "article 109-114: 4,000" in out


def test_the_json_is_a_report(files: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    article, path = files
    path.write_text(json.dumps({"claims": [WRONG]}), encoding="utf-8")
    main(["audit", article, str(path), "--format", "json"])
    report = AuditReport.model_validate_json(capsys.readouterr().out)
    assert rules(report) == ["figure-not-in-evidence"]


def test_an_unreadable_summary_is_wrong_usage(
    files: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    article, path = files
    assert main(["audit", article, str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_an_unreadable_summary_is_an_error_of_the_library(files: tuple[str, Path]) -> None:
    files[1].write_bytes(b"\xff\xfe\x00 caf\xe9")
    with pytest.raises(ArticleError, match="not UTF-8"):
        audit(TEXT, files[1])


def test_ctrl_c_ends_an_audit_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summarize.auditing.audit", interrupted)
    assert main(["audit", "a.txt", "b.txt"]) == 130
    assert capsys.readouterr().err == "summarize: interrupted\n"
