"""What the text of an article does that no text for readers does: invisible characters, orders to a model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from ..article import Note, Sentence
from ..invisible import carried_text, count_invisible, visible
from .instructions import addresses_model, find_instructions

__all__ = ["suspicions"]

_MOST_NUMBERS = 8
"""Passages that a message names."""


def suspicions(text: str, sentences: Sequence[Sentence]) -> Iterator[Note]:
    """Notes on a text and those of its sentences that a model is shown."""
    if invisible := count_invisible(text):
        message = f"{invisible:,} invisible characters of the text are not shown to the model"
        yield Note(kind="invisible", message=message, characters=invisible)
        if addresses_model(hidden := carried_text(text)):
            message = "invisible characters of the text spell words to a language model; they were left out"
            yield Note(kind="hidden-instructions", message=message, characters=len(hidden))
    if numbers := _speaking_to_models(sentences):
        plural = len(numbers) > 1
        message = (
            f"sentence{'s' if plural else ''} {_ranges(numbers)} of the article "
            f"speak{'' if plural else 's'} to a language model instead of to readers; take care with what "
            "cites them"
        )
        size = sum(len(sentences[number - 1].text) for number in numbers)
        yield Note(kind="instructions", message=message, characters=size, sentences=tuple(numbers))


def _speaking_to_models(sentences: Sequence[Sentence]) -> list[int]:
    """The numbers of the sentences that hold words for a language model, as the model sees them."""
    shown = [visible(sentence.text) for sentence in sentences]
    starts = [0, *accumulate(len(text) + 1 for text in shown)]
    found = find_instructions("\n".join(shown))
    return sorted(
        {
            number
            for start, end in found
            for number in range(bisect_right(starts, start), bisect_right(starts, end - 1) + 1)
        }
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in short: "1-3, 7"."""
    groups = [
        [number for _, number in group]
        for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    parts = [f"{group[0]}-{group[-1]}" if len(group) > 1 else str(group[0]) for group in groups]
    more = [] if len(parts) <= _MOST_NUMBERS else ["…"]
    return ", ".join(parts[:_MOST_NUMBERS] + more)
