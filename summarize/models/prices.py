"""What tokens cost, by the price list of genai-prices (bundled with it, no network)."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["price_of"]


def price_of(
    model: str,
    *,
    endpoint: str | None,
    input_tokens: int,
    cached_tokens: int,
    output_tokens: int,
    batch: bool = False,
) -> float | None:
    """US dollars for one answer; None when the model's price is unknown.

    `endpoint` is the base URL, None for OpenAI. A local or unknown endpoint has no known price,
    whatever its models are called. `batch` asks for the price in the Batch API: by the list, else,
    for OpenAI, half ("50% cost discount", its Batch API guide); unknown elsewhere.
    """
    if not _known(model, endpoint):
        return None
    counts = (input_tokens, cached_tokens, output_tokens)
    usual = _calculated(model, endpoint, *counts)
    if not batch or not usual:
        return usual
    listed = _calculated(model, endpoint, *counts, processing="batch")
    if listed != usual:
        return listed
    return usual / 2 if endpoint is None or "//api.openai.com/" in endpoint else None


@lru_cache(maxsize=64)
def _known(model: str, endpoint: str | None) -> bool:
    try:
        _calculated(model, endpoint, 1, 0, 1)
    except LookupError:
        return False
    return True


def _calculated(
    model: str, endpoint: str | None, fresh: int, cached: int, out: int, **context: str
) -> float:
    import genai_prices

    usage = genai_prices.Usage(input_tokens=fresh, cache_read_tokens=cached, output_tokens=out)
    if endpoint is None:
        price = genai_prices.calc_price(usage, model, provider_id="openai", price_context=context)
    else:
        price = genai_prices.calc_price(
            usage, model, provider_api_url=endpoint, price_context=context
        )
    return float(price.total_price)
