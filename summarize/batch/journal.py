"""What is under way at a provider of batches, as notes in the store, so that nothing is paid twice.

A submission is noted before its file is uploaded, again before its batch is made, and once it is
made. Its mark stands in the file's name and in the batch's metadata, so that what a process made
just before it was killed is found again. An answer is noted only when its article still needs it
after the batch is gone.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..models.openai_batch import Recorded
from ..store import ResultStore

__all__ = ["Journal", "Submission"]

_SUBMISSIONS = "openai-batch/submission/"
_ANSWERS = "openai-batch/answer/"
_KEPT = 30 * 24 * 3600
"""Seconds that an unused answer is kept: as long as the provider keeps a batch's files."""
_ABANDONED = 900
"""Seconds of silence after which another machine's process is taken for dead."""

Stage = Literal["planned", "uploaded", "running", "read", "kept"]


@dataclass(slots=True)
class Submission:
    """Requests that go, went or have been in one batch."""

    mark: str
    endpoint: str
    model: str
    requests: list[str]
    """Digests, in the order of the file's lines."""
    tokens: int
    """What they take of the provider's queue, by an estimate."""
    created: float = 0.0
    """Unix time of the first note."""
    saved: float = 0.0
    """Unix time of the last one."""
    stage: Stage = "planned"
    """planned: perhaps uploaded; uploaded: perhaps made; running: made; read: its files are to be
    removed; kept: only answers are left of it."""
    file: str | None = None
    batch: str | None = None
    files: list[str] = field(default_factory=list)
    """Files at the provider that are to be removed."""
    kept: list[str] = field(default_factory=list)
    """Digests of the answers that are noted."""
    host: str = ""
    process: int = 0

    @property
    def filename(self) -> str:
        """The name of the input file at the provider."""
        return f"summarize-{self.mark}.jsonl"


class Journal:
    """The notes about the batches of one model at one endpoint."""

    def __init__(
        self, store: ResultStore, *, endpoint: str, model: str, clock: Callable[[], float]
    ) -> None:
        self._store = store
        self._endpoint = endpoint
        self._model = model
        self._clock = clock

    def new(self, requests: Iterable[str], tokens: int) -> Submission:
        """A submission that is about to be made, noted."""
        made = Submission(
            secrets.token_hex(16),
            self._endpoint,
            self._model,
            list(requests),
            tokens,
            created=self._clock(),
            host=socket.gethostname(),
            process=os.getpid(),
        )
        _MAKING.add(made.mark)
        self.save(made)
        return made

    def save(self, submission: Submission) -> None:
        """Notes how a submission stands."""
        submission.saved = self._clock()
        text = json.dumps(asdict(submission), separators=(",", ":"))
        self._store.remember(_SUBMISSIONS + submission.mark, text)

    def let_go(self, submission: Submission) -> None:
        """Says that this process is not at work on a submission's batch any more."""
        _MAKING.discard(submission.mark)

    def drop(self, submission: Submission) -> None:
        """Removes the note of a submission."""
        self.let_go(submission)
        self._store.forget(_SUBMISSIONS + submission.mark)

    def submissions(self) -> list[Submission]:
        """All that are noted for this model and endpoint, the oldest first."""
        found = [_submission(text) for _, text in self._store.recalled(_SUBMISSIONS)]
        own = (self._endpoint, self._model)
        return sorted(
            (one for one in found if one is not None and (one.endpoint, one.model) == own),
            key=lambda one: one.created,
        )

    def again(self, submission: Submission) -> Submission | None:
        """How a submission stands by now; None when its note is gone."""
        text = self._store.recall(_SUBMISSIONS + submission.mark)
        return None if text is None else _submission(text)

    def in_hands(self, submission: Submission) -> bool:
        """Whether a process may just be making the batch of a submission."""
        here = submission.host == socket.gethostname()
        if here and submission.process == os.getpid():
            return submission.mark in _MAKING
        if self._clock() - submission.saved > _ABANDONED:
            return False
        return not here or _runs(submission.process)

    def keep(self, digest: str, answer: Recorded) -> None:
        """Notes an answer."""
        text = json.dumps([answer.status, answer.body], separators=(",", ":"))
        self._store.remember(_ANSWERS + digest, text)

    def answer(self, digest: str) -> Recorded | None:
        """The answer that was noted; None when there is none."""
        text = self._store.recall(_ANSWERS + digest)
        return None if text is None else Recorded(*json.loads(text))

    def forget(self, digest: str) -> None:
        """Removes the note of an answer."""
        self._store.forget(_ANSWERS + digest)

    def swept(self, submission: Submission) -> bool:
        """Removes the answers that nobody asked for in a month; whether it did."""
        if self._clock() - submission.saved <= _KEPT:
            return False
        for digest in submission.kept:
            self.forget(digest)
        self.drop(submission)
        return True


_MAKING: set[str] = set()
"""Marks of the submissions whose batches this process is making."""


def _submission(text: str) -> Submission | None:
    """A submission by its note; None for one of another version."""
    try:
        fields: dict[str, Any] = json.loads(text)
        return Submission(**fields)
    except (ValueError, TypeError):
        return None


def _runs(process: int) -> bool:
    """Whether a process of this machine runs; True where that can't be asked without harm."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
