"""Pages in a real browser: Debian's chromium, driven by playwright, from a file on disk.

Whoever lacks either gets skips with the reason; `SUMMARIZE_BROWSER=required` (which .ci/browser
sets) makes them failures.
"""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing(reason: str) -> NoReturn:
    """Skips the test, or fails it where the browser tests are required."""
    if os.environ.get("SUMMARIZE_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")  # its event loop must not be there when other tests run theirs
def browser() -> Iterator[Any]:
    path = os.environ.get("SUMMARIZE_CHROMIUM") or shutil.which("chromium")
    if not path:
        missing("no chromium on the path (apt-get install chromium, or see .ci/browser)")
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ImportError:
        missing("no playwright (pip install playwright, or see .ci/browser)")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "summarize-browser"
    folder = Path(os.environ.get("SUMMARIZE_BROWSER_DIR") or cache)
    path = folder / "node_modules/axe-core/axe.min.js"
    if not path.is_file():
        missing(f"no axe-core in {folder} (see .ci/browser)")
    return path.read_text(encoding="utf-8")


@dataclass
class Opened:
    """A page, and what it did."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    """Errors, warnings of the console, and dialogs."""
    requests: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Any) -> None:
        """Notes a dialog, and closes it."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def texts(self, selector: str) -> list[str]:
        """The visible texts of what a selector finds."""
        found = self.page.locator(selector)
        return [each.inner_text() for each in found.all() if each.is_visible()]

    def lit(self) -> set[str]:
        """The ids of the claims and sentences that are highlighted, and the texts of passages."""
        script = "all => all.map(e => e.id || e.textContent)"
        return set(self.page.locator(".lit").evaluate_all(script))

    def wait_lit(self, id_: str) -> set[str]:
        """The same, once this element is."""
        self.page.wait_for_selector(f"#{id_}.lit")
        return self.lit()

    def style(self, selector: str, name: str) -> str:
        """A computed style of the first that a selector finds."""
        script = "(element, name) => getComputedStyle(element)[name]"
        return str(self.page.locator(selector).first.evaluate(script, name))


Open = Callable[..., Opened]


@pytest.fixture
def open_html(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML in a window of its own; the page may neither complain nor ask for anything."""
    contexts: list[Any] = []
    windows: list[Opened] = []

    def open_(html: str, *, anchor: str = "", **options: Any) -> Opened:
        path = tmp_path / f"page{len(windows)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        opened = Opened(context.new_page())
        windows.append(opened)
        page = opened.page
        page.set_default_timeout(5000)
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", opened.dismiss)
        page.on("request", lambda request: opened.requests.append(request.url))
        page.goto(f"{path.as_uri()}{anchor and '#'}{anchor}")
        return opened

    yield open_
    for context in contexts:
        context.close()
    for opened in windows:
        assert opened.complaints == []
        assert all(url.startswith("file://") for url in opened.requests)
        assert len(opened.requests) == 1
