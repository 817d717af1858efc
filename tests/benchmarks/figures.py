"""How well "a figure is not in the article" tells that a summary was tampered with.

    python tests/benchmarks/figures.py DATADIR

DATADIR holds summedits_news.jsonl and summedits_earnings.jsonl (article, summary, consistent). The
whole article is each summary's evidence; a row is flagged when the figure check gives an error. Beside
it stand two plain rules: "digits" flags a summary with a string of digits that the article lacks,
groups of three joined; "numbers" also applies scales (k, million, bn) and leaves out digits that belong
to a name (COVID-19, Q4). Printed are precision and recall of "inconsistent"; how many of the hits the
edit caused, which is to say that the same rule does not flag the summary before it was tampered with;
and CPU time of reading articles and summaries.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.figures import read_figures
from summarize.schema import Evidence

_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "trillion": 1e12,
}
_JOINED = re.compile(r"(?<=\d),? ?(?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMBER = re.compile(
    rf"(?<![\w.-])[$€£]?(\d+(?:\.\d+)?)(?:\s?({'|'.join(_SCALES)})\b|(?![^\W\d]))", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    article: str
    summary: str
    original: str
    consistent: bool


Rule = Callable[[Row], bool]


def digits(text: str) -> set[str]:
    return set(_DIGITS.findall(_JOINED.sub("", text)))


def numbers(text: str) -> set[float]:
    found = _NUMBER.findall(_JOINED.sub("", text))
    return {round(float(value) * _SCALES.get(scale.lower(), 1), 6) for value, scale in found}


def checked(rules: Sequence[str]) -> Rule:
    """A rule that flags what the project's check gives one of these errors for."""
    checkers: dict[str, Checker] = {}

    def flags(row: Row) -> bool:
        text = row.article
        if text not in checkers:
            checkers[text] = Checker(
                Article(text=text, language="en", sentence_spans=((0, len(text)),))
            )
        evidence = Evidence(sentence=1, start=0, end=len(text), text=text)
        findings = checkers[text].findings(Item("summary[0]", row.summary, (evidence,)))
        return any(f.severity == "error" and f.rule.startswith(tuple(rules)) for f in findings)

    return flags


def report(rows: Sequence[Row], name: str, rule: Rule) -> None:
    flagged = [row for row in rows if rule(row)]
    hits = [row for row in flagged if not row.consistent]
    caused = sum(not rule(replace(row, summary=row.original)) for row in hits)
    wrong = sum(not row.consistent for row in rows)
    precision, recall = len(hits) / max(1, len(flagged)), len(hits) / wrong
    false = len(flagged) - len(hits)
    print(f"  {name:<30} {precision:9.3f} {recall:7.3f} {len(hits):6} {caused:7} {false:6}")


def timing(rows: Sequence[Row]) -> None:
    """CPU time of `read_figures`, the first call's imports apart."""
    articles = sorted({row.article for row in rows})
    for name, texts in (("articles", articles), ("summaries", [row.summary for row in rows])):
        start = time.process_time()
        count = sum(len(read_figures(text, language="en")) for text in texts)
        spent = (time.process_time() - start) / len(texts) * 1000
        size = sum(map(len, texts)) / len(texts)
        print(
            f"  {name} of {size:,.0f} characters: {spent:.2f} ms CPU and {count / len(texts):.1f} figures each"
        )


def main(folder: Path) -> None:
    for name in ("summedits_news", "summedits_earnings"):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found = map(json.loads, lines)
        rows = [
            Row(row["article"], row["summary"], row["original_summary"], row["consistent"])
            for row in found
        ]
        wrong = sum(not row.consistent for row in rows)
        print(f"{name}: {len(rows)} summaries, {wrong} of them inconsistent")
        print(
            f"  {'rule':<30} {'precision':>9} {'recall':>7} {'hits':>6} {'caused':>7} {'false':>6}"
        )
        report(rows, "digits", lambda row: not digits(row.summary) <= digits(row.article))
        report(rows, "numbers", lambda row: not numbers(row.summary) <= numbers(row.article))
        report(rows, "figure check, absent figures", checked(["figure-not-in-evidence"]))
        report(rows, "figure check, with qualifiers", checked(["figure-not-in", "qualifier-"]))
        timing(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
