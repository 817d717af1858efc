"""Kept findings of the harness, and some inputs of every target made anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.harness import CASES, TARGETS, next_input, outcome


@pytest.mark.parametrize("path", sorted(CASES.glob("*.*")), ids=lambda path: path.name)
def test_a_kept_finding_is_mended(path: Path) -> None:
    assert outcome(path.suffix[1:], path.read_bytes()) is None


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_input_is_taken_or_refused(target: str) -> None:
    dice = random.Random(target)  # noqa: S311  # no secret
    for _ in range(25):
        data = next_input(target, dice)
        assert outcome(target, data) is None, data
