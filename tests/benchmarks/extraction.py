"""What is taken out of news pages: how much of the article, and how much of the page around it.

    python tests/benchmarks/extraction.py HTML_SCRAPINGHUB [--other HTML_NEWSPAPER4K] [--verbose]

HTML_SCRAPINGHUB is a directory with pages and their article's text, `index.jsonl` of {"file", "text"}, in
the form of scrapinghub/article-extraction-benchmark. Measured as there: precision and recall of shingles
of four words, each page's counts shared by the page's total, and the F1 of their means; for trafilatura
alone with its default settings but comments off, and for `load_article`, whose text is that of its
sentences, which is what a model is shown, title and headings included.

A sentence is of the page around the article when fewer than half of its shingles stand in the true text,
which is told with the title; sentences of both are those that the library makes of either text. With
`--other`, pages in more scripts are loaded, and every offset is compared with the text it stands for.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from trafilatura import extract

from summarize import ArticleError, load_article
from summarize.article import Article

_WORD = re.compile(r"\w+")
_SHINGLE = 4


class Score(NamedTuple):
    """Shares of the shingles that are both in the text and in the truth, and in one of them alone."""

    both: float
    text_only: float
    truth_only: float


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--other", type=Path, help="a directory of pages in more scripts")
    parser.add_argument("--verbose", action="store_true", help="show the page's sentences")
    arguments = parser.parse_args()
    compare(arguments.pages, verbose=arguments.verbose)
    if arguments.other:
        check_offsets(arguments.other)


def compare(folder: Path, *, verbose: bool) -> None:
    """F1 and sentences of the page around, of trafilatura and of the library."""
    scores: dict[str, list[Score]] = {"trafilatura": [], "load_article": []}
    foreign: Counter[str] = Counter()
    sentences: Counter[str] = Counter()
    for page, truth in pages(folder):
        alone = extract(page.decode("utf-8", "replace"), include_comments=False) or ""
        article = loaded(page)
        shown = {
            "trafilatura": numbered(loaded(alone.encode()), alone),
            "load_article": numbered(article, ""),
        }
        title = (article.title or "") if article else ""
        texts = {"trafilatura": alone, "load_article": "\n".join(shown["load_article"])}
        known = shingles(f"{title}\n{truth}")
        for name, text in texts.items():
            scores[name].append(score(text, truth))
            around = [one for one in shown[name] if is_foreign(one, known)]
            foreign[name] += len(around)
            sentences[name] += len(shown[name])
            if verbose:
                for one in around:
                    print(f"{name:14} {one[:150]!r}")
    print(f"{'':14} {'F1':>7} {'precision':>10} {'recall':>8}   sentences  of the page around")
    for name, found in scores.items():
        precision, recall, f1 = summed_up(found)
        print(
            f"{name:14} {f1:7.3f} {precision:10.3f} {recall:8.3f} {sentences[name]:11} {foreign[name]:12}"
        )


def pages(folder: Path) -> Iterator[tuple[bytes, str]]:
    """Each page and the true text of its article."""
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        data = (folder / row["file"]).read_bytes()
        yield gzip.decompress(data) if row["file"].endswith(".gz") else data, row["text"]


def loaded(data: bytes) -> Article | None:
    """The article in data, if there is one."""
    try:
        return load_article(data)
    except ArticleError:
        return None


def numbered(article: Article | None, text: str) -> list[str]:
    """The sentences that a model is shown; of a text that can't be split, its lines."""
    if article is None:
        return [line for line in text.splitlines() if line.strip()]
    return [sentence.text for sentence in article.sentences]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words in a text, or all of its words where there are fewer."""
    words = [word.lower() for word in _WORD.findall(text)]
    size = min(_SHINGLE, len(words))
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1) if size)


def is_foreign(sentence: str, known: Counter[tuple[str, ...]]) -> bool:
    """Whether fewer than half of a sentence's shingles are known; a short one's words must be in a row."""
    own = shingles(sentence)
    if not own:
        return False
    size = len(next(iter(own)))
    if size < _SHINGLE:
        return not any(
            next(iter(own)) == run[at : at + size] for run in known for at in range(5 - size)
        )
    return 2 * sum(run in known for run in own) < len(own)


def score(text: str, truth: str) -> Score:
    """As in the benchmark's evaluate.py."""
    found, wanted = shingles(text), shingles(truth)
    both = sum((found & wanted).values())
    parts = (both, sum((found - wanted).values()), sum((wanted - found).values()))
    total = sum(parts) or 1
    return Score(*(part / total for part in parts))


def summed_up(scores: list[Score]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pages, each page with the same weight."""
    both = mean(one.both for one in scores)
    precision = both / (both + mean(one.text_only for one in scores))
    recall = both / (both + mean(one.truth_only for one in scores))
    return precision, recall, 2 * precision * recall / (precision + recall)


def check_offsets(folder: Path) -> None:
    """Load every page of a directory and compare each sentence with the text at its offsets."""
    print(f"\n{'page':28} language  characters  sentences  offsets")
    for path in sorted((folder / "html").iterdir()):
        article = loaded(path.read_bytes())
        if article is None:
            print(f"{path.stem:28} no article in it")
            continue
        wrong = sum(article.text[s.start : s.end] != s.text for s in article.sentences)
        told = "exact" if not wrong else f"{wrong} WRONG"
        print(
            f"{path.stem:28} {article.language or '?':8} {len(article.text):11,} "
            f"{len(article.sentences):10} {told:>8}"
        )


if __name__ == "__main__":
    main()
