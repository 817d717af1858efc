"""How often something happens, in one word: "thrice", "dreimal", "тричі", "dwukrotnie"."""

from __future__ import annotations

from typing import Final

__all__ = ["REPEATS"]

_WORDS: Final = {
    2: "twice zweimal двічі дважды dwukrotnie مرتين مرتان",
    3: "thrice dreimal тричі трижды trzykrotnie",
    4: "viermal чотирикратно четырежды czterokrotnie",
    5: "fünfmal пятикратно pięciokrotnie",
    6: "sechsmal sześciokrotnie",
    7: "siebenmal siedmiokrotnie",
    8: "achtmal ośmiokrotnie",
    9: "neunmal dziewięciokrotnie",
    10: "zehnmal десятикратно dziesięciokrotnie",
    11: "elfmal",
    12: "zwölfmal",
    100: "hundertmal stokrotnie",
    1000: "tausendmal tysiąckrotnie",
}
REPEATS: Final = {word: number for number, words in _WORDS.items() for word in words.split()}
"""The words with their numbers. They carry "three times", but a claim need not repeat them."""
