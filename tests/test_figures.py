from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.figures import Figure, Kind, find_figure, read_figures
from summarize.schema import Evidence

# --- claims with the sentence that they cite, through the check itself ---

_CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("figure_cases.yaml").read_text(encoding="utf-8")
)
_RULES = {
    "carried": frozenset[str](),
    "absent": frozenset(["figure-not-in-evidence"]),
    "dropped": frozenset(["qualifier-dropped"]),
    "changed": frozenset(["qualifier-changed"]),
    "added": frozenset(["qualifier-added"]),
}


def _cases() -> Iterator[Any]:
    for name, case in _CASES.items():
        for verdict, rules in _RULES.items():
            for claim in case.get(verdict, ()):
                yield pytest.param(case, claim, rules, id=f"{name}-{verdict}: {claim}")


def findings(case: dict[str, Any], claim: str) -> frozenset[str]:
    """The rules about figures that a claim breaks when it cites the case's sentence."""
    text: str = case["evidence"]
    published: date | None = case.get("published")
    article = Article(
        text=text,
        language=case["language"],
        published=published,
        sentence_spans=((0, len(text)),),
    )
    evidence = (Evidence(sentence=1, start=0, end=len(text), text=text),)
    found = Checker(article).findings(Item("claims[0]", claim, evidence))
    return frozenset(f.rule for f in found if f.rule.startswith(("figure-", "qualifier-")))


@pytest.mark.parametrize(("case", "claim", "rules"), list(_cases()))
def test_the_figure_check(case: dict[str, Any], claim: str, rules: frozenset[str]) -> None:
    assert findings(case, claim) == rules


# --- one figure ---


def only(text: str, language: str | None = "en") -> Figure:
    """The one figure that a text states."""
    [figure] = read_figures(text, language=language)
    return figure


@pytest.mark.parametrize(
    ("text", "written", "kind", "value", "unit"),
    [
        ("lost 38,000 troops", "38,000", "number", "38000", "troops"),
        ("lost 12,000 North Korean soldiers", "12,000", "number", "12000", "soldiers"),
        ("a $41.3 million budget", "$41.3 million", "money", "41300000", "$"),
        ("a loss of -$5.2m", "-$5.2m", "money", "-5200000", "$"),
        ("rose 2.9 percent", "2.9 percent", "percent", "2.9", "%"),
        ("by 80 basis points", "80 basis points", "number", "0.8", "pp"),
        ("over 1,300 square kilometers", "1,300 square kilometers", "number", "1300", "km2"),
        ("a 5-year plan", "5-year", "number", "5", "year"),
        ("100m homes", "100m", "number", "100000000", "homes"),
        ("the 100m final", "100m", "number", "100", "m"),
        ("the 64th minute", "64th", "ordinal", "64", "minute"),
        ("in Q3", "Q3", "ordinal", "3", "quarter"),
        ("of 1H 2024", "1H", "ordinal", "1", "half"),
        ("in the 1990s", "1990s", "year", "1990", "decade"),
        ("in 1998,", "1998", "year", "1998", None),
        ("for FY23", "FY23", "year", "2023", None),
        ("more than 2016 people", "2016", "number", "2016", "people"),
        ("on 3 May 2024.", "3 May 2024", "date", "20240503", None),
        ("on Dec. 23, he", "Dec. 23", "date", "1223", None),
        ("on 2024-05-03", "2024-05-03", "date", "20240503", None),
        ("since last August", "August", "date", "800", None),
        ("at 6:03 PM", "6:03 PM", "time", "1803", None),
        ("at 12 a.m.", "12 a.m.", "time", "0", None),
        ("three quarters of it", "three quarters", "fraction", "0.75", None),
        ("2 1/2 hours", "2 1/2 hours", "number", "2.5", "hour"),
        ("1½ hours", "1½ hours", "number", "1.5", "hour"),
        ("tens of thousands of men", "tens of thousands", "vague", "10000", None),
        ("an F-16 jet", "F-16", "label", "16", None),
        ("after 9/11", "9/11", "label", "9", None),
        ("5 T-shirts", "5", "number", "5", "shirts"),
        ("in fiscal 2022 second", "2022", "year", "2022", None),
    ],
)
def test_what_is_read(text: str, written: str, kind: Kind, value: str, unit: str | None) -> None:
    figure = read_figures(text, language="en")[0]
    read = (figure.text, figure.kind, figure.value, figure.unit)
    assert read == (written, kind, Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("de", "1.300 Pendler", "1300", "Pendler"),
        ("de", "2,5 Mrd. Euro", "2500000000", "EUR"),
        ("de", "fünf Billionen Euro", "5000000000000", "EUR"),
        ("fr", "12 400 personnes", "12400", "personnes"),
        ("fr", "3,5 millions d'euros", "3500000", "EUR"),
        ("es", "cuatro mil millones de dólares", "4000000000", "$"),
        ("it", "1.250 euro", "1250", "EUR"),
        ("pt", "R$ 2,5 milhões", "2500000", "BRL"),
        ("uk", "12 400 родин", "12400", "родин"),
        ("uk", "сто двадцять п'ять осіб", "125", "осіб"),
        ("uk", "38,5 млн гривень", "38500000", "UAH"),
        ("ru", "5 млн 300 тыс. рублей", "5300000", "RUB"),
        ("pl", "1,4 mld zł", "1400000000", "PLN"),
        ("ar", "١٢٬٥٠٠ شخص", "12500", None),
        ("ar", "٣٫٥ مليون دولار", "3500000", "$"),
        ("ar", "12,500.75", "12500.75", None),
        ("hi", "12,34,567 रुपये", "1234567", "rupee"),
        ("zh", "3万8千人", "38000", "人"),
        ("zh", "三亿八千万元", "380000000", "CNY"),
        ("zh", "百分之十二", "12", "%"),
        ("ja", "３万８０００円", "38000", "JPY"),
        ("ko", "3만 5천 명", "35000", None),
    ],
)
def test_other_languages(language: str, text: str, value: str, unit: str | None) -> None:
    figure = only(text, language)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "readings"),
    [
        ("en", ["1.3"]),
        ("de", ["1300"]),
        ("uk", ["1300", "1.3"]),
        (None, ["1.3", "1300"]),
    ],
)
def test_a_lone_point_means_what_the_language_allows(
    language: str | None, readings: list[str]
) -> None:
    figure = only("1.300", language)
    assert list(figure.readings) == [Decimal(reading) for reading in readings]


@pytest.mark.parametrize(
    "text",
    [
        "1. The plant closed.",
        "• 2) The plant closed.",
        "(1) It closed and (2) reopened.",
        "It closed [12].",
        "https://example.org/2024/55 and ada7@example.org",
        "No figure at all, Mr. May may march.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read_figures(text, language="en") == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("9,000 to 11,000", ["9000", "11000"]),
        ("5-10 million", ["5000000", "10000000"]),
        ("$7.3–7.5 billion", ["7300000000", "7500000000"]),
        ("between 6 and 37 percent", ["6", "37"]),
        ("a 7-2 vote", ["7", "2"]),
        ("2 to 5.5 percent of €1.84 billion", ["2", "5.5", "1840000000"]),
        ("12 A320 jets", ["12", "320"]),
        ("Q3 300 people", ["3", "300"]),
    ],
)
def test_several_figures(text: str, values: list[str]) -> None:
    found = read_figures(text, language="en")
    assert [figure.value for figure in found] == [Decimal(value) for value in values]


@pytest.mark.parametrize("text", ["5-10 percent", "5 to 10%", "between five and ten per cent"])
def test_both_ends_of_a_range_have_its_unit(text: str) -> None:
    assert [figure.unit for figure in read_figures(text, language="en")] == ["%", "%"]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("38,000", "exact"),
        ("over $3 million", "over"),
        ("no fewer than 5", "over"),
        ("38,000+", "over"),
        ("38,000 people or more", "over"),
        ("no more than 5", "under"),
        ("just under half", "under"),
        ("up to 300", "under"),
        ("about 5", "about"),
        ("about a third of", "about"),
        ("an estimated 500", "about"),
        ("~500", "about"),
        ("50-odd", "about"),
        ("grew over 5 years", "exact"),
        ("he left over. 5 stayed", "exact"),
        ("control of about half", "about"),
        ("a dispute over 300 jobs", "exact"),
    ],
)
def test_qualifiers(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize("text", ["one", "two", "first", "the second", "half of it", "in May"])
def test_what_is_too_common_to_check(text: str) -> None:
    assert only(text).soft


@pytest.mark.parametrize(
    "text", ["three", "a third of it", "2", "1st", "two percent", "second quarter"]
)
def test_what_is_checked(text: str) -> None:
    assert not only(text).soft


def test_a_figure_with_the_same_qualifier_is_preferred() -> None:
    carried = read_figures("5 men, then over 5 men", language="en")
    found = find_figure(only("more than 5 men"), carried)
    assert found is not None
    assert found.qualifier == "over"


def test_a_figure_with_the_same_unit_is_preferred() -> None:
    carried = read_figures("5 firms lost 5 kg", language="en")
    assert find_figure(only("5 kilograms"), carried) == carried[1]


def test_two_nouns_for_what_is_counted_agree() -> None:
    assert find_figure(only("38,000 soldiers"), [only("38,000 troops")])


def test_a_noun_may_be_the_word_for_a_measure() -> None:
    assert find_figure(only("2,400 water meters"), [only("2,400 meters")])
    assert find_figure(only("2,400 meters"), [only("2,400 water meters")])
    assert find_figure(only("2,400 water pumps"), [only("2,400 meters")]) is None


# --- laws ---

_LANGUAGES = st.sampled_from([None, "en", "de", "fr", "es", "uk", "ru", "pl", "ar", "zh", "ja"])
_PIECES = st.sampled_from(
    "38,000 1.300 12 ½ 3/4 $ € % million bn k over about to - – May 2024 Q3 third twenty one hundred "
    "three.and a half of 万 三 ٣ ２ п'ять ( [ . , : 's st th \u00a0 \u2009 pm İ \ud800".split(" ")
)


@given(st.text() | st.lists(_PIECES).map(" ".join) | st.lists(_PIECES).map("".join), _LANGUAGES)
@example("0.0,0.0", None)  # a comma that stands only behind the point
def test_offsets_slice_the_text_in_order(text: str, language: str | None) -> None:
    last = 0
    for figure in read_figures(text, language=language):
        assert text[figure.start : figure.end] == figure.text
        assert last <= figure.start < figure.end
        assert figure.number in figure.text
        last = figure.end


@given(st.lists(_PIECES).map(" ".join), _LANGUAGES)
def test_every_text_carries_its_own_figures(text: str, language: str | None) -> None:
    figures = read_figures(text, language=language)
    for figure in figures:
        found = find_figure(figure, figures)
        assert found is not None
        assert found.qualifier == figure.qualifier


_GROUPING = st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "'", "’"])
_AFTER = st.sampled_from(["troops", "percent", "euros", "km", "kilograms", "years old"])


@given(st.integers(10_000, 10**15), _GROUPING, _AFTER)
def test_separators_between_thousands_change_nothing(number: int, mark: str, after: str) -> None:
    grouped = f"{number:,}".replace(",", mark)
    plain = only(f"lost {number} {after}")
    written = only(f"lost {grouped} {after}")
    assert written.value == plain.value == number
    assert find_figure(written, [plain])
    assert find_figure(plain, [written])


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    """A number under a million in English words."""
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if size == 100 else " "
            return f"{spelled(number // size)} {name}" + (joint + spelled(rest) if rest else "")
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


@given(st.integers(3, 999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    words, digits = only(f"lost {spelled(number)} troops"), only(f"lost {number:,} troops")
    assert words.value == digits.value
    assert find_figure(words, [digits])
    assert find_figure(digits, [words])


@given(st.integers(1, 999), st.sampled_from([("k", 3), ("thousand", 3), ("million", 6), ("bn", 9)]))
def test_a_scale_is_so_many_zeros(number: int, scale: tuple[str, int]) -> None:
    word, zeros = scale
    assert only(f"{number} {word} troops" if len(word) > 2 else f"{number}{word} troops").value == (
        only(f"{number * 10**zeros:,} troops").value
    )


@given(st.integers(0, 10**9), st.sampled_from("٠۰०๐０"))
def test_the_digits_of_other_scripts_are_digits(number: int, zero: str) -> None:
    digits = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert only(f"× {digits} ×").value == number


@given(st.integers(10_000, 10**9), st.data())
def test_a_changed_digit_is_another_figure(number: int, data: st.DataObject) -> None:
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    changed = digits[:at] + other + digits[at + 1 :]
    assert find_figure(only(f"{int(changed):,} troops"), [only(f"{number:,} troops")]) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_forms_of_a_date_are_equal(day: date) -> None:
    forms = [
        f"on {day:%B} {day.day}, {day.year}",
        f"on {day.day} {day:%B} {day.year}",
        f"on {day.day} {day:%b}. {day.year}",
        f"on {day.isoformat()}",
    ]
    figures = [only(form) for form in forms]
    assert {figure.value for figure in figures} == {Decimal(f"{day:%Y%m%d}")}
    assert all(find_figure(figure, [other]) for figure in figures for other in figures)


@pytest.mark.parametrize(
    ("text", "language", "value", "kind"),
    [
        ("у лютому 2026 року", "uk", 20260200, "date"),
        ("до 2026 року", "uk", 2026, "year"),
        ("в феврале 2026 года", "ru", 20260200, "date"),
        ("w lutym 2026 roku", "pl", 20260200, "date"),
        ("2000 років тому", "uk", 2000, "number"),
    ],
)
def test_slavic_dates_and_years_have_their_case_endings(
    text: str, language: str, value: int, kind: Kind
) -> None:
    [figure] = read_figures(text, language=language)
    assert (int(figure.value), figure.kind) == (value, kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("26,7 statt 18,4 Millionen Euro", "de"),
        ("26.7 instead of 18.4 million euros", "en"),
        ("26,7 au lieu de 18,4 millions d’euros", "fr"),
        ("26,7 замість 18,4 млн євро", "uk"),
    ],
)
def test_a_figure_in_place_of_another_has_its_scale(text: str, language: str) -> None:
    first, second = read_figures(text, language=language)
    assert [int(first.value), int(second.value)] == [26_700_000, 18_400_000]
    assert first.unit == second.unit
