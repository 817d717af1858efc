from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize import asummarize_article, summarize_article
from summarize.article import Article
from summarize.draft import ArticleDraft, MergeDraft
from summarize.errors import ConfigurationError, ContextOverflowError, RefusalError
from summarize.messages import article_message, part_message
from summarize.models import open_model
from summarize.models.base import Attempt, Reply, Request
from summarize.parts import merged_summary, pooled, shared_out, split
from summarize.parts.splitting import cost_of
from summarize.tokens import estimated_tokens
from tests.parts_support import NOUNS, Reader, an_answer, assert_exact, long_text, shown_in
from tests.support import JSON, Answer, Endpoint, Seen, claim, completion, draft, failure

# --- laws of the cut ---

sentences = st.text("abc жё你好กข", min_size=1, max_size=120).map(
    lambda text: f"A{' '.join(text.split())}."
)
paragraphs = st.lists(st.lists(sentences, min_size=1, max_size=8), min_size=1, max_size=12)


def made_article(texts: list[list[str]]) -> Article:
    text, spans = "", []
    for paragraph in texts:
        for said in paragraph:
            spans.append((len(text), len(text) + len(said)))
            text += f"{said} "
        text += "\n\n"
    return Article(text=text, sentence_spans=tuple(spans))


@given(paragraphs, st.integers(1, 2000))
def test_parts_rejoin_to_all_sentences_in_order(texts: list[list[str]], room: int) -> None:
    article = made_article(texts)
    parts = split(article, room)
    assert all(parts)
    assert tuple(s for part in parts for s in part) == article.sentences


@given(paragraphs, st.integers(1, 2000))
def test_each_part_fits_unless_it_is_one_sentence(texts: list[list[str]], room: int) -> None:
    article = made_article(texts)
    frame = estimated_tokens(part_message(article, (), 9, 9))
    for part in split(article, room):
        assert cost_of(part) <= room or len(part) == 1
        assert estimated_tokens(part_message(article, part, 9, 9)) <= frame + cost_of(part)


@given(paragraphs, st.integers(300, 2000))
def test_a_paragraph_that_fits_is_not_cut(texts: list[list[str]], room: int) -> None:
    article = made_article(texts)
    ends = {part[-1].end for part in split(article, room)}
    for paragraph in re.finditer(r"[^\n]+", article.text):
        inside = [s for s in article.sentences if paragraph.start() <= s.start < paragraph.end()]
        if cost_of(inside) <= room:
            assert not ends & {s.end for s in inside[:-1]}


# --- laws of the merge ---

drafts = st.lists(
    st.lists(
        st.tuples(
            st.lists(st.integers(-2, 40), max_size=4), st.sampled_from(("high", "medium", "low"))
        ),
        max_size=8,
    ),
    min_size=4,
    max_size=4,
)
ARTICLE = Article.from_text(long_text(20))
PARTS = [ARTICLE.sentences[n : n + 5] for n in range(0, 20, 5)]


def made_drafts(items: list[list[tuple[list[int], str]]]) -> list[ArticleDraft]:
    return [
        ArticleDraft.model_validate(
            draft(
                *(
                    claim(f"{NOUNS[(p + n) % 10]} item {p} {n}", evidence=e, importance=i)
                    for n, (e, i) in enumerate(part)
                )
            )
        )
        for p, part in enumerate(items)
    ]


@given(drafts, st.integers(1, 12))
def test_merged_claims_cite_only_what_their_part_showed(
    items: list[list[tuple[list[int], str]]], limit: int
) -> None:
    pool = pooled(made_drafts(items), PARTS)
    kept = shared_out(pool, limit, len(PARTS))
    assert len(kept) == min(limit, len(pool))
    for item in kept:
        numbers = {s.number for s in PARTS[item.part]}
        assert set(item.claim.evidence) <= numbers
    claims = [item.claim for item in kept]
    merge = MergeDraft.model_validate(
        {"headline": "", "summary": [{"text": "x", "claims": [0, 1, 2, 99]}], "topics": []}
    )
    [sentence] = merged_summary(merge, claims)
    assert set(sentence.evidence) == {n for c in claims[:2] for n in c.evidence}


@given(drafts)
def test_every_part_with_claims_has_a_share(items: list[list[tuple[list[int], str]]]) -> None:
    pool = pooled(made_drafts(items), PARTS)
    kept = shared_out(pool, 8, len(PARTS))
    assert {item.part for item in kept} == {item.part for item in pool}


def test_what_stays_of_two_claims_has_the_fuller_date_and_name() -> None:
    text = "The bridge of Lynmouth opened to visitors, Ada Brook said."
    fields: list[JSON] = [
        {"speaker": "Ada Brook", "role": None, "when": "2024"},
        {"speaker": "Brook", "role": "Mayor", "when": "2024-05-03"},
    ]
    drafts = [
        ArticleDraft.model_validate(draft(claim(text, evidence=[n], **given)))
        for n, given in enumerate(fields, 1)
    ]
    article = Article.from_text("One.\n\nTwo.")
    [kept] = pooled(drafts, [article.sentences[:1], article.sentences[1:]], language="en")
    assert kept.claim.evidence == [1, 2]
    assert (kept.claim.speaker, kept.claim.role) == ("Ada Brook", "Mayor")
    assert kept.claim.when == "2024-05-03"


def test_what_two_parts_say_is_one_claim_with_the_higher_importance() -> None:
    said = "The ferry to Lynmouth was cancelled on Monday."
    two = [
        ArticleDraft.model_validate(draft(claim(said, evidence=[2], importance="low"))),
        ArticleDraft.model_validate(draft(claim(said, evidence=[7], importance="high"))),
    ]
    [item] = pooled(two, PARTS[:2])
    assert (item.claim.evidence, item.claim.importance) == ([2, 7], "high")


# --- through the public function ---

TEXT = long_text(400)


class Plain(Reader):
    """A model that answers the same, whatever it is shown."""

    def answer(self, request: Request[Any]) -> Reply[Any]:
        self.asked.append(request)
        written = draft(claim("The council of Lynmouth counted 1000 visitors at gate 0 in March."))
        return Reply(request.schema.model_validate(written), "plain-1")


@pytest.mark.parametrize("window", [None, 100_000])
def test_what_fits_the_window_takes_one_call_with_the_whole_message(window: int | None) -> None:
    model = Plain(window)
    result = summarize_article(TEXT, model=model)
    [request] = model.asked
    assert request.messages[1].content == article_message(result.article)
    assert request.max_output_tokens == 16_000
    assert result.notes == ()


def test_a_long_article_is_read_in_parts_and_summed_up_once() -> None:
    model = Reader()
    result = summarize_article(TEXT, model=model)
    parts, merge = model.parts, model.asked[-1]
    assert len(parts) == len(model.asked) - 1 > 2
    assert merge.purpose == "merge"
    numbers = [n for request in parts for n, _ in shown_in(request.messages[1].content)]
    assert numbers == list(range(1, 401))
    assert len(merge.messages[1].content) < len(parts[0].messages[1].content)
    for request in model.asked:
        sent = sum(estimated_tokens(m.content) for m in request.messages)
        assert sent + (request.max_output_tokens or 0) <= 8192
    assert_exact(result)
    assert result.headline == "All of it"
    assert {c.evidence[0].sentence for c in result.claims} > {1, 2}
    assert f"in {len(parts)} parts" in result.notes[0]
    assert result.usage.calls == len(parts) + 1
    assert result.usage.cost == pytest.approx(0.01 * (len(parts) + 1))
    assert [c.id for c in result.claims] == [f"c{n + 1}" for n in range(len(result.claims))]


def test_parts_are_asked_side_by_side() -> None:
    running = most = 0

    class Busy(Reader):
        async def aanswer(self, request: Request[Any]) -> Reply[Any]:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running -= 1
            return self.answer(request)

    model = Busy()
    result = asyncio.run(asummarize_article(TEXT, model=model))
    assert most == len(model.asked) - 1
    assert_exact(result)


def test_the_callers_window_goes_before_the_models() -> None:
    model = Reader(1_000_000)
    summarize_article(TEXT, model=model, context_window=8192)
    assert len(model.asked) > 3


def test_no_more_claims_than_allowed_from_all_over_the_article() -> None:
    result = summarize_article(TEXT, model=Reader(), max_claims=5)
    assert len(result.claims) == 5
    assert max(c.evidence[0].sentence for c in result.claims) > 200


def test_without_the_last_call_the_parts_sentences_stand_in() -> None:
    result = summarize_article(TEXT, model=Reader(fault=RefusalError("I will not.")))
    assert result.headline == "Bridge opens"
    assert len(result.summary) > 1
    assert_exact(result)
    [gap] = result.gaps
    assert (gap.rule, gap.path) == ("summary-not-written", "summary")
    assert "I will not." in gap.message
    assert gap.message in result.notes


def test_a_window_without_room_is_an_error_before_any_call() -> None:
    model = Reader(2048)
    with pytest.raises(ContextOverflowError, match="2,048 tokens is too small"):
        summarize_article(TEXT, model=model)
    assert not model.asked


@pytest.mark.thorough
def test_a_megabyte_for_a_window_of_32k() -> None:
    article = Article.from_text(long_text(15_000))
    assert len(article.text) > 1_000_000
    model = Reader(32_768)
    result = summarize_article(article, model=model)
    parts = model.parts
    sent = sum(len(r.messages[1].content.encode()) for r in parts)
    assert sent <= 1.10 * len(article_message(article).encode())
    assert_exact(result)
    assert len(result.claims) == 20
    assert not result.unsupported


# --- an endpoint that says that it is too much ---


def answered(seen: Seen) -> JSON:
    return completion(an_answer(seen.body["messages"][1]["content"]))


OVERFLOWS = {
    "llama": failure(
        400, "too long", type="exceed_context_size_error", n_prompt_tokens=14_000, n_ctx=8192
    ),
    "openai": failure(
        400,
        "This model's maximum context length is 8192 tokens. However, you requested 30000 tokens "
        "(14000 in the messages, 16000 in the completion).",
        code="context_length_exceeded",
    ),
    "no-counts": failure(400, "prompt is too long"),
}


@pytest.mark.parametrize("overflow", OVERFLOWS.values(), ids=OVERFLOWS)
def test_an_overflow_leads_to_parts(endpoint: Endpoint, overflow: Answer) -> None:
    endpoint.script.extend([overflow, answered])
    model = open_model("stub/one", base_url=endpoint.url)
    result = asyncio.run(asummarize_article(TEXT, model=model))
    first, *others = endpoint.seen
    assert "Part: " not in first.body["messages"][1]["content"]
    assert sum("\nPart: " in seen.body["messages"][1]["content"] for seen in others) > 2
    assert result.usage.calls == len(others)
    assert_exact(result)
    if overflow is not OVERFLOWS["no-counts"]:
        assert all(len(seen.raw) < 8192 * 3 for seen in others)


def test_a_second_overflow_is_an_error(endpoint: Endpoint) -> None:
    endpoint.script.append(OVERFLOWS["no-counts"])
    model = open_model("stub/one", base_url=endpoint.url)
    with pytest.raises(ContextOverflowError):
        asyncio.run(asummarize_article(TEXT, model=model))
    assert all("\nPart: " in s.body["messages"][1]["content"] for s in endpoint.seen[1:])


def test_a_short_article_is_not_cut_for_a_prompt_that_is_too_long(endpoint: Endpoint) -> None:
    endpoint.script.append(OVERFLOWS["no-counts"])
    model = open_model("stub/one", base_url=endpoint.url)
    with pytest.raises(ContextOverflowError):
        asyncio.run(asummarize_article(long_text(3), model=model))
    assert len(endpoint.seen) == 1


def test_a_repair_of_a_merged_draft_shows_only_what_failed() -> None:
    right = "The council of Lynmouth counted 1300 visitors at gate 300 in March."
    wrong = claim(right.replace("1300", "7300"), evidence=[301])

    class Wrong(Reader):
        def answer(self, request: Request[Any]) -> Reply[Any]:
            reply = super().answer(request)
            if request.purpose == "draft" and "\n[301] " in request.messages[1].content:
                reply.draft.claims[:] = [type(reply.draft.claims[0]).model_validate(wrong)]
            return reply

    class Mending(Wrong):
        def answer(self, request: Request[Any]) -> Reply[Any]:
            if request.purpose != "repair":
                return super().answer(request)
            self.asked.append(request)
            path = re.search(r"claims\[\d+\]", request.messages[1].content)
            fixed = {"item": path and path[0], "dropped": None, "claim": {**wrong, "text": right}}
            answer = request.schema.model_validate({"summary": [], "claims": [fixed]})
            return Reply(answer, "reader-1", (Attempt("answered", input_tokens=5, cost=0.01),))

    model = Mending()
    result = summarize_article(TEXT, model=model)
    repair = model.asked[-1]
    assert repair.purpose == "repair"
    assert {n for n, _ in shown_in(repair.messages[1].content)} == {300, 301, 302}
    assert right in [c.text for c in result.claims]
    assert (result.usage.calls, result.usage.repairs) == (len(model.asked), 1)


@pytest.mark.parametrize(
    ("name", "given_window", "window"),
    [
        ("openai/gpt-4o", None, 128_000),
        ("openai/gpt-4o", 9000, 9000),
        ("ollama/llama3.3", None, None),
    ],
)
def test_a_model_knows_its_window(name: str, given_window: int | None, window: int | None) -> None:
    model = open_model(name, api_key="k", context_window=given_window)
    assert getattr(model, "context_window", "absent") == window


def test_an_impossible_window_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="context_window"):
        open_model("ollama/llama3.3", context_window=0)
    with pytest.raises(ConfigurationError, match="context_window"):
        summarize_article(TEXT, model=Reader(), context_window=0)


def test_parts_that_are_still_too_long_are_made_smaller_once() -> None:
    class Dear(Reader):
        """Takes more tokens for a text than anybody would think."""

        def answer(self, request: Request[Any]) -> Reply[Any]:
            if len(request.messages[1].content) > 8000:
                self.asked.append(request)
                raise ContextOverflowError("Too long.", tokens=8500, window=8192)
            return super().answer(request)

    model = Dear()
    result = summarize_article(TEXT, model=model)
    sent = [len(r.messages[1].content) for r in model.asked]
    shorter = [length for length in sent if length <= 8000]
    assert sent[len(sent) - len(shorter) :] == shorter  # one smaller plan, made at once
    assert max(shorter) < 0.7 * max(sent)
    assert result.usage.calls == len(shorter)
    assert_exact(result)
