"""Times of day in words: "half past four", "halb fünf", "cuatro y media", "пів на п'яту", 四点半.

Read is what says that it is a time: a half or quarter, a word for "o'clock", or half of the day. A bare "at
four" may count something, and is left to be a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Final, NamedTuple

from .text import Source

__all__ = ["SpokenTime", "spoken_times"]


class SpokenTime(NamedTuple):
    """A time of day in words."""

    start: int
    end: int
    hour: int
    minute: int
    half: str | None
    """The words for the half of the day, "n" for noon and "m" for midnight; None where it is left open."""


# From one to twelve; forms of one hour are parted by a slash.
_EN: Final = "one two three four five six seven eight nine ten eleven twelve"
_DE: Final = "eins/ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_FR: Final = "une deux trois quatre cinq six sept huit neuf dix onze douze"
_ES: Final = "una dos tres cuatro cinco seis siete ocho nueve diez once doce"
_UK: Final = (
    "першу/першій другу/другій третю/третій четверту/четвертій п'яту/п'ятій шосту/шостій сьому/сьомій "
    "восьму/восьмій дев'яту/дев'ятій десяту/десятій одинадцяту/одинадцятій дванадцяту/дванадцятій"
)
_RU: Final = "час два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
_RU_OF: Final = (
    "первого второго третьего четвёртого/четвертого пятого шестого седьмого восьмого девятого десятого "
    "одиннадцатого двенадцатого"
)
_PL: Final = (
    "pierwszej drugiej trzeciej czwartej piątej szóstej siódmej ósmej dziewiątej dziesiątej jedenastej "
    "dwunastej"
)
_AR: Final = "الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"
_ZH: Final = "一 二/两/兩 三 四 五 六 七 八 九 十 十一 十二"
_AS_A_TIME: Final = r"(?= ?[,.;:!?)»”]|$)"
_OF_DAY: Final = {
    "en": "in the morning|in the afternoon|in the evening|at night",
    "de": "morgens|vormittags|nachmittags|abends|nachts",
    "fr": "du matin|de l'après-midi|du soir",
    "es": "(?:de|por) la (?:mañana|tarde|noche|madrugada)",
    "uk": "ранку|вечора|ночі|дня",
    "ru": "утра|вечера|ночи|дня",
    "pl": "rano|wieczorem|po południu|w nocy",
    "ar": "صباحا|صباحًا|صباحاً|فجرا|فجرًا|مساء|مساءً|ليلا|ليلًا|عصرا|ظهرا|بعد الظهر",
    "zh": "上午|下午|凌晨|早上|早晨|清晨|中午|傍晚|晚上|晚间|晚間|当晚|當晚|深夜",
}
# The ways of each language: words for the hours, and patterns with them as {h} and half of the day as {d}.
_WAYS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "en": (
        (
            _EN,
            (
                r"(?P<say>half past|quarter past) {h}(?: {d})?",
                r"(?:at|by|until|before|after|around|about) (?:a )?(?P<say>quarter to) {h}(?: {d})?",
                r"{h} o'clock(?: {d})?",
                r"(?:at|by|until|before|after|around|about|since) {h} {d}",
            ),
        ),
    ),
    "de": (
        (
            _DE,
            (r"(?P<say>halb|viertel nach|viertel vor) {h}(?: uhr)?(?: {d})?", r"{h} uhr(?: {d})?"),
        ),
    ),
    "fr": (
        (
            _FR,
            (
                r"{h} heures? (?P<say>et demie?|et quart|moins le quart)(?: {d})?",
                r"{h} heures? {d}",
                rf"(?:à|vers|dès|jusqu'à|avant|après) {{h}} heures?{_AS_A_TIME}",
            ),
        ),
    ),
    "es": (
        (
            _ES,
            (
                r"las? {h} (?P<say>y media|y cuarto|menos cuarto)(?: {d})?",
                r"las? {h} {d}",
                rf"a las? {{h}}{_AS_A_TIME}",
            ),
        ),
    ),
    "uk": (
        (
            _UK,
            (
                r"(?P<say>пів на|чверть на) {h}(?: {d})?",
                r"об? {h} (?:годині(?: {d})?|{d})",
                rf"об? {{h}}{_AS_A_TIME}",
            ),
        ),
    ),
    "ru": (
        (
            _RU_OF,
            (r"(?P<say>половине|половину|четверть) {h}(?: {d})?", r"(?P<say>пол-?){h}(?: {d})?"),
        ),
        (
            _RU,
            (
                r"(?:в|к|до|после) {h}(?: час(?:а|ов))? {d}",
                rf"(?:в|к) {{h}} час(?:а|ов){_AS_A_TIME}",
            ),
        ),
    ),
    "pl": (
        (
            _PL,
            (
                r"(?P<say>wpół do|kwadrans po) {h}(?: {d})?",
                r"o godzinie {h}(?: {d})?",
                r"o {h} {d}",
                rf"o {{h}}{_AS_A_TIME}",
            ),
        ),
    ),
    "ar": (
        (
            _AR,
            (
                "{h} (?P<say>والنصف|والربع|والثلث|إلا ربعا|إلا ربعًا|إلا الربع|إلا ثلثا)(?: {d})?",
                "الساعة {h}(?: {d})?",
                "{h} {d}",
            ),
        ),
    ),
    "zh": ((_ZH, ("(?:{d})?{h}[点點时時](?P<say>半|一刻|三刻|钟|鐘|整)", "{d}{h}[点點时時]")),),
}
_NOON: Final = {
    "en": "noon|midday", "fr": "à midi", "es": "(?:al|a) mediodía", "uk": "опівдні", "ru": "в полдень",
    "pl": "w południe", "ar": "منتصف النهار", "zh": "正午", "ja": "正午",
}  # fmt: skip
_MIDNIGHT: Final = {
    "en": "midnight", "de": "mitternacht", "fr": "minuit", "es": "medianoche", "uk": "опівночі",
    "ru": "полночь", "pl": "północy", "ar": "منتصف الليل", "zh": "午夜", "ja": "午前零時",
}  # fmt: skip
_TWELVES: Final = {
    "en": "noon midday midnight", "de": "mitternacht", "fr": "midi minuit", "es": "mediodía medianoche",
    "uk": "опівдні опівночі", "ru": "полдень полночь", "pl": "południe północy", "ar": "منتصف",
}  # fmt: skip
_SIGNS: Final = {
    "en": "past quarter clock morning afternoon evening night noon midday midnight",
    "de": "halb viertel uhr mitternacht",
    "fr": "heure heures midi minuit",
    "es": "la las mediodía medianoche",
    "uk": "пів чверть о об опівдні опівночі",
    "ru": "половине половину четверть в к до после полдень полночь",
    "pl": "wpół kwadrans o południe północy",
    "ar": "الساعة والنصف والربع والثلث إلا صباحا صباحًا مساء مساءً ليلا عصرا ظهرا الظهر منتصف",
}
"""Words of which one stands in every time; Chinese and Japanese have their signs."""
_EASTERN_SIGN: Final = re.compile("[点點时時]|正午|午夜|午前零時")
# What the words say of the minutes, and whether the hour is the one that comes.
_MINUTES: Final = {
    **dict.fromkeys(("half past", "et demi", "et demie", "y media", "والنصف", "半"), (30, False)),
    **dict.fromkeys(
        ("halb", "пів на", "половине", "половину", "пол", "пол-", "wpół do"), (30, True)
    ),
    **dict.fromkeys(
        ("quarter past", "viertel nach", "et quart", "y cuarto", "kwadrans po", "والربع", "一刻"),
        (15, False),
    ),
    **dict.fromkeys(("чверть на", "четверть"), (15, True)),
    **dict.fromkeys(
        (
            "quarter to",
            "viertel vor",
            "moins le quart",
            "menos cuarto",
            "إلا ربعا",
            "إلا ربعًا",
            "إلا الربع",
        ),
        (45, True),
    ),
    "三刻": (45, False),
    "والثلث": (20, False),
    "إلا ثلثا": (40, True),
}


class _Way(NamedTuple):
    """How a language says times."""

    pattern: re.Pattern[str]
    hours: dict[str, int]
    words: frozenset[str] | None
    """Words of which one stands in every such time; None where words are not parted."""


def spoken_times(source: Source) -> Iterator[SpokenTime]:
    """The times of a text in words of its language; without one, in English."""
    language = source.language or "en"
    if language in ("zh", "ja"):
        if not _EASTERN_SIGN.search(source.low):
            return
    elif language not in _SIGNS or source.words.isdisjoint(_signs(language)):
        return
    for way in _ways(language):
        if way.words is None or not source.words.isdisjoint(way.words):
            yield from map(partial(_spoken, way), way.pattern.finditer(source.low))


def _spoken(way: _Way, match: re.Match[str]) -> SpokenTime:
    found = match.groupdict()
    if "hour" not in found:
        at_noon = found["noon"] is not None
        return SpokenTime(*match.span(), 12 if at_noon else 0, 0, "n" if at_noon else "m")
    minute, is_next = _MINUTES.get(found.get("say") or "", (0, False))
    hour = (way.hours[found["hour"]] - is_next - 1) % 12 + 1
    return SpokenTime(*match.span(), hour, minute, found.get("half") or found.get("half2"))


@lru_cache(maxsize=16)
def _signs(language: str) -> frozenset[str]:
    return frozenset(_SIGNS[language].split())


@lru_cache(maxsize=16)
def _ways(language: str) -> tuple[_Way, ...]:
    parted = language not in ("zh", "ja")
    found = []
    for words, patterns in _WAYS.get(language, ()):
        hours = {
            form: hour for hour, forms in enumerate(words.split(), 1) for form in forms.split("/")
        }
        ends = {form.rpartition("'")[2] for form in hours}
        for pattern in patterns:
            needed = frozenset(ends | {f"пол{end}" for end in ends}) if parted else None
            found.append(_Way(_compiled(pattern, hours, language, parted=parted), hours, needed))
    noon = f"(?P<noon>{_NOON[language]})" if language in _NOON else "(?P<noon>(?!))"
    twelve = rf"(?:{noon}|{_MIDNIGHT[language]})"
    pattern = rf"(?<!\w){twelve}(?!\w)" if parted else twelve
    needed = frozenset(_TWELVES.get(language, "").split()) if parted else None
    return (*found, _Way(re.compile(pattern), {}, needed))


def _compiled(
    pattern: str, hours: Iterable[str], language: str, *, parted: bool
) -> re.Pattern[str]:
    """The pattern with the words for hours and halves of the day put in."""
    one_of = "|".join(sorted(hours, key=len, reverse=True))
    # 十四 is fourteen, and no four.
    hour = f"(?P<hour>{one_of})"
    hour = rf"{hour}(?!\w)" if parted else f"(?<![二三四五六七八九十百第]){hour}"
    of_day = _OF_DAY[language] + (r")(?!\w)" if parted else ")")
    first, *others = pattern.replace("{h}", hour).split("{d}")
    for name, part in zip(("half", "half2"), others, strict=False):
        first += f"(?P<{name}>{of_day}{part}"
    return re.compile(rf"(?<!\w){first}" if parted else first)
