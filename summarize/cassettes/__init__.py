"""Recorded answers of language models: kept as files for review, and played back without a network.

    with recording(path) as tape:
        summary = summarize_article(article, model=model)
        tape.finish(manifest)

    with replaying(path):
        summary = summarize_article(article, model=model)     # no request leaves the process

vcrpy patches the HTTP libraries of the whole process, so that one recording or replay can be open
at a time; within it, threads and tasks may ask as they like.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..errors import (
    AuthenticationError,
    CassetteError,
    EndpointError,
    ModelError,
    RateLimitError,
)
from .bodies import request_digest, without_volatile_ids
from .file import (
    CASE,
    MODEL,
    PROMPT,
    Interaction,
    Manifest,
    Recording,
    read_manifest,
    read_recording,
    write_recording,
)

if TYPE_CHECKING:
    from .tape import Player, Recorder

__all__ = [
    "Interaction",
    "Manifest",
    "Recording",
    "Replay",
    "Tape",
    "is_open",
    "path_of",
    "read_manifest",
    "read_recording",
    "recording",
    "replaying",
    "request_digest",
    "without_volatile_ids",
    "write_recording",
]

_TRANSPORT_ERRORS = (AuthenticationError, EndpointError, RateLimitError)
_one_open = threading.Lock()
_open_path = ""


def path_of(
    root: str | os.PathLike[str], prompt_id: str, model: str, case: str, sample: int
) -> Path:
    """Where a recording belongs: `<root>/article@1/openai--gpt-6-luna/<case>.s1.yaml`.

    No two models share a folder. Raises `CassetteError` for names that are no such names, so that
    no path leads out of `root`.
    """
    for what, name, pattern, form in (
        ("prompt", prompt_id, PROMPT, "give name and version, such as article@1"),
        ("model", model, MODEL, "give a name such as openai/gpt-6-luna"),
        ("case", case, CASE, "use at most 64 of a-z, 0-9 and hyphens"),
        ("sample", str(sample), "[1-9][0-9]{0,5}", "count from 1"),
    ):
        if not re.fullmatch(pattern, name, re.ASCII):
            raise CassetteError(f"{name[:80]!r} can't be the {what} of a recording: {form}.")
    folder = quote(model, safe="/").replace("--", "-%2D").replace("/", "--")
    return Path(root) / prompt_id / folder / f"{case}.s{sample}.yaml"


def is_open() -> bool:
    """Whether this process has a recording or replay open."""
    return _one_open.locked()


# --- recording ---


class Tape:
    """What is being recorded. Made by `recording`."""

    def __init__(self, path: Path, recorder: Recorder) -> None:
        self._path = path
        self._recorder = recorder
        self.is_finished = False

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """What was answered so far, in the order of the answers."""
        return tuple(self._recorder.interactions)

    def finish(self, manifest: Manifest) -> None:
        """Write the recording; the old file stays when this raises (see `write_recording`)."""
        write_recording(self._path, Recording(manifest, self.interactions))
        self.is_finished = True


@contextmanager
def recording(path: str | os.PathLike[str]) -> Iterator[Tape]:
    """Keeps every answer that models give to this process, for `finish` to write.

    An answer is on the disk, in `<path>.part`, before the caller sees it. When the block is broken
    off (Ctrl-C, a kill, a lost connection), the next recording there takes up what the same
    endpoint answered (delete that file to ask anew); when an answer itself was the fault, or the
    block ends, it is dropped.
    Answers that tell of the transport and not of the model (401, 403, 408, 409, 429, 5xx) are not
    kept.

    Raises `CassetteError` when this process has another recording or replay open, or another
    process records to the same path.
    """
    from .journal import Journal
    from .tape import Recorder

    path = Path(path)
    with _only_one(path):
        journal = Journal(path)
        options = {"path": str(path), "interactions": journal.found, "keep": journal.add}
        keep = True
        try:
            with Recorder.use(**options) as recorder:
                tape = Tape(path, recorder)
                try:
                    yield tape
                finally:
                    keep = not tape.is_finished
            keep = False
        except (CassetteError, ModelError) as error:
            keep = keep and isinstance(error, _TRANSPORT_ERRORS)
            raise
        finally:
            journal.close(keep=keep)


# --- replaying ---


class Replay:
    """What is being played. Made by `replaying`."""

    def __init__(self, player: Player, places: Mapping[int, str]) -> None:
        self._player = player
        self._places = places

    @property
    def unplayed(self) -> tuple[str, ...]:
        """The recorded answers that nothing asked for, e.g. "cassettes/….yaml: interaction 2"."""
        return tuple(self._places[id(each)] for each in self._player.unplayed)

    @property
    def misses(self) -> tuple[str, ...]:
        """Why requests had no answer; also of those whose error somebody caught."""
        return tuple(self._player.misses)


@contextmanager
def replaying(*paths: str | os.PathLike[str], command: str | None = None) -> Iterator[Replay]:
    """Answers this process's requests from recordings, and lets nothing out.

    A request is known by `request_digest`; one that was sent twice plays its answers in the order
    of their recording. Any other raises `CassetteMiss` at once, through openai and instructor too,
    and says which recording is nearest, and the command that records again (None: `summarize record`
    with its case). Needs no key: where none is set, a placeholder stands in.

    Raises `CassetteError` when a file can't be read, or this process has another one open.
    """
    from .nearest import explain_miss

    recordings = {Path(path): read_recording(path) for path in paths}
    from .tape import Player  # which takes seconds, and a file may be missing

    interactions = [each for recorded in recordings.values() for each in recorded.interactions]
    places = {
        id(each): f"{path}: interaction {position}"
        for path, recorded in recordings.items()
        for position, each in enumerate(recorded.interactions, 1)
    }

    def explain(method: str, path: str, body: bytes) -> str:
        return explain_miss(recordings, method, path, body, command=command)

    shown = ", ".join(map(str, recordings)) or "no recording"
    with (
        _only_one(shown),
        _placeholders(_settings(recordings.values())),
        Player.use(path=shown, interactions=interactions, explain=explain) as player,
    ):
        yield Replay(player, places)


def _settings(recordings: Iterable[Recording]) -> dict[str, str]:
    """Placeholders for the settings without which a model can't be opened, where they are missing.

    A model that is neither OpenAI's nor Ollama's has no endpoint of its own; its placeholder ends in
    the recorded path, so that a request's digest is the recorded one.
    """
    settings = {"OPENAI_API_KEY": "replay"}  # too short to be taken for a secret
    for recorded in recordings:
        provider = recorded.manifest.model.partition("/")[0]
        for each in recorded.interactions if provider not in ("openai", "ollama") else ():
            path = each.path.removesuffix("/chat/completions")
            settings["SUMMARIZE_BASE_URL"] = f"http://replayed.invalid{path}"
    return {name: value for name, value in settings.items() if not os.environ.get(name)}


@contextmanager
def _placeholders(settings: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _only_one(path: str | os.PathLike[str]) -> Iterator[None]:
    global _open_path  # noqa: PLW0603  # vcrpy's patches are as global
    if not _one_open.acquire(blocking=False):
        raise CassetteError(
            f"{path} can't be opened while {_open_path} is: a process can have one recording or "
            "replay open at a time. Close that first, or use another process; "
            "replaying() takes several paths."
        )
    try:
        _open_path = str(path)
        yield
    finally:
        _one_open.release()
