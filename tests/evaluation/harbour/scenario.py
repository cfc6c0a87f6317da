"""The harbour: a group that builds storages, ferries, cranes and port software, and the people who work there."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tests.evaluation.cases import OTHER_LEAKS, TERM_LEAKS, Case, Document, Lang, Scenario
from tests.evaluation.harbour.building import build
from tests.evaluation.harbour.daily import everyday
from tests.evaluation.harbour.distractors import distractor
from tests.evaluation.harbour.drafts import drafted
from tests.evaluation.harbour.other_leaks import other_leak
from tests.evaluation.harbour.registers import documents
from tests.evaluation.harbour.telling import Telling
from tests.evaluation.harbour.term_leaks import term_leak
from tests.evaluation.harbour.world import slug
from tests.evaluation.harbour.writer import Writer


class Harbour:
    """A `Scenario`."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._world = build(seed)
        self._drafts = drafted(self._world, seed)
        self.registers: Sequence[Document] = documents(self._world)
        self.drafts: Mapping[str, str] = {draft.path: draft.text for draft in self._drafts}

    def cases(self, kind: str, lang: Lang, number: int) -> Iterator[Case]:
        """So many cases of this kind and language; the first ones are always the same."""
        rng = random.Random(f"harbour cases {self._seed} {kind} {lang}")
        telling = Telling(self._world, self._drafts, kind, lang, rng)
        make = term_leak if kind in TERM_LEAKS else other_leak if kind in OTHER_LEAKS else distractor
        posted = Counter[str]()
        for at in range(number):
            telling.ident = f"harbour-{self._seed}-{slug(kind)}-{lang}-{at}"
            case = make(telling)
            for _ in range(20):
                if posted[str(case.line["text"])] <= at // 100:
                    break
                case = make(telling)
            posted[str(case.line["text"])] += 1
            yield case

    def corporate(self, lang: Lang, number: int) -> Iterator[str]:
        """Texts about work without any secret."""
        rng = random.Random(f"harbour corporate {self._seed} {lang}")
        writer = Writer(self._world, lang, rng)
        for _ in range(number):
            yield everyday(writer, rng.choice(self._world.firms))


def make(seed: int) -> Scenario:
    """The scenario of this seed."""
    return Harbour(seed)
