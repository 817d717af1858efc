"""All exceptions of the library, in one tree.

    SummarizeError
    ├── ConfigurationError        no model chosen, an impossible option, a missing key
    ├── ArticleError              the article can't be read
    │   └── FetchError                its page may not or can't be fetched
    ├── PromptError               a prompt file can't be used
    ├── UnsupportedClaimError     strict=True and a check failed
    ├── StoreError                kept results can't be read or written
    ├── ModelError                the model gave no usable answer
    │   ├── AuthenticationError       the key is missing, wrong or may not use this model
    │   ├── UnknownModelError         the endpoint has no such model or no such path
    │   ├── ContextOverflowError      the request is longer than the model's context
    │   ├── RefusalError              the model declined
    │   ├── ContentFilterError        the provider's filter stopped the answer
    │   ├── TruncatedAnswerError      the answer hit its token limit
    │   ├── MalformedAnswerError      the answer is not what was asked for
    │   ├── RateLimitError            too many requests
    │   │   └── QuotaError                the account has no quota left
    │   ├── BudgetError               the caller's own budget has no room for the request
    │   └── EndpointError             not reachable, timed out, or failing
    ├── BatchStoppedError         a batch ended before its last article
    └── CassetteError             a recording can't be used
        ├── CassetteMiss              no recorded answer for this request
        ├── StaleCassetteError        recorded for another prompt, schema, model or article
        └── SecretFoundError          a secret would have been written

Every message says what failed, where, and what to do. None holds a key or a whole article.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "AuthenticationError",
    "BatchStoppedError",
    "BudgetError",
    "CassetteError",
    "CassetteMiss",
    "ConfigurationError",
    "ContentFilterError",
    "ContextOverflowError",
    "EndpointError",
    "FetchError",
    "MalformedAnswerError",
    "ModelError",
    "PromptError",
    "QuotaError",
    "RateLimitError",
    "RefusalError",
    "SecretFoundError",
    "StaleCassetteError",
    "StoreError",
    "SummarizeError",
    "TruncatedAnswerError",
    "UnknownModelError",
    "UnsupportedClaimError",
]


class SummarizeError(Exception):
    """Base of everything that this library raises on purpose."""


class ConfigurationError(SummarizeError):
    """No model was chosen, or an option or environment variable can't be used."""


class ArticleError(SummarizeError):
    """The source is missing, empty, binary, too large, or not text."""


class FetchError(ArticleError):
    """A page was not fetched: its address is refused, or the server failed or gave something else.

    `status` is the HTTP status where there was one.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class PromptError(SummarizeError):
    """A prompt is unknown, or its file breaks a rule; the message names file and line or key."""


class UnsupportedClaimError(SummarizeError):
    """With `strict=True`: the result has claims or sentences that the article doesn't carry, or gaps.

    The message lists the findings; `summary` holds the whole result, so nothing paid for is lost.
    """

    def __init__(self, message: str, *, summary: object = None) -> None:
        super().__init__(message)
        self.summary = summary


class StoreError(SummarizeError):
    """The store of results can't be opened, read or written, or is none.

    `summary` is the result that could not be kept, where there is one, so nothing paid for is lost.
    """

    def __init__(self, message: str, *, summary: object = None) -> None:
        super().__init__(message)
        self.summary = summary


class ModelError(SummarizeError):
    """A language model gave no usable answer. `model` is the name that was asked for."""

    def __init__(self, message: str, *, model: str | None = None) -> None:
        super().__init__(message)
        self.model = model
        self.usage: object = None
        """What the failed attempts cost (`Usage`), where any was counted."""


class AuthenticationError(ModelError):
    """The endpoint refused the key (HTTP 401 or 403)."""


class UnknownModelError(ModelError):
    """The endpoint has no model of that name, or nothing at that path (HTTP 404)."""


class ContextOverflowError(ModelError):
    """The request is longer than the model's context window.

    `tokens` and `window` are the endpoint's own counts where it gives them, else None.
    """

    def __init__(
        self,
        message: str,
        *,
        model: str | None = None,
        tokens: int | None = None,
        window: int | None = None,
    ) -> None:
        super().__init__(message, model=model)
        self.tokens = tokens
        self.window = window


class RefusalError(ModelError):
    """The model declined to answer; the message carries the reason it gave, shortened."""


class ContentFilterError(ModelError):
    """The provider's content filter stopped the request or the answer."""


class TruncatedAnswerError(ModelError):
    """The answer ended at its token limit before it was complete."""


class MalformedAnswerError(ModelError):
    """The answer is empty, not JSON, or doesn't fit the schema after every re-ask."""


class RateLimitError(ModelError):
    """The endpoint kept refusing for load (HTTP 429)."""


class QuotaError(RateLimitError):
    """The account has no quota left (HTTP 429): trying again is no use."""


class BudgetError(ModelError):
    """The request was not sent: it may take more than is left of the caller's budget."""


class EndpointError(ModelError):
    """The endpoint can't be reached, timed out, or answers with a server error."""


class BatchStoppedError(SummarizeError):
    """A batch ended before its last article, for a reason that concerns all of them.

    `reason` is the error; `left` is how many articles were not begun, None where the input does not
    say how many it has. The outcomes of all others were given before.
    """

    def __init__(
        self, message: str, *, reason: SummarizeError | None = None, left: int | None = None
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.left = left


class CassetteError(SummarizeError):
    """A recording is missing, damaged or can't be written."""


class CassetteMiss(CassetteError):
    """Replay has no recorded answer for this request."""


class StaleCassetteError(CassetteError):
    """The recording was made for another prompt, schema, model or article."""


class SecretFoundError(CassetteError):
    """A recording would have held a secret, so it was not written."""
