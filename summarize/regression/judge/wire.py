"""What a judge is asked to write.

As in `draft`, docstrings and descriptions are prompt text, and every field is required.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ClaimMarks", "JudgementDraft"]


class ClaimMarks(BaseModel):
    """The four marks of one claim."""

    model_config = ConfigDict(extra="forbid")

    claim: str = Field(description="The claim's id as given, e.g. c3.")
    entailed: bool = Field(
        description="The cited sentences, read with the whole article, say exactly this."
    )
    alone: bool = Field(description="Understood by who saw neither the article nor other claims.")
    attributed: bool = Field(
        description="What the article attributes is attributed to the same one; its own voice to nobody."
    )
    atomic: bool = Field(
        description="One assertion; no part of it could be true while another is false."
    )
    reasons: list[str] = Field(
        description="For each mark that is false, in the order of the marks, one reason in at most "
        "15 words; empty when all are true."
    )


class JudgementDraft(BaseModel):
    """The marks of all claims, in the order given."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ClaimMarks]
