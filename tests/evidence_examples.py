"""Results made by hand, in which everything occurs that the evidence view has to show."""

from __future__ import annotations

from datetime import date

from summarize.article import Article, Note
from summarize.schema import (
    ArticleSummary,
    Claim,
    Evidence,
    Finding,
    Quotation,
    SummarySentence,
    Usage,
)
from tests.comparison_examples import HOSTILE, claim, figure, quotation, result

TOWN = """\
Home | News | Sport
By A. Writer

The bridge over the Arne opened on 3 May 2024. It cost 12 million euros, Mayor Ada Brook said.

"It was high time that this town had a bridge," she said. Nobody was hurt when a crane fell in March. \
The council had voted 7-2 for it in 2021.

Read also: A ferry for sale

Some 300 boats have to leave the quay, Harbour Master Tom Reed said. They may come back in June. \
Ferries stop on 1 July. Schools are closed on Monday.

Share this page
"""

ARABIC = """\
افتتح الجسر الجديد فوق نهر دجلة في بغداد يوم الأحد. وقالت وزيرة النقل ليلى حسن إن المشروع كلف 45 مليون دولار.

ونقل موقع BBC News عن مهندس المشروع قوله إن العمل استمر ثلاث سنوات. ولم يصب أحد خلال البناء. \
وقال رئيس البلدية كريم سالم: «الجسر يخدم 20 ألف سيارة يوميا».
"""

HEBREW = """\
הגשר החדש מעל הירקון נפתח ביום ראשון. ראש העיר רון לוי אמר כי הפרויקט עלה 45 מיליון שקל.

"הגשר הזה ישנה את העיר", אמר לוי. איש לא נפגע במהלך הבנייה. התנועה ברחוב הראשי תופסק ביום שני.
"""

MARKS = """\
Zoe\u0308 👩🏽‍🚀 sold 1,500 cre\u0300mes bru\u0302le\u0301es 🍮 on Monday. \
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft\
Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzverordnung opened. \
“We ❤️‍🔥 pudding 👨‍👩‍👧‍👦,” said Jose\u0301 Nu\u0301n\u0303ez of पुणे नगर निगम.
"""


def error(rule: str, path: str, message: str) -> Finding:
    return Finding(rule=rule, severity="error", path=path, message=message)


def warning(rule: str, path: str, message: str) -> Finding:
    return Finding(rule=rule, severity="warning", path=path, message=message)


def sentence(article: Article, text: str, *cites: int, **fields: object) -> SummarySentence:
    """A summary sentence that cites these sentences."""
    cited = [article.sentences[number - 1] for number in cites]
    evidence = tuple(
        Evidence(sentence=s.number, start=s.start, end=s.end, text=s.text) for s in cited
    )
    return SummarySentence.model_validate({"text": text, "evidence": evidence, **fields})


def town() -> ArticleSummary:
    """An English article with claims of many sorts, a wrong one, a doubtful one, one without evidence."""
    article = Article.from_text(
        TOWN,
        title="Bridge opens after three years",
        published=date(2024, 5, 4),
        site="The Herald",
        byline="A. Writer",
        url="https://herald.example/bridge?a=1&b=2",
        language="en",
    )
    wrong = "'17 million' is not in sentence 2, which has '12 million euros'."
    claims = (
        claim(
            article, "c1", "The bridge over the Arne opened on 3 May 2024.", 1, when="2024-05-03"
        ),
        claim(
            article,
            "c2",
            "The bridge cost 17 million euros, Mayor Ada Brook said.",
            2,
            1,
            kind="quantity",
            speaker="Ada Brook",
            role="Mayor",
            attribution="indirect",
            figures=(figure(article, "17 million", "euros"),),
            supported=False,
            findings=(error("figure-not-in-evidence", "claims[1].figures[0]", wrong),),
        ),
        claim(
            article,
            "c3",
            "Mayor Ada Brook said that it was high time for a bridge.",
            3,
            2,
            kind="opinion",
            speaker="Ada Brook",
            role="Mayor",
            attribution="direct",
            quote=quotation(article, "It was high time that this town had a bridge"),
            checkable=False,
        ),
        claim(
            article,
            "c4",
            "The council voted 7-2 for the bridge in 2021.",
            5,
            1,
            kind="background",
            when="2021",
            figures=(figure(article, "7-2", None),),
            importance="low",
        ),
        claim(
            article,
            "c5",
            "Some 300 boats have to leave the quay, Tom Reed said.",
            6,
            kind="quantity",
            speaker="Tom Reed",
            role="Harbour Master",
            attribution="indirect",
            figures=(figure(article, "300", "boats", qualifier="about"),),
        ),
        claim(
            article,
            "c6",
            "The boats return to the quay in June 2024.",
            7,
            kind="forecast",
            certainty="possible",
            when="2024-06",
            findings=(
                warning("certainty", "claims[5].text", "The evidence is less certain: may."),
            ),
        ),
        claim(article, "c7", "The bridge is the longest of the country.", supported=False,
              findings=(error("no-evidence", "claims[6].evidence",
                              "No sentence of the article is cited; its numbers are 1 to 9."),)),
        claim(article, "c8", "Ferries across the Arne stop on 1 July 2024.", 8,
              when="2024-07-01", certainty="planned"),
    )  # fmt: skip
    return result(
        article,
        claims,
        headline="Bridge opens over the Arne",
        summary=(
            sentence(article, "The bridge over the Arne opened on 3 May 2024.", 1),
            sentence(article, "It cost 12 million euros, and 300 boats have to leave.", 2, 6),
        ),
        usage=Usage(calls=1, input_tokens=1200, output_tokens=300, cost=None, seconds=3.4),
    )


def translated() -> ArticleSummary:
    """English claims of an Arabic article."""
    article = Article.from_text(
        ARABIC, title="افتتاح جسر جديد في بغداد", language="ar", published=date(2025, 3, 2)
    )
    claims = (
        claim(article, "c1", "A new bridge over the Tigris opened in Baghdad on Sunday.", 1,
              when="2025-03-02"),
        claim(article, "c2", "Transport Minister Laila Hassan said that it cost 45 million dollars.",
              2, speaker="ليلى حسن", role="وزيرة النقل", attribution="indirect",
              figures=(figure(article, "45 مليون", "دولار"),)),
        claim(article, "c3", "Mayor Karim Salem said that 20,000 cars use it a day.", 5,
              speaker="كريم سالم", attribution="direct",
              quote=quotation(article, "الجسر يخدم 20 ألف سيارة يوميا"), when="2025"),
    )  # fmt: skip
    return result(
        article,
        claims,
        headline="New bridge opens in Baghdad",
        summary=(sentence(article, "A new bridge opened in Baghdad.", 1, 2),),
        language="en",
    )


def arabic() -> ArticleSummary:
    """Arabic claims of an Arabic article, one of which opens with a Latin name."""
    article = Article.from_text(ARABIC, language="ar")
    wrong = "'54 مليون' is not in sentence 2, which has '45 مليون'."
    claims = (
        claim(article, "c1", "BBC News ذكرت أن العمل في الجسر استمر ثلاث سنوات.", 3,
              speaker="BBC News", attribution="document"),
        claim(article, "c2", "كلف المشروع 54 مليون دولار.", 2, speaker="ليلى حسن",
              role="وزيرة النقل", attribution="indirect", supported=False,
              figures=(figure(article, "45 مليون", "دولار"),),
              findings=(error("figure-not-in-evidence", "claims[1].text", wrong),)),
    )  # fmt: skip
    text = "افتتح جسر جديد في بغداد وكلف 45 مليون دولار."
    return result(
        article,
        claims,
        headline="افتتاح جسر جديد في بغداد",
        summary=(sentence(article, text, 1, 2),),
    )


def hebrew() -> ArticleSummary:
    """Hebrew claims of a Hebrew article."""
    article = Article.from_text(HEBREW, title="הגשר נפתח", language="he")
    claims = (
        claim(article, "c1", "הגשר החדש מעל הירקון נפתח ביום ראשון.", 1, when="2025-03-02"),
        claim(article, "c2", "רון לוי אמר שהגשר ישנה את העיר.", 3, speaker="רון לוי",
              role="ראש העיר", attribution="direct",
              quote=quotation(article, "הגשר הזה ישנה את העיר")),
    )  # fmt: skip
    text = "הגשר החדש נפתח."
    return result(article, claims, headline="גשר חדש נפתח", summary=(sentence(article, text, 1),))


def marks() -> ArticleSummary:
    """Emoji, combining characters and words longer than a phone is wide."""
    article = Article.from_text(MARKS, language="en")
    first, second, _ = MARKS.split(". ")
    said = "We ❤️‍🔥 pudding 👨‍👩‍👧‍👦"
    claims = (
        claim(article, "c1", f"{first}.", 1, figures=(figure(article, "1,500", "🍮"),)),
        claim(article, "c2", second, 2),
        claim(article, "c3", "José likes pudding.", 3, speaker="Jose\u0301 Nu\u0301n\u0303ez",
              attribution="direct", quote=quotation(article, said)),
    )  # fmt: skip
    return result(article, claims, headline=second)


def hostile() -> ArticleSummary:
    """Markup, scripts and control characters wherever a text can come from outside."""
    article = Article.from_text(
        f"The bridge opened on Monday {HOSTILE} with a speech.\n\nBoats left {HOSTILE} on Tuesday.",
        title=HOSTILE,
        byline=HOSTILE,
        site=HOSTILE,
        url=f"javascript:alert(1)//{HOSTILE}",
        language="en",
    )
    one = claim(
        article,
        HOSTILE,
        f"The bridge opened. {HOSTILE}",
        1,
        2,
        speaker=HOSTILE,
        role=HOSTILE,
        when=HOSTILE,
        quote=Quotation(start=4, end=40, text=article.text[4:40], status="elided"),
        figures=(figure(article, HOSTILE, HOSTILE),),
        supported=False,
        findings=(error(HOSTILE, HOSTILE, HOSTILE), warning("polarity", "x", HOSTILE)),
    )
    return result(
        article,
        (one, one.model_copy(update={"speaker": None})),
        headline=HOSTILE,
        summary=(sentence(article, HOSTILE, 1),),
        topics=(HOSTILE,),
        model=HOSTILE,
        model_answered=HOSTILE,
        prompt=HOSTILE,
        notes=(HOSTILE,),
        findings=(error("part-not-read", "article.sentences[0:9]", HOSTILE),),
    )


def incomplete() -> ArticleSummary:
    """Gaps, notes of the result and of its source, a dropped claim, no summary."""
    article = Article.from_text(TOWN, language="en")
    speaks = Note(
        kind="instructions",
        message="sentence 4 of the article speaks to a language model instead of to readers",
        characters=40,
        sentences=(4,),
    )
    hidden = Note(kind="hidden-text", message="12 characters that the page hides were left out")
    article = article.model_copy(update={"notes": (speaks, hidden)})
    gap = "Part 2 of 3 (sentences 5 to 9) has no usable answer and is left out: the answer was cut off"
    return result(
        article,
        (claim(article, "c1", "Nobody was hurt.", 4, findings=(
            warning("rests-on-instructions", "claims[0].evidence", "It rests on sentence 4."),
        )),),
        summary=(),
        headline="Bridge opens",
        notes=("Read in 3 parts.", gap, f"S{speaks.message[1:]}."),
        findings=(
            error("part-not-read", "article.sentences[4:9]", gap),
            warning("dropped", "draft.claims[3]", "Dropped by the repair (not said): It is long."),
        ),
    )  # fmt: skip


def empty() -> ArticleSummary:
    """Nothing but a headline."""
    article = Article.from_text("The bridge opened on Monday.", language="en")
    return result(article, (), summary=())


def embedded() -> ArticleSummary:
    """What the embedded engine says of an article."""
    from summarize import summarize_article

    return summarize_article(TOWN, model="embedded")


def large(characters: int = 200_000, count: int = 150) -> ArticleSummary:
    """A long article with many claims, each of which cites three sentences."""
    sentence_ = (
        'Road {n} of the county was closed for {d} days in {y}, the road office said: "It was worn out'
        ' beyond repair in {y}", and traffic went round by the river to the town. '
    )
    parts: list[str] = []
    while sum(map(len, parts)) < characters:
        n = len(parts) + 1
        break_ = "\n\n" if n % 4 == 0 else ""
        parts.append(sentence_.format(n=n, d=n % 90 + 2, y=1950 + n % 70) + break_)
    article = Article.from_text("".join(parts), title="Roads", language="en")
    total = len(article.sentences)
    claims: list[Claim] = []
    for n in range(count):
        first = 1 + n * (total - 3) // count
        at = article.sentences[first - 1]
        quote = at.text.partition('"')[2].partition('"')[0]
        start = at.start + at.text.index(quote)
        claims.append(
            claim(
                article,
                f"c{n + 1}",
                f"Road {first} of the county was closed for a time, the road office said in a statement.",
                first,
                first + 1,
                first + 2,
                speaker=f"Road office {n % 12}",
                role="the county's own office for roads",
                attribution="direct",
                when=f"{1950 + n % 70}",
                quote=Quotation(start=start, end=start + len(quote), text=quote, status="exact"),
                figures=(figure(article, f"{first % 90 + 2}", "days"),),
                findings=(
                    warning("polarity", "claims[0].text", "Only one of the two has a negation."),
                )
                if n % 5 == 0
                else (),
            )
        )
    return result(article, claims, headline="Roads of the county are worn out")
