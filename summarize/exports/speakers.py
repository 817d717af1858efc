"""Whether a claim's speaker is a person or an organisation, where words say so."""

from __future__ import annotations

import re
from typing import Literal

from ..schema import Claim
from ..speech.cues import Cues, cues_of, is_title

__all__ = ["speaker_type"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def speaker_type(claim: Claim, language: str | None) -> Literal["Person", "Organization"] | None:
    """What the speaker is, by word lists; None when the words don't tell.

    A person has two names or more and a role that says what somebody is ("the state geologist"); an
    organisation is named by a word for one ("the town council") and has neither. A document is none of them.
    """
    if claim.speaker is None or claim.attribution == "document":
        return None
    cues = cues_of(language)
    names = _WORD.findall(claim.speaker)
    if _says_what_somebody_is(claim.role or "", cues):
        named = len(names) > 1 and names[0][0].isupper() and names[-1][0].isupper()
        return "Person" if named else None
    if claim.role is None and not _says_what_somebody_is(claim.speaker, cues):
        return "Organization" if any(name.lower() in cues.places for name in names) else None
    return None


def _says_what_somebody_is(text: str, cues: Cues) -> bool:
    return any(is_title(word.lower(), cues) for word in _WORD.findall(text))
