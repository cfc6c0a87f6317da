"""The guard in front of every detector on posts of employees: what people may say, nobody looks at.

It asks what kind of speech a post is, not what it is about, and its only answer is yes or no: no kind is returned,
stored or logged anywhere, so that a protected post and an uninteresting one leave the same silence.
"""

from collections.abc import Sequence

from streams.detect.guard_words import ALONE, LISTS, TOGETHER
from streams.detect.phrases import Phrases
from streams.detect.reading import Part

_SPEECH = Phrases(LISTS.items())


def protected(parts: Sequence[Part]) -> bool:
    """Whether this post is protected speech. Never raises: text that cannot be read counts as protected."""
    heard: set[str] = set()
    try:
        for part in parts:
            heard |= _SPEECH.found(part.words)
    except UnicodeError:  # half of a surrogate pair, which the automaton cannot take
        return True
    return bool(heard) and (ALONE in heard or any(pair <= heard for pair in TOGETHER))
