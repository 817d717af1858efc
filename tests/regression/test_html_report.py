from __future__ import annotations

import dataclasses
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from summarize.regression.comparing import compare
from summarize.regression.comparison import ArticleComparison, Outcome, Side, Verdict
from summarize.regression.html_report import comparison_html
from summarize.regression.project import open_project
from tests import comparison_examples as examples
from tests.html_support import Document

COMPARISONS = {
    "every kind": examples.comparison(),
    "hostile": examples.comparison(examples.hostile()),
    "unchanged": examples.comparison(examples.unchanged(), prompt_diff="", left_out=(), unfit=()),
    "failed": examples.comparison(examples.failed(), metrics=()),
}
OLD = Verdict("inconclusive", "old", 0.05, ("Too few articles.",), None, 0, 9)


@pytest.fixture(params=list(COMPARISONS))
def html(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return comparison_html(COMPARISONS[name])


def words(*articles: ArticleComparison, **fields: object) -> str:
    """The text of a report on one line."""
    return examples.words_of(comparison_html(examples.comparison(*articles, **fields)))


# --- the document ---


def test_the_document_is_well_formed(html: str) -> None:
    assert html.startswith("<!doctype html>\n")
    assert [each.tag for each in Document(html).elements[:3]] == ["html", "head", "meta"]


def test_every_id_is_unique(html: str) -> None:
    ids = Document(html).attributes("id")
    assert len(ids) == len(set(ids))


def test_every_link_and_every_reference_has_a_target(html: str) -> None:
    document = Document(html)
    ids = set(document.attributes("id"))
    targets = [href.removeprefix("#") for href in document.attributes("href")]
    for name in ("aria-labelledby", "data-cites", "data-cited-by", "data-part"):
        targets += [id_ for value in document.attributes(name) for id_ in value.split()]
    assert targets
    assert set(targets) <= ids


def test_nothing_is_loaded_from_anywhere(html: str) -> None:
    document = Document(html)
    tags = {each.tag for each in document.elements}
    assert tags.isdisjoint({"link", "img", "iframe", "object", "embed", "base", "form", "video"})
    assert not document.attributes("src")
    assert all(href.startswith("#") for href in document.attributes("href"))
    style = document.texts["style"][0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_names_the_hash_of_the_only_style_and_the_only_script(html: str) -> None:
    document = Document(html)
    policy = next(
        each.attributes["content"]
        for each in document.named("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag in ("style", "script"):
        (text,) = document.texts[tag]
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


def test_no_element_carries_a_style_or_a_handler(html: str) -> None:
    names = {name for each in Document(html).elements for name in each.attributes}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_style_and_script_are_small(html: str) -> None:
    document = Document(html)
    assert sum(len(document.texts[tag][0]) for tag in ("style", "script")) < 40_000


def test_a_large_comparison_is_small_and_quick() -> None:
    articles = [long_article(number) for number in range(13)]
    before = time.process_time()
    html = comparison_html(examples.comparison(*articles))
    assert time.process_time() - before < 3
    assert len(html.encode()) < 1_500_000


@pytest.mark.thorough
def test_the_recordings_of_this_project_make_a_sound_page() -> None:
    root = Path(__file__).parents[2]
    html = comparison_html(compare("article@1", "article@2", project=open_project(root)))
    document = Document(html)
    ids = document.attributes("id")
    assert len(ids) == len(set(ids)) > 500
    assert {href.removeprefix("#") for href in document.attributes("href")} <= set(ids)
    assert len(html.encode()) < 1_500_000


def long_article(number: int) -> ArticleComparison:
    """The bridge, with twenty claims of each side, all reworded."""
    bridge = examples.bridge()
    first = bridge.changes[2]
    changes = tuple(
        examples.change(
            "reworded",
            [
                first.old[0].model_copy(
                    update={"id": f"c{n}", "text": f"{first.old[0].text * 3} {n}"}
                )
            ],
            [
                first.new[0].model_copy(
                    update={"id": f"c{n}", "text": f"{first.new[0].text * 3} {n}"}
                )
            ],
        )
        for n in range(20)
    )
    return ArticleComparison(
        f"bridge-{number}", bridge.article, bridge.old, bridge.new, changes, 1.0
    )


# --- hostile texts ---


def test_no_text_becomes_markup() -> None:
    document = Document(comparison_html(COMPARISONS["hostile"]))
    assert len(document.named("script")) == 1
    assert not document.named("img")
    assert "<img src=x onerror=alert(2)>" in document.text


def test_no_control_or_direction_character_gets_through() -> None:
    html = comparison_html(COMPARISONS["hostile"])
    assert {"\x1b", "\u202e", "\u2066", "\x00", "\x07"}.isdisjoint(html)


def test_hostile_labels_reasons_and_prompts_stay_text() -> None:
    side = Side(examples.HOSTILE, examples.HOSTILE)
    verdict = Verdict("pass", "old", 0.05, (examples.HOSTILE,), None, 0)
    diff = f"--- a\n+++ b\n@@ -1 +1 @@\n-{examples.HOSTILE}\n+x {examples.HOSTILE}\n"
    hostile = examples.comparison(
        examples.unchanged(),
        old=side,
        new=side,
        verdict=verdict,
        prompt_diff=diff,
        left_out=(examples.HOSTILE,),
        unfit=(examples.HOSTILE,),
    )
    document = Document(comparison_html(hostile))
    assert len(document.named("script")) == 1
    assert not document.named("img")


def test_a_lone_surrogate_is_replaced() -> None:
    html = comparison_html(examples.comparison(examples.unchanged(), unfit=("a\ud800b",)))
    assert "a\ufffdb" in html
    html.encode()


# --- what it says ---


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("pass", "✓ Pass"), ("regressed", "✗ Regressed"), ("inconclusive", "? Inconclusive")],
)
def test_the_verdict_comes_first_in_words(outcome: Outcome, said: str) -> None:
    verdict = dataclasses.replace(examples.comparison().verdict, outcome=outcome)
    text = words(verdict=verdict)
    assert said in text.partition("By article")[0]


def test_reasons_and_interval_are_given() -> None:
    html = comparison_html(examples.comparison())
    assert "1 new violation of a hard rule" in html
    assert 'aria-label="−2.1 points, 90 % interval −11.2 to +7.0, over 3 articles"' in html


def test_agreement_is_never_called_quality() -> None:
    text = words(verdict=OLD)
    assert "Agreement, not quality." in text
    assert "what people wrote down" not in text


def test_scores_against_expectations_are_explained() -> None:
    text = words()
    assert "share of what people wrote down that its claims must say" in text
    assert "Agreement, not quality" not in text


def test_articles_show_score_and_difference() -> None:
    html = comparison_html(examples.comparison())
    assert "1.00 → 0.75" in html
    assert 'aria-label="−25.0 points"' in html


def test_agreement_is_measured_from_its_floor() -> None:
    article = dataclasses.replace(examples.bridge(), floor=0.7)
    html = comparison_html(examples.comparison(article, verdict=OLD))
    assert "0.62 (with itself 0.70)" in html
    assert 'aria-label="−8.0 points"' in html


def test_agreement_without_a_floor_is_plotted_as_it_is() -> None:
    html = comparison_html(examples.comparison(examples.bridge(), verdict=OLD))
    assert "Agreement, in per cent" in html
    assert 'aria-label="62 per cent"' in html


def test_metrics_show_both_versions_their_difference_and_the_noise() -> None:
    text = words()
    assert "claims an article 6.20 6.00 −0.20 −1.40 to +1.00 ±0.50" in text
    assert "agreement – 0.84 – – –" in text
    assert "tokens out 1,310 1,604 +294 +120 to unbounded ±40" in text


def test_changed_aspects_show_what_was_and_what_is() -> None:
    text = words()
    assert "figure was 12 million euros → , is now 17 million euros" in text
    assert "speaker was كريم سالم → , is now none" in text


def test_changed_words_are_marked_on_their_side() -> None:
    html = comparison_html(examples.comparison())
    assert "The bridge cost <del>12</del> million euros" in html
    assert "The bridge cost <ins>17</ins> million euros" in html


def test_lost_and_added_claims_stand_beside_nothing() -> None:
    text = words()
    assert "news@2: no such claim" in text
    assert "news@1: no such claim" in text


def test_a_new_violation_is_shown_with_its_article_and_in_its_claim() -> None:
    html = comparison_html(examples.comparison())
    assert "1 new violation of news@2" in html
    assert '<a href="#a1-n4">to the claim' in html
    said = "<strong>✗ New violation:</strong> <bdi>17 million is not in sentences 2 and 1"
    assert html.count(said) == 1


def test_a_violation_of_another_sample_is_not_pinned_on_the_first() -> None:
    bridge = examples.bridge()
    (violation,) = bridge.new_violations
    other = dataclasses.replace(violation, subject="A claim of the second sample.")
    article = dataclasses.replace(bridge, new=(*bridge.new, *bridge.new), new_violations=(other,))
    html = comparison_html(examples.comparison(article))
    assert "to the claim" not in html
    assert "New violation:" not in html


def test_an_article_without_a_summary_says_why() -> None:
    assert "news@2 gives no summary of this article: The model refused to answer." in words()


def test_unchanged_articles_are_closed_and_the_others_open() -> None:
    articles = [
        each.attributes
        for each in Document(comparison_html(examples.comparison())).named("details")
        if "article" in each.attributes["class"].split()
    ]
    assert ["open" in each for each in articles] == [True, True, False, True]


def test_what_was_not_compared_is_said() -> None:
    text = words()
    assert "ferry: no new result of news@2" in text
    assert "→ record again: summarize record" in text


def test_prompt_lines_carry_their_sign_and_their_changed_words() -> None:
    html = comparison_html(examples.comparison())
    assert "1 line removed, 2 lines added" in html
    assert "claims, <ins>each of which stands alone,</ins> the most important first." in html
    assert '<span class="sign" aria-hidden="true">−</span><span class="vh">removed: </span>' in html


# --- texts and evidence ---


def test_the_whole_text_of_the_article_is_there() -> None:
    document = Document(comparison_html(examples.comparison()))
    for article in (examples.bridge().article, examples.arabic().article):
        assert all(sentence.text in document.text for sentence in article.sentences)
    assert "By A. Writer" in document.text


def test_a_sentence_links_to_the_claims_of_both_sides_and_says_whose_they_are() -> None:
    html = comparison_html(examples.comparison())
    (sentence,) = [e for e in Document(html).named("a") if e.attributes.get("id") == "a1-s2"]
    assert sentence.attributes["class"].split() == ["sentence", "cited", "old", "new"]
    assert sentence.attributes["data-cited-by"] == "a1-o3 a1-n4"
    assert sentence.attributes["aria-description"] == "cited by c2 of news@1 and c2 of news@2"


def test_evidence_of_one_side_is_marked_as_that_sides() -> None:
    classes = {
        e.attributes["id"]: e.attributes["class"].split()[2:]
        for e in Document(comparison_html(examples.comparison())).named("a")
        if "data-cited-by" in e.attributes
    }
    assert classes["a1-s4"] == ["old"]
    assert classes["a1-s5"] == ["new"]


def test_texts_carry_their_language_and_direction() -> None:
    prose = [
        each.attributes
        for each in Document(comparison_html(examples.comparison())).named("div")
        if each.attributes.get("class") == "prose"
    ]
    assert [(p["dir"], p["lang"]) for p in prose[:2]] == [("ltr", "en"), ("rtl", "ar")]


def test_values_within_a_line_are_isolated() -> None:
    html = comparison_html(examples.comparison())
    assert "<del><bdi>كريم سالم</bdi></del>" in html
