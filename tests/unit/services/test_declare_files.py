import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from services.declare.files import LONGEST_DOCUMENT, read_registers
from streams.codec import encode
from streams.policies.nodes import LONGEST_FILE
from streams.registers import Embargo
from streams.situation.entries import Signature, changed
from streams.stage import CannotRun

COMPANY = "kind: Company\nid: veltrona\nnames: [Veltrona]\n"
EMBARGO = """\
kind: Embargo
id: falke-2
opens: 2026-10-01T00:00:00Z
lifts: 2026-12-01T00:00:00Z
documents: [drafts/release.md]
"""


def faults(path: Path) -> list[str]:
    with pytest.raises(CannotRun) as caught:
        read_registers(path)
    return str(caught.value).split("\n")


def test_a_folder_is_one_set_of_registers_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.yml").write_text(COMPANY.replace("veltrona", "second"))
    (tmp_path / "a.yaml").write_text(COMPANY)
    (tmp_path / "notes.txt").write_text("kind: [")
    assert [entry.id for entry in read_registers(tmp_path)] == ["veltrona", "second"]


def test_a_document_beside_the_file_is_kept_as_a_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "release.md").write_bytes(b"Der Falke 2 kommt\n")
    (tmp_path / "e.yaml").write_text(EMBARGO)
    (embargo,) = read_registers(tmp_path / "e.yaml")
    assert isinstance(embargo, Embargo)
    (document,) = embargo.documents
    assert (document.name, document.words) == ("drafts/release.md", 4)
    assert document.sha256 == sha256(b"Der Falke 2 kommt\n").hexdigest()


def test_a_document_that_is_no_file_or_too_long_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(EMBARGO)
    (tmp_path / "drafts").mkdir()
    os.mkfifo(tmp_path / "drafts" / "release.md")
    assert "paths start beside this file" in faults(tmp_path)[1]
    (tmp_path / "drafts" / "release.md").unlink()
    with (tmp_path / "drafts" / "release.md").open("wb") as sparse:
        sparse.truncate(LONGEST_DOCUMENT + 1)
    assert "at most 50 MB" in faults(tmp_path)[1]


def drafted(path: Path, draft: bytes) -> Path:
    (path / "drafts").mkdir()
    (path / "drafts" / "release.md").write_bytes(draft)
    (path / "e.yaml").write_text(EMBARGO)
    return path / "e.yaml"


def test_a_document_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    path = drafted(tmp_path, b"PK\x03\x04\x00\x00")
    assert "text in UTF-8" in faults(path)[1]
    (tmp_path / "drafts" / "release.md").write_bytes("Für später".encode("latin-1"))
    assert "text in UTF-8" in faults(path)[1]


def test_a_draft_read_again_is_the_same_entry_and_an_edited_one_is_not(tmp_path: Path) -> None:
    path = drafted(tmp_path, b"The harbour crane lifts forty containers at night.\n")
    (first,) = read_registers(path)
    assert read_registers(path, [first]) == (first,)
    (tmp_path / "drafts" / "release.md").write_bytes(b"The harbour crane lifts fifty containers at night.\n")
    (edited,) = read_registers(path, [first])
    assert isinstance(first, Embargo)
    assert isinstance(edited, Embargo)
    assert edited != first
    assert edited.documents[0].key == first.documents[0].key


def test_two_installations_share_no_digest(tmp_path: Path) -> None:
    path = drafted(tmp_path, b"The harbour crane lifts forty containers at night.\n")
    (one,), (other,) = read_registers(path), read_registers(path)
    assert isinstance(one, Embargo)
    assert isinstance(other, Embargo)
    assert one.documents[0].key != other.documents[0].key
    assert one.documents[0].quotes != other.documents[0].quotes


def test_the_event_of_an_embargo_with_long_drafts_stays_small_and_holds_no_word_of_them(tmp_path: Path) -> None:
    text = " ".join(f"Sonderwort{n} steht neben Seltenheit{n * 7} und Kranwinde{n}." for n in range(5_000))
    path = drafted(tmp_path, text.encode())
    path.write_text(EMBARGO.replace("[drafts/release.md]", "[drafts/release.md, drafts/release.md, drafts/release.md]"))
    (embargo,) = read_registers(path)
    event = encode(changed(embargo, 1, Signature(actor="test", at=datetime(2026, 1, 1, tzinfo=UTC))))
    assert len(event) < 700_000
    assert b"onderwort" not in event


def test_every_fault_of_every_file_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(EMBARGO)
    (tmp_path / "b.yaml").write_bytes(b"kind: Company\nid: \xff\n")
    (tmp_path / "c.yaml").write_text("kind: Acount\n")
    (tmp_path / "d.yaml").write_bytes(b"#" * (LONGEST_FILE + 1))
    assert [line.split(": ", maxsplit=1)[0] for line in faults(tmp_path)[1:]] == [
        f"{tmp_path}/a.yaml:5",
        f"{tmp_path}/b.yaml:2",
        f"{tmp_path}/c.yaml:1",
        f"{tmp_path}/d.yaml:1",
    ]


def test_a_file_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert "name a register file or a folder of them" in faults(tmp_path / "lost.yaml")[1]


def test_a_folder_without_registers_is_told(tmp_path: Path) -> None:
    assert "no register in this folder" in faults(tmp_path)[0]
