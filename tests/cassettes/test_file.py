from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.cassettes import (
    Interaction,
    Recording,
    path_of,
    read_manifest,
    read_recording,
    write_recording,
)
from summarize.errors import CassetteError, SecretFoundError
from tests.cassette_support import interaction, made_of, manifest

Read = Callable[[Path], object]
TEXTS = st.text(st.characters(codec="utf-8"))
RUN = "a1B2c3D4e5F6g7H8i9J0k1L2"
READERS = pytest.mark.parametrize("read", [read_recording, read_manifest])


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A whole recording."""
    path = tmp_path / "bridge.s1.yaml"
    write_recording(path, made_of(interaction(), interaction("A second one.")))
    return path


METHODS = st.text("ABC", min_size=1, max_size=9)
INTERACTIONS = st.builds(
    Interaction, METHODS, TEXTS, st.binary(), st.integers(100, 599), st.binary(), TEXTS
)


@given(st.lists(INTERACTIONS | TEXTS.map(interaction), max_size=3), TEXTS)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, interactions: list[Interaction], provenance: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.yaml"
    recording = Recording(manifest(provenance=provenance), tuple(interactions))
    write_recording(path, recording)
    assert read_recording(path) == recording


def test_the_manifest_can_be_read_alone(path: Path) -> None:
    assert read_manifest(path) == read_recording(path).manifest


def test_the_manifest_comes_first_and_bodies_are_trees(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("manifest:\n  format: 1\n  prompt: article@1\n")
    assert (
        "        messages:\n        - role: user\n          content: The bridge opened.\n" in text
    )


def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.yaml"
    write_recording(path, made_of())
    assert read_recording(path) == made_of()


def test_nothing_else_is_left_in_the_folder(path: Path) -> None:
    write_recording(path, made_of(interaction("Another one.")))
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_line_ends_that_version_control_changed_are_no_matter(path: Path) -> None:
    before = read_recording(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_recording(path) == before
    assert read_manifest(path) == before.manifest


# --- damaged and hostile files ---


@READERS
def test_every_cut_is_noticed(path: Path, read: Read) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(CassetteError, match=r"bridge\.s1\.yaml"):
            read(path)


@READERS
def test_a_missing_file_is_named(tmp_path: Path, read: Read) -> None:
    with pytest.raises(CassetteError, match=r"none\.yaml: there is no such recording"):
        read(tmp_path / "none.yaml")


@READERS
def test_a_folder_is_no_recording(tmp_path: Path, read: Read) -> None:
    with pytest.raises(CassetteError, match="can't be read"):
        read(tmp_path)


@READERS
def test_a_file_that_is_no_text_is_refused_with_its_line(path: Path, read: Read) -> None:
    path.write_bytes(b"manifest:\n  prompt: \xff\n...\n")
    with pytest.raises(CassetteError, match="line 2: it is no UTF-8"):
        read(path)


@READERS
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("case: bridge", "case: ../../etc", "case: ", id="path in a case"),
        pytest.param("prompt: article@1", "prompt: ../x@1", "prompt: ", id="path in a prompt"),
        pytest.param("sample: 1", "sample: 0", "sample: ", id="no sample"),
        pytest.param("  seconds:", "  seconds: 1\n  price:", "price: ", id="a wrong key"),
        pytest.param(
            "case: bridge", "case: !!str bridge", "an anchor, an alias or a tag", id="a tag"
        ),
        pytest.param(
            "case: bridge", "case: &b bridge", "an anchor, an alias or a tag", id="an anchor"
        ),
        pytest.param(
            "sample: 1", "sample: 1\n  sample: 2", "the key 'sample' a second", id="a key twice"
        ),
    ],
)
def test_a_manifest_that_is_none_is_refused_with_its_line(
    path: Path, read: Read, old: str, new: str, message: str
) -> None:
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + new.count("\n") + 1
    write(path, text.replace(old, new, 1))
    with pytest.raises(CassetteError, match=f"line {line}: {message}"):
        read(path)


@READERS
def test_a_manifest_without_a_key_is_refused_by_the_name_of_the_key(path: Path, read: Read) -> None:
    write(path, path.read_text(encoding="utf-8").replace("  cost: 0.00022\n", ""))
    with pytest.raises(CassetteError, match="line 1: cost: Field required"):
        read(path)


@READERS
def test_a_later_format_asks_for_an_update(path: Path, read: Read) -> None:
    write(path, path.read_text(encoding="utf-8").replace("format: 1", "format: 2"))
    with pytest.raises(CassetteError, match=r"reads format 1 only\. Update summarize"):
        read(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("status: 200", "status: two", id="status"),
        pytest.param("status: 200", "status: 999", id="no such status"),
        pytest.param("status: 200", "status: true", id="status as a flag"),
        pytest.param("method: POST", "method: a b", id="method"),
        pytest.param("path: /v1/chat/completions", "path: null", id="path"),
        pytest.param("$style: indent 2", "$style: indent 3 wide", id="style"),
        pytest.param("    body:", "    more: 1\n    body:", id="a key too many"),
        pytest.param("- request:", "- demand:", id="a key too few"),
    ],
)
def test_an_interaction_that_is_none_is_refused_with_its_line(
    path: Path, old: str, new: str
) -> None:
    text = path.read_text(encoding="utf-8")
    before, second = text.rsplit("- request:", 1)
    write(path, before + ("- request:" + second).replace(old, new, 1))
    line = before.count("\n") + 1
    with pytest.raises(CassetteError, match=f"line {line}: interaction 2 is not"):
        read_recording(path)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n...\n",
        "a: 1\n...\n",
        "manifest:\ninteractions:\n...\n",
        "manifest: 1\ninteractions: 2\n...\n",
    ],
)
@READERS
def test_another_yaml_file_is_refused(path: Path, read: Read, text: str) -> None:
    with pytest.raises(CassetteError, match=r"line [12]: "):
        read(write(path, text))


def test_interactions_that_are_no_list_are_refused(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("interactions:")[0]
    line = head.count("\n") + 1
    with pytest.raises(CassetteError, match=f"line {line}: interactions is no list"):
        read_recording(write(path, f"{head}interactions:\n  a: 1\n...\n"))


@READERS
def test_a_file_of_immense_size_is_not_read(path: Path, read: Read) -> None:
    with path.open("ab") as file:
        file.truncate(64_000_001)
    with pytest.raises(CassetteError, match="more than 64 MB"):
        read(path)


# --- writing ---


def test_a_secret_stops_the_writing_and_is_named_by_line(path: Path) -> None:
    write_recording(path, made_of(interaction("We are nobody, we said.")))
    before = path.read_bytes()
    line = before[: before.index(b"We are nobody")].count(b"\n") + 1
    where = rf"bridge\.s1\.yaml .* line {line}: organisation id"
    with pytest.raises(SecretFoundError, match=where):
        write_recording(path, made_of(interaction(f"We are org-{RUN}, we said.")))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_message_does_not_hold_the_secret(path: Path) -> None:
    with pytest.raises(SecretFoundError) as caught:
        write_recording(path, made_of(interaction(f"sk-{RUN}"), interaction(answer=f"sk-{RUN}")))
    assert RUN not in str(caught.value)
    assert "and 1 more" in str(caught.value)


def test_the_value_of_a_secret_variable_stops_the_writing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZE_API_KEY", "correct horse")
    with pytest.raises(SecretFoundError, match="environment variable SUMMARIZE_API_KEY"):
        write_recording(path, made_of(interaction(), provenance="a correct horse"))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(CassetteError, match=r"x\.yaml can't be written"):
        write_recording(tmp_path / "a" / "x.yaml", made_of())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_writer_that_is_killed_leaves_the_old_file(path: Path, call: str) -> None:
    before = path.read_bytes()
    code = (
        "import os, pathlib, signal, sys\n"
        "from summarize.cassettes import read_recording, write_recording\n"
        "kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{'os.fsync' if call == 'fsync' else 'pathlib.Path.replace'} = kill\n"
        "path = sys.argv[1]\n"
        "recording = read_recording(path)\n"
        "write_recording(path, type(recording)(recording.manifest, ()))\n"
    )
    died = subprocess.run(  # noqa: S603  # this test's own code
        [sys.executable, "-c", code, str(path)], check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert path.read_bytes() == before


def test_a_file_is_read_without_the_libraries_that_record(path: Path) -> None:
    code = (
        "import sys\n"
        "from summarize.cassettes import read_manifest, read_recording\n"
        "read_manifest(sys.argv[1]), read_recording(sys.argv[1])\n"
        "sys.exit(str({'asyncio', 'httpx2', 'instructor', 'openai', 'vcr'} & set(sys.modules)))\n"
    )
    read = subprocess.run(  # noqa: S603  # this test's own code
        [sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True
    )
    assert read.stderr.strip() == "set()"


# --- paths ---


@pytest.mark.parametrize(
    ("model", "folder"),
    [
        ("openai/gpt-6-luna", "openai--gpt-6-luna"),
        ("relay/claude", "relay--claude"),
        ("ollama/llama3.3:70b", "ollama--llama3.3%3A70b"),
        ("@cf/meta/llama-3.1-8b", "%40cf--meta--llama-3.1-8b"),
        ("a--b", "a-%2Db"),
        ("a/b", "a--b"),
        ("a---b", "a-%2D-b"),
        ("a-/b", "a---b"),
    ],
)
def test_a_recording_has_one_place(model: str, folder: str) -> None:
    expected = Path("cassettes", "article@1", folder, "bridge.s2.yaml")
    assert path_of("cassettes", "article@1", model, "bridge", 2) == expected


NAMES = st.from_regex(
    r"[a-zA-Z0-9][a-zA-Z0-9.:@+_-]{0,4}(/[a-zA-Z0-9][a-zA-Z0-9.:@+_-]{0,4}){0,2}", fullmatch=True
)


@given(NAMES, NAMES)
def test_no_two_models_share_a_folder(one: str, other: str) -> None:
    same = path_of("c", "article@1", one, "a", 1) == path_of("c", "article@1", other, "a", 1)
    assert same == (one == other)


@given(TEXTS, TEXTS, TEXTS, st.integers())
def test_no_path_leads_out_of_the_root(prompt: str, model: str, case: str, sample: int) -> None:
    for arguments in (
        (prompt, "m", "c", 1),
        ("p@1", model, "c", 1),
        ("p@1", "m", case, 1),
        ("p@1", "m", "c", sample),
    ):
        try:
            path = path_of("root", *arguments)
        except CassetteError:
            continue
        assert len(path.parts) == 4
        assert not {"..", ".", ""} & set(path.parts)
        assert not set("\\:\0") & set(str(path))


@pytest.mark.parametrize(
    ("prompt", "model", "case", "sample", "what"),
    [
        ("../article@1", "m", "c", 1, "prompt"),
        ("article", "m", "c", 1, "prompt"),
        ("article@1", "../m", "c", 1, "model"),
        ("article@1", "m/../../x", "c", 1, "model"),
        ("article@1", "/m", "c", 1, "model"),
        ("article@1", "m\\x", "c", 1, "model"),
        ("article@1", "m\n", "c", 1, "model"),
        ("article@1", "", "c", 1, "model"),
        ("article@1", "m" * 129, "c", 1, "model"),
        ("article@1", "m", "../c", 1, "case"),
        ("article@1", "m", "C", 1, "case"),
        ("article@1", "m", "c\n", 1, "case"),
        ("article@1", "m", "c" * 65, 1, "case"),
        ("article@1", "m", "c", 0, "sample"),
        ("article@1", "m", "c", -1, "sample"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(
    prompt: str, model: str, case: str, sample: int, what: str
) -> None:
    with pytest.raises(CassetteError, match=f"can't be the {what} of a recording"):
        path_of("cassettes", prompt, model, case, sample)
