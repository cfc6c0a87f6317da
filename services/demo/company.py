"""The made-up company of the demo: Veltrona, its people who opted in, its embargoes and, later, its crisis."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Account, Crisis, RegisterEntry

_FIRST = ("company.yaml", "accounts.yaml", "embargoes.yaml")
_LATER = ("crisis.yaml",)


@cache
def entries() -> tuple[RegisterEntry, ...]:
    """What is declared when the demo begins."""
    return _load(_FIRST, ())


def declared_files() -> Iterator[SourceFile]:
    """The files that declare all of it, the crisis too."""
    return _sources((*_FIRST, *_LATER))


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
    return load_registers(list(_sources(names)), lambda _file, _path: None, known)


def _sources(names: tuple[str, ...]) -> Iterator[SourceFile]:
    folder = files("services.demo") / "registers"
    return (SourceFile(name, (folder / name).read_text("utf-8")) for name in names)
