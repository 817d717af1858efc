"""A plugin for pytest: tests replay what models answered, from recordings and without a network.

    @pytest.mark.summarize
    def test_the_budget():                # played from cassettes/test_news/test_the_budget.yaml
        summary = summarize_article(Path("budget.txt"), model="openai/gpt-6-luna")
        assert not summary.unsupported

    @pytest.mark.summarize(prompt="article@1")
    def test_articles(summary_case, summary_result):    # once for each case in seeds/
        assert not summary_result.unsupported

`--summarize-record=missing` asks the models for what was never recorded, `rewrite` for everything
again; else nothing leaves the process. A test fails when it asks what has no recorded answer, also
if it catches the error, and when it leaves a recorded answer unasked.

A test has one recording: ask in the test or in fixtures of its own, not in wider ones.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest  # and nothing else that takes time: every test run loads this module

if TYPE_CHECKING:
    from .regression.cases import Case
    from .schema import ArticleSummary

__all__ = ["summary_case", "summary_result"]

_OPEN = pytest.StashKey[AbstractContextManager[None]]()
_IGNORED = pytest.StashKey[str]()
_STARTED = pytest.StashKey[float]()
_OPTION = "--summarize-record"


# --- options ---


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what can be said on the command line and in the configuration file."""
    group = parser.getgroup("summarize", "recorded answers of language models")
    group.addoption(
        _OPTION,
        choices=("none", "missing", "rewrite"),
        default="none",
        help="ask models for nothing (default), for what was never recorded, or for everything; "
        "in CI only the command line counts",
    )
    parser.addini(
        "summarize_cassettes",
        "folder for the recordings of tests, from the root directory "
        "(default: cassettes/ beside each test file)",
        default="",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Registers the mark, and decides whether anything may be recorded."""
    config.addinivalue_line(
        "markers",
        "summarize(*, prompt, cases, model): replays what models answered; for each case of a "
        "folder if the test takes summary_case or summary_result",
    )
    config.stash[_STARTED] = time.time()
    mode = config.option.summarize_record
    if mode == "none":
        return
    if _in_ci() and not _is_on_command_line(config):
        config.stash[_IGNORED] = mode
        config.option.summarize_record = "none"
        return
    for name, remedy in (
        ("disable_socket", "add --force-enable-socket"),
        ("block_network", "leave that option out"),
    ):
        if config.getoption(name, False) and not _is_allowed(config):
            shown = f"--{name.replace('_', '-')}"
            raise pytest.UsageError(
                f"{_OPTION}={mode} needs the network, which {shown} blocks: {remedy}."
            )


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def _is_on_command_line(config: pytest.Config) -> bool:
    """Whether the mode was chosen for this run, and not once for all by `addopts`.

    Workers of pytest-xdist get the same arguments.
    """
    return any(each.partition("=")[0] == _OPTION for each in config.invocation_params.args)


def _is_allowed(config: pytest.Config) -> bool:
    """Whether pytest-socket or pytest-recording let some hosts, or all, through."""
    names = ("force_enable_socket", "allow_hosts", "allowed_hosts")
    return any(config.getoption(name, None) for name in names)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Says at the top of a run whether it may cost money."""
    if mode := config.stash.get(_IGNORED, None):
        return f"summarize: {_OPTION}={mode} counts in CI only on the command line; nothing is recorded"
    mode = config.option.summarize_record
    return None if mode == "none" else f"summarize: asks models, and records ({mode})"


# --- a test's recording is open from before its fixtures until after its body ---


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Makes a test that takes `summary_case` one for each case."""
    if "summary_case" in metafunc.fixturenames:
        from ._pytest_cases import parametrize

        parametrize(metafunc)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Opens the recording of a marked test; skipped ones don't come here."""
    marker = item.get_closest_marker("summarize")
    if marker is None:
        return
    from ._pytest_recordings import open_recording

    opened = open_recording(
        item, marker, mode=item.config.option.summarize_record, since=item.config.stash[_STARTED]
    )
    opened.__enter__()
    item.stash[_OPEN] = opened


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Closes the recording of a test whose fixtures failed."""
    if call.when == "setup" and call.excinfo is not None:
        _close(item, call.excinfo.value)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Closes the recording, and fails a test that passed though it didn't keep to it."""
    try:
        result = yield
    except BaseException as error:
        _close(item, error)
        raise
    _close(item, None)
    return result


def _close(item: pytest.Item, error: BaseException | None) -> None:
    opened = item.stash.get(_OPEN, None)
    if opened is not None:
        del item.stash[_OPEN]
        opened.__exit__(type(error) if error else None, error, None)


# --- cases ---


@pytest.fixture
def summary_case(request: pytest.FixtureRequest) -> Case:
    """One case, with its `article` and `expectation`; the test runs once for each."""
    case: Case = request.param
    return case


@pytest.fixture
def summary_result(request: pytest.FixtureRequest, summary_case: Case) -> ArticleSummary:
    """What `summarize_article` returns for the case, with the recorded answers."""
    from ._pytest_cases import result_of

    return result_of(request.node, summary_case)
