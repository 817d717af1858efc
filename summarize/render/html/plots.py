"""Numbers put on a line, for the small plots of `plots.html`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Scale"]

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of the number line; positions are given in per cent of its width."""

    low: float
    high: float
    step: float
    """The distance of two ticks."""

    @classmethod
    def over(cls, numbers: Iterable[float | None], *, ticks: int = 4) -> Scale:
        """The scale with round ends that holds zero and all numbers, with at most `ticks` steps or so."""
        known = [0.0, *(n for n in numbers if n is not None)]
        low, high = min(known), max(known)
        if low == high:
            low, high = -1.0, 1.0
        rough = (high - low) / ticks
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(s * power for s in _STEPS if s * power >= rough * (1 - 1e-9))
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step)

    def at(self, number: float) -> float:
        """Where a number stands, from 2 to 98; what is beyond an end stands at it."""
        share = (number - self.low) / (self.high - self.low)
        return round(2 + 96 * min(max(share, 0.0), 1.0), 2)

    @property
    def ticks(self) -> tuple[float, ...]:
        """The round numbers on the scale, its ends included."""
        count = round((self.high - self.low) / self.step)
        return tuple(round(self.low + n * self.step, 10) for n in range(count + 1))
