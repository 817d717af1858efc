"""Which Python, which packages, and whether they are those that the library was made for."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from .. import __version__
from .facts import Fact

__all__ = ["extras", "packages"]

_SHOWN = ("openai", "instructor", "pydantic", "vcrpy", "trafilatura")
_PURPOSE = {
    "otel": "traces with OpenTelemetry",
    "parquet": "Parquet files of claims",
    "pdf": "PDF documents",
    "postgres": "a cache in PostgreSQL",
    "ray": "Ray datasets",
}
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,.-]*\])?\s*([^;]*)(?:;(.*))?")
_BOUND = re.compile(r"(>=|<)\s*([0-9.]+)")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")


class _Need(NamedTuple):
    package: str
    bounds: str
    extra: str | None


def packages() -> Iterator[Fact]:
    """Python, the library, and the packages that it always needs."""
    python = f"{platform.python_version()} ({sys.executable})"
    yield Fact("Python", python)
    yield Fact("summarize", f"{__version__} ({__file__.rpartition('summarize')[0]}summarize)")
    needs = [need for need in _needs() if need.extra is None]
    if not needs:
        yield Fact(
            "packages",
            "not installed as a package, so nobody says which versions it needs",
            "note",
            "pip install summarize",
        )
        return
    wrong = [fact for need in needs if (fact := _judged(need)).level != "well"]
    shown = ", ".join(f"{name} {_version(name)}" for name in _SHOWN if _version(name))
    if not wrong:
        yield Fact("packages", f"{shown} and {len(needs) - len(_SHOWN)} more, as required")
        return
    yield Fact("packages", shown)
    yield from wrong


def extras() -> Iterator[Fact]:
    """What can be installed beside, and what for."""
    needs = _needs()
    for name in sorted({need.extra for need in needs if need.extra in _PURPOSE}, key=str):
        mine = [need for need in needs if need.extra == name]
        missing = [need.package for need in mine if _version(need.package) is None]
        if missing:
            says = f"{', '.join(missing)} not installed"
            yield Fact(str(name), says, "off", f"for {_PURPOSE[str(name)]}: {_command(name)}")
            continue
        wrong = [fact for need in mine if (fact := _judged(need)).level != "well"]
        shown = ", ".join(f"{need.package} {_version(need.package)}" for need in mine)
        yield (
            Fact(str(name), f"{shown} ({_PURPOSE[str(name)]})")
            if not wrong
            else Fact(str(name), wrong[0].says, "problem", _command(name))
        )


def _command(extra: str | None) -> str:
    return f"pip install 'summarize[{extra}]'"


def _judged(need: _Need) -> Fact:
    """Whether a package is there in a version that fits."""
    found = _version(need.package)
    if found is None:
        return Fact(need.package, "not installed", "problem", f"pip install {need.package}")
    if _fits(found, need.bounds):
        return Fact(need.package, found)
    return Fact(
        need.package,
        f"{need.package} {found}, where {need.bounds} is needed",
        "problem",
        f"pip install '{need.package}{need.bounds}'",
    )


def _needs() -> list[_Need]:
    """What the installed package says that it needs here; nothing when it is not installed."""
    try:
        said = importlib.metadata.requires("summarize") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    needs = []
    for each in said:
        match = _REQUIREMENT.match(each)
        if match is not None:
            extra = _EXTRA.search(match[3] or "")
            bounds = match[2].strip(" ()").replace(" ", "")
            needs.append(_Need(match[1], bounds, extra[1] if extra else None))
    return needs


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _fits(version: str, bounds: str) -> bool:
    """Whether a version lies within bounds such as ">=3.3,<4"."""
    found = _numbers(version)
    limits = _BOUND.findall(bounds)
    return all((found >= _numbers(limit)) == (sign == ">=") for sign, limit in limits)


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, without zeros at the end: 3.0 and 3 are the same."""
    digits = re.match(r"[0-9.]*", version)
    numbers = [int(part) for part in (digits[0] if digits else "").split(".") if part]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
