"""From a user's class to the class in which a model writes it."""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from ..draft import ClaimDraft, FigureDraft, SentenceDraft
from ..errors import ConfigurationError
from ..own_fields import own_names
from ..schema import Claim, ClaimFigure, Evidence, Quotation, SummarySentence

__all__ = ["Unchecked", "is_checked", "item_class", "own_wire_fields", "wire_model", "written_by"]

_LISTS = (list, tuple, set, frozenset, Sequence, AbstractSet, Iterable)
_PLAIN = (str, int, float, bool, date, datetime, time, Decimal, types.NoneType)
_GROUNDED: dict[type, type] = {Evidence: int, Quotation: str, ClaimFigure: FigureDraft}
_ABOUT = {
    Evidence: "Numbers of the article's sentences that carry this, the carrying one first.",
    Quotation: "Words copied character for character from inside the article's quotation marks, "
    "without the marks; none when nothing is quoted.",
}
_SCALES = (annotated_types.Ge, annotated_types.Gt, annotated_types.Le, annotated_types.Lt)


class Unchecked:
    """Marks a field whose text or number is a judgement, no statement of the article.

    `why: Annotated[str, Unchecked]` is not compared with the sentences that its item cites. Numbers with
    limits (`Field(ge=0, le=10)`), literals, enumerations and flags never are.
    """


def is_checked(field: FieldInfo) -> bool:
    """Whether the texts and numbers of a field are compared with the article."""
    return not any(
        mark is Unchecked or isinstance(mark, (Unchecked, *_SCALES, annotated_types.Interval))
        for mark in field.metadata
    )


def own_wire_fields(kind: type[BaseModel], *, cited: bool = True) -> dict[str, Any]:
    """What a subclass of the library's results adds, as fields for `create_model`.

    Without `cited`, fields that need the article's sentences are left out.
    """
    names = own_names(kind)
    if not cited:
        fields = kind.model_fields
        names = tuple(n for n in names if not _GROUNDED.keys() & _leaves(fields[n].annotation))
    return _fields(kind, names, ())


ModelT = TypeVar("ModelT", bound=BaseModel)


def wire_model(kind: type[BaseModel], within: tuple[type, ...] = ()) -> type[BaseModel]:
    """The class in which a model writes a user's class: all fields required, no others.

    `within` are the classes around it. Raises `ConfigurationError`, naming the field, for what can't be
    asked for or grounded.
    """
    if kind in within:
        raise ConfigurationError(
            f"schema: {kind.__name__} contains itself, which structured output can't be relied on to "
            "write; give it a depth."
        )
    return create_model(
        kind.__name__,
        __config__=ConfigDict(extra="forbid"),
        __doc__=kind.__doc__,
        __module__=__name__,
        **_fields(kind, kind.model_fields, (*within, kind)),
    )


def item_class(annotation: Any) -> Any:
    """The class of the items in a field such as `tuple[NewsClaim, ...]`; of what may be None, too."""
    inner = [a for a in get_args(annotation) if a is not ...]
    return item_class(inner[0]) if inner else annotation


def _fields(
    kind: type[BaseModel], names: Iterable[str], within: tuple[type, ...]
) -> dict[str, Any]:
    made = {}
    for name in names:
        field = kind.model_fields[name]
        place = f"{kind.__name__}.{name}"
        _refuse_certain(field.annotation, place)
        asked = wire_type(field.annotation, place, within)
        for mark in field.metadata:
            if mark is not Unchecked and not isinstance(mark, Unchecked):
                asked = Annotated[asked, mark]
        made[name] = (asked, Field(description=field.description or _about(field.annotation)))
    return made


def wire_type(annotation: Any, place: str, within: tuple[type, ...]) -> Any:
    """What a model is asked to write for a field of that type."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[wire_type(inner[0], place, within), *inner[1:]]
    if origin in (Union, types.UnionType):
        members = [wire_type(member, place, within) for member in inner]
        if len(set(map(str, members))) < len(members):
            raise _unfit(place, "the members of its union look alike to a model")
        return Union[tuple(members)]  # noqa: UP007  # members are known at run time alone
    if origin is Literal:
        return annotation
    if isinstance(origin, type) and issubclass(origin, _LISTS) and not issubclass(origin, dict):
        kinds = [member for member in inner if member is not ...]
        if len(kinds) != 1:
            raise _unfit(
                place, "a tuple of several types has no JSON schema that all endpoints take"
            )
        return list[wire_type(kinds[0], place, within)]  # type: ignore[misc]  # known at run time alone
    if isinstance(annotation, type):
        return _wire_class(annotation, place, within)
    raise _unfit(place, f"{annotation!r} can't be asked of a model")


def _wire_class(kind: type, place: str, within: tuple[type, ...]) -> Any:
    if kind in _GROUNDED:
        return _GROUNDED[kind]
    if issubclass(kind, _PLAIN) or issubclass(kind, enum.Enum):
        return kind
    if issubclass(kind, Claim):
        return written_by(kind, ClaimDraft)
    if issubclass(kind, SummarySentence):
        return written_by(kind, SentenceDraft)
    if issubclass(kind, BaseModel):
        return wire_model(kind, within)
    raise _unfit(
        place, f"{kind.__name__} can't be asked of a model; use a pydantic model or a list"
    )


def written_by(kind: type[BaseModel], draft: type[ModelT], **fields: Any) -> type[ModelT]:
    """The draft class with a subclass's own fields and the `fields` that are given; itself without any."""
    added = {**own_wire_fields(kind), **fields}
    if not added:
        return draft
    made: type[ModelT] = create_model(
        draft.__name__, __base__=draft, __doc__=draft.__doc__, __module__=__name__, **added
    )
    return made


def _refuse_certain(annotation: Any, place: str) -> None:
    """Raise `ConfigurationError` for a field that must be grounded where a model may be wrong."""
    for kind in (Evidence, Quotation):
        if annotation is kind:
            name = kind.__name__
            raise _unfit(
                place,
                f"a model may give a wrong one, so it must be `{name} | None` or `tuple[{name}, ...]`",
            )


def _about(annotation: Any) -> str | None:
    """What a model reads about a field of evidence or quotations that has no description."""
    if isinstance(item_class(annotation), type) and issubclass(item_class(annotation), BaseModel):
        return _ABOUT.get(item_class(annotation))
    return None


def _leaves(annotation: Any) -> set[Any]:
    """The types that a type is made of, those of a model's fields included."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation in _GROUNDED:
            return {annotation}
        fields = annotation.model_fields.values()
        return set().union(*(_leaves(f.annotation) for f in fields if f.annotation != annotation))
    inner = get_args(annotation)
    if inner and get_origin(annotation) is not Literal:
        return set().union(*(_leaves(member) for member in inner))
    return {annotation} if isinstance(annotation, type) else set()


def _unfit(place: str, why: str) -> ConfigurationError:
    return ConfigurationError(f"schema: the field {place} can't be used: {why}.")
