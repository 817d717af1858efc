"""What is shown while one article is summarised: a line on the terminal, above it what the model writes.

It stands on standard error, only on a terminal, and leaves nothing behind.
"""

from __future__ import annotations

import sys
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Self

from .render.shield import unshielded
from .render.words import isolated, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.text import Text

    from .article import Article
    from .models import LanguageModel
    from .schema import ArticleSummary
    from .streaming import PartialSummary

__all__ = ["Waiting"]

_WIDEST = 100
_INDENT = 5
_SIGNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class Waiting:
    """Waits for the summary of one article, as a context manager, and shows how far it is.

    `what` names the article, `shown` is whether to show anything, `texts` whether also what the model
    writes, `streamed` whether it is asked to tell.
    """

    def __init__(
        self, what: str, model: LanguageModel, *, shown: bool, texts: bool, streamed: bool
    ) -> None:
        self._what = plain(what)
        self._model = model
        self._texts = texts
        self._streamed = streamed
        self._phase = "reading the article"
        self._partial: PartialSummary | None = None
        self._since = time.monotonic()
        self._live = self._screen() if shown else None

    def _screen(self) -> Any:
        """The live display of rich; None where it could not be taken away again."""
        if sys.stderr is None or not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.live import Live

        console = Console(file=unshielded(sys.stderr), highlight=False)
        if console.is_dumb_terminal or not console.is_terminal or console.options.ascii_only:
            return None
        return Live(
            self,
            console=console,
            transient=True,
            refresh_per_second=8,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start(refresh=True)
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._live is not None:
            self._live.stop()

    def summarized(self, article: Article, **options: Any) -> ArticleSummary:
        """The summary; `options` are those of `summarize_article`."""
        self._phase = "" if self._model.extractive else "waiting for the model"
        if self._live is None or not self._streamed:
            from .api import summarize_article

            result: ArticleSummary = summarize_article(article, model=self._model, **options)
            return result
        import asyncio

        return asyncio.run(self._heard(article, options))

    async def _heard(self, article: Article, options: dict[str, Any]) -> ArticleSummary:
        from .schema import ArticleSummary
        from .streaming import astream_article

        async with aclosing(astream_article(article, model=self._model, **options)) as stream:
            async for event in stream:
                if isinstance(event, ArticleSummary):
                    return event
                self._partial = event
        raise AssertionError("a stream ends with the summary")

    # --- what is shown ---

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        width = min(options.max_width, _WIDEST)
        room = console.height - 3  # what is taller than the screen can't be taken away
        lines = list(self._lines(width)) if self._texts and room > 0 else []
        if lines:
            yield from lines[-room:]
            yield Text()
        yield Text(self._line(options.max_width), style="dim", no_wrap=True, overflow="ellipsis")

    def _line(self, width: int) -> str:
        """A moving sign, the article, the model, what it does and for how long; never two lines."""
        from rich.cells import cell_len

        seconds = time.monotonic() - self._since
        parts = [plain(self._model.name), self._doing(), f"{seconds:.0f} s"]
        rest = " · ".join(part for part in parts if part)
        what = self._what
        room = max(12, width - cell_len(rest) - 6)
        if cell_len(what) > room:
            while cell_len(what) >= room:
                what = what[1:]
            what = f"…{what}"
        return f"{_SIGNS[int(8 * seconds) % len(_SIGNS)]} {isolated(what)} · {rest}"

    def _doing(self) -> str:
        partial = self._partial
        if partial is None:
            return self._phase
        again = f", answer {partial.attempt}" if partial.attempt > 1 else ""
        claims = len(partial.claims)
        count = f": {claims} claim{'s' * (claims > 1)}" if claims else ""
        return {
            "waiting": f"waiting for the model{again}",
            "writing": f"writing{again}{count}",
            "reading": f"{partial.done} of {partial.total} parts answered",
            "merging": "writing the summary of all parts",
            "checking": "checking",
            "repairing": "correcting what failed a check",
        }[partial.phase]

    def _lines(self, width: int) -> Iterator[Text]:
        """The headline, sentences and claims so far: nothing of them is checked."""
        from rich.text import Text

        from .render.terminal import hung

        partial = self._partial
        if partial is None or not partial.headline:
            return
        yield from hung(Text(), Text(_shown(partial.headline), style="bold dim"), width)
        if partial.summary:
            yield Text()
        for sentence in partial.summary:
            text = Text(_shown(sentence.text, sentence.evidence), style="dim")
            yield from hung(Text(), text, width)
        if partial.claims:
            yield Text()
        for number, claim in enumerate(partial.claims, 1):
            name = Text(f"{f'c{number}':>{_INDENT - 1}} ", style="cyan dim")
            text = Text(_shown(claim.text, claim.evidence), style="dim")
            yield from hung(name, text, width)


def _shown(text: str, evidence: tuple[int, ...] = ()) -> str:
    return " ".join([isolated(plain(text)), *(f"[{number}]" for number in evidence)])
