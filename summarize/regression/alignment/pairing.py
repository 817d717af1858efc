"""Which claims belong together: an assignment of most likeness, then claims that were split or merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .likeness import THRESHOLD, Likeness

__all__ = ["Group", "groups_of"]

_PART = 0.6  # of a part's weighted stems that the whole must have
_GAIN = 0.05  # of the whole's weighted stems, that a part must have beyond those of its fellow


class Group(NamedTuple):
    """Positions of old and new claims that belong together; one side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def groups_of(likeness: Likeness) -> list[Group]:
    """Every claim in exactly one group: pairs, splits, merges, and those without a partner."""
    pairs = dict(_pairs(likeness))
    groups = {pair: Group((pair[0],), (pair[1],)) for pair in sorted(pairs.items())}
    for part, pair in _parts(likeness, pairs):
        old, new = groups[pair]
        # A group grows on one side only, so that nothing is split and merged at once.
        if part.of_old and len(new) == 1:
            groups[pair] = Group((*old, part.claim), new)
        elif not part.of_old and len(old) == 1:
            groups[pair] = Group(old, (*new, part.claim))
    found = [Group(tuple(sorted(old)), tuple(sorted(new))) for old, new in groups.values()]
    used_old = {n for group in found for n in group.old}
    used_new = {n for group in found for n in group.new}
    found += [Group((n,), ()) for n in range(len(likeness.old)) if n not in used_old]
    found += [Group((), (n,)) for n in range(len(likeness.new)) if n not in used_new]
    return found


def _pairs(likeness: Likeness) -> Iterator[tuple[int, int]]:
    """The one-to-one assignment whose likeness adds up to most (Galil 1986, by networkx)."""
    import networkx as nx

    graph: nx.Graph[tuple[int, int]] = nx.Graph()
    for old in range(len(likeness.old)):
        for new in range(len(likeness.new)):
            near = likeness.of(old, new)
            if near >= THRESHOLD:
                weight = _weight(likeness, near, old, new)
                graph.add_edge((0, old), (1, new), weight=weight)
    for part in sorted(nx.connected_components(graph), key=min):
        edges = [tuple(part)] if len(part) == 2 else nx.max_weight_matching(graph.subgraph(part))
        for edge in edges:
            (_, old), (_, new) = sorted(edge)
            yield old, new


def _weight(likeness: Likeness, near: float, old: int, new: int) -> int:
    """The likeness as a whole number, which keeps the algorithm exact.

    Of equal ones a claim and its copy come first, then claims in the same order, so that a result
    is the same as itself and the other way round gives the mirror image.
    """
    one, other = likeness.old[old], likeness.new[new]
    copied = int(one.text == other.text)
    if copied and one == other.model_copy(update={"id": one.id}):
        copied = 2
    olds, news = len(likeness.old), len(likeness.new)
    places = olds * news * min(olds, news)
    return (round(near * 1_000_000) * 4 + copied) * places + (olds - old) * (news - new)


class _Part(NamedTuple):
    """A claim without a partner that may be a further part of a paired one."""

    claim: int
    of_old: bool
    """Whether it is an old claim, which was merged, or a new one, which an old one was split into."""


def _parts(likeness: Likeness, pairs: dict[int, int]) -> Iterator[tuple[_Part, tuple[int, int]]]:
    """Claims that are a further part of a pair, with the pair, those that are covered best first."""
    paired_new = set(pairs.values())
    parts = [_Part(n, of_old=True) for n in range(len(likeness.old)) if n not in pairs]
    parts += [_Part(n, of_old=False) for n in range(len(likeness.new)) if n not in paired_new]
    found = []
    for part in parts:
        shares = [(_share(likeness, part, pair), pair) for pair in sorted(pairs.items())]
        share, pair = max(shares, key=lambda each: each[0], default=(0.0, (0, 0)))
        if share >= _PART:
            claims = likeness.old if part.of_old else likeness.new
            found.append((-share, claims[part.claim].text, part, pair))
    for _, _, part, pair in sorted(found):
        yield part, pair


def _share(likeness: Likeness, part: _Part, pair: tuple[int, int]) -> float:
    """How much of a part the claim on the other side of a pair covers; 0 when it is no part of it.

    The part's carrying sentence must be one of the first two that the whole rests on, and the whole
    must say something of the part that the part's fellow doesn't, or the two are duplicates.
    """
    old, new = pair
    if part.of_old:
        claim, whole, at = likeness.old[part.claim], likeness.new[new], (part.claim, new)
    else:
        claim, whole, at = likeness.new[part.claim], likeness.old[old], (old, part.claim)
    if not claim.evidence:
        return 0.0
    if claim.evidence[0].sentence not in {e.sentence for e in whole.evidence[:2]}:
        return 0.0
    if likeness.gain(part.claim, pair, of_old=part.of_old) < _GAIN:
        return 0.0
    return likeness.covered(*at, of_old=part.of_old)
