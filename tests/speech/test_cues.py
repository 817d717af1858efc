from __future__ import annotations

from dataclasses import fields

import pytest

from summarize.speech.cues import _TABLES, Cues, cues_of, is_title

LANGUAGES = sorted(_TABLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_holds_fields_of_the_cues(language: str) -> None:
    assert set(_TABLES[language]) <= {field.name for field in fields(Cues)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_lower_case(language: str) -> None:
    for value in _TABLES[language].values():
        assert value == value.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_tells_adds_or_denies_also_says(language: str) -> None:
    cues = cues_of(language)
    assert cues.tells | cues.adds | cues.denies <= cues.says


def test_no_language_is_read_as_english() -> None:
    assert cues_of(None).says == cues_of("en").says


def test_a_language_without_a_table_has_no_cues() -> None:
    assert not cues_of("th").says


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "mayor"), ("de", "oberbürgermeisterin"), ("fr", "ministre"), ("uk", "голова")],
)
def test_titles_are_known_by_word_or_ending(language: str, word: str) -> None:
    assert is_title(word, cues_of(language))
