"""Which recording a test has, and what has to be true of it when the test has passed.

    tests/test_news.py::TestBudget::test_vote
    tests/cassettes/test_news/TestBudget.test_vote.yaml     # or below the folder of the setting

A test about a case has the case's recording instead, see `_pytest_cases`.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pytest

from . import job
from .article import Article
from .cassettes import Interaction, Manifest, recording, replaying, request_digest
from .draft import ArticleDraft, MergeDraft, RepairDraft
from .errors import CassetteError, ConfigurationError, SummarizeError
from .models.base import LanguageModel, add_usage
from .pipeline import Options, Steps, steps
from .prompts import Prompt
from .schema import Usage

__all__ = ["Mark", "Mode", "fail_plainly", "mark_of", "open_recording"]

Mode = Literal["none", "missing", "rewrite"]
_LONGEST = 100  # characters of a file's name, which has an end and a hash to come


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a mark says; all of it is about cases."""

    prompt: str | None = None
    """Name, version or file; None: the highest released version of "article"."""
    cases: str | os.PathLike[str] | None = None
    """The folder of the cases; None: the project's."""
    model: str | None = None
    """The model whose recordings count; None: the project's, or the only one with recordings."""


def mark_of(marker: pytest.Mark) -> Mark:
    """What a mark says; raises `ConfigurationError` for what it can't say."""
    try:
        return Mark(*marker.args, **marker.kwargs)
    except TypeError:
        raise ConfigurationError(
            "@pytest.mark.summarize takes prompt=, cases= and model=, each by its name."
        ) from None


@contextmanager
def fail_plainly() -> Iterator[None]:
    """Turns errors of the library, whose messages say all, into failures without a traceback."""
    try:
        yield
    except SummarizeError as error:
        raise _failure(str(error)) from None


def _failure(message: str) -> BaseException:
    """What to raise for a failure that needs no traceback."""
    return pytest.fail.Exception(message, pytrace=False)


@contextmanager
def open_recording(
    item: pytest.Item, marker: pytest.Mark, *, mode: Mode, since: float
) -> Iterator[None]:
    """Plays or records the test's requests, and fails it when it doesn't keep to its recording.

    What was written `since` then is not recorded again.
    """
    with ExitStack() as stack:
        # What a store of this machine holds would be neither asked for nor recorded.
        stack.enter_context(pytest.MonkeyPatch.context()).delenv("SUMMARIZE_CACHE", raising=False)
        with fail_plainly():
            stack.enter_context(_opened(item, mark_of(marker), mode, since))
        yield


def _opened(
    item: pytest.Item, mark: Mark, mode: Mode, since: float
) -> AbstractContextManager[None]:
    if item.get_closest_marker("vcr"):
        raise ConfigurationError(
            "The test has the marks summarize and vcr, which would answer the same requests. "
            "Keep one of them."
        )
    if "summary_case" in getattr(item, "fixturenames", ()):
        from ._pytest_cases import prepare

        case = prepare(item, mark, mode=mode, since=since)
        return _replayed(case.path, case.command)
    if mark != Mark():
        raise ConfigurationError(
            "The mark's prompt=, cases= and model= are about cases, but the test takes neither "
            "summary_case nor summary_result. Take one, or leave them out."
        )
    path = _path(item)
    if mode == "rewrite" or (mode == "missing" and not path.exists()):
        return _recorded(path, item)
    return _replayed(path, _command(item, "rewrite" if path.exists() else "missing"))


def _path(item: pytest.Item) -> Path:
    """Where the recording of a test is, or would be."""
    chosen, root = item.config.getini("summarize_cassettes"), item.config.rootpath
    if not chosen:
        folder = item.path.parent / "cassettes" / item.path.stem
    elif item.path.is_relative_to(root):
        folder = root / chosen / item.path.relative_to(root).with_suffix("")
    else:
        folder = root / chosen / item.path.stem
    name = ".".join(_names(item))
    safe = re.sub(r"[^\w.\[\]=,+-]+", "-", name, flags=re.ASCII)[:_LONGEST]
    if safe != name:
        safe = f"{safe}-{sha256(name.encode()).hexdigest()[:8]}"
    return folder / f"{safe}.yaml"


def _names(item: pytest.Item) -> list[str]:
    """The test's name below its module, such as ["TestBudget", "test_vote[may]"]."""
    return [node.name for node in item.listchain() if isinstance(node, pytest.Class | pytest.Item)]


def _command(item: pytest.Item, mode: Mode) -> str:
    """What records the test, from where pytest was called."""
    path = os.path.relpath(item.path, item.config.invocation_params.dir)
    return f"pytest {shlex.quote('::'.join([path, *_names(item)]))} --summarize-record={mode}"


# --- replaying ---


@contextmanager
def _replayed(path: Path, command: str) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            replay = stack.enter_context(replaying(path, command=command))
        except CassetteError as error:
            raise CassetteError(f"{error}\n  → record:  {command}") from None
        yield
    if replay.misses:
        listed = "\n".join(f"  {miss}" for miss in replay.misses)
        raise _failure(
            f"The test caught the error of a request that has no recorded answer:\n{listed}"
        )
    if replay.unplayed:
        listed = "\n".join(f"  {place}" for place in replay.unplayed)
        raise _failure(
            f"The test passed without asking for all that is recorded:\n{listed}\n"
            f"  → record again:  {command}"
        )


# --- recording ---


@dataclass
class _Call:
    """One call of the library, as the pipeline sees it."""

    article: Article
    model: LanguageModel
    prompt: Prompt
    repair: Prompt | None
    merge: Prompt | None
    usage: Usage
    answered: str | None = None


@contextmanager
def _recorded(path: Path, item: pytest.Item) -> Iterator[None]:
    """Records; a test that fails leaves the old recording, and its answers to the next attempt."""
    has_passed = False
    try:
        with recording(path) as tape, _watched() as calls:
            yield
            has_passed = True
            tape.finish(_manifest(calls, tape.interactions, item))
    except BaseException as error:
        if has_passed and isinstance(error, CassetteError):
            raise _failure(str(error)) from None
        if (answers := path.with_name(f"{path.name}.part")).exists():
            told = f"Nothing was recorded. The next attempt takes up the answers in {answers};"
            item.add_report_section("call", "summarize", f"{told} delete it to ask anew.")
        raise


@contextmanager
def _watched() -> Iterator[list[_Call]]:
    """Every call of the library; only a call knows its prompt and its article."""
    calls: list[_Call] = []

    def watched(
        article: Article, *, model: LanguageModel, prompt: Prompt | None, options: Options
    ) -> Steps:
        made = steps(article, model=model, prompt=prompt, options=options)
        if prompt is None:
            return (yield from made)
        calls.append(
            call := _Call(article, model, prompt, options.repair, options.merge, add_usage(()))
        )
        try:
            result = yield from made
        except SummarizeError as error:
            spent = getattr(getattr(error, "summary", error), "usage", None)
            call.usage = spent if isinstance(spent, Usage) else call.usage
            raise
        call.usage, call.answered = result.usage, result.model_answered
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "steps", watched)
        yield calls


def _manifest(
    calls: Sequence[_Call], interactions: Sequence[Interaction], item: pytest.Item
) -> Manifest:
    """What a test's recording says of itself: prompt and article of its first call, sums of all."""
    from .regression.recording import library_versions, messages_for, provenance_of
    from .regression.survey import schema_sha256

    if not calls or not interactions:
        raise CassetteError(
            "Nothing was recorded: the test passed without asking a model through the library. "
            "Take the mark off, or let it ask."
        )
    first, usages = calls[0], [call.usage for call in calls]
    repair = first.repair if any(usage.repairs for usage in usages) else None
    merge = first.merge if messages_for(MergeDraft, interactions) else None
    costs = [usage.cost for usage in usages]
    counts = ("calls", "input_tokens", "cached_tokens", "output_tokens", "reasks", "repairs")
    return Manifest(
        prompt=first.prompt.id,
        prompt_sha256=first.prompt.text_sha256,
        schema_sha256=schema_sha256(ArticleDraft),
        repair=repair.id if repair else None,
        repair_sha256=repair.fingerprint(RepairDraft) if repair else None,
        merge=merge.id if merge else None,
        merge_sha256=merge.fingerprint(MergeDraft) if merge else None,
        request_sha256=tuple(request_digest(i.method, i.path, i.request) for i in interactions),
        model=first.model.name,
        model_answered=first.answered,
        case=_case_name(item),
        sample=1,
        article_sha256=first.article.sha256,
        recorded=datetime.now(UTC).date(),
        provenance=provenance_of(getattr(first.model, "base_url", None)),
        versions=library_versions(),
        usage={name: sum(getattr(usage, name) for usage in usages) for name in counts},
        cost=None if None in costs else sum(cost for cost in costs if cost is not None),
        seconds=round(sum(usage.seconds for usage in usages), 3),
    )


def _case_name(item: pytest.Item) -> str:
    """The test's name in the letters of a case's."""
    return re.sub("[^a-z0-9]+", "-", "-".join(_names(item)).lower()).strip("-")[:64]
