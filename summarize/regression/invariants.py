"""What every answer must keep, whatever its case expects."""

from __future__ import annotations

from collections.abc import Iterator

from ..prompts import Prompt
from ..schema import ArticleSummary, Claim, SummarySentence
from .cases import Case
from .expectations import Violation, expected_violations

__all__ = ["violations_of"]


def violations_of(
    case: Case | None, result: ArticleSummary, prompt: Prompt | None
) -> Iterator[Violation]:
    """Everything wrong with an answer.

    Each quotation is located, each figure stands in its evidence, names and speakers occur in the
    article (every error that the checks find), no part of a long article is left out, no claim repeats
    another, there is a claim and there are no more than the prompt (where it is known) asks for; then what
    the case (where there is one) expects.
    """
    for position, sentence in enumerate(result.summary):
        yield from _unsupported(sentence, f"summary[{position}]")
    for claim in result.claims:
        yield from _unsupported(claim, claim.id)
    for gap in result.gaps:
        yield Violation(gap.rule, gap.path, gap.message)
    yield from _count(result, prompt)
    if case is not None:
        yield from expected_violations(case, result)


def _unsupported(item: Claim | SummarySentence, place: str) -> Iterator[Violation]:
    for finding in item.findings:
        if finding.severity == "error" or finding.rule == "duplicate":
            field = finding.path.partition(".")[2]
            where = f"{place} {field}" if field not in ("", "text") else place
            yield Violation(
                finding.rule, item.text, f"{where}: {finding.message} It says: {item.text}", place
            )


def _count(result: ArticleSummary, prompt: Prompt | None) -> Iterator[Violation]:
    count, most = len(result.claims), prompt and prompt.inputs.get("max_claims")
    if not count:
        yield Violation("count", "claims", "there is no claim.")
    elif isinstance(most, int) and count > most:
        yield Violation("count", "claims", f"{count} claims, and the prompt allows {most}.")
