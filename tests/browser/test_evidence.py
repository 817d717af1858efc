"""The evidence view, used as people use it."""

from __future__ import annotations

from functools import partial

import pytest

from summarize.render.html.evidence import render_html
from tests import evidence_examples as examples
from tests.browser.conftest import Open, Opened
from tests.browser.test_comparison import serious

# In the town's page claim 3 quotes sentence 3 and cites sentence 2 too, which claim 2 and the second
# sentence of the summary also rest on; claim 5 has a figure in sentence 6.
QUOTE, FIGURE = "It was high time that this town had a bridge", "300"
PHONE = {"width": 360, "height": 740}
IN_PANE = """id => {
    const element = document.getElementById(id);
    const pane = element.closest(".pane").getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return box.top >= pane.top - 1 && box.bottom <= Math.min(pane.bottom, innerHeight) + 1;
}"""


@pytest.fixture
def open_html(open_html: Open) -> Open:
    """Opens HTML in a window of its own, where nothing glides."""
    return partial(open_html, reduced_motion="reduce")


@pytest.fixture(scope="module")
def html() -> str:
    return render_html(examples.town())


@pytest.fixture(scope="module")
def long_html() -> str:
    return render_html(examples.large(40_000, 60))


@pytest.fixture(scope="module")
def several_html() -> str:
    return render_html(
        [examples.town(), examples.translated(), examples.arabic(), examples.incomplete()]
    )


def items(opened: Opened) -> set[str]:
    """The ids of the claims, summary sentences and sentences that are highlighted."""
    found = opened.page.locator(":is(.item, .s).lit")
    return set(found.evaluate_all("all => all.map(e => e.id)"))


def passages(opened: Opened) -> list[str]:
    """The texts of the quotations and figures that are highlighted."""
    found = opened.page.locator(":is([data-quote], [data-figure]).lit")
    return [str(text) for text in found.all_text_contents()]


def focused(opened: Opened) -> str:
    return str(opened.page.evaluate("document.activeElement.id"))


def background(opened: Opened, selector: str) -> str:
    return opened.style(selector, "backgroundColor")


# --- from a claim to its sentences ---


def test_hovering_a_claim_marks_its_sentences_and_the_exact_quotation(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    plain = background(opened, "#a1-s3")
    opened.page.hover("#a1-c3 .says")
    opened.wait_lit("a1-s3")
    assert items(opened) == {"a1-c3", "a1-s3", "a1-s2"}
    assert passages(opened) == [QUOTE]
    assert background(opened, "#a1-s3") != plain
    assert background(opened, "[data-quote].lit") != background(opened, "#a1-s3")
    opened.page.hover(".headline")
    opened.page.wait_for_selector(".item.lit", state="detached")


def test_a_figure_is_marked_inside_its_sentence(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.hover("#a1-c5 .says")
    opened.wait_lit("a1-s6")
    assert passages(opened) == [FIGURE]
    assert opened.style("[data-figure].lit", "boxShadow") != "none"


def test_hovering_scrolls_the_article_and_not_the_claims(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html)
    last = opened.page.locator(".card").last
    last.scroll_into_view_if_needed()
    before = opened.page.evaluate("document.querySelector('.analysis').scrollTop")
    sentence = str(last.get_attribute("data-cites")).split()[0]
    assert not opened.page.evaluate(IN_PANE, sentence)
    last.locator(".says").hover()
    opened.wait_lit(sentence)
    opened.page.wait_for_function(IN_PANE, arg=sentence)
    assert opened.page.evaluate("document.querySelector('.analysis').scrollTop") == before
    assert opened.page.evaluate("scrollY") == 0


def test_a_single_result_fills_the_window_and_the_page_itself_never_scrolls(
    open_html: Open, long_html: str
) -> None:
    opened = open_html(long_html)
    opened.page.click(".card >> nth=3 >> .refs a >> nth=2")
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    root = "document.documentElement"
    assert opened.page.evaluate(f"{root}.scrollHeight - {root}.clientHeight") == 0


def test_focusing_a_summary_sentences_link_marks_all_its_sentences(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    opened.page.focus("#a1-t2 .refs a")
    assert items(opened) == {"a1-t2", "a1-s2", "a1-s6"}


def test_a_click_keeps_the_marks_until_escape(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("#a1-c3 .says")
    opened.page.hover("#a1-c5 .says")
    opened.page.wait_for_timeout(150)
    assert items(opened) == {"a1-c3", "a1-s3", "a1-s2"}
    opened.page.keyboard.press("Escape")
    assert items(opened) == set()


def test_a_second_click_takes_the_marks_back(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("#a1-c3 .says")
    opened.page.click("#a1-c3 .says")
    opened.page.hover(".headline")
    opened.page.wait_for_selector(".item.lit", state="detached")


def test_a_claims_link_leads_to_its_sentence_and_back_leads_back(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    opened.page.click("#a1-c3 .refs a >> nth=1")
    assert opened.page.url.endswith("#a1-s2")
    opened.page.wait_for_function("() => document.activeElement.id === 'a1-s2'")
    assert items(opened) == {"a1-c3", "a1-s3", "a1-s2"}
    opened.page.click("#a1-s2 .by a >> nth=0")
    assert opened.page.url.endswith("#a1-c2")
    opened.page.wait_for_function("() => document.activeElement.id === 'a1-c2'")
    opened.page.go_back()
    opened.page.wait_for_selector("#a1-s2.lit")
    assert {"a1-c2", "a1-c3", "a1-t2"} <= items(opened)


def test_an_address_with_a_claim_shows_it(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html, anchor="a1-c50")
    opened.wait_lit("a1-c50")
    opened.page.wait_for_function(IN_PANE, arg="a1-c50")


# --- from a sentence to its claims ---


def test_hovering_a_sentence_shows_all_that_rests_on_it(open_html: Open, html: str) -> None:
    opened = open_html(html)
    assert opened.texts("#a1-s2 .by a") == ["2", "3", "S2"]
    opened.page.hover("#a1-s2 .n")
    opened.wait_lit("a1-c2")
    assert items(opened) == {"a1-s2", "a1-c2", "a1-c3", "a1-t2"}


def test_hovering_a_sentence_scrolls_the_claims(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html)
    sentence = opened.page.locator(".s.cited").last
    claim = str(sentence.get_attribute("data-cited-by")).split()[0]
    sentence.scroll_into_view_if_needed()
    assert not opened.page.evaluate(IN_PANE, claim)
    sentence.hover()
    opened.wait_lit(claim)
    opened.page.wait_for_function(IN_PANE, arg=claim)


def test_clicking_a_sentence_keeps_its_claims_marked(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.click("#a1-s6 .n")
    opened.page.hover(".headline")
    opened.page.wait_for_timeout(150)
    assert items(opened) == {"a1-s6", "a1-c5", "a1-t2"}


def test_a_sentences_link_leads_by_key_to_the_claim(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.focus("#a1-s3 .by a")
    assert items(opened) == {"a1-s3", "a1-c3"}
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function("() => document.activeElement.id === 'a1-c3'")
    assert items(opened) == {"a1-c3", "a1-s3", "a1-s2"}


def test_what_nothing_rests_on_is_quieter(open_html: Open, html: str) -> None:
    opened = open_html(html)
    assert opened.style("#a1-s9", "color") != opened.style("#a1-s1", "color")
    assert opened.style("#a1-s9", "textDecorationLine") == "none"
    assert opened.style(".aside", "color") != opened.style("#a1-s9", "color")


# --- plots ---


def test_a_mark_of_the_bar_leads_to_its_sentence(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html)
    mark = opened.page.locator(".bar a").last
    sentence = str(mark.get_attribute("data-for")).split()[0]
    mark.click()
    opened.wait_lit(sentence)
    opened.page.wait_for_function(IN_PANE, arg=sentence)


def test_a_mark_of_the_timeline_leads_to_its_claim(open_html: Open, html: str) -> None:
    opened = open_html(html)
    mark = opened.page.locator(".timeline a").last
    assert mark.get_attribute("aria-label") == "1 July 2024: claim 8"
    mark.locator("circle").hover()
    assert opened.wait_lit("a1-c8") >= {"a1-c8", "a1-s8"}
    mark.locator("circle").click()
    opened.page.wait_for_function("() => document.activeElement.id === 'a1-c8'")


# --- search and filters ---


def test_search_finds_claims_and_says_how_many(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("BOATS")
    opened.page.wait_for_function("() => document.querySelector('[data-status]').textContent")
    assert opened.texts("[data-status]") == ["2 of 8 claims shown"]
    assert opened.page.locator("[data-status]").get_attribute("role") == "status"
    assert len(opened.texts(".card")) == 2
    found = opened.page.evaluate("[...CSS.highlights.get('found')].map(r => r.toString())")
    assert {text.lower() for text in found} == {"boats"}
    opened.page.keyboard.press("Escape")
    assert len(opened.texts(".card")) == 8
    assert opened.texts("[data-status]") == []


def test_search_passes_over_accents_and_finds_nothing_politely(open_html: Open) -> None:
    opened = open_html(render_html(examples.marks()))
    opened.page.fill("[data-search]", "nunez")
    opened.page.wait_for_selector("#a1-c1", state="hidden")
    assert len(opened.texts(".card")) == 1
    opened.page.fill("[data-search]", "ferry")
    opened.page.wait_for_selector("[data-nothing]", state="visible")


def test_a_filter_shows_only_its_claims_and_as_many_as_it_says(open_html: Open, html: str) -> None:
    opened = open_html(html)
    for name, value, claims in (
        ("support", "unsupported", ["2", "7"]),
        ("support", "warned", ["6"]),
        ("kind", "quantity", ["2", "5"]),
        ("certainty", "planned", ["8"]),
        ("speaker", "1", ["2", "3"]),
    ):
        select = opened.page.locator(f"select[data-filter={name}]")
        select.select_option(value)
        said = f"{len(claims)} of 8 claims shown"
        opened.page.wait_for_selector(f"[data-status]:text-is('{said}')")
        assert opened.texts(".card .no") == claims
        option = select.locator(f"option[value='{value}']").inner_text()
        assert option.endswith(f"({len(claims)})")
        opened.page.click("[data-reset]")
    assert len(opened.texts(".card")) == 8


def test_filters_narrow_each_other_and_are_taken_back_together(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.select_option("select[data-filter=support]", "unsupported")
    opened.page.select_option("select[data-filter=speaker]", "1")
    opened.page.wait_for_selector("#a1-c7", state="hidden")
    assert opened.texts(".card .no") == ["2"]
    opened.page.click("[data-reset]")
    assert len(opened.texts(".card")) == 8


def test_a_sentence_brings_back_a_claim_that_a_filter_hides(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.select_option("select[data-filter=support]", "warned")
    opened.page.wait_for_selector("#a1-c1", state="hidden")
    opened.page.click("#a1-s1 .by a >> nth=0")
    assert opened.page.is_visible("#a1-c1")


# --- keyboard ---


def test_claims_are_walked_through_by_keys(open_html: Open, html: str) -> None:
    opened = open_html(html)
    for key, id_ in (("j", "a1-c1"), ("j", "a1-c2"), ("ArrowDown", "a1-c3"), ("k", "a1-c2"),
                     ("ArrowUp", "a1-c1"), ("k", "a1-c1")):  # fmt: skip
        opened.page.keyboard.press(key)
        assert focused(opened) == id_
        assert id_ in items(opened)


def test_keys_walk_only_through_what_is_shown(open_html: Open, html: str) -> None:
    opened = open_html(html)
    opened.page.select_option("select[data-filter=support]", "unsupported")
    opened.page.wait_for_selector("#a1-c1", state="hidden")
    opened.page.focus(".pane.source")
    opened.page.keyboard.press("j")
    opened.page.keyboard.press("j")
    assert focused(opened) == "a1-c7"


def test_single_keys_can_be_turned_off_and_never_act_while_typing(
    open_html: Open, html: str
) -> None:
    opened = open_html(html)
    opened.page.focus("[data-search]")
    opened.page.keyboard.type("j?")
    assert opened.page.input_value("[data-search]") == "j?"
    opened.page.keyboard.press("Escape")
    opened.page.focus(".pane.source")
    opened.page.keyboard.press("?")
    assert opened.page.is_visible("[data-shortcuts]")
    opened.page.uncheck("[data-shortcuts]")
    opened.page.focus(".pane.source")
    opened.page.keyboard.press("j")
    assert items(opened) == set()


def test_every_claim_sentence_and_control_is_reached_by_tab(open_html: Open, html: str) -> None:
    opened = open_html(html)
    where = """() => {
        const at = document.activeElement;
        const style = getComputedStyle(at);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const inside = at.closest("[id^='a1-']");
        return [at === document.body, outlined, inside ? inside.id : "", at.tagName];
    }"""
    reached: set[str] = set()
    for stop in range(120):
        opened.page.keyboard.press("Tab")
        ended, outlined, inside, tag = opened.page.evaluate(where)
        if ended:
            break
        assert outlined, f"stop {stop} ({tag} in {inside}) shows no focus"
        reached |= {inside, tag}
    assert {f"a1-c{n}" for n in range(1, 9)} <= reached
    assert {"a1-t1", "a1-t2", "a1-s1", "a1-s8"} <= reached
    assert {"INPUT", "SELECT", "SUMMARY", "A"} <= reached


# --- without JavaScript, in the dark, on paper, on a phone ---


def test_without_javascript_links_lead_there_and_back(open_html: Open, html: str) -> None:
    opened = open_html(html, java_script_enabled=False)
    assert not opened.page.is_visible("[data-toolbar]")
    plain = background(opened, "#a1-s3"), background(opened, "#a1-c3")
    opened.page.click("#a1-c3 .refs a >> nth=0")
    assert opened.page.url.endswith("#a1-s3")
    assert background(opened, "#a1-s3") != plain[0]
    assert background(opened, "#a1-s3 [data-quote]") != background(opened, "#a1-s3")
    opened.page.click("#a1-s3 .by a")
    assert opened.page.url.endswith("#a1-c3")
    assert background(opened, "#a1-c3") != plain[1]


def test_the_page_follows_the_colour_scheme(open_html: Open, html: str) -> None:
    opened = open_html(html)
    for scheme, is_dark in (("light", False), ("dark", True)):
        opened.page.emulate_media(color_scheme=scheme)
        for selector in ("body", ".pane.source"):
            channels = [int(c) for c in background(opened, selector).strip("rgba()").split(",")[:3]]
            assert (sum(channels) < 3 * 128) is is_dark


def test_paper_has_everything(open_html: Open, long_html: str) -> None:
    opened = open_html(long_html, color_scheme="dark")
    opened.page.fill("[data-search]", "Road 8 ")
    opened.page.wait_for_selector("#a1-c1", state="hidden")
    opened.page.emulate_media(media="print")
    assert opened.page.is_visible("#a1-c1")
    assert not opened.page.is_visible("[data-toolbar]")
    for pane in opened.page.locator(".pane").all():
        cut = pane.evaluate("e => e.scrollHeight - e.clientHeight")
        assert cut <= 1
    assert opened.style("body", "color") == "rgb(0, 0, 0)"
    content = "getComputedStyle(document.querySelector('.refs a'), '::before').content"
    assert opened.page.evaluate(content) == '"["'
    assert opened.page.is_visible(".result-about dd >> nth=0")


def test_a_phone_needs_no_scrolling_to_the_side(open_html: Open) -> None:
    results = (
        examples.town(),
        examples.marks(),
        examples.hostile(),
        examples.arabic(),
        examples.incomplete(),
    )
    opened = open_html(render_html(results), viewport=PHONE)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_a_claims_sentences_come_up_and_go(open_html: Open, html: str) -> None:
    opened = open_html(html, viewport=PHONE, has_touch=True)
    opened.page.tap("#a1-c3 .says")
    opened.wait_lit("a1-s3")
    opened.page.wait_for_function(IN_PANE, arg="a1-s3")
    card = opened.page.locator("#a1-c3").bounding_box()
    sheet = opened.page.locator(".pane.source").bounding_box()
    assert card["y"] + card["height"] <= sheet["y"] + 1
    opened.page.tap("#a1-s2 .by a >> nth=0")
    opened.page.wait_for_selector("#a1-c2.lit")
    opened.page.tap("[data-close]")
    assert items(opened) == set()
    assert opened.style(".pane.source", "position") != "fixed"


# --- several results, right to left ---


def test_the_index_leads_to_each_article(open_html: Open, several_html: str) -> None:
    opened = open_html(several_html)
    opened.page.click(".index a >> nth=2")
    assert opened.page.url.endswith("#a3")
    opened.page.wait_for_function(
        "() => Math.abs(document.getElementById('a3').getBoundingClientRect().top) < 2"
    )
    opened.page.hover("#a3-c2 .says")
    opened.wait_lit("a3-s2")
    assert items(opened) == {"a3-c2", "a3-s2"}
    assert passages(opened) == ["45 مليون"]


def test_search_stays_in_its_article(open_html: Open, several_html: str) -> None:
    opened = open_html(several_html)
    opened.page.fill("#a1 [data-search]", "boats")
    opened.page.wait_for_selector("#a1-c1", state="hidden")
    assert opened.page.locator("#a2 .card[hidden], #a3 .card[hidden]").count() == 0


def test_arabic_runs_from_right_to_left_beside_english_claims(
    open_html: Open, several_html: str
) -> None:
    opened = open_html(several_html)
    assert opened.style("#a2 .prose", "direction") == "rtl"
    assert opened.style("#a2-c1", "direction") == "ltr"
    assert opened.style("#a3-c1", "direction") == "rtl"
    number, says = (
        opened.page.locator(f"#a3-c1 {part}").bounding_box() for part in (".no", ".says")
    )
    assert number["x"] > says["x"] + says["width"] - 1
    assert opened.style("#a3-c2 .finding bdi", "direction") == "ltr"


# --- safety and accessibility ---


def test_nothing_in_a_text_becomes_markup(open_html: Open) -> None:
    opened = open_html(render_html(examples.hostile()))
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img").count() == 0
    assert "<img src=x onerror=alert(2)>" in opened.page.inner_text("body")


@pytest.mark.parametrize(
    ("viewport", "scheme", "alone"),
    [
        ({"width": 1280, "height": 800}, "light", False),
        ({"width": 1280, "height": 800}, "dark", True),
        (PHONE, "light", True),
        (PHONE, "dark", False),
    ],
    ids=["several", "dark", "phone", "several on a dark phone"],
)
def test_axe_finds_nothing_serious(
    open_html: Open, axe: str, viewport: dict[str, int], scheme: str, *, alone: bool
) -> None:
    results = [examples.town()] if alone else [examples.arabic(), examples.incomplete()]
    html = render_html(results)
    opened = open_html(html, color_scheme=scheme, viewport=viewport)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    opened.page.click("#a1-c2 .says")
    opened.wait_lit("a1-s2")
    assert serious(opened.page, axe) == []
