"""What the indices of an installation are called.

Everything is written and read through aliases, so that what lies behind them can be exchanged at once: `vorlaut-alerts`
points to `vorlaut-alerts-g1`. What happened lies in an index for each month, `vorlaut-decisions-g1-2026.11`, behind
`vorlaut-decisions` for readers and `vorlaut-decisions-2026.11` for writers. `g1` is the generation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Kind = Literal["alerts", "contents", "groups", "figures", "standings", "decisions", "deliveries"]

KINDS: Final[tuple[Kind, ...]] = ("alerts", "contents", "groups", "figures", "standings")
MONTHLY: Final[tuple[Kind, ...]] = ("decisions", "deliveries")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one installation; those of a view that is being built beside it have `view` in their aliases."""

    prefix: str
    view: str = ""

    @property
    def prefixed(self) -> str:
        """What every alias begins with."""
        return f"{self.prefix}-{self.view}"

    def alias(self, kind: Kind) -> str:
        """Where a kind is read, and unless it is monthly also written."""
        return self.prefixed + kind

    def monthly(self, kind: Kind, at: datetime) -> str:
        """Where what happened at a time is written."""
        return f"{self.alias(kind)}-{at:%Y.%m}"

    def index(self, kind: Kind, generation: int, month: str = "") -> str:
        """What lies behind an alias."""
        return f"{self.prefix}-{kind}-g{generation}{month and '-'}{month}"

    def generation(self, index: str) -> int:
        """Which generation an index belongs to."""
        return int(index.rsplit("-g", 1)[1].split("-", 1)[0])

    def every(self, kind: Kind) -> str:
        """What the indices of a kind begin with, of every generation."""
        return f"{self.prefix}-{kind}-g"

    def patterns(self) -> Iterator[tuple[Kind, str]]:
        """By kind, what its indices of every generation are called."""
        for kind in (*KINDS, *MONTHLY):
            yield kind, f"{self.every(kind)}*"
