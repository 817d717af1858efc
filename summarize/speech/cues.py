"""The words by which articles attribute and date what they say, by language.

Each table holds lower-case words. Reporting verbs stand in the forms that news uses, so no stemming
is needed. English was drawn from the verbs that edited news uses most; the other languages hold the
commonest forms only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import cues_eastern, cues_germanic, cues_romance, cues_slavic

__all__ = ["Cues", "cues_of", "is_title"]

_TABLES = cues_germanic.TABLES | cues_romance.TABLES | cues_slavic.TABLES | cues_eastern.TABLES


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of one language; every field is empty for a language without a table."""

    marks: frozenset[str]
    """All words below that may mark a source, first words of phrases included."""
    says: frozenset[str]
    """Finite verbs that report whatever stands around them."""
    thinks: frozenset[str]
    """Finite verbs that report when a clause or a quotation belongs to them."""
    bare: frozenset[str]
    """Those of `thinks` that are nouns as well unless their subject is a plural."""
    plurals: frozenset[str]
    """Plurals that do not end in "s"."""
    saying: frozenset[str]
    """Participles that report and whose speaker is the subject of the sentence."""
    tells: frozenset[str]
    """Those of `says` whose next noun is whom or what they are about, never who speaks."""
    adds: frozenset[str]
    """Those of `says` that go on with what the last speaker said."""
    denies: frozenset[str]
    split: Mapping[str, frozenset[str]]
    """Verbs that report when one of these particles closes their clause."""
    sizes: Mapping[str, frozenset[str]]
    """Verbs that report when a number follows behind one of these words, or behind none ("")."""
    things: frozenset[str]
    """What such verbs are about and who says it is not."""
    stances: frozenset[str]
    """Adjectives that report between "to be" and a reported clause, as in "is certain that"."""
    subordinates: frozenset[str]
    """Conjunctions whose clause says nothing about who says the main one."""
    before: Mapping[str, tuple[tuple[str, ...], ...]]
    """Phrases right before a source, such as "according to", by their first words.

    In those with "*" the source stands there as a pronoun, as in Ukrainian "за його словами".
    """
    apart: frozenset[str]
    """Those of them that name a source only behind a comma or a quotation."""
    after: frozenset[str]
    """Words right behind a source, such as German "zufolge"."""
    wie: frozenset[str]
    """Words that open a clause of reporting inside a sentence, such as German "wie"."""
    that: frozenset[str]
    """Words that open a reported clause."""
    impersonal: frozenset[str]
    """Verbs whose "it" is nobody, such as German "heißt es"."""
    quoted: frozenset[str]
    """Participles that report what their passive subject says, as in "was quoted"."""
    auxiliary: frozenset[str]
    """Forms of "to have" whose participle stands at the end of the clause."""
    between: frozenset[str]
    """Auxiliaries and adverbs that may stand between a source and its verb."""
    adverbs: tuple[str, ...]
    """Endings of adverbs, which may stand there too."""
    adverb_like: frozenset[str]
    """Nouns that end like adverbs."""
    infinitive: frozenset[str]
    """Words before a verb form that make it no statement about who said what."""
    passive: frozenset[str]
    """Forms of "to be" that make a verb passive."""
    reflexive: frozenset[str]
    """Pronouns before them that make it reflexive."""
    finite: frozenset[str]
    """Common finite verbs; what holds one is a clause, not a name."""
    stops: frozenset[str]
    """Words that end the name of a source."""
    joins: frozenset[str]
    """Conjunctions that may stand inside the name of a source."""
    conjunctions: frozenset[str]
    """Words between two verbs of one subject."""
    relative: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    """Articles before somebody already spoken of; empty where there are none."""
    genitive: frozenset[str]
    """Articles that add to a noun whose it is, as German "des"."""
    to: frozenset[str]
    """Prepositions before whom something is told, where the source may stand behind."""
    oblique: frozenset[str]
    """Articles and pronouns that are never a subject's, as German "dem"."""
    noun_joins: frozenset[str]
    """Small words inside a noun phrase where all nouns have a capital; empty elsewhere."""
    prepositions: frozenset[str]
    pronouns: Mapping[str, str]
    """Personal pronouns that can be a source, with m, f, n or p (plural); i for the writer."""
    his: Mapping[str, str]
    """All pronouns that tell the gender of whom they mean."""
    titles: frozenset[str]
    """Words for what a person is; before a name they are no part of it."""
    title_endings: tuple[str, ...]
    female: frozenset[str]
    male: frozenset[str]
    """Titles that tell the gender of their bearer."""
    kinds: tuple[frozenset[str], ...]
    """Groups of titles that one person may bear at once."""
    places: frozenset[str]
    """Words in capitalised runs that name no person."""
    papers: frozenset[str]
    """Sources that are texts or figures rather than people."""
    openers: frozenset[str]
    """First words that tie a sentence to the one before."""
    deictic: frozenset[str]
    """First words that point to something said before."""
    asks: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    possible: frozenset[str]
    planned: frozenset[str]
    alleged: frozenset[str]
    claims: frozenset[str]
    """Verbs of reporting that leave open whether it is true."""
    imperative: frozenset[str]
    """First words of sentences that tell the reader what to do."""
    reader: frozenset[str]
    """Words that address the reader."""
    conditional: frozenset[str]
    opinion: frozenset[str]
    subjunctive: frozenset[str]
    """Verb forms of reported speech that need no verb of reporting."""
    month_before: frozenset[str]
    """Prepositions that make a bare month or year a date."""
    inverts_behind_marks: bool
    """Whether a source follows its verb only behind a quotation or a clause."""
    reports_inside_marks: bool
    """Whether the words of reporting may stand inside the quotation marks."""
    capital_days: bool
    """Whether months and weekdays are written with a capital letter."""
    dotted_days: bool
    """Whether "3.10." is a date."""
    weekdays: Mapping[str, int]
    """Monday is 0."""
    day_words: frozenset[str]
    """Words that may follow a day of the week which is a date; empty where any may."""
    days: Mapping[str, int]
    """Words for a day near the article's own, with their distance to it."""


@lru_cache(maxsize=32)
def cues_of(language: str | None) -> Cues:
    """The words of a language given by its ISO 639-1 code; English when it is None."""
    table = _TABLES.get(language or "en", {})

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def phrases(name: str) -> tuple[tuple[str, ...], ...]:
        found = (
            tuple(phrase.split()) for phrase in table.get(name, "").split(",") if phrase.strip()
        )
        return tuple(sorted(found, key=len, reverse=True))

    def pairs(name: str) -> dict[str, str]:
        return dict(p.split("=") for p in table.get(name, "").split())

    def sets(name: str) -> dict[str, frozenset[str]]:
        return {key: frozenset(value.split("/")) for key, value in pairs(name).items()}

    weekdays = (day.split("/") for day in table.get("weekdays", "").split())
    says = words("says") | words("tells") | words("adds") | words("denies")
    split, sizes, before = sets("split"), sets("sizes"), _by_first(phrases("before"))
    marks = says.union(
        *map(words, ("thinks", "stances", "saying", "quoted", "after")), split, sizes, before
    )
    return Cues(
        marks=marks,
        says=says,
        thinks=words("thinks"),
        bare=words("bare"),
        plurals=words("plurals"),
        saying=words("saying"),
        tells=words("tells"),
        adds=words("adds"),
        denies=words("denies"),
        split=split,
        sizes=sizes,
        things=words("things"),
        stances=words("stances"),
        subordinates=words("subordinates"),
        before=before,
        apart=words("apart"),
        after=words("after"),
        wie=words("wie"),
        that=words("that"),
        impersonal=words("impersonal"),
        quoted=words("quoted"),
        auxiliary=words("auxiliary"),
        between=words("between"),
        adverbs=tuple(table.get("adverbs", "").split()),
        adverb_like=words("adverb_like"),
        infinitive=words("infinitive"),
        passive=words("passive"),
        reflexive=words("reflexive"),
        finite=words("finite") | words("passive") | words("future") | says,
        stops=words("stops"),
        joins=words("joins"),
        conjunctions=words("joins") | words("conjunctions"),
        relative=words("relative"),
        articles=words("articles"),
        definite=words("definite"),
        genitive=words("genitive"),
        to=words("to"),
        oblique=words("oblique"),
        noun_joins=words("noun_joins"),
        prepositions=words("prepositions"),
        pronouns=pairs("pronouns"),
        his=pairs("his") | pairs("pronouns"),
        titles=words("titles") | words("female") | words("male"),
        title_endings=tuple(table.get("title_endings", "").split()),
        female=words("female"),
        male=words("male"),
        kinds=tuple(frozenset(group) for group in phrases("kinds")),
        places=words("places"),
        papers=words("papers"),
        openers=words("openers"),
        deictic=words("deictic"),
        asks=words("asks"),
        future=words("future"),
        past=words("past"),
        possible=words("possible"),
        planned=words("planned"),
        alleged=words("alleged"),
        claims=words("claims"),
        imperative=words("imperative"),
        reader=words("reader"),
        conditional=words("conditional"),
        opinion=words("opinion"),
        subjunctive=words("subjunctive"),
        month_before=words("month_before"),
        inverts_behind_marks=language in (None, "en"),
        reports_inside_marks=language in ("fr", "it", "uk", "ru", "pl"),
        capital_days=language in (None, "en", "de"),
        dotted_days=language == "de",
        weekdays={form: number for number, day in enumerate(weekdays) for form in day},
        day_words=words("day_words"),
        days={word: int(distance) for word, distance in pairs("days").items()},
    )


def _by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {p[0]: tuple(q for q in phrases if q[0] == p[0]) for p in phrases}


def is_title(low: str, cues: Cues) -> bool:
    """Whether a lower-cased word says what a person is."""
    return low in cues.titles or (bool(cues.title_endings) and low.endswith(cues.title_endings))
