from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from summarize import ArticleSummary
from summarize.cli import main
from tests.fetching.web import PAGE, Site, page, serve
from tests.inputs.pages import ORDER, PROSE, web_page


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as web:
        web.pages["/"] = page()
        yield web


def run(*arguments: str) -> int:
    return main([*arguments, "--model", "embedded", "--format", "json"])


def test_a_page_is_summarised_by_its_address(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"http://127.0.0.1:{site.port}/", "--allow-private-addresses") == 0
    result = ArticleSummary.model_validate_json(capsys.readouterr().out)
    assert result.article.title == "Bridge closes"
    assert result.article.url == f"http://127.0.0.1:{site.port}/"


def test_an_address_of_this_machine_is_refused(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for address in (f"http://127.0.0.1:{site.port}/", "http://127.0.0.1/", "http://localhost/"):
        assert run(address) == 1
        assert "allow" in capsys.readouterr().err
    assert site.asked == []


def test_rules_of_a_site_can_be_ignored(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/robots.txt"] = page(b"User-agent: *\nDisallow: /", kind="text/plain")
    address = f"http://127.0.0.1:{site.port}/"
    assert run(address, "--allow-private-addresses") == 1
    assert "--ignore-robots" in capsys.readouterr().err
    assert run(address, "--allow-private-addresses", "--ignore-robots") == 0


def test_a_page_from_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    assert run("-") == 0
    result = ArticleSummary.model_validate_json(capsys.readouterr().out)
    assert result.article.title == "Bridge closes"


@pytest.mark.parametrize("output", ["terminal", "markdown"])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"{PROSE}<p>{ORDER}</p>", "Sentence 6 of the article speaks to a language model"),
        (f"{PROSE}<p hidden>{ORDER}</p>", "hides from its readers speaks to a language model"),
    ],
)
def test_orders_to_a_model_are_told_with_the_result(
    body: str,
    told: str,
    output: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = io.BytesIO(web_page(body).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    assert main(["-", "--model", "embedded", "--format", output]) == 0
    assert told in " ".join(capsys.readouterr().out.split())
