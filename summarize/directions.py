"""Whether a figure goes up or down: "rose by 17 %", "down 17 %", "ein Minus von 17 %".

The word that says so is looked for near the figure, in its clause (`tests/benchmarks/checks.py` says how
seldom it is the wrong one).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from .wording import lowered

__all__ = ["Direction", "direction_at", "directions_in"]

_REACH: Final = 40
"""Characters between a figure and its word."""
_BEHIND: Final = 8
"""By how many characters a word behind a figure counts as further away than one before it."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
# Words for up and down. Those that say other things as often ("more", "less", "lost") are left out.
_UP: Final = {
    "en": (
        "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing "
        "growth climb climbs climbed climbing gain gains gained jump jumps jumped jumping surge surges "
        "surged surging soar soars soared soaring higher up expand expands expanded improved improves "
        "improving accelerated"
    ),
    "de": (
        "stieg stiegen steigt steigen gestiegen steigend steigerte gesteigert wuchs wuchsen wächst wachsen "
        "gewachsen wachstum zugelegt zulegen zunahm zugenommen zunahme erhöhte erhöhten erhöht erhöhung "
        "höher anstieg plus zuwachs kletterte kletterten geklettert"
    ),
    "fr": (
        "hausse hausses augmente augmentent augmenté augmentée augmentés augmentation progresse progressé "
        "progression croissance grimpe grimpé bondi accru hausser relevé"
    ),
    "es": (
        "sube suben subió subieron subido subida aumenta aumentan aumentó aumentaron aumentado aumento crece "
        "crecen creció crecieron crecido crecimiento alza incremento incrementó incrementaron"
    ),
    "uk": (
        "зріс зросла зросло зросли зростає зростання збільшився збільшилася збільшилась збільшилося "
        "збільшилось збільшилися збільшились збільшення підвищився підвищилася підвищилось підвищилися "
        "підвищення виріс виросла виросло виросли"
    ),
    "ru": (
        "вырос выросла выросло выросли растёт растет рост увеличился увеличилась увеличилось увеличились "
        "увеличение повысился повысилась повысилось повысились повышение поднялся поднялась поднялись"
    ),
    "pl": (
        "wzrósł wzrosła wzrosło wzrosły rośnie wzrost wzrostu zwiększył zwiększyła zwiększyło zwiększyły "
        "zwiększenie podniósł podniosła"
    ),
}  # fmt: skip
_DOWN: Final = {
    "en": (
        "fall falls fell fallen falling decrease decreases decreased decreasing decline declines declined "
        "declining drop drops dropped dropping shrink shrinks shrank shrunk slump slumps slumped plunge "
        "plunges plunged lower down contract contracts contracted sank sunk dip dips dipped tumble tumbles "
        "tumbled slid worsened decelerated reduced reduction"
    ),
    "de": (
        "sank sanken sinkt sinken gesunken fiel fielen fällt fallen gefallen zurückging zurückgegangen "
        "rückgang schrumpfte schrumpften geschrumpft senkte gesenkt senkung verringerte verringert "
        "niedriger reduziert reduzierte minus abnahm abgenommen abnahme einbruch"
    ),
    "fr": (
        "baisse baisses baissent baissé baissée diminue diminuent diminué diminution recul recule reculé "
        "chute chutent chuté réduit réduite réduction"
    ),
    "es": (
        "baja bajan bajó bajaron bajado bajada cae caen cayó cayeron caído caída disminuye disminuyó "
        "disminuyeron disminución desciende descendió descendieron descenso redujo redujeron reducción "
        "retroceso"
    ),
    "uk": (
        "впав впала впало впали падає падіння знизився знизилася знизилась знизилося знизилось знизилися "
        "знизились зниження зменшився зменшилася зменшилась зменшилося зменшилось зменшилися зменшились "
        "зменшення скоротився скоротилася скоротилось скоротилися скорочення"
    ),
    "ru": (
        "упал упала упало упали падает падение снизился снизилась снизилось снизились снижение уменьшился "
        "уменьшилась уменьшилось уменьшились уменьшение сократился сократилась сократилось сократились "
        "сокращение"
    ),
    "pl": (
        "spadł spadła spadło spadły spada spadek spadku zmniejszył zmniejszyła zmniejszyło zmniejszyły "
        "zmniejszenie zmalał zmalała zmalało zmalały obniżył obniżyła obniżka skurczył skurczyła"
    ),
}  # fmt: skip
_NEXT_CLAUSE: Final = {
    "en": "and but while after versus compared",
    "de": "und aber während nach gegenüber",
    "fr": "et mais tandis contre après",
    "es": "y pero mientras tras frente",
    "uk": "і й та але після проти",
    "ru": "и но после против",
    "pl": "i a ale po wobec",
}
"""Words that part a figure from what is said of another one, as punctuation does."""


class Direction(NamedTuple):
    """Where a figure goes by what stands at it."""

    word: str
    """As written."""
    up: bool


def directions_in(text: str, language: str | None) -> tuple[Direction, ...]:
    """Every word of a text that says up or down, in order; cheaper than to look at each figure."""
    words = _words((language or "")[:2].lower())
    matches = _WORD.finditer(lowered(text)) if words else ()
    return tuple(
        Direction(text[slice(*match.span())], words[match[0]])
        for match in matches
        if match[0] in words
    )


def direction_at(text: str, start: int, end: int, language: str | None) -> Direction | None:
    """The direction that the word nearest to the figure from `start` to `end` gives it, or None.

    `language` (ISO 639-1) is one of English, German, French, Spanish, Ukrainian, Russian and Polish; in
    others none is known.
    """
    code = (language or "")[:2].lower()
    words = _words(code)
    if not words:
        return None
    low, parted = lowered(text), _parting(code)
    nearest: tuple[int, Direction] | None = None
    for match in _WORD.finditer(low, max(0, start - 2 * _REACH), end + 2 * _REACH):
        up = words.get(match[0])
        if up is None or (match.start() < end and match.end() > start):
            continue
        before = match.end() <= start
        between = low[match.end() : start] if before else low[end : match.start()]
        away = len(between) + (0 if before else _BEHIND)
        if away <= _REACH and not parted.search(between) and (not nearest or away < nearest[0]):
            nearest = away, Direction(text[slice(*match.span())], up)
    return nearest[1] if nearest else None


@lru_cache(maxsize=16)
def _parting(language: str) -> re.Pattern[str]:
    """What ends the clause of a figure."""
    return re.compile(rf"[,;:.!?]\s|\b(?:{_NEXT_CLAUSE[language].replace(' ', '|')})\b")


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, bool]:
    up, down = _UP.get(language, ""), _DOWN.get(language, "")
    return dict.fromkeys(up.split(), True) | dict.fromkeys(down.split(), False)
