from __future__ import annotations

import pytest

from summarize.names import NameIndex, is_title_case, names_in

ARTICLE = NameIndex(
    "Ukraine's army fought near Kursk, Volodymyr Petrenko told the E.U. and the North Atlantic "
    "Treaty Organization. Johnson met NATO envoys in Paris. The French and the British stayed. "
    "The central bank warned of artificial intelligence. D'Alema came late.",
    "A title with Brussels",
    None,
    language="en",
)
UKRAINIAN = NameIndex(
    "Рада підтримала Петренка. У Києві та Харкові голосували. Лісняк виступив у Вербогірську.",
    language="uk",
)
POLISH = NameIndex("Premier Tusk mówił w Warszawie o Kowalskim.", language="pl")
GERMAN = NameIndex(
    "Die Chefin der Bahn, Friederike Hallstein-Wöhr, sprach in Stuttgart mit Stuttgarter Pendlern.",
    language="de",
)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The Russian army left Kursk Oblast.", [("Russian",), ("Kursk", "Oblast")]),
        ("On Monday, May Brook met the mayor.", [("Brook",)]),
        ("Oleksandr Syrskyi's men left.", [("Oleksandr", "Syrskyi")]),
        ("It met NATO. In Paris it rained.", [("NATO",), ("Paris",)]),
        ("No names here.", []),
        ("", []),
        ("Nord-Ost and Anna, Berta", [("Nord", "Ost"), ("Anna",), ("Berta",)]),
        ("They saw an F-16 and TF1.", []),
        ("市长昨天宣布大桥开放。", []),
        ("أعلن رئيس البلدية افتتاح الجسر", []),
    ],
)
def test_runs_of_capitalised_words(text: str, runs: list[tuple[str, ...]]) -> None:
    assert [name.words for name in names_in(text)] == runs


def test_function_words_of_a_language_are_no_names() -> None:
    assert [name.words for name in names_in("Jego brat Tusk.", "pl")] != [("Jego",)]
    assert [name.words for name in names_in("Die Bahn fuhr.", "de")] == [("Bahn",)]


@pytest.mark.parametrize(
    ("word", "there"),
    [
        ("Ukrainian", True),
        ("Kursk", True),
        ("Johnson", True),
        ("Johnston", False),
        ("Petrov", False),
        ("Parisian", True),
        ("Brussels", True),
        ("EU", True),
        ("France", True),
        ("Britain", True),
        ("UK", True),
        ("Germany", False),
        ("AI", True),
        ("CIA", False),
        ("Alema", True),
    ],
)
def test_a_name_is_found_in_its_common_forms(word: str, there: bool) -> None:
    assert ARTICLE.has(word) is there


@pytest.mark.parametrize(
    ("index", "word", "there"),
    [
        (UKRAINIAN, "Петренко", True),
        (UKRAINIAN, "Петров", False),
        (UKRAINIAN, "Київ", True),
        (UKRAINIAN, "Харків", True),
        (UKRAINIAN, "Львів", False),
        (UKRAINIAN, "Лісняка", True),
        (UKRAINIAN, "Вербогірськ", True),
        (POLISH, "Tuska", True),
        (POLISH, "Warszawa", True),
        (POLISH, "Kowalskiego", True),
        (POLISH, "Kowalczyk", False),
    ],
)
def test_slavic_case_endings_are_no_other_name(index: NameIndex, word: str, there: bool) -> None:
    assert index.has(word) is there


def missing(index: NameIndex, text: str, language: str = "en") -> list[str]:
    """What a check would report of a text."""
    return [
        word.text
        for name in names_in(text, language)
        for word in index.missing(name)
        if index.certain(name, word)
    ]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("They joined the European Union.", []),
        ("They joined NATO.", []),
        ("They met the North Korea envoy.", ["Korea"]),
        ("There Volodymyr Zelensky spoke.", ["Zelensky"]),
        ("They left the UN.", ["UN"]),
        ("They met President Petrenko and the City Council.", []),
        ("Residents of Paris left.", []),
        ("Excluding Kursk, all was calm.", []),
        ("GreenWave sells towels.", ["GreenWave"]),
        ("On 3 May, Johnson came to the Kyiv District Court.", ["Kyiv"]),
    ],
)
def test_only_what_is_a_name_beyond_doubt_is_missed(text: str, absent: list[str]) -> None:
    assert missing(ARTICLE, text) == absent


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Die Landrätin gibt Reisenden Geld zurück.", []),
        ("Der Vorstand der Bahn nannte 70 Prozent Verspätung.", []),
        ("Die Bahn-Sprecherin Friederike Hallstein-Wöhr kam.", []),
        ("Die Stuttgarter Fahrgäste klagen.", []),
        ("Die Chefin Friederike Hallstein-Böhm kam.", ["Böhm"]),
        ("Die Chefin Friederike Müller kam.", ["Müller"]),
    ],
)
def test_in_german_a_noun_is_no_name(text: str, absent: list[str]) -> None:
    assert missing(GERMAN, text, "de") == absent


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Russia Loses Over 38,000 Troops In Kursk", True),
        ("Mayor Marguerite Oost-Vanhaal of Rotterdam supports the plan.", False),
        ("Russia lost troops.", False),
    ],
)
def test_title_case(text: str, title: bool) -> None:
    assert is_title_case(text) is title


@pytest.mark.parametrize(
    ("article", "name"),
    [("Вага", "Ваги"), ("Рига", "Риги"), ("Рига", "Ризі")],
    ids=["genitive", "place", "another-consonant"],
)
def test_short_slavic_names_change_their_last_vowel(article: str, name: str) -> None:
    index = NameIndex(f"Про це сказала {article}.", language="uk")
    assert index.has(name) is (name != "Ризі")
