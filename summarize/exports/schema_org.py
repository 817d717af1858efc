"""A result in schema.org's vocabulary: the article, its summary, and a Claim for each claim.

Property by property (https://schema.org, release 30.0; `tests/exports/` checks domains and ranges):

    Article     headline, url, datePublished, inLanguage, publisher (the site), creditText (the byline, which
                may name people or agencies), identifier (SHA-256 of the text that offsets count in)
    Claim       text, inLanguage, author (who says it, where words tell whether that is a person or an
                organisation, else creditText; the publisher for the article's own voice), appearance (the
                article; firstAppearance would be a guess), citation (the sentences that carry it, and the
                quotation), mentions (its figures), temporalCoverage (when it happened)
    CreativeWork  the summary: text, keywords, isBasedOn the article, hasPart its claims
    CreateAction  what made it: instrument (library, model and prompt)

`Article`, not `NewsArticle`: nobody has said that it is news. A claim has `datePublished` only in the
article's own voice: when a speaker said it is not known.
"""

from __future__ import annotations

import math
from typing import Any

from ..own_fields import own_fields
from ..schema import ArticleSummary, Claim, ClaimFigure, Evidence
from ..sound import sound
from .identity import article_iri, claim_iri, named, result_iri
from .json_ld import PREFIX, VOCABULARY, claim_terms, own_terms, present
from .speakers import speaker_type

__all__ = ["claim_node", "schema_org"]

_CONTEXT = ["https://schema.org", {PREFIX: VOCABULARY}]


def schema_org(result: ArticleSummary) -> dict[str, Any]:
    """The article, its summary and its claims as JSON-LD in schema.org's vocabulary.

    Ready for a fact-checker's ClaimReview, and none: nothing was reviewed, so there is no ClaimReview and no
    rating. Whoever reviews a claim writes one with `itemReviewed: {"@id": …}` (the claim's `@id`),
    `claimReviewed` (its `text`), and their own `author`, `url`, `datePublished` and `reviewRating`.

    `@id`s are the same in every run and in `web_annotations`. What the vocabulary has no property for (kind,
    certainty, findings, a user's own fields) has the prefix `summarize:`. `html_script` puts it in a page.
    """
    graph = [
        _article(result),
        _summary(result),
        _making(result),
        *(claim_node(result, claim) for claim in result.claims),
    ]
    return {"@context": _CONTEXT, "@graph": sound(graph)}


def claim_node(result: ArticleSummary, claim: Claim) -> dict[str, Any]:
    """One Claim; a user's own fields and the library's terms with it."""
    article = {"@id": article_iri(result.article)}
    own_voice = claim.speaker is None
    return present(
        {
            "@type": "Claim",
            "@id": claim_iri(result, claim),
            "name": claim.id,
            "text": claim.text,
            "inLanguage": result.language,
            **({"author": _publisher(result)} if own_voice else _said_by(result, claim)),
            "datePublished": _published(result) if own_voice else None,
            "temporalCoverage": claim.when,
            "appearance": article,
            "citation": [*map(_citation(article), claim.evidence), *_quotation(result, claim)],
            "mentions": [_quantity(figure) for figure in claim.figures],
            **claim_terms(claim),
            **own_terms(own_fields(claim)),
        }
    )


def _article(result: ArticleSummary) -> dict[str, Any]:
    article = result.article
    digest = {"@type": "PropertyValue", "propertyID": "sha256", "value": article.sha256}
    return present(
        {
            "@type": "Article",
            "@id": article_iri(article),
            "headline": article.title,
            "url": article.url and article_iri(article),
            "datePublished": _published(result),
            "inLanguage": article.language,
            "publisher": _publisher(result),
            "creditText": article.byline,
            "identifier": digest,
        }
    )


def _summary(result: ArticleSummary) -> dict[str, Any]:
    by_model = "Trained" if result.prompt else ""  # the embedded engine is made of rules
    return present(
        {
            "@type": "CreativeWork",
            "@id": result_iri(result),
            "headline": result.headline,
            "text": result.text,
            "inLanguage": result.language,
            "keywords": list(result.topics),
            "isBasedOn": {"@id": article_iri(result.article)},
            "digitalSourceType": {
                "@id": f"https://schema.org/{by_model}AlgorithmicMediaDigitalSource"
            },
            "hasPart": [{"@id": claim_iri(result, claim)} for claim in result.claims],
            f"{PREFIX}:notes": list(result.notes),
            **own_terms(own_fields(result)),
        }
    )


def _making(result: ArticleSummary) -> dict[str, Any]:
    library = {
        "@type": "SoftwareApplication",
        "name": "summarize",
        "softwareVersion": result.library_version,
    }
    model = {"@type": "SoftwareApplication", "name": result.model_answered or result.model}
    return present(
        {
            "@type": "CreateAction",
            "@id": named(result_iri(result), "making"),
            "object": {"@id": article_iri(result.article)},
            "result": {"@id": result_iri(result)},
            "instrument": [library, model],
            f"{PREFIX}:prompt": result.prompt,
            f"{PREFIX}:promptFingerprint": result.prompt_fingerprint,
        }
    )


def _published(result: ArticleSummary) -> str | None:
    published = result.article.published
    return published.isoformat() if published else None


def _publisher(result: ArticleSummary) -> dict[str, Any] | None:
    site = result.article.site
    return {"@type": "Organization", "name": site} if site else None


def _said_by(result: ArticleSummary, claim: Claim) -> dict[str, Any]:
    """Who says a claim: an author, or text where words don't tell what sort of author."""
    kind = speaker_type(claim, result.article.language)
    if kind is None:
        return present({"creditText": claim.speaker, f"{PREFIX}:role": claim.role})
    author = {"@type": kind, "name": claim.speaker, "description": claim.role}
    return {"author": present(author)}


def _citation(article: dict[str, str]) -> Any:
    def sentence(evidence: Evidence) -> dict[str, Any]:
        return {
            "@type": "CreativeWork",
            "text": evidence.text,
            "position": evidence.sentence,
            "isPartOf": article,
        }

    return sentence


def _quotation(result: ArticleSummary, claim: Claim) -> list[dict[str, Any]]:
    if claim.quote is None:
        return []
    quotation = {
        "@type": "Quotation",
        "text": claim.quote.text,
        **_said_by(result, claim),
        "isPartOf": {"@id": article_iri(result.article)},
    }
    return [present(quotation)]


def _quantity(figure: ClaimFigure) -> dict[str, Any]:
    """A figure; "over" is the least it may be, "under" the most, "about" is said in its name."""
    value = {"exact": "value", "about": "value", "over": "minValue", "under": "maxValue"}
    said = "" if figure.qualifier == "exact" else figure.qualifier
    return present(
        {
            "@type": "QuantitativeValue",
            "name": " ".join(filter(None, (said, figure.value, figure.unit))),
            value[figure.qualifier]: _number(figure.number),
            "unitText": figure.unit,
        }
    )


def _number(number: float | None) -> float | None:
    if number is None or not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
