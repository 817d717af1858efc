"""How sentences say things: shared words, negation, certainty, pronouns, relative dates.

Word lists for hints, not for judgement: a negation that one sentence has and another lacks is a
precise alarm on careful edits and a noisy one on free rewording, so whatever rests on these lists is
a warning (verb edits of GoFigure: precision .73, of QAGS and FaithBench: near the base rate).
"""

from __future__ import annotations

import re

__all__ = [
    "certainty_words",
    "leading_pronoun",
    "lowered",
    "mentions_relative_date",
    "negated_stems",
    "negation_lost",
    "negations",
    "relative_date",
    "shared_words",
    "stems",
]

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_STEM = 6

# Those without IGNORECASE read lower-case text, in a third of the time.
_NEGATION = re.compile(
    r"\b(?:not|no(?! (?:more|less|fewer|later) than)|never|none|nobody|nothing|neither|nor|cannot"
    r"|nicht|kein\w*|niemand|niemals|ne|jamais|aucune?|nunca|ningun[oa]?|не|ни|нет|ні|немає|nie|nessun[oa]?|non|não)\b"
)
_NOT = re.compile(r"n(?<=\wn)['’]t\b")
# Words that deny without one of these: "failed to", "ruled out", "without".
_DENIAL = re.compile(
    r"\b(?:without|den(?:y|ie[sd]|ying)|refus\w+|fail\w*|reject\w*|dismiss\w*|declin\w+|exclud\w+|unable|lack\w*|free"
    r"|ohne|lehnt\w*|bestreit\w*|bestritt|sans|refus\w*|sin|niega|без|заперечи\w*|отрица\w*|bez|senza|sem)\b"
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|possibly|perhaps|probably|likely|unlikely|expected|planned"
    r"|alleged(?:ly)?|reportedly|suspected|accused|claims?|claimed|if|unless|kann|könnte[n]?|soll(?:en|te[n]?)?"
    r"|vermutlich|angeblich|mutmaßlich|wohl|pourrai(?:t|ent)|serai(?:t|ent)|aurai(?:t|ent)|podría[n]?"
    r"|habría[n]?|presunt[oa]s?|может|могут|возможно|якобы|може|можуть|ймовірно|нібито)\b"
)
_PRONOUN = re.compile(
    r"^[\W_]*(?:he|she|it|they|him|her|his|its|their|them|this|these|those"
    r"|er|sie|es(?! g[ia]bt?\b)|ihre?[rnms]?|seine?[rnms]?|il(?! (?:y|faut|s['’]agit)\b)|elle|ils|elles"
    r"|leurs?|él|ella|ellos|ellas|он|она|они|его|её|их|він|вона|вони|його|її|їх)\b(?!\s+is\s+\w+\s+that)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:last|next|this|past|coming) (?:week|month|year|night"
    r"|summer|winter|spring|autumn|fall|weekend|quarter)|(?:on |last |next |this )(?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day|(?:days?|weeks?|months?|years?) ago|recently|heute|gestern"
    r"|(?<!am )(?<!jeden )morgen"
    r"|(?:letzte|nächste|vergangene)[nrsm]? (?:woche|monat|jahr)|aujourd['’]hui"
    r"|hier(?= (?:soir|matin|après|à|au|en|par|la|le|les|dans)\b)|demain"
    r"|(?:semaine|année) (?:dernière|prochaine)|(?:mois|an) (?:dernier|prochain)"
    r"|hoy|ayer|(?<!la )mañana|(?:semana|mes|año) (?:pasad[oa]|que viene)"
    r"|(?:próxim[oa]|pasad[oa]) (?:semana|mes|año)"
    r"|сегодня|вчера|завтра|(?:прошл|следующ)(?:ой|ом|ый|ую) (?:неделе|неделю|месяце|месяц|году|год)"
    r"|сьогодні|вчора|завтра|торік"
    r"|(?:минул|наступн)(?:ого|ий|ому) (?:тижня|тиждень|тижні|місяця|місяць|місяці|року)"
    r"|dzisiaj|dziś|wczoraj|jutro"
    r"|(?:zeszł|ubiegł|przyszł)(?:ego|ym) (?:tygodnia|tygodniu|miesiąca|miesiącu|roku)"
    r"|[وف]?(?:اليوم(?! ال)|أمس|غدا|غدًا|الأمس)|(?:العام|الشهر|الأسبوع) (?:الماضي|المقبل|القادم))\b"
    r"|今天|昨天|明天|前天|今日|昨日|明日|本日|きょう|きのう|あす|先週|先月|来週|来月|昨年|去年|来年|明年"
    r"|上周|上週|上个月|上個月|下周|下个月"
)
_ABSOLUTE = re.compile(r"(?<!\w)(?:1[5-9]|20)\d\d(?:年|\b)")


def stems(text: str) -> frozenset[str]:
    """The content words of `text`, case-folded and cut to six letters; bigrams where no spaces are."""
    words = map(str.casefold, _WORD.findall(text))
    if text.isascii() or not _UNSPACED.search(text):
        return frozenset([word[:_STEM] for word in words if len(word) > 3 or word.isdecimal()])
    found: set[str] = set()
    for word in words:
        if _UNSPACED.search(word):
            found.update(word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) > 3 or word.isdecimal():
            found.add(word[:_STEM])
    return frozenset(found)


def shared_words(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set of stems that the other has too, from 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def lowered(text: str) -> str:
    """The text in lower case, with the same offsets."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)  # "İ"


def negations(text: str) -> int:
    """How many words of `text` negate, in any of the languages of the list."""
    low = text.lower()
    return len(_NEGATION.findall(low)) + len(_NOT.findall(low))


def negation_lost(one: str, other: str) -> bool:
    """Whether one of two texts negates and the other neither negates nor denies in any way."""
    denied = bool(negations(one)), bool(negations(other))
    if denied[0] == denied[1]:
        return False
    return not _DENIAL.search((other if denied[0] else one).lower())


def negated_stems(text: str) -> frozenset[str]:
    """The stem that each negation of a text is about: of the next content word, else of the last one.

    "did not collapse" is about "collapse"; a negation at the end of its clause ("kommt nicht") about
    the word before it.
    """
    low = text.lower()
    found = set()
    for match in (*_NEGATION.finditer(low), *_NOT.finditer(low)):
        rest = _CLAUSE_END.split(low[match.end() :], maxsplit=1)[0]
        words = _content(rest)[:1] or _content(low[: match.start()])[-1:]
        found.update(words)
    return frozenset(found)


_CLAUSE_END = re.compile(r"[.,;:!?–—]")


def _content(text: str) -> list[str]:
    return [word[:_STEM] for word in _WORD.findall(text) if len(word) > 3]


def certainty_words(text: str) -> frozenset[str]:
    """The words of `text` that make a statement less than certain, case-folded."""
    found = _HEDGE.finditer(lowered(text))
    # "May" is a month.
    return frozenset(m[0] for m in found if m[0] != "may" or text.startswith("may", m.start()))


def leading_pronoun(text: str) -> str | None:
    """The pronoun that `text` begins with, which a reader of it alone can't resolve."""
    match = _PRONOUN.match(text)
    return match.group().strip(" \"'“”„«»") if match else None


def relative_date(text: str) -> str | None:
    """The first date in `text` that only the article's own date explains, if no year is beside it."""
    found = _find_relative(text)
    return found.strip() if found and not _ABSOLUTE.search(text) else None


def mentions_relative_date(text: str) -> bool:
    """Whether `text` gives any date that only the article's own date explains."""
    return _find_relative(text) is not None


def _find_relative(text: str) -> str | None:
    for match in _RELATIVE.finditer(lowered(text)):
        found = text[match.start() : match.end()]
        if match[0] != "morgen" or found == "morgen":  # "Morgen" is a noun
            return found
    return None
