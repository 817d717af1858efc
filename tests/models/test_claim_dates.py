from __future__ import annotations

from datetime import date

import pytest

from summarize.article import Article
from summarize.models.embedded import draft_article

PUBLISHED = date(2025, 1, 1)  # a Wednesday

DATES = [
    ("en", "The bridge closed on Aug. 6 after an inspection.", "2024-08-06"),
    ("en", "The bridge closed on August 6, 2019, after an inspection.", "2019-08-06"),
    ("en", "The bridge will close on March 3 for two years.", "2025-03-03"),
    ("en", "The bridge has been closed since August.", "2024-08"),
    ("en", "The bridge was built in 1987 by a Dutch firm.", "1987"),
    ("en", "The bridge closed on Monday after an inspection.", "2024-12-30"),
    ("en", "The bridge closed yesterday after an inspection.", "2024-12-31"),
    ("en", "Ida Brandt said on Dec. 23 that the bridge was unsafe.", "2024-12-23"),
    ("en", "Ida Brandt said on Dec. 23 that the bridge closed in 1987.", "1987"),
    ("en", "The council restored the Sunday hours of the library.", None),
    ("en", "An average of 212 visitors came on a Sunday.", None),
    ("en", "The may fly and the march of the army were painted here.", None),
    ("en", "The bridge may close for a long time.", None),
    ("de", "Die Brücke wurde am 3. Mai 2024 gesperrt.", "2024-05-03"),
    ("de", "Die im April gesperrte Brücke kann frühestens im Herbst 2027 öffnen.", "2027"),
    ("de", "Das teilte die Stadt am Montag mit.", "2024-12-30"),
    ("fr", "Le pont a été fermé le 14 février 2023.", "2023-02-14"),
    ("es", "El puente se cerró el 3 de mayo de 2024.", "2024-05-03"),
    ("uk", "Міст закрили 6 серпня 2024 року.", "2024-08-06"),
    ("ru", "Мост закрыли вчера после осмотра.", "2024-12-31"),
    ("pl", "Most zamknięto 6 sierpnia 2024 roku.", "2024-08-06"),
    ("en", "The bridge closed on 2024-08-06 after an inspection.", "2024-08-06"),
    ("en", "The bridge closed on February 30, 2024.", None),
]


@pytest.mark.parametrize(("language", "text", "when"), DATES, ids=lambda value: str(value)[:40])
def test_when_a_claim_happened(language: str, text: str, when: str | None) -> None:
    article = Article.from_text(text, language=language, published=PUBLISHED)
    [claim] = draft_article(article).claims
    assert claim.when == when


@pytest.mark.parametrize("day", ["on Monday", "yesterday", "on Aug. 6"])
def test_without_a_date_of_publication_only_years_are_resolved(day: str) -> None:
    [claim] = draft_article(Article.from_text(f"The bridge at Marlhaven closed {day}.")).claims
    assert claim.when is None
