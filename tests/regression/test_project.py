from __future__ import annotations

from pathlib import Path

import pytest

from summarize.errors import ConfigurationError
from summarize.regression.project import open_project


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def pyproject(text: str) -> None:
    Path("pyproject.toml").write_text(text, encoding="utf-8")


def test_without_a_word_the_folders_are_the_usual_ones() -> None:
    project = open_project()
    assert (project.seeds, project.cassettes) == (Path("seeds"), Path("cassettes"))
    assert (project.prompts, project.model) == (None, None)


def test_pyproject_names_folders_and_model() -> None:
    pyproject('[tool.summarize]\nseeds = "articles"\nmodel = "relay/stub"\n')
    project = open_project()
    assert (project.seeds, project.model) == (Path("articles"), "relay/stub")


def test_an_option_goes_before_pyproject() -> None:
    pyproject('[tool.summarize]\nseeds = "articles"\n')
    assert open_project(seeds="others").seeds == Path("others")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[tool.summarize]\nseed = "a"', "has no key 'seed'; did you mean 'seeds'?"),
        ("[tool.summarize]\nseeds = 1", "seeds must be a text in quotes"),
        ("[tool", "is not TOML"),
    ],
)
def test_a_wrong_pyproject_is_explained(text: str, message: str) -> None:
    pyproject(text)
    with pytest.raises(ConfigurationError, match=message):
        open_project()
