"""The export against schema.org's own vocabulary: every property where it may be, with what it may have.

(The SHACL shapes that schema.org publishes refuse every text, since they want nodes for it.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from summarize.exports import html_script, schema_org
from summarize.exports.speakers import speaker_type
from summarize.schema import ArticleSummary, Claims
from tests.exports.results import (
    article,
    claim,
    empty_result,
    hostile_result,
    own_result,
    result,
)

_FILE = Path(__file__).parents[1] / "data" / "schema_org_terms.json"
TERMS = json.loads(_FILE.read_text(encoding="utf-8"))
RESULTS = {
    "full": result(),
    "own": own_result(),
    "empty": empty_result(),
    "hostile": hostile_result(),
    "nameless": result(article=article(url=None, title=None, site=None, byline=None)),
    "embedded": result(prompt=None, prompt_fingerprint=None),
}


def faults(data: dict[str, Any]) -> list[str]:
    """What the vocabulary says against a document."""
    graph = data["@graph"]
    kinds = {node["@id"]: node["@type"] for node in graph}
    return [fault for node in graph for fault in _faults(node, kinds)]


def _faults(node: dict[str, Any], kinds: dict[str, str]) -> Iterator[str]:
    kind = node["@type"]
    if kind not in TERMS["superclasses"]:
        yield f"no class {kind}"
        return
    for name, value in node.items():
        if name.startswith("@") or ":" in name:
            continue
        term = TERMS["properties"].get(name)
        if term is None:
            yield f"no property {name}"
        elif not set(term["domains"]) & _classes(kind):
            yield f"{name} is none of {kind}"
        else:
            for each in value if isinstance(value, list) else [value]:
                if not _fits(each, set(term["ranges"]), kinds):
                    yield f"{kind}.{name} may not be {each!r}"
                if isinstance(each, dict) and "@type" in each:
                    yield from _faults(each, kinds)


def _classes(kind: str) -> set[str]:
    return {kind, *TERMS["superclasses"].get(kind, [])}


def _fits(value: Any, ranges: set[str], kinds: dict[str, str]) -> bool:  # noqa: PLR0911  # a table
    match value:
        case {"@type": kind}:
            return bool(_classes(kind) & ranges)
        case {"@id": iri} if iri.startswith("https://schema.org/"):
            return TERMS["members"].get(iri.removeprefix("https://schema.org/")) in ranges
        case {"@id": iri}:
            return bool(_classes(kinds[iri]) & ranges)
        case bool():
            return "Boolean" in ranges
        case int() | float():
            return bool({"Number", "Integer"} & ranges)
        case str() if ranges & {"Date", "DateTime"} and not ranges & {"Text"}:
            return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value))
        case str():
            return bool(ranges & {"Text", "URL"})
    return False


def nodes(made: ArticleSummary, kind: str) -> list[dict[str, Any]]:
    return [node for node in schema_org(made)["@graph"] if node["@type"] == kind]


@pytest.mark.parametrize("made", RESULTS.values(), ids=RESULTS)
def test_the_vocabulary_has_nothing_against_it(made: ArticleSummary) -> None:
    data = schema_org(made)
    assert faults(data) == []
    assert json.loads(json.dumps(data)) == data
    assert data["@context"][0] == "https://schema.org"


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("Claim", {"rating": 1}, "no property"),
        ("Claim", {"instrument": "x"}, "is none of Claim"),
        ("Claim", {"appearance": "an article"}, "may not be"),
        ("Article", {"datePublished": "May"}, "may not be"),
        ("Claim", {"additionalProperty": {"@type": "PropertyValue"}}, "is none of Claim"),
    ],
)
def test_the_vocabulary_finds_faults(kind: str, change: dict[str, Any], fault: str) -> None:
    data = schema_org(result())
    [node, *_] = [node for node in data["@graph"] if node["@type"] == kind]
    node.update(change)
    assert any(fault in each for each in faults(data))


def test_a_claim_says_who_where_and_when() -> None:
    [opened, cost, time] = nodes(result(), "Claim")
    [about] = nodes(result(), "Article")
    assert opened["author"] == {"@type": "Organization", "name": "The Herald"}
    assert (opened["datePublished"], opened["temporalCoverage"]) == ("2024-05-04", "2024-05-03")
    assert cost["author"] == {"@type": "Organization", "name": "the town council"}
    assert time["author"] == {"@type": "Person", "name": "Ada Brook", "description": "Mayor"}
    assert "datePublished" not in time  # when she said it is not known
    assert opened["appearance"] == {"@id": about["@id"]}
    assert [each["@type"] for each in time["citation"]] == ["CreativeWork", "Quotation"]
    assert cost["citation"][0]["position"] == 2


def test_figures_are_quantities_with_their_limits() -> None:
    assert nodes(result(), "Claim")[1]["mentions"] == [
        {
            "@type": "QuantitativeValue",
            "name": "over 12 million euros",
            "minValue": 12_000_000,
            "unitText": "euros",
        },
        {"@type": "QuantitativeValue", "name": "about a few"},
    ]


def test_nothing_is_reviewed_or_rated() -> None:
    text = json.dumps(schema_org(result()))
    for word in ("ClaimReview", "Rating", "alternateName", "firstAppearance"):
        assert word not in text


def test_the_summary_is_marked_as_made_by_a_model() -> None:
    [summary] = nodes(result(), "CreativeWork")
    [making] = nodes(result(), "CreateAction")
    assert summary["digitalSourceType"]["@id"].endswith("/TrainedAlgorithmicMediaDigitalSource")
    assert summary["hasPart"] == [{"@id": node["@id"]} for node in nodes(result(), "Claim")]
    assert [tool["name"] for tool in making["instrument"]] == ["summarize", "stub-1"]
    [ruled] = nodes(RESULTS["embedded"], "CreativeWork")
    assert ruled["digitalSourceType"]["@id"].endswith("/AlgorithmicMediaDigitalSource")


def test_what_the_vocabulary_lacks_has_a_prefix() -> None:
    first, *_ = nodes(own_result(), "Claim")
    assert (first["summarize:kind"], first["summarize:place"]) == ("event", "<b>Hull</b>")
    assert json.loads(first["summarize:proof"])["sentence"] == 1
    [summary] = nodes(own_result(), "CreativeWork")
    assert summary["summarize:tone"] == "heated"
    assert nodes(result(), "Claim")[2]["summarize:findings"][0] == "error (r): Not carried."


@pytest.mark.parametrize(
    ("speaker", "role", "attribution", "kind"),
    [
        ("Ada Brook", "the state geologist", "indirect", "Person"),
        ("Rosalind Achterberg", "director of Port Averill’s libraries", "indirect", "Person"),
        ("the treasurer", "treasurer", "indirect", None),
        ("The Lake Hadwick Homeowners' Association", None, "indirect", "Organization"),
        ("city police", None, "indirect", "Organization"),
        ("A spokeswoman for the nurses' union", None, "indirect", None),
        ("Harbour Transit", "company that runs the trains", "indirect", None),
        ("Analysts", None, "indirect", None),
        ("The town council", None, "document", None),
        (None, None, "none", None),
    ],
)
def test_a_speaker_is_what_words_say(
    speaker: str | None, role: str | None, attribution: str, kind: str | None
) -> None:
    said = claim(speaker=speaker, role=role, attribution=attribution)
    assert speaker_type(said, "en") == kind


def test_a_speaker_of_unknown_kind_is_credited_by_name() -> None:
    made = result(claims=Claims([claim(speaker="Harbour Transit", role="runs the trains")]))
    [node] = nodes(made, "Claim")
    assert (node["creditText"], node["summarize:role"]) == ("Harbour Transit", "runs the trains")
    assert "author" not in node


# --- in a page ---


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("made", [result(), hostile_result()], ids=["full", "hostile"])
def test_a_script_holds_all_of_it_and_no_more(made: ArticleSummary) -> None:
    html = html_script(schema_org(made))
    page = _Page(html)
    assert page.tags == ["script"]
    assert json.loads("".join(page.texts)) == schema_org(made)
    assert not set("<>&\u2028") & set(html.removeprefix('<script type="application/ld+json">')[:-9])
