from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import Endpoint

# A first example compiles regular expressions and reads tables, on a busy machine slowly.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# A client of the SDK reads the machine's certificates, for 25 ms; here is none to read, and no test needs any.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)

_SETTINGS = (
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OLLAMA_HOST",
    "SUMMARIZE_API_KEY",
    "SUMMARIZE_BASE_URL",
    "SUMMARIZE_CACHE",
    "SUMMARIZE_MODEL",
    "SUMMARIZE_PROMPTS",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves to .ci/engines what would make the suite slow; one test of each kind is not marked."""
    if os.environ.get("SUMMARIZE_ENGINES") == "required":
        return
    for item in items:
        if item.get_closest_marker("thorough"):
            item.add_marker(pytest.mark.skip(reason="takes long; .ci/engines runs it"))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the keys or the choices of whoever runs it."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    yield server
    server.close()
