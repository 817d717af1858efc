from __future__ import annotations

import pytest

from summarize.article import Article
from summarize.draft import ClaimDraft
from summarize.models.embedded import draft_article


def claims_of(text: str, language: str) -> list[ClaimDraft]:
    """The claims of a text in the order of their sentences."""
    draft = draft_article(Article.from_text(text, language=language), max_claims=50)
    return sorted(draft.claims, key=lambda claim: claim.evidence[0])


def claim_with(words: str, text: str, language: str = "en") -> ClaimDraft:
    """The only claim that has these words in its text."""
    [claim] = [c for c in claims_of(text, language) if words in c.text]
    return claim


ONE_SENTENCE = [
    pytest.param(
        "en", 'Mayor Ida Brandt said: "The bridge will stay closed until spring."', "Ida Brandt",
        "direct", id="before the quotation",
    ),
    pytest.param(
        "en", '"The bridge will stay closed until spring," said Ida Brandt, the mayor.', "Ida Brandt",
        "direct", id="behind the quotation",
    ),
    pytest.param(
        "en", '"The bridge," Ida Brandt said on Monday, "will stay closed until the spring."',
        "Ida Brandt", "direct", id="inside the quotation",
    ),
    pytest.param(
        "en", "“The bridge will stay closed until spring.” — Ida Brandt", "Ida Brandt", "direct",
        id="signed",
    ),
    pytest.param(
        "en", "The bridge will stay closed, according to the harbour office.", "the harbour office",
        "indirect", id="according to",
    ),
    pytest.param(
        "en", "According to a study by the college, fewer eels return every year.", "a study",
        "document", id="a document",
    ),
    pytest.param(
        "en", "The firm, which runs the ferries, denied having cut any service.", "The firm",
        "indirect", id="across a relative clause",
    ),
    pytest.param(
        "en", "Ida Brandt, who has been mayor since 2019, told reporters that the bridge was safe.",
        "Ida Brandt", "indirect", id="told somebody",
    ),
    pytest.param(
        "en", "Superintendent Ruben Vos put the crowd at 6,500.", "Ruben Vos", "indirect",
        id="an estimate",
    ),
    pytest.param(
        "en", "Coach Pieter Ranke was certain that the scorer had been offside.", "Pieter Ranke",
        "indirect", id="a stance",
    ),
    pytest.param(
        "en", "Ida Brandt was quoted as saying that the bridge would open in May.", "Ida Brandt",
        "indirect", id="was quoted",
    ),
    pytest.param(
        "en", "Ivo Lind, attorney general of Ohio, one of the states that sued, said it was unlawful.",
        "Ivo Lind", "indirect", id="across two insertions",
    ),
    pytest.param(
        "en", "A lawyer for the owners, Ivo Lind, said that nothing had been decided.", "Ivo Lind",
        "indirect", id="a name behind what somebody is",
    ),
    pytest.param(
        "en", "Mayor Bill de Brook described the crash as “an act of plain carelessness.”",
        "Bill de Brook", "direct", id="a particle in the name",
    ),
    pytest.param(
        "en", "The council met, but Mayor Ida Brandt rose and said it was too late.", "Ida Brandt",
        "indirect", id="a second verb",
    ),
    pytest.param(
        "de", "„Die Brücke bleibt bis zum Frühjahr gesperrt“, sagte Bürgermeisterin Ida Brandt.",
        "Ida Brandt", "direct", id="German, behind",
    ),
    pytest.param(
        "de", "Ein Sprecher der Landesbahn bestritt, dass der Vermerk folgenlos geblieben sei.",
        "Ein Sprecher der Landesbahn", "indirect", id="German, a genitive",
    ),
    pytest.param(
        "de", "In einem Interview mit der Zeitung kündigte Ida Brandt weitere Sperrungen an.",
        "Ida Brandt", "indirect", id="German, the verb in two parts",
    ),
    pytest.param(
        "de", "Ulf Rühmann, der Vorsitzende des Verbands, wirft dem Unternehmen vor, zu sparen.",
        "Ulf Rühmann", "indirect", id="German, an object in the dative",
    ),
    pytest.param(
        "de", "Bürgermeisterin Ida Brandt hat am Montag erklärt, dass die Brücke gesperrt bleibe.",
        "Ida Brandt", "indirect", id="German, a perfect tense",
    ),
    pytest.param(
        "de", "Ida von der Brügge sagte, die Bahn sei zu teuer.", "Ida von der Brügge", "indirect",
        id="German, a noble name",
    ),
    pytest.param(
        "de", "Ida Brandt von der Demokratischen Partei sagte, die Bahn sei zu teuer.",
        "Ida Brandt", "indirect", id="German, a name and a party",
    ),
    pytest.param(
        "fr", "« Le pont restera fermé jusqu'au printemps », a déclaré la maire Ida Brandt.",
        "Ida Brandt", "direct", id="French, behind",
    ),
    pytest.param(
        "fr", "Le pont restera fermé, a annoncé à l'AFP le ministre de la Santé Paul Vernet.",
        "Paul Vernet", "indirect", id="French, behind a listener and an office",
    ),
    pytest.param(
        "fr", "« Le pont, a expliqué la maire de Lyon, Ida Brandt. Restera fermé longtemps. »",
        "Ida Brandt", "direct", id="French, inside the marks",
    ),
    pytest.param(
        "fr", "D'après l'AFP, trois personnes ont été blessées dans la gare.", "AFP", "indirect",
        id="French, an elision",
    ),
    pytest.param(
        "es", "El puente seguirá cerrado, afirmó la alcaldesa Ida Brandt.", "Ida Brandt", "indirect",
        id="Spanish, behind",
    ),
    pytest.param(
        "es", "Según el ministro Paul Vernet, los precios subirán un 4 %.", "Paul Vernet", "indirect",
        id="Spanish, según",
    ),
    pytest.param(
        "it", "«Il ponte resterà chiuso fino a primavera», ha detto la sindaca Ida Brandt.",
        "Ida Brandt", "direct", id="Italian",
    ),
    pytest.param(
        "uk", "«Міст лишиться закритим до весни», — сказала мер Ольга Гринюк.", "Ольга Гринюк",
        "direct", id="Ukrainian, behind",
    ),
    pytest.param(
        "uk", "«Це вигадка, — наголосила Ольга Гринюк. — Міст лишиться закритим».", "Ольга Гринюк",
        "direct", id="Ukrainian, inside the marks",
    ),
    pytest.param(
        "uk", "Про це на брифінгу повідомив голова обласної ради Іван Степанович Лозко.",
        "Іван Степанович Лозко", "indirect", id="Ukrainian, a patronymic",
    ),
    pytest.param(
        "uk", "Президент України Іван Лозко заявив, що міст лишиться закритим.", "Іван Лозко",
        "indirect", id="Ukrainian, an office before the name",
    ),
    pytest.param(
        "ru", "«Мост останется закрытым до весны», — заявил мэр Игорь Лапин.", "Игорь Лапин",
        "direct", id="Russian, behind",
    ),
    pytest.param(
        "ru", "По словам мэра Игоря Лапина, мост останется закрытым до весны.", "Игоря Лапина",
        "indirect", id="Russian, по словам",
    ),
    pytest.param(
        "pl", "Zdaniem Anny Kowal, most pozostanie zamknięty do wiosny.", "Anny Kowal", "indirect",
        id="Polish, zdaniem",
    ),
    pytest.param(
        "zh", "外交部发言人林华10日表示，大桥将关闭到春天。", "外交部发言人林华", "indirect", id="Chinese",
    ),
    pytest.param(
        "ar", "قال وزير النقل سعيد أحمد إن الجسر سيبقى مغلقا حتى الربيع.", "وزير النقل سعيد أحمد",
        "indirect", id="Arabic",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker", "attribution"), ONE_SENTENCE)
def test_who_says_a_sentence(language: str, text: str, speaker: str, attribution: str) -> None:
    [claim] = claims_of(text, language)
    assert (claim.speaker, claim.attribution) == (speaker, attribution)


OWN_VOICE = [
    pytest.param(
        "en", "The council met for four hours on Tuesday evening.", id="no verb of saying"
    ),
    pytest.param("en", "The next march has been announced for the last week of May.", id="passive"),
    pytest.param("en", "Gross margin went the other way as copper became dearer.", id="went"),
    pytest.param("en", "Visitors will find the same pool, now lined with steel.", id="find"),
    pytest.param(
        "en",
        "The lamps did not change how long people slept, although the team had said they would.",
        id="only a subordinate clause is said",
    ),
    pytest.param("en", "The plan is to reach the target it pledged in Paris.", id="contact clause"),
    pytest.param("en", "The law is opposed by 18 states and two cities.", id="a noun like a verb"),
    pytest.param("en", "Ivo Lind wrote eleven novels and two plays.", id="wrote books"),
    pytest.param("de", "So lässt sich der Schaden noch begrenzen.", id="German so"),
    pytest.param("de", "Der bestätigte Schaden liegt unter der Grenze.", id="German adjective"),
    pytest.param("de", "Der Antrag wird im Ausschuss kommentiert werden.", id="German passive"),
]


@pytest.mark.parametrize(("language", "text"), OWN_VOICE)
def test_the_papers_own_voice(language: str, text: str) -> None:
    [claim] = claims_of(text, language)
    assert (claim.speaker, claim.attribution) == (None, "none")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        pytest.param(
            "Mayor Ida Brandt met her council. She said the bridge was unsafe.",
            "unsafe",
            "Ida Brandt",
            id="a pronoun",
        ),
        pytest.param(
            "General Ivo Lind came home. The bridge was unsafe, the general added.",
            "unsafe",
            "Ivo Lind",
            id="a title",
        ),
        pytest.param(
            "General Ivo Lind came home. The bridge, Lind said, was unsafe.",
            "unsafe",
            "Ivo Lind",
            id="a surname",
        ),
        pytest.param(
            '"We close at ten," said Ida Brandt, the mayor. "It is too dangerous at night."',
            "dangerous",
            "Ida Brandt",
            id="the second half of a quotation",
        ),
        pytest.param(
            "The Clean Harbour Alliance met. The alliance said the water was foul.",
            "foul",
            "Clean Harbour Alliance",
            id="a body by its last word",
        ),
    ],
)
def test_a_speaker_named_before(text: str, words: str, speaker: str) -> None:
    assert claim_with(words, text).speaker == speaker


def test_the_sentence_that_names_the_speaker_is_evidence_too() -> None:
    text = "General Ivo Lind came home. It rained. The bridge was unsafe, the general added."
    assert claim_with("unsafe", text).evidence == [3, 1]


def test_the_sentence_before_is_evidence_of_what_points_back_to_it() -> None:
    text = "Two boats sank off Marlhaven on Monday. Their crews were saved by the lifeboat."
    assert claim_with("Their crews", text).evidence == [2, 1]


def test_indirect_speech_goes_on_without_a_verb_in_german() -> None:
    text = (
        "Die Leiterin Ida Brandt sagte, der Hang müsse gesichert werden. "
        "Ein Gutachten habe das ergeben."
    )
    assert claim_with("Gutachten", text, "de").speaker == "Ida Brandt"


def test_a_printed_interview_gives_each_answer_its_speaker() -> None:
    text = (
        "Ida Brandt has run the harbour since 2019.\n\nThe Quay: Is the bridge safe?\n\n"
        "Brandt: No bridge of that age is safe.\n\nThe Quay: What will it cost?\n\n"
        "Brandt: The repair will cost £3 million."
    )
    assert claim_with("£3 million", text).speaker == "Ida Brandt"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ivo Lind said the bridge was unsafe.", None),
        ("South Korean MP Ivo Lind said the bridge was unsafe.", "South Korean MP"),
        ("Ivo Lind, the mayor since 2019, said the bridge was unsafe.", "mayor since 2019"),
    ],
)
def test_the_role_is_what_the_sentence_says_the_speaker_is(text: str, role: str | None) -> None:
    assert claim_with("unsafe", text).role == role


def test_the_quotation_is_copied_without_marks_and_without_the_comma_of_the_sentence() -> None:
    claim = claim_with("winter", '"We will go on through the winter," said Ida Brandt.')
    assert claim.quote == "We will go on through the winter"


def test_a_quotation_of_several_sentences_is_one_claim() -> None:
    text = '"We will go on. It does not matter how. The work continues," Ida Brandt said.'
    [claim] = claims_of(text, "en")
    assert claim.quote == "We will go on. It does not matter how. The work continues"


def test_words_in_marks_without_a_speaker_are_no_quotation() -> None:
    claim = claim_with(
        "draughtsman", 'The second firm took her on as a "draughtsman of the old school".'
    )
    assert claim.quote is None


def test_a_bare_quotation_is_put_behind_the_name_of_its_speaker() -> None:
    text = 'Mayor Ida Brandt was angry. "Nobody asked us about the new bridge," she said.'
    assert claim_with("Nobody", text).text == (
        'Ida Brandt said: "Nobody asked us about the new bridge."'
    )


def test_who_denies_is_the_speaker_of_a_denial() -> None:
    claim = claim_with(
        "denied", "Ida Brandt denied that the site had been promised to a developer."
    )
    assert (claim.speaker, claim.certainty) == ("Ida Brandt", "denied")


def test_who_accuses_leaves_the_truth_open() -> None:
    claim = claim_with(
        "alleges", "The alliance alleges that the first bottle came from the police."
    )
    assert claim.certainty == "alleged"
