from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.exports import schema_org, web_annotations
from summarize.exports.selectors import selectors
from summarize.schema import ArticleSummary, Claims
from tests.exports.results import (
    TEXT,
    article,
    claim,
    empty_result,
    hostile_result,
    own_result,
    result,
)
from tests.exports.web_annotation_schemas import failed_tests

RESULTS = {
    "full": result(),
    "own": own_result(),
    "empty": empty_result(),
    "hostile": hostile_result(),
    "nameless": result(article=article(url=None, title=None, site=None), language=None),
    "without evidence": result(claims=Claims([claim(evidence=())])),
}


def items(made: ArticleSummary) -> list[dict[str, Any]]:
    annotations: list[dict[str, Any]] = web_annotations(made)["first"]["items"]
    return annotations


def bodies(annotation: dict[str, Any], purpose: str) -> list[str]:
    return [body["value"] for body in annotation["body"] if body.get("purpose") == purpose]


def resolved(text: str, chosen: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The spans that a TextQuoteSelector selects, as the specification says it, overlaps included."""
    [quote] = [each for each in chosen if each["type"] == "TextQuoteSelector"]
    whole = quote["prefix"] + quote["exact"] + quote["suffix"]
    starts = [at for at in range(len(text)) if text.startswith(whole, at)]
    first = len(quote["prefix"])
    return [(at + first, at + first + len(quote["exact"])) for at in starts]


# --- the model ---


@pytest.mark.parametrize("made", RESULTS.values(), ids=RESULTS)
def test_the_w3cs_own_tests_pass(made: ArticleSummary) -> None:
    collection = web_annotations(made)
    assert failed_tests("collection", collection) == []
    page = {"@context": collection["@context"], **collection["first"]}
    assert failed_tests("page", page) == []
    for annotation in page["items"]:
        alone = {"@context": collection["@context"], **annotation}
        assert failed_tests("annotation", alone) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("@context",), None),
        (("id",), "no address"),
        (("type",), "Claim"),
        (("target",), None),
        (("target", 0, "selector", 0, "exact"), None),
        (("target", 0, "selector", 1, "start"), -1),
        (("target", 0, "state"), {"type": "TimeState"}),
    ],
    ids=str,
)
def test_the_w3cs_tests_find_faults(path: tuple[Any, ...], value: Any) -> None:
    collection = json.loads(json.dumps(web_annotations(result())))
    annotation = {"@context": collection["@context"], **collection["first"]["items"][1]}
    place = annotation
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    assert failed_tests("annotation", annotation)


def test_each_sentence_and_claim_is_an_annotation() -> None:
    collection = web_annotations(result())
    assert (collection["total"], len(collection["first"]["items"])) == (4, 4)
    said = [bodies(annotation, "describing")[0] for annotation in items(result())]
    assert said[:2] == ["The bridge opened.", "The bridge opened on 3 May 2024."]
    assert bodies(items(result())[2], "classifying") == ["quantity"]


def test_findings_are_assessing_bodies() -> None:
    assert bodies(items(result())[3], "assessing") == [
        "error (r): Not carried.",
        "warning (w): Have a look.",
    ]


def test_a_claim_is_schema_orgs_claim_of_the_same_name() -> None:
    [body] = [body for body in items(result())[3]["body"] if body["type"] == "schema:Claim"]
    assert body["id"] in {node["@id"] for node in schema_org(result())["@graph"]}
    assert body["schema:author"]["type"] == "schema:Person"
    assert body["schema:author"]["schema:description"] == "Mayor"


def test_names_are_the_same_in_every_run_and_others_for_another_result() -> None:
    assert web_annotations(result()) == web_annotations(result())
    names = [{each["id"] for each in items(made)} for made in (result(), result(model="other"))]
    assert len(names[0]) == 4
    assert names[0] & names[1] == set()


def test_model_and_library_are_the_agents_and_no_time_is_invented() -> None:
    text = json.dumps(web_annotations(result()))
    assert items(result())[0]["creator"]["name"] == "stub-1"
    assert items(result())[0]["generator"]["schema:softwareVersion"] == "0.1.0"
    assert '"created"' not in text


def test_fields_of_a_users_own_are_there() -> None:
    collection = web_annotations(own_result())
    assert collection["summarize:tone"] == "heated"
    assert json.loads(collection["summarize:scores"]) == {"warmth": 0.5}
    [body] = [body for body in items(own_result())[1]["body"] if "schema:text" in body]
    assert (body["summarize:place"], body["summarize:tags"]) == ("<b>Hull</b>", ["a", "b"])


# --- where it stands ---


def test_selectors_resolve_to_the_offsets_of_the_result() -> None:
    for item, annotation in zip(result().items, items(result()), strict=True):
        spans = [(e.start, e.end) for e in item.evidence]
        if getattr(item, "quote", None):
            spans.append((88, 101))
        assert len(annotation["target"]) == len(spans)
        for span, target in zip(spans, annotation["target"], strict=True):
            quote, position = target["selector"]
            assert (position["start"], position["end"]) == span
            assert TEXT[slice(*span)] == quote["exact"]
            assert resolved(TEXT, target["selector"]) == [span]


def test_a_quotation_has_a_target_and_style_of_its_own() -> None:
    annotation = items(result())[3]
    assert [target["styleClass"] for target in annotation["target"]] == ["evidence", "quotation"]
    assert annotation["target"][1]["selector"][0]["exact"] == "It was time 🎉"
    assert ".quotation" in annotation["stylesheet"]["value"]


def test_positions_count_in_the_text_that_the_state_names() -> None:
    [target] = items(result())[0]["target"]
    assert target["source"] == "https://example.org/news/a%20bridge"
    assert target["state"]["id"].startswith("ni:///sha-256;")
    assert target["renderedVia"]["name"] == "trafilatura 2.3.1"


def test_the_text_itself_is_the_source_where_there_is_no_address() -> None:
    [target] = items(result(article=article(url=None, extractor=None)))[0]["target"]
    assert target["source"].startswith("ni:///sha-256;")
    assert "state" not in target
    assert "renderedVia" not in target


def test_a_claim_without_evidence_is_about_the_whole_article() -> None:
    made = items(RESULTS["without evidence"])[1]
    assert made["target"] == "https://example.org/news/a%20bridge"


@given(st.text(alphabet="ab 🎉", min_size=1, max_size=200), st.data())
def test_prefix_and_suffix_tell_a_span_apart(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    chosen = selectors(text, start, end)
    assert resolved(text, chosen) == [(start, end)]
    assert chosen[1] == {"type": "TextPositionSelector", "start": start, "end": end}


def test_a_text_that_repeats_itself_for_long_is_left_to_the_position() -> None:
    [quote, position] = selectors("na " * 5000, 6000, 6003)
    assert len(quote["prefix"]) == len(quote["suffix"]) == 1024
    assert position["start"] == 6000
