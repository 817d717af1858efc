"""A judge, optional and recorded: a model that gives each claim of a result four marks.

    judged = judge_result(result, model="openai/gpt-6-sol")       # asks
    [(each.claim, each.atomic.reason) for each in judged.judgements if not each.atomic.holds]

It only reports. What a model thinks of another's claims is an opinion, which `agreement` measures
against people's marks; it has no part in the verdict.

`values` are the marks, `wire` what a judge is asked to write, `judging` asks, `recorded` keeps and
plays back the answers, `comparing` sums them up for two versions, `agreement` compares with labels.
"""

from __future__ import annotations

from .agreement import Labelled, MarkAgreement, agreement, load_labels
from .comparing import JudgedComparison, judge_comparison, judged_metrics, with_judge
from .judging import judge_result
from .recorded import (
    RecordedJudgement,
    Subject,
    judge_recorded,
    record_judgements,
    subjects_of,
    unrecorded,
)
from .values import MARKS, Judged, Judgement, Mark, MarkName

__all__ = [
    "MARKS",
    "Judged",
    "JudgedComparison",
    "Judgement",
    "Labelled",
    "Mark",
    "MarkAgreement",
    "MarkName",
    "RecordedJudgement",
    "Subject",
    "agreement",
    "judge_comparison",
    "judge_recorded",
    "judge_result",
    "judged_metrics",
    "load_labels",
    "record_judgements",
    "subjects_of",
    "unrecorded",
    "with_judge",
]
