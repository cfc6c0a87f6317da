"""A situation reduced to what looks back."""

from dataclasses import replace
from functools import lru_cache

from streams.situation.model import Registers


@lru_cache(maxsize=8)
def only(registers: Registers, names: tuple[str, ...]) -> Registers:
    """The registers with these entries (`Embargo/x`) alone, and without the rules for brand accounts.

    Those need a whole past. The same object for the same question, so that what is compiled from it stays.
    """
    return replace(
        registers,
        embargoes=tuple(item for item in registers.embargoes if f"Embargo/{item.id}" in names),
        crises=tuple(item for item in registers.crises if f"Crisis/{item.id}" in names),
        policies=tuple(policy for policy in registers.policies if policy.rule == "severity"),
    )
