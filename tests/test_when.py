from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.when import DateParts, follows_from, is_news_of

D = DateParts
TODAY = date(2025, 1, 1)  # a Wednesday


@pytest.mark.parametrize(
    ("stated", "dates", "sentence", "follows"),
    [
        pytest.param(D(2024, 12, 23), [D(None, 12, 23)], "on Dec. 23", True, id="year-completed"),
        pytest.param(D(2024, 12, 24), [D(None, 12, 23)], "on Dec. 23", False, id="another-day"),
        pytest.param(D(2021, 12, 23), [D(None, 12, 23)], "on Dec. 23", False, id="another-year"),
        pytest.param(D(2024, 8), [D(None, 8, 6)], "on Aug. 6", True, id="month-of-a-day"),
        pytest.param(D(2024, 12, 30), [], "on Monday", True, id="weekday"),
        pytest.param(D(2024, 12, 31), [], "on Monday", False, id="wrong-weekday"),
        pytest.param(D(2024, 12, 31), [], "Monday and yesterday", True, id="two-hints"),
        pytest.param(D(2024, 12, 31), [], "у вівторок", True, id="weekday-uk"),
        pytest.param(D(2024, 12, 31), [], "am Dienstag", True, id="weekday-de"),
        pytest.param(D(2024, 12, 31), [], "yesterday", True, id="yesterday"),
        pytest.param(D(2025, 1, 1), [], "It opened.", True, id="today"),
        pytest.param(D(2024, 5, 3), [], "yesterday", False, id="far-away"),
        pytest.param(D(2024, 8), [D(None, 8)], "since August", True, id="month"),
        pytest.param(D(2024, 12), [], "last month", True, id="last-month"),
        pytest.param(D(2024, 12), [], "It opened.", False, id="month-from-nothing"),
        pytest.param(D(2024), [], "last year", True, id="last-year"),
        pytest.param(D(2022), [], "last year", False, id="year-too-far"),
        pytest.param(D(2025), [], "It opened.", True, id="this-year"),
        pytest.param(D(1980), [], "Twelve years later it closed.", True, id="counted-years"),
        pytest.param(D(1980), [], "Vor zwölf Jahren", True, id="counted-years-de"),
        pytest.param(D(1980), [], "It closed.", False, id="year-from-nothing"),
        pytest.param(D(2026, 1, 12), [D(None, 1, 12)], "on Jan. 12", False, id="a-year-too-late"),
        pytest.param(D(2024, 1, 12), [D(None, 1, 12)], "on Jan. 12", False, id="a-year-too-early"),
        pytest.param(D(2024, 1, 12), [D(2024, 1, 12)], "on Jan. 12, 2024", True, id="year-stated"),
        pytest.param(D(2024, 1, 12), [D(None, 1, 12)], "last Jan. 12", True, id="last-january"),
        pytest.param(
            D(2025, 1, 3), [], "on Thursday, below last year's", False, id="no-day-by-year"
        ),
        pytest.param(D(2024), [], "up from a year earlier", True, id="a-year-earlier"),
        pytest.param(
            D(2021), [], "up from a year earlier", False, id="years-before-a-year-earlier"
        ),
        pytest.param(D(2029), [], "for the year on Thursday", False, id="year-on-thursday"),
        pytest.param(D(2025, 2, 31), [], "on Monday", False, id="no-such-day"),
        pytest.param(D(None, 12, 30), [], "on Monday", True, id="weekday-of-the-nearest-year"),
        pytest.param(D(None, 12, 31), [], "on Monday", False, id="wrong-weekday-without-a-year"),
        pytest.param(D(None, 1, 3), [], "on Friday", True, id="weekday-after-new-year"),
        pytest.param(D(None, 5, 3), [], "on Friday", False, id="weekday-far-away-without-a-year"),
        pytest.param(D(None, 2, 30), [], "on Sunday", False, id="no-such-day-without-a-year"),
    ],
)
def test_a_date_follows_from_what_the_sentences_say(
    stated: DateParts, dates: list[DateParts], sentence: str, follows: bool
) -> None:
    assert follows_from(stated, dates, sentence, TODAY) is follows


def test_a_date_may_lie_far_where_only_a_hint_hangs_on_it() -> None:
    dates = [D(None, 1, 12)]
    assert follows_from(D(2026, 1, 12), dates, "on Jan. 12", TODAY, far=True)
    assert not follows_from(D(2027, 1, 12), dates, "on Jan. 12", TODAY, far=True)


def test_without_a_day_to_speak_from_a_weekday_must_still_fit() -> None:
    assert follows_from(D(2025, 10, 5), [], "on Sunday", None)
    assert not follows_from(D(2025, 10, 6), [], "on Sunday", None)


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        (D(2025, 5, 3), D(None, 5, 4), True),
        (D(2025, 5, 3), D(2025), False),
        (D(2025, 5), D(None, 6, 1), True),
        (D(2025, 5), D(None, 5, 1), False),
        (D(2025), D(2024), True),
        (D(2025), D(None, 5, 1), False),
    ],
)
def test_rivals_say_different_things_of_one_part(
    one: DateParts, other: DateParts, rivals: bool
) -> None:
    assert one.rivals(other) is rivals


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.booleans(), st.booleans())
def test_every_date_follows_from_itself_and_less_of_it_too(
    day: date, with_month: bool, with_day: bool
) -> None:
    full = D(day.year, day.month, day.day)
    less = D(
        day.year, day.month if with_month else None, day.day if with_month and with_day else None
    )
    assert follows_from(less, [full], "", day)


@pytest.mark.parametrize(
    ("stated", "sentence", "is_news"),
    [
        pytest.param(D(2024, 12, 30), "It will open.", True, id="days-ago"),
        pytest.param(D(None, 12, 30), "It will open.", False, id="without-year-it-is-this-years"),
        pytest.param(D(2025, 1, 15), "It will open.", True, id="two-weeks-ahead"),
        pytest.param(D(2025, 1, 16), "It will open.", False, id="further-ahead"),
        pytest.param(D(2024, 12, 30), "It opened on Tuesday.", False, id="another-weekday"),
        pytest.param(D(2024, 12, 31), "It opened on Tuesday.", True, id="that-weekday"),
        pytest.param(D(2025, 1), "It opened.", True, id="this-month"),
        pytest.param(D(2025, 2), "It opened.", False, id="next-month"),
        pytest.param(D(2025), "It opened.", True, id="this-year"),
        pytest.param(D(2024), "It opened.", False, id="last-year"),
        pytest.param(D(2025, 2, 31), "It opened.", False, id="no-such-day"),
    ],
)
def test_what_an_article_tells_as_new_may_bear_its_own_date(
    stated: DateParts, sentence: str, is_news: bool
) -> None:
    assert is_news_of(stated, sentence, TODAY) is is_news
