"""Ranges name their scale and unit once: "5 to 10 million", "$10-12", "between 6 and 37 percent"."""

from __future__ import annotations

import re
from typing import Final

from .amounts import Amount
from .units import is_measure

__all__ = ["with_shared_units"]

_CONNECTOR: Final = re.compile(
    r" ?(?:[-–—~/]|to|bis|à|au|hasta|a|al|do|до|по|till|through|or|oder|ou|o|або|или|から|至|到|إلى|"
    r"and|und|et|y|e|i|і|та|и|instead of|rather than|statt|anstatt|anstelle von|au lieu de|"
    r"en vez de|en lugar de|вместо|замість|zamiast) ?"
)
_PLAIN: Final = frozenset(("number", "money", "percent"))


def with_shared_units(low: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts, those with a range's connector between them with the scale and unit of both."""
    found = list(amounts)
    for n in range(len(found) - 1):
        first, second = found[n], found[n + 1]
        if (
            _CONNECTOR.fullmatch(low, first.end, second.start)
            and {first.kind, second.kind} <= _PLAIN
        ):
            first = _with_scale_of(second, first)
            found[n], found[n + 1] = _with_one_unit(first, second)
    return found


def _with_scale_of(second: Amount, first: Amount) -> Amount:
    """The first amount, which may mean millions when the second does and its own unit is no other."""
    number = first.kind == "number" and not is_measure(first.unit)
    alike = number or second.unit in (first.unit, None)
    if not alike or second.scale == 1 or first.scale != 1 or max(first.readings) >= 1000:
        return first
    scaled = tuple(value * second.scale for value in first.readings)
    return first._replace(readings=(*scaled, *first.readings))


def _with_one_unit(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    if first.kind == "money" and second.kind == "number" and not is_measure(second.unit):
        return first, second._replace(unit=first.unit, kind="money")
    number = first.kind == "number" and not is_measure(first.unit)
    if first.unit is None or (number and second.kind != "number"):
        return first._replace(unit=second.unit, kind=second.kind), second
    return first, second
