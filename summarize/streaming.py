"""One article's summary while it is made: what the model writes, provisional, and then the result."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Any, Literal, Unpack, overload

from pydantic import BaseModel

from .api import CallOptions, DataT, Source, SummaryT, asummarized
from .extraction import Extraction
from .job import prepare
from .models import LanguageModel
from .models.base import DraftT, Reply, Request
from .models.partials import PartialClaim, PartialDraft, PartialSentence, partial_draft
from .schema import ArticleSummary
from .store import ResultStore

__all__ = ["PartialClaim", "PartialSentence", "PartialSummary", "Phase", "astream_article"]

Phase = Literal["waiting", "writing", "reading", "merging", "checking", "repairing"]


@dataclass(frozen=True, slots=True)
class PartialSummary:
    """How far a summary is: all that the model wrote of it so far, before anything was checked.

    Provisional: the result may word an item differently, mark it as unsupported or leave it out.
    """

    phase: Phase
    """waiting: nothing was written yet; writing: the model writes; reading: it reads an article in
    parts; merging: it writes the summary of all parts; checking: what it wrote is checked;
    repairing: it corrects what failed a check."""
    headline: str = ""
    summary: tuple[PartialSentence, ...] = ()
    claims: tuple[PartialClaim, ...] = ()
    done: int = 0
    """While reading: the parts that are answered."""
    total: int = 1
    """Into how many parts the article goes."""
    attempt: int = 0
    """How often an answer began: after a lost connection, or when it did not fit the schema, what was
    written is void and the next answer begins with nothing."""


@overload
def astream_article(
    source: Source, *, schema: None = None, **options: Unpack[CallOptions]
) -> AsyncGenerator[PartialSummary | ArticleSummary, None]: ...
@overload
def astream_article(  # type: ignore[overload-overlap]  # the first that fits is meant
    source: Source, *, schema: type[SummaryT], **options: Unpack[CallOptions]
) -> AsyncGenerator[PartialSummary | SummaryT, None]: ...
@overload
def astream_article(
    source: Source, *, schema: type[DataT], **options: Unpack[CallOptions]
) -> AsyncGenerator[PartialSummary | Extraction[DataT], None]: ...
async def astream_article(
    source: Source,
    *,
    cache: ResultStore | str | os.PathLike[str] | None = None,
    schema: type[BaseModel] | None = None,
    **options: Any,
) -> AsyncGenerator[Any, None]:
    """Yields a `PartialSummary` whenever there is more to see, and the `ArticleSummary` last.

    Takes what `summarize_article` takes, sends the same requests, returns the same result at the same
    cost, and raises the same errors, some of them after partial summaries: these are no result. Each
    partial summary holds all that was written so far; who takes them slowly gets fewer. The last item
    of each list may end in the middle of a word.

    The summary of an article that goes in one request is heard as it is written, where the endpoint
    streams; the embedded engine, parts of a long article and repairs tell their phase only. A result
    from the cache comes alone. Leaving the loop early gives up the request (`contextlib.aclosing` does
    so at once).
    """
    job = prepare(schema=schema, **options)
    heard = _Heard(job.model)
    work = asyncio.create_task(asummarized(job, source, cache, model=heard))
    work.add_done_callback(lambda _: heard.changed.set())
    try:
        shown = None
        while not work.done():
            await heard.changed.wait()
            heard.changed.clear()
            if not work.done() and (partial := heard.so_far()) != shown:
                yield (shown := partial)
        yield await work
    finally:
        work.cancel()
        await asyncio.wait([work])
        if not work.cancelled():
            work.exception()  # which nobody may have asked for


_PHASES: dict[str, Phase] = {"merge": "merging", "repair": "repairing"}


class _Heard:
    """A model that is listened to. It is the `Listener` of its own requests."""

    extractive = False  # as above: the job's own model says what it is

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.name = model.name
        self.changed = asyncio.Event()
        self._phase: Phase = "waiting"
        self._heard_as: Phase = "writing"
        self._asked = self._answered = self._attempt = 0
        self._text: list[str] = []
        self._draft = PartialDraft()

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """As the model answers."""
        return self._model.answer(request)

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """As the model answers, heard when it is the only answer that is under way."""
        if self._asked == self._answered:
            self._asked = self._answered = 0
        self._asked += 1
        await asyncio.sleep(0)  # all others of this step begin
        alone = self._asked == 1
        if alone and request.purpose in ("draft", "merge"):
            request = replace(request, listener=self)
        self._heard_as = "merging" if request.purpose == "merge" else "writing"
        self._note(_PHASES.get(request.purpose, "waiting" if alone else "reading"))
        reply = await self._model.aanswer(request)
        self._answered += 1
        self._note("checking" if alone else "reading")
        await asyncio.sleep(0)  # whoever watches sees it before the checks begin
        return reply

    def begins(self) -> None:
        """An answer begins, perhaps anew."""
        self._attempt += 1
        self._text, self._draft = [], PartialDraft()
        self.changed.set()

    def hears(self, text: str) -> None:
        """The model writes."""
        self._text.append(text)
        self._note(self._heard_as)

    def _note(self, phase: Phase) -> None:
        self._phase = phase
        self.changed.set()

    def so_far(self) -> PartialSummary:
        """What is known now."""
        self._text = ["".join(self._text)]
        draft = self._draft = partial_draft(self._text[0]) or self._draft
        reading = self._asked > 1
        return PartialSummary(
            phase=self._phase,
            headline=draft.headline,
            summary=draft.summary,
            claims=draft.claims,
            done=self._answered if reading else 0,
            total=self._asked if reading else 1,
            attempt=self._attempt,
        )
