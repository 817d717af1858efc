"""What users get for a class of their own: its instance, filled from the article and checked."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from .article import Article
from .schema import Finding, Usage

__all__ = ["Extraction"]

DataT_co = TypeVar("DataT_co", bound=BaseModel, covariant=True)


class Extraction(BaseModel, Generic[DataT_co]):
    """A caller's own model, filled from one article; frozen, serialisable.

    Every `Evidence`, `Quotation` and `ClaimFigure` in `data` has the offsets of `article.text`, as in an
    `ArticleSummary`.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )

    data: DataT_co
    findings: tuple[Finding, ...] = ()
    """What the checks found, by the path in `data`, e.g. "incidents[2].place"."""
    article: Article
    model: str
    """The model that was asked for, e.g. "openai/gpt-6-luna"."""
    model_answered: str | None
    """The model that answered, as the endpoint names it."""
    prompt: str
    """The prompt's name and version, e.g. "extract@1"."""
    prompt_fingerprint: str
    """SHA-256 of the prompt's text, parameters and the JSON schema as sent."""
    library_version: str
    usage: Usage
    notes: tuple[str, ...] = ()
    """What a reader should know about this result."""

    @property
    def unsupported(self) -> tuple[Finding, ...]:
        """The findings that are errors: what the article does not carry."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What has no usable answer: nothing, since one answer fills all."""
        return ()

    @property
    def is_sound(self) -> bool:
        """Whether no check found an error."""
        return not self.unsupported
