"""What a summary says that its article does not carry, whoever wrote the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from .article import Article
from .checks import Checker, Fault, Item
from .draft import FigureDraft
from .language import detect_language
from .loading import load_article
from .schema import ArticleSummary, Claim, Evidence, Finding, SummarySentence
from .summary_texts import Statement, SummaryText, read_summary

__all__ = ["AuditFinding", "AuditReport", "audit"]


class _Report(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )


class AuditFinding(Finding):
    """A finding with its places in the summary and in the article."""

    start: int
    """Offset of what is wrong in the summary's text; of the whole statement where no part is."""
    end: int
    text: str
    """The summary's words there."""
    article_start: int | None = None
    """Offset of what comes nearest to it in the article; None where nothing does."""
    article_end: int | None = None
    article_text: str | None = None


class AuditReport(_Report):
    """What the checks found in a summary; nothing found means "not refuted", never "true"."""

    summary: str
    """The text that offsets count in: as given, or the statements read from it, one a line."""
    read_as: str
    """What the summary was read as, and from which keys."""
    statements: int
    """How many sentences or claims were checked."""
    scope: Literal["cited", "article"]
    """cited: each statement against the sentences that it cites; article: against the whole article,
    because the summary cites nothing."""
    article_sha256: str
    findings: tuple[AuditFinding, ...]
    notes: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[AuditFinding, ...]:
        """The findings of what the article does not carry, warnings left out."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def audit(
    article: str | Path | Article,
    summary: str | Path | Mapping[str, Any] | Sequence[Any] | ArticleSummary,
) -> AuditReport:
    """What the figures, names and quotations of a summary have that the article has not.

    `article` is its text, a `Path` to a file or an `Article`. `summary` is a text, a `Path`, a result
    of this library (as `ArticleSummary` or its JSON), or JSON of another tool: strings under keys such
    as "summary", "claims" or "key_points", or a list of strings. A result is checked against the
    sentences that it cites, by every rule; any other summary against the whole article, by the rules
    for figures, names, quotations and speakers. No model is asked.

    Raises `ArticleError` when article or summary can't be read, `ConfigurationError` when nothing in
    the summary can be read as a statement.
    """
    source = load_article(article)
    read = read_summary(summary, source.language)
    checker = Checker(source, translated=_is_translated(source, read))
    cited = read.result is not None and read.result.article.text == source.text
    notes = []
    if checker.translated:
        notes.append(
            "The summary is in another language than the article: only figures in digits "
            "and quotations in their own field were compared."
        )
    if read.result is not None and not cited:
        notes.append(
            "The result was made from another text than this article, so its citations "
            "were not used."
        )
    items = (
        _cited_items(read, read.result) if cited and read.result else _plain_items(checker, read)
    )
    findings = tuple(
        _with_places(fault, statement, item, read.text, source.text)
        for statement, item in items
        for fault in checker.faults(_located(item, checker))
    )
    return AuditReport(
        summary=read.text,
        read_as=read.form,
        statements=len(read.statements),
        scope="cited" if cited else "article",
        article_sha256=source.sha256,
        findings=findings,
        notes=tuple(notes),
    )


def _is_translated(article: Article, read: SummaryText) -> bool:
    language = read.result.language if read.result else detect_language(read.text)
    return None not in (language, article.language) and language != article.language


def _located(item: Item, checker: Checker) -> Item:
    return replace(item, match=checker.quotes.locate(item.quote)) if item.quote else item


def _plain_items(checker: Checker, read: SummaryText) -> Iterator[tuple[Statement, Item]]:
    """The statements of a summary that cites nothing: the whole article is their evidence."""
    text = checker.article.text
    whole = (Evidence(sentence=0, start=0, end=len(text), text=text),)
    for statement in read.statements:
        yield (
            statement,
            Item(
                path=statement.path,
                text=read.text[statement.start : statement.end],
                evidence=whole,
                speaker=statement.speaker,
                # A summary of another kind may name its speakers in the text.
                attribution="direct" if statement.speaker else "document",
                quote=statement.quote,
                scope="article",
            ),
        )


def _cited_items(read: SummaryText, result: ArticleSummary) -> Iterator[tuple[Statement, Item]]:
    """The summary sentences and claims of a result; its headline cites nothing and is left out."""
    places = {statement.path: statement for statement in read.statements}
    for number, sentence in enumerate(result.summary):
        path = f"summary[{number}]"
        yield places[path], _item(path, sentence)
    for number, claim in enumerate(result.claims):
        path = f"claims[{number}]"
        item = _item(path, claim)
        yield (
            places[path],
            replace(
                item,
                speaker=claim.speaker,
                attribution=claim.attribution,
                certainty=claim.certainty,
                quote=claim.quote.text if claim.quote else None,
                figures=tuple(
                    FigureDraft(value=f.value, unit=f.unit, qualifier=f.qualifier)
                    for f in claim.figures
                ),
            ),
        )


def _item(path: str, source: SummarySentence | Claim) -> Item:
    return Item(path=path, text=source.text, evidence=source.evidence)


def _with_places(
    fault: Fault, statement: Statement, item: Item, summary: str, article: str
) -> AuditFinding:
    """A finding with offsets in the whole summary and in the article."""
    here = fault.here or (0, statement.end - statement.start)
    start, end = statement.start + here[0], statement.start + here[1]
    there = fault.there
    finding = fault.finding
    if item.scope == "article":  # a statement of another tool has no parts of its own
        finding = finding.model_copy(update={"path": statement.path})
    return AuditFinding(
        **finding.model_dump(),
        start=start,
        end=end,
        text=summary[start:end],
        article_start=there[0] if there else None,
        article_end=there[1] if there else None,
        article_text=article[slice(*there)] if there else None,
    )
