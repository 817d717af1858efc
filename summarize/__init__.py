"""Summaries and claims of an article, grounded in its sentences.

>>> from summarize import summarize_article
>>> summary = summarize_article("…", model="embedded")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import asummarize_article, summarize_article
    from .article import Article, Note, Sentence
    from .auditing import AuditFinding, AuditReport, audit
    from .batch import ArticleOutcome, asummarize_articles, summarize_articles
    from .batch.provider import abatch_articles, batch_articles, cancel_batches
    from .errors import (
        ArticleError,
        AuthenticationError,
        BatchStoppedError,
        BudgetError,
        CassetteError,
        CassetteMiss,
        ConfigurationError,
        ContentFilterError,
        ContextOverflowError,
        EndpointError,
        FetchError,
        MalformedAnswerError,
        ModelError,
        PromptError,
        QuotaError,
        RateLimitError,
        RefusalError,
        SecretFoundError,
        StaleCassetteError,
        StoreError,
        SummarizeError,
        TruncatedAnswerError,
        UnknownModelError,
        UnsupportedClaimError,
    )
    from .exports import (
        claim_rows,
        html_script,
        read_results,
        result_schema,
        web_annotations,
        write_csv,
        write_jsonl,
        write_parquet,
    )
    from .exports.schema_org import schema_org
    from .extraction import Extraction
    from .fetching import fetch_article
    from .flat import flat_row, row_schema
    from .forms import Unchecked
    from .loading import load_article
    from .models import open_model
    from .prompts import Prompt, list_prompts, load_prompt
    from .quotes import NearestPassage, QuoteIndex, QuoteMatch, locate_quote, nearest_passage
    from .render.html.evidence import render_html
    from .rows import asummarize_one, summarize_one
    from .schema import (
        ArticleSummary,
        Claim,
        ClaimFigure,
        Claims,
        Coverage,
        CoverageShare,
        Evidence,
        Finding,
        Quotation,
        SummarySentence,
        Usage,
    )
    from .store import ResultStore, open_store
    from .streaming import PartialClaim, PartialSentence, PartialSummary, astream_article

__version__ = "0.1.0"

# Names are imported on first use: `import summarize` alone takes a few milliseconds and loads
# neither pydantic nor a client library.
_HOMES = {
    "api": ("asummarize_article", "summarize_article"),
    "article": ("Article", "Note", "Sentence"),
    "auditing": ("AuditFinding", "AuditReport", "audit"),
    "batch": ("ArticleOutcome", "asummarize_articles", "summarize_articles"),
    "batch.provider": ("abatch_articles", "batch_articles", "cancel_batches"),
    "errors": (
        "ArticleError",
        "AuthenticationError",
        "BatchStoppedError",
        "BudgetError",
        "CassetteError",
        "CassetteMiss",
        "ConfigurationError",
        "ContentFilterError",
        "ContextOverflowError",
        "EndpointError",
        "FetchError",
        "MalformedAnswerError",
        "ModelError",
        "PromptError",
        "QuotaError",
        "RateLimitError",
        "RefusalError",
        "SecretFoundError",
        "StaleCassetteError",
        "StoreError",
        "SummarizeError",
        "TruncatedAnswerError",
        "UnknownModelError",
        "UnsupportedClaimError",
    ),
    "extraction": ("Extraction",),
    "exports": (
        "claim_rows",
        "html_script",
        "read_results",
        "result_schema",
        "schema_org",
        "web_annotations",
        "write_csv",
        "write_jsonl",
        "write_parquet",
    ),
    "fetching": ("fetch_article",),
    "flat": ("flat_row", "row_schema"),
    "forms": ("Unchecked",),
    "loading": ("load_article",),
    "models": ("open_model",),
    "prompts": ("Prompt", "list_prompts", "load_prompt"),
    "quotes": ("NearestPassage", "QuoteIndex", "QuoteMatch", "locate_quote", "nearest_passage"),
    "render.html.evidence": ("render_html",),
    "rows": ("asummarize_one", "summarize_one"),
    "schema": (
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
    ),
    "store": ("ResultStore", "open_store"),
    "streaming": ("PartialClaim", "PartialSentence", "PartialSummary", "astream_article"),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "ArticleError",
    "ArticleOutcome",
    "ArticleSummary",
    "AuditFinding",
    "AuditReport",
    "AuthenticationError",
    "BatchStoppedError",
    "BudgetError",
    "CassetteError",
    "CassetteMiss",
    "Claim",
    "ClaimFigure",
    "Claims",
    "ConfigurationError",
    "ContentFilterError",
    "ContextOverflowError",
    "Coverage",
    "CoverageShare",
    "EndpointError",
    "Evidence",
    "Extraction",
    "FetchError",
    "Finding",
    "MalformedAnswerError",
    "ModelError",
    "NearestPassage",
    "Note",
    "PartialClaim",
    "PartialSentence",
    "PartialSummary",
    "Prompt",
    "PromptError",
    "QuotaError",
    "Quotation",
    "QuoteIndex",
    "QuoteMatch",
    "RateLimitError",
    "RefusalError",
    "ResultStore",
    "SecretFoundError",
    "Sentence",
    "StaleCassetteError",
    "StoreError",
    "SummarizeError",
    "SummarySentence",
    "TruncatedAnswerError",
    "Unchecked",
    "UnknownModelError",
    "UnsupportedClaimError",
    "Usage",
    "abatch_articles",
    "astream_article",
    "asummarize_article",
    "asummarize_articles",
    "asummarize_one",
    "audit",
    "batch_articles",
    "cancel_batches",
    "claim_rows",
    "fetch_article",
    "flat_row",
    "html_script",
    "list_prompts",
    "load_article",
    "load_prompt",
    "locate_quote",
    "nearest_passage",
    "open_model",
    "open_store",
    "read_results",
    "render_html",
    "result_schema",
    "row_schema",
    "schema_org",
    "summarize_article",
    "summarize_articles",
    "summarize_one",
    "web_annotations",
    "write_csv",
    "write_jsonl",
    "write_parquet",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
