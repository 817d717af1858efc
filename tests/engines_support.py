"""What optional software a test needs: without it the test is skipped, or fails where all of it has to be there."""

from __future__ import annotations

import importlib.util
import os
from typing import NoReturn

import pytest

__all__ = ["lacking", "needed"]


def needed(module: str, package: str) -> None:
    """Skips the test unless the module is installed."""
    try:
        found = importlib.util.find_spec(module)
    except ModuleNotFoundError:  # of a parent
        found = None
    if found is None:
        lacking(f"no {module} (pip install {package}, or see .ci/engines)")


def lacking(why: str) -> NoReturn:
    """Skips the test; with SUMMARIZE_ENGINES=required, as `.ci/engines` sets it, fails it."""
    if os.environ.get("SUMMARIZE_ENGINES") == "required":
        pytest.fail(why)
    pytest.skip(why)
