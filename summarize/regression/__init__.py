"""Prompt regression: record answers once, keep them in git, and check every change offline.

    from summarize.regression import compare

    comparison = compare("article@1", "article@2")
    print(comparison.verdict.outcome, *comparison.verdict.reasons)

`project` says where prompts, cases and recordings lie; `cases` what is expected and `expectations`
and `invariants` whether an answer keeps it; `plan` and `recording` ask models; `survey`, `differences`
and `stale` find what no longer fits and why; `replay` and `check` judge the rest, `checkup` all of
it; `baseline` and `accepting` keep what was accepted; `report`, `junit` and `github` show it.
`alignment` pairs the claims of two results, `sides` and `comparing` those of two versions; `metrics`
are their numbers, `verdict` says whether the new one is better, both by `statistics`; `show` and
`html_report` show it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .accepting import accept
    from .alignment import align_claims, claim_agreement
    from .cases import Case, Expectation, load_cases
    from .changes import AspectChange, ClaimChange, Embed
    from .checkup import Checkup, run_check
    from .comparing import compare, compare_results
    from .comparison import (
        ArticleComparison,
        Comparison,
        Estimate,
        Metric,
        Side,
        Verdict,
    )
    from .expectations import Violation
    from .html_report import comparison_html
    from .plan import Plan, plan_recording
    from .project import Project, open_project
    from .recording import Recorded, record
    from .show import comparison_json, comparison_markdown, comparison_text, comparison_tree

_HOMES = {
    "accepting": ("accept",),
    "alignment": ("align_claims", "claim_agreement"),
    "cases": ("Case", "Expectation", "load_cases"),
    "changes": ("AspectChange", "ClaimChange", "Embed"),
    "checkup": ("Checkup", "run_check"),
    "comparing": ("compare", "compare_results"),
    "comparison": ("ArticleComparison", "Comparison", "Estimate", "Metric", "Side", "Verdict"),
    "expectations": ("Violation",),
    "html_report": ("comparison_html",),
    "plan": ("Plan", "plan_recording"),
    "project": ("Project", "open_project"),
    "recording": ("Recorded", "record"),
    "show": ("comparison_json", "comparison_markdown", "comparison_text", "comparison_tree"),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "ArticleComparison",
    "AspectChange",
    "Case",
    "Checkup",
    "ClaimChange",
    "Comparison",
    "Embed",
    "Estimate",
    "Expectation",
    "Metric",
    "Plan",
    "Project",
    "Recorded",
    "Side",
    "Verdict",
    "Violation",
    "accept",
    "align_claims",
    "claim_agreement",
    "compare",
    "compare_results",
    "comparison_html",
    "comparison_json",
    "comparison_markdown",
    "comparison_text",
    "comparison_tree",
    "load_cases",
    "open_project",
    "plan_recording",
    "record",
    "run_check",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
