"""The made-up company of the demo: Veltrona, its people who opted in, its embargoes and, later, its crisis."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from services.declare.files import document_of
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Account, Crisis, Document, RegisterEntry

DRAFTS: Final = Path(__file__).parent / "registers" / "drafts"
_FIRST = ("company.yaml", "accounts.yaml", "embargoes.yaml")
_LATER = ("crisis.yaml",)
_KEY: Final = "0f" * 16  # drawn by chance elsewhere; what is made up has nothing to hide


@cache
def entries() -> tuple[RegisterEntry, ...]:
    """What is declared when the demo begins."""
    return _load(_FIRST, ())


def declared_files() -> Iterator[SourceFile]:
    """The files that declare all of it, the crisis and the drafts too."""
    yield from _sources((*_FIRST, *_LATER))
    yield from (SourceFile(f"{DRAFTS.name}/{one.name}", one.read_text("utf-8")) for one in sorted(DRAFTS.iterdir()))


@cache
def crisis() -> Crisis:
    """The crisis that is declared in the middle."""
    (declared,) = _load(_LATER, entries())
    if not isinstance(declared, Crisis):
        raise TypeError("crisis.yaml holds one crisis and nothing else")
    return declared


@cache
def accounts() -> dict[str, Account]:
    """The declared accounts by their id."""
    return {entry.id: entry for entry in entries() if isinstance(entry, Account)}


def _load(names: tuple[str, ...], known: tuple[RegisterEntry, ...]) -> tuple[RegisterEntry, ...]:
    return load_registers(list(_sources(names)), _document, known)


def _document(_file: str, path: str) -> Document | None:
    return document_of(path, (DRAFTS.parent / path).read_bytes(), _KEY)


def _sources(names: tuple[str, ...]) -> Iterator[SourceFile]:
    return (SourceFile(name, (DRAFTS.parent / name).read_text("utf-8")) for name in names)
