"""A cited sentence in pieces: which of its characters a claim quotes, or states as a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from ..schema import Claim, Evidence, SummarySentence
from .words import visible

__all__ = ["Mark", "marked_pieces", "quoted_beside"]

Mark = Literal["", "figure", "quotation"]


def marked_pieces(item: SummarySentence | Claim, evidence: Evidence) -> Iterator[tuple[str, Mark]]:
    """The sentence on one line and without control characters, cut wherever a mark begins or ends.

    A figure within a quotation is a piece of its own.
    """
    marks = [mark for mark in _marks(item) if mark[0] < evidence.end and evidence.start < mark[1]]
    bounds = {bound for start, end, _ in marks for bound in (start, end)}
    inner = (bound for bound in bounds if evidence.start < bound < evidence.end)
    cuts = sorted({evidence.start, evidence.end, *inner})
    for start, end in pairwise(cuts):
        kinds = {kind for first, last, kind in marks if first <= start and end <= last}
        mark: Mark = "figure" if "figure" in kinds else "quotation" if kinds else ""
        text = visible(evidence.text[start - evidence.start : end - evidence.start])
        yield re.sub(r"\s+", " ", text), mark


def quoted_beside(claim: Claim) -> bool:
    """Whether the quotation stands as a whole in the sentences that the claim cites."""
    quote = claim.quote
    if quote is None:
        return False
    covered = sum(max(0, min(e.end, quote.end) - max(e.start, quote.start)) for e in claim.evidence)
    gaps = len(claim.evidence)  # white space between sentences belongs to none
    return covered + gaps >= quote.end - quote.start


def _marks(item: SummarySentence | Claim) -> Iterator[tuple[int, int, Mark]]:
    if not isinstance(item, Claim):
        return
    if item.quote is not None:
        yield item.quote.start, item.quote.end, "quotation"
    for figure in item.figures:
        if figure.start is not None and figure.end is not None:
            yield figure.start, figure.end, "figure"
