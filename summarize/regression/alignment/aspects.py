"""In what the claims of a pair differ, by exact rules."""

from __future__ import annotations

from collections.abc import Sequence

from ...figures import Figure, read_figures
from ...figures.units import units_agree
from ...quotes import locate_quote
from ...schema import Claim
from ...wording import negated_stems, negation_lost, negations, stems
from ..changes import Aspect, AspectChange
from ..expectations import same_person

__all__ = ["aspects_of", "contradicts"]

_HARMLESS: frozenset[Aspect] = frozenset({"evidence", "quotation", "attribution"})


def aspects_of(
    old: Sequence[Claim], new: Sequence[Claim], *, language: str | None
) -> tuple[AspectChange, ...]:
    """How old claims and what became of them differ; of split and merged claims taken together.

    figure: a quantity that one side lists and the other states nowhere, by value and unit whatever
    the spelling. speaker: two names that can't be one person's, or one where the
    other side names nobody. polarity: only one side negates. certainty, attribution: as the claims
    say. quotation: other words, or none. when: dates of which none is the beginning of the other.
    evidence: neither carrying sentence is cited by the other side.
    """
    pairs = [
        ("figure", _figures(old, new, language)),
        ("speaker", _speakers(old, new)),
        ("polarity", _polarity(old, new)),
        ("certainty", _words([c.certainty for c in old], [c.certainty for c in new])),
        ("when", _dates(old, new)),
        ("quotation", _quotations(old, new)),
        ("attribution", _attribution(old, new)),
        ("evidence", _evidence(old, new)),
    ]
    return tuple(AspectChange(aspect, *pair) for aspect, pair in pairs if pair is not None)  # type: ignore[arg-type]  # literals above


def contradicts(change: AspectChange) -> bool:
    """Whether both sides can't be true at once; evidence, and what one side leaves out, don't count."""
    return change.aspect not in _HARMLESS and bool(change.was and change.now)


Pair = tuple[str, str] | None


def _figures(old: Sequence[Claim], new: Sequence[Claim], language: str | None) -> Pair:
    """What one side lists among its figures and the other states nowhere."""
    sides = [[_Stated(claim, language) for claim in side] for side in (old, new)]
    own = [
        [
            name
            for claim in sides[n]
            for name, value, figures in claim.listed
            if not any(other.states(value, figures) for other in sides[1 - n])
        ]
        for n in (0, 1)
    ]
    if not own[0] and not own[1]:
        return None
    was, now = (", ".join(dict.fromkeys(side)) for side in own)
    return was, now


class _Stated:
    """The quantities that a claim lists, and all that its text states."""

    def __init__(self, claim: Claim, language: str | None) -> None:
        self._text = claim.text.casefold()
        self._stated = list(read_figures(claim.text, language=language))
        self.listed: list[tuple[str, str, tuple[Figure, ...]]] = []
        for figure in claim.figures:
            name = f"{figure.value} {figure.unit or ''}".strip()
            found = read_figures(name, language=language)
            self.listed.append((name, figure.value.casefold(), found[:1]))
            self._stated += found[:1]

    def states(self, value: str, figures: Sequence[Figure]) -> bool:
        """Whether the claim has a figure of another claim, read or word for word."""
        if any(value == own for _, own, _ in self.listed) or value in self._text:
            return True
        return any(_equal(each, own) for each in figures for own in self._stated)


def _equal(one: Figure, other: Figure) -> bool:
    same = not set(one.readings).isdisjoint(other.readings)
    return same and units_agree(one.unit, other.unit)


def _speakers(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    if any(_one_speaker(a, b) for a in old for b in new):
        return None
    was, now = (dict.fromkeys(c.speaker for c in side if c.speaker) for side in (old, new))
    return ", ".join(was), ", ".join(now)


def _one_speaker(one: Claim, other: Claim) -> bool:
    """Whether two claims can be of one speaker, who may be told by name, by role, or by both."""
    if not one.speaker or not other.speaker:
        return one.speaker == other.speaker
    return any(
        same_person(_named(a.speaker), f"{b.speaker} {b.role or ''}")
        for a, b in ((one, other), (other, one))
    )


def _named(speaker: str | None) -> str:
    """A speaker without small words that one side may have and the other not: "the police"."""
    words = (speaker or "").split()
    return " ".join([word for word in words if len(word) > 3] or words)


def _polarity(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    """Whether only one side negates, and what it negates is something that the other says."""
    was, now = (" ".join(claim.text for claim in side) for side in (old, new))
    if not negation_lost(was, now):
        return None
    one, other = (was, now) if negations(was) else (now, was)
    if not negated_stems(one) & stems(other):
        return None  # a negation in an aside that the other side leaves out
    words = ["negated" if negations(text) else "not negated" for text in (was, now)]
    return words[0], words[1]


def _words(was: Sequence[str], now: Sequence[str]) -> Pair:
    if set(was) & set(now):
        return None
    return ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now))


def _dates(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    was, now = ([c.when for c in side if c.when] for side in (old, new))
    if not was or not now or any(a.startswith(b) or b.startswith(a) for a in was for b in now):
        return None
    return ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now))


def _quotations(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    was, now = ([c.quote.text for c in side if c.quote] for side in (old, new))
    if not was and not now:
        return None
    if any(locate_quote(a, b) or locate_quote(b, a) for a in was for b in now):
        return None
    return " … ".join(was), " … ".join(now)


def _attribution(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    was, now = ([c.attribution for c in side] for side in (old, new))
    if ("none" in was) == ("none" in now):
        return None
    return ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now))


def _evidence(old: Sequence[Claim], new: Sequence[Claim]) -> Pair:
    carrying = [{c.evidence[0].sentence for c in side if c.evidence} for side in (old, new)]
    cited = [{e.sentence for c in side for e in c.evidence} for side in (old, new)]
    if carrying[0] & cited[1] or carrying[1] & cited[0] or not (carrying[0] or carrying[1]):
        return None
    was, now = (_sentences(numbers) for numbers in cited)
    return was, now


def _sentences(numbers: set[int]) -> str:
    if not numbers:
        return ""
    listed = ", ".join(map(str, sorted(numbers)))
    return f"sentence{'s' * (len(numbers) > 1)} {listed}"
