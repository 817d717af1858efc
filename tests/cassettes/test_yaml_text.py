from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.cassettes.yaml_text import emit, parse

texts = st.text(st.characters(codec="utf-8"), max_size=60)
keys = st.text(st.characters(codec="utf-8"), max_size=20)
blocks = st.lists(texts | st.sampled_from(["", " ", "- a", "a:", "#"]), max_size=5).map("\n".join)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
trees = st.recursive(
    scalars | texts | blocks,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_what_is_written_is_read(document: dict[str, Any]) -> None:
    assert parse(emit(document)) == document


@settings(max_examples=30)  # PyYAML's own scanner is slow
@given(st.dictionaries(keys, st.recursive(texts | blocks, st.lists), min_size=1, max_size=4))
def test_any_yaml_parser_reads_the_same_texts(document: dict[str, Any]) -> None:
    assert yaml.safe_load(emit(document)) == document


def test_a_text_of_several_lines_is_a_block_that_is_not_folded() -> None:
    long = "🙂 word " * 60
    assert (
        emit({"a": f"{long}\n\n  two \nthree\n"}) == f"a: |\n  {long}\n\n    two \n  three\n...\n"
    )


WORDS = (
    r"null True no ON y 12 1e5 0x1f ~ *a &a !a %a @a `a {a [a 'a \"a a: --- ... << = .inf 1_000 ? |"
)


@pytest.mark.parametrize(
    "text",
    [
        *WORDS.split(),
        "",
        " a",
        "a ",
        "a: b",
        "a #b",
        "- a",
        "2024-01-01",
        "a\tb",
        "a\rb",
        "a\x85b",
        "a\u2028b",
        "a\ufeffb",
    ],
)
def test_a_text_that_could_be_something_else_stays_a_text(text: str) -> None:
    written = emit({"key": text, "list": [text, {text: text}]})
    expected = {"key": text, "list": [text, {text: text}]}
    assert parse(written) == expected
    assert yaml.safe_load(written) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: 1\n", "line 2: the end is missing", id="no end"),
        pytest.param("a: |\n  text\n  cut", "the end is missing", id="cut in a block"),
        pytest.param('a: "text', "line 1", id="cut in quotes"),
        pytest.param("", "it is empty", id="empty"),
        pytest.param("\n\n", "it is empty", id="blank"),
        pytest.param("a: !!python/object/apply:os.system [id]\n...\n", "line 1: .*tag", id="tag"),
        pytest.param("a: !b c\n...\n", "line 1: .*tag", id="own tag"),
        pytest.param("a: ! c\n...\n", "line 1: .*tag", id="empty tag"),
        pytest.param("!!map\na: 1\n...\n", "tag", id="tag of the root"),
        pytest.param("a: &x 1\n...\n", "line 1: an anchor", id="anchor"),
        pytest.param("a: 1\nb: *x\n...\n", "line 2: .*alias", id="alias"),
        pytest.param("? &x a\n: 1\n...\n", "line 1", id="anchor at a key"),
        pytest.param("? [a]\n: 1\n...\n", "line 1: a key", id="a list as a key"),
        pytest.param(
            "a: 1\nb: 2\na: 3\n...\n", "line 3: the key 'a' a second time", id="key twice"
        ),
        pytest.param("a: 1\n...\nb: 2\n...\n", "line 3: ", id="more after the end"),
        pytest.param("a: 1\n...\n---\nb: 2\n...\n", "line 3: something", id="two documents"),
        pytest.param("%YAML 1.1\n---\na: 1\n...\n", "line 1: a directive", id="directive"),
        pytest.param("a: " + "9" * 5000 + "\n...\n", "line 1: a number too long", id="long number"),
        pytest.param("a: 1\nb: \x00\n...\n", "x0000|#x0|not allowed", id="control character"),
        pytest.param("a: [1,\n...\n", "line 2", id="open list"),
        pytest.param(
            "a:\n" + "- " * 300 + "x\n...\n", "line 2: more than 200 levels", id="nesting"
        ),
    ],
)
def test_what_is_never_written_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text)


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_immense_nesting_is_refused(bracket: str) -> None:
    with pytest.raises(ValueError, match=r"line \d+"):
        parse("a:\n" + bracket * 50_000)


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    levels = [f"b{n}: &b{n} [{','.join([f'*b{n - 1}'] * 10)}]" for n in range(1, 30)]
    with pytest.raises(ValueError, match="line 1: an anchor"):
        parse("\n".join(["b0: &b0 x", *levels, "...", ""]))


def test_a_date_is_no_date_object() -> None:
    assert parse("a: 2024-01-01\n...\n") == {"a": "2024-01-01"}
    assert isinstance(yaml.safe_load("a: 2024-01-01")["a"], dt.date)
