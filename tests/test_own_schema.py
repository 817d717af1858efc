"""Results in classes of the caller's own, through the public functions."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, field_validator, model_validator

from summarize import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Claims,
    ConfigurationError,
    ContextOverflowError,
    Evidence,
    Extraction,
    MalformedAnswerError,
    Quotation,
    StoreError,
    SummarySentence,
    Unchecked,
    UnsupportedClaimError,
    asummarize_article,
    load_prompt,
    open_model,
    summarize_article,
    summarize_articles,
)
from summarize.exports.tables import claim_rows, claim_table
from summarize.own_fields import own_fields, own_texts

from .support import JSON, Endpoint, claim, completion, draft

TEXT = (
    "The council of Lynmouth opened the Mill Street bridge on 3 May 2024. "
    '"It took 14 months," said Mayor Ada Quill. It cost 5 million euros.'
)


class NewsClaim(Claim):
    place: str | None = None
    sector: Literal["state", "private"] = "state"
    said: Quotation | None = None
    deaths: int | None = None
    why: Annotated[str, Unchecked] = ""

    @field_validator("why")
    @classmethod
    def _is_short(cls, value: str) -> str:
        if len(value) > 40:
            raise ValueError("too long")
        return value


class NewsSummary(ArticleSummary):
    claims: Claims[NewsClaim]
    tone: str = "plain"
    proof: tuple[Evidence, ...] = ()


OPENED = claim(
    "The council of Lynmouth opened the Mill Street bridge on 3 May 2024.",
    place="Mill Street",
    sector="state",
    said=None,
    deaths=None,
    why="It is new.",
)
COST = {**OPENED, "text": "The bridge cost 5 million euros.", "evidence": [3], "place": None}


def answered(endpoint: Endpoint, *answers: JSON, **options: Any) -> Any:
    endpoint.script.clear()
    endpoint.script.extend(completion(answer) for answer in answers)
    model = open_model("stub/one", base_url=endpoint.url)
    return summarize_article(TEXT, model=model, **options)


def news(endpoint: Endpoint, *claims: JSON, **options: Any) -> NewsSummary:
    fields = {"tone": "plain", "proof": [1]}
    answer = draft(*(claims or (OPENED, COST)), summary=[], **fields)
    result: NewsSummary = answered(endpoint, answer, schema=NewsSummary, **options)
    return result


def rules(findings: Any) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.severity, finding.path) for finding in findings]


# --- subclasses of the library's result ---


def test_a_subclass_comes_back_with_its_own_fields(endpoint: Endpoint) -> None:
    said = {**COST, "said": "It took 14 months"}
    result = news(endpoint, OPENED, said, repair=False)
    first, second = result.claims
    assert type(result) is NewsSummary
    assert type(result.claims) is Claims
    assert (first.place, first.sector, first.why, result.tone) == (
        "Mill Street",
        "state",
        "It is new.",
        "plain",
    )
    assert second.said is not None
    assert result.article.text[second.said.start : second.said.end] == "It took 14 months"
    assert [e.text for e in result.proof] == [result.article.sentences[0].text]
    assert first.supported
    assert result.prompt_fingerprint != load_prompt("article").fingerprint()
    assert endpoint.seen[0].body["response_format"]["json_schema"]["name"] == "ArticleDraft"


def test_a_plain_tuple_of_claims_does_too(endpoint: Endpoint) -> None:
    class Tupled(ArticleSummary):
        claims: tuple[NewsClaim, ...]  # type: ignore[assignment]  # as people write it

    answer = draft(OPENED, summary=[])
    result = answered(endpoint, answer, schema=Tupled, repair=False)
    [row] = claim_rows(result)
    assert row["place"] == "Mill Street"
    assert "place" in claim_table([result]).columns


def test_it_survives_json_and_pickle(endpoint: Endpoint) -> None:
    result = news(endpoint)
    assert NewsSummary.model_validate_json(result.model_dump_json()) == result
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301 - our own
    assert own_fields(result.claims[0])["place"] == "Mill Street"
    assert own_texts(result) == [("tone", "plain"), ("proof", "[1]")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"place": "Paris"}, [("name-not-in-article", "warning", "claims[0].place")]),
        ({"deaths": 12}, [("figure-not-in-evidence", "warning", "claims[0].deaths")]),
        (
            {"said": "It took 15 months"},
            [("quotation-not-in-article", "error", "claims[0].said")],
        ),
        ({"why": "Paris paid 9 million."}, []),
    ],
    ids=["place", "number", "quotation", "judgement"],
)
def test_own_fields_are_checked(endpoint: Endpoint, changes: JSON, found: Any) -> None:
    result = news(endpoint, {**OPENED, **changes}, repair=False)
    [first] = result.claims
    assert rules(first.findings) == found
    assert first.supported is (not any(severity == "error" for _, severity, _ in found))


def test_an_own_quotation_that_is_wrong_is_asked_for_again(endpoint: Endpoint) -> None:
    wrong = {**OPENED, "said": "It took 15 months"}
    mended = {
        "item": "claims[0]",
        "dropped": None,
        "claim": {**OPENED, "said": "It took 14 months"},
    }
    answer = draft(wrong, summary=[], tone="plain", proof=[])
    result = answered(endpoint, answer, {"summary": [], "claims": [mended]}, schema=NewsSummary)
    assert result.claims[0].said.text == "It took 14 months"
    assert result.usage.repairs == 1


def test_a_claim_that_its_class_refuses_is_left_out_and_told(endpoint: Endpoint) -> None:
    result = news(endpoint, {**OPENED, "why": "x" * 50}, COST, repair=False)
    assert [c.text for c in result.claims] == ["The bridge cost 5 million euros."]
    assert rules(result.gaps) == [("does-not-fit", "error", "draft.claims[0]")]
    assert "why: Value error, too long" in result.gaps[0].message


def test_a_result_that_its_class_refuses_is_an_error_with_its_cost(endpoint: Endpoint) -> None:
    class Refusing(ArticleSummary):
        tone: str

        @model_validator(mode="after")
        def _never(self) -> Refusing:
            raise ValueError("never")

    answer = draft(claim("The bridge cost 5 million euros.", evidence=[3]), summary=[], tone="x")
    with pytest.raises(
        MalformedAnswerError, match="Refusing refuses it: it: Value error, never"
    ) as caught:
        answered(endpoint, answer, schema=Refusing)
    assert getattr(caught.value.usage, "calls", None) == 1


def test_a_wrong_field_of_the_whole_is_found(endpoint: Endpoint) -> None:
    class Said(ArticleSummary):
        said: Quotation | None

    answer = draft(summary=[], said="It took 15 months")
    result = answered(endpoint, answer, schema=Said)
    assert result.said is None
    assert rules(result.findings) == [("quotation-not-in-article", "error", "said")]
    assert result.gaps == ()
    with pytest.raises(UnsupportedClaimError, match=r"1 field\(s\) are not carried"):
        answered(endpoint, answer, schema=Said, strict=True)


def test_the_embedded_engine_fills_what_has_a_default() -> None:
    result = summarize_article(TEXT, model="embedded", schema=NewsSummary)
    assert {c.place for c in result.claims} == {None}
    assert result.claims

    class Needed(ArticleSummary):
        tone: str

    with pytest.raises(ConfigurationError, match=r"can't fill Needed\.tone"):
        summarize_article(TEXT, model="embedded", schema=Needed)


def test_a_cache_keeps_results_of_each_class_apart(endpoint: Endpoint, tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    first = news(endpoint, cache=cache)
    again = news(endpoint, cache=cache)
    assert type(again) is NewsSummary
    assert again.claims == first.claims
    assert again.usage.calls == 0
    plain = answered(endpoint, draft(claim("It cost 5 million euros.", evidence=[3])), cache=cache)
    assert type(plain) is ArticleSummary


def test_a_batch_gives_the_class(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.script.append(completion(draft(OPENED, summary=[], tone="plain", proof=[])))
    options: Any = {"model": "stub/one", "base_url": endpoint.url, "schema": NewsSummary}
    for _ in range(2):
        [outcome] = summarize_articles([TEXT], store=tmp_path / "store.sqlite", **options)
        assert type(outcome.result) is NewsSummary
    with pytest.raises(ConfigurationError, match="a batch makes results of ArticleSummary"):
        list(summarize_articles([TEXT], **{**options, "schema": Report}))


def test_a_long_article_puts_own_fields_together(endpoint: Endpoint) -> None:
    class Toned(SummarySentence):
        tone: str = "plain"
        proof: tuple[Evidence, ...] = ()

    class Listed(ArticleSummary):
        summary: tuple[Toned, ...]
        places: tuple[str, ...] = ()
        mood: str | None = None

    def answer(seen: Any) -> JSON:
        if seen.body["response_format"]["json_schema"]["name"] == "MergeDraft":
            sentence = {"text": "Trams ran.", "claims": [1], "tone": "dry"}
            return completion({"headline": "Trams", "summary": [sentence], "topics": []})
        part = seen.body["messages"][1]["content"].partition("[")[2].partition("]")[0]
        made = claim(f"Trams ran on day {part}.", evidence=[int(part)])
        sentence = {"text": "Trams ran.", "evidence": [int(part)], "tone": "dry", "proof": []}
        own = {"places": ["Lynmouth"], "mood": "glad" if int(part) > 1 else None}
        return completion(draft(made, summary=[sentence], **own))

    endpoint.script.append(answer)
    text = "\n\n".join(
        f"Trams of Lynmouth ran well on day {n}, as the council said." for n in range(1, 400)
    )
    model = open_model("stub/one", base_url=endpoint.url, context_window=9_000)
    result = summarize_article(text, model=model, schema=Listed, repair=False)
    assert result.usage.calls > 2
    assert (result.places, result.mood) == (("Lynmouth",), "glad")
    assert [(s.tone, s.proof) for s in result.summary] == [("dry", ())]


# --- any model ---


class Place(BaseModel):
    name: str
    evidence: tuple[Evidence, ...]


class Report(BaseModel):
    places: list[Place]
    said: Quotation | None
    cost: ClaimFigure | None
    rating: int = Field(ge=1, le=5)
    told: tuple[NewsClaim, ...] = ()


REPORT: JSON = {
    "places": [{"name": "Mill Street", "evidence": [1]}],
    "said": "It took 14 months",
    "cost": {"value": "5 million", "unit": "euros", "qualifier": "exact"},
    "rating": 4,
    "told": [],
}


def report(endpoint: Endpoint, options: JSON | None = None, **changes: Any) -> Extraction[Report]:
    answer = {**REPORT, **changes}
    result: Extraction[Report] = answered(endpoint, answer, schema=Report, **(options or {}))
    return result


def test_any_model_is_filled_and_grounded(endpoint: Endpoint) -> None:
    result = report(endpoint, told=[OPENED])
    text, data = result.article.text, result.data
    assert type(data) is Report
    assert data.places[0].evidence[0].text == result.article.sentences[0].text
    assert data.said is not None
    assert text[data.said.start : data.said.end] == data.said.text
    assert data.cost is not None
    assert text[data.cost.start : data.cost.end] == "5 million euros"
    assert type(data.told[0]) is NewsClaim
    assert data.told[0].place == "Mill Street"
    assert (result.findings, result.is_sound, result.prompt) == ((), True, "extract@1")
    assert "fill in the form" in endpoint.seen[0].body["messages"][0]["content"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"places": [{"name": "Paris", "evidence": [1]}]},
            ("name-not-in-article", "error", "places[0].name"),
        ),
        (
            {"places": [{"name": "Mill Street", "evidence": [9, 1]}]},
            ("evidence-out-of-range", "warning", "places[0].evidence[0]"),
        ),
        ({"said": "It took 15 months"}, ("quotation-not-in-article", "error", "said")),
        (
            {"cost": {"value": "6 million", "unit": "euros", "qualifier": "exact"}},
            ("figure-not-in-evidence", "error", "cost"),
        ),
        (
            {"told": [{**OPENED, "text": "It cost 6 million euros."}]},
            ("figure-not-in-evidence", "error", "told[0].text"),
        ),
        (
            {"told": [{**OPENED, "place": "Paris"}]},
            ("name-not-in-article", "warning", "told[0].place"),
        ),
    ],
    ids=["name", "sentence", "quotation", "figure", "claim", "own field of a claim"],
)
def test_the_same_checks_are_made(endpoint: Endpoint, changes: JSON, found: Any) -> None:
    result = report(endpoint, **changes)
    assert rules(result.findings)[0] == found
    assert result.is_sound is (found[1] == "warning")


def test_strict_raises_with_the_result(endpoint: Endpoint) -> None:
    with pytest.raises(UnsupportedClaimError, match=r"1 field\(s\)") as caught:
        report(endpoint, {"strict": True}, said="It took 15 months")
    assert isinstance(caught.value.summary, Extraction)


def test_limits_are_asked_for_again(endpoint: Endpoint) -> None:
    result = answered(endpoint, {**REPORT, "rating": 9}, REPORT, schema=Report)
    assert (result.data.rating, result.usage.reasks) == (4, 1)


def test_it_is_kept_and_pickled(endpoint: Endpoint, tmp_path: Path) -> None:
    cache = {"cache": tmp_path / "cache.sqlite"}
    first, again = report(endpoint, cache), report(endpoint, cache)
    assert (again.data, again.usage.calls) == (first.data, 0)
    assert pickle.loads(pickle.dumps(again)) == again  # noqa: S301 - our own
    assert Extraction[Report].model_validate_json(again.model_dump_json()).data == again.data
    with pytest.raises(UnsupportedClaimError):
        report(endpoint, {**cache, "strict": True, "language": "en"}, said="It took 15 months")


def test_a_kept_result_that_a_class_refuses_by_now_is_an_error(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = {"cache": tmp_path / "cache.sqlite"}
    report(endpoint, cache)
    monkeypatch.setattr("summarize.caching.Extraction", {Report: Place})
    with pytest.raises(StoreError, match="does not fit Place"):
        report(endpoint, cache)


async def test_the_coroutine_does_the_same(endpoint: Endpoint) -> None:
    endpoint.script.append(completion(REPORT))
    model = open_model("stub/one", base_url=endpoint.url)
    result = await asummarize_article(TEXT, model=model, schema=Report)
    assert result.data.rating == 4


def test_what_needs_more_than_one_request_or_a_model_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(ConfigurationError, match=r"can't fill Report\.places"):
        summarize_article(TEXT, model="embedded", schema=Report)
    model = open_model("stub/one", base_url=endpoint.url, context_window=300)
    with pytest.raises(ContextOverflowError, match="filled in one request"):
        summarize_article(TEXT * 20, model=model, schema=Report)
    assert endpoint.seen == []
