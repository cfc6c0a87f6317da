"""Many strings looked for in one pass."""

from collections.abc import Collection
from typing import Final, Protocol, cast

from ahocorasick_rs import AhoCorasick, Implementation

_FEW: Final = 4_000  # strings; of more, a table of every state would cost more to build and to hold than it saves


class Automaton(Protocol):
    """Finds strings by their number, with start and end, in the order of their ends."""

    def find_matches_as_indexes(self, haystack: str, *, overlapping: bool) -> list[tuple[int, int, int]]:
        """The matches in a text."""
        ...


def automaton(needles: Collection[str]) -> Automaton:
    """An automaton for these strings: of few the one that searches fastest, of many the one that is built fastest."""
    kind = Implementation.DFA if len(needles) <= _FEW else Implementation.ContiguousNFA
    return cast("Automaton", AhoCorasick(needles, implementation=kind))
