"""The registers of Veltrona with their embargoes sealed."""

from typing import Final

from streams.detect.sealing import seal
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.policies.read_windows import Sealer
from streams.registers import Embargo, RegisterEntry
from streams.situation.fold import situation_of
from streams.situation.model import Situation
from streams.text.seals import key_id
from tests.veltrona import registers_text

SECRET: Final = bytes(range(32))
KEYS: Final = {key_id(SECRET): SECRET}


def sealed_entries(*documents: str, secret: bytes = SECRET) -> tuple[RegisterEntry, ...]:
    """These documents, or all of the company's, every embargo sealed."""
    text = registers_text(*documents).replace("kind: Embargo\n", "kind: Embargo\nsealed: true\n")
    sealer = Sealer(lambda _file, _path: None, lambda embargo: seal(embargo, secret))
    return load_registers([SourceFile("veltrona.yaml", text)], lambda _file, _path: None, (), sealer)


def sealed_embargo(*documents: str, secret: bytes = SECRET) -> Embargo:
    """The first embargo among them."""
    return next(entry for entry in sealed_entries(*documents, secret=secret) if isinstance(entry, Embargo))


def sealed_situation(*documents: str, keys: dict[str, bytes] | None = None) -> Situation:
    """What holds where they are declared, and these keys, or the right one, are here."""
    return situation_of(sealed_entries(*documents), KEYS if keys is None else keys)
