"""Which claims belong together: an assignment of most likeness, then claims that were split or merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .likeness import THRESHOLD, Likeness

__all__ = ["Group", "groups_of"]

_PART = 0.6  # of a claim's weighted stems that its other half must have


class Group(NamedTuple):
    """Positions of old and new claims that belong together; one side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def groups_of(likeness: Likeness) -> list[Group]:
    """Every claim in exactly one group: pairs, splits, merges, and those without a partner."""
    pairs = dict(_pairs(likeness))
    splits, merges = _parts(likeness, pairs)
    groups = [
        Group((old, *merges.get(new, ())), (new, *splits.get(old, ())))
        for old, new in sorted(pairs.items())
    ]
    used_old = {n for group in groups for n in group.old}
    used_new = {n for group in groups for n in group.new}
    groups += [Group((n,), ()) for n in range(len(likeness.old)) if n not in used_old]
    groups += [Group((), (n,)) for n in range(len(likeness.new)) if n not in used_new]
    return groups


def _pairs(likeness: Likeness) -> Iterator[tuple[int, int]]:
    """The one-to-one assignment whose likeness adds up to most (Galil 1986, by networkx)."""
    import networkx as nx

    graph: nx.Graph[tuple[int, int]] = nx.Graph()
    for old in range(len(likeness.old)):
        for new in range(len(likeness.new)):
            near = likeness.of(old, new)
            if near >= THRESHOLD:
                # Whole numbers keep the algorithm exact.
                graph.add_edge((0, old), (1, new), weight=round(near * 1_000_000))
    for part in sorted(nx.connected_components(graph), key=min):
        for edge in nx.max_weight_matching(graph.subgraph(sorted(part))):
            (_, old), (_, new) = sorted(edge)
            yield old, new


def _parts(
    likeness: Likeness, pairs: dict[int, int]
) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
    """New claims that are a further part of an old one, and old ones that became part of a new one.

    A pair grows on one side only, so that nothing is split and merged at once.
    """
    splits: dict[int, tuple[int, ...]] = {}
    merges: dict[int, tuple[int, ...]] = {}
    partner = {new: old for old, new in pairs.items()}
    for new in range(len(likeness.new)):
        if new not in partner:
            whole = _whole(likeness, [(old, new) for old in pairs], of_old=False)
            if whole is not None:
                splits[whole[0]] = (*splits.get(whole[0], ()), new)
    for old in range(len(likeness.old)):
        if old not in pairs:
            left = [(old, new) for new in partner if partner[new] not in splits]
            whole = _whole(likeness, left, of_old=True)
            if whole is not None:
                merges[whole[1]] = (*merges.get(whole[1], ()), old)
    return splits, merges


def _whole(
    likeness: Likeness, candidates: list[tuple[int, int]], *, of_old: bool
) -> tuple[int, int] | None:
    """Of the candidates the one whose other claim covers a part best; None when none does.

    The part's carrying sentence must be one of the first two that the whole rests on.
    """
    found = []
    for old, new in candidates:
        one, other = likeness.old[old].evidence, likeness.new[new].evidence
        part, whole = (one, other) if of_old else (other, one)
        if part and part[0].sentence in {e.sentence for e in whole[:2]}:
            found.append((likeness.covered(old, new, of_old=of_old), -old, -new))
    if not found or max(found)[0] < _PART:
        return None
    _, old, new = max(found)
    return -old, -new
