from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import summarize
from summarize.article import Article
from summarize.render.html.coverage_bar import coverage_segments
from summarize.render.html.evidence import render_html
from summarize.render.html.evidence_cards import cards
from summarize.render.html.evidence_text import resting_on
from summarize.render.html.timeline import Timeline, timeline
from summarize.render.rules import RULES, rule_words
from summarize.render.terms import date_range, date_words, figure_words
from summarize.schema import ArticleSummary, Claim, ClaimFigure, SummarySentence
from tests import evidence_examples as examples
from tests.comparison_examples import HOSTILE, claim, result
from tests.html_support import Document, Element

Example = Callable[[], ArticleSummary]
EXAMPLES: list[Example] = [
    examples.town,
    examples.translated,
    examples.arabic,
    examples.hebrew,
    examples.marks,
    examples.hostile,
    examples.incomplete,
    examples.empty,
]


@pytest.fixture(scope="module")
def town() -> Document:
    return Document(render_html(examples.town()))


def element(document: Document, id_: str) -> Element:
    return next(each for each in document.elements if each.attributes.get("id") == id_)


def read(html: str) -> str:
    """What is to be read, on one line."""
    return " ".join(Document(html).text.split())


# --- structure ---


@pytest.mark.parametrize("example", EXAMPLES, ids=attrgetter("__name__"))
def test_every_page_is_well_formed_and_its_links_lead_somewhere(example: Example) -> None:
    document = Document(render_html(example()))
    ids = document.attributes("id")
    assert len(ids) == len(set(ids))
    links = [link for link in document.attributes("href") if link.startswith("#")]
    assert {link[1:] for link in links} <= set(ids)
    for name in ("data-cites", "data-cited-by", "data-quote", "data-figure", "data-for"):
        assert {id_ for value in document.attributes(name) for id_ in value.split()} <= set(ids)
    for name in ("aria-labelledby", "aria-describedby"):
        assert set(document.attributes(name)) <= set(ids)


def test_claims_and_sentences_point_at_each_other(town: Document) -> None:
    assert element(town, "a1-c2").attributes["data-cites"] == "a1-s2 a1-s1"
    assert element(town, "a1-s2").attributes["data-cited-by"] == "a1-c2 a1-c3 a1-t2"
    assert "data-cited-by" not in element(town, "a1-s9").attributes


def test_the_whole_text_is_shown_in_its_place() -> None:
    result = examples.town()
    shown = read(render_html(result))
    assert "Read also: A ferry for sale" in shown
    places = [shown.rindex(text) for text in ("Home | News", "Read also", "Share this page")]
    assert places == sorted(places)


def test_a_quotation_and_a_figure_are_marked_exactly() -> None:
    html = render_html(examples.town())
    quoted = re.findall(r'<span data-quote="a1-c3">(.*?)</span>', html)
    assert quoted == ["It was high time that this town had a bridge"]
    assert re.findall(r'<span data-figure="a1-c5">(.*?)</span>', html) == ["300"]


def test_offsets_count_code_points_before_emoji_and_combining_marks() -> None:
    html = render_html(examples.marks())
    assert re.findall(r'<span data-quote="a1-c3">(.*?)</span>', html) == ["We ❤️‍🔥 pudding 👨‍👩‍👧‍👦"]


def test_claims_are_told_as_people_expect(town: Document) -> None:
    shown = " ".join(town.text.split())
    assert "Ada Brook, Mayor · quoted word for word" in shown
    assert "about 300 boats" in shown
    assert "3 May 2024" in shown
    assert "asserted" not in shown
    assert {"planned", "possible"} <= set(shown.split())


def test_a_failed_check_is_told_and_explained(town: Document) -> None:
    shown = " ".join(town.text.split())
    assert "'17 million' is not in sentence 2, which has '12 million euros'." in shown
    assert RULES["figure-not-in-evidence"].means in shown
    assert "2 claims are not carried by the article" in shown
    assert "a1-rule-figure-not-in-evidence" in town.attributes("id")


def test_findings_of_one_rule_are_told_together() -> None:
    article = Article.from_text("The bridge opened on Monday.", language="en")
    findings = tuple(
        examples.warning("name-not-in-evidence", "claims[0].text", f"'{name}' is elsewhere.")
        for name in ("Pruett", "Crossing")
    )
    one = claim(article, "c1", "It opened.", 1, findings=findings)
    shown = read(render_html(result(article, (one,))))
    card = shown.partition("Claims")[2].partition("What these findings mean")[0]
    assert card.count("Name from elsewhere in the article") == 1
    assert "'Pruett' is elsewhere. 'Crossing' is elsewhere." in card


def test_what_is_missing_is_told_at_the_top() -> None:
    shown = read(render_html(examples.incomplete()))
    top = shown[: shown.index("Summary")]
    assert "This result is incomplete" in top
    assert top.count("Part 2 of 3 (sentences 5 to 9) has no usable answer") == 1
    assert "speaks to a language model" in top
    assert "12 characters that the page hides were left out." in top
    assert "Dropped by the repair" in top
    assert "Read in 3 parts." in top


def test_an_extracted_result_says_that_no_model_was_used() -> None:
    shown = read(render_html(examples.embedded()))
    assert "No language model was used" in shown
    assert "Cost" not in shown


def test_an_unknown_cost_is_called_unknown(town: Document) -> None:
    assert "Cost unknown" in " ".join(town.text.split())


def test_no_claims_and_no_summary_are_told() -> None:
    shown = read(render_html(examples.empty()))
    assert "This result has no summary." in shown
    assert "This result has no claims." in shown


class OwnClaim(Claim):
    place: str | None = None


class OwnSentence(SummarySentence):
    tone: str = "calm"


class OwnSummary(ArticleSummary):
    desk: str = "city desk"


def test_users_own_fields_are_shown() -> None:
    plain = examples.town()
    own = OwnSummary.model_construct(
        **{
            **{name: getattr(plain, name) for name in ArticleSummary.model_fields},
            "claims": (OwnClaim(**dict(plain.claims[0]), place="Arne <b>quay</b>"),),
            "summary": (OwnSentence(**dict(plain.summary[0])),),
            "desk": "city desk",
        }
    )
    shown = read(render_html(own))
    for text in ("place Arne <b>quay</b>", "tone calm", "desk city desk"):
        assert text in shown


# --- several results ---


def test_several_results_have_an_index_and_anchors_of_their_own() -> None:
    html = render_html([examples.town(), examples.arabic(), examples.incomplete()], title="Bridges")
    document = Document(html)
    assert document.texts["title"][0] == "Bridges"
    assert len(document.named("h1")) == 1
    links = document.attributes("href")
    assert {"#a1", "#a2", "#a3"} <= set(links)
    assert {"a1-c1", "a2-c1", "a3-c1", "a1-s1", "a2-s1"} <= set(document.attributes("id"))
    assert "incomplete" in document.text


def test_no_result_is_a_page_that_says_so() -> None:
    assert "There is no result." in read(render_html([]))


# --- safety ---


@pytest.mark.parametrize("example", [*EXAMPLES, examples.embedded], ids=attrgetter("__name__"))
def test_only_the_pages_own_script_and_style_are_allowed(example: Example) -> None:
    html = render_html(example())
    document = Document(html)
    assert len(document.named("script")) == len(document.named("style")) == 1
    [script], [style] = document.texts["script"], document.texts["style"]
    policy = document.attributes("content")[0]
    assert policy.startswith("default-src 'none'; ")
    for text in (script, style):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    names = {name for each in document.elements for name in each.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src")]
    assert not {"link", "img", "iframe", "form", "base"} & {e.tag for e in document.elements}


def test_nothing_of_a_text_becomes_markup() -> None:
    html = render_html(examples.hostile())
    document = Document(html)
    assert "<img src=x onerror" not in html
    assert "alert(1)" not in document.texts["script"][0]
    assert "</script><script>alert(1)</script><img src=x onerror=alert(2)>" in document.text
    assert "\u202e" not in html
    assert "\x1b" not in html


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(max_size=30))
def test_any_text_leaves_the_page_whole(text: str, other: str) -> None:
    article = Article.from_text(f"The bridge opened.\n\n{text}", title=other, language="en")
    finding = examples.error(text, other, text)
    one = claim(article, text, other, 1, speaker=text, role=other, when=text, findings=(finding,))
    html = render_html(result(article, (one, one), headline=text, notes=(other,)), title=other)
    assert len(Document(html).named("script")) == 1


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://herald.example/a?b=1&c=\"2'", True),
        ("http://herald.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//herald.example/x", False),
        ("https://[broken", False),
        ("herald.example", False),
        (HOSTILE, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, *, links: bool) -> None:
    one = examples.town()
    article = one.article.model_copy(update={"url": url})
    document = Document(render_html(one.model_copy(update={"article": article})))
    outside = [link for link in document.attributes("href") if not link.startswith("#")]
    assert outside == ([url] if links else [])


def test_the_page_names_no_address_but_the_articles() -> None:
    html = render_html(examples.town())
    assert re.findall(r"https?://[^\s\"'<&]*", html) == ["https://herald.example/bridge?a=1"]


# --- direction and language ---


@pytest.mark.parametrize(
    ("example", "text", "claims"),
    [
        (examples.arabic, ("ar", "rtl"), ("ar", "rtl")),
        (examples.hebrew, ("he", "rtl"), ("he", "rtl")),
        (examples.translated, ("ar", "rtl"), ("en", "ltr")),
        (examples.town, ("en", "ltr"), ("en", "ltr")),
    ],
    ids=["arabic", "hebrew", "translated", "english"],
)
def test_article_and_claims_have_their_own_language_and_direction(
    example: Example, text: tuple[str, str], claims: tuple[str, str]
) -> None:
    document = Document(render_html(example()))
    prose = next(e for e in document.elements if e.attributes.get("class") == "prose")
    assert (prose.attributes["lang"], prose.attributes["dir"]) == text
    heading = document.named("h1")[0]
    assert (heading.attributes["lang"], heading.attributes["dir"]) == claims
    assert element(document, "a1-c2").attributes["dir"] == claims[1]
    assert document.named("html")[0].attributes == {"lang": "en"}


# --- the bar and the timeline ---


def test_the_bar_covers_the_article_and_links_to_what_is_cited() -> None:
    result = examples.town()
    summary, claims = cards(result, "a1-")
    resting = resting_on(result.article, (*summary, *claims))
    segments = coverage_segments(result.article, resting, "a1-")
    assert sum(segment.width for segment in segments) == pytest.approx(100, abs=0.1)
    assert [segment.kind for segment in segments] == [
        "often", "cited", "cited", "uncited", "cited", "cited", "cited", "cited", "uncited",
    ]  # fmt: skip
    assert segments[0].says == "sentence 1: claim 1, claim 2, claim 4, S1 of the summary"


def test_a_long_articles_bar_has_room_for_its_segments() -> None:
    result = examples.large(40_000, 150)
    _, claims = cards(result, "a1-")
    segments = coverage_segments(result.article, resting_on(result.article, claims), "a1-")
    assert len(segments) <= 240


def line_of(*dates: str | None) -> Timeline | None:
    article = Article.from_text("The bridge opened on Monday.", language="en")
    claims = [claim(article, f"c{n}", f"{n}", 1, when=when) for n, when in enumerate(dates, 1)]
    return timeline(cards(result(article, claims), "a1-")[1])


def test_claims_stand_on_the_timeline_in_the_order_of_their_dates() -> None:
    line = line_of("2024-08-06", "2023", "2024-08-06", None, "2024-02", "soon")
    assert line is not None
    assert [mark.words for mark in line.marks] == ["2023", "February 2024", "6 August 2024"]
    assert [mark.ids for mark in line.marks] == ["a1-c2", "a1-c5", "a1-c1 a1-c3"]
    assert not line.is_even
    assert [mark.width > 0 for mark in line.marks] == [True, True, False]
    assert line.says == "4 dated claims from 2023 to 6 August 2024"


@pytest.mark.parametrize("dates", [(), ("2024",), ("2024", "2024"), (None, "x")], ids=str)
def test_fewer_than_two_dates_make_no_timeline(dates: tuple[str | None, ...]) -> None:
    assert line_of(*dates) is None


def test_dates_too_unevenly_spread_for_a_scale_stand_at_equal_distances() -> None:
    line = line_of("1912", "2024-12-01", "2024-12-02", "2024-12-03", "2024-12-04")
    assert line is not None
    assert line.is_even
    steps = [mark.x for mark in line.marks]
    assert steps == [4, 27, 50, 73, 96]


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        (("2024-12-23", "2025-01-01"), ["23 December 2024", "1 January 2025"]),
        (("2024-08-06", "2025-01-01"), ["Oct 2024", "Jan 2025"]),
        (("1968", "1996", "2025"), ["1980", "2000", "2020"]),
        (("0001", "9999"), ["500", "1000"]),
    ],
    ids=["days", "months", "years", "ages"],
)
def test_the_timeline_is_labelled_with_round_dates(
    dates: tuple[str, ...], labels: list[str]
) -> None:
    line = line_of(*dates)
    assert line is not None
    texts = [tick.text for tick in line.ticks]
    assert len(texts) <= 20
    assert texts[: len(labels)] == labels if dates[0] != "0001" else texts


# --- words ---


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2024", "2024"),
        ("2024-08", "August 2024"),
        ("2024-08-06", "6 August 2024"),
        ("2024-13", "2024-13"),
        ("2024-02-30", "2024-02-30"),
        ("0000", "0000"),
        ("last week", "last week"),
    ],
)
def test_a_date_is_written_as_people_write_it(when: str, words: str) -> None:
    assert date_words(when) == words


@pytest.mark.parametrize(
    ("when", "days"),
    [("2024", 366), ("2024-02", 29), ("2024-02-03", 1), ("9999", 365), ("9999-12", 31)],
)
def test_a_date_of_less_precision_spans_its_days(when: str, days: int) -> None:
    found = date_range(when)
    assert found is not None
    assert found.last.toordinal() - found.first.toordinal() + 1 == days


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        ("38,000", "troops", "over", ("over", "38,000", "troops")),
        ("$5 million", "USD", "exact", ("", "$5 million", "")),
        ("5 %", "%", "about", ("about", "5 %", "")),
        ("half", None, "exact", ("", "half", "")),
    ],
)
def test_a_figure_is_told_without_what_goes_without_saying(
    value: str, unit: str | None, qualifier: str, words: tuple[str, str, str]
) -> None:
    figure = ClaimFigure.model_validate(
        {
            "value": value,
            "number": None,
            "unit": unit,
            "qualifier": qualifier,
            "start": None,
            "end": None,
        }
    )
    assert figure_words(figure) == words


def test_every_rule_of_the_checks_has_words() -> None:
    root = Path(summarize.__file__).parent
    code = "".join(
        path.read_text("utf-8") for path in root.glob("**/*.py") if "render" not in str(path)
    )
    made = r'\b(?:error|warning|make|_finding)\)?\(\s*"([a-z-]+)"|warning\)\("([a-z-]+)"|rule="([a-z-]+)"'
    found = {name for match in re.findall(made, code) for name in match if name}
    assert {"figure-not-in-evidence", "polarity", "dropped", "speaker-not-in-evidence"} <= found
    assert found <= set(RULES), "say in render/rules.py what the rule looks for"


def test_an_unknown_rule_is_told_by_its_name() -> None:
    assert rule_words("made-up-rule").title == "Made up rule"
