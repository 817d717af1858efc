"""Who says what in an article: the speaker of every unit, by name where the article gives one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..draft import Attribution
from .cues import Cues, is_title
from .passages import Unit, parted
from .people import People, Person, Run, runs_of
from .source_nouns import Form, Source
from .sources import find_source
from .tokens import Token, tokens_of

__all__ = ["Said", "Utterance", "read_speakers"]

_MEMORY = 2  # units that a pronoun may reach back
_EARLY = 8  # tokens; a name further on is not the subject
_TAIL = 8  # words beside a quotation and its source, as in "told reporters on Friday"
_LONGEST_LABEL = 5
_LABEL_REACH = 80
_MARKED = 3  # words of a noun and a name of several words in marks
_CLOSING = tuple("“”»")
_SCARE = 4  # words; a shorter passage without a source is no speech


_SIGNATURE = re.compile(
    r"[ \t\n]{0,3}[—–―-]{1,2}[ \t]?((?:[^\W\d_][\w.’'-]*[ \t]){0,4}[^\W\d_][\w.’'-]*)"
    r"(?:,[^\n.]{0,80})?\.?[ \t]*(?:\n|$)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit says about its source."""

    surface: tuple[int, int] | None
    """Span of the words that name the source; None when another unit names it."""
    cue: tuple[int, int] | None
    """Span of the verb or phrase."""
    speaker: str | None
    role: str | None
    attribution: Attribution
    naming: int | None = None
    """Number of the earlier sentence that names the speaker, if this one does not."""
    denies: bool = False
    claims: bool = False
    """True when the verb leaves open whether it is true."""
    form: Form = "verb"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A unit with its tokens and its source."""

    unit: Unit
    tokens: tuple[Token, ...]
    said: Said | None
    named: tuple[str, ...]
    """The names in the unit, in full where the article gives them in full."""


@dataclass(slots=True)
class _Turn:
    """Who spoke, or was the subject, in a unit."""

    speaker: Person | None = None
    label: str | None = None
    """The speaker's name, or the words for one who has none."""
    role: str | None = None
    sentence: int = 0
    subject: Person | None = None
    topic: Person | None = None
    """The subject, else whom a later pronoun may mean."""
    paragraph: int = -1
    attributed: bool = False
    labelled: bool = False
    """True in a printed interview."""


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom a source means."""

    name: str | None
    role: str | None
    person: Person | None


_Seen = tuple[Run, Person | None]


def read_speakers(text: str, units: Sequence[Unit], cues: Cues) -> list[Utterance]:
    """The units in order, each with what it says about its source."""
    reader = _Reader(text, cues, _labels(text, units))
    verbs = cues.says if cues.reports_inside_marks else frozenset[str]()
    return [reader.read(parted(text, unit, verbs) if verbs else unit) for unit in units]


class _Reader:
    """Reads units in order and remembers who was named and who spoke."""

    def __init__(self, text: str, cues: Cues, labels: frozenset[str]) -> None:
        self.text = text
        self.cues = cues
        self.labels = labels
        self.people = People(cues)
        self.turns: list[_Turn] = []

    def read(self, unit: Unit) -> Utterance:
        """One unit, in the light of those before."""
        tokens = tokens_of(self.text, unit)
        seen = self._see(tokens, unit)
        turn = _Turn(paragraph=unit.paragraph, sentence=unit.number)
        turn.subject = self._subject(tokens, seen)
        turn.topic = turn.subject or self._topic(tokens, seen)
        said = self._in_interview(unit, tokens, turn)
        if said is None:
            said = self._signed(unit, tokens, turn)
        if said is None:
            source = find_source(tokens, self.cues)
            if source is not None:
                said = self._said(unit, tokens, source, seen, turn)
            else:
                said = self._inherited(unit, tokens, turn)
        self.turns = [*self.turns[-_MEMORY:], turn]
        named = {p.full if p else " ".join(r.words): None for r, p in seen}
        return Utterance(unit, tuple(tokens), said, tuple(named))

    def _subject(self, tokens: Sequence[Token], seen: list[_Seen]) -> Person | None:
        """Whom a sentence is about: the pronoun or the name that opens it."""
        first = next((n for n, token in enumerate(tokens) if token.kind == "w"), 0)
        gender = self.cues.pronouns.get(tokens[first].low) if tokens else None
        if gender in ("m", "f"):
            return self._by_pronoun(gender, first, seen).person
        for run, person in seen:
            led = run.first > 0 and tokens[run.first - 1].low in self.cues.prepositions
            if person and person.human and run.first <= _EARLY and not led:
                return person
        return None

    def _topic(self, tokens: Sequence[Token], seen: list[_Seen]) -> Person | None:
        """The only person that a sentence names, or whom it goes on about with "his" or "her"."""
        people = {id(p): p for _, p in seen if p and p.human}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
        person = self.turns[-1].topic if self.turns else None
        genders = {self.cues.his[t.low] for t in tokens if t.low in self.cues.his} & {"m", "f"}
        return person if person and len(genders) == 1 and person.may_be(*genders) else None

    def _see(self, tokens: Sequence[Token], unit: Unit) -> list[_Seen]:
        """The names of a unit, taken note of together with the pronouns beside them."""
        seen = [
            (run, self.people.see(tokens, run, unit.number)) for run in runs_of(tokens, self.cues)
        ]
        people = {id(p): p for _, p in seen if p and p.human}
        if len(people) == 1:
            [person] = people.values()
            for token in tokens:
                gender = self.cues.his.get(token.low) if token.kind == "w" else None
                if gender in ("m", "f"):
                    person.genders[gender] += 1
        return seen

    def _said(
        self, unit: Unit, tokens: Sequence[Token], source: Source, seen: list[_Seen], turn: _Turn
    ) -> Said | None:
        """What a unit with a source of its own says about it."""
        who = self._resolve(tokens, source, seen)
        if who is None:
            return None
        turn.speaker, turn.label, turn.role, turn.attributed = who.person, who.name, who.role, True
        cue = tokens[source.cue : source.cue_end]
        return Said(
            surface=(tokens[source.first].start, tokens[source.last - 1].end),
            cue=(cue[0].start, cue[-1].end),
            speaker=who.name,
            role=who.role,
            attribution=self._attribution(tokens, source),
            naming=_naming(who, unit),
            denies=cue[0].low in self.cues.denies,
            claims=cue[0].low in self.cues.claims,
            form=source.form,
        )

    def _attribution(self, tokens: Sequence[Token], source: Source) -> Attribution:
        quoted = sum(len(self.text[t.start : t.end].split()) for t in tokens if t.kind == "q")
        if not quoted:
            impersonal = tokens[source.cue].low in self.cues.impersonal
            head = tokens if impersonal else tokens[source.first : source.last]
            document = any(t.low in self.cues.papers for t in _head(head, self.cues))
            return "document" if document else "indirect"
        own = {*range(source.first, source.last), *range(source.cue, source.cue_end)}
        own.update(range(*(source.apposition or (0, 0))))
        rest = sum(t.kind == "w" and n not in own for n, t in enumerate(tokens))
        return "direct" if quoted >= _SCARE and rest <= _TAIL else "mixed"

    def _resolve(self, tokens: Sequence[Token], source: Source, seen: list[_Seen]) -> _Who | None:
        """Whom the words of a source mean; None when they mean the writer."""
        first, last = source.first, source.last
        low = tokens[first].low if last - first == 1 else ""
        gender = self.cues.pronouns.get(low) or self.cues.his.get(low)
        if gender == "i":
            return None
        if tokens[source.cue].low in self.cues.impersonal and gender == "n":
            return _Who(None, None, None)
        if gender:
            return self._by_pronoun(gender, first, seen)
        return self._named_behind(tokens, source, seen) or self._by_words(tokens, source, seen)

    def _by_words(self, tokens: Sequence[Token], source: Source, seen: list[_Seen]) -> _Who:
        """Whom a noun phrase names or means."""
        first, last = source.first, source.last
        end = _head_end(tokens, first, last, [run for run, _ in seen], self.cues)
        if marked := self._marked_name(tokens, first, last):
            return _Who(marked, None, None)
        for run, person in seen:
            if person and person.human and run.last == last - 1 and run.first > first:
                return self._by_name(tokens, source, run, person)
        for run, person in seen:
            names = person is not None or not is_title(tokens[run.last].low, self.cues)
            if run.last == end - 1 and run.last >= first and names:
                return self._by_name(tokens, source, run, person)
        return self._by_noun(tokens, source, end)

    def _by_name(
        self, tokens: Sequence[Token], source: Source, run: Run, person: Person | None
    ) -> _Who:
        role = self._role(tokens, source.first, run.name)
        if source.apposition:
            what = tokens[source.apposition[0] : source.apposition[1]]
            role = role or self._role(tokens, *source.apposition)
            if person:
                self.people.describe(person, [token.low for token in what])
        name = person.full if person else " ".join(run.words)
        return _Who(name, role, person)

    def _named_behind(
        self, tokens: Sequence[Token], source: Source, seen: list[_Seen]
    ) -> _Who | None:
        """The name behind what somebody is, as in "the mayor of Lyon, Anne Vignot"."""
        role = self._role(tokens, source.first, source.last)
        named = any(p and p.human for run, p in seen if source.first <= run.first < source.last)
        for run, person in seen:
            at_apposition = source.apposition and run.first == source.apposition[0]
            if person and person.human and at_apposition and role and not named:
                return _Who(person.full, role, person)
        return None

    def _marked_name(self, tokens: Sequence[Token], first: int, last: int) -> str | None:
        """The words of a source that ends with a name of several words in quotation marks."""
        start, end = tokens[first].start, tokens[last - 1].end
        if self.text[end : end + 1] not in _CLOSING or last - first < _MARKED:
            return None
        return " ".join(self.text[start : end + 1].split())

    def _role(self, tokens: Sequence[Token], first: int, end: int) -> str | None:
        """The words of `tokens[first:end]` if they say what somebody is."""
        if not any(is_title(token.low, self.cues) for token in tokens[first:end]):
            return None
        return self._words(tokens, first, end)

    def _by_noun(self, tokens: Sequence[Token], source: Source, end: int) -> _Who:
        """Whom a common noun means, such as "the general"; itself when that is not certain."""
        low = tokens[end - 1].low
        definite = tokens[source.first].low in self.cues.definite or not self.cues.definite
        person = None
        if definite and is_title(low, self.cues):
            person = self.people.with_title(low)
        if person is None and definite and end - source.first == 2:
            person = self.people.body(low)
        if person is None and definite and tokens[source.cue].low in self.cues.adds:
            person = self.turns[-1].speaker if self.turns else None
        if person is not None:
            return _Who(person.full, None, person)
        return _Who(self._words(tokens, source.first, source.last, whole=True), None, None)

    def _by_pronoun(self, gender: str, at: int, seen: list[_Seen]) -> _Who:
        people = [p for run, p in seen if p and p.human and run.last < at and p.may_be(gender)]
        if gender in ("m", "f") and people:
            return _Who(people[0].full, None, people[0])
        for turn in reversed(self.turns):
            for person in (turn.speaker, turn.topic):
                if person and gender in ("m", "f") and person.human and person.may_be(gender):
                    return _Who(person.full, None, person)
            if gender in ("m", "f") and turn.attributed and self._is_somebody(turn):
                return _Who(turn.label, turn.role, None)
            if gender in ("n", "p") and turn.attributed and turn.label:
                known = turn.speaker and (turn.speaker.titles or turn.speaker.genders.total())
                return _Who(None if known else turn.label, None, None if known else turn.speaker)
        return _Who(None, None, None)

    def _signed(self, unit: Unit, tokens: Sequence[Token], turn: _Turn) -> Said | None:
        """The speaker of a bare quotation by the name behind it, as in "…" — Smith."""
        if any(token.kind == "w" for token in tokens):
            return None
        signature = _SIGNATURE.match(self.text, unit.end)
        if signature is None:
            return None
        person = self.people.find(signature[1].split())
        turn.speaker, turn.attributed = person, True
        turn.label = person.full if person else signature[1]
        return Said(signature.span(1), None, turn.label, None, "direct", form="signed")

    def _is_somebody(self, turn: _Turn) -> bool:
        """Whether the last source was a person without a name, such as "the minister"."""
        words = (turn.label or "").lower().split()
        return turn.speaker is None and any(is_title(word, self.cues) for word in words)

    def _inherited(self, unit: Unit, tokens: Sequence[Token], turn: _Turn) -> Said | None:
        """What a unit without a source takes over from the units before it."""
        last = self.turns[-1] if self.turns else None
        words = [token for token in tokens if token.kind == "w"]
        goes_on = any(token.low in self.cues.subjunctive for token in words)
        speech = sum(len(self.text[p.start : p.end].split()) for p in unit.passages)
        if speech and not words:
            earlier = next((t for t in reversed(self.turns) if t.attributed), None)
            return self._taken_over(unit, earlier, turn, "direct")
        if unit.passages and unit.passages[0].continues and last and last.attributed:
            return self._taken_over(unit, last, turn, "mixed")
        goes_on = goes_on or bool(words and words[0].low in self.cues.adds)
        if last and last.attributed and goes_on:
            return self._taken_over(unit, last, turn, "mixed" if speech else "indirect")
        if speech >= _SCARE:
            who = _Turn(speaker=turn.subject, label=turn.subject.full) if turn.subject else None
            return self._taken_over(unit, who, turn, "mixed")
        return None

    def _taken_over(
        self, unit: Unit, earlier: _Turn | None, turn: _Turn, attribution: Attribution
    ) -> Said:
        if earlier is None:
            return Said(None, None, None, None, attribution)
        turn.speaker, turn.label, turn.role = earlier.speaker, earlier.label, earlier.role
        turn.attributed = True
        who = _Who(earlier.label, earlier.role, earlier.speaker)
        naming = _naming(who, unit)
        if naming is None and earlier.sentence not in (0, unit.number):
            naming = earlier.sentence
        return Said(None, None, who.name, who.role, attribution, naming)

    def _in_interview(self, unit: Unit, tokens: Sequence[Token], turn: _Turn) -> Said | None:
        """The speaker by the label before the paragraph, as in a printed interview."""
        last = self.turns[-1] if self.turns else None
        end = label_end(tokens)
        label = " ".join(token.text for token in tokens[:end])
        if end and label in self.labels:
            person = self.people.find([token.text for token in tokens[:end]])
            turn.speaker, turn.label = person, person.full if person else label
            span: tuple[int, int] | None = (tokens[0].start, tokens[end - 1].end)
            cue: tuple[int, int] | None = (tokens[end].start, tokens[end].end)
        elif last and last.labelled and last.paragraph == unit.paragraph:
            turn.speaker, turn.label = last.speaker, last.label
            span, cue = None, None
        else:
            return None
        turn.labelled = turn.attributed = True
        who = _Who(turn.label, None, turn.speaker)
        return Said(span, cue, who.name, None, "indirect", _naming(who, unit), form="colon")

    def _words(
        self, tokens: Sequence[Token], first: int, end: int, *, whole: bool = False
    ) -> str | None:
        """The text of `tokens[first:end]` without a leading article; None when nothing is left."""
        if not whole and first < end and tokens[first].low in self.cues.articles:
            first += 1
        if first >= end:
            return None
        return " ".join(self.text[tokens[first].start : tokens[end - 1].end].split())


def label_end(tokens: Sequence[Token]) -> int:
    """How many tokens stand before the colon of a label such as "Smith:"; 0 without one."""
    for at, token in enumerate(tokens[: _LONGEST_LABEL + 1]):
        if token.text == ":":
            return at if at + 1 < len(tokens) else 0
        if not token.capital:
            return 0
    return 0


def _labels(text: str, units: Sequence[Unit]) -> frozenset[str]:
    """The labels of speakers that open more than one paragraph."""
    counts: Counter[str] = Counter()
    paragraph = -1
    for unit in units:
        if unit.paragraph != paragraph:
            paragraph = unit.paragraph
            head = text[unit.start : min(unit.end, unit.start + _LABEL_REACH)]
            if ":" in head:
                tokens = tokens_of(text, replace(unit, end=unit.start + len(head), passages=()))
                counts[" ".join(token.text for token in tokens[: label_end(tokens)])] += 1
    del counts[""]
    return frozenset(label for label, count in counts.items() if count > 1)


def _naming(who: _Who, unit: Unit) -> int | None:
    """The number of the earlier sentence that names a speaker, if the unit does not."""
    person = who.person
    if person is None or person.sentence >= unit.number:
        return None
    return person.sentence


def _head(tokens: Sequence[Token], cues: Cues) -> Sequence[Token]:
    """A noun phrase up to its first preposition."""
    for at in range(1, len(tokens)):
        if tokens[at].low in cues.prepositions:
            return tokens[:at]
    return tokens


def _head_end(
    tokens: Sequence[Token], first: int, last: int, runs: Sequence[Run], cues: Cues
) -> int:
    """Where the noun ends that a source is about, before "of", "for" and the like."""
    inside = {n for run in runs for n in range(run.first, run.last + 1)}
    for at in range(first + 1, last):
        low = tokens[at].low
        if at not in inside and (low in cues.prepositions or low in cues.genitive):
            return at
    return last
