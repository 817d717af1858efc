from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarize import ArticleSummary, Claim, summarize_article
from summarize.article import Article
from summarize.cli import main
from summarize.draft import ArticleDraft, RepairDraft
from summarize.errors import ConfigurationError
from summarize.models import open_model
from summarize.models.base import Request
from summarize.models.embedded import EmbeddedModel, draft_article

SEEDS = Path(__file__).parents[2] / "seeds"
SEED = SEEDS / "kursk-losses.txt"


@pytest.fixture(scope="module")
def seed() -> ArticleSummary:
    return summarize_article(SEED, model="embedded")


def claim_with(words: str, result: ArticleSummary) -> Claim:
    [claim] = [claim for claim in result.claims if words in claim.text]
    return claim


def figures(claim: Claim) -> list[tuple[str, str]]:
    return [(figure.value, figure.qualifier) for figure in claim.figures]


def test_the_losses_are_syrskyis_words(seed: ArticleSummary) -> None:
    claim = claim_with("38,000 troops", seed)
    assert claim.speaker == "Oleksandr Syrskyi"
    assert claim.role == "Ukraine's Commander-in-Chief"
    assert figures(claim) == [("38,000", "over"), ("1,000", "over")]


def test_the_captured_are_the_generals_words(seed: ArticleSummary) -> None:
    claim = claim_with("captured during", seed)
    assert claim.speaker == "Oleksandr Syrskyi"
    assert figures(claim) == [("700", "over")]


def test_the_quotation_is_syrskyis_and_stands_in_the_article(seed: ArticleSummary) -> None:
    claim = claim_with("destroy the invaders", seed)
    assert (claim.speaker, claim.attribution) == ("Oleksandr Syrskyi", "direct")
    assert claim.quote is not None
    assert claim.quote.text.startswith("We will continue to destroy the invaders.")
    assert seed.article.text[claim.quote.start : claim.quote.end] == claim.quote.text


def test_the_territory_is_kyivs_figure(seed: ArticleSummary) -> None:
    claim = claim_with("square kilometers", seed)
    assert (claim.speaker, claim.when) == ("Kyiv", "2024-08-06")
    assert figures(claim) == [("1,300", "about")]


def test_the_lost_half_is_the_papers_own_statement(seed: ArticleSummary) -> None:
    claim = claim_with("lost control", seed)
    assert (claim.speaker, claim.attribution) == (None, "none")
    assert figures(claim) == [("half", "about")]


def test_the_north_koreans_are_counted_about(seed: ArticleSummary) -> None:
    claim = claim_with("stationed", seed)
    assert (claim.speaker, claim.when) == (None, "2024-08")
    assert figures(claim) == [("12,000", "about")]


def test_the_killed_or_injured_are_zelenskys_figure_of_december(seed: ArticleSummary) -> None:
    claim = claim_with("killed or injured", seed)
    assert (claim.speaker, claim.role) == ("Volodymyr Zelensky", "President")
    assert claim.when == "2024-12-23"
    assert figures(claim) == [("3,000", "over")]


def test_the_reason_for_the_casualties_is_lee_sung_kwons(seed: ArticleSummary) -> None:
    claim = claim_with("drone warfare", seed)
    assert (claim.speaker, claim.role) == ("Lee Sung-kwon", "South Korean MP")


def test_nothing_of_the_page_around_the_seed_is_in_the_result(seed: ArticleSummary) -> None:
    said = " ".join([seed.text, *(claim.text for claim in seed.claims)])
    for dirt in ("Skip to content", "Edit post", "min read", "AI assistance", "Getty", "Hodunova"):
        assert dirt not in said


def test_the_result_says_that_no_language_model_was_used(seed: ArticleSummary) -> None:
    assert seed.model == "embedded"
    assert any("No language model" in note for note in seed.notes)
    assert (seed.usage.calls, seed.usage.cost) == (0, 0)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_claim_and_sentence_passes_its_checks(path: Path) -> None:
    assert summarize_article(path, model="embedded").unsupported == ()


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_summary_sentences_stand_in_the_article(path: Path) -> None:
    result = summarize_article(path, model="embedded")
    assert 1 <= len(result.summary) <= 4
    for sentence in result.summary:
        assert (
            sentence.text.split()[-3:] == " ".join(e.text for e in sentence.evidence).split()[-3:]
        )


def test_the_command_line_gives_the_same_claims(
    seed: ArticleSummary, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(SEED), "--model", "embedded", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [claim["text"] for claim in printed["claims"]] == [claim.text for claim in seed.claims]


def test_no_client_library_is_imported() -> None:
    code = (
        "import sys; from pathlib import Path; from summarize import summarize_article\n"
        f"summarize_article(Path({str(SEED)!r}), model='embedded')\n"
        "print({'openai', 'instructor', 'vcr'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "set()"


def test_open_model_knows_it_by_name() -> None:
    model = open_model("embedded")
    assert (model.name, model.extractive) == ("embedded", True)


def test_another_draft_is_refused() -> None:
    request = Request(RepairDraft, Article.from_text("The bridge opened in May."))
    with pytest.raises(ConfigurationError, match=r"RepairDraft.*Choose a language model"):
        EmbeddedModel().answer(request)


def test_blocking_and_async_answers_are_the_same() -> None:
    request = Request(ArticleDraft, Article.from_text(SEED.read_text(encoding="utf-8")))
    model = EmbeddedModel()
    assert asyncio.run(model.aanswer(request)) == model.answer(request)


def test_an_answer_costs_no_attempt() -> None:
    request = Request(ArticleDraft, Article.from_text("The bridge opened in May."))
    assert EmbeddedModel().answer(request).attempts == ()


@pytest.mark.parametrize("most", [0, 1, 5])
def test_max_claims_is_the_most(most: int) -> None:
    article = Article.from_text(SEED.read_text(encoding="utf-8"))
    request = Request(ArticleDraft, article, max_claims=most)
    assert len(EmbeddedModel().answer(request).draft.claims) == most


def test_fewer_claims_are_the_first_of_more() -> None:
    article = Article.from_text(SEED.read_text(encoding="utf-8"))
    few = [claim.text for claim in draft_article(article, max_claims=3).claims]
    assert few == [claim.text for claim in draft_article(article).claims][:3]


def test_longer_articles_get_more_claims() -> None:
    sentence = "The harbour of Marlhaven took in boat number {} on Monday morning."
    text = " ".join(sentence.format(n) for n in range(300))
    assert len(draft_article(Article.from_text(text)).claims) == 40


@pytest.mark.parametrize(
    "text",
    [
        "Who will pay for the bridge? Is it safe? What do the engineers say?",
        "Read the full report. Subscribe to our newsletter. Please share this page.",
        "Click here if you want to save 20 percent on your ticket to Marlhaven.",
    ],
    ids=["questions", "orders", "advertisements"],
)
def test_what_asserts_nothing_is_no_claim(text: str) -> None:
    assert draft_article(Article.from_text(text, language="en")).claims == []


def test_an_article_without_claims_still_has_a_summary() -> None:
    draft = draft_article(Article.from_text("Who will pay for the bridge? Is it safe?"))
    assert draft.summary


def test_a_heading_between_sentences_is_no_claim() -> None:
    text = (
        "The bridge at Marlhaven closed on Monday after an inspection.\n\n"
        "A costly repair for the town\n\n"
        "Engineers found cracks in two of its nine pillars.\n\n"
        "Traffic is led across the old dam until the spring."
    )
    claims = draft_article(Article.from_text(text, language="en")).claims
    assert len(claims) == 3
    assert not any("costly repair" in claim.text for claim in claims)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("zh", "台风周一登陆东部沿海。超过12000人被转移到学校和体育馆。当地机场取消了全部航班。", "12000"),
        ("ja", "台風が月曜日に上陸した。1万2000人が学校に避難した。空港は全便を欠航とした。", "1万2000"),
        ("ar", "ضربت العاصفة الساحل يوم الاثنين. وأجلت السلطات 12000 شخص إلى المدارس. وأغلق المطار.", "12000"),
        ("he", "הסופה הכתה בחוף ביום שני. הרשויות פינו 12000 בני אדם לבתי ספר. נמל התעופה נסגר.", "12000"),
    ],
)  # fmt: skip
def test_other_scripts_give_claims_with_their_figures(language: str, text: str, value: str) -> None:
    draft = draft_article(Article.from_text(text, language=language))
    assert draft.language == language
    assert value in [figure.value for claim in draft.claims for figure in claim.figures]


def test_the_same_article_gives_the_same_draft() -> None:
    article = Article.from_text(SEED.read_text(encoding="utf-8"))
    assert draft_article(article) == draft_article(article)


def test_a_dateline_is_left_out_of_the_claim() -> None:
    text = "BERLIN (dpa) — The bridge over the Havel closed on Monday for two years of repairs."
    [claim] = draft_article(Article.from_text(text, language="en")).claims
    assert claim.text.startswith("The bridge over the Havel")


def test_a_second_speaker_is_heard_before_the_first_is_heard_again() -> None:
    text = " ".join(
        [
            *(f"Ida Brandt said the bridge would cost {n} million dollars." for n in range(3, 7)),
            "Ivo Lind said the dam would cost 9 million dollars.",
        ]
    )
    claims = draft_article(Article.from_text(text, language="en"), max_claims=3).claims
    assert {claim.speaker for claim in claims} == {"Ida Brandt", "Ivo Lind"}


def test_topics_are_the_names_mentioned_most() -> None:
    draft = draft_article(Article.from_text(SEED.read_text(encoding="utf-8")))
    assert "Kursk Oblast" in draft.topics
    assert not {"August", "They", "I"} & set(draft.topics)


def test_the_headline_without_a_title_is_the_first_words() -> None:
    text = (
        "The bridge over the Havel at Marlhaven closed on Monday because two of its pillars "
        "have cracks. Traffic uses the dam."
    )
    draft = draft_article(Article.from_text(text, language="en"))
    assert draft.headline == "The bridge over the Havel at Marlhaven closed on Monday because two …"
