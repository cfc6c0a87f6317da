"""What may stand before and after a word in one token without making it another word: endings and compounds."""

from functools import lru_cache
from typing import Final

from streams.text.lexicon import is_common

LONGEST_REST: Final = 40  # letters of a compound beside the term; longer tokens are no words
ENDINGS: Final = frozenset(("s", "es", "en", "e", "n", "er", "ern", "ns", "ens"))
_LINKS: Final = ("s", "es", "n", "en", "er", "e", "ens")  # the letters that join German compounds
_BEFORE_HEADS: Final = ("vor", "nach", "haupt", "neben", "sonder", "ober", "unter", "pre", "super")
_SHORT_HEADS: Final = frozenset(("ur", "ex", "co", "it", "ki", "pr", "xl", "roh"))
_SHORTEST_PART: Final = 3
_SHORTEST_OF_TWO: Final = 4  # where a rest is cut in two, short parts would make words of anything


def is_ending(rest: str) -> bool:
    """Whether the rest of a token after a word is an inflection: "Falke|n"."""
    return rest in ENDINGS


@lru_cache(maxsize=4096)
def is_head(rest: str) -> bool:
    """Whether the rest of a token before a word makes a compound with it: "vertriebs|falke"."""
    if len(rest) > LONGEST_REST:
        return False
    if rest in _SHORT_HEADS:
        return True
    heads = [rest, *(rest.removeprefix(before) for before in _BEFORE_HEADS if rest.startswith(before))]
    return any(_is_part(one) or _is_linked(one) or _is_stem(one) or _is_of_two(one) for one in heads)


def _is_stem(head: str) -> bool:
    """Whether a verb lacks its ending: "pruef|falke"."""
    return len(head) >= _SHORTEST_OF_TWO and is_common(f"{head}en")


def _is_of_two(head: str) -> bool:
    """Whether a word stands before another that can be a head: "nullserien|falke"."""
    cuts = range(_SHORTEST_OF_TWO, len(head) - _SHORTEST_OF_TWO + 1)
    return any(_is_part(head[:cut]) and (_is_part(head[cut:]) or _is_linked(head[cut:])) for cut in cuts)


def _is_linked(head: str) -> bool:
    return any(head.endswith(link) and _is_part(head[: -len(link)]) for link in _LINKS)


@lru_cache(maxsize=4096)
def is_tail(rest: str) -> bool:
    """Whether the rest of a token after a word makes a compound with it: "falke|nmotor", "falke|produktionsleiter"."""
    if len(rest) > LONGEST_REST:
        return False
    return _is_tail(rest) or any(rest.startswith(link) and _is_tail(rest[len(link) :]) for link in _LINKS)


def _is_tail(rest: str) -> bool:
    cuts = range(_SHORTEST_OF_TWO, len(rest) - _SHORTEST_OF_TWO + 1)
    return _is_part(rest) or any(_is_part(rest[cut:]) and is_head(rest[:cut]) for cut in cuts)


def is_form(word: str) -> bool:
    """Whether the word is a common one, with or without an ending of ours: "projekten"."""
    return is_common(word) or any(word.endswith(ending) and is_common(word[: -len(ending)]) for ending in ENDINGS)


def is_compound(word: str) -> bool:
    """Whether two common words of some length make up the word: "windparks". Short ones are made up by chance."""
    if len(word) <= 2 * _SHORTEST_OF_TWO:
        return False
    cuts = range(_SHORTEST_OF_TWO, len(word) - _SHORTEST_OF_TWO + 1)
    return any(is_form(word[cut:]) and is_head(word[:cut]) for cut in cuts)


def _is_part(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and is_common(word)
