"""What of real pages is numbered: recall of their body text, dirt left out, metadata, clean articles.

    python tests/benchmarks/layout.py DATADIR [--show]

DATADIR holds html_scrapinghub/ and html_newspaper4k/ (pages and gold body texts), and *.jsonl files
of clean articles. Pages are turned into text as a browser's copy and paste would ("paste": a blank
line between paragraphs) and as a crude tag stripper would ("dense": none). A sentence counts as body
when its words stand in the gold text in a row. Gold metadata is what the page's own meta tags say,
counted only where the text shows it. `--show` lists what was lost, kept in error and misread.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from summarize.article import Article
from summarize.errors import ArticleError
from summarize.text import sentence_spans

_BLOCKS = frozenset(
    "address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section select summary "
    "table tbody td th thead time title tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote figure pre".split())
_SKIPPED = frozenset("head script style noscript template svg iframe textarea select".split())
_GAP = "\v"
_SHORTEST = 3
"""Words of the shortest sentence that is counted; shorter ones are found anywhere."""


class _Reader(HTMLParser):
    """The visible text of a page and its meta tags."""

    def __init__(self, gap: str) -> None:
        super().__init__()
        self.gap = gap
        self.parts: list[str] = []
        self.meta: dict[str, str] = {}
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            found = dict(attrs)
            key = found.get("property") or found.get("name") or found.get("itemprop") or ""
            self.meta.setdefault(key.lower(), (found.get("content") or "").strip())
        self.skipped += tag in _SKIPPED
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append(self.gap if tag in _SPACED else "\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        text = re.sub(r"\s*\n\s*", lambda m: "\n\n" if _GAP in m[0] else "\n", "".join(self.parts))
        return text.strip()


def read_page(html: str, gap: str) -> tuple[str, dict[str, str]]:
    reader = _Reader(gap)
    reader.feed(html)
    return reader.text(), reader.meta


def words(text: str) -> str:
    """The words of a text in one comparable row."""
    return f" {' '.join(_units(text))} "


def _units(text: str) -> list[str]:
    return re.findall(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|\w+", text.lower())


def sentences(text: str, language: str | None) -> list[str]:
    """The sentences of every line, so that the gold text is split as the article is."""
    found = [
        text[a:b]
        for line in re.finditer(r".+", text)
        for a, b in sentence_spans(text, language, line.start(), line.end())
    ]
    return [one for one in found if len(_units(one)) >= _SHORTEST]


def score_page(html: str, gold: str, gap: str, *, show: bool) -> Counter[str]:
    text, meta = read_page(html, gap)
    article = Article.from_text(text)
    own, shown = words(gold), words(text)
    kept = words(" \n".join(s.text for s in article.sentences))
    score: Counter[str] = Counter()
    for one in sentences(gold, article.language):
        if words(one) in shown:
            score["body"] += len(one)
            score["found"] += len(one) * (words(one) in kept)
            if show and words(one) not in kept:
                print("    LOST ", one[:150])
    numbered = [s.text for s in article.sentences]
    for one in numbered:
        score["kept"] += len(one)
        score["right"] += len(one) * (words(one) in own)
        if show and words(one) not in own:
            print("    EXTRA", one[:110].replace("\n", "⏎"))
    dirt = [line for line in text.splitlines() if line and words(line) not in own]
    score["dirt"] = len(dirt)
    score["dropped"] = sum(words(line) not in kept for line in dirt)
    for name, gold_value, value in _metadata(meta, article):
        if gold_value and words(gold_value) in words(text.split(gold[-40:])[0] if gold else text):
            score[name] += 1
            right = _same(name, gold_value, value)
            score[f"{name} right"] += right
            score[f"{name} wrong"] += bool(value) and not right
            if show and not right:
                print(f"    {name.upper()} {gold_value!r} but {value!r}")
    return score


def _metadata(meta: dict[str, str], article: Article) -> Iterator[tuple[str, str, Any]]:
    yield "title", re.split(r" [|–—-] ", meta.get("og:title", ""))[0].strip(), article.title
    author = meta.get("author") or meta.get("article:author") or ""
    yield "byline", "" if "/" in author or len(author) > 60 else author, article.byline
    yield "site", meta.get("og:site_name", ""), article.site


def _same(name: str, gold: str, value: str | None) -> bool:
    if value is None:
        return False
    a, b = words(gold), words(value)
    return a == b or (name != "title" and (a in b or b in a)) or (name == "title" and a in b)


def score_date(html: str, article_date: str | None) -> str | None:
    match = re.search(
        r'(?:article:published_time|datePublished)"[^>]*?(?:content=|:\s*)"(\d{4}-\d\d-\d\d)', html
    )
    return match[1] if match else article_date


def pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    for line in (folder / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        data = (folder / row["file"]).read_bytes()
        html = gzip.decompress(data) if row["file"].endswith(".gz") else data
        yield row["id"], html.decode("utf-8", "replace"), row["text"]


def measure_pages(folder: Path, gap: str, *, show: bool) -> None:
    total: Counter[str] = Counter()
    dates: Counter[str] = Counter()
    worst = 1.0
    for name, html, gold in pages(folder):
        if show:
            print("  ", name)
        try:
            score = score_page(html, gold, gap, show=show)
        except ArticleError as error:
            print("  ", name, error)
            continue
        total += score
        if score["body"]:
            worst = min(worst, score["found"] / score["body"])
        published = Article.from_text(read_page(html, gap)[0]).published
        gold_date = score_date(html, None)
        if gold_date:
            dates["gold"] += 1
            near = published and abs((published - date.fromisoformat(gold_date)).days) < 2
            dates["right"] += bool(near)
            dates["wrong"] += published is not None and not near
            if show and not near:
                print("    DATE", gold_date, "but", published)
    mode = "paste" if len(gap) > 1 else "dense"
    print(
        f"{folder.name:18} {mode:6} body kept {total['found'] / total['body']:7.2%} (worst page {worst:.0%})"
        f"  numbered text that is body {total['right'] / total['kept']:6.1%}"
        f"  other lines left out {total['dropped'] / total['dirt']:6.1%}"
    )
    for key in ("title", "byline", "site"):
        print(
            f"{'':26}{key:10} {total[f'{key} right']} of {total[key]}, {total[f'{key} wrong']} wrong"
        )
    print(f"{'':26}{'published':10} {dates['right']} of {dates['gold']}, {dates['wrong']} wrong")


def measure_clean(file: Path, *, show: bool) -> None:
    """Words of clean articles that no sentence holds, the title apart."""
    total = lost = hurt = rows = 0
    seen: set[str] = set()
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row.get("article") or row.get("text") or ""
        if not text.strip() or text in seen:
            continue
        seen.add(text)
        article = Article.from_text(text)
        rows += 1
        gaps, last = [], 0
        for start, end in (*article.sentence_spans, (len(text), len(text))):
            gap = text[last:start].strip()
            if any(map(str.isalnum, gap)) and words(gap) not in words(article.title or ""):
                gaps.append(gap)
            last = end
        total += len(text)
        lost += sum(map(len, gaps))
        hurt += bool(gaps)
        if show:
            for gap in gaps:
                print(
                    "   ", row.get("id", ""), "|", article.title, "|", gap[:160].replace("\n", "⏎")
                )
    print(
        f"{file.name:25} {rows} articles, {hurt} with text left out, {lost / total:.3%} of characters"
    )


def main() -> None:
    show = "--show" in sys.argv
    folder = Path(next(a for a in sys.argv[1:] if not a.startswith("-")))
    for name in ("html_scrapinghub", "html_newspaper4k"):
        for gap in (f"\n{_GAP}\n", "\n"):
            measure_pages(folder / name, gap, show=show)
    for file in sorted(folder.glob("*.jsonl")):
        measure_clean(file, show=show)


if __name__ == "__main__":
    main()
