"""Asking a model about the claims of a result: one request, and one more where marks are missing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ...article import Article
from ...errors import ConfigurationError, MalformedAnswerError
from ...messages import article_message
from ...models import open_model
from ...models.base import Attempt, LanguageModel, Message, Request, add_usage
from ...prompts import Prompt, load_prompt
from ...schema import ArticleSummary, Claim, Usage
from ..words import counted
from .values import MARKS, Judged, Judgement, Mark
from .wire import ClaimMarks, JudgementDraft

__all__ = ["claims_message", "judge_request", "judge_result"]


def judge_result(
    result: ArticleSummary,
    *,
    model: LanguageModel | str,
    prompt: str | Path | Prompt = "judge",
) -> Judged:
    """What a model says about each claim of a result; it only reports, and gates nothing.

    Claims whose marks are missing in the answer, or stand there twice, are asked about once more;
    marks of claims that don't exist are left out. Without claims nothing is asked. Raises
    `MalformedAnswerError` when marks are still missing, another `ModelError` when there is no
    answer, and `ConfigurationError` for a model that reads no prompt.
    """
    chosen = load_prompt(prompt)
    judge = open_model(model) if isinstance(model, str) else model
    if judge.extractive:
        raise ConfigurationError(
            f"{judge.name} reads no prompt, so it can't judge; choose a language model."
        )
    found: dict[str, Judgement] = {}
    attempts: list[Attempt] = []
    answered = None
    for _ in range(2):
        missing = [claim for claim in result.claims if claim.id not in found]
        if not missing:
            break
        reply = judge.answer(judge_request(result.article, missing, chosen))
        attempts += reply.attempts
        answered = reply.model
        found |= _judgements(reply.draft, missing)
    usage = add_usage(attempts)
    if left := [claim.id for claim in result.claims if claim.id not in found]:
        raise _unmarked(left, judge.name, usage)
    judgements = tuple(found[claim.id] for claim in result.claims)
    return Judged(judgements, judge.name, answered, chosen.id, usage)


def _unmarked(left: Sequence[str], model: str, usage: Usage) -> MalformedAnswerError:
    listed = ", ".join(left[:5]) + (", …" if left[5:] else "")
    error = MalformedAnswerError(
        f"{model} gave no marks, or two sets of marks, for {counted(len(left), 'claim')} ({listed}), "
        "though asked twice. Try again, or choose another model.",
        model=model,
    )
    error.usage = usage
    return error


def judge_request(
    article: Article, claims: Sequence[Claim], prompt: Prompt
) -> Request[JudgementDraft]:
    """The request that has claims judged.

    Article and claims stand in one user message, because the chat templates of some local models
    refuse two in a row; the article comes first, so that a provider's cache serves it for the
    claims of every version.
    """
    chosen = prompt.parameters
    content = f"{article_message(article)}\n\n{claims_message(claims)}"
    return Request(
        JudgementDraft,
        article,
        (Message("system", prompt.render()), Message("user", content)),
        purpose="judge",
        max_output_tokens=chosen.max_output_tokens,
        temperature=chosen.temperature,
        reasoning_effort=chosen.reasoning_effort,
    )


def claims_message(claims: Sequence[Claim]) -> str:
    """The claims as a judge sees them: one JSON object a line, between marks with their hash.

    No claim can end them early or pose as another one.
    """
    lines = [
        json.dumps(
            {
                "claim": claim.id,
                "text": claim.text,
                "speaker": claim.speaker,
                "evidence": [each.sentence for each in claim.evidence],
            },
            ensure_ascii=False,
        )
        for claim in claims
    ]
    digest = hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
    mark = f"claims {digest[:8]}"
    return "\n".join([f"<{mark}>", *lines, f"</{mark}>"])


def _judgements(draft: JudgementDraft, claims: Sequence[Claim]) -> dict[str, Judgement]:
    """The judgements by claim, of those claims that have exactly one."""
    asked = {claim.id for claim in claims}
    counts = Counter(each.claim.strip() for each in draft.claims)
    return {
        name: _judgement(name, each)
        for each in draft.claims
        if (name := each.claim.strip()) in asked and counts[name] == 1
    }


def _judgement(claim: str, given: ClaimMarks) -> Judgement:
    """One claim's marks; each that is false takes its reason, or all of them when they don't pair up."""
    failed = [name for name in MARKS if not getattr(given, name)]
    reasons = [" ".join(reason.split()) for reason in given.reasons if reason.strip()]
    if len(reasons) != len(failed):
        reasons = ["; ".join(reasons)] * len(failed)
    why = dict(zip(failed, reasons, strict=True))
    return Judgement(claim, **{name: Mark(name not in why, why.get(name, "")) for name in MARKS})
