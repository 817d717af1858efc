"""What has changed since an answer was recorded, line by line.

No version control is needed for that: the recorded request holds the old system message, the old
schema, the old parameters and the old article.
"""

from __future__ import annotations

import difflib
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from .. import draft
from ..asking import Options
from ..cassettes import read_recording
from ..draft import ArticleDraft, MergeDraft, RepairDraft, json_schema
from ..errors import CassetteError, ContextOverflowError
from ..models.base import Message, Request
from ..parts import plan_for
from ..prompts import Prompt
from ..render.words import plain
from .survey import Found

__all__ = ["Difference", "differences"]

_WIDTH = 96  # characters of a changed line that are shown
_SHOWN = 3  # differences of one cause that are shown
_HUNK = ("replace", "delete", "insert")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was recorded."""

    path: str
    line: int | None
    was: str | None = None
    now: str | None = None
    remark: str = ""
    """Which field of a schema it is, or that no line can be shown."""

    @property
    def place(self) -> str:
        """File, line and remark, e.g. "prompts/article@1.md:12"."""
        line = f":{self.line}" if self.line else ""
        return f"{self.path}{line}  {self.remark}".rstrip()


def differences(found: Found) -> tuple[Difference, ...]:
    """What makes a recording stale, at least one thing, in the order of its `changes`."""
    try:
        requests = [_json(each.request) for each in read_recording(found.path).interactions]
    except CassetteError as error:
        return (Difference(str(found.path), None, remark=str(error)),)
    nothing = Difference(
        str(found.path), None, remark="a part of the request that isn't shown here"
    )
    return tuple(_differences(found, requests)) or (nothing,)


def _differences(found: Found, requests: Sequence[dict[str, Any]]) -> Iterator[Difference]:
    first = requests[0] if requests else {}
    further: dict[str, tuple[Prompt, type[BaseModel]]] = {
        "repair": (found.current.repair, RepairDraft),
        "merge": (found.current.merge, MergeDraft),
    }
    for change in found.changes:
        if change.kind == "prompt":
            yield from _prompt_differences(found.current.prompt, first, _sent_now(found)[0])
        elif change.kind == "schema":
            yield from _schema_differences(ArticleDraft, _schema_of(first))
        elif change.kind == "article":
            yield from _article_differences(found, requests)
        else:
            prompt, schema = further[change.kind]
            request = next((r for r in requests if _schema_name(r) == schema.__name__), {})
            now = _request_of(prompt, found)
            yield from _prompt_differences(prompt, request, now)
            yield from _schema_differences(schema, _schema_of(request))


def _json(body: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(body)
    except ValueError:
        return {}
    return tree if isinstance(tree, dict) else {}


def _message(request: dict[str, Any], position: int) -> str:
    try:
        return str(request["messages"][position]["content"])
    except (LookupError, TypeError):
        return ""


def _schema_of(request: dict[str, Any]) -> Any:
    shape = request.get("response_format") or {}
    return (shape.get("json_schema") or {}).get("schema") or {}


def _schema_name(request: dict[str, Any]) -> str | None:
    shape = request.get("response_format") or {}
    return (shape.get("json_schema") or {}).get("name")


def _sent_now(found: Found) -> list[Request[Any]]:
    """The requests that would be sent about the case now, all of them about sentences."""
    article, prompt, window = (
        found.case.article,
        found.current.prompt,
        found.manifest.context_window,
    )
    options = Options(context_window=window)
    try:
        return [*plan_for(article, prompt, options, window).requests()]
    except ContextOverflowError:
        return [_request_of(prompt, found)]  # the prompt is too long now


def _request_of(prompt: Prompt, found: Found) -> Request[Any]:
    """A request with the prompt's text and parameters as they are."""
    message = Message("system", prompt.render())
    chosen = prompt.parameters.model_dump()
    return Request(ArticleDraft, found.case.article, (message,), **chosen)


def _prompt_differences(
    prompt: Prompt, request: dict[str, Any], sent: Request[Any]
) -> Iterator[Difference]:
    source = prompt.path.read_text(encoding="utf-8").splitlines()
    shown = 0
    for was, now in _changed_lines(_message(request, 0), sent.messages[0].content):
        if shown == _SHOWN:
            break
        shown += 1
        line = _line_of(source, now if now is not None else was or "", was)
        yield Difference(str(prompt.path), line, *_clipped(was, now))
    for name, before, after in _parameter_changes(request, sent):
        shown += 1
        line = _key_line(source, name)
        yield Difference(str(prompt.path), line, f"{name}: {before}", f"{name}: {after}")
    if not shown:
        yield Difference(str(prompt.path), None, remark="a part that these cases don't render")


def _changed_lines(was: str, now: str) -> Iterator[tuple[str | None, str | None]]:
    """The lines that differ, each old one beside its new one; None where there is no partner."""
    old, new = was.strip().splitlines(), now.strip().splitlines()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in _HUNK:
            for n in range(max(b - a, d - c)):
                yield (
                    old[a + n] if a + n < b else None,
                    new[c + n] if c + n < d else None,
                )


def _line_of(source: Sequence[str], rendered: str, was: str | None) -> int:
    """The line of the prompt's file that gave a rendered line, or the input that changed it."""
    body = source.index("---", 1) + 1 if "---" in source[1:] else 0
    best = max(
        range(body, len(source)),
        key=lambda n: (_likeness(source[n], rendered), -n),
        default=body,
    )
    if was is not None and _same_but_for_inputs(source[best], was, rendered):
        return _key_line(source, "inputs")
    return best + 1


def _likeness(template: str, rendered: str) -> float:
    matcher = difflib.SequenceMatcher(None, template, rendered, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.1 else 0.0


_INSERT = re.compile(r"\{\{.*?\}\}")


def _same_but_for_inputs(template: str, was: str, now: str) -> bool:
    """Whether a template's line gives both texts, with another value of an input."""
    pattern = ".*".join(re.escape(part) for part in _INSERT.split(template))
    return "{{" in template and all(re.fullmatch(pattern, text) for text in (was, now))


def _key_line(source: Sequence[str], name: str) -> int:
    """The line of the front matter that holds a key, else that of the parameters or inputs."""
    for wanted in (name, "parameters"):
        for number, line in enumerate(source, 1):
            if re.search(rf"\b{re.escape(wanted)}\s*:", line):
                return number
    return 1


_SENT_AS = {
    "max_output_tokens": ("max_completion_tokens", "max_tokens"),
    "temperature": ("temperature",),
    "reasoning_effort": ("reasoning_effort",),
}
"""A prompt's parameters, and as what they are sent (`models.families`)."""


def _parameter_changes(
    request: dict[str, Any], sent: Request[Any]
) -> Iterator[tuple[str, Any, Any]]:
    """The parameters that would now be sent otherwise: name in the prompt, old and new value."""
    was = {
        name: next((request[key] for key in keys if key in request), None)
        for name, keys in _SENT_AS.items()
    }
    if was == {name: getattr(sent, name) for name in _SENT_AS}:
        return
    for name, value in _parameters_now(str(request.get("model", "")), sent).items():
        if was[name] != value:
            yield name, was[name], value


def _parameters_now(wire_name: str, sent: Request[Any]) -> dict[str, Any]:
    """The parameters that are sent to a model, with what its family adds where the prompt is silent."""
    from ..models.families import parameters

    now = parameters(wire_name, sent)
    return {
        name: next((now[key] for key in keys if key in now), None)
        for name, keys in _SENT_AS.items()
    }


def _schema_differences(schema: type[BaseModel], was: Any) -> Iterator[Difference]:
    changes = list(_tree_changes(was, json_schema(schema), (schema.__name__,)))
    for place, *values in changes[:_SHOWN]:
        texts = [v if v is None or isinstance(v, str) else json.dumps(v) for v in values]
        path, line = _draft_place(place)
        yield Difference(path, line, *_clipped(*texts), remark=".".join(place))
    if len(changes) > _SHOWN:
        more = f"and {len(changes) - _SHOWN} more changes of the schema"
        yield Difference(_relative(draft.__file__), None, remark=more)


def _tree_changes(
    was: Any, now: Any, place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Where two JSON schemas differ; a definition is a place of its own, named for its class."""
    if not (isinstance(was, dict) and isinstance(now, dict)):
        if was != now:
            yield place, was, now
        return
    for key in dict.fromkeys((*was, *now)):
        if key == "$defs":
            before, after = was.get(key) or {}, now.get(key) or {}
            for name in dict.fromkeys((*before, *after)):
                yield from _tree_changes(before.get(name), after.get(name), (name,))
        elif key == "properties":
            yield from _tree_changes(was.get(key) or {}, now.get(key) or {}, place)
        elif key != "required":  # it only repeats the properties
            yield from _tree_changes(was.get(key), now.get(key), (*place, key))


def _draft_place(place: Sequence[str]) -> tuple[str, int | None]:
    """File and line of a draft class, or of one of its fields; no line for what is gone."""
    schema = getattr(draft, place[0], None)
    if not inspect.isclass(schema):
        return _relative(draft.__file__), None
    lines, first = inspect.getsourcelines(schema)
    fields = (n for n, line in enumerate(lines) if line.strip().startswith(f"{place[1]}:"))
    return _relative(inspect.getfile(schema)), first + next(fields, 0)


def _relative(path: str) -> str:
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


_NUMBERED = re.compile(r"\[(\d+)\] ")


def _article_differences(found: Found, requests: Sequence[dict[str, Any]]) -> Iterator[Difference]:
    was = [_message(r, 1) for r in requests if _schema_name(r) in (None, ArticleDraft.__name__)]
    now = [request.messages[1].content for request in _sent_now(found)]
    was = was[:1] if len(now) == 1 else was
    changed = list(_changed_lines(_bodies(was), _bodies(now)))
    for before, after in changed[:_SHOWN]:
        line = _article_line(found, after)
        yield Difference(str(found.case.path), line, *_clipped(before, after))
    if not changed:
        remark = "a part that is not the article's own text"
        yield Difference(str(found.case.path), None, remark=remark)


def _bodies(messages: Iterable[str]) -> str:
    """What stands between the marks of each message, which hold the article's hash; each once."""
    bodies = [text.split("\n", 1)[-1].rpartition("\n")[0] for text in dict.fromkeys(messages)]
    return _PART.sub("", "\n".join(bodies))


_PART = re.compile(r"^Part: .*\n\n?", re.MULTILINE)


def _article_line(found: Found, shown: str | None) -> int | None:
    """The line of the article's file on which a sentence begins, as the model sees it."""
    number = _NUMBERED.match(shown or "")
    if number is None:
        return None
    article = found.case.article
    return article.text.count("\n", 0, article.sentences[int(number[1]) - 1].start) + 1


def _clipped(was: str | None, now: str | None) -> tuple[str | None, str | None]:
    """Both texts on one line each, cut to the part around their first difference."""
    pairs = enumerate(zip(was or "", now or "", strict=False))
    shorter = min(len(was or ""), len(now or ""))
    at = next((n for n, (a, b) in pairs if a != b), shorter)
    return _cut(was, at), _cut(now, at)


def _cut(text: str | None, at: int) -> str | None:
    if text is None:
        return None
    start = max(0, at - _WIDTH // 3) if len(text) > _WIDTH else 0
    end = start + _WIDTH
    return f"{'…' * (start > 0)}{plain(text[start:end])}{'…' * (end < len(text))}"
