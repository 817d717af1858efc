"""A judge's answers as recordings: made once, kept in git, played back without a network.

    cassettes/judge@1/<judge>/<prompt>@<version>/<model>/<case>.s<sample>.yaml

That is one folder deeper than the recordings of results, so that a check passes them by. A recording
is stale when the judge's prompt or schema, the article, or the text, speaker or evidence of a claim
is no longer what was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ...cassettes import (
    Interaction,
    Manifest,
    Recording,
    path_of,
    read_recording,
    recording,
    request_digest,
)
from ...errors import (
    CassetteError,
    CassetteMiss,
    ConfigurationError,
    SecretFoundError,
    StaleCassetteError,
    SummarizeError,
)
from ...models import LanguageModel, open_model
from ...prompts import Prompt, load_prompt
from ...schema import ArticleSummary, Usage
from ..comparison import Comparison
from ..recording import library_versions, provenance_of
from ..replay import RecordedModel
from ..survey import schema_sha256
from .judging import judge_result
from .values import Judged
from .wire import JudgementDraft

__all__ = [
    "RecordedJudgement",
    "Subject",
    "find_judgements",
    "home_of",
    "judge_recorded",
    "judgement_path",
    "record_judgements",
    "subjects_of",
    "unrecorded",
]


class Subject(NamedTuple):
    """A result that is to be judged, and what its recording is called."""

    case: str
    sample: int
    result: ArticleSummary


@dataclass(frozen=True, slots=True)
class RecordedJudgement:
    """What became of one subject."""

    subject: Subject
    judged: Judged | None
    """None when it failed."""
    error: str = ""
    is_secret: bool = False
    """Whether it failed because a secret would have been written."""


def subjects_of(comparison: Comparison) -> tuple[Subject, ...]:
    """The first sample of each article on both sides: the ones that are compared claim by claim."""
    return tuple(
        Subject(article.case, sample, result)
        for article in comparison.articles
        for side in (article.old, article.new)
        for sample, result in enumerate(side[:1], 1)
    )


# --- where ---


def judgement_path(cassettes: Path, subject: Subject, *, model: str, prompt: Prompt) -> Path:
    """Where the recording of a judgement belongs.

    Raises `CassetteError` for names that no recording can have, `ConfigurationError` for a result
    that no prompt made.
    """
    judged = subject.result.prompt
    if judged is None:
        raise ConfigurationError(
            f"{subject.case}: {subject.result.model} has no prompt, so a judgement of it has no place "
            "among the recordings; judge it with judge_result()."
        )
    own = path_of(cassettes, prompt.id, model, subject.case, subject.sample)
    return path_of(own.parent, judged, subject.result.model, subject.case, subject.sample)


def find_judgements(cassettes: Path) -> list[Path]:
    """Every recording of a judgement below the folder of recordings, by path."""
    return sorted(cassettes.glob("*@*/*/*@*/*/*.yaml"))


def home_of(path: Path, cassettes: Path, manifest: Manifest) -> Path:
    """Where a judgement's recording that is at `path` belongs, as far as its manifest says."""
    own = path_of(cassettes, manifest.prompt, manifest.model, manifest.case, manifest.sample)
    return own.parent / path.parent.parent.name / path.parent.name / own.name


# --- replaying ---


def judge_recorded(
    subject: Subject, *, cassettes: Path, model: str, prompt: str | Path | Prompt = "judge"
) -> Judged:
    """What a recorded judge says about a result, as `judge_result` would with the same answers.

    Cost and seconds are the recorded ones. Like any judgement it only reports, and gates nothing.
    Raises `CassetteMiss` where nothing is recorded, `StaleCassetteError` when something else was
    judged or by another prompt, and the `ModelError` that the recorded answers are.
    """
    chosen = load_prompt(prompt)
    if not subject.result.claims:
        return Judged((), model, None, chosen.id, Usage(cost=0.0))
    path = judgement_path(cassettes, subject, model=model, prompt=chosen)
    if not path.exists():
        raise CassetteMiss(f"{path}: {model} has not judged this result yet.")
    try:
        return _replay(read_recording(path), subject.result, chosen)
    except (StaleCassetteError, CassetteMiss) as error:
        raise type(error)(f"{path}: {error}") from error


def _replay(made: Recording, result: ArticleSummary, prompt: Prompt) -> Judged:
    if changed := _changes(made.manifest, result, prompt):
        raise StaleCassetteError(f"{' and '.join(changed)} changed since it was judged.")
    model = RecordedModel(made)
    try:
        judged = judge_result(result, model=model, prompt=prompt)
    except (StaleCassetteError, CassetteMiss):
        raise StaleCassetteError(
            "the article's head or the claims changed since they were judged."
        ) from None
    if model.unplayed:
        raise StaleCassetteError("it holds answers that are no longer asked for.")
    manifest = made.manifest
    usage = judged.usage.model_copy(update={"cost": manifest.cost, "seconds": manifest.seconds})
    return Judged(judged.judgements, judged.model, judged.model_answered, judged.prompt, usage)


def _changes(manifest: Manifest, result: ArticleSummary, prompt: Prompt) -> list[str]:
    pairs = {
        "the judge's prompt": (manifest.prompt_sha256, prompt.text_sha256),
        "the judge's schema": (manifest.schema_sha256, schema_sha256(JudgementDraft)),
        "the article": (manifest.article_sha256, result.article.sha256),
    }
    return [what for what, (was, now) in pairs.items() if was != now]


# --- recording ---


def unrecorded(
    subjects: Iterable[Subject],
    *,
    cassettes: Path,
    model: str,
    prompt: str | Path | Prompt = "judge",
) -> list[Subject]:
    """The results that a judge has to be asked about: not recorded, stale, or damaged."""
    chosen = load_prompt(prompt)
    return [each for each in subjects if not _is_recorded(each, cassettes, model, chosen)]


def _is_recorded(subject: Subject, cassettes: Path, model: str, prompt: Prompt) -> bool:
    try:
        judge_recorded(subject, cassettes=cassettes, model=model, prompt=prompt)
    except SummarizeError:
        return False
    return True


def record_judgements(
    subjects: Iterable[Subject],
    *,
    cassettes: Path,
    model: str,
    base_url: str | None = None,
    prompt: str | Path | Prompt = "judge",
    provenance: str | None = None,
) -> Iterator[RecordedJudgement]:
    """Asks the judge about what is not recorded yet; each result as it is done, in their order.

    One that fails doesn't end the others, but a secret does. `base_url` is the endpoint's, None for
    OpenAI's own; `provenance` is kept in the recordings (None: the endpoint's host). A recording is
    written only when it replays to what was seen.
    """
    chosen = load_prompt(prompt)
    judge = open_model(model, base_url=base_url)
    said = provenance or provenance_of(base_url)
    for subject in unrecorded(subjects, cassettes=cassettes, model=model, prompt=chosen):
        done = _record_one(subject, cassettes, judge, chosen, said)
        yield done
        if done.is_secret:
            return


def _record_one(
    subject: Subject, cassettes: Path, judge: LanguageModel, prompt: Prompt, provenance: str
) -> RecordedJudgement:
    try:
        path = judgement_path(cassettes, subject, model=judge.name, prompt=prompt)
        path.parent.mkdir(parents=True, exist_ok=True)
        with recording(path) as tape:
            judged = judge_result(subject.result, model=judge, prompt=prompt)
            manifest = _manifest(subject, judged, tape.interactions, prompt, provenance)
            again = _replay(Recording(manifest, tape.interactions), subject.result, prompt)
            if again.judgements != judged.judgements:
                raise CassetteError("The answers replay to other marks, so they are not kept.")
            tape.finish(manifest)
    except SummarizeError as error:
        return RecordedJudgement(
            subject, None, str(error), is_secret=isinstance(error, SecretFoundError)
        )
    return RecordedJudgement(subject, judged)


def _manifest(
    subject: Subject,
    judged: Judged,
    interactions: Sequence[Interaction],
    prompt: Prompt,
    provenance: str,
) -> Manifest:
    """What a recording says of itself; by whom the claims were written is in its path alone."""
    usage = judged.usage
    counts = ("calls", "input_tokens", "cached_tokens", "output_tokens", "reasks")
    return Manifest(
        prompt=prompt.id,
        prompt_sha256=prompt.text_sha256,
        schema_sha256=schema_sha256(JudgementDraft),
        repair=None,
        repair_sha256=None,
        request_sha256=tuple(request_digest(i.method, i.path, i.request) for i in interactions),
        model=judged.model,
        model_answered=judged.model_answered,
        case=subject.case,
        sample=subject.sample,
        article_sha256=subject.result.article.sha256,
        recorded=datetime.now(UTC).date(),
        provenance=provenance,
        versions=library_versions(),
        usage={name: getattr(usage, name) for name in counts},
        cost=usage.cost,
        seconds=usage.seconds,
    )
