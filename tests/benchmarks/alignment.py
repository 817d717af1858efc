"""How well claims are paired, beside plainer ways, on pairs that were labelled by hand; and how fast.

    python -m tests.benchmarks.alignment

Each plainer way pairs greedily by one likeness, with the threshold that suits it best on these very
labels; ours has its own fixed one, and is also shown on two halves of the cases.
"""

from __future__ import annotations

import difflib
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from summarize.regression.alignment import align_claims
from summarize.regression.project import Project
from summarize.regression.sides import read_side
from summarize.schema import ArticleSummary, Claim

ROOT = Path(__file__).parents[2]
Links = set[tuple[str, str]]


def results(prompt: str, model: str) -> dict[str, ArticleSummary]:
    project = Project(ROOT / "seeds", ROOT / "cassettes", ROOT / "prompts", model)
    return {k: v.samples[0] for k, v in read_side(prompt, project, samples=1).results.items()}


def words(claim: Claim) -> set[str]:
    return set(re.findall(r"\w+", claim.text.casefold()))


def token_f1(old: Claim, new: Claim) -> float:
    one, other = words(old), words(new)
    return 2 * len(one & other) / (len(one) + len(other))


def evidence_iou(old: Claim, new: Claim) -> float:
    one, other = ({e.sentence for e in claim.evidence} for claim in (old, new))
    return len(one & other) / len(one | other)


def half_and_half(old: Claim, new: Claim) -> float:
    return (token_f1(old, new) + evidence_iou(old, new)) / 2


def letters(old: Claim, new: Claim) -> float:
    return difflib.SequenceMatcher(None, old.text, new.text, autojunk=False).ratio()


def plainer() -> Iterator[tuple[str, Callable[[Claim, Claim], float]]]:
    yield "token F1", token_f1
    yield "evidence IoU", evidence_iou
    yield "half and half", half_and_half
    yield "difflib ratio", letters
    try:
        fuzz: Any = importlib.import_module("rapidfuzz.fuzz")
    except ImportError:
        return
    yield "rapidfuzz token_set", lambda old, new: fuzz.token_set_ratio(old.text, new.text) / 100


def greedy(scores: list[tuple[float, str, str]], threshold: float) -> Links:
    links: Links = set()
    used: set[tuple[int, str]] = set()
    for score, old, new in sorted(scores, reverse=True):
        if score >= threshold and (0, old) not in used and (1, new) not in used:
            used |= {(0, old), (1, new)}
            links.add((old, new))
    return links


def figures(found: list[Links], wanted: list[Links]) -> tuple[float, float, float]:
    hits = sum(len(a & b) for a, b in zip(found, wanted, strict=True))
    precision, recall = hits / sum(map(len, found)), hits / sum(map(len, wanted))
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    labels = yaml.safe_load((ROOT / "tests/data/alignment_labels.yaml").read_text(encoding="utf-8"))
    old, new = (results(labels[side], labels["model"]) for side in ("old", "new"))
    wanted = {case: {(row[0], row[1]) for row in rows} for case, rows in labels["cases"].items()}
    print(f"{sum(map(len, wanted.values()))} pairs, {len(wanted)} cases")
    print(f"{'':22} precision recall    F1")
    align_claims(old[min(old)], new[min(old)])  # imports
    started = time.process_time()
    changes = {case: align_claims(old[case], new[case]) for case in wanted}
    seconds = time.process_time() - started
    ours = {
        case: {(a.id, b.id) for c in found for a in c.old for b in c.new}
        for case, found in changes.items()
    }
    cases = sorted(wanted)
    for name, chosen in (("ours", cases), ("  odd half", cases[::2]), ("  even half", cases[1::2])):
        row = figures([ours[c] for c in chosen], [wanted[c] for c in chosen])
        print(f"{name:22} {row[0]:9.3f} {row[1]:6.3f} {row[2]:5.3f}")
    for name, likeness in plainer():
        scores = {
            case: [(likeness(a, b), a.id, b.id) for a in old[case].claims for b in new[case].claims]
            for case in cases
        }
        best = max(
            (
                figures([greedy(scores[c], t / 20) for c in cases], [wanted[c] for c in cases])[
                    ::-1
                ],
                t,
            )
            for t in range(1, 20)
        )
        f1, recall, precision = best[0]
        print(f"{name:22} {precision:9.3f} {recall:6.3f} {f1:5.3f}  (threshold {best[1] / 20:.2f})")
    print(f"{1000 * seconds / len(cases):.1f} ms of CPU for two lists of 20 claims, after imports")


if __name__ == "__main__":
    main()
