"""Disguises of a term, as people make them by hand or with a generator page."""

import random
from collections.abc import Callable, Mapping
from typing import Final

from tests.evaluation.harbour.glyphs import HOMOGLYPHS, LEET, MARKS, STYLES, ZERO_WIDTH

Disguise = Callable[[str, random.Random], str]
_EMOJI: Final = "🔋⚓🚢🔥⚡🤫🌊✨🏗💙"


def leet(term: str, rng: random.Random) -> str:
    """Digits and signs for some or most letters that have one; the first never becomes an @."""
    share = rng.choice((0.4, 0.6, 0.9))
    sure = rng.choice([at for at, char in enumerate(term) if char.lower() in LEET] or [-1])

    def one(at: int, char: str) -> str:
        options = LEET.get(char.lower(), "")
        usable = options.replace("@", "") if at == 0 else options
        return rng.choice(usable) if usable and (at == sure or rng.random() < share) else char

    return "".join(one(at, char) for at, char in enumerate(term))


def zero_width(term: str, rng: random.Random) -> str:
    """One to four characters nobody sees."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(1, len(term))
        term = term[:at] + rng.choice(ZERO_WIDTH) + term[at:]
    return term


def styled(term: str, rng: random.Random) -> str:
    """The whole term in one of the alphabets that generator pages offer."""
    style = rng.choice(STYLES)
    return "".join(style.get(char, char) for char in term)


def homoglyphs(term: str, rng: random.Random) -> str:
    """Look-alikes from other scripts for a third, two thirds or all of the letters."""
    share = rng.choice((0.34, 0.67, 1.0))
    places = [at for at, char in enumerate(term) if char in HOMOGLYPHS]
    chosen = set(rng.sample(places, max(1, round(share * len(places)))))
    return "".join(rng.choice(HOMOGLYPHS[char]) if at in chosen else char for at, char in enumerate(term))


def combining(term: str, rng: random.Random) -> str:
    """Struck through, underlined, or with some of the marks of a glitch generator."""
    if rng.random() < 0.5:
        mark = rng.choice("\u0336\u0332\u0335\u0338")
        return "".join(char + mark for char in term)
    marked = [char + (_marks(rng) if char.isalpha() and rng.random() < 0.6 else "") for char in term]
    return term[0] + rng.choice(MARKS) + "".join(marked[1:])


def _marks(rng: random.Random) -> str:
    return "".join(rng.choices(MARKS, k=rng.randint(1, 2)))


def spaced(term: str, rng: random.Random) -> str:
    """Letter by letter; words of a name stand further apart, or not."""
    gap, between = rng.choice(((" ", "   "), (" ", " "), (" ", "  "), ("  ", "    "), ("\u2009", " ")))
    return between.join(gap.join(word) for word in term.split())


def dotted(term: str, rng: random.Random) -> str:
    """A sign between the letters."""
    sign = rng.choice("...-_·|/~")
    return rng.choice((sign, " ")).join(sign.join(word) for word in term.split())


def emoji(term: str, rng: random.Random) -> str:
    """One or two emoji inside; between the words of a name, or in one."""
    for _ in range(rng.randint(1, 2)):
        at = term.index(" ") if " " in term and rng.random() < 0.4 else rng.randrange(2, len(term) - 1)
        sign = rng.choice(_EMOJI)
        term = term[:at] + (f" {sign} " if term[at] == " " else sign) + term[at:].removeprefix(" ")
    return term


def repeated(term: str, rng: random.Random) -> str:
    """One or two letters drawn out."""
    places = [at for at, char in enumerate(term) if char.isalpha() and at > 0]
    for at in sorted(rng.sample(places, rng.randint(1, 2)), reverse=True):
        term = term[: at + 1] + term[at] * rng.randint(2, 5) + term[at + 1 :]
    return term


def leet_and_spaced(term: str, rng: random.Random) -> str:
    """Leet, letter by letter."""
    return spaced(leet(term, rng), rng)


def homoglyphs_and_zero_width(term: str, rng: random.Random) -> str:
    """Look-alikes with invisible characters between them."""
    return zero_width(homoglyphs(term, rng), rng)


DISGUISES: Final[Mapping[str, Disguise]] = {
    "L2 leet": leet,
    "L2 zero-width": zero_width,
    "L2 styled": styled,
    "L2 homoglyphs": homoglyphs,
    "L2 combining marks": combining,
    "L2 spaced": spaced,
    "L2 dotted": dotted,
    "L2 emoji": emoji,
    "L2 repeated letters": repeated,
    "L3 leet and spaced": leet_and_spaced,
    "L3 homoglyphs and zero-width": homoglyphs_and_zero_width,
}
