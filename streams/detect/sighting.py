"""A draft under embargo, and what of it was seen in a post."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil, log10
from typing import Final, Literal, NamedTuple

from streams.registers import Document

Trace = Literal["quote", "paraphrase"]
_MANY: Final = 100  # drafts; thresholds are given for so many, and fewer are met by chance less often


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A document of an embargo, with the company it belongs to."""

    register: str
    company: str
    document: Document


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words `start` to `end` (an index into the tokens of a part) that come from a draft.

    `bits` is what they tell; a draft is seen where all of its sightings in a part together have `needed`.
    """

    use: Trace
    draft: Draft
    start: int
    end: int
    bits: float
    needed: float


def common(known: Iterable[Draft], digests: Callable[[Document], Iterable[bytes]], share: float) -> frozenset[bytes]:
    """The digests that this share of a company's embargoes, two at least, have in their drafts."""
    companies: defaultdict[str, defaultdict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for draft in known:
        companies[draft.company][draft.register].update(digests(draft.document))
    return frozenset[bytes]().union(*(_shared(list(embargoes.values()), share) for embargoes in companies.values()))


def _shared(embargoes: Sequence[set[bytes]], share: float) -> frozenset[bytes]:
    times = Counter(chain.from_iterable(embargoes))
    enough = max(2, ceil(len(embargoes) * share))
    return frozenset(one for one, count in times.items() if count >= enough)


class Threshold(NamedTuple):
    """How many bits are enough where there are a hundred drafts, by how many they change with ten times as many."""

    many: float
    step: float
    least: float

    def among(self, drafts: int) -> float:
        """The bits needed among so many drafts."""
        return max(self.least, self.many + self.step * log10(max(1, drafts) / _MANY))
