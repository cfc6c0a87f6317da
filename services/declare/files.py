"""Register files from a disk. The one place that opens them, and the documents they name."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from streams.policies.faults import Fault, RegisterErrors, SourceFile
from streams.policies.load import load_registers
from streams.policies.nodes import LONGEST_FILE
from streams.registers import Document, RegisterEntry
from streams.stage import CannotRun

SUFFIXES: Final = (".yaml", ".yml")
LONGEST_DOCUMENT: Final = 50_000_000  # bytes; a draft of a press release has a few thousand


def read_registers(path: Path, known: Sequence[RegisterEntry] = ()) -> tuple[RegisterEntry, ...]:
    """The entries of a file, or of all `*.yaml` and `*.yml` files under a folder taken together, by path.

    `known` is what is declared already. Raises `CannotRun`; for faulty files its message has a line
    `file:line: message` for every fault of every file.
    """
    faults: list[Fault] = []
    sources = [_source(one, faults) for one in _files(path)]
    try:
        entries = load_registers(sources, _fingerprint, known)
    except RegisterErrors as error:
        faults += error.faults
    if faults:
        raise CannotRun(f"these registers cannot be used:\n{RegisterErrors(faults)}")
    return entries


def _files(path: Path) -> Sequence[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(one for suffix in SUFFIXES for one in path.rglob(f"*{suffix}") if one.is_file())
    if not found:
        raise CannotRun(f"{path}: no register in this folder: its files end in {' or '.join(SUFFIXES)}")
    return found


def _source(path: Path, faults: list[Fault]) -> SourceFile:
    """The file as text; one that cannot be read is empty and a fault, so that the others are looked at too."""
    raw = b""
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_FILE + 1)
        if len(raw) <= LONGEST_FILE:
            return SourceFile(str(path), raw.decode("utf-8-sig"))
        faults.append(Fault(str(path), 1, f"larger than {LONGEST_FILE:,} bytes: split it into several files"))
    except OSError as error:
        faults.append(
            Fault(str(path), 1, f"cannot be read ({error.strerror}): name a register file or a folder of them")
        )
    except UnicodeDecodeError as error:
        faults.append(Fault(str(path), raw.count(b"\n", 0, error.start) + 1, "no UTF-8 text: save the file as UTF-8"))
    return SourceFile(str(path), "")


def _fingerprint(file: str, path: str) -> Document | None:
    """A document beside a register file: its digest and how many words it has, never the words."""
    document = Path(file).parent / path
    try:
        if not document.is_file() or document.stat().st_size > LONGEST_DOCUMENT:
            return None  # the fingerprint of a part would be taken for that of the whole, and a pipe may never end
        raw = document.read_bytes()
    except OSError:
        return None
    return Document(name=path, sha256=sha256(raw).hexdigest(), words=len(raw.split()))
