"""Summaries and claims of an article, grounded in its sentences.

>>> from summarize import summarize_article
>>> summary = summarize_article("…", model="embedded")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import asummarize_article, summarize_article
    from .article import Article, Sentence
    from .auditing import AuditFinding, AuditReport, audit
    from .errors import (
        ArticleError,
        AuthenticationError,
        BudgetError,
        CassetteError,
        CassetteMiss,
        ConfigurationError,
        ContentFilterError,
        ContextOverflowError,
        EndpointError,
        MalformedAnswerError,
        ModelError,
        PromptError,
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
    from .loading import load_article
    from .models import open_model
    from .prompts import Prompt, list_prompts, load_prompt
    from .quotes import NearestPassage, QuoteIndex, QuoteMatch, locate_quote, nearest_passage
    from .schema import (
        ArticleSummary,
        Claim,
        ClaimFigure,
        Coverage,
        CoverageShare,
        Evidence,
        Finding,
        Quotation,
        SummarySentence,
        Usage,
    )

__version__ = "0.1.0"

# Names are imported on first use: `import summarize` alone takes a few milliseconds and loads
# neither pydantic nor a client library.
_HOMES = {
    "api": ("asummarize_article", "summarize_article"),
    "article": ("Article", "Sentence"),
    "auditing": ("AuditFinding", "AuditReport", "audit"),
    "errors": (
        "ArticleError",
        "AuthenticationError",
        "BudgetError",
        "CassetteError",
        "CassetteMiss",
        "ConfigurationError",
        "ContentFilterError",
        "ContextOverflowError",
        "EndpointError",
        "MalformedAnswerError",
        "ModelError",
        "PromptError",
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
    "loading": ("load_article",),
    "models": ("open_model",),
    "prompts": ("Prompt", "list_prompts", "load_prompt"),
    "quotes": ("NearestPassage", "QuoteIndex", "QuoteMatch", "locate_quote", "nearest_passage"),
    "schema": (
        "ArticleSummary",
        "Claim",
        "ClaimFigure",
        "Coverage",
        "CoverageShare",
        "Evidence",
        "Finding",
        "Quotation",
        "SummarySentence",
        "Usage",
    ),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "ArticleError",
    "ArticleSummary",
    "AuditFinding",
    "AuditReport",
    "AuthenticationError",
    "BudgetError",
    "CassetteError",
    "CassetteMiss",
    "Claim",
    "ClaimFigure",
    "ConfigurationError",
    "ContentFilterError",
    "ContextOverflowError",
    "Coverage",
    "CoverageShare",
    "EndpointError",
    "Evidence",
    "Finding",
    "MalformedAnswerError",
    "ModelError",
    "NearestPassage",
    "Prompt",
    "PromptError",
    "Quotation",
    "QuoteIndex",
    "QuoteMatch",
    "RateLimitError",
    "RefusalError",
    "SecretFoundError",
    "Sentence",
    "StaleCassetteError",
    "StoreError",
    "SummarizeError",
    "SummarySentence",
    "TruncatedAnswerError",
    "UnknownModelError",
    "UnsupportedClaimError",
    "Usage",
    "asummarize_article",
    "audit",
    "list_prompts",
    "load_article",
    "load_prompt",
    "locate_quote",
    "nearest_passage",
    "open_model",
    "summarize_article",
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
