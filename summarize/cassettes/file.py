"""A recording as a file: its manifest, its interactions, read whole or not at all, written at once."""

from __future__ import annotations

import contextlib
import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import CassetteError, SecretFoundError
from ..secrets import find_secrets
from .bodies import close_body, open_body
from .yaml_text import emit, parse

__all__ = [
    "CASE",
    "MODEL",
    "PROMPT",
    "Interaction",
    "Manifest",
    "Recording",
    "read_manifest",
    "read_recording",
    "write_recording",
]

CASE = r"[a-z0-9-]{1,64}"
PROMPT = r"[a-z0-9][a-z0-9-]{0,63}@[0-9]{1,9}"
# Each part begins with a letter or digit (a folder of Cloudflare's with @), so none is "..".
MODEL = r"(?=.{1,128}$)@?[A-Za-z0-9][\w.:@+-]*(?:/[A-Za-z0-9][\w.:@+-]*)*"
_MAX_BYTES = 64_000_000
_RE_RECORD = "Restore it from version control, or record it again."

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a recording says of itself: where it comes from, and the hashes by which it grows stale."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    prompt: Annotated[str, Field(pattern=f"^{PROMPT}$")]
    """Name and version, e.g. "article@1"."""
    prompt_sha256: Sha256
    schema_sha256: Sha256
    repair: Annotated[str, Field(pattern=f"^{PROMPT}$")] | None
    """The prompt of the repair request, None when none was sent."""
    repair_sha256: Sha256 | None
    merge: Annotated[str, Field(pattern=f"^{PROMPT}$")] | None = None
    """The prompt of the request that sums up an article read in parts, None when none was sent."""
    merge_sha256: Sha256 | None = None
    context_window: Annotated[int, Field(ge=1)] | None = None
    """Tokens for which the article was cut into parts; None: it was not, or for what the endpoint said."""
    request_sha256: tuple[Sha256, ...]
    """`request_digest` of each interaction, in order."""
    model: str
    """The public name that was asked for, e.g. "openai/gpt-6-luna"."""
    model_answered: str | None
    case: Annotated[str, Field(pattern=f"^{CASE}$")]
    sample: Annotated[int, Field(ge=1)]
    article_sha256: Sha256
    recorded: date
    provenance: str
    versions: dict[str, str]
    """Of the libraries that took part."""
    usage: dict[str, int]
    cost: float | None
    """US dollars; None when the price is unknown."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Interaction:
    """One request and its answer. Of the headers only the answer's content type is kept."""

    method: str
    path: str
    """The URL's path, without host and query."""
    request: bytes
    status: int
    response: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Recording:
    """What a file holds."""

    manifest: Manifest
    interactions: tuple[Interaction, ...]


# --- reading ---


def read_recording(path: str | os.PathLike[str]) -> Recording:
    """The recording in a file.

    Raises `CassetteError`, with path and line, when there is none, when it was cut off or edited
    into something else, or when it holds what no recording has (tags, anchors, unknown keys).
    """
    path = Path(path)
    text = _read(path)
    tree = _parse(path, text, ["manifest", "interactions"])
    manifest = _manifest(path, text, tree["manifest"])
    listed = tree["interactions"]
    if not isinstance(listed, list):
        raise _damaged(path, _line_of(text, "interactions:"), "interactions is no list")
    return Recording(manifest, tuple(_interactions(path, text, listed)))


def read_manifest(path: str | os.PathLike[str]) -> Manifest:
    """The manifest in a file; reads no further, but makes sure that the file has its end.

    Raises `CassetteError` as `read_recording` does, of what it reads.
    """
    path = Path(path)
    text = _read(path)
    head, found, _ = text.partition("\ninteractions:")
    if not found:
        return read_recording(path).manifest  # which says what is wrong
    if not text.endswith("\n...\n"):
        raise _damaged(path, text.count("\n") + 1, "the end is missing: the file was cut off")
    return _manifest(path, text, _parse(path, f"{head}\n...\n", ["manifest"])["manifest"])


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)  # a device or a pipe doesn't tell its size
    except FileNotFoundError:
        raise CassetteError(f"{path}: there is no such recording. Record it.") from None
    except OSError as error:
        raise CassetteError(f"{path} can't be read: {error.strerror}.") from None
    if len(content) > _MAX_BYTES:
        raise _damaged(path, 1, f"it has more than {_MAX_BYTES // 1_000_000} MB")
    try:
        # Nothing that is written here has a bare \r, but version control may have put them in.
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _damaged(path, line, "it is no UTF-8") from None


def _parse(path: Path, text: str, keys: list[str]) -> dict[str, Any]:
    try:
        tree = parse(text)
    except ValueError as error:
        raise CassetteError(f"{path}: {error}. {_RE_RECORD}") from None
    if not isinstance(tree, dict) or list(tree) != keys:
        raise _damaged(path, 1, "the keys are not manifest and interactions")
    return tree


def _manifest(path: Path, text: str, tree: Any) -> Manifest:
    try:
        return Manifest.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "manifest"
        if name == "format":
            raise CassetteError(
                f"{path}: this version of summarize reads format 1 only. "
                "Update summarize, or record it again."
            ) from None
        line = _line_of(text, f"  {name}:") or _line_of(text, "manifest:")
        raise _damaged(path, line, f"{name}: {first['msg']}") from None


def _interactions(path: Path, text: str, listed: list[Any]) -> Iterator[Interaction]:
    for position, tree in enumerate(listed):
        try:
            yield _interaction(tree)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # No line of a text block stands at the margin, so these are the items of the list.
            starts = [match.start() for match in re.finditer(r"^- ", text, re.MULTILINE)]
            line = text.count("\n", 0, starts[position]) + 1 if position < len(starts) else 1
            what = f"interaction {position + 1} is not what a recording holds ({error!r:.80})"
            raise _damaged(path, line, what) from None


def _interaction(tree: Any) -> Interaction:
    request, response = tree["request"], tree["response"]
    if (set(tree), set(request), set(response)) != _KEYS:
        raise ValueError("its keys differ")
    method, where, status = request["method"], request["path"], response["status"]
    kind = response["content_type"]
    if not all(isinstance(text, str) for text in (method, where, kind)) or type(status) is not int:
        raise ValueError("method, path and content_type are texts, status is a number")
    if not re.fullmatch("[A-Z]{1,16}", method) or not 100 <= status <= 599:
        raise ValueError("no such method or status")
    return Interaction(
        method, where, close_body(request["body"]), status, close_body(response["body"]), kind
    )


_KEYS = (
    {"request", "response"},
    {"method", "path", "body"},
    {"status", "content_type", "body"},
)


def _line_of(text: str, start: str) -> int:
    """The first line that begins so, from 1; 0 when there is none."""
    match = re.search(rf"^{re.escape(start)}", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def _damaged(path: Path, line: int, what: str) -> CassetteError:
    return CassetteError(f"{path}: line {line}: {what}. {_RE_RECORD}")


# --- writing ---


def write_recording(path: str | os.PathLike[str], recording: Recording) -> None:
    """Write a recording as a whole: there is the old file or the new one, never a part of it.

    Folders are made. Raises `SecretFoundError`, naming line and kind, when a secret is in it, and
    `CassetteError` when it can't be written; the old file then stays.
    """
    path = Path(path)
    text = emit(_tree(recording))
    if len(text.encode()) > _MAX_BYTES:
        raise CassetteError(f"{path} was not written: it has more than {_MAX_BYTES:,} bytes.")
    if secrets := find_secrets(text):
        more = f" and {len(secrets) - 1} more" if len(secrets) > 1 else ""
        raise SecretFoundError(
            f"{path} was not written: it would hold a secret at {secrets[0]}{more}. "
            "Take it out of the article, the prompt or the endpoint's answer, and record again."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode("utf-8"))
    except OSError as error:
        raise CassetteError(f"{path} can't be written: {error.strerror}.") from error


_OF_PARTS = ("merge", "merge_sha256", "context_window")
"""What the manifest of an article that was read whole leaves out."""


def _tree(recording: Recording) -> dict[str, Any]:
    manifest = recording.manifest.model_dump(mode="json")
    return {
        "manifest": {k: v for k, v in manifest.items() if v is not None or k not in _OF_PARTS},
        "interactions": [
            {
                "request": {
                    "method": each.method,
                    "path": each.path,
                    "body": open_body(each.request),
                },
                "response": {
                    "status": each.status,
                    "content_type": each.content_type,
                    "body": open_body(each.response),
                },
            }
            for each in recording.interactions
        ],
    }


def _replace(path: Path, content: bytes) -> None:
    """Put the content in place in one step, once it is on the disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # Windows opens no folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
