"""What a recording run will ask, and what that may cost, before anything is sent."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..cassettes import path_of, read_manifest
from ..draft import ArticleDraft, json_schema
from ..errors import CassetteError
from ..messages import article_message
from ..prompts import Prompt, load_prompt
from .cases import Case
from .project import Project
from .survey import Current

__all__ = ["Job", "Mode", "Plan", "estimated_tokens", "plan_recording"]

Mode = Literal["stale", "missing", "rewrite"]
"""Which recordings are made: those missing or stale, those missing, or all."""

# Tokens of a claim and of what stands beside the claims, in English. From answers with 20 claims
# about three articles (2,036 to 2,222 tokens at bytes/4), rounded up.
_CLAIM_TOKENS = 130
_OTHER_TOKENS = 400
_CLAIMS = 20  # where the prompt doesn't say how many
_DEAR_SCRIPTS = re.compile(r"[\u0700-\u1fff\u2c00-\u2dff\ua000-\uabff\U00010000-\U0010ffff]+")


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
    answer = math.ceil((_OTHER_TOKENS + _CLAIM_TOKENS * claims) * dearness)
    return sent, min(answer, prompt.parameters.max_output_tokens or answer)


def estimated_tokens(text: str) -> int:
    """Tokens that a text takes at most, in any language, without its model's tokenizer.

    A third of its ASCII characters, half of the UTF-8 bytes of the others, and all bytes in scripts
    that tokenizers hardly know. By cl100k this is 1.1 to 1.8 times the true number in English,
    German, Russian, Chinese, Arabic, JSON and Python.
    """
    ascii_only = sum(map(str.isascii, text))
    dear = len("".join(_DEAR_SCRIPTS.findall(text)).encode())
    others = len(text.encode("utf-8", "surrogatepass")) - ascii_only - dear
    return math.ceil(ascii_only / 3 + others / 2 + dear)
