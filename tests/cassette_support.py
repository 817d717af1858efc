"""What the tests of recordings need: values of the right shape, and models to record."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import httpx2
import openai

from summarize.article import Article
from summarize.cassettes import Interaction, Manifest, Recording, Tape, recording, request_digest
from summarize.draft import ArticleDraft
from summarize.models.base import Message, Request
from summarize.models.openai_chat import OpenAIChatModel
from summarize.models.retries import RetryPolicy
from tests.support import Answer, Seen, claim, completion, draft

HASH = "0123456789abcdef" * 4
NOWHERE = "http://nowhere.invalid/v1"
KEY = "sk-test-0123456789abcdef"
ARTICLE = Article(text="The bridge opened on 3 May 2024.", sentence_spans=((0, 32),))


def manifest(**fields: Any) -> Manifest:
    known: dict[str, Any] = {
        "prompt": "article@1",
        "prompt_sha256": HASH,
        "schema_sha256": HASH,
        "repair": None,
        "repair_sha256": None,
        "request_sha256": (),
        "model": "openai/one",
        "model_answered": "one-2026-11-01",
        "case": "bridge",
        "sample": 1,
        "article_sha256": HASH,
        "recorded": date(2026, 11, 25),
        "provenance": "a stub",
        "versions": {"summarize": "0.1.0"},
        "usage": {"calls": 1},
        "cost": 0.00022,
        "seconds": 1.84,
    }
    return Manifest(**{**known, **fields})


def interaction(
    text: str = "The bridge opened.", answer: str = "Yes.", **fields: Any
) -> Interaction:
    request = {"model": "one", "messages": [{"role": "user", "content": text}]}
    response = {"choices": [{"message": {"content": answer}}]}
    known: dict[str, Any] = {
        "method": "POST",
        "path": "/v1/chat/completions",
        "request": json.dumps(request, ensure_ascii=False).encode(),
        "status": 200,
        "response": json.dumps(response, ensure_ascii=False, indent=2).encode(),
        "content_type": "application/json",
    }
    return Interaction(**{**known, **fields})


def made_of(*interactions: Interaction, **fields: Any) -> Recording:
    digests = tuple(request_digest(i.method, i.path, i.request) for i in interactions)
    return Recording(manifest(request_sha256=digests, **fields), interactions)


def finish(tape: Tape, **fields: Any) -> None:
    tape.finish(made_of(*tape.interactions, **fields).manifest)


def model_at(url: str, *, first_wait: float = 0.01) -> OpenAIChatModel:
    return OpenAIChatModel(
        "openai/one",
        wire_name="one",
        api_key=KEY,
        base_url=url,
        retries=RetryPolicy(retries=3, first_wait=first_wait),
    )


def request(text: str = "[1] The bridge opened.") -> Request[ArticleDraft]:
    messages = (Message("system", "Summarise.\n- List 20 claims.\n"), Message("user", text))
    return Request(ArticleDraft, ARTICLE, messages)


@contextmanager
def offline() -> Iterator[None]:
    """Nothing can be connected to, nor looked up."""
    refused = AssertionError("a connection was opened")
    with (
        mock.patch.object(socket.socket, "connect", side_effect=refused),
        mock.patch.object(socket, "getaddrinfo", side_effect=refused),
    ):
        yield


def echo(seen: Seen) -> Answer:
    """An answer that fits its own request only; the higher its number, the sooner."""
    text = seen.body["messages"][1]["content"]
    number = int(text.split()[-1]) if text[-1].isdigit() else 50
    return Answer(completion(draft(claim(text))), delay=0.002 * (50 - number))


def record(path: Path, model: OpenAIChatModel, *texts: str) -> None:
    """Record these questions, all answered by what the endpoint's script says."""
    with recording(path) as tape:
        for text in texts:
            model.answer(request(text))
        finish(tape)


def break_off(path: Path, model: OpenAIChatModel, error: BaseException, *texts: str) -> None:
    """Record these questions, and never finish."""
    with recording(path):
        for text in texts:
            model.answer(request(text))
        raise error


@contextmanager
def client_of(answer: httpx2.Response, **options: Any) -> Iterator[openai.OpenAI]:
    """An SDK client that gets one answer and opens no connection."""
    transport = httpx2.MockTransport(lambda _: answer)
    with openai.OpenAI(
        api_key=KEY, base_url=NOWHERE, http_client=httpx2.Client(transport=transport), **options
    ) as client:
        yield client


def ask(client: openai.OpenAI, text: str = "Who?") -> Any:
    return client.chat.completions.create(model="one", messages=[{"role": "user", "content": text}])
