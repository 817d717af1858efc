"""What a language model is asked to write.

These classes are prompt text: their docstrings and field descriptions are sent to the model
inside the JSON schema and are part of the prompt's fingerprint, so an edit here is a prompt
change. They follow the strictest common subset of today's structured-output endpoints: every
field required, null instead of absent, no defaults, no numeric or length limits, no extra keys.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ArticleDraft",
    "Attribution",
    "Certainty",
    "ClaimDraft",
    "ClaimKind",
    "ClaimRepair",
    "FigureDraft",
    "Importance",
    "MergeDraft",
    "MergedSentence",
    "Qualifier",
    "RepairDraft",
    "SentenceDraft",
    "SentenceRepair",
    "json_schema",
]

ClaimKind = Literal["event", "quantity", "statement", "forecast", "opinion", "background"]
Attribution = Literal["none", "direct", "mixed", "indirect", "document"]
Certainty = Literal["asserted", "denied", "possible", "planned", "alleged", "conditional"]
Qualifier = Literal["exact", "about", "over", "under"]
Importance = Literal["high", "medium", "low"]


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SentenceDraft(_Draft):
    """One sentence of the summary."""

    text: str = Field(description="The sentence, understandable without the article.")
    evidence: list[int] = Field(
        description="Numbers of the article's sentences that say this, the carrying one first."
    )


class FigureDraft(_Draft):
    """One quantity that the claim states; dates and years belong in `when` instead."""

    value: str = Field(description="The number as the article writes it, e.g. 38,000 or half.")
    unit: str | None = Field(description="What is counted or measured, e.g. troops, %, USD.")
    qualifier: Qualifier = Field(
        description="over, under or about where the article says so (more than, up to, nearly)."
    )


class ClaimDraft(_Draft):
    """One checkable assertion of the article."""

    text: str = Field(
        description="The claim as one full sentence that a reader who never saw the article "
        "understands: full names instead of pronouns, absolute dates, named places. Exactly one "
        "assertion: what could be true or false on its own is a claim of its own. What the "
        "article attributes stays attributed; figures with their qualifiers, negation and "
        "certainty stay as they are."
    )
    kind: ClaimKind
    speaker: str | None = Field(
        description="Who says it, by the full name as the article first gives it; null when the "
        "article says it in its own voice."
    )
    role: str | None = Field(description="The speaker's role as the article gives it, or null.")
    attribution: Attribution = Field(
        description="none: the article's own voice; direct: in quotation marks; mixed: partly "
        "quoted; indirect: reported speech; document: a text, study or statistic says it."
    )
    quote: str | None = Field(
        description="The speaker's words copied character for character from inside the "
        "article's quotation marks, without the marks; null when nothing is quoted."
    )
    certainty: Certainty
    when: str | None = Field(
        description="When it happened or will happen, as YYYY, YYYY-MM or YYYY-MM-DD, resolved "
        "against the article's date; null when the article does not say."
    )
    figures: list[FigureDraft]
    checkable: bool = Field(description="False for opinions, wishes and vague statements.")
    importance: Importance
    evidence: list[int] = Field(
        description="Numbers of the article's sentences that carry this claim: the one that "
        "states it first, then those needed to know who, where and when; no others."
    )


class ArticleDraft(_Draft):
    """A summary of one article and the claims it makes."""

    headline: str = Field(description="At most 12 words, saying what happened.")
    summary: list[SentenceDraft]
    claims: list[ClaimDraft]
    topics: list[str] = Field(description="Two to five topics.")
    language: str = Field(description="The answer's language as an ISO 639-1 code.")


class ClaimRepair(_Draft):
    """What becomes of one claim that failed a check."""

    item: str = Field(description="The item's path as given, e.g. claims[3].")
    dropped: str | None = Field(
        description="Why the article does not support the claim in any form; null when corrected."
    )
    claim: ClaimDraft | None = Field(description="The corrected claim; null when dropped.")


class SentenceRepair(_Draft):
    """What becomes of one summary sentence that failed a check."""

    item: str = Field(description="The item's path as given, e.g. summary[0].")
    dropped: str | None = Field(
        description="Why the article does not support the sentence in any form; null when corrected."
    )
    sentence: SentenceDraft | None = Field(description="The corrected sentence; null when dropped.")


class RepairDraft(_Draft):
    """The items that failed a check, each corrected or dropped."""

    summary: list[SentenceRepair]
    claims: list[ClaimRepair]


class MergedSentence(_Draft):
    """One sentence of the summary."""

    text: str = Field(description="The sentence, understandable without the claims.")
    claims: list[int] = Field(
        description="Numbers of the claims that say this, at most four, the carrying one first."
    )


class MergeDraft(_Draft):
    """Headline, summary and topics of an article whose claims are known."""

    headline: str = Field(description="At most 12 words, saying what happened.")
    summary: list[MergedSentence]
    topics: list[str] = Field(description="Two to five topics.")


@lru_cache(maxsize=32)
def json_schema(draft: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a draft class exactly as it is sent; don't change the returned value.

    Strict structured output wants every property required, no extra ones and no defaults; titles
    only repeat the property names, so they are left out and not paid for. Limits, which several
    endpoints refuse, are put in words; an answer is held to them when it is parsed.
    """
    return _strict(draft.model_json_schema())  # type: ignore[no-any-return]


_LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "above {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "below {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matching {}",
    "format": "an ISO 8601 {}",
}


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: {name: _strict(value) for name, value in item.items()}
        if key in ("properties", "$defs")
        else _strict(item)
        for key, item in node.items()
        if key not in ("title", "default", "uniqueItems") and key not in _LIMITS
    }
    if limits := [words.format(node[key]) for key, words in _LIMITS.items() if key in node]:
        about = kept.get("description")
        kept["description"] = f"{about} ({', '.join(limits)})" if about else ", ".join(limits)
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
