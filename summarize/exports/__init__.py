"""Results for other programs: tables of claims, W3C annotations, schema.org, and the result's own schema."""

from .annotations import web_annotations
from .json_ld import html_script
from .lines import write_jsonl
from .parquet import write_parquet
from .result_files import read_results
from .result_schemas import result_schema
from .schema_org import schema_org
from .spreadsheet import write_csv
from .tables import claim_rows

__all__ = [
    "claim_rows",
    "html_script",
    "read_results",
    "result_schema",
    "schema_org",
    "web_annotations",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]
