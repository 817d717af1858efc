"""What an article is read from: text, HTML, PDF, Word and mail, told by content."""

from .content import Content
from .kinds import Kind, detect_kind, looks_like_html
from .reading import read_bytes, read_text
from .suspicions import suspicions

__all__ = [
    "Content",
    "Kind",
    "detect_kind",
    "looks_like_html",
    "read_bytes",
    "read_text",
    "suspicions",
]
