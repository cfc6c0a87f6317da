import os
from hashlib import sha256
from pathlib import Path

import pytest

from services.declare.files import LONGEST_DOCUMENT, read_registers
from streams.policies.nodes import LONGEST_FILE
from streams.registers import Embargo
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
