"""Claims in another language than their article: alarms, and how many changed digits are found.

    python -m tests.benchmarks.translations [--show]

The claims are those of tests/data/translated_answers.jsonl, which a language model wrote; each error that the
checks found in them was read, and none was right, so that every error is a false alarm. Then the last digit of each number in digits is
changed in turn. "caught" are the changed figures that get an error; dates that the article might have left to its
day of publication get a warning, or pass when they are a year apart.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from summarize import load_article
from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.figures import read_figures
from summarize.schema import Evidence
from tests.benchmarks.languages import tampered

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print the table."""
    print("article               into  items  alarms  figures  caught  dates  caught  warned")
    total: Counter[str] = Counter()
    lines = (ROOT / "tests/data/translated_answers.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, lines[1:]):
        article = load_article(ROOT / "seeds" / f"{row['case']}.txt")
        counts = _counted(article, row["language"], row["answer"])
        _print(row["case"], row["language"], counts)
        total += counts
    _print("all", "", total)


def _counted(article: Article, language: str, answer: Any) -> Counter[str]:
    checker = Checker(article, translated=True)
    counts: Counter[str] = Counter()
    for item in (*answer["summary"], *answer["claims"]):
        cited = [article.sentences[number - 1] for number in item["evidence"]]
        evidence = tuple(
            Evidence(sentence=s.number, start=s.start, end=s.end, text=s.text) for s in cited
        )
        before = checker.findings(Item("claims[0]", item["text"], evidence))
        counts["items"] += 1
        counts["alarms"] += sum(finding.severity == "error" for finding in before)
        for text in tampered(item["text"]):
            kind = _kind(item["text"], text, language)
            found = checker.findings(Item("claims[0]", text, evidence))
            caught = any(finding.severity == "error" for finding in found)
            counts[kind] += 1
            counts[f"{kind} caught"] += caught
            counts[f"{kind} warned"] += not caught and len(found) > len(before)
            if "--show" in sys.argv and not caught and kind == "figures":
                print(f"  missed: {text}")
    return counts


def _kind(text: str, changed: str, language: str) -> str:
    """Whether the figure that is changed is a date or another one."""
    place = next(
        at for at, (one, other) in enumerate(zip(text, changed, strict=True)) if one != other
    )
    kinds = [f.kind for f in read_figures(text, language=language) if f.start <= place < f.end]
    return "dates" if kinds and kinds[0] in ("date", "year") else "figures"


def _print(name: str, language: str, counts: Counter[str]) -> None:
    def share(kind: str, what: str) -> str:
        return f"{counts[f'{kind} {what}'] / counts[kind]:8.3f}" if counts[kind] else "       -"

    print(
        f"{name:22}{language:4}{counts['items']:7}{counts['alarms']:8}"
        f"{counts['figures']:9}{share('figures', 'caught')}"
        f"{counts['dates']:7}{share('dates', 'caught')}{share('dates', 'warned')}"
    )


if __name__ == "__main__":
    main()
