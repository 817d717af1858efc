"""The forms of measures and currencies in languages that decline them: stems with the endings of all cases.

A claim in one language and its evidence in another agree on a unit only if both words for it are known;
"в километрах", "kilometrami" and "كيلومترات" are the same one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["declined_measures", "declined_money"]

# Endings by the class of the stem; the first letter names the language.
_ENDINGS: Final = {
    "r": " а ы ов у ам ами ах ом е",  # метр
    "rt": "а ы у е ой  ам ами ах",  # тонн
    "rb": "ь я и ей ю ям ями ях ем",  # баррел
    "u": " а и ів у ам ами ах ом і",
    "ut": "а и у і ою  ам ами ах",
    "ub": "ь я і ів ю ям ями ях ем",
    "p": " a y ów owi om ami ach em",
    "pt": "a y ie ę ą  om ami ach",  # ton
    "pb": "ka ki ce kę ką ek kom kami kach",  # barył
    "a": " ا ًا اً ات",
}
_MONEY_STEMS: Final = {
    "$": "r:доллар u:долар p:dolar a:دولار",
    "UAH": "rt:гривн ut:гривн pt:hrywn",
    "RUB": "rb:рубл ub:рубл a:روبل",
    "JPY": "rt:иен ut:єн ut:ієн p:jen a:ين",
    "CNY": "rb:юан ub:юан p:juan a:يوان",
    "pound": "r:фунт u:фунт p:funt a:جنيه",
    "franc": "r:франк u:франк p:frank a:فرنك",
    "kr": "rt:крон ut:крон pt:koron",
    "lira": "rt:лир ut:лір pt:lir",
    "ILS": "rb:шекел ub:шекел a:شيكل a:شيقل",
}
_MONEY: Final = {
    "UAH": (
        "гривень|гривен|гривнею|гривнях|hrywien|hrywnja|hrywnia|hrywna|hryvnja|hryvna|griwna|griwnja|grivna|"
        "grivnas|jrivnia|jrivnias|هريفنية|フリヴニャ"
    ),
    "RUB": "rubel|rubla|ruble|rublem|rublom|rublami|rublach|rublos|rublo|рублём",
    "PLN": (
        "злотый|злотого|злотым|злотыми|злотий|злотого|злотим|злотими|złotym|złotymi|złotemu|eslotis|زلوتي|"
        "ズウォティ|ズロチ"
    ),
    "JPY": "yens|yenes",
    "CNY": "人民元",
    "franc": "franco|francos|franken|frankiem|franki|法郎|フラン",
    "kr": "kronen|couronnes|couronne|coronas|corona|كرونة|كرونا|كرونات|克朗|クローネ|クローナ",
    "rupee": "roupies|roupie|рупия|рупии|рупию|рупиями|рупія|рупії|рупій|рупію|rupia|rupie|rupii",
    "lira": "livres turques|liry|里拉|リラ",
    "ILS": "schekel|shekels|séqueles|szekli|szekle|谢克尔|シェケル",
}
_STEMS: Final = {
    "km": "r:километр u:кілометр p:kilometr a:كيلومتر",
    "m": "r:метр u:метр p:metr a:متر",
    "cm": "r:сантиметр u:сантиметр p:centymetr a:سنتيمتر a:سنتمتر a:سانتيمتر",
    "mm": "r:миллиметр u:міліметр p:milimetr a:مليمتر a:ملليمتر a:ميليمتر",
    "kg": "r:килограмм u:кілограм p:kilogram a:كيلوغرام a:كيلوجرام a:كيلوغرم",
    "g": "r:грамм u:грам p:gram a:غرام a:جرام",
    "mg": "r:миллиграмм u:міліграм p:miligram a:مليغرام a:ملليغرام",
    "t": "rt:тонн ut:тонн pt:ton a:طن",
    "l": "r:литр u:літр p:litr a:لتر a:ليتر",
    "ml": "r:миллилитр u:мілілітр p:mililitr a:مليلتر a:ملليلتر a:ميليلتر",
    "ha": "r:гектар u:гектар p:hektar a:هكتار",
    "bbl": "rb:баррел ub:барел pb:barył a:برميل",
    "°": "r:градус u:градус",
    "kW": "r:киловатт u:кіловат p:kilowat a:كيلوواط a:كيلووات",
    "MW": "r:мегаватт u:мегават p:megawat a:ميغاواط a:ميغاوات a:ميجاواط a:ميجاوات",
    "GW": "r:гигаватт u:гігават p:gigawat a:غيغاواط a:غيغاوات a:جيجاواط a:جيجاوات",
}
_OTHERS: Final = {
    "km2": (
        "кілометрів квадратних|километров квадратных|kilometry kwadratowe|kilometra kwadratowego|"
        "كيلومترات مربعة|كيلومتر مربع|كيلومترًا مربعًا|كم مربع|km²|km^2"
    ),
    "m2": (
        "квадратных метров|квадратного метра|квадратные метры|квадратных метрах|квадратного метра|"
        "квадратних метрах|квадратного метра|metry kwadratowe|metrach kwadratowych|أمتار مربعة|"
        "مترًا مربعًا|م2|м²|м2"
    ),
    "m3": (
        "кубический метр|кубических метра|кубометр|кубометра|кубометры|кубометрах|куб. м|куб. метров|"
        "кубічний метр|кубічні метри|кубічного метра|кубометри|куб. метрів|метрів кубічних|"
        "metry sześcienne|metra sześciennego|metrach sześciennych|m sześc|"
        "مترا مكعبا|مترًا مكعبًا|أمتار مكعبة|م3|м³|м3|cubic meter|cubic metre|mètre cube|metro cúbico|cbm"
    ),
    "kg": "كجم|كغم|kilos|kilogrammes",
    "t": "тоннами|tonne|tonnes|metric ton|metric tonne",
    "mm": "مم|millimètre|milímetro|millimeter",
    "cm": "centimètre|centímetro|zentimeter",
    "ml": (
        "ml|milliliter|milliliters|millilitre|millilitres|millilitern|mililitros|mililitro|мл|毫升|"
        "ミリリットル"
    ),
    "°": "stopień|stopnia|stopniom|stopniami|stopniem|grad|graden",
    "kW": "kilowatts|kilovatios|kilovatio|千瓦|キロワット|kilowatty",
    "MW": "mégawatts|mégawatt|megavatios|megavatio|megawatty",
    "GW": "gigawatts|gigawatt|gigavatios|gigavatio|gigawatty",
    "kWh": (
        "киловатт-час|киловатт-часа|киловатт-часов|киловатт-часы|квт·ч|квт ч|квтч|кіловат-година|"
        "кіловат-години|кіловат-годину|кіловат-годин|квт-год|kilowatogodzina|kilowatogodziny|"
        "kilowatogodzin|kilowatogodzinę|kilowattstunde|kilowattheure|kilowattheures|kilowatt-heures|"
        "kilovatio hora|kilovatios hora|kilovatio-hora|kilovatios-hora|كيلوواط ساعة|كيلووات ساعة|"
        "كيلوواط/ساعة|كيلوواط في الساعة|千瓦时|千瓦時|キロワット時"
    ),
    "MWh": (
        "мегаватт-час|мегаватт-часа|мегаватт-часов|мегават-година|мегават-години|мегават-годин|мвт·ч|"
        "мвт·год|megawatogodzina|megawatogodziny|megawatogodzin|megawattstunde|megawattstunden|"
        "mégawattheure|mégawattheures|megavatios hora|megavatios-hora|ميغاواط ساعة|ميجاواط ساعة|"
        "ميغاوات ساعة|ميغاواط/ساعة|兆瓦时|兆瓦時|メガワット時"
    ),
    "GWh": (
        "gwh|gigawatt hour|gigawatt hours|gigawatt-hour|gigawatt-hours|gigawattstunde|gigawattstunden|"
        "gigawattheures|gigawatt-heures|gigavatios hora|gigavatios-hora|гигаватт-часов|гігават-годин|"
        "гвт·ч|гвт·год|gigawatogodzin|gigawatogodziny|غيغاواط ساعة|جيجاواط ساعة|吉瓦时|ギガワット時"
    ),
    "TWh": (
        "terawattstunde|terawattstunden|térawattheures|teravatios hora|teravatios-hora|тераватт-часов|"
        "терават-годин|твт·ч|твт·год|terawatogodzin|تيراواط ساعة|太瓦时|テラワット時"
    ),
    "ft": (
        "pied|pieds|pie|pies|fuß|фут|фута|футы|футов|футами|футах|фути|футів|stopa|stopy|stóp|stopami|قدم|قدما|"
        "قدمًا|أقدام|英尺|フィート"
    ),
    "ft2": (
        "pieds carrés|pies cuadrados|quadratfuß|квадратных футов|кв. футов|квадратних футів|"
        "stóp kwadratowych|قدم مربع|قدم مربعة|平方英尺|平方フィート"
    ),
    "inch": (
        "pouce|pouces|pulgada|pulgadas|zoll|дюйм|дюйма|дюймы|дюймов|дюйми|дюймів|cale|cali|بوصة|"
        "بوصات|英寸|インチ"
    ),
    "yd": (
        "yards|verges|yarda|yardas|ярд|ярда|ярды|ярдов|ярди|ярдів|jard|jardy|jardów|ياردة|ياردات|ヤード"
    ),
    "mile": (
        "milles|milla|millas|meile|meilen|миля|мили|милю|миль|милях|милями|милі|"
        "ميل|ميلا|ميلًا|أميال|英里|マイル"
    ),
    "mi2": (
        "milles carrés|miles carrés|millas cuadradas|quadratmeilen|квадратных миль|кв. миль|"
        "квадратних миль|mil kwadratowych|ميل مربع|ميلا مربعا|平方英里|平方マイル"
    ),
    "mph": (
        "miles à l'heure|milles à l'heure|millas por hora|meilen pro stunde|миль в час|миль на годину|"
        "mil na godzinę|ميلا في الساعة|ميل في الساعة|英里/小时|英里每小时"
    ),
    "lb": "رطل|رطلا",
    "oz": "onces|onza|onzas|unze|unzen|унция|унции|унций|унція|унції|унцій|uncja|uncje|uncji|盎司|オンス",
    "gal": (
        "galón|galones|gallone|gallonen|галлон|галлона|галлонов|галон|галони|галонів|galon|galony|"
        "galonów|غالون|غالونات|加仑|ガロン"
    ),
    "acre": "acres|akr|akry|akrów|акр|акра|акров|акри|акрів|英亩|エーカー",
    "°F": (
        "grad fahrenheit|degrés fahrenheit|grados fahrenheit|градусов по фаренгейту|"
        "градусів за фаренгейтом|stopni fahrenheita|درجة فهرنهايت|华氏度"
    ),
    "second": (
        "секунду|секундах|секундам|секундами|секунда|секундою|секундой|sekunda|sekundę|sekundach|"
        "sekundami|seconde|segundo"
    ),
    "minute": (
        "минута|минутах|минутам|минутами|минутой|хвилина|хвилинах|хвилинам|хвилинами|хвилиною|minuta|"
        "minutę|minutach|minutami|minuto"
    ),
    "hour": (
        "час|часа|часах|часом|година|годинам|годинами|годиною|godzina|godzinę|godzinach|godzinami|"
        "godzinie|stündig|stündige|stündigen|stündiger"
    ),
    "day": (
        "день|днях|дням|днями|днем|днём|сутки|суток|сутками|сутках|доба|доби|добу|діб|добами|dzień|dnia|"
        "dniach|dniami|tägig|tägige|tägigen|tägiger|يوماً"
    ),
    "week": (
        "неделя|неделей|неделями|неделях|неделям|тижня|тижнями|тижнях|тижням|tygodnia|tygodniu|"
        "tygodniach|tygodniami|wöchig|wöchige|wöchigen|أسبوعًا"
    ),
    "month": (
        "месяцы|месяцах|месяцам|месяцами|місяця|місяцях|місяцям|місяцями|miesiącach|miesiącami|monatig|"
        "monatige|monatigen|شهرًا"
    ),
    "year": "года|году|годы|годами|років|роках|рокам|роками|року|lata|latach|latami|latom|عاماً",
}


def declined_measures() -> Iterator[tuple[str, str]]:
    """Each measure with one form of a word for it."""
    return _forms(_STEMS, _OTHERS)


def declined_money() -> Iterator[tuple[str, str]]:
    """Each currency with one form of a word for it."""
    return _forms(_MONEY_STEMS, _MONEY)


def _forms(stems: Mapping[str, str], words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for unit, parts in stems.items():
        for kind, stem in (each.split(":") for each in parts.split()):
            yield from ((unit, stem + ending) for ending in _ENDINGS[kind].split(" "))
    for unit, others in words.items():
        yield from ((unit, word) for word in others.split("|"))
