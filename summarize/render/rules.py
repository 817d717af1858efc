"""What each check looks for, in words: its name for people, and what it means when it fails."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["RULES", "RuleWords", "rule_words"]


class RuleWords(NamedTuple):
    """A rule in words."""

    title: str
    """What is wrong, in a few words."""
    means: str
    """What the rule looks for, and what to make of it."""


RULES: dict[str, RuleWords] = {
    "figure-not-in-evidence": RuleWords(
        "Figure not in the cited sentences",
        "A number, amount or date of the text does not stand in the sentences that it cites, in any "
        "common way of writing it.",
    ),
    "when-not-in-evidence": RuleWords(
        "Date not in the cited sentences",
        "The date may be right, since the article gives it or lets it follow elsewhere, but the cited "
        "sentences alone do not say it.",
    ),
    "qualifier-dropped": RuleWords(
        "“More than” or “about” is lost",
        "The article gives the figure with a qualifier; without it the claim says more than the article.",
    ),
    "qualifier-added": RuleWords(
        "“More than” or “about” is added",
        "The article gives the figure as it is; the claim makes it vaguer or turns it into a limit.",
    ),
    "qualifier-changed": RuleWords(
        "Another qualifier than the article’s",
        "“More than”, “up to” and “about” are not the same; the article has another one here.",
    ),
    "figure-direction": RuleWords(
        "Up for down",
        "The article says of the same figure that it rose where this says that it fell, or the other way "
        "round.",
    ),
    "quotation-not-in-article": RuleWords(
        "Quotation not in the article",
        "Words in quotation marks must stand in the article. Typography is forgiven; a changed word, "
        "number or negation is not.",
    ),
    "quotation-not-in-evidence": RuleWords(
        "Quotation from elsewhere",
        "The article has the quotation, but not in the sentences that are cited.",
    ),
    "quotation-without-speaker": RuleWords(
        "Quotation without a speaker", "Words are quoted, but nobody is named as having said them."
    ),
    "name-not-in-article": RuleWords(
        "Name not in the article",
        "A name of the text occurs nowhere in the article, in no common form.",
    ),
    "name-not-in-evidence": RuleWords(
        "Name from elsewhere in the article",
        "The article has the name, but not in the sentences that are cited: look at whether it is about "
        "the same person, place or body.",
    ),
    "speaker-not-in-article": RuleWords(
        "Speaker not in the article", "The article mentions nobody of the speaker’s name."
    ),
    "speaker-not-in-evidence": RuleWords(
        "Said by somebody else",
        "The cited sentences give the words to another speaker, or do not name this one.",
    ),
    "speaker-not-in-text": RuleWords(
        "Text and speaker disagree",
        "The text gives the words to one person, the speaker field to another.",
    ),
    "attribution-dropped": RuleWords(
        "Attribution is lost",
        "The article reports this as somebody’s words; the claim states it as a fact.",
    ),
    "polarity": RuleWords(
        "A negation on one side only",
        "“Not”, “no” or “never” stands in the claim or in its sentence, but not in both. It may still "
        "mean the same.",
    ),
    "certainty": RuleWords(
        "More certain than the article",
        "The cited sentence hedges (“may”, “reportedly”, “plans to”); the claim does not.",
    ),
    "evidence-unrelated": RuleWords(
        "Cited sentences share no word with it",
        "No content word of the text stands in its sentences, so they may be the wrong ones.",
    ),
    "evidence-out-of-range": RuleWords(
        "A citation of no sentence", "A number was cited that no sentence of the article has."
    ),
    "no-evidence": RuleWords(
        "No sentence is cited", "Nothing in the article is given as what it rests on."
    ),
    "evidence-mended": RuleWords(
        "Citation mended",
        "The sentence that carries the figures or the quotation was not cited; it was found and added "
        "without a model.",
    ),
    "leading-pronoun": RuleWords(
        "Does not stand alone",
        "The text begins with a pronoun whose meaning only the article tells.",
    ),
    "relative-date": RuleWords(
        "Date that needs the article’s",
        "“Yesterday”, “on Tuesday” and the like mean nothing without the day of publication.",
    ),
    "duplicate": RuleWords("Says the same again", "Another claim has nearly the same words."),
    "rests-on-instructions": RuleWords(
        "Rests on words meant for a model",
        "The cited sentence speaks to a language model instead of to readers. Take it for what somebody "
        "wrote there, not for a fact.",
    ),
    "dropped": RuleWords(
        "Left out", "It failed a check, and the model took it back when it was asked again."
    ),
    "does-not-fit": RuleWords(
        "Left out, since it does not fit",
        "The fields that a user’s own class adds refused what the model wrote, so the item is missing.",
    ),
    "part-not-read": RuleWords(
        "A part of the article was not read",
        "The article went to the model in parts, and this one got no usable answer: what it says is "
        "missing here.",
    ),
    "summary-not-written": RuleWords(
        "No summary of the whole",
        "The article went to the model in parts, and no summary was written from all of them.",
    ),
}


def rule_words(rule: str) -> RuleWords:
    """A rule in words; a rule that is not known (a later version's) by its name alone."""
    return RULES.get(rule) or RuleWords(rule.replace("-", " ").capitalize(), "")
