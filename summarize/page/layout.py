"""What of a text is the article, and what the page around it.

Every block of a text is part of the article unless there is evidence that it is not, because a
dropped sentence is worse than a kept caption. Nothing here changes the text: what comes back are
offsets into it as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..dates import find_date
from ..text import Span
from .blocks import Block, paragraphs, read_blocks, read_lines
from .furniture import (
    has_letters,
    is_button_row,
    is_caption,
    is_comment_mark,
    is_comments_heading,
    is_contact,
    is_links_heading,
    is_notice,
    is_tag_list,
)
from .headings import mark_headings, mark_repeats, mark_title
from .imprint import (
    Dateline,
    find_byline,
    find_signature,
    find_site,
    is_author_note,
    is_by,
    is_masthead,
    read_dateline,
    read_headers,
    split_title,
)
from .menus import mark_menus

__all__ = ["Layout", "read_layout"]

_BULLET = re.compile(r"(?:(?:[-*+•·‣◦▪■●○]|>+|#{1,6})\s+)+")
_MARKUP = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)|<!--.*-->|\[[^\]]+\]:\s*\S+)$")
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|mis à jour|mise à jour|actualiza|atualizado|aggiorna|aktualizacja"
    r"|zaktualizowano|оновлено|обновлено|bijgewerkt|更新|آخر تحديث"
)
_PUBLISHED = re.compile(
    r"publi|posted|veröffentlicht|erstellt|pubblicato|opublik|опублік|опублик|发布|نشر|updated|оновлено"
)
_DATED = re.compile(
    r"(?P<words>[^\W\d_][^\d|•·–—/]{1,50}?)\s*(?P<bar>[|•·–—/]|,|\s)\s*"
    r"(?:\d{1,2}\.?\s[^\W\d_]+\.?\s\d{4}|[^\W\d_]+\.?\s\d{1,2},?\s\d{4}|\d[\d./-]{7,9}|\d{4}年)"
    r"[\d:.,\sAPMapmhTZ日]*(?:[A-Z]{2,4})?$"
)
_BARS = frozenset("|•·–—/")
_CAPTION_LABELS = frozenset(("image caption,", "image caption:", "image caption", "media caption,"))

_LONGEST_IMPRINT = 160
_FIRST_COMMENT = 6
"""Blocks below the heading of the comments in which the first of them must show itself."""
_TOP = 5
"""Blocks at the top in which the name of the publication may stand alone, and blocks after the first
paragraph in which a byline may still stand, below a standfirst."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of an article's own text, and what the page says about it."""

    passages: tuple[Span, ...]
    """Paragraphs, list items and lines of the article itself, in order."""
    title: str | None
    byline: str | None
    published: date | None
    site: str | None


def read_layout(text: str, language: str | None = None, *, title: str | None = None) -> Layout:
    """The passages and the imprint of `text`; `language` decides how 03/04/2025 is read.

    `title` is that of the page which the text was taken out of: no line is looked for that could be it,
    and those that repeat it are left out. Without any passage but a title, the title is the passage.
    Linear in the length of the text.
    """
    lines = read_lines(text)
    fields, taken = read_headers([text[line.start : line.end] for line in lines[:16]])
    blocks = read_blocks(text, lines[taken:])
    _mark_page(blocks)
    mark_menus(blocks)
    _mark_links(blocks)
    _mark_comments(blocks)
    site = _find_site(blocks)
    position, title = (-1, title) if title else mark_title(blocks, language) or (-1, None)
    byline, published = _mark_imprint(blocks, language, position)
    _mark_weak(blocks)
    title = fields.get("title") or title
    mark_headings(blocks)
    if title:
        title, suffix = split_title(title, [block.text for block in blocks[:60]])
        repeat = mark_repeats(blocks, title)
        site = site or suffix or repeat
    byline = _without_address(fields.get("byline")) or byline
    if byline:
        _mark_author_notes(blocks, byline)
    if dateline := _cut_dateline(blocks, language):
        published, site = published or dateline.published, site or dateline.agency
    return Layout(
        passages=tuple(_passages(text, blocks)),
        title=title,
        byline=byline,
        published=find_date(fields.get("published", ""), language) or published,
        site=fields.get("site") or site,
    )


def _passages(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    kept = [block for block in blocks if block.role == "body"]
    for block in kept or [block for block in blocks if block.role == "heading"]:
        bullet = _BULLET.match(text, block.start, block.end)
        yield (bullet.end() if bullet else block.start), block.end


def _without_address(byline: str | None) -> str | None:
    return re.sub(r"\s*<[^>]*>", "", byline).strip() or None if byline else None


def _cut_dateline(blocks: Sequence[Block], language: str | None) -> Dateline | None:
    """The dateline of the first paragraph, or of the one below a standfirst; it is cut off there."""
    for block in [block for block in blocks if block.is_prose][:3]:
        if dateline := read_dateline(block.text, language):
            block.start += dateline.end
            return dateline
    return None


def _find_site(blocks: Sequence[Block]) -> str | None:
    """The publication that a copyright line or the page's head names; its lines and captions are marked."""
    first, _ = paragraphs(blocks)
    site = next((s for b in blocks if b.role == "page" and (s := find_site(b.text))), None)
    for block in blocks[: min(first, _TOP)]:
        if block.role == "body" and is_masthead(block.text):
            block.role = "page"
            site = site or " ".join(block.text.split())
    for block in blocks if site else ():
        if block.text.endswith(f"/{site})"):
            block.role = "page"
    return site


# What belongs to the page


def _mark_page(blocks: Sequence[Block]) -> None:
    for block in blocks:
        if block.plain and (block.words == "strong" or _is_page(block)):
            block.role = "page"
    for above, below in pairwise(blocks):
        if above.plain in _CAPTION_LABELS and not (below.gap or below.finished):
            below.role = "page"
    first, last = paragraphs(blocks)
    for position, block in enumerate(blocks if last >= 0 else ()):
        if position > last and is_contact(block.plain):
            block.role = "page"
        if not first <= position <= last and is_tag_list(block.text):
            block.role = "page"


def _mark_weak(blocks: Sequence[Block]) -> None:
    """Mark single page words beside what belongs to the page, or after the last paragraph."""
    _, last = paragraphs(blocks)
    weak = [n for n, b in enumerate(blocks) if b.role == "body" and b.words == "weak"]
    for position in (*weak, *reversed(weak)):
        beside = blocks[max(0, position - 1) : position + 2]
        if 0 <= last < position or any(block.role == "page" for block in beside):
            blocks[position].role = "page"


def _is_page(block: Block) -> bool:
    return (
        not has_letters(block.plain)
        or _MARKUP.match(block.text) is not None
        or is_notice(block.plain)
        or is_caption(block.text, block.plain)
        or is_button_row(block.text)
    )


def _mark_links(blocks: Sequence[Block]) -> None:
    """Mark headings such as "Related articles" and, within or below the text, what they list."""
    first, last = paragraphs(blocks)
    inside = False
    for position, block in enumerate(blocks):
        if block.plain and is_links_heading(block.plain):
            block.role, inside = "page", position > first
        elif block.is_prose and not (position > last and block.text.endswith("?")):
            inside = False
        elif inside and not block.finished:
            block.role = "page"


def _mark_comments(blocks: Sequence[Block]) -> None:
    """Mark the heading of the comments, and all after it if what follows shows to be comments."""
    first, _ = paragraphs(blocks)
    for position in range(first + 1, len(blocks)):
        if blocks[position].plain and is_comments_heading(blocks[position].plain):
            blocks[position].role = "page"
            below = blocks[position + 1 : position + 1 + _FIRST_COMMENT]
            if any(block.plain and is_comment_mark(block.plain) for block in below):
                for block in blocks[position + 1 :]:
                    block.role = "page"
                return


# Who, when


def _mark_imprint(
    blocks: Sequence[Block], language: str | None, titled: int
) -> tuple[str | None, date | None]:
    """The byline and date of publication that the page shows; their lines are marked.

    A byline may stand above the text, below its first paragraph (a standfirst), or at the end; a
    bare date counts above the text or below the byline, elsewhere only with a word such as
    "Published". What stands below the title, at the block `titled`, goes before what stands above.
    """
    first, last = paragraphs(blocks)
    names: list[tuple[bool, int, str]] = []
    dates: list[tuple[bool, bool, int, date]] = []
    imprint = False
    for position, block in enumerate(blocks):
        near = position < first or imprint
        imprint = False
        if len(block.text) > _LONGEST_IMPRINT or first + _TOP < position < last:
            continue
        final = position == len(blocks) - 1 > first
        above = position < titled
        signed = final or titled < position < first
        top = titled < position <= first + _TOP
        name, imprint = _read_imprint(block, language, near=near, signed=signed, top=top)
        before = blocks[position - 1] if position else block
        if not imprint and is_by(before.plain):
            name = find_signature(block.text)
            imprint = name is not None
            before.role = "page" if imprint else before.role
        if imprint:
            block.role = "page"
            if name:
                names.append((above, position, name))
        labelled = block.words != "none" and (near or _PUBLISHED.search(block.plain))
        if (imprint or labelled) and (found := find_date(block.text, language)):
            dates.append((above, _UPDATED.search(block.plain) is not None, position, found))
    if not names and dates and (signature := _signature(blocks[:first], language)):
        signature[0].role = "page"
        names.append((False, 0, signature[1]))
    return min(names)[2] if names else None, min(dates)[3] if dates else None


def _read_imprint(
    block: Block, language: str | None, *, near: bool, signed: bool, top: bool
) -> tuple[str | None, bool]:
    """The author that a line names, and whether it is a line of the imprint at all."""
    if block.role == "body" and not block.finished:
        if name := find_byline(block.text, signed=signed):
            return name, True
        match = _DATED.match(block.text) if near else None
        if match and find_date(block.text, language):
            words = match["words"].split()
            capitals = not any(word[0].islower() for word in words)
            person = match["bar"] in _BARS and 2 <= len(words) <= 4
            return " ".join(words) if capitals and person else None, capitals
    return None, (near or top) and block.words == "date"


def _signature(top: Sequence[Block], language: str | None) -> tuple[Block, str] | None:
    """The line below the title that is only a name, and the name; a date line must stand beside it.

    Directly below the title it needs none in languages that don't capitalise every word of a title.
    """
    titled = 0
    for position, block in enumerate(top):
        beside = [*top[max(0, position - 1) : position], *top[position + 1 : position + 2]]
        if titled and block.role == "body" and (name := find_signature(block.text)):
            dated = any(b.role == "page" and find_date(b.text) for b in beside)
            if dated or (titled == position and language not in (None, "en")):
                return block, name
        if block.role == "heading" or (block.role == "body" and len(block.text.split()) > 3):
            titled = position + 1
    return None


def _mark_author_notes(blocks: Sequence[Block], byline: str) -> None:
    """Mark what stands about the author below the text."""
    first, _ = paragraphs(blocks)
    for block in blocks[first + 1 :]:
        if block.role == "body" and block.plain and is_author_note(block.text, byline):
            block.role = "page"
