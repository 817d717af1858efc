"""Tables of other packages; `.ci/engines` has them all."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest

from summarize.exports import claim_rows, write_parquet
from summarize.exports.columns import CLAIM_COLUMNS
from summarize.schema import Claims
from tests.engines_support import needed
from tests.exports.results import (
    OwnClaim,
    claim,
    claims,
    empty_result,
    hostile_result,
    own_result,
    result,
)


class Loose(OwnClaim):
    anything: Any = None


MIXED = Claims([claim("c1", Loose, anything=1), claim("c2", Loose, anything="a")])


# --- Arrow and Parquet ---


def read(*results: Any) -> Any:
    import pyarrow.parquet as pq

    target = io.BytesIO()
    write_parquet(results, target)
    return pq.read_table(io.BytesIO(target.getvalue()))


def test_arrow_has_every_row_and_type() -> None:
    needed("pyarrow", "pyarrow")
    table = own_result().claims.to_arrow()
    assert table.to_pylist() == own_result().claims.to_rows()
    assert str(table.schema.field("start").type) == "int64"
    assert str(table.schema.field("evidence_sentences").type) == "list<item: int64>"
    assert "start: int64" in str(table.schema.field("proof").type)


def test_types_do_not_depend_on_the_claims() -> None:
    needed("pyarrow", "pyarrow")
    full, empty = claims().to_arrow().schema, Claims(()).to_arrow().schema
    assert full == empty
    assert full.names == list(CLAIM_COLUMNS)


def test_parquet_gives_the_rows_back() -> None:
    needed("pyarrow", "pyarrow")
    assert read(result(), result()).to_pylist() == claim_rows(result()) * 2
    assert read(own_result()).to_pylist() == claim_rows(own_result())


def test_parquet_without_claims_has_its_columns() -> None:
    needed("pyarrow", "pyarrow")
    assert read(empty_result()).schema == read(result()).schema
    assert read().num_rows == 0


def test_parquet_holds_results_of_several_classes() -> None:
    needed("pyarrow", "pyarrow")
    rows = read(result(), own_result(), result(claims=MIXED)).to_pylist()
    assert [row["anything"] for row in rows[-2:]] == ["1", '"a"']
    assert rows[0]["tags"] is None


def test_parquet_holds_what_is_no_text() -> None:
    needed("pyarrow", "pyarrow")
    assert read(hostile_result()).to_pylist() == claim_rows(hostile_result())


def test_a_parquet_file_is_complete_or_not_there(tmp_path: Path) -> None:
    needed("pyarrow", "pyarrow")
    target = tmp_path / "claims.parquet"

    def failing() -> Any:
        yield result()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_parquet(failing(), target)
    assert list(tmp_path.iterdir()) == []
    write_parquet([result()], target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_an_unwritable_parquet_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    needed("pyarrow", "pyarrow")
    with pytest.raises(OSError, match="nowhere"):
        write_parquet([result()], tmp_path / "nowhere" / "claims.parquet")


# --- pandas ---


def test_pandas_has_nullable_types_and_nested_figures() -> None:
    needed("pandas", "pandas")
    frame = own_result().claims.to_pandas()
    assert list(frame.columns) == [*CLAIM_COLUMNS, "place", "proof", "tags", "claim_model"]
    kinds = frame.dtypes.astype(str)
    assert (kinds["text"], kinds["start"], kinds["checkable"]) == ("string", "Int64", "boolean")
    assert frame.loc[frame.speaker == "Ada Brook", "id"].tolist() == ["c3"]
    assert frame.figures[1][0]["number"] == 12_000_000.0
    assert frame.quote_start.isna().tolist() == [True, True, False]


def test_pandas_without_claims_has_the_same_columns() -> None:
    needed("pandas", "pandas")
    assert list(Claims(()).to_pandas().dtypes) == list(claims().to_pandas().dtypes)


# --- Polars ---


def test_polars_has_structs_and_lists() -> None:
    needed("polars", "polars")
    frame = own_result().claims.to_polars()
    assert frame.to_dicts() == own_result().claims.to_rows()
    assert str(frame.schema["start"]) == "Int64"
    assert frame["figures"].explode().struct.field("number").drop_nulls().to_list() == [12e6]
    assert Claims(()).to_polars().schema == claims().to_polars().schema


def test_polars_holds_values_that_fit_no_type_together() -> None:
    needed("polars", "polars")
    assert MIXED.to_polars()["anything"].to_list() == ["1", '"a"']
