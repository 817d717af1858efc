"""From what a model wrote to what users get: numbers become spans, quotations and figures are located.

Where an item cites a wrong neighbour while another sentence plainly carries its quotation or its
figures, the citation is mended here, without a model, and the result says so.
"""

from __future__ import annotations

import copy
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from .article import Article
from .checks import Checker, Item
from .draft import ClaimDraft, FigureDraft, Qualifier, SentenceDraft
from .figures import Figure, find_figure
from .filling import Filler, UnfitError, without_inputs
from .forms import PLAIN, Form
from .own_fields import own_names
from .quotes import QuoteMatch
from .schema import Claim, ClaimFigure, Evidence, Finding, Quotation, SummarySentence

__all__ = ["Grounder"]


Findings = tuple[Finding, ...]
ItemT = TypeVar("ItemT", bound=BaseModel)


def _finding(rule: str, severity: Literal["error", "warning"], path: str, message: str) -> Finding:
    return Finding(rule=rule, severity=severity, path=path, message=message)


def _are_harmless(findings: Findings) -> bool:
    return all(finding.severity != "error" for finding in findings)


class Grounder:
    """Ties the items of one draft to the sentences of one article, and checks them."""

    def __init__(self, article: Article, *, translated: bool = False, form: Form = PLAIN) -> None:
        self.article = article
        self.form = form
        self.checker = Checker(article, translated=translated)
        self._starts = [start for start, _ in article.sentence_spans]
        self._orders = {
            number
            for note in article.notes
            if note.kind == "instructions"
            for number in note.sentences
        }
        self._cited = cache(self._evidence_of)

    def errors(self, draft: SentenceDraft | ClaimDraft) -> int:
        """How many errors the checks find in an item; very many where it does not fit its class."""
        try:
            item = self.item(draft, "", own=True)
        except UnfitError:
            return sys.maxsize
        return sum(finding.severity == "error" for finding in item.findings)

    def item(
        self, draft: SentenceDraft | ClaimDraft, path: str, *, own: bool = False
    ) -> SummarySentence | Claim:
        """A claim or summary sentence that stands at any path, with or without a caller's own fields."""
        grounder = self
        if not own:
            grounder = copy.copy(self)  # shares what is known of the article
            grounder.form = PLAIN
        if isinstance(draft, ClaimDraft):
            return grounder.claim(draft, 0, path=path)
        return grounder.sentence(draft, 0, path=path)

    def sentence(
        self, draft: SentenceDraft, position: int, *, path: str | None = None
    ) -> SummarySentence:
        """The summary sentence at `position` (from 0) with its evidence and findings.

        `path` is where it stands, if not in the summary. Raises `UnfitError` when a caller's own class
        refuses its values.
        """
        path = path or f"summary[{position}]"
        evidence, faults = self._evidence(draft.evidence, path)
        item, findings = self._checked(Item(path, draft.text, evidence), faults)
        own, findings = self._own(draft, self.form.sentence, item, findings)
        return self._made(
            self.form.sentence,
            text=draft.text,
            evidence=item.evidence,
            supported=_are_harmless(findings),
            findings=findings,
            **own,
        )

    def claim(self, draft: ClaimDraft, position: int, *, path: str | None = None) -> Claim:
        """The claim at `position` (from 0) with its evidence, quotation, figures and findings.

        `path` and errors as for `sentence`.
        """
        path = path or f"claims[{position}]"
        evidence, faults = self._evidence(draft.evidence, path)
        item = Item(
            path=path,
            text=draft.text,
            evidence=evidence,
            speaker=draft.speaker,
            attribution=draft.attribution,
            certainty=draft.certainty,
            quote=draft.quote,
            match=self.located(draft.quote, evidence),
            figures=tuple(draft.figures),
        )
        item, findings = self._checked(item, faults)
        own, findings = self._own(draft, self.form.claim, item, findings)
        return self._made(
            self.form.claim,
            id=f"c{position + 1}",
            text=draft.text,
            kind=draft.kind,
            speaker=draft.speaker,
            role=draft.role,
            attribution=draft.attribution,
            quote=self.quotation(item.match),
            certainty=draft.certainty,
            when=draft.when,
            figures=tuple(self.figure(figure, item) for figure in draft.figures),
            checkable=draft.checkable,
            importance=draft.importance,
            evidence=item.evidence,
            supported=_are_harmless(findings),
            findings=findings,
            **own,
        )

    def _own(
        self, draft: BaseModel, kind: type[BaseModel], item: Item, findings: Findings
    ) -> tuple[dict[str, Any], Findings]:
        """A caller's own fields of an item, and its findings with theirs."""
        if not own_names(kind):
            return {}, findings
        filler = Filler(self)
        own = filler.own(draft, kind, item.path, item.evidence)
        return own, (*findings, *filler.findings)

    def _made(self, made: type[ItemT], /, **values: Any) -> ItemT:
        try:
            return made(**values)
        except ValidationError as error:
            raise UnfitError(without_inputs(error)) from None

    def located(self, quote: str | None, evidence: Sequence[Evidence]) -> QuoteMatch | None:
        """Where the article has these words: near the first evidence, if it has them twice."""
        if not quote:
            return None
        near = (evidence[0].start, evidence[0].end) if evidence else None
        return self.checker.quotes.locate(quote, near=near)

    def _checked(self, item: Item, findings: list[Finding]) -> tuple[Item, Findings]:
        """The item, mended where it can be, and all findings about it."""
        if carriers := self._carriers(item):
            findings = [f for f in findings if f.rule != "no-evidence"]
            findings.append(self._mended(item, carriers))
            item = replace(item, evidence=self._with(item, carriers))
        if self._orders:
            findings.extend(self._resting_on_orders(item))
        return item, (*findings, *self.checker.findings(item))

    def _resting_on_orders(self, item: Item) -> Iterator[Finding]:
        """A warning for what rests on words that were meant for a language model."""
        cited = [e.sentence for e in item.evidence if e.sentence in self._orders]
        if cited:
            listed = ", ".join(map(str, cited))
            message = (
                f"It rests on sentence{'s' if len(cited) > 1 else ''} {listed}, which the article "
                "addresses to a language model; take it for what somebody wrote there, not for a fact."
            )
            yield _finding("rests-on-instructions", "warning", f"{item.path}.evidence", message)

    def _evidence(
        self, numbers: Sequence[int], path: str
    ) -> tuple[tuple[Evidence, ...], list[Finding]]:
        """The spans of the cited sentences; an error only if no number names a sentence."""
        found, findings = self.cited(numbers, f"{path}.evidence")
        if not found:
            count = len(self.article.sentence_spans)
            message = f"No sentence of the article is cited; its numbers are 1 to {count}."
            findings.append(_finding("no-evidence", "error", f"{path}.evidence", message))
        return found, findings

    def cited(
        self, numbers: Sequence[int], path: str
    ) -> tuple[tuple[Evidence, ...], list[Finding]]:
        """The sentences with these numbers, and a warning for each number that is none."""
        count = len(self.article.sentence_spans)
        found: dict[int, Evidence] = {}
        findings: list[Finding] = []
        for position, number in enumerate(numbers):
            if 1 <= number <= count:
                found.setdefault(number, self._cited(number))
            else:
                message = f"{number} is not the number of a sentence; the article has sentences 1 to {count}."
                where = f"{path}[{position}]"
                findings.append(_finding("evidence-out-of-range", "warning", where, message))
        return tuple(found.values()), findings

    def _evidence_of(self, number: int) -> Evidence:
        sentence = self.article.sentences[number - 1]
        return Evidence(sentence=number, start=sentence.start, end=sentence.end, text=sentence.text)

    # --- citations that can be mended without a model ---

    def _carriers(self, item: Item) -> tuple[Evidence, ...]:
        """Sentences that the item should cite and does not: those of its quotation or its figures."""
        cited = {e.sentence for e in item.evidence}
        if item.match is not None:
            spoken = [n for n in self._sentences_at(item.match) if n not in cited]
            if spoken:
                return tuple(self._cited(number) for number in spoken)
        missing = self.checker.missing(item)
        best = self._best_carrier(item, missing, cited) if missing else None
        return (self._cited(best),) if best else ()

    def _with(self, item: Item, carriers: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """The evidence with the carriers: in front, or behind if they only go on with the quotation."""
        match = item.match
        if match and any(e.start < match.end and match.start < e.end for e in item.evidence):
            return (*item.evidence, *carriers)
        return (*carriers, *item.evidence)

    def _sentences_at(self, match: QuoteMatch) -> list[int]:
        first = max(0, bisect_right(self._starts, match.start) - 1)
        last = max(0, bisect_right(self._starts, match.end - 1) - 1)
        spans = self.article.sentence_spans
        return [n + 1 for n in range(first, last + 1) if spans and spans[n][1] > match.start]

    def _best_carrier(self, item: Item, missing: Sequence[Figure], cited: set[int]) -> int | None:
        """The sentence with every missing figure that shares most words with the item.

        It must share at least three, and more than any cited sentence does: a figure that stands
        elsewhere by chance is no evidence.
        """
        words = self.checker.stems(item.text)
        shared = max((len(words & self.checker.stems(e.text)) for e in item.evidence), default=0)
        best, most = None, max(shared, 2)
        for sentence in self.article.sentences:
            overlap = len(words & self.checker.stems(sentence.text))
            if sentence.number in cited or overlap <= most:
                continue
            carried = self.checker.figures(sentence.text)
            if all(find_figure(figure, carried) is not None for figure in missing):
                best, most = sentence.number, overlap
        return best

    def _mended(self, item: Item, carriers: Sequence[Evidence]) -> Finding:
        added = ", ".join(f"[{e.sentence}]" for e in carriers)
        cited = ", ".join(f"[{e.sentence}]" for e in item.evidence) or "nothing"
        what = "quotation" if item.match is not None else "figures"
        message = f"The model cited {cited}; {added} carries the {what} and was added."
        return _finding("evidence-mended", "warning", f"{item.path}.evidence", message)

    # --- parts of the result ---

    def quotation(self, match: QuoteMatch | None) -> Quotation | None:
        """The passage that was located, as the article has it."""
        if match is None:
            return None
        text = self.article.text[match.start : match.end]
        return Quotation(start=match.start, end=match.end, text=text, status=match.status)

    def figure(self, draft: FigureDraft, item: Item) -> ClaimFigure:
        """The figure with its number, and its place in the evidence if that carries it.

        The qualifier is the article's where the draft has none.
        """
        read = self.checker.figures(draft.value)
        whole = self.checker.figures(f"{draft.value} {draft.unit or ''}".strip()) or read
        place, qualifier = self._place(draft, whole, item)
        return ClaimFigure(
            value=draft.value,
            number=float(read[0].value) if read else None,
            unit=draft.unit,
            qualifier=qualifier if draft.qualifier == "exact" else draft.qualifier,
            start=place[0] if place else None,
            end=place[1] if place else None,
        )

    def _place(
        self, draft: FigureDraft, read: Sequence[Figure], item: Item
    ) -> tuple[tuple[int, int] | None, Qualifier]:
        """Where the evidence has a figure, and how it qualifies it."""
        for e in item.evidence:
            found = find_figure(read[0], self.checker.figures(e.text)) if read else None
            if found is not None:
                return (e.start + found.start, e.start + found.end), found.qualifier
        pattern = re.compile(rf"(?<!\w){re.escape(draft.value)}(?!\w)", re.IGNORECASE)
        for e in item.evidence:  # "dozens", "several": what is no number
            if match := pattern.search(e.text):
                return (e.start + match.start(), e.start + match.end()), "exact"
        return None, "exact"
