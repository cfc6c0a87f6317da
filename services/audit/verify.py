"""Whether an export is as it was made: every hash, every count, every line."""

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile

import msgspec

from services.audit.entries import Entry
from services.audit.export import FORMAT, HASHES, LINES, MANIFEST, SUMS, Manifest, line_of, sums_of
from services.audit.in_time import place
from streams.stage import CannotRun

_LONGEST_LINE: Final = 1_000_000  # bytes; a reason of 2,000 characters takes some 12,000
_LARGEST: Final = 1_000_000  # bytes of the manifest and the sums
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
    if path.is_dir():
        return _checked(Files(path, None))
    try:
        with ZipFile(path) as archive:
            return _checked(Files(None, archive))
    except (BadZipFile, zlib.error, EOFError) as error:
        raise NotIntact(f"{path.name} is no whole .zip file: {error}") from error
    except OSError as error:
        raise CannotRun(
            f"{path}: cannot be read ({error.strerror}): name the file of an export, or its folder"
        ) from error


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
