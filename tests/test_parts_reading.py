"""Parts of a long article that have no usable answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from summarize import UnsupportedClaimError, asummarize_article, summarize_article
from summarize.article import Article
from summarize.cli import main
from summarize.errors import (
    AuthenticationError,
    BudgetError,
    ContentFilterError,
    ContextOverflowError,
    EndpointError,
    MalformedAnswerError,
    ModelError,
    QuotaError,
    RateLimitError,
    RefusalError,
    TruncatedAnswerError,
    UnknownModelError,
)
from summarize.models.base import Attempt, Reply, Request, add_usage
from summarize.parts.splitting import cost_of, halves
from summarize.schema import ArticleSummary, Usage
from tests.parts_support import Reader, an_answer, assert_exact, first_shown, long_text, shown_in
from tests.support import Answer, Endpoint, Seen, completion, failure

TEXT = long_text(400)
ARTICLE = Article.from_text(TEXT)
Fault = Callable[[Request[Any]], ModelError | None]


class Failing(Reader):
    """Answers but for what `fault` says; a failed call costs as much as another."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.told = fault

    def answer(self, request: Request[Any]) -> Reply[Any]:
        error = self.told(request) if request.purpose == "draft" else None
        if error is None:
            return super().answer(request)
        self.asked.append(request)
        error.usage = add_usage([Attempt("failed", input_tokens=100, output_tokens=5, cost=0.01)])
        raise error


def holds(request: Request[Any], sentence: int) -> bool:
    return sentence in {n for n, _ in shown_in(request.messages[1].content)}


def failing_at(sentence: int, kind: type[ModelError]) -> Fault:
    """The part with that sentence fails, and each piece of it."""
    return lambda request: kind("It said no.") if holds(request, sentence) else None


def first_answer(error: ModelError, sentence: int) -> Fault:
    """The part with that sentence fails once."""
    left = [error]
    return lambda request: left.pop() if left and holds(request, sentence) else None


PART = [
    RefusalError,
    ContentFilterError,
    MalformedAnswerError,
    EndpointError,
    RateLimitError,
    TruncatedAnswerError,
    ContextOverflowError,
]
ALL = [AuthenticationError, UnknownModelError, BudgetError, QuotaError]


def summarized(model: Reader, *, blocking: bool, **options: Any) -> ArticleSummary:
    result: ArticleSummary
    if blocking:
        result = summarize_article(ARTICLE, model=model, **options)
    else:
        result = asyncio.run(asummarize_article(ARTICLE, model=model, **options))
    return result


@pytest.mark.parametrize("blocking", [True, False], ids=["blocking", "async"])
@pytest.mark.parametrize("kind", PART)
def test_a_part_without_an_answer_leaves_the_others(
    kind: type[ModelError], *, blocking: bool
) -> None:
    model = Failing(failing_at(200, kind))
    result = summarized(model, blocking=blocking)
    [gap] = result.gaps
    assert (gap.rule, gap.severity) == ("part-not-read", "error")
    left_out = eval(f"result.{gap.path}")  # noqa: S307  # the path is an expression about the result
    assert left_out == tuple(s for s in ARTICLE.sentences if s in left_out)
    assert 200 in {sentence.number for sentence in left_out}
    assert f"sentences {left_out[0].number} to {left_out[-1].number})" in gap.message
    assert "It said no." in gap.message
    assert gap.message in result.notes
    cited = {e.sentence for claim in result.claims for e in claim.evidence}
    assert cited.isdisjoint(sentence.number for sentence in left_out)
    assert min(cited) < left_out[0].number < left_out[-1].number < max(cited)
    assert result.coverage.sentences.cited == len(cited)
    assert result.headline == "All of it"
    assert result.usage.calls == len(model.asked)
    assert result.usage.cost == pytest.approx(0.01 * len(model.asked))
    assert_exact(result)
    assert ArticleSummary.model_validate_json(result.model_dump_json()).gaps == result.gaps


@pytest.mark.parametrize("blocking", [True, False], ids=["blocking", "async"])
@pytest.mark.parametrize("kind", ALL)
def test_an_error_of_all_parts_is_raised_with_what_was_paid(
    kind: type[ModelError], *, blocking: bool
) -> None:
    model = Failing(failing_at(200, kind))
    with pytest.raises(kind, match="It said no") as caught:
        summarized(model, blocking=blocking)
    assert isinstance(caught.value.usage, Usage)
    assert caught.value.usage.calls == len(model.asked)
    assert all(request.purpose == "draft" for request in model.asked)


@pytest.mark.parametrize("kind", [RefusalError, TruncatedAnswerError])
def test_when_no_part_has_an_answer_the_error_is_raised(kind: type[ModelError]) -> None:
    model = Failing(lambda _: kind("It said no."))
    with pytest.raises(kind) as caught:
        summarize_article(ARTICLE, model=model)
    assert getattr(caught.value.usage, "calls", None) == len(model.asked) > 2


def test_with_strict_a_gap_is_an_error_that_holds_the_result() -> None:
    model = Failing(failing_at(200, RefusalError))
    with pytest.raises(UnsupportedClaimError, match=r"1 part\(s\) had no usable answer") as caught:
        summarize_article(ARTICLE, model=model, strict=True)
    assert isinstance(caught.value.summary, ArticleSummary)
    assert caught.value.summary.gaps


@pytest.mark.parametrize("kind", [TruncatedAnswerError, ContextOverflowError])
def test_a_part_that_is_too_much_is_read_in_two_halves(kind: type[ModelError]) -> None:
    model = Failing(first_answer(kind("Too much."), 200))
    result = summarize_article(ARTICLE, model=model)
    assert result.gaps == ()
    shown = [shown_in(request.messages[1].content) for request in model.parts]
    numbers = [n for sentences in shown for n, _ in sentences]
    assert sorted(set(numbers)) == list(range(1, 401))
    [whole] = [request for request in model.parts if holds(request, 200)][:1]
    twice = {n for n in numbers if numbers.count(n) == 2}
    assert twice == {n for n, _ in shown_in(whole.messages[1].content)}
    pieces = [r for r in model.parts if r is not whole and first_shown(r) in twice]
    assert len(pieces) == 2
    assert all(0 < (r.max_claims or 0) < (whole.max_claims or 0) for r in pieces)
    assert result.usage.calls == len(model.asked)
    assert_exact(result)


def test_a_half_without_an_answer_is_named() -> None:
    result = summarize_article(ARTICLE, model=Failing(failing_at(200, TruncatedAnswerError)))
    [gap] = result.gaps
    assert " half of part 2 of 3 (" in gap.message


def test_halves_are_alike_and_keep_paragraphs() -> None:
    part = ARTICLE.sentences[10:51]
    first, second = halves(ARTICLE, part)
    assert first + second == part
    assert abs(cost_of(first) - cost_of(second)) < cost_of(part) / 4
    assert "\n" in TEXT[first[-1].end : second[0].start]
    assert halves(ARTICLE, part[:1]) == [part[:1]]


def test_a_paragraph_without_a_border_is_halved_between_sentences() -> None:
    article = Article.from_text(long_text(9, paragraph=9))
    first, second = halves(article, article.sentences)
    assert first + second == article.sentences
    assert abs(len(first) - len(second)) == 1


# --- through the command, and a real transport ---


def refusing(seen: Seen) -> Answer:
    message = seen.body["messages"][1]["content"]
    if "\n[200] " in message and "\nPart: " in message:
        return failure(400, "no such thing", code="content_filter")
    return Answer(completion(an_answer(message)))


def test_the_command_prints_the_result_and_its_gap_and_fails(
    endpoint: Endpoint,
    tmp_path: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUMMARIZE_API_KEY", "k")
    (path := tmp_path / "long.txt").write_text(TEXT, encoding="utf-8")
    endpoint.script.append(refusing)
    options = ["--model", "stub/one", "--base-url", endpoint.url, "--context-window", "8192"]
    assert main([str(path), *options]) == 1
    out, err = capsys.readouterr()
    assert "All of it" in out
    assert "content filter stopped" in out
    assert "long.txt: not complete: Part " in err
