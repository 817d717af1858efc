from __future__ import annotations

import re
from typing import Any

import pytest

from summarize.render.notebook import repr_html
from summarize.schema import ArticleSummary, Claims
from tests.engines_support import needed
from tests.exports.results import (
    claim,
    claims,
    empty_result,
    evidence,
    hostile_result,
    own_result,
    result,
)
from tests.html_support import Document

RESULTS = {
    "full": result(),
    "own": own_result(),
    "empty": empty_result(),
    "hostile": hostile_result(),
}


@pytest.mark.parametrize("made", RESULTS.values(), ids=RESULTS)
def test_it_is_sound_html_without_anything_active(made: ArticleSummary) -> None:
    page = Document(repr_html(made))
    assert {each.tag for each in page.elements} <= set(
        "div p small b table caption tbody tr th td details summary".split()
    )
    assert {name for each in page.elements for name in each.attributes} <= {
        "class",
        "style",
        "scope",
        "title",
        "dir",
    }
    styles = " ".join(page.attributes("style")).replace("color:inherit", "")
    assert not re.search("url|color|background|position|@", styles)
    repr_html(made).encode()


def test_it_shows_what_a_reader_asks_for() -> None:
    text = Document(repr_html(own_result())).text
    for said in (
        "Bridge opens",
        "The Herald",
        "The bridge opened.",
        "3 claims, 1 not supported",
        "Ada Brook (Mayor)",
        "“It was time 🎉”",
        "Not carried.",
        "place: <b>Hull</b>",
        "tone: heated",
        "A note.",
    ):
        assert said in text


def test_markup_of_a_text_is_shown() -> None:
    page = Document(repr_html(hostile_result()))
    assert "</script><script>alert(1)</script>" in page.text


def test_evidence_is_folded_behind_each_claim() -> None:
    page = Document(claims()._repr_html_())
    folded = [each for each in page.elements if each.tag == "details"]
    assert len(folded) == 3
    assert not any("open" in each.attributes for each in folded)


def test_dollars_are_no_formula() -> None:
    for html in (repr_html(result()), claims()._repr_html_()):
        assert html.startswith('<div class="tex2jax_ignore mathjax_ignore"')


def test_a_text_from_right_to_left_runs_so() -> None:
    arabic = Claims([claim(text="افتتح الجسر يوم الجمعة.", evidence=(evidence(1),))])
    assert Document(arabic._repr_html_()).attributes("dir") == ["rtl"]


def test_many_claims_are_cut_short() -> None:
    many = Claims([claim(f"c{number}") for number in range(60)])
    html = many._repr_html_()
    assert (html.count("<tr>"), "… and 10 more" in html) == (50, True)


def test_no_claims_are_said() -> None:
    assert "No claims." in Claims(())._repr_html_()


def test_jupyter_shows_it() -> None:
    needed("IPython", "ipython")
    from IPython.core.formatters import DisplayFormatter

    formatter: Any = DisplayFormatter()
    for shown in (result(), claims()):
        data, _ = formatter.format(shown)
        assert data["text/html"] == shown._repr_html_()
        assert data["text/plain"]
