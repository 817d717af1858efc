"""An article of a megabyte for a model of a small window: what is sent, what it costs, whether offsets hold.

    python tests/benchmarks/long_article.py [--bytes 1000000] [--window 32768]

The model is played: of every part it claims sentences from all over it, word for word. Sent bytes are those
of all messages and schemas, those of the request for the summary included, over those of the one request that
would hold the whole article, and over the bare text's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from typing import Any

from pydantic import BaseModel

from summarize import Article, summarize_article
from summarize.draft import ArticleDraft, json_schema
from summarize.models.base import Attempt, Reply, Request
from tests.support import claim, draft

_THINGS = "council budget river harbour mayor school vote bridge company minister report plan ferry".split()
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def text_of(size: int) -> str:
    dice = random.Random(1)  # noqa: S311  # no secret

    def sentence() -> str:
        first, second, third = (dice.choice(_THINGS) for _ in range(3))
        return (
            f"The {first} of Lynmouth said on Tuesday that the {second} number {dice.randint(1, 99999)} "
            f"would reach the {third} by the end of the year."
        )

    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        paragraphs.append(" ".join(sentence() for _ in range(dice.choice((1, 2, 3, 5)))))
    return "\n\n".join(paragraphs)


class Played:
    """A model that claims what stands in the sentences that it is shown."""

    name, extractive = "played/one", False

    def __init__(self, window: int) -> None:
        self.context_window = window
        self.requests: list[Request[Any]] = []

    def answer(self, request: Request[Any]) -> Reply[Any]:
        self.requests.append(request)
        body: dict[str, Any] = {
            "headline": "Lynmouth",
            "summary": [{"text": "The council of Lynmouth spoke.", "claims": [1, 2]}],
            "topics": ["Lynmouth"],
        }
        if request.schema is ArticleDraft:
            shown = [(int(n), text) for n, text in _LINE.findall(request.messages[1].content)]
            some = shown[:: max(1, len(shown) // (request.max_claims or 5))][: request.max_claims]
            summary = [{"text": shown[0][1], "evidence": [shown[0][0]]}]
            body = draft(*(claim(text, evidence=[n]) for n, text in some), summary=summary)
        return Reply(request.schema.model_validate(body), "played", (Attempt("answered"),))

    async def aanswer(self, request: Request[Any]) -> Reply[Any]:
        return self.answer(request)


def sent_in(requests: list[Request[Any]]) -> int:
    """Bytes of the requests' messages and schemas."""
    messages = sum(len(m.content.encode()) for request in requests for m in request.messages)
    schemas: list[type[BaseModel]] = [request.schema for request in requests]
    return messages + sum(len(json.dumps(json_schema(schema))) for schema in schemas)


def main() -> None:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--bytes", type=int, default=1_000_000)
    cli.add_argument("--window", type=int, default=32_768)
    arguments = cli.parse_args()
    text = text_of(arguments.bytes)
    began = time.process_time()
    article = Article.from_text(text)
    loaded = time.process_time()
    model = Played(arguments.window)
    result = summarize_article(article, model=model)
    done = time.process_time()
    summarize_article(article, model=(at_once := Played(10**9)))
    sent, whole, bare = sent_in(model.requests), sent_in(at_once.requests), len(text.encode())
    parts = [request for request in model.requests if request.schema is ArticleDraft]
    cited = [e for item in result.claims for e in item.evidence]
    cited += [e for sentence in result.summary for e in sentence.evidence]
    exact = sum(text[e.start : e.end] == e.text for e in cited)
    print(f"{len(text.encode()):,} bytes, {len(article.sentences):,} sentences, {len(parts)} parts")
    print(f"  sent x{sent / whole:.3f} of one request, x{sent / bare:.3f} of the bare text")
    print(f"  {exact} of {len(cited)} offsets exact, {len(result.claims)} claims")
    print(f"  {loaded - began:.2f} s CPU to load, {done - loaded:.2f} s to split, ground and check")


if __name__ == "__main__":
    main()
