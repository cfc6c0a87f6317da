"""Names cut in two, as people do who tell one half in one post and the other in the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from streams.detect.cues import ANCHORS
from streams.registers import Term
from streams.text.fold import word_view
from streams.text.lexicon import is_common

_LEAST: Final = 3  # letters on each side where a word is cut
_ANCHORS: Final = tuple(word_view(anchor).strip() for anchor in ANCHORS)


@dataclass(frozen=True, slots=True)
class Cut:
    """The two parts of a name, folded; one cut `within` a word counts only where a text says that it breaks off."""

    head: str
    tail: str
    within: bool = False


def cuts(text: str, term: Term) -> Iterator[Cut]:
    """The cuts of a term that says `text`: between words, coined words within; a weak word behind what anchors it."""
    words = word_view(text).split()
    if not {"cue", "anchor"}.isdisjoint(term.needs):
        yield from (Cut(anchor, " ".join(words)) for anchor in _ANCHORS)
    elif not term.needs:
        yield from (Cut(*cut) for cut in _cut(words, " "))
        if len(words) == 1 and not is_common(words[0]):
            yield from (Cut(*cut, within=True) for cut in _cut(list(words[0]), ""))


def _cut(pieces: Sequence[str], glue: str) -> Iterator[tuple[str, str]]:
    least = 1 if glue else _LEAST
    for cut in range(least, len(pieces) - least + 1):
        yield glue.join(pieces[:cut]), glue.join(pieces[cut:])
