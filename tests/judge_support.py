"""Results to judge, and a judge's answers about them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache

from summarize.article import Article
from summarize.cassettes import read_recording
from summarize.regression.cases import load_cases
from summarize.regression.judge import MARKS, Judged, Judgement, Mark
from summarize.regression.project import Project
from summarize.regression.replay import replay
from summarize.regression.survey import survey
from summarize.schema import ArticleSummary, Usage
from tests.comparison_examples import claim, result
from tests.support import JSON, Seen, completion

TEXT = "The bridge opened on 3 May 2024. It cost 12 million euros, Ada Brook said. Nobody was hurt."


@cache
def article() -> Article:
    spans = tuple(match.span() for match in re.finditer(r"[A-Z][^.]*\.", TEXT))
    return Article(text=TEXT, sentence_spans=spans)


def judgeable(*texts: str, **fields: object) -> ArticleSummary:
    """A result whose claims say this, each citing the second sentence, then the first."""
    claims = [claim(article(), f"c{n}", text, 2, 1) for n, text in enumerate(texts, 1)]
    return result(article(), claims, **fields)


def marks(claim_id: str, *failed: str, reasons: list[str] | None = None) -> JSON:
    """A claim's marks as a judge writes them, all true but these."""
    held: JSON = {name: name not in failed for name in MARKS}
    given = [f"not {name}" for name in MARKS if name in failed] if reasons is None else reasons
    return {"claim": claim_id, **held, "reasons": given}


def answered(*claims: JSON) -> JSON:
    """A completion with these marks."""
    return completion({"claims": list(claims)})


def asked(seen: Seen) -> list[JSON]:
    """The claims in a judge's request."""
    lines = seen.body["messages"][-1]["content"].splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"claim"')]


def marks_all(*failed: str) -> Callable[[Seen], JSON]:
    """Answers every claim that is asked about, all marks true but these."""
    return lambda seen: answered(*(marks(each["claim"], *failed) for each in asked(seen)))


def judged(*claims: str) -> Judged:
    """Judgements, each claim by the names of the marks that don't hold, separated by spaces."""
    return Judged(
        tuple(
            Judgement(f"c{n}", **{name: Mark(name not in failed.split()) for name in MARKS})
            for n, failed in enumerate(claims, 1)
        ),
        "relay/stub",
        "stub-1",
        "judge@1",
        Usage(),
    )


def recorded_results(project: Project) -> dict[tuple[str, str], ArticleSummary]:
    """The first recorded result of each prompt and case."""
    found = survey(project, load_cases(project.seeds)).fresh
    return {
        (each.manifest.prompt, each.manifest.case): replay(
            read_recording(each.path),
            each.case.article,
            prompt=each.current.prompt,
            repair=each.current.repair,
        )
        for each in found
        if each.manifest.sample == 1
    }
