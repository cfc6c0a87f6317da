"""An export can be checked without us, is the same each time, and nothing in it does anything to who looks at it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from services.audit.entries import Entry
from services.audit.export import HASHES, LINES, MANIFEST, SUMS, bundled, line_of, save
from services.audit.trail import Question
from services.audit.verify import NotIntact, verify
from streams.stage import CannotRun
from tests.veltrona import NOON

HOSTILE = (
    '=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "\x1b[31m\x7f",
    "+1",
    "@x",
)
QUESTION = Question(object="al_*")


def entries(*reasons: str) -> Sequence[Entry]:
    return [
        Entry(
            at=NOON + timedelta(seconds=number),
            kind="decision",
            actor="hanne",
            object="al_1",
            what="leak",
            why=why,
            id=f"de_{number}",
        )
        for number, why in enumerate(reasons or ("said so", "wrote to her", "is gone"))
    ]


def exported(found: Sequence[Entry], actor: str = "aud") -> bytes:
    with bundled(iter(found), QUESTION, actor, NOON) as (file, _):
        return file.read()


def unpacked(raw: bytes, folder: Path) -> Path:
    save(BytesIO(raw), folder)
    return folder


def test_an_export_can_be_checked_with_any_tool(tmp_path: Path) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    lines = (folder / LINES).read_bytes()
    manifest = json.loads((folder / MANIFEST).read_bytes())
    assert sha256(lines).hexdigest() == manifest["sha256"]
    each = [sha256(line).hexdigest() for line in lines.splitlines(keepends=True)]
    assert each == (folder / HASHES).read_text().split()
    assert (manifest["lines"], manifest["exported_by"], manifest["exported_at"]) == (3, "aud", "2025-11-20T12:00:00Z")
    assert manifest["question"]["object"] == "al_*"
    sums = dict(line.split("  ")[::-1] for line in (folder / SUMS).read_text().splitlines())
    assert sums == {name: sha256((folder / name).read_bytes()).hexdigest() for name in (LINES, HASHES, MANIFEST)}


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_sha256sum_agrees(tmp_path: Path) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    subprocess.run([str(shutil.which("sha256sum")), "-c", SUMS], cwd=folder, check=True, capture_output=True)


def test_the_same_export_has_the_same_bytes_and_another_actor_only_another_manifest() -> None:
    first, again, other = exported(entries()), exported(entries()), exported(entries(), "olga")
    assert first == again != other
    with ZipFile(BytesIO(first)) as one, ZipFile(BytesIO(other)) as two:
        assert one.namelist() == [LINES, HASHES, MANIFEST, SUMS]
        assert one.read(LINES) == two.read(LINES)


def test_an_export_is_intact_as_a_file_and_as_a_folder(tmp_path: Path) -> None:
    raw = exported(entries())
    save(BytesIO(raw), tmp_path / "out.zip")
    assert (tmp_path / "out.zip").read_bytes() == raw
    assert verify(tmp_path / "out.zip") == verify(unpacked(raw, tmp_path / "out"))
    assert verify(tmp_path / "out.zip").lines == 3


def test_an_export_of_nothing_is_one_too(tmp_path: Path) -> None:
    assert verify(unpacked(exported([]), tmp_path / "out")).lines == 0


def swapped(line: bytes) -> bytes:
    first, second, third = line.splitlines(keepends=True)
    return second + first + third


def rehashed(folder: Path, lines: bytes) -> None:
    """Somebody who changes a line and every hash of it."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    each = "".join(f"{sha256(line).hexdigest()}\n" for line in lines.splitlines(keepends=True)).encode()
    manifest |= {"sha256": sha256(lines).hexdigest(), "line_sha256": sha256(each).hexdigest()}
    (folder / HASHES).write_bytes(each)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
    names = (LINES, HASHES, MANIFEST)
    sums = "".join(
        f"{sha256(lines if name == LINES else (folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names
    )
    (folder / SUMS).write_text(sums)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw.replace(b"wrote to her", b"never asked!"), "line 2"),
        (lambda raw: raw[:-1], "line 3"),
        (lambda raw: raw + raw[-40:], "line 4"),
        (lambda raw: b"".join(raw.splitlines(keepends=True)[:2]), "line 3"),
        (swapped, "line 1"),
        (lambda _raw: b"", "line 1"),
    ],
)
def test_a_line_that_was_changed_is_named(tmp_path: Path, change: Callable[[bytes], bytes], told: str) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    (folder / LINES).write_bytes(change((folder / LINES).read_bytes()))
    with pytest.raises(NotIntact, match=told):
        verify(folder)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (swapped, "does not belong"),
        (lambda raw: raw.replace(b'"al_1"', b'"gr_1"'), "not asked for"),
        (lambda raw: raw.replace(b'"kind":', b'"kind": '), "as vorlaut writes it"),
        (lambda raw: raw.replace(b'"decision"', b'"verdict"'), "none of a trail"),
        (lambda raw: b"".join(raw.splitlines(keepends=True)[:2]), "other lines than the 3"),
    ],
)
def test_lines_with_new_hashes_are_still_looked_at(tmp_path: Path, change: Callable[[bytes], bytes], told: str) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    lines = change((folder / LINES).read_bytes())
    (folder / LINES).write_bytes(lines)
    rehashed(folder, lines)
    with pytest.raises(NotIntact, match=told):
        verify(folder)


@pytest.mark.parametrize("name", [LINES, HASHES, MANIFEST, SUMS])
def test_a_file_that_is_missing_or_was_changed_is_noticed(tmp_path: Path, name: str) -> None:
    changed, missing = (unpacked(exported(entries()), tmp_path / one) for one in ("changed", "missing"))
    (changed / name).write_bytes((changed / name).read_bytes()[:-2] + b"x\n")
    (missing / name).unlink()
    with pytest.raises(NotIntact):
        verify(changed)
    with pytest.raises(NotIntact, match=f"{name} is missing"):
        verify(missing)


@pytest.mark.parametrize("within", [b"wrote to her", b'"format"', b"  manifest.json\n", b"PK\x05\x06"])
def test_a_file_with_other_bytes_is_not_intact(tmp_path: Path, within: bytes) -> None:
    raw = bytearray(exported(entries()))
    raw[raw.index(within) + 1] ^= 1
    (tmp_path / "out.zip").write_bytes(raw)
    with pytest.raises(NotIntact):
        verify(tmp_path / "out.zip")


def doubled(raw: bytes) -> bytes:
    """Forged lines in front of the true files, which some tools show instead of them."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as true, ZipFile(made, "w") as forged:
        forged.writestr(LINES, true.read(LINES).replace(b"hanne", b"nobod"))
        for name in true.namelist():
            with pytest.warns(UserWarning, match="Duplicate name") if name == LINES else nullcontext():
                forged.writestr(name, true.read(name))
    return made.getvalue()


def repacked(raw: bytes, compression: int = ZIP_STORED, comment: bytes = b"", more: Sequence[str] = ()) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as true, ZipFile(made, "w", compression) as again:
        again.comment = comment
        for name in true.namelist():
            again.writestr(name, true.read(name))
        for name in more:
            again.writestr(name, b"x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (doubled, "trail.ndjson is there twice"),
        (lambda raw: repacked(raw, more=["evil.txt\x1b"]), r"'evil.txt\\x1b' does not belong"),
        (repacked, "not packed as vorlaut packs it"),
        (lambda raw: repacked(raw, comment=b"all is well"), "not packed as vorlaut packs it"),
        (lambda raw: repacked(raw, ZIP_DEFLATED), "not packed as vorlaut packs it"),
        (lambda raw: b"in front" + raw, "not packed as vorlaut packs it"),
        (lambda raw: raw + b"behind", "no"),
    ],
)
def test_a_file_that_holds_more_than_the_export_is_not_intact(
    tmp_path: Path, change: Callable[[bytes], bytes], told: str
) -> None:
    (tmp_path / "out.zip").write_bytes(change(exported(entries())))
    with pytest.raises(NotIntact, match=told):
        verify(tmp_path / "out.zip")


def test_a_folder_that_holds_more_than_the_export_is_not_intact(tmp_path: Path) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    (folder / "more.txt").write_text("x")
    with pytest.raises(NotIntact, match=r"'more.txt' does not belong"):
        verify(folder)


def test_an_export_of_today_has_the_bytes_of_one_made_before() -> None:
    """Or those made before would not be intact any more: whoever changes them must raise the format."""
    assert sha256(exported(entries())).hexdigest() == "c3a9ade0e81427dba901643450a41562e96c9b9db23f430db154ad33d0b49e76"


def test_what_is_no_export_is_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(NotIntact, match="no whole"):
        verify(tmp_path / "x")
    with pytest.raises(CannotRun, match="cannot be read"):
        verify(tmp_path / "nowhere")


def test_what_strangers_wrote_is_kept_exactly_and_does_nothing(tmp_path: Path) -> None:
    folder = unpacked(exported(entries(*HOSTILE)), tmp_path / "out")
    assert [json.loads(line)["why"] for line in (folder / LINES).read_text().splitlines()] == list(HOSTILE)
    for name in (LINES, HASHES, MANIFEST, SUMS):
        raw = (folder / name).read_bytes()
        assert all(byte == 10 or 32 <= byte < 127 for byte in raw), name
        assert not [line for line in raw.decode().splitlines() if line[:1] in {"=", "+", "-", "@"}]
    assert verify(folder).lines == len(HOSTILE)


def test_an_export_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    (tmp_path / "there.zip").write_text("x")
    for place, told in ((tmp_path, "not empty"), (tmp_path / "there.zip", "already")):
        with pytest.raises(CannotRun, match=told):
            save(BytesIO(exported(entries())), place)


def test_a_line_is_shown_alone_with_its_hash(tmp_path: Path) -> None:
    folder = unpacked(exported(entries()), tmp_path / "out")
    line = line_of(entries()[1])
    assert sha256(line).hexdigest() in (folder / HASHES).read_text().split()
