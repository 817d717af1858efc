"""Detection, sentences and figures of each language, on public web pages and news.

    SUMMARIZE_DATA=DATADIR python tests/benchmarks/languages.py [--show]

DATADIR holds multilingual.jsonl, html_newspaper4k/, orangesum_fr.jsonl and german_quotes.jsonl; what is
absent is left out. Printed for each language:

- detected: the articles whose language is told right. Labels of a page that are empty, or another
  language than most of its words are in, were corrected by eye (`_TRUE`).
- sentences, and the average length; `--show` prints some of them, to be judged by eye.
- alarms: findings about figures (errors and warnings) when each sentence of an article, as a claim,
  cites itself. None is right.
- caught: the same claims with one digit changed, once for each run of digits that stands in no address,
  numbers no list item or footnote, and whose new value the sentence doesn't have elsewhere, and how many of them get an error (inside quotation marks,
  that of the quotation).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summarize.article import Article
from summarize.checks import Checker, Item
from summarize.language import detect_language
from summarize.schema import Evidence

_NEWSPAPER4K = {
    "arabic_article": "ar",
    "burmese_article": "my",
    "chinese_article_001": "zh",
    "japanese_article2": "ja",
    "spanish_article": "es",
    "thai_article": "th",
}
_TRUE = {
    "ahlen.de.reparaturcafe.html": "de",
    "helge.at.mahu.html": "de",
    "netzfueralle.blog.rosalux.de.netzpolitik.html": "de",
    "madame.lefigaro.fr.dintestin.html": "fr",
    "strangemachines.io.performant.html": "en",
    "hassanchef.com.bhindi.html": "en",
    "dailymail.co.uk.food.html": "en",
    "jobsnhire.com.health.html": "en",
}
_DIGITS = re.compile(r"\d+")
_NO_FIGURE = re.compile(
    r"(?<!\S)\S*(?:://|www\.|@|\.(?:com|de)\b)\S*|^\W*\d{1,3}[.)]|\[\d+\]|(?<!\S)\(\d\d?\)"
)
"""Addresses, and the numbers of list items and footnotes."""
_SHOWN = 15
_RULES = ("figure-", "qualifier-", "when-")


@dataclass
class Row:
    """What was counted in the articles of one language."""

    articles: int = 0
    detected: int = 0
    sentences: int = 0
    characters: int = 0
    alarms: list[str] = field(default_factory=list)
    tampered: int = 0
    missed: list[str] = field(default_factory=list)


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, language and text of each article."""
    for item in _lines(folder / "multilingual.jsonl"):
        yield item["id"], _TRUE.get(item["id"], item["lang"]), item["article"]
    for item in _lines(folder / "html_newspaper4k" / "index.jsonl"):
        yield item["id"], _NEWSPAPER4K.get(item["id"], "en"), item["text"]
    for number, item in enumerate(_lines(folder / "orangesum_fr.jsonl")):
        yield f"orangesum {number}", "fr", item["article"]
    for number, item in enumerate(_lines(folder / "german_quotes.jsonl")):
        yield f"german quotes {number}", "de", item["text"]


def _lines(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        print(f"{path} is absent and left out.", file=sys.stderr)
        return
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def measure(text: str, language: str, row: Row) -> None:
    """Adds what one article shows."""
    row.articles += 1
    row.detected += detect_language(text) == language
    article = Article.from_text(text, language=language)
    checker = Checker(article)
    row.sentences += len(article.sentences)
    for sentence in article.sentences:
        number, start, end, said = sentence
        row.characters += end - start
        evidence = (Evidence(sentence=number, start=start, end=end, text=said),)
        found = checker.findings(Item("claims[0]", said, evidence))
        row.alarms += [f"{f.rule}: {said}" for f in found if f.rule.startswith(_RULES)]
        for claim in tampered(said):
            row.tampered += 1
            found = checker.findings(Item("claims[0]", claim, evidence))
            if not any(finding.severity == "error" for finding in found):
                row.missed.append(f"{claim}\n        for {said}")


def tampered(text: str) -> Iterator[str]:
    """The sentence with the last digit of one number changed, for each number."""
    skipped = [match.span() for match in _NO_FIGURE.finditer(text)]
    for match in _DIGITS.finditer(text):
        last = match.end() - 1
        digit = chr(ord(text[last]) + (1 if int(text[last]) < 9 else -1))
        changed = match.group()[:-1] + digit
        inside = any(start <= last < end for start, end in skipped)
        if not inside and changed not in _DIGITS.findall(text):
            yield text[:last] + digit + text[last + 1 :]


def main() -> None:
    """Print the table."""
    folder = os.environ.get("SUMMARIZE_DATA") or next(
        (argument for argument in sys.argv[1:] if not argument.startswith("-")), None
    )
    if folder is None or not Path(folder).is_dir():
        print("Nothing is measured: SUMMARIZE_DATA names no folder of public data.")
        return
    rows: defaultdict[str, Row] = defaultdict(Row)
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for name, language, text in texts(Path(folder)):
        measure(text, language, rows[language])
        if detect_language(text) != language:
            print(f"{name}: {language} is taken for {detect_language(text)}", file=sys.stderr)
        shown[language] += [s.text for s in Article.from_text(text, language=language).sentences]
    print("language  articles  detected  sentences  length  alarms  tampered  caught")
    for language, row in sorted(rows.items(), key=lambda item: -item[1].articles):
        caught = row.tampered - len(row.missed)
        share = f"{caught / row.tampered:.3f}" if row.tampered else "-"
        length = row.characters / (row.sentences or 1)
        print(
            f"{language:8}{row.articles:10}{row.detected:10}{row.sentences:11}{length:8.0f}"
            f"{len(row.alarms):8}{row.tampered:10}{share:>8}"
        )
    if "--show" in sys.argv:
        for language, row in rows.items():
            step = max(1, len(shown[language]) // _SHOWN)
            print(f"\n== {language}", *shown[language][::step][:_SHOWN], sep="\n  | ")
            print("  alarms", *row.alarms, sep="\n    ")
            print("  missed", *row.missed, sep="\n    ")


if __name__ == "__main__":
    main()
