"""Claims of several parts that say the same, in the same words or in others.

No model is asked, so the rule is one that leaves a repetition rather than lose a fact. Two claims say
the same when their figures, with qualifiers, speakers, dates, quotations, certainty and negations
agree, and

- each has at least four fifths of the other's words by weight, a word weighing the less the more claims
  have it, since claims that stand alone repeat what the article is about;
- no more than one of them has words of its own that carry meaning, and these neither name anybody or
  any place nor turn a statement ("only", "deputy", "after");
- what they share stands in the same order, but for one block that moved: "A sued B" is not "B sued A".

On the claims of two prompts about 13 articles, whose pairs were labelled by hand
(tests/data/alignment_labels.yaml), it finds 42 pairs, all of them labelled as one assertion, of 221.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from ..draft import ClaimDraft
from ..figures import Figure, find_figure, read_figures
from ..language import function_words
from ..names import names_in
from ..wording import certainty_words, negation_lost, negations

__all__ = ["repeated"]

_SHARED = 0.8
"""The least share of each claim's weighted words that the other has."""
_DATES = ("date", "year", "time")
_BREAKS = 3
"""Neighbours that are parted when one block of words moves to another place."""
_UNSEEN = 8  # claims added that lack a word, so that short lists don't make all words common
_ENDINGS = ("s", "es", "d", "ed", "n", "en", "e")
_WORD = re.compile(r"[^\W_]+")
# Words of reporting, which say no more than that a speaker said it.
_SAYING = frozenset(
    "said says say saying told tell tells according stated states announced explained added "
    "sagte sagt sagten erklärte erklärt teilte angaben zufolge laut habe hätten seien werde "
    "dit déclaré affirme indiqué dijo dice afirmó señaló "
    "сказал сказала заявил заявила сообщил сообщила словам "
    "сказав сказала заявив заявила повідомив повідомила словами".split()
)
# Words that make another statement of one, among those of more than a function.
_TURNING = frozenset(
    "against almost alone although anti apart before below above beyond both during early earlier "
    "either except excluding failed fake false few fewer final first former formerly half hardly "
    "including initially last late later least less many more most nearly neither never next only "
    "other part partly previous previously quarter rather since some so-called still then third "
    "until within without would could should might may never allegedly possibly probably perhaps "
    "likely unlikely double twice once again another second all each every none no not if unless "
    "but increase increased increases decrease decreased decreases rise rose risen rises fall fell fallen "
    "falls grew shrank higher lower win wins loss losses gain gains "
    "denied denies deny denying rejected rejects refused refuses failed fails won lost "
    "after than over under up down off out into from to will was has "
    "deputy vice acting interim outgoing incoming assistant junior senior youth county state federal "
    "national regional local municipal provincial old new northern southern eastern western north south "
    "east west upper lower inner outer ex non mock simulated wrongly falsely rarely seldom sometimes often "
    "usually temporarily temporary permanently permanent provisionally provisional tentatively informally "
    "conditionally suspended abandoned cancelled canceled disputed suspected unconfirmed illegal illegally "
    "wird nur fast kaum ohne gegen vor nach ehemalige ehemaligen ehemaliger frühere früheren erst erste "
    "ersten letzte letzten zweite zweiten halb hälfte teil teilweise zunächst später bisher noch alle "
    "einige mehr weniger meisten wenn falls könnte sollte würde vielleicht wohl "
    "stellvertretende stellvertretender stellvertretenden kommissarische kommissarischer kommissarischen "
    "designierte designierter designierten alte alter alten neue neuer neuen vorläufig vorübergehend "
    "dauerhaft fälschlich selten manchmal oft mutmaßliche mutmaßlicher mutmaßlichen angebliche "
    "seulement presque sans contre avant après ancien ancienne premier première dernier dernière "
    "moitié partie tous toutes certains plus moins sauf si peut-être adjoint adjointe intérim nouveau "
    "nouvelle vieux vieille futur future provisoirement temporairement définitivement rarement parfois "
    "souvent faussement présumé présumée "
    "solo casi sin contra antes después exministro primero primera último última mitad parte todos "
    "todas algunos más menos salvo quizá adjunto adjunta interino interina nuevo nueva viejo vieja futuro "
    "futura provisionalmente temporalmente definitivamente raramente presunto presunta "
    "только почти без против до после бывший бывшего первый первого последний половина часть все "
    "некоторые более менее кроме если возможно заместитель заместителя новый новая нового старый старая "
    "старого временно предварительно навсегда редко иногда часто "
    "лише тільки майже без проти до після колишній колишнього перший останній половина частина всі "
    "деякі більше менше крім якщо можливо заступник заступника новий нова нового старий стара старого "
    "тимчасово попередньо назавжди рідко іноді часто".split()
)


def repeated(
    claims: Sequence[ClaimDraft], parts: Sequence[int], *, language: str | None
) -> dict[int, int]:
    """Which claims say what one of another part says too: their positions, and that of the one that stays.

    Of claims that say the same the fullest stays, the earlier of equal ones, so that nothing is lost;
    each that goes says the same as that very one. `language` is that of the claims.
    """
    read = [_Read(claim, language) for claim in claims]
    counts = Counter(word for each in read for word in each.words)
    weights = {word: math.log((len(read) + _UNSEEN) / count) for word, count in counts.items()}
    same: defaultdict[int, list[int]] = defaultdict(list)
    for first, second in _candidates(read, weights):
        if parts[first] != parts[second] and _same(read[first], read[second], weights):
            same[first].append(second)
            same[second].append(first)
    gone: dict[int, int] = {}
    kept: set[int] = set()
    for position in sorted(same, key=lambda n: (-_weight(read[n].words, weights), n)):
        stays = next((other for other in sorted(same[position]) if other in kept), None)
        if stays is None:
            kept.add(position)
        else:
            gone[position] = stays
    return gone


def _candidates(read: Sequence[_Read], weights: dict[str, float]) -> Iterator[tuple[int, int]]:
    """The pairs that may share enough words, the earlier first.

    Of a claim's rarest words, as many as weigh more than it may lack, one must be shared.
    """
    having: defaultdict[str, list[int]] = defaultdict(list)
    for second, each in enumerate(read):
        near: set[int] = set()
        spare = (1 - _SHARED) * _weight(each.words, weights)
        for word in sorted(each.words, key=lambda w: (-weights[w], w)):
            near.update(having[word])
            having[word].append(second)
            spare -= weights[word]
            if spare < 0:
                break
        yield from ((first, second) for first in sorted(near))


class _Read:
    """A claim's words, figures and names, each read once."""

    def __init__(self, claim: ClaimDraft, language: str | None) -> None:
        self.claim = claim
        self.language = language
        self._small = function_words(language or "") | _SAYING
        words = _words(claim.text)
        self.order = list(dict.fromkeys(w for w in words if w not in self._small))
        self.words = frozenset(self.order) or frozenset(words)
        self.counted = Counter(word for word in words if word not in self._small)
        self.turning = Counter(word for word in words if word in _TURNING)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(read_figures(self.claim.text, language=self.language))

    @cached_property
    def names(self) -> frozenset[str]:
        runs = names_in(self.claim.text, self.language)
        return frozenset(w for run in runs for name in run.words for w in _words(name))

    @cached_property
    def landmarks(self) -> list[str]:
        """Names and figures in their order, those of dates left out."""
        dates = {w for f in self.figures if f.kind in _DATES for w in _words(f.text)}
        return [w for w in self.order if w not in dates and (w in self.names or w.isdecimal())]

    @cached_property
    def source(self) -> frozenset[str]:
        """The words of the speaker's name and role."""
        return frozenset(_words(f"{self.claim.speaker or ''} {self.claim.role or ''}"))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _weight(words: Iterable[str], weights: dict[str, float]) -> float:
    return math.fsum(weights[word] for word in words)


def _same(one: _Read, other: _Read, weights: dict[str, float]) -> bool:
    shared = one.words & other.words
    common = _weight(shared, weights)
    least = max(_weight(one.words, weights), _weight(other.words, weights))
    if common < _SHARED * least:
        return False
    return (
        _agree(one.claim, other.claim)
        and _same_figures(one, other)
        and _adds_no_fact(one, other)
        and _breaks(one.order, other.order) <= _BREAKS
        and _in_order(one, other)
    )


def _agree(one: ClaimDraft, other: ClaimDraft) -> bool:
    """Whether the fields of two claims and their negations and hedges are alike."""
    return (
        one.certainty == other.certainty
        and _same_speaker(one.speaker, other.speaker)
        and _same_date(one.when, other.when)
        and _words(one.quote or "") == _words(other.quote or "")
        and negations(one.text) == negations(other.text)
        and not negation_lost(one.text, other.text)
        and certainty_words(one.text) == certainty_words(other.text)
    )


def _same_speaker(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return not one and not other
    shorter, longer = sorted((set(_words(one)), set(_words(other))), key=len)
    return shorter <= longer


def _same_date(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return not one and not other
    return one.startswith(other) or other.startswith(one)


def _same_figures(one: _Read, other: _Read) -> bool:
    sides = (one.figures, other.figures)
    return all(
        (found := find_figure(figure, theirs)) is not None and found.qualifier == figure.qualifier
        for mine, theirs in (sides, sides[::-1])
        for figure in mine
    )


def _adds_no_fact(one: _Read, other: _Read) -> bool:
    """Whether no more than one side has words of its own, and these are no names and turn nothing."""
    own = [_own(one, other), _own(other, one)]
    added = own[0] | own[1]
    if own[0] and own[1]:
        return False
    return not added & (one.names | other.names) and one.turning == other.turning


def _in_order(one: _Read, other: _Read) -> bool:
    """Whether names and figures, dates aside, come in the same order."""
    shared = {*one.landmarks} & {*other.landmarks}
    return [w for w in one.landmarks if w in shared] == [w for w in other.landmarks if w in shared]


def _own(one: _Read, other: _Read) -> set[str]:
    """The words of one claim that the other has less often, its speaker's name and role aside.

    An ending of inflection makes no other word.
    """
    own = set((one.counted - other.counted).keys()) - one.source - other.source
    theirs = other.counted - one.counted
    return {word for word in own if not any(_is_form(word, another) for another in theirs)}


def _is_form(word: str, other: str) -> bool:
    """Whether two words are the same but for an ending of inflection."""
    shorter, longer = sorted((word, other), key=len)
    return len(shorter) > 3 and any(longer == shorter + ending for ending in _ENDINGS)


def _breaks(one: Sequence[str], other: Sequence[str]) -> int:
    """How many neighbours among the shared words of one are not neighbours in the other."""
    shared = set(one) & set(other)
    pairs = [
        set(pairwise(["", *(word for word in words if word in shared), ""]))
        for words in (one, other)
    ]
    return len(pairs[0] - pairs[1])
