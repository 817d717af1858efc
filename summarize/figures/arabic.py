"""Cardinal numbers in Arabic words, with which the press writes what is below a thousand.

From three to nine hundred in the common spellings and cases, and the duals "two hundred", "two
thousand" and "two million"; larger ones have a scale word behind, which `figures.units` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

__all__ = ["arabic_numbers"]

_ONES: Final = {
    3: "ثلاثة ثلاث", 4: "أربعة أربع اربعة", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان",
    9: "تسعة تسع", 10: "عشرة عشر",
}  # fmt: skip
_COMPOUND: Final = {1: "واحد واحدة", 2: "اثنان اثنين اثنتان اثنتين"}
_TENS: Final = {
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "أربعون أربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
}  # fmt: skip
_HUNDREDS: Final = {
    100: "مئة مائة", 200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتي مائتا", 300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة ثمانيمئة", 900: "تسعمئة تسعمائة",
}  # fmt: skip
_WHOLE: Final = {
    10**3: "ألف", 2 * 10**3: "ألفان ألفين ألفي", 10**6: "مليون", 2 * 10**6: "مليونان مليونين مليوني",
    10**9: "مليار", 2 * 10**9: "ملياران مليارين ملياري",
}  # fmt: skip
_TEENS: Final = {11: "أحد عشر|إحدى عشرة|احد عشر", 12: "اثنا عشر|اثني عشر|اثنتا عشرة|اثنتي عشرة"} | {
    10 + n: "|".join(f"{one} {ten}" for one in _ONES[n].split() for ten in ("عشر", "عشرة"))
    for n in range(3, 10)
}


def arabic_numbers(low: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number in words."""
    pattern, values = _reader()
    for match in pattern.finditer(low):
        written = [values[word] for word in re.split(" و", match["number"])]
        yield *match.span("number"), sum(written)


@lru_cache(maxsize=1)
def _reader() -> tuple[re.Pattern[str], dict[str, int]]:
    spoken = {**_ONES, **_COMPOUND, **_TENS, **_HUNDREDS}
    values = {
        form: value for value, forms in {**spoken, **_WHOLE}.items() for form in forms.split()
    }
    values |= {form: value for value, forms in _TEENS.items() for form in forms.split("|")}

    def one_of(*tables: dict[int, str]) -> str:
        forms = [form for table in tables for words in table.values() for form in words.split()]
        return "|".join(sorted(forms, key=len, reverse=True))

    teens = "|".join(form for forms in _TEENS.values() for form in forms.split("|"))
    below = rf"(?:{teens}|(?:(?:{one_of(_COMPOUND, _ONES)}) و)?(?:{one_of(_TENS)})|{one_of(_ONES)})"
    number = rf"(?:{one_of(_HUNDREDS)})(?: و{below})?|{below}|{one_of(_WHOLE)}"
    # A vowel's sign is no letter to `re`: "ستُطرح" is one word, and no "six".
    return re.compile(rf"(?<!\w)[وبلف]?(?P<number>{number})(?![\u064b-\u0652]*\w)"), values
