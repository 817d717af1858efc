"""The names (IRIs) by which exports speak of an article, a result and a claim.

They are made of the contents, so that the same result has the same names in every export and every run, and
another result of the same article has others.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from urllib.parse import quote
from uuid import UUID, uuid5

from ..article import Article
from ..schema import ArticleSummary, Claim
from ..sound import sound_text

__all__ = ["article_iri", "claim_iri", "named", "result_iri", "text_iri"]

_NAMESPACE = UUID("d5b4bd81-b193-594c-9a5a-900bb39f9f58")
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def article_iri(article: Article) -> str:
    """The article's address on the web; where it has none, the name of its text."""
    if article.url and _WEB.match(article.url):
        return quote(sound_text(article.url).strip(), safe=":/?#[]@!$&'()*+,;=%-._~")
    return text_iri(article)


def text_iri(article: Article) -> str:
    """The name of exactly this text: its SHA-256 by RFC 6920, "ni:///sha-256;…"."""
    digest = urlsafe_b64encode(bytes.fromhex(article.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def result_iri(result: ArticleSummary) -> str:
    """The name of a result: "urn:uuid:…"."""
    claims = (claim.text for claim in result.claims)
    return named(
        result.article.sha256,
        result.model,
        result.prompt_fingerprint or "",
        result.headline,
        result.text,
        *claims,
    )


def claim_iri(result: ArticleSummary, claim: Claim) -> str:
    """The name of a claim of a result: "urn:uuid:…"."""
    return named(result_iri(result), claim.id)


def named(*parts: str) -> str:
    """The name of what these texts tell apart."""
    return uuid5(_NAMESPACE, sound_text("\0".join(parts))).urn
