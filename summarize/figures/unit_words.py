"""The words and signs of scales, per cent, money and measures, by language; plain data for `units.py`."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["HUNDREDTHS", "LONG_PHRASES", "LONG_SCALE", "MEASURES", "MONEY", "PERCENT", "SCALES"]

# Powers of ten in words, with the languages' inflected forms and the abbreviations of their press.
SCALES: Final = {
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
LONG_PHRASES: Final = {
    "mil millones": 10**9,
    "mil milhões": 10**9,
    "thousand million": 10**9,
    "hundred thousand": 10**5,
    "hundred million": 10**8,
    "hundred billion": 10**11,
    "lakh crore": 10**12,
}
# Where a million millions is a billion; the plurals differ from English, the singular does not.
LONG_SCALE = frozenset("de da nb no sv nl fr".split())

PERCENT: Final = (
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
MONEY: Final = {
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
HUNDREDTHS: Final[dict[str, tuple[Literal["money", "measure"], str]]] = {
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
MEASURES: Final = {
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
    "ml": "ml|milliliters|millilitres",
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
    "kWh": "kwh|kilowatt hours|kilowatt-hours|kilowattstunden|квт·год|квт·ч",
    "MWh": "mwh|megawatt hours|megawatt-hours",
    "GWh": "gwh|gigawatt hours|gigawatt-hours",
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
