"""In what the claims of a pair differ, by exact rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...directions import directions_in
from ...figures import Figure, find_figure, read_figures
from ...figures.units import units_agree
from ...quotes import locate_quote
from ...schema import Claim
from ...wording import negated_stems, negation_lost, negations, stems
from ..changes import Aspect, AspectChange
from ..expectations import same_person

__all__ = ["aspects_of", "contradicts", "other_quantity"]

_HARMLESS: frozenset[Aspect] = frozenset({"evidence", "quotation", "attribution"})
_NO_QUANTITIES = frozenset({"date", "year", "time", "label"})
_FURTHER = {
    "ar": re.compile(r"\b(?:لم|لن|ليس|ليست|لا|ما زال لم|دون|عدم)\b"),
    "fr": re.compile(
        r"\bn['’](?=[aeiouyhéèêâœ])|\b(?:pas|rien|personne ne|plus aucun\w*)\b", re.IGNORECASE
    ),
    "ja": re.compile(r"ない|なかった|ません|ていず|せず|されず"),
    "zh": re.compile(r"没有|没|未(?!来)|并非|不是|不会|不能|不再|无法"),
}
"""Negations of languages whose words `wording.negations` doesn't have."""


def aspects_of(
    old: Sequence[Claim], new: Sequence[Claim], *, language: str | None
) -> tuple[AspectChange, ...]:
    """How old claims and what became of them differ; of split and merged claims taken together.

    figure: a quantity that one side lists and the other states nowhere, by value and unit whatever
    the spelling; one that is only in the text counts where the other side has another in its place,
    of a unit or a number that fits. speaker: two names that can't be one person's, or one where
    the other side names nobody. polarity: only one side negates, or one says up
    and the other down. certainty, attribution: as the
    claims say. quotation: other words, or none. when: dates of which none is the beginning of the
    other, or, where a side has no such date, other years or days in texts that are alike but for
    them. evidence: neither carrying sentence is cited by the other side.
    """
    pairs = [
        ("figure", _figures(old, new, language)),
        ("speaker", _speakers(old, new)),
        ("polarity", _polarity(old, new, language)),
        ("certainty", _words([c.certainty for c in old], [c.certainty for c in new])),
        ("when", _dates(old, new, language)),
        ("quotation", _quotations(old, new)),
        ("attribution", _attribution(old, new)),
        ("evidence", _evidence(old, new)),
    ]
    return tuple(AspectChange(aspect, *pair) for aspect, pair in pairs if pair is not None)  # type: ignore[arg-type]  # literals above


def contradicts(change: AspectChange, old: Sequence[Claim], new: Sequence[Claim]) -> bool:
    """Whether both sides can't be true at once, or one gives as a fact what the other says somebody said.

    Evidence, quotation and attribution don't count, nor a figure that one side leaves out, nor a
    speaker whom the text of the other side names.
    """
    if change.aspect in _HARMLESS:
        return False
    if change.aspect == "speaker" and not (change.was and change.now):
        return not _is_named(change.was or change.now, new if change.was else old)
    return bool(change.was and change.now)


def _is_named(speakers: str, claims: Sequence[Claim]) -> bool:
    said = stems(" ".join(claim.text for claim in claims))
    return stems(_named(speakers)) <= said


def other_quantity(old: Claim, new: Claim, *, language: str | None) -> bool:
    """Whether both list figures and have neither a value nor anything counted in common.

    Then they are about different quantities: 14 arrests and seven injured officers.
    """
    sides = [_Stated(claim, language) for claim in (old, new)]
    listed = [list(_read(side.listed)) for side in sides]
    if not listed[0] or not listed[1]:
        return False
    if any(side.states(each) for side, other in (sides, sides[::-1]) for each in other.listed):
        return False
    units = [
        {stem for figure in found for stem in (stems(figure.unit or "") or {figure.unit})}
        for found in listed
    ]
    return None not in units[0] | units[1] and units[0].isdisjoint(units[1])


Pair = tuple[str, str] | None


def _figures(old: Sequence[Claim], new: Sequence[Claim], language: str | None) -> Pair:
    """What one side lists among its figures, or has in its text in the place of another's."""
    sides = [[_Stated(claim, language) for claim in side] for side in (old, new)]
    listed, unlisted = [], []
    for n in (0, 1):
        others = sides[1 - n]
        missing = [
            each
            for claim in sides[n]
            for each in claim.listed
            if not any(other.states(each) for other in others)
        ]
        every = [figure for other in others for figure in other.figures]
        listed.append(missing)
        unlisted.append(
            [
                figure
                for claim in sides[n]
                for figure in claim.unlisted
                if find_figure(figure, every) is None
            ]
        )
    own = [
        [each.name for each in listed[n]]
        + [
            figure.text
            for figure in unlisted[n]
            if _replaces(figure, [*_read(listed[1 - n]), *unlisted[1 - n]])
        ]
        for n in (0, 1)
    ]
    if not own[0] and not own[1]:
        return None
    was, now = (", ".join(dict.fromkeys(side)) for side in own)
    return was, now


def _replaces(figure: Figure, others: Iterable[Figure]) -> bool:
    """Whether a quantity stands in the place of one of another claim: what they count may be one."""
    return any(
        (units_agree(figure.unit, other.unit) or _share(figure, other))
        and (figure.kind == "ordinal") == (other.kind == "ordinal")
        for other in others
    )


def _read(listed: Iterable[_Listed]) -> Iterator[Figure]:
    return (figure for each in listed for figure in each.found)


class _Listed(NamedTuple):
    """An entry among a claim's figures."""

    name: str
    value: str
    unit: str
    found: tuple[Figure, ...]
    """As it is read: two of "7-2", none where it can't be."""


class _Stated:
    """The quantities that a claim lists, and all figures that its text states."""

    def __init__(self, claim: Claim, language: str | None) -> None:
        self._text = claim.text.casefold()
        texts = _figures_of(claim.text, language)
        self.listed: list[_Listed] = []
        for figure in claim.figures:
            value, unit = figure.value.casefold(), figure.unit or ""
            name = f"{figure.value} {unit}".strip()
            found = [f for f in _figures_of(name, language) if f.start < len(value)]
            self.listed.append(_Listed(name, value, unit, tuple(found)))
        read = list(_read(self.listed))
        self.figures: list[Figure] = [*texts, *read]
        self.unlisted: list[Figure] = [
            figure
            for figure in texts
            if figure.kind not in _NO_QUANTITIES
            and not figure.soft
            and not any(_share(figure, other) for other in read)
        ]

    def states(self, other: _Listed) -> bool:
        """Whether the claim has a figure of another claim, read or else word for word."""
        if any(other.value == own.value and _units(own, other) for own in self.listed):
            return True
        if other.found and all(find_figure(figure, self.figures) for figure in other.found):
            return True
        if other.found and stems(other.unit).isdisjoint(stems(self._text)):
            return False  # the same number of something else
        return bool(re.search(rf"(?<![\w.,]){re.escape(other.value)}(?![\w]|[.,]\d)", self._text))


def _units(one: _Listed, other: _Listed) -> bool:
    return not one.found or not other.found or units_agree(one.found[0].unit, other.found[0].unit)


def _share(one: Figure, other: Figure) -> bool:
    return not set(one.readings).isdisjoint(other.readings)


@lru_cache(maxsize=4096)  # each claim is compared several times
def _figures_of(text: str, language: str | None) -> tuple[Figure, ...]:
    return read_figures(text, language=language)


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


def _polarity(old: Sequence[Claim], new: Sequence[Claim], language: str | None) -> Pair:
    """Whether only one side negates, and what it negates is something that the other says.

    Or whether all goes up on one side and all goes down on the other.
    """
    was, now = (" ".join(claim.text for claim in side) for side in (old, new))
    moves = [directions_in(text, language) for text in (was, now)]
    if (
        all(len({one.up for one in side}) == 1 for side in moves)
        and moves[0][0].up != moves[1][0].up
    ):
        return moves[0][0].word, moves[1][0].word
    further = _FURTHER.get(language or "")
    denied = [bool(negations(text) or (further and further.search(text))) for text in (was, now)]
    if denied[0] == denied[1]:
        return None
    if any(map(negations, (was, now))) and not negation_lost(was, now):
        return None  # the other side denies in other words
    one, other = (was, now) if denied[0] else (now, was)
    if negations(one) and _is_aside(one, other):
        return None
    words = ["negated" if each else "not negated" for each in denied]
    return words[0], words[1]


def _is_aside(one: str, other: str) -> bool:
    """Whether the negation is of something that the other text leaves out, and not all of what differs."""
    said = stems(other)
    if any(a.startswith(b) or b.startswith(a) for a in negated_stems(one) for b in said):
        return False
    return len(stems(one) - said) > 1


def _words(was: Sequence[str], now: Sequence[str]) -> Pair:
    if set(was) & set(now):
        return None
    return ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now))


def _dates(old: Sequence[Claim], new: Sequence[Claim], language: str | None) -> Pair:
    was, now = ([c.when for c in side if c.when] for side in (old, new))
    if not was or not now:
        return _dates_in_text(old, new, language)
    if any(a.startswith(b) or b.startswith(a) for a in was for b in now):
        return _dates_in_text(old, new, language)
    return ", ".join(dict.fromkeys(was)), ", ".join(dict.fromkeys(now))


def _dates_in_text(old: Sequence[Claim], new: Sequence[Claim], language: str | None) -> Pair:
    """Years and days that each side's text has and the other's hasn't, where little else differs.

    Elsewhere a date may only tell which thing is meant: "the budget approved on 20 May 2025", "the
    budget for the year that begins on 1 July 2025".
    """
    if len(_undated(old, language) ^ _undated(new, language)) > 1:
        return None
    dates = [
        [
            figure
            for claim in side
            for figure in _figures_of(claim.text, language)
            if figure.kind in ("date", "year")
        ]
        for side in (old, new)
    ]
    own = [
        [
            figure.text
            for figure in dates[n]
            if not any(find_figure(figure, [o]) or find_figure(o, [figure]) for o in dates[1 - n])
        ]
        for n in (0, 1)
    ]
    if not own[0] or not own[1]:
        return None
    return ", ".join(dict.fromkeys(own[0])), ", ".join(dict.fromkeys(own[1]))


def _undated(claims: Sequence[Claim], language: str | None) -> frozenset[str]:
    """The stems of the claims' texts without their dates."""
    found: set[str] = set()
    for claim in claims:
        found |= stems(claim.text)
        for figure in _figures_of(claim.text, language):
            if figure.kind in ("date", "year"):
                found -= stems(figure.text)
    return frozenset(found)


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
