"""What users get: frozen, typed, serialisable results.

Every offset counts Unicode code points of `article.text`, end exclusive, so that
`result.article.text[e.start:e.end] == e.text` holds for each evidence span, quotation and figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .article import Article
from .draft import Attribution, Certainty, ClaimKind, Importance, Qualifier

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from rich.console import Console, ConsoleOptions, RenderableType

__all__ = [
    "SCHEMA_VERSION",
    "ArticleSummary",
    "Claim",
    "ClaimFigure",
    "Claims",
    "Coverage",
    "CoverageShare",
    "Evidence",
    "Finding",
    "Quotation",
    "SummarySentence",
    "Usage",
]


SCHEMA_VERSION: Literal[1] = 1
"""Version of results as JSON: `result_schema` says when it goes up."""


class _Result(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )


class Evidence(_Result):
    """A sentence of the article that carries a claim or a summary sentence."""

    sentence: int
    """Number of the sentence in the article, from 1."""
    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""
    text: str
    """The sentence as the article has it."""


class Quotation(_Result):
    """Direct speech that was found in the article."""

    start: int
    end: int
    text: str
    """The passage as the article has it, which may differ from the model's copy in typography."""
    status: Literal["exact", "normalised", "elided"]
    """exact: character for character; normalised: but for typography; elided: with words left out."""


class ClaimFigure(_Result):
    """A quantity that a claim states."""

    value: str
    """The number as written, e.g. "38,000"."""
    number: float | None
    """The number itself; None when it can't be read as one (a vague or unusual form)."""
    unit: str | None
    qualifier: Qualifier
    start: int | None
    """Offset of the figure in the article; None when the claim's evidence doesn't carry it."""
    end: int | None


class Finding(_Result):
    """One thing that a check found."""

    rule: str
    """Name of the check, e.g. "figure-not-in-evidence"."""
    severity: Literal["error", "warning"]
    """error: the article doesn't carry it; warning: worth a look, never costs a model call."""
    path: str
    """What it is about, e.g. "claims[3].figures[0]", by position in the result; a dropped item is named
    by its position in the model's answer, e.g. "draft.claims[3]"."""
    message: str
    """What is wrong, and what the article has instead."""


class SummarySentence(_Result):
    """One sentence of the summary with the sentences of the article that carry it."""

    text: str
    evidence: tuple[Evidence, ...]
    supported: bool = True
    """False when a check found an error."""
    findings: tuple[Finding, ...] = ()


class Claim(_Result):
    """One assertion that the article makes or reports."""

    id: str
    """Name within this result: c1, c2, …"""
    text: str
    """The claim as a sentence that stands alone."""
    kind: ClaimKind
    speaker: str | None
    """Who says it; None for the article's own voice."""
    role: str | None
    attribution: Attribution
    quote: Quotation | None
    """The speaker's own words, located in the article."""
    certainty: Certainty
    when: str | None
    """ISO 8601 date, possibly of reduced precision (2024, 2024-12, 2024-12-23)."""
    figures: tuple[ClaimFigure, ...]
    checkable: bool
    importance: Importance
    evidence: tuple[Evidence, ...]
    supported: bool = True
    """False when a check found an error."""
    findings: tuple[Finding, ...] = ()


ClaimT_co = TypeVar("ClaimT_co", bound=Claim, covariant=True)


class Claims(tuple[ClaimT_co, ...]):
    """The claims of a result: a tuple that gives tables, too.

    Tables have a row for each claim and the columns of `claim_rows`; figures, evidence and findings are
    lists of structs in Arrow and Polars, lists of dicts in pandas.
    """

    __slots__ = ()

    def to_rows(self) -> list[dict[str, Any]]:
        """A dict for each claim, of plain values."""
        from .exports.tables import rows_of

        return rows_of(self)

    def to_pandas(self) -> pd.DataFrame:
        """A `pandas.DataFrame`. Raises `ConfigurationError` when pandas is not installed."""
        from .exports.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """A `polars.DataFrame`. Raises `ConfigurationError` when polars is not installed."""
        from .exports.frames import to_polars

        return to_polars(self)

    def to_arrow(self) -> pa.Table:
        """A `pyarrow.Table`. Raises `ConfigurationError` when pyarrow is not installed."""
        from .exports.frames import to_arrow

        return to_arrow(self)

    def _repr_html_(self) -> str:
        from .render.notebook import claims_html

        return claims_html(self)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        (item,) = get_args(source) or (Claim,)
        plain = handler.generate_schema(tuple.__class_getitem__((item, ...)))
        return core_schema.no_info_after_validator_function(cls, plain)


class CoverageShare(_Result):
    """How many sentences of one sort the claims cite."""

    cited: int
    total: int
    thirds: tuple[float | None, float | None, float | None]
    """The share in the first, second and last third of the article; None where there are none."""

    @property
    def share(self) -> float | None:
        """Cited sentences out of all, from 0 to 1; None when there are none."""
        return self.cited / self.total if self.total else None


class Coverage(_Result):
    """Which part of the article the claims rest on, and where they leave it out."""

    sentences: CoverageShare
    figures: CoverageShare
    """Of the sentences with a digit."""
    names: CoverageShare
    """Of the sentences with a capitalised word that does not open them."""
    quotations: CoverageShare
    """Of the sentences with a quotation mark."""


class Usage(_Result):
    """What a result cost: every attempt that reached the endpoint is counted."""

    calls: int = 0
    """Requests that the endpoint answered, failed attempts included."""
    reasks: int = 0
    """Answers that had to be asked for again because they did not fit the schema."""
    repairs: int = 0
    """Requests that carried only the items which failed a check (0 or 1)."""
    retries: int = 0
    """Attempts repeated after a transport fault (connection, time-out, 408, 429, 5xx)."""
    input_tokens: int = 0
    cached_tokens: int = 0
    """The part of `input_tokens` that the provider read from its cache."""
    output_tokens: int = 0
    """Reasoning tokens included."""
    reasoning_tokens: int = 0
    repair_tokens: int = 0
    """The part of input and output tokens that repairs took."""
    cost: float | None = None
    """US dollars by genai-prices; None when the price of the model is unknown."""
    repair_cost: float | None = None
    """The part of `cost` that repairs took."""
    seconds: float = 0.0
    """Time spent waiting for the endpoint."""


_GAPS = frozenset(("part-not-read", "summary-not-written", "does-not-fit"))


class ArticleSummary(_Result):
    """The summary of one article, its claims, and where each of them stands in the text."""

    schema_version: Literal[1] = SCHEMA_VERSION
    """Which version of the published JSON Schema it follows (`summarize schema`)."""
    headline: str
    summary: tuple[SummarySentence, ...]
    claims: Claims[Claim]
    topics: tuple[str, ...]
    language: str | None
    """Language of the summary, ISO 639-1."""
    article: Article
    model: str
    """The model that was asked for, e.g. "openai/gpt-6-luna" or "embedded"."""
    model_answered: str | None
    """The model that answered, as the endpoint names it."""
    prompt: str | None
    """The prompt's name and version, e.g. "article@1"; None for the embedded engine."""
    prompt_fingerprint: str | None
    """SHA-256 of the prompt's text, parameters and the JSON schema as sent."""
    library_version: str
    usage: Usage
    coverage: Coverage
    notes: tuple[str, ...] = ()
    """What a reader should know about this result, e.g. that no language model was used."""
    findings: tuple[Finding, ...] = ()
    """Findings about what is not in the result: parts of a long article that had no usable answer, items
    that the repair dropped, with the reason."""

    @property
    def text(self) -> str:
        """The summary as one paragraph."""
        return " ".join(sentence.text for sentence in self.summary)

    @property
    def items(self) -> tuple[SummarySentence | Claim, ...]:
        """The summary sentences, then the claims: all that carries evidence and findings."""
        items: tuple[SummarySentence | Claim, ...] = (*self.summary, *self.claims)
        return items

    @property
    def unsupported(self) -> tuple[SummarySentence | Claim, ...]:
        """The summary sentences and claims that failed a check, in their order."""
        return tuple(item for item in self.items if not item.supported)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What has no usable answer while the rest has.

        These are parts of a long article, its summary as a whole, items that a caller's class refuses.
        Empty for a complete result. A finding "part-not-read" names the sentences in its path, e.g.
        "article.sentences[80:120]".
        """
        return tuple(finding for finding in self.findings if finding.rule in _GAPS)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is missing and no check found an error."""
        wrong = any(finding.severity == "error" for finding in self.findings)
        return not (wrong or self.unsupported)

    def to_html(self) -> str:
        """The evidence view: one self-contained page with the claims beside the article."""
        from .render.html.evidence import render_html

        return render_html(self)

    def to_markdown(self) -> str:
        """The result as CommonMark, its evidence in footnotes."""
        from .render.markdown import render_markdown

        return render_markdown(self)

    def to_web_annotations(self) -> dict[str, Any]:
        """The claims as annotations of the article, by the W3C's Web Annotation model (JSON-LD)."""
        from .exports.annotations import web_annotations

        return web_annotations(self)

    def to_schema_org(self) -> dict[str, Any]:
        """The article and its claims in schema.org's vocabulary (JSON-LD)."""
        from .exports.schema_org import schema_org

        return schema_org(self)

    def _repr_html_(self) -> str:
        from .render.notebook import repr_html

        return repr_html(self)

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        from .render.terminal import renderables

        yield from renderables(self, options)
