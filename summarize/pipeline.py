"""From an article to its summary, without any input or output of its own.

`steps` is a generator: it yields lists of requests, receives the list of their outcomes (a reply or
the model's error each), and returns the result. `run` and `arun` drive it with a language model; a
test can play the model by hand.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from . import __version__
from .article import Article
from .asking import Options, repair_request
from .checks import duplicates
from .coverage import coverage_of
from .draft import ArticleDraft, ClaimDraft, SentenceDraft
from .errors import ModelError, UnsupportedClaimError
from .filling import UnfitError
from .grounding import Grounder
from .models.base import LanguageModel, Meter, Outcome, Request, add_usage, settled, sum_usage
from .models.together import AT_ONCE, aanswered, answered
from .parts import drafted
from .repair import failing_items, merged
from .schema import ArticleSummary, Claim, Claims, Finding, SummarySentence, Usage
from .shaping import fitting, shaped, unfit_error

if TYPE_CHECKING:
    from .prompts import Prompt

__all__ = ["Options", "Steps", "arun", "run", "steps", "unsupported_error"]

ResultT = TypeVar("ResultT")
Steps = Generator[list[Request[Any]], list[Outcome], ArticleSummary]
_EXTRACTED = (
    "Extracted by the embedded engine: these are the article's own sentences, selected and typed "
    "by rules. No language model read the article."
)


def run(
    steps: Generator[list[Request[Any]], list[Outcome], ResultT],
    model: LanguageModel,
    meter: Meter | None = None,
    *,
    at_once: int = AT_ONCE,
) -> ResultT:
    """The result of `steps`, answered by `model`; requests of one list side by side, in threads.

    `meter` counts what each attempt takes, and may refuse further ones.
    """
    try:
        requests = next(steps)
        while True:
            outcomes = answered(model, _metered(requests, meter), at_once=at_once)
            requests = steps.send(outcomes)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


async def arun(
    steps: Generator[list[Request[Any]], list[Outcome], ResultT],
    model: LanguageModel,
    meter: Meter | None = None,
) -> ResultT:
    """The same as a coroutine."""
    try:
        requests = next(steps)
        while True:
            requests = steps.send(await aanswered(model, _metered(requests, meter)))
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


def _metered(requests: list[Request[Any]], meter: Meter | None) -> list[Request[Any]]:
    return requests if meter is None else [replace(r, meter=meter) for r in requests]


def steps(
    article: Article, *, model: LanguageModel, prompt: Prompt | None, options: Options
) -> Steps:
    """The way from an article to its summary; `prompt` is None for an extractive model."""
    answer = yield from drafted(article, model=model, prompt=prompt, options=options)
    draft, notes = _within_limit(answer.draft, options.max_claims)
    notes = (*answer.notes, *notes)
    translated = _is_translated(article, draft.language)
    grounder = Grounder(article, translated=translated, form=options.form)
    draft, unfit = fitting(draft, grounder)
    sentences, claims = _ground(grounder, draft.summary, draft.claims)
    if model.extractive:
        notes = (*notes, _EXTRACTED, *_untranslated(article, options.language))
    dropped: tuple[Finding, ...] = ()
    usage = answer.usage
    failing = failing_items(draft, sentences, claims)
    if failing and options.repair is not None:
        try:
            [mended] = settled((yield [repair_request(article, failing, options.repair, options)]))
        except ModelError as error:
            notes = (*notes, f"The repair of unsupported items failed: {error}")
            usage = _with_failed_repair(usage, error)
        else:
            usage = sum_usage(usage, add_usage((), mended.attempts))
            draft, dropped = merged(draft, mended.draft, failing, grounder)
            sentences, claims = _ground(grounder, draft.summary, draft.claims)
    values: dict[str, Any] = {
        "headline": draft.headline,
        "summary": sentences,
        "claims": Claims(claims),
        "topics": tuple(draft.topics),
        "language": _code(draft.language) or article.language,
        "article": article,
        "model": model.name,
        "model_answered": answer.model,
        "prompt": prompt.id if prompt else None,
        "prompt_fingerprint": prompt.fingerprint(options.form.draft) if prompt else None,
        "library_version": __version__,
        "usage": usage,
        "coverage": coverage_of(article, {e.sentence for claim in claims for e in claim.evidence}),
        "notes": (*notes, *article.warnings),
        "findings": (*answer.findings, *unfit, *dropped),
    }
    try:
        result = shaped(draft, grounder, values)
    except UnfitError as fault:
        raise unfit_error(fault, options.form.result, model.name, usage) from None
    if options.strict and not result.is_sound:
        raise unsupported_error(result)
    return result


def _within_limit(
    draft: ArticleDraft, max_claims: int | None
) -> tuple[ArticleDraft, tuple[str, ...]]:
    """The draft with no more claims than the caller allows, and a note when some were left out."""
    count = len(draft.claims)
    if max_claims is None or count <= max_claims:
        return draft, ()
    note = (
        f"The model wrote {count} claims; the first {max_claims}, which it ranks highest, are kept."
    )
    return draft.model_copy(update={"claims": draft.claims[:max_claims]}), (note,)


def _code(language: str) -> str | None:
    """The ISO 639-1 code in what a model gives as its language, or None."""
    code = re.split("[-_]", language.strip().lower(), maxsplit=1)[0]
    return code if len(code) == 2 and code.isalpha() and code.isascii() else None


def _untranslated(article: Article, language: str | None) -> tuple[str, ...]:
    """A note for who asked an extractive model for another language."""
    if not language or _code(language) == article.language:
        return ()
    return (f"The sentences are in the article's own language; {language!r} was not applied.",)


def _is_translated(article: Article, language: str) -> bool:
    """Whether a draft in that language is in another than the article."""
    code = _code(language)
    return code is not None and article.language not in (None, code)


def _ground(
    grounder: Grounder, summary: Sequence[SentenceDraft], claims: Sequence[ClaimDraft]
) -> tuple[tuple[SummarySentence, ...], tuple[Claim, ...]]:
    """The items as they will stand in the result, with a warning at a claim that repeats another."""
    grounded = [grounder.claim(item, position) for position, item in enumerate(claims)]
    for first, second in duplicates(grounder.checker, [claim.text for claim in grounded]):
        repeated = Finding(
            rule="duplicate",
            severity="warning",
            path=f"claims[{second}]",
            message=f"Says nearly the same as {grounded[first].id}.",
        )
        again = grounded[second]
        grounded[second] = again.model_copy(update={"findings": (*again.findings, repeated)})
    return tuple(grounder.sentence(s, n) for n, s in enumerate(summary)), tuple(grounded)


def _with_failed_repair(usage: Usage, error: ModelError) -> Usage:
    """The ledger with what a repair cost that gave no usable answer."""
    failed = error.usage
    if not isinstance(failed, Usage) or not failed.calls + failed.retries:
        return usage
    total = sum_usage(usage, failed)
    return total.model_copy(
        update={
            "repairs": min(1, failed.calls),
            "repair_tokens": failed.input_tokens + failed.output_tokens,
            "repair_cost": failed.cost if total.cost is not None else None,
        }
    )


def unsupported_error(result: ArticleSummary) -> UnsupportedClaimError:
    """The error for a result that the article does not carry or that has gaps, with the result in it."""
    wrong = [f for item in result.unsupported for f in item.findings if f.severity == "error"]
    found = [*(f for f in result.findings if f.severity == "error"), *wrong]
    listed = "; ".join(f"{f.path}: {f.message}" for f in found[:5])
    more = f" (and {len(found) - 5} more)" if len(found) > 5 else ""
    gaps = len(result.gaps)
    counts = {
        "part(s) had no usable answer": gaps,
        "item(s) are not carried by the article": len(result.unsupported),
        "field(s) are not carried by the article": len(found) - len(wrong) - gaps,
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return UnsupportedClaimError(f"{said}: {listed}{more}", summary=result)
