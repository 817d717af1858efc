"""What extractors leave of a page around an article: links to other pieces, calls to follow or to buy.

Told from the paragraphs that an extractor kept, with what is known of their markup; for copied text,
where every line of the page is there and nothing is known of it, see `summarize.page`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

__all__ = ["Paragraph", "drop_leftovers"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading, list item, quotation or row of an extracted text."""

    kind: str
    """"p", "head", "item", "quote", "row" or "code"."""
    words: str
    is_link: bool
    """Whether all of it is one link."""


_SITES = (
    r"(?:facebook|twitter|instagram|linkedin|youtube|tiktok|telegram|whatsapp|bluesky|threads|mastodon"
    r"|flipboard|x\.com)"
)
_CALL = re.compile(
    # to follow, to write to
    r"(?:please |you can |and )?(?:follow|(?:like|find|join|tweet|catch) (?:us|me|him|her|them)\b"
    r"|connect with)"
    rf".{{0,80}}(?:\bon (?:the |our )?{_SITES}|@\w{{3,}}).*"
    r"|.{2,60} (?:may|can) be (?:reached|contacted|followed|e-?mailed) (?:at|on|via|by)\b.{0,80}"
    r"|(?:to )?(?:contact|reach|e-?mail|write to)\b.{0,80}[\w.+-]+@[\w-]+\.\w.*"
    r"|.{0,60}\be-?mail:? *[\w.+-]+@[\w-]+\.\w.*"
    r"|(?:have|got|do you have) a (?:news )?(?:tip|story|question|comment)\b.{0,80}\?"
    r"|(?:tell us|let us know|we['’]d like to hear) (?:what|how|your|about)\b.*|here are some tips\.?"
    # to subscribe, to buy
    r"|(?:want .{3,60}\? )?sign up (?:for|to|here|now|today|with)\b.{0,120}\b"
    r"(?:newsletters?|e-?mails?|alerts?|free|here|now|today)\b.*"
    r"|subscribe (?:to|now|here|today)\b.*|start your day with\b.*|support (?:our|independent) journalism\b.*"
    r"|.{0,100}\b(?:delivered|straight|right|sent) (?:\w+ )?(?:to|in|into|through) your "
    r"(?:inbox|letterbox|e-?mail)\b.*"
    r"|\d+ issues for .*|use the (?:promo )?code\b.*|(?:click|tap) here\b.{0,60}"
    r"|get access to\b.*\bsubscription\b.*"
    # whose the text is, and who earns by it
    r"|.{0,80}\bmay (?:earn|receive|get) an? (?:affiliate |small )?(?:commission|share)\b.*"
    r"|if you (?:buy|purchase|click)\b.{0,120}\b(?:commission|share of|compensat)\w*\b.*"
    r"|th(?:is|e) (?:post|article|story|page) (?:may )?contains? (?:affiliate|sponsored)\b.*"
    r"|(?:copyright|©|\(c\)) .{2,80}|.{0,60}\ball rights reserved\b.{0,60}"
    r"|listen to .{2,60}\b(?:live at|weekdays|listen back)\b.*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^.!?…]|[.!?…](?=\S))+[.!?…]*")
_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_ABOUT = re.compile(
    r"about (?:the )?(?:authors?|writers?|us|company|(?P<name>.{2,60}))$", re.IGNORECASE
)
_LONGEST_CALL = 600
_TRAIL = 5
"""Paragraphs at the end of a text that need only begin with a call, or be one by half; elsewhere they must
begin with one, and end with one or be one by half."""
_LONGEST_ABOUT = 2_000
_FEWEST_WORDS = 4
"""Words of the shortest link that is taken for a headline; names of things and people are linked too."""
_TOP = 4
"""Paragraphs among which the title of the page may stand again."""


def drop_leftovers(paragraphs: Sequence[Paragraph], titles: Container[str]) -> list[Paragraph]:
    """The paragraphs without those that belong to the page; all of them when none would stay.

    `titles` holds the page's titles, which an article has as its title and not in its text.
    """
    kept = [p for p, linked in zip(paragraphs, _only_links(paragraphs), strict=True) if not linked]
    kept = [p for n, p in enumerate(kept) if n >= _TOP or p.words not in titles]
    last = len(kept) - _TRAIL
    kept = [p for n, p in enumerate(kept) if not _is_call(p, last=n >= last)]
    kept = _without_about(kept)
    while kept and kept[-1].kind == "head":
        del kept[-1]
    return kept or list(paragraphs)


def _only_links(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Of each paragraph, whether it does nothing but link to another piece.

    Linked items count when all items of their list do, because an article may list things and link
    them; at the end of the text half of the items are enough.
    """
    found = [p.is_link and p.kind != "head" and _is_headline(p.words) for p in paragraphs]
    start = 0
    while start < len(found):
        end = start + 1
        if paragraphs[start].kind == "item":
            while end < len(found) and paragraphs[end].kind == "item":
                end += 1
            share = sum(found[start:end]) / (end - start)
            found[start:end] = [share >= (0.5 if end == len(found) else 1)] * (end - start)
        start = end
    return found


def _is_headline(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS and not _END.search(words)


def _is_call(paragraph: Paragraph, *, last: bool) -> bool:
    words = paragraph.words
    if paragraph.kind == "row" or len(words) > _LONGEST_CALL:
        return False
    sentences = [match[0].strip() for match in _SENTENCE.finditer(words)]
    calls = [_CALL.fullmatch(sentence) is not None for sentence in sentences if sentence]
    if not calls:
        return False
    half = 2 * sum(calls) >= len(calls)
    return calls[0] or half if last else calls[0] and (calls[-1] or half)


def _without_about(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without a last section on the author, or on the company whose release this is."""
    for at in range(len(paragraphs) - 1, 0, -1):
        match = _ABOUT.match(paragraphs[at].words) if len(paragraphs[at].words) < 80 else None
        rest = paragraphs[at + 1 :]
        if match and rest and sum(len(p.words) for p in rest) <= _LONGEST_ABOUT:
            name = (match["name"] or "").split(" ")[0]
            if not name or rest[0].words.split(" ")[0] == name:
                return paragraphs[:at]
    return paragraphs
