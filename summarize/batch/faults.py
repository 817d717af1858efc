"""The error for what nobody expected."""

from __future__ import annotations

from ..errors import SummarizeError

__all__ = ["fault"]


def fault(error: Exception) -> SummarizeError:
    """The error of one article for an exception that nobody expected; holds nothing of the article."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return SummarizeError(
        f"This article met a fault in summarize itself ({type(error).__name__}{place}); please report "
        "it. The other articles are not concerned."
    )
