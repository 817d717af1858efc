"""Absolute calendar dates as pages print them.

A table of month names and five patterns, because a general parser costs more than the rest of the
work on an article: dateparser 1.5 takes 0.14 s to import and 0.32 s for its first date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

__all__ = ["ERAS", "MONTHS", "WEEKDAYS", "find_date", "with_joined_months"]

# January to December; of each language the form used in dates, other forms and abbreviations.
_MONTH_NAMES = (
    (
        "january jan januar jänner janvier janv enero ene січня січень січ января январь янв stycznia "
        "styczeń sty janeiro gennaio gen januari jaanuar ledna leden ianuarie ocak "
        "січні січнем январе январём январем styczniu styczniem lednu "
        "januars январю січню يناير كانونـالثاني كانونـثاني جانفي"
    ),
    (
        "february feb februar feber février févr fév febrero лютого лютий лют февраля февраль фев "
        "lutego luty lut fevereiro fev febbraio februari února únor februarie şubat "
        "лютому лютим феврале февралём февралем lutym únoru "
        "februars февралю شباط فبراير فيفري"
    ),
    (
        "march mar märz mär mrz mars marzo березня березень бер марта март мар marca marzec março "
        "maart mrt marts března březen martie mart "
        "березні березнем марте мартом marcu marcem březnu "
        "märzes марту مارس آذار اذار"
    ),
    (
        "april apr avril avr abril abr квітня квітень квіт апреля апрель апр kwietnia kwiecień kwi "
        "aprile dubna duben aprilie nisan "
        "квітні квітнем апреле апрелем kwietniu kwietniem dubnu "
        "aprils апрелю أبريل إبريل ابريل نيسان أفريل"
    ),
    (
        "may mai mayo травня травень трав мая май maja maj maio maggio mag mei května květen mayıs "
        "травні травнем мае маем maju majem "
        "مايو أيار ايار ماي"
    ),
    (
        "june jun juni juin junio червня червень черв июня июнь июн czerwca czerwiec cze junho "
        "giugno giu června červen iunie haziran "
        "червні червнем июне июнем czerwcu czerwcem červnu "
        "junis июню يونيو يونيه حزيران جوان"
    ),
    (
        "july jul juli juillet juil julio липня липень лип июля июль июл lipca lipiec lip julho "
        "luglio lug července červenec iulie temmuz "
        "липні липнем июле июлем lipcu lipcem červenci "
        "julis июлю يوليو يوليه تموز جويلية يوليوز"
    ),
    (
        "august aug août aout agosto ago серпня серпень серп августа август авг sierpnia sierpień "
        "sie augustus augusti srpna srpen ağustos "
        "серпні серпнем августе августом sierpniu sierpniem srpnu "
        "augusts августу أغسطس اغسطس آب أوت غشت"
    ),
    (
        "september sep sept septembre septiembre setiembre вересня вересень вер сентября сентябрь "
        "сен сент września wrzesień wrz setembro set settembre září septembrie eylül "
        "вересні вереснем сентябре сентябрём сентябрем wrześniu wrześniem "
        "septembers сентябрю سبتمبر أيلول ايلول شتنبر"
    ),
    (
        "october oct oktober okt octobre octubre жовтня жовтень жовт октября октябрь окт "
        "października październik paź outubro out ottobre ott října říjen octombrie ekim "
        "жовтні жовтнем октябре октябрём октябрем październiku październikiem říjnu "
        "oktobers октябрю أكتوبر اكتوبر تشرينـالأول تشرينـالاول تشرينـأول"
    ),
    (
        "november nov novembre noviembre листопада листопад лист ноября ноябрь ноя listopada "
        "listopad lis novembro listopadu noiembrie kasım "
        "листопаді листопадом ноябре ноябрём ноябрем listopadzie listopadem listopadu "
        "novembers ноябрю نوفمبر تشرينـالثاني تشرينـثاني نونبر"
    ),
    (
        "december dec dezember dez décembre déc diciembre dic грудня грудень груд декабря декабрь "
        "дек grudnia grudzień gru dezembro dicembre desember prosince prosinec decembrie aralık "
        "грудні груднем декабре декабрём декабрем grudniu grudniem prosinci "
        "dezembers декабрю ديسمبر كانونـالأول كانونـالاول كانونـأول دجنبر"
    ),
)
MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Number of each month name and abbreviation, lower-case; two words as `with_joined_months` has them."""

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
"""The year before the first one of each Japanese era and of the Chinese republic."""

WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi "
    "mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "понеділок вівторок середа четвер п'ятниця субота неділя понедельник вторник среда четверг "
    "пятница суббота воскресенье poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lunedì martedì mercoledì "
    "giovedì venerdì sabato domenica الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت "
    "الأحد الاحد".split()
)

_ARABIC_MONTH = r"(?: ?[/(][\u0600-\u06ff]{2,12}\)?)?"  # the other name of it: "أيار/مايو"
_DATE = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})\s?(?P<y0>[1-9]\d{{0,2}}|元)\s?年\s?(?P<m0>\d\d?)\s?月\s?(?P<d0>\d\d?)(?!\d)"
    r"|(?<!\d)(?P<y1>(?:19|20)\d\d)(?:[-./]|\s?[年년]\s?)(?P<m1>\d\d?)(?:[-./]|\s?[月월]\s?)(?P<d1>\d\d?)(?!\d)"
    r"|(?<![\d.:])(?P<d2>\d\d?)(?:st|nd|rd|th|er|[.º°])?[\s-](?:de\s|of\s)?(?:من\s)?(?P<m2>[^\W\d_]{2,12})\.?"
    rf"{_ARABIC_MONTH}[,،]?[\s-]"
    r"(?:de\s|del\s|عام\s|من\sعام\s)?(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\w)(?P<m3>[^\W\d_]{2,12})\.?\s(?P<d3>\d\d?)(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d./])(?P<a>\d\d?)(?P<mark>[-./])(?P<b>\d\d?)(?P=mark)(?P<y4>(?:19|20)\d\d)(?!\d)"
)


def find_date(text: str, language: str | None = None) -> date | None:
    """The first full date (day, month, year) in `text`, or None.

    Read are ISO 8601 and year-first forms, "3 January 2025", "January 3, 2025" with the month names
    of English, German, French, Spanish, Ukrainian, Russian, Polish, Arabic (both sets), Portuguese,
    Italian, Dutch, Czech, Romanian and Turkish, Japanese and Chinese era years, and "03.01.2025", in
    digits of any script. A form such as 03/04/2025 is day first except in
    English, where it could be either and is left out unless one number is over 12.
    """
    return next(iter(_dates(text, language)), None)


def with_joined_months(text: str) -> str:
    """The text with the Arabic months of two words written as one, of the same length."""
    return _TWO_WORDS.sub("ـ", text) if "كانون" in text or "تشرين" in text else text


_TWO_WORDS = re.compile("(?:(?<=كانون)|(?<=تشرين)) (?=ال|أول|ثان)")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


def _dates(text: str, language: str | None) -> Iterator[date]:
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), with_joined_months(text))
    for match in _DATE.finditer(text):
        part = match.groupdict()
        if part["era"]:
            year = ERAS[part["era"]] + (1 if part["y0"] == "元" else int(part["y0"]))
            found = _date(str(year), int(part["m0"]), part["d0"])
        elif part["y1"]:
            found = _date(part["y1"], int(part["m1"]), part["d1"])
        elif part["y2"]:
            found = _date(part["y2"], MONTHS.get(part["m2"].lower(), 0), part["d2"])
        elif part["y3"]:
            found = _date(part["y3"], MONTHS.get(part["m3"].lower(), 0), part["d3"])
        else:
            found = _numeric(part["y4"], int(part["a"]), int(part["b"]), part["mark"], language)
        if found:
            yield found


def _numeric(year: str, first: int, second: int, mark: str, language: str | None) -> date | None:
    if mark != "." and language in (None, "en") and first <= 12:
        if first == second or second > 12:
            return _date(year, first, second)
        return None
    return _date(year, second, first)


def _date(year: str, month: int, day: str | int) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
