"""How well the embedded engine finds speakers, quotations and central sentences.

    python tests/benchmarks/embedded.py DATADIR

DATADIR holds polnear.jsonl (networkdynamics/PolNeAR), german_quotes.jsonl
(uhh-lt/german-news-quotation-attribution-2024) and cnndm.jsonl (a sample of CNN/DailyMail), one JSON
object a line, offsets in code points. Printed is one table; all figures come from this run.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.article import Article
from summarize.models.embedded import draft_article
from summarize.speech.cues import cues_of
from summarize.speech.passages import units_of
from summarize.speech.speakers import Utterance, read_speakers

Row = dict[str, Any]
Span = tuple[int, int]

_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”«»]')
_NAME = r"(?:[A-ZÄÖÜ][\w.'’-]+(?:\s[A-ZÄÖÜ][\w.'’-]+){0,3}|[Hh]e|[Ss]he|[Tt]hey|[Ee]r|[Ss]ie)"
_SAYS = r"(?:said|says|told|added|wrote|sagte|erklärte|betonte|meinte)"
_X_SAID = re.compile(rf"({_NAME})\s{_SAYS}\b|\b{_SAYS}\s({_NAME})")
_WORD = re.compile(r"[^\W_]{2,}")
_EMPTY = frozenset("the of and for der die das des von und an".split())


@dataclass(frozen=True)
class Gold:
    """One attribution as annotators marked it."""

    content: Sequence[Span]
    source: Sequence[Span]

    @property
    def middle(self) -> int:
        """An offset inside the longest part of the content."""
        start, end = max(self.content, key=lambda span: span[1] - span[0])
        return (start + end) // 2


def rows(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def gold_of(row: Row) -> list[Gold]:
    """The attributions of a row of either set."""
    found = []
    for item in row["attributions"]:
        content = item.get("content") or item.get("quote") or ()
        source = item.get("source") or item.get("speaker") or ()
        if content:
            found.append(
                Gold(
                    [(part["start"], part["end"]) for part in content],
                    [(part["start"], part["end"]) for part in source],
                )
            )
    return found


def words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _EMPTY


def quoted_share(gold: Gold, quoted: Sequence[Span]) -> float:
    total = sum(end - start for start, end in gold.content)
    inside = sum(
        max(0, min(end, last) - max(start, first))
        for start, end in gold.content
        for first, last in quoted
    )
    return inside / total if total else 0.0


def floor(text: str, gold: Gold) -> str:
    """What the nearest "X said" names."""
    start, end = gold.content[0][0], gold.content[-1][1]
    found = list(_X_SAID.finditer(text, max(0, start - 400), min(len(text), end + 400)))
    if not found:
        return ""
    near = min(found, key=lambda m: max(start - m.end(), m.start() - end, 0))
    return near[1] or near[2] or ""


@dataclass
class Tally:
    """How many speakers were asked for, named, and named rightly."""

    asked: int = 0
    named: int = 0
    right: int = 0

    def add(self, *, named: bool, right: bool) -> None:
        self.asked += 1
        self.named += named
        self.right += right

    def __str__(self) -> str:
        precision = self.right / max(1, self.named)
        return f"precision {precision:6.1%}  recall {self.right / max(1, self.asked):6.1%}"


def attributions(rows: Iterable[Row], language: str) -> None:
    """Prints how many speakers are found, of quoted and of all attributed content."""
    tallies = {(kind, name): Tally() for kind in ("quoted", "all") for name in ("X said", "engine")}
    hits: Counter[str] = Counter()
    covered = passages = 0
    for row in rows:
        article = Article.from_text(row["text"], language=language)
        text = article.text
        utterances = read_speakers(text, units_of(article), cues_of(language))
        quoted = [m.span(1) for m in _QUOTED.finditer(text)]
        golds = gold_of(row)
        for gold in golds:
            if not gold.source:
                continue
            source = " ".join(text[a:b] for a, b in gold.source)
            near = floor(text, gold)
            answer = speaker_at(utterances, gold, source)
            for kind in ("all", "quoted")[: 1 + (quoted_share(gold, quoted) > 0.5)]:
                same = bool(words(near) & words(source))
                tallies[kind, "X said"].add(named=bool(near), right=same)
                tallies[kind, "engine"].add(named=answer is not None, right=bool(answer))
        for u in utterances:
            attributed = any(
                a < u.unit.end and b > u.unit.start for g in golds for a, b in g.content
            )
            hits[f"{attributed}{u.said is not None}"] += 1
        cover, count = coverage(article, quoted)
        covered += cover
        passages += count
    for (kind, name), tally in tallies.items():
        label = f"speaker of {kind} content ({tally.asked}), {name}"
        print(f"  {label:46} {tally}")
    precision = hits["TrueTrue"] / max(1, hits["TrueTrue"] + hits["FalseTrue"])
    recall = hits["TrueTrue"] / max(1, hits["TrueTrue"] + hits["TrueFalse"])
    label = "sentence is attributed, engine"
    print(f"  {label:46} precision {precision:6.1%}  recall {recall:6.1%}")
    print(
        f"  quoted passages of 4+ words in a claim         {covered / passages:.1%} of {passages}"
    )


def speaker_at(utterances: Sequence[Utterance], gold: Gold, source: str) -> bool | None:
    """Whether the engine's speaker of a gold content is the gold one; None when it names none.

    Right is who shares a word with the gold source, or whose words in the text overlap with it;
    for a quotation that goes on without a source, those of the sentence before count.
    """
    at = next(
        (n for n, u in enumerate(utterances) if u.unit.start <= gold.middle < u.unit.end), None
    )
    said = None if at is None else utterances[at].said
    if at is None or said is None:
        return None
    earlier = (u.said for u in reversed(utterances[: at + 1]))
    surface = next((s.surface for s in earlier if s and s.surface), None)
    if surface and any(a < surface[1] and b > surface[0] for a, b in gold.source):
        return True
    return bool(words(said.speaker or "") & words(source)) if said.speaker else None


def coverage(article: Article, quoted: Sequence[Span]) -> tuple[int, int]:
    """How many double-quoted passages of four words and more stand in a claim, and how many there are."""
    claims = draft_article(article, max_claims=200).claims
    text = " ".join(" ".join(f"{c.text} {c.quote or ''}".split()) for c in claims)
    long = [s for s in quoted if len(article.text[s[0] : s[1]].split()) >= 4]
    here = (" ".join(article.text[a:b].strip(" ,\n").split()) for a, b in long)
    return sum(passage in text for passage in here), len(long)


def grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"[a-z0-9]+", text.lower())
    return Counter(zip(*(tokens[k:] for k in range(n)), strict=False))


def rouge(summary: str, reference: str, n: int) -> float:
    """ROUGE-N F1 (Lin 2004) without stemming."""
    one, two = grams(summary, n), grams(reference, n)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total()) if shared else 0.0


def tokenised(row: Row) -> Article:
    """The lower-cased, tokenised article with its sentences as the set parts them."""
    text = row["article"]
    spans = [
        m.span(1) for m in re.finditer(r"\s*(\S.*?(?: [.?!](?: (?:''|'|\"|\)))?(?= |$)|$))", text)
    ]
    kept = tuple((a, b) for a, b in spans if re.search(r"\w", text[a:b]))
    return Article(text=text, sentence_spans=kept, language="en")


def ranking(rows: Sequence[Row]) -> None:
    """Prints ROUGE of three extracted sentences and of the first three."""
    scores: dict[str, list[float]] = {"lead-3": [0.0, 0.0], "engine": [0.0, 0.0]}
    for row in rows:
        article = tokenised(row)
        made = {
            "lead-3": " ".join(s.text for s in article.sentences[:3]),
            "engine": " ".join(s.text for s in draft_article(article, max_sentences=3).summary),
        }
        for name, summary in made.items():
            for n in (1, 2):
                scores[name][n - 1] += rouge(summary, row["reference"], n) / len(rows)
    for name, (one, two) in scores.items():
        print(f"  {name:8} ROUGE-1 {100 * one:5.2f}  ROUGE-2 {100 * two:5.2f}")


def speed(rows: Sequence[Row]) -> None:
    """Prints CPU milliseconds for an article once everything is warm."""
    articles = [Article.from_text(row["text"], language="en") for row in rows]
    draft_article(articles[0])
    start = time.process_time()
    for article in articles:
        draft_article(article)
    spent = time.process_time() - start
    size = sum(len(article.text) for article in articles)
    print(
        f"  {1000 * spent / len(articles):.2f} ms an article of {size / len(articles):,.0f} characters"
    )
    print(f"  {1000 * spent / size * 4096:.2f} ms for 4 KB")


def main(folder: str) -> None:
    polnear = list(rows(Path(folder, "polnear.jsonl")))
    print(f"PolNeAR, {len(polnear)} articles")
    attributions(polnear, "en")
    german = list(rows(Path(folder, "german_quotes.jsonl")))
    print(f"German Wikinews, {len(german)} articles")
    attributions(german, "de")
    cnndm = list(rows(Path(folder, "cnndm.jsonl")))
    print(f"CNN/DailyMail, {len(cnndm)} articles, three sentences")
    ranking(cnndm)
    print("Steady state, PolNeAR")
    speed(polnear)


if __name__ == "__main__":
    main(sys.argv[1])
