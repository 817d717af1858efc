"""What the words around a number say about its exactness."""

from __future__ import annotations

import re
from typing import Final, cast

from ..draft import Qualifier

__all__ = ["qualifier_of"]

_BEFORE: Final[dict[Qualifier, str]] = {
    "over": (
        "over|more than|greater than|higher than|larger than|bigger than|longer than|at least|above|beyond|"
        "exceed|exceeds|exceeded|exceeding|in excess of|upwards of|upward of|no fewer than|no less than|"
        "not less than|a minimum of|minimum of|surpass|surpassed|surpasses|surpassing|topped|topping|tops|"
        "north of|well over|just over|slightly over|>|>=|≥|"
        "mehr als|über|mindestens|wenigstens|plus de|plus d'|au moins|supérieur à|supérieure à|"
        "más de|al menos|por lo menos|superior a|mais de|pelo menos|ao menos|acima de|più di|oltre|almeno|"
        "больше чем|больше|более чем|более|свыше|не менее|не меньше|как минимум|"
        "понад|більше ніж|більше|більш ніж|більш як|більше як|щонайменше|не менше|не менш як|"
        "ponad|więcej niż|co najmniej|przynajmniej|powyżej|meer dan|minstens|ruim|"
        "أكثر من|ما يزيد على|ما يزيد عن|لا يقل عن|ما لا يقل عن|على الأقل"
    ),
    "under": (
        "under|less than|fewer than|lower than|smaller than|shorter than|below|up to|as many as|as much as|"
        "at most|no more than|not more than|a maximum of|maximum of|south of|just under|just below|"
        "slightly under|well under|<|<=|≤|"
        "weniger als|unter|höchstens|maximal|bis zu|moins de|moins d'|au plus|au maximum|jusqu'à|"
        "inférieur à|inférieure à|menos de|como máximo|inferior a|no máximo|meno di|al massimo|"
        "меньше чем|меньше|менее чем|менее|не более|не больше|максимум|"
        "менше ніж|менше|менш ніж|щонайбільше|не більше|не більш як|"
        "mniej niż|poniżej|maksymalnie|najwyżej|co najwyżej|minder dan|hooguit|maximaal|"
        "أقل من|ما يصل إلى|يصل إلى|على الأكثر"
    ),
    "about": (
        "about|around|approximately|approx|approx.|roughly|nearly|almost|some|circa|c.|ca|ca.|an estimated|"
        "estimated|close to|virtually|more or less|in the region of|in the neighborhood of|"
        "in the neighbourhood of|in the vicinity of|on the order of|~|≈|±|"
        "etwa|rund|ungefähr|zirka|knapp|fast|gut|annähernd|schätzungsweise|"
        "environ|près de|près d'|presque|quelque|autour de|à peu près|approximativement|"
        "unos|unas|alrededor de|cerca de|casi|aproximadamente|en torno a|quasi|quase|por volta de|"
        "attorno a|intorno a|около|примерно|приблизительно|почти|порядка|близько|приблизно|майже|"
        "орієнтовно|порядку|około|prawie|niemal|blisko|mniej więcej|ongeveer|zo'n|bijna|"
        "حوالي|نحو|قرابة|تقريبا|ما يقرب من"
    ),
}
# Written without a space before the number.
_ATTACHED: Final[dict[Qualifier, tuple[str, ...]]] = {
    "over": ("超过", "超過", "逾", "至少", "不少于", "多于", "少なくとも", ">", "≥", "最少"),
    "under": ("不到", "不足", "最多", "多达", "至多", "低于", "不超过", "最大", "<", "≤"),
    "about": ("大约", "约", "約", "大概", "近", "将近", "ほぼ", "およそ", "~", "≈", "±"),
}
# The name of the group that matches is the qualifier.
_BEHIND: Final = re.compile(
    r"(?P<over>(?: [^\W\d_]+)? (?:or (?:more|over|above|higher|greater)|and (?:counting|over|above|more)|"
    r"oder mehr|ou plus|o más|или более|або більше|lub więcej)\b"
    r"|-?plus\b| ?\+|多(?=[^\w]|人|名|万|亿|个)|余|餘|以上|超)"
    r"|(?P<under>(?: [^\W\d_]+)? (?:or (?:less|fewer|below|under|lower)|oder weniger|ou moins|o menos|"
    r"или менее|або менше)\b|以下|以内|未満)"
    r"|(?P<about>(?: [^\W\d_]+)? (?:or so|or thereabouts|oder so|approximately|roughly)\b"
    r"|-odd\b| ?左右|前後|程度|ほど)"
)
_TABLE: Final = {word: name for name, words in _BEFORE.items() for word in words.split("|")}
_MOST_WORDS: Final = max(word.count(" ") for word in _TABLE) + 1
_ARTICLES: Final = frozenset("a an the its their".split())
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
    before = low[max(0, start - _REACH) : start]
    attached = before.rstrip()
    for name, words in _ATTACHED.items():
        if attached.endswith(words):
            return name
    words_before = [word.lstrip(_OPENING) for word in before.split()]
    if words_before[-2:] == ["than", "the"]:
        return "exact"  # a comparison: "lower than the $41.9 million that was proposed"
    if len(words_before) > 1 and words_before[-1] in _ARTICLES:
        with_article, bare = words_before, words_before[:-1]
        found = _known(with_article) or _known(bare)
    else:
        found = _known(words_before)
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
    return None
