from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.language import count_signs, detect_language, function_words, language_name

NEWS = {
    "ar": "صوت مجلس المدينة يوم الثلاثاء على إغلاق الجسر لمدة عامين، وفق ما قال العمدة. وقال إن هذا هو الحل.",
    "be": "Гарадскі савет у аўторак прагаласаваў за закрыццё моста на два гады, паведаміў мэр. Ён яшчэ не быў там.",
    "bg": "Общинският съвет гласува във вторник затварянето на моста за две години, каза кметът. Той се съгласи.",
    "cs": "Zastupitelstvo v úterý schválilo uzavření mostu na dva roky, řekl starosta. Podle něj je to nutné.",
    "da": "Byrådet stemte tirsdag for at lukke broen i to år, sagde borgmesteren. Det blev ikke nævnt hvad det koster.",
    "de": "Der Stadtrat beschloss am Dienstag, die Brücke für zwei Jahre zu sperren, sagte der Bürgermeister.",
    "el": "Το δημοτικό συμβούλιο ψήφισε την Τρίτη το κλείσιμο της γέφυρας για δύο χρόνια.",
    "en": "The council voted on Tuesday to close the bridge for two years, the mayor said.",
    "es": "El ayuntamiento votó el martes a favor de cerrar el puente durante dos años, dijo el alcalde.",
    "fa": "شورای شهر روز سه‌شنبه رأی داد که پل به مدت دو سال بسته شود، شهردار گفت. این کار برای آن است.",
    "fi": "Kaupunginvaltuusto päätti tiistaina sulkea sillan, sanoi pormestari. Hän on myös sitä mieltä, että se oli oikein.",
    "fr": "Le conseil municipal a voté mardi la fermeture du pont pour deux ans, a annoncé le maire.",
    "he": "מועצת העיר הצביעה ביום שלישי בעד סגירת הגשר לשנתיים, אמר ראש העיר.",
    "hi": "नगर परिषद ने मंगलवार को पुल को दो साल के लिए बंद करने का फैसला किया।",
    "hr": "Gradsko vijeće u utorak je izglasalo zatvaranje mosta na dvije godine, rekao je gradonačelnik.",
    "hu": "A városi tanács kedden megszavazta a híd két évre szóló lezárását, mondta a polgármester. Ez már volt.",
    "id": "Dewan kota pada hari Selasa memutuskan untuk menutup jembatan selama dua tahun, kata wali kota.",
    "it": "Il consiglio comunale ha votato martedì la chiusura del ponte per due anni, ha detto il sindaco.",
    "ja": "市議会は火曜日、橋を2年間閉鎖することを決議したと市長が述べた。",
    "ko": "시의회는 화요일 다리를 2년간 폐쇄하기로 의결했다고 시장이 말했다.",
    "nl": "De gemeenteraad besloot dinsdag de brug twee jaar te sluiten, zei de burgemeester. Het is niet anders.",
    "no": "Kommunestyret stemte tirsdag for å stenge broen i to år, sa ordføreren. Hun vil ikke si noe mer om det nå.",
    "pl": "Rada miasta zagłosowała we wtorek za zamknięciem mostu na dwa lata, powiedział burmistrz.",
    "pt": "A câmara municipal votou na terça-feira o encerramento da ponte por dois anos, disse o presidente.",
    "ro": "Consiliul local a votat marți închiderea podului pentru doi ani, a spus primarul.",
    "ru": "Городской совет во вторник проголосовал за закрытие моста на два года, сообщил мэр.",
    "sk": "Zastupiteľstvo v utorok schválilo uzavretie mosta na dva roky, povedal primátor. Podľa neho to nie je nič nové.",
    "sr": "Градско веће је у уторак изгласало затварање моста на две године, рекао је градоначелник.",
    "sv": "Kommunfullmäktige röstade på tisdagen för att stänga bron i två år, sade borgmästaren. Det är inte nytt.",
    "th": "สภาเมืองลงมติเมื่อวันอังคารให้ปิดสะพานเป็นเวลาสองปี",
    "tr": "Belediye meclisi salı günü köprünün iki yıl kapatılmasına karar verdi, dedi belediye başkanı.",
    "uk": "Міська рада у вівторок проголосувала за закриття мосту на два роки, повідомив мер. Це не вперше.",
    "ur": "سٹی کونسل نے منگل کو پل دو سال کے لیے بند کرنے کا فیصلہ کیا، میئر نے کہا۔",
    "vi": "Hội đồng thành phố hôm thứ Ba đã bỏ phiếu đóng cửa cây cầu trong hai năm, thị trưởng cho biết.",
    "zh": "市议会周二投票决定关闭大桥两年，市长说。",
}


@pytest.mark.parametrize(("language", "text"), NEWS.items(), ids=NEWS)
def test_tells_the_language_of_a_sentence_or_two(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text", ["", "42", "OK", "Xqz vbrt kkll mnnp qwrt zzxv", "2024-01-05 10:30", "👩‍👩‍👧 🇺🇦"]
)
def test_is_silent_when_in_doubt(text: str) -> None:
    assert detect_language(text) is None


def test_a_foreign_quotation_does_not_change_the_language() -> None:
    assert detect_language(NEWS["en"] * 3 + NEWS["ru"] + NEWS["en"]) == "en"


def test_accents_may_be_letters_of_their_own() -> None:
    from unicodedata import normalize

    assert detect_language(normalize("NFD", NEWS["cs"])) == "cs"


@given(st.text(max_size=300))
def test_answers_with_a_code_or_nothing(text: str) -> None:
    language = detect_language(text)
    assert language is None or len(language) == 2


def test_function_words_of_an_unknown_language_are_none() -> None:
    assert function_words("xx") == function_words(None) == frozenset()


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [(NEWS["es"], "cp1252", "cp1250"), (NEWS["pl"], "cp1250", "cp1252")],
    ids=["spanish", "polish"],
)
def test_a_right_decoding_shows_more_signs_than_a_wrong_one(
    text: str, right: str, wrong: str
) -> None:
    data = text.encode(right)
    assert count_signs(data.decode(right)) > count_signs(data.decode(wrong, "replace"))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("uk", "Ukrainian"),
        ("DE", "German"),
        ("de-AT", "German"),
        ("zh", "Chinese"),
        ("zh-Hant", "Traditional Chinese"),
        ("zh_TW", "Traditional Chinese"),
        ("Ukrainian", "Ukrainian"),
        ("plain English", "plain English"),
        ("klingonish123", "klingonish123"),
    ],
)
def test_a_model_is_told_the_language_by_its_name(code: str, name: str) -> None:
    assert language_name(code) == name
