"""Words that a quotation may not leave out silently, because they turn its meaning.

The lists have the form of the keys of `quotes.tokens`: case folded, "n't" as "not". They need to cover
only languages with letter case (see `is_critical`). A word that is common in another large language
with another meaning is not listed (German "elf" and "fast", Danish "fire", Catalan "sense").
"""

from __future__ import annotations

import re
from typing import Final

from .tokens import APOSTROPHES, Tokens

__all__ = ["CALENDAR", "HEDGES", "NEGATIONS", "is_critical", "is_number", "is_turning"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


# English; German and Dutch; French, Italian, Spanish, Portuguese and Romanian; Scandinavian and
# Finnish; Polish, Czech, Slovak, Croatian and Slovene; Hungarian, Turkish, Indonesian, Vietnamese;
# Russian, Ukrainian, Bulgarian and Serbian; Greek.
NEGATIONS: Final = _words(
    """
    no not never none nobody nothing nowhere neither nor without cannot hardly scarcely barely rarely
    seldom non anti ex

    nicht nichts keinesfalls keineswegs mitnichten kein keine keinen keinem keiner keines nie niemals
    niemand niemanden niemandem nirgends nirgendwo weder ohne kaum nein niet geen nooit niets niemand
    nergens zonder nauwelijks nee

    ne n pas jamais rien aucun aucune ni sans nul nulle guère personne nullement mai niente nulla
    nessuno nessuna nessun né senza nemmeno neppure neanche nunca jamás nada nadie ningún ninguno
    ninguna sin tampoco apenas não ninguém nenhum nenhuma nem sem tampouco nu nici niciodată nimic
    nimeni niciun nicio fără

    ikke ikkje ingen inga intet ingenting aldri aldrig uten uden inte ej icke inget varken utan knappt
    verken hverken ei eivät emme ette älä eikä ilman

    nie nigdy nic nikt nikogo żaden żadna żadne żadnego bez ani není nejsou nebyl nebyla nikdy nikdo
    žádný žádná žádné nije nisu nisam nema nikad nitko ništa

    nem ne nincs nincsenek soha semmi senki nélkül değil yok hayır hiç hiçbir asla bukan tidak tak
    belum jangan tanpa không chẳng chưa đừng

    не нет ни никогда ничего никто нельзя никакой никаких нигде без ні немає ніколи нічого ніхто жодного
    жоден жодна няма никой нищо није нису нема

    δεν δε μη μην όχι ποτέ τίποτα κανείς κανένας καμία χωρίς ούτε
    """
)
"""Words that deny, in some thirty languages."""

# English; German and Dutch; French, Italian, Spanish and Portuguese; Scandinavian; Polish and Czech;
# Russian and Ukrainian.
HEDGES: Final = _words(
    """
    may might could unless except excluding maybe perhaps possibly probably likely unlikely potentially
    presumably seemingly apparently allegedly reportedly supposedly purportedly ostensibly alleged
    suspected supposed accused possible potential probable attempted planned proposed former acting
    deputy vice fake false almost nearly against denied denies deny denying refused refuses refuse
    failed fails fail rejected rejects lack lacks lacking

    könnte könnten dürfte dürften würde würden soll sollen angeblich offenbar wohl möglicherweise
    vielleicht wahrscheinlich vermutlich mutmaßlich mutmaßliche mutmaßlichen vermeintlich vermeintliche
    außer beinahe ehemalige ehemaliger ehemaligen zou zouden misschien mogelijk waarschijnlijk
    vermoedelijk verluidt bijna tenzij

    pourrait pourraient devrait devraient serait seraient aurait auraient prétendument présumé présumée
    présumés probablement apparemment sauf presque ancien ancienne forse potrebbe potrebbero sarebbe
    sarebbero avrebbe avrebbero presunto presunta presunti probabilmente apparentemente quasi tranne
    podría podrían sería serían habría habrían quizá quizás presuntamente supuestamente probablemente
    casi salvo excepto poderia poderiam seria seriam teria teriam talvez supostamente alegadamente
    provavelmente quase

    kanske skulle kunde troligen påstås nästan kanskje måske angiveligt angivelig nesten næsten

    może mogą mógłby rzekomo podobno prawdopodobnie chyba prawie možná prý údajně pravděpodobně téměř

    бы может могут мог возможно вероятно якобы предположительно почти едва може можуть можливо ймовірно
    нібито імовірно майже ледве
    """
)
"""Words that except, deny by their sense, or leave open whether it is so."""

# The same languages as `HEDGES`.
_NUMBER_WORDS: Final = _words(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
    thousand thousands dozen dozens half halves third thirds quarter quarters twice double triple
    second fourth fifth sixth seventh eighth ninth tenth percent

    zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig vierzig fünfzig sechzig
    siebzig achtzig neunzig hundert tausend dutzend hälfte drittel viertel doppelt twee drie vijf zes
    zeven negen tien twaalf twintig dertig veertig vijftig honderd duizend helft derde

    deux trois quatre cinq sept huit neuf dix onze douze vingt trente quarante cinquante soixante cent
    cents mille moitié tiers quart quattro cinque sette otto nove dieci undici dodici venti trenta
    quaranta cinquanta cento mila metà terzo doppio dos tres cuatro cinco siete ocho nueve diez doce
    veinte treinta cuarenta cincuenta cien ciento cientos mil miles mitad tercio doble dois duas três
    quatro sete oito dez doze vinte trinta quarenta cinquenta cem metade terço dobro

    två tre fyra fem sju åtta nio tio tjugo hundra tusen hälften syv otte tyve tusind halvdelen

    dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć dwadzieścia sto tysiąc tysiące
    tysięcy połowa dva dvě tři čtyři pět šest sedm osm devět deset dvacet tisíc tisíce polovina

    два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто двести
    триста пятьсот половина треть вдвое дві чотири шість сім вісім тридцять третина
    """
)
"""Spelled-out numbers and fractions."""

_NUMBER_STEMS: Final = (
    *(
        "million",
        "milliard",
        "billion",
        "trillion",
        "millón",
        "milhõ",
        "milion",
        "miliard",
        "miljo",
    ),
    *("тысяч", "тисяч", "миллион", "миллиард", "мільйон", "мільярд"),
)
"""Beginnings of large-number words in all their inflections."""

_QUALIFIERS: Final = _words(
    """
    about above almost approximately around below between exactly first fewer just last least less
    more most nearly one only over roughly some under up

    rund etwa circa ca knapp gut mindestens höchstens über unter mehr weniger bis nur alleen slechts

    environ plus moins près quelque jusqu seulement oltre più meno almeno solo soltanto unos más menos
    cerca alrededor hasta sólo solamente mais até apenas

    bara endast bare kun tylko jen pouze

    около более менее свыше примерно до близько понад только лишь тільки лише
    """
)
"""Words that change a figure when they stand beside one."""

CALENDAR: Final = _words(
    """
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday

    januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag
    sonnabend sonntag

    janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi
    mercredi jeudi vendredi samedi dimanche gennaio febbraio aprile maggio giugno luglio settembre
    ottobre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica enero febrero marzo abril
    junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes
    sábado domingo janeiro fevereiro março maio junho julho setembro outubro dezembro
    """
)
"""Months and week days whose abbreviations count as the word: English, German and Romance."""


_SENTENCE_END = re.compile(r"[.!?…:;\n\"“”„«»]")


def is_number(tokens: Tokens, position: int) -> bool:
    """Whether a token is a number, a number word, a currency sign or another sign of a figure."""
    key, first = tokens.keys[position], tokens.surfaces[position][0]
    if key in _NUMBER_WORDS or key.startswith(_NUMBER_STEMS):
        return True
    if key.isalpha() or first in APOSTROPHES:
        return False
    return not first.isalpha() or any(map(str.isdecimal, key))


def is_turning(tokens: Tokens, position: int) -> bool:
    """Whether a token is a negation, a hedge or a number."""
    key = tokens.keys[position]
    return key in NEGATIONS or key in HEDGES or is_number(tokens, position)


def is_critical(tokens: Tokens, position: int) -> bool:
    """Whether leaving out one token of an article may turn the meaning of what is left.

    So do numbers and the words that qualify them, negations, hedges and names. A name is a word with a
    capital, unless it begins a sentence and the article also has it in lower case. Where a script has
    no letter case names can't be told, so every word counts.
    """
    key, surface = tokens.keys[position], tokens.surfaces[position]
    if is_turning(tokens, position):
        return True
    if not surface.islower():
        return not (_begins_sentence(tokens, position) and surface.lower() in tokens.table)
    return key in _QUALIFIERS and _beside_number(tokens, position)


def _begins_sentence(tokens: Tokens, position: int) -> bool:
    return position == 0 or bool(_SENTENCE_END.search(tokens.gap(position)))


def _beside_number(tokens: Tokens, position: int) -> bool:
    """Whether a number stands next to a token, or after a "than" that follows it."""
    linked = tokens.keys[position + 1 : position + 2] and tokens.keys[position + 1] in _LINKS
    nearby = {position - 1, position + 2 if linked else position + 1}
    return any(is_number(tokens, other) for other in nearby & set(range(len(tokens))))


_LINKS = frozenset("a an than to als zu de que di do чем".split())  # "more than 5", "about a third"
