"""The words and signs after (or before) a number that scale it or say what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

__all__ = [
    "ATTACHED",
    "CURRENCY_CODES",
    "CURRENCY_SIGNS",
    "MINUS",
    "Phrase",
    "is_measure",
    "phrase_at",
    "phrase_behind",
    "units_agree",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or sign, or several, with a meaning for the number beside it."""

    text: str
    kind: Literal["scale", "percent", "money", "measure"]
    factor: Decimal
    unit: str | None


# Powers of ten in words, with the languages' inflected forms and the abbreviations of their press.
_SCALES: Final = {
    10**2: "hundred 百 백 ร้อย",
    10**3: (
        "thousand thousands tausend tsd mil mila mille тысяч тысячи тысяча тысячу тысячам тысячами тыс "
        "тисяч тисячі тисяча тисячу тисячам тисячами тис tysięcy tysiące tysiąc tysiącami tys duizend "
        "tusen tusind bin ribu nghìn tisíc tisíce ألف آلاف الف ألفا ألفًا ألفاً الآلاف هزار हज़ार "
        "हजार हज़ार 千 천 พัน"
    ),
    10**4: "万 萬 만 หมื่น",
    10**5: "lakh lakhs lac लाख แสน",
    10**6: (
        "million millions mn mln mio millionen million millón millones milhão milhões milione milioni "
        "milion miliona miliony milionów milionami мільйон мільйона мільйони мільйонів мільйонам мільйонами "
        "миллион миллиона миллионы миллионов миллионам миллионами млн miljoen miljon miljoner millioner "
        "milyon juta triệu milionů مليون مليونا مليونًا مليوناً ملايين الملايين میلیون ملیون मिलियन ล้าน"
    ),
    10**7: "crore crores करोड़ करोड़",
    10**8: "億 亿 억",
    10**9: (
        "billion billions bn bln mrd milliard milliards milliarde milliarden md mds mld mia bilhão "
        "bilhões miliardo miliardi miliard miliarda miliardy miliardów miliardami мільярд мільярда мільярди "
        "мільярдів мільярдам миллиард миллиарда миллиарды миллиардов миллиардам млрд miljard miljarder "
        "milliarder milyar miliar tỷ مليار مليارا مليارًا ملياراً مليارات بليون میلیارد अरब"
    ),
    10**12: (
        "trillion trillions tn trn billón billones billionen bilion biliony bilionów biljoen biljoner "
        "trilhão trilhões bilione bilioni трильйон трильйона трильйони трильйонів триллион триллиона "
        "триллионов трлн trilyon triliun تريليون تريليونات تریلیون 兆 조"
    ),
    12: "dozen dutzend douzaine docena docenas dozzina dúzia",
}
_LONG_PHRASES: Final = {
    "mil millones": 10**9,
    "mil milhões": 10**9,
    "thousand million": 10**9,
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "hundred billion": 10**11,
    "lakh crore": 10**12,
}
# Where a million millions is a billion; the plurals differ from English, the singular does not.
_LONG_SCALE = frozenset("de da nb no sv nl fr".split())

_PERCENT: Final = (
    "percent|per cent|pct|pc|prozent|procent|procenta|proc|pour cent|por ciento|por cento|per cento|"
    "процент|процента|процентов|проценты|процентам|процентами|проц|відсоток|відсотка|відсотків|відсотки|"
    "відсоткам|відсотками|yüzde|بالمئة|بالمائة|في المئة|في المائة|بالمية|درصد|prozentig|prozentige|"
    "prozentigen|"
    "prozentiger|prozentiges|процентный|процентная|процентного|процентной|процентную|процентных|"
    "процентным|відсотковий|"
    "відсоткова|відсоткового|відсоткову|відсоткової|відсотковою|відсоткових|procentowy|procentowa|"
    "procentowego|procentową|"
    "प्रतिशत|फीसदी|퍼센트|프로|パーセント|"
    "เปอร์เซ็นต์|%"
)
_MONEY: Final = {
    "$": (
        "dollars|dollar|dólares|dólar|dollari|dollaro|доллар|доллара|доллары|долларов|долар|долара|"
        "долари|доларів|dolarów|dolary|dolara|dolar|ドル|달러|دولار|डॉलर|$|"
        "دولار|دولارا|دولارًا|دولارات|دلار|美金"
    ),
    "USD": (
        "us dollars|us dollar|u.s. dollars|us-dollar|usd|us$|美元|米ドル|доларів сша|долларов сша|"
        "دولار أمريكي|دولار أميركي|دولارا أمريكيا|دولارات أمريكية|dólares estadounidenses|"
        "dollars américains|us-dollars|米国ドル"
    ),
    "AUD": "australian dollars|aud",
    "CAD": "canadian dollars|cad",
    "EUR": ("euro|euros|eur|евро|євро|ευρώ|يورو|欧元|ユーロ|유로|€|歐元|欧元|یورو|ユーロ"),
    "GBP": (
        "gbp|pounds sterling|british pounds|sterling|£|"
        "livres sterling|libras esterlinas|фунтов стерлингов|фунтів стерлінгів|funtów szterlingów|"
        "جنيه إسترليني|英镑|英鎊|ポンド"
    ),
    "pound": "pounds|pound|pfund|جنيه|جنيها|جنيهات|libras",
    "UAH": (
        "uah|грн|гривень|гривні|гривня|гривню|гривен|гривны|hryvnia|hryvnias|hryvnya|hrywien|₴|"
        "гривень україни|гривням|гривнями|гривня|hrywny|هريفنيا|格里夫纳"
    ),
    "RUB": (
        "rub|ruble|rubles|rouble|roubles|рублей|рубля|рубль|рублів|руб|rubel|rubli|₽|"
        "рублям|рублями|рублях|рубли|₽|rubla|rosyjskich rubli|روبل|卢布|盧布|ルーブル"
    ),
    "PLN": (
        "pln|zł|złotych|złote|złoty|zloty|zlotys|злотих|злотых|złotego|złotym|zlotys|zlotych|兹罗提"
    ),
    "CHF": (
        "chf|swiss francs|schweizer franken|franken|"
        "francs suisses|francos suizos|швейцарских франков|швейцарських франків|"
        "franków szwajcarskich|瑞士法郎|スイスフラン"
    ),
    "franc": "francs|franc",
    "JPY": ("jpy|yen|円|日元|엔|日圆|日圓|иен|єн|jenów|ين"),
    "¥": "¥",
    "CNY": (
        "cny|rmb|yuan|renminbi|元|人民币|юаней|юанів|юаня|"
        "人民幣|юаней|юанів|yuanes|yuans|juanów|يوان"
    ),
    "KRW": ("krw|원|₩|韩元|韓元|ウォン"),
    "INR": ("inr|₹|印度卢比|インドルピー"),
    "rupee": ("rupees|rupee|रुपये|रुपए|روبية|рупий|rupias|rupien|卢比|盧比|ルピー"),
    "TRY": ("₺|türk lirası|ليرة تركية|турецких лир|turkish lira|türkische lira"),
    "lira": ("lira|liras|lire|ليرة|ليرات|лир"),
    "BRL": "brl|reais",
    "peso": "peso|pesos",
    "kr": "kr|kronor|kronor|kroner|krona|krone",
    "CZK": "czk|korun|koruny",
    "AED": "aed|dirhams|dirham|درهم|درهما|دراهم",
    "ILS": "shekels|shekel|₪",
    "ZAR": "zar|rand",
    "NGN": "naira|₦",
    "THB": "baht|บาท|฿|泰铢|泰銖|バーツ",
    "SAR": "ريال سعودي|sar",
    "riyal": "ريال|ريالا|ريالات|riyals|riyal|rials|rial",
    "dinar": "دينار|دينارا|دنانير|dinars|dinar|dinare",
    "EGP": "جنيه مصري|جنيها مصريا|egyptian pounds|egp",
    "IRR": "تومان|ریال",
    "HKD": "港元|港币|港幣|香港ドル|hk dollars|hong kong dollars",
    "TWD": "新台币|新臺幣|新台幣|台币|台幣|台湾ドル",
    "MXN": "mdp|pesos mexicanos|mexican pesos",
}
# A hundredth of another unit.
_HUNDREDTHS: Final[dict[str, tuple[Literal["money", "measure"], str]]] = {
    "¢": (
        "money",
        (
            "cents|cent|centimes|centimos|céntimos|centavos|centesimi|копійок|копійки|копеек|копейки|"
            "коп|groszy|grosze|gr|قرشا|قروش|美分|セント|¢"
        ),
    ),
    "GBP": ("money", "pence|pennies|penny"),
    "pp": (
        "measure",
        (
            "basis points|basis point|basis-points|bps|bp|basispunkte|basispunkten|"
            "points de base|puntos básicos|базисных пунктов|базисних пунктів|"
            "punktów bazowych|نقطة أساس|نقاط أساس|个基点|基点|ベーシスポイント"
        ),
    ),
}
_MEASURES: Final = {
    "pp": (
        "percentage points|percentage point|percentage-points|percentage-point|percent points|pp|ppt|"
        "ppts|p.p.|prozentpunkte|prozentpunkten|prozentpunkt|points de pourcentage|point de pourcentage|"
        "puntos porcentuales|punto porcentual|pontos percentuais|ponto percentual|punti percentuali|"
        "punto percentuale|процентных пунктов|процентных пункта|процентного пункта|п.п.|п. п.|"
        "відсоткових пунктів|відсоткові пункти|відсоткового пункта|відсоткового пункту|"
        "процентних пунктів|punktów procentowych|punkty procentowe|punktu procentowego|"
        "procentpunten|procentenheter|个百分点|百分点|%p|"
        "pkt proc|pkt. proc|p.proc|p. proc|puntos porcentuales|نقطة مئوية|نقاط مئوية|個百分點|百分點"
    ),
    "point": (
        "points|point|punkte|punkten|puntos|pontos|punti|punktów|пунктов|пункта|пунктів|пункти|"
        "نقطة|نقاط|пунктами|punkty|pkt|个点|個點"
    ),
    "ポイント": "ポイント",
    "キロ": "キロ",
    "度": "度",
    "times": (
        "times|x|fold|fach|fache|fachen|mal|fois|veces|vezes|volte|раз|раза|разів|рази|razy|倍|배|"
        "-krotnie|krotnie|مرات|مرة|кратно|-кратно"
    ),
    "km": (
        "km|kilometer|kilometers|kilometre|kilometres|kilometern|kilomètre|kilomètres|kilómetro|"
        "kilómetros|quilômetros|quilómetros|chilometri|chilometro|километр|километра|километров|км|"
        "кілометр|кілометра|кілометри|кілометрів|kilometr|kilometrów|kilometry|公里|キロメートル|킬로미터|"
        "كيلومتر|كيلومترا|"
        "كلم|كم|كيلومترات|کیلومتر|千米|キロメートル"
    ),
    "km2": (
        "square kilometers|square kilometres|square kilometer|square kilometre|square km|sq km|sq. km|"
        "sq kilometers|km2|km²|quadratkilometer|quadratkilometern|kilomètres carrés|"
        "kilómetros cuadrados|quilômetros quadrados|quilómetros quadrados|chilometri quadrati|"
        "квадратных километров|квадратных километра|кв. км|кв км|км²|км2|квадратних кілометрів|"
        "квадратні кілометри|kilometrów kwadratowych|km kw|平方公里|平方キロメートル|"
        "كيلومترا مربعا|كيلومتر مربع|كلم مربع|кв. километров|км. кв|平方千米"
    ),
    "km/h": (
        "km/h|kilometers per hour|kilometres per hour|kilometers an hour|kilometres an hour|kph|kmh|"
        "км/ч|км/год|stundenkilometer|stundenkilometern|"
        "km/std|كيلومترا في الساعة|كلم في الساعة|公里/小时|公里每小时|kilómetros por hora|"
        "kilomètres par heure|kilomètres-heure|километров в час|кілометрів на годину|"
        "kilometrów na godzinę"
    ),
    "mph": "mph|miles per hour|miles an hour",
    "mile": "miles|mile",
    "mi2": "square miles|square mile|sq mi|sq miles",
    "m": (
        "m|meter|meters|metre|metres|metern|mètre|mètres|metro|metros|metri|метр|метра|метров|м|метри|"
        "метрів|metrów|metry|米|メートル|"
        "متر|مترا|أمتار|公尺|метрах|metra"
    ),
    "m2": (
        "square meters|square metres|square meter|square metre|sq m|sq. m|sq meters|m2|m²|quadratmeter|"
        "quadratmetern|mètres carrés|metros cuadrados|metros quadrados|metri quadrati|"
        "квадратных метров|квадратных метра|кв. м|квадратних метрів|平方米|"
        "متر مربع|مترا مربعا|平方公尺|平方メートル|кв. метров|кв. метрів|квадратні метри|"
        "metrów kwadratowych|m kw|metra kwadratowego"
    ),
    "m3": (
        "cubic meters|cubic metres|m3|m³|kubikmeter|kubikmetern|mètres cubes|metros cúbicos|"
        "кубометров|кубометрів|кубических метров|кубічних метрів|"
        "متر مكعب|立方米|立方公尺|立方メートル|metros cubicos|metrów sześciennych"
    ),
    "cm": (
        "cm|centimeter|centimeters|centimetre|centimetres|zentimeter|zentimetern|centimètres|см|"
        "سنتيمتر|سم|сантиметров|сантиметрів|centymetrów|centímetros|centimetres|厘米|公分|"
        "センチメートル|センチ"
    ),
    "mm": (
        "mm|millimeter|millimeters|millimetre|millimetres|millimetern|millimètres|мм|"
        "ملم|مليمتر|миллиметров|міліметрів|milimetrów|milímetros|毫米|ミリ|ミリメートル"
    ),
    "ft": "feet|foot|ft",
    "ft2": "square feet|square foot|square-foot|sq ft|sq. ft|sqft",
    "inch": "inches|inch",
    "yd": "yards|yard",
    "kg": (
        "kg|kilogram|kilograms|kilogramme|kilogrammes|kilo|kilos|килограмм|килограммов|кг|кілограмів|"
        "كيلوغرام|كيلوغراما|كلغ|كغ|كيلو|килограмма|кілограми|kilogramów|kilogramy|kilogramos|公斤|"
        "千克|キログラム"
    ),
    "g": (
        "g|gram|grams|gramm|gramme|grammes|грамм|граммов|грамів|"
        "غرام|غراما|грама|gramów|gramos|克|グラム"
    ),
    "mg": "mg|milligram|milligrams|мг",
    "t": (
        "t|ton|tons|tonne|tonnes|tonnen|tonelada|toneladas|tonnellate|тонн|тонны|тонна|т|тонни|тон|"
        "metric tons|metric tonnes|吨|トン|톤|"
        "طن|طنا|أطنان|طنًا|тоннами|ton|噸|公吨|公噸"
    ),
    "lb": "lb|lbs",
    "oz": "oz|ounce|ounces",
    "l": (
        "l|liter|liters|litre|litres|litern|litros|litri|литр|литра|литров|літрів|літри|"
        "لتر|لترا|литрів|litrów|litra|升|公升|リットル"
    ),
    "gal": "gallon|gallons",
    "bbl": (
        "barrel|barrels|bbl|баррелей|барелів|barriles|barils|"
        "برميل|برميلا|براميل|баррель|baryłek|barriles|桶|バレル"
    ),
    "ha": (
        "ha|hectare|hectares|hektar|hectáreas|ettari|га|гектар|гектара|гектаров|гектарів|公顷|"
        "هكتار|هكتارا|هكتارات|гектари|hektarów|hektary|公頃|ヘクタール"
    ),
    "acre": "acre|acres",
    "kW": "kw|kilowatt|kilowatts|квт",
    "MW": ("mw|megawatt|megawatts|мвт|мегават|мегаватт|мегаватів|ميغاواط|ميغاوات|兆瓦|メガワット"),
    "GW": ("gw|gigawatt|gigawatts|гвт|гігават|гигаватт|غيغاواط|гігават|гигаватт|吉瓦|ギガワット"),
    "kWh": "kwh|kilowatt hours|kilowatt-hours|kilowattstunden|квт·год|кВт·ч",
    "MWh": "mwh|megawatt hours|megawatt-hours",
    "TWh": "twh|terawatt hours|terawatt-hours",
    "°": (
        "°|degrees|degree|degrés|grad|grados|graus|gradi|градус|градуса|градусов|градусів|градуси|"
        "درجة|درجات|درجة مئوية|stopni|stopnie|stopniach|градусах|градусам|градусами|grados"
    ),
    "°C": (
        "°c|° c|℃|degrees celsius|degrees centigrade|grad celsius|degrés celsius|градусов цельсия|"
        "stopni celsjusza|grados celsius|градусів цельсія|摄氏度|攝氏度"
    ),
    "°F": "°f|° f|℉|degrees fahrenheit",
    "GB": "gb|gigabyte|gigabytes|gigaoctets|гб",
    "TB": "tb|terabyte|terabytes|тб",
    "MB": "mb|megabyte|megabytes|мб",
    "second": (
        "seconds|second|sec|secs|sekunden|sekunde|secondes|segundos|secondi|секунд|секунды|秒|초|"
        "ثانية|ثوان|ثواني|секунди|sekund|sekundy|秒钟|秒鐘|秒間"
    ),
    "minute": (
        "minutes|minute|mins|min|minuten|minutos|minuti|минут|минуты|минуту|хвилин|хвилини|хвилину|"
        "minut|minuty|分钟|分間|분|"
        "دقيقة|دقائق|分鐘|分钟"
    ),
    "hour": (
        "hours|hour|hrs|hr|h|stunden|stunde|heures|heure|horas|hora|ore|часов|часа|годин|години|годину|"
        "godzin|godziny|小时|時間|시간|"
        "ساعة|ساعات|小時|годинах|часам|часами|個小時|个小时"
    ),
    "day": (
        "days|day|tage|tagen|tag|jours|jour|días|día|dias|giorni|дней|дня|днів|дні|dni|天|日間|일|"
        "يوم|يوما|يومًا|أيام|روز|день|doby|dób"
    ),
    "week": (
        "weeks|week|wochen|woche|semaines|semaine|semanas|semana|settimane|недель|недели|тижнів|"
        "тижні|tygodni|周|週間|주|"
        "أسبوع|أسابيع|أسبوعا|هفته|неделю|тиждень|tydzień|tygodnie|个星期|個星期|星期|週間|个礼拜"
    ),
    "month": (
        "months|month|monate|monaten|monat|mois|meses|mes|mesi|месяцев|месяца|місяців|місяці|miesięcy|"
        "miesiące|个月|か月|ヶ月|カ月|개월|"
        "شهر|شهرا|أشهر|شهور|ماه|месяц|місяць|miesiąca|miesiąc|個月|ヵ月|ヶ月間|カ月間|か月間"
    ),
    "year": (
        "years|year|yrs|yr|jahre|jahren|jahr|jährig|jährige|jähriger|jährigen|jährigem|jähriges|"
        "ans|années|años|año|anos|anni|"
        "anno|лет|года|год|років|роки|року|рік|летний|летняя|річний|річна|lat|lata|岁|歳|歲|年|년|세|살|"
        "سنة|سنوات|عام|عاما|عامًا|أعوام|سال|річного|річну|літній|літня|летних|летнего|letni|letnia|"
        "letniego|letniej|lecie|роках|годах|годам|lata|年间|年間"
    ),
}
_GENERIC: Final = {
    "$": frozenset(("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "BRL")),
    "¢": frozenset((*_MONEY, "HKD", "NZD", "SGD", "TWD", "MXN")),
    "pound": frozenset(("GBP", "EGP", "lb")),
    "¥": frozenset(("JPY", "CNY")),
    "rupee": frozenset(("INR",)),
    "franc": frozenset(("CHF",)),
    "lira": frozenset(("TRY",)),
    "riyal": frozenset(("SAR", "IRR")),
    "dinar": frozenset(("KWD", "IQD", "JOD", "TND", "DZD", "LYD", "BHD", "RSD")),
    "ポイント": frozenset(("pp", "point", "%")),
    "キロ": frozenset(("km", "kg", "km/h")),
    "度": frozenset(("°", "°C", "times")),
    "peso": frozenset(("MXN",)),
    "kr": frozenset(("CZK",)),
    "point": frozenset(("pp",)),
    "°": frozenset(("°C", "°F")),
}
"""Units that leave open which of several they are."""

CURRENCY_SIGNS: Final = {
    sign: unit for unit, words in _MONEY.items() for sign in words.split("|") if not sign.isalpha()
    and len(sign) == 1
} | {"us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "hk$": "HKD", "nz$": "NZD",
     "s$": "SGD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL"}  # fmt: skip
"""Signs, and letters with a sign, that stand before an amount."""

CURRENCY_CODES: Final = {
    word: unit
    for unit, words in _MONEY.items()
    for word in words.split("|")
    if word.isascii() and word.isalpha() and len(word) == 3 and unit == word.upper()
} | {"rs": "rupee", "kr": "kr", "hkd": "HKD", "nzd": "NZD", "sgd": "SGD"}
"""Codes that stand before an amount: "EUR 5 million", "Rs. 500"."""

ATTACHED: Final = {
    "k": 10**3, "к": 10**3, "bn": 10**9, "mn": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12,
    "trn": 10**12, "mrd": 10**9, "mila": 10**3, "млн": 10**6, "млрд": 10**9, "тыс": 10**3,
    "b": 10**9, "m": 10**6, "mm": 10**6, "t": 10**12, "cr": 10**7,
}  # fmt: skip
"""What is written right behind the digits; from "b" on only an amount of money makes it a scale."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")

# What may stand between a number and its unit, by its first character: "5 millions d'euros", "5
# millones de euros". No unit begins with a space.
_GAPS: Final = {" ": (" ", " d'", " de "), "-": ("", "-")}
_NO_GAP: Final = ("",)

MINUS: Final = frozenset("minus moins menos meno мінус минус 零下 マイナス 영하".split())
"""Words before a number that make it negative."""


def phrase_at(low: str, start: int, language: str | None = None) -> Phrase | None:
    """The longest known word or sign that begins at `start`, or None."""
    for phrase in _table().get(_first(low, start), ()):
        if low.startswith(phrase.text, start) and _ends(low, start, phrase.text):
            if language == "pl" and phrase.text == "bln":
                return Phrase("bln", "scale", Decimal(10**12), None)
            if language in _LONG_SCALE and phrase.text in ("billion", "trillion"):
                return Phrase(phrase.text, "scale", phrase.factor**2 / 10**6, None)
            return phrase
    return None


@lru_cache(maxsize=4)  # a place is asked about two or three times in a row
def phrase_behind(low: str, end: int, language: str | None = None) -> tuple[Phrase, int] | None:
    """The phrase right behind a number that ends at `end`, and where it ends itself."""
    for gap in _GAPS.get(low[end : end + 1], _NO_GAP):
        if low.startswith(gap, end):
            phrase = phrase_at(low, end + len(gap), language)
            if phrase and not _is_other_word(low, end + len(gap), phrase):
                return phrase, end + len(gap) + len(phrase.text)
    return None


def _is_other_word(low: str, start: int, phrase: Phrase) -> bool:
    """Whether a unit is the beginning of something else: "5 T-shirts", "the 2022 second quarter"."""
    end = start + len(phrase.text)
    if phrase.text in _NOT_BEFORE:
        return low[end : end + 1] in _NOT_BEFORE[phrase.text]
    if phrase.text == "second":
        return low[start - 1] == " " and not low.endswith(("1", "one"), 0, start - 1)
    return len(phrase.text) == 1 and phrase.text.isalpha() and low[end : end + 1] == "-"


_NOT_BEFORE: Final = {
    "成": frozenset("员員为為功立本长長果绩績年分熟"),
    "度": frozenset("目"),
    "克": frozenset("服"),
    "升": frozenset("至到级級"),
    "分": frozenset("の之"),
}
"""Signs for units that other signs behind them make parts of other words."""


def is_measure(unit: str | None) -> bool:
    """Whether a unit is known, rather than a noun for what is counted."""
    return unit in _known()


def units_agree(one: str | None, other: str | None) -> bool:
    """Whether two units may name the same thing.

    They do if one is unknown or both are equal, and if one leaves open which of several it is ("$"
    beside "USD" or "AUD", "pound" beside "GBP" or "lb"). What is counted may be named in many ways
    ("troops", "soldiers"; "three titles", "won three times"), so two nouns agree; a noun agrees with
    a measure, a currency or % only if it is a word for it ("2,400 water meters", "2,400 meters").
    """
    if one is None or other is None or one == other:
        return True
    if other in _GENERIC.get(one, ()) or one in _GENERIC.get(other, ()):
        return True
    if {one, other} & _known():
        return other in _units_of(one) or one in _units_of(other)
    return True


def _units_of(noun: str) -> frozenset[str | None]:
    """The units that a noun may be, as the "meters" of "2,400 water meters" may."""
    known = _table().get(_first(noun), ())
    return frozenset(phrase.unit for phrase in known if phrase.text == noun)


def _first(text: str, start: int = 0) -> str:
    """The first word or sign; one character in scripts from Thai on, which put no space behind a unit."""
    sign = text[start : start + 1]
    match = _LETTERS.match(text, start) if sign < "\u0e00" else None
    return match[0] if match else sign


def _ends(low: str, start: int, phrase: str) -> bool:
    end = start + len(phrase)
    if end >= len(low) or not phrase[-1].isalnum() or phrase[-1] >= "\u0e00":
        return True
    after = low[end]
    return not after.isalnum() and after not in "_²³'" and not "\u0900" <= after < "\u0e00"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    signs = CURRENCY_SIGNS.values()
    measures = _MEASURES.keys() - {"times"}
    return frozenset((*measures, *_MONEY, *_HUNDREDTHS, *signs, *CURRENCY_CODES.values(), "%"))


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Phrase, ...]]:
    """All phrases by their first word or sign, the longest first."""
    table: dict[str, dict[str, Phrase]] = {}
    for phrase in _phrases():
        table.setdefault(_first(phrase.text), {}).setdefault(phrase.text, phrase)
    return {
        key: tuple(sorted(phrases.values(), key=lambda phrase: -len(phrase.text)))
        for key, phrases in table.items()
    }


def _phrases() -> Iterator[Phrase]:
    one, hundredth = Decimal(1), Decimal("0.01")
    for text, factor in _LONG_PHRASES.items():
        yield Phrase(text, "scale", Decimal(factor), None)
    for factor, words in _SCALES.items():
        yield from (Phrase(word, "scale", Decimal(factor), None) for word in words.split())
    yield from (Phrase(text, "percent", one, "%") for text in _PERCENT.split("|"))
    yield Phrase("‰", "percent", Decimal("0.1"), "%")
    for text in ("成", "割"):  # "four tenths" of Chinese and Japanese
        yield Phrase(text, "percent", Decimal(10), "%")
    for unit, words in _MONEY.items():
        yield from (Phrase(text, "money", one, unit) for text in words.split("|"))
    for unit, (kind, words) in _HUNDREDTHS.items():
        yield from (Phrase(text, kind, hundredth, unit) for text in words.split("|"))
    for unit, words in _MEASURES.items():
        yield from (Phrase(text, "measure", one, unit) for text in words.split("|"))
