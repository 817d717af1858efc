"""Writes the published schema anew: `python -m tests.exports.write_schema`, before a version is released."""

from __future__ import annotations

import json
from pathlib import Path

import summarize
from summarize.exports.result_schemas import generated_schema
from summarize.schema import SCHEMA_VERSION

FILE = Path(summarize.__file__).parent / "schemas" / f"article-summary-{SCHEMA_VERSION}.json"


def schema_text() -> str:
    return json.dumps(generated_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
