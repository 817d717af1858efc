"""What became of one article of a batch."""

from __future__ import annotations

import json
from typing import Any

from ..errors import SummarizeError
from ..schema import ArticleSummary, Usage

__all__ = ["NOTHING", "ArticleOutcome"]

NOTHING = Usage(cost=0.0, repair_cost=0.0)
"""What a result costs that was there already."""


class ArticleOutcome:
    """A result, or the error in its place. Immutable.

    `result_json` is the result as JSON (UTF-8) where it is known already; a result that comes from a
    store or another process is parsed from it, as a `kind`, when `result` is asked for.
    """

    __slots__ = (
        "_cached",
        "_error",
        "_id",
        "_incomplete",
        "_index",
        "_json",
        "_key",
        "_kind",
        "_result",
        "_usage",
    )

    def __init__(
        self,
        id: str,  # noqa: A002  # the field of a record has this name
        index: int,
        *,
        result: ArticleSummary | None = None,
        result_json: bytes | None = None,
        error: SummarizeError | None = None,
        key: str | None = None,
        cached: bool = False,
        usage: Usage = NOTHING,
        incomplete: bool | None = None,
        kind: type[ArticleSummary] = ArticleSummary,
    ) -> None:
        if (error is None) == (result is None and result_json is None):
            raise ValueError("An outcome has a result or an error.")
        self._id, self._index = id, index
        self._result, self._json, self._error = result, result_json, error
        self._kind = kind
        self._key, self._cached, self._usage = key, cached, usage
        self._incomplete = bool(result and result.gaps) if incomplete is None else incomplete

    @property
    def id(self) -> str:
        """What the source calls the article: unique in a batch."""
        return self._id

    @property
    def index(self) -> int:
        """The article's position in the input, from 0."""
        return self._index

    @property
    def result(self) -> ArticleSummary | None:
        """The summary; None when there is an error. Its own `usage` is what it took to make."""
        if self._result is None and self._json is not None:
            self._result = self._kind.model_validate_json(self._json)
        return self._result

    @property
    def result_json(self) -> bytes | None:
        """The summary as JSON; None when there is an error."""
        if self._json is None and self._result is not None:
            self._json = self._result.model_dump_json().encode()
        return self._json

    @property
    def error(self) -> SummarizeError | None:
        """Why there is no result."""
        return self._error

    @property
    def key(self) -> str | None:
        """What the result is kept under; None when the article could not be read."""
        return self._key

    @property
    def cached(self) -> bool:
        """True when nothing was paid: it was kept already, or another article has the same text."""
        return self._cached

    @property
    def usage(self) -> Usage:
        """What this batch paid for the article, failed attempts included."""
        return self._usage

    @property
    def incomplete(self) -> bool:
        """Whether the result has gaps (`result.gaps`); it is not kept, and a rerun asks again."""
        return self._incomplete

    def __repr__(self) -> str:
        became = f"error={self._error!r}" if self._error else f"cached={self._cached}"
        return f"ArticleOutcome({self._id!r}, index={self._index}, {became})"

    def to_json(self) -> str:
        """One record of a JSON Lines file, without the line's end.

        `{"id", "index", "status": "ok" | "incomplete" | "failed", "cached", "key", "error": {"type",
        "message"} | null, "usage", "result"}`; `result` comes last, and is null when the article failed.
        """
        error = self._error
        head: dict[str, Any] = {
            "id": self._id,
            "index": self._index,
            "status": "failed" if error else "incomplete" if self._incomplete else "ok",
            "cached": self._cached,
            "key": self._key,
            "error": error and {"type": type(error).__name__, "message": str(error)},
        }
        result = self.result_json
        return (
            f"{_dumped(head)[:-1]},"
            f'"usage":{self._usage.model_dump_json()},'
            f'"result":{"null" if result is None else result.decode()}}}'
        )


def _dumped(head: dict[str, Any]) -> str:
    """JSON that is valid UTF-8: a file's name may hold bytes that are none."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(head, separators=(",", ":"))
    return text
