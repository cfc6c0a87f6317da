"""Drafts are found by what they are: no name leads to one, and nothing else is ever given out."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from services.adapters.draft_folder import LARGEST, MOST, DraftFolder
from streams.stage import Unavailable

DRAFT = b"The very draft."


def digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def put(place: Path, raw: bytes = DRAFT) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    return place


def test_a_draft_is_found_under_any_name_in_any_folder(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b" / "c.md")
    put(tmp_path / "other.md", b"Something else.")
    assert DraftFolder(tmp_path).find({digest(DRAFT)}) == {digest(DRAFT): DRAFT}


def test_what_is_not_asked_for_is_not_given_out(tmp_path: Path) -> None:
    put(tmp_path / "c.md")
    assert DraftFolder(tmp_path).find({digest(b"x")}) == {}
    assert DraftFolder(tmp_path).find(set()) == {}


@pytest.mark.parametrize("asked", ["../secret", "/etc/passwd", "c.md", "", "..", "\x00"])
def test_a_name_or_a_path_leads_nowhere(tmp_path: Path, asked: str) -> None:
    put(tmp_path / "in" / "c.md")
    put(tmp_path / "secret")
    assert DraftFolder(tmp_path / "in").find({asked}) == {}


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside, folder = put(tmp_path / "outside" / "draft.md"), tmp_path / "in"
    folder.mkdir()
    (folder / "file").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "round").symlink_to(folder)
    assert DraftFolder(folder).find({digest(DRAFT)}) == {}


def test_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    put(tmp_path / "c.md")
    assert DraftFolder(tmp_path).find({digest(DRAFT)}) == {digest(DRAFT): DRAFT}


def test_a_draft_that_changes_is_no_longer_the_one_that_was_declared(tmp_path: Path) -> None:
    place, drafts = put(tmp_path / "c.md"), DraftFolder(tmp_path)
    assert drafts.find({digest(DRAFT)})
    put(place, b"The very Draft.")
    assert drafts.find({digest(DRAFT)}) == {}
    put(place)
    assert drafts.find({digest(DRAFT)})
    place.unlink()
    assert drafts.find({digest(DRAFT)}) == {}


def test_a_file_without_a_right_to_read_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "no.md", b"x").chmod(0)
    put(tmp_path / "yes.md")
    assert DraftFolder(tmp_path).find({digest(DRAFT)})


def test_what_is_too_large_for_a_draft_is_passed_over(tmp_path: Path) -> None:
    large = b"x" * (LARGEST + 1)
    put(tmp_path / "large", large)
    assert DraftFolder(tmp_path).find({digest(large)}) == {}


def test_a_folder_that_is_gone_or_has_too_many_files_is_told_without_a_path(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as gone:
        DraftFolder(tmp_path / "gone").find({digest(DRAFT)})
    for number in range(MOST + 1):
        (tmp_path / f"{number}").touch()
    with pytest.raises(Unavailable, match="more than") as many:
        DraftFolder(tmp_path).find({digest(DRAFT)})
    for error in (gone, many):
        assert os.fspath(tmp_path) not in str(error.value)
