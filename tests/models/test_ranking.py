from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.models._ranking import centrality, content_stems, lead, pick

WORDS = [frozenset("ab"), frozenset("abc"), frozenset("d"), frozenset("ab")]


def allow(_position: int, _picked: object) -> bool:
    return True


def test_function_words_do_not_count() -> None:
    assert content_stems(["the bridge and the harbour"], "en") == [frozenset({"bridge", "harbou"})]


def test_a_sentence_about_what_others_are_about_is_central() -> None:
    scores = centrality(WORDS)
    assert scores[0] == max(scores) == 1
    assert scores[2] == 0


def test_no_words_are_not_central() -> None:
    assert centrality([frozenset(), frozenset()]) == [0, 0]


def test_the_weight_of_the_position_falls() -> None:
    assert lead(0) == 1
    assert all(one > two for one, two in pairwise(map(lead, range(20))))


def test_repetition_gives_way_to_news_of_nearly_the_same_weight() -> None:
    assert pick([1.0, 0.5, 0.55, 0.6], WORDS, 2, allow) == [0, 2]


def test_what_is_not_allowed_is_not_picked() -> None:
    assert pick([1.0, 0.9, 0.8, 0.7], WORDS, 2, lambda n, _: n > 1) == [2, 3]


@pytest.mark.parametrize("count", [0, 3, 9])
def test_no_more_than_asked_for(count: int) -> None:
    assert len(pick([1.0, 0.9, 0.8, 0.7], WORDS, count, allow)) == min(count, 4)


@given(st.lists(st.floats(0, 1), max_size=8), st.integers(0, 8))
def test_positions_are_distinct_and_in_the_order_of_the_text(
    scores: list[float], count: int
) -> None:
    picked = pick(scores, [frozenset({str(n)}) for n in range(len(scores))], count, allow)
    assert picked == sorted(set(picked))
    assert len(picked) == min(count, len(scores))
