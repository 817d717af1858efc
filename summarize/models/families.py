"""What each family of hosted models accepts, as their providers' documentation states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..errors import ConfigurationError
from .base import Effort, Request

__all__ = ["Family", "family_of", "parameters"]


@dataclass(frozen=True, slots=True)
class Family:
    """The request parameters that a family of models takes."""

    prefix: str
    """The model names that belong to it; the longest matching prefix decides."""
    limit: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    effort: Effort | None = None
    """Reasoning effort when none is asked for; None: the parameter is not sent."""
    efforts: tuple[Effort, ...] = ()
    """Every effort that is accepted; empty: the family does not reason."""
    window: int | None = None
    """Context window in tokens."""
    extra: tuple[tuple[str, Any], ...] = ()


_NO_STORE = (("store", False),)
_ALL: tuple[Effort, ...] = ("none", "low", "medium", "high")
_NOT_NONE: tuple[Effort, ...] = ("low", "medium", "high")

# OpenAI's deployment checklist and GPT-6 guide, November 2026: the default effort (medium) is slow
# and dear for extraction; astra and 6.1-sol refuse "none"; `max_tokens` is not taken; `store: false`
# keeps no copy of the article at the provider. The gpt-5 and gpt-4 families end by April 2027.
_FAMILIES = (
    Family("gpt-6-luna", effort="none", efforts=_ALL, window=1_050_000, extra=_NO_STORE),
    Family("gpt-6-sol", effort="none", efforts=_ALL, window=1_050_000, extra=_NO_STORE),
    Family("gpt-6", effort="low", efforts=_NOT_NONE, window=1_050_000, extra=_NO_STORE),
    Family("gpt-5.1", effort="none", efforts=_ALL, window=400_000, extra=_NO_STORE),
    Family(
        "gpt-5",
        effort="minimal",
        efforts=("minimal", *_NOT_NONE),
        window=400_000,
        extra=_NO_STORE,
    ),
    Family("gpt-4.1", window=1_047_576, extra=_NO_STORE),
    Family("gpt-4o", window=128_000, extra=_NO_STORE),
    Family("gpt-", extra=_NO_STORE),
    Family("gpt-oss", limit="max_tokens"),  # open weights, on servers of many makers
    Family("o1", effort="low", efforts=_NOT_NONE, window=200_000, extra=_NO_STORE),
    Family("o3", effort="low", efforts=_NOT_NONE, window=200_000, extra=_NO_STORE),
    Family("o4", effort="low", efforts=_NOT_NONE, window=200_000, extra=_NO_STORE),
)
_ANY = Family("", limit="max_tokens")


def family_of(name: str) -> Family:
    """The family of a model by its bare name; one that sends only what every server takes if unknown."""
    base = name.removeprefix("ft:")  # a fine-tuned model takes what its base takes
    matches = [family for family in _FAMILIES if base.startswith(family.prefix)]
    return max(matches, key=lambda family: len(family.prefix), default=_ANY)


def parameters(name: str, request: Request[Any]) -> dict[str, Any]:
    """The sampling and limit parameters to send for `request` to the model `name`.

    Raises `ConfigurationError` for a combination that the family refuses, before anything is sent.
    """
    family = family_of(name)
    effort = request.reasoning_effort or family.effort
    sent: dict[str, Any] = dict(family.extra)
    if request.reasoning_effort and family.efforts and effort not in family.efforts:
        raise ConfigurationError(
            f"{name} does not take reasoning_effort={effort!r}; it takes {', '.join(family.efforts)}."
        )
    if effort is not None:
        sent["reasoning_effort"] = effort
    if request.temperature is not None:
        if family.efforts and effort != "none":
            raise ConfigurationError(
                f"{name} takes no temperature with reasoning_effort={effort!r}: leave temperature out"
                + (', or set reasoning_effort="none".' if "none" in family.efforts else ".")
            )
        sent["temperature"] = request.temperature
    if request.max_output_tokens is not None:
        sent[family.limit] = request.max_output_tokens
    return sent
