"""How precise the checks are, what they miss, and what they cost.

    python tests/benchmarks/checks.py [DATADIR]

Printed are: errors raised on the faithful claims of tests/data and kinds of tampering caught; with
DATADIR, which holds summedits_news.jsonl and summedits_earnings.jsonl (salesforce/factualNLG), the
precision and recall of each rule on whole summaries; and the processor time of all checks.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from summarize.article import Article
from summarize.auditing import audit
from summarize.draft import ClaimDraft
from summarize.grounding import Grounder
from tests.claim_table import rows, seed_article
from tests.support import claim

_SETS = ("summedits_news", "summedits_earnings")


def main() -> None:
    _faithful()
    _tampered()
    for name in _SETS if len(sys.argv) > 1 else ():
        _summaries(Path(sys.argv[1]) / f"{name}.jsonl")
    _speed()


def _faithful() -> None:
    items = [row.grounded() for row in rows("faithful")]
    rules = Counter(f"{f.severity} {f.rule}" for item in items for f in item.findings)
    wrong = sum(not item.supported for item in items)
    print(f"faithful claims: {len(items)}, with an error: {wrong} ({wrong / len(items):.1%})")
    for rule, count in sorted(rules.items()):
        print(f"  {rule:40} {count}")


def _tampered() -> None:
    total, caught, mended = Counter[str](), Counter[str](), Counter[str]()
    for row in rows("tampered"):
        how, item = row.fields["how"], row.grounded()
        total[how] += 1
        caught[how] += not item.supported
        mended[how] += item.supported and any(f.rule == "evidence-mended" for f in item.findings)
    print(f"\ntampered claims: {total.total()}, caught: {caught.total()}")
    print(f"  {'kind':12} {'claims':>6} {'caught':>6} {'mended':>6}")
    for how, count in total.items():
        print(f"  {how:12} {count:6} {caught[how]:6} {mended[how]:6}")


def _summaries(path: Path) -> None:
    """One row a rule; the unit is a summary, "inconsistent" the positive class.

    The labels judge facts, so a summary whose quotation marks hold words that nobody said may count as
    consistent; the last column tells how many articles the findings in consistent ones come from.
    """
    articles: dict[str, Article] = {}
    hits: dict[str, list[bool]] = defaultdict(list)
    beside: dict[str, set[str]] = defaultdict(set)
    bad = count = 0
    for row in _rows(path):
        article = articles.setdefault(row["article"], Article.from_text(row["article"]))
        count += 1
        bad += not row["consistent"]
        found = audit(article, row["summary"]).findings
        for rule in {f"{f.severity} {f.rule}" for f in found} | {
            f"{f.severity} (any)" for f in found
        }:
            hits[rule].append(not row["consistent"])
            if row["consistent"]:
                beside[rule].add(row["article"])
    print(f"\n{path.stem}: {count} summaries, {bad / count:.2f} inconsistent")
    print(f"  {'rule':40} {'found':>6} {'precision':>9} {'recall':>6} {'articles':>8}")
    for rule, right in sorted(hits.items()):
        precision, recall = sum(right) / len(right), sum(right) / bad
        print(f"  {rule:40} {len(right):6} {precision:9.3f} {recall:6.3f} {len(beside[rule]):8}")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _speed() -> None:
    article = _twenty_sentences()
    drafts = [
        ClaimDraft.model_validate(
            claim(f"According to the report, {s.text}", evidence=[s.number], attribution="document")
        )
        for s in article.sentences
    ]

    def check() -> None:
        grounder = Grounder(article)
        for number, draft in enumerate(drafts):
            grounder.claim(draft, number)

    check()  # tables are built once a process
    print(
        f"\n{len(drafts)} claims on {len(article.sentences)} sentences, {len(article.text):,} "
        f"characters: {_milliseconds(check):.1f} ms of processor time, all checks"
    )
    summary = " ".join(draft.text for draft in drafts)
    print(
        f"audit of the same as plain text: {_milliseconds(lambda: audit(article, summary)):.1f} ms"
    )


def _twenty_sentences() -> Article:
    whole = seed_article("earnings-report")
    text = whole.text[whole.sentences[0].start : whole.sentences[19].end]
    return Article.from_text(text, published=whole.published, language="en")


def _milliseconds(call: Callable[[], object]) -> float:
    """The best of thirty runs: other work on the machine only adds to it."""
    times = []
    for _ in range(30):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times) * 1000


if __name__ == "__main__":
    main()
