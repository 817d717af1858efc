"""Whether two tokens that look different are the same word: joins, abbreviations, contractions."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from .tokens import Tokens
from .words import CALENDAR, HEDGES, NEGATIONS, is_number

__all__ = [
    "ENDINGS",
    "JOINED",
    "calendar_forms",
    "is_abbreviation",
    "is_dotted",
    "joined_tokens",
    "may_be_ending",
    "one_edit",
]

JOINED: Final = 5
"""Tokens that one word may be written as, at most."""
ENDINGS: Final = {
    "'s": ("is", "has", "us"),
    "'d": ("would", "had"),
    **dict.fromkeys(("is", "has", "us"), ("'s",)),
    **dict.fromkeys(("would", "had"), ("'d",)),
}
"""What the endings "'s" and "'d" may stand for, and the other way round."""

# Not after a noun, where "'s" is the genitive: "the army's beaten" is not "the army is beaten".
_HOSTS = frozenset(
    "i you he she it we they that this there here what who where when why how everything".split()
)
_HYPHEN = re.compile(r"[-\u00ad‐‑–]\s*|['’‘`´＇·]?")
_DENYING = frozenset("dis il im in ir mis un".split())
_GROUP = re.compile(r"\d{3}(?!\d)")
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@cache
def calendar_forms() -> dict[str, frozenset[str]]:
    """The abbreviations of each month and week day, and what each abbreviation may stand for.

    An abbreviation is a beginning of three letters or more.
    """
    forms = defaultdict(set)
    for name in CALENDAR:
        for length in range(3, len(name)):
            forms[name].add(name[:length])
            forms[name[:length]].add(name)
    return {form: frozenset(others) for form, others in forms.items()}


def is_abbreviation(tokens: Tokens, position: int) -> bool:
    """Whether a form of `calendar_forms` is used as one, and not as the word "sun" or "mit".

    Two of three have to speak for it: a full stop after it, a number beside it, a capital.
    """
    dotted = tokens.gap(position + 1).startswith(".")
    beside = (other for other in (position - 1, position + 1) if 0 <= other < len(tokens))
    numbered = any(is_number(tokens, other) for other in beside)
    return dotted + numbered + (not tokens.surfaces[position].islower()) > 1


def may_be_ending(left: str, right: str, host: str) -> bool:
    """Whether one key is the ending of a contraction with `host` and the other its full form."""
    if right not in ENDINGS.get(left, ()):
        return False
    return host == "let" if "us" in {left, right} else host in _HOSTS


def joined_tokens(tokens: Tokens, position: int, word: str) -> int:
    """How many tokens from `position` on are `word` when written as one; 0 if they are not.

    "well-known" is "wellknown", "infor-⏎mation" is "information", "5 kg" is "5kg", "U.S." is "US".
    """
    size = 0
    for size, key in enumerate(tokens.keys[position : position + JOINED], 1):
        if not word.startswith(key):
            return 0
        word = word[len(key) :]
        if not word:
            return size if size > 1 else 0
        if position + size == len(tokens) or not _may_join(tokens, position + size - 1):
            return 0
    return 0


def _may_join(tokens: Tokens, position: int) -> bool:
    """Whether a token and the next may be written as one word.

    Numbers only in groups of three digits ("12 000", but "1-1" is not "11"). Over a space two words need
    two letters each, and neither they nor the joined word may deny or hedge: "no table" is not
    "notable", nor "now here" "nowhere" or "in capable" "incapable".
    """
    left, right = tokens.keys[position : position + 2]
    gap = tokens.gap(position + 1)
    if left + right in {"cannot", "percent"}:
        return not gap.strip()
    digits = left[-1].isdecimal(), right[0].isdecimal()
    if all(digits):
        grouped = len(left) <= 3 or not tokens.surfaces[position].isdecimal()
        return grouped and left.isdecimal() and bool(_GROUP.match(right)) and gap.isspace()
    if _HYPHEN.fullmatch(gap):
        return True
    if gap.rstrip() == ".":
        return len(left) == len(right) == 1
    if not gap.isspace():
        return False
    return any(digits) or (
        min(len(left), len(right)) > 1
        and left not in _DENYING
        and right != "less"
        and {left, right, left + right}.isdisjoint(NEGATIONS | HEDGES)
    )


def is_dotted(left: str, right: str) -> bool:
    """Whether one number is the other with a point before its last three digits ("1.300")."""
    dotted, plain = (left, right) if "." in left else (right, left)
    return bool(_DOTTED.fullmatch(dotted)) and dotted.replace(".", "") == plain


def one_edit(left: str, right: str) -> bool:
    """Whether words with the same first letter differ by one letter inside, or by two swapped ones.

    The letter may be missing, added or wrong. The last has to agree unless it was swapped, since endings
    carry meaning.
    """
    pairs = enumerate(zip(left, right, strict=False))
    shared = next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))
    one, other = left[shared:], right[shared:]
    if one[1::-1] == other[:2] and one[2:] == other[2:]:
        return True
    if len(one) == len(other):
        one, other = one[1:], other[1:]
    else:
        one, other = sorted((one, other), key=len)
        other = other[1:]
    return one == other and left[-1] == right[-1]
