"""The command `summarize batch`: many articles into one file of results.

Exit codes: 0 all went well, 1 articles failed or the budget ended, 2 wrong usage or configuration, 130
interrupted (143 by SIGTERM).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, aclosing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cli_help import MODEL_SETTINGS, Parser, Sections, environment
from .cli_options import Group, add_model_options
from .cli_output import ended
from .cli_progress import duration, show_progress
from .cli_values import chosen_name, chosen_schema, count, dollars
from .errors import (
    AuthenticationError,
    BatchStoppedError,
    ConfigurationError,
    PromptError,
    QuotaError,
    StoreError,
    SummarizeError,
    UnknownModelError,
)

if TYPE_CHECKING:
    from .batch.articles import Plan
    from .batch.engine import Batch
    from .batch.files import Inputs
    from .batch.output import ResultsFile
    from .batch.provider import Provided, ProvidedBatch

__all__ = ["main", "parser"]

_SECTIONS: Sections = {
    "examples": [
        ("summarize batch articles/ --out results.jsonl", "every article in a directory"),
        ("summarize batch news.jsonl --out results.jsonl", "one article a line"),
        ("summarize batch a.txt c/ --out r.jsonl --max-cost 2", "end before two dollars are spent"),
        ("zcat dump.gz | summarize batch - --out r.jsonl", "JSON Lines from standard input"),
        ("summarize batch news.jsonl --out r.jsonl --batch-api", "half the price, within a day"),
        (
            "summarize batch news.jsonl --out r.jsonl --store postgresql://host/db",
            "results for a whole team",
        ),
    ],
    "input": 'A line of JSON Lines is an object with "text", or "path" of a file (relative to the '
    'JSON Lines file); and, where known, "id", "title", "byline", "published", "url", '
    '"site", "language".',
    "output": "A line for each article, in the order in which they are finished: id, index, status "
    "(ok, incomplete, failed), cached, key, error, usage (what was paid now), result.",
    "files": [
        ("OUT.part", "the records of a run, until it takes the place of OUT"),
        (
            "OUT.store",
            "what is finished: the same command, given again, pays only for what is missing",
        ),
    ],
    "environment": environment(*MODEL_SETTINGS),
    "exit codes": [
        ("0", "fine"),
        ("1", "articles failed or are not complete, or the budget ended"),
        ("2", "wrong usage or configuration"),
        (
            "130",
            "interrupted (143: SIGTERM), with what was under way finished; Ctrl-C again gives it up",
        ),
    ],
}

# Seconds that what is under way may take to end: an answer takes some ten. Whoever sends SIGTERM
# commonly follows it by SIGKILL after ten (docker stop) or thirty (Kubernetes).
_GRACE = {signal.SIGINT: 30.0, signal.SIGTERM: 8.0}
_CONFIGURATION = (
    AuthenticationError,
    ConfigurationError,
    PromptError,
    QuotaError,
    StoreError,
    UnknownModelError,
)


def main(argv: Sequence[str]) -> int:
    """Runs the command with the arguments behind its name, and returns its exit code."""
    arguments = parser().parse_args(argv)
    return ended(partial(_batch, arguments), ConfigurationError, PromptError, StoreError)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = Parser(
        prog="summarize batch",
        description="Summarise many articles at once, within a budget, and take up what an earlier run "
        "has finished. Without a key the embedded engine extracts, offline.",
        sections=_SECTIONS,
    )
    made.add_argument(
        "inputs",
        nargs="+",
        metavar="FILE|DIR|JSONL|-",
        help="files and directories of them, .jsonl files, or - for JSON Lines on standard input",
    )
    _add_results(made.add_argument_group("results"))
    _add_model(made.add_argument_group("model and prompt"))
    _add_bounds(made.add_argument_group("bounds"))
    _add_provider(made.add_argument_group("the provider's own batches"))
    return made


def _add_results(group: Group) -> None:
    group.add_argument(
        "-o",
        "--out",
        required=True,
        metavar="FILE",
        help="the results, as JSON Lines (-: standard output)",
    )
    group.add_argument(
        "--store",
        metavar="FILE|URL|none",
        help="where results are kept: a SQLite file or postgresql://… (default: OUT.store)",
    )


def _add_model(group: Group) -> None:
    add_model_options(group)
    group.add_argument(
        "--no-repair", action="store_true", help="only mark what fails a check, don't ask again"
    )


def _add_bounds(group: Group) -> None:
    group.add_argument(
        "--concurrency", type=count, metavar="N", help="articles under way at a time (default: 16)"
    )
    group.add_argument(
        "--max-cost", type=dollars, metavar="USD", help="what all calls may cost together"
    )
    group.add_argument(
        "--max-tokens", type=count, metavar="N", help="tokens, in and out, of all calls together"
    )


def _add_provider(group: Group) -> None:
    group.add_argument(
        "--batch-api",
        action="store_true",
        help="half the price, within a day: through the endpoint's Batch API (OpenAI's)",
    )
    group.add_argument(
        "--cancel",
        action="store_true",
        help="with --batch-api: end the batches that the same command without it left under way",
    )


def _batch(arguments: argparse.Namespace) -> int:
    import asyncio

    from .batch.files import Inputs
    from .batch.output import ResultsFile

    _refuse_combinations(arguments)
    store = _store(arguments)
    if arguments.cancel:
        return _cancel(arguments, store)
    inputs = Inputs(arguments.inputs, apart=_apart(arguments.out, store, arguments.inputs))
    plan = _plan(arguments, inputs, store)
    with ResultsFile(arguments.out) as output:
        kind = _ProviderRun if arguments.batch_api else _Run
        return asyncio.run(kind(plan, output, store, inputs).main())


def _refuse_combinations(arguments: argparse.Namespace) -> None:
    if arguments.cancel and not arguments.batch_api:
        raise ConfigurationError("--cancel ends batches of --batch-api; give both.")
    if arguments.batch_api and arguments.concurrency:
        raise ConfigurationError(
            "--concurrency has no meaning with --batch-api: the provider decides when it answers. "
            "Leave one of them out."
        )


def _cancel(arguments: argparse.Namespace, store: str | None) -> int:
    """Ends the batches under way, and says which."""
    from .batch.provider import cancel_batches

    if store is None:
        raise ConfigurationError("--cancel needs the store that says what is under way (--store).")
    try:
        ended = cancel_batches(
            model=chosen_name(arguments.model, arguments.base_url),
            store=store,
            base_url=arguments.base_url,
        )
    except SummarizeError as error:
        _say(str(error))
        return 2 if isinstance(error, _CONFIGURATION) else 1
    for batch in ended:
        _say(f"{batch}: cancelled; what was answered is paid for, and the next run takes it")
    if not ended:
        _say(f"no batch of this model is under way, by {_named(store)}")
    return 0


def _named(store: str) -> str:
    """A store's name without a password."""
    return "the store" if "://" in store else store


def _store(arguments: argparse.Namespace) -> str | None:
    """Where results are kept: by the option, the environment, or beside the output."""
    chosen: str | None = arguments.store or os.environ.get("SUMMARIZE_CACHE")
    if chosen is None and (arguments.out == "-" or _is_device(arguments.out)):
        return None
    chosen = chosen or f"{arguments.out}.store"
    return None if chosen == "none" else chosen


def _is_device(path: str) -> bool:
    there = Path(path)
    return there.exists() and not there.is_file() and not there.is_dir()


def _apart(out: str, store: str | None, inputs: Sequence[str]) -> set[str]:
    """The files that the command writes, none of which may be an article."""
    written = set() if out == "-" else {out, f"{out}.part"}
    if store is not None and "://" not in store:
        written |= {store, f"{store}-wal", f"{store}-shm"}
    real = {os.path.realpath(path) for path in written}
    for name in inputs:
        if name != "-" and os.path.realpath(name) in real:
            raise ConfigurationError(f"{name} would be overwritten; name another file.")
    return real


def _plan(arguments: argparse.Namespace, inputs: Inputs, store: str | None) -> Plan | Provided:
    from .batch.articles import CONCURRENCY, planned
    from .batch.reading import Reading

    plan: Callable[..., Plan | Provided]
    plan = partial(planned, concurrency=arguments.concurrency or CONCURRENCY)
    if arguments.batch_api:
        from .batch.provider import provided

        plan = provided
    return plan(
        Reading(inputs, total=inputs.total),
        model=chosen_name(arguments.model, arguments.base_url),
        store=store,
        max_cost=arguments.max_cost,
        max_tokens=arguments.max_tokens,
        base_url=arguments.base_url,
        prompt=arguments.prompt,
        language=arguments.language,
        max_claims=arguments.max_claims,
        context_window=arguments.context_window,
        repair=not arguments.no_repair,
        schema=chosen_schema(arguments.schema),
    )


class _Run:
    """One run of the command, from the first article to the last line."""

    _LOST = "given up"

    def __init__(
        self, plan: Plan | Provided, output: ResultsFile, store: str | None, inputs: Inputs
    ) -> None:
        self._plan, self._output, self._store = plan, output, store
        self._began = time.monotonic()
        self._ended: BatchStoppedError | None = None
        self._begun = 0
        self._signal: int | None = None
        # A bar and records on one terminal would overwrite each other.
        shared = output.name == "-" and sys.stdout.isatty()
        self._progress = show_progress(inputs.total, bar=not shared)
        if inputs.left_out:
            others = ", ".join(f"{n:,} {suffix}" for suffix, n in inputs.left_out.most_common(5))
            self._progress.say(f"left out, as no articles: {others}")

    async def main(self) -> int:
        """Writes all outcomes, says what they came to, and returns the exit code."""
        try:
            with self._opened() as batch, self._stoppable(batch):
                await self._write(batch)
                self._begun = batch.started
        finally:
            self._progress.close()
        whole = self._ended is None and not self._progress.totals.failed
        self._tell(self._output.finish(whole=whole))
        return self._exit_code()

    def _opened(self) -> AbstractContextManager[Batch | ProvidedBatch]:
        """What runs, begun."""
        return self._plan.begun()

    async def _write(self, batch: Batch | ProvidedBatch) -> None:
        async with aclosing(batch.outcomes()) as outcomes:
            try:
                async for outcome in outcomes:
                    self._output.write(outcome)
                    self._progress.update(outcome)
            except BatchStoppedError as error:
                self._ended = error
            except BrokenPipeError:
                raise
            except OSError as error:
                raise self._unwritten(error) from None

    @contextmanager
    def _stoppable(self, batch: Any) -> Iterator[None]:
        """Ends the batch in an orderly way at the first signal, and at once at the second."""
        import asyncio

        loop = asyncio.get_running_loop()
        try:
            for number in _GRACE:
                loop.add_signal_handler(number, self._signalled, number, batch)
        except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or Windows
            pass
        try:
            yield
        finally:
            for number in _GRACE:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.remove_signal_handler(number)

    def _signalled(self, number: int, batch: Any) -> None:
        import asyncio

        reason = SummarizeError("It was interrupted.")
        if self._signal is not None:
            batch.cancel(reason)
            return
        self._signal, grace = number, _GRACE[signal.Signals(number)]
        batch.stop(reason)
        asyncio.get_running_loop().call_later(grace, batch.cancel, reason)
        self._progress.say(
            f"stopping: what is under way has {grace:.0f} s to finish; once more ends it at once"
        )

    # --- what it came to ---

    def _unwritten(self, error: OSError) -> ConfigurationError:
        """The error for a full disk and the like; what is in the store is not lost."""
        name = "Standard output" if self._output.name == "-" else self._output.name
        kept = f" What was finished is kept in {self._where}." if self._store else ""
        return ConfigurationError(
            f"{name} can't be written: {error.strerror}.{kept} Make room and give the same command "
            "again."
        )

    @property
    def _where(self) -> str:
        """The store's name, of a database without a password."""
        name = self._store or ""
        return str(getattr(self._plan.store, "where", name)) if "://" in name else name

    def _tell(self, results: Path | None) -> None:
        """The last lines: what happened, what it cost, where the results are, how to go on."""
        totals, ended = self._progress.totals, self._ended
        parts = [f"{totals.ok:,} articles finished", f"{totals.failed:,} failed"]
        parts += [f"{totals.incomplete:,} not complete"] if totals.incomplete else []
        parts += [f"{totals.cached:,} from the store"] if totals.cached else []
        lost = self._begun - totals.done
        parts += [f"{lost:,} {self._LOST}"] if lost else []
        parts += [f"{ended.left:,} not begun"] if ended is not None and ended.left else []
        if ended is not None:
            _say("interrupted" if self._signal else f"ended early. {ended.reason}")
        wall = duration(time.monotonic() - self._began)
        _say(f"{', '.join(parts)}; {totals.spent}, {wall}")
        if results is not None:
            _say(self._places(results))
        if (hint := self._hint()) is not None:
            _say(hint)

    def _places(self, results: Path) -> str:
        said = f"results in {self._output.name}"
        if results != self._output.target:
            said = (
                f"{self._output.name} stays as it was, as it has more results; those of this run are "
                f"in {self._output.name}.part"
            )
        return f"{said}, kept in {self._where}" if self._store else said

    def _hint(self) -> str | None:
        totals = self._progress.totals
        if self._ended is None and not totals.failed and not totals.incomplete:
            return None
        if self._store is None:
            return "nothing is kept without a store: another run pays for all articles again"
        return "the same command goes on from here, and pays only for what is missing"

    def _exit_code(self) -> int:
        if self._signal is not None and self._ended is not None:
            return 128 + self._signal
        totals = self._progress.totals
        if self._ended is not None and isinstance(self._ended.reason, _CONFIGURATION):
            return 2
        return 1 if self._ended or totals.failed or totals.incomplete else 0


class _ProviderRun(_Run):
    """A run through the provider's batches, which stay under way when it ends."""

    _LOST = "not finished"
    _plan: Provided

    def _opened(self) -> AbstractContextManager[ProvidedBatch]:
        self._progress.say(
            "answers may take a day; Ctrl-C leaves batches under way, and the same command takes "
            "them up (with --cancel it ends them)"
        )
        return self._plan.begun(self._progress.say)

    async def _write(self, batch: Batch | ProvidedBatch) -> None:
        try:
            await super()._write(batch)
        except (ConfigurationError, StoreError):
            raise
        except SummarizeError as error:  # the endpoint is no use now; what is under way stays so
            self._ended = BatchStoppedError(str(error), reason=error)

    def _signalled(self, number: int, batch: ProvidedBatch) -> None:
        if self._signal is not None:
            # A transfer may hang for minutes; nothing is lost by an end at any moment.
            self._progress.close()
            _say("interrupted; the same command goes on from here")
            os._exit(128 + number)
        self._signal = number
        batch.stop(SummarizeError("It was interrupted."))
        self._progress.say("stopping; once more ends it at once")


def _say(message: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"summarize: {message}\n")
