"""Claims as a table of pyarrow, Polars or pandas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..schema import Claim
from .kinds import FLAG, REAL, TEXT, WHOLE, Kind, arrow_type, optional
from .tables import Table, table_of

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["arrow_table", "to_arrow", "to_pandas", "to_polars"]

_PANDAS = {TEXT: "string", WHOLE: "Int64", REAL: "Float64", FLAG: "boolean"}
_POLARS = {TEXT: "String", WHOLE: "Int64", REAL: "Float64", FLAG: "Boolean"}


def to_arrow(claims: Iterable[Claim]) -> pa.Table:
    """The claims as a `pyarrow.Table`: figures, evidence and findings as lists of structs.

    The columns are those of `Claims.to_rows()`, with their types, however few claims there are. A user's own
    field has the type of its values; those that fit no type together are JSON text. Raises
    `ConfigurationError` when pyarrow is not installed.
    """
    return arrow_table(table_of(claims), "Claims.to_arrow()")


def to_polars(claims: Iterable[Claim]) -> pl.DataFrame:
    """The same as a `polars.DataFrame`; without pyarrow. Raises `ConfigurationError` without Polars."""
    polars = optional("polars", "Claims.to_polars()", "polars")

    def dtype(kind: Kind) -> Any:
        if isinstance(kind, list):
            return polars.List(dtype(kind[0]))
        if isinstance(kind, dict):
            return polars.Struct({name: dtype(inner) for name, inner in kind.items()})
        return getattr(polars, _POLARS[kind])

    table = table_of(claims)
    frame: pl.DataFrame = polars.DataFrame(
        [
            polars.Series(name, [row[name] for row in table.rows], dtype(kind), strict=False)
            for name, kind in table.columns.items()
        ]
    )
    return frame


def to_pandas(claims: Iterable[Claim]) -> pd.DataFrame:
    """The same as a `pandas.DataFrame`, in nullable dtypes; lists of dicts are objects.

    Raises `ConfigurationError` when pandas is not installed.
    """
    pandas = optional("pandas", "Claims.to_pandas()", "pandas")
    table = table_of(claims)
    frame: pd.DataFrame = pandas.DataFrame(
        {
            name: pandas.Series(
                [row[name] for row in table.rows],
                dtype=_PANDAS[kind] if isinstance(kind, str) else "object",
            )
            for name, kind in table.columns.items()
        }
    )
    return frame


def arrow_table(table: Table, what: str) -> pa.Table:
    """The table in pyarrow's form; `what` needs it."""
    pyarrow = optional("pyarrow", what, "'summarize[parquet]'")
    schema = pyarrow.schema([(name, arrow_type(kind)) for name, kind in table.columns.items()])
    made: pa.Table = pyarrow.Table.from_pylist(table.rows, schema)
    return made
