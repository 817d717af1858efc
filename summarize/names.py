"""Proper names in a text, and whether an article has them.

A name is known by its capital letter, so the rules differ by script and language. German writes every
noun with one, so only what stands where the article has another name can be judged there. Scripts
without capitals (Arabic, Hebrew, Chinese, Thai and others) show no names, and none are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from .dates import MONTHS, WEEKDAYS
from .language import function_words

__all__ = ["Name", "NameIndex", "NameWords", "Word", "is_title_case", "names_in"]

# A word beside a digit is part of a name such as "F-16" or "TF1", which is read as a figure. It looks
# back from behind its first letter, because `re` skips fast to a letter.
_WORD = re.compile(r"[^\W\d_](?<!\d.)[^\W\d_]*+(?:['’][^\W\d_]++)*(?!\w)")
_SPLIT = re.compile(f"({_WORD.pattern})")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S., e.g. an acronym written with full stops
_OPENING = re.compile(r"[.!?:;…。！？\"'“”„«»‹›‘(\n•]")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
_TIES = frozenset("'’_")
# What may follow a name's stem without making it another name: English possessives, plurals and
# demonyms, and the commonest case and adjective endings of the Romance languages.
_ENDINGS = frozenset(
    "a an ans ai aise e ean eans en er ern ers es ese i ia ian ians ic ica ii io is ish ite n na ns "
    "o or os s ss sk ski y".split()
) | {""}
_INFLECTED = frozenset("be bg bs cs el et fi hr hu lt lv mk pl ro ru sk sl sr tr uk".split())
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_VOWELS = re.compile(r"[аеиіїйоуюяєёыэьъaeiouyąęó]")
_LONGEST_ENDING = 3
_VOWEL_ENDS = frozenset(
    "аеиіїоуюяєыьąęaeiouy"
)  # of short names that change only the last: Вага, Ваги
# Names of one country or people that share no stem; each group is one name.
_ALIKE = (
    "america american americans us usa states",
    "britain british briton britons uk kingdom gb",
    "france french frenchman frenchwoman",
    "netherlands dutch holland",
    "spain spanish spaniard spaniards",
    "greece greek greeks",
    "poland polish pole poles",
    "denmark danish dane danes",
    "sweden swedish swede swedes",
    "finland finnish finn finns",
    "turkey turkish turk turks türkiye",
    "ireland irish irishman",
    "scotland scottish scots scot",
    "wales welsh",
    "switzerland swiss",
    "philippines filipino filipinos philippine",
    "thailand thai thais",
    "norway norwegian norwegians",
    "portugal portuguese",
    "kyiv kiev",
    "europe european europeans",
    "україна український",
    "zelensky zelenskyy zelenskiy zelenskyi",
    "allemagne allemand allemande allemands",
    "espagne espagnol espagnole espagnols",
    "deutschland deutscher deutsche",
    "frankreich franzose franzosen französisch",
)
# What somebody is, and the kinds of bodies and places: common nouns that a name may carry or lose.
_GENERIC = frozenset(
    """president vice prime minister premier chancellor secretary senator congressman congresswoman
    representative governor mayor councillor councilman councilwoman councilmember councilor alderman
    mp mep ambassador leader chief chair chairman chairwoman chairperson director executive officer ceo
    cfo coo cto founder owner manager head deputy assistant general gen colonel major captain lieutenant
    sergeant commander admiral marshal superintendent inspector detective commissioner sheriff judge
    justice attorney lawyer prosecutor professor prof dr doctor mr mrs ms miss sir lady lord dame king
    queen prince princess pope bishop archbishop cardinal rabbi imam reverend saint st speaker coach
    spokesman spokeswoman spokesperson analyst economist former cllr msp
    council city county town village state federal national international district region province
    oblast republic government parliament congress senate house court supreme department ministry agency
    office bureau board committee commission party union association federation league society
    foundation fund institute university college school hospital museum library church bank company
    corporation corp inc ltd llc plc co nv sa ag gmbh group holdings street road avenue square bridge
    river lake sea ocean bay mountain mount island valley park airport station port north south east west
    northern southern eastern western central upper lower new old great greater
    united police army navy force forces military air guard day week month year quarter season
    république assemblée sénat gouvernement ministère ministre ministres président présidente députés
    finances intérieur affaires étrangères santé éducation économie nord sud est ouest place rue palais
    journal université conseil cour parti état
    gobierno ministerio congreso senado presidente presidenta ministro ministra norte sur este oeste
    chapter section article act bill law agreement treaty summit conference election cup championship
    euro euros eur usd gbp dollar dollars pound pounds gmt utc bst est cet am pm tv ai gdp covid internet
    god christmas easter ramadan i i'm i'll i've i'd""".split()
)
# Words that open a sentence with a capital and name nobody, beside the function words of `language.py`.
_OPENERS = frozenset(
    """a about according after all almost also although among an and any approximately are as at
    because before being between both but by despite due during each earlier either even every few
    following for from further given had has have he her his however if in including instead into is
    it its just last later least less like many meanwhile more most much nearly neither new no nor
    not now of off on once one only or other our out over per rather roughly said several she shortly
    since so some still such than that the their then there these they this those though through to
    together too two three four five six seven eight nine ten under unlike until up upon was we were
    what when where whether which while who whose will with within without would you
    am an auf aus bei beim das dem den der des die dies diese dieser dieses ein eine einem einen einer
    es für im in mit nach seit sie um und vom von vor während wegen zu zum zur zwischen
    au aux avec ce ces cette dans de des du elle en et il la le les mais ne pour selon son sur un une
    al con del desde el ella ellos en es esta este la las los para pero por se según sin sobre su una y
    """.split()
)
_NO_NAMES = _OPENERS | WEEKDAYS | frozenset(month for month in MONTHS if len(month) > 2)


_ACRONYMS = frozenset(("UN", "WHO"))
"""Those that a function word of the lists above is spelled like."""


class Word(NamedTuple):
    """A capitalised word and where it stands."""

    text: str
    """Without a possessive ending."""
    start: int
    end: int
    hyphened: bool = False
    """Whether a hyphen ties it to the word before."""


class Name(NamedTuple):
    """A run of capitalised words."""

    parts: tuple[Word, ...]
    opens: bool
    """Whether it opens a sentence or a quotation, where any word has a capital."""
    counted: bool = False
    """Whether a number stands before it, so that it may say what is counted."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(part.text for part in self.parts)


def names_in(text: str, language: str | None = None) -> Iterator[Name]:
    """The runs of capitalised words in `text`, e.g. ("Volodymyr", "Zelensky"), possessives cut.

    Function words (of English, German, French and Spanish, and of `language`), months and weekdays are
    left out.
    """
    small = function_words(language) if language else frozenset()
    pieces = _SPLIT.split(text)  # what stands between the words, and these
    ends = list(accumulate(map(len, pieces)))
    run: list[Word] = []
    opens = counted = False
    last = -1
    for at in [n for n in range(1, len(pieces), 2) if pieces[n][0].isupper()]:
        found, gap = pieces[at], pieces[at - 1]
        if run and (at > last + 2 or gap.strip(" \u00a0-\u2010.")):
            yield Name(tuple(run), opens, counted)
            run = []
        last = at
        word = _without_possessive(found)
        if _may_name(word, small):
            if not run:
                opens = at == 1 or bool(_OPENING.search(gap))
                counted = any(map(str.isdigit, gap))
            hyphened = bool(run) and gap in ("-", "\u2010", "\u2011")
            start = ends[at - 1]
            run.append(Word(word, start, start + len(word), hyphened))
        elif run:
            yield Name(tuple(run), opens, counted)
            run = []
        if run and word != found:  # a possessive ends a name
            yield Name(tuple(run), opens, counted)
            run = []
    if run:
        yield Name(tuple(run), opens, counted)


def _without_possessive(word: str) -> str:
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def _may_name(word: str, small: frozenset[str]) -> bool:
    if len(word) < 2:
        return False
    low = word.casefold()
    return word in _ACRONYMS or (low not in _NO_NAMES and low not in small)


def is_title_case(text: str) -> bool:
    """Whether nearly all longer words have a capital, as in a headline, so that capitals show no names."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.85 * len(words)


class NameWords:
    """The words of one text in the form in which names are compared, read when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def all(self) -> frozenset[str]:
        """The words and their parts, case-folded, without possessives; acronyms without full stops."""
        words = {_without_possessive(word).casefold() for word in set(_WORD.findall(self._text))}
        tied = [word for word in words if "'" in word or "’" in word]
        words.update(part for word in tied for part in re.split("['’]", word))
        words.update(d.replace(".", "").casefold() for d in _DOTTED.findall(self._text))
        return frozenset(words)

    @cached_property
    def by_start(self) -> dict[str, list[str]]:
        """The same by their first two letters."""
        words: dict[str, list[str]] = {}
        for word in self.all:
            words.setdefault(word[:2], []).append(word)
        return words


class NameIndex:
    """The words of an article, to ask whether a name occurs in it in any common form.

    `words_of` gives the words of one text; who asks about the same sentences again and again passes
    one that keeps them.
    """

    def __init__(
        self,
        *texts: str | None,
        language: str | None = None,
        words_of: Callable[[str], NameWords] = NameWords,
    ) -> None:
        self._texts = [text for text in texts if text]
        self._text = "\n".join(self._texts)
        self._language = language
        self._words_of = words_of
        self._known: dict[str, bool] = {}
        self._inflected = language in _INFLECTED
        self._every_noun = language == "de"

    @cached_property
    def _words(self) -> list[NameWords]:
        return [self._words_of(text) for text in self._texts]

    def _has_word(self, word: str) -> bool:
        return any(word in words.all for words in self._words)

    @cached_property
    def _followed(self) -> frozenset[tuple[str, bool]]:
        """The words of names that the article follows up with another one, by a hyphen or not."""
        return frozenset(
            (one.text.casefold(), two.hyphened)
            for name in names_in(self._text, self._language)
            for one, two in pairwise(name.parts)
        )

    def has(self, word: str) -> bool:
        """Whether the article has this word of a name, possibly in another form.

        Other forms are case endings, demonyms ("Russia", "Russian", "France", "French") and, for a word
        in capitals, what it is short for.
        """
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._find(word)
        return known

    def _find(self, word: str) -> bool:
        if self._stands(word):
            return True
        low = word.casefold()
        if self._has_word(low) or any(map(self._has_word, _alike().get(low, ()))):
            return True
        alike = (other for words in self._words for other in words.by_start.get(low[:2], ()))
        if any(self._same_stem(low, other) for other in alike):
            return True
        return word.isupper() and 2 <= len(word) <= 6 and self._spells_out(low)

    def _stands(self, word: str) -> bool:
        """Whether the first place with these letters is the word itself; looked at before all words are."""
        at = self._text.find(word)
        if at < 0:
            return False
        end = at + len(word)
        before, behind = self._text[at - 1 : at], self._text[end : end + 1]
        return not (before.isalnum() or before in _TIES or behind.isalnum() or behind in _TIES)

    def missing(self, name: Name) -> list[Word]:
        """The words of a name that the article has in no form, and that are no common nouns.

        Words that an acronym of the article stands for are not missing.
        """
        absent = [
            part
            for part in name.parts
            if part.text.casefold() not in _GENERIC and not self.has(part.text)
        ]
        return [] if absent and self._has_acronym(name) else absent

    def lacks(self, name: Name) -> bool:
        """Whether every word of a name is missing."""
        return not (
            any(part.text.casefold() in _GENERIC or self.has(part.text) for part in name.parts)
            or self._has_acronym(name)
        )

    def _has_acronym(self, name: Name) -> bool:
        """Whether a word consists of the first letters of a name."""
        short = "".join(part.text[0] for part in name.parts).casefold()
        return len(short) > 1 and self._has_word(short)

    def certain(self, name: Name, missing: Word) -> bool:
        """Whether a missing word of a name is a name beyond doubt, rather than a word with a capital.

        A word that opens a sentence is uncertain. Where every noun has a capital, a word is certain
        only behind a word that the article has, and there always before another one, as a first name
        stands before its surname.
        """
        position = name.parts.index(missing)
        if self._every_noun:
            if position == 0 or name.counted:
                return False
            before = name.parts[position - 1].text.casefold()
            adjective = before.endswith("er") and self._has_word(before[:-2])  # Stuttgarter
            return (before, missing.hyphened) in self._followed and not adjective
        return position > 0 or not name.opens or missing.text[1:] != missing.text[1:].casefold()

    def _same_stem(self, one: str, other: str) -> bool:
        shared = 0
        for a, b in zip(one, other, strict=False):
            if a != b:
                break
            shared += 1
        rests = (one[shared:], other[shared:])
        if self._inflected or _CYRILLIC.match(one):
            if shared >= 3 and all(len(rest) <= _LONGEST_ENDING for rest in rests):
                return (
                    shared >= 4
                    or "" in rests
                    or (one[-1] in _VOWEL_ENDS and other[-1] in _VOWEL_ENDS)
                )
            skeleton = _skeleton(one)  # Київ, Києва
            return skeleton is not None and skeleton == _skeleton(other)
        return shared >= 4 and all(rest in _ENDINGS for rest in rests)

    def _spells_out(self, acronym: str) -> bool:
        """Whether words in a row begin with the letters of an acronym, small words aside."""
        small = r"(?:[\s-]+(?:of|the|and|for|in|on|de|des|der|du|la|le|et|und|y))?[\s-]+"
        pattern = small.join(rf"{re.escape(letter)}\w{{2,}}" for letter in acronym)
        return re.search(rf"\b{pattern}", self._text, re.IGNORECASE) is not None


@lru_cache(maxsize=1)
def _alike() -> dict[str, frozenset[str]]:
    groups = [frozenset(group.split()) for group in _ALIKE]
    return {word: group for group in groups for word in group}


def _skeleton(word: str) -> tuple[str, str] | None:
    """The consonants of a word and its first letters, without a vowel ending; None if too short."""
    consonants = _VOWELS.sub("", word)
    return (word[:2], consonants) if len(consonants) > 1 else None
