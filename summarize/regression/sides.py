"""One side of a comparison: its results by case, from recordings, a git revision or a file.

article@2                    the recordings of a prompt
prompts/article@2.md         the same, by the prompt's file
main:prompts/article@2.md    prompt, cases and recordings as a git revision has them
main:article@2               the same
results.jsonl                results that `summarize --format json` wrote
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ..article import Article
from ..errors import ConfigurationError, SummarizeError
from ..exports.result_files import read_results
from ..prompts import load_prompt
from ..schema import ArticleSummary
from .baseline import baseline_path, read_baseline
from .cases import Case, load_cases
from .check import Replayed, check_recording, result_key
from .comparison import Side
from .expectations import Violation
from .invariants import violations_of
from .project import Project
from .stale import group_stale, group_unreplayable, missing_text, stale_text
from .survey import Survey, survey

__all__ = ["CaseResults", "SideResults", "is_results", "read_side", "results_side"]

_REVISION = re.compile(r"(?P<revision>[^:\s]+):(?P<reference>[^:\s]+\.md|[\w-]+@\d+)")
_RESULTS = (".json", ".jsonl")


class CaseResults(NamedTuple):
    """What one side says about one article."""

    case: Case | None
    """None for an article that is no case of the project."""
    article: Article
    samples: tuple[ArticleSummary, ...]
    """Empty when there is no summary."""
    violations: tuple[tuple[Violation, ...], ...] = ()
    """What is wrong with each sample."""
    failure: str = ""
    """Why there is no summary."""
    accepted: frozenset[tuple[str, str]] = frozenset()
    """Rule and subject of each fault that was accepted."""


@dataclass(frozen=True, slots=True)
class SideResults:
    """One version and what it says about each article."""

    side: Side
    results: dict[str, CaseResults]
    """By case id, or by the article's title or hash where it is no case."""
    unfit: tuple[str, ...] = ()
    """Which recordings are stale, missing or damaged, with the way out: texts for people."""


def read_side(
    reference: str,
    project: Project,
    *,
    cases: Sequence[str] = (),
    samples: int | None = None,
) -> SideResults:
    """The results that a reference stands for (the forms are listed above), without a network.

    `cases` names the only ones to read, `samples` the most of each. Raises `ConfigurationError` for
    a reference that stands for nothing, `PromptError` for a prompt that doesn't exist.
    """
    if is_results(reference):
        return _read_file(Path(reference), project, cases, samples)
    match = _REVISION.fullmatch(reference)
    if match is None or Path(reference).exists():
        return _read_recordings(reference, reference, project, cases, samples)
    with _project_of(match, project) as (then, prompt):
        scratch = f"{then.seeds.parent}/"
        try:
            found = _read_recordings(reference, prompt, then, cases, samples)
        except SummarizeError as error:
            said = str(error).replace(scratch, f"{match['revision']}:")
            raise ConfigurationError(said) from None
        if found.side.prompt is not None:
            named = f"{match['revision']}:{match['reference']}"
            side = replace(found.side, prompt=replace(found.side.prompt, path=Path(named)))
            found = replace(found, side=side)
        unfit = tuple(text.replace(scratch, f"{match['revision']}:") for text in found.unfit)
        return replace(found, unfit=unfit)


def is_results(reference: str) -> bool:
    """Whether a reference names a file of results."""
    return reference.endswith(_RESULTS)


@contextmanager
def _project_of(match: re.Match[str], project: Project) -> Iterator[tuple[Project, str]]:
    from .revisions import project_at

    with project_at(match["revision"], project) as then:
        prompt = match["reference"]
        if prompt.endswith(".md"):
            scratch = then.seeds
            for _ in project.seeds.parts:
                scratch = scratch.parent
            path = scratch / prompt
            if ".." in path.parts or not path.is_file():
                raise ConfigurationError(f"{match['revision']} has no {prompt} in git.")
            prompt = str(path)
        yield then, prompt


# --- recordings ---


def _read_recordings(
    label: str, reference: str, project: Project, ids: Sequence[str], samples: int | None
) -> SideResults:
    prompt = load_prompt(reference, prompts_dir=project.prompts)
    every = load_cases(project.seeds)
    cases = [case for case in every if not ids or case.id in ids]
    found = survey(project, cases, prompt=str(reference), partial=True)
    _one_model(found, label)
    if samples is not None:
        kept = tuple(each for each in found.fresh if each.manifest.sample <= samples)
        found = replace(found, fresh=kept)
    baseline = read_baseline(baseline_path(project.cassettes, prompt.id))
    replays = [check_recording(f, baseline.results.get(result_key(f))) for f in found.fresh]
    unfit = [*_unfit((label, prompt.id), found, replays, project, len(every))]
    models = sorted({each.found.manifest.model for each in replays}) or ["nothing recorded"]
    return SideResults(Side(label, ", ".join(models), prompt), _by_case(replays), tuple(unfit))


def _one_model(found: Survey, label: str) -> None:
    recordings = (*found.fresh, *found.stale)
    models = sorted({each.manifest.model for each in recordings})
    if len(models) > 1:
        raise ConfigurationError(
            f"{label} is recorded with {', '.join(models)}: say which with --model."
        )


def _unfit(
    names: tuple[str, str],
    found: Survey,
    replays: Sequence[Replayed],
    project: Project,
    case_count: int,
) -> Iterator[str]:
    label, prompt = names
    if not (found.fresh or found.stale or found.damaged or found.missing):
        yield f"MISSING  {label} was never recorded\n  → record:  summarize record {prompt}"
    unreplayable = group_unreplayable((each.found, each.stale) for each in replays if each.stale)
    for group in (*group_stale(found.stale), *unreplayable):
        yield stale_text(group, project, case_count=case_count)
    if found.missing:
        yield missing_text(found.missing, project, case_count=case_count)
    yield from (f"DAMAGED  {each.message}" for each in found.damaged)
    yield from (f"DAMAGED  {each.damaged}" for each in replays if each.damaged)


def _by_case(replays: Sequence[Replayed]) -> dict[str, CaseResults]:
    results: dict[str, CaseResults] = {}
    usable = [each for each in replays if not (each.stale or each.damaged)]
    for each in sorted(usable, key=lambda r: (r.found.manifest.case, r.found.manifest.sample)):
        case = each.found.case
        known = frozenset((v.rule, v.subject) for v in each.known)
        before = results.get(case.id, CaseResults(case, case.article, ()))
        failure = "" if each.result else "; ".join(v.message for v in each.new + each.known)
        results[case.id] = before._replace(
            samples=(*before.samples, *filter(None, [each.result])),
            violations=(*before.violations, *[(*each.new, *each.known)] * bool(each.result)),
            failure=before.failure or failure,
            accepted=before.accepted | known,
        )
    return results


# --- files ---


def _read_file(
    path: Path, project: Project, ids: Sequence[str], samples: int | None
) -> SideResults:
    cases = load_cases(project.seeds) if project.seeds.is_dir() else []
    found = results_side(str(path), _results_in(path), cases=cases, samples=samples)
    known = {*found.results, *(case.id for case in cases)}
    if unknown := [name for name in ids if name not in known]:
        near = difflib.get_close_matches(unknown[0], known, 1, 0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(found.results)}."
        raise ConfigurationError(f"{path} has no article {unknown[0]!r}; {hint}")
    chosen = {name: each for name, each in found.results.items() if not ids or name in ids}
    return replace(found, results=chosen)


def results_side(
    label: str,
    results: Iterable[ArticleSummary],
    *,
    cases: Sequence[Case] = (),
    samples: int | None = None,
) -> SideResults:
    """One side from results in hand; an article is a case where one has the same text."""
    by_text = {case.article_sha256: case for case in cases}
    found: dict[str, CaseResults] = {}
    models = set()
    for summary in results:
        article = summary.article
        case = by_text.get(article.sha256)
        name = case.id if case else (article.title or article.sha256[:12])
        if name in found and found[name].article.sha256 != article.sha256:
            name = f"{name} {article.sha256[:8]}"
        before = found.get(name, CaseResults(case, article, ()))
        models.add(summary.model)
        if summary not in before.samples and (samples is None or len(before.samples) < samples):
            found[name] = before._replace(
                samples=(*before.samples, summary),
                violations=(*before.violations, tuple(violations_of(case, summary, None))),
            )
    return SideResults(Side(label, ", ".join(sorted(models))), found)


def _results_in(path: Path) -> list[ArticleSummary]:
    found = list(read_results(path))
    if not found:
        raise ConfigurationError(f"{path} is empty: summarize --format json writes results.")
    return found
