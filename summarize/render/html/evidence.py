"""Results as one HTML file: summary and claims beside the article that they rest on.

The values below are what `evidence.html` prints. What the script goes by (`evidence.js`):

    data-bench           a result with its two panes
    data-cites="ID …"    on a claim or summary sentence: its sentences
    data-cited-by="ID …" on a sentence: what rests on it
    data-quote="ID …"    on a passage of a sentence: the claims whose quotation it is
    data-figure="ID …"   the same for figures
    data-for="ID …"      on a mark of the timeline or the bar: what it stands for
    data-filter="NAME"   on a select: shows the claims whose data-NAME is the chosen value

Without the script everything is shown, and links lead from claims to sentences and back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from ... import __version__
from ...own_fields import own_texts
from ...schema import ArticleSummary, Coverage, Usage
from ..rules import RULES, RuleWords
from ..terms import CERTAINTIES, KINDS, OWN_VOICE, day_words
from .coverage_bar import Segment, coverage_segments
from .evidence_cards import Card, Support, cards
from .evidence_text import Text, read_text, resting_on
from .notices import Notice, is_extracted, notices
from .page import page
from .templates import render_template
from .timeline import Timeline, timeline

__all__ = ["render_html"]

_SUPPORTS = {
    "passed": "no check failed",
    "warned": "with a warning",
    "unsupported": "not supported",
}


def render_html(
    results: ArticleSummary | Sequence[ArticleSummary], *, title: str | None = None
) -> str:
    """One HTML document with each result beside its article; several get an index.

    It needs no network and no script: with one, claims and sentences point at each other. `title` is
    the document's; by default the headline of the only result, or the number of articles. Texts of
    articles and models are escaped, and run in their own direction and language.
    """
    shown = (results,) if isinstance(results, ArticleSummary) else tuple(results)
    benches = [_bench(result, f"a{number}") for number, result in enumerate(shown, 1)]
    name = title or _title(shown)
    body = render_template(
        "evidence.html",
        title=name,
        benches=benches,
        several=len(benches) != 1,
        given=title if title and len(benches) == 1 else "",
        version=__version__,
    )
    return page(title=name, body=body, look="evidence")


def _title(results: Sequence[ArticleSummary]) -> str:
    if len(results) == 1:
        return results[0].headline.strip() or results[0].article.title or "Article"
    return f"{len(results)} articles"


class Option(NamedTuple):
    """A value that claims can be filtered by."""

    value: str
    text: str
    claims: int


class Filter(NamedTuple):
    """A choice among the values of one thing."""

    name: str
    every: str
    """What stands for no choice."""
    options: tuple[Option, ...]


class Share(NamedTuple):
    """How many sentences of one sort the claims rest on, in words."""

    what: str
    says: str
    thirds: str


@dataclass(frozen=True, slots=True)
class Bench:
    """One result with all that is shown of it."""

    id: str
    result: ArticleSummary
    summary: tuple[Card, ...]
    claims: tuple[Card, ...]
    values: dict[str, dict[str, str]]
    """For each claim's id the values that it is filtered by."""
    filters: tuple[Filter, ...]
    text: Text
    segments: tuple[Segment, ...]
    timeline: Timeline | None
    notices: tuple[Notice, ...]
    rules: tuple[tuple[str, RuleWords], ...]

    @property
    def headline(self) -> str:
        """What the article says, in a line."""
        return self.result.headline.strip() or self.result.article.title or "Untitled article"

    @property
    def url(self) -> str:
        """The article's address, if it is one of the web."""
        return _web_address(self.result.article.url)

    @property
    def published(self) -> tuple[str, str] | None:
        """The day of publication, in words and in ISO 8601."""
        day = self.result.article.published
        return (day_words(day), day.isoformat()) if day else None

    @property
    def tally(self) -> tuple[tuple[str, str], ...]:
        """Class and text of the numbers that sum up the result."""
        supports = Counter(card.support for card in self.claims)
        claims, share = _counted(len(self.claims), "claim"), self.result.coverage.sentences
        if not self.claims:
            return (("", claims),)
        rest = "rests on" if len(self.claims) == 1 else "rest on"
        parts = [("", f"{claims} {rest} {share.cited:,} of {_counted(share.total, 'sentence')}")]
        parts += [(kind, f"{supports[kind]} {words}") for kind, words in _TALLIES if supports[kind]]
        if supports["passed"] == len(self.claims):
            parts += [("", "no check failed")]
        return tuple(parts)

    @property
    def coverage(self) -> tuple[Share, ...]:
        """What the claims rest on, by sort of sentence."""
        return tuple(_shares(self.result.coverage))

    @property
    def own(self) -> list[tuple[str, str]]:
        """Label and text of the fields that the user's own class adds to a result."""
        return own_texts(self.result)

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """Where the result comes from and what it cost."""
        return tuple(_about(self.result))


_TALLIES: tuple[tuple[Support, str], ...] = (
    ("unsupported", "not supported"),
    ("warned", "with a warning"),
)


def _bench(result: ArticleSummary, id_: str) -> Bench:
    scope = f"{id_}-"
    summary, claims = cards(result, scope)
    items = (*summary, *claims)
    resting = resting_on(result.article, items)
    values = _values(claims)
    return Bench(
        id=id_,
        result=result,
        summary=summary,
        claims=claims,
        values=values,
        filters=tuple(_filters(claims, values)),
        text=read_text(result.article, items, resting),
        segments=coverage_segments(result.article, resting, scope),
        timeline=timeline(claims),
        notices=notices(result, items, scope),
        rules=_rules(result),
    )


def _web_address(url: str | None) -> str:
    """The address if a browser may open it from here: no script, no file, no other scheme."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.netloc else ""


def _rules(result: ArticleSummary) -> tuple[tuple[str, RuleWords], ...]:
    """The rules that found something, in words."""
    findings = [*result.findings, *(finding for item in result.items for finding in item.findings)]
    found = {finding.rule for finding in findings}
    return tuple((rule, words) for rule, words in RULES.items() if rule in found)


# --- filters ---


def _values(claims: Sequence[Card]) -> dict[str, dict[str, str]]:
    """What each claim is filtered by; speakers by number, so that any name will do."""
    speakers = {name: f"{n}" for n, name in enumerate(dict.fromkeys(map(_speaker, claims)))}
    return {
        card.id: {
            "speaker": speakers[_speaker(card)],
            "kind": card.claim.kind if card.claim else "",
            "support": card.support,
            "certainty": card.claim.certainty if card.claim else "",
        }
        for card in claims
    }


def _speaker(card: Card) -> str:
    return (card.claim.speaker if card.claim else None) or OWN_VOICE


def _filters(claims: Sequence[Card], values: dict[str, dict[str, str]]) -> Iterator[Filter]:
    """A choice for each thing in which the claims differ."""
    speakers = {values[card.id]["speaker"]: _speaker(card) for card in claims}
    named = (
        ("speaker", "All speakers", speakers),
        ("kind", "All kinds", dict(KINDS)),
        ("support", "Any check result", _SUPPORTS),
        ("certainty", "Any certainty", dict(CERTAINTIES)),
    )
    for name, every, texts in named:
        counts = Counter(each[name] for each in values.values())
        options = [
            Option(value, text, counts[value]) for value, text in texts.items() if counts[value]
        ]
        if name == "speaker":
            options.sort(key=lambda option: -option.claims)
        if len(options) > 1:
            yield Filter(name, every, tuple(options))


# --- words ---


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}" if count else f"no {what}s"


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _shares(coverage: Coverage) -> Iterator[Share]:
    sorts = (
        ("all sentences", coverage.sentences),
        ("with a figure", coverage.figures),
        ("with a name", coverage.names),
        ("with a quotation", coverage.quotations),
    )
    for what, share in sorts:
        if share.share is not None:
            thirds = ("–" if third is None else _per_cent(third) for third in share.thirds)
            says = f"{share.cited:,} of {share.total:,}, {_per_cent(share.share)}"
            yield Share(what, says, " · ".join(thirds))


def _about(result: ArticleSummary) -> Iterator[tuple[str, str]]:
    article, usage = result.article, result.usage
    if is_extracted(result):
        yield "Model", "none: the embedded engine, which chooses sentences by rules"
    else:
        answered = result.model_answered
        other = f", answered as {answered}" if answered and answered != result.model else ""
        yield "Model", f"{result.model}{other}"
        fingerprint = result.prompt_fingerprint
        print_ = f" (fingerprint {fingerprint[:12]}…)" if fingerprint else ""
        yield "Prompt", f"{result.prompt or 'unknown'}{print_}"
        yield "Calls", ", ".join(_calls(usage))
        yield "Cost", "unknown" if usage.cost is None else f"{usage.cost:.4g} US dollars"
    yield "Topics", ", ".join(result.topics) or "none given"
    languages = dict.fromkeys((result.language or "unknown", article.language or "unknown"))
    yield "Language", " (article: ".join(languages) + (")" if len(languages) > 1 else "")
    yield "Article", f"{len(article.text):,} characters, SHA-256 {article.sha256[:16]}…"
    read = ", ".join(part for part in (article.extractor, article.encoding) if part)
    if read:
        yield "Read with", read
    yield "Made by", f"summarize {result.library_version}"


def _calls(usage: Usage) -> Iterator[str]:
    yield _counted(usage.calls, "call")
    if usage.reasks:
        yield _counted(usage.reasks, "answer") + " asked for again"
    if usage.repairs:
        yield "a repair among them"
    if usage.calls:
        yield f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out"
