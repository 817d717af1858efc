"""Where the sentences of a passage stand, as exact code-point offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]  # it ships no types

from .language import function_words

__all__ = ["Span", "sentence_spans", "strip_span"]

Span = tuple[int, int]
"""Start and end of a passage in code points, end exclusive."""

_LONGEST = 600
"""Characters of the longest sentence left whole; the longest of 38,000 in edited news had fewer."""

# Languages that write an ordinal number with a full stop: "am 19. März", "3. místo". In Polish a
# capital behind one begins a sentence far more often ("w latach 90. Potem …").
_ORDINAL_STOP = frozenset("cs da de et fi hr hu lv nb no sk sl sr tr".split())

# Abbreviations that never end a sentence and that sentencex 1.0 takes for an end, by language.
_ABBREVIATIONS = {
    "ar": "د أ م أ.د",
    "da": "bl.a",
    "de": "Abg Abs Anm Az Bd Bgm Dipl Frl Hrsg Kap Rdn Rn Tel Tsd Urt Ziff eventl geb gest inkl max zzgl",
    "en": "Ald Ft Ms approx est vol",
    "es": "Cnel Dña Ilmo Mons Rvdo Sgto Tte aprox",
    "fr": "Dr Me Mgr Mlle Mme Mmes MM Pr St Ste av avr cap col déc févr gén janv juil lt nov oct sept",
    "it": "pag",
    "nl": "mevr",
    "pl": (
        "abp adm al art asp bp doc dr ds dyr gen gm godz hab im insp inż kard kier kpt ks lek m.in mgr "
        "mjr mł nadkom nr ok os pl podinsp podkom por pow ppor ppłk płk red sierż st str tj tzw ust wg ws "
        "wyd zast zob św śp"
    ),
    "ro": "dl dna str",
    "ru": "ген дер дир доц зав зам им кап лейт подп полк пос ред св серж ст т.е г-н г-жа",
    "sv": "kl t.ex",
    "tr": "Av Cad Doç Sok",
    "uk": "ген дир зав заст кап лейт підполк полк просп ред серж",
}
# Abbreviations that end a sentence where a function word with a capital follows, by language.
_ENDERS = {
    "es": "EE.UU etc",
    "pl": "gr itd itp proc r tys zł",
    "ru": "г гг др коп п руб т.д т.п тыс",
    "uk": "грн ін коп п рр т.д т.п тис",
}
_UNSPACED_RUN = re.compile(r"(?<!\S)\S{2000,}")
_STOP = re.compile(r"[.!?。！？…।۔]+[\"'’”»」』）)\]]*")
_NUMBER = re.compile(r"(?:^|\s)\d{1,3}\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[ECMPBI][DSM]T|GMT|UTC|ET)\b"
    r"|(?:Eastern|Western|Pacific|Central|Mountain)\b"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_DEGREES = re.compile(r"\bst\. ?C\.$")
# "W 2018 r." and "3 мая 2024 г." only say when.
_WHEN = re.compile(r"\W*(?:[^\W\d_]+ ){1,3}(?:\d\d? [^\W\d_]+ )?\d{4} [rгр]\.")
_CLOSED = re.compile("[。！？][”」』]$")
_SAID = re.compile(
    "(?:と|って|という|など)|[^，。！？；：“”「」『』、]{0,12}(?:说|說|表示|称|稱|道|指出|强调|強調|补充|補充|问|問)。"
)

# Where an over-long sentence is cut, best class first.
_CUTS = (
    re.compile(r"[.!?…][\"'’”»)\]]*\s+|[。！？؟।][”」』）]*"),
    re.compile(r"[\r\n]\s*"),
    re.compile(r"[;:]\s+|[；：؛]|\s[–—-]\s"),
    re.compile(r",\s+|[，、،]"),
    re.compile(r"\s+"),
)


def strip_span(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty (start == end) if there is nothing else."""
    part = text[start:end]
    kept = part.strip()
    if not kept:
        return start, start
    start += len(part) - len(part.lstrip())
    return start, start + len(kept)


def sentence_spans(
    text: str, language: str | None = None, start: int = 0, end: int | None = None
) -> list[Span]:
    """The spans of the sentences in `text[start:end]`, ascending and disjoint.

    The passage should be one paragraph. No span begins or ends with white space, each holds a letter
    or digit, and none is longer than 600 characters unless a single grapheme is. sentencex finds the
    boundaries; what it takes for one after an initial, honorific, ordinal number or abbreviation is
    undone, and over-long sentences are cut at the best punctuation or white space near the limit.
    `language` is an ISO 639-1 code, with or without a region. `text` must not hold lone surrogates.
    """
    end = len(text) if end is None else end
    code = re.split("[-_]", language.lower(), maxsplit=1)[0] if language else "en"
    spans: list[Span] = []
    for first, last in _joined(text, _pieces(text, code, start, end), code):
        spans.extend(_cut(text, first, last) if last - first > _LONGEST else [(first, last)])
    return spans


def _pieces(text: str, language: str, start: int, end: int) -> Iterator[Span]:
    for first, last in _portions(text, start, end):
        for item in get_sentence_boundaries(language, text[first:last]):
            span = strip_span(text, first + item["start_index"], first + item["end_index"])
            if span[0] < span[1]:
                yield from _parted(text, *span, language) if language in _ENDERS else (span,)


def _parted(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The span, parted behind "5 млн грн." where a function word with a capital follows."""
    for match in _ender(language).finditer(text, start, end):
        if match["next"].lower() in function_words(language):
            yield strip_span(text, start, match.start("next"))
            start = match.start("next")
    yield start, end


@lru_cache(maxsize=8)
def _ender(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, _ENDERS[language].split()))
    return re.compile(rf"(?<=[\w.] )(?:{words})\.\s+(?P<next>[A-ZА-ЯІЇЄҐ]\w*)")


def _portions(text: str, start: int, end: int) -> Iterator[Span]:
    """The passage, cut at full stops within very long runs without white space.

    sentencex 1.0 looks back to the last white space at every stop, which is quadratic in Chinese.
    """
    for run in _UNSPACED_RUN.finditer(text, start, end):
        while (
            stop := _STOP.search(text, max(start, run.start()) + _LONGEST, run.end())
        ) is not None:
            yield start, stop.end()
            start = stop.end()
    yield start, end


def _joined(text: str, pieces: Iterator[Span], language: str) -> list[Span]:
    spans: list[Span] = []
    wordless = -1
    for start, end in pieces:
        if end - start < 8 and not _has_word(text[start:end]):
            if spans:
                spans[-1] = (spans[-1][0], end)
            elif wordless < 0:
                wordless = start
        elif spans and _goes_on(text, spans, start, language):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start if wordless < 0 else wordless, end))
            wordless = -1
    return [span for span in spans if _has_word(text[span[0] : span[1]])]


def _has_word(part: str) -> bool:
    return part.isalnum() or any(map(str.isalnum, part))


def _goes_on(text: str, spans: list[Span], start: int, language: str) -> bool:
    last = spans[-1][1]
    if text[last - 1] == ".":
        return _continues(text, spans, start, language)
    # 「…。」と述べた。 “…。”他说。
    eastern = text[last - 1] in "”」』" and _CLOSED.search(text, last - 2, last)
    return bool(eastern) and _SAID.match(text, start) is not None


def _continues(text: str, spans: list[Span], start: int, language: str) -> bool:
    """Whether the sentence that ends in a full stop goes on at `start`."""
    first, last = spans[-1]
    tail = text[max(first, last - 16) : last]
    following = text[start : start + 12]
    if following[0].islower():
        # Only where sentences begin with capitals; some texts are lower-cased throughout.
        opening = _LETTER.search(text, spans[0][0])
        return opening is not None and opening[0].isupper() and not tail.endswith("..")
    if tail[-2:-1].isupper() and not (tail[-3:-2].isalnum() or tail[-3:-2] == "."):
        pronoun = language == "en" and tail.endswith(" I.")
        return not (pronoun or (language == "pl" and _DEGREES.search(tail)))
    if _NUMBER.search(tail):
        return text[first : last - 1].isdigit() or _is_ordinal(following, language)
    if tail.split()[-1].lstrip("([\"'’“«„")[:-1] in _abbreviations(language):
        return True
    if language in _ENDERS and _WHEN.fullmatch(text, first, last):
        return True
    return _CLOCK.search(tail) is not None and _DAY.match(following) is not None


def _is_ordinal(following: str, language: str) -> bool:
    """Whether the number before "Jahrhundert" is its ordinal rather than the end of a sentence."""
    word = _WORD.match(following)
    return (
        language in _ORDINAL_STOP
        and word is not None
        and word[0].lower() not in function_words(language)
    )


@lru_cache(maxsize=32)
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.get(language, "").split())


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        cut = _border(text, start, end)
        first, last = strip_span(text, start, cut)
        if _has_word(text[first:last]):
            yield first, last
        start = cut
    first, last = strip_span(text, start, end)
    if _has_word(text[first:last]):
        yield first, last


def _border(text: str, start: int, end: int) -> int:
    """Offset in (start, end] to cut an over-long sentence at."""
    low, high = start + _LONGEST // 3, start + _LONGEST
    for pattern in _CUTS:
        cut = max((match.end() for match in pattern.finditer(text, low, high)), default=0)
        if cut and not _extends(text, cut):
            return cut
    cut = high
    while cut > low and _extends(text, cut):
        cut -= 1
    if cut == low:
        cut = high
        while cut < end and _extends(text, cut):
            cut += 1
    return cut


def _extends(text: str, offset: int) -> bool:
    """Whether the character at `offset` belongs to one grapheme with the one before.

    A safe approximation of Unicode Standard Annex 29 (extended grapheme clusters): marks, joiners,
    emoji modifiers and tags, flags and Hangul vowels and finals.
    """
    if offset >= len(text):
        return False
    here, before = text[offset], text[offset - 1]
    if here < "\u0300" and before != "\u200d":
        return before == "\r" and here == "\n"
    return (
        category(here).startswith("M")
        or "\u200d" in (here, before)
        or "\U0001f3fb" <= here <= "\U0001f3ff"
        or "\U000e0020" <= here <= "\U000e007f"
        or "\u1160" <= here <= "\u11ff"
        or ("\U0001f1e6" <= here <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )
