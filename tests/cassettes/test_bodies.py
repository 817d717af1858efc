from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarize.cassettes.bodies import (
    close_body,
    open_body,
    request_digest,
    without_volatile_ids,
)
from summarize.cassettes.yaml_text import emit, parse

texts = st.text(st.characters(codec="utf-8"))
lines = st.lists(texts | st.sampled_from(["", " ", "\t", "a: b", "- x", "# y", "...", "---", "|"]))
articles = lines.map("\n".join)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | articles
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
layouts = st.sampled_from(
    [
        {"separators": (",", ":")},
        {"separators": (", ", ": ")},
        {"indent": 2},
        {"indent": 4, "ensure_ascii": False},
        {"separators": (",", ":"), "ensure_ascii": False},
    ]
)


def through_yaml(body: bytes) -> bytes:
    return close_body(parse(emit({"body": open_body(body)}))["body"])


@given(trees, layouts, st.sampled_from(["", "\n", "\r\n", " "]))
@example("\u2028 \x85 \r \ufeff 🙂 \u0301e\u0301 Å", {"separators": (",", ":")}, "")
@example({"a": "\n\n  lead\n\ttab \n \n\n"}, {"indent": 2}, "\n")
@example({"$json": 1, "$style": "compact"}, {"separators": (",", ":")}, "")
@example({"a": '{"$base64":"eA=="}'}, {"separators": (",", ":")}, "")
@example([1e-7, 1e22, -0.0, 10**30, float("inf")], {"separators": (",", ":")}, "")
def test_any_json_body_survives(tree: Any, layout: dict[str, Any], end: str) -> None:
    body = (json.dumps(tree, **layout) + end).encode()
    assert through_yaml(body) == body


@given(trees, layouts)
def test_json_inside_json_survives(tree: Any, layout: dict[str, Any]) -> None:
    inner = json.dumps(tree, **layout)
    body = json.dumps({"choices": [{"message": {"content": inner}}]}, ensure_ascii=False).encode()
    assert through_yaml(body) == body


@given(texts | articles)
@example("\ufeff{}")
@example("{")
@example('{"a":1,"a":2}')
@example("a\rb\r\nc\x85d\u2028e\u2029f\x00\x07\x7f\x9f\ufffe\U0001fffe")
@example("x" * 5000)
@example("\n")
@example(" \n ")
@example("null")
def test_any_text_body_survives(text: str) -> None:
    assert through_yaml(text.encode()) == text.encode()


@given(st.binary())
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"\xed\xa0\x80")
def test_any_bytes_survive(body: bytes) -> None:
    assert through_yaml(body) == body


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"a":1e5}', id="a number in another form"),
        pytest.param('{"a": 1,"b":2}', id="uneven spacing"),
        pytest.param('{"a":1,"a":2}', id="a key twice"),
        pytest.param('{"a":NaN}', id="no JSON number"),
        pytest.param('{"a":"\\ud800"}', id="half a pair"),
        pytest.param('{"a":"\\/"}', id="an escape that nobody needs"),
        pytest.param("[" * 100_000, id="deep and cut off"),
        pytest.param("[" * 300 + "1" + "]" * 300, id="deep"),
        pytest.param('{"' + "k" * 200 + '":1}', id="a long key"),
        pytest.param("9" * 5000, id="a number that Python refuses"),
        pytest.param('{"a":' + "9" * 5000 + "}", id="such a number in a tree"),
    ],
)
def test_what_a_tree_cannot_give_back_stays_text(body: str) -> None:
    assert open_body(body.encode()) == body
    assert through_yaml(body.encode()) == body.encode()


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('{"a":["é"]}', "compact"),
        ('{"a": ["é"]}', "spaced"),
        ('{"a": ["\\u00e9"]}\n', "spaced ascii newline"),
        ('{\n  "a": [\n    "é"\n  ],\n  "b": []\n}', "indent 2"),
        ('{"a":["\\u003cb\\u003e \\u0026 é \\u2028"]}', "compact html"),
    ],
)
def test_the_usual_ways_to_write_json_become_trees(body: str, style: str) -> None:
    opened = open_body(body.encode())
    assert (opened["$style"], opened["$json"]["a"]) == (style, json.loads(body)["a"])
    assert through_yaml(body.encode()) == body.encode()


def test_an_answer_in_an_answer_is_open_to_the_reader() -> None:
    body = json.dumps({"content": json.dumps({"claims": [{"text": "Ja, «ä»"}]})}).encode()
    assert "\n        - text: Ja, «ä»\n" in emit({"body": open_body(body)})


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(None, id="nothing"),
        pytest.param(["a"], id="a list"),
        pytest.param({"a": 1}, id="a tree without a style"),
        pytest.param({"$json": 1}, id="no style"),
        pytest.param({"$json": 1, "$style": 2}, id="a style that is no text"),
        pytest.param({"$json": 1, "$style": "wide"}, id="an unknown style"),
        pytest.param({"$json": 1, "$style": "indent 99"}, id="an immense indent"),
        pytest.param({"$json": {}, "$style": "compact", "more": 1}, id="a key too many"),
        pytest.param({"$json": float("nan"), "$style": "compact"}, id="no JSON number"),
        pytest.param({"$base64": "???"}, id="no Base64"),
        pytest.param({"$base64": 1}, id="Base64 that is no text"),
    ],
)
def test_a_tree_that_is_no_body_is_refused(tree: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        close_body(tree)


def test_json_in_json_cannot_grow_without_an_end() -> None:
    tree: Any = '"'
    for _ in range(60):
        tree = {"$style": "compact", "$json": [tree]}
    with pytest.raises(ValueError, match="more than 64 MB"):
        close_body(tree)


def test_indentation_cannot_grow_without_an_end() -> None:
    tree: Any = [1] * 200_000
    for _ in range(60):
        tree = [tree]
    with pytest.raises(ValueError, match="more than 64 MB"):
        close_body({"$style": "indent 8", "$json": tree})


# --- digests ---


def digest(body: str, method: str = "POST", path: str = "/v1/chat/completions") -> str:
    return request_digest(method, path, body.encode())


@pytest.mark.parametrize(
    "same",
    ['{"b": [1, "é"], "a": null}', '{\n "a": null,\n "b": [1, "\\u00e9"]\n}'],
    ids=["other order", "other spacing and escapes"],
)
def test_the_same_request_has_one_digest(same: str) -> None:
    assert digest(same) == digest('{"a":null,"b":[1,"é"]}')


@pytest.mark.parametrize(
    "other",
    [
        pytest.param('{"a":null,"b":["é",1]}', id="order of a list"),
        pytest.param('{"a":null,"b":[1,"e\u0301"]}', id="another form of the same letter"),
        pytest.param('{"a":null,"b":[1,"é "]}', id="a blank"),
        pytest.param('{"a":null,"b":["1","é"]}', id="a text for a number"),
        pytest.param('{"a":null,"b":[true,"é"]}', id="true for one"),
        pytest.param('{"a":null}', id="a key less"),
        pytest.param("", id="nothing"),
    ],
)
def test_another_request_has_another_digest(other: str) -> None:
    assert digest(other) != digest('{"a":null,"b":[1,"é"]}')


def test_method_and_path_belong_to_the_digest() -> None:
    one = {digest("{}"), digest("{}", "GET"), digest("{}", path="/v1/embeddings")}
    assert len(one) == 3


@given(st.binary())
def test_any_bytes_have_a_digest(body: bytes) -> None:
    assert request_digest("POST", "/", body) == request_digest("POST", "/", bytes(body))


# --- volatile ids ---


def completion(number: int, layout: dict[str, Any]) -> bytes:
    ids = {"id": f"chatcmpl-{number}", "created": number, "system_fingerprint": f"fp_{number}"}
    return json.dumps({**ids, "choices": [{"id": 7}]}, **layout).encode()


@pytest.mark.parametrize("layout", [{"indent": 2}, {"separators": (",", ":")}, {}])
def test_the_same_answer_is_the_same_bytes(layout: dict[str, Any]) -> None:
    first, second = completion(1, layout), completion(2, layout)
    assert first != second
    assert without_volatile_ids(first) == without_volatile_ids(second)
    assert json.loads(without_volatile_ids(first))["choices"] == [{"id": 7}]


@pytest.mark.parametrize(
    ("body", "steady"),
    [
        pytest.param(
            '{"cost":0.000002, "choices":[{"id":"a"}],  "id" : "x\\"y","created":17}',
            '{"cost":0.000002, "choices":[{"id":"a"}],  "id" : "recorded","created":0}',
            id="in no usual style",
        ),
        pytest.param('{"id":{"a":1}, "b":2}', '{"id":{"a":1}, "b":2}', id="an id with parts"),
        pytest.param('[{"id":"a"}]', '[{"id":"a"}]', id="a list"),
        pytest.param('"id": "a"', '"id": "a"', id="no JSON"),
    ],
)
def test_nothing_but_the_ids_changes(body: str, steady: str) -> None:
    assert without_volatile_ids(body.encode()) == steady.encode()


def test_an_answer_without_ids_gets_none() -> None:
    assert without_volatile_ids(b'{"error":1}') == b'{"error":1}'


@given(st.binary() | trees.map(lambda tree: json.dumps(tree).encode()))
def test_the_ids_of_any_body_are_steadied_once(body: bytes) -> None:
    steady = without_volatile_ids(body)
    assert without_volatile_ids(steady) == steady
