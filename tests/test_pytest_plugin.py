from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from summarize import asummarize_article, load_article, summarize_article
from summarize.cassettes import read_manifest, read_recording
from summarize.cassettes.journal import Journal
from summarize.prompts import load_prompt
from summarize.regression.replay import replay
from summarize.schema import ArticleSummary
from tests.parts_support import an_answer, long_text
from tests.regression.support import (
    ARTICLES,
    COST,
    EXPECTATION,
    GOOD,
    OPENING,
    PROMPT,
    WRONG_COST,
    Project,
    answer,
)
from tests.support import JSON, Endpoint, Seen, completion, draft

pytest_plugins = ["pytester"]

INI = """\
[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
filterwarnings = error
"""
HEAD = """\
import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
import pytest
from summarize import asummarize_article, summarize_article
from summarize.errors import SummarizeError

ask = partial(summarize_article, model="relay/stub", prompt="news")
aask = partial(asummarize_article, model="relay/stub", prompt="news")
BRIDGE, QUAY = Path("seeds/bridge.txt"), Path("seeds/quay.txt")
"""
ONE = """
@pytest.mark.summarize
def test_bridge():
    assert len(ask(BRIDGE).claims) == 2
"""
CASES = """
@pytest.mark.summarize(prompt="news@1")
def test_articles(summary_case, summary_result):
    assert not summary_result.unsupported
    assert summary_result.article.text == summary_case.article.text
"""


@dataclass
class Team(Project):
    """A project whose tests use the plugin."""

    pytester: pytest.Pytester
    monkeypatch: pytest.MonkeyPatch

    def write(self, body: str, name: str = "test_team.py") -> Path:
        """A test file of the team."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    def test(self, *arguments: str) -> pytest.RunResult:
        """What pytest says of the team's tests."""
        return self.pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    def record_tests(self, *arguments: str, mode: str = "missing") -> pytest.RunResult:
        """The same with an endpoint to ask, which gives good answers unless it was told others."""
        if not self.endpoint.script:
            self.endpoint.script.append(answer)
        self.monkeypatch.setenv("SUMMARIZE_BASE_URL", self.endpoint.url)
        self.monkeypatch.setenv("SUMMARIZE_MODEL", "relay/stub")
        try:
            return self.test(f"--summarize-record={mode}", *arguments)
        finally:
            self.monkeypatch.delenv("SUMMARIZE_BASE_URL")
            self.monkeypatch.delenv("SUMMARIZE_MODEL")

    @property
    def kept(self) -> list[str]:
        """The files below the folder of recordings, by path."""
        folder = self.folder / "cassettes"
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """pytester forgets what an inner run imports, so what takes seconds is imported before."""
    for name in ("cassettes.tape", "_pytest_cases", "cli_regression", "regression.recording"):
        importlib.import_module(f"summarize.{name}")
    server = Endpoint()
    server.script.append(completion(GOOD["bridge"]))
    asked: JSON = {"model": "relay/stub", "base_url": server.url}
    try:
        summarize_article(ARTICLES["bridge"], **asked)
        asyncio.run(asummarize_article(ARTICLES["bridge"], **asked))
    finally:
        server.close()


@pytest.fixture
def team(
    pytester: pytest.Pytester,
    endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Team:
    for name in ("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    folder = pytester.path
    for name in ("seeds", "prompts"):
        (folder / name).mkdir()
    for name, text in ARTICLES.items():
        (folder / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    (folder / "seeds/bridge.expect.yaml").write_text(EXPECTATION, encoding="utf-8")
    (folder / "prompts/news@1.md").write_text(PROMPT, encoding="utf-8")
    (folder / "pytest.ini").write_text(INI)
    return Team(folder, endpoint, capsys, pytester, monkeypatch)


def said(result: pytest.RunResult) -> str:
    return "\n".join([*result.outlines, *result.errlines])


# --- a test's own calls ---

BODIES = {
    "a call": ONE,
    "several calls": """
@pytest.mark.summarize
def test_both():
    assert [len(ask(each).claims) for each in (BRIDGE, QUAY)] == [2, 1]
""",
    "the same call twice": """
@pytest.mark.summarize
def test_twice():
    assert ask(BRIDGE).claims == ask(BRIDGE).claims
""",
    "a coroutine": """
@pytest.mark.summarize
async def test_bridge():
    assert len((await aask(BRIDGE)).claims) == 2
""",
    "coroutines side by side": """
@pytest.mark.summarize
async def test_both():
    results = await asyncio.gather(aask(BRIDGE), aask(QUAY))
    assert [len(each.claims) for each in results] == [2, 1]
""",
    "threads": """
@pytest.mark.summarize
def test_both():
    with ThreadPoolExecutor(2) as pool:
        assert [len(each.claims) for each in pool.map(ask, (BRIDGE, QUAY))] == [2, 1]
""",
    "a fixture": """
@pytest.fixture
def summary():
    return ask(BRIDGE)

@pytest.mark.summarize
def test_bridge(summary):
    assert len(summary.claims) == 2
""",
    "a class": """
@pytest.mark.summarize
class TestTeam:
    def test_bridge(self):
        assert len(ask(BRIDGE).claims) == 2
""",
    "a test case of unittest": """
import unittest

@pytest.mark.summarize
class TestTeam(unittest.TestCase):
    def test_bridge(self):
        self.assertEqual(len(ask(BRIDGE).claims), 2)
""",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_was_recorded_once_is_replayed_without_asking(team: Team, body: str) -> None:
    team.write(body)
    team.record_tests().assert_outcomes(passed=1)
    asked = len(team.endpoint.seen)
    team.test().assert_outcomes(passed=1)
    assert asked > 0
    assert len(team.endpoint.seen) == asked


def test_a_recording_lies_beside_the_test_file_and_is_named_for_the_test(team: Team) -> None:
    team.write(ONE, "checks/test_team.py")
    team.record_tests()
    assert (team.folder / "checks/cassettes/test_team/test_bridge.yaml").is_file()


def test_a_folder_can_be_chosen_for_all_recordings(team: Team) -> None:
    team.write(ONE, "checks/test_team.py")
    team.record_tests("-o", "summarize_cassettes=kept")
    assert (team.folder / "kept/checks/test_team/test_bridge.yaml").is_file()
    team.test("-o", "summarize_cassettes=kept").assert_outcomes(passed=1)


def test_recordings_of_tests_outside_the_root_lie_in_the_chosen_folder_too(team: Team) -> None:
    team.write(ONE)
    (team.folder / "inner").mkdir()
    chosen = ("--rootdir=inner", "test_team.py", "-o", "summarize_cassettes=kept")
    team.record_tests(*chosen).assert_outcomes(passed=1)
    assert (team.folder / "inner/kept/test_team/test_bridge.yaml").is_file()


def test_parameters_that_no_file_can_be_named_for_have_recordings_of_their_own(team: Team) -> None:
    team.write("""
@pytest.mark.summarize
@pytest.mark.parametrize("path", [BRIDGE, QUAY], ids=["a/b", "a:b"])
def test_it(path):
    ask(path)
""")
    team.record_tests().assert_outcomes(passed=2)
    names = [Path(each).name for each in team.kept]
    assert [name.rpartition("-")[0] for name in names] == ["test_it[a-b]"] * 2
    assert len(set(names)) == 2
    team.test().assert_outcomes(passed=2)


def test_a_recording_sums_up_its_calls(team: Team) -> None:
    team.write(BODIES["several calls"])
    team.record_tests()
    made = read_manifest(team.folder / "cassettes/test_team/test_both.yaml")
    assert (made.prompt, made.model, made.case) == ("news@1", "relay/stub", "test-both")
    assert made.article_sha256 == load_article(team.folder / "seeds/bridge.txt").sha256
    assert (made.usage["calls"], made.usage["input_tokens"]) == (2, 200)
    assert made.provenance == "OpenAI-compatible endpoint at 127.0.0.1"
    assert made.repair is None


def test_a_recorded_repair_is_named_and_replayed(team: Team) -> None:
    team.write("""
@pytest.mark.summarize
def test_bridge():
    assert ask(BRIDGE).usage.repairs == 1
""")
    team.endpoint.script.extend(map(completion, (draft(OPENING, WRONG_COST), REPAIR)))
    team.record_tests().assert_outcomes(passed=1)
    team.test().assert_outcomes(passed=1)
    made = read_manifest(team.folder / "cassettes/test_team/test_bridge.yaml")
    assert made.repair == "repair@1"


def test_an_error_that_the_test_expects_is_recorded_with_what_it_cost(team: Team) -> None:
    team.write("""
@pytest.mark.summarize
def test_refusal():
    with pytest.raises(SummarizeError, match="declined"):
        ask(BRIDGE)
""")
    team.endpoint.script.append(completion(None, refusal="I can't."))
    team.record_tests().assert_outcomes(passed=1)
    made = read_manifest(team.folder / "cassettes/test_team/test_refusal.yaml")
    assert (made.usage["calls"], made.model_answered) == (1, None)
    team.test().assert_outcomes(passed=1)


LONG = """
LONG = Path("seeds/long.txt")

@pytest.mark.summarize
def test_long():
    result = ask(LONG, context_window=4300)
    assert "4 parts" in result.notes[0] and not result.gaps

@pytest.mark.summarize
async def test_async():
    assert not (await aask(LONG, context_window=4300)).gaps
"""


def about_parts(seen: Seen) -> JSON:
    return completion(an_answer(seen.body["messages"][1]["content"]))


def test_a_long_article_is_recorded_in_parts_and_replayed(team: Team) -> None:
    (team.folder / "seeds/long.txt").write_text(long_text(200), encoding="utf-8")
    team.write(LONG)
    team.endpoint.script.append(about_parts)
    team.record_tests().assert_outcomes(passed=2)
    made = read_manifest(team.folder / "cassettes/test_team/test_long.yaml")
    assert (made.merge, made.usage["calls"]) == ("merge@1", 5)
    asked = len(team.endpoint.seen)
    team.test().assert_outcomes(passed=2)
    assert len(team.endpoint.seen) == asked == 10


def test_a_case_that_was_recorded_in_parts_is_replayed_in_them(team: Team) -> None:
    for path in (team.folder / "seeds").iterdir():
        path.unlink()
    (team.folder / "seeds/long.txt").write_text(long_text(200), encoding="utf-8")
    team.endpoint.script.append(about_parts)
    assert team.run("record", "news", *team.where, "--context-window", "4300").code == 0
    team.write(f"{CASES}    assert 'in 4 parts' in summary_result.notes[0]\n")
    team.test().assert_outcomes(passed=1)


# --- nothing is asked by default ---


def test_a_missing_recording_fails_with_the_command_that_records_it(team: Team) -> None:
    team.write(ONE)
    result = team.test()
    result.assert_outcomes(errors=1)
    assert "test_bridge.yaml: there is no such recording" in said(result)
    assert "→ record:  pytest test_team.py::test_bridge --summarize-record=missing" in said(result)


def test_a_damaged_recording_fails_with_the_command_that_records_it(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    path = team.folder / "cassettes/test_team/test_bridge.yaml"
    path.write_text(path.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    result = team.test()
    result.assert_outcomes(errors=1)
    assert "pytest test_team.py::test_bridge --summarize-record=rewrite" in said(result)


def test_the_command_fits_the_folder_that_pytest_was_called_from(team: Team) -> None:
    team.write(
        "\n@pytest.mark.summarize\n@pytest.mark.parametrize('n', ['a b'])\ndef test_it(n): pass"
    )
    (team.folder / "inner").mkdir()
    team.monkeypatch.chdir(team.folder / "inner")
    result = team.test("--rootdir", "..", "../test_team.py")
    assert "pytest '../test_team.py::test_it[a b]' --summarize-record=missing" in said(result)


def test_a_changed_call_is_a_miss_that_says_what_differs_and_what_records(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    asked = len(team.endpoint.seen)
    team.edit("prompts/news@1.md", "nothing but", "only")
    team.monkeypatch.setenv("SUMMARIZE_BASE_URL", team.endpoint.url)
    result = team.test()
    result.assert_outcomes(failed=1)
    assert "recorded 'Use nothing but the article.', now 'Use only the article.'" in said(result)
    assert "pytest test_team.py::test_bridge --summarize-record=rewrite" in said(result)
    assert len(team.endpoint.seen) == asked


def test_a_miss_fails_the_test_that_caught_it(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    team.write("""
@pytest.mark.summarize
def test_bridge():
    with pytest.raises(SummarizeError):
        ask(QUAY)
""")
    result = team.test()
    result.assert_outcomes(failed=1)
    assert "The test caught the error of a request that has no recorded answer:" in said(result)


def test_a_recording_that_is_only_partly_played_fails(team: Team) -> None:
    team.write(BODIES["several calls"].replace("test_both", "test_bridge"))
    team.record_tests()
    team.write(ONE)
    result = team.test()
    result.assert_outcomes(failed=1)
    assert "test_bridge.yaml: interaction 2" in said(result)
    assert "pytest test_team.py::test_bridge --summarize-record=rewrite" in said(result)


def test_a_test_that_fails_by_itself_is_told_nothing_more(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    team.write(
        "\n@pytest.mark.summarize\ndef test_bridge():\n    raise AssertionError('of its own')"
    )
    result = team.test()
    result.assert_outcomes(failed=1)
    assert "of its own" in said(result)
    assert "without asking" not in said(result)


def test_no_request_of_another_library_goes_out(team: Team) -> None:
    team.write("""
import urllib.request

@pytest.mark.summarize
def test_bridge():
    ask(BRIDGE)
    if URL:
        urllib.request.urlopen(URL)

URL = ""
""")
    team.record_tests()
    asked = len(team.endpoint.seen)
    team.edit("test_team.py", 'URL = ""', f'URL = "{team.endpoint.url}"')
    result = team.test()
    result.assert_outcomes(failed=1)
    assert "GET /v1 has no recorded answer" in said(result)
    assert len(team.endpoint.seen) == asked


def test_a_store_of_the_machine_answers_no_recorded_test(team: Team) -> None:
    body = """
from summarize.cli import main
@pytest.mark.summarize
def test_bridge():
    assert main([str(BRIDGE), "--model", "relay/stub", "--prompt", "news"]) == 0
"""
    store = team.folder / "team.sqlite"
    team.monkeypatch.setenv("SUMMARIZE_CACHE", str(store))
    team.write(body)
    team.record_tests().assert_outcomes(passed=1)
    team.test().assert_outcomes(passed=1)
    assert not store.exists()
    assert os.environ["SUMMARIZE_CACHE"] == str(store)  # theirs again afterwards


def test_unmarked_tests_are_left_alone(team: Team) -> None:
    team.write(ONE.replace("@pytest.mark.summarize", ""))
    team.endpoint.script.append(answer)
    team.monkeypatch.setenv("SUMMARIZE_BASE_URL", team.endpoint.url)
    team.test().assert_outcomes(passed=1)
    assert len(team.endpoint.seen) == 1


def test_skipped_tests_need_no_recording(team: Team) -> None:
    team.write(
        ONE.replace("@pytest.mark.summarize", "@pytest.mark.skip\n@pytest.mark.summarize")
        + "\n@pytest.mark.summarize\ndef test_later():\n    pytest.skip('no')"
    )
    team.test("-k", "bridge").assert_outcomes(skipped=1, deselected=1)
    team.record_tests("-k", "later").assert_outcomes(skipped=1, deselected=1)
    assert team.kept == []


def test_a_failed_fixture_leaves_nothing_open_for_the_next_test(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    (team.folder / "cassettes/test_team/test_a.yaml").write_bytes(
        (team.folder / "cassettes/test_team/test_bridge.yaml").read_bytes()
    )
    team.write(
        "\n@pytest.fixture\ndef broken():\n    raise RuntimeError\n"
        "\n@pytest.mark.summarize\ndef test_a(broken): pass\n" + ONE
    )
    team.test().assert_outcomes(errors=1, passed=1)


WRONG_MARKS = {
    "positional": ("('news')", "", "takes prompt=, cases= and model=, each by its name"),
    "unknown": ("(promt='news')", "", "takes prompt=, cases= and model=, each by its name"),
    "cases without a fixture": ("(cases='seeds')", "", "takes neither summary_case nor summary_re"),
    "with vcr": ("\n@pytest.mark.vcr", "", "has the marks summarize and vcr"),
    "no prompt": ("(prompt='new')", "summary_case", "There is no prompt 'new'. Did you mean"),
    "no folder": ("(cases='no')", "summary_case", "There is no folder no with cases"),
    "no cases": ("(cases='prompts')", "summary_case", "There is no case in prompts"),
}


@pytest.mark.parametrize(("arguments", "fixture", "message"), WRONG_MARKS.values(), ids=WRONG_MARKS)
def test_a_mark_that_makes_no_sense_says_why(
    team: Team, arguments: str, fixture: str, message: str
) -> None:
    team.write(f"\n@pytest.mark.summarize{arguments}\ndef test_it({fixture}): pass")
    result = team.test("-W", "ignore::pytest.PytestUnknownMarkWarning")
    assert result.ret != 0
    assert message in said(result)
    assert "Traceback" not in said(result)


# --- recording ---


def test_missing_asks_only_for_what_has_no_recording(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    asked = len(team.endpoint.seen)
    team.write(ONE + ONE.replace("bridge", "again"))
    team.record_tests().assert_outcomes(passed=2)
    assert len(team.endpoint.seen) == asked + 1
    assert team.kept == ["test_team/test_again.yaml", "test_team/test_bridge.yaml"]


def test_rewrite_asks_again_and_replaces(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    path = team.folder / "cassettes/test_team/test_bridge.yaml"
    team.edit("prompts/news@1.md", "nothing but", "only")
    team.record_tests(mode="rewrite").assert_outcomes(passed=1)
    assert b"Use only the article." in read_recording(path).interactions[0].request
    team.test().assert_outcomes(passed=1)


def test_a_failed_test_leaves_the_old_recording_and_pays_for_its_answers_once(team: Team) -> None:
    team.write(ONE)
    team.record_tests()
    path = team.folder / "cassettes/test_team/test_bridge.yaml"
    before = path.read_bytes()
    team.edit("test_team.py", "== 2", "== 3")
    result = team.record_tests(mode="rewrite")
    result.assert_outcomes(failed=1)
    assert "The next attempt takes up the answers in " in said(result)
    assert path.read_bytes() == before
    asked = len(team.endpoint.seen)
    team.edit("test_team.py", "== 3", ">= 2")
    team.record_tests(mode="rewrite").assert_outcomes(passed=1)
    assert len(team.endpoint.seen) == asked
    assert team.kept == ["test_team/test_bridge.yaml"]


def test_what_another_process_records_is_not_recorded(team: Team) -> None:
    team.write(ONE)
    other = Journal(team.folder / "cassettes/test_team/test_bridge.yaml")
    result = team.record_tests()
    other.close(keep=False)
    result.assert_outcomes(errors=1)
    assert "test_bridge.yaml is being recorded by another process" in said(result)


def test_a_secret_in_an_answer_fails_the_test_and_is_not_kept(team: Team) -> None:
    team.write(ONE)
    secret = "sk-" + "a1B2c3D4e5F6g7H8i9J0" * 2
    team.endpoint.script.append(completion(draft(OPENING, COST, headline=secret)))
    result = team.record_tests()
    result.assert_outcomes(failed=1)
    assert "test_bridge.yaml was not written: it would hold a secret" in said(result)
    assert secret not in said(result)
    assert team.kept == []


def test_a_marked_test_that_asks_nothing_can_not_be_recorded(team: Team) -> None:
    team.write("""
@pytest.mark.summarize
def test_it():
    summarize_article(BRIDGE, model="embedded")
""")
    result = team.record_tests()
    result.assert_outcomes(failed=1)
    assert "Nothing was recorded: the test passed without asking a model" in said(result)
    assert team.kept == []


# --- what is chosen for all runs, and what for this one ---


def test_in_ci_a_mode_from_the_configuration_records_nothing(team: Team) -> None:
    team.write(ONE)
    team.monkeypatch.setenv("CI", "true")
    team.monkeypatch.setenv("PYTEST_ADDOPTS", "--summarize-record=missing")
    team.monkeypatch.setenv("SUMMARIZE_BASE_URL", team.endpoint.url)
    result = team.test()
    result.assert_outcomes(errors=1)
    assert "counts in CI only on the command line; nothing is recorded" in said(result)
    assert team.endpoint.seen == []


def test_outside_ci_a_mode_from_the_configuration_counts(team: Team) -> None:
    team.write(ONE)
    team.endpoint.script.append(answer)
    team.monkeypatch.setenv("PYTEST_ADDOPTS", "--summarize-record=missing")
    team.monkeypatch.setenv("SUMMARIZE_BASE_URL", team.endpoint.url)
    team.test().assert_outcomes(passed=1)
    assert team.kept == ["test_team/test_bridge.yaml"]


def test_in_ci_the_command_line_records_and_says_so(team: Team) -> None:
    team.write(ONE)
    team.monkeypatch.setenv("CI", "true")
    result = team.record_tests()
    result.assert_outcomes(passed=1)
    assert "summarize: asks models, and records (missing)" in said(result)


# --- cases ---

REPAIR: JSON = {"summary": [], "claims": [{"item": "claims[1]", "dropped": None, "claim": COST}]}
SCRIPTS = {
    "one answer": [GOOD["bridge"]],
    "asked again": [{"headline": 1}, GOOD["bridge"]],
    "repaired": [draft(OPENING, WRONG_COST), REPAIR],
}


@pytest.fixture
def recorded(team: Team) -> Team:
    """The project with recorded cases, and a test about them."""
    assert team.record().code == 0
    team.write(CASES)
    return team


def test_a_test_about_cases_runs_once_for_each(recorded: Team) -> None:
    asked = len(recorded.endpoint.seen)
    result = recorded.test("-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*test_articles[[]bridge] PASSED*", "*test_articles[[]quay] PASS*"]
    )
    assert len(recorded.endpoint.seen) == asked


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_plugin_and_a_direct_replay_give_the_same_result(
    team: Team, script: list[JSON]
) -> None:
    team.endpoint.script.extend(map(completion, script))
    assert team.run("record", "news", "--case", "bridge", *team.where).code == 0
    team.write(f"{CASES}    Path('result.json').write_text(summary_result.model_dump_json())\n")
    team.test("-k", "bridge").assert_outcomes(passed=1, deselected=1)
    stack = ArticleSummary.model_validate_json((team.folder / "result.json").read_text())
    direct = replay(
        read_recording(team.cassette()),
        load_article(team.folder / "seeds/bridge.txt"),
        prompt=load_prompt("news"),
        repair=load_prompt("repair"),
    )
    waited = {"seconds": direct.usage.seconds}  # a replay takes its own time
    assert stack.model_copy(update={"usage": stack.usage.model_copy(update=waited)}) == direct


def test_cases_can_be_in_another_folder(recorded: Team) -> None:
    (recorded.folder / "seeds").rename(recorded.folder / "articles")
    recorded.edit("test_team.py", 'prompt="news@1"', 'prompt="news@1", cases="articles"')
    recorded.test().assert_outcomes(passed=2)


def test_a_test_may_ask_about_its_case_itself(recorded: Team) -> None:
    recorded.write("""
@pytest.mark.summarize(prompt="news")
async def test_articles(summary_case):
    assert (await aask(summary_case.article)).claims
""")
    recorded.test().assert_outcomes(passed=2)


def test_a_test_that_takes_a_case_and_asks_nothing_fails(recorded: Team) -> None:
    recorded.write('\n@pytest.mark.summarize(prompt="news")\ndef test_it(summary_case): pass')
    result = recorded.test("-k", "bridge")
    result.assert_outcomes(failed=1, deselected=1)
    assert "bridge.s1.yaml: interaction 1" in said(result)
    assert "--case bridge --rewrite" in said(result)


def test_a_case_without_the_mark_says_what_to_write(recorded: Team) -> None:
    recorded.write("\ndef test_it(summary_case): pass")
    result = recorded.test()
    result.assert_outcomes(errors=1)
    assert "mark it @pytest.mark.summarize(prompt=…)" in said(result)


def test_a_case_that_was_never_recorded_says_what_records_it(recorded: Team) -> None:
    recorded.cassette("quay").unlink()
    result = recorded.test()
    result.assert_outcomes(passed=1, errors=1)
    command = "summarize record news@1 --model relay/stub --base-url URL --case quay --missing"
    assert command in said(result)


def test_a_damaged_case_says_what_records_it(recorded: Team) -> None:
    path = recorded.cassette()
    path.write_text(path.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    result = recorded.test("-k", "bridge")
    result.assert_outcomes(errors=1, deselected=1)
    assert "the end is missing" in said(result)
    assert "--case bridge --rewrite" in said(result)


def test_a_stale_case_says_which_line_has_changed_and_what_records_it(recorded: Team) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    result = recorded.test("-k", "bridge")
    result.assert_outcomes(errors=1, deselected=1)
    result.stdout.fnmatch_lines(
        [
            "STALE  news@1 · relay/stub · bridge · cassettes/news@1/relay--stub/bridge.s1.yaml",
            "*prompts/news@1.md:*",
            "*- Use nothing but the article.",
            "*+ Use only the article.",
            "*→ record again:  summarize record news@1 --model relay/stub --base-url URL --case bri*",
        ]
    )


def test_a_recorded_refusal_fails_plainly(team: Team) -> None:
    team.endpoint.script.append(completion(GOOD["bridge"]))
    assert team.run("record", "news", "--case", "bridge", *team.where).code == 0
    path = team.cassette()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("finish_reason: stop", "finish_reason: content_filter"))
    team.write(CASES)
    result = team.test("-k", "bridge")
    result.assert_outcomes(errors=1, deselected=1)
    assert "filter" in said(result)
    assert "Traceback" not in said(result)


def test_missing_cases_are_recorded_where_the_commands_look(team: Team) -> None:
    team.write(CASES)
    team.record_tests().assert_outcomes(passed=2)
    assert team.kept == ["news@1/relay--stub/bridge.s1.yaml", "news@1/relay--stub/quay.s1.yaml"]
    assert team.run("check").code == 0


def test_a_case_that_can_not_be_recorded_says_why(team: Team) -> None:
    team.write(CASES)
    team.endpoint.script.append(completion(None, refusal="I can't."))
    result = team.record_tests("-k", "bridge")
    result.assert_outcomes(errors=1, deselected=1)
    assert "The case bridge was not recorded: " in said(result)


def test_rewrite_asks_about_a_case_once_however_many_tests_take_it(recorded: Team) -> None:
    recorded.write(CASES + CASES.replace("test_articles", "test_again"))
    asked = len(recorded.endpoint.seen)
    recorded.record_tests(mode="rewrite").assert_outcomes(passed=4)
    assert len(recorded.endpoint.seen) == asked + 2


def test_a_released_prompt_that_was_changed_is_not_recorded(recorded: Team) -> None:
    assert recorded.run("prompts", "lock").code == 0
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    result = recorded.record_tests(mode="rewrite")
    result.assert_outcomes(errors=2)
    assert "summarize prompts bump news" in said(result)


def test_the_embedded_engine_is_not_recorded(team: Team) -> None:
    team.write(CASES.replace('"news@1"', '"news@1", model="embedded"'))
    result = team.record_tests("-k", "bridge")
    assert "The embedded engine reads no prompt" in said(result)


def test_of_several_recorded_models_one_has_to_be_chosen(recorded: Team) -> None:
    recorded.run("record", "news", "--model", "relay/two", *recorded.where[2:])
    result = recorded.test()
    result.assert_outcomes(errors=2)
    assert "news@1 is recorded with relay/stub, relay/two: say which one is meant" in said(result)
    recorded.edit("test_team.py", '"news@1"', '"news@1", model="relay/two"')
    recorded.test().assert_outcomes(passed=2)


def test_cases_are_found_from_below_the_root_too(recorded: Team) -> None:
    recorded.write(CASES, "inner/test_below.py")
    recorded.monkeypatch.chdir(recorded.folder / "inner")
    recorded.test("test_below.py").assert_outcomes(passed=2)


# --- beside other plugins ---


def beside(module: str, *names: str) -> pytest.MarkDecorator:
    """Skips where one of the other plugins isn't installed."""
    absent = [name for name in (module, *names) if importlib.util.find_spec(name) is None]
    return pytest.mark.skipif(bool(absent), reason=f"{', '.join(absent)} is not installed")


VCR = """
import httpx2

@pytest.mark.vcr
def test_theirs():
    assert httpx2.get("http://theirs.invalid/").text == "theirs"
"""
VCR_RECORDING = """\
version: 1
interactions:
- request: {method: GET, uri: 'http://theirs.invalid/', body: '', headers: {}}
  response: {status: {code: 200, message: OK}, headers: {}, body: {string: theirs}}
"""


@beside("pytest_recording")
def test_pytest_recording_plays_its_own_tests_in_the_same_run(recorded: Team) -> None:
    recorded.write(ONE + VCR + CASES)
    recorded.record_tests("-k", "bridge and not articles").assert_outcomes(passed=1, deselected=3)
    path = recorded.folder / "cassettes/test_team/test_theirs.yaml"
    path.write_text(VCR_RECORDING, encoding="utf-8")
    result = recorded.test("--block-network", "--record-mode=none")
    result.assert_outcomes(passed=4)


def test_the_option_of_pytest_recording_is_left_to_it(team: Team) -> None:
    team.write(ONE)
    result = team.pytester.runpytest_inprocess("-p", "no:recording", "--record-mode=none")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--record-mode" in said(result)


@beside("pytest_socket")
def test_tests_replay_with_sockets_disabled(recorded: Team) -> None:
    recorded.test("--disable-socket", "--allow-unix-socket").assert_outcomes(passed=2)


BLOCKING = {
    "pytest-socket": ("pytest_socket", "--disable-socket", "add --force-enable-socket"),
    "pytest-recording": ("pytest_recording", "--block-network", "leave that option out"),
}


@pytest.mark.parametrize(("module", "option", "remedy"), BLOCKING.values(), ids=BLOCKING)
def test_recording_without_a_network_is_refused_at_once(
    team: Team, module: str, option: str, remedy: str
) -> None:
    pytest.importorskip(module)
    team.write(ONE)
    result = team.record_tests(option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert f"needs the network, which {option} blocks: {remedy}." in said(result)


@beside("xdist")
@pytest.mark.thorough
def test_processes_of_pytest_xdist_share_the_work(recorded: Team) -> None:
    recorded.write(BODIES["coroutines side by side"] + CASES)
    recorded.record_tests("-k", "both").assert_outcomes(passed=1, deselected=2)
    asked = len(recorded.endpoint.seen)
    result = recorded.pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=3)
    assert len(recorded.endpoint.seen) == asked


@beside("xdist")
@pytest.mark.thorough
def test_processes_of_pytest_xdist_do_not_record_what_ci_forbids(team: Team) -> None:
    team.write(ONE)
    team.monkeypatch.setenv("CI", "true")
    team.monkeypatch.setenv("PYTEST_ADDOPTS", "--summarize-record=missing")
    team.monkeypatch.setenv("SUMMARIZE_BASE_URL", team.endpoint.url)
    result = team.pytester.runpytest_subprocess("-n", "1", "-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    assert team.endpoint.seen == []


def test_a_stale_case_is_told_without_importing_a_client(recorded: Team) -> None:
    recorded.edit("prompts/news@1.md", "nothing but", "only")
    program = (
        "import sys, pytest\n"
        "assert pytest.main(['-q', '-k', 'bridge']) == 1\n"
        "print('heavy:', [name for name in ('openai', 'instructor', 'vcr') if name in sys.modules])\n"
    )
    result = recorded.pytester.run(sys.executable, "-c", program)
    assert "STALE  news@1" in said(result)
    assert result.outlines[-1] == "heavy: []"


def test_a_run_without_the_mark_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    heavy = "openai instructor vcr pydantic yaml summarize.api summarize.cassettes".split()
    program = (
        "import sys, pytest\n"
        # their plugins import some of these by themselves
        "others = [f'-pno:{name}' for name in ('recording', 'hypothesispytest')]\n"
        "assert pytest.main(['--collect-only', '-q', *others]) == 0\n"
        "assert 'summarize.pytest_plugin' in sys.modules\n"
        f"print('heavy:', [name for name in {heavy} if name in sys.modules])\n"
    )
    result = pytester.run(sys.executable, "-c", program)
    assert result.outlines[-1] == "heavy: []"
