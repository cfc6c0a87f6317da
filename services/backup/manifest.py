"""What stands beside the files of a backup: which they are, their hashes, and who made them with which version."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

from streams.stage import CannotRun

MANIFEST: Final = "manifest.json"
LOG: Final = "log.db"
FORMAT: Final = 1
LEFT_OUT: Final = ("settings and the secrets they name", "the key of sealed embargoes", "sign-in links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup. `bytes` and `sha256` are of its one file, the log; the search view is built from that."""

    format: int
    vorlaut: str
    made_by: str
    made_at: datetime
    file: str
    bytes: int
    sha256: str
    left_out: tuple[str, ...] = LEFT_OUT


def manifest_of(log: Path, actor: str, at: datetime) -> Manifest:
    """The manifest of a backup with this log."""
    return Manifest(
        format=FORMAT,
        vorlaut=version("vorlaut"),
        made_by=actor,
        made_at=at,
        file=LOG,
        bytes=log.stat().st_size,
        sha256=sha256_of(log),
    )


def sha256_of(path: Path) -> str:
    """What `sha256sum` says of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Beside the files, once they are whole: a backup without it is none."""
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup whose file is what it says. Raises `CannotRun` where it is not."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except OSError as error:
        raise CannotRun(f"{folder} holds no whole backup: there is no {MANIFEST} ({error.strerror})") from error
    except msgspec.DecodeError as error:
        raise CannotRun(f"{folder / MANIFEST} is not what vorlaut wrote: use another backup") from error
    if manifest.format != FORMAT:
        raise CannotRun(
            f"{folder} was made by vorlaut {manifest.vorlaut} in format {manifest.format}, and this one knows "
            f"{FORMAT}: restore it with that version or a newer one"
        )
    if not (folder / LOG).is_file() or sha256_of(folder / LOG) != manifest.sha256:
        raise CannotRun(f"{folder / LOG} is not the file that was backed up: use another backup")
    return manifest
