"""Comparisons made by hand, in which every kind of change, aspect and trouble occurs."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date

from summarize.article import Article
from summarize.coverage import coverage_of
from summarize.regression.changes import Aspect, AspectChange, ChangeKind, ClaimChange
from summarize.regression.comparison import (
    ArticleComparison,
    Comparison,
    Estimate,
    Metric,
    Side,
    Verdict,
)
from summarize.regression.expectations import Violation
from summarize.schema import (
    ArticleSummary,
    Claim,
    ClaimFigure,
    Evidence,
    Finding,
    Quotation,
    SummarySentence,
    Usage,
)

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' & \u202eevil\u2066 \x1b[31m"
)
"""Markup, quotes, an override of the writing direction and a terminal's sequence."""

BRIDGE = """\
The Herald
By A. Writer

The bridge over the Arne opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said.

"It was high time that this town had a bridge," she said. Nobody was hurt when a crane fell in March. \
The council had voted 7-2 for it in 2021.

Some 300 boats have to leave the quay, Harbour Master Tom Reed said. They may come back in June. \
Ferries stop on 1 July. Schools are closed on Monday.
"""

ARABIC = """\
افتتح الجسر الجديد فوق نهر دجلة في بغداد يوم الأحد. وقالت وزيرة النقل ليلى حسن إن المشروع كلف 45 مليون دولار.

ونقل موقع BBC News عن مهندس المشروع قوله إن العمل استمر ثلاث سنوات. ولم يصب أحد خلال البناء. \
وقال رئيس البلدية كريم سالم إن الجسر يخدم 20 ألف سيارة يوميا.
"""


def claim(article: Article, id_: str, text: str, *cites: int, **fields: object) -> Claim:
    """A claim that cites these sentences; a figure or quotation is located in the article."""
    sentences = [article.sentences[number - 1] for number in cites]
    values: dict[str, object] = {
        "id": id_,
        "text": text,
        "kind": "event",
        "speaker": None,
        "role": None,
        "attribution": "none",
        "quote": None,
        "certainty": "asserted",
        "when": None,
        "figures": (),
        "checkable": True,
        "importance": "high",
        "evidence": tuple(
            Evidence(sentence=s.number, start=s.start, end=s.end, text=s.text) for s in sentences
        ),
    }
    return Claim.model_validate({**values, **fields})


def figure(article: Article, value: str, unit: str | None, **fields: object) -> ClaimFigure:
    """A figure, located where the article first has it."""
    at = article.text.find(value)
    values: dict[str, object] = {
        "value": value,
        "number": None,
        "unit": unit,
        "qualifier": "exact",
        "start": at if at >= 0 else None,
        "end": at + len(value) if at >= 0 else None,
    }
    return ClaimFigure.model_validate({**values, **fields})


def quotation(article: Article, text: str) -> Quotation:
    """Words that the article has."""
    at = article.text.index(text)
    return Quotation(start=at, end=at + len(text), text=text, status="exact")


def result(article: Article, claims: Sequence[Claim], **fields: object) -> ArticleSummary:
    """A result with these claims."""
    first = article.sentences[0]
    evidence = Evidence(sentence=1, start=first.start, end=first.end, text=first.text)
    values: dict[str, object] = {
        "headline": "Bridge opens over the Arne",
        "summary": (SummarySentence(text=first.text, evidence=(evidence,)),),
        "claims": tuple(claims),
        "topics": ("traffic",),
        "language": article.language,
        "article": article,
        "coverage": coverage_of(article, {e.sentence for c in claims for e in c.evidence}),
        "model": "stub/one",
        "model_answered": "stub-1",
        "prompt": "news@1",
        "prompt_fingerprint": "0" * 64,
        "library_version": "0",
        "usage": Usage(calls=1, input_tokens=1200, output_tokens=300, cost=0.0021, seconds=3.4),
    }
    return ArticleSummary.model_validate({**values, **fields})


def change(
    kind: ChangeKind,
    old: Sequence[Claim],
    new: Sequence[Claim],
    **aspects: tuple[str, str],
) -> ClaimChange:
    """What became of a claim; aspects as name=(was, now)."""
    names: dict[str, Aspect] = {
        "figure": "figure",
        "speaker": "speaker",
        "evidence": "evidence",
        "certainty": "certainty",
    }
    listed = tuple(AspectChange(names[name], was, now) for name, (was, now) in aspects.items())
    return ClaimChange(kind, tuple(old), tuple(new), listed, 0.8 if old and new else None)


def bridge() -> ArticleComparison:
    """An English article with a change of each kind, and a new violation."""
    article = Article.from_text(BRIDGE, published=date(2024, 5, 4), language="en")
    opened = claim(article, "c1", "The bridge over the Arne opened on 3 May 2024.", 1)
    cost = claim(
        article,
        "c2",
        "The bridge cost 12 million euros, Mayor Ada Brook said.",
        2,
        speaker="Ada Brook",
        role="Mayor",
        figures=(figure(article, "12 million", "euros"),),
    )
    dear = claim(
        article,
        "c2",
        "The bridge cost 17 million euros, Mayor Ada Brook said.",
        2,
        1,
        speaker="Ada Brook",
        role="Mayor",
        figures=(figure(article, "17 million", "euros"),),
        supported=False,
        findings=(
            Finding(
                rule="figure-not-in-evidence",
                severity="error",
                path="claims[1].figures[0]",
                message="17 million is not in sentences 2 and 1, which have 12 million.",
            ),
        ),
    )
    time = claim(
        article,
        "c3",
        "It was high time for a bridge, Mayor Ada Brook said.",
        3,
        speaker="Ada Brook",
        quote=quotation(article, "It was high time that this town had a bridge"),
    )
    timely = time.model_copy(
        update={"text": "Mayor Ada Brook said that it was high time for a bridge."}
    )
    crane = claim(
        article, "c4", "Nobody was hurt when a crane fell in March 2024.", 4, when="2024-03"
    )
    vote = claim(article, "c5", "The council voted 7-2 for the bridge in 2021.", 5)
    boats = claim(
        article, "c6", "Some 300 boats have to leave the quay and may return in June.", 6, 7
    )
    leave = claim(article, "c5", "Some 300 boats have to leave the quay.", 6)
    back = claim(article, "c6", "The boats may return in June.", 7, certainty="possible")
    ferries = claim(article, "c7", "Ferries stop on 1 July.", 8)
    schools = claim(article, "c8", "Schools are closed on Monday.", 9)
    both = claim(article, "c7", "Ferries stop on 1 July, and schools are closed on Monday.", 8, 9)
    violation = Violation(
        "figure-not-in-evidence",
        dear.text,
        f"c2 figures[0]: 17 million is not in sentences 2 and 1, which have 12 million. It says: {dear.text}",
        "c2",
    )
    kept = Violation("required", "hurt", "required fact 'hurt' is not claimed.")
    return ArticleComparison(
        case="bridge",
        article=article,
        old=(result(article, (opened, cost, time, crane, boats, ferries, schools)),),
        new=(result(article, (opened, dear, timely, vote, leave, back, both)),),
        changes=(
            change("same", [opened], [opened]),
            change(
                "changed",
                [cost],
                [dear],
                figure=("12 million euros", "17 million euros"),
                evidence=("sentence 2", "sentences 2, 1"),
            ),
            change("reworded", [time], [timely]),
            change("lost", [crane], []),
            change("added", [], [vote]),
            change("split", [boats], [leave, back], certainty=("asserted", "asserted, possible")),
            change("merged", [ferries, schools], [both]),
        ),
        agreement=0.62,
        new_violations=(violation,),
        kept_violations=(kept,),
        old_violations=(kept,),
        old_score=1.0,
        new_score=0.75,
    )


def arabic() -> ArticleComparison:
    """An Arabic article with Latin names and digits in its claims."""
    article = Article.from_text(ARABIC, language="ar")
    opened = claim(article, "c1", "افتتح الجسر الجديد فوق نهر دجلة في بغداد.", 1)
    cost = claim(
        article,
        "c2",
        "قالت وزيرة النقل ليلى حسن إن المشروع كلف 45 مليون دولار.",
        2,
        speaker="ليلى حسن",
        role="وزيرة النقل",
        figures=(figure(article, "45 مليون", "دولار"),),
    )
    years = claim(article, "c3", "BBC News نقلت عن مهندس المشروع أن العمل استمر ثلاث سنوات.", 3)
    three = years.model_copy(update={"text": "BBC News ذكرت أن العمل في الجسر استمر ثلاث سنوات."})
    cars = claim(
        article,
        "c4",
        "الجسر يخدم 20 ألف سيارة يوميا، بحسب كريم سالم.",
        5,
        speaker="كريم سالم",
        figures=(figure(article, "20 ألف", "سيارة"),),
    )
    nobody = cars.model_copy(update={"speaker": None})
    return ArticleComparison(
        case="baghdad-bridge",
        article=article,
        old=(result(article, (opened, cost, years, cars), headline="افتتاح جسر جديد في بغداد"),),
        new=(result(article, (opened, cost, three, nobody), headline="جسر جديد في بغداد"),),
        changes=(
            change("same", [opened], [opened]),
            change("same", [cost], [cost]),
            change("reworded", [years], [three]),
            change("changed", [cars], [nobody], speaker=("كريم سالم", "")),
        ),
        agreement=0.9,
        old_score=0.5,
        new_score=0.75,
    )


def unchanged() -> ArticleComparison:
    """An article about which both sides say the same."""
    article = Article.from_text("The quay closed on 4 June 2024. Boats left.", title="Quay closes")
    closed = claim(article, "c1", "The quay closed on 4 June 2024.", 1)
    same = result(article, (closed,))
    changes = (change("same", [closed], [closed]),)
    return ArticleComparison(
        "quay", article, (same,), (same,), changes, 1.0, old_score=1, new_score=1
    )


def failed() -> ArticleComparison:
    """An article about which the new side says nothing."""
    article = Article.from_text("The mill burned down on 5 June 2024.", title="Mill burns")
    old = result(article, (claim(article, "c1", "The mill burned down on 5 June 2024.", 1),))
    return ArticleComparison(
        "mill", article, (old,), (), (), 0.0, old_score=1.0, failure="The model refused to answer."
    )


def hostile() -> ArticleComparison:
    """An article and claims in which every text attacks the page."""
    article = Article.from_text(
        f"The bridge opened. {HOSTILE} Mayor Ada Brook said so.",
        title=HOSTILE,
        byline=HOSTILE,
        site=HOSTILE,
        language="en",
    )
    was = claim(
        article,
        f"c1 {HOSTILE}",
        f"Old {HOSTILE} claim.",
        1,
        speaker=HOSTILE,
        role=HOSTILE,
        when=HOSTILE,
        figures=(figure(article, HOSTILE, HOSTILE, start=None, end=None),),
    )
    now = was.model_copy(
        update={
            "text": f"New {HOSTILE} claim.",
            "findings": (Finding(rule="r", severity="warning", path="p", message=HOSTILE),),
        }
    )
    violation = Violation(HOSTILE, now.text, HOSTILE, now.id)
    return ArticleComparison(
        case=HOSTILE,
        article=article,
        old=(result(article, (was,), headline=HOSTILE, language="en"),),
        new=(result(article, (now,), headline=f"x {HOSTILE}", language="en"),),
        changes=(change("changed", [was], [now], speaker=(HOSTILE, HOSTILE)),),
        agreement=0.5,
        new_violations=(violation,),
        kept_violations=(Violation("r", "s", HOSTILE),),
        old_score=1.0,
        new_score=0.5,
    )


PROMPT_DIFF = """\
--- prompts/news@1.md
+++ prompts/news@2.md
@@ -4,3 +4,4 @@
 You read one article.
-List at most {{ max_claims }} claims, the most important first.
+List at most {{ max_claims }} claims, each of which stands alone, the most important first.
+Make one assertion a claim.
 Use nothing but the article.
"""


def comparison(*articles: ArticleComparison, **fields: object) -> Comparison:
    """Two versions over these articles, by default one of each sort but the hostile."""
    made = Comparison(
        old=Side("news@1", "stub/one"),
        new=Side("news@2", "stub/one"),
        articles=articles or (bridge(), arabic(), unchanged(), failed()),
        verdict=Verdict(
            outcome="regressed",
            reference="expectations",
            margin=0.05,
            reasons=(
                "1 new violation of a hard rule: bridge says 17 million where the article says 12 million.",
                "The mean score falls by 2.1 points, and may fall by more than the tolerated 5.",
            ),
            estimate=Estimate(-0.021, -0.112, 0.07, 0.31, 3, 2),
            hard=1,
        ),
        metrics=(
            Metric("claims an article", 6.2, 6.0, Estimate(-0.2, -1.4, 1.0, 0.4, 3, 2), 0.5),
            Metric("agreement", None, 0.84, None),
            Metric("tokens out", 1310, 1604, Estimate(294, 120, None, 1.0, 3, 3), 40, 0),
            Metric("cost in cents", 0.21, 0.26, Estimate(0.05, 0.01, 0.09, 1.0, 3, 3), None, 3),
        ),
        prompt_diff=PROMPT_DIFF,
        left_out=("ferry: no new result of news@2",),
        unfit=(
            "STALE  1 recording\n  the prompt's text has changed\n  → record again: summarize record",
        ),
    )
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def words_of(html: str) -> str:
    """The text of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
