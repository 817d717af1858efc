"""vcrpy underneath: its patches of the HTTP libraries, our index, and our own errors through openai.

Imported only while something is recorded or replayed, since vcrpy and openai take seconds.
vcrpy's own cassette ignores bodies or compares each pair of them, is written only at its end, and
a request that it doesn't know comes out of the SDK as "Connection error." (vcrpy 9.4).
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any

import openai
from vcr.cassette import Cassette  # type: ignore[import-untyped]  # vcrpy has no types
from vcr.filters import decode_response  # type: ignore[import-untyped]
from vcr.patch import PATCHER_NAMES  # type: ignore[import-untyped]
from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped]
from vcr.request import Request  # type: ignore[import-untyped]

from ..errors import CassetteError, CassetteMiss
from .bodies import request_digest, without_volatile_ids
from .file import Interaction

__all__ = ["Player", "Recorder", "ReplayMiss", "UnkeptAnswerError"]

# 401, 403 and 407 are of the recorder's key, the rest of the endpoint's moment: none of the answer.
_TRANSPORT_STATUS = frozenset({401, 403, 407, 408, 409, 425, 429})


class ReplayMiss(CassetteMiss, openai.OpenAIError):
    """A miss; the SDK lets its own errors through at once and unwrapped, whoever raises them."""


class UnkeptAnswerError(CassetteError, openai.OpenAIError):
    """An answer that can't be kept; an `OpenAIError` for the same reason."""


class _Nowhere:
    """vcrpy's persister: files are read and written by us, each answer as it comes."""

    @staticmethod
    def load_cassette(_path: Any, serializer: Any) -> Any:  # noqa: ARG004  # as vcrpy calls it
        raise CassetteNotFoundError

    @staticmethod
    def save_cassette(_path: Any, _cassette: Any, serializer: Any) -> None:
        pass


class _Tape(Cassette):  # type: ignore[misc]  # as above
    """A cassette that finds the answer to a request by its origin and digest, each answer once.

    An origin is scheme, host and port of the endpoint, or "" where they don't count.
    """

    def __init__(
        self,
        path: str,
        interactions: Iterable[tuple[str, Interaction]],
        skip_patchers: tuple[str, ...] = (),
    ) -> None:
        super().__init__(path, persister=_Nowhere, skip_patchers=skip_patchers)
        self._lock = threading.Lock()
        self._waiting: defaultdict[tuple[str, str], deque[Interaction]] = defaultdict(deque)
        for origin, each in interactions:
            digest = request_digest(each.method, each.path, each.request)
            self._waiting[origin, digest].append(each)

    @property
    def unplayed(self) -> tuple[Interaction, ...]:
        """What was not asked for yet."""
        with self._lock:
            return tuple(each for queue in self._waiting.values() for each in queue)

    def can_play_response_for(self, request: Request) -> bool:
        """Whether there is an answer; takes it, so that no other thread or task gets the same."""
        if not hasattr(request, "answered_by"):
            request.answered_by = self._take(request)
        return request.answered_by is not None

    def play_response(self, request: Request) -> dict[str, Any]:
        """The answer that was taken, as vcrpy's patches want it."""
        taken: Interaction = request.answered_by
        return {
            "status": {"code": taken.status, "message": ""},
            "headers": {"content-type": [taken.content_type]} if taken.content_type else {},
            "body": {"string": taken.response},
        }

    def _take(self, request: Request) -> Interaction | None:
        digest = request_digest(request.method, request.path, _body(request))
        with self._lock:
            queue = self._waiting[self._origin(request), digest]
            return queue.popleft() if queue else None

    def _origin(self, _request: Request) -> str:
        return ""


class Player(_Tape):
    """A tape that only plays. `explain` says, of method, path and body, why there is no answer."""

    def __init__(
        self,
        path: str,
        interactions: Iterable[Interaction],
        explain: Callable[[str, str, bytes], str],
    ) -> None:
        super().__init__(path, (("", each) for each in interactions))
        self._explain = explain
        self.misses: list[str] = []

    def _take(self, request: Request) -> Interaction:
        taken = super()._take(request)
        if taken is None:
            why = self._explain(request.method, request.path, _body(request))
            self.misses.append(why)
            raise ReplayMiss(why)
        return taken


class Recorder(_Tape):
    """A tape that keeps what is answered; what an earlier attempt left is played, not paid again.

    It is played only for the origin that it came from, so that no answer passes for another's.
    """

    def __init__(
        self,
        path: str,
        interactions: Iterable[tuple[str, Interaction]],
        keep: Callable[[str, Interaction], None],
    ) -> None:
        # The SDK speaks httpx2; what goes over other libraries is no model's answer.
        others = tuple(name for name in PATCHER_NAMES if name != "httpx2")
        super().__init__(path, interactions, skip_patchers=others)
        self._keep = keep
        self.interactions: list[Interaction] = []

    def _take(self, request: Request) -> Interaction | None:
        taken = super()._take(request)
        if taken is not None:
            self.interactions.append(taken)
        return taken

    def _origin(self, request: Request) -> str:
        return f"{request.scheme}://{request.host}:{request.port}"

    def append(self, request: Request, response: dict[str, Any]) -> None:
        """Keep an answer, unless the transport failed and the request will be sent again."""
        headers = {name.lower(): values for name, values in response["headers"].items()}
        status = response["status"]["code"]
        will_retry = headers.get("x-should-retry") == ["true"]
        if status in _TRANSPORT_STATUS or status >= 500 or will_retry:
            return
        made = _interaction(request, response)
        try:
            with self._lock:
                self._keep(self._origin(request), made)
                self.interactions.append(made)
        except OSError as error:
            raise UnkeptAnswerError(
                f"{self._path}: the answer can't be kept: {error.strerror}."
            ) from error


def _interaction(request: Request, response: dict[str, Any]) -> Interaction:
    response = decode_response(response)
    headers = {name.lower(): values for name, values in response["headers"].items()}
    if encoding := headers.get("content-encoding"):
        raise UnkeptAnswerError(
            f"The answer of {request.path} is compressed with {encoding[0]}, which can't be read "
            "here. Install its library (brotli or zstandard), or have the endpoint send it plain."
        )
    return Interaction(
        request.method,
        request.path,
        _body(request),
        response["status"]["code"],
        without_volatile_ids(response["body"]["string"]),
        headers.get("content-type", [""])[0],
    )


def _body(request: Request) -> bytes:
    body = request.body
    return b"" if body is None else body if isinstance(body, bytes) else str(body).encode()
