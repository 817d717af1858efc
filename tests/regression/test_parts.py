"""Recordings of articles that were read in parts: their window and merge prompt, replayed and outdated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from summarize import Article, load_article, summarize_article
from summarize.cassettes import Manifest, read_manifest, read_recording, replaying, write_recording
from summarize.cassettes.file import Recording
from summarize.draft import ArticleDraft, MergeDraft
from summarize.prompts import load_prompt
from summarize.regression.replay import replay
from summarize.schema import ArticleSummary
from tests.parts_support import an_answer, assert_exact, long_text
from tests.regression.support import Project
from tests.support import JSON, Answer, Seen, completion, failure

WINDOW = "4300"
OVERFLOW = failure(
    400,
    "This model's maximum context length is 4300 tokens. However, your messages resulted in 7000 tokens.",
    code="context_length_exceeded",
)
Played = Callable[[Seen], Answer | JSON]


def schema_of(seen: Seen) -> str:
    return str(seen.body["response_format"]["json_schema"]["name"])


def shown(seen: Seen) -> str:
    return str(seen.body["messages"][1]["content"])


def good(seen: Seen) -> JSON:
    of_sentences = schema_of(seen) == "ArticleDraft"
    return completion(an_answer(f"\nPart: {shown(seen)}" if of_sentences else shown(seen)))


def refusing(seen: Seen) -> Answer | JSON:
    """One part is stopped."""
    return failure(400, "no", code="content_filter") if "\n[150] " in shown(seen) else good(seen)


def cutting(seen: Seen) -> JSON:
    """One part's answer is cut off, those about its halves are not."""
    too_much = "\n[150] " in shown(seen) and "\n[130] " in shown(seen)
    return completion('{"headline": "All', finish="length") if too_much else good(seen)


def overflowing(seen: Seen) -> Answer | JSON:
    """The whole article is too long."""
    whole = "\n[1] " in shown(seen) and "\n[200] " in shown(seen)
    return OVERFLOW if whole else good(seen)


@pytest.fixture
def long(project: Project) -> Project:
    """A project with one article that a small window has no room for."""
    for path in (project.folder / "seeds").iterdir():
        path.unlink()
    (project.folder / "seeds/long.txt").write_text(long_text(200), encoding="utf-8")
    return project


def record(project: Project, *options: str, script: Played = good) -> str:
    project.endpoint.script.clear()
    project.endpoint.script.append(script)
    outcome = project.run("record", "news", *project.where, *options)
    assert outcome.code == 0, outcome.out
    return outcome.out


def asked(project: Project, name: type) -> int:
    return sum(schema_of(seen) == name.__name__ for seen in project.endpoint.seen)


def manifest_of(project: Project) -> Manifest:
    return read_manifest(project.cassette("long"))


def article(project: Project) -> Article:
    return load_article(project.folder / "seeds/long.txt")


def replayed(project: Project) -> ArticleSummary:
    return replay(
        read_recording(project.cassette("long")),
        article(project),
        prompt=load_prompt("news"),
        repair=load_prompt("repair"),
        merge=load_prompt("merge"),
    )


def newer_merge_prompt(project: Project) -> None:
    text = load_prompt("merge@1").path.read_text(encoding="utf-8")
    text = text.replace("version: 1", "version: 2").replace("3 to 5 sentences", "3 to 4 sentences")
    (project.folder / "prompts/merge@2.md").write_text(text, encoding="utf-8")


def test_a_recording_in_parts_knows_its_window_and_its_merge_prompt(long: Project) -> None:
    record(long, "--context-window", WINDOW)
    manifest = manifest_of(long)
    assert manifest.context_window == int(WINDOW)
    assert manifest.merge == "merge@1"
    assert manifest.merge_sha256 == load_prompt("merge@1").fingerprint(MergeDraft)
    assert len(manifest.request_sha256) == manifest.usage["calls"] == len(long.endpoint.seen)
    assert asked(long, ArticleDraft) == 4
    assert asked(long, MergeDraft) == 1


def test_a_recording_of_the_whole_article_says_nothing_about_parts(long: Project) -> None:
    record(long)
    assert (manifest_of(long).merge, manifest_of(long).context_window) == (None, None)
    assert "merge" not in long.cassette("long").read_text(encoding="utf-8").partition("inter")[0]


def test_the_plan_counts_every_part_before_anything_is_asked(long: Project) -> None:
    def estimated(*options: str) -> int:
        line = record(long, "--rewrite", *options).split("\n")[1]
        return int(line.partition("at most ")[2].partition(" tokens")[0].replace(",", ""))

    assert estimated("--context-window", WINDOW) > estimated()


SCRIPTS = {"good": good, "refusing": refusing, "cutting": cutting}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_direct_replay_in_parts_gives_what_the_whole_stack_gives(
    long: Project, script: Played
) -> None:
    record(long, "--context-window", WINDOW, script=script)
    with replaying(long.cassette("long")):
        stack = summarize_article(
            article(long), model="relay/stub", prompt="news", context_window=int(WINDOW)
        )
    ours = replayed(long)
    assert (stack.summary, stack.claims) == (ours.summary, ours.claims)
    assert [gap.path for gap in stack.gaps] == [gap.path for gap in ours.gaps]
    waited = {"seconds": ours.usage.seconds}
    assert stack.usage.model_copy(update=waited) == ours.usage
    assert_exact(ours)


def test_what_the_endpoint_called_too_long_is_replayed_in_the_same_parts(long: Project) -> None:
    record(long, script=overflowing)
    assert manifest_of(long).context_window is None
    ours = replayed(long)
    assert f"was read in {asked(long, ArticleDraft) - 1} parts" in ours.notes[0]
    assert asked(long, MergeDraft) == 1
    assert not ours.gaps
    with replaying(long.cassette("long")):
        stack = summarize_article(article(long), model="relay/stub", prompt="news")
    waited = {"seconds": ours.usage.seconds}
    assert stack.model_copy(update={"usage": stack.usage.model_copy(update=waited)}) == ours


def test_the_order_in_which_parts_were_answered_does_not_matter(long: Project) -> None:
    record(long, "--context-window", WINDOW)
    before = replayed(long)
    recording = read_recording(path := long.cassette("long"))
    first, second, *others = recording.interactions
    digests = recording.manifest.request_sha256
    manifest = recording.manifest.model_copy(
        update={"request_sha256": (digests[1], digests[0], *digests[2:])}
    )
    write_recording(path, Recording(manifest, (second, first, *others)))
    assert replayed(long) == before


def test_a_fresh_recording_in_parts_is_checked_without_being_told_the_window(long: Project) -> None:
    record(long, "--context-window", WINDOW)
    assert long.run("cassettes", "stale").code == 0
    assert long.run("cassettes", "verify").code == 0
    outcome = long.run("check")
    assert (outcome.code, "1 ok" in outcome.out) == (0, True)


def test_a_new_merge_prompt_makes_stale_what_was_read_in_parts(long: Project) -> None:
    record(long, "--context-window", WINDOW)
    newer_merge_prompt(long)
    outcome = long.run("check")
    assert outcome.code == 3
    assert " with merge " in outcome.out
    assert "prompts/merge@2.md:10\n" in outcome.out
    assert f"--context-window {WINDOW}  (1 recording" in outcome.out


def test_a_new_merge_prompt_leaves_fresh_what_was_read_at_once(long: Project) -> None:
    record(long)
    newer_merge_prompt(long)
    assert long.run("check").code == 0


def test_a_changed_sentence_of_a_long_article_is_shown_at_its_line(long: Project) -> None:
    record(long, "--context-window", WINDOW)
    long.edit("seeds/long.txt", "1150 visitors", "1155 visitors")
    outcome = long.run("cassettes", "stale")
    assert outcome.code == 3
    assert "seeds/long.txt:" in outcome.out
    assert "      + [151] The " in outcome.out


@pytest.mark.parametrize(
    ("options", "is_asked"),
    [((), False), (("--context-window", WINDOW), False), (("--context-window", "3500"), True)],
    ids=["no window", "the same", "another"],
)
def test_only_a_window_that_cuts_otherwise_is_recorded_again(
    long: Project, options: tuple[str, ...], is_asked: bool
) -> None:
    record(long, "--context-window", WINDOW)
    before = len(long.endpoint.seen)
    out = record(long, *options)
    assert ("1 recording kept as before" not in out) == is_asked
    assert (len(long.endpoint.seen) > before) == is_asked


def test_a_gap_is_told_when_it_is_recorded_and_is_a_fault_when_it_is_checked(long: Project) -> None:
    assert ", 1 gap, " in record(long, "--context-window", WINDOW, script=refusing)
    outcome = long.run("check")
    assert outcome.code == 1
    assert "1 new fault" in outcome.out
    assert "content filter" in outcome.out


def test_manifests_of_before_are_read_as_those_of_whole_articles(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    path = min((root / "cassettes/article@2").rglob("*.s1.yaml"))
    manifest = read_manifest(path)
    assert (manifest.merge, manifest.merge_sha256, manifest.context_window) == (None, None, None)
    write_recording(copy := tmp_path / path.name, read_recording(path))
    assert copy.read_bytes() == path.read_bytes()
    assert json.loads(manifest.model_dump_json())["context_window"] is None
