"""An embargo made unreadable: its terms, facts and cues become digests before anybody keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Final, Literal

from streams.detect import term_disguises
from streams.detect.cuts import cuts
from streams.detect.term_patterns import Pattern, Spelling, spellings
from streams.detect.term_slips import Aim, aims
from streams.registers import Document, Embargo, Lock, Seal, Term
from streams.text.counts import count_of, counted
from streams.text.facts import declared_fact
from streams.text.fold import word_view
from streams.text.seals import FORM, TAG, SealKey, key_id
from streams.text.skeleton import skeleton
from streams.text.slips import shortened, twice_shortened

Kind = Literal["w", "s", "d", "e", "t", "b", "x", "y", "f", "n", "c", "h"]
WORDS: Final[Kind] = "w"  # as it stands in a word view
SKELETON: Final[Kind] = "s"  # its bare letters
SLIP: Final[Kind] = "d"  # with one letter of one word left out
TWICE: Final[Kind] = "e"  # with at most two letters of one word left out
THIN: Final[Kind] = "t"  # its bare letters with one of them left out
BEGIN: Final[Kind] = "b"  # what stands of it in one post of a thread
BROKEN: Final[Kind] = "x"  # the same, where the text says that it breaks off within a word
END: Final[Kind] = "y"  # what stands of it in the next
FACT: Final[Kind] = "f"
NOUN: Final[Kind] = "n"
CUE: Final[Kind] = "c"
FILE: Final[Kind] = "h"
MOST_BYTES: Final = 400_000  # of one embargo: its event must stay below what a broker takes
MAY_SLIP_TWICE: Final = range(7, 21)  # letters of a word; in longer ones two slips are rare, and cost their square
_LEET_LETTERS: Final = 6


def seal(embargo: Embargo, secret: bytes) -> Embargo:
    """The embargo with aliases for what it says, and digests to find it by. The same under the same key, every time.

    Its documents must have been made with `streams.text.seals.drafts_key`.
    """
    key = SealKey(secret)
    cues = [words for cue in embargo.cues if (words := word_view(cue).strip())]
    spelled = [one for term in embargo.terms for one in spellings(0, _pattern(term))]
    broken = [cut for term in embargo.terms for cut in cuts(term.text, term)]
    sealed = Seal(
        key=key_id(secret),
        locks=tuple(key.lock(term.text, forms(term)) for term in embargo.terms),
        values=tuple(key.tags(FACT + value for value in declared_fact(fact)) for fact in embargo.facts),
        nouns=key.tags(NOUN + counted(count) for fact in embargo.facts if (count := count_of(fact))),
        cues=key.tags(CUE + cue for cue in cues),
        heads=key.heads((*_begins(spelled), *(WORDS + cue.split()[0] for cue in cues if " " in cue))),
        begins=key.tags((BROKEN if cut.within else BEGIN) + cut.head for cut in broken),
        words=max((len(words.split()) for words in (*(one.text for one in spelled), *cues)), default=0),
        letters=max((len(skeleton(one.text)) for one in spelled), default=0),
    )
    locked = zip(embargo.terms, sealed.locks, strict=True)
    return replace(
        embargo,
        terms=tuple(replace(term, text=alias("term", lock.body)) for term, lock in locked),
        facts=tuple(alias("fact", values) for values in sealed.values),
        documents=tuple(_document(one, key, sealed.key) for one in embargo.documents),
        cues=(),
        sealed=sealed,
    )


def alias(thing: str, made: bytes) -> str:
    """What a term, fact or document is called where what it says must not stand.

    `made` is what the key made of it: the same says the same wherever it stands, and nothing else gets its name.
    """
    return f"sealed {thing} {blake2b(made, digest_size=4).hexdigest()}"


def weight(seal: Seal) -> int:
    """How many bytes a seal has, nearly."""
    packed = (seal.cues, seal.nouns, seal.heads, seal.begins, *seal.values)
    return sum(len(lock.forms) + len(lock.body) for lock in seal.locks) + sum(map(len, packed))


def forms(term: Term) -> Iterator[str]:
    """Everything that opens a term: what must be written, at least, for the open detector to look at it closely.

    Endings, and what stands around a term in a compound, are not among them: they are taken off the words of a post.
    """
    yield from (END + cut.tail for cut in cuts(term.text, term))
    for one in spellings(0, _pattern(term)):
        yield WORDS + one.text
        if not (one.glued or one.inflected) and (form := term_disguises.form(one)):
            yield SKELETON + form.letters
        for aim in aims(one):
            yield from (kind + (aim.before + key + aim.after).strip() for kind, key in _slipped(aim))
            yield from _thin(aim)


def _pattern(term: Term) -> Pattern:
    return Pattern(term.text, "term", weak=bool(term.needs))


def is_of(text: str, lock: Lock, key: SealKey) -> bool:
    """Whether this text, in any case, is a sealed term or one of its spellings."""
    tag = key.digest(WORDS + word_view(text).strip())[:TAG]
    return any(lock.forms[at : at + TAG] == tag for at in range(0, len(lock.forms), FORM))


def _thin(aim: Aim) -> Iterator[str]:
    letters = skeleton(aim.word)
    if aim.word.isalpha() and len(letters) >= _LEET_LETTERS:
        before, after = ([thin(word) for word in side.split()] for side in (aim.before, aim.after))
        for key in (letters, *shortened(letters)):
            yield THIN + " ".join((*before, key, *after))


def thin(word: str) -> str:
    """A word of a name as it stands beside one with a slip in leet: numbers are written out, letters are bare."""
    return word if word.isdigit() else skeleton(word)


def _slipped(aim: Aim) -> Iterator[tuple[Kind, str]]:
    """A word with slips, by what is left of it."""
    yield from ((SLIP, key) for key in (aim.word, *shortened(aim.word)))
    if aim.word.isalpha() and len(aim.word) in MAY_SLIP_TWICE:
        yield from ((TWICE, key) for key in twice_shortened(aim.word))


def _begins(spelled: Iterable[Spelling]) -> Iterator[str]:
    """How names of several words may begin: with their first word, or with a slip in it."""
    for one in spelled:
        if len(one.words) > 1 and not one.glued:
            yield WORDS + one.words[0]
            for aim in aims(one):
                if not aim.at:
                    yield from (kind + key for kind, key in _slipped(aim))


def _document(document: Document, key: SealKey, name: str) -> Document:
    """A draft by an alias; the digest of the file is keyed too, so that nobody can tell by it which file it was."""
    digest = key.digest(FILE + document.sha256)
    return replace(document, name=alias("document", digest), sha256=digest.hex(), key=name)
