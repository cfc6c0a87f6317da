"""How far a reader came in one partition, counted in events while Kafka counts in whole records."""

from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(slots=True)
class Progress:
    """`next` is the offset to be committed: what lies before it is passed, and `within` events of that record, too."""

    next: int
    within: int = 0
    committed: int = 0
    _sizes: dict[int, int] = field(default_factory=dict)

    def copy(self) -> Self:
        """One that goes on by itself."""
        return replace(self, _sizes=dict(self._sizes))

    def read(self, offset: int, events: int) -> int:
        """A record with so many events was read; returns how many of them were passed before."""
        self._sizes[offset] = events
        return self.within if offset == self.next else 0

    def advance(self, offset: int, index: int) -> None:
        """The event in this place is passed, and all before it. A position never goes back."""
        size = self._sizes.get(offset)
        if size is None or (offset, index) < (self.next, self.within):
            return
        self.next, self.within = (offset + 1, 0) if index + 1 >= size else (offset, index + 1)
        for passed in [known for known in self._sizes if known < self.next]:
            del self._sizes[passed]
