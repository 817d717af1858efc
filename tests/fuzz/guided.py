"""The targets of `harness.py`, led by coverage: inputs that reach new code are changed further.

    pip install atheris
    python -m tests.fuzz.guided loader -max_total_time=300

Further arguments are libFuzzer's. It ends with the first finding, which it writes to `fuzz-findings/`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris


def main(target: str, options: list[str]) -> None:
    """Fuzzes one target; never returns."""
    with atheris.instrument_imports(include=["summarize"]):
        from tests.fuzz import harness

    for module in ("api", "cassettes.file", "parts", "render.markdown", "speech.speakers"):
        with atheris.instrument_imports(include=["summarize"]):
            __import__(f"summarize.{module}")

    def one(data: bytes) -> None:
        wrong = harness.outcome(target, data)
        if wrong is not None:
            raise AssertionError(wrong)

    findings = Path("fuzz-findings")
    findings.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(harness.corpus(target)):
            Path(corpus, str(number)).write_bytes(data)
        usual: list[Any] = ["-max_len=60000", "-timeout=30", f"-artifact_prefix={findings}/"]
        atheris.Setup([sys.argv[0], *usual, *options, corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
