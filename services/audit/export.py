"""An export that can be checked without us: the lines, the hash of each, and a manifest, in one file.

The same lines, question, actor and instant give the same bytes, wherever it is made: nothing is compressed, as that
differs between machines, and no time or owner of a file is in it.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from services.audit.entries import Entry
from services.audit.trail import Question
from streams.stage import CannotRun, Unavailable

LINES: Final = "trail.ndjson"
HASHES: Final = "lines.sha256"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
NAMES: Final = (LINES, HASHES, MANIFEST, SUMS)  # in the order in which they lie there
FORMAT: Final = 1
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_OWNER_ONLY: Final = 0o600 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an export holds. `sha256` is of the lines, `line_sha256` of the list of each one's hash."""

    format: int
    file: str
    sha256: str
    lines: int
    line_hashes: str
    line_sha256: str
    question: Question
    exported_by: str
    exported_at: datetime
    to_check: str = f"sha256sum -c {SUMS}, or: vorlaut audit verify FILE"


def line_of(entry: Entry) -> bytes:
    """A line as it is exported: JSON in ASCII, so that nothing in it turns writing around or commands a terminal."""
    return json.dumps(msgspec.to_builtins(entry), separators=(",", ":")).encode("ascii") + b"\n"


def bundle(file: IO[bytes], entries: Iterable[Entry], question: Question, actor: str, at: datetime) -> Manifest:
    """Write the export into an empty file that can be sought in, line by line. Raises `OSError`."""
    return pack(file, map(line_of, entries), question, actor, at)


def pack(file: IO[bytes], exported: Iterable[bytes], question: Question, actor: str, at: datetime) -> Manifest:
    """The same, of lines as `line_of` makes them."""
    with ZipFile(file, "w", ZIP_STORED) as archive, TemporaryFile() as hashes:
        lines, whole, each = _written(archive, exported, hashes)
        manifest = Manifest(
            format=FORMAT,
            file=LINES,
            sha256=whole,
            lines=lines,
            line_hashes=HASHES,
            line_sha256=each,
            question=question,
            exported_by=actor,
            exported_at=at,
        )
        told = (json.dumps(msgspec.to_builtins(manifest), indent=2) + "\n").encode("ascii")
        archive.writestr(_member(MANIFEST), told)
        archive.writestr(_member(SUMS), sums_of(manifest, told))
    return manifest


def sums_of(manifest: Manifest, told: bytes) -> bytes:
    """What `sha256sum -c` reads, of the files of an export whose manifest is told in these bytes."""
    sums = {LINES: manifest.sha256, HASHES: manifest.line_sha256, MANIFEST: sha256(told).hexdigest()}
    return "".join(f"{one}  {name}\n" for name, one in sums.items()).encode("ascii")


def _written(archive: ZipFile, exported: Iterable[bytes], hashes: IO[bytes]) -> tuple[int, str, str]:
    """Write the lines, and beside them the hash of each; how many, the hash of all, and that of all hashes."""
    whole, each, lines = sha256(), sha256(), 0
    with archive.open(_member(LINES), "w", force_zip64=True) as out:
        for lines, line in enumerate(exported, 1):  # noqa: B007 - the last number is how many
            name = f"{sha256(line).hexdigest()}\n".encode()
            out.write(line)
            whole.update(line)
            hashes.write(name)
            each.update(name)
    hashes.seek(0)
    with archive.open(_member(HASHES), "w", force_zip64=True) as out:
        copyfileobj(hashes, out)
    return lines, whole.hexdigest(), each.hexdigest()


@contextmanager
def bundled(
    entries: Iterable[Entry], question: Question, actor: str, at: datetime
) -> Iterator[tuple[IO[bytes], Manifest]]:
    """The export in a file without a name, from its beginning. Raises `Unavailable` where the disk has no room."""
    with TemporaryFile() as file:
        try:
            manifest = bundle(file, entries, question, actor, at)
            file.seek(0)
        except OSError as error:
            raise Unavailable(f"the export cannot be written ({error.strerror}): make room on the disk") from error
        yield file, manifest


def save(file: IO[bytes], place: Path) -> None:
    """Put an export into a new file that ends in .zip, or its files into a new or empty folder. Raises `CannotRun`."""
    try:
        if place.suffix == ".zip":
            with place.open("xb") as out:
                place.chmod(0o600)
                copyfileobj(file, out)
        else:
            _unpack(file, place)
    except FileExistsError as error:
        raise CannotRun(f"{place} is there already: name a new file, so that nothing is overwritten") from error
    except OSError as error:
        raise CannotRun(f"{place}: the export cannot be written ({error.strerror})") from error


def _unpack(file: IO[bytes], folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CannotRun(f"{folder} is not empty: name a new folder, so that nothing is mixed up")
    with ZipFile(file) as archive:
        for name in NAMES:
            with archive.open(name) as one, (folder / name).open("wb") as out:
                copyfileobj(one, out)


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.create_system = _UNIX
    info.external_attr = _OWNER_ONLY
    return info
