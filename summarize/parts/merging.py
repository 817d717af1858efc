"""The drafts of an article's parts put together: which claims stay, and what the summary cites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..draft import ArticleDraft, ClaimDraft, MergeDraft, MergedSentence, SentenceDraft
from .sameness import repeated
from .splitting import Part

__all__ = ["Pooled", "leading_summary", "merged_summary", "own_of_parts", "pooled", "shared_out"]

_RANKS = ("high", "medium", "low")
_LEADING = 6  # sentences of a summary that nobody wrote for the whole article


class Pooled(NamedTuple):
    """A claim with where it comes from."""

    claim: ClaimDraft
    part: int
    rank: int
    """Its place among the claims of its part, from 0: they are written most important first."""

    @property
    def importance(self) -> int:
        """0 for high, 1 for medium, 2 for low."""
        return _RANKS.index(self.claim.importance)


def pooled(
    drafts: Sequence[ArticleDraft], parts: Sequence[Part], *, language: str | None = None
) -> list[Pooled]:
    """The claims of all parts, each that several parts make once.

    A claim is left with the evidence that its part showed. Of claims that say the same (`sameness`) one
    stays, with the evidence of all, the highest importance and the fullest date and name. `language` is
    that of the drafts.
    """
    claims = [
        Pooled(_shown(claim, part), number, rank)
        for number, (draft, part) in enumerate(zip(drafts, parts, strict=True))
        for rank, claim in enumerate(draft.claims)
    ]
    said = [item.claim for item in claims]
    gone = repeated(said, [item.part for item in claims], language=language)
    for position, stays in sorted(gone.items()):
        claims[stays] = claims[stays]._replace(claim=_both(claims[stays].claim, said[position]))
    return [item for position, item in enumerate(claims) if position not in gone]


def _both(kept: ClaimDraft, other: ClaimDraft) -> ClaimDraft:
    """A claim with what another that says the same adds to it."""
    adds: dict[str, object] = {
        "importance": min(kept.importance, other.importance, key=_RANKS.index),
        "evidence": list(dict.fromkeys([*kept.evidence, *other.evidence])),
        "when": max(kept.when or "", other.when or "", key=len) or None,  # the more precise date
        "role": kept.role or other.role,
    }
    if len(other.speaker or "") > len(kept.speaker or ""):  # the full name
        adds["speaker"] = other.speaker
    return kept.model_copy(update=adds)


def _shown(claim: ClaimDraft, part: Part) -> ClaimDraft:
    """The claim without numbers of sentences that its part does not have."""
    evidence = [n for n in claim.evidence if part[0].number <= n <= part[-1].number]
    return claim.model_copy(update={"evidence": evidence})


def shared_out(claims: Sequence[Pooled], limit: int | None, parts: int) -> list[Pooled]:
    """At most `limit` claims, in the order of the article.

    Half of the places are shared out evenly, each part's best first; the others go by importance,
    then by rank in the part.
    """
    if limit is None or len(claims) <= limit:
        chosen = list(claims)
    else:
        share = limit // (2 * parts)
        best = sorted(claims, key=lambda item: (item.importance, item.rank, item.part))
        seen: Counter[int] = Counter()
        firsts: list[Pooled] = []
        others: list[Pooled] = []
        for item in best:
            (firsts if seen[item.part] < share else others).append(item)
            seen[item.part] += 1
        chosen = [*firsts, *others][:limit]
    return sorted(chosen, key=lambda item: (item.part, item.rank))


def by_importance(claims: Iterable[Pooled]) -> list[ClaimDraft]:
    """The claims as a result lists them: by importance, then in the order of the article."""
    return [item.claim for item in sorted(claims, key=lambda item: item.importance)]


def merged_summary(
    merge: MergeDraft,
    claims: Sequence[ClaimDraft],
    kind: type[SentenceDraft] = SentenceDraft,
) -> list[SentenceDraft]:
    """The summary with the evidence of the claims that each sentence cites, the carrying ones first.

    A caller's own fields of sentences are taken over; those that cite sentences were not asked for.
    """
    return [
        kind.model_construct(
            text=sentence.text, evidence=_evidence(sentence.claims, claims), **_own(sentence)
        )
        for sentence in merge.summary
    ]


def _own(sentence: MergedSentence) -> dict[str, Any]:
    names = type(sentence).model_fields
    return {n: getattr(sentence, n) for n in names if n not in MergedSentence.model_fields}


def own_of_parts(drafts: Sequence[ArticleDraft]) -> dict[str, Any]:
    """A caller's own fields for the whole article: lists put together, of others the first that says much.

    Nobody read the whole, so this is what the parts say.
    """
    own: dict[str, Any] = {}
    for name in type(drafts[0]).model_fields:
        if name in ArticleDraft.model_fields:
            continue
        values = [getattr(draft, name) for draft in drafts]
        if isinstance(values[0], list):
            every = [item for value in values for item in value]
            own[name] = [item for n, item in enumerate(every) if item not in every[:n]]
        else:
            own[name] = next((value for value in values if value), values[0])
    return own


def _evidence(numbers: Iterable[int], claims: Sequence[ClaimDraft]) -> list[int]:
    cited = [claims[n - 1].evidence for n in numbers if 1 <= n <= len(claims)]
    firsts = [evidence[0] for evidence in cited if evidence]
    return list(dict.fromkeys([*firsts, *(n for evidence in cited for n in evidence)]))


def leading_summary(drafts: Sequence[ArticleDraft]) -> list[SentenceDraft]:
    """The first sentences of the parts' summaries, of parts from all over a very long article."""
    leading = [draft.summary[0] for draft in drafts if draft.summary]
    count = min(_LEADING, len(leading))
    return [leading[n * len(leading) // count] for n in range(count)]
