"""The report of `summarize diff --format html`, used as people use it."""

from __future__ import annotations

from typing import Any

import pytest

from summarize.article import Article
from summarize.regression.comparison import ArticleComparison
from summarize.regression.html_report import comparison_html
from tests import comparison_examples as examples
from tests.browser.conftest import Open

# In the page that the first three examples make, "a1" is the bridge: a1-o3 is its old claim about
# the cost, a1-n4 the new one, which cite sentence 2, and sentences 2 and 1.
BRIDGE, ARABIC, UNCHANGED = "#a1", "#a2", "#a3"
COST_WAS, COST_IS = "a1-o3", "a1-n4"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def html() -> str:
    return comparison_html(examples.comparison())


@pytest.fixture(scope="module")
def long_html() -> str:
    """A report on an article that is longer than its box."""
    text = " ".join(f"Road {number} was closed on Monday." for number in range(1, 121))
    article = Article.from_text(text, title="Roads", language="en")
    last = examples.claim(article, "c1", "Road 120 was closed.", 120)
    first = examples.claim(article, "c2", "Road 1 was closed.", 1)
    changes = (examples.change("lost", [last], []), examples.change("added", [], [first]))
    results = (examples.result(article, (last,)),), (examples.result(article, (first,)),)
    return comparison_html(
        examples.comparison(ArticleComparison("roads", article, *results, changes, 0.0))
    )


# --- claims and sentences ---


def test_hovering_a_claim_highlights_its_sentences_and_figure(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.hover(f"#{COST_WAS} .says")
    assert opened.wait_lit("a1-s2") == {COST_WAS, "a1-s2", "12 million"}
    opened.page.hover("h1")
    opened.page.wait_for_selector(".lit", state="detached")


def test_a_highlight_is_visible(open_html: Open, html: str) -> None:
    opened = open_html(html)
    before = opened.style("#a1-s2", "backgroundColor")
    opened.page.focus(f"#{COST_WAS} a")
    assert opened.style("#a1-s2", "backgroundColor") != before


def test_focusing_a_claims_link_highlights_all_its_sentences(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.focus(f"#{COST_IS} a")
    assert opened.lit() == {COST_IS, "a1-s2", "a1-s1"}


def test_focusing_a_sentence_highlights_the_claims_of_both_sides(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    opened.page.focus("#a1-s2")
    assert opened.lit() == {"a1-s2", COST_WAS, COST_IS, "12 million"}


def test_the_text_scrolls_to_a_claims_sentence_and_the_page_stays(
    open_html: Open, long_html: str
) -> None:
    opened = open_html(long_html)
    opened.page.locator("#a1 .claims").scroll_into_view_if_needed()
    before = opened.page.evaluate("scrollY")
    opened.page.hover("#a1-o1 .says")
    opened.wait_lit("a1-s120")
    visible = """() => {
        const box = document.querySelector("[data-scroll]").getBoundingClientRect();
        const sentence = document.querySelector("#a1-s120").getBoundingClientRect();
        return sentence.top >= box.top && sentence.bottom <= Math.min(box.bottom, innerHeight);
    }"""
    opened.page.wait_for_function(visible)
    assert opened.page.evaluate("scrollY") == before


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_sentence_is_followed_by_key_to_its_first_claim(
    open_html: Open, html: str, key: str
) -> None:
    opened = open_html(html)
    opened.page.focus("#a1-s2")
    opened.page.keyboard.press(key)
    assert opened.page.evaluate("document.activeElement.id") == COST_WAS
    assert opened.lit() == {"a1-s2", COST_WAS, COST_IS, "12 million"}


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_claims_link_is_followed_by_key_to_its_sentence(
    open_html: Open, html: str, key: str
) -> None:
    opened = open_html(html)
    opened.page.focus(f"#{COST_WAS} a")
    opened.page.keyboard.press(key)
    assert opened.page.evaluate("document.activeElement.id") == "a1-s2"


def test_a_click_keeps_the_highlight_until_escape(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click(f"#{COST_WAS} .says")
    opened.page.hover("#a1-o5 .says")
    opened.page.wait_for_timeout(200)
    assert COST_WAS in opened.lit()
    opened.page.keyboard.press("Escape")
    assert opened.lit() == set()


def test_a_sentence_opens_the_list_that_holds_its_claim(open_html: Open, html: str) -> None:
    opened = open_html(html)
    same = opened.page.locator("#a2 .same-claims .claim").first
    assert not same.is_visible()
    opened.page.click("#a2-s1")
    assert same.is_visible()


def test_a_sentence_shows_a_claim_that_the_filter_hides(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("button[data-filter=added]")
    assert not opened.page.is_visible(f"#{COST_WAS}")
    opened.page.click("#a1-s2")
    assert opened.page.is_visible(f"#{COST_WAS}")
    assert opened.texts("button[aria-pressed=true]") == []


# --- filters ---


def test_a_filter_shows_only_its_kind(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("button[data-filter=lost]")
    assert [text.split()[-1] for text in opened.texts(".change .badge")] == ["lost"]
    assert opened.texts("[role=status]") == ["1 of 12 claims shown"]
    assert "nothing of what is shown" in opened.page.locator(f"{ARABIC} > summary").inner_text()


def test_filters_add_up_and_can_be_taken_back(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("button[data-filter=lost]")
    opened.page.click("button[data-filter=added]")
    assert len(opened.texts(".change")) == 2
    opened.page.click("button[data-filter=lost]")
    assert len(opened.texts(".change")) == 1
    opened.page.click("button[data-filter-reset]")
    assert opened.texts("button[aria-pressed=true]") == []
    assert opened.page.locator(".change[hidden]").count() == 0


@pytest.mark.parametrize(
    "tag", ["new-violation", "changed", "lost", "added", "split", "merged", "reworded", "same",
            "figure", "speaker", "evidence", "certainty"],
)  # fmt: skip
def test_a_filter_shows_as_many_as_it_says(open_html: Open, html: str, tag: str) -> None:
    opened = open_html(html)
    button = opened.page.locator(f"button[data-filter={tag}]")
    button.click()
    assert len(opened.texts(".change")) == int(button.locator(".count").inner_text())


def test_filters_work_by_key(open_html: Open, html: str) -> None:
    opened = open_html(html)
    button = opened.page.locator("button[data-filter=split]")
    for key, pressed in ((" ", "true"), ("Enter", "false")):
        button.press(key)
        assert button.get_attribute("aria-pressed") == pressed


def test_all_articles_open_and_close(open_html: Open, html: str) -> None:
    opened = open_html(html)
    assert opened.page.locator(UNCHANGED).get_attribute("open") is None
    opened.page.click("button[data-open=all]")
    assert opened.page.locator("details.article[open]").count() == 4
    opened.page.click("button[data-open=none]")
    assert opened.page.locator("details.article[open]").count() == 0


# --- keyboard ---


def test_the_first_stop_skips_to_the_articles(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    assert opened.page.locator(".skip").bounding_box()["x"] >= 0
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    focused = opened.page.evaluate("document.activeElement.dataset.filter")
    assert focused == "new-violation"


def test_every_stop_of_the_tab_key_shows_its_focus(open_html: Open, html: str) -> None:
    opened = open_html(html)
    where = """() => {
        const at = document.activeElement;
        const style = getComputedStyle(at);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return [at === document.body ? "end" : at.tagName, outlined];
    }"""
    stops: list[str] = []
    for _ in range(200):
        opened.page.keyboard.press("Tab")
        name, outlined = opened.page.evaluate(where)
        if name == "end":
            break
        assert outlined, f"stop {len(stops)} ({name}) shows no focus"
        stops.append(name)
    assert {"A", "BUTTON", "SUMMARY"} <= set(stops)
    assert len(stops) < 200


# --- without JavaScript, in the dark, on paper, on a phone ---


def test_without_javascript_everything_can_be_read(open_html: Open, html: str) -> None:
    opened = open_html(html, java_script_enabled=False)
    page = opened.page
    assert not page.is_visible("[data-toolbar]")
    while (closed := page.locator("details:not([open]) > summary:visible")).count():
        closed.first.click()
    shown = page.inner_text("body")
    for article in (examples.bridge(), examples.arabic()):
        for change in article.changes:
            claims = change.new if change.kind == "same" else (*change.old, *change.new)
            assert all(claim.text in shown for claim in claims)
    for said in ("Ferries stop on 1 July.", "The model refused to answer.", "ferry: no new result"):
        assert said in shown


def test_without_javascript_links_lead_from_claim_to_sentence_and_back(
    open_html: Open, html: str
) -> None:
    opened = open_html(html, java_script_enabled=False)
    plain = opened.style("#a1-s2", "backgroundColor")
    opened.page.click(f"#{COST_WAS} .cites a")
    assert opened.page.url.endswith("#a1-s2")
    assert opened.style("#a1-s2", "backgroundColor") != plain
    opened.page.click("#a2-s1")  # its claim is in a closed list
    assert opened.page.is_visible("#a2-n2")


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_colour_scheme(
    open_html: Open, html: str, scheme: str, *, is_dark: bool
) -> None:
    opened = open_html(html, color_scheme=scheme)
    for selector, name in (("body", "backgroundColor"), (BRIDGE, "backgroundColor")):
        colour = opened.style(selector, name)
        channels = [int(part) for part in colour.strip("rgba()").split(",")[:3]]
        assert (sum(channels) < 3 * 128) is is_dark


def test_paper_has_the_whole_text_and_no_buttons(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html, color_scheme="dark")
    opened.page.emulate_media(media="print")
    assert not opened.page.is_visible("[data-toolbar]")
    box = opened.page.locator("[data-scroll]")
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") <= 1
    assert opened.style("body", "backgroundColor") == "rgb(255, 255, 255)"


def test_paper_has_what_was_closed_in_a_changed_article(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.emulate_media(media="print")
    height = "element => element.getBoundingClientRect().height"
    assert opened.page.locator(f"{ARABIC} .same-claims .claim").first.evaluate(height) > 0
    assert opened.page.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_phone_never_scrolls_sideways(open_html: Open, html: str, *, script: bool) -> None:
    opened = open_html(html, viewport=PHONE, java_script_enabled=script)
    width = opened.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_a_hostile_page_fits_a_phone_too(open_html: Open) -> None:
    opened = open_html(comparison_html(examples.comparison(examples.hostile())), viewport=PHONE)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_sides_stand_one_below_the_other_and_are_named(
    open_html: Open, html: str
) -> None:
    opened = open_html(html, viewport=PHONE)
    was, now = (opened.page.locator(f"#{id_}").bounding_box() for id_ in (COST_WAS, COST_IS))
    assert now["y"] >= was["y"] + was["height"]
    assert opened.page.locator(f"#{COST_WAS}").inner_text().startswith("news@1:")


def test_old_and_new_stand_side_by_side(open_html: Open, html: str) -> None:
    opened = open_html(html)
    was, now = (opened.page.locator(f"#{id_}").bounding_box() for id_ in (COST_WAS, COST_IS))
    assert was["y"] == now["y"]
    assert was["x"] + was["width"] < now["x"]


def test_the_two_sides_evidence_differs_by_more_than_colour(open_html: Open, html: str) -> None:
    opened = open_html(html)
    only_old, only_new = "#a1-s4", "#a1-s5"
    assert opened.style(only_old, "textDecorationStyle") == "dashed"
    assert opened.style(only_old, "borderBottomStyle") == "none"
    assert opened.style(only_new, "textDecorationLine") == "none"
    assert opened.style(only_new, "borderBottomStyle") == "solid"
    assert opened.style("#a1-s2", "textDecorationStyle") == "dashed"
    assert opened.style("#a1-s2", "borderBottomStyle") == "solid"


# --- right to left ---


def test_arabic_runs_from_right_to_left(open_html: Open, html: str) -> None:
    opened = open_html(html)
    assert opened.style(f"{ARABIC} .prose", "direction") == "rtl"
    assert opened.style(f"{BRIDGE} .prose", "direction") == "ltr"
    assert opened.page.locator(f"{ARABIC} .prose").get_attribute("lang") == "ar"


def test_a_claim_that_opens_with_a_latin_name_still_runs_from_right_to_left(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    says = f"{ARABIC} .changes > .reworded .new .says"
    assert opened.page.locator(says).inner_text().startswith("BBC News")
    assert opened.style(says, "direction") == "rtl"
    edge = """element => {
        const range = document.createRange();
        range.setStart(element.firstChild, 0);
        range.setEnd(element.firstChild, 8);
        return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
    }"""
    assert opened.page.locator(says).evaluate(edge) < 5  # the name stands at the right edge


def test_the_page_itself_runs_from_left_to_right(open_html: Open, html: str) -> None:
    opened = open_html(html)
    assert opened.style(ARABIC, "direction") == "ltr"
    isolated = opened.page.locator(f"{ARABIC} .aspects bdi").first
    assert isolated.evaluate("element => getComputedStyle(element).unicodeBidi") == "isolate"


# --- safety ---


def test_nothing_in_a_text_becomes_markup(open_html: Open) -> None:
    opened = open_html(comparison_html(examples.comparison(examples.hostile())))
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img").count() == 0
    assert "<img src=x onerror=alert(2)>" in opened.page.inner_text("body")


def test_the_policy_stops_what_is_not_the_pages_own(open_html: Open, html: str) -> None:
    opened = open_html(html)
    attack = """async () => {
        const script = document.createElement("script");
        script.textContent = "window.attacked = true";
        document.body.append(script);
        document.body.insertAdjacentHTML("beforeend", "<p id=x style='color:red'>x</p>");
        let fetched = true;
        await fetch("http://127.0.0.1:9/").catch(() => { fetched = false; });
        return [window.attacked === true, fetched, document.querySelector("#x").style.color];
    }"""
    assert opened.page.evaluate(attack) == [False, False, ""]
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.complaints.clear()
    del opened.requests[1:]


# --- accessibility ---


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(
    open_html: Open, html: str, axe: str, scheme: str, viewport: dict[str, int]
) -> None:
    opened = open_html(html, color_scheme=scheme, viewport=viewport)
    opened.page.click("button[data-open=all]")
    opened.page.click("button[data-filter=changed]")
    opened.page.click("button[data-filter-reset]")
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    opened.page.focus("#a1-s2")
    assert serious(opened.page, axe) == []


def serious(page: Any, axe: str) -> list[str]:
    """What axe-core calls serious or critical, each with its first place."""
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    return [
        f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]} "
        f"{each['nodes'][0].get('failureSummary', '')}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
