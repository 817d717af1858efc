"""The messages that carry an article to a language model, character for character."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel

from .article import Article, Sentence
from .draft import ClaimDraft
from .invisible import visible
from .schema import Finding

__all__ = ["article_message", "merge_message", "part_message", "repair_message"]


def article_message(article: Article) -> str:
    """The user message for one article: what is known about it, then its numbered sentences.

    All of it stands between two marks that hold a hash of the text, so that nothing in an article
    can end it early, and the same article always gives the same message. Characters that a reader
    doesn't see are left out.
    """
    return _marked(article, _numbered(article.text, article.sentences))


def part_message(article: Article, sentences: Sequence[Sentence], part: int, parts: int) -> str:
    """The user message for one part (from 1) of a long article, its sentences with their own numbers."""
    body = _numbered(article.text, sentences)
    return _marked(article, body, {"Part": f"{part} of {parts}"})


def merge_message(article: Article, claims: Iterable[ClaimDraft]) -> str:
    """The user message that shows the claims of a long article, numbered from 1."""
    lines = []
    for number, claim in enumerate(claims, 1):
        said = claim.speaker if claim.speaker and claim.speaker not in claim.text else None
        text = " ".join(claim.text.split())
        lines.append(f"[{number}] {text}{f' ({said})' if said else ''}")
    return _marked(article, "\n".join(lines))


def repair_message(
    article: Article,
    items: Sequence[tuple[str, BaseModel, Sequence[Finding]]],
    sentences: Iterable[Sentence],
) -> str:
    """The user message that asks for failing items again: each with its findings, then sentences.

    `items` are paths, drafts and findings; `sentences` those that the items cite and their neighbours.
    """
    parts = []
    for path, draft, findings in items:
        faults = [f"- {f.path}: {f.message}" for f in findings if f.severity == "error"]
        parts.append("\n".join([f"Item {path}:", draft.model_dump_json(), "Findings:", *faults]))
    return "\n\n".join([*parts, _marked(article, _numbered(article.text, sentences))])


def _marked(article: Article, body: str, more: Mapping[str, str] | None = None) -> str:
    known = {
        "Title": article.title,
        "Byline": article.byline,
        "Published": article.published.isoformat() if article.published else None,
        "Site": article.site,
        **(more or {}),
    }
    head = [f"{name}: {' '.join(visible(value).split())}" for name, value in known.items() if value]
    mark = f"article {article.sha256[:8]}"
    return "\n".join([f"<{mark}>", *head, *([""] if head else []), body, f"</{mark}>"])


def _numbered(text: str, sentences: Iterable[Sentence]) -> str:
    """The sentences as the model sees them, `[12] …` each, with a blank line between paragraphs."""
    lines: list[str] = []
    end: int | None = None
    for sentence in sentences:
        if end is not None and "\n" in text[end : sentence.start]:
            lines.append("")
        lines.append(f"[{sentence.number}] {visible(sentence.text)}")
        end = sentence.end
    return "\n".join(lines)
