from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import pytest

from summarize.article import Article
from summarize.errors import ConfigurationError
from summarize.exports import claim_rows, write_csv, write_jsonl, write_parquet
from summarize.exports.columns import ARTICLE_COLUMNS, CLAIM_COLUMNS, RESULT_COLUMNS
from summarize.exports.kinds import Kind, kind_of
from summarize.exports.tables import claim_table
from summarize.schema import ArticleSummary, Claims
from tests.exports.results import (
    TEXT,
    OwnClaim,
    OwnSummary,
    article,
    claim,
    claims,
    empty_result,
    hostile_result,
    own_result,
    result,
)

COLUMNS = [*ARTICLE_COLUMNS, *CLAIM_COLUMNS, *RESULT_COLUMNS]
OWN = ["result_tone", "result_scores", "place", "proof", "tags", "claim_model"]


def csv_text(*results: ArticleSummary, guard: bool = True) -> str:
    stream = io.StringIO(newline="")
    write_csv(results, stream, guard_formulas=guard)
    return stream.getvalue()


def csv_rows(*results: ArticleSummary, guard: bool = True) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_text(*results, guard=guard), newline="")))


# --- rows ---


def test_a_claim_is_one_flat_row_with_its_article() -> None:
    row = claim_rows(result())[1]
    assert list(row) == COLUMNS
    assert json.loads(json.dumps(row)) == row
    assert row["article_id"] == "https://example.org/news/a%20bridge"
    assert (row["article_title"], row["article_published"]) == ("A bridge", "2024-05-04")
    assert (row["id"], row["speaker"], row["when"]) == ("c2", "the town council", None)
    assert row["evidence_sentences"] == [2, 1]
    assert row["evidence_text"].split("\n")[1] == "The bridge opened on 3 May 2024."
    assert TEXT[row["start"] : row["end"]] == row["evidence"][0]["text"]
    assert row["figures"][0]["number"] == 12_000_000.0
    assert (row["model"], row["prompt"]) == ("stub/one", "article@2")


def test_a_quotation_has_its_offsets() -> None:
    row = claim_rows(result())[2]
    assert TEXT[row["quote_start"] : row["quote_end"]] == row["quote"] == "It was time 🎉"
    assert [finding["severity"] for finding in row["findings"]] == ["error", "warning"]


def test_an_article_without_an_address_is_named_by_its_text() -> None:
    row = claim_rows(result(article=article(url=None)))[0]
    assert row["article_id"].startswith("ni:///sha-256;")
    assert row["article_url"] is None


def test_a_claim_without_evidence_has_no_place() -> None:
    row = claim_rows(result(claims=Claims([claim(evidence=())])))[0]
    assert (row["start"], row["end"], row["evidence_text"]) == (None, None, None)
    assert row["evidence"] == row["evidence_sentences"] == []


def test_fields_of_a_users_own_are_the_last_columns() -> None:
    row = claim_rows(own_result())[0]
    assert list(row) == COLUMNS + OWN
    assert (row["result_tone"], row["result_scores"]) == ("heated", {"warmth": 0.5})
    assert (row["model"], row["claim_model"], row["tags"]) == ("stub/one", 3, ["a", "b"])
    assert row["proof"]["sentence"] == 1


def test_claims_alone_have_the_columns_that_they_know() -> None:
    rows = own_result().claims.to_rows()
    assert list(rows[0]) == [*CLAIM_COLUMNS, "place", "proof", "tags", "claim_model"]


def test_what_no_encoding_has_is_replaced() -> None:
    [row] = claim_rows(hostile_result())
    assert row["figures"][0]["unit"] == "lone \ufffd surrogate"
    assert row["figures"][0]["number"] is None  # it was NaN


def test_results_of_several_classes_have_all_columns() -> None:
    table = claim_table([result(), own_result()])
    assert list(table.columns) == COLUMNS + OWN
    assert table.rows[0]["place"] is None
    assert table.rows[-1]["place"] == "<b>Hull</b>"


def test_a_result_of_a_users_class_without_claims_has_its_columns() -> None:
    assert list(claim_table([result(OwnSummary, claims=Claims(()))]).columns) == COLUMNS + OWN


def test_own_values_that_fit_no_type_together_are_json() -> None:
    class Loose(OwnClaim):
        anything: Any = None

    mixed = Claims([claim("c1", Loose, anything=1), claim("c2", Loose, anything="a")])
    table = claim_table([result(claims=mixed)])
    assert table.columns["anything"] == "string"
    assert [row["anything"] for row in table.rows] == ["1", '"a"']


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "string"),
        ([None], "string"),
        (["a", None], "string"),
        ([True], "bool"),
        ([1, None], "int64"),
        ([1, 2.5], "float64"),
        ([2**63], None),
        ([True, 1], None),
        (["a", 1], None),
        ([[1], []], ["int64"]),
        ([[]], ["string"]),
        ([[1], ["a"]], None),
        ([{"a": 1}, {"b": "x"}], {"a": "int64", "b": "string"}),
        ([{"a": 1}, {"a": "x"}], None),
        ([{}], None),
    ],
    ids=repr,
)
def test_the_kind_of_values(values: list[Any], kind: Kind | None) -> None:
    assert kind_of(values) == kind


# --- CSV ---


def test_csv_holds_every_claim_in_the_order_of_the_columns() -> None:
    text = csv_text(result(), result())
    assert text.startswith(",".join(COLUMNS) + "\r\n")
    rows = csv_rows(result(), result())
    assert [row["id"] for row in rows] == ["c1", "c2", "c3"] * 2
    assert json.loads(rows[1]["figures"])[0]["value"] == "12 million"
    assert (rows[0]["checkable"], rows[2]["supported"], rows[0]["speaker"]) == ("true", "false", "")
    assert rows[2]["quote"] == "It was time 🎉"
    assert rows[1]["evidence_text"].count("\n") == 1


def test_csv_without_claims_has_its_header() -> None:
    assert csv_text(empty_result()) == ",".join(COLUMNS) + "\r\n"
    assert csv_text() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("-5", "-5"),
        ("+3,2%", "+3,2%"),
        ("- a list", "'- a list"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    made = result(claims=Claims([claim(text=text)]))
    assert csv_rows(made)[0]["text"] == cell
    assert csv_rows(made, guard=False)[0]["text"] == text
    undone = cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in "=+-@\t\r＝" else cell
    assert undone == text


def test_numbers_stay_numbers_in_csv() -> None:
    class Loose(OwnClaim):
        change: float = -0.5

    [row] = csv_rows(result(claims=Claims([claim("c1", Loose)])))
    assert row["change"] == "-0.5"
    assert row["start"] == "126"


def test_a_hostile_result_is_one_row_of_csv() -> None:
    [row] = csv_rows(hostile_result())
    assert (row["text"], row["speaker"], row["role"]) == ("'=1+1", "'+cmd", "'@role")
    csv_text(hostile_result()).encode()


# --- JSON Lines ---


def test_jsonl_has_a_claim_a_line() -> None:
    stream = io.StringIO()
    write_jsonl([result(), own_result(), empty_result()], stream)
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert rows == claim_rows(result()) + claim_rows(own_result())
    assert "🎉" in stream.getvalue()


def test_jsonl_writes_each_result_before_it_takes_the_next() -> None:
    stream = io.StringIO()

    def results() -> Any:
        yield result()
        assert stream.getvalue().count("\n") == 3
        yield result()

    write_jsonl(results(), stream)
    assert stream.getvalue().count("\n") == 6


def test_jsonl_escapes_what_a_stream_cannot_hold() -> None:
    binary = io.BytesIO()
    stream = io.TextIOWrapper(binary, "latin-1", write_through=True)
    write_jsonl([result()], stream)
    assert json.loads(binary.getvalue().splitlines()[2])["quote"] == "It was time 🎉"


# --- without the optional packages ---


@pytest.mark.parametrize(
    ("module", "use", "says"),
    [
        ("pandas", lambda: claims().to_pandas(), r"pandas; install it with: pip install pandas"),
        ("polars", lambda: claims().to_polars(), r"polars; install it with: pip install polars"),
        ("pyarrow", lambda: claims().to_arrow(), r"pip install 'summarize\[parquet\]'"),
        (
            "pyarrow.parquet",
            lambda: write_parquet([], io.BytesIO()),
            r"pip install 'summarize\[parquet\]'",
        ),
    ],
    ids=["pandas", "polars", "pyarrow", "parquet"],
)
def test_a_missing_package_is_named(
    module: str, use: Any, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigurationError, match=says):
        use()


def test_an_address_that_is_none_names_nothing() -> None:
    odd: Article = article(url="https://exämple.org/a b?q=%20&x='1'")
    assert claim_rows(result(article=odd))[0]["article_id"] == (
        "https://ex%C3%A4mple.org/a%20b?q=%20&x='1'"
    )
