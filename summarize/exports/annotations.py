"""Claims as annotations of their article, by the W3C's Web Annotation Data Model (Recommendation of 2017).

https://www.w3.org/TR/annotation-model/; the tests run the working group's own JSON schemas over it.
"""

from __future__ import annotations

from typing import Any

from ..own_fields import own_fields
from ..schema import ArticleSummary, Claim, Finding, SummarySentence
from ..sound import sound
from .identity import article_iri, claim_iri, named, result_iri, text_iri
from .json_ld import PREFIX, VOCABULARY, finding_text, own_terms, present
from .schema_org import claim_node
from .selectors import selectors

__all__ = ["web_annotations"]

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    # The model has this motivation, its JSON-LD context has not.
    {PREFIX: VOCABULARY, "assessing": "http://www.w3.org/ns/oa#assessing"},
]
_STYLE = {
    "type": "CssStylesheet",
    "value": ".evidence { background: #fff3bf } .quotation { background: #d0ebff }",
}


def web_annotations(result: ArticleSummary) -> dict[str, Any]:
    """An AnnotationCollection with one page: an Annotation for each sentence of the summary and each claim.

    The bodies of an annotation are the text (`describing`), for a claim also its kind (`classifying`) and a
    schema.org Claim with its speaker, date, figures and a user's own fields, then what the checks found
    (`assessing`). Its targets are the sentences that carry it, together, and its quotation (style class
    `quotation`). Each has two selectors for the same span: the words, with as much before and after them as
    tells them apart, and the position in code points.

    The source is the article's address, or the name of its text (`ni:///sha-256;…`, RFC 6920) where it has
    none. Positions count in the text that was read, which is not the page's own: that text is named as the
    target's state, and what took it out of the page as `renderedVia`.

    The model that wrote it is the creator, this library the generator. There is no date: a result has none.
    """
    iri = result_iri(result)
    page = named(iri, "page 1")
    items = [
        *(_of_sentence(result, number, item) for number, item in enumerate(result.summary, 1)),
        *(_of_claim(result, claim) for claim in result.claims),
    ]
    about = {
        "id": named(iri, "annotations"),
        "type": "AnnotationCollection",
        "label": result.headline,
        "total": len(items),
    }
    first = {
        "id": page,
        "type": "AnnotationPage",
        "partOf": about,
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": _CONTEXT,
        **sound({**about, **_agents(result), **own_terms(own_fields(result))}),
        "first": sound(first),
        "last": page,
    }


def _of_sentence(result: ArticleSummary, number: int, item: SummarySentence) -> dict[str, Any]:
    return {
        "id": named(result_iri(result), f"sentence {number}"),
        "type": "Annotation",
        "motivation": "describing",
        **_agents(result),
        **own_terms(own_fields(item)),
        "body": [_text_body(result, item.text), *map(_finding_body, item.findings)],
        "target": _targets(result, item),
    }


def _of_claim(result: ArticleSummary, claim: Claim) -> dict[str, Any]:
    return {
        "id": named(claim_iri(result, claim), "annotation"),
        "type": "Annotation",
        "motivation": "describing",
        **_agents(result),
        **({"stylesheet": _STYLE} if claim.quote else {}),
        "body": [
            _text_body(result, claim.text),
            {"type": "TextualBody", "value": claim.kind, "purpose": "classifying"},
            _prefixed(claim_node(result, claim)),
            *map(_finding_body, claim.findings),
        ],
        "target": _targets(result, claim),
    }


def _agents(result: ArticleSummary) -> dict[str, Any]:
    return {
        "creator": {"type": "Software", "name": result.model_answered or result.model},
        "generator": {
            "type": "Software",
            "name": "summarize",
            "schema:softwareVersion": result.library_version,
        },
    }


def _text_body(result: ArticleSummary, text: str) -> dict[str, Any]:
    return present(
        {
            "type": "TextualBody",
            "value": text,
            "format": "text/plain",
            "language": result.language,
            "purpose": "describing",
        }
    )


def _finding_body(finding: Finding) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": finding_text(finding),
        "format": "text/plain",
        "language": "en",
        "purpose": "assessing",
    }


def _targets(result: ArticleSummary, item: SummarySentence | Claim) -> Any:
    spans = [("evidence", evidence.start, evidence.end) for evidence in item.evidence]
    if isinstance(item, Claim) and item.quote:
        spans.append(("quotation", item.quote.start, item.quote.end))
    if not spans:
        return article_iri(result.article)
    source = _source(result)
    styled = any(style == "quotation" for style, _, _ in spans)
    return [
        {
            **source,
            "selector": selectors(result.article.text, start, end),
            **({"styleClass": style} if styled else {}),
        }
        for style, start, end in spans
    ]


def _source(result: ArticleSummary) -> dict[str, Any]:
    article = result.article
    source, text = article_iri(article), text_iri(article)
    extractor = article.extractor and {"type": "Software", "name": article.extractor}
    return present(
        {
            "type": "SpecificResource",
            "source": source,
            "state": {"id": text} if text != source else None,
            "renderedVia": extractor,
        }
    )


def _prefixed(node: Any) -> Any:
    """A schema.org node in the annotation's context: JSON-LD's keywords by their names there."""
    if isinstance(node, list):
        return [_prefixed(item) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {"@id": "id", "@type": "type"}
    return {
        renamed.get(name) or (name if ":" in name else f"schema:{name}"): (
            f"schema:{value}" if name == "@type" else _prefixed(value)
        )
        for name, value in node.items()
    }
