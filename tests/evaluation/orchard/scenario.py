"""The scenario of a southern maker of kitchen things, plant-based food, drinks, wearables and apps."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tests.evaluation.cases import KINDS, TERM_LEAKS, Case, Document, Lang, Scenario
from tests.evaluation.orchard.corporate import corporate_text
from tests.evaluation.orchard.distractors import distractor
from tests.evaluation.orchard.drafts import Shelf, drafts_of, shelf_of
from tests.evaluation.orchard.other_leaks import QUOTES, crisis, facts, paraphrase, quote, thread
from tests.evaluation.orchard.posts import Desk
from tests.evaluation.orchard.registers import documents
from tests.evaluation.orchard.term_leaks import alt_text, term_leak
from tests.evaluation.orchard.words import rng_of
from tests.evaluation.orchard.world import World, world

_OTHERS: Final[Mapping[str, Callable[[Desk], Case]]] = {
    "paraphrase": paraphrase,
    "facts": facts,
    "thread": thread,
    "alt text": alt_text,
    "crisis": crisis,
}
_TRIES: Final = 40  # before a text that was posted already is posted again


def make(seed: int) -> Scenario:
    """The scenario of this seed."""
    return Orchard(seed)


class Orchard:
    """One company; its cases depend on seed, kind, language and their own number alone."""

    def __init__(self, seed: int) -> None:
        self._world: World = world(seed)
        self._shelf: Shelf = shelf_of(drafts_of(self._world))
        self.registers: Sequence[Document] = documents(self._world, self._shelf.drafts)
        self.drafts: Mapping[str, str] = {draft.path: draft.text for draft in self._shelf.drafts}

    def cases(self, kind: str, lang: Lang, number: int) -> Iterator[Case]:
        """So many cases; a longer run starts with a shorter one."""
        posted: Counter[object] = Counter()
        for at in range(number):
            case = self._fresh(kind, lang, at, posted)
            posted[_said(case)] += 1
            yield case

    def corporate(self, lang: Lang, number: int) -> Iterator[str]:
        """Everyday texts, hardly any twice."""
        posted: set[str] = set()
        for at in range(number):
            for turn in range(_TRIES):
                text = corporate_text(self._desk("corporate", lang, at, turn)).text
                if text not in posted:
                    break
            posted.add(text)
            yield text

    def _fresh(self, kind: str, lang: Lang, at: int, posted: Counter[object]) -> Case:
        found = [self._case(kind, self._desk(kind, lang, at, 0))]
        while posted[_said(found[-1])] and len(found) < _TRIES:
            found.append(self._case(kind, self._desk(kind, lang, at, len(found))))
        return min(found, key=lambda case: posted[_said(case)])

    def _desk(self, kind: str, lang: Lang, at: int, turn: int) -> Desk:
        sort = f"{KINDS.index(kind):02}" if kind in KINDS else kind
        prefix = f"orchard-{self._world.seed}-{lang}-{sort}-{at:05}"
        return Desk(self._world, rng_of(prefix, turn), lang, prefix)

    def _case(self, kind: str, desk: Desk) -> Case:
        if kind in TERM_LEAKS:
            return term_leak(desk, kind)
        if kind in QUOTES:
            return quote(desk, kind, self._shelf)
        return _OTHERS[kind](desk) if kind in _OTHERS else distractor(desk, kind)


def _said(case: Case) -> object:
    return case.line["text"], str(case.line.get("attachments")), tuple(line["text"] for line in case.before)
