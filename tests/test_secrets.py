from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.secrets import find_secrets

SEEDS = Path(__file__).parents[1] / "seeds"
RUN = "a1B2c3D4e5F6g7H8i9J0k1L2"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("API key", f"sk-{RUN}", id="openai"),
        pytest.param("API key", f"sk-proj-{RUN}-{RUN}_{RUN}", id="openai project"),
        pytest.param("API key", f"sk-ant-api03-{RUN}", id="anthropic"),
        pytest.param("API key", "sk-abcdefghijklmnopqrstuvwxyz", id="letters only"),
        pytest.param("API key", f"gsk_{RUN}{RUN}", id="groq"),
        pytest.param("API key", f"hf_{RUN}{RUN}", id="hugging face"),
        pytest.param("API key", f"key=sk-{RUN}.", id="inside a line"),
        pytest.param("bearer token", f"Authorization: Bearer {RUN}", id="bearer"),
        pytest.param("bearer token", f"authorization: [bearer  {RUN}]", id="bearer, lower case"),
        pytest.param(
            "basic authorization", "Authorization: Basic dXNlcjpwYXNzd29yZA==", id="basic"
        ),
        pytest.param(
            "cookie", "set-cookie:\n  - __cf_bm=abcdef0123; path=/", id="set-cookie as yaml"
        ),
        pytest.param("cookie", '"Cookie": ["session=abcdef0123"]', id="cookie as json"),
        pytest.param("organisation id", f"org-{RUN}", id="organisation"),
        pytest.param(
            "organisation id", "openai-organization: my-company", id="organisation header"
        ),
        pytest.param("organisation id", f"proj_{RUN}", id="project"),
        pytest.param("AWS access key", "AKIAIOSFODNN7EXAMPLE", id="aws"),
        pytest.param("GitHub token", f"ghp_{RUN}{RUN[:12]}", id="github"),
        pytest.param("Google API key", f"AIza{RUN}{RUN[:11]}", id="google"),
        pytest.param("private key", "-----BEGIN RSA PRIVATE KEY-----", id="pem"),
        pytest.param("JSON web token", f"eyJ{RUN}.eyJ{RUN}.{RUN}", id="jwt"),
    ],
)
def test_what_looks_like_a_secret_is_found(kind: str, text: str) -> None:
    assert kind in {secret.kind for secret in find_secrets(text, environ={})}


@pytest.mark.parametrize(
    "text",
    [
        "The standard-bearer internationalisation of 2024 began.",
        "Bearer bonds worth 12,000,000 were found.",
        "The token bearer 2024 wore a cookie: chocolate chip.",
        "A basic understanding of basic education.",
        "Authorization: Bearer <token>",
        "Use sk-… or sk-your-key-here.",
        "sk-learn-and-friends-in-practice",
        "org-wide-restructuring, org-chart",
        "The task-2024-report-risk-assessment-1234567890",
        "https://example.org/desk-1a2b3c4d5e6f7g8h9i0j",
        "sha256 9ab0c3d19ab0c3d19ab0c3d19ab0c3d19ab0c3d19ab0c3d19ab0c3d19ab0c3d1",
        "chatcmpl-123, req_abc, call_abc",
    ],
)
def test_prose_and_hashes_are_no_secret(text: str) -> None:
    assert find_secrets(text, environ={}) == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: str(path.stem))
def test_the_seed_articles_hold_no_secret(path: Path) -> None:
    assert find_secrets(path.read_text(encoding="utf-8"), environ={}) == []


@pytest.mark.parametrize(
    "name", ["OPENAI_API_KEY", "hf_token", "DB_PASSWORD", "PASSWORD_FILE", "CLIENT_SECRET"]
)
def test_the_value_of_a_secret_variable_is_found_by_its_name(name: str) -> None:
    (found,) = find_secrets("a\nhere: correct horse\n", environ={name: "correct horse"})
    assert (found.kind, found.line, found.excerpt) == ("environment variable", 2, name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("HOME", "correct horse", id="not a secret's name"),
        pytest.param("OPENAI_API_KEY", "horse", id="too short to tell"),
        pytest.param("OPENAI_API_KEY", "orrect horse", id="inside a word"),
        pytest.param("OPENAI_API_KEY", "", id="empty"),
    ],
)
def test_other_variables_are_no_secret(name: str, value: str) -> None:
    assert find_secrets("correct horse", environ={name: value}) == []


@given(st.text(st.characters(codec="utf-8"), min_size=8))
def test_a_value_is_found_in_json_and_in_yaml_quotes(value: str) -> None:
    value = f"a{value}z".replace("\n", "").replace("\r", "")
    value = "".join(value.splitlines())
    for written in (json.dumps(value), json.dumps(value, ensure_ascii=False), f"'{value}'"):
        assert find_secrets(f"x {written} y", environ={"MY_KEY": value}), written


def test_each_line_of_a_value_counts() -> None:
    found = find_secrets("one\nsecond-line\n", environ={"SSH_KEY": "first--line\nsecond-line\n"})
    assert [secret.line for secret in found] == [2]


def test_a_finding_does_not_repeat_the_secret() -> None:
    (found,) = find_secrets(f"sk-{RUN}", environ={})
    assert str(found) == f"line 1: API key sk-a… ({len(RUN) + 3} characters)"


def test_findings_stand_in_the_order_of_lines() -> None:
    text = f"org-{RUN}\n\nsk-{RUN}\nsk-{RUN}"
    assert [secret.line for secret in find_secrets(text, environ={})] == [1, 3, 4]


@pytest.mark.parametrize(
    "part", ["sk-", "sk-a-", "bearer ", "cookie: ", "-", "cookie: a=", "eyJ-", "A1_"]
)
def test_a_long_text_takes_time_in_proportion_to_its_length(part: str) -> None:
    # Takes minutes if a pattern backtracks over the whole text from each place.
    assert find_secrets(part * 40_000, environ={}) == []
