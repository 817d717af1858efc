"""One more request for the items that failed a check: what it shows, and what is taken from its answer.

Nothing in the answer touches an item that passed, and no correction is taken that fails worse than
what it corrects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .article import Article, Sentence
from .draft import (
    ArticleDraft,
    ClaimDraft,
    ClaimRepair,
    RepairDraft,
    SentenceDraft,
    SentenceRepair,
)
from .grounding import Grounder
from .schema import Claim, Evidence, Finding, SummarySentence
from .wording import stems

__all__ = ["Failing", "failing_items", "merged", "shown_sentences"]

_PATH = re.compile(r"\b(summary|claims)\[(\d+)\]")
_ALIKE = 3  # sentences shown for an item that cites none

Draft = SentenceDraft | ClaimDraft


class Failing(NamedTuple):
    """An item of a draft with at least one error."""

    path: str
    draft: Draft
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]


def failing_items(
    draft: ArticleDraft, summary: Sequence[SummarySentence], claims: Sequence[Claim]
) -> list[Failing]:
    """The items of the draft that failed a check, summary sentences first; the others are left out."""
    pairs: list[tuple[str, Draft, SummarySentence | Claim]] = [
        *(
            (f"summary[{n}]", d, s)
            for n, (d, s) in enumerate(zip(draft.summary, summary, strict=True))
        ),
        *(
            (f"claims[{n}]", d, c)
            for n, (d, c) in enumerate(zip(draft.claims, claims, strict=True))
        ),
    ]
    return [
        Failing(path, source, item.findings, item.evidence)
        for path, source, item in pairs
        if not item.supported
    ]


def shown_sentences(article: Article, failing: Iterable[Failing]) -> list[Sentence]:
    """The sentences that a repair needs: those the items cite, with their neighbours, in order.

    For an item that cites none, the sentences that share most words with it stand in.
    """
    numbers: set[int] = set()
    for item in failing:
        cited = [e.sentence for e in item.evidence] or _most_alike(article, item.draft.text)
        numbers.update(near for number in cited for near in range(number - 1, number + 2))
    return [sentence for sentence in article.sentences if sentence.number in numbers]


def _most_alike(article: Article, text: str) -> list[int]:
    words = stems(text)
    ranked = sorted(article.sentences, key=lambda s: len(words & stems(s.text)), reverse=True)
    return [sentence.number for sentence in ranked[:_ALIKE]]


def merged(
    draft: ArticleDraft, repair: RepairDraft, failing: Iterable[Failing], grounder: Grounder
) -> tuple[ArticleDraft, tuple[Finding, ...]]:
    """The draft with the corrections that help in place, and a finding for each dropped item.

    An item that the repair left out, named wrongly or made worse stays as it was. The path of a dropped
    item is its place in the draft, e.g. "draft.claims[3]": it has none in the result.
    """
    corrected = dict(_corrections(repair))
    reasons = dict(_reasons(repair))
    changed: dict[str, Draft | None] = {}
    findings: list[Finding] = []
    for path, source, _, _ in failing:
        correction = corrected.get(path)
        if isinstance(correction, type(source)):
            if grounder.errors(correction) <= grounder.errors(source):
                changed[path] = correction
        elif path in reasons:
            changed[path] = None
            message = f"Dropped by the repair ({reasons[path]}): {source.text}"
            findings.append(
                Finding(rule="dropped", severity="warning", path=f"draft.{path}", message=message)
            )
    return _with(draft, changed), tuple(findings)


def _with(draft: ArticleDraft, changed: dict[str, Draft | None]) -> ArticleDraft:
    summary = [changed.get(f"summary[{n}]", item) for n, item in enumerate(draft.summary)]
    claims = [changed.get(f"claims[{n}]", item) for n, item in enumerate(draft.claims)]
    kept = {
        "summary": [item for item in summary if item is not None],
        "claims": [item for item in claims if item is not None],
    }
    return draft.model_copy(update=kept)


def _corrections(repair: RepairDraft) -> Iterator[tuple[str, Draft]]:
    for sentence in repair.summary:
        if sentence.sentence is not None:
            yield _path(sentence.item), sentence.sentence
    for claim in repair.claims:
        if claim.claim is not None:
            yield _path(claim.item), claim.claim


def _reasons(repair: RepairDraft) -> Iterator[tuple[str, str]]:
    items: list[SentenceRepair | ClaimRepair] = [*repair.summary, *repair.claims]
    for item in items:
        if item.dropped:
            yield _path(item.item), item.dropped


def _path(item: str) -> str:
    """The path that an answer names, also where it says "Item claims[3]:" or gives a part's path."""
    found = _PATH.search(item)
    return found[0] if found else item
