"""How much two claims of one article are about the same, from 0 to 1.

Half of it is the words: twice the weight of the shared stems over the weight of all (Dice, 1945), where
a stem weighs the less the more claims of both lists have it, since claims that stand alone repeat
what the article is about. The other half is the evidence: above all the first cited sentence, which
carries a claim, because further ones only say who and when and are cited by many.

Two claims about quantities that have neither a value nor a unit in common are no pair unless their
words are much the same, whatever sentence they share: 14 arrests and seven injured officers.

Calibrated on 241 pairs labelled by hand between the answers of two prompts on 13 articles
(tests/data/alignment_labels.yaml; `tests/benchmarks/alignment.py` prints the figures). The F1 of
all is .9875 (precision .992, recall .983). Held out: weights and thresholds chosen among 648 on 6
articles drawn by chance give .984 on the other 7 (mean of 200 draws, least .972), so the choice
hardly matters: weight of the words .3 to .7, threshold .3 to .5, least words .2 to .4 and
`_CARRYING` .5 or .7 each give .985 to .988 with the rest as it is; all 648, .977 to .988. (Only the
numbers were held out: the rules were written by readers who had seen mistakes on all 13 articles.)
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from ...errors import ConfigurationError
from ...schema import Claim
from ...wording import stems
from ..changes import Embed
from .aspects import other_quantity

__all__ = ["THRESHOLD", "Likeness"]

THRESHOLD = 0.4
"""The least likeness of two claims that can be a pair."""
_WORDS = 0.5
_CARRYING = 0.7  # of the evidence's half; the rest is the share of common sentences
_NEIGHBOUR = 0.5  # of that, where one's carrying sentence is the other's second
_PROPOSED = 0.6  # cosine above which vectors propose a pair that words alone don't show
_LEAST_WORDS = 0.3  # of any pair, however alike the citations; labelled pairs have .46 and more
_UNSEEN = 8  # claims added that lack a stem, so that short lists don't make all stems common
_OF_OTHER_QUANTITY = 0.7  # words of claims about different quantities that are a pair all the same
_SHORT = re.compile(r"\w+")


class Likeness:
    """The likeness of each old to each new claim."""

    def __init__(
        self,
        old: Sequence[Claim],
        new: Sequence[Claim],
        *,
        language: str | None = None,
        embed: Embed | None = None,
    ) -> None:
        self.old, self.new = old, new
        self._language = language
        self._embed = embed
        self._stems = [[_stems(claim) for claim in side] for side in (old, new)]
        every = [*self._stems[0], *self._stems[1]]
        counts = Counter(stem for found in every for stem in found)
        self._weights = {
            stem: math.log((len(every) + _UNSEEN) / count) for stem, count in counts.items()
        }
        self._totals = [[self._weight(found) for found in side] for side in self._stems]
        self._cited = [
            [[e.sentence for e in claim.evidence] for claim in side] for side in (old, new)
        ]

    def of(self, old: int, new: int) -> float:
        """The likeness of two claims, by position."""
        words = shared = self.words(old, new)
        if self._embed is not None:
            cosine = self._cosine(old, new)
            words = max(words, cosine if cosine >= _PROPOSED else 0.0)
        if words < _LEAST_WORDS:
            return 0.0
        near = _WORDS * words + (1 - _WORDS) * self.evidence(old, new)
        if near < THRESHOLD or shared >= _OF_OTHER_QUANTITY:
            return near
        claims = self.old[old], self.new[new]
        return 0.0 if other_quantity(*claims, language=self._language) else near

    def words(self, old: int, new: int) -> float:
        """The share of weighted stems that two claims have in common."""
        one, other = self._stems[0][old], self._stems[1][new]
        if one == other:
            return 1.0
        total = self._totals[0][old] + self._totals[1][new]
        return 2 * self._weight(one & other) / total if total else 0.0

    def covered(self, old: int, new: int, *, of_old: bool) -> float:
        """The share of one claim's weighted stems that the other has as well."""
        one, other = self._stems[0][old], self._stems[1][new]
        part = self._weight(one if of_old else other)
        return self._weight(one & other) / part if part else 0.0

    def gain(self, part: int, pair: tuple[int, int], *, of_old: bool) -> float:
        """The share of one claim of a pair that a further claim has and the other of the pair hasn't.

        `part` is an old claim if `of_old`, and the share is of the pair's new claim; or else the
        other way round.
        """
        old, new = pair
        if of_old:
            claim, fellow, whole, total = (
                self._stems[0][part],
                self._stems[0][old],
                self._stems[1][new],
                self._totals[1][new],
            )
        else:
            claim, fellow, whole, total = (
                self._stems[1][part],
                self._stems[1][new],
                self._stems[0][old],
                self._totals[0][old],
            )
        return self._weight((claim & whole) - fellow) / total if total else 0.0

    def evidence(self, old: int, new: int) -> float:
        """How far two claims rest on the same sentences."""
        one, other = self._cited[0][old], self._cited[1][new]
        if not one or not other:
            return 0.0
        shared = len({*one} & {*other}) / len({*one} | {*other})
        carrying = 0.0
        if one[0] == other[0]:
            carrying = 1.0
        elif one[0] in other[:2] or other[0] in one[:2]:
            carrying = _NEIGHBOUR
        return _CARRYING * carrying + (1 - _CARRYING) * shared

    def _weight(self, found: Iterable[str]) -> float:
        return math.fsum(self._weights[stem] for stem in found)  # in whatever order

    def _cosine(self, old: int, new: int) -> float:
        one, other = self._vectors[0][old], self._vectors[1][new]
        return sum(a * b for a, b in zip(one, other, strict=True))

    @cached_property
    def _vectors(self) -> tuple[list[list[float]], list[list[float]]]:
        """A vector of length 1 for each claim."""
        assert self._embed is not None  # noqa: S101  # asked only where there is one
        texts = [claim.text for claim in (*self.old, *self.new)]
        vectors = _units(self._embed(texts), len(texts)) if texts else []
        return vectors[: len(self.old)], vectors[len(self.old) :]


def _stems(claim: Claim) -> frozenset[str]:
    """The stems of a claim's words, and its short words that are names, numbers or nouns."""
    found = stems(claim.text) | frozenset(_short_names(claim.text))
    return found or frozenset(_SHORT.findall(claim.text.casefold()))


def _short_names(text: str) -> Iterator[str]:
    """Words of up to three letters with a capital or digit, which `stems` leaves out: "EU", "US"."""
    for match in _SHORT.finditer(text):
        word = match[0]
        if len(word) <= 3 and match.start() and not word.islower():
            yield word.casefold()


def _units(vectors: Iterable[Sequence[float]], count: int) -> list[list[float]]:
    """Those vectors with length 1, or `ConfigurationError` for what is no vector for each text."""
    try:
        units = [_unit(vector) for vector in vectors]
    except (TypeError, ValueError, OverflowError) as error:
        raise ConfigurationError(f"embed returned what is no list of vectors: {error}.") from error
    sizes = sorted({len(unit) for unit in units})
    if len(units) != count or len(sizes) != 1 or not all(map(math.isfinite, chain(*units))):
        raise ConfigurationError(
            f"embed returned {len(units)} vector(s) of {' and '.join(map(str, sizes)) or 'no'} numbers "
            f"for {count} text(s); it must return one of equal length, of finite numbers, for each."
        )
    return units


def _unit(vector: Sequence[float]) -> list[float]:
    numbers = [float(x) for x in vector]
    length = math.sqrt(sum(x * x for x in numbers)) or 1.0
    return [x / length for x in numbers]
