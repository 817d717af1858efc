"""CPU seconds of `summarize check` on every seed, fresh and stale, as whole processes.

    python -m tests.benchmarks.check

The recordings are made first, in a temporary folder, from a loopback endpoint that answers with what
the embedded engine extracts. Each row is the median of several runs, by the operating system's
account of the finished process.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from summarize.cli import main as summarize
from summarize.draft import ArticleDraft
from summarize.messages import article_message
from summarize.models import open_model
from summarize.models.base import Request
from summarize.regression.cases import load_cases
from summarize.regression.check import check_recording
from summarize.regression.project import Project
from summarize.regression.survey import survey
from tests.support import JSON, Endpoint, Seen, completion

ROOT = Path(__file__).parents[2]
RUNS = 7


def record(folder: Path) -> int:
    """Record every seed in `folder`, and give back how many there are."""
    cases = load_cases(folder / "seeds")
    engine = open_model("embedded")
    drafts = {
        article_message(case.article): engine.answer(
            Request(ArticleDraft, case.article, max_claims=20)
        ).draft.model_dump()
        for case in cases
    }

    def answer(seen: Seen) -> JSON:
        message = seen.body["messages"][1]["content"]
        return completion(drafts.get(message, {"summary": [], "claims": []}))

    endpoint = Endpoint()
    endpoint.script.append(answer)
    where = ["--model", "relay/stub", "--base-url", endpoint.url, "--yes", "--jobs", "1"]
    if summarize(["record", "news", *where]) != 0:
        raise SystemExit("recording failed")
    endpoint.close()
    return len(cases)


def replay_times(folder: Path) -> None:
    """Print how long one recording takes once everything is imported."""
    project = Project(cassettes=folder / "cassettes", prompts=folder / "prompts")
    found = survey(project, load_cases(folder / "seeds")).fresh
    check_recording(found[0], None)
    times = []
    for each in found:
        start = time.process_time()
        check_recording(each, None)
        times.append(1000 * (time.process_time() - start))
    print(
        f"one case, after imports: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms"
    )


def cpu_seconds(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *arguments], check=False, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, arguments: list[str]) -> None:
    cpu_seconds(arguments)  # writes the byte code
    median = statistics.median(cpu_seconds(arguments) for _ in range(RUNS))
    print(f"{name:44} {median:6.3f} s CPU")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        shutil.copytree(ROOT / "seeds", "seeds")
        Path("prompts").mkdir()
        prompt = Path("prompts/news@1.md")
        source = (ROOT / "prompts/article@1.md").read_text(encoding="utf-8")
        prompt.write_text(source.replace("id: article", "id: news"), encoding="utf-8")
        count = record(folder)
        replay_times(folder)
        row("import openai", ["-c", "import openai"])
        row("import of the pipeline", ["-c", "import summarize.pipeline"])
        row(f"summarize check, {count} cases, fresh", ["-m", "summarize", "check"])
        text = prompt.read_text(encoding="utf-8")
        prompt.write_text(text.replace("3 to 5 sentences", "5 sentences"), encoding="utf-8")
        row(f"summarize check, {count} cases, all stale", ["-m", "summarize", "check"])
        row("summarize check, 1 case, stale", ["-m", "summarize", "check", "--case", "obituary"])


if __name__ == "__main__":
    main()
