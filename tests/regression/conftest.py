from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.regression.support import ARTICLES, EXPECTATION, PROMPT, Project
from tests.support import Endpoint


@pytest.fixture
def project(
    tmp_path: Path,
    endpoint: Endpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    """A project with two cases and one prompt, in the current directory; nothing is recorded."""
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    for folder in ("seeds", "prompts"):
        (tmp_path / folder).mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "seeds/bridge.expect.yaml").write_text(EXPECTATION, encoding="utf-8")
    (tmp_path / "prompts/news@1.md").write_text(PROMPT, encoding="utf-8")
    return Project(tmp_path, endpoint, capsys)


@pytest.fixture(scope="session")
def _recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test that needs good recordings leaves a copy for the others."""
    return tmp_path_factory.mktemp("recordings") / "cassettes"


@pytest.fixture
def recorded(project: Project, _recordings: Path) -> Project:
    """The project with good answers recorded for both cases."""
    if _recordings.is_dir():
        shutil.copytree(_recordings, project.folder / "cassettes")
    else:
        assert project.record().code == 0
        shutil.copytree(project.folder / "cassettes", _recordings)
    return project
