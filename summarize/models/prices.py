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
) -> float | None:
    """US dollars for one answer; None when the model's price is unknown.

    `endpoint` is the base URL, None for OpenAI. A local or unknown endpoint has no known price,
    whatever its models are called.
    """
    if not _known(model, endpoint):
        return None
    return _calculated(model, endpoint, input_tokens, cached_tokens, output_tokens)


@lru_cache(maxsize=64)
def _known(model: str, endpoint: str | None) -> bool:
    try:
        _calculated(model, endpoint, 1, 0, 1)
    except LookupError:
        return False
    return True


def _calculated(model: str, endpoint: str | None, fresh: int, cached: int, out: int) -> float:
    import genai_prices

    usage = genai_prices.Usage(input_tokens=fresh, cache_read_tokens=cached, output_tokens=out)
    if endpoint is None:
        price = genai_prices.calc_price(usage, model, provider_id="openai")
    else:
        price = genai_prices.calc_price(usage, model, provider_api_url=endpoint)
    return float(price.total_price)
