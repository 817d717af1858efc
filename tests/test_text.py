from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.text import sentence_spans, strip_span

LONGEST = 600


def split(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["He left.", "She stayed."]),
        ("en", ["Ms. Lund met J. R. Brandt at 6 p.m. Monday.", "They talked."]),
        ("en", ["The plan, i.e. the new one, costs $4.5 million.", "Nobody knows why."]),
        ("en", ['"It is over," she said.', '"We go home."']),
        ("de", ["Am 19. März kam Dr. Wendt.", "Er blieb bis zum 3. Mai."]),
        ("fr", ["M. Petit a parlé.", "« Nous avons fini. »"]),
        ("de", ["Das kostet 3 Tsd. Euro.", "Laut Art. 5 Abs. 3 gilt es."]),
        ("pl", ["Prof. Nowak mieszka przy ul. Długiej.", "Ma 3 psy."]),
        ("pl", ["„Mają oparcie m.in. w sądach” – mówi.", "W 2018 r. Firma upadła."]),
        ("pl", ["O godz. 14.30 zajął 3. miejsce.", "Było to w latach 90.", "Potem odszedł."]),
        ("pl", ["Wzrosło o 0,4 st. C.", "Straty to 12 mln zł.", "To dużo."]),
        ("uk", ["Мер І. Бондар приїхав.", "Він говорив годину."]),
        ("uk", ["«Ми йдемо», — сказав він.", "У 2018 р. Рада зібралась на вул. Лісовій, 5."]),
        ("uk", ["Збитки — 12 млн грн.", "Це багато."]),
        ("ru", ["Это стоит 12 млн руб. в год.", "Мэр согласен."]),
        (
            "ru",
            ["Г-н Иванов жил в г. Туле до 2000 г.", "В 2018 г. Компания закрылась.", "Т. е. всё."],
        ),
        ("es", ["El Sr. García vino de EE.UU.", "El Dr. Pérez vive en la Av. Central."]),
        ("es", ["¿Quién lo hizo?", "¡Nadie!", "Así fue."]),
        ("tr", ["Köprü açıldı.", "Maliyeti 3 milyon."]),
        ("hi", ["पुल खुल गया।", "लोग खुश हैं।"]),
        ("ar", ["افتتح الجسر يوم الاثنين.", "هل انتهى العمل؟", "نعم."]),
        ("ar", ["قال د. محمد علي إن الجسر فتح.", "وأضاف: «سنعمل»؛ ثم ذهب."]),
        ("fa", ["شورا رای داد.", "پل بسته است۔", "آیا تمام شد؟"]),
        ("he", ["הגשר נפתח ביום שני.", "הוא עלה ארבעה מיליון."]),
        (None, ["He left.", "She stayed."]),
        ("xx-unknown", ["He left.", "She stayed."]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_splits_a_paragraph(language: str | None, sentences: list[str]) -> None:
    assert split(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ["市政府宣布新桥通车。", "桥长三百米！", "“很好。”"]),
        ("zh", ["“我们会继续。”他说。", "工程耗资3.8亿元。", "真的吗？"]),
        ("ja", ["橋が開通した。", "市長は喜んだ。"]),
        ("ja", ["「続ける。」と市長は述べた。", "費用は3.8億円だ。", "「終わった」と話した。"]),
    ],
)
def test_splits_scripts_without_spaces(language: str, sentences: list[str]) -> None:
    assert split("".join(sentences), language) == sentences


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=3000),
    st.sampled_from(["en", "de", "zh", None]),
)
def test_only_what_holds_no_letter_or_digit_is_left_out(text: str, language: str | None) -> None:
    last = 0
    for start, end in sentence_spans(text, language):
        assert not any(map(str.isalnum, text[last:start]))
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not any(map(str.isalnum, text[last:]))


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.integers(0, 99),
    st.integers(0, 99),
)
def test_spans_stay_within_the_passage(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    assert all(start <= a < b <= end for a, b in sentence_spans(text, "en", start, end))


@pytest.mark.parametrize(
    "unit",
    [
        "word and other text of it ",
        "x",
        "a, b; ",
        "市政府周一宣布老城新桥正式通车",
        "ประเทศไทย",
        "a\u0301",
        "وقال رئيس البلدية ",
    ],
    ids=["words", "no space", "commas", "chinese", "thai", "accents", "arabic"],
)
def test_an_overlong_sentence_is_split_further(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    spans = sentence_spans(text, "en")
    assert len(spans) > 1
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("stop", ["。", "! ", "."], ids=["chinese", "spaced", "unspaced"])
def test_a_paragraph_of_100_kb_keeps_its_sentences(stop: str) -> None:
    sentence = "市政府周一宣布" if stop == "。" else "abcdefg"
    count = len(sentence_spans((sentence + stop) * 12_000, "zh" if stop == "。" else "en"))
    assert count == 12_000 if stop != "." else count > 100


@pytest.mark.parametrize(
    "grapheme", ["e\u0301", "👩‍👩‍👧", "🇺🇦", "각"], ids=["accent", "family", "flag", "hangul"]
)
def test_a_cut_never_parts_a_grapheme(grapheme: str) -> None:
    text = grapheme * 900
    for start, end in sentence_spans("a" + text)[:-1]:
        assert (end - start - (start == 0)) % len(grapheme) == 0


@pytest.mark.parametrize(
    ("text", "span"), [("  a b ", (2, 5)), ("a", (0, 1)), ("   ", (0, 0)), ("", (0, 0))]
)
def test_strips_white_space_from_a_span(text: str, span: tuple[int, int]) -> None:
    assert strip_span(text, 0, len(text)) == span
