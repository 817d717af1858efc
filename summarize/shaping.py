"""Results in a caller's own classes: what fits them, and what is told where something doesn't."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .draft import ArticleDraft, ClaimDraft, SentenceDraft
from .errors import MalformedAnswerError
from .filling import Filler, UnfitError, without_inputs
from .forms import PLAIN
from .grounding import Grounder
from .schema import ArticleSummary, Finding, Usage

__all__ = ["fitting", "shaped", "unfit_error"]

DraftT = TypeVar("DraftT", SentenceDraft, ClaimDraft)


def fitting(draft: ArticleDraft, grounder: Grounder) -> tuple[ArticleDraft, tuple[Finding, ...]]:
    """The draft without the items that a caller's own class refuses, each of them told as an error."""
    if grounder.form is PLAIN:
        return draft, ()
    findings: list[Finding] = []
    summary = _fitting(draft.summary, "summary", grounder, findings)
    claims = _fitting(draft.claims, "claims", grounder, findings)
    if findings:
        draft = draft.model_copy(update={"summary": summary, "claims": claims})
    return draft, tuple(findings)


def _fitting(
    items: Sequence[DraftT], name: str, grounder: Grounder, findings: list[Finding]
) -> list[DraftT]:
    kept = []
    for position, item in enumerate(items):
        try:
            grounder.item(item, f"{name}[{position}]", own=True)
        except UnfitError as fault:
            message = f"Left out, because it does not fit its class ({fault}): {item.text}"
            path = f"draft.{name}[{position}]"
            findings.append(
                Finding(rule="does-not-fit", severity="error", path=path, message=message)
            )
        else:
            kept.append(item)
    return kept


def shaped(draft: ArticleDraft, grounder: Grounder, values: dict[str, Any]) -> ArticleSummary:
    """The result in the caller's own class, or the library's.

    Raises `UnfitError` when a class of the caller's refuses the values.
    """
    kind = grounder.form.result
    if kind is ArticleSummary:
        return ArticleSummary(**values)
    filler = Filler(grounder)
    own = filler.own(draft, kind, "", ())
    values["findings"] = (*values["findings"], *filler.findings)
    try:
        return kind(**values, **own)
    except ValidationError as error:
        raise UnfitError(without_inputs(error)) from None


def unfit_error(
    fault: UnfitError, kind: type[BaseModel], model: str, usage: Usage
) -> MalformedAnswerError:
    """The error for an answer that a caller's class refuses as a whole."""
    error = MalformedAnswerError(
        f"{model}'s answer fits the schema, but {kind.__name__} refuses it: {fault}. Loosen its validators, "
        "say in the field's description what is wanted, or choose another model.",
        model=model,
    )
    error.usage = usage
    return error
