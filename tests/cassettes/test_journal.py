from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarize.cassettes.journal import Journal
from summarize.errors import CassetteError
from tests.cassette_support import interaction


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bridge.s1.yaml"


@pytest.fixture
def journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def test_a_line_that_was_cut_off_counts_as_not_written(path: Path, journal: Path) -> None:
    first = Journal(path)
    first.add("a", interaction("one"))
    first.add("a", interaction("two"))
    first.close(keep=True)
    journal.write_bytes(journal.read_bytes()[:-9])
    second = Journal(path)
    assert second.found == (("a", interaction("one")),)
    second.add("b", interaction("three"))
    second.close(keep=True)
    third = Journal(path)
    third.close(keep=False)
    assert third.found == (("a", interaction("one")), ("b", interaction("three")))


@given(st.binary(), st.binary())
@example(b"\xff\xed\xa0\x80\n", "\u2028\x85🙂".encode())
def test_a_journal_keeps_any_bytes(
    tmp_path_factory: pytest.TempPathFactory, asked: bytes, answered: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.yaml"
    odd = interaction(request=asked, response=answered)
    first = Journal(path)
    first.add("a", odd)
    first.close(keep=True)
    second = Journal(path)
    second.close(keep=False)
    assert second.found == (("a", odd),)


def test_a_line_that_no_journal_has_ends_what_is_read(path: Path, journal: Path) -> None:
    first = Journal(path)
    first.add("a", interaction("one"))
    first.close(keep=True)
    whole = journal.read_bytes()
    for line in (b"[]", b"null", b"{}", b'{"request": 1, "response": 2}', b"\xff"):
        journal.write_bytes(whole + line + b"\n" + whole)
        again = Journal(path)
        again.close(keep=True)
        assert again.found == (("a", interaction("one")),)
        assert journal.read_bytes() == whole


def test_one_file_has_one_journal_open(path: Path) -> None:
    first = Journal(path)
    with pytest.raises(CassetteError, match="is being recorded by another process or thread"):
        Journal(path)
    first.close(keep=False)
    Journal(path).close(keep=False)


def test_two_files_have_their_own(path: Path) -> None:
    first, second = Journal(path), Journal(path.with_name("other.yaml"))
    second.close(keep=False)
    first.close(keep=False)


@pytest.mark.parametrize("keep", [True, False])
def test_an_empty_journal_is_removed(path: Path, journal: Path, *, keep: bool) -> None:
    Journal(path).close(keep=keep)
    assert not journal.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(CassetteError, match=r"x\.yaml\.part can't be written"):
        Journal(tmp_path / "a" / "x.yaml")
