"""Figures and dates of ten languages: what is read, and what claims about it may say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.figures import Figure, read_figures
from summarize.schema import Evidence

_CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("language_cases.yaml").read_text(encoding="utf-8")
)


def _each(key: str) -> list[Any]:
    """Language, evidence and claim, for each claim under a key."""
    return [
        pytest.param(language, case["evidence"], claim, id=f"{language}: {claim}")
        for language, cases in _CASES.items()
        for case in cases
        for claim in case.get(key, ())
    ]


def errors(language: str, text: str, claim: str, *, translated: bool = False) -> list[str]:
    """The errors about figures of a claim that cites the one sentence of an article."""
    article = Article(text=text, language=language, sentence_spans=((0, len(text)),))
    evidence = (Evidence(sentence=1, start=0, end=len(text), text=text),)
    found = Checker(article, translated=translated).findings(Item("claims[0]", claim, evidence))
    return [
        finding.message
        for finding in found
        if finding.severity == "error" and finding.rule.startswith(("figure-", "qualifier-"))
    ]


def described(figure: Figure) -> str:
    """Kind, value, unit and qualifier in the form of the table."""
    value = round(figure.value, 4) if figure.kind == "fraction" else figure.value
    return f"{figure.kind} {Decimal(value)} {figure.unit or '-'} {figure.qualifier}"


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language, cases in _CASES.items() for case in cases],
    ids=lambda value: value if isinstance(value, str) else value["evidence"],
)
def test_every_figure_is_read(language: str, case: dict[str, Any]) -> None:
    figures = read_figures(case["evidence"], language=language)
    assert [described(figure) for figure in figures] == case["read"]


@pytest.mark.parametrize(("language", "evidence", "claim"), _each("same"))
def test_the_same_in_another_form_passes(language: str, evidence: str, claim: str) -> None:
    assert errors(language, evidence, claim) == []


@pytest.mark.parametrize(("language", "evidence", "claim"), _each("other"))
def test_another_figure_is_refused(language: str, evidence: str, claim: str) -> None:
    assert errors(language, evidence, claim)


@pytest.mark.parametrize(
    ("language", "evidence", "claim"), [*_each("english"), *_each("translated")]
)
def test_the_same_in_another_language_passes(language: str, evidence: str, claim: str) -> None:
    assert errors(language, evidence, claim, translated=True) == []


@pytest.mark.parametrize(
    ("language", "evidence", "claim"), [*_each("not_english"), *_each("not_translated")]
)
def test_another_figure_in_another_language_is_refused(
    language: str, evidence: str, claim: str
) -> None:
    assert errors(language, evidence, claim, translated=True)


@pytest.mark.parametrize("language", _CASES)
def test_the_table_has_enough_forms(language: str) -> None:
    assert sum(len(case["read"]) for case in _CASES[language]) >= 12


@pytest.mark.parametrize(
    ("language", "case"),
    [(language, case) for language, cases in _CASES.items() for case in cases],
    ids=lambda value: value if isinstance(value, str) else value["evidence"],
)
def test_a_sentence_carries_its_own_figures(language: str, case: dict[str, Any]) -> None:
    assert errors(language, case["evidence"], case["evidence"]) == []


# --- laws ---

_GROUPED = {
    "en": (",", "."),
    "de": (".", ","),
    "fr": ("\u202f", ","),
    "es": (".", ","),
    "uk": ("\u00a0", ","),
    "ru": (" ", ","),
    "pl": (" ", ","),
    "ar": ("٬", "٫"),
    "zh": (",", "."),
    "ja": (",", "."),
}
_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "ja": "０１２３４５６７８９"}


def written(value: Decimal, language: str, digits: str | None = None) -> str:
    """A number as a language writes it."""
    group, point = _GROUPED["ar" if language == "fa" else language]
    plain = "".join({",": group, ".": point}.get(sign, sign) for sign in f"{value:,f}")
    return plain.translate(str.maketrans("0123456789", digits)) if digits else plain


@given(st.integers(10**4, 10**15), st.sampled_from(sorted(_GROUPED)))
def test_every_number_reads_back(number: int, language: str) -> None:
    [figure] = read_figures(f"({written(Decimal(number), language)})", language=language)
    assert figure.readings == (Decimal(number),)


@given(
    st.decimals("0.1", "999.9", places=1), st.sampled_from([*sorted(_GROUPED), "fa"]), st.booleans()
)
def test_every_decimal_reads_back(value: Decimal, language: str, own: bool) -> None:
    digits = _DIGITS.get(language) if own else None
    [figure] = read_figures(f"({written(value, language, digits)} %)", language=language)
    assert figure.readings == (value,)


@given(st.integers(1, 9999), st.sampled_from(["万", "萬", "億", "亿", "兆"]), st.integers(0, 9999))
def test_every_myriad_reads_back(over: int, sign: str, rest: int) -> None:
    myriad = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}[sign]
    [figure] = read_figures(f"計{over}{sign}{rest or ''}人", language="ja")
    assert figure.value == over * myriad + rest
