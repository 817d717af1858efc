"""Where the words of a quotation stand in an article, in order, and what was left out between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Final, Literal, NamedTuple

from .spelling import (
    ENDINGS,
    JOINED,
    calendar_forms,
    is_abbreviation,
    is_dotted,
    joined_tokens,
    may_be_ending,
    one_edit,
)
from .tokens import Tokens
from .words import NEGATIONS, is_critical, is_number, is_turning

__all__ = ["Aligner", "Alignment", "Wanted", "without_editorial"]

SILENT_RUN: Final = 4
"""Words in a row that a quotation may leave out without a mark; a quarter of its length in all."""
ELLIPSIS_REACH: Final = 80
"""Words that an ellipsis may stand for, when five or more words are quoted on either side of it."""
EDITORIAL_REACH: Final = 6
"""Words that an editor's [words in brackets] may replace."""
ASIDE_REACH: Final = 8
"""Words between two halves of direct speech: “We stay,” the general said, “and fight.”"""

_DENIAL = 3  # words as in "did not" and "are no longer"

# Bounds on work, far above what a quotation from an article needs.
_LONGEST = 1000
_LONGEST_WORD = 60
_COMPARED = 5_000_000
_CANDIDATES = 4000
_LANDMARKS = 3
_ANCHORS = 32
_STATES = 64
_STEPS = 50_000

_ELLIPSIS = re.compile(r"…|⋯|‥|\.(?:\s?\.){2}")
_BRACKETS = re.compile(
    r"(?<=\w)[\[［](?P<ending>\w{1,3})[\]］]|[\[［](?P<initial>\w)[\]］](?=\w)"
    r"|[\[［〔](?P<words>[^\[\]［］〔〕]{1,200})[\]］〕]"
)
_EDITED = "\ufdd0"  # no character, so no quotation has it

Join = Literal["next", "ellipsis", "editorial"]


class Wanted:
    """The tokens of a quotation, and how each is joined to the one before it."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.keys = tokens.keys
        self.joins: list[Join] = [_join(gap) for gap in tokens.pieces[:-1:2]]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def reaches(self) -> list[int]:
        """How many words of the article a mark before each token may stand for."""
        reaches = [0] * len(self)
        marked = [i for i, join in enumerate(self.joins) if i and join != "next"]
        borders = [0, *marked, len(self)]
        for before, here, after in zip(borders, marked, borders[2:], strict=False):
            # An ellipsis between single words could tie together any two words of a paragraph.
            ellipsis = min(ELLIPSIS_REACH, 16 * min(here - before, after - here))
            reaches[here] = ellipsis if self.joins[here] == "ellipsis" else EDITORIAL_REACH
        return reaches


def _join(gap: str) -> Join:
    if gap == " ":
        return "next"
    if _ELLIPSIS.search(gap):
        return "ellipsis"
    return "editorial" if _EDITED in gap else "next"


def without_editorial(quote: str) -> str | None:
    """The quotation with its editor's brackets resolved; None if that changes nothing.

    "[T]he" becomes "The" and "want[s]" "want". Other words in brackets may be added or stand for words
    of the article, so a mark replaces them. Brackets that hold a number, a negation or a hedge stay words.
    """
    resolved = _BRACKETS.sub(_resolved, quote)
    return None if resolved == quote else resolved


def _resolved(found: re.Match[str]) -> str:
    if found["initial"]:
        return found["initial"]
    inner = Tokens(found["ending"] or found["words"])
    if not inner.keys or any(is_turning(inner, position) for position in range(len(inner))):
        return found[0]
    return "" if found["ending"] else f" {_EDITED} "


@dataclass(frozen=True, slots=True)
class Alignment:
    """Tokens `first` to `last` (exclusive) of the article, and those among them left out."""

    first: int
    last: int
    skipped: tuple[int, ...] = ()


class _Step(NamedTuple):
    """A way to have matched a quotation up to some token, ending at some token of the article."""

    skipped: int
    silent: int
    came_from: tuple[int, int]
    """Quotation token and article token before this step."""
    matched_at: int


class Aligner:
    """Finds quotations among the tokens of one article."""

    def __init__(self, article: Tokens) -> None:
        self.article = article
        places = defaultdict(list)
        for position, key in enumerate(article.keys):
            places[key].append(position)
        self.places: dict[str, list[int]] = dict(places)
        """Positions of each key, ascending."""
        self._critical: dict[int, bool] = {}

    def find(
        self, wanted: Wanted, *, near: tuple[int, int] | None = None, typos: bool = False
    ) -> Alignment | None:
        """The passage that says what is wanted: word for word if there is one, else the best."""
        search = _Search(self, wanted, self._tokens_of(near), typos=typos)
        return search.verbatim() or search.aligned()

    def _tokens_of(self, span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        offsets = self.article.offsets
        return (bisect_right(offsets, span[0]) - 1) // 2, bisect_left(offsets, span[1]) // 2

    def is_critical(self, position: int) -> bool:
        """`is_critical` for a token of the article, worked out once."""
        known = self._critical.get(position)
        if known is None:
            known = self._critical[position] = is_critical(self.article, position)
        return known

    @cached_property
    def dot_groups_digits(self) -> bool:
        """Whether "1.300" is thirteen hundred in this article.

        It is where other numbers have decimal commas or several points ("1.300.000"), or common words are
        those of a language that groups digits by points, unless something speaks for English.
        """
        written = self.article.table
        if "the" in self.places or any(map(_COMMA_GROUPS.fullmatch, written)):
            return False
        points = any(map(_POINT_GROUPS.fullmatch, written))
        return points or not _CONTINENTAL.isdisjoint(self.places)


_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d{3})*,\d{1,2}")
# German, Spanish, Italian, Portuguese, Dutch, Danish, Turkish, Romanian, Indonesian.
_CONTINENTAL = frozenset(
    "der die das und el los las del il di che gli uma os het een van og af bir ve și yang dan".split()
)


class _Search:
    """One quotation sought in one article."""

    def __init__(
        self, aligner: Aligner, wanted: Wanted, near: tuple[int, int] | None, *, typos: bool
    ) -> None:
        self.aligner = aligner
        self.article = aligner.article
        self.keys = aligner.article.keys
        self.wanted = wanted
        self.near = near
        self.typos = typos
        self.steps = 0
        # First letters of what can be the same word: all alike but for "'s" and "is".
        self.heads = ["'hiuw" if key[0] == "'" else f"'{key[0]}" for key in wanted.keys]

    def verbatim(self) -> Alignment | None:
        """The passage with the same keys, the nearest to `near` or the first."""
        keys, size = self.wanted.keys, len(self.wanted)
        known = [self.aligner.places.get(key) for key in keys]
        if not all(known):
            return None
        at, places = min(enumerate(filter(None, known)), key=lambda item: len(item[1]))
        for place in self._by_distance(places, at)[: _COMPARED // size + 1]:
            first, last = place - at, place - at + size
            if first < 0 or self.keys[first:last] != keys:
                continue
            if self.article.may_start(first) and self.article.may_end(last):
                return Alignment(first, last)
        return None

    def aligned(self) -> Alignment | None:
        """The passage with the same words in order, the fewest left out."""
        if len(self.wanted) > _LONGEST:
            return None
        for at, places in self._landmarks():
            found = filter(None, (self._trace(at, place) for place in self._anchors(at, places)))
            best = min(found, key=self._rank, default=None)
            if best or not self._otherwise(at):
                return best
        return None

    def _rank(self, passage: Alignment) -> tuple[int, int, int]:
        distance = self._distance(passage.first, passage.last)
        return distance, len(passage.skipped), passage.first

    def _by_distance(self, places: Sequence[int], at: int) -> Sequence[int]:
        """At most `_CANDIDATES` places of the wanted token at `at`, the nearest to `near` first."""
        if self.near is None:
            return places[:_CANDIDATES]
        middle = bisect_left(places, self.near[0])
        close = places[max(0, middle - _CANDIDATES // 2) : middle + _CANDIDATES // 2]
        size = len(self.wanted)
        return sorted(close, key=lambda place: self._distance(place - at, place - at + size))

    def _distance(self, first: int, last: int) -> int:
        if self.near is None:
            return 0
        return max(0, self.near[0] - last + 1, first - self.near[1] + 1)

    def _landmarks(self) -> list[tuple[int, Sequence[int]]]:
        """The wanted tokens with the fewest places, and these; none if some token has no place.

        More than one, since in the passage sought the article may spell the first otherwise.
        """
        found: list[tuple[int, Sequence[int]]] = []
        for at, key in enumerate(self.wanted.keys):
            places = self._places(at)
            if places:
                found.append((at, places))
            elif not (self.typos and key.isalpha()):
                return []
        return nsmallest(_LANDMARKS, found, key=lambda landmark: len(landmark[1]))

    def _places(self, at: int) -> Sequence[int]:
        return self.aligner.places.get(self.wanted.keys[at]) or self._otherwise(at)

    def _otherwise(self, at: int) -> Sequence[int]:
        """Where the article has other spellings of a wanted token."""
        places = self.aligner.places
        key = self.wanted.keys[at]
        found = {place for spelling in self._spellings(at) for place in places.get(spelling, ())}
        for cut in range(1, min(len(key), _LONGEST_WORD)):
            for place in places.get(key[:cut], ())[:_CANDIDATES]:
                follows = self.keys[place + 1 : place + 2]
                if key.startswith(tuple(follows), cut) and joined_tokens(self.article, place, key):
                    found.add(place)
        return sorted(found)

    def _spellings(self, at: int) -> Iterator[str]:
        keys = self.wanted.keys
        key = keys[at]
        yield from ENDINGS.get(key, ())
        yield from calendar_forms().get(key, ())
        for first in range(max(0, at - JOINED), at + 1):
            for last in range(max(at, first + 1) + 1, first + JOINED + 1):
                yield "".join(keys[first:last])
        yield key.replace(".", "") if "." in key else f"{key[:-3]}.{key[-3:]}"

    def _anchors(self, at: int, places: Sequence[int]) -> Sequence[int]:
        """The places of the wanted token at `at` where its neighbours stand near as well."""
        places = self._by_distance(places, at)
        if len(places) <= _ANCHORS:
            return places
        around = [
            (by, self.wanted.keys[at + by])
            for by in (-2, -1, 1, 2)
            if 0 <= at + by < len(self.wanted)
        ]

        def strangers(place: int) -> int:
            return sum(self.keys[place + by : place + by + 1] != [key] for by, key in around)

        return nsmallest(_ANCHORS, places, key=strangers)

    def _trace(self, at: int, place: int) -> Alignment | None:
        """The best alignment whose token `at` stands at or about `place`."""
        size = len(self.wanted)
        slack = sum(self.wanted.reaches[: at + 1]) + size // 4 + ASIDE_REACH + 3
        starts = range(max(0, place - at - slack), min(place, place - at + 3) + 1)
        layers: list[dict[int, _Step]] = [{} for _ in range(size + 1)]
        layers[0] = {
            start: _Step(0, 0, (0, start), start) for start in starts if self._way(0, start)
        }
        for token in range(size):
            self._advance(token, layers)
            if self.steps > _STEPS or not any(layers[token + 1 : token + 1 + JOINED]):
                return None
        ends = nsmallest(_ANCHORS, layers[size], key=lambda end: layers[size][end].skipped)
        passages = (self._passage(layers, end) for end in ends)
        return min(filter(None, passages), key=self._rank, default=None)

    def _advance(self, token: int, layers: list[dict[int, _Step]]) -> None:
        """Match one more wanted token in every way that the matches so far allow."""
        states = list(layers[token].items())
        if len(states) > _STATES and token:
            states = nsmallest(_STATES, states, key=lambda state: state[1].skipped)
        for end, step in states:
            stop = end + self._reach(token, end) + 1
            self.steps += stop - end
            for place, found in enumerate(self.keys[end:stop], end):
                if found[0] not in self.heads[token] or not (way := self._way(token, place)):
                    continue
                silent = self._silent(token, end, place, step.silent)
                if silent is None:
                    continue
                new = _Step(step.skipped + place - end, silent, (token, end), place)
                layer = layers[token + way[0]]
                old = layer.get(place + way[1])
                if old is None or new.skipped < old.skipped:
                    layer[place + way[1]] = new

    def _passage(self, layers: list[dict[int, _Step]], last: int) -> Alignment | None:
        token, end = len(self.wanted), last
        skipped: list[int] = []
        while token:
            step = layers[token][end]
            token, end = step.came_from
            skipped[:0] = range(end, step.matched_at)
        first = step.matched_at
        whole = self.article.may_start(first) and self.article.may_end(last)
        return Alignment(first, last, tuple(skipped)) if whole else None

    def _reach(self, token: int, end: int) -> int:
        """How many words of the article may come before a wanted token, at most."""
        if not token:
            return 0
        gap = self.article.gap(end)
        silent = ASIDE_REACH if len(gap) > 1 and _CLOSED.search(gap) else SILENT_RUN
        return max(silent, self.wanted.reaches[token])

    def _silent(self, token: int, end: int, place: int, silent: int) -> int | None:
        """The words left out silently so far, with those from `end` to `place`; None if not allowed."""
        if end == place:
            return silent
        if not (self.article.may_start(end) and self.article.may_start(place)):
            return None
        if self._is_marked(token, end, place) or self._is_aside(end, place):
            return silent
        silent += place - end
        if 4 * silent > len(self.wanted) or not self._is_harmless(token, end, place):
            return None
        return silent

    def _is_harmless(self, token: int, end: int, place: int) -> bool:
        """Whether the words between may be left out without a mark.

        They stand in one sentence, and are no part of a hyphenated word: "pro-Russian" is not "Russian".
        """
        gaps = self.article.gap(end), self.article.gap(place)
        return not (
            place - end > SILENT_RUN
            or self.wanted.joins[token] == "editorial"
            or any(map(_HYPHEN.fullmatch, gaps))
            or self._any_critical(end, place)
            or (self._any_stop(end, place) and not _STOP.search(self.wanted.tokens.gap(token)))
        )

    def _is_marked(self, token: int, end: int, place: int) -> bool:
        """Whether an ellipsis or brackets before the wanted token stand for the words between.

        An ellipsis for a word or three must not hide a negation: "We do … agree".
        """
        join, size = self.wanted.joins[token], place - end
        if join == "next" or size > self.wanted.reaches[token]:
            return False
        if join == "ellipsis":
            return size > _DENIAL or not self._any_negation(end, place)
        own = any("[" in self.article.gap(position) for position in range(end, place + 1))
        return not (own or self._any_critical(end, place))

    def _any_stop(self, end: int, place: int) -> bool:
        """Whether a sentence ends before, among or after the words between."""
        for position in range(end, place + 1):
            found = _STOP.search(self.article.gap(position))
            if found and (found["sure"] or not self.article.surfaces[position].islower()):
                return True
        return False

    def _any_critical(self, end: int, place: int) -> bool:
        return any(map(self.aligner.is_critical, range(end, place)))

    def _any_negation(self, end: int, place: int) -> bool:
        return not NEGATIONS.isdisjoint(self.keys[end:place])

    def _is_plain(self, end: int, place: int) -> bool:
        """Whether the words between hold neither a negation nor a number."""
        return not self._any_negation(end, place) and not any(
            is_number(self.article, position) for position in range(end, place)
        )

    def _is_aside(self, end: int, place: int) -> bool:
        """Whether the words between are outside the quotation marks of the article, in a sentence."""
        if not (_CLOSED.search(self.article.gap(end)) and _MARK.search(self.article.gap(place))):
            return False
        inside = "".join(self.article.gap(position) for position in range(end + 1, place))
        return (
            "\n" not in self.article.gap(end) + self.article.gap(place)
            and not _SENTENCE_END.search(inside)
            and self._is_plain(end, place)
        )

    def _way(self, token: int, place: int) -> tuple[int, int] | None:
        """How many wanted tokens and tokens of the article are the same word here, if any."""
        wanted, found = self.wanted.keys[token], self.keys[place]
        if wanted == found:
            return 1, 1
        if found[0] not in self.heads[token]:
            return None
        if self._same(token, place):
            return 1, 1
        if wanted.startswith(found):
            parts = joined_tokens(self.article, place, wanted)
            return (1, parts) if parts else None
        parts = joined_tokens(self.wanted.tokens, token, found) if found.startswith(wanted) else 0
        return (parts, 1) if parts else None

    def _same(self, token: int, place: int) -> bool:
        wanted, found = self.wanted.keys[token], self.keys[place]
        if "'" in {wanted[0], found[0]}:
            host = self.keys[place - 1] if found[0] == "'" else self.wanted.keys[token - 1]
            return may_be_ending(wanted, found, host)
        if wanted in calendar_forms().get(found, ()):
            if len(wanted) < len(found):
                return is_abbreviation(self.wanted.tokens, token)
            return is_abbreviation(self.article, place)
        if is_dotted(wanted, found):
            return self.aligner.dot_groups_digits
        return self.typos and self._is_typo(token, place)

    def _is_typo(self, token: int, place: int) -> bool:
        wanted, found = self.wanted.keys[token], self.keys[place]
        return (
            len(found) >= _TYPO_LENGTH
            and wanted.isalpha()
            and wanted not in self.aligner.places
            and one_edit(wanted, found)
            and self.article.surfaces[place].islower()
            and self._is_plain(place, place + 1)
        )


_TYPO_LENGTH = 5
_HYPHEN = re.compile("[-‐‑–]")
_CLOSED = re.compile(r"[,.!?…–—]\s?[\"'”“’‘»«]|[\"”“’»«]\s?[,.–—]")
_MARK = re.compile(r"[\"“”„‟«»‘‹›]|(?<!\w)'")
# A full stop before a small letter may be an abbreviation's, unless it stands alone.
_STOP = re.compile(r"(?P<sure>^[^:;,]*?\n[^\S\n]*\n|\s[.!?]\s)|[.!?…][^\w\s]{0,4}\s")
_SENTENCE_END = re.compile(r"[.!?…\n]")
