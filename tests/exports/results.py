"""Results for the exports' tests: two plain ones, one with fields of a user's own, a hostile and an empty one."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from summarize.article import Article
from summarize.coverage import coverage_of
from summarize.schema import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Claims,
    Evidence,
    Finding,
    Quotation,
    SummarySentence,
    Usage,
)

TEXT = (
    "The bridge opened on 3 May 2024. It cost over 12 million euros, the town council said. "
    '"It was time 🎉," Mayor Ada Brook said. The bridge opened on 3 May 2024.'
)
SPANS = ((0, 32), (33, 86), (87, 125), (126, 158))
LONE = "lone \ud800 surrogate"


def article(text: str = TEXT, **fields: Any) -> Article:
    values: dict[str, Any] = {
        "text": text,
        "sentence_spans": SPANS if text == TEXT else ((0, len(text)),),
        "title": "A bridge",
        "byline": "A. Writer",
        "published": date(2024, 5, 4),
        "url": "https://example.org/news/a bridge",
        "site": "The Herald",
        "language": "en",
        "extractor": "trafilatura 2.3.1",
        **fields,
    }
    return Article(**values)


def evidence(number: int, source: Article | None = None) -> Evidence:
    sentence = (source or article()).sentences[number - 1]
    return Evidence(sentence=number, start=sentence.start, end=sentence.end, text=sentence.text)


def claim(id: str = "c1", made: type[Claim] = Claim, **fields: Any) -> Claim:  # noqa: A002
    values: dict[str, Any] = {
        "text": "The bridge opened on 3 May 2024.",
        "kind": "event",
        "speaker": None,
        "role": None,
        "attribution": "none",
        "quote": None,
        "certainty": "asserted",
        "when": "2024-05-03",
        "figures": (),
        "checkable": True,
        "importance": "high",
        "evidence": (evidence(4),),
        **fields,
    }
    return made(id=id, **values)


COST = {
    "text": "The bridge cost over 12 million euros, the town council said.",
    "kind": "quantity",
    "speaker": "the town council",
    "attribution": "indirect",
    "when": None,
    "figures": (
        ClaimFigure(
            value="12 million",
            number=12_000_000.0,
            unit="euros",
            qualifier="over",
            start=46,
            end=56,
        ),
        ClaimFigure(value="a few", number=None, unit=None, qualifier="about", start=None, end=None),
    ),
    "evidence": (evidence(2), evidence(1)),
}
TIME = {
    "text": "It was time, Mayor Ada Brook said.",
    "kind": "opinion",
    "speaker": "Ada Brook",
    "role": "Mayor",
    "attribution": "direct",
    "quote": Quotation(start=88, end=101, text="It was time 🎉", status="exact"),
    "certainty": "possible",
    "when": "2024",
    "checkable": False,
    "evidence": (evidence(3),),
    "supported": False,
    "findings": (
        Finding(rule="r", severity="error", path="claims[2]", message="Not carried."),
        Finding(rule="w", severity="warning", path="claims[2]", message="Have a look."),
    ),
}


def claims(made: type[Claim] = Claim, **fields: Any) -> Claims[Claim]:
    return Claims(
        [
            claim("c1", made, **fields),
            claim("c2", made, **COST, **fields),
            claim("c3", made, **TIME, **fields),
        ]
    )


def result(kind: type[ArticleSummary] = ArticleSummary, **fields: Any) -> ArticleSummary:
    source = fields.get("article") or article()
    values: dict[str, Any] = {
        "headline": "Bridge opens",
        "summary": (SummarySentence(text="The bridge opened.", evidence=(evidence(1, source),)),),
        "claims": claims() if source.text == TEXT else Claims(()),
        "topics": ("traffic", "money"),
        "language": "en",
        "article": source,
        "model": "stub/one",
        "model_answered": "stub-1",
        "prompt": "article@2",
        "prompt_fingerprint": "f" * 64,
        "library_version": "0.1.0",
        "usage": Usage(calls=1, input_tokens=100, output_tokens=20),
        "notes": ("A note.",),
        **fields,
    }
    values.setdefault("coverage", coverage_of(source, values["claims"]))
    return kind(**values)


class OwnClaim(Claim):
    place: str | None = None
    proof: Evidence | None = None
    tags: tuple[str, ...] = ()
    model: int | None = None
    """Named as a column of every table is."""


class OwnSummary(ArticleSummary):
    claims: Claims[OwnClaim]
    tone: str = "calm"
    scores: dict[str, float] = Field(default_factory=dict)


def own_result() -> OwnSummary:
    own = claims(OwnClaim, place="<b>Hull</b>", proof=evidence(1), tags=("a", "b"), model=3)
    made = result(OwnSummary, claims=own, tone="heated", scores={"warmth": 0.5})
    assert isinstance(made, OwnSummary)
    return made


def empty_result() -> ArticleSummary:
    return result(claims=Claims(()))


def hostile_result() -> ArticleSummary:
    """Texts that would be markup, formulas or no text at all."""
    hostile = "</script><script>alert(1)</script><!-- \u2028 & \"quoted\" 'single'"
    text = f"=HYPERLINK(1) {hostile}"
    source = article(text, title=hostile, byline="@me", url="javascript:alert(1)", site="-1+1")
    bad = claim(
        text="=1+1",
        speaker="+cmd",
        role="@role",
        quote=Quotation(start=0, end=13, text=text[:13], status="exact"),
        figures=(
            ClaimFigure(
                value="-5",
                number=float("nan"),
                unit=LONE,
                qualifier="exact",
                start=None,
                end=None,
            ),
        ),
        evidence=(evidence(1, source),),
        findings=(Finding(rule="<r>", severity="warning", path="claims[0]", message=hostile),),
    )
    return result(
        article=source,
        claims=Claims([bad]),
        headline=f"{hostile} {LONE}",
        topics=(hostile,),
        notes=(hostile,),
    )
