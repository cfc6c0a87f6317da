"""What register entries are called."""

from collections.abc import Iterator

from streams.situation.model import Registers


def title_of(registers: Registers, register: str) -> str:
    """The title of an entry (`Embargo/x`); its id where it has none, or is not declared any more."""
    return dict(_titles(registers)).get(register) or register.partition("/")[2]


def _titles(registers: Registers) -> Iterator[tuple[str, str]]:
    yield from ((f"Embargo/{one.id}", one.title) for one in registers.embargoes)
    yield from ((f"Crisis/{one.id}", one.title) for one in registers.crises)
    yield from ((f"Policy/{one.id}", one.title) for one in registers.policies)
