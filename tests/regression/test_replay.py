from __future__ import annotations

from pathlib import Path

import pytest

from summarize import summarize_article
from summarize.cassettes import read_recording, replaying
from summarize.prompts import load_prompt
from summarize.regression.replay import RecordedModel, replay
from summarize.schema import ArticleSummary
from tests.regression.support import COST, GOOD, OPENING, WRONG_COST, Project
from tests.support import JSON, completion, draft, failure

REPAIR: JSON = {"summary": [], "claims": [{"item": "claims[1]", "dropped": None, "claim": COST}]}
SCRIPTS: dict[str, list[object]] = {
    "one answer": [completion(GOOD["bridge"])],
    "asked again": [completion({"headline": 1}), completion(GOOD["bridge"])],
    "repaired": [completion(draft(OPENING, WRONG_COST)), completion(REPAIR)],
    "both": [completion("no JSON"), completion(draft(OPENING, WRONG_COST)), completion(REPAIR)],
    "busy once": [failure(429, headers={"retry-after-ms": "1"}), completion(GOOD["bridge"])],
}


def directly(path: Path, project: Project) -> ArticleSummary:
    recording = read_recording(path)
    article = summarize_article(project.folder / "seeds/bridge.txt", model="embedded").article
    return replay(recording, article, prompt=load_prompt("news"), repair=load_prompt("repair"))


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_direct_replay_gives_what_the_whole_stack_gives(
    project: Project, script: list[object]
) -> None:
    project.endpoint.script.extend(script)  # type: ignore[arg-type]
    assert project.run("record", "news", "--case", "bridge", *project.where).code == 0
    with replaying(project.cassette()):
        stack = summarize_article(
            project.folder / "seeds/bridge.txt", model="relay/stub", prompt="news"
        )
    ours = directly(project.cassette(), project)
    waited = {"seconds": ours.usage.seconds}
    assert stack.model_copy(update={"usage": stack.usage.model_copy(update=waited)}) == ours


def test_cost_and_seconds_are_the_recorded_ones(recorded: Project) -> None:
    manifest = read_recording(recorded.cassette()).manifest
    usage = directly(recorded.cassette(), recorded).usage
    assert (usage.cost, usage.seconds) == (manifest.cost, manifest.seconds)


async def test_a_recorded_model_answers_coroutines_too(recorded: Project) -> None:
    from summarize import asummarize_article

    model = RecordedModel(read_recording(recorded.cassette()))
    result = await asummarize_article(
        recorded.folder / "seeds/bridge.txt", model=model, prompt="news"
    )
    assert [claim.text for claim in result.claims] == [OPENING["text"], COST["text"]]
