"""The classes in which a model is asked for a caller's own."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, Optional

import pytest
from pydantic import BaseModel, Field

from summarize import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Claims,
    ConfigurationError,
    Evidence,
    Quotation,
    SummarySentence,
    Unchecked,
)
from summarize.draft import ArticleDraft, MergeDraft, RepairDraft, json_schema
from summarize.forms import PLAIN, form_of, is_checked
from summarize.forms.wire import wire_model


class Sector(Enum):
    STATE = "state"
    PRIVATE = "private"


class NewsClaim(Claim):
    place: str | None = None
    """Where it happened, as the article names it."""
    said: Quotation | None = None


class Toned(SummarySentence):
    tone: Literal["plain", "loaded"] = "plain"
    proof: tuple[Evidence, ...] = ()


class NewsSummary(ArticleSummary):
    summary: tuple[Toned, ...]
    claims: Claims[NewsClaim]
    sector: Sector | None = None


class Place(BaseModel):
    """A place that the article names."""

    name: str
    evidence: tuple[Evidence, ...]


class Report(BaseModel):
    places: list[Place] = Field(description="Every place.", max_length=9)
    first: Optional[Evidence]  # noqa: UP045 - users write it so, too
    cost: ClaimFigure | None
    day: date | None
    rating: int = Field(ge=1, le=5)
    claims: tuple[NewsClaim, ...] = ()


def properties(kind: type[BaseModel]) -> dict[str, Any]:
    found: dict[str, Any] = json_schema(kind)["properties"]
    return found


def test_the_librarys_own_classes_stand_for_themselves() -> None:
    assert form_of(None) is PLAIN
    assert form_of(ArticleSummary) is PLAIN
    assert (PLAIN.draft, PLAIN.repair, PLAIN.merge) == (ArticleDraft, RepairDraft, MergeDraft)


def test_own_fields_are_asked_for_beside_the_others() -> None:
    schema = json_schema(form_of(NewsSummary).draft)
    claim, sentence = (
        schema["$defs"][name]["properties"] for name in ("ClaimDraft", "SentenceDraft")
    )
    assert claim["place"] == {
        "anyOf": [{"type": "string"}, {"type": "null"}],
        "description": "Where it happened, as the article names it.",
    }
    assert claim["said"]["anyOf"] == [{"type": "string"}, {"type": "null"}]
    assert "character for character" in claim["said"]["description"]
    assert sentence["tone"] == {"enum": ["plain", "loaded"], "type": "string"}
    assert sentence["proof"]["items"] == {"type": "integer"}
    assert schema["required"] == [*json_schema(ArticleDraft)["required"], "sector"]
    assert schema["description"] == json_schema(ArticleDraft)["description"]


def test_repairs_and_merges_have_them_where_they_can_be_known() -> None:
    form = form_of(NewsSummary)
    repair, merge = json_schema(form.repair)["$defs"], json_schema(form.merge)["$defs"]
    assert "place" in repair["ClaimDraft"]["properties"]
    assert set(merge["MergedSentence"]["properties"]) == {"text", "claims", "tone"}


def test_a_class_of_ones_own_is_asked_for_as_strict_output_wants_it() -> None:
    asked = form_of(Report).asked
    assert asked is not None
    fields = properties(asked)
    assert json_schema(asked)["required"] == list(Report.model_fields)
    assert fields["places"] == {
        "items": {"$ref": "#/$defs/Place"},
        "type": "array",
        "description": "Every place. (at most 9 items)",
    }
    assert fields["first"]["anyOf"] == [{"type": "integer"}, {"type": "null"}]
    assert fields["day"]["anyOf"][0] == {"type": "string", "description": "an ISO 8601 date"}
    assert fields["rating"] == {"type": "integer", "description": "at least 1, at most 5"}
    assert json_schema(asked)["$defs"]["Place"]["description"] == "A place that the article names."
    assert "place" in json_schema(asked)["$defs"]["ClaimDraft"]["properties"]


def test_limits_hold_when_an_answer_is_parsed() -> None:
    asked = form_of(Report).asked
    assert asked is not None
    answer: dict[str, Any] = {"places": [], "first": None, "cost": None, "day": None, "claims": []}
    assert asked.model_validate({**answer, "rating": 5}).model_dump()["rating"] == 5
    with pytest.raises(ValueError, match="less than or equal to 5"):
        asked.model_validate({**answer, "rating": 6})


def test_what_is_a_judgement_is_not_compared_with_the_article() -> None:
    class Judged(BaseModel):
        text: str
        why: Annotated[str, Unchecked]
        how: Annotated[str, Unchecked()]
        rating: int = Field(ge=1, le=5)
        count: int

    checked = {name for name, field in Judged.model_fields.items() if is_checked(field)}
    assert checked == {"text", "count"}
    assert properties(wire_model(Judged))["why"] == {"type": "string"}


class Loop(BaseModel):
    inner: list[Loop]


class Mapped(BaseModel):
    by_name: dict[str, int]


class Anything(BaseModel):
    value: Any


class Certain(BaseModel):
    evidence: Evidence


class CertainWords(BaseModel):
    said: Quotation


class Pair(BaseModel):
    pair: tuple[str, int]


class Either(BaseModel):
    value: Quotation | str


class NoClaims(ArticleSummary):
    claims: tuple[str, ...]  # type: ignore[assignment]  # what the check is for


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (Loop, "Loop contains itself"),
        (Mapped, r"Mapped\.by_name can't be used: .*dict"),
        (Anything, r"Anything\.value can't be used"),
        (
            Certain,
            r"Certain\.evidence .* must be `Evidence \| None` or `tuple\[Evidence, \.\.\.\]`",
        ),
        (CertainWords, r"CertainWords\.said .* `Quotation \| None`"),
        (Pair, r"Pair\.pair .*tuple of several types"),
        (Either, r"Either\.value .*look alike"),
        (NoClaims, r"NoClaims\.claims must be a tuple of Claim"),
        (dict, "schema must be a pydantic model class"),
        ("Report", "schema must be a pydantic model class"),
    ],
)
def test_what_can_not_be_asked_for_is_refused_at_once(schema: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        form_of(schema)
