"""Sealed embargoes in posts: which of their terms a post opens, and which facts and cues it has.

Nothing is matched here for good. What a post writes is cut into all forms in which a term may be written; where one of
them has the digest of a sealed term, it opens that term's text, and the open detector judges the post by it. So what
is found is found with the same places, notes and weights as in the open mode, or not at all. Work is bounded, and
depends on nothing but the part that is looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import Final, Generic, TypeVar

from streams.detect.phrases import Hit
from streams.detect.reading import Part
from streams.detect.sealed_skeletons import alone, chunks, odd_ones, together
from streams.detect.sealed_words import LONGEST, Rare, names, pieces, slip_keys, stems, two_slip_keys, without_anchor
from streams.detect.sealing import BEGIN, BROKEN, CUE, END, FACT, NOUN, WORDS, alias
from streams.registers import Embargo, Lock, Term
from streams.text.lexicon import common_words
from streams.text.seals import FORM, HEAD, TAG, KeyMissing, SealKey

REMEMBERED: Final = 50_000  # words of each kind; a bound on memory
_CLOSELY: Final = 300  # words of one part that no list of common words knows, and that are cut into pieces
_BEGUN: Final = 100  # places of one part at which a name of several words may begin
_ENDS: Final = 200  # words of a reply that are looked at for the end of a name
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False)
class Locked:
    """A sealed term of an embargo (`Embargo/x`); the text of `term` is its alias."""

    register: str
    term: Term
    body: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed term with what it says, known from a post that says it."""

    register: str
    term: Term
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a post may be: digests that open terms, hints that a name begins, and registers it is a cue of."""

    opens: tuple[bytes, ...] = ()
    begins: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()


class _Remembered(dict[str, Found], Generic[Found]):
    """What was found out of a word, computed when first met."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        found = self._find(word)
        if len(self) < REMEMBERED:
            self[word] = found
        return found


class Sealed:
    """All embargoes that are sealed with one key. `anchors` are words that may be glued to a weak term."""

    def __init__(self, secret: bytes, embargoes: Iterable[Embargo], anchors: Iterable[str]) -> None:
        self._key = SealKey(secret)
        self._anchors = tuple(dict.fromkeys(anchors))
        self._locks: defaultdict[bytes, list[tuple[bytes, Locked]]] = defaultdict(list)
        self._places: dict[tuple[str, Term], int] = {}
        self._facts: defaultdict[bytes, list[tuple[str, str]]] = defaultdict(list)
        self._cues: defaultdict[bytes, set[str]] = defaultdict(set)
        self._begins: defaultdict[bytes, list[str]] = defaultdict(list)
        self._heads: set[bytes] = set()
        self._counted: set[bytes] = set()
        self._longest, self._letters = 0, 0
        for embargo in embargoes:
            self._take(embargo)
        self._plain = _Remembered(self._as_it_is)
        self._cut = _Remembered(self._in_pieces)
        self._slipped = _Remembered(self._with_two_slips)
        self._values = _Remembered(lambda value: self._facts.get(self._key.digest(FACT + value)[:TAG], []))
        self._nouns = _Remembered(lambda noun: self._key.digest(NOUN + noun)[:TAG] in self._counted)
        self._odd = _Remembered(lambda chunk: tuple(self._opens(alone(chunk, self._letters))))
        self._ends = _Remembered(self._one_digest)

    def _take(self, embargo: Embargo) -> None:
        register, sealed = f"Embargo/{embargo.id}", embargo.sealed
        if sealed is None:
            return
        self._take_terms(register, embargo.terms, sealed.locks)
        for values in dict.fromkeys(sealed.values):
            if (fact := alias("fact", values)) in embargo.facts:
                for value in _packed(values, TAG):
                    self._facts[value].append((register, fact))
        for cue in _packed(sealed.cues, TAG):
            self._cues[cue].add(register)
        for begin in _packed(sealed.begins, TAG):
            self._begins[begin].append(register)
        self._counted.update(_packed(sealed.nouns, TAG))
        self._heads.update(_packed(sealed.heads, HEAD))
        self._longest, self._letters = max(self._longest, sealed.words), max(self._letters, sealed.letters)

    def _take_terms(self, register: str, terms: Sequence[Term], locks: Sequence[Lock]) -> None:
        """Perhaps not all terms are here; one that stands twice, with other needs, has the same alias twice."""
        named = defaultdict[str, list[Term]](list)
        for place, term in enumerate(terms):
            named[term.text].append(term)
            self._places[register, term] = place
        for lock in locks:
            for term in named[alias("term", lock.body)]:
                locked = Locked(register, term, lock.body)
                for form in _packed(lock.forms, FORM):
                    self._locks[form[:TAG]].append((form[TAG:], locked))

    def facts(self, value: str) -> Sequence[tuple[str, str]]:
        """The registers that have this value as a fact, each with the fact's alias."""
        return self._values[value]

    @cached_property
    def nouns(self) -> Container[str]:
        """What facts count."""
        return _Nouns(self._nouns)

    @property
    def counts(self) -> bool:
        """Whether there are facts that count something."""
        return bool(self._counted)

    @property
    def has_facts(self) -> bool:
        """Whether there are facts."""
        return bool(self._facts)

    def cues(self, part: Part) -> Iterator[Hit[str]]:
        """The own cues in this part, under their registers."""
        tokens, plain = part.words.split() if self._cues else [], self._plain
        telling = [at for at, token in enumerate(tokens) if plain[token] is not _NOTHING]
        if not telling:
            return
        places = list(accumulate((len(token) + 1 for token in tokens), initial=1))
        for at in telling:
            yield from (Hit(register, places[at], places[at + 1] - 1) for register in plain[tokens[at]].cues)
        for at in islice((at for at in telling if plain[tokens[at]].begins), _BEGUN):
            for end in range(at + 2, min(len(tokens), at + self._longest) + 1):
                tag = self._key.digest(CUE + " ".join(tokens[at:end]))[:TAG]
                yield from (Hit(register, places[at], places[end] - 1) for register in self._cues.get(tag, ()))

    def opened(self, part: Part, *, guesses: bool) -> list[Opened]:
        """The terms that this part of a post opens, in the order of embargoes and terms.

        With `guesses` also those of which so little is right that only their surroundings can tell.
        """
        digests = chain(self._in_words(part.words.split(), guesses=guesses), self._in_skeletons(part.text))
        found = dict.fromkeys(one for digest in dict.fromkeys(digests) for one in self._texts(digest))
        return sorted(found, key=lambda one: (one.register, self._places[one.register, one.term]))

    def heads(self, tokens: Sequence[str]) -> Iterator[str]:
        """The last words of a text, as many as may begin a name."""
        return (" ".join(tokens[-size:]) for size in range(1, min(len(tokens), max(1, self._longest - 1)) + 1))

    def begun(self, head: str, *, broken: bool) -> Iterator[tuple[str, str]]:
        """The registers of which a name may begin so, with a mark of this beginning."""
        for kind in (BEGIN, BROKEN) if broken else (BEGIN,):
            for register in self._begins.get(self._key.digest(kind + head)[:TAG], ()):
                yield register, self.mark(head)

    def mark(self, head: str) -> str:
        """What stands for the beginning of a name where none of its words may."""
        return self._key.digest(BEGIN + head)[:TAG].hex()

    def ended(self, tokens: Sequence[str]) -> Iterator[tuple[str, Opened]]:
        """The words among these with which a name ends that may have begun in another post, and the term it is."""
        for size in range(1, max(1, self._longest - 1) + 1):
            runs = (" ".join(tokens[at : at + size]) for at in range(min(len(tokens) - size + 1, _ENDS)))
            for tail in dict.fromkeys(runs):
                for digest in self._ends[END + tail]:
                    yield from ((tail, one) for one in self._texts(digest))

    def _texts(self, digest: bytes) -> Iterator[Opened]:
        for wrapped, locked in self._locks.get(digest[:TAG], ()):
            text = self._key.opened(digest, wrapped, locked.body)
            if text is not None:
                yield Opened(locked.register, locked.term, text)

    def _opens(self, forms: Iterable[str]) -> Iterator[bytes]:
        """The digests among those of these forms that open a term."""
        for form in forms:
            digest = self._key.digest(form)
            if digest[:TAG] in self._locks:
                yield digest

    def _in_words(self, tokens: Sequence[str], *, guesses: bool) -> Iterator[bytes]:
        common = common_words()
        plain, begun = self._plain, dict[int, list[str]]()
        rare = dict.fromkeys(islice(dict.fromkeys(one for one in tokens if one not in common), _CLOSELY))
        for at, token in enumerate(tokens):
            word = plain[token]
            if word.opens:
                yield from word.opens
            if word.begins:
                begun.setdefault(at, []).extend(word.begins)
            if token in rare:
                for cut in (self._cut[token], self._slipped[token]) if guesses else (self._cut[token],):
                    yield from cut.opens
                    if cut.begins:
                        begun.setdefault(at, []).extend(cut.begins)
        slips = (slip_keys, two_slip_keys) if guesses else (slip_keys,)
        for at, begins in islice(begun.items(), _BEGUN):
            yield from self._opens(names(tokens, at, begins, self._longest, Rare(rare, slips)))

    def _as_it_is(self, token: str) -> Word:
        """The word as it stands, and without an ending."""
        cues = self._cues.get(self._key.digest(CUE + token)[:TAG], ()) if self._cues else ()
        word = self._asked((WORDS + one for one in stems(token)), frozenset(cues))
        begins = tuple(one for one in word.begins if one == WORDS + token)
        return replace(word, begins=begins) if word.begins != begins else word

    def _in_pieces(self, token: str) -> Word:
        """The pieces of a word that no list knows: compounds, names glued to an anchor, slips."""
        if len(token) > LONGEST:
            return _NOTHING
        return self._asked((*pieces(token), *without_anchor(token, self._anchors), *slip_keys(token)))

    def _with_two_slips(self, token: str) -> Word:
        return self._asked(two_slip_keys(token))

    def _asked(self, forms: Iterable[str], cues: frozenset[str] = frozenset()) -> Word:
        """What these forms open, and which of them may begin a name."""
        opens, begins = list[bytes](), list[str]()
        digest_of, locks, heads = self._key.digest, self._locks, self._heads
        for form in forms:
            digest = digest_of(form)
            if digest[:TAG] in locks:
                opens.append(digest)
            if digest[FORM:] in heads:
                begins.append(form)
        return Word(tuple(opens), tuple(begins), cues) if opens or begins or cues else _NOTHING

    def _in_skeletons(self, text: str) -> Iterator[bytes]:
        if self._letters:
            found = chunks(text)
            for chunk in odd_ones(found):
                yield from self._odd[chunk.text]
            yield from self._opens(together(found, self._letters, self._longest))

    def _one_digest(self, form: str) -> tuple[bytes, ...]:
        return tuple(self._opens((form,)))


class _Nouns:
    """The nouns of sealed counts, as a container that can be asked and not read."""

    def __init__(self, known: Mapping[str, bool]) -> None:
        self._known = known

    def __contains__(self, noun: object) -> bool:
        return isinstance(noun, str) and self._known[noun]


_NOTHING: Final = Word()


def shelves(embargoes: Iterable[Embargo], keys: Mapping[str, bytes], anchors: Sequence[str]) -> tuple[Sealed, ...]:
    """The sealed embargoes by their keys, mostly one. Raises `KeyMissing`."""
    sealed: defaultdict[str, list[Embargo]] = defaultdict(list)
    for embargo in embargoes:
        if embargo.sealed:
            sealed[embargo.sealed.key].append(embargo)
    return tuple(Sealed(_key_for(name, keys, some[0]), some, anchors) for name, some in sorted(sealed.items()))


def _key_for(name: str, keys: Mapping[str, bytes], embargo: Embargo) -> bytes:
    if name in keys:
        return keys[name]
    here = f"has only the key {', '.join(sorted(keys))}" if keys else "has no key"
    raise KeyMissing(
        f"Embargo/{embargo.id} is sealed with the key {name}, and this process {here}: set seal.key_file "
        "(VORLAUT_SEAL__KEY_FILE) to the file of that key, or apply the embargo again with the key in use"
    )


def _packed(packed: bytes, size: int) -> Iterator[bytes]:
    return (packed[at : at + size] for at in range(0, len(packed), size))
