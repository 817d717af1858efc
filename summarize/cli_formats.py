"""What `--format` offers: how results are written to a stream, one by one or all in one document."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from .errors import ConfigurationError
from .streams import is_utf8

if TYPE_CHECKING:
    from .schema import ArticleSummary

__all__ = ["FORMATS", "Format", "Writer"]


class Format(NamedTuple):
    """A way to write results: `each`, or `document`."""

    about: str
    """What it is, for `--help`."""
    each: Callable[[ArticleSummary, TextIO], None] | None = None
    """Writes one result; several follow each other."""
    alone: Callable[[ArticleSummary, TextIO], None] | None = None
    """Writes the only result of a run, where that differs."""
    document: Callable[[Sequence[ArticleSummary], TextIO], None] | None = None
    """Writes all results as one document."""
    binary: bool = False
    """Whether it is bytes, written to the stream's buffer: only to a file or a pipe."""


class Writer:
    """Writes the results of one run in the chosen format, in their order."""

    def __init__(
        self, style: str, stream: TextIO, *, several: bool, evidence: bool = False
    ) -> None:
        self._format = FORMATS[style]
        self._each = self._format.each if several else self._format.alone or self._format.each
        if evidence and style == "terminal":
            self._each = partial(_terminal_of_several if several else _terminal, evidence=True)
        self._stream = stream
        if self._format.binary:
            _refuse_impossible(style, stream)
        self._kept: list[ArticleSummary] = []

    def add(self, result: ArticleSummary) -> None:
        """Writes a result now, or keeps it for the document."""
        if self._each is None:
            self._kept.append(result)
            return
        self._each(result, self._stream)
        self._stream.flush()

    def finish(self) -> None:
        """Writes the document, if there is one and a result to go in."""
        if self._format.document is not None and self._kept:
            self._format.document(self._kept, self._stream)
            self._stream.flush()


def _refuse_impossible(style: str, stream: TextIO) -> None:
    """Before anything is paid for: bytes to a terminal, a missing package."""
    from .exports.kinds import optional

    if stream.isatty():
        raise ConfigurationError(f"--format {style} is no text; name a file with -o FILE.")
    optional("pyarrow.parquet", f"--format {style}", "'summarize[parquet]'")


def _terminal(result: ArticleSummary, stream: TextIO, *, evidence: bool = False) -> None:
    from .render.terminal import write_terminal

    write_terminal(result, stream, evidence=evidence)


def _terminal_of_several(result: ArticleSummary, stream: TextIO, *, evidence: bool = False) -> None:
    _terminal(result, stream, evidence=evidence)
    stream.write("\n")


def _markdown(result: ArticleSummary, stream: TextIO) -> None:
    from .render.markdown import render_markdown

    stream.write(render_markdown(result))


def _markdown_of_several(result: ArticleSummary, stream: TextIO) -> None:
    from .render.markdown import render_markdown

    label = f"{result.article.sha256[:6]}-"  # every article has a footnote 1
    stream.write(f"{render_markdown(result, label=label)}\n")


def _html(results: Sequence[ArticleSummary], stream: TextIO) -> None:
    from .render.html.evidence import render_html

    html = render_html(results)
    if not is_utf8(stream):  # as references, which any encoding can hold
        html = html.encode("ascii", "xmlcharrefreplace").decode("ascii")
    stream.write(html)


def _json(result: ArticleSummary, stream: TextIO) -> None:
    _write_json(result, stream, indent=2)


def _json_line(result: ArticleSummary, stream: TextIO) -> None:
    _write_json(result, stream, indent=None)


def _write_json(result: ArticleSummary, stream: TextIO, *, indent: int | None) -> None:
    escaped = not is_utf8(stream)  # else a stream without UTF-8 would lose characters
    stream.write(f"{result.model_dump_json(indent=indent, ensure_ascii=escaped)}\n")


def _csv(results: Sequence[ArticleSummary], stream: TextIO) -> None:
    from .exports.spreadsheet import write_csv

    write_csv(results, stream)


def _claim_lines(result: ArticleSummary, stream: TextIO) -> None:
    from .exports.lines import write_jsonl

    write_jsonl([result], stream)


def _parquet(results: Sequence[ArticleSummary], stream: TextIO) -> None:
    from .exports.parquet import write_parquet

    write_parquet(results, stream.buffer)


def _annotations(result: ArticleSummary, stream: TextIO) -> None:
    _write_data(result.to_web_annotations(), stream, indent=2)


def _annotations_line(result: ArticleSummary, stream: TextIO) -> None:
    _write_data(result.to_web_annotations(), stream, indent=None)


def _schema_org(result: ArticleSummary, stream: TextIO) -> None:
    _write_data(result.to_schema_org(), stream, indent=2)


def _schema_org_line(result: ArticleSummary, stream: TextIO) -> None:
    _write_data(result.to_schema_org(), stream, indent=None)


def _write_data(data: dict[str, Any], stream: TextIO, *, indent: int | None) -> None:
    stream.write(f"{json.dumps(data, indent=indent, ensure_ascii=not is_utf8(stream))}\n")


FORMATS = {
    "terminal": Format("text for people", each=_terminal_of_several, alone=_terminal),
    "markdown": Format(
        "Markdown, the evidence in footnotes", each=_markdown_of_several, alone=_markdown
    ),
    "html": Format("the evidence view: one page, claims beside the article", document=_html),
    "json": Format("the whole result; several as one line each", each=_json_line, alone=_json),
    "csv": Format("the claims as a table for spreadsheets", document=_csv),
    "jsonl": Format("the claims, one JSON object a line", each=_claim_lines),
    "parquet": Format("the claims as a Parquet file", document=_parquet, binary=True),
    "annotations": Format(
        "W3C Web Annotations of the article", each=_annotations_line, alone=_annotations
    ),
    "schema-org": Format("JSON-LD for schema.org", each=_schema_org_line, alone=_schema_org),
}
