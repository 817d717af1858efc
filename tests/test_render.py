from __future__ import annotations

from datetime import date

import pytest

from summarize.article import Article
from summarize.coverage import coverage_of
from summarize.render.markdown import render_markdown
from summarize.render.terminal import render_terminal
from summarize.schema import (
    ArticleSummary,
    Claim,
    Evidence,
    Finding,
    Quotation,
    SummarySentence,
    Usage,
)

TEXT = 'The bridge *opened*. "It was time," Mayor Ada Brook said.'
FIRST = Evidence(sentence=1, start=0, end=20, text=TEXT[0:20])
SECOND = Evidence(sentence=2, start=21, end=len(TEXT), text=TEXT[21:])


def result(**fields: object) -> ArticleSummary:
    claim = Claim(
        id="c1",
        text="The bridge was overdue, Mayor Ada Brook said.",
        kind="opinion",
        speaker="Ada Brook",
        role="Mayor",
        attribution="direct",
        quote=Quotation(start=22, end=33, text="It was time", status="exact"),
        certainty="possible",
        when="2024-05-03",
        figures=(),
        checkable=False,
        importance="high",
        evidence=(SECOND,),
        supported=False,
        findings=(
            Finding(rule="r", severity="error", path="claims[0]", message="Not carried."),
            Finding(rule="w", severity="warning", path="claims[0]", message="Have a look."),
        ),
    )
    article = Article(
        text=TEXT,
        sentence_spans=((0, 20), (21, len(TEXT))),
        site="The Herald",
        published=date(2024, 5, 4),
        byline="A. Writer",
    )
    values: dict[str, object] = {
        "headline": "Bridge \x1b[31mopens",
        "summary": (SummarySentence(text="The bridge opened.", evidence=(FIRST,)),),
        "claims": (claim,),
        "topics": ("traffic",),
        "language": "en",
        "article": article,
        "coverage": coverage_of(article, {2}),
        "model": "stub/one",
        "model_answered": "stub-1",
        "prompt": "article@1",
        "prompt_fingerprint": "0" * 64,
        "library_version": "0",
        "usage": Usage(calls=2, input_tokens=1200, output_tokens=300, cost=0.00123),
        "notes": ("A note.",),
    }
    return ArticleSummary.model_validate({**values, **fields})


def test_the_terminal_shows_everything_in_order() -> None:
    assert render_terminal(result(), width=72) == (
        "Bridge opens\n"
        "The Herald · 2024-05-04 · A. Writer\n"
        "\n"
        "The bridge opened. [1]\n"
        "\n"
        "Claims\n"
        "  c1 The bridge was overdue, Mayor Ada Brook said. [2]\n"
        "     Ada Brook (Mayor) · possible · 2024-05-03\n"
        "     “It was time”\n"
        "     ✗ Not carried.\n"
        "     ! Have a look.\n"
        "\n"
        "A note.\n"
        "stub/one with article@1 · 2 calls · 1,200 tokens in, 300 out · $0.00123\n"
    )


@pytest.mark.parametrize("width", [20, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, render_terminal(result(), width=width).splitlines())) <= width


def test_markdown_has_its_evidence_in_footnotes() -> None:
    text = render_markdown(result())
    assert "The bridge opened.[^1]" in text
    assert "[^1]: The bridge \\*opened\\*. (characters 0 to 20)" in text
    assert "1. The bridge was overdue, Mayor Ada Brook said.[^2]" in text
    assert "   - **error**: Not carried." in text
    assert "   - “It was time”" in text


def test_control_characters_reach_no_output() -> None:
    hostile = result(headline="A\x1b]0;x\x07B\u202eC\x00D\nE")
    for text in (render_terminal(hostile), render_markdown(hostile)):
        assert "ABCD E" in text


def test_markup_of_an_article_stays_text() -> None:
    hostile = result(headline="[bold]x[/bold] <script> [link](http://a.example)")
    assert "[bold]x[/bold] <script>" in render_terminal(hostile)
    assert "\\[bold\\]x\\[/bold\\] \\<script\\>" in render_markdown(hostile)


def test_an_unknown_price_is_called_so() -> None:
    unknown = result(usage=Usage(calls=1, cost=None))
    assert "unknown cost" in render_terminal(unknown)


def test_a_result_without_claims_says_so() -> None:
    empty = result(claims=())
    assert "No claims" in render_terminal(empty)
    assert "No claims." in render_markdown(empty)


def test_what_failed_can_be_listed() -> None:
    summary = result()
    assert summary.unsupported == (summary.claims[0],)
    assert summary.text == "The bridge opened."
