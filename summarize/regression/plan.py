"""What a recording run will ask, and what that may cost, before anything is sent."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..asking import Options
from ..cassettes import Manifest, path_of, read_manifest
from ..draft import ArticleDraft, json_schema
from ..errors import CassetteError, ContextOverflowError
from ..messages import article_message
from ..models.families import family_of
from ..parts import plan_for
from ..prompts import Prompt, load_prompt
from ..tokens import CLAIM_TOKENS, OTHER_TOKENS, estimated_tokens
from .cases import Case
from .project import Project
from .survey import Current

__all__ = ["Job", "Mode", "Plan", "estimated_tokens", "plan_recording"]

Mode = Literal["stale", "missing", "rewrite"]
"""Which recordings are made: those missing or stale, those missing, or all."""

_CLAIMS = 20  # where the prompt doesn't say how many


@dataclass(frozen=True, slots=True)
class Job:
    """One recording to make."""

    case: Case
    sample: int
    path: Path
    input_tokens: int
    """Estimated, rather too many than too few, as are the output tokens."""
    output_tokens: int
    cost: float | None
    """US dollars for the estimated tokens; None when the model's price is unknown."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recording run will do."""

    prompt: Prompt
    repair: Prompt
    merge: Prompt
    model: str
    base_url: str | None
    jobs: tuple[Job, ...]
    kept: int
    """How many recordings stay as they are."""
    context_window: int | None = None
    """Tokens that the model is to be taken to have; None: its own, as far as it is known."""

    @property
    def cost(self) -> float | None:
        """US dollars, estimated; None when the model's price is unknown."""
        costs = [job.cost for job in self.jobs]
        return None if None in costs else sum(cost for cost in costs if cost is not None)


def plan_recording(
    project: Project,
    cases: Sequence[Case],
    *,
    prompt: str,
    model: str,
    base_url: str | None = None,
    samples: int = 1,
    mode: Mode = "stale",
    context_window: int | None = None,
) -> Plan:
    """What has to be recorded for the cases with one prompt and model, and what that may cost.

    `base_url` is the endpoint's, None for OpenAI's own. An article that `context_window`, None for the
    model's own, has no room for is recorded in parts.
    """
    from ..models.prices import price_of

    chosen = load_prompt(prompt, prompts_dir=project.prompts)
    current = Current.of(chosen, project.prompts)
    options = Options(merge=current.merge, context_window=context_window)
    jobs: list[Job] = []
    kept = 0
    for case in cases:
        for sample in range(1, samples + 1):
            path = path_of(project.cassettes, chosen.id, model, case.id, sample)
            if _is_kept(path, case, current, mode, options):
                kept += 1
            else:
                input_tokens, output_tokens = _tokens(case, chosen, options, model)
                cost = price_of(
                    model.removeprefix("openai/"),
                    endpoint=base_url,
                    input_tokens=input_tokens,
                    cached_tokens=0,
                    output_tokens=output_tokens,
                )
                jobs.append(Job(case, sample, path, input_tokens, output_tokens, cost))
    return Plan(
        chosen,
        current.repair,
        current.merge,
        model,
        base_url,
        tuple(jobs),
        kept,
        context_window=context_window,
    )


def _is_kept(path: Path, case: Case, current: Current, mode: Mode, options: Options) -> bool:
    if mode == "rewrite" or not path.exists():
        return False
    try:
        manifest = read_manifest(path)
    except CassetteError:
        return False  # a damaged recording is replaced
    if mode == "missing":
        return True
    return not current.changes(manifest, case) and not _is_cut(manifest, case, current, options)


def _is_cut(manifest: Manifest, case: Case, current: Current, options: Options) -> bool:
    """Whether a window was asked for that cuts the article into other parts than were recorded."""
    window = options.context_window
    if window is None or window == manifest.context_window:
        return False
    was = Options(merge=current.merge, context_window=manifest.context_window)
    return _parts(case, current.prompt, options) != _parts(case, current.prompt, was)


def _parts(case: Case, prompt: Prompt, options: Options) -> object:
    try:
        return plan_for(case.article, prompt, options, options.context_window).parts
    except ContextOverflowError:
        return None


def _tokens(case: Case, prompt: Prompt, options: Options, model: str) -> tuple[int, int]:
    """Tokens of the requests about a case, and of full answers in the article's language."""
    window = options.context_window or family_of(model.removeprefix("openai/")).window
    try:
        plan = plan_for(case.article, prompt, options, window)
    except ContextOverflowError:  # which is told when it is recorded
        return 0, 0
    schema = estimated_tokens(json.dumps(json_schema(ArticleDraft)))
    shown = [[estimated_tokens(m.content) for m in r.messages] for r in plan.requests()]
    claims, most = plan.claims or plan.limit or _CLAIMS, prompt.parameters.max_output_tokens
    message = article_message(case.article)
    dearness = max(1.0, estimated_tokens(message) / (len(message) / 3))  # than English
    answer = math.ceil((OTHER_TOKENS + CLAIM_TOKENS * claims) * dearness)
    sent = sum(map(sum, shown)) + schema * len(shown)
    written = min(answer, most or answer) * len(shown)
    if len(shown) > 1:  # the summary is written from the claims that are kept
        claims = plan.limit or _CLAIMS
        sent += math.ceil(CLAIM_TOKENS * claims * dearness) + schema
        written += OTHER_TOKENS
    return sent, written
