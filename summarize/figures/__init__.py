"""The figures that a text states, and whether another text carries them.

A library reads what it reads well: text2num the numbers in words (`figures.words`). Digits, units and
dates are read here, because what was tried for them loses what the check is about:

- dateparser 1.5, `search_dates`: "may sit" and "in the three months" become dates, "on Aug. 6"
  becomes the 25th, the day of the test; 0.35 s for the first sentence and 6 ms for each further one.
  A check needs where a date stands and which of its parts are said, not one resolved against today.
- quantulum3 0.10: "$41.3 million" becomes 1 "dollar to the 4.13e+07", "2,5 Millionen" becomes 2 and 5,
  no qualifiers; English only, 4.8 s for the first sentence.
- price-parser reads one price from a string that holds one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from .amounts import Amount, amounts_in_digits, amounts_in_words
from .dates import dated, year_at
from .match import agrees, may_translate
from .model import Dated, Figure, Kind
from .qualifiers import qualifier_of
from .ranges import with_shared_units
from .text import Source, prepare

__all__ = ["Figure", "Kind", "find_figure", "find_translated", "read_figures"]

_Span = TypeVar("_Span", Amount, Dated)


def read_figures(text: str, *, language: str | None = None) -> tuple[Figure, ...]:
    """The figures of a text in order, without overlap.

    Read are digits with any separators, words for numbers (`figures.words` says of which languages),
    scales, percent, currencies, measures, ranges (as two figures), ordinals, dates, years and times;
    numbers of list items, footnotes and in addresses are left out. `language` (ISO 639-1) decides
    between a decimal and a grouping point or comma; without it both readings are kept.
    """
    source = prepare(text, language)
    taken = bytearray(len(text))
    dates = _free(dated(source), taken)
    amounts: list[Amount] = []
    for amount in _free(amounts_in_digits(source, taken), taken):
        year = year_at(source, amount.start) if amount.kind in ("number", "ordinal") else None
        if year and year.end >= amount.end:
            dates.append(year)
        else:
            amounts.append(amount)
    words = sorted(amounts_in_words(source, taken), key=lambda amount: amount.start - amount.end)
    amounts = sorted(amounts + _free(words, taken), key=lambda amount: amount.start)
    found = [_figure(source, amount) for amount in with_shared_units(source.low, amounts)]
    found += [_date_figure(source, date) for date in dates]
    return tuple(sorted(found, key=lambda figure: figure.start))


def find_figure(figure: Figure, carried: Sequence[Figure]) -> Figure | None:
    """The figure of `carried` that says the same as `figure`, or None.

    Values are equal in one of their readings and units don't contradict each other; kinds are told
    apart, so "5th" is no "5" and the year 2000 no "2,000". A date may say less than the one that
    carries it. A rounded value counts only with its qualifier ("over 8 million" for 8.1 million).
    Of several, one with the same qualifier and then one with the same unit is chosen.
    """
    found = [other for other in carried if agrees(figure, other, carried)]
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda o: (o.qualifier != figure.qualifier, o.unit != figure.unit))


def find_translated(figure: Figure, carried: Sequence[Figure]) -> Figure | None:
    """The same for figures of another language: also one that may say it in another way.

    A single one of something ("1 euro") may be an article there ("a euro"), which is not read: it then is
    its own.
    """
    if figure.value == 1 and figure.kind in ("number", "money"):
        return figure
    found = find_figure(figure, carried)
    return found or next((other for other in carried if may_translate(figure, other)), None)


def _free(items: Iterable[_Span], taken: bytearray) -> list[_Span]:
    """The items where nothing is taken yet, nor by an item before them; their places are taken."""
    kept: list[_Span] = []
    for item in items:
        if taken.find(1, item.start, item.end) < 0:
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            kept.append(item)
    return kept


def _figure(source: Source, amount: Amount) -> Figure:
    start, end = amount.start, amount.end
    qualified = amount.kind not in ("ordinal", "label", "vague")
    values = tuple(dict.fromkeys(map(_plain, amount.readings)))
    return Figure(
        start=start,
        end=end,
        text=source.text[start:end],
        kind=amount.kind,
        value=values[0],
        unit=amount.unit,
        qualifier=qualifier_of(source.low, start, end, unit=amount.unit) if qualified else "exact",
        readings=values,
        number=source.text[amount.number_start : amount.number_end],
        soft=amount.soft,
    )


def _date_figure(source: Source, date: Dated) -> Figure:
    text = source.text[date.start : date.end]
    return Figure(
        start=date.start,
        end=date.end,
        text=text,
        kind=date.kind,
        value=date.readings[0],
        unit=date.unit,
        qualifier="exact",
        readings=date.readings,
        number=text,
        soft=date.soft,
    )


def _plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    written = str(value)
    if written.isdecimal() and len(written) <= 27:
        return value
    whole = value.to_integral_value()
    return (
        whole.quantize(Decimal(1)) if value == whole and abs(value) < 10**27 else value.normalize()
    )
