"""An export that can be checked without us: the lines, and a manifest with their number and hash."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from services.audit.entries import Entry
from services.audit.trail import Question
from streams.stage import CannotRun

LINES: Final = "trail.ndjson"
MANIFEST: Final = "manifest.json"


def export(folder: Path, entries: Sequence[Entry], question: Question, actor: str, at: datetime) -> str:
    """Write both files into a new or empty folder; the SHA-256 of the lines. Raises `CannotRun`.

    `sha256sum trail.ndjson` must give what the manifest says. Each line's own hash stands there as well, so that a
    single one can be shown to somebody without the others.
    """
    lines = [msgspec.json.encode(entry) + b"\n" for entry in entries]
    whole = sha256(b"".join(lines)).hexdigest()
    manifest = {
        "file": LINES,
        "sha256": whole,
        "lines": len(lines),
        "question": question,
        "exported_by": actor,
        "exported_at": at,
        "line_sha256": [sha256(line).hexdigest() for line in lines],
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotRun(f"{folder} is not empty: name a new folder, so that nothing is mixed up")
        (folder / LINES).write_bytes(b"".join(lines))
        (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    except OSError as error:
        raise CannotRun(f"{folder}: the export cannot be written ({error.strerror})") from error
    return whole
