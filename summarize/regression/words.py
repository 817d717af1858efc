"""Short phrases that the commands and reports share."""

from __future__ import annotations

__all__ = ["counted", "price_text", "signed"]

_MINUS = "\N{MINUS SIGN}"


def counted(count: int, noun: str) -> str:
    """A number and its noun, e.g. "1 recording" or "1,200 recordings"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def price_text(cost: float | None) -> str:
    """US dollars in words; what is unknown is said."""
    if cost is None:
        return "price unknown"
    return f"about ${cost:.2f}" if cost >= 0.01 or cost == 0 else f"about ${cost:.4f}"


def signed(number: float, digits: int) -> str:
    """A number with its sign, a true minus included; zero has none."""
    text = f"{abs(number):,.{digits}f}"
    if not float(text.replace(",", "")):
        return text
    return f"{'+' if number > 0 else _MINUS}{text}"
