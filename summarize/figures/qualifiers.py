"""What the words around a number say about its exactness."""

from __future__ import annotations

import re
from typing import Final, cast

from ..draft import Qualifier
from .parts import COLLECTIVES

__all__ = ["qualifier_of"]

_BEFORE: Final[dict[Qualifier, str]] = {
    "over": (
        "over|more than|greater than|higher than|larger than|bigger than|longer than|at least|above|beyond|"
        "exceed|exceeds|exceeded|exceeding|in excess of|upwards of|upward of|no fewer than|no less than|"
        "not less than|a minimum of|minimum of|surpass|surpassed|surpasses|surpassing|topped|topping|tops|"
        "north of|well over|just over|slightly over|>|>=|≥|"
        "mehr als|über|mindestens|mind.|wenigstens|zumindest|gut|nicht weniger als|oberhalb von|"
        "plus de|plus d'|plus des|au moins|au minimum|pas moins de|minimum|au-delà de|au-dessus de|dépasse|"
        "dépassent|dépassé|dépassant|dépasser|dépassera|dépasserait|dépassait|excède|excédait|supérieur à|"
        "supérieure à|"
        "más de|más del|al menos|por lo menos|como mínimo|no menos de|un mínimo de|superior a|"
        "por encima de|"
        "supera|superan|superó|superaron|superado|supere|superen|superar|superará|excede|excedió|exceda|"
        "mais de|pelo menos|ao menos|acima de|più di|oltre|almeno|"
        "больше чем|больше|более чем|более|свыше|не менее|не менее чем|не меньше|не меньше чем|как минимум|"
        "по меньшей мере|по крайней мере|минимум|превысил|превысила|превысило|превысили|превышает|"
        "превышают|превысит|превысят|превысить|превышать|"
        "превышал|превышала|превышали|"
        "понад|більше ніж|більше|більш ніж|більш як|більше як|щонайменше|не менше|не менш як|не менше як|"
        "не менше ніж|не менш ніж|принаймні|мінімум|перевищив|перевищила|перевищило|перевищили|перевищує|"
        "перевищують|перевищить|перевищать|перевищити|перевищувати|перевищував|перевищувала|перевищуватиме|"
        "ponad|więcej niż|co najmniej|przynajmniej|powyżej|przeszło|nie mniej niż|minimum|"
        "przekroczył|przekroczyła|przekroczyło|przekroczyły|przekracza|przekraczają|przekroczy|przekroczą|"
        "przekroczyć|przekraczał|przekraczała|meer dan|minstens|ruim|"
        "أكثر من|أزيد من|ما يزيد على|ما يزيد عن|يزيد على|يزيد عن|تزيد على|تزيد عن|لا يقل عن|لا تقل عن|"
        "ما لا يقل عن|ليس أقل من|على الأقل|فوق|يتجاوز|تتجاوز|تجاوز|تجاوزت|يفوق|تفوق|بحد أدنى|بیش از|"
        "دست کم|دست‌کم|حداقل"
    ),
    "under": (
        "under|less than|fewer than|lower than|smaller than|shorter than|below|up to|as many as|as much as|"
        "at most|no more than|not more than|a maximum of|maximum of|south of|just under|just below|"
        "slightly under|well under|<|<=|≤|"
        "weniger als|unter|höchstens|maximal|max.|bis zu|knapp|nicht mehr als|unterhalb von|"
        "moins de|moins d'|moins des|au plus|au maximum|jusqu'à|pas plus de|pas plus d'|un maximum de|"
        "en dessous de|au-dessous de|inférieur à|inférieure à|"
        "menos de|menos del|como máximo|no más de|no más del|a lo sumo|un máximo de|máximo|por debajo de|"
        "inferior a|no máximo|meno di|al massimo|"
        "меньше чем|меньше|менее чем|менее|не более|не более чем|не больше|не больше чем|максимум|"
        "не превышает|не превышают|не превысил|не превысила|не превысило|не превысили|не превысит|"
        "не превысят|ниже|"
        "менше ніж|менше|менш ніж|менш як|менше як|щонайбільше|не більше|не більше ніж|не більше як|"
        "не більш як|не більш ніж|не перевищує|не перевищують|не перевищив|не перевищила|не перевищить|"
        "не перевищать|нижче|"
        "mniej niż|poniżej|maksymalnie|maksimum|maks.|najwyżej|co najwyżej|niespełna|nie więcej niż|niecałe|"
        "niecałych|nie przekracza|nie przekroczył|nie przekroczyła|nie przekroczy|nie przekroczą|"
        "minder dan|hooguit|maximaal|"
        "أقل من|ما يصل إلى|يصل إلى|تصل إلى|على الأكثر|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز|لا يزيد عن|"
        "لا يزيد على|لا تزيد عن|لا تزيد على|بحد أقصى|کمتر از|حداکثر"
    ),
    "about": (
        "about|around|approximately|approx|approx.|roughly|nearly|almost|some|circa|c.|ca|ca.|an estimated|"
        "estimated|close to|virtually|more or less|in the region of|in the neighborhood of|"
        "in the neighbourhood of|in the vicinity of|on the order of|~|≈|±|"
        "etwa|in etwa|rund|rd.|ungefähr|zirka|fast|nahezu|beinahe|annähernd|schätzungsweise|um die|an die|"
        "environ|près de|près d'|près des|presque|quelque|quelques|autour de|aux alentours de|à peu près|"
        "approximativement|de l'ordre de|pas loin de|"
        "unos|unas|alrededor de|alrededor del|cerca de|cerca del|casi|aproximadamente|en torno a|"
        "en torno al|ronda|rondan|rondaba|más o menos|quasi|quase|por volta de|attorno a|intorno a|"
        "около|примерно|приблизительно|ориентировочно|почти|порядка|близько|приблизно|майже|орієнтовно|"
        "порядку|około|ok.|prawie|niemal|niemalże|blisko|mniej więcej|w przybliżeniu|"
        "szacunkowo|ongeveer|zo'n|bijna|"
        "حوالي|حوالى|نحو|قرابة|زهاء|تقريبا|تقريبًا|تقريباً|ما يقرب من|ما يقارب|يقارب|تقارب|يناهز|تناهز|"
        "حدود|نزدیک به|تقریبا|تقریباً"
    ),
}
# Written without a space before the number.
_ATTACHED: Final[dict[Qualifier, str]] = {
    "over": (
        "超过 超過 超过了 超過了 逾 至少 最少 不少于 不少於 多于 多於 高于 高於 不低于 不低於 不下 "
        "突破 少なくとも 最低 > ≥"
    ),
    "under": (
        "不到 不足 未满 未滿 最多 多达 多達 高达 高達 至多 低于 低於 少于 少於 不超过 不超過 "
        "不多于 不高于 未超过 未超過 最大 最大で "
        "多くて < ≤"
    ),
    "about": (
        "大约 大約 约 約 约为 約為 约有 約有 大概 近 将近 將近 接近 估计 估計 ほぼ およそ おおよそ "
        "ざっと 推定 ~ ≈ ±"
    ),
}
_COUNTER: Final = "[人名件社戸台匹枚本個个只隻条棟軒校隊機基冊票位家所辆輛架艘头頭种種项項次回]?"
# The name of the group that matches is the qualifier.
_BEHIND: Final = re.compile(
    r"(?P<over>(?: [^\W\d_]+)? (?:or (?:more|over|above|higher|greater)"
    r"|and (?:counting|(?:over|above)(?! [\d$€£])|more(?! than))"
    r"|(?:oder|und) mehr(?! als)"
    r"|(?:übersteigt|übersteigen|überstieg|überschreitet|überschreiten|überschritt)"
    r"|(?:ou|et) plus(?! de| d')|au moins|au minimum"
    r"|o más(?! de)|como mínimo|al menos|por lo menos"
    r"|(?:или|и) (?:более|больше)(?! чем| \S?\d)|(?:або|і|та) більше(?! ніж| як| \S?\d)"
    r"|(?:lub|i) więcej(?! niż| \S?\d)|أو أكثر|على الأقل|كحد أدنى|بحد أدنى)\b"
    r"|-?plus\b| ?\+|[个個]?多(?![数數少いくめ])|余|餘"
    rf"|{_COUNTER}(?:以上|余り|あまり|超(?!え)|を?超え|を超す|を上回))"
    r"|(?P<under>(?: [^\W\d_]+)? (?:or (?:less|fewer|below|under|lower)|oder weniger|ou moins|au plus|"
    r"au maximum|o menos|como máximo|a lo sumo|или менее|або менше|lub mniej|على الأكثر|كحد أقصى|بحد أقصى)\b"
    rf"|{_COUNTER}(?:以下|以内|以內|未満|未满|未滿|を下回|に満たない))"
    r"|(?P<about>(?: [^\W\d_]+)? (?:or so|or thereabouts|oder so|approximately|roughly|environ|"
    r"aproximadamente|примерно|приблизительно|приблизно|تقريبا|تقريبًا|تقريباً)(?!\w| \W?\d)"
    rf"|-odd\b| ?{_COUNTER}(?:左右|上下|前後|前后|程度|ほど|くらい|ぐらい|近く))"
)
_TABLE: Final = {word: name for name, words in _BEFORE.items() for word in words.split("|")}
_SIGNS: Final = {sign: name for name, signs in _ATTACHED.items() for sign in signs.split()}
_LONGEST_FIRST: Final = sorted(_SIGNS, key=len, reverse=True)
_SIGN_ENDS: Final = tuple(_SIGNS)
_IN_RANGE: Final = re.compile(r"\d\W?~$")
_MOST_WORDS: Final = max(word.count(" ") for word in _TABLE) + 1
_ARTICLES: Final = frozenset("a an the its their el la los las un una le les".split())
_LINKS: Final = frozenset("на в у во o na en um auf".split())
"""Prepositions between a qualifier and its number: "примерно на три недели"."""
_BETWEEN: Final = _ARTICLES | _LINKS
_ALSO_MORE: Final = frozenset(
    "больше меньше более менее більше менше выше ниже вище нижче понад".split()
)
"""Words that before such a preposition compare: "больше на 5 %" is 5 % more."""
_JOINED: Final = "وبلف"
"""Arabic "and", "by", "for" and "so", written as one word with what follows."""
_REACH: Final = 48
"""Characters before a number in which its qualifier is looked for."""
_OPENING: Final = "([{\"'“„«‚‘"
# After these "about" and "over" name a topic: "asked about 5 hostages", "a dispute over 300 jobs".
_TOPIC: Final = frozenset(
    "ask asks asked asking talk talks talked talking speak speaks spoke question questions know knows knew "
    "concern concerns concerned worry worries worried news information story stories details something "
    "nothing think thinks thinking complain complained complaints lied learn learned told warned warning "
    "dispute disputes row fight battle war wars victory win triumph protest protests debate lawsuit sued "
    "arrested charged criticism criticised criticized jailed fears fear anger outrage control".split()
)
_SPANS: Final = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))


def qualifier_of(low: str, start: int, end: int, *, unit: str | None) -> Qualifier:
    """The qualifier of the number written from `start` to `end`, its unit included.

    "Over" before a length of time says as often when as how much ("grew over five years"), so it
    is none there, and neither are "about" and "over" behind a word that takes them ("asked about").
    """
    if behind := _BEHIND.match(low, end):
        return cast("Qualifier", behind.lastgroup)
    if low[start:end].rpartition(" ")[2] in COLLECTIVES:
        return "about"
    before = low[max(0, start - _REACH) : start]
    attached = before.rstrip()
    if attached.endswith(_SIGN_ENDS) and not _IN_RANGE.search(attached):
        return _SIGNS[next(filter(attached.endswith, _LONGEST_FIRST))]
    return _in_words(before, unit)


def _in_words(before: str, unit: str | None) -> Qualifier:
    """The qualifier that the words before a number make."""
    words_before = [word.lstrip(_OPENING) for word in before.split()]
    if words_before[-2:] == ["than", "the"]:
        return "exact"  # a comparison: "lower than the $41.9 million that was proposed"
    found, linked = _known(words_before), False
    for _ in range(2):  # "aproximadamente en un 5 %"
        last = words_before[-1] if len(words_before) > 1 else ""
        if found or last not in _BETWEEN:
            break
        words_before, linked = words_before[:-1], linked or last in _LINKS
        found = _known(words_before)
    if linked and found in _ALSO_MORE:
        found = None
    if found is None or (found == "over" and unit in _SPANS):
        return "exact"
    if found in ("about", "over") and not _TOPIC.isdisjoint(words_before[-2:-1]):
        return "exact"
    return _TABLE[found]


def _known(words: list[str]) -> str | None:
    """The longest phrase of the table that the words end with: "no more than" before "more than"."""
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        phrase = " ".join(words[-count:])
        if phrase in _TABLE:
            return phrase
        if phrase and phrase[0] in _JOINED and phrase[1:] in _TABLE:
            return phrase[1:]
    return None
