"""Recording: a model is asked about each case, and its answers are kept for every later check.

Each case is recorded by itself, so that what is finished is safe whatever happens to the others. A
recording is written only when it replays to the very result that was seen.
"""

from __future__ import annotations

import importlib.metadata
import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from pydantic import BaseModel

from ..cassettes import Interaction, Manifest, Recording, recording, request_digest
from ..draft import ArticleDraft, MergeDraft, RepairDraft
from ..errors import CassetteError, ConfigurationError, SecretFoundError, SummarizeError
from ..models import open_model
from ..pipeline import Options, run, steps
from ..prompts import Prompt
from ..schema import ArticleSummary, Usage
from .cases import Case
from .plan import Job, Plan
from .replay import replay
from .survey import schema_sha256

__all__ = [
    "Recorded",
    "library_versions",
    "make_manifest",
    "messages_for",
    "provenance_of",
    "record",
]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one job."""

    job: Job
    manifest: Manifest | None
    """None when it failed."""
    error: str = ""
    is_secret: bool = False
    """Whether it failed because a secret would have been written."""
    cost: float | None = None
    """US dollars that it took, failed attempts included; None when unknown."""
    gaps: int = 0
    """Parts of a long article without a usable answer; the check of the recording names them."""


def record(
    plan: Plan, *, provenance: str | None = None, max_cost: float | None = None, workers: int = 1
) -> Iterator[Recorded]:
    """Each job of the plan as it is done; a failed one doesn't end the others, but a secret does.

    `provenance` is kept in the recordings (None: the endpoint's host). With several `workers`, as
    many processes record side by side, because a process can record one case at a time. With
    `max_cost`, US dollars, jobs are done one after the other, and none is begun whose estimate
    would lead beyond it; raises `ConfigurationError` when the price is unknown.
    """
    if max_cost is not None and plan.cost is None:
        raise ConfigurationError(
            f"The price of {plan.model} is unknown, so a limit can't be kept; leave --max-cost out."
        )
    said = provenance or provenance_of(plan.base_url)
    workers = min(workers, len(plan.jobs))
    if max_cost is not None or workers < 2:
        yield from _one_by_one(plan, said, max_cost)
    else:
        yield from _side_by_side(plan, said, workers)


def _one_by_one(plan: Plan, provenance: str, max_cost: float | None) -> Iterator[Recorded]:
    spent = 0.0
    for job in plan.jobs:
        if max_cost is not None and spent + (job.cost or 0.0) > max_cost:
            yield Recorded(
                job, None, f"not begun: ${spent:.4f} of ${max_cost:g} are spent", cost=0.0
            )
            continue
        done = _record_one(job, plan, provenance)
        spent += (job.cost or 0.0) if done.cost is None else done.cost
        yield done
        if done.is_secret:
            return


def _side_by_side(plan: Plan, provenance: str, workers: int) -> Iterator[Recorded]:
    context = multiprocessing.get_context("spawn")  # a client's threads don't survive a fork
    shared = replace(plan, jobs=())
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)
    try:
        jobs = {pool.submit(_record_one, job, shared, provenance): job for job in plan.jobs}
        for future in as_completed(jobs):
            try:
                done = future.result()
            except BrokenProcessPool:
                done = Recorded(jobs[future], None, "the process that recorded it was ended")
            yield done
            if done.is_secret:
                return
    finally:
        _shut_down(pool)


def _shut_down(pool: ProcessPoolExecutor) -> None:
    """Finish what was begun and ask nothing more; a second Ctrl-C ends that too."""
    try:
        pool.shutdown(cancel_futures=True)
    except KeyboardInterrupt:
        for worker in multiprocessing.active_children():
            worker.kill()  # or Python would wait for them for ever as it exits
        raise


def _follow_parent() -> None:
    """Leaves Ctrl-C to the parent, and ends this worker when the parent was killed.

    What was answered by then is in the journal.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _record_one(job: Job, plan: Plan, provenance: str) -> Recorded:
    article = job.case.article
    model = open_model(plan.model, base_url=plan.base_url)
    options = Options(repair=plan.repair, merge=plan.merge, context_window=plan.context_window)
    try:
        with recording(job.path) as tape:
            made = steps(article, model=model, prompt=plan.prompt, options=options)
            result = run(made, model, at_once=1)  # a recording is read in the order of the article
            manifest = make_manifest(
                result,
                tape.interactions,
                prompt=plan.prompt,
                repair=plan.repair,
                merge=plan.merge,
                context_window=plan.context_window or getattr(model, "context_window", None),
                case=job.case,
                sample=job.sample,
                provenance=provenance,
            )
            _replays(Recording(manifest, tuple(tape.interactions)), result, plan)
            tape.finish(manifest)
    except SecretFoundError as error:
        return Recorded(job, None, str(error), is_secret=True)
    except SummarizeError as error:
        usage = getattr(error, "usage", None)
        cost = usage.cost if isinstance(usage, Usage) else None
        return Recorded(job, None, str(error), cost=cost)
    return Recorded(job, manifest, cost=result.usage.cost, gaps=len(result.gaps))


def _replays(made: Recording, result: ArticleSummary, plan: Plan) -> None:
    """Raise `CassetteError` unless a recording gives the result that was seen."""
    try:
        again = replay(
            made, result.article, prompt=plan.prompt, repair=plan.repair, merge=plan.merge
        )
    except CassetteError as error:
        noted = "; ".join(result.notes)
        raise CassetteError(
            f"The answers would not replay, so they are not kept: {error} {noted}".rstrip()
        ) from error
    if (again.summary, again.claims) != (result.summary, result.claims):
        raise CassetteError("The answers replay to another result, so they are not kept.")


def make_manifest(
    result: ArticleSummary,
    interactions: Sequence[Interaction],
    *,
    prompt: Prompt,
    repair: Prompt,
    merge: Prompt,
    context_window: int | None,
    case: Case,
    sample: int,
    provenance: str,
) -> Manifest:
    """What a recording says of itself: where it comes from, and the hashes by which it grows stale.

    `context_window` is what the model was taken to have; it is kept if the article went in parts.
    """
    usage = result.usage
    is_merged = bool(messages_for(MergeDraft, interactions))
    in_parts = len(messages_for(ArticleDraft, interactions)) > 1
    counts = ("calls", "input_tokens", "cached_tokens", "output_tokens", "reasks", "repairs")
    return Manifest(
        prompt=prompt.id,
        prompt_sha256=prompt.text_sha256,
        schema_sha256=schema_sha256(ArticleDraft),
        repair=repair.id if usage.repairs else None,
        repair_sha256=repair.fingerprint(RepairDraft) if usage.repairs else None,
        merge=merge.id if is_merged else None,
        merge_sha256=merge.fingerprint(MergeDraft) if is_merged else None,
        context_window=context_window if in_parts else None,
        request_sha256=tuple(
            request_digest(each.method, each.path, each.request) for each in interactions
        ),
        model=result.model,
        model_answered=result.model_answered,
        case=case.id,
        sample=sample,
        article_sha256=result.article.sha256,
        recorded=datetime.now(UTC).date(),
        provenance=provenance,
        versions=library_versions(),
        usage={name: getattr(usage, name) for name in counts},
        cost=usage.cost,
        seconds=usage.seconds,
    )


def messages_for(schema: type[BaseModel], interactions: Iterable[Interaction]) -> set[str]:
    """The different user messages that were answered, or refused, by a draft of that class."""
    found = set()
    for each in interactions:
        try:
            body = json.loads(each.request)
            name = body["response_format"]["json_schema"]["name"]
            message = body["messages"][1]["content"]
        except (ValueError, LookupError, TypeError):
            continue
        if name == schema.__name__:
            found.add(message)
    return found


def library_versions() -> dict[str, str]:
    """The versions of the libraries that shape a request or read its answer."""
    return {name: _version(name) for name in ("summarize", "openai", "instructor", "pydantic")}


@cache
def _version(name: str) -> str:
    return importlib.metadata.version(name)  # takes 2 ms, which a run pays for each recording


def provenance_of(base_url: str | None) -> str:
    """Where answers come from, by the host of the endpoint; None: OpenAI's own."""
    host = urlsplit(base_url or "").hostname
    return f"OpenAI-compatible endpoint at {host}" if host else "OpenAI API at api.openai.com"
