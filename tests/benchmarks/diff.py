"""CPU seconds of `summarize diff`, as whole processes: ten cases, and two hundred made from them.

    python -m tests.benchmarks.diff

The project's own recordings of article@1 and article@2 are compared. Each of the two hundred is one of
their articles with a sentence of its own at the end, and the recorded answers of both versions.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from summarize import load_article
from summarize.cassettes import path_of, read_recording, request_digest, write_recording
from summarize.messages import article_message
from summarize.regression.cases import Case, load_cases

ROOT = Path(__file__).parents[2]
MODEL = "relay/claude"
VERSIONS = ("article@1", "article@2")
FORMATS = ("terminal", "markdown", "html", "json")


def cpu_seconds(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "summarize", *arguments], check=False, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def multiply(cases: list[Case], count: int, target: Path) -> None:
    """Write `count` cases with recordings of both versions into a folder."""
    (target / "seeds").mkdir()
    for number in range(count):
        case = cases[number % len(cases)]
        name = f"case-{number}"
        path = target / "seeds" / f"{name}.txt"
        text = case.path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{text}\n\nThis is text number {number}.\n", encoding="utf-8")
        if case.expectation_path.exists():
            shutil.copy(case.expectation_path, path.with_name(f"{name}.expect.yaml"))
        article = load_article(path)
        for version in VERSIONS:
            old = read_recording(path_of(ROOT / "cassettes", version, MODEL, case.id, 1))
            [interaction] = old.interactions
            body = json.loads(interaction.request)
            body["messages"][1]["content"] = article_message(article)
            request = json.dumps(body).encode()
            manifest = old.manifest.model_copy(
                update={
                    "case": name,
                    "article_sha256": article.sha256,
                    "request_sha256": (
                        request_digest(interaction.method, interaction.path, request),
                    ),
                }
            )
            changed = type(interaction)(
                interaction.method,
                interaction.path,
                request,
                interaction.status,
                interaction.response,
                interaction.content_type,
            )
            where = path_of(target / "cassettes", version, MODEL, name, 1)
            write_recording(where, type(old)(manifest, (changed,)))


def main() -> None:
    cases = load_cases(ROOT / "seeds")
    ten = [option for case in cases[:10] for option in ("--case", case.id)]
    os.chdir(ROOT)
    cpu_seconds(["diff", *VERSIONS])  # writes the byte code
    for form in FORMATS:
        command = ["diff", *VERSIONS, *ten, "--samples", "1", "--format", form]
        median = statistics.median(cpu_seconds(command) for _ in range(5))
        print(f"10 cases, {form:10} {median:6.2f} s CPU")
    with tempfile.TemporaryDirectory() as name:
        target = Path(name)
        multiply(cases, 200, target)
        os.chdir(target)
        for form in FORMATS:
            seconds = cpu_seconds(["diff", *VERSIONS, "--format", form])
            print(f"200 cases, {form:10} {seconds:6.2f} s CPU")


if __name__ == "__main__":
    main()
