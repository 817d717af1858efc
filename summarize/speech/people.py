"""The people of an article: full names, what they are called besides, and where they are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .cues import Cues, is_title
from .tokens import Token

__all__ = ["People", "Person", "Run", "runs_of"]

# What may stand between the parts of a personal name.
_PARTICLES = frozenset("al bin da dal de del della den der di dos du el ibn la van von y".split())
_OF = frozenset("d da de del della der di do du".split())
_GERMAN = frozenset("der den von".split())
_LONGEST_NAME = 4
_PATRONYMIC = re.compile(r"(?:вич|вна|чна)$")
_ENDING = 3  # letters by which Slavic case endings may differ


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row: what somebody is, then a name."""

    first: int
    """Position of the first token of the run."""
    name: int
    """Position of the first token of the name."""
    last: int
    """Position of the last token."""
    words: tuple[str, ...]
    """The words of the name."""
    titles: tuple[str, ...]
    """The words before the name that say what somebody is, lower-cased."""


@dataclass(slots=True, eq=False)  # each is somebody else, and is looked for often
class Person:
    """Somebody whom the article names in full, or a body with a name of several words."""

    full: str
    """The name as the article first gives it, without title."""
    words: tuple[str, ...]
    sentence: int
    """Number of the sentence that gives it."""
    human: bool
    titles: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    def may_be(self, gender: str) -> bool:
        """Whether nothing in the article speaks against that gender (m, f or any other)."""
        if gender not in ("m", "f"):
            return True
        other = "f" if gender == "m" else "m"
        return self.genders[gender] >= self.genders[other]


def runs_of(tokens: Sequence[Token], cues: Cues, start: int = 0, end: int = -1) -> Iterator[Run]:
    """The runs of capitalised words among `tokens[start:end]`."""
    end = len(tokens) if end < 0 else end
    last = start - 1
    for at in [n for n in range(start, end) if tokens[n].capital]:
        named = at > last and _may_name(tokens[at], cues)
        if named and not (_opens(tokens, at) and _is_function(tokens[at].low, cues)):
            last = _run_end(tokens, at, end, cues)
            yield from _split(tokens, at, last, cues)


def _may_name(token: Token, cues: Cues) -> bool:
    """Whether a word may be part of a name: it has a capital and is no day of the week."""
    return token.capital and token.low not in cues.weekdays


def _opens(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at - 1].kind != "w"


def _is_function(low: str, cues: Cues) -> bool:
    return (
        low in cues.prepositions
        or low in cues.articles
        or low in cues.deictic
        or low in cues.openers
        or low in cues.asks
        or low in cues.joins
        or low in cues.before
    )


def _run_end(tokens: Sequence[Token], at: int, end: int, cues: Cues) -> int:
    """Position of the last token of the run that begins at `at`."""
    last = at
    here = at + 1
    while here < end:
        token = tokens[here]
        near = token.start - tokens[here - 1].end <= 1
        if near and _may_name(token, cues):
            last = here
        elif not (near and _goes_on(tokens, here, end, cues)):
            break
        here += 1
    return last


def _goes_on(tokens: Sequence[Token], here: int, end: int, cues: Cues) -> bool:
    """Whether a run may go on after the token at `here`, which has no capital."""
    if tokens[here].low in _OF and is_title(tokens[here - 1].low, cues):
        return False  # "Sprecher der Landesbahn" is no name
    if cues.noun_joins and tokens[here].low in _GERMAN:
        # Where nouns have capitals, only "Ida von der Brügge" is one: not "Leiterin der Bahn", nor
        # "Ida Brandt von der Partei".
        before = tokens[here - 1]
        noble = before.capital and not (here > 1 and tokens[here - 2].capital)
        return before.low == "von" or (tokens[here].low == "von" and noble)
    if here + 1 >= end or not tokens[here + 1].capital:
        if not (here + 2 < end and tokens[here].low in _PARTICLES and tokens[here + 2].capital):
            return False
        return tokens[here + 1].low in _PARTICLES
    if tokens[here].low in _PARTICLES:
        return True
    short = tokens[here - 1].text
    return tokens[here].text == "." and (len(short) <= 3 or short in _ABBREVIATED)


# Titles that English pages cut short; shorter ones pass by their length.
_ABBREVIATED = frozenset("Capt Cmdr Gov Lieut Maj Prof Sens Supt".split())


def _split(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> Iterator[Run]:
    """The runs in `tokens[first:last + 1]`, parted after possessives and titles."""
    start = first
    for at in range(first, last):
        if tokens[at].low.endswith(("'s", "s'")):
            yield _run(tokens, start, at, cues)
            start = at + 1
    yield _run(tokens, start, last, cues)


def _run(tokens: Sequence[Token], first: int, last: int, cues: Cues) -> Run:
    name = first
    for at in range(first, last + 1):
        if tokens[at].kind == "w" and is_title(tokens[at].low, cues) and at < last:
            name = at + 1
    while last - name >= 2 and tokens[name].text.isupper() and len(tokens[name].text) > 1:
        name += 1  # an acronym, as in "CNN reporter" or "MSZ FR"
    if name > first and last - name == 2 and _is_of_slavic_office(tokens, name, cues):
        name += 1
    while name < last and (tokens[name].kind != "w" or tokens[name].low in _PARTICLES):
        name += 1
    titles = tuple(token.low for token in tokens[first:name] if token.kind == "w")
    if name == first and last - first >= 2 and (office := _office(tokens, first, cues)) is not None:
        # "Secretary of State Jane Smith": the office takes the first words of the run.
        titles, name, first = (tokens[office].low,), last - 1, office
    words = tuple(token.text if token.kind == "w" else "." for token in tokens[name : last + 1])
    return Run(first, name, last, _tidy(words), titles)


def _is_of_slavic_office(tokens: Sequence[Token], name: int, cues: Cues) -> bool:
    """Whether the first of three words goes with the title before, as in "президент України"."""
    slavic = bool(cues.wie) and not cues.definite
    titled = is_title(tokens[name - 1].low, cues)
    return slavic and titled and not _PATRONYMIC.search(tokens[name + 1].low)


def _office(tokens: Sequence[Token], first: int, cues: Cues) -> int | None:
    """Position of the title whose office begins the run at `first`, as in "ministre de la Santé"."""
    at = first - 1
    if at > 0 and tokens[at].low in cues.genitive and is_title(tokens[at - 1].low, cues):
        return at - 1
    if at > 0 and tokens[at].low in cues.articles - _OF:
        at -= 1
    if at < 1 or not is_title(tokens[at - 1].low, cues):
        return None
    english = tokens[at].low in ("of", "for") and tokens[at - 1].capital
    return at - 1 if english or tokens[at].low in cues.genitive & _OF else None


def _tidy(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the full stops of initials joined on and the possessive cut off the last."""
    joined: list[str] = []
    for word in words:
        if word == "." and joined:
            joined[-1] += "."
        else:
            joined.append(word)
    for ending in ("'s", "’s", "'", "’"):
        joined[-1] = joined[-1].removesuffix(ending)
    return tuple(joined)


class People:
    """Everybody named so far, to be asked by surname, by title and by gender."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._by_last: dict[str, list[Person]] = {}
        self._recent: list[Person] = []

    def see(self, tokens: Sequence[Token], run: Run, sentence: int) -> Person | None:
        """Takes note of a run; the person that it names, if it names one."""
        words = run.words
        if not all(word[:1].isalpha() for word in words) or len(words) > _LONGEST_NAME + 1:
            return None
        person = self.find(words)
        if person is None:
            if len(words) < 2 or (words[-1].isupper() and len(words[-1]) > 3):
                return None
            person = Person(" ".join(words), words, sentence, self._is_human(tokens, run))
            self._by_last.setdefault(_key(words[-1]), []).append(person)
        self._note(person, run.titles)
        return person

    def find(self, words: Sequence[str]) -> Person | None:
        """The only person whom these words can name."""
        same = [p for p in self._by_last.get(_key(words[-1]), ()) if _agree(p.words, words)]
        return same[0] if len(same) == 1 or (same and len(words) > 1) else None

    def with_title(self, low: str) -> Person | None:
        """The person named last among those who bear a title of the same kind."""
        kinds = [kind for kind in self._cues.kinds if low in kind]
        for person in reversed(self._recent[-50:]):
            if low in person.titles or any(kind & person.titles for kind in kinds):
                return person
        return None

    def body(self, low: str) -> Person | None:
        """The only body whose name ends in that word, as "the alliance" for one of that name."""
        same = [p for p in self._by_last.get(_key(low), ()) if not p.human]
        return same[0] if len(same) == 1 else None

    def _note(self, person: Person, titles: Sequence[str]) -> None:
        person.titles.update(titles)
        for title in titles:
            person.genders["f"] += 3 * (title in self._cues.female or title.endswith("woman"))
            person.genders["m"] += 3 * (title in self._cues.male)
        if person in self._recent[-8:]:
            self._recent.remove(person)
        self._recent.append(person)

    def describe(self, person: Person, words: Sequence[str]) -> None:
        """Takes note of what an apposition says that the person is."""
        self._note(person, [w for w in words if is_title(w, self._cues)])

    def _is_human(self, tokens: Sequence[Token], run: Run) -> bool:
        if any(word.lower() in self._cues.places or word.isupper() for word in run.words):
            return False
        if run.words[0].lower() in self._cues.articles | {"the"}:
            return False
        before = tokens[run.name - 1].low if run.name else ""
        return len(run.words) <= _LONGEST_NAME and (
            bool(run.titles) or before not in self._cues.articles
        )


def _key(word: str) -> str:
    """The start of a surname that its case endings leave alone."""
    low = word.lower()
    return low[: max(4, len(low) - _ENDING)] if _is_slavic(low) else low


def _is_slavic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff"


def _agree(full: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the shorter of two names with one surname can be the longer one."""
    if len(words) == 1 or len(full) == 1:
        return True
    if [word.lower() for word in full[-len(words) :]] == [word.lower() for word in words]:
        return True
    one, other = full[0].lower(), words[0].lower()
    return (
        one == other
        or (len(other) == 2 and other[1] == "." and one[0] == other[0])
        or (_is_slavic(one) and one[:3] == other[:3])
    )
