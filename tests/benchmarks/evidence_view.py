"""How large the evidence view is, and how soon it answers in a browser.

    python tests/benchmarks/evidence_view.py

Sizes are bytes of the file. Times are milliseconds from the start of the navigation until the page has
answered a key's focus (the claim and its sentences are highlighted) and until that is painted, in
headless Chromium from a file on disk, the least and the median of several loads; and of the way from
there to a search's result. Needs playwright and chromium (.ci/browser makes a venv with both).
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from summarize import ArticleSummary, summarize_article
from summarize.cassettes import path_of, replaying
from summarize.render.html.evidence import render_html
from tests import evidence_examples as examples
from tests.browser.conftest import ARGUMENTS

ROOT = Path(__file__).parents[2]
LOADS = 7
ANSWERS = """
addEventListener("DOMContentLoaded", () => {
  const card = document.querySelector(".card");
  card.focus();
  window.answered = document.querySelector(".s.lit") ? performance.now() : -1;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = performance.now(); }));
});
"""
SEARCH = """async () => {
  const box = document.querySelector("[data-search]");
  const status = document.querySelector("[data-status]");
  box.value = "1";
  const start = performance.now();
  box.dispatchEvent(new Event("input", { bubbles: true }));
  while (!status.textContent) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def seed() -> ArticleSummary:
    """The recorded result of the seed."""
    recording = path_of(ROOT / "cassettes", "article@2", "relay/claude", "kursk-losses", 1)
    with replaying(recording):
        return summarize_article(
            ROOT / "seeds/kursk-losses.txt",
            model="relay/claude",
            base_url="http://127.0.0.1:9/v1",
            prompt="article@2",
        )


def timed(browser: Any, path: Path) -> tuple[list[float], list[float], list[float]]:
    """Answered, painted and searched, for each load."""
    answered, painted, searched = [], [], []
    for _ in range(LOADS):
        page = browser.new_page()
        page.add_init_script(ANSWERS)
        page.goto(path.as_uri())
        page.wait_for_function("() => window.painted > 0")
        answered.append(page.evaluate("answered"))
        painted.append(page.evaluate("painted"))
        searched.append(page.evaluate(SEARCH))
        page.close()
    return answered, painted, searched


def main() -> None:
    """Prints a line for each page."""
    playwright = importlib.import_module("playwright.sync_api")
    chromium = os.environ.get("SUMMARIZE_CHROMIUM") or shutil.which("chromium")
    large = examples.large()
    pages = {
        "seed, 15 claims": ([seed()], "< 150 kB, < 200 ms"),
        "200 kB, 150 claims": ([large], "< 1,500 kB, < 1,000 ms"),
        "13 articles": ([*([examples.town()] * 13)], ""),
    }
    print(
        f"{'page':22}{'article':>10}{'file':>10}{'made in':>9}{'answered':>16}{'painted':>16}{'searched':>16}"
    )
    with playwright.sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for name, (results, bound) in pages.items():
            render_html(results)  # templates are compiled once
            start = time.process_time()
            html = render_html(results)
            made = time.process_time() - start
            path = Path(folder, "page.html")
            path.write_text(html, encoding="utf-8")
            article = sum(len(result.article.text.encode()) for result in results)
            cells = "".join(f"{min(t):7.0f} /{median(t):5.0f} ms" for t in timed(browser, path))
            size = len(html.encode())
            print(
                f"{name:22}{article / 1e3:7.1f} kB{size / 1e3:7.1f} kB{made:7.2f} s{cells}  {bound}"
            )
        browser.close()


if __name__ == "__main__":
    main()
