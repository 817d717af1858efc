"""The forms: which classes a result is asked for and made in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from ..draft import (
    ArticleDraft,
    ClaimDraft,
    ClaimRepair,
    MergeDraft,
    MergedSentence,
    RepairDraft,
    SentenceDraft,
    SentenceRepair,
)
from ..errors import ConfigurationError
from ..schema import ArticleSummary, Claim, SummarySentence
from .wire import item_class, own_wire_fields, wire_model, written_by

__all__ = ["PLAIN", "Form", "form_of"]


@dataclass(frozen=True, slots=True)
class Form:
    """The classes of one kind of result, and those in which a model writes it."""

    result: type[ArticleSummary] = ArticleSummary
    sentence: type[SummarySentence] = SummarySentence
    claim: type[Claim] = Claim
    draft: type[ArticleDraft] = ArticleDraft
    sentence_draft: type[SentenceDraft] = SentenceDraft
    repair: type[RepairDraft] = RepairDraft
    merge: type[MergeDraft] = MergeDraft
    own: type[BaseModel] | None = None
    """The caller's own class, where it is no subclass of `ArticleSummary`."""
    asked: type[BaseModel] | None = None
    """The class in which a model writes that."""


PLAIN = Form()
"""That of `ArticleSummary` itself."""


@lru_cache(maxsize=32)
def form_of(schema: type[BaseModel] | None) -> Form:
    """The form of a result class; None stands for `ArticleSummary`.

    Raises `ConfigurationError` for what is no class of pydantic's, or has a field that can't be asked of
    a model.
    """
    wanted: object = schema
    if wanted is None or wanted is ArticleSummary:
        return PLAIN
    if not (isinstance(wanted, type) and issubclass(wanted, BaseModel)):
        raise ConfigurationError(
            f"schema must be a pydantic model class, such as a subclass of ArticleSummary; got {wanted!r}."
        )
    if not issubclass(wanted, ArticleSummary):
        return Form(own=wanted, asked=wire_model(wanted))
    return _extended(wanted)


def _extended(result: type[ArticleSummary]) -> Form:
    sentence, claim = (_items(result, name) for name in ("summary", "claims"))
    sentence_draft = written_by(sentence, SentenceDraft)
    claim_draft = written_by(claim, ClaimDraft)
    draft = written_by(
        result,
        ArticleDraft,
        summary=(list[sentence_draft], ...),  # type: ignore[valid-type]
        claims=(list[claim_draft], ...),  # type: ignore[valid-type]
    )
    return Form(
        result=result,
        sentence=sentence,
        claim=claim,
        draft=draft,
        sentence_draft=sentence_draft,
        repair=_repair(sentence_draft, claim_draft),
        merge=_merge(sentence),
    )


def _items(result: type[ArticleSummary], name: str) -> Any:
    kind = item_class(result.model_fields[name].annotation)
    base = SummarySentence if name == "summary" else Claim
    if not (isinstance(kind, type) and issubclass(kind, base)):
        raise ConfigurationError(
            f"schema: {result.__name__}.{name} must be a tuple of {base.__name__} or of a subclass."
        )
    return kind


def _repair(sentence: type[SentenceDraft], claim: type[ClaimDraft]) -> type[RepairDraft]:
    if (sentence, claim) == (SentenceDraft, ClaimDraft):
        return RepairDraft
    sentences = _with(SentenceRepair, sentence=sentence | None)
    claims = _with(ClaimRepair, claim=claim | None)
    return _with(RepairDraft, summary=list[sentences], claims=list[claims])  # type: ignore[valid-type]


def _merge(sentence: type[SummarySentence]) -> type[MergeDraft]:
    """What a summary is written in from claims: with its sentences' own fields that cite nothing."""
    own = own_wire_fields(sentence, cited=False)
    if not own:
        return MergeDraft
    merged = written_by(SummarySentence, MergedSentence, **own)
    return _with(MergeDraft, summary=list[merged])  # type: ignore[valid-type]


def _with(draft: type[Any], **types: Any) -> type[Any]:
    """The draft class with other types of some fields, their descriptions kept."""
    return written_by(
        SummarySentence,
        draft,
        **{name: (kind, draft.model_fields[name]) for name, kind in types.items()},
    )
