from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from summarize.article import Article


class Page(NamedTuple):
    """A text as a reader would paste it, and what should come of it."""

    text: str
    sentences: list[str]
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    site: str | None = None


PAGES = {
    "news page with buttons, caption and comments": Page(
        """ date 2024-03-05 Skip to content
News, Local, Rivers, Flood defence, Marla, Environment agency
Edit post

Marla river wall to be finished a year late, agency admits

by Ines Holm March 5, 2024 4:10 PM 3 min read
Workers at the unfinished river wall in Marla, Feb. 28, 2024. (Tom Brandt/Reuters via Getty Images)
This audio is created with AI assistance

The flood wall along the Marla will be finished in 2026, a year later than planned, the agency said.

"We found clay where we expected gravel. That costs time," engineer Ruth Falk said on March 4.

The wall was to cost 38 million crowns.

Comments
""",
        [
            "The flood wall along the Marla will be finished in 2026, a year later than planned, "
            "the agency said.",
            '"We found clay where we expected gravel. That costs time," engineer Ruth Falk said on '
            "March 4.",
            "The wall was to cost 38 million crowns.",
        ],
        "Marla river wall to be finished a year late, agency admits",
        "Ines Holm",
        date(2024, 3, 5),
    ),
    "agency report with dateline and sign-off": Page(
        """Harbour strike enters second week

TORVIK, May 3 (Reuters) - Dock workers in Torvik rejected a new pay offer on Friday.

Some 4,200 workers walked out on April 25. The port handles a third of the country's grain.

(Reporting by Lena Moe; Editing by Paul Hart)
""",
        [
            "Dock workers in Torvik rejected a new pay offer on Friday.",
            "Some 4,200 workers walked out on April 25.",
            "The port handles a third of the country's grain.",
        ],
        "Harbour strike enters second week",
        site="Reuters",
    ),
    "german page": Page(
        """Zum Inhalt springen
Startseite | Politik | Verkehr
Verkehr
Neue Brücke über die Aller bleibt bis Herbst gesperrt
Von Jana Petersen und Olaf Brink
Stand: 14. Juni 2023, 17:45 Uhr
Lesezeit: 3 Min.
Teilen
Die gesperrte Brücke am Dienstag. Foto: dpa

Die neue Brücke bleibt bis zum 19. Oktober gesperrt, wie die Stadt am Mittwoch mitteilte.

„Sicherheit geht vor“, sagte Baudezernent Dr. Karl Wendt. Der Umweg ist 12 Kilometer lang.

Wer zahlt die Kosten

Die Baufirma will 1,5 Mio. Euro übernehmen. (dpa/lni)

Lesen Sie auch: So fahren die Busse
© 2023 Aller-Kurier
""",
        [
            "Die neue Brücke bleibt bis zum 19. Oktober gesperrt, wie die Stadt am Mittwoch "
            "mitteilte.",
            "„Sicherheit geht vor“, sagte Baudezernent Dr. Karl Wendt.",
            "Der Umweg ist 12 Kilometer lang.",
            "Die Baufirma will 1,5 Mio. Euro übernehmen. (dpa/lni)",
        ],
        "Neue Brücke über die Aller bleibt bis Herbst gesperrt",
        "Jana Petersen und Olaf Brink",
        date(2023, 6, 14),
        "Aller-Kurier",
    ),
    "ukrainian page": Page(
        """Головна
Новини
У Лимані відкрили новий міст через річку
Автор: Олена Коваль
Опубліковано 3 січня 2024, 14:05
Фото: Укрінформ

У місті Лиман 3 січня відкрили новий міст, повідомила міська рада.

«Ми чекали на нього два роки. Тепер діти їздитимуть до школи за 10 хвилин», – сказав мер І. Бондар.

Будівництво коштувало 12 млн грн.

Читайте також: Як ремонтують дороги
Підписуйтесь на наш канал у Telegram
""",
        [
            "У місті Лиман 3 січня відкрили новий міст, повідомила міська рада.",
            "«Ми чекали на нього два роки. Тепер діти їздитимуть до школи за 10 хвилин», – сказав "
            "мер І. Бондар.",
            "Будівництво коштувало 12 млн грн.",
        ],
        "У Лимані відкрили новий міст через річку",
        "Олена Коваль",
        date(2024, 1, 3),
    ),
    "french page": Page(
        """Aller au contenu principal
Le pont de Morvan rouvre après deux ans de travaux
Par Claire Dubois
Publié le 12 avril 2024 à 08h15, mis à jour le 13 avril 2024
Temps de lecture : 2 minutes
Partager

Le pont de Morvan a rouvert vendredi, a annoncé M. Petit, maire de la commune.

« Nous avons tenu le budget », a-t-il dit. Les travaux ont coûté 4,2 millions d'euros.

À lire aussi : Les routes fermées cet été
""",
        [
            "Le pont de Morvan a rouvert vendredi, a annoncé M. Petit, maire de la commune.",
            "« Nous avons tenu le budget », a-t-il dit.",
            "Les travaux ont coûté 4,2 millions d'euros.",
        ],
        "Le pont de Morvan rouvre après deux ans de travaux",
        "Claire Dubois",
        date(2024, 4, 12),
    ),
    "spanish page": Page(
        """Compartir en Facebook
El museo de Arlanza abre de nuevo sus puertas
Por Marta Gil | 9 de mayo de 2024
2 min de lectura

El museo de Arlanza reabrió el jueves tras tres años de obras. La entrada será gratis hasta junio.

Te puede interesar: Diez museos para el verano

«Es un día feliz», dijo la directora, Ana Soto.
""",
        [
            "El museo de Arlanza reabrió el jueves tras tres años de obras.",
            "La entrada será gratis hasta junio.",
            "«Es un día feliz», dijo la directora, Ana Soto.",
        ],
        "El museo de Arlanza abre de nuevo sus puertas",
        "Marta Gil",
        date(2024, 5, 9),
    ),
    "arabic page": Page(
        """افتتاح جسر جديد فوق النهر في المدينة القديمة
بقلم: سلمى حداد
مشاركة

أعلنت البلدية يوم الاثنين افتتاح الجسر الجديد بعد عامين من العمل. وقال رئيس البلدية إن الكلفة بلغت 12 مليون دينار.

هل انتهى العمل؟ نعم، قال المهندس.
""",
        [
            "أعلنت البلدية يوم الاثنين افتتاح الجسر الجديد بعد عامين من العمل.",
            "وقال رئيس البلدية إن الكلفة بلغت 12 مليون دينار.",
            "هل انتهى العمل؟",
            "نعم، قال المهندس.",
        ],
        "افتتاح جسر جديد فوق النهر في المدينة القديمة",
        "سلمى حداد",
    ),
    "chinese page": Page(
        """老城新桥周一正式通车
作者：林小雨
2024年5月6日
分享

市政府周一宣布，老城新桥正式通车。桥长三百二十米，造价一亿两千万元。

市长说：“我们等了两年。今天终于通车了。”
责任编辑：王明
""",
        [
            "市政府周一宣布，老城新桥正式通车。",
            "桥长三百二十米，造价一亿两千万元。",
            "市长说：“我们等了两年。今天终于通车了。”",
        ],
        "老城新桥周一正式通车",
        "林小雨",
        date(2024, 5, 6),
    ),
    "markdown": Page(
        """# Town council votes for a tram

*By Nora Lind*, 2024-02-11

![The square](square.jpg)

The council voted 19 to 12 for a tram line on Sunday.

## What it costs

The line will cost *about* 240 million crowns. It opens in 2031.

- Six stops are planned.
- Each stop gets a shelter.

> "I did not expect this," said mayor Per Ask.
""",
        [
            "The council voted 19 to 12 for a tram line on Sunday.",
            "The line will cost *about* 240 million crowns.",
            "It opens in 2031.",
            "Six stops are planned.",
            "Each stop gets a shelter.",
            '"I did not expect this," said mayor Per Ask.',
        ],
        "Town council votes for a tram",
        "Nora Lind",
        date(2024, 2, 11),
    ),
    "hard-wrapped at 72 columns": Page(
        """Lighthouse to be lit again after forty years

The lighthouse on Skerry Point will be lit again in June, the harbour
trust said on Tuesday. It went dark in 1984, when the last keeper, John
Marsh, retired at the age of 71.

A lamp from a ship breaker in Leith was fitted last week. "It throws a
beam of eleven miles," said the engineer. Share prices of the ferry
company rose.
""",
        [
            "The lighthouse on Skerry Point will be lit again in June, the harbour\ntrust said on "
            "Tuesday.",
            "It went dark in 1984, when the last keeper, John\nMarsh, retired at the age of 71.",
            "A lamp from a ship breaker in Leith was fitted last week.",
            '"It throws a\nbeam of eleven miles," said the engineer.',
            "Share prices of the ferry\ncompany rose.",
        ],
        "Lighthouse to be lit again after forty years",
    ),
    "mail": Page(
        """From: Ida Berg <ida@example.org>
To: desk@example.org
Subject: Water pipe burst in the old town
Date: Mon, 4 Mar 2024 09:12:00 +0100

Hello all,

A water pipe burst in Mill Street at 6 a.m. on Monday. About 300 homes have no water.

Repairs take until the evening, the utility told me.

Best regards
Ida
""",
        [
            "Hello all,",
            "A water pipe burst in Mill Street at 6 a.m. on Monday.",
            "About 300 homes have no water.",
            "Repairs take until the evening, the utility told me.",
            "Best regards",
            "Ida",
        ],
        "Water pipe burst in the old town",
        "Ida Berg",
        date(2024, 3, 4),
    ),
    "front matter": Page(
        """---
title: "Bees return to the roof of the library"
author: Kim Stone
date: 2024-05-20
tags: bees, library
---

Two hives stand on the roof of the library since Monday. They hold 40,000 bees.
""",
        [
            "Two hives stand on the roof of the library since Monday.",
            "They hold 40,000 bees.",
        ],
        "Bees return to the roof of the library",
        "Kim Stone",
        date(2024, 5, 20),
    ),
    "one line": Page(
        "The bakery on Elm Street closed on Friday. Its owner, 82, had no successor. It opened in 1951.",
        [
            "The bakery on Elm Street closed on Friday.",
            "Its owner, 82, had no successor.",
            "It opened in 1951.",
        ],
    ),
    "interview": Page(
        """"I never wanted to be first": a talk with climber Ada Voss

Q: When did you start to climb?
A: When I was nine. My uncle took me to the quarry.
Q: Were you afraid?
A: Every day, and I still am.

JONAS REED: And your next climb?

ADA VOSS: The north face, in July.
""",
        [
            "Q: When did you start to climb?",
            "A: When I was nine.",
            "My uncle took me to the quarry.",
            "Q: Were you afraid?",
            "A: Every day, and I still am.",
            "JONAS REED: And your next climb?",
            "ADA VOSS: The north face, in July.",
        ],
        '"I never wanted to be first": a talk with climber Ada Voss',
    ),
    "poem": Page(
        """The Ferry

The rope is wet, the boards are old,
the ferryman is thin
He counts the coins in rain and cold
and lets the water in

Home
is what he calls the other side
""",
        [
            "The rope is wet, the boards are old,\nthe ferryman is thin",
            "He counts the coins in rain and cold",
            "and lets the water in",
            "Home",
            "is what he calls the other side",
        ],
        "The Ferry",
    ),
    "no blank line anywhere": Page(
        """Old cinema in Dale reopens as a theatre
The old cinema in Dale reopened on Saturday as a theatre with 220 seats.
A new roof
The roof alone cost 900,000 crowns, said the builder, who found rot in every beam.
The first play is sold out.
""",
        [
            "The old cinema in Dale reopened on Saturday as a theatre with 220 seats.",
            "The roof alone cost 900,000 crowns, said the builder, who found rot in every beam.",
            "The first play is sold out.",
        ],
        "Old cinema in Dale reopens as a theatre",
    ),
    "related links and a comment section": Page(
        """Dam at Korva holds, engineers say after inspection

By A. B. Lund, Mary O'Neil and Ana de la Cruz, Science Staff
Published: 1 October 2023 | Updated: 2 October 2023

The dam at Korva holds, engineers said on Sunday after a two-day inspection of its eastern wall.

Advertisement

They found three cracks, none of them longer than a metre, and closed them with resin.

Related articles
Why dams age
Ten rivers that changed course

2 Comments

river_fan
3 hours ago
Good news at last. I live below it.
Reply

Log in to comment
""",
        [
            "The dam at Korva holds, engineers said on Sunday after a two-day inspection of its "
            "eastern wall.",
            "They found three cracks, none of them longer than a metre, and closed them with resin.",
        ],
        "Dam at Korva holds, engineers say after inspection",
        "A. B. Lund, Mary O'Neil and Ana de la Cruz",
        date(2023, 10, 1),
    ),
    "title with its site, repeated": Page(
        """Glass works in Orsa to close in March | The Orsa Post
News
Glass works in Orsa to close in March
Jane Doe
7 November 2023

The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday.

The Orsa Post has asked the owner for comment.
""",
        [
            "The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday.",
            "The Orsa Post has asked the owner for comment.",
        ],
        "Glass works in Orsa to close in March",
        "Jane Doe",
        date(2023, 11, 7),
        "The Orsa Post",
    ),
    "standfirst above the byline": Page(
        """Culture
Choir of 600 sings in the empty mine
The concert had been planned for ten years; nobody knew whether the lift would hold.
By Tove Ek in Falun
12 June 2022 • 5 min read

Six hundred singers stood in the mine on Saturday, 180 metres below the ground.
""",
        [
            "The concert had been planned for ten years; nobody knew whether the lift would hold.",
            "Six hundred singers stood in the mine on Saturday, 180 metres below the ground.",
        ],
        "Choir of 600 sings in the empty mine",
        "Tove Ek",
        date(2022, 6, 12),
    ),
    "author at the end": Page(
        """The trust bought the island in 1998 and has not built on it since. Seals came back in 2005.

Nobody may land between April and August, when the birds breed on the cliffs.

— Edith Marlow
""",
        [
            "The trust bought the island in 1998 and has not built on it since.",
            "Seals came back in 2005.",
            "Nobody may land between April and August, when the birds breed on the cliffs.",
        ],
        byline="Edith Marlow",
    ),
    "list of points without full stops": Page(
        """What we know about the power cut

The power failed at 7.40 p.m. in three districts. These streets have no power:

Mill Street
Station Road
Harbour Lane

Engineers are at work, the utility said on Sunday evening in a short message.
""",
        [
            "The power failed at 7.40 p.m. in three districts.",
            "These streets have no power:",
            "Mill Street",
            "Station Road",
            "Harbour Lane",
            "Engineers are at work, the utility said on Sunday evening in a short message.",
        ],
        "What we know about the power cut",
    ),
    "copy of a whole page with menus and teasers": Page(
        """Skip to content
News
Sport
Weather
Culture
Podcasts
Obituaries
Jobs
Log in
Subscribe
Search
Storm closes three schools in Vik
Mayor of Lund denies he will resign

Ferry to Hollow Island to stop for good in May
By Ann Sand
4 April 2024

The ferry to Hollow Island will stop for good in May, its owner said on Thursday. It has run since 1911.

Some 80 people live on the island, most of them older than 60. A boat of the coast guard will bring the mail.

"Nobody asked us," said Per Holm, who keeps the shop.

Most read
Storm closes three schools in Vik
Mayor of Lund denies he will resign
Ten walks for a wet day
Facebook
Instagram
Contact us
Privacy policy
About us
Careers
Sitemap
Newsletters

We have been writing about the coast since 1902, and we are proud of it.
""",
        [
            "The ferry to Hollow Island will stop for good in May, its owner said on Thursday.",
            "It has run since 1911.",
            "Some 80 people live on the island, most of them older than 60.",
            "A boat of the coast guard will bring the mail.",
            '"Nobody asked us," said Per Holm, who keeps the shop.',
        ],
        "Ferry to Hollow Island to stop for good in May",
        "Ann Sand",
        date(2024, 4, 4),
    ),
    "name of the paper, row of buttons and caption with the paper's name": Page(
        """Skip to main content
We and our 90 partners use cookies to show you what you like. Accept all | Reject all
Orsa Courier
Work & Money  |  4 min read  |  Share  Print

Glass works in Orsa to close in March

By Lena Moe
Photographs by Olaf Brink
12 June 2022

The works at dusk on Friday, June 10. The chimney was built in 1904. (Olaf Brink/Orsa Courier)

The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday.

The works had made bottles since 1871. The land will be sold, the owner said in a letter.

Lena Moe covers business. Reach her at 555-0100.

More from Work & Money
Harbour strike enters second week
© 2022 Orsa Courier. All rights reserved.
""",
        [
            "The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday.",
            "The works had made bottles since 1871.",
            "The land will be sold, the owner said in a letter.",
        ],
        "Glass works in Orsa to close in March",
        "Lena Moe",
        date(2022, 6, 12),
        "Orsa Courier",
    ),
    "dateline with the day after it": Page(
        """Harbour strike enters second week

TORVIK (Coast Wire) — Friday, 3 May 2024. Dock workers in Torvik rejected a new pay offer on Friday.

Some 4,200 workers walked out on April 25.
""",
        [
            "Dock workers in Torvik rejected a new pay offer on Friday.",
            "Some 4,200 workers walked out on April 25.",
        ],
        "Harbour strike enters second week",
        published=date(2024, 5, 3),
    ),
    "standfirst above the credits and the day": Page(
        """THE PIER · Conversations

‘We counted every gull’

Ten years after the cliffs were closed, their warden talks about birds and walkers.

Interview: Ines Holm
Photographs: Tom Brandt
14 March 2023

Ruth Falk has looked after the cliffs since 2012. We met her at the lower gate on a wet day.

The Pier: How many gulls are there?

Ruth Falk: We counted every gull in June, and there were 4,100.
""",
        [
            "Ten years after the cliffs were closed, their warden talks about birds and walkers.",
            "Ruth Falk has looked after the cliffs since 2012.",
            "We met her at the lower gate on a wet day.",
            "The Pier: How many gulls are there?",
            "Ruth Falk: We counted every gull in June, and there were 4,100.",
        ],
        "‘We counted every gull’",
        "Ines Holm",
        date(2023, 3, 14),
    ),
    "author signed with a dash below the title": Page(
        """Ivo Lund, who drew the bridges of Marla, dies at 88

Thursday, 6 July 2023

— Edith Marlow, Torvik

Ivo Lund, the engineer who drew the four bridges of Marla, died on Monday. He was 88.
""",
        [
            "Ivo Lund, the engineer who drew the four bridges of Marla, died on Monday.",
            "He was 88.",
        ],
        "Ivo Lund, who drew the bridges of Marla, dies at 88",
        "Edith Marlow",
        date(2023, 7, 6),
    ),
    "author on the line below the word": Page(
        """Glass works in Orsa to close in March

By
Lena Moe
Updated 12 June 2022

The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday.
""",
        ["The glass works in Orsa will close in March, its owner told the staff of 84 on Tuesday."],
        "Glass works in Orsa to close in March",
        "Lena Moe",
        date(2022, 6, 12),
    ),
    "long list within an article": Page(
        """What the eight towns pay

The county will pay for eight new bridges, it said on Monday after a long meeting:

Marla
Torvik
Orsa
Vik
Lund
Korva
Liman
Home

The work starts in May and will take two years, the county engineer told reporters.
""",
        [
            "The county will pay for eight new bridges, it said on Monday after a long meeting:",
            *"Marla Torvik Orsa Vik Lund Korva Liman Home".split(),
            "The work starts in May and will take two years, the county engineer told reporters.",
        ],
        "What the eight towns pay",
    ),
}


@pytest.fixture(params=PAGES.values(), ids=list(PAGES))
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


def test_numbers_exactly_the_articles_own_sentences(page: Page) -> None:
    assert [sentence.text for sentence in Article.from_text(page.text).sentences] == page.sentences


def test_finds_the_title(page: Page) -> None:
    assert Article.from_text(page.text).title == page.title


def test_finds_the_byline(page: Page) -> None:
    assert Article.from_text(page.text).byline == page.byline


def test_finds_the_date_of_publication(page: Page) -> None:
    assert Article.from_text(page.text).published == page.published


def test_finds_the_site(page: Page) -> None:
    assert Article.from_text(page.text).site == page.site


def test_a_paragraph_that_ends_with_a_copyright_year_is_no_caption() -> None:
    article = Article.from_text("The bridge opened on Monday, the mayor said. © 2024 AFP")
    assert article.sentences[0].text == "The bridge opened on Monday, the mayor said."


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"], ids=["crlf", "cr", "separator"])
def test_reads_other_line_ends_alike(page: Page, line_end: str) -> None:
    article = Article.from_text(page.text.replace("\n", line_end))
    assert [s.text.replace(line_end, "\n") for s in article.sentences] == page.sentences


# The seed


@pytest.fixture(scope="module")
def seed() -> Article:
    path = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"
    return Article.from_text(path.read_text("utf-8"))


def test_reads_the_imprint_of_the_seed(seed: Article) -> None:
    assert seed.title == "Russia has lost over 38,000 troops in Kursk Oblast, Syrskyi says"
    assert (seed.byline, seed.published) == ("Kateryna Hodunova", date(2025, 1, 1))


@pytest.mark.parametrize(
    "dirt",
    [
        "Skip to content",
        "News Feed",
        "Edit post",
        "Hodunova",
        "min read",
        "during filming",
        "Getty Images",
        "AI assistance",
        "Comments",
        "Syrskyi says",
    ],
)
def test_numbers_no_dirt_of_the_seed(seed: Article, dirt: str) -> None:
    assert dirt in seed.text
    assert not [sentence for sentence in seed.sentences if dirt in sentence.text]


def test_numbers_every_sentence_of_the_seed(seed: Article) -> None:
    body = seed.text[seed.text.index("The Russian army has") : seed.text.index("Comments")]
    kept = "".join(sentence.text for sentence in seed.sentences)
    assert "".join(kept.split()) == "".join(body.split())
