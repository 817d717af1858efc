"""How far a recorded judge agrees with two readers, mark by mark, and what it says of two versions.

    python -m tests.benchmarks.judge [JUDGE]          # the judge's model, by default relay/claude

The readers' agreement with each other is the most that can be asked of a judge. Nothing is asked:
results and judgements are those in cassettes/. The prompt judge@1 was written with these marks known,
so that their agreement is no independent test of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from summarize.errors import SummarizeError
from summarize.regression.comparison import Estimate
from summarize.regression.judge import (
    Judged,
    Subject,
    agreement,
    judge_recorded,
    judged_metrics,
    load_labels,
)
from summarize.regression.project import Project
from summarize.regression.words import signed
from tests.judge_support import recorded_results

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "tests/data/judge_labels.yaml"
PROMPTS = ("article@1", "article@2")


def judgements(model: str) -> dict[tuple[str, str], Judged]:
    """What the judge says, by prompt and case; what is not recorded or stale is told."""
    project = Project(ROOT / "seeds", ROOT / "cassettes", ROOT / "prompts")
    found = {}
    for (prompt, case), result in recorded_results(project).items():
        subject = Subject(case, 1, result)
        try:
            found[prompt, case] = judge_recorded(subject, cassettes=project.cassettes, model=model)
        except SummarizeError as error:
            print(error, file=sys.stderr)
    return found


def number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def interval(found: Estimate | None) -> str:
    if found is None:
        return ""
    ends = f"{number(found.low)} to {number(found.high)}"
    return f"{signed(found.mean, 2)}, 90 % {ends}, p of a drop {found.p_drop:.3f}, {found.articles} articles"


def print_agreement(judged: dict[tuple[str, str], Judged]) -> None:
    heads = "mark claims judge readers equal kappa precision recall | readers: equal kappa".split(
        " "
    )
    print(" ".join(f"{head:>9}" for head in heads))
    for each in agreement(judged, load_labels(LABELS)):
        cells = (
            each.mark,
            str(each.claims),
            str(each.failed),
            "/".join(map(str, each.failed_by_readers)),
            number(each.equal, 3),
            number(each.kappa),
            number(each.precision),
            number(each.recall),
            "|",
            "",
            number(each.readers_equal, 3),
            number(each.readers_kappa),
        )
        print(" ".join(f"{cell:>9}" for cell in cells))


def print_versions(judged: dict[tuple[str, str], Judged]) -> None:
    old, new = (
        {case: (each,) for (prompt, case), each in judged.items() if prompt == wanted}
        for wanted in PROMPTS
    )
    for metric in judged_metrics(old, new):
        ends = f"{number(metric.old)} → {number(metric.new)}"
        print(f"{metric.name:26} {ends:14} {interval(metric.estimate)}")


def main() -> None:
    judged = judgements(sys.argv[1] if len(sys.argv) > 1 else "relay/claude")
    if not judged:
        raise SystemExit("There is no recorded judgement.")
    print(
        "Marks that do not hold, by the judge and by each reader; agreement of the judge with them:"
    )
    print_agreement(judged)
    print(f"\nShare of claims, averaged by article, {' → '.join(PROMPTS)}:")
    print_versions(judged)


if __name__ == "__main__":
    main()
