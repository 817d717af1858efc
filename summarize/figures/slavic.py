"""Cardinal numbers in Ukrainian, Russian and Polish words, which text2num doesn't know.

Forms of all cases from two to nine hundred, so that "п'ять" and "5" are equal; larger ones are
written with digits in the press, or with a scale word that `figures.units` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

__all__ = ["slavic_numbers", "slavic_words"]

_FORMS: Final = {
    2: "два две двух двум двумя двое дві двох двом двома двоє dwa dwie dwóch dwu dwom dwoma dwoje dwaj",
    3: "три трёх трех трём трем тремя трое трьох трьом трьома троє trzy trzech trzem trzema troje trzej",
    4: (
        "четыре четырёх четырех четырём четырем четырьмя четверо чотири чотирьох чотирьом чотирма cztery "
        "czterech czterem czterema czworo czterej"
    ),
    5: "пять пяти пятью пятеро п'ять п'яти п'ятьох п'ятьом п'ятьма п'ятеро pięć pięciu pięcioma pięcioro",
    6: (
        "шесть шести шестью шестеро шість шести шістьох шістьом шістьма шестеро sześć sześciu sześcioma "
        "sześcioro"
    ),
    7: "семь семи семью семеро сім семи сімох сімом сьома семеро siedem siedmiu siedmioma siedmioro",
    8: "восемь восьми восемью вісім восьми вісьмох вісьмом вісьма osiem ośmiu ośmioma ośmioro",
    9: "девять девяти девятью дев'ять дев'яти дев'ятьох дев'ятьом dziewięć dziewięciu dziewięcioma",
    10: "десять десяти десятью десятьох десятьом dziesięć dziesięciu dziesięcioma",
    11: "одиннадцать одиннадцати одинадцять одинадцяти jedenaście jedenastu",
    12: "двенадцать двенадцати дванадцять дванадцяти dwanaście dwunastu",
    13: "тринадцать тринадцати тринадцять тринадцяти trzynaście trzynastu",
    14: "четырнадцать четырнадцати чотирнадцять чотирнадцяти czternaście czternastu",
    15: "пятнадцать пятнадцати п'ятнадцять п'ятнадцяти piętnaście piętnastu",
    16: "шестнадцать шестнадцати шістнадцять шістнадцяти szesnaście szesnastu",
    17: "семнадцать семнадцати сімнадцять сімнадцяти siedemnaście siedemnastu",
    18: "восемнадцать восемнадцати вісімнадцять вісімнадцяти osiemnaście osiemnastu",
    19: "девятнадцать девятнадцати дев'ятнадцять дев'ятнадцяти dziewiętnaście dziewiętnastu",
    20: "двадцать двадцати двадцатью двадцять двадцяти двадцятьох dwadzieścia dwudziestu",
    30: "тридцать тридцати тридцатью тридцять тридцяти тридцятьох trzydzieści trzydziestu",
    40: "сорок сорока czterdzieści czterdziestu",
    50: "пятьдесят пятидесяти п'ятдесят п'ятдесяти п'ятдесятьох pięćdziesiąt pięćdziesięciu",
    60: "шестьдесят шестидесяти шістдесят шістдесяти шістдесятьох sześćdziesiąt sześćdziesięciu",
    70: "семьдесят семидесяти сімдесят сімдесяти сімдесятьох siedemdziesiąt siedemdziesięciu",
    80: "восемьдесят восьмидесяти вісімдесят вісімдесяти вісімдесятьох osiemdziesiąt osiemdziesięciu",
    90: "девяносто девяноста дев'яносто дев'яноста dziewięćdziesiąt dziewięćdziesięciu",
    100: "сто ста sto stu",
    200: "двести двухсот двісті двохсот dwieście dwustu",
    300: "триста трёхсот трехсот трьохсот trzysta trzystu",
    400: "четыреста четырёхсот четырехсот чотириста чотирьохсот czterysta czterystu",
    500: "пятьсот пятисот п'ятсот п'ятисот pięćset pięciuset",
    600: "шестьсот шестисот шістсот шестисот sześćset sześciuset",
    700: "семьсот семисот сімсот семисот siedemset siedmiuset",
    800: "восемьсот восьмисот вісімсот восьмисот osiemset ośmiuset",
    900: "девятьсот девятисот дев'ятсот дев'ятисот dziewięćset dziewięciuset",
}  # fmt: skip


def slavic_numbers(low: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number in words in a lower-case text."""
    pattern, values = _reader()
    for match in pattern.finditer(low):
        start, total, end, last = match.start(), 0, match.start(), 1000
        for word in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]+)?", match.group()):
            value = values[word.group()]
            if total and (last % 10 or last == 10 or value >= last or (last < 100 and value > 9)):
                yield start, end, total
                start, total = match.start() + word.start(), 0
            total, last, end = total + value, value, match.start() + word.end()
        yield start, end, total


@lru_cache(maxsize=1)
def slavic_words() -> frozenset[str]:
    """The runs of letters of which every such number holds one."""
    return frozenset(form.rpartition("'")[2] for form in _reader()[1])


@lru_cache(maxsize=1)
def _reader() -> tuple[re.Pattern[str], dict[str, int]]:
    values = {form: value for value, forms in _FORMS.items() for form in forms.split()}
    one = "|".join(sorted(values, key=len, reverse=True))
    return re.compile(rf"(?<![\w'-])(?:{one})(?: (?:{one}))*(?![\w'])"), values
