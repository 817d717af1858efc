"""How far a judge agrees with people who marked the same claims by hand.

results:
  article@1:
    council-vote:
      claims: 20                           # how many there were, so that a change is noticed
      readers:
      - {atomic: [c6, c8]}                 # where a mark does not hold, by the first reader
      - {alone: [c3], atomic: [c6]}        # by the second
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ...errors import ConfigurationError
from .values import MARKS, Judged, MarkName

__all__ = ["Labelled", "MarkAgreement", "agreement", "cohens_kappa", "load_labels"]


class Labelled(BaseModel):
    """The marks that readers gave to the claims of one result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: Annotated[int, Field(ge=1)]
    readers: Annotated[
        tuple[dict[MarkName, tuple[Annotated[str, Field(pattern="^c[0-9]+$")], ...]], ...],
        Field(min_length=1),
    ]
    """For each reader the ids of the claims for which a mark does not hold."""

    @model_validator(mode="after")
    def _claims_exist(self) -> Labelled:
        known = {f"c{number}" for number in range(1, self.claims + 1)}
        for reader in self.readers:
            for claim in itertools.chain.from_iterable(reader.values()):
                if claim not in known:
                    raise ValueError(f"there is no {claim} among {self.claims} claims")
        return self

    def holds(self, mark: MarkName) -> list[list[bool]]:
        """For each reader, whether the mark holds for each claim."""
        failed = [set(reader.get(mark, ())) for reader in self.readers]
        ids = [f"c{number}" for number in range(1, self.claims + 1)]
        return [[claim not in mine for claim in ids] for mine in failed]


class _Labels(BaseModel):
    model_config = ConfigDict(extra="forbid")

    results: dict[str, dict[str, Labelled]]


Labels = Mapping[tuple[str, str], Labelled]
"""By prompt (name and version) and case."""


def load_labels(path: Path) -> Labels:
    """The marks in a file; raises `ConfigurationError` when it is none of that form."""
    import yaml

    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = _Labels.model_validate(tree).results
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path} can't be read: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise ConfigurationError(f"{path}: {place}: {first['msg']}.") from error
    return {(prompt, case): each for prompt, cases in found.items() for case, each in cases.items()}


@dataclass(frozen=True, slots=True)
class MarkAgreement:
    """How far a judge agrees with readers on one mark, over all claims that both marked.

    Against several readers, numbers are the mean of those against each.
    """

    mark: MarkName
    claims: int
    failed: int
    """For how many claims the mark does not hold, by the judge."""
    failed_by_readers: tuple[int, ...]
    equal: float
    """Share of claims with the same mark."""
    kappa: float | None
    """`cohens_kappa`; None where neither ever says that the mark does not hold."""
    precision: float | None
    """Of the claims that fail by the judge, the share that fail by a reader; None without any."""
    recall: float | None
    """Of the claims that fail by a reader, the share that fail by the judge; None without any."""
    readers_equal: float | None
    """The same between readers, which is the most that can be asked; None with one reader."""
    readers_kappa: float | None


Pairs = Sequence[tuple[bool, bool]]


def agreement(
    judged: Mapping[tuple[str, str], Judged], labels: Labels
) -> tuple[MarkAgreement, ...]:
    """How far a judge agrees with the labels, for each mark, where both know the result.

    Claims are pooled here, because agreement is about claims and not about versions. Where marks
    seldom fail, shares are high for anyone, and kappa and recall tell more. Raises
    `ConfigurationError` when there is nothing in common, or another number of claims or readers.
    """
    keys = sorted(judged.keys() & labels.keys())
    if not keys:
        raise ConfigurationError("The labels are of other results than those that were judged.")
    for key in keys:
        have, want = len(judged[key].judgements), labels[key].claims
        if have != want:
            raise ConfigurationError(
                f"{key[0]} {key[1]}: {want} claims were labelled, but the result has {have}; label it "
                "again."
            )
    if len({len(labels[key].readers) for key in keys}) > 1:
        raise ConfigurationError("Each result needs marks of the same number of readers.")
    return tuple(_agreement(mark, [(judged[key], labels[key]) for key in keys]) for mark in MARKS)


def _agreement(mark: MarkName, both: Sequence[tuple[Judged, Labelled]]) -> MarkAgreement:
    mine = [each.marks[mark].holds for judged, _ in both for each in judged.judgements]
    given = [label.holds(mark) for _, label in both]
    readers = [list(itertools.chain.from_iterable(one)) for one in zip(*given, strict=True)]
    against = [list(zip(mine, reader, strict=True)) for reader in readers]
    within = [list(zip(a, b, strict=True)) for a, b in itertools.combinations(readers, 2)]
    return MarkAgreement(
        mark=mark,
        claims=len(mine),
        failed=mine.count(False),
        failed_by_readers=tuple(reader.count(False) for reader in readers),
        equal=fmean(map(_equal, against)),
        kappa=_mean(map(cohens_kappa, against)),
        precision=_mean(_share_failed(each) for each in against),
        recall=_mean(_share_failed([(b, a) for a, b in each]) for each in against),
        readers_equal=_mean(map(_equal, within)),
        readers_kappa=_mean(map(cohens_kappa, within)),
    )


def cohens_kappa(pairs: Pairs) -> float | None:
    """(p_o - p_e) / (1 - p_e): how far two agree beyond what their own rates give by chance.

    p_o is the share of equal marks, p_e the share that is expected when each gives marks at random at
    its own rate (J. Cohen, A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20, 1960). 1 is full agreement, 0 chance; None where both give one and
    the same mark always, which leaves nothing beyond chance.
    """
    count = len(pairs)
    first, second = (sum(pair[side] for pair in pairs) / count for side in (0, 1))
    expected = first * second + (1 - first) * (1 - second)
    return None if expected == 1 else (_equal(pairs) - expected) / (1 - expected)


def _equal(pairs: Pairs) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def _share_failed(pairs: Pairs) -> float | None:
    """Of the pairs whose first fails, the share whose second fails too."""
    failed = [other for one, other in pairs if not one]
    return failed.count(False) / len(failed) if failed else None


def _mean(values: Iterator[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
