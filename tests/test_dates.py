from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.dates import MONTHS, find_date

DAY = date(2025, 1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-03",
        "2025/1/3",
        "2025-01-03T10:30:00Z",
        "January 3, 2025",
        "Jan. 3, 2025 6:03 PM",
        "Jan 3rd 2025",
        "3 January 2025",
        "3rd of January 2025",
        "Friday, 3 Jan. 2025",
        "3. Januar 2025, 17:45 Uhr",
        "3. Jänner 2025",
        "3 janvier 2025",
        "3 de enero de 2025",
        "3 січня 2025",
        "3 января 2025 г.",
        "3 stycznia 2025",
        "3 de janeiro de 2025",
        "3 gennaio 2025",
        "3 januari 2025",
        "3. ledna 2025",
        "3 ianuarie 2025",
        "3 Ocak 2025",
        "03.01.2025",
        "2025年1月3日",
        "2025년 1월 3일",
    ],
)
def test_reads_a_date(text: str) -> None:
    assert find_date(f"Published {text} by us") == DAY


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("03/04/2025", "en", None),
        ("03/04/2025", None, None),
        ("03/04/2025", "fr", date(2025, 4, 3)),
        ("25/04/2025", "en", date(2025, 4, 25)),
        ("04/25/2025", "en", date(2025, 4, 25)),
        ("04/04/2025", "en", date(2025, 4, 4)),
        ("04.05.2025", "en", date(2025, 5, 4)),
    ],
)
def test_reads_numbers_by_the_languages_order(
    text: str, language: str | None, found: date | None
) -> None:
    assert find_date(text, language) == found


@pytest.mark.parametrize(
    "text",
    ["", "January 2025", "January 3", "Feb. 30, 2025", "31.11.2025", "3 bananas 2025", "1825-01-03", "12025-01-034", "10.30.2025.1"],
)  # fmt: skip
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_the_first_of_several_counts() -> None:
    assert find_date("On 31.11.2025 or January 3, 2025 or 2026-01-01") == DAY


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_month_name_reads_back(day: date, name: str) -> None:
    expected = None
    if 2 <= len(name) <= 12:
        try:
            expected = day.replace(month=MONTHS[name])
        except ValueError:
            expected = None
    assert find_date(f"{day.day} {name} {day.year}") == expected


@given(st.text(max_size=100))
def test_any_text_is_read_without_an_error(text: str) -> None:
    find_date(text)
