"""Dates of Chinese, Japanese and Korean: 2024年5月3日, 令和6年, 二〇二四年, 24日, 1990年代."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..dates import ERAS
from .model import Dated
from .numerals import chinese_number

__all__ = ["eastern_dates"]

_SIGN: Final = re.compile("[年年月日년월일号號]")
_HAN: Final = "〇零一二三四五六七八九十"
_DATE: Final = re.compile(
    rf"(?<!\d)(?:(?:(?P<era>{'|'.join(ERAS)}) ?(?P<of_era>[1-9]\d{{0,2}}|元)|(?P<year>\d{{4}})) ?[年년] ?)?"
    r"(?P<month>1[0-2]|0?[1-9]) ?[月월](?: ?(?P<day>\d\d?) ?[日号號일])?"
    rf"|(?P<only_era>{'|'.join(ERAS)}) ?(?P<only_of_era>[1-9]\d{{0,2}}|元) ?年(?![前後后間间])"
    r"|(?<!\d)(?P<only>(?:1\d|20|21)\d\d) ?[年년](?!代)"
)
_DAY: Final = re.compile(
    r"(?<![\d.,]|[計约約近第全数數])(?P<day>[12]\d|3[01]|0?[1-9]) ?"
    "日(?![間间后後前以连連続目ぶ分ほ程余餘多个個令本元圆圓内內経])"
)
_DECADE: Final = re.compile(r"(?<![\d.,])(?:(?P<full>1\d\d0|20\d0)|(?P<short>[1-9]0)) ?年代")
_IN_HAN: Final = re.compile(
    rf"(?<![{_HAN}])(?:(?P<year>[{_HAN}]{{4}})年)?(?:(?P<month>[{_HAN}]{{1,2}})月)"
    rf"(?:(?P<day>[{_HAN}]{{1,3}})[日号號])?"
    rf"|(?<![{_HAN}])(?P<only>[一二][〇零一二三四五六七八九]{{3}})年(?!代)"
)


def eastern_dates(low: str) -> Iterator[Dated]:
    """The dates, years and decades with an eastern sign behind each part; fuller ones come first."""
    if not _SIGN.search(low):
        return
    for match in _DECADE.finditer(low):
        short = int(match["short"] or 0)
        years = (match["full"],) if match["full"] else (1900 + short, 2000 + short)
        yield Dated(*match.span(), "year", tuple(map(Decimal, years)), "decade")
    for match in _DATE.finditer(low):
        era, of_era = match["era"] or match["only_era"], match["of_era"] or match["only_of_era"]
        year = ERAS[era] + (1 if of_era == "元" else int(of_era)) if era else 0
        yield from _dated(match, year or int(match["year"] or match["only"] or 0))
    for match in _IN_HAN.finditer(low):
        yield from _dated(match, _number(match["year"] or match["only"]))
    for match in _DAY.finditer(low):
        yield Dated(*match.span(), "date", (Decimal(match["day"]),))


def _dated(match: re.Match[str], year: int) -> Iterator[Dated]:
    month, day = _number(match["month"]), _number(match["day"])
    if not month:
        yield Dated(*match.span(), "year", (Decimal(year),))
    elif month <= 12 and day <= 31:
        yield Dated(*match.span(), "date", (Decimal(year * 10000 + month * 100 + day),))


def _number(written: str | None) -> int:
    """The number in digits or Chinese numerals, 0 for none."""
    if not written:
        return 0
    return int(written) if written.isdecimal() else int(chinese_number(written) or 0)
