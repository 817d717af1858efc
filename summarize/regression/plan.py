"""What a recording run will ask, and what that may cost, before anything is sent."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..cassettes import path_of, read_manifest
from ..draft import ArticleDraft, json_schema
from ..errors import CassetteError
from ..messages import article_message
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
    model: str
    base_url: str | None
    jobs: tuple[Job, ...]
    kept: int
    """How many recordings stay as they are."""

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
) -> Plan:
    """What has to be recorded for the cases with one prompt and model, and what that may cost.

    `base_url` is the endpoint's, None for OpenAI's own.
    """
    from ..models.prices import price_of

    chosen = load_prompt(prompt, prompts_dir=project.prompts)
    current = Current(chosen, load_prompt("repair", prompts_dir=project.prompts))
    jobs: list[Job] = []
    kept = 0
    for case in cases:
        for sample in range(1, samples + 1):
            path = path_of(project.cassettes, chosen.id, model, case.id, sample)
            if _is_kept(path, case, current, mode):
                kept += 1
            else:
                input_tokens, output_tokens = _tokens(case, chosen)
                cost = price_of(
                    model.removeprefix("openai/"),
                    endpoint=base_url,
                    input_tokens=input_tokens,
                    cached_tokens=0,
                    output_tokens=output_tokens,
                )
                jobs.append(Job(case, sample, path, input_tokens, output_tokens, cost))
    return Plan(chosen, current.repair, model, base_url, tuple(jobs), kept)


def _is_kept(path: Path, case: Case, current: Current, mode: Mode) -> bool:
    if mode == "rewrite" or not path.exists():
        return False
    try:
        manifest = read_manifest(path)
    except CassetteError:
        return False  # a damaged recording is replaced
    return mode == "missing" or not current.changes(manifest, case)


def _tokens(case: Case, prompt: Prompt) -> tuple[int, int]:
    """Tokens of the request about a case, and of a full answer in the article's language."""
    message = article_message(case.article)
    schema = json.dumps(json_schema(ArticleDraft))
    sent = sum(map(estimated_tokens, (prompt.render(), message, schema)))
    most = prompt.inputs.get("max_claims")
    claims = most if isinstance(most, int) else _CLAIMS
    dearness = max(1.0, estimated_tokens(message) / (len(message) / 3))  # than English
    answer = math.ceil((OTHER_TOKENS + CLAIM_TOKENS * claims) * dearness)
    return sent, min(answer, prompt.parameters.max_output_tokens or answer)
