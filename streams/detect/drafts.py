"""Drafts under embargo in posts: which sentences a post comes near, then whether it quotes or retells them.

Most posts share no two rare words with any two sentences of any draft, and are done after a look-up a word.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse, groupby
from operator import attrgetter
from typing import Final

from streams.detect.meaning import Meaning, Sentence
from streams.detect.quotes import Quotes
from streams.detect.sighting import Draft, Sighting
from streams.text.traces import STEM_BYTES, is_rare, mark, stem, unpacked, usual_words

NEAR_BITS: Final = 16.0  # of rare words: with less in two sentences there is neither quote nor retelling
REMEMBERED: Final = 50_000  # words; after so many all are forgotten, which bounds memory
_LEAST_WEIGHT: Final = 5.0  # of a word that every draft has: it is quoted as others are
PASSAGE: Final = 80  # words: a longer text shares a few with any sentence by chance
_CLOSELY: Final = 8  # passages of one text
Stems = Collection[str]
Near = list[tuple[float, list[Sentence]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A word that drafts have: its weight, and the numbers of the sentences that have its stem.

    `pairs` are the sentences that have it, or are followed by one that has, as bits; `both` those of which both hold.
    """

    weight: float
    sentences: tuple[int, ...]
    pairs: int
    both: int


class Drafts:
    """The drafts that are looked for; `known` are all there are, by which is told what many have in common.

    `public` are words that give nothing away by themselves.
    """

    def __init__(self, drafts: Iterable[Draft], known: Iterable[Draft], public: Iterable[str]) -> None:
        sought = sorted((one for one in drafts if one.document.key), key=_key)
        others, stems = list(known), frozenset(map(stem, public))
        self._shelves = [
            _Shelf(key, list(some), [one for one in others if one.document.key == key], stems)
            for key, some in groupby(sought, key=_key)
        ]

    def __bool__(self) -> bool:
        """Whether any is looked for."""
        return bool(self._shelves)

    def seen(self, tokens: Sequence[str]) -> list[Sighting]:
        """What the words of a view hold of the drafts."""
        return [sighting for shelf in self._shelves for sighting in shelf.seen(tokens)]


_key = attrgetter("document.key")


class _Words(dict[str, _Known | None]):
    """A word to what is known of it; None for most. Computed when first met."""

    def __init__(self, key: bytes, having: Mapping[bytes, tuple[int, ...]], weight: Callable[[str], float]) -> None:
        super().__init__()
        self._key, self._having, self._weight = key, having, weight

    def __missing__(self, word: str) -> _Known | None:
        having = self._having.get(mark(stem(word), self._key, STEM_BYTES)) if is_rare(word) else None
        entry = _known(max(_LEAST_WEIGHT, self._weight(word)), having) if having else None
        self[word] = entry
        return entry


class _Shelf:
    """The drafts whose digests were made with one key. Sentences are numbered; between two drafts is a gap."""

    def __init__(self, hexadecimal: str, drafts: Sequence[Draft], known: Sequence[Draft], public: Stems) -> None:
        key = bytes.fromhex(hexadecimal)
        self._quotes, self._meaning = Quotes(key, drafts, known), Meaning(key, known, public)
        self._sentences: list[Sentence | None] = []  # None is the gap
        for draft in drafts:
            of_draft = zip(draft.document.stems, draft.document.grams, strict=True)
            self._sentences += [*(Sentence(draft, stems, grams) for stems, grams in of_draft), None]
        self._words = _Words(key, _having(self._sentences), self._meaning.weight)

    def seen(self, tokens: Sequence[str]) -> Iterator[Sighting]:
        """Quotes, and retellings of what is not quoted as well."""
        if len(self._words) > REMEMBERED:  # never while a text is read, in which a word is one
            self._words.clear()
        passages = [(at, near) for at in _begins(len(tokens)) if (near := self._near(tokens[at : at + PASSAGE]))]
        if passages:
            quoted = list(self._quotes.seen(tokens))
            registers = {one.draft.register for one in quoted}
            yield from quoted
            yield from (one for one in self._retold(tokens, passages) if one.draft.register not in registers)

    def _retold(self, tokens: Sequence[str], passages: Iterable[tuple[int, Near]]) -> Iterable[Sighting]:
        """The best retelling of each register in the passages that come nearest."""
        best: dict[str, Sighting] = {}
        for at, near in sorted(passages, key=lambda one: -one[1][0][0])[:_CLOSELY]:
            for one in self._meaning.seen(tokens[at : at + PASSAGE], near):
                if one.draft.register not in best or one.bits > best[one.draft.register].bits:
                    best[one.draft.register] = replace(one, start=one.start + at, end=one.end + at)
        return best.values()

    def _near(self, tokens: Iterable[str]) -> Near:
        """Sentences, each with the next, that share enough rare words with a passage; what shares most is first."""
        met = list(dict.fromkeys(filter(None, map(self._words.__getitem__, _unusual(tokens)))))
        if not met or sum([known.weight for known in met]) < NEAR_BITS or _far(met):
            return []
        shared: defaultdict[int, float] = defaultdict(float)
        for known in met:
            weight = known.weight
            for number in known.sentences:
                shared[number] += weight
        both = [(shared[number] + shared.get(number + 1, 0.0), number) for number in tuple(shared)]
        nearest = sorted((-bits, number) for bits, number in both if bits >= NEAR_BITS)
        return [(-bits, [one for one in self._sentences[number : number + 2] if one]) for bits, number in nearest]


def _known(weight: float, sentences: tuple[int, ...]) -> _Known:
    having = sum(1 << number for number in sentences)
    return _Known(weight, sentences, having | having >> 1, having & having >> 1)


def _far(met: Iterable[_Known]) -> bool:
    """Whether no two of these words, which weigh too little alone, stand in two sentences in a row."""
    once = 0
    for known in met:
        if once & known.pairs or known.both:
            return False
        once |= known.pairs
    return True


def _unusual(tokens: Iterable[str]) -> Iterator[str]:
    """Without the words that are no sign of anything, half of most texts: a look into a small set is the cheapest."""
    return filterfalse(usual_words().__contains__, tokens)


def _begins(count: int) -> range:
    """Where passages begin; a short text is one, and of longer ones each overlaps the next by half."""
    return range(0, max(1, count - PASSAGE // 2), PASSAGE // 2)


def _having(sentences: Sequence[Sentence | None]) -> dict[bytes, tuple[int, ...]]:
    numbers: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        for one in unpacked(sentence.stems, STEM_BYTES) if sentence else ():
            numbers[one].append(number)
    return {one: tuple(some) for one, some in numbers.items()}
