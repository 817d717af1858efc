"""The tables of faithful and of tampered claims about the seed articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from summarize.article import Article
from summarize.draft import ClaimDraft, SentenceDraft
from summarize.grounding import Grounder
from summarize.loading import load_article
from summarize.schema import Claim, SummarySentence

_HERE = Path(__file__).parent
_SEEDS = _HERE.parent / "seeds"


@dataclass(frozen=True)
class Row:
    """One claim of a table."""

    seed: str
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.seed}: {self.fields['text'][:60]}"

    def grounded(self) -> Claim | SummarySentence:
        """The claim or summary sentence as it would stand in a result."""
        article = seed_article(self.seed)
        grounder = Grounder(article)
        numbers = [_number(article, opening) for opening in self.fields["evidence"]]
        if self.fields.get("style") == "sentence":
            return grounder.sentence(SentenceDraft(text=self.fields["text"], evidence=numbers), 0)
        return grounder.claim(_draft(self.fields, numbers), 0)


def rows(name: str) -> Iterator[Row]:
    """The rows of tests/data/claims-{name}.yaml."""
    table = yaml.safe_load((_HERE / "data" / f"claims-{name}.yaml").read_text(encoding="utf-8"))
    for seed, claims in table.items():
        for fields in claims:
            yield Row(seed, fields)


@lru_cache
def seed_article(seed: str) -> Article:
    return load_article(_SEEDS / f"{seed}.txt")


def _number(article: Article, opening: str) -> int:
    found = [s.number for s in article.sentences if s.text.startswith(opening)]
    assert found, f"no sentence begins with {opening!r}"
    return found[0]


def _draft(fields: dict[str, Any], numbers: list[int]) -> ClaimDraft:
    speaker, quote = fields.get("speaker"), fields.get("quote")
    said = "direct" if quote else "indirect" if speaker else "none"
    return ClaimDraft(
        text=fields["text"],
        kind="statement" if speaker else "event",
        speaker=speaker,
        role=None,
        attribution=fields.get("attribution", said),
        quote=quote,
        certainty=fields.get("certainty", "asserted"),
        when=fields.get("when"),
        figures=fields.get("figures", []),
        checkable=True,
        importance="high",
        evidence=numbers,
    )
