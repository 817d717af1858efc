"""The pages that are made: the references of the command line, of Python, and of the checks.

    python .docs/generate.py

Needs the standard library alone: parsers and names load nothing heavy.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import summarize  # noqa: E402  # of this checkout, not of an installation
from summarize import regression  # noqa: E402
from summarize.cli import parsers  # noqa: E402
from summarize.render.rules import RULES  # noqa: E402

# By what one wants to do; a public name that is missing here comes under "More".
GROUPS: Mapping[str, tuple[str, ...]] = {
    "One article": (
        "summarize_article",
        "asummarize_article",
        "astream_article",
        "load_article",
        "fetch_article",
        "open_model",
    ),
    "Many articles": (
        "summarize_articles",
        "asummarize_articles",
        "batch_articles",
        "abatch_articles",
        "cancel_batches",
        "ArticleOutcome",
        "summarize_one",
        "asummarize_one",
        "flat_row",
        "row_schema",
    ),
    "Results": (
        "ArticleSummary",
        "SummarySentence",
        "Claims",
        "Claim",
        "ClaimFigure",
        "Evidence",
        "Quotation",
        "Finding",
        "Coverage",
        "CoverageShare",
        "Usage",
        "Extraction",
        "Unchecked",
        "PartialSummary",
        "PartialSentence",
        "PartialClaim",
    ),
    "Articles": ("Article", "Sentence", "Note"),
    "Exports": (
        "read_results",
        "render_html",
        "claim_rows",
        "write_csv",
        "write_jsonl",
        "write_parquet",
        "web_annotations",
        "schema_org",
        "html_script",
        "result_schema",
    ),
    "Stores": ("open_store", "ResultStore"),
    "Checks": (
        "audit",
        "AuditReport",
        "AuditFinding",
        "locate_quote",
        "nearest_passage",
        "QuoteIndex",
        "QuoteMatch",
        "NearestPassage",
    ),
    "Prompts": ("load_prompt", "list_prompts", "Prompt"),
}
CLI_HEAD = """\
# Command line

These are the help pages of `summarize` and its commands, as `--help` prints them. `summarize completion bash` (or `zsh`,
`fish`) prints a script that completes all of it.
"""
API_HEAD = """\
# Python

Every public name can be imported from `summarize` itself; names are loaded on first use, so `import summarize` is quick.
Everything is annotated. Values are frozen: make a changed one with `model_copy(update=…)`.
"""


def cli_page() -> str:
    """The help pages of all commands."""
    os.environ["COLUMNS"] = "80"
    parts = [CLI_HEAD]
    for name, parser in sorted(parsers().items()):
        title = f"summarize {name}".strip() if name else "summarize FILE"
        parts.append(f"## {title}\n\n```text\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(parts)


def api_page() -> str:
    """A directive for each public name, by groups."""
    parts = [API_HEAD]
    for title, names in _groups():
        parts.append(f"## {title}\n")
        parts += [f"::: {name}\n" for name in names]
    return "\n".join(parts)


def checks_page() -> str:
    """What each check looks for."""
    rows = [f"| `{name}` | {rule.title} | {rule.means} |" for name, rule in RULES.items()]
    head = "# Checks\n\nEvery rule that a finding can name. None asks a language model."
    return "\n".join([head, "", "| rule | says | means |", "|---|---|---|", *rows, ""])


def _groups() -> Iterator[tuple[str, Iterable[str]]]:
    public = set(summarize.__all__)
    errors = summarize._HOMES["errors"]
    for title, names in GROUPS.items():
        yield title, [f"summarize.{name}" for name in names if name in public]
    more = public.difference(errors, *GROUPS.values())
    if more:
        yield "More", [f"summarize.{name}" for name in sorted(more)]
    yield "Prompt regression", [f"summarize.regression.{name}" for name in regression.__all__]
    yield "Ray", ["summarize.ray_data.summarize_dataset"]
    yield (
        "Errors",
        [
            f"summarize.{name}"
            for name in ("SummarizeError", *sorted({*errors} - {"SummarizeError"}))
        ],
    )


if __name__ == "__main__":
    (HERE / "pages" / "cli.md").write_text(cli_page(), encoding="utf-8")
    (HERE / "pages" / "api.md").write_text(api_page(), encoding="utf-8")
    (HERE / "pages" / "checks.md").write_text(checks_page(), encoding="utf-8")
