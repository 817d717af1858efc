"""The words by which Ukrainian, Russian and Polish articles attribute and date; plain data.

What each table holds is said at the fields of `Cues`.
"""

from __future__ import annotations

__all__ = ["TABLES"]

TABLES: dict[str, dict[str, str]] = {
    "uk": {
        "says": """
            сказав сказала сказали каже кажуть заявив заявила заявили заявляє повідомив повідомила
            повідомили повідомляє повідомляють повідомило зазначив зазначила зазначили зазначає
            зауважив зауважила наголосив наголосила наголошує підкреслив підкреслила пояснив
            пояснила пояснює додав додала додали додає розповів розповіла розповіли відповів
            відповіла написав написала пише стверджує стверджують стверджував підтвердив підтвердила
            підтвердили оголосив оголосила визнав визнала попередив попередила закликав закликала
            уточнив уточнила нагадав нагадала прокоментував прокоментувала пообіцяв звинуватив
            поінформував поінформувала анонсував запевнив повідомляв переконаний переконана
            переказав вказав вказала вказує нагадує уточнює розповідає підтверджує визнає попереджає
            запевняє обіцяє переконує відзначив відзначила відзначає стверджувала повідомляли
            запевнила застеріг""",
        "adds": "додав додала додали додає продовжив продовжила",
        "denies": "заперечив заперечила заперечує спростував спростувала спростовує відкинув",
        "thinks": """
            вважає вважають думає сподівається очікує очікують назвав назвала показує показало
            свідчить оцінює оцінив прогнозує""",
        "before": """
            за словами, за даними, за інформацією, на думку, згідно з, за оцінкою, за оцінками, за
            повідомленням, як повідомляє, з посиланням на, за * словами, на * думку, за * даними""",
        "wie": "як",
        "that": "що щоб чи як",
        "between": "також ще вже не раніше потім пізніше і при цьому тоді",
        "passive": "був була було були",
        "finite": "є був була було були має мають може можуть буде будуть став стала",
        "stops": """
            у в на під час після перед коли що який яка які як якщо для але і та 1 вчора сьогодні
            понеділок вівторок середу четвер п'ятницю суботу неділю про з до за журналістам""",
        "joins": "і та й",
        "relative": "який яка яке які що",
        "articles": "цей ця це ці той та ті його її їх їхній деякі два три",
        "prepositions": """
            у в на під після перед коли як якщо для але і та про з із до за від через між над також
            тоді потім вчора сьогодні крім""",
        "pronouns": "він=m вона=f вони=p воно=n я=i ми=i",
        "his": "його=m йому=m її=f їй=f",
        "titles": """
            президент міністр прем'єр прем’єр прем'єр-міністр прем’єр-міністр голова депутат мер
            директор генерал полковник капітан командир командувач головнокомандувач професор речник
            керівник начальник адвокат суддя прокурор журналіст експерт аналітик економіст тренер
            письменник секретар посол лідер очільник заступник радник міський голови глава
            президента міністра начальника директора речника""",
        "female": """
            пані речниця міністерка директорка депутатка керівниця очільниця головиня журналістка
            експертка аналітикиня письменниця президентка прем'єрка заступниця""",
        "male": "пан",
        "kinds": """
            президент глава лідер, генерал полковник командувач головнокомандувач, мер голова
            очільник, міністр, речник, речниця, директор керівник, директорка керівниця, начальник
            голова очільник""",
        "places": """
            нова новий верховна збройні сили рада україна область місто університет партія служба
            міністерство національна""",
        "papers": "дослідження звіт опитування документ лист дані статистика заява доповідь",
        "openers": "але і та також тоді потім однак проте крім водночас тому отже втім а",
        "deictic": "він вона вони воно це цей ця ці його її їх їхній там тут таке я ми",
        "asks": "хто що коли де чому як скільки чи який",
        "future": "буде будуть має мають може зможе",
        "past": "був була було були",
        "possible": "може можуть можливо ймовірно мабуть",
        "planned": "буде будуть планує планують запланований заплановано має",
        "alleged": "нібито ймовірний підозрюваний звинувачують начебто",
        "conditional": "якщо якби",
        "opinion": "повинен повинні треба найкращий найгірший вважає думає сподівається",
        "month_before": "у в з до від на кінець початку",
        "weekdays": """
            понеділок/понеділка вівторок/вівторка середа/середу четвер/четверга
            п'ятниця/п'ятницю/п’ятницю субота/суботу неділя/неділю""",
        "days": "сьогодні=0 вчора=-1 учора=-1 завтра=1",
    },
    "ru": {
        "says": """
            сказал сказала сказали говорит заявил заявила заявили заявляет сообщил сообщила сообщили
            сообщает сообщают сообщило отметил отметила отметили отмечает подчеркнул подчеркнула
            пояснил пояснила объяснил объяснила добавил добавила добавили рассказал рассказала
            рассказали ответил ответила написал написала пишет утверждает утверждают утверждал
            подтвердил подтвердила подтвердили объявил объявила признал признала предупредил
            предупредила призвал призвала уточнил уточнила напомнил напомнила прокомментировал
            пообещал обвинил указал указала передаёт передает напоминает уточняет рассказывает
            добавляет подтверждает признаёт признает предупреждает уверяет обещает заверил заверила
            подчёркивает подчеркивает поясняет объясняет считал пояснили""",
        "adds": "добавил добавила добавили добавляет продолжил продолжила",
        "denies": "опроверг опровергла опровергает отрицает отрицал отверг отвергла",
        "thinks": """
            считает считают думает надеется ожидает ожидают назвал назвала показывает показало
            оценивает оценил прогнозирует полагает""",
        "before": """
            по словам, по данным, по информации, по мнению, согласно, по оценке, по оценкам, по
            сообщению, со ссылкой на, по * словам, по * мнению, по * данным""",
        "wie": "как",
        "that": "что чтобы ли как",
        "between": "также ещё еще уже не ранее потом позже и при этом тогда",
        "passive": "был была было были",
        "finite": "есть был была было были имеет может могут будет будут стал стала",
        "stops": """
            в на во после перед когда что который которая которые как если для но и вчера сегодня
            понедельник вторник среду четверг пятницу субботу воскресенье о об с до за журналистам""",
        "joins": "и",
        "relative": "который которая которое которые",
        "articles": "этот эта это эти тот та те его её ее их некоторые два три",
        "prepositions": """
            в на во после перед когда как если для но и о об с до за от через между над по также
            тогда потом вчера сегодня кроме""",
        "pronouns": "он=m она=f они=p оно=n я=i мы=i",
        "his": "его=m ему=m её=f ее=f ей=f",
        "titles": """
            президент министр премьер премьер-министр председатель глава депутат мэр директор
            генерал полковник капитан командир командующий главнокомандующий профессор представитель
            руководитель начальник адвокат судья прокурор журналист эксперт аналитик экономист
            тренер писатель секретарь посол лидер заместитель советник президента министра
            губернатор""",
        "female": "госпожа",
        "male": "господин",
        "kinds": """
            президент глава лидер, генерал полковник командующий главнокомандующий, мэр глава,
            министр, директор руководитель, губернатор глава""",
        "places": """
            новая новый верховная вооружённые силы россия область город университет партия служба
            министерство""",
        "papers": """
            исследование отчёт отчет опрос документ письмо данные статистика заявление доклад""",
        "openers": "но и также тогда затем потом однако кроме поэтому впрочем а",
        "deictic": "он она они оно это этот эта эти его её ее их там тут здесь я мы",
        "asks": "кто что когда где почему как сколько ли какой",
        "future": "будет будут может сможет",
        "past": "был была было были",
        "possible": "может могут возможно вероятно",
        "planned": "будет будут планирует планируют запланирован",
        "alleged": "якобы предполагаемый подозреваемый обвиняют",
        "conditional": "если",
        "opinion": "должен должны надо лучший худший считает думает надеется",
        "month_before": "в с до от на конце начале",
        "weekdays": """
            понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга
            пятница/пятницу/пятницы суббота/субботу/субботы воскресенье""",
        "days": "сегодня=0 вчера=-1 завтра=1",
    },
    "pl": {
        "says": """
            powiedział powiedziała powiedzieli mówi mówią stwierdził stwierdziła oświadczył
            oświadczyła poinformował poinformowała poinformowali poinformowało informuje podkreślił
            podkreśliła podkreśla dodał dodała dodaje wyjaśnił wyjaśniła wyjaśnia zaznaczył
            zaznaczyła zauważył zauważyła przekazał przekazała przekazali ocenił oceniła ocenia
            przyznał przyznała napisał napisała pisze twierdzi twierdzą potwierdził potwierdziła
            ogłosił ogłosiła zapowiedział zapowiedziała ostrzegł ostrzegła odpowiedział
            odpowiedziała przypomniał zapewnił zapewniła skomentował skomentowała tłumaczy tłumaczył
            tłumaczyła opowiada relacjonuje zarzucił wezwał""",
        "adds": "dodał dodała dodaje kontynuował kontynuowała",
        "denies": "zaprzeczył zaprzeczyła zaprzecza zdementował odrzucił",
        "thinks": """
            uważa uważają myśli sądzi liczy oczekuje nazwał nazwała pokazuje wynika szacuje
            prognozuje""",
        "before": """
            według, zdaniem, jak podaje, jak informuje, w opinii, jak podał, jak poinformował, z
            informacji""",
        "wie": "jak",
        "that": "że iż czy jak",
        "between": "także też już nie wcześniej potem później również jednak się w",
        "passive": "jest są był była było były został została zostało",
        "finite": "jest są był była było były ma mają może mogą będzie będą",
        "stops": """
            w we na podczas po przed kiedy gdy że który która które jak jeśli dla ale i oraz wczoraj
            dzisiaj poniedziałek wtorek środę czwartek piątek sobotę niedzielę o z do za""",
        "joins": "i oraz",
        "relative": "który która które którzy",
        "articles": "ten ta to te tego jego jej ich dwa trzy",
        "prepositions": """
            w we na podczas po przed kiedy gdy jak jeśli dla ale i o z do za od przez między nad
            według także wtedy potem wczoraj dzisiaj""",
        "pronouns": "on=m ona=f oni=p one=p ono=n ja=i my=i",
        "his": "jego=m jemu=m jej=f",
        "titles": """
            prezydent minister premier kanclerz senator poseł burmistrz wójt dyrektor generał gen
            pułkownik kapitan komendant profesor prof dr rzecznik szef adwokat sędzia prokurator
            dziennikarz ekspert analityk ekonomista trener pisarz sekretarz ambasador kandydat lider
            prezes marszałek wiceminister wicepremier wiceprezydent kierownik radny""",
        "female": """
            pani rzeczniczka ministra dyrektorka posłanka burmistrzyni szefowa dziennikarka
            ekspertka prezeska radna""",
        "male": "pan",
        "kinds": """
            prezydent przywódca lider, premier szef, burmistrz włodarz, minister szef, rzecznik,
            trener szkoleniowiec, prezes szef dyrektor""",
        "places": """
            nowa nowy unia narody stany zjednoczone uniwersytet partia ministerstwo urząd rada""",
        "papers": "badanie raport sondaż dokument list dane statystyki komunikat oświadczenie",
        "openers": "ale i także też potem jednak natomiast dlatego więc a oraz ponadto",
        "deictic": "on ona oni one to ten ta te jego jej ich tam tu takie ja my",
        "asks": "kto co kiedy gdzie dlaczego jak ile czy jaki",
        "future": "będzie będą ma mają może",
        "past": "był była było były został została",
        "possible": "może mogą możliwe prawdopodobnie być-może chyba",
        "planned": "będzie będą planuje planują planowane zaplanowano",
        "alleged": "rzekomo rzekomy domniemany podejrzany oskarżony miał",
        "conditional": "jeśli jeżeli gdyby",
        "opinion": "powinien powinni należy trzeba najlepszy najgorszy uważa sądzi",
        "month_before": "w we od do z na koniec początku",
        "weekdays": """
            poniedziałek/poniedziałku wtorek/wtorku środa/środę/środy czwartek/czwartku
            piątek/piątku sobota/sobotę/soboty niedziela/niedzielę/niedzieli""",
        "days": "dzisiaj=0 dziś=0 wczoraj=-1 jutro=1",
    },
}
