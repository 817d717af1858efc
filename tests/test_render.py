from __future__ import annotations

import html
import io
import re
from datetime import date

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console

from summarize.article import Article
from summarize.coverage import coverage_of
from summarize.render.markdown import render_markdown
from summarize.render.terminal import render_terminal, write_terminal
from summarize.schema import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Claims,
    Evidence,
    Finding,
    Quotation,
    SummarySentence,
    Usage,
)
from tests.terminal_support import terminals

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
        "✗ 1 not carried by the article · ! 1 worth a look\n"
        "stub/one with article@1 · 2 calls · 1,200 tokens in, 300 out · $0.00123\n"
    )


@pytest.mark.parametrize("evidence", [False, True])
@pytest.mark.parametrize("width", [20, 40, 80, 139, 140, 200])
@pytest.mark.parametrize("language", ["en", "he", "zh"])
def test_no_line_is_wider_than_the_terminal(width: int, language: str, *, evidence: bool) -> None:
    shown = result() if language == "en" else foreign(language)
    text = render_terminal(shown, width=width, evidence=evidence)
    assert max(map(cell_len, text.splitlines())) <= width


def test_the_evidence_stands_below_with_its_offsets_and_marks() -> None:
    figure = ClaimFigure(value="time", number=None, unit=None, qualifier="exact", start=29, end=33)
    claim = result().claims[0].model_copy(update={"figures": (figure,), "findings": ()})
    assert render_terminal(result(claims=(claim,)), width=60, evidence=True) == (
        "Bridge opens\n"
        "The Herald · 2024-05-04 · A. Writer\n"
        "\n"
        "The bridge opened. [1]\n"
        "  │ [1] The bridge *opened*. 0–20\n"
        "\n"
        "Claims\n"
        "  c1 The bridge was overdue, Mayor Ada Brook said. [2]\n"
        "     Ada Brook (Mayor) · possible · 2024-05-03\n"
        '     │ [2] "_It was _*time*," Mayor Ada Brook said. 21–57\n'
        "\n"
        "A note.\n"
        "stub/one with article@1 · 2 calls · 1,200 tokens in, 300 out\n"
        "· $0.00123\n"
    )


def test_the_evidence_stands_beside_where_there_is_room() -> None:
    lines = render_terminal(result(), width=160, evidence=True).splitlines()
    [line] = [line for line in lines if "was overdue" in line]
    claim, _, evidence = line.partition(" │ ")
    assert claim.strip() == "c1 The bridge was overdue, Mayor Ada Brook said. [2]"
    assert evidence == '[2] "_It was time_," Mayor Ada Brook said. 21–57'


def test_a_quotation_outside_the_cited_sentences_is_shown_by_itself() -> None:
    elsewhere = result().claims[0].model_copy(update={"evidence": (FIRST,)})
    text = render_terminal(result(claims=(elsewhere,)), evidence=True)
    assert "     “It was time”\n" in text


@pytest.mark.parametrize(
    ("settings", "sends"),
    [
        ({}, {"0", "1", "2", "3", "4", "31", "33", "36", "2;36"}),
        ({"NO_COLOR": "1"}, {"0", "1", "2", "3", "4"}),
        ({"TERM": "dumb"}, set()),
    ],
)
def test_a_terminal_has_colours_unless_it_is_told_not_to(
    settings: dict[str, str], sends: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with terminals(monkeypatch) as shown:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        write_terminal(result(), shown.out, evidence=True)
    assert set(re.findall(r"\x1b\[([0-9;]*)m", shown.out.getvalue())) == sends
    assert ("_It was time_" in shown.out.getvalue()) is (not sends)


def test_a_pipe_has_colours_only_by_force_and_the_width_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    pipe = io.StringIO()
    write_terminal(result(), pipe)
    assert pipe.getvalue() == render_terminal(result(), width=30)
    monkeypatch.setenv("FORCE_COLOR", "1")
    write_terminal(result(), forced := io.StringIO())
    assert "\x1b[1mBridge opens" in forced.getvalue()


def test_rich_prints_a_result() -> None:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    console.print(result())
    assert console.file.getvalue().startswith("Bridge opens")  # type: ignore[attr-defined]


# --- letters from right to left, wide letters ---

_FOREIGN = {
    "he": (
        "הגשר נפתח ב-3 במאי 2024 (38 שנים אחרי התכנון).",
        "העלות הייתה 12 מיליון יורו, לפי Reuters.",
        "עדה ברוק",
        "ראש העיר",
    ),
    "zh": (
        "这座历时十二年建成的大桥于2024年5月3日正式通车，总造价为38亿元人民币，比原计划多出百分之二十。",
        "市长说这是时候了。",
        "艾达·布鲁克",
        "市长",
    ),
}


def foreign(language: str) -> ArticleSummary:
    first, second, speaker, role = _FOREIGN[language]
    text = f"{first} {second}"
    spans = ((0, len(first)), (len(first) + 1, len(text)))
    evidence = tuple(
        Evidence(sentence=number, start=start, end=end, text=text[start:end])
        for number, (start, end) in enumerate(spans, 1)
    )
    claim = (
        result()
        .claims[0]
        .model_copy(
            update={
                "text": first,
                "speaker": speaker,
                "role": role,
                "evidence": evidence,
                "quote": None,
            }
        )
    )
    return result(
        headline=speaker,
        summary=(SummarySentence(text=text, evidence=evidence),),
        claims=(claim,),
        article=Article(text=text, sentence_spans=spans, byline=speaker),
    )


def test_what_runs_from_right_to_left_is_isolated_in_every_line() -> None:
    for line in render_terminal(foreign("he"), width=44, evidence=True).splitlines():
        isolates = re.findall("[\u2066\u2067](.*?)\u2069", line)
        assert len(isolates) == line.count("\u2069")
        left = re.sub("[\u2066\u2067].*?\u2069", "", line)
        assert not re.search("[\u0590-\u05ff\u2066-\u2069]", left)
    assert "     \u2067עדה ברוק (ראש העיר)\u2069 · possible · 2024-05-03\n" in render_terminal(
        foreign("he")
    )


@pytest.mark.parametrize("width", range(24, 60))
def test_no_line_begins_with_what_ends_a_chinese_clause(width: int) -> None:
    lines = render_terminal(foreign("zh"), width=width, evidence=True).splitlines()
    assert not [line for line in lines if line.lstrip(" │*_").startswith(("，", "。"))]


def test_markdown_isolates_it_too() -> None:
    text = render_markdown(foreign("he"))
    first, second, *_ = _FOREIGN["he"]
    assert f"1. \u2067{first}\u2069[^1][^2]\n" in text
    assert f"[^2]: \u2067{second}\u2069 (characters " in text


def test_nothing_is_isolated_where_nothing_runs_from_right_to_left() -> None:
    shown = render_terminal(foreign("zh"), evidence=True) + render_markdown(foreign("zh"))
    assert not re.search("[\u2066-\u2069]", shown)


# --- fields of users' own ---


class OwnClaim(Claim):
    place: str
    seen_in: Evidence | None = None


class OwnSummary(ArticleSummary):
    claims: Claims[OwnClaim]
    tone: str


def own() -> OwnSummary:
    values = result().model_dump()
    values["claims"] = [{**values["claims"][0], "place": "Port <b>", "seen_in": FIRST.model_dump()}]
    return OwnSummary.model_validate({**values, "tone": "dry"})


def test_own_fields_are_shown() -> None:
    text = render_terminal(own())
    assert "A. Writer\ntone: dry\n" in text
    assert "     place: Port <b>\n     seen in: [1]\n" in text
    markdown = render_markdown(own())
    assert "- tone: dry\n" in markdown
    assert "   - place: Port \\<b\\>\n   - seen in: \\[1\\]\n" in markdown


# --- Markdown ---


@pytest.mark.parametrize(
    "text",
    [
        "1. No list",
        "- No list",
        "+ No list",
        "2) No list",
        "=== no heading",
        "# no heading",
        "> no quotation",
        "a &lt; b &amp; c",
        "<script>alert(1)</script>",
        "![x](http://a.example/i.png) <http://a.example>",
        "see http://a.example/_x_ and www.b.example",
        "~~no~~ `code` $x$ *a* _b_ | c",
        "[^1] [^1]: note",
        "\\ backslash \\* star",
    ],
)
def test_markdown_shows_every_character_as_it_is(text: str) -> None:
    summary = (SummarySentence(text=text, evidence=()), SummarySentence(text="After.", evidence=()))
    claim = result().claims[0].model_copy(update={"text": text})
    shown = render_markdown(result(headline=text, summary=summary, claims=(claim,)))
    page = MarkdownIt("gfm-like", {"linkify": False}).render(shown)
    escaped = html.escape(text, quote=False).replace('"', "&quot;")
    assert f"<h1>{escaped}</h1>" in page
    assert f"<p>{escaped}\nAfter.</p>" in page
    assert "<a " not in page
    assert "http://" not in shown.replace("http\\://", "")


def test_what_follows_a_finding_is_no_part_of_it() -> None:
    finding = Finding(rule="r", severity="warning", path="summary[0]", message="Look.")
    first, second = (SummarySentence(text=text, evidence=()) for text in ("One.", "Two."))
    shown = render_markdown(
        result(summary=(first.model_copy(update={"findings": (finding,)}), second))
    )
    assert "One.\n\n- **warning**: Look.\n\nTwo.\n" in shown


def test_results_in_one_document_have_footnotes_of_their_own() -> None:
    text = render_markdown(result(), label="ab-")
    assert "[^ab-1]: " in text
    assert "[^1]" not in text


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
