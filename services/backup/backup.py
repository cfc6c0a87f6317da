"""Backing up the log of an embedded installation, and putting it in the place of one that was lost."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from services.backup.manifest import LOG, MANIFEST, Manifest, manifest_of, read_manifest, write_manifest
from streams.stage import CannotRun

Copy = Callable[[Path, Path], None]  # the log at the first place, as it stands at one moment, to the second


def back_up(data: Path, folder: Path, copy: Copy, actor: str, at: datetime) -> Manifest:
    """Copy the log in `data` into the new or empty `folder`, with a manifest. Raises what `copy` does, and `CannotRun`.

    It holds what the log holds, the text of posts too; what is erased afterwards is not erased in it.
    """
    _empty(folder, "a backup")
    try:
        copy(data / LOG, folder / LOG)
        manifest = manifest_of(folder / LOG, actor, at)
        _settle(folder / LOG)
        write_manifest(folder, manifest)
        _settle(folder / MANIFEST)
    except OSError as error:
        raise CannotRun(
            f"{folder}: the backup cannot be written ({error.strerror}): make room, or name another"
        ) from error
    return manifest


def put_back(folder: Path, data: Path) -> Manifest:
    """Put the log of a backup into the new or empty data folder. Raises `CannotRun`, and then nothing is there."""
    manifest = read_manifest(folder)
    _empty(data, "a restored installation")
    coming = data / f"{LOG}.part"
    try:
        coming.touch(mode=0o600)
        shutil.copyfile(folder / LOG, coming)
        _settle(coming)
        coming.rename(data / LOG)
    except OSError as error:
        coming.unlink(missing_ok=True)
        raise CannotRun(f"{data}: cannot be written ({error.strerror}): name another with --data") from error
    return manifest


def _empty(folder: Path, what: str) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotRun(f"{folder} is not empty: {what} wants a folder of its own, so name a new one")
    except OSError as error:
        raise CannotRun(f"{folder} cannot be made or read ({error.strerror}): name another") from error


def _settle(path: Path) -> None:
    """It is on the disk when this returns, and a power failure leaves it there."""
    for place in (path, path.parent):
        opened = os.open(place, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
