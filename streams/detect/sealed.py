"""Sealed embargoes in posts: which of their terms a post opens, and which facts and cues it has.

Nothing is matched here for good. What a post writes is cut into all forms in which a term may be written; where one of
them has the digest of a sealed term, it opens that term's text, and the open detector judges the post by it. So what
is found is found with the same places, notes and weights as in the open mode, or not at all. Work is bounded, and
depends on nothing but the part that is looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Final, Generic, TypeVar

from streams.detect.reading import Part
from streams.detect.sealed_skeletons import chunks, disguised
from streams.detect.sealing import CUE, FACT, NOUN, SLIP, WORDS
from streams.detect.term_slips import readings
from streams.registers import Embargo, Term
from streams.text.inflect import ENDINGS
from streams.text.lexicon import common_words
from streams.text.seals import FORM, HEAD, TAG, KeyMissing, SealKey, head
from streams.text.slips import shortened

REMEMBERED: Final = 50_000  # words of each kind; a bound on memory
_CLOSELY: Final = 300  # words of one part that no list of common words knows, and that are cut into pieces
_BEGUN: Final = 100  # places of one part at which a name of several words may begin
_PIECE: Final = 5  # letters of a term that is found inside a compound
_HEAD: Final = 4  # letters of the first word of a name that is found at the end of one
_TAIL: Final = 1
_SLIPPED: Final = range(5, 41)  # letters of a word that may hold a slip
_LONGEST: Final = 40  # letters of a word that is cut into pieces
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False)
class Locked:
    """A sealed term of an embargo (`Embargo/x`); the text of `term` is its alias."""

    register: str
    company: str
    term: Term
    body: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A sealed term with what it says, known from a post that says it."""

    register: str
    company: str
    term: Term
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a post may be: digests that open terms, hints that a name begins, and registers it is a cue of."""

    opens: tuple[bytes, ...] = ()
    begins: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
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
        self._facts: defaultdict[bytes, list[tuple[str, str]]] = defaultdict(list)
        self._cues: defaultdict[bytes, set[str]] = defaultdict(set)
        self._heads: set[bytes] = set()
        self._counted: set[bytes] = set()
        self._longest, self._letters = 0, 0
        for embargo in embargoes:
            self._take(embargo)
        self._plain = _Remembered(self._as_it_is)
        self._cut = _Remembered(self._in_pieces)
        self._values = _Remembered(lambda value: self._facts.get(self._key.digest(FACT + value)[:TAG], []))
        self._nouns = _Remembered(lambda noun: self._key.digest(NOUN + noun)[:TAG] in self._counted)
        self._skeletons = _Remembered(self._one_digest)

    def _take(self, embargo: Embargo) -> None:
        register, sealed = f"Embargo/{embargo.id}", embargo.sealed
        if sealed is None:
            return
        for term, lock in zip(embargo.terms, sealed.locks, strict=True):
            locked = Locked(register, embargo.company, term, lock.body)
            for form in _packed(lock.forms, FORM):
                self._locks[form[:TAG]].append((form[TAG:], locked))
        for fact, values in zip(embargo.facts, sealed.values, strict=True):
            for value in _packed(values, TAG):
                self._facts[value].append((register, fact))
        for cue in _packed(sealed.cues, TAG):
            self._cues[cue].add(register)
        self._counted.update(_packed(sealed.nouns, TAG))
        self._heads.update(_packed(sealed.heads, HEAD))
        self._longest, self._letters = max(self._longest, sealed.words), max(self._letters, sealed.letters)

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

    def cues(self, part: Part) -> set[str]:
        """The registers of which this part has an own cue."""
        if not self._cues:
            return set()
        tokens = part.words.split()
        found = {register for token in dict.fromkeys(tokens) for register in self._plain[token].cues}
        for at in islice((n for n, token in enumerate(tokens) if self._plain[token].begins), _BEGUN):
            for end in range(at + 2, min(len(tokens), at + self._longest) + 1):
                found |= self._cues.get(self._key.digest(CUE + " ".join(tokens[at:end]))[:TAG], set())
        return found

    def opened(self, part: Part) -> list[Opened]:
        """The terms that this part of a post opens, in the order of embargoes and terms."""
        found: dict[tuple[str, str], Opened] = {}
        for digest in (*self._in_words(part.words.split()), *self._in_skeletons(part.text)):
            for wrapped, locked in self._locks.get(digest[:TAG], ()):
                place = (locked.register, locked.term.text)
                if place not in found and (text := self._key.opened(digest, wrapped, locked.body)) is not None:
                    found[place] = Opened(locked.register, locked.company, locked.term, text)
        return sorted(found.values(), key=lambda one: (one.register, len(one.term.text), one.term.text))

    def _opens(self, forms: Iterable[str]) -> Iterator[bytes]:
        """The digests among those of these forms that open a term."""
        for form in forms:
            digest = self._key.digest(form)
            if digest[:TAG] in self._locks:
                yield digest

    def _in_words(self, tokens: Sequence[str]) -> Iterator[bytes]:
        common = common_words()
        plain, begun = self._plain, dict[int, list[str]]()
        rare = dict.fromkeys(islice(dict.fromkeys(one for one in tokens if one not in common), _CLOSELY))
        for at, token in enumerate(tokens):
            word = plain[token]
            if word.opens:
                yield from word.opens
            if word.begins:
                begun.setdefault(at, []).extend(word.begins)
            if token in rare and (cut := self._cut[token]) is not _NOTHING:
                yield from cut.opens
                if cut.begins:
                    begun.setdefault(at, []).extend(cut.begins)
        for at, begins in islice(begun.items(), _BEGUN):
            yield from self._opens(_names(tokens, at, begins, self._longest, rare))

    def _as_it_is(self, token: str) -> Word:
        """The word as it stands, and without an ending."""
        digest = self._key.digest(WORDS + token)
        cues = self._cues.get(self._key.digest(CUE + token)[:TAG], ()) if self._cues else ()
        opens = tuple(self._opens(WORDS + one for one in stems(token)))
        begins = (WORDS + token,) if head(digest) in self._heads else ()
        return Word(opens, begins, (), frozenset(cues)) if opens or begins or cues else _NOTHING

    def _in_pieces(self, token: str) -> Word:
        """The pieces of a word that no list knows: compounds, names glued to an anchor, slips."""
        if len(token) > _LONGEST:
            return _NOTHING
        inner = dict.fromkeys(piece for stem in stems(token) for piece in _suffixes(stem, _HEAD))
        digests = {piece: self._key.digest(WORDS + piece) for piece in inner}
        begins = [WORDS + piece for piece, digest in digests.items() if head(digest) in self._heads]
        whole = [WORDS + piece for piece in (*_prefixes(token, _PIECE), *self._without_anchor(token))]
        slips = [SLIP + key for key in slip_keys(token)]
        opens = [one for one in digests.values() if one[:TAG] in self._locks]
        opens += self._opens((*whole, *slips))
        begins += [slip for slip in slips if head(self._key.digest(slip)) in self._heads]
        return Word(tuple(opens), tuple(begins)) if opens or begins else _NOTHING

    def _without_anchor(self, token: str) -> Iterator[str]:
        for anchor in self._anchors:
            if token.startswith(anchor):
                yield from stems(token.removeprefix(anchor))
            for stem in stems(token):
                if stem.endswith(anchor):
                    yield stem.removesuffix(anchor)

    def _in_skeletons(self, text: str) -> Iterator[bytes]:
        if self._letters:
            for form in disguised(chunks(text), self._letters, self._longest):
                yield from self._skeletons[form]

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
    return tuple(Sealed(key_for(name, keys, some[0]), some, anchors) for name, some in sorted(sealed.items()))


def key_for(name: str, keys: Mapping[str, bytes], embargo: Embargo) -> bytes:
    """The key of this id. Raises `KeyMissing`."""
    if name in keys:
        return keys[name]
    here = f"has only the key {', '.join(sorted(keys))}" if keys else "has no key"
    raise KeyMissing(
        f"Embargo/{embargo.id} is sealed with the key {name}, and this process {here}: set seal.key_file "
        "(VORLAUT_SEAL__KEY_FILE) to the file of that key, or apply the embargo again with the key in use"
    )


def stems(token: str) -> Iterator[str]:
    """The token, and what is left of it without an ending."""
    yield token
    yield from (token[: -len(one)] for one in ENDINGS if token.endswith(one) and len(token) > len(one) + 1)


def slip_keys(token: str) -> Iterable[str]:
    """The word and its shortened forms, umlauts also as one letter."""
    if len(token) not in _SLIPPED:
        return ()
    return dict.fromkeys(key for one in readings(token) for key in (one, *shortened(one)))


def _names(tokens: Sequence[str], at: int, begins: Iterable[str], longest: int, rare: Container[str]) -> Iterator[str]:
    """Every form of a name of several words that begins here in one of these ways."""
    for begin, end in product(begins, range(at + 2, min(len(tokens), at + longest + 1) + 1)):
        kind, first, rest = begin[0], begin[1:], tokens[at + 1 : end]
        if len(rest) < longest:
            for last in _lasts(rest[-1], rare):
                yield kind + " ".join((first, *rest[:-1], last))
            if kind == WORDS:
                yield from _slipped(first, rest, rare)
        if len(rest) > 1:  # one letter of a word blanked out makes two of it
            for n in range(1, len(rest)):
                yield SLIP + " ".join((first, *rest[: n - 1], rest[n - 1] + rest[n], *rest[n + 1 :]))


def _slipped(first: str, rest: Sequence[str], rare: Container[str]) -> Iterator[str]:
    """The name with a slip in one of its later words."""
    for n, word in enumerate(rest):
        for key in slip_keys(word) if word in rare else ():
            yield SLIP + " ".join((first, *rest[:n], key, *rest[n + 1 :]))


def _lasts(token: str, rare: Container[str]) -> Iterable[str]:
    return dict.fromkeys((*stems(token), *(_prefixes(token, _TAIL) if token in rare else ())))


def _prefixes(token: str, least: int) -> Iterator[str]:
    return (token[:end] for end in range(least, min(len(token), _LONGEST)))


def _suffixes(token: str, least: int) -> Iterator[str]:
    return (token[at:] for at in range(1, len(token) - least + 1))


def _packed(packed: bytes, size: int) -> Iterator[bytes]:
    return (packed[at : at + size] for at in range(0, len(packed), size))
