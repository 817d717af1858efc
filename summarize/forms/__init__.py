"""What a caller wants back: the library's own result, a subclass of it, or any pydantic model.

A form holds the classes in which the model is asked. They follow from the result's fields: a field
of type `Evidence` is asked for as a sentence's number, a `Quotation` as the words, a `ClaimFigure` as
value, unit and qualifier; everything else as it is, without defaults, as strict structured output wants
it. Descriptions (`Field(description=…)`, docstrings of fields) are what the model reads about a field.
"""

from __future__ import annotations

from .forms import PLAIN, Form, form_of
from .wire import Unchecked, is_checked, item_class

__all__ = [
    "PLAIN",
    "Form",
    "Unchecked",
    "form_of",
    "is_checked",
    "item_class",
]
