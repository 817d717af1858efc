"""The words of a unit as the search for speakers sees them: quotations are one token each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from .passages import Passage, Unit

__all__ = ["Token", "tokens_of"]

_TOKEN = re.compile(
    r"([^\W\d_]++(?=\s)"  # most words; the rest tells what to do with signs
    r"|[^\W\d_](?:\.[^\W\d_])+\b\.?|\d+(?:[.,:]\d+)*(?![^\W\d_])|[^\W\d_]+(?:['’‑-][^\W_]+)*['’]?(?=\W|$)"
    r"|[^\W_]+(?:['’‑-][^\W_]+)*|[^\w\s])"
)
# French and Italian articles and pronouns that lose their vowel, and French pronouns after a verb.
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|qu|dell|all|nell|sull|dall|un)['’](?=[^\W\d_]{2})", re.IGNORECASE
)
_INVERTED = re.compile(r"-(?:t-)?(ils?|elles?|on)$")
# Chinese writes no spaces: a verb of reporting is known by standing last in its run of characters,
# behind the day perhaps.
_CHINESE = re.compile(
    r"(?<=.)((?:\d+月)?(?:\d+日)?)(表示|补充说|補充說|说|說|称|稱|指出|强调|強調|透露|宣布|认为|認為|回应|回應|坦言"
    r"|证实|證實|否认|否認|报道|報道|報導|消息)$"
)
_NAME_IN_MARKS = 5  # words; a longer passage is no name of a work or a body
# What may stand in small letters inside a name, in any of the languages.
_SMALL = frozenset(
    "a an and at de del della der des di do du e el für i im in la le les of on the und van von "
    "y zum zur и на та".split()
)


class Token(NamedTuple):
    """A word, a mark, or a whole quotation, with its span in the article."""

    text: str
    low: str
    """Lower-cased, with straight apostrophes."""
    start: int
    end: int
    kind: str
    """w: word, p: punctuation, q: quotation."""
    capital: bool = False
    """Whether it is a word with a capital letter."""


def tokens_of(text: str, unit: Unit) -> list[Token]:
    """The tokens of one unit; a passage that looks like a name stays words."""
    tokens: list[Token] = []
    at = unit.start
    for passage in unit.passages:
        if _is_name(text, passage):
            continue
        tokens += _plain(text, at, passage.outer_start)
        tokens.append(Token("", "", passage.outer_start, passage.outer_end, "q"))
        at = passage.outer_end
    tokens += _plain(text, at, unit.end)
    return tokens


def _is_name(text: str, passage: Passage) -> bool:
    words = text[passage.start : passage.end].split()
    return (
        len(words) <= _NAME_IN_MARKS
        and words[0][0].isupper()
        and all(word[0].isupper() or word in _SMALL for word in words)
        and text[passage.end - 1] not in ".,!?…"
        and not passage.continues
    )


def _plain(text: str, start: int, end: int) -> list[Token]:
    pieces = _TOKEN.split(text[start:end])  # what stands between the tokens, and these
    offsets = list(accumulate(map(len, pieces), initial=start))
    tokens: list[Token] = []
    for word, first, last in zip(pieces[1::2], offsets[1::2], offsets[2::2], strict=False):
        if word.isalpha() and word.strip("t") and not "\u4e00" <= word[0] <= "\u9fff":
            # Nothing to take apart: most tokens of an article are made here, at half the usual cost.
            fields = (word, word.lower(), first, last, "w", word[0].isupper())
            tokens.append(tuple.__new__(Token, fields))
        elif word[0].isalnum():
            tokens += _words(word, first)
        elif word not in '"“”„«»‹›‘‚':
            tokens.append(Token(word, word, first, last, "p"))
    return tokens


def _words(word: str, start: int) -> Iterator[Token]:
    """The words of one run of letters: elided articles, pronouns behind verbs, Chinese verbs part."""
    cuts = [0, len(word)]
    if elided := _ELIDED.match(word):
        cuts.append(elided.end())
    if "-" in word and (inverted := _INVERTED.search(word)):
        cuts.extend((inverted.start(), inverted.start(1)))
    if "\u4e00" <= word[0] <= "\u9fff" and (reported := _CHINESE.search(word)):
        cuts.extend((*reported.span(1), int(word[0] in "据據")))
    cuts.sort()
    for first, last in pairwise(cuts):
        part = word[first:last]
        low = part.lower().replace("’", "'")
        if part.strip("-'’t"):
            low = low.removesuffix("'") if first == 0 and last < len(word) else low
            yield Token(part, low, start + first, start + last, "w", part[0].isupper())
