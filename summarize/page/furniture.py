"""What pages put around an article: share buttons, credits, notices, link lists, comment forms.

A line is furniture only on positive evidence in the line itself, and most rules must account for
the whole of it: what says more than the page's own phrases belongs to the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..dates import MONTHS, WEEKDAYS, find_date
from . import phrases

__all__ = [
    "Weight",
    "has_letters",
    "is_button_row",
    "is_caption",
    "is_comment_mark",
    "is_comments_heading",
    "is_contact",
    "is_links_heading",
    "is_notice",
    "is_tag_list",
    "page_words",
    "plain",
]

Weight = Literal["none", "weak", "date", "strong"]
"""How surely a line consists of page phrases, dates and numbers alone (`page_words`)."""

_PLAIN = str.maketrans("’‘ʼ`´：／＃｜\u00a0\u202f\u2009\u2011", "'''''" + ":/#|   -")
_TOKEN = re.compile(r"[#@]?[^\W_]+(?:['.:/+-][^\W_]+)*\+?|&|[|•·›»>]")
_NUMBER = re.compile(r"\d[\d.:/hт年月日년월일-]*(?:st|nd|rd|th|er|am|pm|k|m|h|'|min|uhr|г|р)?$")
_MARKS = frozenset("&|•·›»>")
_LONGEST_PHRASE = 7
_GLUE = frozenset("de del of the di do da am den року года р г".split())
_SOCIAL = frozenset(
    "facebook twitter linkedin whatsapp telegram viber reddit pinterest instagram messenger youtube "
    "tiktok threads bluesky flipboard xing tumblr fb google google+ email e-mail".split()
)
_NUMBERED = re.compile(r"[(\[:]?\s*\d[\d.,]*\s*[)\]]?")
_TAG = re.compile(r"(?:[^\W_][\w.'&’+-]*)(?: [\w.'&’+-]+){0,4}")

# Calls to sign up; the newsletter, the inbox or the consent is the evidence.
_SIGN_UP = re.compile(
    r"(?:please |want .{3,60}\? )?(?:sign up|subscribe)\b"
    r".*\b(?:newsletters?|mailing list|alerts?|inbox)\b"
    r"|(?:get|receive|have) .{3,80}\b(?:in|to|into) your inbox\b"
    r"|by (?:clicking|subscribing|signing up|submitting|continuing|registering|using)\b"
    r".*\byou (?:agree|consent|accept|acknowledge)\b"
    r"|(?:abonnieren|bestellen|melden|holen) sie\b.*\bnewsletter\b"
    r"|(?:recevez|abonnez|inscrivez)\b.*\b(?:newsletter|infolettre|boîte mail)\b"
    r"|(?:recibe|reciba|suscríb\w+|apúnt\w+)\b.*\b(?:newsletter|boletín|correo)\b"
    r"|(?:receba|assine|inscreva)\b.*\bnewsletter\b|(?:ricevi|iscriviti)\b.*\bnewsletter\b"
)
_WORK = (
    r"(?:(?:additional |further )?(?:reporting|writing|editing|compiled|translated|translation"
    r"|graphics?|photography|photo(?:graph)?s?) by)"
)
_WIRE = (
    r"(?:cnn|ap|afp|reuters|dpa|epa|upi|pti|ani|tass|тасс|efe|ansa|pap|apa|sda|ats|belga|anp|lusa)"
)
_SIGN_OFF = re.compile(
    rf"\({_WORK} .{{3,250}}\)\.?|{_WORK} [^.!?]{{3,100}}"
    rf"|{_WORK} [^.!?]{{3,200}}\b(?:editing|writing) by [^.!?]{{3,80}}\.?"
    r"|.{3,250}\bcontributed (?:reporting )?to this (?:report|article|story|piece)\.?"
    rf"|(?:[\w ,.'-]{{2,40}} )?\(?{_WIRE}\)? ?(?:--|[—–-])|\({_WIRE}\)"
    r"|[a-z]{2,5}(?:/[a-z]{2,5}){1,6}|(?:-+ ?)?(?:ends?|30|конец|fin|ende)(?: ?-+)"
    r"|(?:source|quelle|fuente|fonte|źródło|джерело|источник): ?[^\s.,][^.,]{0,40}"
    r"|[—–-]+ .{2,60}\(@\w+\).{0,30}|pic\.twitter\.com/\S+|(?:https?://|www\.)\S+|\^ .*"
)
_CONTACT = re.compile(
    r"(?:contact|e-?mail|reach|follow|write to|tips?|got a tip|you can (?:reach|follow|contact|email)"
    r"|kontakt|contacto|contatto|contato|контакт\w*|e-mail an|schreiben sie)\b.{0,100}"
    r"(?:[\w.+-]+@[\w-]+\.\w+|@\w{2,}|\+?\d[\d\s()-]{7,}\d).{0,40}"
    r"|(?:[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,})|(?:tel|phone|telefon|тел)[.:]* ?\+?\d[\d\s()/-]{6,}\d"
)

_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,100})[)\]）】]\.?$")
_PICTURE = re.compile(
    r"\b(?:photos?|fotos?|images?|bild|pictures?)(?: by\b| courtesy\b| credit\b| ?[:/©]| \w+/)"
    r"|\bcredit:|\bfile photo\b|\bcourtesy of\b|/ ?(?:courtesy|handout)\b|\bhandout(?:/| via\b)"
    r"|\bvia (?:getty|ap|reuters|afp|epa)\b|фото ?[:/]|©|图/"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
_PERSON = re.compile(
    rf"[(\[/]\s*{_CAPITAL}[\w.'’-]+(?: [^\W\d_][\w.'’-]+)* {_CAPITAL}[\w.'’-]+\s*[/)\]|]"
)
_SENTENCE_END = re.compile(rf"[.!?…]\s+{_CAPITAL}")


def plain(line: str) -> str:
    """The line lower-cased, with straight apostrophes, ASCII colons and single ordinary spaces."""
    straight = line.replace("`", "'") if line.isascii() else line.translate(_PLAIN)
    return " ".join(straight.lower().split())


def has_letters(line: str) -> bool:
    """Whether the line says anything at all: rules, bullets and empty brackets do not."""
    return any(map(str.isalnum, line))


@dataclass(slots=True)
class _Tally:
    """What a line is made of, when it is made of page words alone."""

    phrases: int = 0
    numbers: int = 0
    marks: int = 0
    social: int = 0
    longest: int = 0


def page_words(line: str) -> Weight:
    """How surely a plain line consists of page phrases, dates and numbers alone.

    "strong" for a longer phrase, a phrase with a date or number, or several phrases with separators;
    "date" for a full date alone; "weak" for what could just be short: a common word ("Home"), or two.
    """
    if len(line) > 160:
        return "none"
    if line.strip(" :.…!>»→|-") in _set(phrases.STRONG):
        return "strong"
    tally = _tally(line)
    if tally is None:
        return "none"
    if (tally.numbers or "年" in line) and find_date(line):
        return "strong" if tally.phrases else "date"
    if not tally.phrases or (line[-1] in ".?!" and tally.longest < 2 and not tally.numbers):
        return "none"
    marked = tally.phrases > 1 and tally.marks
    sure = tally.longest > 1 or tally.numbers or tally.social > 1 or tally.phrases > 3 or marked
    return "strong" if sure else "weak"


def _tally(line: str) -> _Tally | None:
    words = _TOKEN.findall(line)
    tally = _Tally()
    position = 0
    while position < len(words):
        word = words[position]
        size = _phrase_at(words, position)
        if size:
            tally.phrases += 1
            tally.longest = max(tally.longest, size)
            tally.social += word in _SOCIAL
        elif word[0] in "#@":
            tally.phrases += 1
            tally.marks += 1
        elif word in _MARKS:
            tally.marks += 1
        elif _NUMBER.match(word):
            tally.numbers += 1
        elif word not in _GLUE and word.strip(".") not in MONTHS and word not in WEEKDAYS:
            return None
        position += max(size, 1)
    return tally


def _phrase_at(words: Sequence[str], position: int) -> int:
    """Number of words in the longest page phrase that begins at `position`; 0 for none."""
    if words[position] not in _first_words():
        return 0
    known = _words()
    for size in range(min(_LONGEST_PHRASE, len(words) - position), 0, -1):
        if " ".join(words[position : position + size]) in known:
            return size
    return 0


def is_notice(line: str) -> bool:
    """Whether a plain line or paragraph is a notice, a link to another page, a credit or sign-off."""
    if len(line) > 300:
        return False
    if line.startswith(_starts(phrases.NOTICES)) or (len(line) <= 200 and _label().match(line)):
        return True
    return bool(_SIGN_OFF.fullmatch(line) or _SIGN_UP.match(line))


def is_caption(line: str, words: str) -> bool:
    """Whether a paragraph (as given, and plain) ends in the credit of a picture.

    After a label ("Photograph: Jane Doe/AFP"), or in brackets: there it must name a picture, or a
    person and an agency, because "(dpa/AFP)" signs off a report. More than three sentences are no
    caption.
    """
    credited = len(line) <= 500 and _ends_in_credit(line, words)
    return credited and len(_SENTENCE_END.findall(line)) <= 2


def _ends_in_credit(line: str, words: str) -> bool:
    if bracketed := _BRACKETED.search(words):
        inner = bracketed[1]
        if _PICTURE.search(inner):
            return True
        if "/" in inner and _agency().search(inner) and _PERSON.search(line, bracketed.start()):
            return True
    return any(mark in words for mark in ":©/") and _credit().search(words) is not None


def is_button_row(line: str) -> bool:
    """Whether one of several parts of a short line (as given) is the page's: "Health | 6 min read"."""
    parts = re.split(r"\s+[|·•]\s+", line)
    return (
        len(parts) > 1 and len(line) <= 160 and any(page_words(plain(p)) == "strong" for p in parts)
    )


def is_contact(line: str) -> bool:
    """Whether a plain line is how to reach the reporter or the newsroom."""
    return len(line) <= 200 and _CONTACT.fullmatch(line) is not None


def is_tag_list(line: str) -> bool:
    """Whether the line (as given) lists four tags or more, or three of a path such as A > B > C."""
    if len(line) > 400 or line[-1:] in ".!?:;":
        return False
    for mark, least in (
        (",", 4),
        (">", 3),
        ("›", 3),
        ("»", 3),
        ("|", 3),
        ("•", 3),
        ("·", 3),
        ("/", 3),
    ):
        if line.count(mark) + 1 < least:
            continue
        parts = [part.strip() for part in line.split(mark)]
        if all(_TAG.fullmatch(part) for part in parts):
            return mark != "," or 2 * sum(not part[0].islower() for part in parts) > len(parts)
    return False


def is_links_heading(line: str) -> bool:
    """Whether a plain line heads a list of links to other articles."""
    unfinished = len(line) <= 60 and line[-1:] not in ".!?"
    if unfinished and line.startswith(("more from ", "more on ", "mehr aus ")):
        return True
    return line.rstrip(" :.…>»→").strip() in _set(phrases.LINKS)


def is_comments_heading(line: str) -> bool:
    """Whether a plain line heads the comments of readers: "Comments", "12 Comments", "Kommentare (3)"."""
    if len(line) > 60:
        return False
    return _NUMBERED.sub("", line).strip(" :.…") in _set(phrases.COMMENTS)


def is_comment_mark(line: str) -> bool:
    """Whether a plain line stands only among comments: "Reply", "3 hours ago", "Log in to comment"."""
    if len(line) > 80:
        return False
    words = _NUMBERED.sub(" ", line).strip(" :.…·|•")
    return words in _set(phrases.COMMENT_MARKS) or line.endswith(
        (" hours ago", " hour ago", " days ago", " day ago", " minutes ago", " тому", " назад")
    )


@lru_cache(maxsize=8)
def _set(listed: str) -> frozenset[str]:
    return frozenset(_list(listed))


def _list(listed: str) -> list[str]:
    return [" ".join(item.split()) for item in re.split(r",|\n\n", listed) if item.strip()]


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return _set(phrases.WORDS) | _set(phrases.STRONG)


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(_TOKEN.findall(phrase)[0] for phrase in _words())


@lru_cache(maxsize=4)
def _starts(listed: str) -> tuple[str, ...]:
    return tuple(_list(listed))


def _either(listed: str) -> str:
    return "|".join(sorted(map(re.escape, _list(listed)), key=len, reverse=True))


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(phrases.LABELS)})\s?[:|©>»→]")


@lru_cache(maxsize=1)
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(phrases.AGENCIES)})(?!\w)")


@lru_cache(maxsize=1)
def _credit() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.!?…\"”»)|•·/] ?)(?:{_either(phrases.CREDITS)})(?: by| courtesy of)?\.? ?[:©/] ?"
        r"[^.!?]{2,80}\.?$|(?:^|[.!?…)] ?)©(?! ?(?:19|20)\d\d\b) ?[^.!?]{2,60}$"
    )
