from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summarize.cli import main
from summarize.exports import result_schema
from summarize.schema import SCHEMA_VERSION, ArticleSummary
from tests.exports.results import OwnSummary, empty_result, own_result, result
from tests.exports.write_schema import FILE, schema_text


def test_the_published_schema_is_that_of_the_classes() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), (
        "python -m tests.exports.write_schema writes it; result_schema says when its version goes up"
    )


def test_the_schema_names_its_dialect_and_version() -> None:
    schema = result_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:summarize:schema:article-summary:{SCHEMA_VERSION}"
    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    "made", [result(), empty_result(), own_result()], ids=["full", "empty", "own"]
)
def test_results_fit_the_schema(made: ArticleSummary) -> None:
    Draft202012Validator(result_schema()).validate(json.loads(made.model_dump_json()))


def test_a_users_class_has_a_schema_of_its_own() -> None:
    schema = result_schema(OwnSummary)
    assert "$id" not in schema
    assert "tone" in schema["properties"]
    Draft202012Validator(schema).validate(json.loads(own_result().model_dump_json()))


@pytest.mark.parametrize(
    ("field", "value"),
    [("headline", None), ("schema_version", 2), ("claims", [{"id": "c1"}])],
    ids=["type", "version", "missing"],
)
def test_what_is_no_result_does_not_fit(field: str, value: Any) -> None:
    data = {**json.loads(result().model_dump_json()), field: value}
    assert not Draft202012Validator(result_schema()).is_valid(data)


def test_a_result_says_its_version_and_an_older_one_is_read() -> None:
    data = json.loads(result().model_dump_json())
    assert data.pop("schema_version") == SCHEMA_VERSION
    assert ArticleSummary.model_validate(data).schema_version == SCHEMA_VERSION


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == result_schema()
