"""Amounts, ordinals and names with digits in a text, each with its scale and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from .model import Kind
from .nouns import noun_behind
from .numerals import VULGAR, chinese_number, readings
from .parts import half_behind
from .repeats import REPEATS
from .text import Source, previous_word
from .units import (
    ATTACHED,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    MINUS,
    phrase_at,
    phrase_behind,
)
from .words import spelled_numbers

__all__ = ["Amount", "amounts_in_digits", "amounts_in_words"]


class Amount(NamedTuple):
    """A number as written, with what stands around it."""

    start: int
    end: int
    number_start: int
    number_end: int
    kind: Kind
    readings: tuple[Decimal, ...]
    unit: str | None = None
    scale: Decimal = Decimal(1)
    """The factor that a word such as "million" puts to the digits."""
    soft: bool = False


_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)*")
_FRACTION: Final = re.compile(r"(?<![\w)])\.\d+")
_SPLIT_GROUPS: Final = re.compile(r"\d{1,3}(?:, ?\d{3})+(?![\d,])(?:\.\d+)?")
_COUNTS: Final = {
    word: Decimal(n)
    for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_RATE: Final = re.compile(
    rf"(?<![\w.,$-])(\d|{'|'.join(_COUNTS)})(?: |-)(?:in|out of|of every|in every)(?: |-)"
    rf"(\d{{1,3}}|{'|'.join(_COUNTS)})(?![\w%]|[.,:-]\d)"
)
_EASTERN_PART: Final = re.compile(r"(?P<under>\d{1,4})分[の之](?P<over>\d{1,3}(?:\.\d+)?)")
_EASTERN_SHARE: Final = re.compile(r"(?P<under>[百千])分之(?P<over>\d{1,3}(?:\.\d+)?)")
_CENTURY: Final = re.compile(
    r"(?<!\w)(?P<roman>[xviхі]{1,5})(?:e|ème|er)? "
    r"(?:siècles?|століття|столітті|століттям|век|века|веке|веком|wiek|wieku|wiekiem)(?!\w)"
    r"|\b(?:siglos?|secolo|século) (?P<after>[xvi]{1,5})\b"
    r"|القرن ال(?:ـ ?)?(?P<digits>\d\d?)(?!\d)"
)
_CENTURIES: Final = frozenset(
    "siècle siècles століття столітті століттям век века веке веком wiek wieku wiekiem siglo siglos "
    "secolo século القرن".split()
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "х": 10, "і": 1}
_RATE_SIGN: Final = re.compile(rf"[ -](?:in|of|every)[ -](?:\d|{'|'.join(_COUNTS)})")
_SLASHED: Final = re.compile(r"/(\d{1,3})(?![\d/.,])")
_MIXED: Final = re.compile(r" (\d)/(\d{1,2})(?![\d/.,])")
_MARKER: Final = re.compile(r"[ \t]*(?:\(?\d{1,3}[.)]|[-•*] ?\d{1,2}[.)])(?=\s+\S)")
_LINE_END: Final = re.compile("\n")
_NOTE: Final = re.compile(r"\[\d{1,3}\]")
_INLINE_MARKER: Final = re.compile(r"(?<!\S)\(?(\d{1,2})\)(?= )")
_ORDINAL: Final = re.compile(
    r"(?:st|nd|rd|th)(?!\w)|[ºª]|[番回度人年日件社台個週つカか]{1,2}目(?![標的指前撃次立])|位(?![于於])|世紀|世纪|번째"
    r"|-?(?:й|го|му|ий|ій|ша|я|е|ой|ая|ої|ого|ому|та|ту|те|тя|тий|ге|гий|му|ша|ші|ої|ій|ю|ую|ым|им|ми|м)(?!\w)"
)
_FRENCH_ORDINAL: Final = re.compile(r"(?:er|ère|re|e|ème|nde)(?!\w)")
_GERMAN_ORDINAL: Final = re.compile(r"\.(?= [^\W\d_])")
_POLISH_ORDINAL: Final = re.compile(
    r"\.(?= [a-ząćęłńóśźż]{4})|-(?:szy|gi|ty|my|ci|ta|ga|go|tego)(?!\w)"
)
_GERMAN_BEFORE: Final = frozenset(
    "der die das den dem des zum zur am im vom beim ihren seinen ihrem seinem ihr sein ihre seine ein "
    "einen einem eine einer ins".split()
)
_QUARTER: Final = re.compile(
    r"(?<![\w-])(?:(?:q ?(?P<q>[1-4])|(?P<q_after>[1-4])q)|h ?(?P<h>[12])|(?P<h_after>[12])h)(?=\b|\d\d)"
)
_BEFORE: Final = re.compile(
    "(?:(?P<sign>{})|(?<![^\\W_])(?P<code>{})\\.?) ?$".format(
        "|".join(map(re.escape, sorted(CURRENCY_SIGNS, key=len, reverse=True))),
        "|".join(CURRENCY_CODES),
    )
)
_ATTACHED: Final = re.compile(r"(?: (?=(?:[km]|md|bn)[€$£¥]))?([^\W\d_]+)")
_SHARE_OF: Final = re.compile(
    r"(?: of)?(?: an?)?(?=[ -](?:hundred|thousand|million|billion|trillion|dozen)\b)"
)
_NOT_MINUS: Final = frozenset("au du al lo de ou o más".split())
"""Words before "moins" and "menos" that make them "at least" and "less"."""
_NONE: Final = Decimal(0)
_ONE: Final = Decimal(1)
_LARGEST: Final = 10**12
"""The largest scale in use."""
_HALF_OR_QUARTER: Final = re.compile(r"[ -](quarter|half)\b")
_SMALLER_PART: Final = re.compile(r"(?P<gap> ?و?)(?P<digits>\d{1,4})(?!\d|[.,]\d)")
# "3成5" and "3割5分" are 35 percent.
_TENTH_BEHIND: Final = {
    "成": re.compile(r"(?P<digit>[1-9一二三四五六七八九])(?![\d年月日])"),
    "割": re.compile("(?P<digit>[1-9一二三四五六七八九])分"),
}
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_PARTS: Final = frozenset((2, 3, 4, 5, 6, 8, 10, 16))
"""Numbers under a slash that make it a fraction rather than a name such as "9/11"."""
# Names that are as common without their number: COVID, SARS-CoV, carbon dioxide, methane.
_NUMBER_OPTIONAL: Final = frozenset(("covid19", "cov2", "co2", "ch4"))


def amounts_in_digits(source: Source, taken: bytearray) -> Iterator[Amount]:
    """The amounts written in digits where nothing is taken, in no order.

    `taken` has a byte for each character, 1 where another figure stands.
    """
    if source.language not in (None, "en", "de") and not source.words.isdisjoint(_CENTURIES):
        yield from _centuries(source)
    if not _DIGIT.search(source.low):
        yield from _rates(source) if not source.words.isdisjoint(_COUNTS) else ()
        return
    taken = bytearray(taken)
    for found in _markers(source.low):
        _take(taken, found)
    for rate in _rates(source):
        yield rate
        taken[rate.start : rate.end] = b"\1" * (rate.end - rate.start)
    halves = "q" in source.words or "h" in source.words
    for match in _QUARTER.finditer(source.low) if halves else ():
        if match["h_after"] and source.language not in (None, "en"):
            continue  # an hour: "2h", "1h30"
        place = next(group for group in match.groups() if group)
        unit = "quarter" if match["q"] or match["q_after"] else "half"
        yield Amount(*match.span(), *match.span(), "ordinal", (Decimal(place),), unit)
        _take(taken, match)
    at = 0
    while number := _next_number(source, at):
        start, at = number.span()
        if taken[start]:
            free = taken.find(0, start)
            at = free if free > 0 else at
        elif taken.find(1, start, at) < 0 and (amount := _amount(source, number)):
            yield amount
            at = max(at, amount.end)


def _centuries(source: Source) -> Iterator[Amount]:
    """The ordinals of "XXI век", "siglo XXI" and "القرن الـ21"."""
    for match in _CENTURY.finditer(source.low):
        group = next(name for name in ("roman", "after", "digits") if match[name])
        written = match[group]
        if group == "digits":
            value = int(written)
        else:
            ones = [_ROMAN[sign] for sign in written]
            less = (a < b for a, b in zip(ones, [*ones[1:], 0], strict=True))
            value = sum(-n if is_less else n for n, is_less in zip(ones, less, strict=True))
        yield Amount(*match.span(group), *match.span(group), "ordinal", (Decimal(value),))


def _rates(source: Source) -> Iterator[Amount]:
    """The parts written as "one in five", "3 out of 10", 3分の1 and 百分之12."""
    for match in _EASTERN_PART.finditer(source.low) if "分" in source.low else ():
        over, under = Decimal(match["over"]), Decimal(match["under"])
        if 0 < over < under:
            yield Amount(*match.span(), *match.span(), "fraction", (over / under,))
    for match in _EASTERN_SHARE.finditer(source.low) if "分之" in source.low else ():
        share = Decimal(match["over"]) / (1 if match["under"] == "百" else 10)
        yield Amount(*match.span(), *match.span(), "percent", (share,), "%")
    for match in _RATE.finditer(source.low) if _RATE_SIGN.search(source.low) else ():
        over, under = (_COUNTS.get(part) or Decimal(part) for part in match.groups())
        if over < under and phrase_behind(source.low, match.end(), source.language) is None:
            yield Amount(*match.span(), *match.span(), "fraction", (over / under,))


def _take(taken: bytearray, match: re.Match[str]) -> None:
    taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())


def _next_number(source: Source, at: int) -> re.Match[str] | None:
    low = source.low
    digit = _DIGIT.search(low, at)
    if digit is None:
        return None
    start = digit.start()
    fraction = start > at and low[start - 1] == "." and _FRACTION.match(low, start - 1)
    match = fraction or _DIGITS.match(low, start)
    if match and low.startswith(", ", match.end()) and source.tokenised:
        return _SPLIT_GROUPS.match(low, match.start()) or match
    return match


def _markers(low: str) -> Iterator[re.Match[str]]:
    """The numbers of list items and footnotes, which count nothing."""
    for start in (0, *(match.end() for match in _LINE_END.finditer(low))):
        if match := _MARKER.match(low, start):
            yield match
    if "[" in low:
        yield from _NOTE.finditer(low)
    inline = list(_INLINE_MARKER.finditer(low)) if ")" in low else []
    numbers = [int(match[1]) for match in inline]
    if len(inline) > 1 and numbers == list(range(1, len(inline) + 1)):
        yield from inline


def _amount(source: Source, match: re.Match[str]) -> Amount | None:
    low, (start, end) = source.low, match.span()
    if label := _label_before(source, start, end):
        return label
    values = readings(match.group().replace(", ", ","), source.language)
    if not values:
        return None
    if slashed := _SLASHED.match(low, end):
        return _slashed(start, values, slashed)
    part, end = _part_behind(low, end)
    if part:
        values = tuple(value + part for value in values)
    letters = _LETTERS.match(low, end)
    if letters and low[end] < "\u0600" and not _are_known(letters, source):
        return Amount(start, letters.end(), start, end, "label", values)
    return _whole(source, Amount(start, end, start, end, "number", values))


def _part_behind(low: str, end: int) -> tuple[Decimal, int]:
    """The fraction that is added to a number, as in "1½" and "2 1/2", and where it ends."""
    if low[end : end + 1] in VULGAR:
        over, under = VULGAR[low[end]]
        return Decimal(over) / under, end + 1
    match = _MIXED.match(low, end)
    if match and int(match[1]) < int(match[2]) and int(match[2]) in _PARTS:
        return Decimal(match[1]) / int(match[2]), match.end()
    return _NONE, end


def _are_known(letters: re.Match[str], source: Source) -> bool:
    """Whether the letters right behind a number are a scale, a unit or the ending of an ordinal."""
    return (
        letters.group() == "s"
        or letters.group() in ATTACHED
        or _ordinal_end(source, letters.start(), letters.start()) > letters.start()
        or phrase_at(source.low, letters.start(), source.language) is not None
    )


def _label_before(source: Source, start: int, end: int) -> Amount | None:
    """The name that ends with the number, as "F-16", "COVID-19", "G7"."""
    low = source.low
    hyphen = low[start - 1 : start] == "-"
    last = start - 2 if hyphen else start - 1
    if last < 0 or not low[last].isalpha() or low[last] >= "\u0600":
        return None
    first = last
    while first > 0 and low[first - 1].isalnum():
        first -= 1
    word = low[first : last + 1]
    if word in CURRENCY_CODES or (hyphen and source.text[first : last + 1].islower()):
        return None
    digits = Decimal(re.sub(r"\D", "", low[start:end]))
    return Amount(
        first, end, start, end, "label", (digits,), soft=f"{word}{digits}" in _NUMBER_OPTIONAL
    )


def _slashed(start: int, values: tuple[Decimal, ...], slashed: re.Match[str]) -> Amount:
    """A fraction such as "3/4", else a name such as "9/11"."""
    over, under, end = values[0], Decimal(slashed[1]), slashed.end()
    if over >= under or under not in _PARTS:
        return Amount(start, end, start, end, "label", values)
    return Amount(start, end, start, end, "fraction", (over / under,))


def amounts_in_words(source: Source, taken: bytearray) -> Iterator[Amount]:
    """The amounts written in words where nothing is taken; some overlap, the longest are then right."""
    for found in spelled_numbers(source, taken):
        span = (found.start, found.end)
        if taken.find(1, *span) >= 0:
            continue
        unit = "%" if found.form == "percent" else None
        amount = Amount(*span, *span, found.form, (found.value,), unit, soft=found.soft)
        yield amount if found.form in ("vague", "percent") else _whole(source, amount)
    if not source.words.isdisjoint(REPEATS):
        yield from _repeats(source.low)


def _repeats(low: str) -> Iterator[Amount]:
    for match in _LETTERS.finditer(low):
        if match[0] in REPEATS:
            values = (Decimal(REPEATS[match[0]]),)
            yield Amount(*match.span(), *match.span(), "number", values, "times", soft=True)


_AND_PART: Final = re.compile(
    r" and (?:(?:a|one)[ -]half|(?P<quarter>(?:a|one)[ -]quarter)|(?P<quarters>three[ -]quarters))\b"
)


def _with_part(low: str, amount: Amount) -> Amount:
    """The sum of "two and a half"."""
    if amount.kind != "number" or not low.startswith(" and ", amount.end):
        return amount
    match = _AND_PART.match(low, amount.end)
    if match is None:
        return amount
    part = Decimal("0.25" if match["quarter"] else "0.75" if match["quarters"] else "0.5")
    values = tuple(value + part for value in amount.readings)
    return amount._replace(end=match.end(), number_end=match.end(), readings=values, soft=False)


def _whole(source: Source, amount: Amount) -> Amount:
    """The amount with the signs, scale and unit around its number."""
    end = _ordinal_end(source, amount.start, amount.end)
    if end > amount.end or amount.kind == "ordinal" or _is_ranked(source, amount.start):
        return _with_noun(source, amount._replace(end=end, number_end=end, kind="ordinal"))
    amount = _with_part(source.low, amount)
    amount = _with_half(source, amount)
    amount = _with_currency_before(source, amount)
    amount = _with_half(source, _with_scale(source, amount))
    amount = _with_unit(source, amount)
    return _with_sign(source, amount)


def _with_half(source: Source, amount: Amount) -> Amount:
    """The sum of "deux millions et demi" or "два с половиной"."""
    part, end = half_behind(source.low, amount.end, amount.readings[0], source.language)
    if end == amount.end or amount.kind not in ("number", "money"):
        return amount
    values = tuple(value + part for value in amount.readings)
    return amount._replace(end=end, number_end=end, readings=values, soft=False)


def _is_ranked(source: Source, start: int) -> bool:
    return source.low[max(0, start - 1) : start] == "第"


def _ordinal_end(source: Source, start: int, end: int) -> int:
    """Where the ending of an ordinal in digits stops; `end` itself if there is none."""
    low = source.low
    match = _ORDINAL.match(low, end) if low[end - 1 : end].isdigit() else None
    if match is None and source.language == "fr" and low[end - 1 : end].isdigit():
        match = _FRENCH_ORDINAL.match(low, end)
    if match is None and source.language == "pl" and low[end - 1 : end].isdigit():
        match = _POLISH_ORDINAL.match(source.text, end)
    if match is None and source.language == "de" and previous_word(low, start) in _GERMAN_BEFORE:
        match = _GERMAN_ORDINAL.match(low, end)
    return match.end() if match else end


def _with_currency_before(source: Source, amount: Amount) -> Amount:
    match = _BEFORE.search(source.low, max(0, amount.start - 5), amount.start)
    if match is None:
        return amount
    unit = CURRENCY_SIGNS[match["sign"]] if match["sign"] else CURRENCY_CODES[match["code"]]
    return amount._replace(start=match.start(), kind="money", unit=unit)


def _with_scale(source: Source, amount: Amount) -> Amount:
    low = source.low
    end, factor = amount.end, _ONE
    letters = _ATTACHED.match(low, end) if low[end - 1 : end].isdigit() else None
    if letters and letters[1] in ATTACHED and _is_scale(source, amount, letters):
        factor, end = Decimal(ATTACHED[letters[1]]), letters.end()
    elif amount.kind == "fraction":
        share = _SHARE_OF.match(low, end)
        end = share.end() if share else end
    found = phrase_behind(low, end, source.language)
    while found and found[0].kind == "scale" and factor < _LARGEST:  # "2 thousand million"
        factor, end = factor * found[0].factor, found[1]
        found = phrase_behind(low, end, source.language)
    if factor is _ONE:
        return amount
    values = tuple(value * factor for value in amount.readings)
    kind: Kind = "number" if amount.kind == "fraction" else amount.kind
    amount = amount._replace(end=end, number_end=end, readings=values, kind=kind)
    return _with_smaller_part(source, amount._replace(scale=factor, soft=False))


def _with_smaller_part(source: Source, amount: Amount) -> Amount:
    """The sum of "3万8000", "5 млн 300 тыс" or "12 mil 500"."""
    low = source.low
    match = _SMALLER_PART.match(low, amount.end)
    if match is None:
        return amount
    end, part = match.end(), Decimal(match["digits"])
    found = phrase_behind(low, end, source.language)
    if found and found[0].kind == "scale":
        part, end = part * found[0].factor, found[1]
    elif not _takes_rest(source, amount, match["gap"]):
        return amount
    if part >= amount.scale:
        return amount
    values = tuple(value + part for value in amount.readings)
    return amount._replace(end=end, number_end=end, readings=values)


def _takes_rest(source: Source, amount: Amount, gap: str) -> bool:
    """Whether digits without a scale of their own go on with a number that has one."""
    if gap.endswith("و") or (gap and source.language == "es"):
        return amount.scale == 1000
    return not gap and source.low[amount.end - 1] >= "\u0e00"


def _is_scale(source: Source, amount: Amount, letters: re.Match[str]) -> bool:
    """Whether letters such as "k" and "m" right behind the digits are a scale and not a unit."""
    if letters[1] not in ("b", "m", "mm", "t", "cr") or amount.kind == "money":
        return True
    end = letters.end()
    found = phrase_behind(source.low, end, source.language)
    if found and found[0].kind == "money":
        return True
    noun = noun_behind(source, end)
    return letters[1] in ("b", "m") and noun is not None


def _with_unit(source: Source, amount: Amount) -> Amount:
    low, end = source.low, amount.end
    found = phrase_behind(low, end, source.language)
    if found is None and amount.scale > 1 and low.startswith(".", end):  # "5 Mrd. Euro"
        found = phrase_behind(low, end + 1, source.language)
    if found is None or found[0].kind == "scale":
        return _with_noun(source, amount)
    phrase, end = found
    if amount.kind == "money":
        if phrase.kind != "money":
            return amount
        return amount._replace(end=end, unit=_narrower(amount.unit, phrase.unit))
    kind: Kind = amount.kind
    if phrase.text in _TENTH_BEHIND and (tenth := _TENTH_BEHIND[phrase.text].match(low, end)):
        end, values = tenth.end(), tuple(v + _digit(tenth["digit"]) / 10 for v in amount.readings)
        amount = amount._replace(readings=values)
    if phrase.kind in ("percent", "money"):
        kind = "percent" if phrase.kind == "percent" else "money"
    elif kind == "fraction":
        kind = "number"
    return amount._replace(
        end=end,
        kind=kind,
        unit=phrase.unit,
        readings=tuple(value * phrase.factor for value in amount.readings),
        soft=amount.soft and phrase.kind == "measure",
    )


def _digit(sign: str) -> Decimal:
    """The value of a digit, Arabic or Chinese."""
    return Decimal(sign) if sign.isascii() else chinese_number(sign) or _NONE


def _narrower(one: str | None, other: str | None) -> str | None:
    """Of "$" and "AUD", as in "$5 Australian dollars", the latter."""
    return other if one in ("$", "¥", "pound", "rupee") else one


def _with_noun(source: Source, amount: Amount) -> Amount:
    if amount.kind == "ordinal":
        found = phrase_behind(source.low, amount.end, source.language)
        if found and found[0].kind == "measure":
            return amount._replace(unit=found[0].unit)
        match = _HALF_OR_QUARTER.match(source.low, amount.end)
        return amount._replace(unit=match[1], soft=False) if match else amount
    if amount.unit is not None:
        return amount
    return amount._replace(unit=noun_behind(source, amount.end))


def _with_sign(source: Source, amount: Amount) -> Amount:
    low, start = source.low, amount.start
    before = low[max(0, start - 2) : start]
    if before[-1:] in ("-", "–") and (len(before) < 2 or before[0] in " (["):
        digit_before = re.search(r"\d\s?$", low[max(0, start - 3) : start - 1])
        negative = digit_before is None
        start -= negative
    else:
        word = previous_word(low, start)
        negative = word in MINUS
        if negative:
            at = low.rindex(word, 0, start)
            negative = previous_word(low, at) not in _NOT_MINUS
            start = at if negative else start
    if not negative:
        return amount
    return amount._replace(
        start=start, number_start=start, readings=tuple(-v for v in amount.readings)
    )
