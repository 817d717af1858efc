from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from summarize import ArticleSummary, ResultStore, load_article, open_store, summarize_article
from tests.postgres_support import Server, running_server

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be opened."""
    if request.param == "sqlite":
        return str(tmp_path / "results.sqlite")
    server: Server = request.getfixturevalue("server")
    return server.database()


@pytest.fixture
def store(where: str) -> Iterator[ResultStore]:
    with open_store(where) as store:
        yield store


@pytest.fixture(scope="session")
def result() -> ArticleSummary:
    return summarize_article(load_article(SEEDS / "kursk-losses.txt"), model="embedded")
