"""What became of lines, in numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.refusal import RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many posts were accepted and refused (by reason), and how many lines are dead letters."""

    accepted: int = 0
    refused: Mapping[RefusalReason, int] = field(default_factory=dict)
    dead_letters: int = 0

    @property
    def posts(self) -> int:
        """The lines that were posts."""
        return self.accepted + sum(self.refused.values())

    @property
    def lines(self) -> int:
        """All lines but the blank ones."""
        return self.posts + self.dead_letters

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            accepted=self.accepted + other.accepted,
            refused=Counter(self.refused) + Counter(other.refused),
            dead_letters=self.dead_letters + other.dead_letters,
        )
