"""Register files to entries: all of them, or every fault of every file at once."""

from collections.abc import Iterator, Sequence
from typing import Final, get_args

from streams.policies.agreement import Declared, company_ids, disagreements, with_company
from streams.policies.faults import RegisterErrors, SourceFile
from streams.policies.fields import Fields, Notes, fields_of
from streams.policies.kinds import kind_of
from streams.policies.nodes import documents
from streams.policies.read_cases import is_cases
from streams.policies.read_exemption import read_exemption
from streams.policies.read_people import read_account, read_company
from streams.policies.read_policy import read_policy
from streams.policies.read_windows import Fingerprint, Sealer, read_crisis, read_embargo
from streams.registers import RegisterEntry, RegisterKind

KINDS: Final[tuple[RegisterKind, ...]] = get_args(RegisterKind)


def load_registers(
    files: Sequence[SourceFile],
    fingerprint: Fingerprint,
    known: Sequence[RegisterEntry] = (),
    sealer: Sealer | None = None,
) -> tuple[RegisterEntry, ...]:
    """The entries of these files in their order. Raises `RegisterErrors` with every fault of every file.

    `fingerprint(file name, path)` gives a document, or None where it cannot be read. `known` is what is declared
    already: it may be referred to and, under the same kind and id, replaced. Without a `sealer` a sealed embargo is a
    fault.
    """
    notes = [Notes(file.name) for file in files]
    declared = [one for file, note in zip(files, notes, strict=True) for one in _read(file, note, fingerprint, sealer)]
    replaced = {one.key for one in declared}
    others = [
        one
        for one in (Declared(kind_of(entry), entry, "what is in force", None) for entry in known)
        if one.key not in replaced
    ]
    faults = [fault for note in notes for fault in note.faults]
    faults += disagreements(declared, others, [one for note in notes for one in note.references])
    if faults:
        raise RegisterErrors(faults)
    companies = company_ids([*others, *declared])
    return tuple(with_company(one.entry, companies) for one in declared)


def _read(file: SourceFile, notes: Notes, fingerprint: Fingerprint, sealer: Sealer | None) -> Iterator[Declared]:
    for node in documents(file, notes.faults):
        fields = fields_of(node, notes, "a document")
        if fields and is_cases(fields):
            continue
        kind = fields.choice("kind", KINDS, required=True) if fields else None
        if fields and kind:
            fields.title = kind
            yield Declared(kind, _entry(kind, fields, fingerprint, sealer), file.name, fields.line)
            fields.close()


def _entry(kind: RegisterKind, fields: Fields, fingerprint: Fingerprint, sealer: Sealer | None) -> RegisterEntry:
    match kind:
        case "Company":
            return read_company(fields)
        case "Account":
            return read_account(fields)
        case "Embargo":
            return read_embargo(fields, fingerprint, sealer)
        case "Crisis":
            return read_crisis(fields)
        case "Policy":
            return read_policy(fields)
        case "Exception":
            return read_exemption(fields)
