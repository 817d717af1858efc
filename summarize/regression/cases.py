"""Cases: an article, and beside it what every good answer about it must and must not claim.

    seeds/council-vote.txt            the article
    seeds/council-vote.expect.yaml    what is expected (may be absent)

    about: What makes this article hard, in a sentence.
    language: en                      # of the answer, ISO 639-1
    required:                         # facts of which each must be claimed
      - id: vote                      # name of the fact, [a-z0-9-]
        says: The council approved the budget by 7 votes to 2.    # for people; not compared
        words: [budget]               # parts of words, all in the claim's text, speaker or role
        figures: ["7", "2"]           # all stated by the claim, whatever their spelling
        speaker: Calloway-Dorn        # the claim's speaker
        evidence: The vote was 7-2.   # a passage of the article, or several; the claim cites one
    forbidden:                        # what no claim, sentence, headline or topic may say
      - pattern: '4-6'                # regular expression, case ignored
        why: 4-6 is the vote by which the amendment failed
    speakers: [Inez Calloway-Dorn]    # each says at least one claim
    figures: ["$41.3 million"]        # each stated by at least one claim

`expectations` holds the rules by which these are compared with an answer.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator

from ..errors import ArticleError, ConfigurationError

if TYPE_CHECKING:
    from ..article import Article

__all__ = ["Case", "Expectation", "Forbidden", "Required", "load_cases"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_SUFFIX = ".expect.yaml"
_SPACE = re.compile(r"\s+")


def _text(value: Any) -> Any:
    """The value, unless YAML took a figure such as 1.300 for a number and lost its spelling."""
    if isinstance(value, int | float):
        raise ValueError(  # noqa: TRY004  # pydantic reports only this kind
            f"write it in quotes, as the article has it; YAML reads {value!r}"
        )
    return value


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Figures = tuple[Annotated[str, BeforeValidator(_text)], ...]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Required(_Strict):
    """A fact that must be claimed; what is left out is not compared."""

    id: str
    says: str
    words: tuple[str, ...] = ()
    figures: Figures = ()
    speaker: str | None = None
    evidence: Annotated[tuple[str, ...], BeforeValidator(_one_or_more)] = ()

    @field_validator("id")
    @classmethod
    def _is_id(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError("use small letters, digits and hyphens")
        return value


class Forbidden(_Strict):
    """Something that must not be said, as a regular expression."""

    pattern: str
    why: str

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"is not a regular expression: {error}") from error
        return value

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled (by the cache of `re`)."""
        return re.compile(self.pattern, re.IGNORECASE)


class Expectation(_Strict):
    """What an expectation file says; every part may be left out."""

    about: str = ""
    language: str | None = None
    required: tuple[Required, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    speakers: tuple[str, ...] = ()
    figures: Figures = ()

    @field_validator("required")
    @classmethod
    def _are_distinct(cls, value: tuple[Required, ...]) -> tuple[Required, ...]:
        ids = [fact.id for fact in value]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"the id {twice[0]!r} stands twice")
        if empty := [
            fact.id
            for fact in value
            if not (fact.words or fact.figures or fact.speaker or fact.evidence)
        ]:
            raise ValueError(f"{empty[0]!r} has no words, figures, speaker or evidence to look for")
        return value


@dataclass(frozen=True)
class Case:
    """One article and what is expected of an answer about it."""

    id: str
    path: Path

    @cached_property
    def article(self) -> Article:
        """The article; raises `ArticleError` when the file can't be read."""
        from ..loading import load_article

        return load_article(self.path)

    @cached_property
    def article_sha256(self) -> str:
        """`article.sha256`, for a file in UTF-8 without reading its sentences."""
        try:
            data = self.path.read_bytes()
            data.decode("utf-8")
        except OSError as error:
            raise ArticleError(f"{self.path} can't be read: {error.strerror}.") from error
        except UnicodeDecodeError:
            return self.article.sha256
        has_mark = data.startswith(b"\xef\xbb\xbf")  # which is no part of the text
        return self.article.sha256 if has_mark else sha256(data).hexdigest()

    @property
    def expectation_path(self) -> Path:
        """Where the expectation is, or would be."""
        return self.path.with_name(self.id + _SUFFIX)

    @cached_property
    def expectation(self) -> Expectation:
        """What is expected; nothing when there is no such file.

        Raises `ConfigurationError` when the file breaks a rule, or cites what the article hasn't.
        """
        if not self.expectation_path.is_file():
            return Expectation()
        expectation = _read_expectation(self.expectation_path)
        for fact in expectation.required:
            for passage in fact.evidence:
                if self.find(passage) is None:
                    raise ConfigurationError(
                        f"{self.expectation_path}: the evidence of {fact.id!r} is not in "
                        f"{self.path}: {passage!r}. Copy it from the article."
                    )
        return expectation

    def find(self, passage: str) -> tuple[int, int] | None:
        """Start and end of a passage in the article's text, white space aside; None: not there."""
        words = map(re.escape, _SPACE.split(passage.strip()))
        match = re.search(r"\s+".join(words), self.article.text)
        return match.span() if match else None


def load_cases(seeds: Path, ids: Iterable[str] = ()) -> list[Case]:
    """The cases of a folder by name, or those of them whose ids are given.

    Raises `ConfigurationError` for a folder that isn't there, an id that has no article, a file
    name that can't be an id, and an expectation without its article.
    """
    if not seeds.is_dir():
        raise ConfigurationError(
            f"There is no folder {seeds} with cases. Put articles there as <case>.txt, or name "
            "another folder with --seeds."
        )
    cases = {path.stem: Case(path.stem, path) for path in sorted(seeds.glob("*.txt"))}
    for case in cases.values():
        if not _ID.fullmatch(case.id):
            raise ConfigurationError(
                f"{case.path}: a case's name has at most 64 small letters, digits and hyphens."
            )
    for path in sorted(seeds.glob(f"*{_SUFFIX}")):
        if (name := path.name.removesuffix(_SUFFIX)) not in cases:
            raise ConfigurationError(f"{path} has no article beside it ({name}.txt).")
    wanted = list(dict.fromkeys(ids))
    for name in wanted:
        if name not in cases:
            near = difflib.get_close_matches(name, cases, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(cases)}."
            raise ConfigurationError(f"There is no case {name!r} in {seeds}; {hint}")
    return [cases[name] for name in sorted(wanted or cases)]


def _read_expectation(path: Path) -> Expectation:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is some ten times faster
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506  # a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise ConfigurationError(
            f"{where}: this is not YAML: {getattr(error, 'problem', None) or error}."
        ) from error
    try:
        return Expectation.model_validate(data or {})
    except ValidationError as error:
        raise ConfigurationError(f"{path}: {_explain(error, data)}") from error


def _explain(error: ValidationError, data: Any) -> str:
    """The first thing wrong with an expectation, and what to write instead."""
    first = error.errors(include_url=False)[0]
    *above, key = first["loc"] or ("the file",)
    where = ".".join(_name(data, first["loc"][: n + 1]) for n in range(len(first["loc"])))
    if first["type"] == "missing":
        return f"{where} is missing."
    if first["type"] != "extra_forbidden":
        return f"{where or key}: {first['msg'].removeprefix('Value error, ')}."
    parts: dict[object, type[BaseModel]] = {"required": Required, "forbidden": Forbidden}
    model = parts.get(above[0] if above else None, Expectation)
    near = difflib.get_close_matches(str(key), model.model_fields, 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(model.model_fields)}."
    return f"unknown key {where}; {hint}"


def _name(data: Any, place: tuple[int | str, ...]) -> str:
    """The last step of a place in the file; a list's item by its id, where it has one."""
    for step in place:
        try:
            data = data[step]
        except (LookupError, TypeError):
            break
    name = data.get("id") if isinstance(place[-1], int) and isinstance(data, dict) else None
    return str(name or place[-1])
