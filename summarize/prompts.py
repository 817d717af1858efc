"""Prompts: Markdown files with front matter, a name and a version.

    prompts/article@1.md
    ---
    id: article            # as in the file's name
    version: 1             # as in the file's name
    status: released       # draft | released | retired
    description: …
    parameters: {max_output_tokens: 8000}
    inputs: {max_claims: 20, language: null}     # the text's variables and their defaults
    changelog: …
    ---
    The system message, in Jinja (sandboxed; an undefined variable is an error).

The article is never part of a template: code sends it as a message of its own.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from .draft import ArticleDraft, json_schema
from .errors import PromptError
from .prompt_text import check_template, rendered

__all__ = ["Parameters", "Prompt", "diff_prompts", "list_prompts", "load_prompt"]

Status = Literal["draft", "released", "retired"]
_REFERENCE = re.compile(r"([a-z0-9][a-z0-9-]*)(?:@([0-9]+))?(?:#([0-9a-f]{6,64}))?")
_FILE = re.compile(r"([a-z0-9][a-z0-9-]*)@([0-9]+)\.md")
_MAX_BYTES = 256_000


class Parameters(BaseModel):
    """How the model is to be asked; part of the prompt's fingerprint."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_output_tokens: int | None = None
    temperature: float | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high"] | None = None


class _FrontMatter(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int
    status: Status
    description: str
    parameters: Parameters = Parameters()
    inputs: dict[str, str | int | None] = {}
    changelog: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Prompt:
    """One version of a prompt. Load it with `load_prompt`."""

    name: str
    version: int
    status: Status
    description: str
    text: str
    """The template of the system message."""
    parameters: Parameters
    inputs: Mapping[str, str | int | None]
    changelog: str
    path: Path
    _fingerprints: dict[type[BaseModel], str] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """Name and version, e.g. "article@1"."""
        return f"{self.name}@{self.version}"

    @property
    def text_sha256(self) -> str:
        """SHA-256, in hex, of what the prompt's file says to a model: text, parameters, inputs."""
        return hashlib.sha256(_canonical(self._parts())).hexdigest()

    def fingerprint(self, schema: type[BaseModel] = ArticleDraft) -> str:
        """SHA-256, in hex, of all that shapes the answer: text, parameters, inputs, schema as sent."""
        if schema not in self._fingerprints:
            parts = {**self._parts(), "schema": json_schema(schema)}
            self._fingerprints[schema] = hashlib.sha256(_canonical(parts)).hexdigest()
        return self._fingerprints[schema]

    def _parts(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "parameters": self.parameters.model_dump(),
            "inputs": dict(self.inputs),
        }

    def render(self, **values: str | int | None) -> str:
        """The system message; a value of None leaves the input's default in place.

        Raises `PromptError` for a value that the prompt has no input for, or when rendering fails.
        """
        unknown = sorted(name for name in values if name not in self.inputs)
        given = {name: value for name, value in values.items() if value is not None}
        if refused := [name for name in unknown if name in given]:
            raise PromptError(
                f"{self.path}: the prompt {self.id} has no input {refused[0]!r}; "
                f"its inputs are {', '.join(sorted(self.inputs)) or 'none'}."
            )
        return rendered(self.path, self.text, {**self.inputs, **given})


def _canonical(tree: Any) -> bytes:
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def load_prompt(
    reference: str | Path | Prompt, *, prompts_dir: str | os.PathLike[str] | None = None
) -> Prompt:
    """The prompt that a reference names.

    `reference` is a name ("article": its highest released version), a name and version
    ("article@2"), either with the start of its fingerprint ("article@2#4f1c09aa": refused when it
    has changed), or a path to a file. Names are looked up in `prompts_dir`, else in the folder that
    `SUMMARIZE_PROMPTS` names, else in `./prompts`, and after that among the prompts of the package.

    Raises `PromptError` when there is no such prompt, or its file breaks a rule.
    """
    if isinstance(reference, Prompt):
        return reference
    if not isinstance(reference, str | Path):
        raise PromptError(
            f"A prompt is given as a name, a pathlib.Path or a Prompt, not as {type(reference).__name__}."
        )
    if isinstance(reference, Path) or reference.endswith(".md"):
        return _read(Path(reference))
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise PromptError(
            f"{reference!r} is not a prompt: give a name (article), a version (article@1), "
            "or the path of a .md file."
        )
    name, version, pin = match.groups()
    prompt = _find(name, version, list_prompts(prompts_dir=prompts_dir))
    if pin and not prompt.fingerprint().startswith(pin):
        raise PromptError(
            f"{prompt.path}: {prompt.id} has the fingerprint {prompt.fingerprint()[:8]}, not "
            f"{pin}: its text, parameters or schema has changed since it was pinned."
        )
    return prompt


def list_prompts(*, prompts_dir: str | os.PathLike[str] | None = None) -> list[Prompt]:
    """Every prompt that can be named, by name and version.

    A folder of one's own goes before the package's. Raises `PromptError` when the two hold different
    texts under one name and version, unless a `prompts.lock` guards one's own.
    """
    found: dict[tuple[str, int], Prompt] = {}
    for folder in _folders(prompts_dir):
        for path in sorted(folder.glob("*@*.md")):
            if not _FILE.fullmatch(path.name):
                continue
            prompt = _read(path)
            first = found.setdefault((prompt.name, prompt.version), prompt)
            if first.path.with_name("prompts.lock").exists():
                continue  # the lock tells of a changed text, and what to do
            if first is not prompt and first.fingerprint() != prompt.fingerprint():
                raise PromptError(
                    f"{first.path} and {path} are two texts of {prompt.id}. "
                    "Give yours a name or version of its own."
                )
    return [found[key] for key in sorted(found)]


def diff_prompts(old: Prompt, new: Prompt) -> str:
    """What two prompts have different, as a unified diff of parameters, inputs and text."""

    def lines(prompt: Prompt) -> list[str]:
        chosen = prompt.parameters.model_dump(exclude_none=True)
        head = [f"parameters.{name}: {value}" for name, value in chosen.items()]
        head += [f"inputs.{name}: {value}" for name, value in prompt.inputs.items()]
        return [*head, "", *prompt.text.splitlines()]

    changed = difflib.unified_diff(
        lines(old), lines(new), str(old.path), str(new.path), n=1, lineterm=""
    )
    return "".join(f"{line}\n" for line in changed)


def _folders(prompts_dir: str | os.PathLike[str] | None) -> list[Path]:
    chosen = prompts_dir or os.environ.get("SUMMARIZE_PROMPTS")
    own = Path(chosen) if chosen else Path("prompts")
    if chosen and not own.is_dir():
        raise PromptError(
            f"The prompts folder {own} does not exist (prompts_dir, SUMMARIZE_PROMPTS)."
        )
    packaged = packaged_prompts()
    if not own.is_dir():
        return [packaged]
    return [own] if own.samefile(packaged) else [own, packaged]


@cache
def packaged_prompts() -> Path:
    """The folder of the prompts that come with the package."""
    packaged = Path(__file__).with_name("_prompts")  # where the wheel puts them
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "prompts"


def _find(name: str, version: str | None, prompts: list[Prompt]) -> Prompt:
    mine = [prompt for prompt in prompts if prompt.name == name]
    if not mine:
        names = sorted({prompt.name for prompt in prompts})
        near = difflib.get_close_matches(name, names, 1, 0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."
        raise PromptError(f"There is no prompt {name!r}. {hint}")
    if version is None:
        released = [prompt for prompt in mine if prompt.status == "released"]
        if not released:
            raise PromptError(
                f"No version of {name!r} is released; name one: {', '.join(p.id for p in mine)}."
            )
        return max(released, key=lambda prompt: prompt.version)
    for prompt in mine:
        if prompt.version == int(version):
            return prompt
    raise PromptError(f"There is no {name}@{version}; there are {', '.join(p.id for p in mine)}.")


def _read(path: Path) -> Prompt:
    try:
        stat = path.stat()
    except OSError as error:
        raise PromptError(f"The prompt file {path} can't be read: {error.strerror}.") from error
    return _parse(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _parse(path: Path, _changed: int, size: int) -> Prompt:
    """The prompt in a file; the change time and size are in the key so that an edit is seen."""
    if size > _MAX_BYTES:
        raise PromptError(f"{path} is {size:,} bytes; a prompt file has at most {_MAX_BYTES:,}.")
    try:
        source = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path} can't be read as UTF-8 text: {error}.") from error
    head, text = _split(path, source)
    about = _front_matter(path, head)
    named = _FILE.fullmatch(path.name)
    if named and (named[1], int(named[2])) != (about.id, about.version):
        raise PromptError(
            f"{path}: the file's name says {path.stem}, its front matter {about.id}@{about.version}."
        )
    check_template(path, _first_line(source, text), text, set(about.inputs))
    return Prompt(
        name=about.id,
        version=about.version,
        status=about.status,
        description=about.description,
        text=text,
        parameters=about.parameters,
        inputs=about.inputs,
        changelog=about.changelog,
        path=path,
    )


def _split(path: Path, source: str) -> tuple[str, str]:
    end = source.find("\n---\n", 3)
    if not source.startswith("---\n") or end < 0:
        raise PromptError(
            f"{path}:1: a prompt file begins with front matter between two lines of ---."
        )
    head, text = source[4 : end + 1], source[end + 5 :].strip("\n")
    if not text.strip():
        raise PromptError(f"{path}: there is no text after the front matter.")
    return head, text


def _front_matter(path: Path, head: str) -> _FrontMatter:
    import yaml

    try:
        _refuse_aliases(path, yaml.parse(head, yaml.SafeLoader))
        data = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise PromptError(
            f"{path}:{line}: the front matter is not YAML: {getattr(error, 'problem', error)}."
        ) from error
    try:
        return _FrontMatter.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise PromptError(f"{path}: {_explain(key, first['type'], first['msg'])}") from error


def _refuse_aliases(path: Path, events: Iterable[Any]) -> None:
    """Raise `PromptError` for an alias: a few lines of them can stand for a text of any size."""
    for event in events:
        if type(event).__name__ == "AliasEvent":
            raise PromptError(
                f"{path}:{event.start_mark.line + 2}: the front matter has an alias "
                f"(*{event.anchor}); write its value instead."
            )


def _explain(key: str, kind: str, message: str) -> str:
    if kind == "missing":
        return f"the front matter has no {key!r}."
    if kind != "extra_forbidden":
        return f"{key or 'front matter'}: {message}."
    known = list(Parameters.model_fields if "." in key else _FrontMatter.model_fields)
    near = difflib.get_close_matches(key.rpartition(".")[2], known, 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys are {', '.join(known)}."
    return f"unknown key {key!r}; {hint}"


def _first_line(source: str, text: str) -> int:
    """The line of the file on which the template begins, from 1."""
    return source[: source.rindex(text)].count("\n") + 1
