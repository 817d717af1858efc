from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from summarize import ConfigurationError
from summarize.batch.files import Inputs

TEXT = "The bridge opened on Monday."


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "in/b.txt",
        "in/a.md",
        "in/sub/c.txt",
        "in/.hidden.txt",
        "in/.git/d.txt",
        "in/e.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    return tmp_path


def ids(inputs: Inputs) -> list[str]:
    return [item.id for item in inputs]


@pytest.mark.usefixtures("place")
def test_a_directory_is_read_with_what_is_below_sorted() -> None:
    inputs = Inputs(["in"])
    assert ids(inputs) == ["a.md", "b.txt", "sub/c.txt"]
    assert inputs.total == 3
    assert [item.load().text for item in inputs] == [TEXT] * 3


@pytest.mark.usefixtures("place")
def test_other_files_of_a_directory_are_counted() -> None:
    assert Inputs(["in"]).left_out == {".png": 1}


@pytest.mark.usefixtures("place")
def test_with_several_names_an_id_is_the_path_as_given() -> None:
    assert ids(Inputs(["in/b.txt", "in/sub"])) == ["in/b.txt", "in/sub/c.txt"]


@pytest.mark.usefixtures("place")
def test_a_file_that_is_named_may_be_called_anything() -> None:
    Path("notes").write_text(TEXT)
    assert ids(Inputs(["notes", "in/e.png"])) == ["notes", "in/e.png"]


@pytest.mark.usefixtures("place")
def test_what_the_command_writes_is_no_article() -> None:
    assert ids(Inputs(["in"], apart={os.path.realpath("in/b.txt")})) == ["a.md", "sub/c.txt"]


def test_a_directory_that_links_to_itself_is_read_once(place: Path) -> None:
    (place / "in" / "again").symlink_to(place / "in")
    assert ids(Inputs(["in"])) == ["a.md", "b.txt", "sub/c.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_directory_that_may_not_be_read_is_an_error_record(place: Path) -> None:
    (place / "in" / "sub").chmod(0)
    try:
        [*_, item] = Inputs(["in"])
    finally:
        (place / "in" / "sub").chmod(0o755)
    assert item.error is not None
    assert "Permission denied" in item.error


@pytest.mark.usefixtures("place")
def test_a_line_is_an_article() -> None:
    rows = [{"id": "x", "text": TEXT}, {"text": TEXT}, {"path": "b.txt"}]
    Path("in/rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n\n")
    inputs = Inputs(["in/rows.jsonl"])
    assert inputs.total == 3
    assert ids(inputs) == ["x", "in/rows.jsonl:2", "in/rows.jsonl:3"]
    assert [item.load().text for item in inputs] == [TEXT] * 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(b"{", "not JSON (", id="cut"),
        pytest.param(b'["a"]', "not a JSON object but a list", id="list"),
        pytest.param(b'"the text"', "but a text", id="text"),
        pytest.param(b"null", "but null", id="null"),
        pytest.param(b"5", "but a number", id="number"),
        pytest.param(b'{"id": "x"}', 'neither "text" nor "path"', id="no-text"),
        pytest.param(b'{"text": "\xff"}', "not UTF-8 at byte 10", id="latin-1"),
        pytest.param(b"[" * 100_000, "not JSON", id="deep"),
        pytest.param(b"1" * 5_000, "not JSON", id="long-number"),
    ],
)
@pytest.mark.usefixtures("place")
def test_a_bad_line_names_file_and_line_and_the_next_is_read(line: bytes, said: str) -> None:
    good = json.dumps({"text": TEXT}).encode()
    Path("rows.jsonl").write_bytes(b"\n".join([good, line, good]))
    items = list(Inputs(["rows.jsonl"]))
    assert [item.error is None for item in items] == [True, False, True]
    assert items[1].error is not None
    assert items[1].error.startswith("rows.jsonl, line 2: ")
    assert said in items[1].error


@pytest.mark.usefixtures("place")
def test_a_line_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarize.batch.files._LONGEST_LINE", 100)
    good = json.dumps({"text": TEXT})
    Path("rows.jsonl").write_text(f"{'x' * 250}\n{good}\n")
    long, short = Inputs(["rows.jsonl"])
    assert long.error == "rows.jsonl, line 1: the line is longer than 100 bytes."
    assert short.error is None


@pytest.mark.usefixtures("place")
def test_a_mark_before_the_first_line_is_no_part_of_it() -> None:
    Path("rows.jsonl").write_text("\ufeff" + json.dumps({"id": "x", "text": TEXT}))
    assert ids(Inputs(["rows.jsonl"])) == ["x"]


@pytest.mark.usefixtures("place")
def test_standard_input_is_json_lines_of_unknown_number(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": "x", "text": TEXT}, {"path": "in/b.txt"}]
    stream = io.BytesIO("\n".join(json.dumps(row) for row in rows).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    inputs = Inputs(["-"])
    assert inputs.total is None
    items = list(inputs)
    assert [item.id for item in items] == ["x", "stdin:2"]
    assert [item.load().text for item in items] == [TEXT] * 2


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(["gone.txt"], "There is no file or directory gone.txt", id="missing"),
        pytest.param(["empty"], "There is no article in empty", id="nothing"),
        pytest.param(["pages"], "other files are there (2 .png)", id="other-files"),
        pytest.param(["-", "-"], "only once", id="twice"),
    ],
)
@pytest.mark.usefixtures("place")
def test_names_that_stand_for_nothing_are_refused(names: list[str], said: str) -> None:
    Path("empty").mkdir()
    Path("pages").mkdir()
    Path("pages/a.png").write_text(TEXT)
    Path("pages/b.png").write_text(TEXT)
    with pytest.raises(ConfigurationError) as error:
        Inputs(names)
    assert said in str(error.value)
