"""Blocks of self-contained HTML pages: one file, no network, readable without JavaScript.

`page` wraps a body into a whole document with a strict content security policy; `render_template`
makes bodies, with every value escaped; `read_prose` and `word_marks` prepare an article's text and
two wordings for the templates `prose.html` and `claim.html`, `Scale` numbers for `plots.html`.

How the comparison of two versions is wired (`comparison.js`; the evidence view is told of in `evidence.py`):

    data-linked          a part of the page in which claims and sentences belong together
    data-scroll          the box in it that holds the article's text, and scrolls
    data-cites="ID …"    on a claim: its sentences
    data-cited-by="ID …" on a sentence: its claims
    data-part="ID …"     on a passage inside a sentence: the claims whose quotation or figure it is
    data-tags="TAG …"    on what can be filtered
    data-filter="TAG"    on a button: shows only what has this tag (or that of another pressed one)
"""

from .claims import ClaimView, claim_passages, figure_text
from .page import page
from .plots import Scale
from .prose import Citation, Passage, Prose, read_prose
from .templates import direction, render_template
from .wordmarks import Run, word_marks

__all__ = [
    "Citation",
    "ClaimView",
    "Passage",
    "Prose",
    "Run",
    "Scale",
    "claim_passages",
    "direction",
    "figure_text",
    "page",
    "read_prose",
    "render_template",
    "word_marks",
]
