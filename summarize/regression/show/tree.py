"""A comparison as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from ...draft import ArticleDraft
from ...schema import ArticleSummary, Claim
from ..changes import ClaimChange
from ..comparison import ArticleComparison, Comparison, Side

__all__ = ["comparison_json", "comparison_tree"]


def comparison_json(comparison: Comparison) -> str:
    """`comparison_tree` as JSON text."""
    return json.dumps(comparison_tree(comparison), ensure_ascii=False, indent=2) + "\n"


def comparison_tree(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values; the articles' texts are left out, their hashes are not.

    Offsets are as in results. `format` changes when a reader of format 1 would be misled.
    """
    return {
        "format": 1,
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "verdict": asdict(comparison.verdict),
        "metrics": [asdict(metric) for metric in comparison.metrics],
        "prompt_diff": comparison.prompt_diff,
        "left_out": list(comparison.left_out),
        "unfit": list(comparison.unfit),
        "opinions": [asdict(each) for each in comparison.opinions],
        "articles": [_article(article) for article in comparison.articles],
    }


def _side(side: Side) -> dict[str, Any]:
    prompt = side.prompt
    return {
        "label": side.label,
        "model": side.model,
        "prompt": prompt.id if prompt else None,
        "prompt_fingerprint": prompt.fingerprint(ArticleDraft) if prompt else None,
    }


def _article(article: ArticleComparison) -> dict[str, Any]:
    return {
        "case": article.case,
        "article_sha256": article.article.sha256,
        "failure": article.failure or None,
        "agreement": article.agreement,
        "floor": article.floor,
        "old_score": article.old_score,
        "new_score": article.new_score,
        "new_violations": [asdict(each) for each in article.new_violations],
        "kept_violations": [asdict(each) for each in article.kept_violations],
        "accepted_violations": [asdict(each) for each in article.accepted_violations],
        "changes": [_change(change) for change in article.changes],
        "old_usage": [_usage(sample) for sample in article.old],
        "new_usage": [_usage(sample) for sample in article.new],
    }


def _change(change: ClaimChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "likeness": change.likeness,
        "old": [_claim(claim) for claim in change.old],
        "new": [_claim(claim) for claim in change.new],
        "aspects": [asdict(each) for each in change.aspects],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return claim.model_dump(mode="json")


def _usage(sample: ArticleSummary) -> dict[str, Any]:
    return sample.usage.model_dump(mode="json")
