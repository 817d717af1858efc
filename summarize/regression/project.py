"""Where a project keeps its prompts, cases and recordings."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from ..prompts import Prompt, list_prompts

__all__ = ["Project", "open_project"]

_KEYS = ("prompts", "seeds", "cassettes", "model")


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project, and the model that it records with."""

    seeds: Path = Path("seeds")
    """Articles, `<case>.txt`, and beside them what is expected, `<case>.expect.yaml`."""
    cassettes: Path = Path("cassettes")
    """Recordings, by prompt and model."""
    prompts: Path | None = None
    """Prompt files; None: `SUMMARIZE_PROMPTS`, else ./prompts, else those of the package."""
    model: str | None = None
    """The model whose recordings count; None: every model that was recorded."""

    def list_prompts(self) -> dict[str, Prompt]:
        """Every prompt that can be named, by name and version."""
        return {prompt.id: prompt for prompt in list_prompts(prompts_dir=self.prompts)}


def open_project(
    root: str | os.PathLike[str] = "",
    *,
    seeds: str | os.PathLike[str] | None = None,
    cassettes: str | os.PathLike[str] | None = None,
    prompts: str | os.PathLike[str] | None = None,
    model: str | None = None,
) -> Project:
    """The project in the folder `root`, by default in the current directory.

    What is not given is read from `[tool.summarize]` in its pyproject.toml (`prompts`, `seeds`,
    `cassettes`, `model`), and is else `seeds`, `cassettes` and the prompts that `list_prompts`
    finds. Folders count from `root`. Raises `ConfigurationError` for a key or value there that has
    no meaning.
    """
    root = Path(root)
    stated = _pyproject(root / "pyproject.toml")
    own = prompts or stated.get("prompts")
    if not own and root != Path() and not os.environ.get("SUMMARIZE_PROMPTS"):
        own = "prompts" if (root / "prompts").is_dir() else None
    return Project(
        seeds=root / (seeds or stated.get("seeds", "seeds")),
        cassettes=root / (cassettes or stated.get("cassettes", "cassettes")),
        prompts=root / own if own else None,
        model=model or stated.get("model"),
    )


def _pyproject(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not TOML: {error}.") from error
    stated = table.get("summarize", {})
    for key, value in stated.items():
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_KEYS)}."
            raise ConfigurationError(f"{path}: [tool.summarize] has no key {key!r}; {hint}")
        if not isinstance(value, str):
            raise ConfigurationError(f"{path}: [tool.summarize] {key} must be a text in quotes.")
    return dict(stated)
