"""Whether an export is as it was made: every hash, every count, every line, and nothing beside them.

Other tools may show another of two files of one name than we read, or what lies between files. So a .zip file must be,
byte for byte, the one that its lines and its manifest make.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final
from zipfile import BadZipFile, ZipFile

import msgspec

from services.audit.entries import Entry
from services.audit.export import FORMAT, HASHES, LINES, MANIFEST, NAMES, SUMS, Manifest, line_of, pack, sums_of
from services.audit.in_time import place
from streams.stage import CannotRun

_LONGEST_LINE: Final = 1_000_000  # bytes; a reason of 2,000 characters takes some 12,000
_LARGEST: Final = 1_000_000  # bytes of the manifest and the sums
_AT_ONCE: Final = 1 << 20  # bytes
_HASH: Final = 65  # bytes of a hash and the end of its line


class NotIntact(Exception):
    """The export is not as it was made; the message says where."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an export, to be read by their names."""

    folder: Path | None
    archive: ZipFile | None

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """One of them. Raises `NotIntact` where it is missing."""
        with ExitStack() as stack:
            try:
                if self.archive is not None:
                    file = stack.enter_context(self.archive.open(name))
                else:
                    file = stack.enter_context(((self.folder or Path()) / name).open("rb"))
            except (KeyError, OSError, RuntimeError) as error:  # the last where it is packed in a way we never do
                raise NotIntact(f"{name} is missing") from error
            yield file

    def small(self, name: str) -> bytes:
        """A file that is small where all is well."""
        with self.opened(name) as file:
            raw = file.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise NotIntact(f"{name} is larger than any that is exported")
        return raw


def verify(path: Path) -> Manifest:
    """What the export holds that lies in this file or folder.

    Raises `NotIntact` where it is not as it was made, and `CannotRun` where it is none.
    """
    try:
        if path.is_dir():
            _check_names(sorted(one.name for one in path.iterdir()))
            return _checked(Files(path, None))
        with ZipFile(path) as archive:
            _check_names(archive.namelist())
            if sum(one.file_size for one in archive.infolist()) > path.stat().st_size:
                raise NotIntact(f"{path.name} is not packed as vorlaut packs it")
            manifest = _checked(Files(None, archive))
            _check_bytes(path, archive, manifest)
            return manifest
    except (BadZipFile, zlib.error, EOFError) as error:
        raise NotIntact(f"{path.name} is no whole .zip file: {error}") from error
    except OSError as error:
        raise CannotRun(
            f"{path}: cannot be read ({error.strerror}): name the file of an export, or its folder"
        ) from error


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if name not in NAMES:
            raise NotIntact(f"{name!a} does not belong to an export")
        if names.count(name) > 1:
            raise NotIntact(f"{name} is there twice")


def _check_bytes(path: Path, archive: ZipFile, manifest: Manifest) -> None:
    """Pack the lines once more, into a file without a name: what is compared need not fit into memory."""
    with TemporaryFile() as again, path.open("rb") as file:
        with archive.open(LINES) as lines:
            pack(again, _cut(lines, _LONGEST_LINE), manifest.question, manifest.exported_by, manifest.exported_at)
        again.seek(0)
        pieces = (iter(partial(one.read, _AT_ONCE), b"") for one in (file, again))
        if any(piece != made for piece, made in zip_longest(*pieces)):
            raise NotIntact(f"{path.name} is not packed as vorlaut packs it")


def _checked(files: Files) -> Manifest:
    told = files.small(MANIFEST)
    try:
        manifest = msgspec.json.decode(told, type=Manifest)
    except msgspec.DecodeError as error:
        raise NotIntact(f"{MANIFEST} is none that vorlaut writes") from error
    if manifest.format != FORMAT:
        raise CannotRun(f"this export has format {manifest.format}, and this program knows {FORMAT}: upgrade it")
    if files.small(SUMS) != sums_of(manifest, told):
        raise NotIntact(f"{SUMS} and {MANIFEST} do not agree")
    _check_lines(files, manifest)
    return manifest


def _check_lines(files: Files, manifest: Manifest) -> None:
    """Line by line, so that of a wrong one its number can be told."""
    whole, each, number, before = sha256(), sha256(), 0, None
    with files.opened(LINES) as lines, files.opened(HASHES) as hashes:
        for line, name in zip_longest(_cut(lines, _LONGEST_LINE), _cut(hashes, _HASH), fillvalue=b""):
            number += 1
            if f"{sha256(line).hexdigest()}\n".encode() != name:
                raise NotIntact(f"line {number} of {LINES} is not the one that was exported")
            entry = _entry(line, number)
            if before is not None and place(entry) <= place(before):
                raise NotIntact(f"line {number} of {LINES} stands where it does not belong")
            if not manifest.question.means(entry):
                raise NotIntact(f"line {number} of {LINES} was not asked for")
            whole.update(line)
            each.update(name)
            before = entry
    if (number, whole.hexdigest(), each.hexdigest()) != (manifest.lines, manifest.sha256, manifest.line_sha256):
        raise NotIntact(f"{LINES} has other lines than the {manifest.lines} of the manifest")


def _cut(file: IO[bytes], longest: int) -> Iterator[bytes]:
    while line := file.readline(longest + 1):
        yield line


def _entry(line: bytes, number: int) -> Entry:
    try:
        entry = msgspec.convert(json.loads(line), Entry)
    except (ValueError, RecursionError) as error:
        raise NotIntact(f"line {number} of {LINES} is none of a trail") from error
    if line_of(entry) != line:
        raise NotIntact(f"line {number} of {LINES} is not written as vorlaut writes it")
    return entry
