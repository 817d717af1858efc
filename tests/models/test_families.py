from __future__ import annotations

from typing import Any

import pytest

from summarize.article import Article
from summarize.draft import ArticleDraft
from summarize.errors import ConfigurationError
from summarize.models.base import Request
from summarize.models.families import family_of, parameters

ARTICLE = Article(text="A.", sentence_spans=((0, 2),))

SENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("gpt-6-luna", {}, {"reasoning_effort": "none", "max_completion_tokens": 9, "store": False}),
    ("gpt-6-sol", {}, {"reasoning_effort": "none", "max_completion_tokens": 9, "store": False}),
    ("gpt-6.1-sol", {}, {"reasoning_effort": "low", "max_completion_tokens": 9, "store": False}),
    ("gpt-6.1-terra", {}, {"reasoning_effort": "low", "max_completion_tokens": 9, "store": False}),
    ("gpt-6-astra", {}, {"reasoning_effort": "low", "max_completion_tokens": 9, "store": False}),
    (
        "gpt-6-luna-2026-08-01",
        {},
        {"reasoning_effort": "none", "max_completion_tokens": 9, "store": False},
    ),
    ("gpt-5.1", {}, {"reasoning_effort": "none", "max_completion_tokens": 9, "store": False}),
    ("gpt-5-mini", {}, {"reasoning_effort": "minimal", "max_completion_tokens": 9, "store": False}),
    ("gpt-4o-mini", {}, {"max_completion_tokens": 9, "store": False}),
    (
        "gpt-4.1",
        {"temperature": 0.0},
        {"temperature": 0.0, "max_completion_tokens": 9, "store": False},
    ),
    (
        "gpt-6-luna",
        {"temperature": 0.5},
        {
            "temperature": 0.5,
            "reasoning_effort": "none",
            "max_completion_tokens": 9,
            "store": False,
        },
    ),
    (
        "gpt-6-luna",
        {"reasoning_effort": "low"},
        {"reasoning_effort": "low", "max_completion_tokens": 9, "store": False},
    ),
    ("gpt-4-turbo", {}, {"max_completion_tokens": 9, "store": False}),
    ("o1", {}, {"reasoning_effort": "low", "max_completion_tokens": 9, "store": False}),
    ("ft:gpt-4o-mini:press", {}, {"max_completion_tokens": 9, "store": False}),
    ("gpt-oss-20b", {}, {"max_tokens": 9}),
    ("llama3.3", {}, {"max_tokens": 9}),
    ("relay/claude", {"temperature": 0.2}, {"temperature": 0.2, "max_tokens": 9}),
]


@pytest.mark.parametrize(("name", "asked", "sent"), SENT, ids=str)
def test_each_family_gets_what_it_takes(
    name: str, asked: dict[str, Any], sent: dict[str, Any]
) -> None:
    assert parameters(name, Request(ArticleDraft, ARTICLE, max_output_tokens=9, **asked)) == sent


def test_nothing_is_sent_that_nobody_asked_for() -> None:
    assert parameters("llama3.3", Request(ArticleDraft, ARTICLE)) == {}


@pytest.mark.parametrize(
    ("name", "asked", "says"),
    [
        ("gpt-6-astra", {"reasoning_effort": "none"}, "it takes low, medium, high"),
        ("gpt-6-astra", {"temperature": 0.0}, "takes no temperature"),
        ("gpt-6-luna", {"temperature": 0.0, "reasoning_effort": "low"}, 'reasoning_effort="none"'),
    ],
)
def test_what_a_family_refuses_fails_before_it_is_sent(
    name: str, asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(ConfigurationError, match=says):
        parameters(name, Request(ArticleDraft, ARTICLE, **asked))


def test_the_window_of_a_known_model() -> None:
    assert family_of("gpt-6-luna").window == 1_050_000
    assert family_of("tiny").window is None
