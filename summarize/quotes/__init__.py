"""Where a quotation stands in an article, by a check that forgives typography and refuses changes.

Typography is quotation marks, dashes, white space, case, Unicode form, hyphens, digit grouping,
contractions, abbreviated dates, marked and harmless omissions. A changed number, negation, name or other
word is refused, however similar the letters: similarity can't tell "38,000" from "83,000".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .align import Aligner, Alignment, Wanted, without_editorial
from .nearest import nearest_tokens
from .tokens import Tokens, on_border

__all__ = ["NearestPassage", "QuoteIndex", "QuoteMatch", "locate_quote", "nearest_passage"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A passage of an article that says what a quotation says; `text[start:end]` is the passage."""

    start: int
    end: int
    status: Literal["exact", "normalised", "elided"]
    """exact: character for character; normalised: but for typography; elided: with words left out."""
    skipped: tuple[str, ...] = ()
    """The article's words that the quotation left out, in order; empty unless elided."""


@dataclass(frozen=True, slots=True)
class NearestPassage:
    """The passage of an article that comes nearest to a refused quotation, and the first difference."""

    start: int
    end: int
    text: str
    expected: str
    """What the quotation has at the first difference; empty if it left something out."""
    found: str
    """What the article has there; empty if the quotation added something."""

    @property
    def difference(self) -> str:
        """The first difference as a clause, e.g. "the article has '38,000' where …"."""
        if self.expected and self.found:
            return f"the article has '{self.found}' where the quotation has '{self.expected}'"
        if self.found:
            return f"the article has '{self.found}', which the quotation leaves out"
        if self.expected:
            return f"the quotation has '{self.expected}', which the article does not have there"
        return "the quotation begins or ends inside a word of the article"


def locate_quote(
    text: str, quote: str, *, near: Span | None = None, typos: bool = False
) -> QuoteMatch | None:
    """Where `quote` stands in `text`; None if it was changed or is not there.

    The same as `QuoteIndex(text).locate(quote)`, which see; an index pays from the second quotation.
    """
    return QuoteIndex(text).locate(quote, near=near, typos=typos)


def nearest_passage(text: str, quote: str) -> NearestPassage | None:
    """The passage of `text` nearest to `quote`; see `QuoteIndex.nearest`."""
    return QuoteIndex(text).nearest(quote)


class QuoteIndex:
    """The quotations of one article, located one after another.

    The article is read into tokens when a quotation is not found character for character, once, in time
    proportional to its length. `text` is kept as given: all offsets count its code points.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def locate(
        self, quote: str, *, near: Span | None = None, typos: bool = False
    ) -> QuoteMatch | None:
        """Where `quote` stands in the text; None if it was changed or is not there.

        Tried in this order: the same characters; the same tokens; the same tokens with others left out
        between them. What may be left out: anything, up to 80 words, at an ellipsis; the words outside
        the quotation marks of an interrupted quotation; up to six words at an editor's [brackets]; and
        silently at most four words in a row and a quarter of the quotation's length in all. Neither
        brackets nor silence may hide a number, a negation, a hedge ("allegedly", "might"), a name or a
        word of a script without letter case, nor cut a hyphenated word. A passage begins and ends at the
        borders of tokens and takes in the marks around it that the quotation has as well.

        Of several passages of the same kind the first counts, or the one that overlaps `near` or is
        nearest to it. A quotation without a letter or digit is not found unless it has three marks or
        more, and one of more than a thousand words only word for word.

        Args:
            quote: The quotation, with or without its quotation marks.
            near: Start and end of where the quotation is expected, e.g. the cited sentence.
            typos: Whether a word of five letters or more may have one letter missing, added, wrong or
                swapped inside it. Only a word that the article never uses passes for a slip, which
                does not keep out every other word: "present" passes for "prevent" where the article
                has no "present".
        """
        quote = quote.strip()
        if not _LETTER.search(quote) and len(quote.split()) < _FEWEST_MARKS:
            return None
        start = self._exact(quote, near)
        if start is not None:
            return QuoteMatch(start, start + len(quote), "exact")
        if len(quote) > 4 * len(self.text) + 100:
            return None
        found = self._align(quote, quote, near, typos=typos)
        if found is None and (resolved := without_editorial(quote)) is not None:
            found = self._align(quote, resolved, near, typos=typos)
        return found

    def nearest(self, quote: str) -> NearestPassage | None:
        """The passage nearest to `quote`, and where the two differ first.

        Differences for which `locate` refuses a quotation come before those that it forgives. None if
        less than half of the quotation's words stand together anywhere.
        """
        tokens = Tokens(quote)
        found = nearest_tokens(tokens, self._aligner)
        if found is None:
            return None
        article = self._aligner.article
        start, end = article.start(found.first), article.end(found.last - 1)
        return NearestPassage(
            start,
            end,
            self.text[start:end],
            expected=_between(quote, tokens, found.expected),
            found=_between(self.text, article, found.found),
        )

    @cached_property
    def _aligner(self) -> Aligner:
        return Aligner(Tokens(self.text))

    def _exact(self, quote: str, near: Span | None) -> int | None:
        """Where the very characters of the quotation begin, overlapping `near` if that is given."""
        text, size = self.text, len(quote)
        first, last = (0, len(text)) if near is None else (near[0] - size + 1, near[1] + size - 1)
        first, last = max(0, first), max(0, last)
        for _ in range(_TRIES):
            start = text.find(quote, first, last)
            if start < 0:
                return None
            end = start + size
            if on_border(text, start, starting=True) and on_border(text, end, starting=False):
                return start
            first = start + 1
        return None

    def _align(
        self, quote: str, resolved: str, near: Span | None, *, typos: bool
    ) -> QuoteMatch | None:
        tokens = Tokens(resolved)
        if not tokens.keys:
            return None
        found = self._aligner.find(Wanted(tokens), near=near, typos=typos)
        return None if found is None else self._match(quote, tokens, found)

    def _match(self, quote: str, tokens: Tokens, found: Alignment) -> QuoteMatch:
        article = self._aligner.article
        start = article.start(found.first)
        start -= _shared(article.gap(found.first)[::-1], tokens.gap(0)[::-1])
        end = article.end(found.last - 1)
        end += _shared(article.gap(found.last), tokens.gap(len(tokens)))
        if found.skipped:
            return QuoteMatch(start, end, "elided", _words(article, found.skipped))
        same = self.text[start:end] == quote
        return QuoteMatch(start, end, "exact" if same else "normalised")


_LETTER = re.compile(r"[^\W_]")
# A quotation of marks alone says nothing, but "* * *" can be told from an empty one.
_FEWEST_MARKS = 3
# Beyond so many hits inside words ("art" in "party") the tokens are faster.
_TRIES = 32

_ALIKE = str.maketrans(
    {
        **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)},
        **dict.fromkeys("“”„‟«»‘’‚‛‹›「」『』〝〞＂'＇`´", '"'),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys(",，、。．", "."),
    }
)


def _shared(there: str, here: str) -> int:
    """How many characters of `there` show the marks that `here` begins with, white space aside."""
    there, marks = there.translate(_ALIKE), "".join(here.translate(_ALIKE).split())
    taken = 0
    for mark in marks:
        rest = there[taken:]
        blank = len(rest) - len(rest.lstrip())
        if rest[blank : blank + 1] != mark:
            break
        taken += blank + 1
    return taken


def _words(tokens: Tokens, positions: tuple[int, ...]) -> tuple[str, ...]:
    """Tokens as words, those that adjoin ("$", "5"; "did", "n't") as one."""
    words: list[str] = []
    for before, position in zip((-1, *positions), positions, strict=False):
        if before == position - 1 and words and not tokens.gap(position):
            words[-1] += tokens.surfaces[position]
        else:
            words.append(tokens.surfaces[position])
    return tuple(words)


def _between(text: str, tokens: Tokens, span: Span) -> str:
    first, last = span
    return text[tokens.start(first) : tokens.end(last - 1)] if first < last else ""
