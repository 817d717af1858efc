from __future__ import annotations

import pytest

from summarize import load_article
from summarize.errors import ArticleError
from summarize.inputs.html import read_html
from tests.inputs.pages import ORDER, PARAGRAPHS, PROSE, web_page

ELEMENTS = {
    "hidden": f"<p hidden>{ORDER}</p>",
    "aria-hidden": f"<p aria-hidden=true>{ORDER}</p>",
    "display none": f"<p style='display:none'>{ORDER}</p>",
    "display none, important": f"<p style='DISPLAY : none !important'>{ORDER}</p>",
    "display none with a comment": f"<p style='dis/**/play:x; display:/* */none'>{ORDER}</p>",
    "display none, escaped": f"<p style='d\\69 splay:none'>{ORDER}</p>",
    "visibility": f"<p style='visibility:hidden'>{ORDER}</p>",
    "opacity": f"<p style='opacity:0'>{ORDER}</p>",
    "opacity of some per cent": f"<p style='opacity:1%'>{ORDER}</p>",
    "font size 0": f"<p style='font-size:0'>{ORDER}</p>",
    "font size 1px": f"<p style='font-size:1px'>{ORDER}</p>",
    "font shorthand": f"<p style='font: 1px/1 serif'>{ORDER}</p>",
    "far left": f"<p style='position:absolute;left:-9999px'>{ORDER}</p>",
    "indented out": f"<p style='text-indent:-9999px'>{ORDER}</p>",
    "moved out": f"<p style='transform:translateX(-9999px)'>{ORDER}</p>",
    "scaled to nothing": f"<p style='transform:scale(0)'>{ORDER}</p>",
    "clipped": f"<p style='position:absolute;clip:rect(0,0,0,0)'>{ORDER}</p>",
    "clip path": f"<p style='clip-path:inset(50%)'>{ORDER}</p>",
    "no height": f"<p style='height:0;overflow:hidden'>{ORDER}</p>",
    "circle of nothing": f"<p style='clip-path:circle(0)'>{ORDER}</p>",
    "filter": f"<p style='filter:opacity(0%)'>{ORDER}</p>",
    "zoom": f"<p style='zoom:.01'>{ORDER}</p>",
    "letters over each other": f"<p style='letter-spacing:-1000px'>{ORDER}</p>",
    "hidden from Word": f"<p style='mso-hide:all'>{ORDER}</p>",
    "turned away": f"<p style='transform:rotateY(90deg)'>{ORDER}</p>",
    "scaled to hardly anything": f"<p style='scale:0.001'>{ORDER}</p>",
    "translated": f"<p style='translate:-9999px'>{ORDER}</p>",
    "far right": f"<p style='position:absolute;left:9999px'>{ORDER}</p>",
    "inset": f"<p style='position:absolute;inset:0 auto auto -9999px'>{ORDER}</p>",
    "margin": f"<p style='margin:-9999px'>{ORDER}</p>",
    "popover": f"<div popover><p>{ORDER}</p></div>",
    "white, inherited": f"<div style='color:white;background:white'><p>{ORDER}</p></div>",
    "white": f"<div style='background:#fff'><p style='color:white'>{ORDER}</p></div>",
    "white by default": f"<p style='color:#fefefe'>{ORDER}</p>",
    "white, by rgb": f"<p style='color:rgb(255 255 255)'>{ORDER}</p>",
    "transparent": f"<p style='color:transparent'>{ORDER}</p>",
    "ink without alpha": f"<p style='color:rgba(0,0,0,0)'>{ORDER}</p>",
    "black on black": f"<div style='background-color:black'><p style='color:#000'>{ORDER}</p></div>",
    "font element": f"<p><font color=white>{ORDER}</font></p>",
    "readers of the screen only": f"<p class='sr-only'>{ORDER}</p>",
    "template": f"<template><p>{ORDER}</p></template>",
    "noscript": f"<noscript><p>{ORDER}</p></noscript>",
    "textarea": f"<textarea>{ORDER}</textarea>",
    "closed dialog": f"<dialog><p>{ORDER}</p></dialog>",
    "fallback": f"<video><p>{ORDER}</p></video>",
    "inside what is hidden": f"<div hidden><div><section><p>{ORDER}</p></section></div></div>",
    "in the middle of a sentence": f"<p>The bridge <span style='display:none'>{ORDER}</span> was shut.</p>",
    "comment": f"<!-- {ORDER} -->",
}
SHEETS = {
    ".x{display:none}": "class=x",
    "p.x{visibility:hidden}": "class='y x'",
    "#x{opacity:0}": "id=x",
    "[data-x]{font-size:0}": "data-x=1",
    "[class*=x]{display:none}": "class=axb",
    "p[class^='x']{display:none}": "class=xb",
    "[lang|=x]{display:none}": "lang=x-y",
    ".x\\:y{display:none}": "class=x:y",
    "@media (min-width: 768px){.x{display:none}}": "class=x",
    "@media screen and (min-width:40em){.x{display:none}}": "class=x",
    "article > p.x{display:none}": "class=x",
    "body article .x{display:none}": "class=x",
    ".a,.x , .b{display:none}": "class=x",
    "@media screen{.x{display:none}}": "class=x",
    "@media all { .x { color: #fff } }": "class=x",
    "/* } */ .x{display:none}": "class=x",
    ".x{display:block} .x{display:none}": "class=x",
}


def hidden_only(page: str) -> str:
    content = read_html(page)
    assert "HACKED" not in content.text
    kinds = [note.kind for note in content.notes]
    assert "hidden-text" in kinds
    assert "hidden-instructions" in kinds
    return content.text


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=list(ELEMENTS))
def test_what_an_element_hides_is_left_out_and_told(element: str) -> None:
    text = hidden_only(web_page(PROSE + element + PROSE.replace("Mill", "Main")))
    for paragraph in PARAGRAPHS:
        assert paragraph in text
        assert paragraph.replace("Mill", "Main") in text


@pytest.mark.parametrize(("sheet", "attributes"), SHEETS.items(), ids=list(SHEETS))
def test_what_a_sheet_hides_is_left_out_and_told(sheet: str, attributes: str) -> None:
    body = f"{PROSE}<p {attributes}>{ORDER}</p>{PROSE}"
    hidden_only(web_page(body, f"<style>{sheet}</style>"))


@pytest.mark.parametrize(
    ("sheet", "attributes"),
    {
        "": "",
        ".x{display:none}": "class=xy",
        ".x{display:none} p.x{display:block}": "class=x",
        ".x{display:none} ": "class=x style='display:block'",
        "@media print{.x{display:none}}": "class=x",
        "@media (max-width: 600px){.x{display:none}}": "class=x",
        "@media (min-width: 3000px){.x{display:none}}": "class=x",
        "[class*='']{display:none}": "class=x",
        ".x{position:relative;left:600px;letter-spacing:-.5px;margin:-20px 0;zoom:1}": "class=x",
        ".x{transform:scale(.9) rotate(5deg);filter:opacity(.9)}": "class=x",
        ".x{color:#fff;background:#00f}": "class=x",
        ".x{opacity:.9;font-size:.8em;left:-2px;position:relative}": "class=x",
        ".x:not(.y){display:none}": "class='x y'",
        "nav > .x{display:none}": "class=x",
    }.items(),
)
def test_what_readers_see_stays(sheet: str, attributes: str) -> None:
    shown = "The mayor called the vote a hard day for the town and for all who live by the river."
    page = web_page(f"{PROSE}<p {attributes}>{shown}</p>{PROSE}", f"<style>{sheet}</style>")
    content = read_html(page)
    assert shown in content.text
    assert not content.notes


def test_white_text_on_a_ground_of_an_outside_sheet_stays() -> None:
    shown = "The mayor called the vote a hard day for the town and for all who live by the river."
    page = web_page(f"{PROSE}<p style='color:#fff'>{shown}</p>", "<link rel=stylesheet href=a.css>")
    assert shown in read_html(page).text


def test_a_page_behind_a_dialog_is_read_in_spite_of_aria_hidden() -> None:
    page = web_page().replace("<article>", "<article aria-hidden=true>")
    assert PARAGRAPHS[0] in read_html(page).text


def test_a_page_that_hides_all_of_its_text_has_no_article() -> None:
    page = f"<html><body><div style='display:none'>{PROSE}</div></body></html>"
    with pytest.raises(ArticleError, match="No article was found"):
        load_article(page)


def test_sheets_that_take_too_long_are_refused() -> None:
    rules = "".join(f"div .c{n} p {{display:none}}" for n in range(500))
    body = "<p>The bridge was shut.</p>" * 500
    with pytest.raises(ArticleError, match="too large to tell what the page hides"):
        read_html(web_page(body, f"<style>{rules}</style>"))
