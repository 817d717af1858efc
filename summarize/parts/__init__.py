"""Articles that are longer than a model's context: read in parts, whose claims are put together.

`drafted` is one step of the pipeline: one request whenever article, prompt and answer fit, else one
for each part, side by side, and one for the summary. Sentences keep their numbers in every part.
"""

from __future__ import annotations

from .drafting import Drafted, drafted
from .merging import leading_summary, merged_summary, pooled, shared_out
from .planning import Plan, plan_for
from .splitting import split

__all__ = [
    "Drafted",
    "Plan",
    "drafted",
    "leading_summary",
    "merged_summary",
    "plan_for",
    "pooled",
    "shared_out",
    "split",
]
