"""A caller's own fields: from what a model wrote to grounded values, each checked.

Numbers of sentences become `Evidence`, copied words a `Quotation` that is located in the article,
figures get their place. Texts and numbers are compared with the sentences that their item cites, the
whole article where it cites none.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .checks import Checker, Item
from .draft import ClaimDraft, FigureDraft, SentenceDraft
from .forms import is_checked
from .own_fields import own_names
from .quotes import QuoteMatch
from .schema import Claim, ClaimFigure, Evidence, Finding, Quotation, SummarySentence

__all__ = ["Filler", "Grounding", "UnfitError", "without_inputs"]


class Grounding(Protocol):
    """What ties the parts of a result to the article; see `Grounder`."""

    checker: Checker

    def cited(
        self, numbers: Sequence[int], path: str
    ) -> tuple[tuple[Evidence, ...], list[Finding]]:
        """The sentences with these numbers, and a warning for each number that is none."""
        ...

    def located(self, quote: str | None, evidence: Sequence[Evidence]) -> QuoteMatch | None:
        """Where the article has these words."""
        ...

    def quotation(self, match: QuoteMatch | None) -> Quotation | None:
        """The passage that was located."""
        ...

    def figure(self, draft: FigureDraft, item: Item) -> ClaimFigure:
        """The figure with its place in the evidence."""
        ...

    def item(self, draft: SentenceDraft | ClaimDraft, path: str) -> SummarySentence | Claim:
        """A claim or summary sentence with its evidence and findings."""
        ...


class UnfitError(Exception):
    """What a model wrote does not fit the caller's class."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, and what it rests on."""

    path: str
    evidence: tuple[Evidence, ...]
    whole: bool
    """Whether `evidence` is the whole article, because nothing is cited."""
    severe: bool
    """Whether texts and numbers that the evidence lacks are errors; else warnings."""
    checked: bool = True

    def under(self, name: str | int, **changes: Any) -> _Place:
        step = f"[{name}]" if isinstance(name, int) else f".{name}" if self.path else str(name)
        return replace(self, path=self.path + step, **changes)


class Filler:
    """Fills the own fields of one item, or a whole class of the caller's; keeps what it finds."""

    def __init__(self, grounding: Grounding) -> None:
        self._grounding = grounding
        self._checker = grounding.checker
        self.findings: list[Finding] = []

    def own(
        self, draft: BaseModel, kind: type[BaseModel], path: str, evidence: tuple[Evidence, ...]
    ) -> dict[str, Any]:
        """The values of the fields that a subclass of the library's results adds.

        What was not asked for is left to the class's default. Texts and numbers are hints: the item's
        own text is the assertion.
        """
        place = _Place(path, evidence, whole=not evidence, severe=False)
        names = [name for name in own_names(kind) if hasattr(draft, name)]
        return self._fields(draft, kind, names, place)

    def whole(self, draft: BaseModel, kind: type[BaseModel]) -> BaseModel:
        """The caller's class. Raises `UnfitError` when its own validators refuse the values."""
        return self._model(draft, kind, _Place("", (), whole=True, severe=True))

    # --- values by type ---

    def _fields(
        self, draft: BaseModel, kind: type[BaseModel], names: Sequence[str], place: _Place
    ) -> dict[str, Any]:
        fields = kind.model_fields
        return {
            name: self._value(
                fields[name].annotation,
                getattr(draft, name),
                place.under(name, checked=place.checked and is_checked(fields[name])),
            )
            for name in names
        }

    def _model(self, draft: BaseModel, kind: type[BaseModel], place: _Place) -> BaseModel:
        """A model of the caller's; what it cites is the evidence of all that is in it."""
        cited = self._evidence_within(draft, kind, place)
        if cited:
            place = replace(place, evidence=cited, whole=False)
        values = self._fields(draft, kind, tuple(kind.model_fields), place)
        try:
            return kind.model_validate(values, by_name=True)
        except ValidationError as error:
            raise UnfitError(f"{place.path or kind.__name__}: {without_inputs(error)}") from None

    def _evidence_within(
        self, draft: BaseModel, kind: type[BaseModel], place: _Place
    ) -> tuple[Evidence, ...]:
        found: dict[int, Evidence] = {}
        for name, field in kind.model_fields.items():
            if _holds_evidence(field):
                written = getattr(draft, name)
                numbers = written if isinstance(written, list) else [written]
                asked = [n for n in numbers if isinstance(n, int)]
                evidence, _ = self._grounding.cited(asked, place.path)
                found.update({e.sentence: e for e in evidence})
        return tuple(found.values())

    def _value(self, annotation: Any, value: Any, place: _Place) -> Any:  # noqa: PLR0911 - a type a line
        origin, inner = get_origin(annotation), get_args(annotation)
        if value is None:
            return None
        if origin is Annotated:
            return self._value(inner[0], value, place)
        if origin in (Union, types.UnionType):
            return self._member(inner, value, place)
        if isinstance(value, list):
            return self._list(inner, value, place)
        if annotation is Evidence:
            return self._cited(value, place)
        if annotation is Quotation:
            return self._quoted(value, place)
        if isinstance(value, FigureDraft):
            return self._figure(value, place)
        if isinstance(value, (ClaimDraft, SentenceDraft)):
            return self._item(value, annotation, place)
        if isinstance(value, BaseModel):
            return self._model(value, annotation, place)
        self._compare(value, annotation, place)
        return value

    def _member(self, members: Sequence[Any], value: Any, place: _Place) -> Any:
        """A value of a union: its member is the one that a value of that class was written for."""
        kinds = [m for m in members if m is not types.NoneType]
        if isinstance(value, BaseModel):
            names = [k for k in kinds if getattr(k, "__name__", "") == type(value).__name__]
            kinds = names or kinds
        elif not isinstance(value, list):
            scalar = [k for k in kinds if isinstance(k, type) and isinstance(value, k)]
            kinds = scalar or kinds
        return self._value(kinds[0], value, place)

    def _list(self, inner: Sequence[Any], values: list[Any], place: _Place) -> list[Any]:
        """The values of a list without those that could not be grounded."""
        kind = inner[0] if inner else Any
        filled = [self._value(kind, value, place.under(n)) for n, value in enumerate(values)]
        return [f for f, v in zip(filled, values, strict=True) if f is not None or v is None]

    def _cited(self, number: int, place: _Place) -> Evidence | None:
        evidence, findings = self._grounding.cited([number], place.path)
        self._take(findings, place, severe=True)
        return evidence[0] if evidence else None

    def _quoted(self, words: str, place: _Place) -> Quotation | None:
        if not words:
            return None
        match = self._grounding.located(words, place.evidence)
        item = Item(
            place.path, "", self._known(place), attribution="document", quote=words, match=match
        )
        # Words that somebody said elsewhere are still theirs.
        self._take(self._checker.quotation_findings(item), place, severe=match is None)
        return self._grounding.quotation(match)

    def _figure(self, draft: FigureDraft, place: _Place) -> ClaimFigure:
        item = Item(place.path, "", self._known(place), figures=(draft,), scope=_scope(place))
        figure = self._grounding.figure(draft, item)
        self._take(self._checker.plain_findings(item), place, severe=True)
        return figure

    def _item(self, draft: SentenceDraft | ClaimDraft, kind: Any, place: _Place) -> BaseModel:
        made = self._grounding.item(draft, place.path)
        self.findings += made.findings
        own = self.own(draft, kind, place.path, made.evidence)
        values = {name: getattr(made, name) for name in type(made).model_fields}
        return kind(**{**values, **own})  # type: ignore[no-any-return]

    def _compare(self, value: Any, annotation: Any, place: _Place) -> None:
        """Looks at whether a text or number is the article's."""
        if not place.checked or get_origin(annotation) is Literal or isinstance(value, bool):
            return
        if annotation is str or (annotation in (int, float) and isinstance(value, int | float)):
            text = (
                value if isinstance(value, str) else f"{value:g}" if value % 1 else f"{value:.0f}"
            )
            item = Item(place.path, text, self._known(place), scope=_scope(place))
            self._take(self._checker.plain_findings(item), place, severe=place.severe)

    # --- what it rests on, and what is found ---

    def _known(self, place: _Place) -> tuple[Evidence, ...]:
        if not place.whole:
            return place.evidence
        text = self._checker.article.text
        return (Evidence(sentence=0, start=0, end=len(text), text=text),)

    def _take(self, findings: Sequence[Finding], place: _Place, *, severe: bool) -> None:
        """Keeps findings under the field's own path, as warnings where it is no assertion."""
        for finding in findings:
            severity = finding.severity if severe else "warning"
            self.findings.append(
                finding.model_copy(update={"path": place.path, "severity": severity})
            )


def _scope(place: _Place) -> Literal["cited", "article"]:
    return "article" if place.whole else "cited"


def _holds_evidence(field: FieldInfo) -> bool:
    """Whether a field is evidence itself, one or several."""
    return Evidence in set(_plain_members(field.annotation))


def _plain_members(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for member in inner:
        yield from _plain_members(member)


def without_inputs(error: ValidationError) -> str:
    """What a class refuses and where, without the values."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, f['loc'])) or 'it'}: {f['msg']}" for f in faults[:3])
