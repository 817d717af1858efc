"""A long text, and a model with a small window that answers about whatever it is shown."""

from __future__ import annotations

import asyncio
import re
from itertools import chain
from typing import Any

from summarize.draft import MergeDraft
from summarize.errors import ModelError
from summarize.models.base import Attempt, Reply, Request
from summarize.schema import ArticleSummary
from tests.support import JSON, claim, draft

NOUNS = "council harbour mayor school bridge ferry island market court museum".split()


def long_text(sentences: int, *, paragraph: int = 4) -> str:
    said = [
        f"The {NOUNS[n % 10]} of Lynmouth counted {1000 + n} visitors at gate {n} in March."
        for n in range(sentences)
    ]
    return "\n\n".join(
        " ".join(said[start : start + paragraph]) for start in range(0, sentences, paragraph)
    )


def shown_in(message: str) -> list[tuple[int, str]]:
    return [(int(n), text) for n, text in re.findall(r"^\[(\d+)\] (.*)$", message, re.MULTILINE)]


def first_shown(request: Request[Any]) -> int:
    return shown_in(request.messages[1].content)[0][0]


def an_answer(message: str, *, claims: int = 3) -> JSON:
    """What a model says about the sentences or claims that it is shown."""
    shown = shown_in(message)
    if "\nPart: " in message or "<article" not in message:
        made = [claim(text, evidence=[number]) for number, text in shown[:claims]]
        return draft(*made, summary=[{"text": shown[0][1], "evidence": [shown[0][0]]}])
    number, text = shown[0]
    return {
        "headline": "All of it",
        "summary": [{"text": text, "claims": [number]}],
        "topics": ["visitors"],
    }


class Reader:
    """A model with a small window that answers about whatever it is shown."""

    name = "reader"
    extractive = False

    def __init__(self, window: int | None = 8192, fault: ModelError | None = None) -> None:
        self.context_window = window
        self.fault = fault
        self.asked: list[Request[Any]] = []

    @property
    def parts(self) -> list[Request[Any]]:
        """The requests about sentences, in the order of the article: they are sent side by side."""
        drafts = [request for request in self.asked if request.purpose == "draft"]
        return sorted(drafts, key=first_shown)

    def answer(self, request: Request[Any]) -> Reply[Any]:
        self.asked.append(request)
        if self.fault and request.schema is MergeDraft:
            raise self.fault
        answer = an_answer(request.messages[1].content)
        attempt = Attempt("answered", input_tokens=100, output_tokens=10, cost=0.01)
        return Reply(request.schema.model_validate(answer), "reader-1", (attempt,))

    async def aanswer(self, request: Request[Any]) -> Reply[Any]:
        await asyncio.sleep(0)
        return self.answer(request)


def assert_exact(result: ArticleSummary) -> None:
    cited = [item.evidence for item in result.summary] + [item.evidence for item in result.claims]
    assert all(cited)
    for e in chain.from_iterable(cited):
        sentence = result.article.sentences[e.sentence - 1]
        assert result.article.text[e.start : e.end] == e.text == sentence.text
