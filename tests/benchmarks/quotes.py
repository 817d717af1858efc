"""How well quotations are located and tampered ones refused, beside fuzzy matching, and at what cost.

    python tests/benchmarks/quotes.py DATA [--seconds 20] [--seed 1]

DATA is a JSON file: `docs` maps a name to a text, `cases` are {doc, cls, q, gold}, `gold` [start, end]
or null. Classes that begin with "P_" must be located with an intersection over union of 0.9 or more,
all others refused. P_typo is counted apart, since a wrong letter is refused unless typos are asked for.
Precision is the share of right spans among all that is located, so a quotation accepted that should
have been refused lowers it. A method that is slow gets `--seconds` of CPU for each size of document
and takes the cases in a random order; n says how far it came. rapidfuzz and langextract are left out with a message where they are not installed:
`uv pip install --group benchmarks`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from types import ModuleType
from typing import Final

from summarize.quotes import QuoteIndex

Span = tuple[int, int]
Method = Callable[[str, str], Span | None]

SIZES: Final = ("2 KB", "20 KB", "200 KB")
TAMPERED: Final = frozenset(("N_number", "N_negation", "N_entity"))
TYPO: Final = "P_typo"


@dataclass(frozen=True)
class Case:
    """A quotation of a document, and where it has to be located."""

    doc: str
    cls: str
    q: str
    gold: Span | None


@dataclass
class Tally:
    """What became of the cases tried."""

    tried: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    located: int = 0
    accepted: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)

    def add(self, case: Case, found: Span | None, cpu: float) -> None:
        right = found is None if case.gold is None else overlap(found, case.gold) >= 0.9
        self.tried[case.cls] += 1
        self.right[case.cls] += right
        self.milliseconds.append(cpu * 1e3)
        if case.cls != TYPO:
            self.located += found is not None
        if found is not None and case.gold is None:
            self.accepted["tampered" if case.cls in TAMPERED else "made up"] += 1

    def share(self) -> tuple[float, float]:
        """Precision and recall, without typos."""
        wanted = [cls for cls in self.tried if cls.startswith("P_") and cls != TYPO]
        right = sum(self.right[cls] for cls in wanted)
        asked = sum(self.tried[cls] for cls in wanted)
        return right / max(1, self.located), right / max(1, asked)


def overlap(found: Span | None, gold: Span) -> float:
    """Intersection over union."""
    if found is None:
        return 0.0
    shared = min(found[1], gold[1]) - max(found[0], gold[0])
    return max(0, shared) / (max(found[1], gold[1]) - min(found[0], gold[0]))


def size_of(text: str) -> str:
    size = len(text.encode())
    return SIZES[(size > 6_000) + (size > 60_000)]


def ours(*, typos: bool = False) -> Method:
    """`QuoteIndex.locate`, with an index for each document as `locate` builds it."""
    indexes: dict[int, QuoteIndex] = {}

    def locate(text: str, quote: str) -> Span | None:
        index = indexes.setdefault(id(text), QuoteIndex(text))
        match = index.locate(quote, typos=typos)
        return None if match is None else (match.start, match.end)

    return locate


def by_difflib(text: str, quote: str) -> Span | None:
    """The blocks of `difflib` about the longest, if they have 85 % of the quotation's characters."""
    matcher = SequenceMatcher(None, text, quote, autojunk=False)
    found = matcher.get_matching_blocks()
    longest = max(found, key=lambda block: block.size)
    blocks = [
        block
        for block in found
        if block.size and abs(block.a - block.b - longest.a + longest.b) < len(quote) / 2
    ]
    if sum(block.size for block in blocks) < 0.85 * len(quote):
        return None
    return blocks[0].a, blocks[-1].a + blocks[-1].size


def by_rapidfuzz() -> Method | None:
    fuzz = imported("rapidfuzz.fuzz")
    if fuzz is None:
        return None

    def locate(text: str, quote: str) -> Span | None:
        found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=90)
        return found and (found.dest_start, found.dest_end)

    return locate


def by_langextract(*, lesser: bool) -> Method | None:
    data, resolver = imported("langextract.core.data"), imported("langextract.resolver")
    if data is None or resolver is None:
        return None

    def locate(text: str, quote: str) -> Span | None:
        wanted = [data.Extraction(extraction_class="quote", extraction_text=quote)]
        aligned = resolver.Resolver().align(wanted, text, 0, 0, accept_match_lesser=lesser)
        place = next(iter(aligned)).char_interval
        if place is None or place.start_pos is None or place.end_pos is None:
            return None
        return place.start_pos, place.end_pos

    return locate


def imported(module: str) -> ModuleType | None:
    try:
        return importlib.import_module(module)
    except ImportError:
        print(f"{module} is not installed, so it is left out.")
        return None


def measure(method: Method, docs: dict[str, str], cases: Iterable[Case], seconds: float) -> Tally:
    """The tally of as many cases as can be tried in so many seconds of CPU."""
    tally, left = Tally(), seconds
    for case in cases:
        began = time.process_time()
        try:
            found = method(docs[case.doc], case.q)
        except (IndexError, ValueError):  # a quotation without words, to langextract
            found = None
        cpu = time.process_time() - began
        tally.add(case, found, cpu)
        left -= cpu
        if left < 0:
            break
    return tally


def compare(docs: dict[str, str], cases: list[Case], seconds: float) -> None:
    """Prints every method by size of document, and by class."""
    methods: dict[str, Method | None] = {
        "summarize": ours(),
        "rapidfuzz 90": by_rapidfuzz(),
        "difflib 85 %": by_difflib,
        "langextract": by_langextract(lesser=True),
        "langextract, no lesser": by_langextract(lesser=False),
    }
    classes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    print(
        f"\n{'':24}{'size':>7}{'n':>6}{'precision':>11}{'recall':>8}"
        f"{'tampered':>10}{'made up':>9}{'median ms':>11}"
    )
    for name, method in methods.items():
        if method is None:
            continue
        whole = Tally()
        for size in SIZES:
            chosen = [case for case in cases if size_of(docs[case.doc]) == size]
            tally = measure(method, docs, chosen, seconds)
            show(name, size, tally)
            whole.tried += tally.tried
            whole.right += tally.right
        for cls in whole.tried:
            classes[cls][name] = f"{whole.right[cls]}/{whole.tried[cls]}"
    shown = [name for name, method in methods.items() if method]
    print("\nright, by class" + " " * 3 + "".join(f"{name:>24}" for name in shown))
    for cls in sorted(classes):
        print(f"{cls:18}" + "".join(f"{classes[cls].get(name, '-'):>24}" for name in shown))


def show(name: str, size: str, tally: Tally) -> None:
    precision, recall = tally.share()
    wrong = {
        kind: f"{tally.accepted[kind]}/{sum(tally.tried[cls] for cls in classes)}"
        for kind, classes in (
            ("tampered", TAMPERED),
            ("made up", {cls for cls in tally.tried if cls[0] == "N"} - TAMPERED),
        )
    }
    print(
        f"{name:24}{size:>7}{tally.tried.total():6}{precision:11.2%}{recall:8.2%}"
        f"{wrong['tampered']:>10}{wrong['made up']:>9}{statistics.median(tally.milliseconds):11.3f}"
    )


def typos(docs: dict[str, str], cases: list[Case]) -> None:
    """Prints what typos=True finds, and what else it accepts."""
    tally = measure(ours(typos=True), docs, cases, float("inf"))
    precision, recall = tally.share()
    print(
        f"\nWith typos=True: {TYPO} {tally.right[TYPO]}/{tally.tried[TYPO]}, the other classes"
        f" precision {precision:.2%}, recall {recall:.2%}, tampered {tally.accepted['tampered']},"
        f" made up {tally.accepted['made up']}."
    )


def cpu(work: Callable[[], object], times: int) -> float:
    """Median milliseconds of CPU."""
    taken = []
    for _ in range(times):
        began = time.process_time_ns()
        work()
        taken.append((time.process_time_ns() - began) / 1e6)
    return statistics.median(taken)


def cost(docs: dict[str, str], cases: list[Case], chance: random.Random) -> None:
    """Prints what an article's quotations and a refusal cost."""
    pair = [name for name in docs if size_of(docs[name]) == SIZES[0]][:2]
    article = "\n\n".join(docs[name] for name in pair)
    own = [case for case in cases if case.doc in pair and case.cls != TYPO]

    def all_in(quotes: list[str]) -> None:
        index = QuoteIndex(article)
        for quote in quotes:
            index.locate(quote)

    print(
        f"\n15 quotations on an article of {len(article.encode()):,} bytes, all in (needed: 2 ms)"
    )
    kinds = {
        "exact ones": [case.q for case in own if case.cls == "P_exact"],
        "of all classes to be located": [case.q for case in own if case.gold],
        "of all classes": [case.q for case in own],
    }
    for kind, quotes in kinds.items():
        draws = [chance.choices(quotes, k=15) for _ in range(20)]
        taken = [cpu(lambda draw=draw: all_in(draw), 9) for draw in draws]  # type: ignore[misc]
        print(f"  {kind:30} {statistics.median(taken):.2f} ms, at most {max(taken):.2f}")

    for text in (text for text in docs.values() if size_of(text) == SIZES[2]):
        refusal(text, cases)


def refusal(text: str, cases: list[Case]) -> None:
    miss = "no such words stand here"

    def build() -> QuoteIndex:
        index = QuoteIndex(text)
        index.locate(miss)
        return index

    index = build()
    refused = [case.q for case in cases if not case.gold and index.locate(case.q) is None]
    taken = sorted(cpu(lambda quote=quote: index.locate(quote), 3) for quote in refused)  # type: ignore[misc]
    print(
        f"index of {len(text.encode()):,} bytes: {cpu(build, 9):.1f} ms (needed: 25);"
        f" {len(taken)} refusals: median {statistics.median(taken):.3f} ms,"
        f" 99 % within {taken[int(len(taken) * 0.99)]:.3f}, at most {taken[-1]:.3f} (needed: 1)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="JSON file with docs and cases")
    parser.add_argument("--seconds", type=float, default=20, help="CPU for a method on a size")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    data = json.loads(given.data.read_text(encoding="utf-8"))
    docs: dict[str, str] = data["docs"]
    cases = [
        Case(row["doc"], row["cls"], row["q"], tuple(row["gold"]) if row["gold"] else None)
        for row in data["cases"]
    ]
    chance = random.Random(given.seed)  # noqa: S311 - an order of cases
    chance.shuffle(cases)
    print(f"{len(docs)} documents, {len(cases)} cases, {TYPO} apart")
    cost(docs, cases, chance)
    compare(docs, cases, given.seconds)
    typos(docs, cases)


if __name__ == "__main__":
    main()
