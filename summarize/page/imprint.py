"""Who wrote an article, when and where it appeared, as the page's own lines say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ..dates import MONTHS, WEEKDAYS, find_date
from . import phrases
from .furniture import page_words, plain

__all__ = [
    "Dateline",
    "find_byline",
    "find_signature",
    "find_site",
    "is_author_note",
    "is_by",
    "is_masthead",
    "read_dateline",
    "read_headers",
    "split_title",
]

_PARTICLES = frozenset(
    "de da do dos das del della di du van von vom der den ter ten la le el al bin ibn ben zu zur y e".split()
)
_NO_NAME = frozenset(
    "the a an our my his her their this that der die das ein eine les un une los las una il lo gli "
    "uno one two last next more".split()
)
_ROLES = frozenset(
    "correspondent editor reporter writer staff columnist contributor contributing news journalist "
    "analyst professor press agency bureau chief senior managing deputy associate special "
    "producer fellow director author team desk media group korrespondent korrespondentin redakteur "
    "redakteurin journaliste correspondant redactor redactora corresponsal periodista редактор "
    "кореспондент корреспондент журналіст журналист times post daily".split()
)
_DESKS = frozenset("admin staff editor redaktion rédaction redacción redazione redakcja".split())
_WRITERS = frozenset(
    "correspondent reporter writer journalist columnist editor korrespondent korrespondentin redakteur "
    "redakteurin journaliste correspondant correspondante periodista corresponsal redactor redactora "
    "журналіст журналістка журналист журналистка кореспондент кореспондентка корреспондент".split()
)
_BEING = frozenset(
    "is was has covers writes joined works reports ist schreibt est es è jest є".split()
)
_REACHING = frozenset("reach reached contact contacted follow email".split())
_AND = frozenset(("and", "&", "und", "et", "y", "e", "і", "й", "та", "и", "en", "och", "og", "i"))
_EMPHASIS = re.compile(r"[*_]+(?=\W|$)|(?:(?<=\W)|^)[*_]+")
_CUT = re.compile(
    r"\s*(?:[|•·∙●]|\s[-–—/]\s|\d|\(|\bPublished|\bUpdated|\bPosted|\bfor\b|\sin\s).*$", re.DOTALL
)
_DASHED = re.compile(r"^[—–-]{1,2} ?(?P<name>[^\W\d_].{3,60})$")

_MARK = r"\s*(?:--|[-–—])\s+"
_DATELINE = re.compile(
    r"(?P<place3>[^\W\d_][^()\n!?:;/\"“„«]{1,40})\.\s/(?P<agency3>[^/\n\d]{2,30})/\.\s+"
    r"|(?P<place>[^\W\d_][^()\n!?:;\"“„«]{1,60}?)?\s*\((?P<agency>[^()\n\d]{2,30})\)"
    + _MARK
    + r"|(?P<place2>[^\W\d_][^()\n!?:;\"“„«]{1,40}?,\s[^()\n!?:;\"“„«–—]{3,24}\d)"
    + _MARK
)
_HEADER = re.compile(r"(?P<key>[^\W\d_][\w -]{1,18}?)\s?:\s*(?P<value>.*)$")
_HEADER_KEYS = {
    "title": "title headline subject betreff objet asunto oggetto temat тема titel titre título",
    "byline": "author authors by byline from von autor auteur de від от автор da od",
    "published": "date published sent datum gesendet fecha data дата publish_date published_at enviado",
    "site": "site publication publisher outlet",
    "url": "url link source permalink canonical",
    "": "to cc bcc an à para a do кому tags categories category keywords slug lang language layout "
    "reply-to description summary draft image",
}
_COPYRIGHT = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*)+(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s*(?:by )?"
    r"(?P<after>[^\W\d_][^.|,©\n]{1,50}?)|(?P<before>[^\W\d_][^.|,©\d\n]{1,50}?),?\s(?:19|20)\d\d)"
    r"(?=[.|,]|\s(?:all rights|alle rechte|ltd|inc|gmbh|llc)\b|\s*$)",
    re.IGNORECASE,
)
_MASTHEAD = frozenset(
    "allgemeine anzeiger bote chronicle courier gazette herald journal kurier ledger magazine mirror "
    "nachrichten observer post review rundschau telegraph times tribune zeitung вісник газета новини "
    "правда gazeta giornale corriere diario dziennik périodico tribuna".split()
)
_COMPANY = re.compile(
    r"\b(?:company|communications?|corp|corporation|co|enterprises|entertainment|gmbh|group|holdings?|inc"
    r"|interactive|limited|llc|ltd|media|network|networks|partners|publications|publishing|sa|srl|verlag)\.?$",
    re.IGNORECASE,
)
_SITE_WORD = re.compile(
    r"^the\s|\b(?:news|times|post|daily|herald|tribune|journal|gazette|guardian|independent|press|review"
    r"|magazine|chronicle|observer|mail|telegraph|star|sun|standard|online|zeitung|spiegel|presse|blatt"
    r"|rundschau|nachrichten|le monde|figaro|libération|pravda|правда|новини|новости|газета|tv|radio"
    r"|noticias|diario|periódico|giornale|corriere|gazeta|dziennik|blog|weekly|bbc|cnn|reuters)\b"
    r"|\w\.(?:com|org|net|de|fr|es|it|ua|ru|pl|uk|eu|info|at|ch|nl|br|ca|au|in|ie|news)$",
    re.IGNORECASE,
)


class Dateline(NamedTuple):
    """Where a report was filed: "KYIV, Jan. 3 (Reuters) — "."""

    end: int
    """Length of the dateline, mark and following space included."""
    agency: str | None
    published: date | None


def find_byline(line: str, *, signed: bool = False) -> str | None:
    """The authors that a line names after "By", "Von", "Автор:" and the like, or None.

    Times, roles and agencies after the names are left out; the names stay as the page writes them.
    With `signed`, the line stands where authors sign and may also be "— Jane Doe".
    """
    line = _EMPHASIS.sub("", line).strip()
    if len(line) > 160:
        return None
    folded = line.lower()
    if match := _colon().match(folded):
        return _cut(line[match.end() :])
    if line[-1:] in ".?!":
        return None
    if match := _by().match(folded):
        return _names(line[match.end() :])
    before, by, after = line.partition(" by ")
    if by and page_words(plain(before)) != "none":
        return _names(after)
    match = _DASHED.match(line) if signed else None
    return _names(match["name"]) if match else None


def is_by(line: str) -> bool:
    """Whether a plain line is only what stands before an author's name, who stands on the next."""
    return line.rstrip(" :") in _by_words()


def _cut(rest: str) -> str | None:
    name = _CUT.sub("", rest).strip(" ,.;*_")
    return name if 1 < len(name) <= 80 and not name.islower() else None


def _names(rest: str) -> str | None:
    """The names at the start of `rest`; None when there is none, or when it goes on as prose."""
    end = last = 0
    name: list[str] = []
    for match in re.finditer(r"[^\s,]+|,", rest):
        word = match[0]
        if word == "," or (word.lower() in _AND and len(name) > 1):
            if not _is_name(name, first=not end):
                break
            end, name = last, []
        elif _is_name_word(word, rest[match.end() :], inside=bool(name)):
            name.append(word)
            last = match.end()
        else:
            break
    if name and _is_name(name, first=not end):
        end = last
    return rest[:end].strip() if end and _is_aside(rest[end:]) else None


def is_author_note(line: str, byline: str) -> bool:
    """Whether a paragraph is only about the author: the name again, or "Jane Doe is a reporter …"."""
    if line.rstrip(" :") == byline:
        return True
    if len(line) > 400 or not line.startswith(byline):
        return False
    words = {word.strip(".,;:").lower() for word in line[len(byline) :].split()}
    return bool(words & _BEING) and bool(words & (_WRITERS | _REACHING))


def _is_name_word(word: str, following: str, *, inside: bool) -> bool:
    folded = word.strip(".").lower()
    if folded in _PARTICLES:
        return inside or folded in ("de", "van", "von", "di", "del", "el", "le", "la")
    if folded in WEEKDAYS or (folded in MONTHS and re.match(r"\s*\d", following)):
        return False
    if folded in _DESKS or _is_agency(word):
        return not inside
    letters = re.sub(r"^[a-z]{1,3}[-'’](?=[^\W\d_])", "", word)
    return letters[:1].isupper() and all(c.isalpha() or c in "'’.-ʼ/" for c in letters)


def _is_name(words: Sequence[str], *, first: bool) -> bool:
    """Whether the words are a person, or (only in first place) a desk or an agency."""
    if not 1 <= len(words) <= 6 or words[0].lower() in _NO_NAME:
        return False
    folded = {word.lower() for word in words}
    if len(words) == 1:
        desk = words[0].lower() in _DESKS or _is_agency(words[0])
        return first and (desk or (words[0].isupper() and len(words[0]) > 1))
    return first or not (folded & _ROLES or " ".join(words).lower() in _agencies())


def _is_agency(word: str) -> bool:
    """Whether a word is "Reuters", "AFP" or "dpa/AFP"; "Ani" and "Apa" are names."""
    known = all(part in _agencies() for part in word.lower().split("/"))
    return known and (len(word) > 4 or not word.istitle())


def find_signature(line: str) -> str | None:
    """The person that a line is all about: "Jane Doe", or with a role, "Jane Doe Sports writer"."""
    words = line.split()
    if not 2 <= len(words) <= 7 or line[-1] in ".!?:,":
        return None
    roles = [n for n, word in enumerate(words) if word.strip(",").lower() in _WRITERS]
    names = words[: roles[-1]] if roles else words
    if not (roles or len(words) <= 3) or len(names) < 2:
        return None
    count = next((n + 1 for n, word in enumerate(names) if word.endswith(",")), 0)
    names = names[: count or (2 if roles else 3)]
    if not all(_is_name_word(word.rstrip(","), "", inside=n > 0) for n, word in enumerate(names)):
        return None
    if any(word.lower() in _NO_NAME or word.lower() in _ROLES for word in names):
        return None
    return " ".join(names).rstrip(",")


def _is_aside(rest: str) -> bool:
    """Whether what follows the names is a role, place, time or mark rather than a sentence."""
    aside = rest.strip(" ,;.")
    if not aside or aside[0] in "|•·∙●–—-/(@" or page_words(plain(aside)) != "none":
        return True
    if re.match(r"\s+(?:in|for|at|with|aus|mit|à|avec|en|con|em|com|a|w|в|у|из|із|з)\s", rest):
        return len(aside) <= 40
    return rest.lstrip().startswith(",") and len(aside) <= 80 and rest.rstrip()[-1] not in ".?!"


def find_site(line: str) -> str | None:
    """The publication that a copyright line with a year names, or None; companies are none."""
    match = _COPYRIGHT.match(line.strip())
    name = " ".join((match["after"] or match["before"]).split()) if match else ""
    return name if name and not _COMPANY.search(name) else None


def is_masthead(line: str) -> bool:
    """Whether a line is the name of a publication by its last word: "Marla Courier", "Aller-Bote"."""
    words = re.split(r"[\s-]+", line)
    return (
        2 <= len(words) <= 4
        and all(word[:1].isupper() for word in words)
        and words[-1].lower() in _MASTHEAD
    )


def split_title(title: str, lines: Sequence[str]) -> tuple[str, str | None]:
    """A title without the name of its site, and that name.

    "Title | Site" is split at the bar, "Title - Site" at the dash only when another line repeats the
    title or the last part reads like the name of a publication.
    """
    for mark in (" | ", " — ", " – ", " - ", " :: "):
        head, found, tail = title.rpartition(mark)
        if not found or len(tail.split()) > 5 or len(head.split()) < 3:
            continue
        if head in lines or _SITE_WORD.search(tail) or (mark == " | " and tail[:1].isupper()):
            head = head.rpartition(" | ")[0] if head.count(" | ") == 1 and mark == " | " else head
            return head.strip(), tail.strip()
    return title, None


def read_dateline(paragraph: str, language: str | None = None) -> Dateline | None:
    """The dateline that opens a paragraph, when it names an agency in brackets or a date."""
    match = _DATELINE.match(paragraph)
    if match is None:
        return None
    agency = match["agency"] or match["agency3"]
    place = (match["place"] or match["place2"] or match["place3"] or "").strip(" ,")
    words = [word for word in re.split(r"[\s,./]+", place) if word]
    if not all(word[0].isupper() or not word[0].islower() or word in MONTHS for word in words):
        return None
    upper = bool(words) and words[0].isupper() and len(words[0]) > 2
    if agency is None and not (upper and _month_and_day(words)):
        return None
    if agency and agency.strip().lower() not in _agencies() and not upper:
        return None
    known = agency.strip() if agency and agency.strip().lower() in _agencies() else None
    end, published = match.end(), find_date(place, language)
    day = re.match(r"([^.!?]{6,40})\.\s+", paragraph[end:])
    if day and page_words(plain(day[1])) == "date":
        end, published = end + day.end(), find_date(day[1], language)
    return Dateline(end, known, published)


def _month_and_day(words: Sequence[str]) -> bool:
    return any(word.lower() in MONTHS for word in words) and any(word.isdigit() for word in words)


def read_headers(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """What "Key: value" lines at the very start of a text say, and how many lines they take.

    E-mail headers and front matter, with or without "---" around them. The keys are "title",
    "byline", "published", "site" and "url". At least two different known keys are needed, because
    an interview may also open with a short word and a colon.
    """
    fields: dict[str, str] = {}
    keys: set[str] = set()
    taken = 0
    for line in lines:
        if not taken and line.strip("-") == "":
            taken = 1
            continue
        match = _HEADER.match(line)
        field = _header_keys().get(match["key"].lower()) if match else None
        if match is None or field is None:
            break
        keys.add(match["key"].lower())
        taken += 1
        if field and (value := match["value"].strip().strip("\"'")):
            fields.setdefault(field, value)
    return (fields, taken) if len(keys) > 1 else ({}, 0)


@lru_cache(maxsize=1)
def _header_keys() -> dict[str, str]:
    return {key: field for field, keys in _HEADER_KEYS.items() for key in keys.split()}


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in phrases.AGENCIES.split(","))


@lru_cache(maxsize=1)
def _by_words() -> frozenset[str]:
    return frozenset(word for listed in phrases.BYLINES.values() for word in listed.split(", "))


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    return _opening(phrases.BYLINES["plain"], r"\s+")


@lru_cache(maxsize=1)
def _colon() -> re.Pattern[str]:
    return _opening(phrases.BYLINES["colon"], r"\s?[:：／/]\s*")


def _opening(listed: str, mark: str) -> re.Pattern[str]:
    words = sorted((re.escape(word.strip()) for word in listed.split(",")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)}){mark}")
