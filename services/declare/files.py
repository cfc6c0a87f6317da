"""Register files from a disk. The one place that opens them, and the documents they name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Final

from streams.detect.sealing import MOST_BYTES, seal, weight
from streams.policies.faults import Fault, RegisterErrors, SourceFile
from streams.policies.load import load_registers
from streams.policies.nodes import LONGEST_FILE
from streams.policies.read_windows import Sealer
from streams.registers import Document, Embargo, RegisterEntry
from streams.stage import CannotRun
from streams.text.seals import drafts_key, key_id
from streams.text.traces import traces

SUFFIXES: Final = (".yaml", ".yml")
LONGEST_DOCUMENT: Final = 50_000_000  # bytes; a draft of a press release has a few thousand
_KEY_BYTES: Final = 16
Secret = Callable[[], bytes | None]


def no_secret() -> None:
    """For where nothing can be sealed."""


def read_registers(
    path: Path, known: Sequence[RegisterEntry] = (), secret: Secret = no_secret
) -> tuple[RegisterEntry, ...]:
    """The entries of a file, or of all `*.yaml` and `*.yml` files under a folder taken together, by path.

    `known` is what is declared already. `secret` gives the key that embargoes are sealed with; it is asked only where
    one is to be, and of that one nothing readable is in what is returned. Raises `CannotRun`; for faulty files its
    message has a line `file:line: message` for every fault of every file.
    """
    faults: list[Fault] = []
    sources = read_sources(path, faults)
    try:
        entries = load_registers(sources, _Drafts(known).fingerprint, known, _sealer(sources, secret))
    except RegisterErrors as error:
        faults += error.faults
    if faults:
        raise CannotRun(f"these registers cannot be used:\n{RegisterErrors(faults)}")
    return entries


def read_sources(path: Path, faults: list[Fault]) -> list[SourceFile]:
    """The texts of a file, or of all register files under a folder, by path; what cannot be read is added to faults."""
    return [_source(one, faults) for one in _files(path)]


def keys_of(entries: Iterable[RegisterEntry], secret: Secret) -> Mapping[str, bytes]:
    """The keys, by their ids, that are needed to judge by these entries: none where nothing is sealed."""
    sealed = any(isinstance(entry, Embargo) and entry.sealed for entry in entries)
    key = secret() if sealed else None
    return {key_id(key): key} if key else {}


def _sealer(sources: Iterable[SourceFile], secret: Secret) -> Sealer | None:
    key = secret() if any("sealed" in source.text for source in sources) else None
    return Sealer(_SealedDrafts(key).fingerprint, lambda embargo: _fitting(seal(embargo, key))) if key else None


def _fitting(embargo: Embargo) -> Embargo | None:
    return embargo if embargo.sealed and weight(embargo.sealed) <= MOST_BYTES else None


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


class _Drafts:
    """The drafts of an installation, whose digests are all made with one key.

    It is drawn once and lies in the documents themselves: the same draft gives the same entry when it is read again,
    and what several drafts share can be told.
    """

    def __init__(self, known: Iterable[RegisterEntry]) -> None:
        embargoes = (entry for entry in known if isinstance(entry, Embargo) and entry.sealed is None)
        documents = (one for entry in embargoes for one in entry.documents)
        self._key = next((one.key for one in documents if one.key), "") or token_hex(_KEY_BYTES)

    def fingerprint(self, file: str, path: str) -> Document | None:
        """A document beside a register file: how many words it has, and digests of them, never the words."""
        return _document(file, path, self._key)


class _SealedDrafts:
    """The drafts of sealed embargoes; their key follows from the installation's and lies nowhere."""

    def __init__(self, secret: bytes) -> None:
        self._key = drafts_key(secret).hex()

    def fingerprint(self, file: str, path: str) -> Document | None:
        """The same, before it is sealed."""
        return _document(file, path, self._key)


def _document(file: str, path: str, key: str) -> Document | None:
    raw = _draft(Path(file).parent / path)
    return None if raw is None else document_of(path, raw, key)


def document_of(name: str, raw: bytes, key: str) -> Document | None:
    """What is kept of a draft with these bytes under this key, in hexadecimal; None where they are no text."""
    text = _text(raw)
    if text is None:
        return None
    left = traces(text, bytes.fromhex(key))
    return Document(
        name=name,
        sha256=sha256(raw).hexdigest(),
        words=len(text.split()),
        key=key,
        quotes=left.quotes,
        stems=left.stems,
        grams=left.grams,
    )


def _draft(path: Path) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > LONGEST_DOCUMENT:
            return None  # the fingerprint of a part would be taken for that of the whole, and a pipe may never end
        return path.read_bytes()
    except OSError:
        return None


def _text(raw: bytes) -> str | None:
    """The text of a file; None where it is none, such as the pages of a word processor."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
