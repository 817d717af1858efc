"""`summarize doctor`: what would be used, where it comes from, and whether it works."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarize import open_model, open_store
from summarize.cli import main
from summarize.doctor import installation
from summarize.errors import ConfigurationError
from tests.support import Answer, Endpoint, failure

KEY = "sk-proj-Qm7Tz1Wd93kLr0Vb5Yx8"
SEED = Path(__file__).parents[2] / "seeds" / "kursk-losses.txt"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No project, proxy or colour of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Doctor:
    """Runs the command, and finds facts in what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = -1
        self.out = ""

    def __call__(self, *options: str) -> Any:
        self.code = main(["doctor", "--format", "json", *options])
        self.out = self._capsys.readouterr().out
        return json.loads(self.out)

    def fact(self, section: str, name: str, *options: str) -> dict[str, str]:
        found = [fact for fact in self(*options)[section] if fact["name"] == name]
        assert len(found) == 1, found
        fact: dict[str, str] = found[0]
        return fact


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str]) -> Doctor:
    return Doctor(capsys)


# --- the model ---


def test_without_any_choice_it_is_the_embedded_engine_and_well(doctor: Doctor) -> None:
    fact = doctor.fact("model", "model")
    assert fact["says"].startswith("embedded, as none is chosen")
    assert "OPENAI_API_KEY" in fact["advice"]
    assert (fact["level"], doctor.code) == ("note", 0)


@pytest.mark.parametrize(
    ("environment", "options", "says"),
    [
        ({"OPENAI_API_KEY": KEY}, (), "openai/gpt-6-luna, as OPENAI_API_KEY is set"),
        (
            {"SUMMARIZE_MODEL": "ollama/a", "OPENAI_API_KEY": KEY},
            (),
            "ollama/a, from SUMMARIZE_MODEL",
        ),
        ({"SUMMARIZE_MODEL": "ollama/a"}, ("--model", "ollama/b"), "ollama/b, from --model"),
        ({"SUMMARIZE_MODEL": "embedded"}, (), "embedded, from SUMMARIZE_MODEL"),
    ],
)
def test_the_model_says_why_it_is_chosen(
    doctor: Doctor,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    says: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert doctor.fact("model", "model", *options)["says"].startswith(says)
    assert doctor.code == 0


@pytest.mark.parametrize(
    ("environment", "options", "says"),
    [
        ({"OPENAI_API_KEY": KEY}, (), "https://api.openai.com/v1, OpenAI's own"),
        (
            {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://a/v1"},
            (),
            "http://a/v1, from OPENAI_BASE_URL",
        ),
        (
            {"SUMMARIZE_BASE_URL": "http://b/v1"},
            ("--model", "x"),
            "http://b/v1, from SUMMARIZE_BASE",
        ),
        (
            {},
            ("--model", "x", "--base-url", "http://me:pw@c/v1?k=s"),
            "http://c/v1, from --base-url",
        ),
        ({}, ("--model", "ollama/x"), "http://localhost:11434/v1, by default"),
        ({"OLLAMA_HOST": "gpu:1"}, ("--model", "ollama/x"), "http://gpu:1/v1, from OLLAMA_HOST"),
    ],
)
def test_the_endpoint_says_where_it_comes_from(
    doctor: Doctor,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    says: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert doctor.fact("model", "endpoint", *options)["says"].startswith(says)


def test_it_chooses_what_open_model_chooses(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    model: Any = open_model()
    assert doctor.fact("model", "model")["says"].startswith(f"{model.name}, ")
    assert doctor.fact("model", "endpoint")["says"].startswith(f"{model.base_url}, ")


def test_what_open_model_refuses_is_a_problem(doctor: Doctor) -> None:
    fact = doctor.fact("model", "endpoint", "--model", "gpt-6-luna")
    with pytest.raises(ConfigurationError) as refused:
        open_model("gpt-6-luna")
    assert fact["advice"] == str(refused.value)
    assert (fact["level"], doctor.code) == ("problem", 1)


@pytest.mark.parametrize(
    ("key", "level", "says"),
    [
        (KEY, "well", "from OPENAI_API_KEY, looks usable"),
        ("ab12ab12ab12ab12ab12ab12", "note", "unlike OpenAI's"),
        ("sk-…", "problem", None),
        ("sk-your-key-comes-here-0", "problem", "a placeholder"),
        ("sk-short", "problem", "a placeholder"),
    ],
)
def test_a_key_is_judged_and_never_shown(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, key: str, level: str, says: str | None
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    found = [fact for fact in doctor()["model"] if fact["level"] == level]
    assert says is None or any(says in fact["says"] for fact in found)
    assert found
    assert key not in doctor.out
    assert doctor.code == (level == "problem")


@pytest.mark.parametrize("key", [" ", "sk-abc\ndef", "sk-é"])
def test_an_impossible_key_names_its_variable(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("SUMMARIZE_API_KEY", key)
    fact = doctor.fact("model", "endpoint", "--model", "x", "--base-url", "http://a/v1")
    assert "SUMMARIZE_API_KEY is blank, or has a character" in fact["advice"]
    assert doctor.code == 1


def test_an_openai_key_is_not_for_other_endpoints(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    fact = doctor.fact("model", "key", "--model", "x", "--base-url", "http://a/v1")
    assert fact["says"] == "none is sent: OPENAI_API_KEY is for openai/… alone"
    assert "SUMMARIZE_API_KEY" in fact["advice"]


def test_window_and_price_are_told_where_they_are_known(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert doctor.fact("model", "window")["says"] == "1,050,000 tokens"
    assert re.match(r"\$[\d.]+ in, \$[\d.]+ out", doctor.fact("model", "price")["says"])
    local = ("--model", "ollama/llama3.3")
    assert "--context-window" in doctor.fact("model", "window", *local)["advice"]
    assert doctor.fact("model", "price", *local)["says"].startswith("unknown")


def test_an_endpoint_without_a_model_is_said_to_be_unused(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_BASE_URL", "http://a/v1")
    assert doctor.fact("model", "endpoint")["level"] == "note"
    assert doctor.code == 0


# --- online ---


def listing(*names: str) -> Answer:
    return Answer({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


@pytest.fixture
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZE_API_KEY", KEY)


def online(doctor: Doctor, endpoint: Endpoint, answer: Answer) -> dict[str, str]:
    endpoint.script.append(answer)
    options = ("--model", "tiny-8b", "--base-url", endpoint.url, "--online")
    return doctor.fact("model", "answer", *options)


def test_by_default_nothing_is_sent(doctor: Doctor, endpoint: Endpoint) -> None:
    assert not any(
        fact["name"] == "answer"
        for fact in doctor("--model", "x", "--base-url", endpoint.url)["model"]
    )
    assert endpoint.seen == []


@pytest.mark.usefixtures("_key")
def test_a_model_that_is_listed_is_well(doctor: Doctor, endpoint: Endpoint) -> None:
    fact = online(doctor, endpoint, listing("tiny-8b", "tiny-70b"))
    assert fact["says"].startswith("it has tiny-8b and takes the key (")
    assert (fact["level"], doctor.code) == ("well", 0)
    [seen] = endpoint.seen
    assert seen.path == "/v1/models"
    assert seen.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.usefixtures("_key")
@pytest.mark.parametrize(
    ("answer", "level", "says"),
    [
        (listing("tiny-9b"), "note", "it has no tiny-8b, near: tiny-9b"),
        (failure(401, f"Incorrect API key provided: {KEY}."), "problem", "the key is refused"),
        (failure(503, "Overloaded"), "problem", "it fails (HTTP 503"),
        (failure(404, "Not Found"), "note", "no list of models (HTTP 404"),
        (failure(403, "Missing scopes: api.model.read"), "note", "no list of models (HTTP 403"),
        (Answer("<html>Welcome</html>"), "problem", "a page or text"),
        (Answer(drop=True), "problem", "none: "),
    ],
    ids=["not listed", "key", "failing", "no path", "no right", "page", "no answer"],
)
def test_what_an_endpoint_says_is_told(
    doctor: Doctor,
    endpoint: Endpoint,
    answer: Answer,
    level: str,
    says: str,
) -> None:
    fact = online(doctor, endpoint, answer)
    assert says in fact["says"]
    assert fact["advice"]
    assert (fact["level"], doctor.code) == (level, int(level == "problem"))
    assert KEY not in doctor.out


def test_a_dead_endpoint_is_a_problem(doctor: Doctor) -> None:
    options = ("--model", "ollama/x", "--base-url", "http://127.0.0.1:9/v1", "--online")
    fact = doctor.fact("model", "answer", *options)
    assert fact["level"] == "problem"
    assert "ollama serve" in fact["advice"]


@pytest.mark.parametrize(("name", "code"), [("llama3.3", 0), ("qwen3", 1)])
def test_ollama_is_asked_for_its_tags(
    doctor: Doctor, endpoint: Endpoint, name: str, code: int
) -> None:
    endpoint.script.append(Answer({"models": [{"name": "llama3.3:latest"}]}))
    options = ("--model", f"ollama/{name}", "--base-url", endpoint.url, "--online")
    fact = doctor.fact("model", "answer", *options)
    assert endpoint.seen[0].path == "/api/tags"
    assert doctor.code == code
    assert not code or fact["advice"] == f"ollama pull {name}"


# --- prompts ---


def prompt(folder: Path, name: str = "article@7", text: str = "Summarise.") -> Path:
    kind, version = name.split("@")
    path = folder / f"{name}.md"
    folder.mkdir(exist_ok=True)
    head = f"---\nid: {kind}\nversion: {version}\nstatus: released\ndescription: mine\n---\n"
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    return path


def test_the_package_has_prompts_of_its_own(doctor: Doctor) -> None:
    fact = doctor.fact("prompts", "prompts")
    assert re.fullmatch(r"article@\d+, merge@\d+, repair@\d+ from the package", fact["says"])
    assert doctor.fact("prompts", "lock")["level"] == "well"


def test_own_prompts_go_first_and_are_better_locked(doctor: Doctor, tmp_path: Path) -> None:
    prompt(tmp_path / "prompts")
    assert doctor.fact("prompts", "prompts")["says"].startswith("article@7, ")
    fact = doctor.fact("prompts", "lock")
    assert fact["says"] == "prompts has no prompts.lock"
    assert (fact["level"], doctor.code) == ("note", 0)


def test_a_released_prompt_that_changed_is_a_problem(doctor: Doctor, tmp_path: Path) -> None:
    path = prompt(tmp_path / "prompts")
    assert main(["prompts", "lock"]) == 0
    doctor._capsys.readouterr()
    path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    fact = doctor.fact("prompts", "lock")
    assert "summarize prompts bump article" in fact["advice"]
    assert (fact["level"], doctor.code) == ("problem", 1)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (lambda folder: prompt(folder).write_text("no front matter"), "front matter"),
        (lambda folder: prompt(folder, text="{{ nothing }}"), "not among the inputs"),
        (lambda folder: prompt(folder).with_name("prompts.lock").write_text("="), "can't be read"),
    ],
    ids=["no front matter", "unknown input", "damaged lock"],
)
def test_a_broken_prompts_folder_is_a_problem(
    doctor: Doctor, tmp_path: Path, broken: Any, says: str
) -> None:
    broken(tmp_path / "prompts")
    found = [fact for fact in doctor()["prompts"] if fact["level"] == "problem"]
    assert [says in fact["advice"] for fact in found] == [True]
    assert doctor.code == 1


def test_a_folder_of_the_environment_that_is_not_there_is_a_problem(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_PROMPTS", "nowhere")
    assert "nowhere does not exist" in doctor.fact("prompts", "prompts")["advice"]
    assert doctor.code == 1


def test_what_a_project_states_is_looked_at_too(doctor: Doctor, tmp_path: Path) -> None:
    prompt(tmp_path / "mine")
    (tmp_path / "pyproject.toml").write_text('[tool.summarize]\nprompts = "mine"\n')
    said = [fact["says"] for fact in doctor()["prompts"]]
    assert "pyproject.toml: record, check and diff use the prompts in mine" in said
    assert any(text.startswith("article@7, ") for text in said)
    (tmp_path / "pyproject.toml").write_text('[tool.summarize]\nprompt = "mine"\n')
    assert "did you mean 'prompts'?" in doctor.fact("prompts", "project")["advice"]


# --- the cache ---


def test_without_a_cache_there_is_nothing_to_do(doctor: Doctor) -> None:
    assert doctor.fact("cache", "cache")["level"] == "off"


def test_a_cache_is_opened_and_counted(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    where = tmp_path / "results.sqlite"
    assert main([str(SEED), "--model", "embedded", "--cache", str(where)]) == 0
    doctor._capsys.readouterr()
    monkeypatch.setenv("SUMMARIZE_CACHE", str(where))
    fact = doctor.fact("cache", "cache")
    assert fact["says"] == f"{where}, from SUMMARIZE_CACHE: 1 result, can be written"
    with open_store(where) as store:
        assert len(store) == 1


def test_a_cache_that_is_not_there_is_not_made(doctor: Doctor, tmp_path: Path) -> None:
    fact = doctor.fact("cache", "cache", "--cache", "new.sqlite")
    assert fact["says"] == "new.sqlite, from --cache: not there yet, the first result makes it"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_cache_option_turns_it_off(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_CACHE", "team.sqlite")
    assert doctor.fact("cache", "cache", "--cache", "")["level"] == "off"


@pytest.mark.parametrize(
    ("where", "advice"),
    [
        (".", "is a directory"),
        ("no/such/results.sqlite", "make it first"),
        ("notes.txt", "is not a SQLite database"),
        ("mysql://host/x", "postgresql://"),
    ],
)
def test_a_cache_that_can_not_be_used_is_a_problem(
    doctor: Doctor, tmp_path: Path, where: str, advice: str
) -> None:
    (tmp_path / "notes.txt").write_text("These are notes. " * 100)
    fact = doctor.fact("cache", "cache", "--cache", where)
    assert advice in fact["advice"]
    assert (fact["level"], doctor.code) == ("problem", 1)


def test_a_database_is_not_connected_to_and_its_password_not_shown(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarize.doctor.places.find_spec", lambda _name: object())
    fact = doctor.fact("cache", "cache", "--cache", "postgresql://me:geheim@db/x")
    assert fact["says"] == "postgresql://db/x, from --cache; not connected"
    monkeypatch.setattr("summarize.doctor.places.find_spec", lambda _name: None)
    fact = doctor.fact("cache", "cache", "--cache", "postgresql://me:geheim@db/x")
    assert (fact["level"], fact["advice"]) == ("problem", "pip install 'summarize[postgres]'")
    assert "geheim" not in doctor.out


# --- installation and surroundings ---


def needing(monkeypatch: pytest.MonkeyPatch, *needs: str) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda _name: list(needs))


def test_a_package_of_the_wrong_version_is_a_problem(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    needing(monkeypatch, "pydantic<4,>=3", "no-such-package>=1", "rich>=13")
    assert doctor.fact("installation", "pydantic")["advice"] == "pip install 'pydantic<4,>=3'"
    assert doctor.fact("installation", "no-such-package")["says"] == "not installed"
    assert doctor.code == 1


def test_an_extra_says_what_it_is_for(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    needing(
        monkeypatch,
        "no-such-package<8,>=7.1; extra == 'pdf'",
        'rich>=99; extra == "ray"',
        "rich; extra == 'test'",
    )
    assert doctor.fact("extras", "pdf") == {
        "name": "pdf",
        "says": "no-such-package not installed",
        "level": "off",
        "advice": "for PDF documents: pip install 'summarize[pdf]'",
    }
    assert doctor.fact("extras", "ray")["level"] == "problem"
    assert len(doctor()["extras"]) == 2


@pytest.mark.parametrize(
    ("version", "bounds", "fits"),
    [
        ("3.3.0", ">=3.3,<4", True),
        ("3.2.9", ">=3.3,<4", False),
        ("4.0", "<4,>=3.3", False),
        ("3.10.1rc1", ">=3.9", True),
        ("1", "", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, bounds: str, fits: bool) -> None:
    assert installation._fits(version, bounds) is fits


def test_this_installation_fits_its_own_requirements(doctor: Doctor) -> None:
    assert {fact["level"] for fact in doctor()["installation"]} <= {"well", "note"}


def test_proxies_are_shown_without_passwords(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:geheim@proxy:3128")
    monkeypatch.setenv("no_proxy", "localhost")
    says = doctor.fact("surroundings", "proxies")["says"]
    assert says.startswith("HTTPS_PROXY http://proxy:3128, not for localhost")
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy")
    assert any("write them like" in fact["advice"] for fact in doctor()["surroundings"])
    assert "geheim" not in doctor.out
    assert doctor.code == 1


# --- what is shown ---


def test_people_get_a_line_a_fact_and_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_MODEL", "gpt-6-luna")
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "  ✓ model       gpt-6-luna, from SUMMARIZE_MODEL\n" in out
    assert (
        "  ✗ endpoint    can't be asked\n                → 'gpt-6-luna' names no endpoint." in out
    )
    assert out.splitlines()[-1].startswith("1 problem, ")
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_a_stream_without_utf_8_gets_other_marks() -> None:
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-X", "utf8=0", "-m", "summarize", "doctor", "--model", "embedded"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii:strict", "PATH": "/usr/bin"},
    )
    assert b"  + model       embedded" in done.stdout
    assert b"PYTHONUTF8=1" in done.stdout
    assert done.stderr == b""


def test_wrong_usage_ends_with_2() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["doctor", "now"])
    assert stopped.value.code == 2
