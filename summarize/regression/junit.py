"""A check as JUnit XML: one suite for each prompt and model, one test for each recording."""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from ..render.words import plain
from .checkup import Checkup, Row
from .stale import missing_text, stale_text
from .survey import names_of

__all__ = ["junit_xml"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILING = ("REGRESSED",)
_ERRORS = ("STALE", "MISSING", "DAMAGED")


def junit_xml(checkup: Checkup, *, strict: bool = False) -> str:
    """The document; the same check gives the same bytes.

    A regression is a failure whose text names claims and figures; what is stale, missing or damaged
    is an error, and so are changed released prompts and unused recordings.
    """
    failing = (*_FAILING, "drift") if strict else _FAILING
    texts = _texts(checkup)
    suites = ET.Element("testsuites", name="summarize check")
    for (prompt, model), rows in groupby(checkup.rows, key=lambda row: row[:2]):
        _suite(suites, f"{prompt} · {model}", list(rows), texts, failing)
    others = [(each.prompt, each.message) for each in checkup.lock]
    others += [(str(each.path), each.message) for each in checkup.survey.damaged]
    others += [(str(each.path), f"unused: {each.reason}") for each in checkup.survey.unused]
    if others:
        suite = ET.SubElement(
            suites, "testsuite", name="files", tests=str(len(others)), errors=str(len(others))
        )
        for name, message in others:
            test = ET.SubElement(suite, "testcase", classname="files", name=_xml(name))
            ET.SubElement(test, "error", message=_xml(message))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _texts(checkup: Checkup) -> dict[tuple[str, str, str], list[str]]:
    """What is to be said of each recording that is not fine."""
    texts: dict[tuple[str, str, str], list[str]] = {}
    for verdict in checkup.verdicts:
        texts[names_of(verdict.found.manifest)] = [plain(each.message) for each in verdict.new]
    for group in checkup.stale:
        for each in group.found:
            text = stale_text(group, checkup.project, case_count=checkup.case_count)
            texts[names_of(each.manifest)] = text.split("\n")
    for missing in checkup.missing:
        for one in missing:
            text = missing_text(missing, checkup.project, case_count=checkup.case_count)
            texts[one.current.prompt.id, one.model, one.case.id] = text.split("\n")
    return texts


def _suite(
    parent: ET.Element,
    name: str,
    rows: list[Row],
    texts: dict[tuple[str, str, str], list[str]],
    failing: tuple[str, ...],
) -> None:
    suite = ET.SubElement(
        parent,
        "testsuite",
        name=_xml(name),
        tests=str(len(rows)),
        failures=str(sum(row.state in failing for row in rows)),
        errors=str(sum(row.state in _ERRORS for row in rows)),
    )
    for row in rows:
        test = ET.SubElement(suite, "testcase", classname=_xml(name), name=_xml(row.name))
        if row.state not in failing and row.state not in _ERRORS:
            continue
        lines = texts.get(row[:3]) or [plain(row.remark)]
        kind = "failure" if row.state in failing else "error"
        problem = ET.SubElement(test, kind, type=row.state.lower(), message=_xml(lines[0]))
        problem.text = _xml("\n".join(lines))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
