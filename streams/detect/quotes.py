"""Quotes from drafts: runs of four words that a post shares with a draft, weighed by how much their words tell.

Counting runs would take "in den letzten Jahren" for a leak; bits of surprise do not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from streams.detect.sighting import Draft, Sighting, Threshold, common
from streams.registers import Document
from streams.text.shingles import WIDTH
from streams.text.surprise import surprise
from streams.text.traces import QUOTE_BYTES, mark, runs_of, unpacked

ENOUGH: Final = Threshold(many=68.0, step=31.0, least=45.0)
_BOILERPLATE: Final = 1 / 3  # of a company's embargoes: what it says everywhere, of itself above all
_BESIDE: Final = 0.8  # of the bits of the best: what two embargoes' drafts have nearly alike is a quote of both


class Quotes:
    """The runs of words of these drafts, without what is boilerplate among all that are `known`."""

    def __init__(self, key: bytes, drafts: Iterable[Draft], known: Sequence[Draft]) -> None:
        self._key, self._needed = key, ENOUGH.among(len(known))
        boilerplate = common(known, runs_in, _BOILERPLATE)
        found: defaultdict[bytes, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for run in runs_in(draft.document):
                if run not in boilerplate:
                    found[run].append(draft)
        self._drafts = {run: tuple(some) for run, some in found.items()}

    def seen(self, tokens: Sequence[str]) -> Iterator[Sighting]:
        """The quotes in these words: of each embargo those from the draft that is quoted most."""
        runs: defaultdict[Draft, list[int]] = defaultdict(list)
        known: dict[tuple[str, ...], tuple[Draft, ...]] = {}
        for at, run in enumerate(runs_of(tokens)):
            if run not in known:
                known[run] = self._drafts.get(mark(" ".join(run), self._key, QUOTE_BYTES), ())
            for draft in known[run]:
                runs[draft].append(at)
        best: dict[str, list[Sighting]] = {}
        for draft, begins in runs.items():
            quoted = list(self._quoted(draft, begins, tokens))
            if told(quoted) > told(best.get(draft.register, ())):
                best[draft.register] = quoted
        enough = max([self._needed, *(_BESIDE * told(some) for some in best.values())])
        for some in best.values():
            if told(some) >= enough:
                yield from some

    def _quoted(self, draft: Draft, begins: Sequence[int], tokens: Sequence[str]) -> Iterator[Sighting]:
        """The ranges that runs beginning at these words cover, apart from each other."""
        covered = sorted({at + n for at in begins for n in range(WIDTH)})
        for _, some in groupby(enumerate(covered), key=lambda pair: pair[1] - pair[0]):
            words = [at for _, at in some]
            bits = sum(surprise(tokens[at]) for at in words)
            yield Sighting("quote", draft, words[0], words[-1] + 1, bits, self._needed)


def runs_in(document: Document) -> Iterator[bytes]:
    """The digests of a draft's runs of words."""
    return unpacked(document.quotes, QUOTE_BYTES)


def told(sightings: Iterable[Sighting]) -> float:
    """The bits of all of these."""
    return sum(one.bits for one in sightings)
