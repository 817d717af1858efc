"""Recorded answers, played to the pipeline without any client library.

The pipeline does no input or output of its own, so a recording can answer it directly: what would
take seconds of imports through the client takes milliseconds. Requests are compared with the
recorded ones word for word; an answer is parsed as the endpoint's adapter parses it. The parts of a
long article may have been answered in any order, so that each request finds its answer by content.
"""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from ..article import Article
from ..cassettes import Interaction, Recording
from ..errors import (
    CassetteMiss,
    ContentFilterError,
    EndpointError,
    MalformedAnswerError,
    ModelError,
    RefusalError,
    StaleCassetteError,
    TruncatedAnswerError,
)
from ..models.base import Attempt, DraftT, Reply, Request, add_usage
from ..models.overflow import overflow_of
from ..pipeline import Options, run, steps
from ..prompts import Prompt
from ..schema import ArticleSummary

__all__ = ["RecordedModel", "replay"]


def replay(
    recording: Recording,
    article: Article,
    *,
    prompt: Prompt,
    repair: Prompt | None,
    merge: Prompt | None = None,
) -> ArticleSummary:
    """The summary that a recording gives, as `summarize_article` would with the same answers.

    Cost and seconds are the recorded ones. Raises `StaleCassetteError` when the pipeline asks
    something else than was recorded, `CassetteMiss` when it asks more, `CassetteError` when it asks
    less, and the `ModelError` that the recorded answers are.
    """
    model = RecordedModel(recording)
    options = Options(repair=repair, merge=merge)
    result = run(steps(article, model=model, prompt=prompt, options=options), model, at_once=1)
    if left := len(model.unplayed):
        raise StaleCassetteError(
            f"{left} of {len(recording.interactions)} recorded answers are no longer asked for: "
            "the checks now pass what they refused when it was recorded."
        )
    manifest = recording.manifest
    usage = result.usage.model_copy(update={"cost": manifest.cost, "seconds": manifest.seconds})
    return result.model_copy(update={"usage": usage})


class RecordedModel:
    """A language model that answers from one recording, each answer once."""

    extractive = False

    def __init__(self, recording: Recording) -> None:
        self.name = recording.manifest.model
        self.context_window = recording.manifest.context_window
        self.unplayed = list(recording.interactions)
        self._lock = threading.Lock()

    def answer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The recorded reply; what had to be asked again counts as in the recorded run."""
        attempts: list[Attempt] = []
        interaction = self._first(request)
        while True:
            answer = _json(interaction.response)
            if interaction.status == 200:  # what an endpoint refuses costs nothing
                attempts.append(_attempt(answer))
            try:
                content = _content(answer, interaction.status, self.name)
            except ModelError as error:
                error.usage = add_usage(attempts)
                raise
            try:
                draft = request.schema.model_validate_json(content)
            except ValidationError as error:
                attempts[-1] = replace(attempts[-1], outcome="invalid")
                again = self._asked_again(request)
                if again is None:
                    raise MalformedAnswerError(
                        f"The recorded answer of {self.name} does not fit the schema: "
                        f"{error.error_count()} error(s)."
                    ) from None
                interaction = again
            else:
                attempts[-1] = replace(attempts[-1], outcome="answered")
                return Reply(draft, str(answer.get("model") or ""), tuple(attempts))

    async def aanswer(self, request: Request[DraftT]) -> Reply[DraftT]:
        """The same as a coroutine."""
        return self.answer(request)

    def _first(self, request: Request[Any]) -> Interaction:
        """The recorded answer to a request; raises `CassetteMiss` or `StaleCassetteError`."""
        with self._lock:
            if not self.unplayed:
                raise CassetteMiss(
                    f"The {request.purpose} request has no recorded answer: "
                    "the checks now refuse what they passed when it was recorded."
                )
            for position, interaction in enumerate(self.unplayed):
                if _difference(request, interaction) is None:
                    return self.unplayed.pop(position)
            difference = _difference(request, self.unplayed[0])
            raise StaleCassetteError(f"The {request.purpose} request differs: {difference}.")

    def _asked_again(self, request: Request[Any]) -> Interaction | None:
        """The next recorded request that repeats this one, with the errors of its answer."""
        with self._lock:
            for position, interaction in enumerate(self.unplayed):
                repeats = _difference(request, interaction) is None
                if repeats and len(_sent(interaction)) > len(request.messages):
                    return self.unplayed.pop(position)
        return None


def _sent(interaction: Interaction) -> list[dict[str, Any]]:
    messages = _json(interaction.request).get("messages")
    return messages if isinstance(messages, list) else []


def _json(body: bytes) -> dict[str, Any]:
    try:
        tree = json.loads(body)
    except ValueError:
        return {}
    return tree if isinstance(tree, dict) else {}


def _difference(request: Request[Any], interaction: Interaction) -> str | None:
    """Where the recorded messages are not those of the request; None when they are."""
    sent = _sent(interaction)
    for position, message in enumerate(request.messages):
        recorded = sent[position].get("content") if position < len(sent) else None
        if recorded != message.content:
            return f"the {message.role} message is not the recorded one"
    return None


def _content(answer: dict[str, Any], status: int, name: str) -> str:
    """The text of an answer; raises what the endpoint's adapter raises for an unusable one."""
    if status != 200:
        raise _refusal(answer, status, name)
    choice = (answer.get("choices") or [{}])[0]
    message, finish = choice.get("message") or {}, choice.get("finish_reason")
    content = message.get("content") or ""
    error: type[ModelError] | None = None
    if message.get("refusal"):
        error, what = RefusalError, "declined to answer"
    elif finish == "content_filter":
        error, what = ContentFilterError, "was stopped by the content filter"
    elif finish == "length" or (content.strip()[:1] == "{" and content.strip()[-1:] != "}"):
        error, what = TruncatedAnswerError, "was cut off"
    if error is not None:
        raise error(f"{name} {what} when this was recorded.", model=name)
    return str(content)


def _refusal(answer: dict[str, Any], status: int, name: str) -> ModelError:
    """The error that an endpoint answered with, as the adapter would raise it."""
    told = answer.get("error", answer)
    if overflow := overflow_of(status, told, str(answer)):
        return overflow
    if isinstance(told, dict) and told.get("code") == "content_filter":
        what = f"{name} was stopped by the content filter when this was recorded."
        return ContentFilterError(what, model=name)
    return EndpointError(f"{name} was refused (HTTP {status}) when this was recorded.", model=name)


def _attempt(answer: dict[str, Any]) -> Attempt:
    usage = answer.get("usage") or {}
    prompt = usage.get("prompt_tokens_details") or {}
    completion = usage.get("completion_tokens_details") or {}
    return Attempt(
        "failed",
        input_tokens=usage.get("prompt_tokens") or 0,
        cached_tokens=prompt.get("cached_tokens") or 0,
        output_tokens=usage.get("completion_tokens") or 0,
        reasoning_tokens=completion.get("reasoning_tokens") or 0,
    )
