"""A small project for the tests of prompt regression, and answers for its two articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from summarize.cli import main
from tests.support import JSON, Endpoint, Seen, claim, completion, draft

ARTICLES = {
    "bridge": (
        "The bridge opened on 3 May 2024.\n\n"
        "It cost 12 million euros, Mayor Ada Brook said. Nobody was hurt.\n"
    ),
    "quay": (
        "The quay closed on 4 June 2024.\n\n"
        "Some 300 boats have to leave, Harbour Master Tom Reed said.\n"
    ),
}
EXPECTATION = """\
about: A figure with its speaker.
language: en
required:
  - id: cost
    says: The bridge cost 12 million euros.
    words: [cost]
    figures: ["12 million"]
    speaker: Brook
    evidence: It cost 12 million euros
forbidden:
  - {pattern: 'collapsed', why: it stands}
speakers: [Ada Brook]
figures: ["12 million"]
"""
PROMPT = """\
---
id: news
version: 1
status: released
description: For tests.
parameters: {max_output_tokens: 4000}
inputs: {max_claims: 5}
---
You read one article.
List at most {{ max_claims }} claims.
Use nothing but the article.
"""
OPENING = claim("The bridge opened on 3 May 2024.")
COST = claim(
    "The bridge cost 12 million euros, Mayor Ada Brook said.",
    kind="statement",
    speaker="Ada Brook",
    role="Mayor",
    attribution="indirect",
    figures=[{"value": "12 million", "unit": "euros", "qualifier": "exact"}],
    evidence=[2],
)
WRONG_COST = {
    **COST,
    "text": "The bridge cost 17 million euros, Mayor Ada Brook said.",
    "figures": [{"value": "17 million", "unit": "euros", "qualifier": "exact"}],
}
CLOSING = claim("The quay closed on 4 June 2024.")
GOOD = {
    "bridge": draft(OPENING, COST),
    "quay": draft(CLOSING, summary=[{"text": "The quay closed.", "evidence": [1]}]),
}


def answer(seen: Seen, **other: JSON) -> JSON:
    """A completion with the good draft about the article that is asked about, or another one."""
    text = seen.body["messages"][1]["content"]
    name = next(name for name in ARTICLES if f"The {name} " in text)
    return completion(other.get(name, GOOD[name]))


@dataclass
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str


@dataclass
class Project:
    """A folder with prompts, cases and recordings, which is the current directory."""

    folder: Path
    endpoint: Endpoint
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Outcome:
        """`summarize` with these arguments."""
        self.capsys.readouterr()
        code = main(arguments)
        return Outcome(code, *self.capsys.readouterr())

    @property
    def where(self) -> tuple[str, ...]:
        """Options that record from the endpoint, without questions, in this process."""
        url = self.endpoint.url
        return ("--model", "relay/stub", "--base-url", url, "--yes", "--jobs", "1")

    def record(self, *arguments: str, **other: JSON) -> Outcome:
        """`summarize record news`, answered with the good drafts or with others by case."""
        return self.record_prompt("news", *arguments, **other)

    def record_prompt(self, prompt: str, *arguments: str, **other: JSON) -> Outcome:
        """The same for another prompt."""
        self.endpoint.script.clear()
        self.endpoint.script.append(lambda seen: answer(seen, **other))
        return self.run("record", prompt, *self.where, *arguments)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in one of the project's files."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def cassette(self, case: str = "bridge", sample: int = 1) -> Path:
        """A recording's file."""
        return next((self.folder / "cassettes/news@1").glob(f"*/{case}.s{sample}.yaml"))
