from __future__ import annotations

from typing import Any

import pytest

from summarize import UnsupportedClaimError, asummarize_article, summarize_article
from summarize.errors import RefusalError
from summarize.models.base import Attempt, Reply, Request
from summarize.schema import ArticleSummary, Usage
from tests.support import JSON, Endpoint, claim, completion, draft, failure

TEXT = (
    "The bridge over the Lyn opened on 3 May 2024. It cost over 12 million euros, Mayor Ada Brook "
    'said. "We waited nine years for this," she told reporters. About 4,000 cars cross it every day. '
    "The old bridge was closed in 2015."
)


class Played:
    """A model whose answers are given in advance."""

    name = "played"
    extractive = False

    def __init__(self, *answers: JSON | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[Request[Any]] = []

    def answer(self, request: Request[Any]) -> Reply[Any]:
        self.asked.append(request)
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        attempt = Attempt("answered", input_tokens=100, output_tokens=10, cost=0.01)
        return Reply(request.schema.model_validate(answer), "played-1", (attempt,))

    async def aanswer(self, request: Request[Any]) -> Reply[Any]:
        return self.answer(request)


def summarized(*answers: JSON | Exception, **options: Any) -> tuple[ArticleSummary, Played]:
    model = Played(*answers)
    return summarize_article(TEXT, model=model, **options), model


GOOD = claim("The bridge over the Lyn opened on 3 May 2024.")
WRONG = claim(
    "About 5,000 cars cross the bridge over the Lyn every day.",
    figures=[{"value": "5,000", "unit": "cars", "qualifier": "about"}],
    evidence=[4],
)
RIGHT = claim(
    "About 4,000 cars cross the bridge over the Lyn every day.",
    figures=[{"value": "4,000", "unit": "cars", "qualifier": "about"}],
    evidence=[4],
)


def repaired(*claims: JSON, summary: list[JSON] | None = None) -> JSON:
    return {"summary": summary or [], "claims": list(claims)}


def test_what_passes_every_check_takes_one_call() -> None:
    result, model = summarized(draft(GOOD, RIGHT))
    assert len(model.asked) == 1
    assert all(c.supported for c in result.claims)
    assert result.usage.repairs == 0


def test_a_warning_never_costs_a_call() -> None:
    result, model = summarized(draft(claim("It opened on 3 May 2024.")))
    assert len(model.asked) == 1
    assert [f.severity for f in result.claims[0].findings] == ["warning"]


def test_only_what_failed_is_asked_for_again() -> None:
    fix = {"item": "claims[1]", "dropped": None, "claim": RIGHT}
    result, model = summarized(draft(GOOD, WRONG), repaired(fix))
    message = model.asked[1].messages[1].content
    assert "5,000" in message
    assert "has '4,000'" in message
    assert "[3] " in message
    assert "[4] " in message
    assert "[5] " in message
    assert "[1] " not in message
    assert GOOD["text"] not in message
    assert [c.text for c in result.claims] == [GOOD["text"], RIGHT["text"]]
    assert all(c.supported for c in result.claims)


def test_the_ledger_keeps_the_repair_apart() -> None:
    fix = {"item": "claims[0]", "dropped": None, "claim": RIGHT}
    usage = summarized(draft(WRONG), repaired(fix))[0].usage
    assert (usage.calls, usage.repairs, usage.repair_tokens) == (2, 1, 110)
    assert (usage.cost, usage.repair_cost) == (0.02, 0.01)


def test_a_dropped_item_leaves_its_reason() -> None:
    fix = {"item": "claims[0]", "dropped": "No such count.", "claim": None}
    result, _ = summarized(draft(WRONG, GOOD), repaired(fix))
    assert [c.text for c in result.claims] == [GOOD["text"]]
    assert result.claims[0].id == "c1"
    [finding] = result.findings
    assert finding.rule == "dropped"
    assert "No such count." in finding.message
    assert WRONG["text"] in finding.message


def test_what_still_fails_stays_and_is_marked() -> None:
    fix = {"item": "claims[0]", "dropped": None, "claim": WRONG}
    result, model = summarized(draft(WRONG), repaired(fix))
    assert len(model.asked) == 2
    assert not result.claims[0].supported
    assert result.claims[0].findings[0].rule == "figure-not-in-evidence"
    assert result.claims[0].findings[0].path == "claims[0].figures[0]"
    assert result.unsupported == (result.claims[0],)


@pytest.mark.parametrize(
    "answer",
    [
        repaired(),
        repaired({"item": "claims[7]", "dropped": None, "claim": RIGHT}),
        repaired({"item": "claims[0]", "dropped": None, "claim": None}),
    ],
    ids=["left-out", "another-path", "neither"],
)
def test_a_repair_that_says_nothing_changes_nothing(answer: JSON) -> None:
    result, _ = summarized(draft(WRONG), answer)
    assert [c.text for c in result.claims] == [WRONG["text"]]
    assert not result.claims[0].supported


def test_a_summary_sentence_is_repaired_alike() -> None:
    bad = {"text": "It cost 15 million euros.", "evidence": [2]}
    good = {"text": "The bridge cost over 12 million euros, Mayor Ada Brook said.", "evidence": [2]}
    fix = {"item": "summary[0]", "dropped": None, "sentence": good}
    result, _ = summarized(draft(summary=[bad]), repaired(summary=[fix]))
    assert result.summary[0].text == good["text"]
    assert result.summary[0].supported


def test_a_dropped_sentence_is_gone() -> None:
    bad = {"text": "It cost 15 million euros.", "evidence": [2]}
    fix = {"item": "summary[0]", "dropped": "Not said.", "sentence": None}
    result, _ = summarized(draft(summary=[bad]), repaired(summary=[fix]))
    assert result.summary == ()
    assert result.findings[0].path == "draft.summary[0]"


def test_a_repair_that_fails_loses_nothing() -> None:
    result, _ = summarized(draft(GOOD, WRONG), RefusalError("played declined."))
    assert len(result.claims) == 2
    assert not result.claims[1].supported
    assert "played declined." in result.notes[0]


def test_repair_can_be_left_out() -> None:
    result, model = summarized(draft(WRONG), repair=False)
    assert len(model.asked) == 1
    assert not result.claims[0].supported


def test_strict_raises_with_the_whole_result() -> None:
    with pytest.raises(UnsupportedClaimError, match=r"claims\[0\]\.figures\[0\]") as caught:
        summarized(draft(WRONG, GOOD), repair=False, strict=True)
    assert isinstance(caught.value.summary, ArticleSummary)
    assert len(caught.value.summary.claims) == 2


async def test_the_coroutine_repairs_alike() -> None:
    fix = {"item": "claims[0]", "dropped": None, "claim": RIGHT}
    result = await asummarize_article(TEXT, model=Played(draft(WRONG), repaired(fix)))
    assert result.claims[0].supported
    result = await asummarize_article(TEXT, model=Played(draft(WRONG), RefusalError("No.")))
    assert not result.claims[0].supported


def test_the_repair_reaches_an_endpoint_with_its_own_schema(endpoint: Endpoint) -> None:
    fix = {"item": "claims[0]", "dropped": None, "claim": RIGHT}
    endpoint.script.extend([completion(draft(WRONG)), completion(repaired(fix))])
    result = summarize_article(TEXT, model="stub/one", base_url=endpoint.url)
    assert result.claims[0].supported
    body = endpoint.seen[1].body
    assert body["response_format"]["json_schema"]["name"] == "RepairDraft"
    assert body["response_format"]["json_schema"]["strict"] is True


def test_a_repair_that_an_endpoint_refuses_is_noted(endpoint: Endpoint) -> None:
    endpoint.script.extend([completion(draft(WRONG)), failure(401, "Wrong key")])
    result = summarize_article(TEXT, model="stub/one", base_url=endpoint.url)
    assert "Wrong key" in result.notes[0]


def test_a_number_that_names_no_sentence_is_repaired_with_the_range() -> None:
    fix = {"item": "claims[0]", "dropped": None, "claim": GOOD}
    result, model = summarized(draft(claim(evidence=[99])), repaired(fix))
    assert (
        "claims[0].evidence: No sentence of the article is cited"
        in model.asked[1].messages[1].content
    )
    assert "1 to 5" in model.asked[1].messages[1].content
    assert result.claims[0].supported


def test_a_duplicate_is_a_warning_at_the_later_claim() -> None:
    result, model = summarized(draft(GOOD, GOOD))
    assert len(model.asked) == 1
    assert result.claims[0].findings == ()
    assert result.claims[1].findings[0].rule == "duplicate"


def test_coverage_counts_the_cited_sentences_by_third() -> None:
    coverage = summarized(draft(GOOD, RIGHT))[0].coverage
    assert (coverage.sentences.cited, coverage.sentences.total) == (2, 5)
    assert coverage.sentences.share == 0.4
    assert coverage.sentences.thirds == (0.5, 0.5, 0.0)
    assert (coverage.figures.cited, coverage.figures.total) == (2, 4)
    assert (coverage.quotations.cited, coverage.quotations.total) == (0, 1)
    assert coverage.quotations.thirds == (None, 0.0, None)


def test_a_number_beside_the_right_one_costs_no_call() -> None:
    result, model = summarized(draft({**GOOD, "evidence": [1, 99]}))
    assert len(model.asked) == 1
    assert [f.rule for f in result.claims[0].findings] == ["evidence-out-of-range"]
    assert result.claims[0].supported


def test_a_repair_can_neither_change_nor_drop_what_passed() -> None:
    changed = {"item": "claims[0]", "dropped": None, "claim": RIGHT}
    dropped = {"item": "summary[0]", "dropped": "No.", "sentence": None}
    fix = {"item": "claims[1]", "dropped": None, "claim": RIGHT}
    result, _ = summarized(draft(GOOD, WRONG), repaired(changed, fix, summary=[dropped]))
    assert [c.text for c in result.claims] == [GOOD["text"], RIGHT["text"]]
    assert len(result.summary) == 1
    assert result.findings == ()


def test_a_correction_that_fails_worse_is_not_taken() -> None:
    worse = {**WRONG, "text": "About 5,000 cars and 700 lorries of Volvo cross it every day."}
    fix = {"item": "claims[0]", "dropped": None, "claim": worse}
    result, _ = summarized(draft(WRONG), repaired(fix))
    assert result.claims[0].text == WRONG["text"]
    assert not result.claims[0].supported


def test_a_sentence_given_for_a_claim_is_not_taken() -> None:
    sentence = {"text": "The bridge opened.", "evidence": [1]}
    fix = {"item": "claims[0]", "dropped": None, "sentence": sentence}
    result, _ = summarized(draft(WRONG), repaired(summary=[fix]))
    assert [c.text for c in result.claims] == [WRONG["text"]]


@pytest.mark.parametrize("item", ["Item claims[0]:", "claims[0].figures[0]", " claims[0] "])
def test_an_item_is_known_however_its_path_is_written(item: str) -> None:
    result, _ = summarized(draft(WRONG), repaired({"item": item, "dropped": None, "claim": RIGHT}))
    assert result.claims[0].text == RIGHT["text"]


def test_paths_count_in_the_result_after_an_item_was_dropped() -> None:
    drop = {"item": "claims[0]", "dropped": "No such count.", "claim": None}
    still = {"item": "claims[1]", "dropped": None, "claim": WRONG}
    result, _ = summarized(draft(WRONG, WRONG), repaired(drop, still))
    assert [c.id for c in result.claims] == ["c1"]
    assert result.claims[0].findings[0].path == "claims[0].figures[0]"
    assert result.findings[0].path == "draft.claims[0]"


def test_an_item_without_evidence_is_repaired_beside_the_sentences_most_like_it() -> None:
    lost = claim("Five thousand cars cross the bridge over the Lyn every day.", evidence=[])
    _, model = summarized(draft(lost), repaired())
    assert "[4] About 4,000 cars" in model.asked[1].messages[1].content


def test_a_failed_repair_is_in_the_ledger() -> None:
    error = RefusalError("played declined.")
    error.usage = Usage(calls=1, input_tokens=50, output_tokens=5, cost=0.004)
    usage = summarized(draft(WRONG), error)[0].usage
    assert (usage.calls, usage.repairs, usage.repair_tokens) == (2, 1, 55)
    assert (usage.cost, usage.repair_cost) == (0.014, 0.004)


def test_a_failed_repair_of_unknown_price_leaves_no_total() -> None:
    error = RefusalError("played declined.")
    error.usage = Usage(calls=1, input_tokens=50, output_tokens=5)
    assert summarized(draft(WRONG), error)[0].usage.cost is None


def test_strict_raises_after_a_repair_that_did_not_help() -> None:
    with pytest.raises(UnsupportedClaimError, match="1 item"):
        summarized(draft(WRONG), repaired(), strict=True)


@pytest.mark.parametrize(
    ("language", "supported"), [("uk", True), ("uk-UA", True), ("en", False), ("English", False)]
)
def test_names_are_not_compared_across_languages(language: str, supported: bool) -> None:
    item = claim("Міст через Лин відкрив міський голова Тарас Шевченко 3 травня 2024 року.")
    result, _ = summarized(draft(item, language=language), repair=False)
    assert result.claims[0].supported is supported


def test_more_claims_than_allowed_are_cut_with_a_note() -> None:
    result, _ = summarized(draft(GOOD, RIGHT, GOOD), max_claims=2)
    assert [c.text for c in result.claims] == [GOOD["text"], RIGHT["text"]]
    assert result.notes == (
        "The model wrote 3 claims; the first 2, which it ranks highest, are kept.",
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [("de", "de"), ("EN-us", "en"), ("English", "en"), ("", "en"), ("{}", "en")],
    ids=["code", "region", "name", "empty", "noise"],
)
def test_a_language_that_is_no_code_gives_way_to_the_articles(written: str, kept: str) -> None:
    assert summarized(draft(GOOD, language=written))[0].language == kept
