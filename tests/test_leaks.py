"""No error shows what an article or a key says: neither its message nor its traceback."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarize import (
    Article,
    ArticleSummary,
    SummarizeError,
    audit,
    load_article,
    open_model,
    summarize_article,
)
from summarize.models.said import unquoted

from .support import Answer, Endpoint, Script, claim, completion, draft, failure

WORD = "Zqxmarker"
KEY = "sk-proj-Ab3Cd4Ef5Gh6Ij7Kl8Mn9Op0Qr1St2"
SENTENCES = [
    f"The {WORD} council of Lynmouth opened its {n}th bridge for {WORD} trams on Tuesday, it said."
    for n in range(3, 12)
]
TEXT = "\n\n".join(SENTENCES)
UKRAINIAN = "Міська рада Львова відкрила новий міст через річку у вівторок вранці."


def shown(error: BaseException) -> str:
    """All that a person sees of an error that nobody catches."""
    return "".join(traceback.format_exception(error)) + repr(error)


ANSWERS: dict[str, Script] = {
    "no JSON": completion(SENTENCES[0]),
    "wrong type": completion(json.dumps({"headline": WORD, "summary": 5})),
    "wrong value": completion(draft(claim(SENTENCES[0], kind=WORD))),
    "cut off": completion(f'{{"headline": "{WORD}', finish="length"),
    "refused": completion(None, refusal=f"I decline: {SENTENCES[0]}"),
    "filtered": completion(SENTENCES[0], finish="content_filter"),
    "echo of a sentence": failure(400, f"bad request: {SENTENCES[0]}"),
    "echo of all": failure(500, f"oops: {TEXT}"),
    "echo with the key": failure(401, f"bad key {KEY} in {SENTENCES[0]}"),
    "echo under load": failure(429, f"slow down: {SENTENCES[0]}"),
    "echo in a page": Answer(f"<html>{TEXT}", 502),
    "echo in a list": Answer({"detail": [{"loc": ["x"], "msg": "wrong", "input": TEXT}]}, 422),
    "echo as JSON": failure(400, json.dumps({"messages": TEXT})),
    "too long": failure(
        400, f"maximum context length is 50 tokens: {TEXT}", code="context_length_exceeded"
    ),
    "no completion": Answer({"x": TEXT}),
    "no answer": Answer(drop=True),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_an_endpoint_says(endpoint: Endpoint, name: str) -> None:
    endpoint.script.append(ANSWERS[name])
    model = open_model("openai/x", base_url=endpoint.url, api_key=KEY, retries=0)
    with pytest.raises(SummarizeError) as caught:
        summarize_article(TEXT, model=model)
    assert WORD not in shown(caught.value)
    assert KEY not in shown(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        claim("A council sold 77 trains to Paris."),
        claim("It was sold.", quote="We never sold anything to anybody", attribution="direct"),
        claim("It was sold.", speaker="Emma Stone", attribution="indirect"),
    ],
    ids=["figure", "quotation", "speaker"],
)
def test_what_an_article_does_not_carry(endpoint: Endpoint, wrong: dict[str, Any]) -> None:
    endpoint.script.append(completion(draft(wrong, summary=[])))
    model = open_model("openai/x", base_url=endpoint.url, api_key=KEY, retries=0)
    with pytest.raises(SummarizeError) as caught:
        summarize_article(TEXT, model=model, strict=True, repair=False)
    assert WORD not in shown(caught.value)


def kept(**changes: Any) -> str:
    result = summarize_article(TEXT, model="embedded")
    return json.dumps({**json.loads(result.model_dump_json()), **changes})


WRONG_USE: dict[str, Callable[[], object]] = {
    "a text as a path": lambda: load_article(Path(TEXT)),
    "a text as a model": lambda: summarize_article("It rained.", model=TEXT),
    "a key as a model": lambda: summarize_article("It rained.", model=KEY),
    "a key as an OpenAI model": lambda: summarize_article("It rained.", model=f"openai/{KEY}"),
    "a surrogate": lambda: load_article(TEXT + "\ud800"),
    "binary data": lambda: load_article(b"\xff\xfe\x00" + TEXT.encode()),
    "an article without sentences": lambda: Article.model_validate({"text": TEXT}),
    "an article with more": lambda: Article.model_validate({"text": 5, "more": TEXT}),
    "a result with more": lambda: ArticleSummary.model_validate_json(kept(more=TEXT)),
    "a result of another kind": lambda: ArticleSummary.model_validate_json(kept(claims=TEXT)),
    "a summary of another kind": lambda: audit(TEXT, {"claims": [{"text": 5, "more": TEXT}]}),
}


@pytest.mark.parametrize("name", WRONG_USE)
def test_wrong_use(name: str) -> None:
    with pytest.raises((SummarizeError, ValueError)) as caught:
        WRONG_USE[name]()
    assert WORD not in shown(caught.value)
    assert KEY not in shown(caught.value)


@pytest.mark.parametrize(
    ("message", "article", "without"),
    [
        ("HTTP 500: server failed", TEXT, "HTTP 500: server failed"),
        (f"bad: {SENTENCES[0]} (400)", TEXT, "bad:[…](400)"),
        (f"bad: {json.dumps(UKRAINIAN)} (400)", UKRAINIAN, 'bad: "[…]" (400)'),
        (
            "拒绝：市议会周二上午在河上开通了一座新桥。",
            "市议会周二上午在河上开通了一座新桥。",
            "拒绝：[…]",
        ),
        ("Tuesday, it said", TEXT, "Tuesday, it said"),
    ],
    ids=["nothing", "a sentence", "escaped", "Chinese", "a few words"],
)
def test_quoted_runs_are_left_out(message: str, article: str, without: str) -> None:
    assert unquoted(message, article) == without
