"""The text of a prompt as a template: what it may hold, and the message that it makes.

A template shows its inputs and decides by them. Loops, calls, arithmetic and whatever else could run
for long or grow without bounds are refused, so that a prompt file from somebody else can do no harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import PromptError

__all__ = ["check_template", "rendered"]

_ALLOWED = frozenset(
    "Template Output TemplateData Name Const If CondExpr Compare Operand And Or Not Filter Test List "
    "Tuple Keyword".split()
)
_FILTERS = frozenset(
    "abs capitalize count d default e escape float int length lower round string title trim upper "
    "wordcount".split()
)
_NAMES = {
    "Add": "arithmetic",
    "Assign": "set",
    "Call": "a call",
    "Concat": "~",
    "For": "a loop",
    "Getattr": "an attribute",
    "Getitem": "an index",
}


def check_template(path: Path, first_line: int, text: str, inputs: set[str]) -> None:
    """Raise `PromptError` for a text that is no template, does more than it may, or forgets an input.

    `first_line` is the line of the file on which the text begins, from 1; `inputs` are the names that
    the front matter declares, all of which the text must use.
    """
    import jinja2
    from jinja2 import meta

    try:
        tree = _environment().parse(text)
        _template(text)  # what the parser takes may still be too deep to be compiled
        used = meta.find_undeclared_variables(tree)
    except jinja2.TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        raise PromptError(f"{path}:{first_line + line - 1}: {error.message}.") from error
    except (RecursionError, MemoryError, SyntaxError):
        raise PromptError(f"{path}: the text is nested too deep; write it plainer.") from None
    _refuse_what_computes(path, first_line, tree)
    if missing := sorted(used - inputs):
        line = next(n for n, row in enumerate(text.split("\n"), 1) if missing[0] in row)
        raise PromptError(
            f"{path}:{first_line + line - 1}: the text uses {missing[0]!r}, which is not among the "
            f"inputs of the front matter ({', '.join(sorted(inputs)) or 'none'})."
        )
    if unused := sorted(inputs - used):
        raise PromptError(f"{path}: the input {unused[0]!r} is never used in the text.")


def rendered(path: Path, text: str, values: Mapping[str, str | int | None]) -> str:
    """The message that a template makes of its inputs. Raises `PromptError` when it can't."""
    try:
        return str(_template(text).render(values)).strip()
    except Exception as error:
        # Whatever a template does wrong with its values: an order of texts and numbers, a wrong filter.
        raise PromptError(f"{path}: the prompt can't be rendered: {error}.") from error


def _refuse_what_computes(path: Path, first_line: int, tree: Any) -> None:
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if kind == "Filter" and node.name not in _FILTERS:
            kind = f"the filter {node.name!r}"
        elif kind in _ALLOWED or isinstance(node, nodes.EvalContext):
            continue
        else:
            kind = _NAMES.get(kind, kind.lower())
        raise PromptError(
            f"{path}:{first_line + node.lineno - 1}: the text has {kind}. A prompt shows its inputs "
            "({{ name }}) and decides by them ({% if name %}); loops, calls and arithmetic are not for it."
        )


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(  # the text goes to a model, not a browser
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@lru_cache(maxsize=64)
def _template(text: str) -> Any:
    return _environment().from_string(text)
